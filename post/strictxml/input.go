package strictxml

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

const (
	firstBuffer = 4 << 10 // enough for a letter without documents
	fullBuffer  = 32 << 10
)

var errTooLarge = errors.New("document too large")

// limited counts what comes from the source, stops beyond max, and repeats its last error.
type limited struct {
	r    io.Reader
	left int64
	err  error
}

func (l *limited) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		n, err = 0, errTooLarge
	}
	l.err = err
	return n, err
}

// input is the window over the document, always UTF-8 or refused.
type input struct {
	src    io.Reader
	buf    []byte
	r, w   int
	base   int64 // offset of buf[0]
	lines  int   // newlines before buf[0]
	err    error // from src, given out when the window is empty
	latin1 bool  // read bytes that are not UTF-8 as ISO-8859-1
	usedIt bool  // ... and that has happened
}

func newInput(r io.Reader, o Options) input {
	return input{
		src:    &limited{r: r, left: o.MaxBytes},
		buf:    make([]byte, firstBuffer),
		latin1: o.Latin1Fallback,
	}
}

func (in *input) offset() int64 { return in.base + int64(in.r) }

func (in *input) line() int { return in.lines + bytes.Count(in.buf[:in.r], []byte{'\n'}) + 1 }

// drop forgets what lies before the window.
func (in *input) drop() {
	in.lines += bytes.Count(in.buf[:in.r], []byte{'\n'})
	in.base += int64(in.r)
	rest := in.w - in.r
	if in.w == len(in.buf) && len(in.buf) < fullBuffer { // it was full once: there is more to come
		next := make([]byte, fullBuffer)
		copy(next, in.buf[in.r:in.w])
		in.buf = next
	} else {
		copy(in.buf, in.buf[in.r:in.w])
	}
	in.r, in.w = 0, rest
}

// fill makes at least one byte available. Slices of the window die with it.
func (in *input) fill() error {
	if in.r < in.w {
		return nil
	}
	return in.ensure(1)
}

// ensure makes n bytes available unless the document ends before.
func (in *input) ensure(n int) error {
	if in.w-in.r >= n {
		return nil
	}
	in.drop()
	for idle := 0; in.w < n && in.err == nil; {
		var m int
		m, in.err = in.src.Read(in.buf[in.w:])
		in.w += m
		if m > 0 {
			idle = 0
		} else if idle++; idle > 100 && in.err == nil {
			in.err = io.ErrNoProgress
		}
	}
	if in.w > 0 {
		return nil
	}
	return in.err
}

// peek shows the next byte without taking it; any error is the source's, io.EOF at the end.
func (in *input) peek() (byte, error) {
	if in.r == in.w {
		if err := in.fill(); err != nil {
			return 0, err
		}
	}
	return in.buf[in.r], nil
}

func (in *input) take() (byte, error) {
	b, err := in.peek()
	if err == nil {
		in.r++
	}
	return b, err
}

// hasPrefix reports whether p comes next, and takes it if so.
func (in *input) hasPrefix(p string) bool {
	if err := in.ensure(len(p)); err != nil {
		return false
	}
	if in.w-in.r < len(p) || string(in.buf[in.r:in.r+len(p)]) != p {
		return false
	}
	in.r += len(p)
	return true
}

var errNotUTF8 = errors.New("not UTF-8")

// takeRune takes one character.
func (in *input) takeRune() (rune, error) {
	b, err := in.peek()
	if err != nil {
		return 0, err
	}
	if b < utf8.RuneSelf {
		in.r++
		return rune(b), nil
	}
	if err := in.ensure(utf8.UTFMax); err != nil {
		return 0, err
	}
	r, n := utf8.DecodeRune(in.buf[in.r:in.w])
	if r == utf8.RuneError && n == 1 {
		if !in.latin1 {
			return 0, errNotUTF8
		}
		in.usedIt = true
		r = rune(b)
	}
	in.r += n
	return r, nil
}

// decode switches what is left of the document to another charset.
func (in *input) decode(e encoding.Encoding) {
	rest := bytes.Clone(in.buf[in.r:in.w])
	in.w = in.r
	in.drop()
	in.src = transform.NewReader(io.MultiReader(bytes.NewReader(rest), in.src), e.NewDecoder())
	in.err = nil
}

// charset looks an encoding name up; nil, true is UTF-8.
func charset(name string) (encoding.Encoding, bool) {
	switch strings.ToLower(name) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return nil, true
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1":
		return charmap.ISO8859_1, true
	case "iso-8859-15", "iso8859-15", "iso_8859-15":
		return charmap.ISO8859_15, true
	case "windows-1252", "cp1252":
		return charmap.Windows1252, true
	}
	return nil, false
}
