package pki_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"software.sslmate.com/src/go-pkcs12"

	"github.com/brevdue/brevdue/simulator/pki"
)

// certs runs "certs ARGS" as main does and returns what it prints.
func certs(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var cli struct {
		Certs pki.CertsCommand `cmd:""`
	}
	var out bytes.Buffer
	parser, err := kong.New(&cli, kong.Writers(&out, &out), kong.BindTo(context.Background(), (*context.Context)(nil)))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.Parse(append([]string{"certs"}, args...))
	if err != nil {
		t.Fatal(err)
	}
	err = parsed.Run()
	return out.String(), err
}

func variants() []string {
	names := []string{"organisation", "receipt-endpoint"}
	for _, fault := range pki.Faults() {
		names = append(names, "faulty-"+string(fault))
	}
	return names
}

func TestCertsWritesEveryCertificateInEveryForm(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "certs")
	out, err := certs(t, dir, "--password", "hemmelig", "--name", "Prøvestad Kommune", "--cvr", "22222222")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Prøvestad Kommune", "22222222", dir, "--data"} {
		if !strings.Contains(out, part) {
			t.Errorf("output %q does not mention %q", out, part)
		}
	}
	for _, name := range variants() {
		cert := must[*pki.Certificate](t)(pki.Parse(must[[]byte](t)(os.ReadFile(filepath.Join(dir, name+".pem")))))
		if pki.CVR(cert.Leaf) != "22222222" {
			t.Errorf("%s: CVR %s", name, pki.CVR(cert.Leaf))
		}
		for _, form := range []string{".p12", ".legacy.p12"} {
			_, leaf, chain, err := pkcs12.DecodeChain(must[[]byte](t)(os.ReadFile(filepath.Join(dir, name+form))), "hemmelig")
			if err != nil || !leaf.Equal(cert.Leaf) || len(chain) != len(cert.Chain) {
				t.Errorf("%s%s: %v, chain of %d, want the certificate of the PEM file", name, form, err, len(chain))
			}
		}
		split := append(must[[]byte](t)(os.ReadFile(filepath.Join(dir, name+".key"))), must[[]byte](t)(os.ReadFile(filepath.Join(dir, name+".crt")))...)
		if two := must[*pki.Certificate](t)(pki.Parse(split)); two.Thumbprint() != cert.Thumbprint() {
			t.Errorf("%s: .key and .crt differ from .pem", name)
		}
		if info := must[os.FileInfo](t)(os.Stat(filepath.Join(dir, name+".pem"))); info.Mode().Perm() != 0o600 {
			t.Errorf("%s.pem: mode %v, want 0600", name, info.Mode())
		}
	}
	text := string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, "README.txt"))))
	for _, entry := range must[[]os.DirEntry](t)(os.ReadDir(dir)) {
		base, _, _ := strings.Cut(entry.Name(), ".")
		if base != "README" && !strings.Contains(text, base) {
			t.Errorf("README.txt does not explain %s", entry.Name())
		}
	}
	for _, code := range []pki.Code{pki.CodeExpired, pki.CodeNotYetValid, pki.CodeRevoked, pki.CodeUnknownIssuer, pki.CodeWrongUse} {
		if !strings.Contains(text, string(code)) {
			t.Errorf("README.txt does not name %s", code)
		}
	}
}

func TestCertsOfADataDirectoryAreKnownToItsSimulator(t *testing.T) {
	t.Parallel()
	data, dir := t.TempDir(), filepath.Join(t.TempDir(), "certs")
	if _, err := certs(t, dir, "--data", data); err != nil {
		t.Fatal(err)
	}
	before := must[[]byte](t)(os.ReadFile(filepath.Join(dir, "organisation.pem")))
	if _, err := certs(t, dir, "--data", data); err != nil {
		t.Errorf("writing over an earlier export: %v", err)
	}
	after := must[[]byte](t)(os.ReadFile(filepath.Join(dir, "organisation.pem")))
	if bytes.Equal(before, after) {
		t.Error("the second export has the keys of the first")
	}
	a := open(t, data, pki.Options{})
	for _, text := range [][]byte{before, after} {
		cert := must[*pki.Certificate](t)(pki.Parse(text))
		if err := a.Revoke(cert.Leaf); err != nil {
			t.Errorf("the simulator does not know the certificate: %v", err)
		}
	}
}

func TestCertsLeavesAFolderOfOtherFilesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ca.pem"), []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := certs(t, dir); pki.CodeOf(err) != pki.CodeForeignFolder {
		t.Errorf("error %v, want %s", err, pki.CodeForeignFolder)
	}
	if got := must[[]os.DirEntry](t)(os.ReadDir(dir)); len(got) != 1 {
		t.Errorf("%d files in the folder, want the one", len(got))
	}
	if _, err := certs(t, filepath.Join(t.TempDir(), "new"), "--cvr", "12"); pki.CodeOf(err) != pki.CodeInvalidName {
		t.Errorf("bad CVR: %v, want %s", err, pki.CodeInvalidName)
	}
}

// openssl runs the independent judge; the test is left out where it is missing.
func openssl(t *testing.T, args ...string) (string, error) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "openssl", args...).CombinedOutput()
	return string(out), err
}

func TestOpensslAgrees(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("openssl is not on the PATH: make setup installs it")
		}
		t.Skip("openssl is not on the PATH: make setup installs it")
	}
	for _, kind := range []string{"ecdsa", "rsa"} {
		dir := filepath.Join(t.TempDir(), kind)
		args := []string{dir, "--password", "hemmelig"}
		if kind == "rsa" {
			args = append(args, "--rsa")
		}
		if _, err := certs(t, args...); err != nil {
			t.Fatal(err)
		}
		path := func(name string) string { return filepath.Join(dir, name) }
		verify := func(name, purpose string) (string, error) {
			return openssl(t, "verify", "-purpose", purpose, "-CAfile", path("ca.pem"), "-untrusted", path("issuing-ca.pem"),
				"-crl_check", "-CRLfile", path("issuing-ca.crl"), path(name))
		}
		for _, good := range [][2]string{{"organisation.pem", "sslclient"}, {"receipt-endpoint.pem", "sslserver"}} {
			if out, err := verify(good[0], good[1]); err != nil {
				t.Errorf("%s: %s is refused: %s", kind, good[0], out)
			}
		}
		for fault, says := range map[pki.Fault]string{
			pki.Expired: "has expired", pki.NotYetValid: "not yet valid", pki.Revoked: "revoked",
			pki.WrongCA: "unable to get", pki.WrongUse: "unsupported certificate purpose|unsuitable certificate purpose",
		} {
			out, err := verify("faulty-"+string(fault)+".pem", "sslclient")
			if err == nil || !containsAny(out, strings.Split(says, "|")) {
				t.Errorf("%s: %s: %v, says %q, want %q", kind, fault, err, out, says)
			}
		}
		if out, err := openssl(t, "verify", "-partial_chain", "-trusted", path("issuing-ca.pem"), path("organisation.crt")); err != nil {
			t.Errorf("%s: leaf under the issuing CA alone: %s", kind, out)
		}
		for _, form := range [][]string{{"organisation.p12"}, {"organisation.legacy.p12", "-legacy"}} {
			args := append([]string{"pkcs12", "-in", path(form[0]), "-passin", "pass:hemmelig", "-nodes"}, form[1:]...)
			out, err := openssl(t, args...)
			if err != nil || strings.Count(out, "BEGIN CERTIFICATE") != 2 || !strings.Contains(out, "BEGIN PRIVATE KEY") {
				t.Errorf("%s: %s: %v, %s", kind, form[0], err, out)
			}
			wrong := append([]string{"pkcs12", "-in", path(form[0]), "-passin", "pass:wrong", "-nodes"}, form[1:]...)
			if _, err := openssl(t, wrong...); err == nil {
				t.Errorf("%s: %s opens with a wrong password", kind, form[0])
			}
		}
	}
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
