package strictxml

import (
	"encoding/base64"
	"io"
)

// decoder turns the text of an xs:base64Binary into bytes as it arrives. It
// judges as libxml2 does: white space is free, the padding must fit and the
// unused bits must be zero; other characters do not count, but are a finding.
type decoder struct {
	w       io.Writer // nil: count only
	size    int64
	letters int64 // alphabet characters seen
	pads    int   // = seen
	broken  bool  // alphabet after padding
	stray   int64 // offset of the first foreign character, -1
	err     error // from w

	quad [4]byte // letters of a quad that is not whole yet
	n    int     // how many
	out  []byte
}

const (
	b64Letter byte = iota
	b64Space
	b64Pad
	b64Stray
)

var b64Classes = func() (t [256]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			t[i] = b64Letter
		case isSpace(c):
			t[i] = b64Space
		case c == '=':
			t[i] = b64Pad
		default:
			t[i] = b64Stray
		}
	}
	return t
}()

// take decodes letters and passes over white space, and says how many bytes it
// took: it stops before anything else, and before letters that follow padding.
func (d *decoder) take(p []byte) int {
	i := 0
	for i < len(p) {
		switch b64Classes[p[i]] {
		case b64Space:
			i++
			continue
		case b64Letter:
		default:
			return i
		}
		if d.pads > 0 {
			return i
		}
		end := i + lettersAt(p[i:])
		d.run(p[i:end])
		i = end
	}
	return i
}

// lettersAt counts the letters at the front of p, eight at a time.
func lettersAt(p []byte) int {
	c, n := &b64Classes, 0 // b64Letter is 0: the classes of letters, or-ed, are 0
	for ; len(p)-n >= 8; n += 8 {
		q := p[n : n+8 : n+8]
		if c[q[0]]|c[q[1]]|c[q[2]]|c[q[3]]|c[q[4]]|c[q[5]]|c[q[6]]|c[q[7]] != 0 {
			break
		}
	}
	for n < len(p) && c[p[n]] == b64Letter {
		n++
	}
	return n
}

// write takes any piece of text; at is its offset in the document.
func (d *decoder) write(p []byte, at int64) {
	for i := 0; ; i++ {
		i += d.take(p[i:])
		if i == len(p) {
			return
		}
		switch b64Classes[p[i]] {
		case b64Letter:
			d.broken = true
		case b64Pad:
			d.pads++
		default:
			if d.stray < 0 {
				d.stray = at + int64(i)
			}
		}
	}
}

// run decodes a run of letters.
func (d *decoder) run(p []byte) {
	d.letters += int64(len(p))
	if d.n > 0 {
		k := copy(d.quad[d.n:], p)
		d.n += k
		p = p[k:]
		if d.n < len(d.quad) {
			return
		}
		d.n = 0
		d.decode(d.quad[:])
	}
	for len(p) >= 4 {
		m := min(len(p), fullBuffer) &^ 3
		d.decode(p[:m])
		p = p[m:]
	}
	d.n = copy(d.quad[:], p)
}

// decode decodes whole quads of letters, which cannot fail.
func (d *decoder) decode(quads []byte) {
	if need := base64.RawStdEncoding.DecodedLen(len(quads)); len(d.out) < need {
		d.out = make([]byte, need)
	}
	m, _ := base64.RawStdEncoding.Decode(d.out, quads)
	d.emit(d.out[:m])
}

func (d *decoder) emit(p []byte) {
	d.size += int64(len(p))
	if d.w != nil && d.err == nil {
		_, d.err = d.w.Write(p)
	}
}

// end decodes the last, padded quad and reports whether length and padding fit.
func (d *decoder) end() bool {
	if d.broken || d.pads > 2 || d.letters%4 == 1 || d.pads != int(-d.letters&3) {
		return false
	}
	if d.n == 0 {
		return true
	}
	var last [3]byte
	n, err := base64.RawStdEncoding.Strict().Decode(last[:], d.quad[:d.n])
	if err != nil {
		return false
	}
	d.emit(last[:n])
	return true
}
