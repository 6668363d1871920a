package world_test

import (
	"sync"
	"testing"

	"github.com/brevdue/brevdue/simulator/world"
)

func TestSystemsRegisteredAtOnceUnderOneNameAreDifferentSystems(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var mu sync.Mutex
	made := map[world.SystemID]bool{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			s, err := b.world.PutSystem(b.ctx, world.System{Name: "Fagsystem", Authority: b.authority.CVR})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			made[s.ID] = true
		})
	}
	all.Wait()
	if len(made) != 8 || made[b.system.ID] {
		t.Errorf("%d systems", len(made))
	}
}

func TestTheCallerKeepsItsOwnSettings(t *testing.T) {
	t.Parallel()
	own := map[string]string{"dk.nemsms.max": "160"}
	b := setup(t, func(s *world.Spec) { s.Settings.Switches = own })
	own["dk.nemsms.max"] = "150"
	if got := b.world.Settings().Switches["dk.nemsms.max"]; got != "160" {
		t.Errorf("the caller's map has changed the world: %s", got)
	}
	w, err := b.worlds.Reset(b.ctx, "test")
	b.must(err)
	if got := w.Settings().Switches["dk.nemsms.max"]; got != "160" {
		t.Errorf("the caller's map has changed what the world begins with: %s", got)
	}
}
