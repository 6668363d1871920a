package kombi

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	people "github.com/brevdue/brevdue/post/ident"
	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
	"github.com/brevdue/brevdue/simulator/world"
)

// codePrintInvalid is the code of a letter for print that breaks its schema.
const codePrintInvalid = "forsendelse.invalid"

// translate puts a request into the world's words. Nothing is decided: what is
// wrong with a part goes along as a defect, or as a warning when the choice of
// channel has no need of the part.
func translate(q *wire.Request, findings wire.RequestFindings) (*world.Submission, error) {
	letters := q.Forsendelser()
	if len(letters) > 1 {
		return nil, refuse(string(wire.CodeStructure), "there are %d ForsendelseI: send one letter in each request", len(letters))
	}
	s := &world.Submission{Channel: channelOf(q.KombiValgKode)}
	needs, _ := q.KombiValgKode.Needs()
	collect(s, findings.Envelope, "", false)
	if q.Message != nil {
		s.Size = q.Message.Size
		message, err := messageOf(q.Message)
		if err != nil {
			return nil, err
		}
		s.Message = message
		// The rule about the size is the world's: it has a switch.
		business := q.Message.Check(memo.CheckOptions{MaxSize: math.MaxInt64})
		collect(s, findings.Memo, world.FailInvalid, needs.Memo)
		collect(s, business, world.FailInvalid, needs.Memo)
	}
	if len(letters) == 1 {
		order, err := orderOf(&letters[0])
		if err != nil {
			return nil, err
		}
		s.Order = order
		collect(s, findings.Print, codePrintInvalid, needs.Forsendelse)
	}
	return s, nil
}

func channelOf(k wire.KombiValgKode) world.Channel {
	switch k {
	case wire.NemSMS:
		return world.ChannelSMS
	case wire.FysiskPost:
		return world.ChannelPrint
	case wire.AutomatiskValg:
		return world.ChannelAuto
	default:
		return world.ChannelDigital
	}
}

// collect files findings as defects of a part that is needed, under the code of
// the receipt, or else as warnings, under the rule's own name.
func collect(s *world.Submission, findings []strictxml.Finding, code string, needed bool) {
	for _, f := range findings {
		defect := world.Defect{Code: cmp.Or(f.Code, f.Rule), Path: f.Path, Text: f.String()}
		if needed && f.Severity == strictxml.Broken {
			defect.Code = cmp.Or(f.Code, code)
			s.Invalid = append(s.Invalid, defect)
		} else {
			s.Warnings = append(s.Warnings, defect)
		}
	}
}

func messageOf(m *memo.Message) (*world.Message, error) {
	h := &m.Header
	out := &world.Message{
		UUID:          strings.ToLower(h.MessageUUID),
		SenderRef:     h.MessageID,
		TypeCode:      h.MessageCode,
		Title:         h.Label,
		SMSText:       h.Notification,
		IsSMS:         h.MessageType == memo.NemSMS,
		Sender:        people.ParseParty(h.Sender.IDType, h.Sender.SenderID),
		SenderLabel:   h.Sender.Label,
		Recipient:     people.ParseParty(h.Recipient.IDType, h.Recipient.RecipientID),
		RecipientName: h.Recipient.Label,
		Reply:         h.Reply,
		Mandatory:     h.Mandatory,
		Legal:         h.LegalNotification,
		PostType:      h.PostType,
	}
	if day := h.DoNotDeliverUntilDate; !day.IsZero() {
		out.NotBefore = &world.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}
	}
	if by := h.ReplyByDateTime; !by.IsZero() {
		out.ReplyBy = &by
	}
	if h.ContentData != nil && h.ContentData.CaseID != nil {
		out.CaseID = h.ContentData.CaseID.CaseID
	}
	if m.Body == nil {
		return out, nil
	}
	out.CreatedAt = m.Body.CreatedDateTime
	err := appendFiles(out, world.RoleMain, m.Body.MainDocument)
	for _, role := range []struct {
		role      world.DocumentRole
		documents []memo.Document
	}{{world.RoleAttachment, m.Body.AdditionalDocuments}, {world.RoleTechnical, m.Body.TechnicalDocuments}} {
		for _, document := range role.documents {
			if err == nil {
				err = appendFiles(out, role.role, document)
			}
		}
	}
	return out, err
}

// appendFiles adds each file of a document: they are the same in several formats.
func appendFiles(m *world.Message, role world.DocumentRole, d memo.Document) error {
	for i := range d.Files {
		f := &d.Files[i]
		ref, err := refOf(&f.Content)
		if err != nil {
			return err
		}
		m.Documents = append(m.Documents, world.Document{
			Role: role, Label: cmp.Or(d.Label, f.Filename), Filename: f.Filename, MIME: f.EncodingFormat, Language: f.Language, Format: i, Ref: ref,
		})
	}
	return nil
}

