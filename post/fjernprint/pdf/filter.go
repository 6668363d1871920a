package pdf

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"slices"
)

// filterParms are the decode parameters of the filters applied here (PDF 32000
// table 8).
type filterParms struct {
	predictor, colors, bits, columns int
	early                            bool
}

// filter undoes one encoding. It decodes at most limit bytes and then one more,
// which tells that there are more. What was decoded before an error comes with it.
type filter struct {
	name   string
	decode func(d *decoder, in []byte, p filterParms, limit int64) ([]byte, error)
}

// decoder keeps what is costly to make anew for each stream.
type decoder struct{ inflater io.Reader }

// filterOf are the filters by name (PDF 32000 tables 6 and 94). The abbreviations
// are for inline images, but viewers take them everywhere. Those without decode
// make pictures, which is not for this package.
var filterOf = map[string]filter{
	"FlateDecode": {"FlateDecode", inflate}, "Fl": {"FlateDecode", inflate},
	"LZWDecode": {"LZWDecode", unLZW}, "LZW": {"LZWDecode", unLZW},
	"ASCIIHexDecode": {"ASCIIHexDecode", unhex}, "AHx": {"ASCIIHexDecode", unhex},
	"ASCII85Decode": {"ASCII85Decode", un85}, "A85": {"ASCII85Decode", un85},
	"RunLengthDecode": {"RunLengthDecode", unrun}, "RL": {"RunLengthDecode", unrun},
	"Crypt":     {"Crypt", identity}, // encrypted files are refused, so that it is the identity
	"DCTDecode": {name: "DCTDecode"}, "DCT": {name: "DCTDecode"},
	"CCITTFaxDecode": {name: "CCITTFaxDecode"}, "CCF": {name: "CCITTFaxDecode"},
	"JPXDecode": {name: "JPXDecode"}, "JBIG2Decode": {name: "JBIG2Decode"},
}

var (
	errCutOff = errors.New("the data ends too early")
	errDamage = errors.New("the data is damaged")
)

// output is a growing buffer that takes in limit bytes and one more.
type output struct {
	bytes []byte
	limit int64
}

const minGrowth = 512

func newOutput(limit, likely int64) output {
	return output{limit: limit, bytes: make([]byte, 0, min(limit+1, likely))}
}

// room is how many bytes it still takes in.
func (o *output) room() int { return int(max(0, o.limit+1-int64(len(o.bytes)))) }

func (o *output) full() bool { return o.room() == 0 }

func (o *output) write(p []byte) {
	p = p[:min(len(p), o.room())]
	if len(p) > cap(o.bytes)-len(o.bytes) {
		o.grow(len(p))
	}
	o.bytes = append(o.bytes, p...)
}

// grow makes room for n more bytes at least, and for twice as much: append would
// grow by a quarter, and leave five times the whole behind as garbage.
func (o *output) grow(n int) {
	o.bytes = slices.Grow(o.bytes, min(max(len(o.bytes), n, minGrowth), o.room()))
}

