package kombi

import (
	"bytes"
	"io"
	"strings"
	"sync"

	sx "github.com/brevdue/brevdue/post/strictxml"
)

// Status is our short key for one of the ten states that a PKO_PostStatus reports.
type Status string

// The ten statuses. See [Statuses] for their UUIDs, texts and meanings.
const (
	StatusModtagetDigitalPost  Status = "modtaget-digital-post"
	StatusAfleveretDigitalPost Status = "afleveret-digital-post"
	StatusFejlet               Status = "fejlet"
	StatusAfsendt              Status = "afsendt"
	StatusModtagetFjernprint   Status = "modtaget-fjernprint"
	StatusKlar                 Status = "klar"
	StatusAfleveretTilPrint    Status = "afleveret-til-print"
	StatusModtagetPostDanmark  Status = "modtaget-post-danmark"
	StatusTilbagekaldt         Status = "tilbagekaldt"
	StatusOpdatering           Status = "opdatering-fra-post-danmark"
)

// Kanal is the channel a receipt speaks of, as KanalKode spells it.
type Kanal string

// The channels. Receipts of both kinds of letters may be StatusFejlet.
const (
	KanalDigital Kanal = "Digital Post"
	KanalFysisk  Kanal = "Fysisk Post"
	KanalBegge   Kanal = "" // the status exists on both
)

// StatusRow describes a status.
type StatusRow struct {
	Key     Status
	UUID    string // stands in ObjektRegistrering/ObjektHandling of the envelope; lower case
	Text    string // stands in TransaktionsStatusKode
	Kanal   Kanal  // KanalBegge for Fejlet
	Meaning string // one English clause
	// Final: the provider has done its work with the letter. A physical letter
	// may still be followed by StatusOpdatering (returned, address changed).
	Final bool
}

// Statuses is the table of the ten statuses (SF1601, PKO_PostStatus).
func Statuses() [10]StatusRow {
	return [...]StatusRow{
		{StatusModtagetDigitalPost, "eb866ca2-b871-4387-b501-12cde577bd58", "Modtaget Digital Post", KanalDigital, "Digital Post has the letter; it is not yet in the mailbox", false},
		{StatusAfleveretDigitalPost, "f7161a89-5068-4023-bc80-d7f4daad2a2e", "Afleveret Digital Post", KanalDigital, "the letter is in the recipient's mailbox", true},
		{StatusFejlet, "e225a75c-4b63-46c4-9423-77f5c8762445", "Fejlet", KanalBegge, "the letter will not be delivered; FejlDetaljer says why", true},
		{StatusAfsendt, "db5a6025-caa3-45c3-8e02-4e6fa8142ade", "Afsendt", KanalFysisk, "the print vendor has created the job", false},
		{StatusModtagetFjernprint, "dd98e71c-41ac-4305-a47b-8f86b00e639b", "Modtaget Fjern-print", KanalFysisk, "the print vendor has the job and works on it", false},
		{StatusKlar, "e2b30d57-504a-4e2e-ae2d-a1394a9cb0b8", "Klar", KanalFysisk, "the letter waits to be printed", false},
		{StatusAfleveretTilPrint, "e3c0a021-2070-40d4-b7b7-754aeba762e9", "Afleveret til print og kuvertering", KanalFysisk, "the letter is being printed and enveloped", false},
		{StatusModtagetPostDanmark, "e94a0a8b-60a0-42ad-8b83-52c9e15d0fb3", "Modtaget Post Danmark", KanalFysisk, "the postal operator has the letter", true},
		{StatusTilbagekaldt, "f03904aa-df6e-417f-bd74-6a01a61adbcf", "Tilbagekaldt", KanalFysisk, "the letter was recalled before it was printed", true},
		{StatusOpdatering, "f4e6eb11-0261-4198-8b5d-be92a9b1a35d", "Opdatering fra Post Danmark", KanalFysisk, "news from the postal operator about a letter already handed over: returned, address changed, proof of receipt, tracking number", false},
	}
}

