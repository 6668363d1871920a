package e2e_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestAGoTestStartsASimulatorAsTheReadmeSays(t *testing.T) {
	t.Parallel()
	nineOClock := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)

	s := simulator.Start(t)
	w, err := s.NewWorld(t.Context(), world.Spec{Start: nineOClock})
	if err != nil {
		t.Fatal(err)
	}
	system, err := s.Enrol(t.Context(), w, world.Authority{CVR: "22222222", Name: "Prøvestrup Kommune", AgreementFrom: &nineOClock}, "Fagsystem")
	if err != nil {
		t.Fatal(err)
	}
	client := s.Client(system) // an *http.Client with the system's certificate, for s.URL

	// The system is known: what is missing is a token, not a certificate.
	response, err := client.Get(s.URL + "/service/PostForespoerg_1/digitalpost?cprNumber=1203713891")
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d without a token, want 401", response.StatusCode)
	}
}

// TestTheReadmeShowsTheGoCodeOfThisFile keeps the README's Go code compiled.
func TestTheReadmeShowsTheGoCodeOfThisFile(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("start_test.go")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.ReplaceAll(string(file), "\n\t", "\n")
	_, blocks := readReadme(t)
	shown := 0
	for _, b := range blocks {
		if b.kind != "go" {
			continue
		}
		shown++
		if !strings.Contains(own, b.text) {
			t.Errorf("README.md:%d: this code is not in conformance/e2e/start_test.go", b.line)
		}
	}
	if shown == 0 {
		t.Error("the README shows no Go code")
	}
}
