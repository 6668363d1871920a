package simulator

import (
	"context"
	"io"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/simulator/world"
)

// printRules joins the print shop of the worlds with the rules of remote print.
type printRules struct{}

// Check is [fjernprint.Check].
func (printRules) Check(ctx context.Context, pdf io.ReadSeeker, size int64) ([]world.PrintFinding, error) {
	found, err := fjernprint.Check(ctx, pdf, size)
	if err != nil {
		return nil, err
	}
	out := make([]world.PrintFinding, 0, len(found))
	for _, f := range found {
		out = append(out, world.PrintFinding{Code: f.Code, Rule: f.Rule, Text: f.Text})
	}
	return out, nil
}
