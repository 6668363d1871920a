package law_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/law"
)

func with(t *testing.T, r law.Rules, name law.Name, value string) law.Rules {
	t.Helper()
	out, err := r.With(name, value)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestZeroRulesAreDanishAtTheirDefaults(t *testing.T) {
	t.Parallel()
	var zero law.Rules
	if zero.Jurisdiction() != law.Denmark || zero.Name() != "dk-now" || zero.Differences() != nil {
		t.Errorf("got %s, %v", zero.Name(), zero.Differences())
	}
	if zero.Days(law.CVRQuarantineDays) != 12 || zero.Value(law.Leapling) != "1mar" {
		t.Error("defaults are missing")
	}
	if diff := cmp.Diff(law.Default(law.Denmark).All(), zero.All()); diff != "" {
		t.Error(diff)
	}
}

func TestTypedReaders(t *testing.T) {
	t.Parallel()
	r := law.Default(law.Denmark)
	r = with(t, r, law.ReleaseTime, "06:30")
	r = with(t, r, law.ExemptionPropagation, "90m")
	r = with(t, r, law.ExemptionEndIncl, "yes")
	r = with(t, r, law.NonDays, "1may, 24dec")
	if h, m := r.Clock(law.ReleaseTime); h != 6 || m != 30 {
		t.Errorf("clock %d:%d", h, m)
	}
	if d := r.Duration(law.ExemptionPropagation); d != 90*time.Minute {
		t.Errorf("duration %v", d)
	}
	if !r.Bool(law.ExemptionEndIncl) || !r.Is(law.Leapling, "1mar") || r.Number(law.NemSMSMax) != 150 {
		t.Error("yes, choice or number")
	}
	if !r.On(law.NonDays, "1may") || r.On(law.NonDays, "31dec") || r.On(law.NonDays, "") {
		t.Errorf("set %q", r.Value(law.NonDays))
	}
	if r.Date(law.ExemptionFirstDate) != "2014-03-01" {
		t.Error("date")
	}
	// A reader of the wrong kind, or of no switch, gives the zero value.
	h, m := r.Clock(law.Leapling)
	if h != 0 || m != 0 || r.Number(law.Leapling) != 0 || r.Duration(law.Leapling) != 0 || r.Value("no.such") != "" {
		t.Error("a wrong reader made something up")
	}
}

func TestWithRefusesAndListsWhatIsAllowed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    law.Name
		value   string
		code    law.ErrorCode
		mention string
	}{
		{"dk.noSuch", "1", law.CodeUnknownSwitch, "dk.cvrQuarantineDays"},
		{law.QuarantineCount, "hours", law.CodeBadValue, "calendar|exact24h"},
		{law.NonDays, "24dec,easter", law.CodeBadValue, "grundlovsdag,24dec"},
		{law.CVRQuarantineDays, "-1", law.CodeBadValue, "whole number"},
		{law.CVRQuarantineDays, "10001", law.CodeBadValue, "10000"},
		{law.ReleaseTime, "24:00", law.CodeBadValue, "HH:MM"},
		{law.ReleaseTime, "6:00", law.CodeBadValue, "HH:MM"},
		{law.PrintProfile, "", law.CodeBadValue, "dots and dashes"},
		{law.PrintProfile, "-share", law.CodeBadValue, "dots and dashes"},
		{law.PrintProfile, "Nets Share", law.CodeBadValue, "dots and dashes"},
		{law.PrintProfile, "../../etc/profile", law.CodeBadValue, "dots and dashes"},
		{law.PrintProfile, strings.Repeat("x", 65), law.CodeBadValue, "dots and dashes"},
		{law.ExemptionFirstDate, "2014-02-30", law.CodeBadValue, "YYYY-MM-DD"},
		{law.ExemptionPropagation, "-1h", law.CodeBadValue, "duration"},
	}
	for _, test := range tests {
		_, err := law.Default(law.Denmark).With(test.name, test.value)
		if e := (*law.Error)(nil); !errors.As(err, &e) || e.Code != test.code || !strings.Contains(e.Message, test.mention) {
			t.Errorf("%s=%s: %v", test.name, test.value, err)
		}
	}
}

