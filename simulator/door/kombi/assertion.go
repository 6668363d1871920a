package kombi

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/beevik/etree"
	"github.com/google/uuid"

	"github.com/brevdue/brevdue/simulator/pki"
)

// Namespaces and fixed values of a SAML 2.0 assertion.
const (
	nsSAML        = "urn:oasis:names:tc:SAML:2.0:assertion"
	samlIssuer    = "urn:brevdue:test:adgangsstyring"
	samlHolder    = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"
	samlSubject   = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"
	samlUnspec    = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
	nsPrivileges  = "http://itst.dk/oiosaml/basic_privilege_profile"
	attrCVR       = "dk:gov:saml:attribute:CvrNumberIdentifier"
	attrPrivilege = "dk:gov:saml:attribute:Privileges_intermediate" // base64 XML
	attrWorld     = "urn:brevdue:world"                             // ours: which tenant
	attrEpoch     = "urn:brevdue:epoch"
	attrSystem    = "urn:brevdue:system"
)

// Bounds of an assertion that is presented. Ours has about 4 kB and 40 elements.
const (
	maxAssertion = 64 << 10
	maxDepth     = 32
	maxElements  = 500
)

// claims is what an assertion says.
type claims struct {
	World        string
	Epoch        int64
	System       string
	CVR          string // of the authority
	Entity       string // the service it is for
	Thumbprint   string // of the holder's certificate
	NotBefore    time.Time
	NotOnOrAfter time.Time
}

// newAssertion writes a signed assertion. holder is the certificate whose key
// proves possession, DER; subject its subject in words. The SAML namespace is the
// default one: KOMBIT's own sample code knows no prefixes (sf1601 1.3).
func newAssertion(c claims, holder []byte, subject string, sts *pki.Certificate) ([]byte, error) {
	id := "_" + uuid.NewString()
	from, to := stamp(c.NotBefore), stamp(c.NotOnOrAfter)
	root := etree.NewElement("Assertion")
	root.CreateAttr("xmlns", nsSAML)
	root.CreateAttr("ID", id)
	root.CreateAttr("IssueInstant", from)
	root.CreateAttr("Version", "2.0")
	root.CreateElement("Issuer").SetText(samlIssuer)

	sub := root.CreateElement("Subject")
	name := sub.CreateElement("NameID")
	name.CreateAttr("Format", samlSubject)
	name.SetText(subject)
	confirmation := sub.CreateElement("SubjectConfirmation")
	confirmation.CreateAttr("Method", samlHolder)
	info := confirmation.CreateElement("SubjectConfirmationData").CreateElement("ds:KeyInfo")
	info.CreateAttr("xmlns:ds", nsDSig)
	info.CreateElement("ds:X509Data").CreateElement("ds:X509Certificate").SetText(base64.StdEncoding.EncodeToString(holder))

	conditions := root.CreateElement("Conditions")
	conditions.CreateAttr("NotBefore", from)
	conditions.CreateAttr("NotOnOrAfter", to)
	conditions.CreateElement("AudienceRestriction").CreateElement("Audience").SetText(c.Entity)

	privileges, err := privilegeList(c)
	if err != nil {
		return nil, err
	}
	statement := root.CreateElement("AttributeStatement")
	for _, a := range [...]struct{ name, value string }{
		{attrCVR, c.CVR},
		{attrPrivilege, base64.StdEncoding.EncodeToString(privileges)},
		{attrWorld, c.World},
		{attrEpoch, strconv.FormatInt(c.Epoch, 10)},
		{attrSystem, c.System},
	} {
		attribute := statement.CreateElement("Attribute")
		attribute.CreateAttr("Name", a.name)
		attribute.CreateAttr("NameFormat", samlUnspec)
		attribute.CreateElement("AttributeValue").SetText(a.value)
	}
	if err := sign(root, id, sts.Key, sts.Leaf); err != nil {
		return nil, fmt.Errorf("sign assertion: %w", err)
	}
	return etree.NewDocumentWithRoot(root).WriteToBytes()
}

