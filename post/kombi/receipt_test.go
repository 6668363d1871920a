package kombi_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/post/strictxml/mutate"
)

func digitalReceipt() *kombi.PostStatus {
	return &kombi.PostStatus{
		TransmissionID: "5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c", MessageUUID: "11111111-2222-4000-8000-222222222222",
		MessageID: "brev-17", KanalKode: kombi.KanalDigital, TransaktionsDatoTid: "2026-11-22T10:00:00.123Z",
		TransaktionsStatusKode: "Afleveret Digital Post", CorrelationID: "5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c",
	}
}

func physicalReceipt() *kombi.PostStatus {
	return &kombi.PostStatus{
		AfsendelseIdentifikator: "0a6c7c38-1111-4000-8000-aaaabbbbcccc", ForsendelseIdentifikator: "4242",
		KanalKode: kombi.KanalFysisk, TransaktionsDatoTid: "2026-11-22T12:00:00.000Z",
		BrugerNavn: "sagsbehandler", EnhedTekst: "Borgerservice", AfsenderSystemIdentifikator: "EKSSYS",
		TransaktionsStatusKode: "Fejlet", ForsendelseTypeIdentifikator: "4711", CorrelationID: "5b0b7c1e-1111-4000-8000-0c0c0c0c0c0d",
		Fejl: kombi.FejlDetaljer{FejlKode: "1234", FejlTekst: "Adressefelt mangler & mere <til>"},
		Haendelser: &kombi.HaendelseSamling{Haendelse: []kombi.ForsendelseHaendelse{
			{TypeKode: "3", DatoTid: "2026-11-22T12:00:00.000Z", Beloeb: "12.50"}, {TypeKode: "4"},
		}},
	}
}

