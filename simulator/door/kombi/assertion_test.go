package kombi

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/simulator/pki"
)

// signed makes an assertion with a fresh authority.
func signed(t *testing.T, useRSA bool) (raw []byte, want claims, sts *pki.Certificate) {
	t.Helper()
	ca, err := pki.Open("", pki.Options{})
	if err != nil {
		t.Fatal(err)
	}
	holder, err := ca.Organisation("Eksempelkøbing Kommune", "11111112", pki.OrganisationOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if sts, err = ca.STS(); err != nil {
		t.Fatal(err)
	}
	if useRSA {
		if sts, err = ca.Organisation("STS", "11111112", pki.OrganisationOptions{RSA: true}); err != nil {
			t.Fatal(err)
		}
	}
	from := time.Date(2026, 11, 22, 9, 14, 39, 0, time.UTC)
	want = claims{
		World: "w", Epoch: 3, System: "5b0b7c1e-0000-4000-8000-0c0c0c0c0c0c", CVR: "11111112",
		Entity: "http://entityid.kombit.dk/service/kombipostafsend/1", Thumbprint: holder.Thumbprint(),
		NotBefore: from, NotOnOrAfter: from.Add(8 * time.Hour),
	}
	if raw, err = newAssertion(want, holder.Leaf.Raw, holder.Leaf.Subject.String(), sts); err != nil {
		t.Fatal(err)
	}
	return raw, want, sts
}

func TestAnAssertionIsReadBack(t *testing.T) {
	t.Parallel()
	for _, useRSA := range []bool{false, true} {
		raw, want, sts := signed(t, useRSA)
		got, err := readAssertion(raw, sts)
		if err != nil {
			t.Fatalf("rsa %v: %v", useRSA, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("rsa %v (-want +got):\n%s", useRSA, diff)
		}
		if !bytes.HasPrefix(raw, []byte(`<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" `)) {
			t.Errorf("the SAML namespace is not the default one: %.100s", raw)
		}
	}
}

func TestXmlsec1VerifiesAnAssertionAndRefusesAChangedOne(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("xmlsec1"); err != nil {
		t.Log("xmlsec1 is not installed: the signature is checked by our own reader only")
		return
	}
	for _, useRSA := range []bool{false, true} {
		raw, _, sts := signed(t, useRSA)
		dir := t.TempDir()
		cert := filepath.Join(dir, "sts.pem")
		write(t, cert, sts.LeafOnly().CertificatePEM())
		check := func(name string, content []byte) ([]byte, error) {
			file := filepath.Join(dir, name)
			write(t, file, content)
			return exec.CommandContext(t.Context(), "xmlsec1", "--verify", "--pubkey-cert-pem", cert,
				"--id-attr:ID", nsSAML+":Assertion", file).CombinedOutput()
		}
		if out, err := check("good.xml", raw); err != nil {
			t.Errorf("rsa %v: xmlsec1 refuses: %v\n%s", useRSA, err, out)
		}
		if out, err := check("bad.xml", bytes.Replace(raw, []byte("11111112"), []byte("11111113"), 1)); err == nil {
			t.Errorf("rsa %v: xmlsec1 takes a changed assertion:\n%s", useRSA, out)
		}
	}
}

func write(t *testing.T, file string, content []byte) {
	t.Helper()
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAForgedAssertionIsRefused(t *testing.T) {
	t.Parallel()
	raw, _, sts := signed(t, false)
	text := string(raw)
	_, rest, _ := strings.Cut(text, "<ds:Signature ")
	block, _, _ := strings.Cut(rest, "</ds:Signature>")
	block = "<ds:Signature " + block + "</ds:Signature>"
	bare := strings.Replace(text, block, "", 1)
	evil := strings.NewReplacer("11111112", "22222223", `ID="_`, `ID="_e`).Replace(bare)

	forger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := newAssertion(claims{CVR: "11111112"}, nil, "", &pki.Certificate{Key: forger, Leaf: sts.Leaf})
	if err != nil {
		t.Fatal(err)
	}
	for name, forged := range map[string]string{
		"another CVR number":        strings.Replace(text, ">11111112<", ">22222223<", 1),
		"longer life":               strings.Replace(text, "2026-11-22T17", "2036-11-22T17", 1),
		"no signature":              bare,
		"two signatures":            strings.Replace(text, block, block+block, 1),
		"signed with another key":   string(other),
		"wrapped":                   strings.Replace(evil, "</Issuer>", "</Issuer>"+strings.Replace(block, "</ds:Signature>", "<ds:Object>"+bare+"</ds:Object></ds:Signature>", 1), 1),
		"original as extension":     strings.Replace(evil, "<Subject>", `<Extensions xmlns="urn:x">`+text+"</Extensions><Subject>", 1),
		"original in a root":        `<Root>` + text + evil + `</Root>`,
		"signature deeper":          strings.Replace(bare, "</Issuer>", block+"</Issuer>", 1),
		"the same ID twice":         strings.Replace(text, "<Subject>", `<Subject Id="`+idOf(text)+`">`, 1),
		"another reference":         strings.Replace(text, `URI="#_`, `URI="#_x`, 1),
		"empty reference":           strings.Replace(text, `URI="#`+idOf(text)+`"`, `URI=""`, 1),
		"two references":            strings.Replace(text, "<ds:Reference ", `<ds:Reference URI="#x"/><ds:Reference `, 1),
		"another transform":         strings.Replace(text, algEnveloped, "http://www.w3.org/TR/1999/REC-xslt-19991116", 1),
		"weaker digest":             strings.Replace(text, algSHA256, "http://www.w3.org/2000/09/xmldsig#sha1", 1),
		"another method":            strings.Replace(text, algECDSA, "http://www.w3.org/2000/09/xmldsig#hmac-sha1", 1),
		"DOCTYPE":                   `<!DOCTYPE Assertion [<!ENTITY x "y">]>` + text,
		"entity bomb":               `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>`,
		"an element after the root": text + "<x/>",
		"text after the root":       text + "x",
		"too deep":                  strings.Replace(text, "<Subject>", "<Subject>"+strings.Repeat("<x>", 100)+strings.Repeat("</x>", 100), 1),
		"too large":                 strings.Replace(text, "<Subject>", "<Subject>"+strings.Repeat(" ", maxAssertion), 1),
		"an attribute twice":        strings.Replace(text, ` Version="2.0"`, ` Version="2.0" Version="2.0"`, 1),
		"not XML":                   "saml",
		"nothing":                   "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if forged == text {
				t.Fatal("the forgery changes nothing")
			}
			if c, err := readAssertion([]byte(forged), sts); err == nil {
				t.Errorf("taken: %+v", c)
			}
		})
	}
}

