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

	quads []byte // alphabet characters not decoded yet
	out   []byte
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

const quadBuffer = 4 << 10

// fast decodes as much of p as is plain alphabet and says how many bytes it
// took: a multiple of four, 0 when p needs a closer look.
func (d *decoder) fast(p []byte) int {
	if len(d.quads) > 0 || d.pads > 0 || len(p) < 64 {
		return 0
	}
	p = p[:min(len(p), fullBuffer)&^3]
	if b64Classes[p[len(p)-1]] != b64Letter {
		p = p[:len(p)-4] // padding and line ends are not for here
	}
	if n := base64.StdEncoding.DecodedLen(len(p)); len(d.out) < n {
		d.out = make([]byte, n)
	}
	n, err := base64.StdEncoding.Decode(d.out, p)
	if err != nil || n != len(p)/4*3 { // shorter: line ends inside
		return 0
	}
	d.letters += int64(len(p))
	d.emit(d.out[:n])
	return len(p)
}

// write takes any piece of text; at is its offset.
func (d *decoder) write(p []byte, at int64) {
	if d.quads == nil {
		d.quads = make([]byte, 0, quadBuffer)
	}
	for i, c := range p {
		switch b64Classes[c] {
		case b64Letter:
			if d.pads > 0 {
				d.broken = true
			}
			d.letters++
			if d.quads = append(d.quads, c); len(d.quads) == quadBuffer {
				d.flush()
			}
		case b64Pad:
			d.pads++
		case b64Stray:
			if d.stray < 0 {
				d.stray = at + int64(i)
			}
		}
	}
}

// flush decodes the whole quads.
func (d *decoder) flush() {
	n := len(d.quads) &^ 3
	if n == 0 {
		return
	}
	if need := base64.RawStdEncoding.DecodedLen(n); len(d.out) < need {
		d.out = make([]byte, need)
	}
	m, _ := base64.RawStdEncoding.Decode(d.out, d.quads[:n]) // alphabet only: cannot fail
	d.emit(d.out[:m])
	d.quads = append(d.quads[:0], d.quads[n:]...)
}

func (d *decoder) emit(p []byte) {
	d.size += int64(len(p))
	if d.w != nil && d.err == nil {
		_, d.err = d.w.Write(p)
	}
}

// end decodes the last, padded quad and reports whether length and padding fit.
func (d *decoder) end() bool {
	d.flush()
	if d.broken || d.pads > 2 || d.letters%4 == 1 || d.pads != int(-d.letters&3) {
		return false
	}
	if len(d.quads) == 0 {
		return true
	}
	var last [3]byte
	n, err := base64.RawStdEncoding.Strict().Decode(last[:], d.quads)
	if err != nil {
		return false
	}
	d.emit(last[:n])
	return true
}
