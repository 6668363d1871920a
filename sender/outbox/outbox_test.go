package outbox_test

import (
	"path/filepath"
	"testing"

	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/sender/outbox/outboxtest"
)

func TestOutboxOnSQLite(t *testing.T) {
	t.Parallel()
	outboxtest.Exercise(t, func(t *testing.T) outboxtest.Opener {
		path := filepath.Join(t.TempDir(), "outbox.db")
		return func(t *testing.T, cfg outbox.Config) *outbox.Outbox {
			t.Helper()
			cfg.Path = path
			o, err := outbox.Open(t.Context(), cfg)
			if err != nil {
				t.Fatalf("open: %v", err)
			}
			return o
		}
	})
}
