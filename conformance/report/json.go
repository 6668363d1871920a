package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/brevdue/brevdue/conformance/verdict"
)

// JSON writes the run as one indented JSON document, with what follows from
// it (verdict, totals, digest) added on top for readers that want no arithmetic.
func JSON(w io.Writer, run *verdict.Run) error {
	type scenario struct {
		*verdict.Scenario
		Verdict verdict.Verdict `json:"verdict"`
	}
	scenarios := make([]scenario, len(run.Scenarios))
	for i, s := range run.Scenarios {
		scenarios[i] = scenario{s, s.Verdict()}
	}
	doc := struct {
		*verdict.Run
		Verdict   verdict.Verdict         `json:"verdict"`
		Digest    string                  `json:"digest"`
		Totals    map[verdict.Verdict]int `json:"totals"`
		Scenarios []scenario              `json:"scenarios"`
	}{run, run.Verdict(), run.Digest(), run.Totals(), scenarios}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("report: writing JSON: %w", err)
	}
	return nil
}
