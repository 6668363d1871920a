package pki_test

import (
	"crypto/x509"
	"strings"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/pki"
)

func TestEachFaultIsNamedByItsOwnCode(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	want := map[pki.Fault]struct {
		code pki.Code
		says string
	}{
		pki.Expired:     {pki.CodeExpired, "expired at 2"},
		pki.NotYetValid: {pki.CodeNotYetValid, "not valid before 2"},
		pki.Revoked:     {pki.CodeRevoked, "is revoked"},
		pki.WrongCA:     {pki.CodeUnknownIssuer, "Brevdue TEST Fremmed CA"},
		pki.WrongUse:    {pki.CodeWrongUse, "not for client authentication"},
	}
	if len(want) != len(pki.Faults()) {
		t.Errorf("the table knows %d faults, the package %d", len(want), len(pki.Faults()))
	}
	for _, fault := range pki.Faults() {
		cert, err := a.Faulty(fault, municipality, cvr, pki.OrganisationOptions{})
		if err != nil {
			t.Fatalf("%s: %v", fault, err)
		}
		for range 2 { // the second time from memory
			err = a.Verify([]*x509.Certificate{cert.Leaf}, time.Now())
			if pki.CodeOf(err) != want[fault].code || !strings.Contains(err.Error(), want[fault].says) {
				t.Errorf("%s: got %q %v, want %q saying %q", fault, pki.CodeOf(err), err, want[fault].code, want[fault].says)
			}
		}
		if pki.CVR(cert.Leaf) != cvr {
			t.Errorf("%s: the subject is not that of a good certificate", fault)
		}
	}
	if cert, err := a.Faulty("mouldy", municipality, cvr, pki.OrganisationOptions{}); pki.CodeOf(err) != pki.CodeUnknownFault || cert != nil {
		t.Errorf("unknown fault: %v, want %s", err, pki.CodeUnknownFault)
	}
}

func TestAGoodCertificatePassesWithAndWithoutItsChain(t *testing.T) {
	t.Parallel()
	a := open(t, "", pki.Options{})
	cert := organisation(t, a, pki.OrganisationOptions{})
	for _, chain := range [][]*x509.Certificate{
		{cert.Leaf},
		append([]*x509.Certificate{cert.Leaf}, cert.Chain...),
		{cert.Leaf, a.Root()},
	} {
		if err := a.Verify(chain, time.Now()); err != nil {
			t.Errorf("chain of %d: %v", len(chain), err)
		}
	}
	if err := a.Verify(nil, time.Now()); pki.CodeOf(err) != pki.CodeMissing {
		t.Errorf("no certificate: %v, want %s", err, pki.CodeMissing)
	}
	for at, want := range map[time.Time]pki.Code{
		cert.Leaf.NotBefore:                   "",
		cert.Leaf.NotAfter:                    "",
		cert.Leaf.NotBefore.Add(-time.Second): pki.CodeNotYetValid,
		cert.Leaf.NotAfter.Add(time.Second):   pki.CodeExpired,
	} {
		if err := a.Verify([]*x509.Certificate{cert.Leaf}, at); pki.CodeOf(err) != want {
			t.Errorf("at %s: %v, want code %q", at, err, want)
		}
	}
}

func TestStrangersAreRefused(t *testing.T) {
	t.Parallel()
	a, other := open(t, "", pki.Options{}), open(t, "", pki.Options{})
	server, err := a.Server()
	if err != nil {
		t.Fatal(err)
	}
	forged := *organisation(t, a, pki.OrganisationOptions{}).Leaf
	forged.Raw = append([]byte(nil), forged.Raw...)
	forged.RawTBSCertificate = append([]byte(nil), forged.RawTBSCertificate...)
	forged.RawTBSCertificate[len(forged.RawTBSCertificate)-1] ^= 1
	forged.Raw[len(forged.Raw)/2] ^= 1
	for who, tc := range map[string]struct {
		cert *x509.Certificate
		want pki.Code
	}{
		"a CA of the same names and other keys": {organisation(t, other, pki.OrganisationOptions{}).Leaf, pki.CodeUnknownIssuer},
		"a changed certificate":                 {&forged, pki.CodeUnknownIssuer},
		"the issuing CA itself":                 {a.Issuing(), pki.CodeWrongUse},
		"the server":                            {server.Leaf, pki.CodeWrongUse},
	} {
		if err := a.Verify([]*x509.Certificate{tc.cert}, time.Now()); pki.CodeOf(err) != tc.want {
			t.Errorf("%s: %v, want %s", who, err, tc.want)
		}
	}
	foreign := organisation(t, other, pki.OrganisationOptions{})
	if err := a.Revoke(foreign.Leaf); pki.CodeOf(err) != pki.CodeUnknownIssuer {
		t.Errorf("revoking a stranger: %v, want %s", err, pki.CodeUnknownIssuer)
	}
}

func TestARevocationIsKeptAndSeenByAnotherProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	running, tool := open(t, dir, pki.Options{}), open(t, dir, pki.Options{})
	for i := range 5 { // each replaces the file the other has read
		cert := organisation(t, tool, pki.OrganisationOptions{})
		if err := running.Verify([]*x509.Certificate{cert.Leaf}, time.Now()); err != nil {
			t.Fatalf("round %d, before: %v", i, err)
		}
		if err := tool.Revoke(cert.Leaf); err != nil {
			t.Fatal(err)
		}
		if err := tool.Revoke(cert.Leaf); err != nil {
			t.Errorf("round %d, revoked twice: %v", i, err)
		}
		for who, a := range map[string]*pki.Authority{"running": running, "reopened": open(t, dir, pki.Options{})} {
			if err := a.Verify([]*x509.Certificate{cert.Leaf}, time.Now()); pki.CodeOf(err) != pki.CodeRevoked {
				t.Errorf("round %d, %s: %v, want %s", i, who, err, pki.CodeRevoked)
			}
		}
		running, tool = tool, running
	}
}

func BenchmarkOpenAndServerInMemory(b *testing.B) {
	for b.Loop() {
		a, err := pki.Open("", pki.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := a.ServerTLS(pki.ServerOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenAndServerOnDiskFirstTime(b *testing.B) {
	for b.Loop() {
		a, err := pki.Open(b.TempDir(), pki.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := a.ServerTLS(pki.ServerOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerifyOnDisk(b *testing.B) {
	a, err := pki.Open(b.TempDir(), pki.Options{})
	if err != nil {
		b.Fatal(err)
	}
	cert, err := a.Faulty(pki.Revoked, municipality, cvr, pki.OrganisationOptions{})
	if err != nil {
		b.Fatal(err)
	}
	chain := []*x509.Certificate{cert.Leaf}
	for b.Loop() {
		if a.Verify(chain, time.Now()) == nil {
			b.Fatal("revoked certificate passed")
		}
	}
}

func BenchmarkOrganisation(b *testing.B) {
	a, err := pki.Open("", pki.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.Organisation(municipality, cvr, pki.OrganisationOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
