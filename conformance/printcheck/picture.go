package printcheck

import (
	"context"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
)

// drawPage draws a page of a document, nil when it cannot be drawn: the list of
// findings is there anyway.
func drawPage(ctx context.Context, renderer picture.Renderer, content []byte, run *Run, report *fjernprint.Report, document, page int) ([]byte, error) {
	drawn, err := picture.Page(ctx, picture.Request{
		Content: content, Profile: run.Profile, Findings: report.Findings, Main: document == 0, Page: page,
		Danish: run.Language == danish, Renderer: renderer,
	})
	if err != nil {
		return nil, ctx.Err()
	}
	return drawn, nil
}
