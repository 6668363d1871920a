package ink

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written is a notation of an operand that does not depend on how it stood.
func written(l *lexer, o operand) string {
	switch o.kind {
	case number:
		return fmt.Sprintf("%g", o.n)
	case name:
		return "/" + string(l.name(o))
	case literal, hexadecimal:
		return fmt.Sprintf("%q", l.text(o))
	case word:
		return string(l.src[o.from:o.to])
	}
	var in []string
	for _, i := range l.list(o) {
		in = append(in, written(l, i))
	}
	if o.kind == dict {
		return "<<" + strings.Join(in, " ") + ">>"
	}
	return "[" + strings.Join(in, " ") + "]"
}

func TestContentIsSplitIntoOperatorsWithTheirOperands(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		content string
		want    []string
		damaged bool
	}{
		{content: "1 0 0 RG", want: []string{"1 0 0 RG"}},
		{content: "q\nQ", want: []string{"q", "Q"}},
		{content: "-1.5 +2 .25 -.5 5. 007 m", want: []string{"-1.5 2 0.25 -0.5 5 7 m"}},
		{content: "--5 1-2 1.2.3 5e3 - . x", want: []string{"-5 1 1.2 5 0 0 x"}, damaged: true},
		{content: strings.Repeat("9", 400) + " -" + strings.Repeat("9", 400) + " " + "0." + strings.Repeat("3", 400) + " w", want: []string{"1e+09 -1e+09 0.333333333333333 w"}},
		{content: "/A#20B#zz /#41 / Tf", want: []string{"/A B#zz /A / Tf"}},
		{content: "(a(b)c) Tj", want: []string{`"a(b)c" Tj`}},
		{content: `(\n\r\t\b\f\(\)\\\x\101\7\1234\
x) Tj`, want: []string{`"\n\r\t\b\f()\\xA\aS4x" Tj`}},
		{content: "(a\r\nb\rc\\\r\nd) Tj", want: []string{`"a\nb\ncd" Tj`}},
		{content: "<48 6 5 6c7> <> <4> Tj", want: []string{`"Help" "" "@" Tj`}},
		{content: "[(a) -1 [/b] <<]TJ", want: []string{`["a" -1 [/b] <<>>] TJ`}, damaged: true},
		{content: "[1 2] 0 d", want: []string{"[1 2] 0 d"}},
		{content: "/P <</A 1/B[1 2]/C<</D true>>>>BDC", want: []string{"/P <</A 1 /B [1 2] /C <</D true>>>> BDC"}},
		{content: "% comment ) ( \n1 w%another\r2 J", want: []string{"1 w", "2 J"}},
		{content: "0 0 m(x)'\n/F 1 Tf T*", want: []string{"0 0 m", `"x" '`, "/F 1 Tf", "T*"}},
		{content: "[(never closed) Tj 1 w", want: []string{`["never closed"] Tj`, "1 w"}, damaged: true},
		{content: "(never closed Tj 1 w", damaged: true},
		{content: "<48", damaged: true},
		{content: "1 2 3", damaged: true},
		{content: ") > ] >> } { n", want: []string{"n"}, damaged: true},
		{content: strings.Repeat("[", 500) + "1" + strings.Repeat("]", 500) + " x 1 w", want: []string{strings.Repeat("[", 64) + "1" + strings.Repeat("]", 64) + " x", "1 w"}, damaged: true},
		{content: "\x00\x01\xff 1 w", want: []string{"\x01\xff", "1 w"}},
		{content: "null true w", want: []string{"null true w"}},
	} {
		t.Run(c.content[:min(len(c.content), 40)], func(t *testing.T) {
			t.Parallel()
			l := lexer{src: []byte(c.content)}
			var got []string
			for w := l.next(); w != nil; w = l.next() {
				s := ""
				for _, o := range l.operands {
					s += written(&l, o) + " "
				}
				got = append(got, s+string(w))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("operators (-want +got):\n%s", diff)
			}
			if l.damaged != c.damaged {
				t.Errorf("damaged is %t, want %t", l.damaged, c.damaged)
			}
		})
	}
}

func TestOperandsOfOneOperatorAreBounded(t *testing.T) {
	t.Parallel()
	l := lexer{src: []byte("[" + strings.Repeat("1 ", maxOperands+10) + "] TJ 2 w")}
	if w := l.next(); string(w) != "TJ" || !l.damaged {
		t.Errorf("the first operator is %q, damaged %t", w, l.damaged)
	}
	if n := cap(l.operands) + cap(l.items); n > 4*maxOperands {
		t.Errorf("%d operands are kept", n)
	}
	if w := l.next(); string(w) != "w" || len(l.operands) != 1 || l.operands[0].n != 2 {
		t.Errorf("the next operator is %q", w)
	}
}
