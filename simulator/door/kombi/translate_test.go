package kombi

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	people "github.com/brevdue/brevdue/post/ident"
	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// both is a request with both parts, written as two real clients write them: CDATA
// and namespaces everywhere, and prefixes bound anew on each sibling.
const both = `<?xml version="1.0"?>
<kombi_request>
  <KombiValgKode><![CDATA[CODE]]></KombiValgKode>
  <memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" memoVersion="1.1" memoSchVersion="1.1.0">
    <memo:MessageHeader xmlns:memo="https://DigitalPost.dk/MeMo-1">
      <memo:messageType xmlns:memo="https://DigitalPost.dk/MeMo-1"><![CDATA[DIGITALPOST]]></memo:messageType>
      <memo:messageUUID><![CDATA[8C2EA15D-61FB-4BA9-9366-42F8B194C114]]></memo:messageUUID>
      <memo:messageID><![CDATA[sag 7]]></memo:messageID>
      <memo:messageCode><![CDATA[pladsanvisning]]></memo:messageCode>
      <memo:label><![CDATA[Pladsanvisning]]></memo:label>
      <memo:notification><![CDATA[Nyt brev]]></memo:notification>
      <memo:reply><![CDATA[true]]></memo:reply>
      <memo:replyByDateTime><![CDATA[2024-05-01T10:00:00Z]]></memo:replyByDateTime>
      <memo:doNotDeliverUntilDate><![CDATA[2024-04-02]]></memo:doNotDeliverUntilDate>
      <memo:mandatory><![CDATA[false]]></memo:mandatory>
      <memo:legalNotification><![CDATA[true]]></memo:legalNotification>
      <memo:Sender><memo:senderID>11111118</memo:senderID><memo:idType>CVR</memo:idType><memo:label>Eksempelkøbing Kommune</memo:label></memo:Sender>
      <memo:Recipient><memo:recipientID>0703801235</memo:recipientID><memo:idType>cpr</memo:idType><memo:label>Anna</memo:label></memo:Recipient>
      <memo:ContentData><memo:CaseID><memo:caseID>S-1</memo:caseID><memo:caseSystem>X</memo:caseSystem></memo:CaseID></memo:ContentData>
    </memo:MessageHeader>
    <memo:MessageBody>
      <memo:createdDateTime>2024-03-01T12:00:00Z</memo:createdDateTime>
      <memo:MainDocument><memo:label>Afgørelse</memo:label><memo:File><memo:encodingFormat>application/pdf</memo:encodingFormat><memo:filename>a.pdf</memo:filename><memo:language>da</memo:language><memo:content>QQ==</memo:content></memo:File></memo:MainDocument>
      <memo:AdditionalDocument><memo:File><memo:encodingFormat>text/plain</memo:encodingFormat><memo:filename>b.txt</memo:filename><memo:language>da</memo:language><memo:content>Qg==</memo:content></memo:File></memo:AdditionalDocument>
      <memo:TechnicalDocument><memo:File><memo:encodingFormat>application/xml</memo:encodingFormat><memo:filename>c.xml</memo:filename><memo:language>da</memo:language><memo:content>Qw==</memo:content></memo:File></memo:TechnicalDocument>
    </memo:MessageBody>
  </memo:Message>
  <ns0:ForsendelseISamling xmlns:ns0="urn:oio:fjernprint:1.0.0"><ns0:ForsendelseI>
    <ns0:AfsendelseIdentifikator>D-1</ns0:AfsendelseIdentifikator>
    <ns0:ForsendelseTypeIdentifikator>4711</ns0:ForsendelseTypeIdentifikator>
    <ns0:ForsendelseModtager>
      <ns1:AfsendelseModtager xmlns:ns1="urn:oio:dkal:1.0.0"><ns2:CPRnummerIdentifikator xmlns:ns2="urn:oio:adir:dagpenge:2009.07.01">0000000000</ns2:CPRnummerIdentifikator></ns1:AfsendelseModtager>
      <ns0:ModtagerAdresse>ADDRESS<ns1:CountryIdentificationCode scheme="iso3166-alpha2" xmlns:ns1="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/">DK</ns1:CountryIdentificationCode></ns0:ModtagerAdresse>
    </ns0:ForsendelseModtager>
    <ns1:FilformatNavn xmlns:ns1="urn:oio:dkal:1.0.0">PDF</ns1:FilformatNavn>
    <ns1:MeddelelseIndholdData xmlns:ns1="urn:oio:dkal:1.0.0">QQ==</ns1:MeddelelseIndholdData>
    <ns0:DokumentParametre><ns1:TitelTekst xmlns:ns1="urn:oio:sagdok:3.0.0">Titel</ns1:TitelTekst></ns0:DokumentParametre>
    <ns0:KanalUafhaengigeParametreI><ns0:EnhedTekst>Borgerservice</ns0:EnhedTekst><ns0:BrugerNavn>bruger</ns0:BrugerNavn></ns0:KanalUafhaengigeParametreI>
    <ns0:PrintParametre><ns0:SimplexDuplexKode>Duplex</ns0:SimplexDuplexKode><ns0:FarveSHKode>Farve</ns0:FarveSHKode><ns0:KuvertTypeKode>C4</ns0:KuvertTypeKode></ns0:PrintParametre>
    <ns0:PostParametre><ns0:PostKategoriKode>Prioritaire</ns0:PostKategoriKode></ns0:PostParametre>
    <ns0:BilagSamling><ns0:Bilag><ns0:BilagNavn>Bilag A</ns0:BilagNavn><ns1:FilformatNavn xmlns:ns1="urn:oio:dkal:1.0.0">pdf</ns1:FilformatNavn><ns1:VedhaeftningIndholdData xmlns:ns1="urn:oio:dkal:1.0.0">Qg==</ns1:VedhaeftningIndholdData></ns0:Bilag></ns0:BilagSamling>
  </ns0:ForsendelseI></ns0:ForsendelseISamling>
</kombi_request>`

