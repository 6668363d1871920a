package ink_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLayersThatAreOffAreLeftOut(t *testing.T) {
	t.Parallel()
	// Groups 6 to 8 are: off, on, and off only in print; 9 on only in print.
	group := func(print string) string {
		return "<< /Type /OCG /Name (Lag) /Usage << /Print << /PrintState /" + print + " >> >> >>"
	}
	objects := []string{
		"<< /Type /OCG /Name (Fra) >>", "<< /Type /OCG /Name (Til) >>", group("OFF"), group("ON"),
		form("/BBox [0 0 100 100] /OC 6 0 R", "0 0 1 1 re f"),
		form("/BBox [0 0 100 100]", "0 0 1 1 re f"),
		stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /OC 6 0 R", "0"),
	}
	membership := func(entries string) string { return "<< /Type /OCMD " + entries + " >>" }
	resources := `/XObject << /Off 10 0 R /Plain 11 0 R /Image 12 0 R >> /Properties <<
		/Off 6 0 R /On 7 0 R /OffInPrint 8 0 R /OnInPrint 9 0 R
		/AnyOn ` + membership("/OCGs [6 0 R 7 0 R]") + ` /AllOn ` + membership("/OCGs [6 0 R 7 0 R] /P /AllOn") + `
		/AnyOff ` + membership("/OCGs [6 0 R 7 0 R] /P /AnyOff") + ` /AllOff ` + membership("/OCGs [6 0 R 7 0 R] /P /AllOff") + `
		/OneOff ` + membership("/OCGs 6 0 R") + ` /NoneAtAll ` + membership("/OCGs [null]") + ` /AllOffOfThoseThatAre ` + membership("/OCGs [null 6 0 R] /P /AllOff") + `
		/Not ` + membership("/VE [/Not 6 0 R]") + ` /And ` + membership("/VE [/And 7 0 R [/Not 7 0 R]]") + ` /Or ` + membership("/VE [/Or 6 0 R [/And 7 0 R 7 0 R]]") + `
		/Strange << /Type /Other >>
	>>`
	print := "/AS [<< /Event /Print /Category [/Print] /OCGs [8 0 R 9 0 R] >>]"
	catalog := func(config string) string {
		return "/OCProperties << /OCGs [6 0 R 7 0 R 8 0 R 9 0 R] /D << " + config + " >> >>"
	}
	usual := catalog("/OFF [6 0 R 9 0 R] " + print)
	in := func(layer string) string { return "/OC /" + layer + " BDC 0 0 1 1 re f EMC" }
	for _, c := range []struct {
		name, catalog, content string
		shown                  bool
	}{
		{"off", usual, in("Off"), false},
		{"on", usual, in("On"), true},
		{"off in print", usual, in("OffInPrint"), false},
		{"on in print", usual, in("OnInPrint"), true},
		{"print usage that is not asked for", catalog("/OFF [9 0 R]"), in("OffInPrint"), true},
		{"view usage", catalog("/AS [<< /Event /View /Category [/Print] /OCGs [8 0 R] >>]"), in("OffInPrint"), true},
		{"all off but one", catalog("/BaseState /OFF /ON [7 0 R]"), in("On"), true},
		{"all off but another", catalog("/BaseState /OFF /ON [7 0 R]"), in("Off"), false},
		{"no configuration", "", in("Off"), true},
		{"any on", usual, in("AnyOn"), true},
		{"all on", usual, in("AllOn"), false},
		{"any off", usual, in("AnyOff"), true},
		{"all off", usual, in("AllOff"), false},
		{"one group", usual, in("OneOff"), false},
		{"no group", usual, in("NoneAtAll"), true},
		{"all off of those that there are", usual, in("AllOffOfThoseThatAre"), true},
		{"all off but one, and that off in print", catalog("/BaseState /OFF /ON [8 0 R] " + print), in("OffInPrint"), false},
		{"not", usual, in("Not"), true},
		{"and", usual, in("And"), false},
		{"or", usual, in("Or"), true},
		{"not about layers", usual, "/Span /Off BDC 0 0 1 1 re f EMC", true},
		{"neither group nor membership", usual, in("Strange"), true},
		{"nested", usual, "/OC /Off BDC /OC /On BDC /X BMC 0 0 1 1 re f EMC EMC EMC", false},
		{"over by EMC", usual, "/OC /Off BDC EMC 0 0 1 1 re f", true},
		{"not over by Q", usual, "q /OC /Off BDC Q 0 0 1 1 re f EMC", false},
		{"around a form", usual, "/OC /Off BDC /Plain Do EMC", false},
		{"around text", usual, "/OC /Off BDC BT /F 10 Tf (x) Tj ET EMC", false},
		{"around an image", usual, "/OC /Off BDC BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI EMC", false},
		{"a form", usual, "/Off Do", false},
		{"an image", usual, "/Image Do", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page := interpret(t, sheet{content: c.content, resources: resources, catalog: c.catalog, objects: objects})
			if got := len(page.Marks) == 1; got != c.shown {
				t.Errorf("it is shown: %t, want %t", got, c.shown)
			}
			// What is white or on is not hidden by a layer.
			if hides := !c.shown; page.Hidden != hides {
				t.Errorf("something is hidden: %t, want %t", page.Hidden, hides)
			}
			if page.Damaged || len(page.Fonts) != 0 {
				t.Errorf("damaged: %t, fonts: %v", page.Damaged, page.Fonts)
			}
		})
	}
	t.Run("hidden text moves on", func(t *testing.T) {
		t.Parallel()
		s := show("BT /T 10 Tf /OC /Off BDC (a) Tj EMC (a) Tj ET")
		s.resources += " /Properties << /Off << /Type /OCMD /VE [/Not 10 0 R] >> >>"
		s.objects = append(s.objects[:4:4], "<< /Type /OCG >>")
		if diff := cmp.Diff([]string{"text 10.0 90.0 20.0 100.0"}, marks(interpret(t, s))); diff != "" {
			t.Errorf("marks (-want +got):\n%s", diff)
		}
	})
	t.Run("white in a layer that is off hides nothing", func(t *testing.T) {
		t.Parallel()
		page := interpret(t, sheet{content: "1 g " + in("Off"), resources: resources, catalog: usual, objects: objects})
		if page.Hidden {
			t.Error("something is hidden")
		}
	})
}
