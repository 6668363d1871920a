package memo

import (
	"time"

	"github.com/brevdue/brevdue/post/strictxml"
)

// bodyTable is MessageBody.
func bodyTable(t simpleTypes) *strictxml.Elements[Body] {
	return strictxml.Sequence(
		strictxml.Time(nsMemo.Name("createdDateTime"), t.dateTime, strictxml.One, func(b *Body) *time.Time { return &b.CreatedDateTime }),
		strictxml.Child(nsMemo.Name("MainDocument"), strictxml.One, func(b *Body) *Document { return &b.MainDocument },
			documentTable("mainDocumentID", true, t)),
		strictxml.List(nsMemo.Name("AdditionalDocument"), strictxml.AnyNum, func(b *Body) *[]Document { return &b.AdditionalDocuments },
			documentTable("additionalDocumentID", true, t)),
		strictxml.List(nsMemo.Name("TechnicalDocument"), strictxml.AnyNum, func(b *Body) *[]Document { return &b.TechnicalDocuments },
			documentTable("technicalDocumentID", false, t)),
	)
}

// documentTable is the content of the three kinds of document; a technical one has no actions.
func documentTable(id string, actions bool, t simpleTypes) *strictxml.Elements[Document] {
	return strictxml.Sequence(
		text(nsMemo, id, strictxml.Opt, func(d *Document) *string { return &d.ID }),
		text(nsMemo, "label", strictxml.Opt, func(d *Document) *string { return &d.Label }),
		strictxml.List(nsMemo.Name("File"), strictxml.Many, func(d *Document) *[]File { return &d.Files },
			fileTable(t)),
		strictxml.List(nsMemo.Name("Action"), strictxml.AnyNum, func(d *Document) *[]Action { return &d.Actions },
			actionTable(t)).If(actions),
	)
}

func fileTable(t simpleTypes) *strictxml.Elements[File] {
	return strictxml.Sequence(
		text(nsMemo, "encodingFormat", strictxml.One, func(f *File) *string { return &f.EncodingFormat }),
		text(nsMemo, "filename", strictxml.One, func(f *File) *string { return &f.Filename }),
		strictxml.Text(nsMemo.Name("language"), t.language, strictxml.One, func(f *File) *string { return &f.Language }),
		strictxml.Stream(nsMemo.Name("content"), strictxml.One, func(f *File) *strictxml.Content { return &f.Content }),
	)
}

func actionTable(t simpleTypes) *strictxml.Elements[Action] {
	return strictxml.Sequence(
		text(nsMemo, "label", strictxml.One, func(a *Action) *string { return &a.Label }),
		text(nsMemo, "actionCode", strictxml.One, func(a *Action) *string { return &a.Code }),
		strictxml.Time(nsMemo.Name("startDateTime"), t.dateTime, strictxml.Opt, func(a *Action) *time.Time { return &a.StartDateTime }),
		strictxml.Time(nsMemo.Name("endDateTime"), t.dateTime, strictxml.Opt, func(a *Action) *time.Time { return &a.EndDateTime }),
		strictxml.OptChild(nsMemo.Name("Reservation"), strictxml.Opt, func(a *Action) **Reservation { return &a.Reservation },
			reservationTable(t)).In(1, 0),
		strictxml.OptChild(nsMemo.Name("EntryPoint"), strictxml.Opt, func(a *Action) **EntryPoint { return &a.EntryPoint },
			strictxml.Sequence(
				strictxml.Text(nsMemo.Name("url"), t.uri, strictxml.One, func(e *EntryPoint) *string { return &e.URL }))).In(1, 1),
	)
}

func reservationTable(t simpleTypes) *strictxml.Elements[Reservation] {
	return strictxml.Sequence(
		text(nsMemo, "description", strictxml.One, func(r *Reservation) *string { return &r.Description }),
		strictxml.Text(nsMemo.Name("reservationUUID"), t.uuid, strictxml.One, func(r *Reservation) *string { return &r.ReservationUUID }),
		text(nsMemo, "abstract", strictxml.One, func(r *Reservation) *string { return &r.Abstract }),
		text(nsMemo, "location", strictxml.One, func(r *Reservation) *string { return &r.Location }),
		strictxml.Time(nsMemo.Name("startDateTime"), t.dateTime, strictxml.One, func(r *Reservation) *time.Time { return &r.StartDateTime }),
		strictxml.Time(nsMemo.Name("endDateTime"), t.dateTime, strictxml.One, func(r *Reservation) *time.Time { return &r.EndDateTime }),
		text(nsMemo, "organizerMail", strictxml.Opt, func(r *Reservation) *string { return &r.OrganizerMail }),
		text(nsMemo, "organizerName", strictxml.Opt, func(r *Reservation) *string { return &r.OrganizerName }),
	)
}