func TestReceiptsAreWrittenAsRealOnesLook(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		p    *kombi.PostStatus
		want string
	}{
		{"digital", digitalReceipt(), `<PKO_PostStatus xmlns="http://serviceplatformen.dk/xml/print/PKO_PostStatus/1/types"><TransmissionId>5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c</TransmissionId><MessageUUID>11111111-2222-4000-8000-222222222222</MessageUUID><MessageId>brev-17</MessageId><KanalKode>Digital Post</KanalKode><TransaktionsDatoTid>2026-11-22T10:00:00.123Z</TransaktionsDatoTid><TransaktionsStatusKode>Afleveret Digital Post</TransaktionsStatusKode><CorrelationId>5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c</CorrelationId><FejlDetaljer/></PKO_PostStatus>`},
		{"physical", physicalReceipt(), `<PKO_PostStatus xmlns="http://serviceplatformen.dk/xml/print/PKO_PostStatus/1/types"><AfsendelseIdentifikator>0a6c7c38-1111-4000-8000-aaaabbbbcccc</AfsendelseIdentifikator><ForsendelseIdentifikator>4242</ForsendelseIdentifikator><KanalKode>Fysisk Post</KanalKode><TransaktionsDatoTid>2026-11-22T12:00:00.000Z</TransaktionsDatoTid><BrugerNavn>sagsbehandler</BrugerNavn><EnhedTekst>Borgerservice</EnhedTekst><AfsenderSystemIdentifikator>EKSSYS</AfsenderSystemIdentifikator><TransaktionsStatusKode>Fejlet</TransaktionsStatusKode><ForsendelseTypeIdentifikator>4711</ForsendelseTypeIdentifikator><CorrelationId>5b0b7c1e-1111-4000-8000-0c0c0c0c0c0d</CorrelationId><FejlDetaljer><FejlKode>1234</FejlKode><FejlTekst>Adressefelt mangler &amp; mere &lt;til&gt;</FejlTekst></FejlDetaljer><ForsendelseHaendelseSamling><ForsendelseHaendelse><ForsendelseHaendelseTypeKode>3</ForsendelseHaendelseTypeKode><ForsendelseHaendelseDatoTid>2026-11-22T12:00:00.000Z</ForsendelseHaendelseDatoTid><ForsendelseHaendelseBeloeb>12.50</ForsendelseHaendelseBeloeb></ForsendelseHaendelse><ForsendelseHaendelse><ForsendelseHaendelseTypeKode>4</ForsendelseHaendelseTypeKode></ForsendelseHaendelse></ForsendelseHaendelseSamling></PKO_PostStatus>`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			if err := kombi.WritePostStatus(&out, c.p); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			back, findings, err := kombi.ReadPostStatus(&out)
			if err != nil || len(findings) > 0 {
				t.Fatal(findings, err)
			}
			if diff := cmp.Diff(c.p, back); diff != "" {
				t.Errorf("read back (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReceiptsAreReadInAnyOrderAndForm(t *testing.T) {
	t.Parallel()
	const space = "http://serviceplatformen.dk/xml/print/PKO_PostStatus/1/types"
	cases := []struct {
		name, doc string
		failed    bool
		findings  int
	}{
		{"prefixed, other order, no FejlDetaljer", `<?xml version="1.0"?><a:PKO_PostStatus xmlns:a="` + space + `"><a:TransaktionsStatusKode>Klar</a:TransaktionsStatusKode><a:KanalKode>Fysisk Post</a:KanalKode></a:PKO_PostStatus>`, false, 0},
		{"empty FejlDetaljer on two tags", `<PKO_PostStatus xmlns="` + space + `"><TransaktionsStatusKode>Klar</TransaktionsStatusKode><FejlDetaljer></FejlDetaljer></PKO_PostStatus>`, false, 0},
		{"FejlDetaljer with code only", `<PKO_PostStatus xmlns="` + space + `"><TransaktionsStatusKode>Fejlet</TransaktionsStatusKode><FejlDetaljer><FejlKode>memo.invalid</FejlKode></FejlDetaljer></PKO_PostStatus>`, true, 0},
		{"an element we do not know", `<PKO_PostStatus xmlns="` + space + `"><TransaktionsStatusKode>Klar</TransaktionsStatusKode><Nyt>1</Nyt></PKO_PostStatus>`, false, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, findings, err := kombi.ReadPostStatus(strings.NewReader(c.doc))
			if err != nil {
				t.Fatal(err)
			}
			if p.Fejl.Failed() != c.failed || len(findings) != c.findings {
				t.Errorf("failed %t, findings %v; want %t and %d", p.Fejl.Failed(), findings, c.failed, c.findings)
			}
		})
	}
	for name, doc := range map[string]string{
		"nothing":         "",
		"another root":    "<PKO_PostStatus/>",
		"no status":       `<PKO_PostStatus xmlns="` + space + `"><KanalKode>Fysisk Post</KanalKode></PKO_PostStatus>`,
		"an empty status": `<PKO_PostStatus xmlns="` + space + `"><TransaktionsStatusKode/></PKO_PostStatus>`,
	} {
		if p, _, err := kombi.ReadPostStatus(strings.NewReader(doc)); kombi.CodeOf(err) != kombi.CodeReceipt || p != nil {
			t.Errorf("%s: %v, %v; want %s", name, p, err, kombi.CodeReceipt)
		}
	}
}

func TestTheTenStatusesAreToldApart(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	final := 0
	for _, row := range kombi.Statuses() {
		for _, key := range []string{string(row.Key), row.UUID, row.Text} {
			if seen[key] {
				t.Errorf("%q is used twice", key)
			}
			seen[key] = true
		}
		if _, err := uuid.Parse(row.UUID); err != nil || row.UUID != strings.ToLower(row.UUID) {
			t.Errorf("%s: UUID %q: %v", row.Key, row.UUID, err)
		}
		if got, ok := kombi.StatusByUUID(" " + strings.ToUpper(row.UUID)); !ok || got != row {
			t.Errorf("by UUID: %+v, want %+v", got, row)
		}
		if got, ok := kombi.StatusByText(strings.ToUpper(row.Text) + "\n"); !ok || got != row {
			t.Errorf("by text: %+v, want %+v", got, row)
		}
		if got, ok := row.Key.Row(); !ok || got != row {
			t.Errorf("by key: %+v, want %+v", got, row)
		}
		if row.Final {
			final++
		}
	}
	if final != 4 {
		t.Errorf("%d final statuses, want 4: delivered, refused, handed to the post, recalled", final)
	}
	for _, stranger := range []string{"", "Leveret", "00000000-0000-4000-8000-000000000000"} {
		_, byText := kombi.StatusByText(stranger)
		_, byUUID := kombi.StatusByUUID(stranger)
		if _, byKey := kombi.Status(stranger).Row(); byText || byUUID || byKey {
			t.Errorf("%q is found", stranger)
		}
	}
}

func TestActorsAreToldApart(t *testing.T) {
	t.Parallel()
	for _, a := range kombi.Actors() {
		if got, ok := kombi.ActorByUUID(strings.ToUpper(a.UUID)); !ok || got != a {
			t.Errorf("%+v, want %+v", got, a)
		}
	}
	if _, ok := kombi.ActorByUUID(kombi.PlatformExternalTest); ok {
		t.Error("the platform answers for no receipt")
	}
}

// envelopeOf is the envelope of SF1601 5.1 around a receipt.
func envelopeOf(t testing.TB, p *kombi.PostStatus, status kombi.Status) *kombi.Haendelsesbesked {
	t.Helper()
	row, ok := status.Row()
	if !ok {
		t.Fatalf("no status %s", status)
	}
	var payload bytes.Buffer
	if err := kombi.WritePostStatus(&payload, p); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 22, 10, 0, 0, 123456789, time.UTC)
	platform := kombi.AktoerOf(kombi.PlatformExternalTest)
	authority := kombi.URNOf(kombi.URNMyndighed + "99999902")
	return &kombi.Haendelsesbesked{
		BeskedID: *kombi.UUIDOf("7a0e51c2-9d44-4a37-8d41-1f6f0e2b9a01"), BeskedVersion: "1.0",
		Beskedkuvert: kombi.Beskedkuvert{
			Filtreringsdata: kombi.Filtreringsdata{
				Beskedtype: *kombi.UUIDOf(kombi.BeskedtypePostStatus), BeskedAnsvarligAktoer: kombi.AktoerOf(kombi.ActorDigitalPost),
				TilladtModtager: []kombi.UnikID{*authority},
				RelateretObjekt: []kombi.RelateretObjekt{{ObjektID: *kombi.UUIDOf("3c5f2a10-0b7e-4f6d-a9a4-7e10c0ffee01"), ObjektType: *kombi.UUIDOf(kombi.ObjektTypeSystem)}},
				ObjektRegistrering: []kombi.ObjektRegistrering{{
					ObjektRegistreringID: kombi.UUIDOf(p.TransmissionID), RegistreringsAktoer: platform,
					Registreringstidspunkt: kombi.TidspunktOf(kombi.At(at)), ObjektAnsvarligMyndighed: authority,
					ObjektID: kombi.UUIDOf(p.MessageUUID), ObjektType: kombi.UUIDOf(kombi.ObjektTypeForsendelse), ObjektHandling: kombi.UUIDOf(row.UUID),
				}},
			},
			Leveranceinformation: kombi.Leveranceinformation{
				Dannelsestidspunkt: kombi.TidspunktOf(kombi.At(at)), TransaktionsID: kombi.UUIDOf("8f2ab1c0-5555-4000-8000-222222222222"),
				Kildesystem: platform, KildesystemIPAdresse: "::FFFF:127.0.0.1", KildesystemAkkreditiver: "Q049VGVzdA==.NDI=.Q049VGVzdCBDQQ==",
				Sikkerhedsklassificering: kombi.UUIDOf(kombi.IkkeFortroligeData),
				Leveranceruter: &kombi.Leveranceruter{Leverancerute: []kombi.Leverancerute{{
					Fordelingssystem: kombi.UUIDOf(kombi.FordelingssystemBeskedfordeler), ModtagelsesTidspunkt: kombi.TidspunktOf(kombi.At(at)),
					LeveranceTidspunkt: kombi.TidspunktOf(kombi.At(at)), ModtagetFraSystem: platform,
					ErLeveretIHenholdTil: kombi.UUIDOf("8f2ab1c0-6666-4000-8000-222222222222"),
					LokalUdvidelse:       &kombi.LeveranceruteLokalUdvidelse{AntalLeveranceforsoeg: "1"},
				}}},
			},
		},
		Beskeddata: []kombi.Beskeddata{{Base64: kombi.Base64Of(payload.Bytes())}},
	}
}

func TestAnEnvelopeOfEachStatusValidatesAndGivesItsReceiptBack(t *testing.T) {
	t.Parallel()
	var docs [][]byte
	for _, row := range kombi.Statuses() {
		receipt := digitalReceipt()
		if row.Kanal == kombi.KanalFysisk {
			receipt = physicalReceipt()
		}
		receipt.TransaktionsStatusKode = row.Text
		want := envelopeOf(t, receipt, row.Key)
		var out bytes.Buffer
		if err := kombi.WriteModtagBesked(&out, want); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, bytes.Clone(out.Bytes()))
		got, findings, err := kombi.ReadModtagBesked(&out)
		if err != nil || len(findings) > 0 {
			t.Fatal(findings, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: envelope (-want +got):\n%s", row.Key, diff)
		}
		back, findings, err := got.PostStatus()
		if err != nil || len(findings) > 0 {
			t.Fatal(findings, err)
		}
		if diff := cmp.Diff(receipt, back); diff != "" {
			t.Errorf("%s: receipt (-want +got):\n%s", row.Key, diff)
		}
	}
	validate(t, modtagXSD, docs...)
}

func TestAnEnvelopeWithoutReceiptSaysSo(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		data []kombi.Beskeddata
		want kombi.Code
	}{
		"no data":           {nil, kombi.CodeEnvelope},
		"data of no Base64": {[]kombi.Beskeddata{{}}, kombi.CodeEnvelope},
		"not base64":        {[]kombi.Beskeddata{{Base64: &kombi.Base64{Text: "!"}}}, kombi.CodeEnvelope},
		"not a receipt":     {[]kombi.Beskeddata{{Base64: kombi.Base64Of([]byte("<x/>"))}}, kombi.CodeReceipt},
	}
	for name, c := range cases {
		h := &kombi.Haendelsesbesked{Beskeddata: c.data}
		if _, _, err := h.PostStatus(); kombi.CodeOf(err) != c.want {
			t.Errorf("%s: error %v, want %s", name, err, c.want)
		}
	}
}