const structured = `<i:PersonName xmlns:i="http://rep.oio.dk/itst.dk/xml/schemas/2006/01/17/">Anna</i:PersonName>` +
	`<ns0:CoNavn>Bo</ns0:CoNavn><c:StreetName xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/">Eksempelvej</c:StreetName>` +
	`<c:StreetBuildingIdentifier xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/">012A</c:StreetBuildingIdentifier>` +
	`<c:FloorIdentifier xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/">st</c:FloorIdentifier>` +
	`<c:SuiteIdentifier xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/">tv</c:SuiteIdentifier>` +
	`<c:PostCodeIdentifier xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/">9999</c:PostCodeIdentifier>` +
	`<c:DistrictSubdivisionIdentifier xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/">Eksempelby</c:DistrictSubdivisionIdentifier>`

const lines = `<i:PersonName xmlns:i="http://rep.oio.dk/itst.dk/xml/schemas/2006/01/17/">Anna</i:PersonName>` +
	`<c:PostalAddressFirstLineText xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/05/19/">Eksempelvej 12</c:PostalAddressFirstLineText>` +
	`<c:PostalAddressSecondLineText xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/05/19/">9999 Eksempelby</c:PostalAddressSecondLineText>`

func translated(t *testing.T, code, address string, change ...string) *world.Submission {
	t.Helper()
	xml := strings.NewReplacer(append(change, "CODE", code, "ADDRESS", address)...).Replace(both)
	q, findings, err := wire.ReadRequest(strings.NewReader(xml), wire.RequestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := translate(q, findings)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestARequestIsPutIntoTheWorldsWords(t *testing.T) {
	t.Parallel()
	got := translated(t, "Automatisk Valg", structured)
	by := time.Date(2024, 5, 1, 10, 0, 0, 0, time.UTC)
	size := int64(strings.Index(both, "</memo:Message>") + len("</memo:Message>") - strings.Index(both, "<memo:Message"))
	want := &world.Submission{
		Channel: world.ChannelAuto, Size: size,
		Message: &world.Message{
			UUID: "8c2ea15d-61fb-4ba9-9366-42f8b194c114", SenderRef: "sag 7", TypeCode: "pladsanvisning", Title: "Pladsanvisning", SMSText: "Nyt brev",
			Sender: people.ParseParty("CVR", "11111118"), SenderLabel: "Eksempelkøbing Kommune",
			Recipient: people.ParseParty("CPR", "0703801235"), RecipientName: "Anna",
			CreatedAt: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC), NotBefore: &world.Date{Year: 2024, Month: 4, Day: 2},
			Reply: true, ReplyBy: &by, Legal: true, CaseID: "S-1",
			Documents: []world.Document{
				{Role: world.RoleMain, Label: "Afgørelse", Filename: "a.pdf", MIME: "application/pdf", Language: "da"},
				{Role: world.RoleAttachment, Label: "b.txt", Filename: "b.txt", MIME: "text/plain", Language: "da"},
				{Role: world.RoleTechnical, Label: "c.xml", Filename: "c.xml", MIME: "application/xml", Language: "da"},
			},
		},
		Order: &world.PrintOrder{
			DispatchID: "D-1", TypeID: "4711", Recipient: people.ParseParty("CPR", "0000000000"), Title: "Titel",
			Address: &world.Address{
				Name: "Anna", Lines: []string{"c/o Bo", "Eksempelvej 012A, st tv"}, PostCode: "9999", City: "Eksempelby", Country: "DK",
			},
			Main:        world.Document{Role: world.RoleMain, Label: "Titel", Filename: "Titel.pdf", MIME: "application/pdf"},
			Attachments: []world.Document{{Role: world.RoleAttachment, Label: "Bilag A", Filename: "Bilag A.pdf", MIME: "application/pdf"}},
			UserName:    "bruger", Unit: "Borgerservice", Color: true, Duplex: true, Envelope: "C4", Category: "Prioritaire",
		},
	}
	// Untidy data and an attachment without its index are warnings, nothing more.
	if len(got.Warnings) != 2 {
		t.Errorf("warnings: %+v", got.Warnings)
	}
	got.Warnings = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatTheOrderSaysOfPaperIsKept(t *testing.T) {
	t.Parallel()
	const none = `<ns0:BrugerNavn>bruger</ns0:BrugerNavn>`
	country := `<c:CountryIdentificationCode scheme="iso3166-alpha2" xmlns:c="http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/">DK</c:CountryIdentificationCode>`
	from := `<ns0:ForsendelseAfsender><ns0:AfsenderAdresse>` + lines + country + `</ns0:AfsenderAdresse></ns0:ForsendelseAfsender>`
	flags := func(sender, recipient, date, express string) string {
		return `<ns0:PaatrykAfsenderAdresseIndikator>` + sender + `</ns0:PaatrykAfsenderAdresseIndikator><ns0:PaatrykModtagerAdresseIndikator>` + recipient +
			`</ns0:PaatrykModtagerAdresseIndikator><ns0:PaatrykBrevdatoIndikator>` + date + `</ns0:PaatrykBrevdatoIndikator><ns0:HasteBrevIndikator>` + express + `</ns0:HasteBrevIndikator>`
	}
	yes, no := true, false
	for add, want := range map[string]world.PrintOrder{
		"":                                      {},
		flags("true", "false", "1", "0"):        {Imprint: world.Imprint{Sender: &yes, Recipient: &no, Date: &yes}},
		flags("0", " 1 ", "false", "true"):      {Imprint: world.Imprint{Sender: &no, Recipient: &yes, Date: &no}, Express: true},
		from + flags("ja", "", "false", "true"): {Imprint: world.Imprint{Date: &no}, Express: true, Sender: &world.Address{Name: "Anna", Lines: []string{"Eksempelvej 12", "9999 Eksempelby"}, Country: "DK"}},
	} {
		got := translated(t, "Fysisk Post", structured, none, none+add).Order
		got = &world.PrintOrder{Imprint: got.Imprint, Express: got.Express, Sender: got.Sender}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", add, diff)
		}
	}
	const before = `<ns0:DokumentParametre>`
	for code, want := range map[string]world.ReceiptChoice{"Alle": world.ReceiptsAll, "Ingen": world.ReceiptsNone, "Kun fejl": world.ReceiptsErrors, "Nogle": world.ReceiptsAll} {
		add := `<ns0:TransaktionsParametreI><ns0:KvitteringsTypeKode>` + code + `</ns0:KvitteringsTypeKode></ns0:TransaktionsParametreI>`
		if got := translated(t, "Fysisk Post", structured, before, add+before).Order.Receipts; got != want {
			t.Errorf("%s: got %q", code, got)
		}
	}
}

func TestAttachmentsAreInTheOrderOfTheirIndexes(t *testing.T) {
	t.Parallel()
	for indexes, want := range map[string]string{
		"2 10 1": "C A B", "1 1 0": "C A B", "0 1 2": "A B C", // as numbers, and stable
		"2 - 1": "A B C", "2 x 1": "A B C", // a sender that leaves one out
	} {
		var bilag []wire.Bilag
		for i, index := range strings.Fields(indexes) {
			bilag = append(bilag, wire.Bilag{BilagNavn: string(rune('A' + i)), BilagSorteringsIndeksIdentifikator: strings.TrimPrefix(index, "-")})
		}
		var got []string
		for _, b := range sorted(bilag) {
			got = append(got, b.BilagNavn)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %s, want %s", indexes, got, want)
		}
	}
}

func TestFilesOfOneDocumentAreItsFormats(t *testing.T) {
	t.Parallel()
	const file = `<memo:File><memo:encodingFormat>application/pdf</memo:encodingFormat><memo:filename>a.pdf</memo:filename><memo:language>da</memo:language><memo:content>QQ==</memo:content></memo:File>`
	got := translated(t, "Digital Post", structured, file, file+strings.ReplaceAll(file, "a.pdf", "b.pdf")).Message.Documents
	if len(got) != 4 || got[0].Format != 0 || got[1].Format != 1 || got[1].Filename != "b.pdf" || got[2].Format != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestAnAddressInLinesStaysAsItIs(t *testing.T) {
	t.Parallel()
	got := translated(t, "Fysisk Post", lines).Order.Address
	want := &world.Address{Name: "Anna", Lines: []string{"Eksempelvej 12", "9999 Eksempelby"}, Country: "DK"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is wrong with a part that the choice has no need of does not fail the letter.
func TestOnlyAPartThatIsNeededCanFailALetter(t *testing.T) {
	t.Parallel()
	badMemo := []string{"a.pdf", "a.exe"}
	badPrint := []string{"<ns0:AfsendelseIdentifikator>D-1<", "<ns0:AfsendelseIdentifikator>" + strings.Repeat("D", 39) + "<"}
	for _, c := range []struct {
		code, want string
		change     []string
	}{
		{"Digital Post", "file.extension.not.allowed", badMemo},
		{"Digital Post", "", badPrint},
		{"Fysisk Post", "", badMemo},
		{"Fysisk Post", "forsendelse.invalid", badPrint},
		{"Automatisk Valg", "file.extension.not.allowed", badMemo},
		{"Automatisk Valg", "forsendelse.invalid", badPrint},
	} {
		s := translated(t, c.code, structured, c.change...)
		got := ""
		if len(s.Invalid) > 0 {
			got = s.Invalid[0].Code
		}
		if got != c.want || len(s.Warnings)+len(s.Invalid) < 3 {
			t.Errorf("%s with %s: %+v and %+v, want %q", c.code, c.change[1], s.Invalid, s.Warnings, c.want)
		}
	}
}

func TestOneLetterInEachRequest(t *testing.T) {
	t.Parallel()
	q := &wire.Request{KombiValgKode: wire.FysiskPost, ForsendelseISamling: &wire.ForsendelseISamling{ForsendelseI: make([]wire.ForsendelseI, 2)}}
	if _, err := translate(q, wire.RequestFindings{}); err == nil {
		t.Error("two letters were taken for one")
	}
}

func TestEveryStatusHasItsWord(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range []world.Status{
		world.StatusDigitalReceived, world.StatusDigitalDelivered, world.StatusFailed, world.StatusPrintCreated, world.StatusPrintReceived,
		world.StatusPrintReady, world.StatusPrintHanded, world.StatusPosted, world.StatusRecalled, world.StatusPostalUpdate,
	} {
		row, err := statusOf(s)
		if err != nil || seen[row.UUID] {
			t.Errorf("%s: %v %v", s, row, err)
		}
		seen[row.UUID] = true
	}
	for _, row := range wire.Statuses() {
		if !seen[row.UUID] {
			t.Errorf("nothing is told as %q", row.Text)
		}
	}
	if _, err := statusOf("none"); err == nil {
		t.Error("an unknown status has a word")
	}
}
