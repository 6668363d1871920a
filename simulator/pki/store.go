package pki

import (
	"bytes"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// folder is the place of our files below a data directory.
const folder = "pki"

// store keeps small secret files in a directory, or nothing when dir is "".
// A file is there whole or not at all, whatever kills the process.
type store struct{ dir string }

func openStore(dataDir string) *store {
	if dataDir == "" {
		return &store{}
	}
	return &store{dir: filepath.Join(dataDir, folder)}
}

// create returns the content of a file, and lets produce make it when there is
// none. If another process produces it meanwhile, that one's content is returned.
func (s *store) create(name string, produce func() ([]byte, error)) ([]byte, error) {
	data, err := s.read(name)
	if err != nil || data != nil {
		return data, err
	}
	if data, err = produce(); err != nil || s.dir == "" {
		return data, err
	}
	temp, err := s.writeTemp(name, data)
	if err != nil {
		return nil, err
	}
	// A hard link fails when the name is taken, which a rename would not.
	err = os.Link(temp, s.path(name))
	if err == nil || errors.Is(err, fs.ErrExist) {
		if err := os.Remove(temp); err != nil {
			return nil, s.failed("tidy up", name, err)
		}
		return s.read(name)
	}
	// Some shared folders have no hard links; there the last writer wins.
	if err := os.Rename(temp, s.path(name)); err != nil {
		return nil, s.failed("write", name, err)
	}
	return s.read(name)
}

// replace puts new content in the place of a file.
func (s *store) replace(name string, data []byte) error {
	if s.dir == "" {
		return nil
	}
	temp, err := s.writeTemp(name, data)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, s.path(name)); err != nil {
		return s.failed("write", name, err)
	}
	return nil
}

// read returns nil without error when there is no such file.
func (s *store) read(name string) ([]byte, error) {
	if s.dir == "" {
		return nil, nil
	}
	data, err := os.ReadFile(s.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, s.failed("read", name, err)
	}
	if len(data) == 0 {
		return nil, s.damaged(name, errors.New("the file is empty"))
	}
	return data, nil
}

// stat returns nil without error when there is no such file.
func (s *store) stat(name string) (fs.FileInfo, error) {
	if s.dir == "" {
		return nil, nil
	}
	info, err := os.Stat(s.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, s.failed("read", name, err)
	}
	return info, nil
}

// writeTemp writes and syncs a file with mode 0600 beside the one it shall become.
func (s *store) writeTemp(name string, data []byte) (path string, err error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return "", s.failed("make the folder of", name, err)
	}
	file, err := os.CreateTemp(s.dir, name+".*.tmp") // made with mode 0600
	if err != nil {
		return "", s.failed("write", name, err)
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Sync(), file.Close())
	if err != nil {
		return "", s.failed("write", name, errors.Join(err, os.Remove(file.Name())))
	}
	return file.Name(), nil
}

func (s *store) path(name string) string { return filepath.Join(s.dir, name) }

func (s *store) failed(what, name string, cause error) error {
	return &Error{Code: CodeStorage, Cause: cause, Message: fmt.Sprintf(
		"cannot %s %s: check that the data directory exists and is writable", what, s.path(name))}
}

func (s *store) damaged(name string, cause error) error {
	return &Error{Code: CodeStorage, Cause: cause, Message: fmt.Sprintf(
		"%s is damaged: restore it, or delete the folder %s to get a new CA, after which all certificates handed out before are refused",
		s.path(name), s.dir)}
}

// joinCA writes root and issuing CA, each with its key, one after the other.
func joinCA(root, issuing *Certificate) ([]byte, error) {
	rootPEM, err := root.BundlePEM()
	if err != nil {
		return nil, err
	}
	issuing = issuing.LeafOnly()
	issuingPEM, err := issuing.BundlePEM()
	if err != nil {
		return nil, err
	}
	return append(rootPEM, issuingPEM...), nil
}

// splitCA reads what joinCA writes: key, root, key, issuing CA.
func splitCA(data []byte) (root, issuing *Certificate, err error) {
	second := []byte("-----BEGIN PRIVATE KEY-----")
	at := bytes.LastIndex(data, second)
	if at <= 0 {
		return nil, nil, errors.New("two keys are wanted")
	}
	if root, err = parse(data[:at]); err != nil {
		return nil, nil, fmt.Errorf("root CA: %w", err)
	}
	if issuing, err = parse(data[at:]); err != nil {
		return nil, nil, fmt.Errorf("issuing CA: %w", err)
	}
	if err := issuing.Leaf.CheckSignatureFrom(root.Leaf); err != nil {
		return nil, nil, fmt.Errorf("issuing CA is not signed by the root: %w", err)
	}
	if rest := trailing(data[at:]); len(rest) > 0 {
		return nil, nil, errors.New("text after the last certificate")
	}
	return root, issuing, nil
}

// trailing returns what is left after the last PEM block: a sign of a file that
// was edited or cut.
func trailing(data []byte) []byte {
	for {
		block, rest := pem.Decode(data)
		if block == nil {
			return bytes.TrimSpace(data)
		}
		data = rest
	}
}
