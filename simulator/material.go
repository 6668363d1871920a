package simulator

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// The authority and system that --certs puts into the default world.
const (
	ExampleAuthority = "Eksempelkøbing Kommune"
	ExampleCVR       = "11111111"
	ExampleSystem    = "Eksempelsystem"
)

// writeCerts writes what a client needs into a folder (see [pki.Authority.Export])
// and makes it work: the example authority has an agreement in the default world,
// and its example system is known by organisation.pem. The faulty variants are not
// registered: each is refused for its own fault. Certificates of earlier starts
// stay good with a data directory.
func (s *Server) writeCerts(ctx context.Context, dir string) error {
	w, ok := s.Worlds.Get(DefaultWorld)
	if !ok {
		return &Error{CodeOptions, "the default world was deleted: make a world named default first, or start without --certs"}
	}
	err := s.Authority.Export(dir, pki.ExportOptions{Name: ExampleAuthority, CVR: ExampleCVR, Password: "brevdue"})
	if err != nil {
		return err
	}
	if err := s.exampleAuthority(ctx, w); err != nil {
		return err
	}
	bundle, err := os.ReadFile(filepath.Join(dir, "organisation.pem"))
	if err != nil {
		return fmt.Errorf("read back the certificate: %w", err)
	}
	cert, err := pki.Parse(bundle)
	if err != nil {
		return err
	}
	return s.exampleSystem(ctx, w, cert.Thumbprint())
}

// exampleAuthority enters the authority unless it is there: its entry may have
// been changed since.
func (s *Server) exampleAuthority(ctx context.Context, w *world.World) error {
	_, known, err := w.Authority(ctx, ExampleCVR)
	if err != nil || known {
		return err
	}
	from := w.Now()
	return w.PutAuthority(ctx, world.Authority{CVR: ExampleCVR, Name: ExampleAuthority, Category: world.CategoryPublic, AgreementFrom: &from})
}

func (s *Server) exampleSystem(ctx context.Context, w *world.World, thumbprint string) error {
	systems, err := w.Systems(ctx)
	if err != nil {
		return err
	}
	system := world.System{Name: ExampleSystem, Authority: ExampleCVR}
	at := slices.IndexFunc(systems, func(s world.System) bool { return s.Authority == ExampleCVR && s.Name == ExampleSystem })
	if at >= 0 {
		system = systems[at]
	}
	system.Thumbprints = append(slices.Clone(system.Thumbprints), thumbprint)
	_, err = w.PutSystem(ctx, system)
	return err
}
