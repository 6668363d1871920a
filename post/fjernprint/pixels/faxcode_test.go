package pixels

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// bitWriter puts codes one after the other.
type bitWriter struct {
	out  []byte
	held int
}

func (w *bitWriter) put(code string) {
	for _, digit := range code {
		if w.held%8 == 0 {
			w.out = append(w.out, 0)
		}
		if digit == '1' {
			w.out[len(w.out)-1] |= 0x80 >> (w.held % 8)
		}
		w.held++
	}
}

func (w *bitWriter) run(n int, black bool) {
	codes := whiteCodes
	if black {
		codes = blackCodes
	}
	for ; n > 2560+63; n -= 2560 {
		w.put(longCodes[len(longCodes)-1])
	}
	switch makeUp := n / shortRuns; {
	case makeUp >= 28:
		w.put(longCodes[makeUp-28])
	case makeUp > 0:
		w.put(codes[shortRuns+makeUp-1])
	}
	w.put(codes[n%shortRuns])
}

// nextChange is the first pixel from x on that differs in colour from the one
// before it; the one before the line is white.
func nextChange(line []bool, x int) int {
	for ; x < len(line); x++ {
		if line[x] != (x > 0 && line[x-1]) {
			break
		}
	}
	return x
}

// encodeLine writes a line as T.4 4.2.1.3.2 says.
func (w *bitWriter) encodeLine(reference, line []bool) {
	a0, black := -1, false
	for a0 < len(line) {
		a1 := max(a0, 0)
		for a1 < len(line) && line[a1] == black {
			a1++
		}
		b1 := nextChange(reference, a0+1)
		for b1 < len(reference) && reference[b1] == black {
			b1 = nextChange(reference, b1+1)
		}
		b2 := nextChange(reference, b1+1)
		switch {
		case b2 < a1:
			w.put(modeCodes[modePass])
			a0 = b2
		case a1-b1 >= -3 && a1-b1 <= 3:
			w.put(modeCodes[a1-b1])
			a0, black = a1, !black
		default:
			a2 := a1
			for a2 < len(line) && line[a2] != black {
				a2++
			}
			w.put(modeCodes[modeHorizontal])
			w.run(a1-max(a0, 0), black)
			w.run(a2-a1, !black)
			a0 = a2
		}
	}
}

func (w *bitWriter) encodeRuns(line []bool) {
	black := false
	for x := 0; x < len(line); black = !black {
		from := x
		for x < len(line) && line[x] == black {
			x++
		}
		w.run(x-from, black)
	}
}

func TestWhatIsEncodedAsFaxIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(1, 90).Draw(t, "width")
		k := rapid.IntRange(-1, 2).Draw(t, "K")
		align := k <= 0 && rapid.Bool().Draw(t, "align")
		var out bitWriter
		var want []byte
		line := make([]bool, w)
		for y := range rapid.IntRange(0, 20).Draw(t, "height") {
			reference := append([]bool(nil), line...)
			if rapid.Bool().Draw(t, "another") {
				line = rapid.SliceOfN(rapid.Bool(), w, w).Draw(t, "line")
			} else if n := rapid.IntRange(0, w).Draw(t, "shift"); n > 0 {
				line = append(append([]bool(nil), reference[min(n, 4):]...), make([]bool, min(n, 4))...)[:w]
			}
			if align {
				out.held = 8 * len(out.out)
			}
			flat := k == 0
			if k > 0 {
				out.put("000000000001")
				flat = y%k == 0
				out.put(map[bool]string{true: "1", false: "0"}[flat])
			}
			if flat {
				out.encodeRuns(line)
			} else {
				out.encodeLine(reference, line)
			}
			packed := make([]byte, (w+7)/8)
			for x, black := range line {
				if black {
					packed[x/8] |= 0x80 >> (x % 8)
				}
			}
			want = append(want, packed...)
		}
		f := &faxReader{tables: faxCodes(), in: out.out, columns: w, k: k, align: align}
		if got := f.read(len(want) / ((w + 7) / 8)); !bytes.Equal(got, want) {
			t.Fatalf("got %x, want %x, from %x", got, want, out.out)
		}
	})
}
