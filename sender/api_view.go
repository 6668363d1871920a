package sender

import (
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// letterView is a letter as JSON. The recipient is masked.
type letterView struct {
	ID            LetterID       `json:"id"`
	Profile       string         `json:"profile"`
	To            string         `json:"to"`
	Title         string         `json:"title"`
	Channel       Channel        `json:"channel"`
	State         outbox.State   `json:"state"`
	Pending       bool           `json:"pending"` // the provider has not answered yet
	Alarm         string         `json:"alarm,omitempty"`
	ResendOf      LetterID       `json:"resendOf,omitempty"`
	ConsignmentID string         `json:"consignmentId"`
	Submitted     time.Time      `json:"submitted"` // the authority's clock
	Wall          time.Time      `json:"wall"`
	Due           *time.Time     `json:"due,omitempty"`
	Evidence      []evidenceView `json:"evidence,omitempty"`

	Forced string                `json:"forced,omitempty"` // why the print rules were overruled
	Print  []outbox.PrintFinding `json:"print,omitempty"`  // what they said
}

type evidenceView struct {
	Kind         outbox.Kind   `json:"kind"`
	Report       outbox.Report `json:"report,omitempty"`
	Code         string        `json:"code,omitempty"`
	Words        string        `json:"words,omitempty"`
	Transmission string        `json:"transmission,omitempty"`
	Receipt      string        `json:"receipt,omitempty"`
	Stated       *time.Time    `json:"stated,omitempty"`
	At           time.Time     `json:"at"`
	Wall         time.Time     `json:"wall"`
	State        outbox.State  `json:"state"`
}

func viewOf(l Letter) letterView {
	why, _ := l.Alarm()
	v := letterView{
		ID: l.ID, Profile: l.Profile, To: l.To.String(), Title: l.Content.Title, Channel: l.Channel, State: l.State, Pending: l.Pending,
		Alarm: why, ResendOf: l.ResendOf, ConsignmentID: l.ConsignmentID, Submitted: l.Submitted.At, Wall: l.Submitted.Wall, Due: some(l.Due),
		Forced: ident.MaskText(l.Content.Forced), Print: l.Content.Print,
	}
	for _, e := range l.Evidence {
		v.Evidence = append(v.Evidence, evidenceView{
			Kind: e.Kind, Report: e.Report, Code: e.Code, Words: e.Words, Transmission: e.Transmission, Receipt: e.Receipt,
			Stated: some(e.Stated), At: e.At, Wall: e.Wall, State: e.State,
		})
	}
	return v
}

func some(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
