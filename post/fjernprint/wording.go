package fjernprint

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// text is the same in both languages.
type text struct{ da, en string }

// words fill the placeholders of a sentence: {page} is words["page"]. A value is a
// string (the same in both languages), an int (written with groups of three),
// millimetres, decimal, plural or text.
type words map[string]any

type (
	millimetres float64 // with its unit
	decimal     float64 // one decimal at most
	plural      struct {
		n         int
		one, many text
	}
)

// wording is what a finding's code says to people, and what it weighs before a
// profile is asked.
type wording struct {
	Code     string
	Rule     RuleID
	Severity Severity
	Ends     bool // nothing can be looked at afterwards: no profile can make it less than a rejection
	text
}

// say fills the sentence.
func (t text) say(w words) (da, en string) {
	danish, english := make([]string, 0, 2*len(w)), make([]string, 0, 2*len(w))
	for name, value := range w {
		d, e := written(value)
		danish, english = append(danish, "{"+name+"}", d), append(english, "{"+name+"}", e)
	}
	return strings.NewReplacer(danish...).Replace(t.da), strings.NewReplacer(english...).Replace(t.en)
}

func written(value any) (da, en string) {
	switch v := value.(type) {
	case string:
		return v, v
	case text:
		return v.da, v.en
	case int:
		return count(int64(v))
	case int64:
		return count(v)
	case millimetres:
		return mm(float64(v))
	case decimal:
		return number(float64(v), 1)
	case plural:
		da, en = count(int64(v.n))
		if v.n == 1 {
			return da + " " + v.one.da, en + " " + v.one.en
		}
		return da + " " + v.many.da, en + " " + v.many.en
	}
	return "?", "?"
}

// number writes v with at most the given decimals, trailing zeros left out: with a
// comma in Danish and a point in English.
func number(v float64, decimals int) (da, en string) {
	scale := math.Pow10(decimals)
	v = math.Round(v*scale) / scale
	if v == 0 {
		v = 0 // no minus before nothing
	}
	en = strconv.FormatFloat(v, 'f', -1, 64)
	return strings.Replace(en, ".", ",", 1), en
}

// mm writes a length with its unit, to a tenth of a millimetre.
func mm(v float64) (da, en string) {
	da, en = number(v, 1)
	return da + " mm", en + " mm"
}

// count writes a whole number in groups of three: 10.000.000 in Danish,
// 10,000,000 in English.
func count(n int64) (da, en string) {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	var groups []string
	for len(digits) > 3 {
		groups = append(groups, digits[len(digits)-3:])
		digits = digits[:len(digits)-3]
	}
	groups = append(groups, digits)
	slices.Reverse(groups)
	return sign + strings.Join(groups, "."), sign + strings.Join(groups, ",")
}

// kinds name what makes a mark, with its article, at the beginning of a clause.
var kinds = map[ink.Kind]text{
	ink.Text:    {"tekst", "text"},
	ink.Path:    {"en streg eller flade", "a line or area"},
	ink.Image:   {"et billede", "a picture"},
	ink.Shading: {"en farveovergang", "a shading"},
}

// directions complete "move it".
var directions = map[Direction]text{
	Left: {"mod venstre", "to the left"}, Right: {"mod højre", "to the right"},
	Up: {"opad", "up"}, Down: {"nedad", "down"},
}

// wordingOf is the row of a code.
func wordingOf(code string) (wording, bool) {
	for _, table := range [][]wording{wordings, zoneWordings} {
		if i := slices.IndexFunc(table, func(w wording) bool { return w.Code == code }); i >= 0 {
			return table[i], true
		}
	}
	return wording{}, false
}
