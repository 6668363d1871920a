package ident_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/ident"
)

func TestMaskText(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "to 0703901231.", "to 0703**-****."},
		{"dash and blank", "070390-1231 070390 1231", "0703**-**** 0703**-****"},
		{"beside letters", "brev_0703901231.pdf x070390-1231y", "brev_0703**-****.pdf x0703**-****y"},
		{"no date", "0000000000 3202901231", "0000000000 3202901231"},
		{"longer and shorter runs", "07039012311 070390123 070390-12312", "07039012311 070390123 070390-12312"},
		{"a UUID stays", "8f070390-1231-4abc-9def-a0703901231f", "8f070390-1231-4abc-9def-a0703901231f"},
		{"a UUID in capitals stays", "FF070390-1231-4ABC-9DEF-A0703901231F", "FF070390-1231-4ABC-9DEF-A0703901231F"},
		{"an almost UUID does not", "8f070390-1231-4abc", "8f0703**-****-4abc"},
		{"joined", "070390-0703901231", "0703**-******-****"},
		{"joined twice", "010203-010203-0405061234", "0102**-******-******-****"},
		{"the last four begin a UUID", "070390-1231abcd-1231-4abc-9def-a0703901231f", "0703**-****abcd-1231-4abc-9def-a0703**-****f"},
		{"nothing", "Eksempelkøbing", "Eksempelkøbing"},
	}
	for _, test := range tests {
		if got := ident.MaskText(test.in); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// A header or an address of a megabyte reaches a log. Of this one every number
// shows only when the one after it is masked.
func TestMaskingALongChainOfNumbersIsQuick(t *testing.T) {
	t.Parallel()
	const n = 150_000
	began := time.Now()
	got := ident.MaskText(strings.Repeat("010203-", n) + "0405061234")
	if want := "0102" + strings.Repeat("**-****", n+1); got != want {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("a megabyte took %s", took)
	}
}

func TestMaskingIsIdempotentAndLeavesNoNumber(t *testing.T) {
	t.Parallel()
	piece := rapid.OneOf(
		rapid.StringMatching(`[0-9]{1,11}`),
		rapid.StringMatching(`(0[1-9]|[12][0-8])(0[1-9]|1[0-2])[0-9]{2}[- ]?[0-9]{4}`),
		rapid.SampledFrom([]string{"-", " ", "*", "a", "f", "æ", "CPR:", "8f070390-1231-4abc-9def-a0703901231f"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		checkMasked(t, strings.Join(rapid.SliceOf(piece).Draw(t, "text"), ""))
	})
}

type tester interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkMasked looks for numbers in another way than MaskText does: it asks
// ParseCPR about every window of the text. A UUID may hold one.
func checkMasked(t tester, in string) {
	t.Helper()
	out := ident.MaskText(in)
	if again := ident.MaskText(out); again != out {
		t.Errorf("masking %q twice: %q, then %q", in, out, again)
	}
	digit := func(i int) bool { return i >= 0 && i < len(out) && out[i] >= '0' && out[i] <= '9' }
	for i := range len(out) {
		for _, n := range []int{10, 11} {
			if i+n > len(out) || digit(i-1) || digit(i+n) {
				continue
			}
			window := out[i : i+n]
			if n == 11 && window[6] == ' ' {
				window = window[:6] + "-" + window[7:]
			}
			if strings.TrimSpace(window) != window {
				continue
			}
			if _, err := ident.ParseCPR(window); err == nil && !insideUUID(out, i, i+n) {
				t.Errorf("masking %q leaves a number at %d: %q", in, i, out)
			}
		}
	}
}

func insideUUID(s string, from, to int) bool {
	for i := max(0, to-36); i <= from && i+36 <= len(s); i++ {
		u := s[i : i+36]
		if u[8] == '-' && u[13] == '-' && u[18] == '-' && u[23] == '-' &&
			len(strings.Trim(strings.ReplaceAll(u, "-", ""), "0123456789abcdefABCDEF")) == 0 {
			return true
		}
	}
	return false
}

func FuzzMaskText(f *testing.F) {
	for _, s := range []string{"0703901231", "070390-0703901231", "8f070390-1231-4abc-9def-a0703901231f", "æ070390 1231"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkMasked(t, s) })
}
