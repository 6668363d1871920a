package simulator

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/simulator/world"
)

func TestTheWorldsPrintShopAsksTheRulesOfRemotePrint(t *testing.T) {
	t.Parallel()
	const document = "<html>hej</html>"
	want, err := fjernprint.Check(t.Context(), strings.NewReader(document), int64(len(document)))
	if err != nil || len(want) != 1 {
		t.Fatalf("fjernprint finds %v, %v", want, err)
	}
	got, err := printRules{}.Check(t.Context(), strings.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]world.PrintFinding{{Code: want[0].Code, Rule: want[0].Rule, Text: want[0].Text}}, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