func orderOf(f *wire.ForsendelseI) (*world.PrintOrder, error) {
	title := cmp.Or(f.DokumentParametre.TitelTekst, "Brev")
	main, err := printed(world.RoleMain, title, f.FilformatNavn, &f.MeddelelseIndholdData)
	if err != nil {
		return nil, err
	}
	out := &world.PrintOrder{
		DispatchID: f.AfsendelseIdentifikator,
		TypeID:     f.ForsendelseTypeIdentifikator,
		Title:      f.DokumentParametre.TitelTekst,
		Main:       main,
	}
	if to := f.ForsendelseModtager; to != nil {
		out.Recipient = to.AfsendelseModtager.Party()
		out.Address = addressOf(to.ModtagerAdresse)
	}
	if t := f.TransaktionsParametreI; t != nil {
		out.Receipts = receiptsOf(t.KvitteringsTypeKode)
	}
	if k := f.KanalUafhaengigeParametreI; k != nil {
		out.UserName, out.Unit = k.BrugerNavn, k.EnhedTekst
		out.Imprint = world.Imprint{
			Recipient: flagOf(k.PaatrykModtagerAdresseIndikator),
			Sender:    flagOf(k.PaatrykAfsenderAdresseIndikator),
			Date:      flagOf(k.PaatrykBrevdatoIndikator),
		}
		if express := flagOf(k.HasteBrevIndikator); express != nil {
			out.Express = *express
		}
		if from := k.ForsendelseAfsender; from != nil {
			out.Sender = addressOf(from.AfsenderAdresse)
		}
	}
	if p := f.PrintParametre; p != nil {
		out.Color, out.Duplex, out.Envelope = p.FarveSHKode == "Farve", p.SimplexDuplexKode == "Duplex", p.KuvertTypeKode
	}
	if p := f.PostParametre; p != nil {
		out.Category = p.PostKategoriKode
	}
	if f.BilagSamling == nil {
		return out, nil
	}
	for _, b := range sorted(f.BilagSamling.Bilag) {
		attachment, err := printed(world.RoleAttachment, b.BilagNavn, b.FilformatNavn, b.VedhaeftningIndholdData)
		if err != nil {
			return nil, err
		}
		out.Attachments = append(out.Attachments, attachment)
	}
	return out, nil
}

// sorted is the attachments in the order of their indexes. Where a sender leaves
// one out (sf1601 4.4), they stay as they came.
func sorted(bilag []wire.Bilag) []wire.Bilag {
	type placed struct {
		index uint64
		bilag wire.Bilag
	}
	var all []placed
	for _, b := range bilag {
		n, err := strconv.ParseUint(strings.TrimSpace(b.BilagSorteringsIndeksIdentifikator), 10, 64)
		if err != nil {
			return bilag
		}
		all = append(all, placed{n, b})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.index, b.index) })
	out := make([]wire.Bilag, len(all))
	for i := range all {
		out[i] = all[i].bilag
	}
	return out
}

// flagOf is a boolean of the wire; nil when it is absent, or none (which is a finding
// about the schema).
func flagOf(text string) *bool {
	switch strings.TrimSpace(text) {
	case "true", "1":
		return new(true)
	case "false", "0":
		return new(false)
	}
	return nil
}

// receiptsOf is KvitteringsTypeKode.
func receiptsOf(code string) world.ReceiptChoice {
	switch code {
	case "Ingen":
		return world.ReceiptsNone
	case "Kun fejl":
		return world.ReceiptsErrors
	}
	return world.ReceiptsAll
}

func printed(role world.DocumentRole, label, format string, c *strictxml.Content) (world.Document, error) {
	ref, err := refOf(c)
	extension := strings.ToLower(format)
	media := "application/octet-stream"
	if extension == "pdf" {
		media = "application/pdf"
	}
	return world.Document{Role: role, Label: label, Filename: label + "." + extension, MIME: media, Ref: ref}, err
}

// addressOf writes an address as it goes on the envelope.
func addressOf(k *wire.KontaktOplysning) *world.Address {
	if k == nil {
		return nil
	}
	a := &world.Address{
		Name: k.PersonName, PostCode: k.PostCodeIdentifier, Country: k.CountryIdentificationCode,
		City: k.DistrictSubdivisionIdentifier, // where senders put the town (sf1601 4.4)
	}
	add := func(line string) {
		if line = strings.TrimSpace(line); line != "" {
			a.Lines = append(a.Lines, line)
		}
	}
	if !k.InFields() {
		for _, line := range k.Lines {
			add(line)
		}
		return a
	}
	if k.CoNavn != "" {
		add("c/o " + k.CoNavn)
	}
	street := strings.TrimSpace(k.StreetName + " " + k.StreetBuildingIdentifier)
	if unit := strings.TrimSpace(k.FloorIdentifier + " " + k.SuiteIdentifier); unit != "" {
		street += ", " + unit
	}
	add(street)
	add(k.MailDeliverySublocationIdentifier)
	if k.PostOfficeBoxIdentifier != "" {
		add("Postboks " + k.PostOfficeBoxIdentifier)
	}
	return a
}
