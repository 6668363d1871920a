package pki_test

import (
	"crypto/x509"
	"encoding/asn1"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/brevdue/brevdue/simulator/pki"
)

const (
	municipality = "Eksempelkøbing Kommune"
	cvr          = "11111111" // fails modulus 11
)

func open(t *testing.T, dir string, opts pki.Options) *pki.Authority {
	t.Helper()
	a, err := pki.Open(dir, opts)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return a
}

func organisation(t *testing.T, a *pki.Authority, opts pki.OrganisationOptions) *pki.Certificate {
	t.Helper()
	cert, err := a.Organisation(municipality, cvr, opts)
	if err != nil {
		t.Fatalf("Organisation: %v", err)
	}
	return cert
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAnOrganisationCertificateLooksLikeOCES3(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	id := uuid.MustParse("3f0d8c2a-5a52-4c0a-9a43-6d5d1f0f7a11")
	cert := organisation(t, a, pki.OrganisationOptions{ID: id, CommonName: "Postsystem"})

	subject := map[string]any{}
	for _, attribute := range cert.Leaf.Subject.Names {
		subject[attribute.Type.String()] = attribute.Value
	}
	want := map[string]any{
		"2.5.4.6":  "DK",
		"2.5.4.10": municipality,
		"2.5.4.3":  "Postsystem",
		"2.5.4.5":  "UI:DK-O:G:3f0d8c2a-5a52-4c0a-9a43-6d5d1f0f7a11",
		"2.5.4.97": "NTRDK-11111111",
	}
	if diff := cmp.Diff(want, subject); diff != "" {
		t.Errorf("subject (-want +got):\n%s", diff)
	}
	if got := pki.CVR(cert.Leaf); got != cvr {
		t.Errorf("CVR read back = %q, want %q", got, cvr)
	}
	if diff := cmp.Diff([]x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, cert.Leaf.ExtKeyUsage); diff != "" {
		t.Errorf("use (-want +got):\n%s", diff)
	}
	if len(cert.Chain) != 1 || !cert.Chain[0].Equal(a.Issuing()) {
		t.Errorf("the chain is not the issuing CA alone: %d certificates", len(cert.Chain))
	}
	if err := a.Issuing().CheckSignatureFrom(a.Root()); err != nil {
		t.Errorf("issuing CA under root: %v", err)
	}
}

func TestACertificateIsForServersOnlyWhereAsked(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	cert := organisation(t, a, pki.OrganisationOptions{ServerNames: []string{"Receiver.example", "127.0.0.1"}})
	for _, name := range []string{"receiver.example", "127.0.0.1"} {
		if err := cert.Leaf.VerifyHostname(name); err != nil {
			t.Errorf("name %s: %v", name, err)
		}
	}
	if !slices.Contains(cert.Leaf.ExtKeyUsage, x509.ExtKeyUsageServerAuth) ||
		!slices.Contains(cert.Leaf.ExtKeyUsage, x509.ExtKeyUsageClientAuth) {
		t.Errorf("use = %v, want client and server", cert.Leaf.ExtKeyUsage)
	}
}

func TestUnusableNamesAreRefused(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	for _, tc := range []struct {
		why, name, cvr string
		opts           pki.OrganisationOptions
	}{
		{"no name", " ", cvr, pki.OrganisationOptions{}},
		{"name too long", strings.Repeat("ø", 65), cvr, pki.OrganisationOptions{}},
		{"control character", "A\nB", cvr, pki.OrganisationOptions{}},
		{"not UTF-8", "\xff", cvr, pki.OrganisationOptions{}},
		{"seven digits", municipality, "1111111", pki.OrganisationOptions{}},
		{"letters", municipality, "1111111x", pki.OrganisationOptions{}},
		{"port in host", municipality, cvr, pki.OrganisationOptions{ServerNames: []string{"localhost:8443"}}},
		{"empty host", municipality, cvr, pki.OrganisationOptions{ServerNames: []string{""}}},
		{"inner wildcard", municipality, cvr, pki.OrganisationOptions{ServerNames: []string{"a.*.test"}}},
		{"long common name", municipality, cvr, pki.OrganisationOptions{CommonName: strings.Repeat("x", 65)}},
	} {
		if cert, err := a.Organisation(tc.name, tc.cvr, tc.opts); pki.CodeOf(err) != pki.CodeInvalidName || cert != nil {
			t.Errorf("%s: certificate %v, error %v; want none and %s", tc.why, cert != nil, err, pki.CodeInvalidName)
		}
	}
	if _, err := a.Organisation(strings.Repeat("ø", 64), cvr, pki.OrganisationOptions{}); err != nil {
		t.Errorf("64 characters: %v", err)
	}
}

func TestTheServerCertificateHasEveryNameThatClientsHaveBuiltIn(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{Hosts: []string{"brevdue-1", "*.example.test", "192.0.2.7", "brevdue-1"}})
	server := must[*pki.Certificate](t)(a.Server())
	names := append(pki.RealHosts(), "localhost", "127.0.0.1", "::1", "w1.brevdue.test", "brevdue-1", "x.example.test", "192.0.2.7")
	for _, name := range names {
		host := name
		if _, err := server.Leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: a.Pool(), Intermediates: pool(a.Issuing())}); err != nil {
			t.Errorf("name %s: %v", name, err)
		}
	}
	if _, err := pki.Open("", pki.Options{Hosts: []string{"https://brevdue"}}); pki.CodeOf(err) != pki.CodeInvalidName {
		t.Errorf("a URL as host: %v, want %s", err, pki.CodeInvalidName)
	}
}