// Row looks the key up; ok is false for a key that is none of the ten.
func (s Status) Row() (row StatusRow, ok bool) {
	return findStatus(func(r StatusRow) bool { return r.Key == s })
}

// StatusByUUID finds the status that an envelope's ObjektHandling names. Letter
// case does not matter.
func StatusByUUID(uuid string) (row StatusRow, ok bool) {
	uuid = strings.TrimSpace(uuid)
	return findStatus(func(r StatusRow) bool { return strings.EqualFold(r.UUID, uuid) })
}

// StatusByText finds the status that a TransaktionsStatusKode names. Letter case
// and blanks around do not matter.
func StatusByText(text string) (row StatusRow, ok bool) {
	text = strings.TrimSpace(text)
	return findStatus(func(r StatusRow) bool { return strings.EqualFold(r.Text, text) })
}

func findStatus(match func(StatusRow) bool) (StatusRow, bool) {
	for _, row := range Statuses() {
		if match(row) {
			return row, true
		}
	}
	return StatusRow{}, false
}

// PostStatus is a PKO_PostStatus: one receipt about one letter. It is the
// payload of a [Haendelsesbesked]. There is no public schema; order and names
// follow what real receivers read.
type PostStatus struct {
	TransmissionID string // of the synchronous answer; digital
	MessageUUID    string // of the MeMo message; digital
	MessageID      string // of the MeMo message when it had one; digital

	AfsendelseIdentifikator  string // of the ForsendelseI; physical
	ForsendelseIdentifikator string // the print vendor's number; physical

	KanalKode           Kanal    // always filled; receivers skip what is not exactly right
	TransaktionsDatoTid DateTime // when it happened

	BrugerNavn                  string // echoed from the ForsendelseI; physical
	EnhedTekst                  string // echoed; physical
	AfsenderSystemIdentifikator string // physical

	TransaktionsStatusKode       string // Danish text, see Statuses; required
	ForsendelseTypeIdentifikator string // echoed; physical
	CorrelationID                string // digital: equal to TransmissionID

	// Fejl is the zero value when all is well. The element FejlDetaljer is
	// written in any case: receivers decide by whether it is empty.
	Fejl FejlDetaljer

	Haendelser *HaendelseSamling // physical, mostly nil
}

// FejlDetaljer says why a letter failed. Digital codes are lower-case words
// joined by dots ("memo.invalid"); physical ones are numbers.
type FejlDetaljer struct {
	FejlKode  string
	FejlTekst string
}

// Failed reports whether there is a reason at all.
func (f FejlDetaljer) Failed() bool { return f != FejlDetaljer{} }

// HaendelseSamling (ForsendelseHaendelseSamling) is the events of a physical letter.
type HaendelseSamling struct{ Haendelse []ForsendelseHaendelse } // 1..n

// ForsendelseHaendelse is one event of a physical letter. The values of the type
// code are not public.
type ForsendelseHaendelse struct {
	TypeKode string   // number
	DatoTid  DateTime // when
	Beloeb   string   // decimal amount; "" when absent
}

var postStatusTable = sync.OnceValue(buildPostStatus)