func idOf(assertion string) string {
	_, rest, _ := strings.Cut(assertion, ` ID="`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// A comment is no part of what is signed, so a reader that stops at one would be
// told half of a name.
func TestACommentDoesNotCutAValue(t *testing.T) {
	t.Parallel()
	raw, want, sts := signed(t, false)
	got, err := readAssertion(bytes.Replace(raw, []byte(">11111112<"), []byte(">1111<!-- -->1112<"), 1), sts)
	if err != nil {
		t.Fatal(err)
	}
	if got.CVR != want.CVR {
		t.Errorf("CVR %q, want %q", got.CVR, want.CVR)
	}
}

func TestClientsMayWriteTheAssertionAgain(t *testing.T) {
	t.Parallel()
	raw, want, sts := signed(t, false)
	again := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + strings.Replace(string(raw), ` Version="2.0"`, "\n  Version='2.0'", 1) + "\n"
	got, err := readAssertion([]byte(again), sts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheAssertionNamesHolderAndSigner(t *testing.T) {
	t.Parallel()
	raw, _, sts := signed(t, false)
	_, rest, _ := strings.Cut(string(raw), "</ds:SignatureValue>")
	_, rest, _ = strings.Cut(rest, "<ds:X509Certificate>")
	encoded, _, _ := strings.Cut(rest, "<")
	der, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := x509.ParseCertificate(der)
	if err != nil || !signer.Equal(sts.Leaf) {
		t.Errorf("KeyInfo holds another certificate than the signer's: %v", err)
	}
}

func TestATokenIsReadBackAndNothingElseIs(t *testing.T) {
	t.Parallel()
	key, other := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)
	want := accessToken{World: "w", Epoch: 2, System: "s", Service: "kombipostafsend", Thumbprint: "aa", Expires: time.Unix(1700000000, 0).UTC()}
	sealed := want.seal(key)
	got, err := openToken(sealed, key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := openToken(sealed, other); err == nil {
		t.Error("taken with another key")
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		changed := bytes.Clone(raw)
		changed[i] ^= 1
		if _, err := openToken(base64.RawURLEncoding.EncodeToString(changed), key); err == nil {
			t.Fatalf("taken with byte %d changed", i)
		}
	}
	for _, text := range []string{"", "x", "%%%", "7d0c6f5e-0000-4000-8000-1a2b3c4d5e6f"} {
		if _, err := openToken(text, key); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
