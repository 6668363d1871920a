package fjernprint_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
)

func builtIn(t testing.TB, name string) *fjernprint.Profile {
	t.Helper()
	p, ok := fjernprint.BuiltIn(name)
	if !ok {
		t.Fatalf("no profile %q", name)
	}
	return p
}

// ownProfile reads a profile that extends the default one.
func ownProfile(t testing.TB, lines ...string) *fjernprint.Profile {
	t.Helper()
	p, err := fjernprint.ReadProfile(strings.NewReader("name: egen\nextends: dk-fjernprint-2013\n" + strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryBuiltInProfileCanBeReadAndExtended(t *testing.T) {
	t.Parallel()
	names := fjernprint.ProfileNames()
	if names[0] != fjernprint.DefaultProfile {
		t.Errorf("the first is %s, not the default", names[0])
	}
	for _, name := range names {
		p := builtIn(t, name)
		if p.Name != name || p.Da == "" || p.En == "" || p.Source == "" || p.Digital == "" {
			t.Errorf("%s says too little of itself: %+v", name, p)
		}
		for _, z := range p.Zones {
			if z.Da == "" || z.En == "" {
				t.Errorf("%s: zone %s does not say what it is for", name, z.Name)
			}
		}
		own, err := fjernprint.ReadProfile(strings.NewReader("name: egen\nextends: " + name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := *p
		want.Name, want.Extends = "egen", name
		if diff := cmp.Diff(&want, own); diff != "" {
			t.Errorf("%s: an extension that states nothing differs:\n%s", name, diff)
		}
	}
}

func TestTheDefaultProfileHasTheZonesOfTheLayoutSheet(t *testing.T) {
	t.Parallel()
	want := map[string]fjernprint.Box{ // spec/fjernprint-pdf.md 1.1
		"OMR": {X: 0, Y: 0, W: 17, H: 180}, "SDL": {X: 203, Y: 176, W: 7, H: 100}, "LOGO": {X: 17, Y: 0, W: 97, H: 25},
		"BARCODE": {X: 19, Y: 25, W: 79, H: 10}, "SENDER": {X: 21, Y: 37, W: 71, H: 4}, "ADDRESS": {X: 21, Y: 41, W: 59, H: 21},
		"GROUP": {X: 80, Y: 48, W: 12, H: 4}, "SRM": {X: 80, Y: 52, W: 12, H: 12}, "ID": {X: 92, Y: 37, W: 4, H: 25},
		"SLACK": {X: 0, Y: 0, W: 115, H: 89}, "DATE": {X: 90, Y: 287, W: 110, H: 4},
	}
	got := map[string]fjernprint.Box{}
	for _, z := range builtIn(t, fjernprint.DefaultProfile).Zones {
		got[z.Name] = z.Box
		everywhere := z.Rule == "FP-040" || z.Rule == "FP-041"
		if (z.Pages == "all") != everywhere {
			t.Errorf("%s is for %s pages", z.Name, z.Pages)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnExtensionStatesOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	base := builtIn(t, fjernprint.DefaultProfile)
	p := ownProfile(t,
		"file: {warnOver: 1000}",
		"rules:",
		"  FP-030: {source: vores trykkeri}",
		"  FP-045: {codes: {sender.too-long: info}}",
		"zones:",
		"  - {name: OMR, w: 20}",
		"  - {name: DATE, pages: none}",
		"  - {name: STEMPEL, x: 150, y: 10, w: 40, h: 20, rule: FP-042, pages: all}",
		"prices: {byCategory: {Bulk: -100}}",
	)
	if p.File.WarnOver != 1000 || p.File.RejectOver != base.File.RejectOver {
		t.Errorf("file is %+v", p.File)
	}
	zones := map[string]fjernprint.Zone{}
	for _, z := range p.Zones {
		zones[z.Name] = z
	}
	if z := zones["OMR"]; z.Box != (fjernprint.Box{W: 20, H: 180}) || z.Rule != "FP-040" || z.Pages != "all" {
		t.Errorf("OMR is %+v", z)
	}
	if z := zones["STEMPEL"]; z.Marks != "all" || z.Box != (fjernprint.Box{X: 150, Y: 10, W: 40, H: 20}) {
		t.Errorf("STEMPEL is %+v", z)
	}
	if _, there := zones["DATE"]; there || len(p.Zones) != len(base.Zones) {
		t.Errorf("DATE is there, or there are %d zones", len(p.Zones))
	}
	if p.Prices.ByCategory["Bulk"] != -100 || p.Prices.ByCategory["Forkyndelse"] != base.Prices.ByCategory["Forkyndelse"] {
		t.Errorf("categories are %v", p.Prices.ByCategory)
	}
	if base.Prices.ByCategory["Bulk"] != 0 || len(base.Rules) != 0 || base.Zones[0].Box.W != 17 {
		t.Error("the base profile was changed")
	}

	twice := &strings.Builder{}
	twice.WriteString("name: egen\nextends: no-sdp\nrules: {FP-030: {codes: {font.missing: warn}}}")
	norway, err := fjernprint.ReadProfile(strings.NewReader(twice.String()))
	if err != nil {
		t.Fatal(err)
	}
	want := fjernprint.Setting{Severity: fjernprint.Reject, Source: "digipost/printability-validator, REFERENCES_INVALID_FONT",
		Codes: map[string]fjernprint.Severity{"font.missing": fjernprint.Warn, "font.standard": fjernprint.Off}}
	if diff := cmp.Diff(want, norway.Rules["FP-030"]); diff != "" {
		t.Error(diff)
	}
	if len(builtIn(t, "no-sdp").Rules["FP-030"].Codes) != 1 {
		t.Error("the base profile's codes were changed")
	}
}

func TestWhatIsWrongWithAProfileFileIsSaidWithItsLine(t *testing.T) {
	t.Parallel()
	const extends = "name: egen\nextends: dk-fjernprint-2013\n"
	for _, c := range []struct{ name, file, want string }{
		{"nothing", "", "line 1: the file is empty; a profile needs at least a name"},
		{"no YAML", "name: [", "the file is no YAML: line 1: did not find expected node content"},
		{"two documents", extends + "---\nname: b\n", "the file has more than one document; a profile is a single one"},
		{"a list", "- name", `line 1: fields are wanted here, such as "name: value"`},
		{"no name", "extends: no-sdp", "line 1: name: a profile needs a name"},
		{"a built-in name", "name: no-sdp\nextends: no-sdp", "name: no-sdp is a built-in profile; give yours a name of its own"},
		{"an unknown base", "name: egen\nextends: se-1", `line 2: extends: no built-in profile is called "se-1"; there are dk-fjernprint-2013, nets-share, no-sdp, uk-notify`},
		{"an unknown field", extends + "colour: red", `line 3: unknown field "colour"; allowed are name, extends, da, en, source, digital, rules, file, limits, page, zones, shrink, white, address, sender, sheets, prices, images`},
		{"an unknown inner field", extends + "limits:\n  depht: 3", `line 4: limits: unknown field "depht"; allowed are objects, inflated, operators, depth, marks, pages`},
		{"an unknown zone field", extends + "zones:\n- {name: OMR, width: 3}", `line 4: zones.OMR: unknown field "width"; allowed are name, rule, pages, marks, da, en, x, y, w, h`},
		{"a field twice", extends + "shrink: 1\nshrink: 2", `line 4: shrink: is stated twice; once is allowed`},
		{"a text for a number", extends + "shrink: much", `line 3: shrink: "much" is not a number`},
		{"half a byte", extends + "file: {rejectOver: 0.5}", `line 3: file.rejectOver: "0.5" is not a whole number`},
		{"a number for a truth", extends + "page: {landscape: 3}", `line 3: page.landscape: "3" is not true or false`},
		{"nothing for a number", extends + "shrink:", `line 3: shrink: "" is not a number`},
		{"fields for a text", extends + "da: {a: b}", `line 3: da: a text is wanted here`},
		{"a text for a list", extends + "zones: OMR", `line 3: zones: a list is wanted here`},
		{"an anchor", extends + "da: &a x", `line 3: da: anchors and aliases are not allowed; write the value out`},
		{"an alias", extends + "da: &a x\nen: *a", `line 3: da: anchors and aliases are not allowed; write the value out` + "\n" + `line 4: en: anchors and aliases are not allowed; write the value out`},
		{"a merge key", extends + "file: {<<: {maxPages: 3}}", `line 3: file: a plain name is wanted here`},
		{"not a number", extends + "shrink: .nan", "line 3: shrink: NaN is not allowed; 0 to 10 is"},
		{"too much", extends + "white: 1.5", "line 3: white: 1.5 is not allowed; 0.5 to 1 is"},
		{"a negative limit", extends + "limits: {objects: -1}", "line 3: limits.objects: -1 is not allowed; 0 to 5e+06 is"},
		{"an unlimited file", extends + "file: {rejectOver: 200000000}", "line 3: file.rejectOver: 2e+08 is not allowed; 0 to 1.34217728e+08 is"},
		{"a warning above the rejection", extends + "file: {rejectOver: 5}", "line 3: file.warnOver: 3000000 is more than rejectOver, 5; it has to be less"},
		{"a version", extends + "file: {versions: [\"17\"]}", `line 3: file.versions: "17" is no PDF version; one reads like "1.7"`},
		{"what digital letters are", extends + "digital: maybe", `line 3: digital: "maybe" is not allowed; warn or refuse is`},
		{"fewer lines than the least", extends + "address: {maxLines: 1}", "line 3: address.minLines: 2 is more than maxLines, 1; it may not be"},
		{"an unknown rule", extends + "rules: {FP-9: {severity: off}}", "line 3: rules.FP-9: there is no such rule; allowed are FP-001, FP-002, FP-003, FP-004, FP-005, FP-006, FP-010, FP-011, FP-012, FP-013, FP-014, FP-015, FP-016, FP-017, FP-018, FP-020, FP-021, FP-022, FP-023, FP-030, FP-031, FP-040, FP-041, FP-042, FP-043, FP-044, FP-045, FP-046, FP-047, FP-048, FP-050, FP-051, FP-052, FP-053, FP-060, FP-061"},
		{"an unknown severity", extends + "rules: {FP-061: {severity: bad}}", `line 3: rules.FP-061.severity: "bad" is not allowed; off, info, warn or reject is`},
		{"an unreadable file that passes", extends + "rules: {FP-003: {severity: warn}}", `line 3: rules.FP-003.severity: "warn" is not allowed; a document that breaks this rule cannot be looked at, so only reject is`},
		{"a letter of no pages that passes", extends + "rules: {FP-005: {codes: {pdf.no-pages: off}}}", `line 3: rules.FP-005.codes.pdf.no-pages: "off" is not allowed; such a document cannot be looked at, so only reject is`},
		{"a code of another rule", extends + "rules: {FP-061: {codes: {font.missing: off}}}", "line 3: rules.FP-061.codes.font.missing: the rule has no such code; allowed are page.blank"},
		{"a zone beside the page", extends + "zones:\n- {name: SDL, x: 204}", "line 4: zones.SDL.x: x 204 to 211, y 176 to 276 is not on the page; 0 to 210 and 0 to 297 is"},
		{"a zone without a name", extends + "zones:\n- {x: 20, y: 1, w: 1, h: 1, pages: all}", "line 4: zones: a zone has no name; each needs one"},
		{"a zone of a rule that has none", extends + "zones:\n- {name: OMR, rule: FP-020}", `line 4: zones.OMR.rule: "FP-020" is not about a zone; allowed are ["" "FP-040" "FP-041" "FP-042" "FP-043" "FP-045" "FP-046" "FP-047" "FP-048"]`},
		{"a zone of no page", extends + "zones:\n- {name: NY, x: 20, y: 1, w: 1, h: 1}", `line 4: zones.NY.pages: "" is not allowed; first, all or none is`},
		{"a zone of no marks", extends + "zones:\n- {name: OMR, marks: pictures}", `line 4: zones.OMR.marks: "pictures" is not allowed; all or text is`},
		{"an endless zone", extends + "zones:\n- {name: OMR, w: .inf}", "line 4: zones.OMR.x: +Inf is no length; write millimetres"},
		{"a scale that falls", extends + "prices:\n  postage:\n  - {upTo: 100, price: 1}\n  - {upTo: 50, price: 1}", "line 5: prices.postage: step 2 (up to 50 grams, 1) is not allowed; weights have to grow, prices may not be negative"},
		{"too large a file", extends + strings.Repeat("# fill\n", 200_000), "the file is larger than 1048576 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, err := fjernprint.ReadProfile(strings.NewReader(c.file))
			if err == nil || p != nil {
				t.Fatalf("got %v, %v", p, err)
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Error(diff)
			}
			if wrong := (*fjernprint.ProfileError)(nil); !errors.As(err, &wrong) {
				t.Errorf("%T is no ProfileError", err)
			}
		})
	}
}

func TestAProfileOfItsOwnNeedsNoBase(t *testing.T) {
	t.Parallel()
	p, err := fjernprint.ReadProfile(strings.NewReader("name: bar\ndigital: refuse\nwhite: 1\npage: {width: 148, height: 210}\n"))
	if err != nil {
		t.Fatal(err)
	}
	report := fjernprint.Check(t.Context(), letter(20, 50, "hej"), p, fjernprint.Letter{})
	if got := codes(report.Findings); !cmp.Equal(got, []string{"page.size", "font.standard"}) {
		t.Errorf("found %v", got)
	}
}

func TestTheNorwegianProfileCanBeRunAsTheGovernmentServiceDoes(t *testing.T) {
	t.Parallel()
	asRun, err := fjernprint.ReadProfile(strings.NewReader("name: sdp-as-run\nextends: no-sdp\nfile: {maxPages: 0}\nrules: {FP-040: {severity: off}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	document := letter(5, 120, "i margen")
	if r := fjernprint.Check(t.Context(), document, builtIn(t, "no-sdp"), fjernprint.Letter{}); r.Verdict != fjernprint.Rejected {
		t.Errorf("the validator says %s: %v", r.Verdict, codes(r.Findings))
	}
	if r := fjernprint.Check(t.Context(), document, asRun, fjernprint.Letter{}); r.Verdict != fjernprint.Printable {
		t.Errorf("the service says %s: %v", r.Verdict, codes(r.Findings))
	}
}

func codes(findings []fjernprint.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Code)
	}
	return out
}

func TestNetsOverprintsWhereTheLayoutSheetForbids(t *testing.T) {
	t.Parallel()
	document := withContent("5 400 20 20 re f 60 700 40 40 re f", "", "") // in OMR and ADDRESS
	for _, c := range []struct {
		profile string
		letter  fjernprint.Letter
		want    fjernprint.Verdict
	}{
		{fjernprint.DefaultProfile, imprinted(), fjernprint.Rejected},
		{"nets-share", imprinted(), fjernprint.Printable},
	} {
		r := fjernprint.Check(t.Context(), document, builtIn(t, c.profile), c.letter)
		if got := codes(r.Findings); r.Verdict != c.want || !slices.Contains(got, "zone.omr.occupied") || !slices.Contains(got, "address.not-blank") {
			t.Errorf("%s: %s, %v", c.profile, r.Verdict, got)
		}
	}
}

func FuzzReadProfile(f *testing.F) {
	for _, name := range fjernprint.ProfileNames() {
		source, _ := fjernprint.BuiltInSource(name)
		f.Add(string(source))
	}
	f.Add("name: egen\nextends: no-sdp\nzones: [{name: OMR, x: .nan}]\nrules: {FP-040: {codes: {zone.omr.occupied: off}}}\n")
	f.Add("name: &a [*a]\nfile: {<<: *a}\n")
	document := onSheet("", "")
	f.Fuzz(func(t *testing.T, file string) {
		p, err := fjernprint.ReadProfile(strings.NewReader(file))
		if err != nil {
			if wrong := (*fjernprint.ProfileError)(nil); p != nil || !errors.As(err, &wrong) {
				t.Errorf("%v with %T", p, err)
			}
			return
		}
		for _, rule := range fjernprint.Rules() {
			p.Worst(rule.ID)
		}
		if r := fjernprint.Check(t.Context(), document, p, imprinted()); r.Profile != p.Name {
			t.Errorf("%q was asked, %q answered", p.Name, r.Profile)
		}
	})
}