// buildPostStatus has no schema behind it: order when written is that of real
// receipts, and any order is read. All but two are optional on the wire.
func buildPostStatus() *sx.Elements[PostStatus] {
	type P = PostStatus
	type H = ForsendelseHaendelse
	text := func(local string, at func(*P) *string) sx.Row[P] {
		return sx.Text(nsPostStatus.Name(local), anyString(), sx.Opt, at)
	}
	haendelse := sx.Sequence(
		sx.Text(nsPostStatus.Name("ForsendelseHaendelseTypeKode"), anyString(), sx.Opt, func(h *H) *string { return &h.TypeKode }),
		sx.Text(nsPostStatus.Name("ForsendelseHaendelseDatoTid"), anyString(), sx.Opt, func(h *H) *string { return (*string)(&h.DatoTid) }),
		sx.Text(nsPostStatus.Name("ForsendelseHaendelseBeloeb"), anyString(), sx.Opt, func(h *H) *string { return &h.Beloeb }),
	).AnyOrder()
	return sx.Sequence(
		text("TransmissionId", func(p *P) *string { return &p.TransmissionID }),
		text("MessageUUID", func(p *P) *string { return &p.MessageUUID }),
		text("MessageId", func(p *P) *string { return &p.MessageID }),
		text("AfsendelseIdentifikator", func(p *P) *string { return &p.AfsendelseIdentifikator }),
		text("ForsendelseIdentifikator", func(p *P) *string { return &p.ForsendelseIdentifikator }),
		text("KanalKode", func(p *P) *string { return (*string)(&p.KanalKode) }),
		sx.Text(nsPostStatus.Name("TransaktionsDatoTid"), dateTimeType(), sx.Opt, func(p *P) *string { return (*string)(&p.TransaktionsDatoTid) }),
		text("BrugerNavn", func(p *P) *string { return &p.BrugerNavn }),
		text("EnhedTekst", func(p *P) *string { return &p.EnhedTekst }),
		text("AfsenderSystemIdentifikator", func(p *P) *string { return &p.AfsenderSystemIdentifikator }),
		sx.Text(nsPostStatus.Name("TransaktionsStatusKode"), sx.StringType(1, 0), sx.One, func(p *P) *string { return &p.TransaktionsStatusKode }),
		text("ForsendelseTypeIdentifikator", func(p *P) *string { return &p.ForsendelseTypeIdentifikator }),
		text("CorrelationId", func(p *P) *string { return &p.CorrelationID }),
		sx.Child(nsPostStatus.Name("FejlDetaljer"), sx.Opt, func(p *P) *FejlDetaljer { return &p.Fejl }, sx.Sequence(
			sx.Text(nsPostStatus.Name("FejlKode"), anyString(), sx.Opt, func(f *FejlDetaljer) *string { return &f.FejlKode }),
			sx.Text(nsPostStatus.Name("FejlTekst"), anyString(), sx.Opt, func(f *FejlDetaljer) *string { return &f.FejlTekst }),
		).AnyOrder()),
		sx.OptChild(nsPostStatus.Name("ForsendelseHaendelseSamling"), sx.Opt, func(p *P) **HaendelseSamling { return &p.Haendelser }, sx.Sequence(
			sx.List(nsPostStatus.Name("ForsendelseHaendelse"), sx.Many, func(s *HaendelseSamling) *[]H { return &s.Haendelse }, haendelse),
		)),
	).AnyOrder().Declare(sx.Prefix{Space: string(nsPostStatus)})
}

func postStatusDocument() sx.Document[PostStatus] {
	return sx.Document[PostStatus]{Name: nsPostStatus.Name("PKO_PostStatus"), Content: postStatusTable()}
}

// WritePostStatus writes a receipt as real ones look: one line, no declaration,
// the namespace as default, FejlDetaljer always there. The error has [CodeWrite].
func WritePostStatus(w io.Writer, p *PostStatus) error {
	var b bytes.Buffer
	if err := writeXML(&b, postStatusDocument(), p, "the PKO_PostStatus"); err != nil {
		return err
	}
	_, body, _ := bytes.Cut(b.Bytes(), []byte("?>"))
	if _, err := w.Write(bytes.TrimSpace(body)); err != nil {
		return &Error{Code: CodeWrite, Text: "cannot write the PKO_PostStatus", Cause: err}
	}
	return nil
}

// ReadPostStatus reads a receipt; elements may come in any order, unknown ones
// are findings. The error has [CodeReceipt]; a receipt without
// TransaktionsStatusKode is one too, since it tells nothing.
func ReadPostStatus(r io.Reader) (*PostStatus, []sx.Finding, error) {
	p, findings, err := postStatusDocument().Read(r, sx.Options{MaxBytes: maxEnvelope, MaxText: maxEnvelope})
	if err != nil {
		return nil, nil, &Error{Code: CodeReceipt, Text: "cannot read the PKO_PostStatus", Cause: err}
	}
	if p.TransaktionsStatusKode == "" {
		return nil, nil, &Error{Code: CodeReceipt, Text: "the PKO_PostStatus has no TransaktionsStatusKode"}
	}
	return p, findings, nil
}