func TestPayloadsOfAnyKindAreLeftToUs(t *testing.T) {
	t.Parallel()
	doc := string(readSample(t, "haendelsesbesked.xml"))
	bent := strings.Replace(doc, `<k:Beskeddata>`, `<k:Beskeddata><andet xmlns="urn:eksempel" a="1"><mere/></andet>`, 1)
	bent = strings.Replace(bent, `file-type=".xml"`, `file-type=".xml" ny="1"`, 1)
	h, findings, err := kombi.ReadHaendelsesbesked(strings.NewReader(bent))
	if err != nil || !strictxml.Valid(findings, strictxml.Schema) {
		t.Fatal(findings, err)
	}
	if _, _, err := h.PostStatus(); err != nil {
		t.Errorf("the receipt behind the other element is not found: %v", err)
	}
}

// White space around a date is no part of it (XML Schema part 2, whiteSpace
// collapse). libxml2 refuses it before the value, and the recorded mutations hold no such
// case.
func TestWhiteSpaceAroundAnInstantIsNoFault(t *testing.T) {
	t.Parallel()
	doc := strings.Replace(string(readSample(t, "haendelsesbesked.xml")), "2026-11-22T10:00:00.500Z", "\n 2026-11-22T10:00:00.500Z\t", 1)
	h, findings, err := kombi.ReadHaendelsesbesked(strings.NewReader(doc))
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	if got := h.Beskedkuvert.Leveranceinformation.Dannelsestidspunkt.Value(); got != "2026-11-22T10:00:00.500Z" {
		t.Errorf("instant %q keeps white space", got)
	}
}

