package specimen

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// setting is how text is set: the font of a document, its measures, and how a
// shown string is written.
type setting struct {
	font ref
	face *typeface
	wide bool // two bytes a glyph
}

// shown writes a string for the show operators.
func (s setting) shown(text string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, c := range text {
		switch {
		case s.wide:
			fmt.Fprintf(&b, "%04X", s.face.glyph(c).id)
		case c < 256:
			fmt.Fprintf(&b, "%02X", c)
		default:
			fmt.Fprintf(&b, "%02X", '?')
		}
	}
	return b.String() + ">"
}

// simple embeds a family as a TrueType font of single bytes (WinAnsiEncoding).
func (d *document) simple(f family) setting {
	font := d.shared("F "+f.name(), func() ref {
		return d.add("<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [%s] /FontDescriptor %v >>",
			f.name(), d.faces[f].widths(), d.descriptor(f))
	})
	return setting{font: font, face: d.faces[f]}
}

// composite embeds a family as a Type 0 font of two bytes (Identity-H), as most
// writers of today do.
func (d *document) composite(f family) setting {
	font := d.shared("C "+f.name(), func() ref {
		descendant := d.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s %s /CIDToGIDMap /Identity /FontDescriptor %v >>",
			f.name(), d.faces[f].cids(), d.descriptor(f))
		return d.add("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%v] /ToUnicode %v >>", f.name(), descendant, d.toUnicode(f))
	})
	return setting{font: font, face: d.faces[f], wide: true}
}

// cids are the entries of a CIDFont whose CIDs are glyphs: system and widths.
func (t *typeface) cids() string {
	var widths strings.Builder
	for _, c := range slices.Sorted(maps.Keys(t.glyphs)) {
		g := t.glyphs[c]
		fmt.Fprintf(&widths, "%d [%s] ", g.id, number(g.advance))
	}
	return fmt.Sprintf("/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 0 /W [%s]", widths.String())
}

// toUnicode tells the characters of such a font.
func (d *document) toUnicode(f family) ref {
	return d.shared("toUnicode "+f.name(), func() ref {
		t := d.faces[f]
		var lines []string
		for _, c := range slices.Sorted(maps.Keys(t.glyphs)) {
			lines = append(lines, fmt.Sprintf("<%04X> <%04X>\n", t.glyphs[c].id, c))
		}
		// A CMap takes at most 100 lines in one section.
		var sections strings.Builder
		for len(lines) > 0 {
			k := min(100, len(lines))
			fmt.Fprintf(&sections, "%d beginbfchar\n%sendbfchar\n", k, strings.Join(lines[:k], ""))
			lines = lines[k:]
		}
		return d.stream("", []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
			"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
			"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"+sections.String()+
			"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"))
	})
}

// descriptor is shared by both kinds.
func (d *document) descriptor(f family) ref {
	return d.shared("descriptor "+f.name(), func() ref {
		t := d.faces[f]
		program := d.raw(fmt.Sprintf("/Length1 %d /Filter /FlateDecode", len(t.program)), t.packed)
		return d.add("<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [%s] /ItalicAngle 0 /Ascent 945 /Descent -211 /CapHeight 730 /StemV 80 /FontFile2 %v >>",
			f.name(), numbers(t.box.X0, t.box.Y0, t.box.X1, t.box.Y1), program)
	})
}

// widths are those of the 224 codes of a simple font.
func (t *typeface) widths() string {
	all := make([]float64, 0, 224)
	for c := ' '; c < 256; c++ {
		all = append(all, t.glyphs[c].advance)
	}
	return numbers(all...)
}

// foreign names a font and leaves its program out. Its glyphs are as wide as those
// of Go Regular.
func (d *document) foreign(name string) setting {
	font := d.shared("foreign "+name, func() ref {
		t := d.faces[regular]
		descriptor := d.add("<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [%s] /ItalicAngle 0 /Ascent 945 /Descent -211 /CapHeight 730 /StemV 80 >>",
			name, numbers(t.box.X0, t.box.Y0, t.box.X1, t.box.Y1))
		return d.add("<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [%s] /FontDescriptor %v >>",
			name, t.widths(), descriptor)
	})
	return setting{font: font, face: d.faces[regular]}
}

// standard is one of the fonts that every viewer has. Its glyphs are about as wide
// as those of Go Regular.
func (d *document) standard(name string) setting {
	font := d.shared("standard "+name, func() ref {
		return d.add("<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>", name)
	})
	return setting{font: font, face: d.faces[regular]}
}

// squares is a Type 3 font in which "a" is a black square of one em.
func (d *document) squares() ref {
	return d.shared("squares", func() ref {
		glyph := d.stream("", []byte("1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f"))
		return d.add("<< /Type /Font /Subtype /Type3 /Name /Squares /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 97 /Widths [1000] "+
			"/Encoding << /Type /Encoding /Differences [97 /square] >> /CharProcs << /square %v >> /Resources << >> >>", glyph)
	})
}
