package ink

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// reader is an object layer over a document without anything of interest.
func reader(t *testing.T) *pdf.Document {
	t.Helper()
	const source = "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n" +
		"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
	d, err := pdf.Open(t.Context(), []byte(source), pdf.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func values(n ...float64) types.Array {
	var a types.Array
	for _, v := range n {
		a = append(a, types.Float(v))
	}
	return a
}

func exponentialOf(n float64, c0, c1 types.Array) types.Dict {
	return types.Dict{"FunctionType": types.Integer(2), "Domain": values(0, 1), "N": types.Float(n), "C0": c0, "C1": c1}
}

func streamOf(dict types.Dict, data string) types.StreamDict {
	return types.StreamDict{Dict: dict, Raw: []byte(data)}
}

func TestFunctionsGiveWhatTheSpecificationSays(t *testing.T) {
	t.Parallel()
	stitched := types.Dict{
		"FunctionType": types.Integer(3), "Domain": values(0, 1), "Bounds": values(.25, .5), "Encode": values(0, 1, 1, 0, 0, 1),
		"Functions": types.Array{exponentialOf(1, values(0), values(1)), exponentialOf(1, values(0), values(1)), exponentialOf(1, values(5), values(6))},
	}
	sampledOf := func(bits int, data string, more types.Dict) types.StreamDict {
		d := types.Dict{"FunctionType": types.Integer(0), "Domain": values(0, 1), "Range": values(0, 1), "Size": types.Array{types.Integer(2)}, "BitsPerSample": types.Integer(bits)}
		for k, v := range more {
			d[k] = v
		}
		return streamOf(d, data)
	}
	for _, c := range []struct {
		name     string
		function types.Object
		in, want []float64
	}{
		{"a straight line", exponentialOf(1, values(0, 1), values(1, 0)), []float64{.25}, []float64{.25, .75}},
		{"a square", exponentialOf(2, values(0), values(1)), []float64{.5}, []float64{.25}},
		{"defaults", types.Dict{"FunctionType": types.Integer(2), "Domain": values(0, 1), "N": types.Integer(1)}, []float64{.3}, []float64{.3}},
		{"an input beyond the domain", exponentialOf(1, values(0), values(1)), []float64{7}, []float64{1}},
		{"a missing input", exponentialOf(1, values(3), values(4)), nil, []float64{3}},
		{"a root of 0 that is infinite", exponentialOf(-1, values(0), values(1)), []float64{0}, []float64{1e12}},
		{"the first of three", stitched, []float64{.125}, []float64{.5}},
		{"the second of three, backwards", stitched, []float64{.3}, []float64{.8}},
		{"the last of three", stitched, []float64{1}, []float64{6}},
		{"an array", types.Array{exponentialOf(1, values(0), values(1)), exponentialOf(1, values(1), values(0))}, []float64{.25}, []float64{.25, .75}},
		{"samples of 8 bits", sampledOf(8, "\x00\xff", nil), []float64{.5}, []float64{.5}},
		{"samples of 4 bits", sampledOf(4, "\x0f", nil), []float64{.25}, []float64{.25}},
		{"samples of 12 bits", sampledOf(12, "\x00\x0f\xff", nil), []float64{.75}, []float64{.75}},
		{"samples of 32 bits", sampledOf(32, "\x00\x00\x00\x00\xff\xff\xff\xff", nil), []float64{1}, []float64{1}},
		{"samples decoded", sampledOf(8, "\x00\xff", types.Dict{"Decode": values(1, 0)}), []float64{.25}, []float64{.75}},
		{"samples encoded", sampledOf(8, "\x00\xff", types.Dict{"Encode": values(1, 0)}), []float64{.25}, []float64{.75}},
		{"samples in a plane", sampledOf(8, "\x00\xff\x00\xff", types.Dict{"Domain": values(0, 1, 0, 1), "Size": values(2, 2)}), []float64{.25, .7}, []float64{.25}},
		{"one sample", sampledOf(8, "\xff", types.Dict{"Size": values(1)}), []float64{.25}, []float64{1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, _, err := loadFunction(reader(t), c.function)
			if err != nil || f == nil {
				t.Fatalf("it cannot be read: %v", err)
			}
			got, err := f.eval(c.in, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmpopts.EquateApprox(0, 1e-6)); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCalculatorFunctionsRun(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		program string
		in      []float64
		want    string // "" when it makes no sense
	}{
		{"{ }", []float64{1, 2}, "[1 2]"},
		{"{ add }", []float64{1, 2}, "[3]"},
		{"{ sub }", []float64{1, 2}, "[-1]"},
		{"{ 3 mul 2 div }", []float64{1}, "[1.5]"},
		{"{ 7 3 idiv 7 3 mod -7 3 mod }", nil, "[2 1 -1]"},
		{"{ 2.6 round 2.4 floor 2.4 ceiling -2.4 truncate -2.6 cvi 5 cvr }", nil, "[3 2 3 -2 -2 5]"},
		{"{ -2 abs 3 neg 9 sqrt 100 log 1 ln 2 3 exp }", nil, "[2 -3 3 2 0 8]"},
		{"{ 90 sin 0 cos 1 1 atan -1 0 atan }", nil, "[1 1 45 270]"},
		{"{ 1 2 eq 1 2 ne 1 2 lt 1 2 le 1 2 gt 1 2 ge }", nil, "[0 1 1 1 0 0]"},
		{"{ true false and true false or true true xor false not 6 3 and 1 3 bitshift 8 -2 bitshift }", nil, "[0 1 0 1 2 8 2]"},
		{"{ dup }", []float64{4}, "[4 4]"},
		{"{ exch }", []float64{1, 2}, "[2 1]"},
		{"{ pop }", []float64{1, 2}, "[1]"},
		{"{ 2 copy }", []float64{1, 2}, "[1 2 1 2]"},
		{"{ 1 index }", []float64{1, 2}, "[1 2 1]"},
		{"{ 3 1 roll }", []float64{1, 2, 3}, "[3 1 2]"},
		{"{ 3 -1 roll }", []float64{1, 2, 3}, "[2 3 1]"},
		{"{ 3 999999998 roll }", []float64{1, 2, 3}, "[2 3 1]"},
		{"{ 0 gt { 5 } { 6 } ifelse }", []float64{1}, "[5]"},
		{"{ 0 gt { 5 } { 6 } ifelse }", []float64{-1}, "[6]"},
		{"{ 0 gt { 5 } if 7 }", []float64{-1}, "[7]"},
		{"{ % a comment\n 1 }", nil, "[1]"},
		{"{ 1 0 div }", nil, "[1e+12]"},
		{"{ -1 sqrt }", nil, "[0]"},
		{"{ add }", []float64{1}, ""},
		{"{ 9 index }", []float64{1}, ""},
		{"{ -1 copy }", []float64{1}, ""},
		{"{ " + strings.Repeat("1 ", 200) + "}", nil, ""},
		{"{ 60 copy " + strings.Repeat("1 ", 50) + "}", nil, ""},
		{"{ launch }", nil, ""},
		{"{ 1", nil, ""},
		{"1", nil, ""},
		{"{ { 1 } }", nil, ""},
		{"{ { 1 } 2 if }", nil, ""},
		{"{ { 1 } { 2 } { 3 } ifelse }", nil, ""},
		{strings.Repeat("{", 1000), nil, ""},
		{strings.Repeat("{ ", 40) + strings.Repeat("} ", 40), nil, ""},
		{"{ " + strings.Repeat("0 ", maxProgram) + "}", nil, ""},
	} {
		t.Run(c.program[:min(len(c.program), 40)], func(t *testing.T) {
			t.Parallel()
			domain := values(-100, 100, -100, 100, -100, 100)[:2*max(len(c.in), 1)]
			dict := types.Dict{"FunctionType": types.Integer(4), "Domain": domain, "Range": values(-1e12, 1e12)}
			f, _, err := loadFunction(reader(t), streamOf(dict, c.program))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if f != nil {
				if out, err := f.eval(c.in, nil); err == nil {
					if len(c.in) == 0 { // one input there must be
						out = out[1:]
					}
					for i := range out {
						out[i] = float64(int64(out[i]*1e6+.5*truth(out[i] > 0)-.5*truth(out[i] < 0))) / 1e6
					}
					got = fmt.Sprint(out)
				} else if !errors.Is(err, errProgram) {
					t.Fatal(err)
				}
			}
			if got != c.want {
				t.Errorf("it gives %q, want %q", got, c.want)
			}
		})
	}
}

func TestFunctionsThatMakeNoSenseAreNone(t *testing.T) {
	t.Parallel()
	deep := types.Object(exponentialOf(1, values(0), values(1)))
	wide := types.Array{}
	for range 20 {
		deep = types.Dict{"FunctionType": types.Integer(3), "Domain": values(0, 1), "Bounds": types.Array{}, "Encode": values(0, 1), "Functions": types.Array{deep}}
		wide = append(wide, types.Array{deep, deep, deep, deep})
	}
	for name, o := range map[string]types.Object{
		"nothing":           nil,
		"a number":          types.Integer(1),
		"an empty array":    types.Array{},
		"an unknown type":   types.Dict{"FunctionType": types.Integer(1), "Domain": values(0, 1)},
		"no domain":         types.Dict{"FunctionType": types.Integer(2), "N": types.Integer(1)},
		"different lengths": exponentialOf(1, values(0, 1), values(1)),
		"too deep":          deep,
		"too many":          wide,
		"samples that are missing": streamOf(types.Dict{
			"FunctionType": types.Integer(0), "Domain": values(0, 1), "Range": values(0, 1), "Size": values(1000), "BitsPerSample": types.Integer(8),
		}, "x"),
		"samples without end": streamOf(types.Dict{
			"FunctionType": types.Integer(0), "Domain": values(0, 1, 0, 1), "Range": values(0, 1), "Size": values(1e9, 1e9), "BitsPerSample": types.Integer(8),
		}, "x"),
		"samples of no stream": types.Dict{
			"FunctionType": types.Integer(0), "Domain": values(0, 1), "Range": values(0, 1), "Size": values(1), "BitsPerSample": types.Integer(8),
		},
	} {
		if f, _, err := loadFunction(reader(t), o); f != nil || err != nil {
			t.Errorf("%s is %v, %v", name, f, err)
		}
	}
}
