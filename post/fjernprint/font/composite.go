package font

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// composite is a Type 0 font (9.7).
type composite struct {
	descriptor
	shape     shape
	encoding  *cmap
	toUnicode *cmap
	toGID     []byte // CIDToGIDMap, nil for Identity
	width     float64
	widths    spans[float64]
	vertical  verticals

	pages [256]*[256]uint16 // two-byte codes: 1 + index of glyphs
	other map[uint64]uint16 // the same of other codes, by length and code
	made  []Glyph
}

// verticals are the measures of vertical writing (9.7.4.3).
type verticals struct {
	on         bool
	y, advance float64 // DW2
	own        spans[[3]float64]
}

// Defaults of a CIDFont (table 117).
const (
	defaultWidth     = 1.0
	defaultPositionY = 0.88
	defaultAdvance   = -1.0
)

// loadComposite reads a Type 0 font and its descendant.
func loadComposite(d *pdf.Document, f *Font, dict types.Dict) error {
	c := &composite{width: defaultWidth, other: map[uint64]uint16{}}
	c.vertical = verticals{y: defaultPositionY, advance: defaultAdvance}
	f.composite = c
	var cid types.Dict
	if descendants := d.Array(dict["DescendantFonts"]); len(descendants) > 0 {
		cid = d.Dict(descendants[0])
	}
	if f.Name == "" {
		f.Name = untagged(d.Name(cid["BaseFont"]))
	}
	var err error
	if c.descriptor, err = readDescriptor(d, cid["FontDescriptor"]); err != nil {
		return err
	}
	f.Embedded = c.embedded
	_, f.Standard = standard(f.Name)
	c.shape = shapeOf(c.descriptor)
	if c.encoding, err = readCMapStream(d, dict["Encoding"], nil); err != nil {
		return err
	}
	if c.encoding == nil {
		c.encoding = predefinedCMap("") // it is required, so this one is broken
	}
	if c.toUnicode, err = readToUnicode(d, dict["ToUnicode"]); err != nil {
		return err
	}
	if stream := d.Stream(cid["CIDToGIDMap"]); stream != nil {
		content, _, err := d.Decode(stream)
		if limit := limitOf(err); limit != nil {
			return limit
		}
		c.toGID = content
	}
	f.Vertical = c.encoding.vertical
	c.vertical.on = f.Vertical
	return c.readWidths(d, cid)
}

// readWidths reads DW, W, DW2 and W2.
func (c *composite) readWidths(d *pdf.Document, cid types.Dict) error {
	if w, ok := em(d, cid["DW"]); ok {
		c.width = w
	}
	if err := readRuns(d, cid["W"], 1, func(lo, hi uint32, v []float64) { c.widths.add(lo, hi, v[0]) }); err != nil {
		return err
	}
	c.widths.seal()
	if !c.vertical.on {
		return nil
	}
	if dw2 := d.Array(cid["DW2"]); len(dw2) >= 2 {
		c.vertical.y, _ = em(d, dw2[0])
		c.vertical.advance, _ = em(d, dw2[1])
	}
	err := readRuns(d, cid["W2"], 3, func(lo, hi uint32, v []float64) { c.vertical.own.add(lo, hi, [3]float64(v)) })
	c.vertical.own.seal()
	return err
}

// readRuns reads W or W2: c [v ...], which gives n values to each CID from c on, or
// first last v ..., which gives all of them the same n.
func readRuns(d *pdf.Document, o types.Object, n int, add func(lo, hi uint32, values []float64)) error {
	list := d.Array(o)
	if err := d.Spend(pdf.Operators, len(list)); err != nil {
		return err
	}
	values := make([]float64, n)
	read := func(from types.Array) {
		for i := range values {
			values[i], _ = em(d, from[i])
		}
	}
	for i := 0; i+1 < len(list); {
		lo, ok := cidOf(d, list[i])
		if !ok {
			i++
			continue
		}
		if each := d.Array(list[i+1]); each != nil {
			if err := d.Spend(pdf.Operators, len(each)); err != nil {
				return err
			}
			for ; len(each) >= n && lo <= maxCID; lo++ {
				read(each)
				add(lo, lo, values)
				each = each[n:]
			}
			i += 2
			continue
		}
		hi, ok := cidOf(d, list[i+1])
		if !ok || i+2+n > len(list) {
			i++
			continue
		}
		read(list[i+2:])
		add(lo, hi, values)
		i += 2 + n
	}
	return nil
}

