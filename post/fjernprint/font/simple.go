package font

import (
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// simple is a font of single-byte codes (9.6): Type 1, TrueType and Type 3.
type simple struct {
	descriptor
	encoded
	shape     shape
	first     int // FirstChar
	widths    []float64
	standIn   face // measures of a font of the base 14 that is not embedded
	stoodIn   bool
	toUnicode *cmap
	byCode    bool // glyphs of the program are found by code before name
	dingbats  bool // glyph names are those of ZapfDingbats
	drawn     *drawn

	index [256]uint16 // 1 + index of made
	made  []Glyph
}

// encoded is what Encoding says (9.6.6).
type encoded struct {
	base        encoding // nil: the font's own
	plain       bool     // stated by name, with no Differences
	differences map[byte]string
}

// name is the name of a glyph, "" for what only the font itself knows.
func (e encoded) name(code byte) string {
	if n, ok := e.differences[code]; ok {
		return n
	}
	if e.base == nil {
		return ""
	}
	return e.base[code]
}

// readEncoding reads Encoding. The error is a *pdf.LimitError.
func readEncoding(d *pdf.Document, o types.Object) (encoded, error) {
	if name := d.Name(o); name != "" {
		base := namedEncoding(name)
		return encoded{base: base, plain: base != nil}, nil
	}
	dict := d.Dict(o)
	e := encoded{base: namedEncoding(d.Name(dict["BaseEncoding"]))}
	list := d.Array(dict["Differences"])
	if err := d.Spend(pdf.Operators, len(list)); err != nil {
		return e, err
	}
	if len(list) > 0 {
		e.differences = make(map[byte]string, min(len(list), 256))
	}
	code := 0
	for _, item := range list {
		if n, ok := d.Number(item); ok {
			code = int(min(max(n, math.MinInt16), 256))
			continue
		}
		if name := d.Name(item); name != "" && code >= 0 && code < 256 {
			e.differences[byte(code)] = name
		}
		code = min(code+1, 256)
	}
	e.plain = e.base != nil && e.differences == nil
	return e, nil
}

// loadSimple reads a Type 1, MMType1 or TrueType font.
func loadSimple(d *pdf.Document, f *Font, dict types.Dict) error {
	s := &simple{}
	f.simple = s
	var err error
	if s.descriptor, err = readDescriptor(d, dict["FontDescriptor"]); err != nil {
		return err
	}
	if err := s.load(d, dict); err != nil {
		return err
	}
	f.Embedded = s.embedded
	s.standIn, f.Standard = standard(f.Name)
	s.stoodIn = f.Standard && !s.embedded
	s.dingbats = f.Standard && s.standIn.table.fonts[0] == dingbatsFont
	s.shape = shapeOf(s.descriptor)
	// PDF says that a symbolic font is asked by code. Readers still believe an
	// encoding that is stated whole.
	s.byCode = s.symbolic() && !s.plain
	if s.base == nil {
		s.base = s.implicit(f)
	}
	return nil
}

// load reads what all simple fonts have.
func (s *simple) load(d *pdf.Document, dict types.Dict) (err error) {
	if s.encoded, err = readEncoding(d, dict["Encoding"]); err != nil {
		return err
	}
	if s.toUnicode, err = readToUnicode(d, dict["ToUnicode"]); err != nil {
		return err
	}
	first, _ := d.Number(dict["FirstChar"])
	s.first = int(min(max(first, 0), 256))
	widths := d.Array(dict["Widths"])
	s.widths = make([]float64, min(len(widths), 256-s.first))
	for i := range s.widths {
		s.widths[i], _ = em(d, widths[i])
	}
	return nil
}

// implicit is the encoding of a font that states none, nil for one that only its
// program knows.
func (s *simple) implicit(f *Font) encoding {
	switch {
	case s.stoodIn && s.standIn.table.codes != nil:
		return s.standIn.table.codes
	case s.embedded && (s.symbolic() || f.Subtype != trueType && s.program != nil):
		return nil
	case !s.embedded && f.Subtype == trueType:
		return winAnsi() // what they are made with; the standard one has no Danish letters
	}
	return standardEncoding()
}

// glyph is made at the first use of its code.
func (s *simple) glyph(code byte) *Glyph {
	if at := s.index[code]; at > 0 {
		return &s.made[at-1]
	}
	s.made = append(s.made, s.build(code))
	s.index[code] = uint16(len(s.made))
	return &s.made[len(s.made)-1]
}

func (s *simple) build(code byte) Glyph {
	name := s.name(code)
	gid, found := 0, false
	if s.program != nil {
		gid, found = s.program.simple(code, name, s.byCode)
	}
	m, measured := measure{}, false
	if s.stoodIn {
		m, measured = s.standIn.measure(name)
	}
	g := Glyph{Code: uint32(code), WordSpace: code == ' ', Text: s.text(code, name, gid)}
	g.Width = s.width(code, m, measured, gid, found)
	if found {
		if o, ok := s.program.outline(gid); ok {
			g.Box, g.Blank = o.box, o.blank
			return g
		}
	}
	switch {
	case s.drawn != nil:
		g.Box, g.Blank = s.drawn.box, s.drawn.procs[g.Code] == nil
	case measured && !m.box.Empty(): // that of the Euro, added late, was never measured
		g.Box = s.standIn.box(name, m, g.Width)
	default:
		g.Box, g.Blank = s.shape.ofWidth(g.Width, g.Text), blank(g.Text)
	}
	return g
}

func (s *simple) text(code byte, name string, gid int) string {
	if s.toUnicode != nil {
		if t := s.toUnicode.text(uint32(code)); t != "" {
			return t
		}
	}
	if s.dingbats && name != "" {
		if at := slices.Index(s.standIn.table.codes[:], name); at >= 0 {
			return dingbat(byte(at))
		}
	}
	if name != "" || s.program == nil {
		return textOf(name)
	}
	return s.program.text(gid)
}

// width follows Widths, MissingWidth, the base 14 and the program, in this order.
func (s *simple) width(code byte, m measure, measured bool, gid int, found bool) float64 {
	if i := int(code) - s.first; i >= 0 && i < len(s.widths) {
		return s.widths[i]
	}
	switch {
	case measured:
		return m.width
	case s.hasMissing:
		return s.missing
	case found:
		w, _ := s.program.width(gid)
		return w
	}
	return 0
}
