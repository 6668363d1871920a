package font

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

const (
	imageModule  = "golang.org/x/image"
	pdfiumModule = "github.com/klippa-app/go-pdfium"
	urw          = "/usr/share/fonts" // where Debian puts the fonts that stand in for the base 14
)

// installed are fonts of this machine, none if it has none.
func installed(t *testing.T, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(urw, pattern))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]byte{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found[name] = content
	}
	return found
}

func TestOutlinesOfCFFAgreeWithAnotherReader(t *testing.T) {
	t.Parallel()
	fonts := installed(t, "opentype/urw-base35/*.otf")
	fonts["CFFTest"] = moduleFile(t, imageModule, "font", "testdata", "CFFTest.otf")
	fonts["a CID font"] = moduleFile(t, pdfiumModule, "shared_tests", "testdata", "NotoSansSC-Regular.subset.otf")
	for name, data := range fonts {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			theirs, err := sfnt.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			program, ok := readProgram(data).(*sfntProgram)
			if !ok || program.cff == nil {
				t.Fatal("the program is not read")
			}
			ours := program.cff
			if ours.glyphs.count != theirs.NumGlyphs() {
				t.Fatalf("%d glyphs, want %d", ours.glyphs.count, theirs.NumGlyphs())
			}
			var buffer sfnt.Buffer
			em := fixed.I(int(theirs.UnitsPerEm()))
			compared := 0
			for gid := range ours.glyphs.count {
				segments, err := theirs.LoadGlyph(&buffer, sfnt.GlyphIndex(gid), em, nil)
				if err != nil {
					continue
				}
				compared++
				got, ok := ours.outline(gid)
				if !ok || got.blank != (len(segments) == 0) {
					t.Fatalf("glyph %d: known %v, blank %v, %d segments", gid, ok, got.blank, len(segments))
				}
				b := segments.Bounds()
				want := geom.Matrix{A: 1 / float64(em), D: 1 / float64(em)}.Bounds(
					geom.Rect{X0: float64(b.Min.X), Y0: -float64(b.Max.Y), X1: float64(b.Max.X), Y1: -float64(b.Min.Y)})
				if !got.blank && (!got.box.Grow(1e-3).Contains(want) || !want.Grow(1e-3).Contains(got.box)) {
					t.Errorf("glyph %d: box %v, want %v", gid, got.box, want)
				}
				wide, err := theirs.GlyphAdvance(&buffer, sfnt.GlyphIndex(gid), em, 0)
				if w, _ := ours.width(gid); err == nil && gid > 0 && math.Abs(w-float64(wide)/float64(em)) > 1e-3 {
					t.Errorf("glyph %d: width %v, want %v", gid, w, float64(wide)/float64(em))
				}
				theirName, err := theirs.GlyphName(&buffer, sfnt.GlyphIndex(gid))
				if err == nil && theirName != "" && !ours.cidKeyed && ours.string(int(ours.names[gid])) != theirName {
					t.Errorf("glyph %d is called %s, want %s", gid, ours.string(int(ours.names[gid])), theirName)
				}
			}
			if ours.cidKeyed {
				for gid, cid := range ours.names {
					if got, ok := ours.cid(uint32(cid)); !ok || got != gid {
						t.Fatalf("CID %d is glyph %d (%v), want %d", cid, got, ok, gid)
					}
				}
				if gid, ok := ours.cid(maxCID + 1); ok {
					t.Errorf("a CID beyond all is glyph %d", gid)
				}
			}
			if compared < ours.glyphs.count*9/10 {
				t.Errorf("only %d of %d glyphs were compared", compared, ours.glyphs.count)
			}
		})
	}
}

// The metric files beside Type 1 fonts are the witness.
func TestOutlinesOfType1AgreeWithTheirMetrics(t *testing.T) {
	t.Parallel()
	fonts := installed(t, "type1/urw-base35/*.t1")
	metrics := map[string][]byte{}
	for name := range fonts {
		content, err := os.ReadFile(strings.TrimSuffix(name, ".t1") + ".afm")
		if err != nil {
			t.Fatal(err)
		}
		metrics[name] = content
	}
	for _, name := range []string{"cmmi10", "CalligrapherRegular"} {
		fonts[name] = moduleFile(t, fpdfModule, "font", name+".pfb")
		metrics[name] = moduleFile(t, fpdfModule, "font", name+".afm")
	}
	for name, data := range fonts {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			ours, ok := readProgram(data).(*type1Program)
			if !ok {
				t.Fatal("the program is not read")
			}
			compared := 0
			for line := range strings.Lines(string(metrics[name])) {
				f := strings.Fields(line)
				if len(f) < 15 || f[0] != "C" {
					continue
				}
				var n [5]float64
				for i, field := range append([]string{f[4]}, f[10:14]...) {
					v, err := strconv.ParseFloat(field, 64)
					if err != nil {
						t.Fatal(err)
					}
					n[i] = v / 1000
				}
				compared++
				gid, ok := ours.byName[f[7]]
				if !ok {
					t.Errorf("%s is not there", f[7])
					continue
				}
				got, ok := ours.outline(gid)
				want := geom.Rect{X0: n[1], Y0: n[2], X1: n[3], Y1: n[4]}
				if !ok || got.blank != want.Empty() && name != "CalligrapherRegular" {
					t.Errorf("%s: known %v, blank %v", f[7], ok, got.blank)
				}
				// Control points lie outside of the curves they belong to.
				if !got.blank && (!got.box.Grow(0.0015).Contains(want) || !want.Grow(0.2).Contains(got.box)) {
					t.Errorf("%s: box %v, want %v", f[7], got.box, want)
				}
				if w, _ := ours.width(gid); math.Abs(w-n[0]) > 0.0015 {
					t.Errorf("%s: width %v, want %v", f[7], w, n[0])
				}
			}
			if compared < 100 || compared < len(ours.glyphs)*9/10 {
				t.Errorf("%d of %d glyphs were compared", compared, len(ours.glyphs))
			}
		})
	}
}

func TestEncryptionIsUndoneInBothForms(t *testing.T) {
	t.Parallel()
	data := moduleFile(t, fpdfModule, "font", "cmmi10.pfb")
	plain := withoutSegments(data)
	at := bytes.Index(plain, []byte("eexec")) + len("eexec\r")
	var hexadecimal []byte
	hexadecimal = append(hexadecimal, plain[:at]...)
	for i, c := range plain[at:] {
		hexadecimal = append(hexadecimal, strconv.FormatInt(int64(c)+256, 16)[1:]...)
		if i%32 == 31 {
			hexadecimal = append(hexadecimal, '\n')
		}
	}
	for name, data := range map[string][]byte{"with segments": data, "without": plain, "hexadecimal": hexadecimal} {
		f := readType1(data)
		if f == nil {
			t.Errorf("%s: the font is not read", name)
			continue
		}
		if len(f.glyphs) < 128 || f.codes[11] != "alpha" {
			t.Errorf("%s: %d glyphs, code 11 is %q", name, len(f.glyphs), f.codes[11])
		}
	}
}
