package font

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/font"
)

var update = flag.Bool("update", false, "write measures.txt anew")

// The table of measures is what the published metric files say. They come with
// the sources of pdfcpu.
func TestMeasuresAreThoseOfTheMetricFiles(t *testing.T) {
	t.Parallel()
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/pdfcpu/pdfcpu").Output()
	if err != nil {
		t.Skipf("the sources of pdfcpu are not here: %v", err)
	}
	want := measuresOf(t, filepath.Join(strings.TrimSpace(string(dir)), "internal", "corefont", "Core14_AFMs"))
	if *update {
		if err := os.WriteFile("measures.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, measuresText); diff != "" {
		t.Errorf("measures.txt is not what the metric files say; run go test -update (-want +got):\n%s", diff)
	}
}

func measuresOf(t *testing.T, dir string) string {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the metric files are not there: %v", err)
	}
	var out strings.Builder
	fmt.Fprintln(&out, "# Measures of the glyphs of the base 14 fonts, in thousandths of an em: width, then the")
	fmt.Fprintln(&out, "# bounding box x0 y0 x1 y1. Numbers published with the Core 14 metrics, Copyright (c) 1985-1997")
	fmt.Fprintln(&out, "# Adobe Systems Incorporated; written by TestMeasuresAreThoseOfTheMetricFiles -update.")
	for _, group := range [][]string{latinFonts(), {symbolFont}, {dingbatsFont}} {
		rows := map[string][]string{}
		for _, name := range group {
			content, err := os.ReadFile(filepath.Join(dir, name+".afm"))
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(content)) {
				f := strings.Fields(line)
				if len(f) < 15 || f[0] != "C" {
					continue
				}
				key := f[7] // C 65 ; WX 722 ; N A ; B 15 0 706 674 ;
				if len(group) == 1 {
					key += " " + f[1]
				}
				rows[key] = append(rows[key], strings.Join(append([]string{f[4]}, f[10:14]...), " "))
			}
		}
		fmt.Fprintf(&out, "%s\n", strings.Join(group, "\t"))
		var lines []string
		for key, cells := range rows {
			if len(cells) != len(group) {
				t.Fatalf("%s is not in each of %v", key, group)
			}
			lines = append(lines, key+"\t"+strings.Join(cells, "\t"))
		}
		slices.Sort(lines)
		fmt.Fprintf(&out, "%s\n\n", strings.Join(lines, "\n"))
	}
	return out.String()
}

// A second witness for the widths.
func TestWidthsAgreeWithThoseOfPdfcpu(t *testing.T) {
	t.Parallel()
	const missing = 1000 // its width of what it does not know
	checked := 0
	for _, name := range latinFonts() {
		face, ok := faceOf(name)
		if !ok {
			t.Fatalf("%s is not there", name)
		}
		for code := range 256 {
			glyph := winAnsi()[code]
			m, ok := face.measure(glyph)
			if !ok && glyph != "" {
				t.Errorf("%s has no %q of code %#x", name, glyph, code)
			}
			if !ok {
				continue
			}
			want, err := font.CharWidth(name, rune(code)) // which means a code of WinAnsi
			if err != nil {
				t.Fatal(err)
			}
			if want == missing {
				continue
			}
			checked++
			if m.width != float64(want)/1000 {
				t.Errorf("%s: %s is %v wide, want %d", name, glyph, m.width, want)
			}
		}
	}
	if checked < 12*212 {
		t.Errorf("only %d widths were checked", checked)
	}
}

func TestGlyphNamesAndCharactersAgree(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, table := range measures()[:2] { // of the third the names are numbers
		for name := range table.rows {
			r, ok := runeOf(name)
			if !ok {
				if table.codes == nil && name != "commaaccent" { // which is no character
					t.Errorf("nothing tells what %s is", name)
				}
				continue
			}
			checked++
			back := nameOf(r)
			if again, _ := runeOf(back); back == "" || again != r {
				t.Errorf("%s is %q, which is called %q, which is %q", name, r, back, again)
			}
			if table.codes == nil && back != name {
				t.Errorf("%s is %q, which is called %s", name, r, back)
			}
		}
	}
	if checked < 450 {
		t.Errorf("only %d names were checked", checked)
	}
	for _, tt := range []struct{ name, want string }{
		{"Aring", "Å"}, {"aringacute", "ǻ"}, {"Oslashacute", "Ǿ"}, {"AEacute", "Ǽ"}, {"kgreenlandic", "ĸ"}, {"eth", "ð"}, {"Thorn", "Þ"},
		{"Lslash", "Ł"}, {"zdotaccent", "ż"}, {"Scedilla", "Ş"}, {"scommaaccent", "ș"}, {"gbreve", "ğ"}, {"Idotaccent", "İ"}, {"dotlessi", "ı"},
		{"uogonek", "ų"}, {"Gcommaaccent", "Ģ"}, {"ohungarumlaut", "ő"}, {"Ccaron", "Č"}, {"iotadieresistonos", "ΐ"}, {"afii10023", "Ё"},
		{"afii10097", "я"}, {"uni00E6", "æ"}, {"uni00E600F8", "æø"}, {"u1F600", "😀"}, {"f_f_i", "ffi"}, {"a.sc", "a"}, {"fi", "fi"},
		{"Asmall", "A"}, {"fouroldstyle", "4"}, {"sfthyphen", "\u00AD"},
		{".notdef", ""}, {"", ""}, {"g123", ""}, {"uniD800", ""}, {"uniXYZW", ""}, {"u110000", ""}, {"_", ""}, {"acute_", "´"}, {"gravegravegrave", ""},
		{strings.Repeat("a_", 1000), ""},
	} {
		if got := textOf(tt.name); got != tt.want {
			t.Errorf("%s is %q, want %q", tt.name, got, tt.want)
		}
	}
}
