package kombi

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// XML signatures as the assertion needs them: enveloped, one reference, exclusive
// canonical form, SHA-256. ECDSA signatures are the two numbers side by side
// (XML-DSig), not ASN.1 as Go and the library make them.
const (
	nsDSig       = "http://www.w3.org/2000/09/xmldsig#"
	algEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
	algExcC14N   = "http://www.w3.org/2001/10/xml-exc-c14n#"
	algSHA256    = "http://www.w3.org/2001/04/xmlenc#sha256"
	algECDSA     = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
	algRSA       = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
)

var errSignature = errors.New("the signature does not fit")

// canonical is the exclusive canonical form of an element. The element is not changed.
func canonical(el *etree.Element) ([]byte, error) {
	context, err := etreeutils.NSBuildParentContext(el)
	if err != nil {
		return nil, err
	}
	alone, err := etreeutils.NSDetatch(context, el)
	if err != nil {
		return nil, err
	}
	return dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("").Canonicalize(alone)
}

// sign puts a signature over root, which has the given ID, behind root's first child.
func sign(root *etree.Element, id string, key crypto.Signer, certificate *x509.Certificate) error {
	form, err := canonical(root)
	if err != nil {
		return err
	}
	digest := sha256.Sum256(form)
	method, err := signatureMethod(key.Public())
	if err != nil {
		return err
	}
	signature := etree.NewElement("ds:Signature")
	signature.CreateAttr("xmlns:ds", nsDSig)
	info := signature.CreateElement("ds:SignedInfo")
	info.CreateElement("ds:CanonicalizationMethod").CreateAttr("Algorithm", algExcC14N)
	info.CreateElement("ds:SignatureMethod").CreateAttr("Algorithm", method)
	reference := info.CreateElement("ds:Reference")
	reference.CreateAttr("URI", "#"+id)
	transforms := reference.CreateElement("ds:Transforms")
	transforms.CreateElement("ds:Transform").CreateAttr("Algorithm", algEnveloped)
	transforms.CreateElement("ds:Transform").CreateAttr("Algorithm", algExcC14N)
	reference.CreateElement("ds:DigestMethod").CreateAttr("Algorithm", algSHA256)
	reference.CreateElement("ds:DigestValue").SetText(base64.StdEncoding.EncodeToString(digest[:]))
	root.InsertChildAt(1, signature)

	signedInfo, err := canonical(info)
	if err != nil {
		return err
	}
	value, err := signBytes(key, signedInfo)
	if err != nil {
		return err
	}
	signature.CreateElement("ds:SignatureValue").SetText(base64.StdEncoding.EncodeToString(value))
	signature.CreateElement("ds:KeyInfo").CreateElement("ds:X509Data").CreateElement("ds:X509Certificate").
		SetText(base64.StdEncoding.EncodeToString(certificate.Raw))
	return nil
}

func signatureMethod(key crypto.PublicKey) (string, error) {
	switch k := key.(type) {
	case *ecdsa.PublicKey:
		return algECDSA, nil
	case *rsa.PublicKey:
		return algRSA, nil
	default:
		return "", fmt.Errorf("no XML signature with a key of type %T", k)
	}
}

func signBytes(key crypto.Signer, data []byte) ([]byte, error) {
	digest := sha256.Sum256(data)
	value, err := key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	public, ok := key.Public().(*ecdsa.PublicKey)
	if !ok {
		return value, nil
	}
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(value, &pair); err != nil {
		return nil, err
	}
	size := (public.Params().BitSize + 7) / 8
	raw := make([]byte, 2*size)
	pair.R.FillBytes(raw[:size])
	pair.S.FillBytes(raw[size:])
	return raw, nil
}

func verifyBytes(key crypto.PublicKey, data, value []byte) error {
	digest := sha256.Sum256(data)
	switch public := key.(type) {
	case *ecdsa.PublicKey:
		size := (public.Params().BitSize + 7) / 8
		if len(value) != 2*size || !ecdsa.Verify(public, digest[:], new(big.Int).SetBytes(value[:size]), new(big.Int).SetBytes(value[size:])) {
			return errSignature
		}
		return nil
	case *rsa.PublicKey:
		if rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], value) != nil {
			return errSignature
		}
		return nil
	default:
		return errSignature
	}
}

