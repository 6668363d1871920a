package fjernprint

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sameSize is by how many points sizes may differ and be one: programs round them.
const sameSize = 0.1

// maxFonts is how many fonts of an address are named.
const maxFonts = 5

// checkLook is about FP-044's one font and one size.
func (s *sheet) checkLook(f *field, lines []lineIn) {
	var fonts []string
	low, high := 0.0, 0.0
	for i := range lines {
		for _, n := range lines[i].marks() {
			m := &s.marks[n]
			if len(fonts) < maxFonts && !slices.Contains(fonts, m.Font) {
				fonts = append(fonts, m.Font)
			}
			if low == 0 || m.Size < low {
				low = m.Size
			}
			high = max(high, m.Size)
		}
	}
	limits := s.profile.Address
	if len(fonts) > 1 || high-low > sameSize {
		r := s.block("address.fonts", f, lines)
		for i := range fonts {
			fonts[i] = excerpt(fonts[i], maxExcerpt)
		}
		names := strings.Join(fonts, ", ")
		found, da := []string{names, points(low).en}, []string{names, points(low).da}
		if high-low > sameSize {
			found, da = append(found, points(high).en), append(da, points(high).da)
		}
		r.found = text{strings.Join(da, ", "), strings.Join(found, ", ")}
		r.limit = text{"1", "1"}
		s.tell(r)
	}
	const rounding = sameSize / 2
	if low < limits.MinSize-rounding || high > limits.MaxSize+rounding {
		r := s.block("address.size", f, lines)
		r.found = points(high)
		if low < limits.MinSize-rounding {
			r.found = points(low)
		}
		da, en := number(limits.MinSize, 1)
		to := points(limits.MaxSize)
		r.limit = text{da + "-" + to.da, en + "-" + to.en}
		s.tell(r)
	}
}

// points is a size of type.
func points(size float64) text {
	da, en := number(size, 1)
	return text{da + " pt", en + " pt"}
}

// checkAgreement is about FP-044's same recipient in the order and in the window.
func (s *sheet) checkAgreement(f *field, lines []lineIn) {
	if s.letter.Address == nil {
		return
	}
	written := make([]string, len(lines))
	for i := range lines {
		written[i] = lines[i].String()
		if slices.ContainsFunc([]rune(written[i]), undecoded) {
			return // FP-043 says so
		}
	}
	i := s.letter.Address.differs(written)
	if i < 0 {
		return
	}
	odd := lines[min(i, len(lines)-1):]
	r := s.block("address.differs", f, odd[:1])
	r.found = quotedText(strings.Join(written, ", "))
	r.limit = quotedText(s.letter.Address.String())
	s.tell(r)
}

// quotedText is text of the document, or of the order, masked.
func quotedText(s string) text {
	const most = 200 // characters
	runes := []rune(s)
	s = maskNumbers(runes[:min(len(runes), 10*most)])
	if runes = []rune(s); len(runes) > most {
		s = string(runes[:most-1]) + "…"
	}
	return text{s, s}
}

// String is the address on one line.
func (a *Address) String() string {
	parts := append([]string{a.Name}, a.Lines...)
	parts = append(parts, strings.TrimSpace(a.PostCode+" "+a.City))
	if !a.danish() {
		parts = append(parts, a.Country)
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" }), ", ")
}

func (a *Address) danish() bool {
	c := letters(a.Country)
	return c == "" || slices.Contains(denmark, c)
}

// denmark is how the country may be written where it need not be.
var denmark = []string{"dk", "dnk", "208", "danmark", "denmark"}

// differs compares what is written with the address of the order: the letters and
// digits of both, whatever the case, blanks, punctuation, accents and ends of lines.
// A country Denmark may be added, and a city where the order has none. It returns
// the line from which on they differ, len(written) when the end is missing, -1 when
// they agree.
func (a *Address) differs(written []string) int {
	lines := make([]string, len(written))
	for i, w := range written {
		lines[i] = letters(w)
	}
	if n := len(lines); n > 0 && a.danish() && slices.Contains(denmark, lines[n-1]) {
		lines = lines[:n-1]
	}
	all, wanted := strings.Join(lines, ""), a.spelled()
	if slices.ContainsFunc(wanted, func(w string) bool {
		return all == w || strings.TrimSpace(a.City) == "" && strings.HasPrefix(all, w)
	}) {
		return -1
	}
	begin := ""
	for i, l := range lines {
		begin += l
		if !slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(w, begin) }) {
			return i
		}
	}
	return len(written)
}

// spelled lists the ways in which the plain letters of an address may be written:
// a Danish post code with or without the country before it.
func (a *Address) spelled() []string {
	body := letters(a.Name)
	for _, l := range a.Lines {
		body += letters(l)
	}
	code, city := letters(a.PostCode), letters(a.City)
	if !a.danish() {
		return []string{body + code + city + letters(a.Country)}
	}
	code = strings.TrimPrefix(code, "dk")
	return []string{body + code + city, body + "dk" + code + city}
}

// letters leaves the letters and digits of a text, in small letters, the ways to
// write the same letter made one: å is aa, accents are dropped. The word sal, which
// may follow the number of a floor, is dropped too.
func letters(s string) string {
	s = spellings.Replace(strings.ToLower(norm.NFKC.String(s)))
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(norm.NFKD.String(s), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.Mn, c)
	}) {
		if word == "sal" {
			continue
		}
		for _, c := range word {
			if !unicode.Is(unicode.Mn, c) {
				b.WriteRune(c)
			}
		}
	}
	return b.String()
}

var spellings = strings.NewReplacer("å", "aa", "æ", "ae", "ä", "ae", "ø", "oe", "ö", "oe", "ß", "ss", "ð", "d", "þ", "th")

// fromTo is a range with its unit.
func fromTo(low, high, unit text) text {
	return text{low.da + "-" + high.da + " " + unit.da, low.en + "-" + high.en + " " + unit.en}
}
