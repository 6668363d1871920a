package fjernprint

import (
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// RuleID names a rule of the catalogue, such as FP-040.
type RuleID string

// Severity is what a finding does to the verdict.
type Severity string

// Severities, the worst first. Off is for profiles: the rule is not looked at.
const (
	Reject Severity = "reject" // R: the document cannot be printed
	Warn   Severity = "warn"   // W
	Info   Severity = "info"   // I
	Off    Severity = "off"
)

// Verdict is the answer about a document or a letter.
type Verdict string

// Verdicts.
const (
	Printable    Verdict = "printable"    // no finding rejects it
	Rejected     Verdict = "rejected"     // at least one does
	Inconclusive Verdict = "inconclusive" // time ran out, or a rule that would reject could not be checked: never the document's fault
)

// Direction is where content has to be moved.
type Direction string

// Directions on the page as displayed.
const (
	Left  Direction = "left"
	Right Direction = "right"
	Up    Direction = "up"
	Down  Direction = "down"
)

// Move tells how far content has to be moved at least.
type Move struct {
	Direction Direction `json:"direction"`
	MM        float64   `json:"mm"` // rounded up to a tenth
}

// Box is a rectangle on the page as displayed: millimetres from the top left
// corner, two decimals.
type Box struct {
	X float64 `json:"x" yaml:"x"`
	Y float64 `json:"y" yaml:"y"`
	W float64 `json:"w" yaml:"w"`
	H float64 `json:"h" yaml:"h"`
}

// Rect is the box by its edges.
func (b Box) Rect() geom.Rect { return geom.Rect{X0: b.X, Y0: b.Y, X1: b.X + b.W, Y1: b.Y + b.H} }

// Finding is one thing that a rule says about a document.
type Finding struct {
	Rule     RuleID   `json:"rule"`
	Code     string   `json:"code"` // stable, such as zone.omr.occupied
	Severity Severity `json:"severity"`
	Document int      `json:"document"`       // 0 is the main document, attachments from 1; -1: the letter as a whole
	Page     int      `json:"page,omitempty"` // from 1; 0: the document as a whole
	Zone     string   `json:"zone,omitempty"` // name in the profile, such as OMR
	ZoneBox  *Box     `json:"zoneBox,omitempty"`
	Box      *Box     `json:"box,omitempty"`  // what offends
	Kind     string   `json:"kind,omitempty"` // text, path, image, shading
	Move     *Move    `json:"move,omitempty"`
	Excerpt  string   `json:"excerpt,omitempty"` // up to 40 characters, CPR-like numbers masked
	Limit    string   `json:"limit,omitempty"`   // what the profile allows, with unit
	Found    string   `json:"found,omitempty"`   // what was measured, with unit
	Source   string   `json:"source"`            // who says so, from the profile or the catalogue
	Da       string   `json:"da"`                // one or two sentences that say what to do
	En       string   `json:"en"`
}

// Unchecked is a rule that could not be checked.
type Unchecked struct {
	Rule RuleID `json:"rule"`
	Code string `json:"code"` // stable, such as check.no-worker, check.time
	Da   string `json:"da"`
	En   string `json:"en"`
}

// MaxFindings is how many findings of one rule are kept; Report.Omitted counts the others.
const MaxFindings = 50

// PageFacts is what a page is.
type PageFacts struct {
	Width   float64 `json:"width"` // mm, as displayed
	Height  float64 `json:"height"`
	Colored bool    `json:"colored"`
	Blank   bool    `json:"blank"`
}

// Report is what was found about one document.
type Report struct {
	Profile   string         `json:"profile"`
	Verdict   Verdict        `json:"verdict"`
	Findings  []Finding      `json:"findings"` // by severity, then page, rule, place
	Omitted   map[RuleID]int `json:"omitted,omitempty"`
	Unchecked []Unchecked    `json:"unchecked,omitempty"`
	Checked   []RuleID       `json:"checked"` // rules that were looked at to the end
	Pages     []PageFacts    `json:"pages,omitempty"`
	Sheets    int            `json:"sheets"` // of this document, by the letter's simplex or duplex
	Size      int64          `json:"size"`   // bytes
}

// LetterReport is what was found about a letter: its documents, and the whole.
type LetterReport struct {
	Profile   string    `json:"profile"`
	Verdict   Verdict   `json:"verdict"`   // the worst of all
	Documents []Report  `json:"documents"` // main document first
	Findings  []Finding `json:"findings"`  // about the whole: FP-050, FP-051, FP-052
	Pages     int       `json:"pages"`
	Sheets    int       `json:"sheets"`
	Envelope  string    `json:"envelope,omitempty"` // C5 or C4 that it takes; "" when none is large enough
	Colored   bool      `json:"colored"`            // it has colour and colour print was asked for
	Cost      Cost      `json:"cost"`
}

// Cost is what print and postage come to, in øre, by the profile's price list
// (fictive by default: no public one is known). Statutory 002-17.
type Cost struct {
	Pages    int64 `json:"pages"`
	Sheets   int64 `json:"sheets"`
	Envelope int64 `json:"envelope"`
	Postage  int64 `json:"postage"`
	Total    int64 `json:"total"`
}

// All lists every finding of the letter: the documents' and those of the whole.
func (r *LetterReport) All() []Finding {
	var all []Finding
	for _, d := range r.Documents {
		all = append(all, d.Findings...)
	}
	return append(all, r.Findings...)
}
