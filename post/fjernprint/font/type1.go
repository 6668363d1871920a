package font

import (
	"bytes"
	"strconv"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// type1Program is a Type 1 font program (Adobe Type 1 Font Format, 1990).
type type1Program struct {
	names  []string // by glyph
	glyphs [][]byte // charstrings, decrypted
	byName map[string]int
	subrs  map[int][]byte
	codes  map[byte]string // the built-in encoding
	matrix geom.Matrix
	bounds geom.Rect
	steps  int // operators that may still be looked at
}

// Keys of the two encryptions (chapter 7 of the format).
const (
	eexecKey      = 55665
	charstringKey = 4330
	leadingBytes  = 4 // random ones before what is encrypted, lenIV of charstrings
)

// decrypt undoes the encryption in place.
func decrypt(data []byte, key uint16) []byte {
	for i, c := range data {
		data[i] = c ^ byte(key>>8)
		key = (uint16(c)+key)*52845 + 22719
	}
	return data
}

// readType1 reads a font, nil when there is none.
func readType1(data []byte) *type1Program {
	data = withoutSegments(data)
	f := &type1Program{
		byName: map[string]int{}, subrs: map[int][]byte{}, codes: map[byte]string{},
		matrix: geom.Matrix{A: 0.001, D: 0.001}, steps: stepsPerByte*len(data) + 1000,
	}
	const mark = "eexec"
	at := bytes.Index(data, []byte(mark))
	if at < 0 {
		return nil
	}
	f.readClear(data[:at])
	secret := bytes.TrimLeft(data[at+len(mark):], " \t\r\n")
	f.readPrivate(decrypt(binaryOf(secret), eexecKey))
	if len(f.glyphs) == 0 {
		return nil
	}
	return f
}

// withoutSegments takes out the headers of the PFB file format, which some writers
// leave in.
func withoutSegments(data []byte) []byte {
	const header = 6 // 80, kind, length in four bytes, the lowest first
	var out []byte
	for rest := data; len(rest) >= header && rest[0] == 0x80 && rest[1] < 3; {
		n := int(rest[2]) | int(rest[3])<<8 | int(rest[4])<<16 | int(rest[5])<<24
		part := cut(rest, header, n)
		out = append(out, part...)
		rest = rest[header+len(part):]
	}
	if out == nil {
		return data
	}
	return out
}

// binaryOf returns a copy of the encrypted part, of which the digits are read if
// it is hexadecimal.
func binaryOf(secret []byte) []byte {
	for _, c := range cut(secret, 0, leadingBytes) {
		if _, ok := hexDigit(c); !ok {
			return bytes.Clone(secret)
		}
	}
	return (&lexer{append([]byte("<"), secret...)}).hex().bytes
}

// readClear reads matrix, box and encoding.
func (f *type1Program) readClear(data []byte) {
	l := lexer{data}
	for t := l.next(); t.kind != kindEnd; t = l.next() {
		if t.kind != kindName {
			continue
		}
		switch string(t.bytes) {
		case "FontMatrix":
			f.matrix = matrixOf(l.numbers(6), f.matrix)
		case "FontBBox":
			if b := l.numbers(4); len(b) == 4 {
				f.bounds = f.matrix.Bounds(geom.Rect{X0: b[0], Y0: b[1], X1: b[2], Y1: b[3]})
			}
		case "Encoding":
			f.readEncoding(&l)
		}
	}
}

// numbers reads n numbers in brackets or braces, fewer when there are no more.
func (l *lexer) numbers(n int) []float64 {
	var out []float64
	for len(out) < n {
		t := l.next()
		v, err := strconv.ParseFloat(string(t.bytes), 64)
		switch {
		case t.kind == kindOpen && len(out) == 0:
		case (t.kind == kindInteger || t.kind == kindWord) && err == nil:
			out = append(out, v)
		default:
			return out
		}
	}
	return out
}

// readEncoding reads "StandardEncoding def", or an array: dup 65 /A put.
func (f *type1Program) readEncoding(l *lexer) {
	code := 0
	for t := l.next(); t.kind != kindEnd; t = l.next() {
		switch {
		case t.is("StandardEncoding"):
			for code, name := range standardEncoding() {
				f.codes[byte(code)] = name
			}
			return
		case t.is("def"), t.is("readonly"):
			return
		case t.kind == kindInteger:
			code = t.number
		case t.kind == kindName && code >= 0 && code < 256:
			f.codes[byte(code)] = string(t.bytes)
		}
	}
}

// readPrivate reads the charstrings of subroutines and glyphs: dup 5 23 RD bytes,
// /A 186 RD bytes. RD may be called -|.
func (f *type1Program) readPrivate(data []byte) {
	l := lexer{data}
	leading := leadingBytes
	var before, last token // the two before an operator
	for {
		t := l.next()
		switch {
		case t.kind == kindEnd:
			return
		case t.kind == kindInteger && last.kind == kindName && string(last.bytes) == "lenIV":
			leading = min(max(t.number, -1), 16)
		case (t.is("RD") || t.is("-|")) && last.kind == kindInteger:
			code := cut(l.rest, 1, last.number)
			l.rest = l.rest[min(len(l.rest), 1+len(code)):]
			if leading >= 0 { // -1: not encrypted
				code = decrypt(code, charstringKey)
				code = code[min(leading, len(code)):]
			}
			switch before.kind {
			case kindInteger:
				if before.number >= 0 && before.number < 1<<16 {
					f.subrs[before.number] = code
				}
			case kindName:
				if name := string(before.bytes); len(name) <= maxGlyphName && len(f.glyphs) < 1<<16 {
					f.byName[name] = len(f.glyphs)
					f.names, f.glyphs = append(f.names, name), append(f.glyphs, code)
				}
			}
		}
		before, last = last, t
	}
}

func (f *type1Program) simple(code byte, glyph string, _ bool) (int, bool) {
	if glyph == "" {
		glyph = f.codes[code]
	}
	gid, ok := f.byName[glyph]
	return gid, ok
}

func (f *type1Program) cid(cid uint32) (int, bool) {
	return int(cid), int64(cid) < int64(len(f.glyphs))
}

func (f *type1Program) text(gid int) string {
	if gid < 0 || gid >= len(f.names) {
		return ""
	}
	return textOf(f.names[gid])
}

func (f *type1Program) weight() int { return len(f.byName) + len(f.subrs) }

func (f *type1Program) frame() (geom.Rect, bool) { return f.bounds, !f.bounds.Empty() }

func (f *type1Program) outline(gid int) (outline, bool) {
	c := charstring1{program: f}
	if gid < 0 || gid >= len(f.glyphs) || !c.run(f.glyphs[gid], 0) {
		return outline{}, false
	}
	if !c.any {
		return outline{blank: true}, true
	}
	r := f.matrix.Bounds(c.Rect)
	return outline{box: r}, sane(r)
}

func (f *type1Program) width(gid int) (float64, bool) {
	c := charstring1{program: f}
	if gid < 0 || gid >= len(f.glyphs) || !c.run(f.glyphs[gid], 0) {
		return 0, false
	}
	w := c.width * f.matrix.A
	return w, w >= -maxWidth && w <= maxWidth
}
