package pdf

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf/hostile"
)

// shown lists what Walk shows, up to a number of objects.
func shown(t *testing.T, d *Document, most int) []string {
	t.Helper()
	var got []string
	err := d.Walk(t.Context(), func(ref int, o types.Object) bool {
		got = append(got, fmt.Sprintf("%d %T", ref, o))
		return len(got) < most
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWalkShowsEveryObjectOnce(t *testing.T) {
	t.Parallel()
	content := hostile.New().Object(1, "<</Type/Catalog/Pages 2 0 R>>").
		Object(2, "<</B[1 null 2 0 R(s)]/A<</X true>>/Kids[]>>").
		Stream(3, "/K 2 0 R", "abc").
		Object(7, "null").
		Packed(9, 8, "2 0 R").Table(root)
	want := []string{
		"1 types.Dict", "0 types.Name", // Type
		"2 types.Dict", "0 types.Dict", "0 types.Boolean", "0 types.Array", "0 types.Integer", "0 types.StringLiteral", "0 types.Array",
		"3 types.StreamDict", "0 types.Integer",
		"9 types.StreamDict", "0 types.Name", "0 types.Integer", "0 types.Integer", "0 types.Integer", "0 types.Name",
	}
	d := open(t, content, Limits{})
	if diff := cmp.Diff(want, shown(t, d, 1000)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[:5], shown(t, d, 5)); diff != "" {
		t.Errorf("ended early: %s", diff)
	}
}

func TestWalkShowsWhatIsInObjectStreams(t *testing.T) {
	t.Parallel()
	content := hostile.New().Page("", "").Packed(9, 5, "<</S/JavaScript>>", "[(a)]").CrossReference(root)
	scripts, strings := 0, 0
	err := open(t, content, Limits{}).Walk(t.Context(), func(ref int, o types.Object) bool {
		if d, ok := o.(types.Dict); ok && d["S"] == types.Name("JavaScript") && ref == 5 {
			scripts++
		}
		if _, ok := o.(types.StringLiteral); ok && ref == 0 {
			strings++
		}
		return true
	})
	if err != nil || scripts != 1 || strings != 1 {
		t.Errorf("got %d scripts, %d strings, %v", scripts, strings, err)
	}
}

func TestWalkBeginsWithACatalogInTheTrailer(t *testing.T) {
	t.Parallel()
	d := open(t, hostile.New().Table("/Root<</Pages<</Kids[<</Type/Page>>]>>>>"), Limits{})
	if diff := cmp.Diff([]string{"0 types.Dict", "0 types.Dict", "0 types.Array", "0 types.Dict", "0 types.Name"}, shown(t, d, 1000)); diff != "" {
		t.Error(diff)
	}
}
