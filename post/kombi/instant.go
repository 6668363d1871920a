package kombi

import (
	"fmt"
	"time"
)

// DateTime is an XML Schema dateTime as written on the wire; "" is absent. It
// stays text because the wire allows what [time.Time] cannot hold (no zone,
// 24:00:00, years beyond 9999) and must be written back as it came.
type DateTime string

// millis is the form in which the platform writes instants: UTC, milliseconds, Z.
const millis = "2006-01-02T15:04:05.000Z"

// At is the instant in the platform's form, cut to milliseconds.
func At(t time.Time) DateTime { return DateTime(t.UTC().Format(millis)) }

// Time reads the instant. A time without a zone is taken as UTC. The error has
// [CodeInstant].
func (d DateTime) Time() (time.Time, error) {
	for _, form := range [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if t, err := time.Parse(form, string(d)); err == nil {
			return t, nil
		}
	}
	return time.Time{}, &Error{Code: CodeInstant, Text: fmt.Sprintf("%q is not a date and time; write it as %s", shown(string(d)), millis)}
}
