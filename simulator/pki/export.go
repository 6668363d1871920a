package pki

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// readme is the file by which Export knows a folder as its own.
const (
	readme      = "README.txt"
	readmeTitle = "Test certificates of Brevdue"
)

// ExportOptions says for whom certificates are written. Name and CVR are required.
type ExportOptions struct {
	Name     string // the organisation, 1 to 64 characters
	CVR      string // eight digits
	Password string // of the PKCS#12 files; "" is a password too
	RSA      bool   // RSA-2048 keys instead of ECDSA P-256
}

// Export writes into dir what a developer needs to meet the simulator over TLS:
// the CA, an organisation certificate, a server certificate for the receipt
// endpoint, and every faulty variant, each as PEM, single-file PEM and PKCS#12,
// with a README.txt that explains them. Keys are new on every call; the faulty
// revoked one is put on the authority's revocation list.
//
// It makes dir, and writes over an earlier export; a folder with other files in
// it is refused with CodeForeignFolder. Private keys get mode 0600. Other codes:
// CodeInvalidName, CodeStorage, CodeCrypto.
func (a *Authority) Export(dir string, opts ExportOptions) error {
	if err := checkExportFolder(dir); err != nil {
		return err
	}
	issue := OrganisationOptions{RSA: opts.RSA}
	certs := map[string]*Certificate{}
	var err error
	if certs["organisation"], err = a.Organisation(opts.Name, opts.CVR, issue); err != nil {
		return err
	}
	endpoint := issue
	endpoint.ServerNames = []string{"localhost", "127.0.0.1", "::1"}
	if certs["receipt-endpoint"], err = a.Organisation(opts.Name, opts.CVR, endpoint); err != nil {
		return err
	}
	for _, fault := range Faults() {
		if certs["faulty-"+string(fault)], err = a.Faulty(fault, opts.Name, opts.CVR, issue); err != nil {
			return err
		}
	}
	files := map[string][]byte{
		readme:           []byte(exportReadme(opts)),
		"ca.pem":         a.RootPEM(),
		"issuing-ca.pem": a.IssuingPEM(),
		"ca-bundle.pem":  append(a.IssuingPEM(), a.RootPEM()...),
	}
	if files["issuing-ca.crl"], err = a.CRL(); err != nil {
		return err
	}
	for name, cert := range certs {
		if err := addFormats(files, name, cert, opts.Password); err != nil {
			return err
		}
	}
	return writeAll(dir, files)
}

// addFormats adds a certificate in all its file formats.
func addFormats(files map[string][]byte, name string, cert *Certificate, password string) error {
	var err error
	files[name+".crt"] = cert.CertificatePEM()
	if files[name+".key"], err = cert.KeyPEM(); err != nil {
		return err
	}
	if files[name+".pem"], err = cert.BundlePEM(); err != nil {
		return err
	}
	if files[name+".p12"], err = cert.PKCS12(password); err != nil {
		return err
	}
	files[name+".legacy.p12"], err = cert.LegacyPKCS12(password)
	return err
}

// checkExportFolder refuses a folder that has files but not our README.
func checkExportFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || (err == nil && len(entries) == 0) {
		return nil
	}
	if err != nil {
		return &Error{Code: CodeStorage, Message: fmt.Sprintf("cannot use %s as the folder for certificates", dir), Cause: err}
	}
	text, err := os.ReadFile(filepath.Join(dir, readme))
	if err != nil || !strings.HasPrefix(string(text), readmeTitle) {
		return &Error{Code: CodeForeignFolder, Message: fmt.Sprintf(
			"%s holds files that are not an earlier export: give a new or an empty folder", dir)}
	}
	return nil
}

// writeAll writes files readable by the owner only, the README first: it marks the
// folder as ours should the rest fail.
func writeAll(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &Error{Code: CodeStorage, Message: "cannot make the folder for certificates", Cause: err}
	}
	for _, name := range slices.Concat([]string{readme}, slices.Sorted(maps.Keys(files))) {
		if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o600); err != nil {
			return &Error{Code: CodeStorage, Message: "cannot write a certificate file", Cause: err}
		}
	}
	return nil
}

func exportReadme(opts ExportOptions) string {
	password := "an empty password"
	if opts.Password != "" {
		password = "the password given on the command line"
	}
	return readmeTitle + `

For ` + opts.Name + `, CVR ` + opts.CVR + `. For tests only: the keys are not protected.

CA
  ca.pem          root: put it into the client's trust store
  issuing-ca.pem  issues everything else: put it into a receiver's pool of client CAs
  ca-bundle.pem   both
  issuing-ca.crl  revocation list

CERTIFICATES
  organisation            the authority's client certificate: use this one
  receipt-endpoint        server certificate for localhost, 127.0.0.1 and ::1
  faulty-expired          refused: certificate.expired
  faulty-not-yet-valid    refused: certificate.not-yet-valid
  faulty-revoked          refused: certificate.revoked
  faulty-wrong-ca         refused: certificate.unknown-issuer
  faulty-wrong-use        refused: certificate.wrong-use

FORMS of each
  .pem         one file: unencrypted key, certificate, issuing CA
  .crt  .key   the same in two files
  .p12         PKCS#12, AES-256 and SHA-256, ` + password + `
  .legacy.p12  PKCS#12, 3DES and SHA-1, for old clients; same password

The simulator knows these certificates if it runs with the data directory they
were made for (--data), or if it wrote them itself (brevdue simulate --certs).
`
}
