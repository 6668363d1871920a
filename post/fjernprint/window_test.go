package fjernprint

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/ink"
)

// returnLine is small enough for 70 characters between 21 and 92 mm.
func returnLine(n int) ink.Mark { return typed(21.2, 39.8, 5.6, strings.Repeat("n", n)) }

func TestTheSenderField(t *testing.T) {
	t.Parallel()
	imprinted := Letter{ImprintRecipient: true, ImprintSender: true}
	line := typed(22, 39.8, 6, "Eksempelkøbing Kommune, Torvet 1, 9999 Eksempelkøbing")
	tests := []struct {
		name   string
		letter Letter
		marks  []ink.Mark
		want   []string
	}{
		{"one line", blank, []ink.Mark{line}, nil},
		{"no line", blank, nil, nil},
		{"one line where one is imprinted", imprinted, []ink.Mark{line}, []string{"sender.not-blank"}},
		{"a picture where one is imprinted", imprinted, []ink.Mark{rect(ink.Image, 30, 36, 40, 37.6)}, []string{"sender.not-blank"}},
		{"a picture just above where one is imprinted", imprinted, []ink.Mark{rect(ink.Image, 30, 35.1, 40, 37.4)}, nil},
		{"70 characters", blank, []ink.Mark{returnLine(70)}, nil},
		{"71 characters", blank, []ink.Mark{returnLine(71)}, []string{"sender.too-long"}},
		{"two lines", blank, []ink.Mark{typed(22, 38.6, 4, "Eksempelkøbing Kommune"), typed(22, 40.4, 4, "Torvet 1")}, []string{"sender.lines"}},
		{"one line in two columns", blank, []ink.Mark{typed(22, 39.8, 6, "Kommunen"), typed(60, 39.8, 6, "Torvet 1")}, nil},
		{"an underline", blank, []ink.Mark{line, rect(ink.Path, 22, 40.2, 90, 40.3)}, nil},
		{"half a millimetre into ID", blank, []ink.Mark{endingAtY(92.5, 39.8, "Kommunen")}, nil},
		{"farther into ID", blank, []ink.Mark{endingAtY(92.6, 39.8, "Kommunen")}, []string{"sender.runs-into", "zone.id.occupied"}},
		{"half a millimetre into ADDRESS", blank, []ink.Mark{typed(22, 41.07, 6, "Kommunen")}, nil},
		{"farther into ADDRESS", blank, []ink.Mark{typed(22, 41.11, 6, "Kommunen")}, []string{"address.not-blank", "sender.runs-into"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := laid(t, standard(t), test.letter, test.marks)
			found = slices.DeleteFunc(found, func(f Finding) bool { return f.Rule == "FP-046" })
			if diff := cmp.Diff(test.want, codes(found)); diff != "" {
				t.Error(diff)
			}
			for _, f := range found {
				if f.Rule == "FP-045" && (f.Severity == Reject) != (f.Code == "sender.runs-into") {
					t.Errorf("%s has severity %s", f.Code, f.Severity)
				}
			}
		})
	}
}

func endingAtY(x, y float64, s string) ink.Mark {
	w := typed(0, y, 6, s).Box.X1
	return typed(x-w, y, 6, s)
}

