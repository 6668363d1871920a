package specimen

import (
	"fmt"
	"strings"
)

// outlined embeds Go Regular in another form of font program. own says that the
// program's encoding counts, otherwise the PDF states one.
func (d *document) outlined(form string, own bool) setting {
	wide := strings.HasPrefix(form, "CID")
	font := d.shared(fmt.Sprint("outlined ", form, own), func() ref {
		glyphs, err := outlines()
		if err != nil {
			return d.add("null") // a font of the Go project that cannot be read: typefaces has said so
		}
		const name = "BREVDU+GoOther"
		var program ref
		key := "FontFile3"
		switch form {
		case "Type1":
			data, clear, secret := type1(name, glyphs)
			program, key = d.stream(fmt.Sprintf("/Length1 %d /Length2 %d /Length3 %d", clear, secret, len(data)-clear-secret), data), "FontFile"
		case "Type1C":
			program = d.stream("/Subtype /Type1C", cff(name, glyphs, false))
		case "OpenType":
			program = d.stream("/Subtype /OpenType", openType(cff(name, glyphs, false), glyphs))
		case "CIDFontType0C":
			program = d.stream("/Subtype /CIDFontType0C", cff(name, glyphs, true))
		case "CID OpenType":
			program = d.stream("/Subtype /OpenType", openType(cff(name, glyphs, true), glyphs))
		}
		flags := 32
		if own {
			flags = 4
		}
		descriptor := d.add("<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [-200 -300 1200 1000] /ItalicAngle 0 /Ascent 945 /Descent -211 /CapHeight 730 /StemV 80 /%s %v >>",
			name, flags, key, program)
		if wide {
			descendant := d.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%s %s /FontDescriptor %v >>", name, d.faces[regular].cids(), descriptor)
			return d.add("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%v] /ToUnicode %v >>", name, descendant, d.toUnicode(regular))
		}
		encoding := ""
		if !own {
			var names strings.Builder
			for _, g := range glyphs {
				if g.char < 256 {
					fmt.Fprintf(&names, "%d /%s ", g.char, g.name)
				}
			}
			encoding = fmt.Sprintf("/Encoding << /Type /Encoding /Differences [%s] >>", names.String())
		}
		return d.add("<< /Type /Font /Subtype /Type1 /BaseFont /%s %s /FirstChar 32 /LastChar 255 /Widths [%s] /FontDescriptor %v >>",
			name, encoding, d.faces[regular].widths(), descriptor)
	})
	return setting{font: font, face: d.faces[regular], wide: wide}
}

// vertical embeds a family for writing from top to bottom, with the measures that a
// font without any has, or with others.
func (d *document) vertical(f family, measures string) setting {
	font := d.shared("V "+f.name()+measures, func() ref {
		descendant := d.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s %s %s /CIDToGIDMap /Identity /FontDescriptor %v >>",
			f.name(), d.faces[f].cids(), measures, d.descriptor(f))
		return d.add("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-V /DescendantFonts [%v] /ToUnicode %v >>", f.name(), descendant, d.toUnicode(f))
	})
	return setting{font: font, face: d.faces[f], wide: true}
}

// japanese names a font of another script, whose program is left out, with a
// predefined CMap whose codes below 128 are ASCII.
func (d *document) japanese() setting {
	font := d.shared("japanese", func() ref {
		descendant := d.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /W [1 632 500] " +
			"/FontDescriptor << /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [-170 -331 1024 903] /ItalicAngle 0 /Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >> >>")
		return d.add("<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light-90ms-RKSJ-H /Encoding /90ms-RKSJ-H /DescendantFonts [%v] >>", descendant)
	})
	return setting{font: font, face: d.faces[regular]}
}

// symbols is one of the two standard fonts with an encoding of their own.
func (d *document) symbols(name string) setting {
	font := d.shared("symbols "+name, func() ref { return d.add("<< /Type /Font /Subtype /Type1 /BaseFont /%s >>", name) })
	return setting{font: font, face: d.faces[regular]}
}

// flags is a Type 3 font of glyphs in colours of their own: "a" is a red triangle,
// "b" a picture, "c" a line, "d" white. Its em leans, and what it says of its box
// is wrong.
func (d *document) flags() ref {
	return d.shared("flags", func() ref {
		glyph := func(content string) ref { return d.stream("", []byte("1000 0 d0 "+content)) }
		return d.add("<< /Type /Font /Subtype /Type3 /Name /Flag /FontBBox [0 0 10 10] /FontMatrix [0.001 0 0.0003 0.001 0 0] /FirstChar 97 /LastChar 100 /Widths [1000 1000 1000 1000] "+
			"/Encoding << /Type /Encoding /Differences [97 /red /picture /line /white] >> /CharProcs << /red %v /picture %v /line %v /white %v >> /Resources << >> >>",
			glyph("1 0 0 rg 0 -200 m 1200 0 l 600 900 l f"),
			glyph("q 800 0 0 800 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00FFFF00> EI Q"),
			glyph("80 w 0 0 1 RG -100 300 m 900 300 l S"),
			glyph("1 g 0 0 900 900 re f"))
	})
}
