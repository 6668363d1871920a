package control

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
)

func TestTheContractDescribesJustWhatExists(t *testing.T) {
	t.Parallel()
	doc, err := openapi3.NewLoader().LoadFromFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("the contract is OpenAPI %s", doc.OpenAPI)
	}
	var described, existing []string
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			var query []string
			for _, p := range slices.Concat(item.Parameters, op.Parameters) {
				if p.Value.In == openapi3.ParameterInQuery {
					query = append(query, p.Value.Name)
				}
			}
			slices.Sort(query)
			described = append(described, strings.Join([]string{method, path, op.OperationID, strings.Join(query, ",")}, " "))
			if op.Responses.Default() == nil && path != "/healthz" {
				t.Errorf("%s says nothing about problems", op.OperationID)
			}
		}
	}
	for _, r := range routes() {
		query := slices.Sorted(slices.Values(r.query))
		existing = append(existing, strings.Join([]string{r.method, r.path, r.op, strings.Join(query, ",")}, " "))
	}
	slices.Sort(described)
	slices.Sort(existing)
	if diff := cmp.Diff(described, existing); diff != "" {
		t.Errorf("contract (-) and routes (+) differ:\n%s", diff)
	}
}

func TestTheContractIsServedAsItIs(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(contract) {
		t.Error("the embedded contract differs from the file")
	}
}

func TestDurationsAreReadAndRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"10d": "240h0m0s", "1d12h": "36h0m0s", "90s": "1m30s", "0s": "0s", "1h30m": "1h30m0s",
		"": "", "-1h": "", "d": "", "1": "", "10 days": "", "106001d": "", "-1d": "", "1d-1h": "", "106000d9999999h": "",
	} {
		got, err := parseDuration(text)
		if want == "" {
			if err == nil {
				t.Errorf("%q was read as %s", text, got)
			}
			continue
		}
		if err != nil || got.String() != want {
			t.Errorf("%q was read as %s, %v; want %s", text, got, err, want)
		}
	}
}