func TestALineOfTheSenderThatRunsIntoAnotherFieldIsToldWhereToGo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		mark ink.Mark
		da   string
	}{
		{"into ID", endingAtY(94, 39.8, "Kommunen"),
			"Side 1: returadressen »Kommunen« rager 2 mm ind i ID-feltet (92-96 mm, 37-62 mm fra toppen). Flyt den mindst 2 mm mod venstre."},
		{"through ID", typed(22, 39.8, 8, strings.Repeat("n", 55)),
			"Side 1: returadressen »" + strings.Repeat("n", 39) + "…« rager 7,6 mm ind i ID-feltet (92-96 mm, 37-62 mm fra toppen). Gør den kortere, eller brug mindre skrift."},
		{"into ADDRESS", typed(22, 41.2, 6, "Kommunen"),
			"Side 1: returadressen »Kommunen« rager 0,6 mm ind i ADDRESS-feltet (21-80 mm, 41-62 mm fra toppen). Flyt den mindst 0,7 mm opad."},
	}
	for _, test := range tests {
		found := laid(t, standard(t), blank, []ink.Mark{test.mark})
		i := slices.IndexFunc(found, func(f Finding) bool { return f.Code == "sender.runs-into" })
		if i < 0 {
			t.Errorf("%s: %v", test.name, codes(found))
			continue
		}
		if diff := cmp.Diff(test.da, found[i].Da); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestNothingElseMayShowInTheWindow(t *testing.T) {
	t.Parallel()
	ordinary := with(addressed("Anna Eksempel", "Eksempelvej 1", "9999 By"),
		rect(ink.Image, 18, 5, 60, 20), typed(22, 39.8, 6, "Kommunen, Torvet 1"),
		typed(130, 20, 10, "Eksempelkøbing Kommune"), typed(22, 100, 12, "Afgørelse"))
	tests := []struct {
		name string
		mark ink.Mark
		want []string
	}{
		{"nothing else", typed(22, 92, 10, "Kære Anna"), nil},
		{"a heading within", typed(22, 85, 12, "Afgørelse"), []string{"slack.occupied"}},
		{"just above the lower edge", rect(ink.Path, 30, 88.4, 60, 95), []string{"slack.occupied"}},
		{"just below", rect(ink.Path, 30, 88.6, 60, 95), nil},
		{"just left of the right edge", rect(ink.Path, 114.4, 70, 120, 75), []string{"slack.occupied"}},
		{"just right of it", rect(ink.Path, 114.6, 70, 120, 75), nil},
		{"a logo half a millimetre over its field", rect(ink.Path, 100, 2, 114.5, 25.5), nil},
		{"a logo that is larger", rect(ink.Path, 100, 27, 114.1, 30), []string{"slack.occupied"}},
		{"what another rule has reported", rect(ink.Path, 30, 20, 60, 30), []string{"zone.barcode.occupied"}},
		{"on from the logo field to the return line", rect(ink.Path, 70, 43, 78, 46), []string{"address.not-text"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := laid(t, standard(t), Letter{}, with(ordinary, test.mark))
			if diff := cmp.Diff(test.want, codes(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheDateLineInforms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		mark ink.Mark
		want []string
	}{
		{"in it", typed(120, 290, 8, "Side 1"), []string{"date.occupied"}},
		{"just in it from above", rect(ink.Path, 100, 280, 110, 287.6), []string{"date.occupied"}},
		{"just above", rect(ink.Path, 100, 280, 110, 287.4), nil},
	}
	for _, test := range tests {
		found := laid(t, standard(t), blank, []ink.Mark{test.mark})
		if diff := cmp.Diff(test.want, codes(found)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		if len(found) > 0 && found[0].Severity != Info {
			t.Errorf("%s: %s", test.name, found[0].Severity)
		}
	}
}

func TestHolesLeaveAllAroundThem(t *testing.T) {
	t.Parallel()
	all := geom.Rect{X1: 10, Y1: 10}
	left := without([]geom.Rect{all}, geom.Rect{X0: 2, Y0: 3, X1: 12, Y1: 5})
	want := []geom.Rect{{X1: 10, Y1: 3}, {Y0: 5, X1: 10, Y1: 10}, {Y0: 3, X1: 2, Y1: 5}}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Error(diff)
	}
	if left := without([]geom.Rect{all}, geom.Rect{X0: 20, Y0: 3, X1: 22, Y1: 5}); !slices.Equal(left, []geom.Rect{all}) {
		t.Error("a hole beside takes something away:", left)
	}
	if left := without([]geom.Rect{all}, geom.Rect{X0: -1, Y0: -1, X1: 11, Y1: 11}); left != nil {
		t.Error("a hole over all of it leaves", left)
	}
}

func TestTextPrintedOverOtherTextIsReadOnItsOwn(t *testing.T) {
	t.Parallel()
	s := &sheet{examination: &examination{profile: standard(t)}, first: true, marks: []ink.Mark{
		typed(22, 70, 10, "Den ene linje"), typed(23, 70, 10, "Den anden linje"), // one over the other
		typed(22, 75, 10, "En linje"), typed(37, 75.3, 10, "med et ord"), // not quite level
		typed(22, 80, 10, "To"), typed(60, 80, 10, "spalter"),
	}}
	var got []string
	for _, l := range s.window() {
		got = append(got, l.String())
	}
	want := []string{"Den ene linje", "Den anden linje", "En linje med et ord", "To", "spalter"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnExcerptHasFortyCharactersAtMostAndShowsWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	text := []rune("Dette er en lang linje, som ikke kan vises i sin helhed nogen steder")
	tests := []struct {
		from int
		want string
	}{
		{0, "Dette er en lang linje, som ikke kan vi…"},
		{12, "…ang linje, som ikke kan vises i sin he…"},
		{60, "…om ikke kan vises i sin helhed nogen steder"[:len("…")] + string(text[len(text)-39:])},
	}
	for _, test := range tests {
		got := excerptFrom(text, test.from)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Error(diff)
		}
		if n := len([]rune(got)); n != 40 {
			t.Errorf("%d characters: %s", n, got)
		}
	}
	if got := excerptFrom([]rune("kort"), 2); got != "kort" {
		t.Error(got)
	}
}