func pool(certs ...*x509.Certificate) *x509.CertPool {
	p := x509.NewCertPool()
	for _, cert := range certs {
		p.AddCert(cert)
	}
	return p
}

// identities are what must be the same after reopening.
func identities(t *testing.T, a *pki.Authority) map[string]string {
	t.Helper()
	cert := must[*pki.Certificate](t)
	return map[string]string{
		"root":      pki.Thumbprint(a.Root()),
		"issuing":   pki.Thumbprint(a.Issuing()),
		"server":    cert(a.Server()).Thumbprint(),
		"sts":       cert(a.STS()).Thumbprint(),
		"push":      cert(a.Push()).Thumbprint(),
		"token key": string(must[[]byte](t)(a.TokenKey())),
	}
}

func TestADataDirectoryKeepsAllIdentities(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := identities(t, open(t, dir, pki.Options{}))
	if diff := cmp.Diff(first, identities(t, open(t, dir, pki.Options{}))); diff != "" {
		t.Errorf("after reopening (-first +second):\n%s", diff)
	}
	for name, id := range identities(t, open(t, "", pki.Options{})) {
		if id == first[name] {
			t.Errorf("%s of an authority in memory equals the one kept", name)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "pki", "*"))
	if err != nil || len(files) != 5 {
		t.Fatalf("files = %v, %v; want five", files, err)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v; want 0600", file, info.Mode(), err)
		}
	}
}

func TestTwoProcessesOnOneDirectoryGetTheSameIdentities(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const openers = 8
	results := make(chan string, openers)
	for range openers {
		go func() {
			a, err := pki.Open(dir, pki.Options{})
			if err != nil {
				results <- err.Error()
				return
			}
			sts, err := a.STS()
			if err != nil {
				results <- err.Error()
				return
			}
			results <- pki.Thumbprint(a.Issuing()) + sts.Thumbprint()
		}()
	}
	first := <-results
	for range openers - 1 {
		if got := <-results; got != first {
			t.Errorf("another opener got %s, the first %s", got, first)
		}
	}
}

func TestTheServerCertificateIsRenewedForTheSameKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old := must[*pki.Certificate](t)(open(t, dir, pki.Options{}).Server())
	later := func() time.Time { return time.Now().AddDate(2, 2, 0) }
	for why, opts := range map[string]pki.Options{
		"a new host":   {Hosts: []string{"brevdue-2"}},
		"near its end": {Now: later},
	} {
		renewed := must[*pki.Certificate](t)(open(t, dir, opts).Server())
		if renewed.Thumbprint() == old.Thumbprint() {
			t.Errorf("%s: the certificate was not renewed", why)
		}
		if diff := cmp.Diff(old.Key.Public(), renewed.Key.Public()); diff != "" {
			t.Errorf("%s: the key changed", why)
		}
	}
}

