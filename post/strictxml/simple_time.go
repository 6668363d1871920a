package strictxml

import (
	"strconv"
	"strings"
	"time"
)

// xmlTime is a dateTime or date taken apart.
type xmlTime struct {
	negative          bool
	year              string
	month, day        int
	hour, minute, sec int
	frac              string
	zone              string // "", "Z" or ±hh:mm
}

func two(v string) (n int, rest string, ok bool) {
	if digits(v) < 2 {
		return 0, v, false
	}
	return int(v[0]-'0')*10 + int(v[1]-'0'), v[2:], true
}

func literal(v string, c byte) (string, bool) {
	if v == "" || v[0] != c {
		return v, false
	}
	return v[1:], true
}

// splitDate reads [-]YYYY-MM-DD; years have four digits or more, no year 0000.
func splitDate(v string) (t xmlTime, rest string, ok bool) {
	v, t.negative = literal(v, '-')
	n := digits(v)
	if n < 4 || n > 4 && v[0] == '0' || n > 18 {
		return t, v, false
	}
	t.year, v = v[:n], v[n:]
	if strings.Trim(t.year, "0") == "" {
		return t, v, false
	}
	if v, ok = literal(v, '-'); !ok {
		return t, v, false
	}
	if t.month, v, ok = two(v); !ok {
		return t, v, false
	}
	if v, ok = literal(v, '-'); !ok {
		return t, v, false
	}
	if t.day, v, ok = two(v); !ok {
		return t, v, false
	}
	return t, v, t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= t.daysInMonth()
}

func (t xmlTime) daysInMonth() int {
	switch t.month {
	case 2:
		y, err := strconv.ParseInt(t.year, 10, 64)
		if err == nil && (y%4 == 0 && y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// splitClock reads Thh:mm:ss[.f]; 24:00:00 is the end of the day.
func (t *xmlTime) splitClock(v string) (rest string, ok bool) {
	if v, ok = literal(v, 'T'); !ok {
		return v, false
	}
	if t.hour, v, ok = two(v); !ok {
		return v, false
	}
	if v, ok = literal(v, ':'); !ok {
		return v, false
	}
	if t.minute, v, ok = two(v); !ok {
		return v, false
	}
	if v, ok = literal(v, ':'); !ok {
		return v, false
	}
	if t.sec, v, ok = two(v); !ok {
		return v, false
	}
	if r, dot := literal(v, '.'); dot {
		n := digits(r)
		if n == 0 {
			return v, false
		}
		t.frac, v = r[:n], r[n:]
	}
	if t.hour == 24 {
		return v, t.minute == 0 && t.sec == 0 && strings.Trim(t.frac, "0") == ""
	}
	return v, t.hour < 24 && t.minute < 60 && t.sec < 60
}

func (t *xmlTime) splitZone(v string) bool {
	t.zone = v
	if v == "" || v == "Z" {
		return true
	}
	if v[0] != '+' && v[0] != '-' {
		return false
	}
	h, rest, ok := two(v[1:])
	if !ok {
		return false
	}
	if rest, ok = literal(rest, ':'); !ok {
		return false
	}
	m, rest, ok := two(rest)
	return ok && rest == "" && m < 60 && h*60+m <= 14*60
}

func splitDateTime(v string) (xmlTime, bool) {
	t, rest, ok := splitDate(v)
	if !ok {
		return t, false
	}
	if rest, ok = t.splitClock(rest); !ok {
		return t, false
	}
	return t, t.splitZone(rest)
}

func isDateTime(v string) bool { _, ok := splitDateTime(v); return ok }

func isDate(v string) bool {
	t, rest, ok := splitDate(v)
	return ok && t.splitZone(rest)
}

// midnight gives the day; years outside 1 to 9999 cannot be kept.
func (t xmlTime) midnight() (time.Time, bool) {
	if t.negative || len(t.year) != 4 {
		return time.Time{}, false
	}
	y, _ := strconv.Atoi(t.year) // four digits
	return time.Date(y, time.Month(t.month), t.day, 0, 0, 0, 0, time.UTC), true
}

func parseDate(v string) (time.Time, bool) {
	t, _, ok := splitDate(v)
	if !ok {
		return time.Time{}, false
	}
	return t.midnight()
}

func parseDateTime(v string) (time.Time, bool) {
	t, ok := splitDateTime(v)
	if !ok {
		return time.Time{}, false
	}
	at, ok := t.midnight()
	if !ok {
		return at, false
	}
	frac := (t.frac + "000000000")[:9]
	nano, _ := strconv.Atoi(frac) // nine digits
	at = at.Add(time.Duration(t.hour)*time.Hour + time.Duration(t.minute)*time.Minute +
		time.Duration(t.sec)*time.Second + time.Duration(nano))
	if len(t.zone) == 6 {
		h, _ := strconv.Atoi(t.zone[1:3]) // checked by splitZone
		m, _ := strconv.Atoi(t.zone[4:])
		off := time.Duration(h*60+m) * time.Minute
		if t.zone[0] == '+' {
			off = -off
		}
		at = at.Add(off)
	}
	return at, at.Year() >= 1 && at.Year() <= 9999 && !at.IsZero()
}

func formatDateTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.999999999Z") }

func formatDate(t time.Time) string { return t.Format("2006-01-02") }