func (o *output) readFrom(r io.Reader) error {
	for !o.full() {
		if len(o.bytes) == cap(o.bytes) {
			o.grow(1)
		}
		n, err := r.Read(o.bytes[len(o.bytes):min(cap(o.bytes), len(o.bytes)+o.room())])
		o.bytes = o.bytes[:len(o.bytes)+n]
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func identity(_ *decoder, in []byte, _ filterParms, _ int64) ([]byte, error) { return in, nil }

// inflate undoes FlateDecode. The checksum at the end is not looked at, as in
// viewers.
func inflate(d *decoder, in []byte, p filterParms, limit int64) ([]byte, error) {
	if len(in) >= 2 && in[0]&0x0f == 8 && (int(in[0])<<8|int(in[1]))%31 == 0 {
		in = in[2:]
	}
	o := newOutput(limit, 4*int64(len(in))+64)
	if r, ok := d.inflater.(flate.Resetter); !ok || r.Reset(bytes.NewReader(in), nil) != nil {
		d.inflater = flate.NewReader(bytes.NewReader(in))
	}
	err := o.readFrom(d.inflater)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = errCutOff
	case err != nil:
		err = errDamage
	}
	return p.unpredict(o.bytes, err)
}

// Codes of LZW (PDF 32000 7.4.4.2).
const (
	lzwClear = 256
	lzwEnd   = 257
	lzwCodes = 4096
)

func unLZW(_ *decoder, in []byte, p filterParms, limit int64) ([]byte, error) {
	o := newOutput(limit, 4*int64(len(in))+64)
	var (
		start, length [lzwCodes]int32 // where in the output the string of a code is
		bits          uint
		buffer        uint32
		width         = uint(9)
		next          = lzwEnd + 1
		last          = -1 // the code before
		lastAt        int  // where its string was written
	)
	early := 0
	if p.early {
		early = 1
	}
	for i := 0; !o.full(); {
		for ; bits < width && i < len(in); i++ {
			buffer, bits = buffer<<8|uint32(in[i]), bits+8
		}
		if bits < width {
			break
		}
		bits -= width
		code := int(buffer >> bits & (1<<width - 1))
		if code == lzwEnd {
			break
		}
		if code == lzwClear {
			width, next, last = 9, lzwEnd+1, -1
			continue
		}
		at := len(o.bytes)
		switch {
		case code < lzwClear:
			o.write([]byte{byte(code)})
		case code < next:
			o.write(o.bytes[start[code] : start[code]+length[code]])
		case code == next && last >= 0 && next < lzwCodes:
			o.write(o.bytes[lastAt:at])
			o.write(o.bytes[at : at+min(1, len(o.bytes)-at)])
		default:
			return p.unpredict(o.bytes, errDamage)
		}
		// The string of the code before and the first byte of this one follow each
		// other in the output: that is the new string.
		if last >= 0 && next < lzwCodes {
			start[next], length[next] = int32(lastAt), int32(at-lastAt+1)
			next++
			if next+early >= 1<<width && width < 12 {
				width++
			}
		}
		last, lastAt = code, at
	}
	return p.unpredict(o.bytes, nil)
}

func unhex(_ *decoder, in []byte, _ filterParms, limit int64) ([]byte, error) {
	o := newOutput(limit, int64(len(in))/2+1)
	high := -1
	for _, c := range in {
		if o.full() {
			return o.bytes, nil
		}
		digit := hexDigit(c)
		switch {
		case c == '>':
			if high >= 0 {
				o.write([]byte{byte(high << 4)})
			}
			return o.bytes, nil
		case isSpace(c):
		case digit < 0:
			return o.bytes, errDamage
		case high < 0:
			high = digit
		default:
			o.write([]byte{byte(high<<4 | digit)})
			high = -1
		}
	}
	if high >= 0 {
		o.write([]byte{byte(high << 4)})
	}
	return o.bytes, nil
}

func un85(_ *decoder, in []byte, _ filterParms, limit int64) ([]byte, error) {
	o := newOutput(limit, int64(len(in))/5*4+8)
	in = bytes.TrimPrefix(bytes.TrimLeft(in, "\x00\t\n\f\r "), []byte("<~"))
	var group [5]byte
	n := 0
	flush := func() {
		for i := n; i < 5; i++ {
			group[i] = 84
		}
		var v uint32
		for _, digit := range group {
			v = v*85 + uint32(digit) // more than 32 bits: wraps, as in viewers
		}
		o.write([]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}[:n-1])
		n = 0
	}
	for _, c := range in {
		switch {
		case o.full():
			return o.bytes, nil
		case isSpace(c):
		case c == 'z' && n == 0:
			o.write([]byte{0, 0, 0, 0})
		case c == '~':
			if n > 1 {
				flush()
			}
			return o.bytes, nil
		case c < '!' || c > 'u':
			return o.bytes, errDamage
		default:
			group[n] = c - '!'
			if n++; n == 5 {
				flush()
			}
		}
	}
	if n > 1 {
		flush()
	}
	return o.bytes, nil
}

func unrun(_ *decoder, in []byte, _ filterParms, limit int64) ([]byte, error) {
	o := newOutput(limit, 2*int64(len(in))+64)
	const end = 128
	for i := 0; i < len(in) && !o.full(); {
		n := int(in[i])
		i++
		switch {
		case n == end:
			return o.bytes, nil
		case n < end:
			if i+n+1 > len(in) {
				o.write(in[i:])
				return o.bytes, errCutOff
			}
			o.write(in[i : i+n+1])
			i += n + 1
		case i == len(in):
			return o.bytes, errCutOff
		default:
			o.write(bytes.Repeat(in[i:i+1], 257-n))
			i++
		}
	}
	return o.bytes, nil
}
