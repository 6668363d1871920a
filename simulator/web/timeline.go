package web

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/journal"
	"github.com/brevdue/brevdue/simulator/world"
)

// step is one event of a letter, with the rule behind it.
type step struct {
	At     time.Time
	Label  string
	Why    string // the meaning of the code, or what was chosen
	Detail sentence
	Tone   string
	Rule   *ruleText
}

// ruleText is a rule as pages cite it.
type ruleText struct {
	ID   law.ID
	Text string
}

// rule finds a rule's sentence; nil when the step has no rule.
func (v *visit) rule(id law.ID) *ruleText {
	if id == "" {
		return nil
	}
	r, ok := v.world.Rules().Lookup(id)
	if !ok {
		return &ruleText{ID: id}
	}
	return &ruleText{ID: id, Text: r.Text(v.lang)}
}

// timeline reads the ledger of one letter.
func (v *visit) timeline(id world.LetterID) ([]step, error) {
	events, err := v.world.Events(v.Context(), world.Query{Letter: id})
	if err != nil {
		return nil, err
	}
	steps := make([]step, 0, len(events))
	told := map[law.ID]bool{}
	for _, e := range events {
		s := v.step(e)
		if s.Rule != nil && told[e.Rule] {
			s.Rule.Text = "" // a rule's sentence stands at its first step only
		}
		told[e.Rule] = true
		steps = append(steps, s)
	}
	return steps, nil
}

func (v *visit) step(e world.Event) step {
	s := step{At: e.At, Label: word(v.lang, "kind", string(e.Kind)), Detail: v.detail(e), Rule: v.rule(e.Rule), Tone: stepTone(e)}
	switch {
	case e.Kind == world.KindPrintStatus || e.Kind == world.KindReceiptIssued:
		s.Label += ": " + word(v.lang, "status", e.Code)
	case e.Code != "":
		s.Why = word(v.lang, "code", e.Code)
		if e.Kind == world.KindClockMoved {
			s.Why = "" // the sentence says it
		}
	}
	return s
}

// stepTone is the colour of a step's dot.
func stepTone(e world.Event) string {
	switch e.Kind {
	case world.KindLetterAvailable, world.KindLetterOpened, world.KindSMSSent:
		return "good"
	case world.KindLetterRefused, world.KindSenderRefused, world.KindNotifyFailed:
		return "bad"
	case world.KindPrintStatus:
		return "paper"
	default:
		return ""
	}
}

// showHalf shows one half of an exchange; headers in the order of their names.
func showHalf(m journal.Message) half {
	h := half{Text: m.Body.Text}
	for _, name := range slices.Sorted(maps.Keys(m.Header)) {
		h.Header = append(h.Header, name+": "+strings.Join(m.Header[name], ", "))
	}
	return h
}
