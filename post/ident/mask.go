package ident

import (
	"fmt"
	"strings"
)

// MaskText masks every CPR-looking number inside a text: ten digits in a row,
// or six and four with a dash or one blank between, no further digit beside
// them, and beginning with a date that exists. Use it on any text from
// elsewhere before it reaches a log, an error or a file name, and before the
// text is cut: of a number cut in two, nine digits would stay.
//
// UUIDs are left alone although their groups may look like CPR numbers: they
// identify letters, and are what a log is searched by. MaskText(MaskText(s))
// equals MaskText(s), and text without such a number is returned as it is. The
// time it takes is linear in the length of the text.
func MaskText(s string) string {
	runs := digitRuns(s)
	masked := make([]bool, len(runs))
	found := false
	// From the right, because four digits of a masked number stay, and may be the
	// last four of another one before it: "010203-0405061234".
	for i := len(runs) - 1; i >= 0; i-- {
		r := runs[i]
		switch {
		case r.len() == 10:
			masked[i] = plausible(s[r.start:r.end])
		case r.len() == 6 && i+1 < len(runs):
			next := runs[i+1]
			masked[i] = joins(s, r, next) && (next.len() == 4 || masked[i+1])
		}
		found = found || masked[i]
	}
	if !found {
		return s
	}
	var b strings.Builder
	done := 0 // everything before this is in b
	for i, r := range runs {
		if !masked[i] {
			continue
		}
		if done <= r.start { // else they ended the number before
			b.WriteString(s[done : r.start+4])
		}
		b.WriteString(maskTail)
		done = r.end
		if r.len() == 6 {
			done += len("-NNNN")
		}
	}
	b.WriteString(s[done:])
	return b.String()
}

// run is a run of digits s[start:end].
type run struct{ start, end int }

func (r run) len() int { return r.end - r.start }

// digitRuns lists the runs that may be part of a CPR number, outside UUIDs.
func digitRuns(s string) []run {
	var runs []run
	for i := 0; i < len(s); {
		if uuidAt(s, i) && !endsNumber(s, runs, i) {
			i += uuidLen
			continue
		}
		if !isDigit(s[i]) {
			i++
			continue
		}
		r := run{i, runEnd(s, i)}
		if n := r.len(); n == 4 || n == 6 || n == 10 {
			runs = append(runs, r)
		}
		i = r.end
	}
	return runs
}

// endsNumber reports whether what looks like a UUID at i rather begins with the
// last four digits of a number that the run before it began.
func endsNumber(s string, before []run, i int) bool {
	if len(before) == 0 {
		return false
	}
	r := run{i, runEnd(s, i)}
	last := before[len(before)-1]
	return last.len() == 6 && r.len() == 4 && joins(s, last, r)
}

// joins reports whether six digits and the first four of the run after them are
// written as one number.
func joins(s string, six, next run) bool {
	return next.start == six.end+1 && (s[six.end] == '-' || s[six.end] == ' ') &&
		plausible(s[six.start:six.end]+s[next.start:next.start+4])
}

// runEnd returns where the run of digits that begins at i ends.
func runEnd(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

const uuidLen = 36

// uuidAt reports whether a UUID in its usual form begins at i, on its own.
func uuidAt(s string, i int) bool {
	if len(s)-i < uuidLen || i > 0 && isHex(s[i-1]) || len(s)-i > uuidLen && isHex(s[i+uuidLen]) {
		return false
	}
	for k := range uuidLen {
		switch k {
		case 8, 13, 18, 23:
			if s[i+k] != '-' {
				return false
			}
		default:
			if !isHex(s[i+k]) {
				return false
			}
		}
	}
	return true
}

func isHex(b byte) bool {
	return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}

// maskTail stands for what follows day and month.
const maskTail = "**-****"

// maskCPR shows day and month of ten digits, and nothing of anything else.
func maskCPR(s string) string {
	switch {
	case s == "":
		return ""
	case len(s) == 10 && allDigits(s):
		return s[:4] + maskTail
	default:
		return "******-****"
	}
}

// formatMasked prints an already masked text: %q quotes it, every other verb
// prints it as %s does; width and padding are obeyed.
func formatMasked(f fmt.State, verb rune, masked string) {
	if verb != 'q' {
		verb = 's'
	}
	// A Formatter has nobody to report a failed write to; fmt drops it as well.
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), masked)
}
