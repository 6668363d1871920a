package simulator

import (
	"context"
	"fmt"
	"io"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/simulator/world"
)

// printRules joins the print shop of the worlds with the rules of remote print.
type printRules struct{}

// Check is [fjernprint.Check].
func (printRules) Check(ctx context.Context, pdf io.ReadSeeker, size int64) ([]world.PrintFinding, error) {
	content, err := io.ReadAll(io.LimitReader(pdf, fjernprint.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	profile, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	report := fjernprint.Check(ctx, content, profile, fjernprint.Letter{AnyAddress: true})
	if report.Verdict == fjernprint.Inconclusive {
		return nil, context.DeadlineExceeded
	}
	out := make([]world.PrintFinding, 0, len(report.Findings))
	for _, f := range report.Findings {
		if f.Severity == fjernprint.Reject {
			out = append(out, world.PrintFinding{Code: f.Code, Rule: "DK-PRINT-05", Text: string(f.Rule) + ": " + f.En})
		}
	}
	return out, nil
}
