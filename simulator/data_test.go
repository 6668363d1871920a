package simulator_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/pki"
)

func TestADataDirectoryKeepsWorldsAndCertificates(t *testing.T) {
	t.Parallel()
	o := simulator.Options{Data: t.TempDir(), Certs: filepath.Join(t.TempDir(), "certs"), Clock: nine(), Seed: 7}
	s, err := simulator.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	first := material(t, o.Certs)
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	s = simulator.Start(t, o)
	second := material(t, o.Certs)
	for name, cert := range map[string]*pki.Certificate{"the first start's": first, "this start's": second} {
		w, system, ok := s.Worlds.ByThumbprint(cert.Thumbprint())
		if !ok || w.ID() != simulator.DefaultWorld || system.Name != simulator.ExampleSystem {
			t.Errorf("%s certificate: %v %v", name, system, ok)
		}
		if err := s.Authority.Verify(append(cert.Chain[:0:0], cert.Leaf), time.Now()); err != nil {
			t.Errorf("%s certificate: %v", name, err)
		}
	}
	w, _ := s.Worlds.Get(simulator.DefaultWorld)
	systems, err := w.Systems(t.Context())
	if err != nil || len(systems) != 1 || !w.Now().Equal(nine()) || w.Spec().Seed != 7 {
		t.Errorf("%d systems, clock %s, seed %d, %v", len(systems), w.Now(), w.Spec().Seed, err)
	}
}

func material(t *testing.T, dir string) *pki.Certificate {
	t.Helper()
	bundle, err := os.ReadFile(filepath.Join(dir, "organisation.pem"))
	if err != nil {
		t.Fatal(err)
	}
	cert, err := pki.Parse(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func TestADataDirectoryHasOneServer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := simulator.New(t.Context(), simulator.Options{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	_, err = simulator.New(t.Context(), simulator.Options{Data: dir})
	var refused *simulator.Error
	if !errors.As(err, &refused) || refused.Code != simulator.CodeInUse || !strings.Contains(refused.Text, dir) {
		t.Errorf("a second server says %v", err)
	}
	if err := first.Close(t.Context()); err != nil {
		t.Error(err)
	}
	second, err := simulator.New(t.Context(), simulator.Options{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
