package printcheck

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// jsonVersion is the version of the form; it rises when a field changes its meaning.
const jsonVersion = 1

// WriteJSON writes the run as one JSON document, the same bytes for the same files.
func WriteJSON(w io.Writer, run *Run) error {
	type letter struct {
		File    string                  `json:"file"`
		Verdict fjernprint.Verdict      `json:"verdict"` // --strict taken into account
		Report  fjernprint.LetterReport `json:"report"`
	}
	whole := struct {
		Version int      `json:"version"`
		Profile string   `json:"profile"`
		Strict  bool     `json:"strict"`
		Letters []letter `json:"letters"`
	}{jsonVersion, run.Profile.Name, run.Strict, []letter{}}
	for i := range run.Results {
		r := &run.Results[i]
		whole.Letters = append(whole.Letters, letter{shownName(r.Name), run.verdict(r), r.Report})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(whole); err != nil {
		return fmt.Errorf("write the reports as JSON: %w", err)
	}
	return nil
}

func sorted[V any](m map[fjernprint.RuleID]V) iter.Seq2[fjernprint.RuleID, V] {
	return func(yield func(fjernprint.RuleID, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
