package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

const root = "/Root 1 0 R"

// packed is a file of one page whose objects are all in an object stream.
func packed() []byte {
	return hostile.New().
		Packed(9, 1, "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Contents 4 0 R/MediaBox[0 0 595 842]>>").
		Stream(4, "", "0 0 9 9 re f").CrossReference(root)
}

func TestWhatAFileSaysOfItself(t *testing.T) {
	t.Parallel()
	type said struct {
		Version  string
		Repaired bool
		Claimed  int
	}
	withHeader := func(header string) []byte {
		return bytes.Replace(plain(), []byte("%PDF-1.7\n"), []byte(header), 1)
	}
	withVersion := func(version string) []byte {
		return hostile.New().Object(1, "<</Type/Catalog/Pages 2 0 R/Version"+version+">>").Leaf("", "").Table(root)
	}
	withCount := func(count string) []byte {
		return hostile.New().Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Kids[3 0 R]"+count+">>").
			Object(3, "<</Type/Page>>").Object(4, "3").Table(root)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    said
	}{
		{"a table", plain(), said{"1.7", false, 1}},
		{"a stream", packed(), said{"1.7", false, 1}},
		{"version 1.4", withHeader("%PDF-1.4\n"), said{"1.4", false, 1}},
		{"version 2.0", withHeader("%PDF-2.0\n"), said{"2.0", false, 1}},
		{"a version with something behind it", withHeader("%PDF-1.3x"), said{"1.3", false, 1}},
		{"a version that is none", withHeader("%PDF-x.y\n"), said{"", false, 1}},
		{"a version that is cut off", withHeader("%PDF-1.\nx"), said{"", false, 1}},
		{"a later version in the catalog", withVersion("/2.0"), said{"2.0", false, 1}},
		{"an earlier version in the catalog", withVersion("/1.2"), said{"1.7", false, 1}},
		{"a version in the catalog that is none", withVersion("/new"), said{"1.7", false, 1}},
		{"a version in the catalog that is a number", withVersion(" 9"), said{"1.7", false, 1}},
		{"a count that is wrong", withCount("/Count 7"), said{"1.7", false, 7}},
		{"a count that is a reference", withCount("/Count 4 0 R"), said{"1.7", false, 3}},
		{"a negative count", withCount("/Count -1"), said{"1.7", false, -1}},
		{"a count that is a name", withCount("/Count/One"), said{"1.7", false, -1}},
		{"no count", withCount(""), said{"1.7", false, -1}},
		{"something before the header", append([]byte("junk\r\n"), plain()...), said{"1.7", false, 1}},
		{"something before the header of a packed file", append([]byte("junk\r\n"), packed()...), said{"1.7", false, 1}},
		{"something behind the end", append(plain(), "\n\n\x00 behind"...), said{"1.7", false, 1}},
		{"startxref is wrong", bytes.Replace(plain(), []byte("startxref\n"), []byte("startxref\n9"), 1), said{"1.7", true, 1}},
		{"there is no startxref", bytes.Replace(plain(), []byte("startxref"), nil, 1), said{"1.7", true, 1}},
		{"there is no trailer", bytes.Replace(plain(), []byte("trailer"), nil, 1), said{"1.7", true, 1}},
		{"the root is wrong", bytes.Replace(plain(), []byte("/Root 1 0 R"), []byte("/Root 9 0 R"), 1), said{"1.7", true, 1}},
		{"the offsets are wrong", bytes.Replace(plain(), []byte("%\xe2\xe3\xcf\xd3\n"), []byte("%\xe2\xe3\n"), 1), said{"1.7", true, 1}},
		{"one offset is wrong", bytes.Replace(plain(), []byte("0000000015 00000 n"), []byte("0000000016 00000 n"), 1), said{"1.7", true, 1}},
		{"an object that is not there", bytes.Replace(plain(), []byte("trailer"), []byte("9 1\n0000000016 00000 n \ntrailer"), 1), said{"1.7", false, 1}},
		{"the cross-reference stream is damaged", bytes.Replace(packed(), []byte("/W[1 4 2]"), []byte("/W[1 4  ]"), 1), said{"1.7", true, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, c.content, Limits{})
			if diff := cmp.Diff(c.want, said{d.Version, d.Repaired, d.Claimed}); diff != "" {
				t.Error(diff)
			}
			if _, err := d.Pages(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// updated is a file whose page was replaced by an incremental update.
func updated() *hostile.File {
	f := hostile.New().Page("/Old true", "old").Object(5, "(deleted later)")
	at := f.Section(root)
	page := f.Len()
	f.Raw("3 0 obj<</Type/Page/New true/Contents 4 0 R>>endobj\n")
	section := f.Len()
	return f.Raw(fmt.Sprintf("xref\n3 1\n%010d 00000 n \n5 1\n0000000000 00001 f \ntrailer<<%s/Size 6/Prev %d>>startxref %d %%%%EOF", page, root, at, section))
}

func TestTheNewestOfSeveralVersionsOfAnObjectCounts(t *testing.T) {
	t.Parallel()
	whole := string(updated().Raw("").Bytes())
	for _, c := range []struct{ name, content string }{
		{"by the cross-reference", whole},
		{"without it", strings.ReplaceAll(whole, "startxref", "")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, []byte(c.content), Limits{})
			pages, err := d.Pages(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(types.Dict{"Type": types.Name("Page"), "New": types.Boolean(true), "Contents": types.IndirectRef{ObjectNumber: 4}}, pages[0].Dict); diff != "" {
				t.Error(diff)
			}
			if deleted := d.Resolve(types.IndirectRef{ObjectNumber: 5}); deleted != nil && !d.Repaired {
				t.Errorf("a deleted object is still there: %v", deleted)
			}
		})
	}
}

// Without a cross-reference the last object of a number counts, wherever it is,
// but not what only looks like one inside a stream.
func TestObjectsAreFoundWithoutCrossReference(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		file *hostile.File
		want string
	}{
		{"the last one", hostile.New().Page("", "").Object(5, "(first)").Object(5, "(last)"), "last"},
		{"in an object stream", hostile.New().Page("", "").Object(5, "(first)").Packed(6, 5, "(last)"), "last"},
		{"in the last object stream", hostile.New().Page("", "").Packed(7, 5, "(first)").Packed(6, 5, "(last)"), "last"},
		{"behind an object stream", hostile.New().Page("", "").Packed(6, 5, "(first)").Object(5, "(last)"), "last"},
		{"before a stream that contains one", hostile.New().Page("", "").Object(5, "(last)").Stream(6, "", "5 0 obj(inside)endobj"), "last"},
		{"before a string that speaks of a stream", hostile.New().Page("", "").Object(6, "(>> stream)").Object(5, "(last)"), "last"},
		{"after other things on the line", hostile.New().Page("", "").Raw("endobj5 0 obj(last)endobj"), "last"},
		{"nowhere", hostile.New().Page("", "").Raw("x 0 obj(last)endobj 5 obj(last)endobj"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := open(t, c.file.Bytes(), Limits{})
			if got, _ := d.Bytes(ref(5)); string(got) != c.want || !d.Repaired {
				t.Errorf("got %q, repaired %t, want %q", got, d.Repaired, c.want)
			}
		})
	}
}

// In a hybrid file the objects in object streams are free for older readers.
func TestHybridFiles(t *testing.T) {
	t.Parallel()
	f := hostile.New().Object(1, "<</Type/Catalog/Pages 2 0 R/Extra 6 0 R>>").Leaf("", "")
	f.Stream(5, "/Type/ObjStm/N 1/First 4", "6 0 (hidden)")
	objstm := bytes.Index(f.Bytes(), []byte("5 0 obj"))
	stream := f.Len()
	entries := "\x01" + string([]byte{byte(objstm >> 8), byte(objstm)}) + "\x00" + "\x02\x00\x05\x00"
	f.Raw(fmt.Sprintf("7 0 obj<</Type/XRef/W[1 2 1]/Index[5 2]/Size 8/Length %d>>stream\n%s\nendstream endobj\n", len(entries), entries))
	content := f.Table(root + fmt.Sprintf("/XRefStm %d", stream))
	d := open(t, content, Limits{})
	got, _ := d.Bytes(d.Catalog()["Extra"])
	if string(got) != "hidden" || d.Repaired {
		t.Errorf("got %q, repaired %t", got, d.Repaired)
	}
}

func TestLengthsThatAreWrongDoNotCutStreams(t *testing.T) {
	t.Parallel()
	const want = "0 0 9 9 re f"
	for _, length := range []string{
		"12", "6 0 R", "7 0 R", "8 0 R", "9 0 R", "5 0 R", "4711 0 R", "0", "3", "500", "-12", "99999999999999999999", "(12)", "null",
	} {
		for _, eol := range []string{"\n", "\r\n", "\r"} {
			f := hostile.New().Page("/Contents 5 0 R", "").
				Object(5, "<</Length "+length+">>stream"+eol+want+eol+"endstream").
				Object(6, "12").Object(7, "99").Object(8, "/Long").Packed(10, 9, "12")
			d := open(t, f.CrossReference(root), Limits{})
			if got := string(d.Stream(types.IndirectRef{ObjectNumber: 5}).Raw); got != want {
				t.Errorf("length %s, %q: got %q", length, eol, got)
			}
		}
	}
}

func TestOpenEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, plain(), Limits{}); !errors.Is(err, context.Canceled) || errors.Is(err, ErrUnreadable) {
		t.Errorf("got %v", err)
	}
	d := open(t, plain(), Limits{})
	if _, err := d.Pages(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := d.Walk(ctx, func(int, types.Object) bool { return true }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAnObjectStreamMayHaveItsPlacesWrong(t *testing.T) {
	t.Parallel()
	content := bytes.Replace(packed(), []byte("<</Type/ObjStm/N 3"), []byte("<</Type/ObjStm/N 9"), 1)
	if d := open(t, content, Limits{}); d.Repaired || d.Claimed != 1 {
		t.Errorf("repaired %t, claimed %d", d.Repaired, d.Claimed)
	}
	s := objectStream{text: "1 0 2 2 7 8", numbers: []int{1, 2}, starts: []int{8, 10}}
	for place := -1; place < 3; place++ {
		got, err := s.read(newBudgets(Limits{}), 2, place)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(types.Object(types.Integer(8)), got); diff != "" {
			t.Errorf("place %d: %s", place, diff)
		}
	}
	if got, err := s.read(newBudgets(Limits{}), 3, 0); got != nil || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}
