package door_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/door"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// A caller without a certificate is refused, but its world is known, so that the
// refusal is recorded where its reader looks.
func TestTheAddressNamesAWorld(t *testing.T) {
	t.Parallel()
	ca, err := pki.Open("", pki.Options{})
	if err != nil {
		t.Fatal(err)
	}
	worlds, err := world.Open(t.Context(), world.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := worlds.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, id := range []string{door.DefaultWorld, "anden", "127"} {
		if _, err := worlds.Create(t.Context(), world.Spec{ID: id, Population: -1}); err != nil {
			t.Fatal(err)
		}
	}
	f := door.Finder{Worlds: worlds, Authority: ca, Now: time.Now}
	for _, c := range []struct{ url, world, path, code string }{
		{"https://localhost/service/x", door.DefaultWorld, "/service/x", "certificate.missing"},
		{"https://localhost/w/anden/service/x%2F", "anden", "/service/x%2F", "certificate.missing"},
		{"https://localhost/w/anden", "anden", "/", "certificate.missing"},
		{"https://anden.brevdue.test:8443/", "anden", "/", "certificate.missing"},
		{"https://ANDEN.brevdue.test/", "anden", "/", "certificate.missing"},
		{"https://anden/", door.DefaultWorld, "/", "certificate.missing"},          // no label before a dot
		{"https://127.0.0.1:8443/", door.DefaultWorld, "/", "certificate.missing"}, // an address, not a name
		{"https://[::1]/", door.DefaultWorld, "/", "certificate.missing"},
		{"https://exttest.serviceplatformen.dk/", door.DefaultWorld, "/", "certificate.missing"},
		{"https://localhost/w/ingen/x", "", "/w/ingen/x", door.CodeUnknownWorld},
		{"https://localhost/w//x", "", "/w//x", door.CodeUnknownWorld},
		{"https://127.brevdue.test/w/anden/", "anden", "/", door.CodeWorldMismatch},
	} {
		got, refused := f.Find(httptest.NewRequest("POST", c.url, nil))
		id := ""
		if got.World != nil {
			id = got.World.ID()
		}
		if refused == nil || refused.Code != c.code || id != c.world || got.Path != c.path || got.System != nil {
			t.Errorf("%s: world %q, path %q, %+v; want world %q, path %q, %s", c.url, id, got.Path, refused, c.world, c.path, c.code)
		}
	}
}
