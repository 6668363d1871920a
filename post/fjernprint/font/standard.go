package font

import "strings"

// plain takes dashes, commas and blanks out of a font name and writes it in
// capitals.
func plain(name string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", ",", "", " ", "").Replace(name))
}

// families are the words by which a font name is taken for one of the base 14 or
// an alias of it (FP-030), and the fonts that stand for it: regular, bold, italic,
// bold italic.
var families = []struct {
	word  string
	fonts [4]string
}{
	{"TIMES", [4]string{"Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"}},
	{"COURIER", [4]string{"Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"}},
	{"HELVETICA", [4]string{"Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"}},
	{"ARIAL", [4]string{"Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"}},
	{"ZAPFDINGBATS", [4]string{dingbatsFont, dingbatsFont, dingbatsFont, dingbatsFont}},
	{"SYMBOL", [4]string{symbolFont, symbolFont, symbolFont, symbolFont}},
}

// standard is the font of the base 14 that a name stands for, false when it stands
// for none.
func standard(name string) (face, bool) {
	name = plain(name)
	for _, f := range families {
		if !strings.Contains(name, f.word) {
			continue
		}
		style := 0
		if strings.Contains(name, "BOLD") {
			style++
		}
		if strings.Contains(name, "ITALIC") || strings.Contains(name, "OBLIQUE") {
			style += 2
		}
		return faceOf(f.fonts[style])
	}
	return face{}, false
}

// untagged takes the tag of a subset, six capitals and a plus, off a font name
// (9.6.4).
func untagged(name string) string {
	const tag = 6
	if len(name) <= tag || name[tag] != '+' {
		return name
	}
	for i := range tag {
		if name[i] < 'A' || name[i] > 'Z' {
			return name
		}
	}
	return name[tag+1:]
}
