package font

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// measuresText has three tables: the Latin fonts, Symbol, ZapfDingbats. A row of
// the latter two has the code of the built-in encoding behind the glyph name.
//
//go:embed measures.txt
var measuresText string

// Fonts of the base 14 (9.6.2.2) that have an encoding of their own.
const (
	symbolFont   = "Symbol"
	dingbatsFont = "ZapfDingbats"
)

// latinFonts are the other twelve, in the order of the columns.
func latinFonts() []string {
	return []string{
		"Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique",
		"Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique",
		"Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic",
	}
}

// measure is the size of one glyph in ems.
type measure struct {
	width float64
	box   geom.Rect // empty for a space
}

// measureTable is one of the tables, rows by glyph name.
type measureTable struct {
	fonts []string
	rows  map[string]string // the cells, tab between
	codes encoding          // the built-in encoding; nil for Latin fonts
}

// measures reads the tables, at the first use.
var measures = sync.OnceValue(func() []measureTable {
	var tables []measureTable
	for line := range strings.Lines(measuresText) {
		line = strings.TrimSuffix(line, "\n")
		first, cells, _ := strings.Cut(line, "\t")
		switch name, code, coded := strings.Cut(first, " "); {
		case line == "" || strings.HasPrefix(line, "#"):
		case first == latinFonts()[0] || first == symbolFont || first == dingbatsFont:
			tables = append(tables, measureTable{
				fonts: strings.Split(line, "\t"), rows: map[string]string{}})
			if first != latinFonts()[0] {
				tables[len(tables)-1].codes = &[256]string{}
			}
		default:
			table := &tables[len(tables)-1]
			table.rows[name] = cells
			if n, err := strconv.ParseUint(code, 10, 8); coded && err == nil { // -1 is not encoded
				table.codes[byte(n)] = name
			}
		}
	}
	return tables
})

// face is one of the base 14 fonts: a column of a table.
type face struct {
	table  *measureTable
	column int
}

// faceOf finds a font by its exact name, false when it is none of the base 14.
func faceOf(font string) (face, bool) {
	tables := measures()
	for i := range tables {
		if column := slices.Index(tables[i].fonts, font); column >= 0 {
			return face{&tables[i], column}, true
		}
	}
	return face{}, false
}

// measure is the size of a glyph, false when the font has none of that name.
func (f face) measure(glyph string) (measure, bool) {
	cells, ok := f.table.rows[glyph]
	if !ok {
		return measure{}, false
	}
	for range f.column {
		_, cells, _ = strings.Cut(cells, "\t")
	}
	cell, _, _ := strings.Cut(cells, "\t")
	var n [5]float64
	for i := range n {
		var field string
		field, cell, _ = strings.Cut(cell, " ")
		v, err := strconv.Atoi(field)
		if err != nil {
			return measure{}, false
		}
		n[i] = float64(v) / 1000
	}
	return measure{width: n[0], box: geom.Rect{X0: n[1], Y0: n[2], X1: n[3], Y1: n[4]}}, true
}
