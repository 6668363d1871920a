package pdf

import (
	"bytes"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// FuzzOpen opens anything: it must not panic, and must give a page or an outcome
// that is known, the same one each time.
func FuzzOpen(f *testing.F) {
	const small = 4096
	for _, c := range hostile.Small() {
		if content := c.Make(); len(content) <= small {
			f.Add(content)
		}
	}
	for _, content := range [][]byte{plain(), packed(), updated().Bytes(), letterOf(f, 1)} {
		f.Add(content)
	}
	limits := Limits{Objects: 5000, Inflated: 1 << 20, Depth: 16, Pages: 100}
	f.Fuzz(func(t *testing.T, content []byte) {
		got, err := examine(t.Context(), content, limits)
		if got == unknown {
			t.Fatalf("an outcome nobody knows: %v", err)
		}
		if again, _ := examine(t.Context(), bytes.Clone(content), limits); again != got {
			t.Fatalf("first it %s, then it %s", got, again)
		}
	})
}

// FuzzObject reads anything as an object; what is read writes and reads back
// unchanged.
func FuzzObject(f *testing.F) {
	for _, src := range []string{"<</A[1 2.5(a\\)b)<4E>/B#20 3 0 R null true]>>", "[[[", "<<<<", "(((", "1 0 R", "--1.2.3"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		first, err := parse(src)
		if err != nil || first == nil || !writable(first) {
			return
		}
		written := first.PDFString()
		second, err := parse(written)
		if err != nil {
			t.Fatalf("%q reads, %q does not: %v", src, written, err)
		}
		if again := second.PDFString(); again != written {
			t.Fatalf("%q reads back as %q", written, again)
		}
	})
}

// writable reports whether pdfcpu writes an object in a way that can be read: not
// so with what it has no notation for.
func writable(o types.Object) bool {
	switch o := o.(type) {
	case nil:
		return false
	case types.StringLiteral:
		return balanced(string(o))
	case types.Name:
		return len(o) > 0
	case types.Float:
		return o > -1e6 && o < 1e6
	case types.Array:
		for _, v := range o {
			if !writable(v) {
				return false
			}
		}
	case types.Dict:
		for k, v := range o {
			if k == "" || !writable(v) {
				return false
			}
		}
	}
	return true
}

// balanced reports whether a string ends where its parentheses do.
func balanced(s string) bool {
	p := parser{src: "(" + s + ")", budgets: newBudgets(Limits{})}
	return string(p.literal()) == s
}

// FuzzDecode decodes anything by any filters.
func FuzzDecode(f *testing.F) {
	names := []string{"Fl", "LZW", "AHx", "A85", "RL", "Crypt", "DCT", "None"}
	for i := range names {
		f.Add([]byte("\x78\x9c\x03\x00\x00\x00\x00\x01"), byte(i), byte(0), 12, 3, 8, 5)
		f.Add([]byte("41424344>~>"), byte(i), byte(1), 2, 1, 4, 1)
	}
	f.Fuzz(func(t *testing.T, data []byte, first, second byte, predictor, colors, bits, columns int) {
		const limit = 1 << 20
		d := open(t, plain(), Limits{Inflated: limit})
		parms := types.Dict{
			"Predictor": types.Integer(predictor), "Colors": types.Integer(colors), "BitsPerComponent": types.Integer(bits),
			"Columns": types.Integer(columns), "EarlyChange": types.Integer(predictor & 1),
		}
		filters := []string{names[int(first)%len(names)], names[int(second)%len(names)]}
		got, _, err := d.DecodeInline(bytes.Clone(data), filters, []types.Dict{parms, parms})
		if len(got) > limit {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
}
