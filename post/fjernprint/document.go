package fjernprint

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/ink"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// size is FP-002. A document that is too large is not looked at further, so that
// it makes no difference whether it was read at all.
func (e *examination) size(context.Context) error {
	size, limits := e.report.Size, e.profile.File
	f := Finding{Code: TooLarge, Found: bytesOf(size), Limit: bytesOf(limits.RejectOver)}
	switch {
	case e.profile.readable() < MaxBytes && size > e.profile.readable():
		return e.end(TooLarge, f, words{"found": size, "limit": limits.RejectOver})
	case limits.RejectOver > 0 && size > limits.RejectOver:
		e.find(f, words{"found": size, "limit": limits.RejectOver})
	case limits.WarnOver > 0 && size > limits.WarnOver:
		f.Code, f.Limit = "pdf.large", bytesOf(limits.WarnOver)
		e.find(f, words{"found": size, "limit": limits.WarnOver})
	}
	return nil
}

func bytesOf(n int64) string {
	_, en := count(n)
	return en + " bytes"
}

// open is FP-001, FP-003, FP-005 and FP-010.
func (e *examination) open(ctx context.Context) error {
	if e.report.Size > MaxBytes {
		return &pdf.LimitError{Budget: "bytes", Limit: MaxBytes}
	}
	d, err := pdf.Open(ctx, e.content, e.profile.Limits)
	if err == nil {
		e.document = d
		e.pages, err = d.Pages(ctx)
	}
	if err != nil {
		return e.unopened(err)
	}
	e.inks = make([]*ink.Page, len(e.pages))
	e.report.Sheets = sheets(len(e.pages), e.letter.Duplex)
	for i := range e.pages {
		w, h := e.pages[i].Size()
		e.report.Pages = append(e.report.Pages, PageFacts{Width: hundredth(w), Height: hundredth(h)})
	}
	found := len(e.pages)
	if d.Claimed != found {
		claimed := any(text{"et ukendt antal sider", "an unknown number of pages"})
		if d.Claimed >= 0 {
			claimed = pagesOf(d.Claimed)
		}
		f := Finding{Code: "pdf.count", Found: plain(pagesOf(found)), Limit: plain(claimed)}
		e.find(f, words{"claimed": claimed, "found": pagesOf(found)})
	}
	if most := e.profile.File.MaxPages; most > 0 && found > most {
		f := Finding{Code: "pdf.too-many-pages", Found: plain(pagesOf(found)), Limit: plain(pagesOf(most))}
		e.find(f, words{"found": pagesOf(found), "limit": most})
	}
	return nil
}

// unopened turns the reason into a finding; a budget and the context stay errors.
func (e *examination) unopened(err error) error {
	var limit *pdf.LimitError
	for _, reason := range []struct {
		is   error
		code string
	}{
		{pdf.ErrNoHeader, "pdf.no-header"}, {pdf.ErrEncrypted, Encrypted},
		{pdf.ErrNoPages, NoPages}, {pdf.ErrUnreadable, Unreadable},
	} {
		if errors.Is(err, reason.is) && !errors.As(err, &limit) {
			return e.end(reason.code, Finding{}, nil)
		}
	}
	return err
}

// budgets name what is limited, after a number.
var budgets = map[pdf.Budget]text{
	"bytes":       {"byte", "bytes"},
	pdf.Objects:   {"objekter", "objects"},
	pdf.Inflated:  {"byte udpakket indhold", "bytes of inflated content"},
	pdf.Operators: {"tegneoperationer", "drawing operators"},
	pdf.Depth:     {"niveauer af indlejring", "levels of nesting"},
	pdf.Marks:     {"tegn og mærker på siderne", "characters and marks on the pages"},
	pdf.Pages:     {"sider", "pages"},
}

// overLimit is FP-004.
func (e *examination) overLimit(l *pdf.LimitError) error {
	name, ok := budgets[l.Budget]
	if !ok {
		name = text{string(l.Budget), string(l.Budget)}
	}
	_, limit := count(l.Limit)
	return e.end("pdf.limit", Finding{Limit: limit + " " + name.en}, words{"limit": l.Limit, "budget": name})
}

// interpret runs the content of every page. A page that makes the interpreter
// panic leaves the rules that need it unchecked.
func (e *examination) interpret(ctx context.Context) error {
	in := ink.New(e.document)
	for i := range e.pages {
		page, err := interpretPage(ctx, in, &e.pages[i])
		switch {
		case errors.Is(err, errPanicked):
			e.failed = true
			in = ink.New(e.document) // what it knew may be half made
		case err != nil:
			return err
		default:
			e.inks[i] = page
			e.report.Pages[i].Blank = e.blank(i)
			e.report.Pages[i].Colored = slices.ContainsFunc(page.Marks, func(m ink.Mark) bool { return m.Colored })
		}
	}
	return nil
}

func interpretPage(ctx context.Context, in *ink.Interpreter, p *pdf.Page) (page *ink.Page, err error) {
	defer func() {
		if recover() != nil {
			page, err = nil, errPanicked
		}
	}()
	return in.Page(ctx, p)
}

// version is FP-011.
func (e *examination) version(context.Context) error {
	known := e.profile.File.Versions
	if len(known) == 0 || slices.Contains(known, e.document.Version) {
		return nil
	}
	limit := known[0]
	if len(known) > 1 {
		limit += " - " + known[len(known)-1]
	}
	found := excerpt(e.document.Version, maxExcerpt)
	e.find(Finding{Code: "pdf.version", Found: found, Limit: limit}, words{"found": found, "best": known[len(known)-1]})
	return nil
}

// structure is FP-006: what had to be repaired to read it, content that could not
// be read to its end, and what the validator in its worker process says.
func (e *examination) structure(ctx context.Context) error {
	if e.document.Repaired {
		e.find(Finding{Code: "pdf.repaired"}, nil)
	}
	for i, page := range e.inks {
		if page != nil && page.Damaged {
			e.find(Finding{Code: "page.damaged", Page: i + 1}, nil)
		}
	}
	if e.validator == nil {
		e.unchecked("check.no-worker", "FP-006")
		return nil
	}
	damage, err := e.validator.Validate(ctx, e.content)
	switch {
	case err != nil && ctx.Err() != nil:
		e.unchecked("check.time", "FP-006")
	case err != nil:
		e.unchecked("check.worker", "FP-006")
	case damage != "":
		damage = excerpt(strings.TrimSpace(damage), 3*maxExcerpt)
		e.find(Finding{Code: "pdf.damaged", Found: damage}, words{"damage": damage})
	}
	return nil
}

func pagesOf(n int) plural { return plural{n, text{"side", "page"}, text{"sider", "pages"}} }

// plain is a value as it is written in English, for Found and Limit.
func plain(value any) string {
	_, en := written(value)
	return en
}
