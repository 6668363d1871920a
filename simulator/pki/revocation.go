package pki

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"slices"
	"sync"
	"time"
)

const (
	crlFile = "issuing.crl"
	crlLife = 365 * day
)

// revocations is the revocation list of the issuing CA. The list itself is what
// is stored: a certificate revoked by another process is seen as soon as that
// process has replaced the file.
type revocations struct {
	files   *store
	issuing *Certificate

	mu     sync.Mutex
	seen   fs.FileInfo                // the file as last read; nil before there is one
	serial map[string]struct{}        // decimal serial numbers
	list   []x509.RevocationListEntry // in order of revocation
}

func openRevocations(files *store, issuing *Certificate) (*revocations, error) {
	r := &revocations{files: files, issuing: issuing, serial: map[string]struct{}{}}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r, r.refresh()
}

// has tells whether the serial number is on the list.
func (r *revocations) has(serial *big.Int) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.refresh(); err != nil {
		return false, err
	}
	_, ok := r.serial[serial.String()]
	return ok, nil
}

// add puts the serial number on the list and keeps the list.
func (r *revocations) add(serial *big.Int, at time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.refresh(); err != nil {
		return err
	}
	if _, ok := r.serial[serial.String()]; ok {
		return nil
	}
	list := append(slices.Clip(r.list), x509.RevocationListEntry{SerialNumber: serial, RevocationTime: at})
	crl, err := r.sign(list, at)
	if err != nil {
		return err
	}
	if err := r.files.replace(crlFile, crl); err != nil {
		return err
	}
	r.list = list
	r.serial[serial.String()] = struct{}{}
	return nil
}

// pem returns the list, signed now.
func (r *revocations) pem(now time.Time) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.refresh(); err != nil {
		return nil, err
	}
	return r.sign(r.list, now)
}

// refresh reads the file if it is another than the one read last. The caller
// holds the lock.
func (r *revocations) refresh() error {
	info, err := r.files.stat(crlFile)
	if err != nil || info == nil {
		return err
	}
	if r.seen != nil && unchanged(r.seen, info) {
		return nil
	}
	data, err := r.files.read(crlFile)
	if err != nil {
		return err
	}
	list, err := parseCRL(data, r.issuing.Leaf)
	if err != nil {
		return r.files.damaged(crlFile, err)
	}
	r.list, r.serial, r.seen = list, make(map[string]struct{}, len(list)), info
	for _, entry := range list {
		r.serial[entry.SerialNumber.String()] = struct{}{}
	}
	return nil
}

// unchanged tells whether a file is the one read last. The identity alone does not
// tell: a file system may give the number of a replaced file to a later one.
func unchanged(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// sign writes a list as PEM. Its number grows with the time of signing.
func (r *revocations) sign(list []x509.RevocationListEntry, now time.Time) ([]byte, error) {
	der, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
		Number:                    big.NewInt(now.UnixMicro()),
		ThisUpdate:                now,
		NextUpdate:                now.Add(crlLife),
		RevokedCertificateEntries: list,
	}, r.issuing.Leaf, r.issuing.Key)
	if err != nil {
		return nil, &Error{Code: CodeCrypto, Message: "the revocation list could not be signed", Cause: err}
	}
	return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der}), nil
}

// parseCRL reads a list and checks that the issuing CA signed it. Its age is no
// matter: an old list of our own is better than none.
func parseCRL(data []byte, issuing *x509.Certificate) ([]x509.RevocationListEntry, error) {
	block, _ := pem.Decode(data)
	if block == nil || block.Type != "X509 CRL" {
		return nil, errors.New("no PEM block X509 CRL")
	}
	list, err := x509.ParseRevocationList(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read list: %w", err)
	}
	if err := list.CheckSignatureFrom(issuing); err != nil {
		return nil, fmt.Errorf("the list is not signed by the issuing CA: %w", err)
	}
	return list.RevokedCertificateEntries, nil
}
