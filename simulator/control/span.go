package control

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

// duration is a time.Duration that is written 1h30m or 10d in JSON.
type duration time.Duration

// MarshalText writes the Go form.
func (d duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads what parseDuration reads.
func (d *duration) UnmarshalText(text []byte) error {
	parsed, err := parseDuration(string(text))
	*d = duration(parsed)
	return err
}

// parseDuration reads the Go form, which may begin with a number of days of 24
// hours: 10d, 1d12h, 90s. It is never negative.
func parseDuration(s string) (time.Duration, error) {
	refused := &world.Error{Code: codeMalformed, Text: fmt.Sprintf("%q is not a duration: write 45s, 1h30m or 10d", s)}
	var total time.Duration
	rest := s
	if head, tail, ok := strings.Cut(s, "d"); ok {
		days, err := strconv.ParseUint(head, 10, 31)
		if err != nil || days > maxDays {
			return 0, refused
		}
		total, rest = time.Duration(days)*24*time.Hour, tail
		if rest == "" {
			return total, nil
		}
	}
	d, err := time.ParseDuration(rest)
	if err != nil || d < 0 || total+d < total {
		return 0, refused
	}
	return total + d, nil
}

// maxDays is what fits into a time.Duration, about 292 years.
const maxDays = 106_000

// date is a world.Date that is written YYYY-MM-DD in JSON.
type date world.Date

// MarshalText writes YYYY-MM-DD.
func (d date) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%04d-%02d-%02d", d.Year, int(d.Month), d.Day), nil
}

// UnmarshalText reads YYYY-MM-DD.
func (d *date) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return &world.Error{Code: codeMalformed, Text: fmt.Sprintf("%q is not a date: write YYYY-MM-DD", text)}
	}
	d.Year, d.Month, d.Day = t.Date()
	return nil
}