func cidOf(d *pdf.Document, o types.Object) (uint32, bool) {
	n, ok := d.Number(o)
	if !ok || n < 0 || n > maxCID {
		return 0, false
	}
	return uint32(n), true
}

// append splits a shown string.
func (c *composite) append(into []Glyph, shown []byte) []Glyph {
	for len(shown) > 0 {
		code, n := c.encoding.next(shown)
		shown = shown[n:]
		into = append(into, c.glyph(code, n))
	}
	return into
}

// maxKept is how many glyphs of a font are kept; there are as many two-byte codes.
const maxKept = 1<<16 - 1

// glyph is made at the first use of its code.
func (c *composite) glyph(code uint32, n int) Glyph {
	if n != 2 {
		key := uint64(n)<<32 | uint64(code)
		if at := c.other[key]; at > 0 {
			return c.made[at-1]
		}
		g := c.build(code, n)
		if len(c.made) < maxKept {
			c.made = append(c.made, g)
			c.other[key] = uint16(len(c.made))
		}
		return g
	}
	page := c.pages[code>>8&0xFF]
	if page == nil {
		page = &[256]uint16{}
		c.pages[code>>8&0xFF] = page
	}
	if at := page[code&0xFF]; at > 0 {
		return c.made[at-1]
	}
	g := c.build(code, n)
	if len(c.made) < maxKept {
		c.made = append(c.made, g)
		page[code&0xFF] = uint16(len(c.made))
	}
	return g
}

func (c *composite) build(code uint32, n int) Glyph {
	g := Glyph{Code: code, Width: c.width, WordSpace: n == 1 && code == ' '}
	cid, known := c.encoding.cid(code)
	if known {
		if s := c.widths.find(cid); s != nil {
			g.Width = s.value
		}
	}
	gid, found := 0, false
	if known && c.program != nil {
		if c.toGID != nil {
			gid, found = u16(c.toGID, int(2*cid)), int(2*cid)+2 <= len(c.toGID)
		} else {
			gid, found = c.program.cid(cid)
		}
	}
	if c.toUnicode != nil {
		g.Text = c.toUnicode.text(code)
	}
	if g.Text == "" {
		g.Text = c.encoding.text(code)
	}
	if g.Text == "" && found {
		g.Text = c.program.text(gid)
	}
	told := false
	if found {
		var o outline
		if o, told = c.program.outline(gid); told {
			g.Box, g.Blank = o.box, o.blank
		}
	}
	if !told {
		g.Box, g.Blank = c.shape.ofWidth(g.Width, g.Text), blank(g.Text)
	}
	if c.vertical.on {
		c.vertical.turn(&g, cid, known)
	}
	return g
}

// turn makes a glyph that is written horizontally one of vertical writing, whose
// origin lies above the middle of it.
func (v *verticals) turn(g *Glyph, cid uint32, known bool) {
	x, y, advance := g.Width/2, v.y, v.advance
	if known {
		if s := v.own.find(cid); s != nil {
			advance, x, y = s.value[0], s.value[1], s.value[2]
		}
	}
	g.Width = advance
	g.Box.X0, g.Box.X1 = g.Box.X0-x, g.Box.X1-x
	g.Box.Y0, g.Box.Y1 = g.Box.Y0-y, g.Box.Y1-y
}