func TestDamagedFilesAreNamed(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"ca.pem", "server.pem", "issuing.crl"} {
		for what, change := range map[string]func([]byte) []byte{
			"cut":     func(b []byte) []byte { return b[:len(b)/2] },
			"empty":   func([]byte) []byte { return nil },
			"garbage": func([]byte) []byte { return []byte("hello") },
		} {
			dir := t.TempDir()
			a := open(t, dir, pki.Options{})
			must[*pki.Certificate](t)(a.Server())
			must[*pki.Certificate](t)(a.Faulty(pki.Revoked, municipality, cvr, pki.OrganisationOptions{}))
			path := filepath.Join(dir, "pki", file)
			data := must[[]byte](t)(os.ReadFile(path))
			if err := os.WriteFile(path, change(data), 0o600); err != nil {
				t.Fatal(err)
			}
			a, err := pki.Open(dir, pki.Options{})
			if err == nil {
				_, err = a.Server()
			}
			if pki.CodeOf(err) != pki.CodeStorage || !strings.Contains(err.Error(), file) {
				t.Errorf("%s %s: error %v, want %s naming the file", file, what, err, pki.CodeStorage)
			}
		}
	}
}

func TestAnUnwritableDirectorySaysSo(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if a, err := pki.Open(file, pki.Options{}); pki.CodeOf(err) != pki.CodeStorage || a != nil {
		t.Errorf("a file as directory: %v, want %s", err, pki.CodeStorage)
	}
}

func TestABundleReadsBack(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	for _, useRSA := range []bool{false, true} {
		cert := organisation(t, a, pki.OrganisationOptions{RSA: useRSA})
		bundle := must[[]byte](t)(cert.BundlePEM())
		read := must[*pki.Certificate](t)(pki.Parse(append([]byte("Bag Attributes\n"), bundle...)))
		if read.Thumbprint() != cert.Thumbprint() || len(read.Chain) != 1 {
			t.Errorf("RSA %v: read back %s with %d CAs", useRSA, read.Thumbprint(), len(read.Chain))
		}
		if diff := cmp.Diff(must[[]byte](t)(cert.KeyPEM()), must[[]byte](t)(read.KeyPEM())); diff != "" {
			t.Errorf("RSA %v: the key differs", useRSA)
		}
	}
	other := organisation(t, a, pki.OrganisationOptions{})
	key := must[[]byte](t)(other.KeyPEM())
	mine := organisation(t, a, pki.OrganisationOptions{})
	for what, text := range map[string][]byte{
		"nothing":       nil,
		"a key alone":   key,
		"no key":        mine.CertificatePEM(),
		"a foreign key": append(slices.Clone(key), mine.CertificatePEM()...),
		"two keys":      append(slices.Clone(key), must[[]byte](t)(mine.BundlePEM())...),
	} {
		if got, err := pki.Parse(text); pki.CodeOf(err) != pki.CodeStorage || got != nil {
			t.Errorf("%s: %v, want %s", what, err, pki.CodeStorage)
		}
	}
}

// TestASubjectCannotClaimAnotherCVR guards CVR against look-alikes.
func TestASubjectCannotClaimAnotherCVR(t *testing.T) {
	t.Parallel()
	oid := asn1.ObjectIdentifier{2, 5, 4, 97}
	for _, value := range []any{"11111111", "NTRDK-1111111", "NTRSE-11111111", "NTRDK-111111111", 7} {
		var cert x509.Certificate
		cert.Subject.Names = append(cert.Subject.Names, struct {
			Type  asn1.ObjectIdentifier
			Value any
		}{oid, value})
		if got := pki.CVR(&cert); got != "" {
			t.Errorf("organizationIdentifier %v read as CVR %s", value, got)
		}
	}
}