// privilegeList says in the OIO form what the assertion allows: use of one
// service on behalf of one authority.
func privilegeList(c claims) ([]byte, error) {
	list := etree.NewElement("bpp:PrivilegeList")
	list.CreateAttr("xmlns:bpp", nsPrivileges)
	group := list.CreateElement("PrivilegeGroup")
	group.CreateAttr("Scope", "urn:dk:gov:saml:cvrNumberIdentifier:"+c.CVR)
	group.CreateElement("Privilege").SetText(c.Entity)
	return etree.NewDocumentWithRoot(list).WriteToBytes()
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// readAssertion checks shape and signature of an assertion and returns what it
// says. Whether it holds now, here and for this caller is for the caller to see.
func readAssertion(raw []byte, sts *pki.Certificate) (claims, error) {
	if err := checkShape(raw); err != nil {
		return claims{}, err
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(raw); err != nil {
		return claims{}, fmt.Errorf("the assertion is not well-formed XML: %w", err)
	}
	signed, err := verify(doc.Root(), sts.Leaf.PublicKey)
	if err != nil {
		return claims{}, fmt.Errorf("the assertion is not signed by this simulator's STS, or was changed: %w", err)
	}
	return readClaims(signed)
}

// checkShape refuses what no honest assertion has, before anything interprets it.
func checkShape(raw []byte) error {
	if len(raw) > maxAssertion {
		return fmt.Errorf("the assertion has %d bytes, more than %d", len(raw), maxAssertion)
	}
	depth, elements, assertions := 0, 0, 0
	for dec := xml.NewDecoder(bytes.NewReader(raw)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("the assertion is not well-formed XML: %w", err)
		}
		switch t := token.(type) {
		case xml.Directive:
			return errors.New("the assertion has a DOCTYPE")
		case xml.ProcInst:
			if t.Target != "xml" || elements > 0 {
				return errors.New("the assertion has a processing instruction")
			}
		case xml.StartElement:
			depth++
			elements++
			if depth == 1 && elements > 1 {
				return errors.New("the assertion has more than one root element")
			}
			if t.Name.Local == "Assertion" {
				assertions++
			}
			if depth == 1 && t.Name != (xml.Name{Space: nsSAML, Local: "Assertion"}) {
				return fmt.Errorf("the root element must be Assertion in namespace %s", nsSAML)
			}
			if depth > maxDepth || elements > maxElements {
				return fmt.Errorf("the assertion has more than %d levels or %d elements", maxDepth, maxElements)
			}
			if twice(t.Attr) {
				return errors.New("an element of the assertion has an attribute twice")
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(t)) > 0 {
				return errors.New("the assertion has text outside its root element")
			}
		}
	}
	if assertions != 1 {
		return fmt.Errorf("there must be exactly one Assertion, there are %d", assertions)
	}
	return nil
}

func twice(attributes []xml.Attr) bool {
	seen := make(map[xml.Name]bool, len(attributes))
	for _, a := range attributes {
		if seen[a.Name] {
			return true
		}
		seen[a.Name] = true
	}
	return false
}

// signedAssertion is what is read of the signed bytes.
type signedAssertion struct {
	XMLName xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:assertion Assertion"`
	Issuer  string   `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
	Subject struct {
		Confirmation struct {
			Method      string `xml:",attr"`
			Certificate string `xml:"SubjectConfirmationData>KeyInfo>X509Data>X509Certificate"`
		} `xml:"SubjectConfirmation"`
	}
	Conditions struct {
		NotBefore    time.Time `xml:",attr"`
		NotOnOrAfter time.Time `xml:",attr"`
		Audience     []string  `xml:"AudienceRestriction>Audience"`
	}
	Attributes []struct {
		Name  string `xml:",attr"`
		Value string `xml:"AttributeValue"`
	} `xml:"AttributeStatement>Attribute"`
}

func readClaims(signed []byte) (claims, error) {
	var a signedAssertion
	if err := xml.Unmarshal(signed, &a); err != nil {
		return claims{}, fmt.Errorf("read assertion: %w", err)
	}
	if a.Issuer != samlIssuer || a.Subject.Confirmation.Method != samlHolder || len(a.Conditions.Audience) != 1 {
		return claims{}, errors.New("the assertion is not of the form that this simulator's STS issues")
	}
	holder, err := base64.StdEncoding.DecodeString(a.Subject.Confirmation.Certificate)
	if err != nil {
		return claims{}, fmt.Errorf("read the holder's certificate: %w", err)
	}
	sum := sha256.Sum256(holder)
	values := make(map[string]string, len(a.Attributes))
	for _, attribute := range a.Attributes {
		values[attribute.Name] = attribute.Value
	}
	epoch, err := strconv.ParseInt(values[attrEpoch], 10, 64)
	if err != nil {
		return claims{}, fmt.Errorf("read the epoch: %w", err)
	}
	return claims{
		World: values[attrWorld], Epoch: epoch, System: values[attrSystem], CVR: values[attrCVR],
		Entity: a.Conditions.Audience[0], Thumbprint: hex.EncodeToString(sum[:]),
		NotBefore: a.Conditions.NotBefore, NotOnOrAfter: a.Conditions.NotOnOrAfter,
	}, nil
}