func TestThePublishedPushesAreRead(t *testing.T) {
	t.Parallel()
	schemas, ok := mutate.FindSchemas()
	if !ok {
		t.Log("no schema folder here, so no published pushes; our own samples are read by the other tests")
		return
	}
	cases := map[string]struct {
		status kombi.Status
		code   string
	}{
		"PostStatusBeskedModtag.success.xml": {kombi.StatusAfleveretDigitalPost, ""},
		"PostStatusBeskedModtag.error.xml":   {kombi.StatusFejlet, "memo.invalid"},
	}
	for name, want := range cases {
		doc, err := os.ReadFile(filepath.Join(schemas, "sf1601", "itk-dev_beskedfordeler-drupal", name))
		if err != nil {
			t.Fatal(err)
		}
		h, findings, err := kombi.ReadModtagBesked(bytes.NewReader(doc))
		if err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v %v", name, findings, err)
		}
		p, findings, err := h.PostStatus()
		if err != nil || len(findings) > 0 {
			t.Fatalf("%s: %v %v", name, findings, err)
		}
		event := h.Beskedkuvert.Filtreringsdata.ObjektRegistrering[0]
		byUUID, _ := kombi.StatusByUUID(event.ObjektHandling.Value())
		byText, _ := kombi.StatusByText(p.TransaktionsStatusKode)
		if byUUID.Key != want.status || byText.Key != want.status || p.Fejl.FejlKode != want.code {
			t.Errorf("%s: status %s by UUID, %s by text, code %q; want %s and %q", name, byUUID.Key, byText.Key, p.Fejl.FejlKode, want.status, want.code)
		}
		if event.ObjektRegistreringID.Value() != p.TransmissionID || event.ObjektID.Value() != p.MessageUUID || event.Registreringstidspunkt.Value() != p.TransaktionsDatoTid {
			t.Errorf("%s: envelope and receipt tell different stories: %+v, %+v", name, event, p)
		}
		var out bytes.Buffer
		if err := kombi.WritePostStatus(&out, p); err != nil {
			t.Fatal(err)
		}
		published, err := h.Beskeddata[0].Base64.Decode()
		if err != nil {
			t.Fatal(err)
		}
		// Real receipts write > in texts as it is or escaped; both are the same text.
		if want.code == "" && out.String() != string(published) {
			t.Errorf("%s: we write\n%s\nthe platform wrote\n%s", name, out.String(), published)
		}
	}
}

func TestInstants(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 10, 0, 0, 123_999_999, time.FixedZone("", 3600))
	if got := kombi.At(at); got != "2026-11-22T09:00:00.123Z" {
		t.Errorf("At = %s", got)
	}
	for text, want := range map[kombi.DateTime]string{
		"2026-11-22T10:00:00.123Z":      "2026-11-22T10:00:00.123Z",
		"2026-11-22T11:00:00+01:00":     "2026-11-22T10:00:00Z",
		"2026-11-22T10:00:00":           "2026-11-22T10:00:00Z",
		"2026-11-22T10:00:00.123456789": "2026-11-22T10:00:00.123456789Z",
	} {
		got, err := text.Time()
		if err != nil || got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%s: %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []kombi.DateTime{"", "i morgen", "2026-11-22"} {
		if _, err := text.Time(); kombi.CodeOf(err) != kombi.CodeInstant {
			t.Errorf("%q: error %v", text, err)
		}
	}
}
