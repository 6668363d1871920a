package world

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// Events and receipts are written by hand because every letter makes a dozen of
// them; encoding/json reads them back, and a test holds the two together.

// appendEvents appends a JSON array of events.
func appendEvents(b []byte, events []Event) []byte {
	b = append(b, '[')
	for i := range events {
		if i > 0 {
			b = append(b, ',')
		}
		b = events[i].appendJSON(b)
	}
	return append(b, ']')
}

func (e *Event) appendJSON(b []byte) []byte {
	b = append(b, `{"seq":`...)
	b = strconv.AppendInt(b, e.Seq, 10)
	b = appendTime(append(b, `,"at":`...), e.At)
	b = appendText(append(b, `,"kind":`...), string(e.Kind))
	b = appendField(b, `,"letter":`, string(e.Letter))
	b = appendField(b, `,"party":`, e.Party)
	b = appendField(b, `,"system":`, string(e.System))
	b = appendField(b, `,"channel":`, string(e.Channel))
	b = appendField(b, `,"rule":`, string(e.Rule))
	b = appendField(b, `,"code":`, e.Code)
	b = appendField(b, `,"text":`, e.Text)
	if len(e.Data) > 0 {
		b = append(append(b, `,"data":`...), e.Data...)
	}
	return append(b, '}')
}

// appendReceipts appends a JSON array of receipts.
func appendReceipts(b []byte, receipts []Receipt) []byte {
	b = append(b, '[')
	for i := range receipts {
		if i > 0 {
			b = append(b, ',')
		}
		b = receipts[i].appendJSON(b)
	}
	return append(b, ']')
}

func (r *Receipt) appendJSON(b []byte) []byte {
	b = append(b, `{"seq":`...)
	b = strconv.AppendInt(b, r.Seq, 10)
	b = appendText(append(b, `,"id":`...), r.ID)
	b = appendText(append(b, `,"system":`...), string(r.System))
	b = appendText(append(b, `,"letter":`...), string(r.Letter))
	b = appendText(append(b, `,"channel":`...), string(r.Channel))
	b = appendText(append(b, `,"status":`...), string(r.Status))
	b = appendTime(append(b, `,"at":`...), r.At)
	b = appendField(b, `,"code":`, r.Code)
	b = appendField(b, `,"text":`, r.Text)
	return append(b, '}')
}

// appendField appends a name and a text, unless the text is empty.
func appendField(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	return appendText(append(b, name...), text)
}

func appendTime(b []byte, t time.Time) []byte {
	b = append(b, '"')
	b = t.AppendFormat(b, time.RFC3339Nano)
	return append(b, '"')
}

// appendText appends a JSON string. Plain ASCII is copied; whatever needs thought
// is left to encoding/json.
func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return append(b, data(text)...)
		}
	}
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}

// writable refuses what data cannot encode: JSON has no years beyond 9999.
func writable(v any) error {
	if _, err := json.Marshal(v); err != nil {
		return &Error{Code: CodeInvalid, Text: "every instant must be in a year from 0 to 9999", Cause: err}
	}
	return nil
}

// keepable takes out of a message the instants that cannot be kept, which XML can
// write, and says so: a reply date is content, the time of writing a mere claim.
func (s *Submission) keepable() {
	if s.Message == nil || keptYear(s.Message.CreatedAt) && (s.Message.ReplyBy == nil || keptYear(*s.Message.ReplyBy)) {
		return
	}
	m := *s.Message
	s.Message = &m
	if !keptYear(m.CreatedAt) {
		m.CreatedAt = time.Time{}
		s.Warnings = append(slices.Clip(s.Warnings), Defect{Code: FailInvalid, Path: "createdDateTime", Text: "The year is beyond 9999; the time of writing is left out."})
	}
	if m.ReplyBy != nil && !keptYear(*m.ReplyBy) {
		m.ReplyBy = nil
		s.Invalid = append(slices.Clip(s.Invalid), Defect{Code: FailInvalid, Path: "replyByDateTime", Text: "the year must be from 0 to 9999"})
	}
}

func keptYear(at time.Time) bool { return at.Year() >= 0 && at.Year() <= 9999 }

// data encodes what an event carries, and other small values of our own types.
func data(v any) json.RawMessage {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // unreachable: only our own plain types are passed
	}
	return body
}
