package pdf

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// parse reads one object with the default limits.
func parse(src string) (types.Object, error) {
	p := parser{src: src, budgets: newBudgets(Limits{})}
	return p.object()
}

func TestObjectsAreReadAsPDFWritesThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		src  string
		want types.Object
	}{
		{"null", nil},
		{"true", types.Boolean(true)},
		{"false", types.Boolean(false)},
		{"17", types.Integer(17)},
		{"+17", types.Integer(17)},
		{"-98", types.Integer(-98)},
		{"34.5", types.Float(34.5)},
		{"-.002", types.Float(-.002)},
		{"4.", types.Float(4)},
		{"(string)", types.StringLiteral("string")},
		{`(a (nested) one, \) and \\)`, types.StringLiteral(`a (nested) one, \) and \\`)},
		{"()", types.StringLiteral("")},
		{"<4E6f>", types.HexLiteral("4E6f")},
		{"<4E 6>", types.HexLiteral("4E60")},
		{"<>", types.HexLiteral("")},
		{"/Name", types.Name("Name")},
		{"/A#42#20c", types.Name("AB c")},
		{"/", types.Name("")},
		{"12 0 R", types.IndirectRef{ObjectNumber: 12}},
		{"12 3\nR]", types.IndirectRef{ObjectNumber: 12, GenerationNumber: 3}},
		{"[1 2 3 0 R/A(b)[]]", types.Array{types.Integer(1), types.Integer(2), types.IndirectRef{ObjectNumber: 3}, types.Name("A"), types.StringLiteral("b"), types.Array{}}},
		{"[null 1]", types.Array{nil, types.Integer(1)}},
		{"<</A 1/B<</C[2]>>>>", types.Dict{"A": types.Integer(1), "B": types.Dict{"C": types.Array{types.Integer(2)}}}},
		{"<</A null/B 1>>", types.Dict{"B": types.Integer(1)}},
		{"<</A 1/A 2>>", types.Dict{"A": types.Integer(2)}},
		{"<</A/B/C/D>>", types.Dict{"A": types.Name("B"), "C": types.Name("D")}},
		{"%comment\n[%another\r1]", types.Array{types.Integer(1)}},
		{"<</#54ype/A>>", types.Dict{"Type": types.Name("A")}},
	} {
		t.Run(c.src, func(t *testing.T) {
			t.Parallel()
			got, err := parse(c.src)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDamagedObjectsAreReadAsFarAsTheyGo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		src  string
		want types.Object
	}{
		{"", nil},
		{"%", nil},
		{"endobj", nil},
		{"xyzzy", nil},
		{"]", nil},
		{">>", nil},
		{")", nil},
		{"--5", types.Integer(-5)},
		{"1.2.3", types.Float(1.2)},
		{"12-7", types.Float(12)},
		{".", nil},
		{"-", nil},
		{"9999999999999999999999", types.Float(1e22)},
		{"(not closed", types.StringLiteral("not closed")},
		{`(ends with \`, types.StringLiteral(`ends with \`)},
		{"<4E6", types.HexLiteral("4E60")},
		{"<4x6>", types.HexLiteral("46")},
		{"/A#4", types.Name("A#4")},
		{"/A#zz", types.Name("A#zz")},
		{"[1 2 endobj", types.Array{types.Integer(1), types.Integer(2)}},
		{"[1 xyzzy } 2]", types.Array{types.Integer(1), types.Integer(2)}},
		{"<</A[1>>", types.Dict{"A": types.Array{types.Integer(1)}}},
		{"<</A 1", types.Dict{"A": types.Integer(1)}},
		{"<</A 1 2 (x) ]/B 3>>", types.Dict{"A": types.Integer(1), "B": types.Integer(3)}},
		{"<</A>>", types.Dict{}},
		{"<</A endobj", types.Dict{}},
		{"<<1 2/A 3>>", types.Dict{"A": types.Integer(3)}},
		{"12 0 Rest", types.Integer(12)},
		{"12 99999999999999999999 R", types.Integer(12)},
	} {
		t.Run(c.src, func(t *testing.T) {
			t.Parallel()
			got, err := parse(c.src)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// pdfcpu's parser is the oracle for what is well-formed.
func TestObjectsAreTheSameAsPdfcpuReads(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Rotate 90/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>>>>>",
		"<</ID[<0123456789abcdef><0123456789ABCDEF>]/Title(A \\(fictive\\) letter)/N -1/R -0.25/B true/Name#20Space/a#2Fb>>",
		"[[][[]]<<>><</A<<>>>>(()())/ 1 2 3 0 R 4]",
		"<</A 1 0 R/B 1/C 2 /D 3 0 R>>",
	} {
		ours, err := parse(src)
		if err != nil {
			t.Fatal(err)
		}
		rest := src
		theirs, err := model.ParseObject(&rest)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(upper(theirs), upper(ours)); diff != "" {
			t.Errorf("%s: %s", src, diff)
		}
	}
}

// upper writes hexadecimal strings in capitals, as pdfcpu does.
func upper(o types.Object) types.Object {
	switch o := o.(type) {
	case types.HexLiteral:
		return types.HexLiteral(strings.ToUpper(string(o)))
	case types.Array:
		a := types.Array{}
		for _, v := range o {
			a = append(a, upper(v))
		}
		return a
	case types.Dict:
		d := types.Dict{}
		for k, v := range o {
			d[k] = upper(v)
		}
		return d
	}
	return o
}

func TestNestingOfObjectsHasALimit(t *testing.T) {
	t.Parallel()
	for _, open := range []string{"[", "<</A", "[<</A"} {
		p := parser{src: strings.Repeat(open, 10), budgets: newBudgets(Limits{Depth: 20})}
		if _, err := p.object(); err != nil {
			t.Errorf("%s ten times: %v", open, err)
		}
		p = parser{src: strings.Repeat(open, 21), budgets: newBudgets(Limits{Depth: 20})}
		if _, err := p.object(); outcome(err) != "limit" {
			t.Errorf("%s too often: got %v, want a limit", open, err)
		}
		// The stack has an end, whatever the limits say.
		p = parser{src: strings.Repeat(open, 1_000_000), budgets: newBudgets(Limits{Depth: 1 << 40})}
		if _, err := p.object(); outcome(err) != "limit" {
			t.Errorf("%s without end: got %v, want a limit", open, err)
		}
	}
}
