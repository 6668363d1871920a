package specimen_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint/specimen"
)

func TestTheNamesOfTheCasesAreTheirOwn(t *testing.T) {
	t.Parallel()
	en, da := map[string]bool{}, map[string]bool{}
	for _, c := range specimen.Cases() {
		if en[c.Name] || da[c.Da] {
			t.Errorf("%s: %q or %q is another case's name", c.Rule, c.Name, c.Da)
		}
		en[c.Name], da[c.Da] = true, true
	}
}

func TestTheSameCaseIsTheSameBytes(t *testing.T) {
	t.Parallel()
	for _, c := range specimen.Cases() {
		var first [][]byte
		for range 2 {
			parts, err := c.Parts()
			if err != nil {
				t.Fatalf("%s %s: %v", c.Rule, c.Name, err)
			}
			if first != nil && !slices.EqualFunc(first, parts, bytes.Equal) {
				t.Errorf("%s %s: other bytes the second time", c.Rule, c.Name)
			}
			first = parts
		}
	}
}

func TestTheSameSeedIsTheSameLetter(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for seed := range uint64(40) {
		one, letter, said := specimen.Varied(seed)
		two, again, saidAgain := specimen.Varied(seed)
		if !bytes.Equal(one, two) || letter != again || said != saidAgain {
			t.Errorf("seed %d: another letter the second time", seed)
		}
		if len(one) == 0 || seen[said] {
			t.Errorf("seed %d: no letter, or that of another seed: %s", seed, said)
		}
		seen[said] = true
	}
}