// verify checks that root carries exactly one signature, made by key over root
// itself in the form that sign makes, and returns what was signed: read from that
// and from nothing else. Certificates inside the signature are not looked at.
func verify(root *etree.Element, key crypto.PublicKey) (signed []byte, err error) {
	signature, err := onlySignature(root)
	if err != nil {
		return nil, err
	}
	method, err := signatureMethod(key)
	if err != nil {
		return nil, err
	}
	id := root.SelectAttrValue("ID", "")
	info := child(signature, "SignedInfo")
	reference := child(info, "Reference")
	var transforms []string
	if t := child(reference, "Transforms"); t != nil {
		for _, transform := range t.ChildElements() {
			transforms = append(transforms, transform.SelectAttrValue("Algorithm", ""))
			if len(transform.ChildElements()) > 0 {
				return nil, errSignature // a list of prefixes would change the form
			}
		}
	}
	switch {
	case id == "" || countIDs(root, id) != 1,
		info == nil || len(info.ChildElements()) != 3, // so there is one reference
		reference == nil || reference.SelectAttrValue("URI", "") != "#"+id,
		algorithm(info, "CanonicalizationMethod") != algExcC14N,
		algorithm(info, "SignatureMethod") != method,
		algorithm(reference, "DigestMethod") != algSHA256,
		strings.Join(transforms, " ") != algEnveloped+" "+algExcC14N:
		return nil, errSignature
	}
	digest, err1 := decodeText(child(reference, "DigestValue"))
	value, err2 := decodeText(child(signature, "SignatureValue"))
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	signedInfo, err := canonical(info)
	if err != nil {
		return nil, err
	}
	if err := verifyBytes(key, signedInfo, value); err != nil {
		return nil, err
	}
	bare := root.Copy()
	for i, c := range bare.Child {
		if el, ok := c.(*etree.Element); ok && el.Tag == "Signature" {
			bare.RemoveChildAt(i)
			break
		}
	}
	if signed, err = canonical(bare); err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(signed); subtle.ConstantTimeCompare(sum[:], digest) != 1 {
		return nil, errSignature
	}
	return signed, nil
}

// onlySignature finds the one element called Signature, a direct child of root.
func onlySignature(root *etree.Element) (found *etree.Element, err error) {
	for el := range all(root) {
		if el.Tag != "Signature" {
			continue
		}
		if found != nil || el.Parent() != root || el.NamespaceURI() != nsDSig {
			return nil, errSignature
		}
		found = el
	}
	if found == nil {
		return nil, errors.New("there is no signature")
	}
	return found, nil
}

// countIDs counts the attributes that a processor might take for the ID.
func countIDs(root *etree.Element, id string) (n int) {
	for el := range all(root) {
		for _, a := range el.Attr {
			if strings.EqualFold(a.Key, "id") && a.Value == id {
				n++
			}
		}
	}
	return n
}

// all walks an element and everything below it.
func all(root *etree.Element) func(yield func(*etree.Element) bool) {
	return func(yield func(*etree.Element) bool) {
		todo := []*etree.Element{root}
		for len(todo) > 0 {
			el := todo[len(todo)-1]
			todo = append(todo[:len(todo)-1], el.ChildElements()...)
			if !yield(el) {
				return
			}
		}
	}
}

// child finds the one child of a name in the signature's namespace; nil when
// there is none or several.
func child(el *etree.Element, name string) (found *etree.Element) {
	if el == nil {
		return nil
	}
	for _, c := range el.ChildElements() {
		if c.Tag != name || c.NamespaceURI() != nsDSig {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}

func algorithm(el *etree.Element, name string) string {
	c := child(el, name)
	if c == nil || len(c.ChildElements()) > 0 {
		return ""
	}
	return c.SelectAttrValue("Algorithm", "")
}

func decodeText(el *etree.Element) ([]byte, error) {
	if el == nil {
		return nil, errSignature
	}
	value, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields([]byte(el.Text())), nil)))
	if err != nil {
		return nil, errSignature
	}
	return value, nil
}