func TestRulesAreImmutable(t *testing.T) {
	t.Parallel()
	base := with(t, law.Default(law.Denmark), law.Leapling, "28feb")
	if with(t, base, law.Leapling, "1mar"); base.Value(law.Leapling) != "28feb" {
		t.Error("With changed its receiver")
	}
	r, ok := base.Lookup("DK-COV-11")
	if !ok {
		t.Fatal("DK-COV-11 is missing")
	}
	r.Switches[0], r.Sources[0] = "spoilt", "spoilt"
	law.Switches()[0].Values[0] = "spoilt"
	again, _ := base.Lookup("DK-COV-11")
	if again.Switches[0] == "spoilt" || again.Sources[0] == "spoilt" || law.Switches()[0].Values[0] == "spoilt" {
		t.Error("a caller can spoil the catalogue")
	}
}

func TestDifferencesListWhatWasChangedInOrder(t *testing.T) {
	t.Parallel()
	r := with(t, law.Default(law.Denmark), law.NonDays, "none")
	r = with(t, r, law.Leapling, "28feb")
	r = with(t, r, law.NemSMSMax, "160")
	r = with(t, r, law.NemSMSMax, "150") // back to the default
	want := []law.Setting{
		{Name: law.Leapling, Value: "28feb", Default: "1mar"},
		{Name: law.NonDays, Value: "none", Default: "grundlovsdag,24dec,31dec,fridayAfterAscension"},
	}
	if diff := cmp.Diff(want, r.Differences()); diff != "" {
		t.Error(diff)
	}
}

func TestOtherJurisdictionsShareOnlyTheTimeModel(t *testing.T) {
	t.Parallel()
	gl := law.Default(law.Greenland)
	if _, ok := gl.Lookup("DK-COV-01"); ok {
		t.Error("a Danish rule holds in Greenland")
	}
	if _, ok := gl.Lookup("TIME-05"); !ok || len(gl.All()) != 8 || gl.Name() != "gl-now" {
		t.Errorf("%s has %d rules", gl.Name(), len(gl.All()))
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	r := law.Default(law.Denmark)
	ids := func(asked ...string) string {
		rules, err := r.Search(asked...)
		if err != nil {
			t.Fatal(err)
		}
		out := make([]string, len(rules))
		for i, rule := range rules {
			out[i] = string(rule.ID)
		}
		return strings.Join(out, " ")
	}
	if got := ids("DK-SMS-02"); got != "DK-SMS-02" {
		t.Error(got)
	}
	if got := ids("time-01", "dk-del", "DK-DEL-01"); got != "DK-DEL-01 DK-DEL-02 DK-DEL-04 TIME-01" {
		t.Error(got)
	}
	if ids() != ids("DK", "TIME") {
		t.Error("all is not all")
	}
	for _, asked := range []string{"DK-S", "DK-COV-99", "", "nonsense"} {
		_, err := r.Search("DK-COV", asked)
		if e := (*law.Error)(nil); !errors.As(err, &e) || e.Code != law.CodeUnknownRule || !strings.Contains(e.Message, "DK-COV") {
			t.Errorf("Search(%q): %v", asked, err)
		}
	}
}

func TestRulesInForceByDay(t *testing.T) {
	t.Parallel()
	r, _ := law.Default(law.Denmark).Lookup("DK-EXEMPT-10")
	for day, want := range map[law.Date]bool{
		"2014-02-28": false, "2014-03-01": true, "2017-09-30": true, "2017-10-01": false,
	} {
		if r.InForce(day) != want {
			t.Errorf("in force on %s: %v", day, !want)
		}
	}
	if !(law.Rule{}).InForce("1900-01-01") {
		t.Error("a rule without dates is always in force")
	}
}

func BenchmarkValue(b *testing.B) {
	r := law.Default(law.Denmark)
	for b.Loop() {
		if r.Days(law.CVRQuarantineDays) != 12 || !r.On(law.NonDays, "24dec") {
			b.Fatal("wrong value")
		}
	}
}
