package ink

import (
	"bytes"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pixels"
)

// abbreviations are the keys and values of inline images that have a long form
// (tables 93 and 94), as far as they are needed to find the end of the data.
var abbreviations = map[string]string{
	"BPC": "BitsPerComponent", "CS": "ColorSpace", "F": "Filter", "H": "Height",
	"IM": "ImageMask", "W": "Width", "L": "Length",
	"AHx": "ASCIIHexDecode", "A85": "ASCII85Decode",
	"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed",
}

func full(name string) string {
	if long, ok := abbreviations[name]; ok {
		return long
	}
	return name
}

// maxInline is how many keys and values an inline image may have.
const maxInline = 128

// inlineImage is BI: the keys, ID, the data, EI (8.9.7).
func (r *run) inlineImage([]operand) error {
	l := &r.s.lex
	word := l.next()
	switch {
	case string(word) != "ID": // no image
		r.damage()
		return nil
	case len(l.operands) > maxInline:
		r.damage()
		l.operands = l.operands[:0]
	}
	dict := l.dictOf(l.operands, 4)
	if l.pos < len(l.src) && classes[l.src[l.pos]] == white {
		if l.src[l.pos] == '\r' && l.pos+1 < len(l.src) && l.src[l.pos+1] == '\n' {
			l.pos++
		}
		l.pos++
	}
	space, err := r.inlineSpace(dict)
	if err != nil {
		return err
	}
	data, err := r.inlineData(dict, space)
	if err != nil {
		return err
	}
	return r.paintImage(func() *pixels.Picture {
		return pixels.Load(r.d, &types.StreamDict{Dict: dict, Raw: data}, r.s.res.dict, true)
	})
}

// inlineValue finds a key in its short or long form.
func inlineValue(dict types.Dict, long string) types.Object {
	if o, ok := dict[long]; ok {
		return o
	}
	for short, name := range abbreviations {
		if name == long && dict[short] != nil {
			return dict[short]
		}
	}
	return nil
}

// inlineSpace tells how many components a pixel has; 0 if that is unknown.
func (r *run) inlineSpace(dict types.Dict) (components int, err error) {
	if mask, _ := inlineValue(dict, "ImageMask").(types.Boolean); bool(mask) {
		return 1, nil
	}
	switch o := inlineValue(dict, "ColorSpace").(type) {
	case types.Name:
		s, err := r.space([]byte(full(string(o))))
		if err != nil {
			return 0, err
		}
		return s.n, nil
	case types.Array:
		if len(o) > 0 && full(r.d.Name(o[0])) == "Indexed" {
			return 1, nil
		}
		l := r.spaceLoader()
		return l.load(o, 0).n, l.err
	}
	return 0, nil
}

// inlineData takes the data and the EI behind it. Their length is computed if
// nothing compresses them, stated (PDF 2.0), or where the filter ends; otherwise
// the data end at the first EI after which content goes on that makes sense, or
// at the first EI at all. What is searched is charged.
func (r *run) inlineData(dict types.Dict, components int) ([]byte, error) {
	l := &r.s.lex
	src := l.src[l.pos:]
	lengths := r.inlineLengths(dict, components, src)
	for _, n := range lengths {
		if after, ok := endsImage(src, n); ok {
			l.pos += after
			return src[:n], r.charge(n / bytesPerOperator)
		}
	}
	candidates := 0
	length, end, searched := len(src), len(src), len(src)
	for from, first := 0, true; ; {
		n := bytes.Index(src[from:], []byte("EI"))
		if n < 0 {
			if first || len(lengths) > 0 {
				r.damage()
			}
			break
		}
		n += from
		from = n + 2
		if n > 0 && classes[src[n-1]] != white {
			continue
		}
		after, ok := endsImage(src, n)
		if !ok {
			continue
		}
		candidates++
		sense := goesOn(r.in.operators, src[after:])
		if sense || first {
			length, end, first = max(n-1, 0), after, false
		}
		if sense {
			searched = n
			break
		}
	}
	l.pos += end
	return src[:length], r.charge(candidates + searched/bytesPerOperator)
}

// inlineLengths are how long the data may be, as far as anything tells.
func (r *run) inlineLengths(dict types.Dict, components int, src []byte) []int {
	var out []int
	if n, ok := r.d.Number(inlineValue(dict, "Length")); ok {
		out = append(out, int(clamp(n, 0, huge)))
	}
	filter := inlineValue(dict, "Filter")
	if a, ok := filter.(types.Array); ok {
		filter = nil
		if len(a) > 0 {
			filter = a[0]
		}
	}
	if filter == nil {
		if n := r.rawLength(dict, components); n >= 0 {
			out = append(out, n)
		}
	}
	if terminator := textFilters[full(r.d.Name(filter))]; terminator != "" {
		const most = 1 << 20 // an inline image is small: 4 KiB, says 8.9.7
		if n := bytes.Index(src[:min(len(src), most)], []byte(terminator)); n >= 0 {
			out = append(out, n+len(terminator))
		}
	}
	return out
}

// textFilters are those whose data say themselves where they end.
var textFilters = map[string]string{"ASCIIHexDecode": ">", "ASCII85Decode": "~>"}

// rawLength is how long uncompressed data are; -1 if that is unknown.
func (r *run) rawLength(dict types.Dict, components int) int {
	w, okW := r.d.Number(inlineValue(dict, "Width"))
	h, okH := r.d.Number(inlineValue(dict, "Height"))
	bits, okBits := r.d.Number(inlineValue(dict, "BitsPerComponent"))
	if mask, _ := inlineValue(dict, "ImageMask").(types.Boolean); bool(mask) {
		bits, okBits = 1, true
	}
	if !okW || !okH || !okBits || components == 0 || !(w >= 0 && h >= 0 && w < 1<<20 && h < 1<<20 && bits >= 1 && bits <= 16) {
		return -1
	}
	return (int(w)*components*int(bits) + 7) / 8 * int(h)
}

// endsImage reports whether EI stands behind n bytes of data, and where it ends.
func endsImage(src []byte, n int) (after int, ok bool) {
	if n < 0 || n > len(src) {
		return 0, false
	}
	for n < len(src) && classes[src[n]] == white {
		n++
	}
	if !bytes.HasPrefix(src[n:], []byte("EI")) {
		return 0, false
	}
	n += 2
	return n, n == len(src) || classes[src[n]] != regular
}

// goesOn reports whether what follows reads like content: three operators of the
// table, or all there are. Behind the BI of another image there is no telling.
func goesOn(table map[string]operator, src []byte) bool {
	l := lexer{src: src[:min(len(src), 256)]}
	for range 3 {
		w := l.next()
		if w == nil || l.pos == len(l.src) { // at the end, perhaps cut there
			return !l.damaged || len(src) > len(l.src)
		}
		if _, ok := table[string(w)]; !ok || l.damaged {
			return false
		}
		if string(w) == "BI" {
			return true
		}
	}
	return true
}
