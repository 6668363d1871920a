package kombi_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// paper is a letter of one page that can be printed, unless it is locked.
func paper(t *testing.T, locked bool) string {
	t.Helper()
	doc := fpdf.New("P", "mm", "A4", "")
	if locked {
		doc.SetProtection(fpdf.CnProtectPrint, "modtager", "afsender")
	}
	doc.AddPage()
	doc.SetFont("Helvetica", "", 11)
	doc.SetXY(25, 110)
	doc.MultiCell(160, 6, "Et brev, der er til at printe.", "", "L", false)
	var out bytes.Buffer
	check(t, doc.Output(&out))
	return out.String()
}

// attached is an order's attachments.
func attached(documents ...string) string {
	var out strings.Builder
	out.WriteString(`<BilagSamling>`)
	for _, d := range documents {
		out.WriteString(`<Bilag><BilagNavn>Bilag</BilagNavn><d:FilformatNavn xmlns:d="urn:oio:dkal:1.0.0">pdf</d:FilformatNavn>` +
			`<d:VedhaeftningIndholdData xmlns:d="urn:oio:dkal:1.0.0">` + base64.StdEncoding.EncodeToString([]byte(d)) + `</d:VedhaeftningIndholdData></Bilag>`)
	}
	return out.String() + `</BilagSamling>`
}

func checked(t *testing.T, s world.Settings) *bundle {
	t.Helper()
	return openOver(t, world.Config{Print: fjernprint.Checker{}}).furnish(s)
}

func TestWhatCannotBePrintedIsRefusedOverTheWireByItsRule(t *testing.T) {
	t.Parallel()
	b := checked(t, world.Settings{})
	r := b.receive(quick)
	c := b.client()
	good, locked := paper(t, false), paper(t, true)
	exempt := must2(ident.NewFictiveCPR(1980, 3, 8, 0))(t)
	check(t, b.world.PutPerson(t.Context(), world.Person{CPR: exempt, Name: "Dagny Eksempel", Exemptions: []world.Exemption{{RegisteredAt: noon().AddDate(-1, 0, 0)}}}))
	printed := []string{"Afsendt", "Modtaget Fjern-print", "Klar", "Afleveret til print og kuvertering", "Modtaget Post Danmark"}
	for name, try := range map[string]struct {
		letter text
		want   []string
		rule   string // that FejlTekst begins with
	}{
		"a letter that can be printed": {text{code: "Fysisk Post", document: good}, printed, ""},
		"with attachments":             {text{code: "Fysisk Post", document: good, order: attached(good, good)}, printed, ""},
		"automatic, to paper":          {text{code: "Automatisk Valg", document: good, to: exempt, order: attached(good)}, printed, ""},
		"a locked letter":              {text{code: "Fysisk Post", document: locked}, []string{"Fejlet"}, "FP-010: "},
		"a locked attachment":          {text{code: "Fysisk Post", document: good, order: attached(good, locked)}, []string{"Fejlet"}, "FP-010: "},
		"automatic, locked":            {text{code: "Automatisk Valg", document: locked, to: exempt}, []string{"Fejlet"}, "FP-010: "},
		"no PDF":                       {text{code: "Fysisk Post", document: "<html>hej</html>"}, []string{"Fejlet"}, "FP-001: "},
		"digital, locked":              {text{code: "Digital Post", document: locked}, []string{"Modtaget Digital Post", "Afleveret Digital Post"}, ""},
		"automatic, digital, locked":   {text{code: "Automatisk Valg", document: locked}, []string{"Modtaget Digital Post", "Afleveret Digital Post"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.accepted(b.xml(try.letter))
			var got []push
			for range try.want {
				got = append(got, r.next())
			}
			r.settled()
			if diff := cmp.Diff(try.want, statuses(got...)); diff != "" {
				t.Fatalf("receipts (-want +got):\n%s", diff)
			}
			fault := got[len(got)-1].status.Fejl
			if try.rule == "" {
				if fault.Failed() {
					t.Errorf("FejlDetaljer %+v", fault)
				}
				return
			}
			if fault.FejlKode != world.FailUnprintable || !strings.HasPrefix(fault.FejlTekst, try.rule) || got[0].status.AfsendelseIdentifikator == "" {
				t.Errorf("FejlDetaljer %+v, want %s and %q", fault, world.FailUnprintable, try.rule)
			}
		})
	}
}

func TestRecallAndPostalNewsAreToldWithTheirWords(t *testing.T) {
	t.Parallel()
	b := checked(t, world.Settings{PrintDelays: map[world.Status]time.Duration{world.StatusPrintHanded: time.Hour}})
	r := b.receive(quick)
	c := b.client()
	send := func(dispatch string) world.LetterID {
		c.accepted(b.xml(text{code: "Fysisk Post", document: paper(t, false), dispatch: dispatch}))
		for range 3 {
			r.next()
		}
		r.settled()
		found, _, err := b.world.Letters(t.Context(), world.LetterQuery{DispatchID: dispatch})
		check(t, err)
		return found[0].ID
	}
	check(t, b.world.Recall(t.Context(), send("afs-1"), "Forkert bilag"))
	recalled := r.next().status
	r.settled()
	want := wire.PostStatus{
		AfsendelseIdentifikator: "afs-1", ForsendelseIdentifikator: "1", KanalKode: wire.KanalFysisk, TransaktionsStatusKode: "Tilbagekaldt",
		TransaktionsDatoTid: wire.At(noon()), ForsendelseTypeIdentifikator: "4711",
		AfsenderSystemIdentifikator: string(b.system.ID), CorrelationID: recalled.CorrelationID,
	}
	if diff := cmp.Diff(&want, recalled); diff != "" {
		t.Errorf("recalled (-want +got):\n%s", diff)
	}

	posted := send("afs-2")
	must2(b.world.AdvanceBy(t.Context(), time.Hour))(t)
	r.next()
	r.next()
	check(t, b.world.PostalUpdate(t.Context(), posted, world.PostalUpdate{Kind: world.PostalReturned, Text: "Ukendt på adressen"}))
	news := r.next().status
	r.settled()
	want.AfsendelseIdentifikator, want.ForsendelseIdentifikator, want.TransaktionsStatusKode = "afs-2", "2", "Opdatering fra Post Danmark"
	want.TransaktionsDatoTid, want.CorrelationID = wire.At(noon().Add(time.Hour)), news.CorrelationID
	if diff := cmp.Diff(&want, news); diff != "" {
		t.Errorf("news (-want +got):\n%s", diff)
	}
}
