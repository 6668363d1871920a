package fjernprint

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// Validator looks for damage that pdfcpu's relaxed validation finds (FP-006). It
// must contain what it runs: that validation can end a whole process. damage is
// "" for a sound file; an error says that it could not be told.
type Validator interface {
	Validate(ctx context.Context, content []byte) (damage string, err error)
}

// Checker checks documents. The zero value is ready; without a Validator FP-006
// is judged by the cross-reference alone and reported as not checked. Safe for
// concurrent use.
type Checker struct {
	Validator Validator
}

// Limits of what is looked at, whatever a profile says.
const (
	MaxSize  = 10_000_000      // bytes of a document, FP-002 of the default profile
	MaxBytes = 128 << 20       // bytes of a document, FP-004: what a profile can allow at most
	MaxTime  = 3 * time.Second // wall clock for one document; beyond it there is no verdict
)

// Check checks one document as a letter of its own, without a [Validator].
func Check(ctx context.Context, content []byte, p *Profile, l Letter) Report {
	return Checker{}.Check(ctx, content, p, l)
}

// Check checks one document as a letter of its own: the rules about documents,
// and those about the whole (FP-050 and on), whose findings are in the report too.
// A nil profile is the default one. The verdict depends on the arguments alone;
// when the context ends before it is there, it is Inconclusive. It never panics.
func (c Checker) Check(ctx context.Context, content []byte, p *Profile, l Letter) Report {
	p = p.orDefault()
	e := c.examination(p, l, 0)
	e.content, e.report.Size = content, int64(len(content))
	e.examine(ctx)
	whole := assess([]Report{*e.report}, p, l)
	e.report.add(whole)
	return *e.report
}

// CheckLetter checks every document of a letter, one at a time in memory, and the
// whole. The first part is the main document. A part larger than the profile
// allows is not even opened; one that cannot be opened makes the letter
// Inconclusive. A nil profile is the default one.
func (c Checker) CheckLetter(ctx context.Context, parts []Part, p *Profile, l Letter) LetterReport {
	p = p.orDefault()
	documents := make([]Report, 0, len(parts))
	for i, part := range parts {
		documents = append(documents, c.part(ctx, i, part, p, l))
	}
	return *assess(documents, p, l)
}

// part checks one document of a letter.
func (c Checker) part(ctx context.Context, number int, part Part, p *Profile, l Letter) Report {
	e := c.examination(p, l, number)
	e.report.Size = part.Size
	if part.Size <= p.readable() {
		content, err := part.read(p.readable() + 1)
		if err != nil {
			e.unread()
			return *e.report
		}
		e.content, e.report.Size = content, int64(len(content))
	}
	e.examine(ctx)
	return *e.report
}

// errNoContent says that a part has nothing to open.
var errNoContent = errors.New("the part has no content")

func (p Part) read(most int64) ([]byte, error) {
	if p.Open == nil {
		return nil, errNoContent
	}
	in, err := p.Open()
	if err != nil {
		return nil, fmt.Errorf("open part: %w", err)
	}
	content, err := io.ReadAll(io.LimitReader(in, most))
	if err = errors.Join(err, in.Close()); err != nil {
		return nil, fmt.Errorf("read part: %w", err)
	}
	return content, nil
}

func (c Checker) examination(p *Profile, l Letter, number int) *examination {
	return &examination{
		profile: p, letter: l, main: number == 0, validator: c.Validator,
		findings: newFindings(p, number), seen: map[*pixels.Picture]sight{},
		report: &Report{Profile: p.Name, Findings: []Finding{}, Checked: []RuleID{}},
	}
}

// examine runs the rules within the time there is.
func (e *examination) examine(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	e.run(ctx)
}

// unread is the report about a document that nobody could read.
func (e *examination) unread() {
	for _, s := range steps() {
		e.unchecked("check.unread", e.wanted(s)...)
	}
	e.report.Verdict = Inconclusive
}

// readable is how many bytes of a document are looked at: more are refused unread.
func (p *Profile) readable() int64 {
	if over := p.File.RejectOver; over > 0 && over < MaxBytes && p.Severity("FP-002", TooLarge, Reject) == Reject {
		return over
	}
	return MaxBytes
}

func (p *Profile) orDefault() *Profile {
	if p == nil {
		p, _ = BuiltIn(DefaultProfile)
	}
	return p
}
