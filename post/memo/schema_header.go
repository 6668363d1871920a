package memo

import (
	"time"

	"github.com/brevdue/brevdue/post/strictxml"
)

// headerTable is MessageHeader.
func headerTable(v Version, t simpleTypes) *strictxml.Elements[Header] {
	return strictxml.Sequence(
		strictxml.Text(nsMemo.Name("messageType"), t.messageType, strictxml.One, func(h *Header) *string { return &h.MessageType }),
		strictxml.Text(nsMemo.Name("messageUUID"), t.uuid, strictxml.One, func(h *Header) *string { return &h.MessageUUID }),
		text(nsMemo, "messageID", strictxml.Opt, func(h *Header) *string { return &h.MessageID }),
		text(nsMemo, "messageCode", strictxml.Opt, func(h *Header) *string { return &h.MessageCode }),
		text(nsMemo, "label", strictxml.One, func(h *Header) *string { return &h.Label }),
		strictxml.Text(nsMemo.Name("notification"), t.notification, strictxml.Opt, func(h *Header) *string { return &h.Notification }),
		text(nsMemo, "additionalNotification", strictxml.Opt, func(h *Header) *string { return &h.AdditionalNotification }),
		strictxml.Bool(nsMemo.Name("reply"), strictxml.Opt, func(h *Header) *bool { return &h.Reply }).Default("false"),
		strictxml.Time(nsMemo.Name("replyByDateTime"), t.dateTime, strictxml.Opt, func(h *Header) *time.Time { return &h.ReplyByDateTime }),
		strictxml.Date(nsMemo.Name("doNotDeliverUntilDate"), t.date, strictxml.Opt, func(h *Header) *time.Time { return &h.DoNotDeliverUntilDate }),
		strictxml.Bool(nsMemo.Name("mandatory"), required(v == V11), func(h *Header) *bool { return &h.Mandatory }).Default("false"),
		strictxml.Bool(nsMemo.Name("legalNotification"), required(v == V11), func(h *Header) *bool { return &h.LegalNotification }).Default("false"),
		text(nsMemo, "postType", strictxml.Opt, func(h *Header) *string { return &h.PostType }),
		strictxml.Child(nsMemo.Name("Sender"), strictxml.One, func(h *Header) *Sender { return &h.Sender },
			senderTable(v, t)),
		strictxml.Child(nsMemo.Name("Recipient"), strictxml.One, func(h *Header) *Recipient { return &h.Recipient },
			recipientTable(t)),
		strictxml.OptChild(nsMemo.Name("ContentData"), strictxml.Opt, func(h *Header) **ContentData { return &h.ContentData },
			contentDataTable(t)),
		strictxml.OptChild(nsMemo.Name("ForwardData"), strictxml.Opt, func(h *Header) **ForwardData { return &h.ForwardData },
			forwardTable(v, t)),
		strictxml.List(nsMemo.Name("ReplyData"), strictxml.AnyNum, func(h *Header) *[]ReplyData { return &h.ReplyData },
			replyTable(t)),
	)
}

func senderTable(v Version, t simpleTypes) *strictxml.Elements[Sender] {
	return strictxml.Sequence(
		text(nsMemo, "senderID", strictxml.One, func(s *Sender) *string { return &s.SenderID }),
		text(nsMemo, "idType", strictxml.One, func(s *Sender) *string { return &s.IDType }),
		text(nsMemo, "idTypeLabel", strictxml.Opt, func(s *Sender) *string { return &s.IDTypeLabel }),
		text(nsMemo, "label", strictxml.One, func(s *Sender) *string { return &s.Label }),
		strictxml.OptChild(nsMemo.Name("AttentionData"), strictxml.Opt, func(s *Sender) **AttentionData { return &s.AttentionData },
			attentionTable(t)),
		strictxml.OptChild(nsMemo.Name("ContactPoint"), strictxml.Opt, func(s *Sender) **ContactPoint { return &s.ContactPoint },
			contactPointTable()),
		strictxml.OptChild(nsMemo.Name("Representative"), strictxml.Opt, func(s *Sender) **Representative { return &s.Representative },
			representativeTable()).If(v == V12),
	)
}

func recipientTable(t simpleTypes) *strictxml.Elements[Recipient] {
	return strictxml.Sequence(
		text(nsMemo, "recipientID", strictxml.One, func(r *Recipient) *string { return &r.RecipientID }),
		text(nsMemo, "idType", strictxml.One, func(r *Recipient) *string { return &r.IDType }),
		text(nsMemo, "idTypeLabel", strictxml.Opt, func(r *Recipient) *string { return &r.IDTypeLabel }),
		text(nsMemo, "label", strictxml.Opt, func(r *Recipient) *string { return &r.Label }),
		strictxml.OptChild(nsMemo.Name("AttentionData"), strictxml.Opt, func(r *Recipient) **AttentionData { return &r.AttentionData },
			attentionTable(t)),
		strictxml.OptChild(nsMemo.Name("ContactPoint"), strictxml.Opt, func(r *Recipient) **ContactPoint { return &r.ContactPoint },
			contactPointTable()),
	)
}

func representativeTable() *strictxml.Elements[Representative] {
	return strictxml.Sequence(
		text(nsMemo, "representativeID", strictxml.Opt, func(r *Representative) *string { return &r.RepresentativeID }),
		text(nsMemo, "idType", strictxml.Opt, func(r *Representative) *string { return &r.IDType }),
		text(nsMemo, "idTypeLabel", strictxml.Opt, func(r *Representative) *string { return &r.IDTypeLabel }),
		text(nsMemo, "label", strictxml.Opt, func(r *Representative) *string { return &r.Label }),
	)
}

func contactPointTable() *strictxml.Elements[ContactPoint] {
	return strictxml.Sequence(
		text(nsMemo, "contactGroup", strictxml.Opt, func(c *ContactPoint) *string { return &c.ContactGroup }),
		text(nsMemo, "contactPointID", strictxml.One, func(c *ContactPoint) *string { return &c.ContactPointID }),
		text(nsMemo, "label", strictxml.Opt, func(c *ContactPoint) *string { return &c.Label }),
		strictxml.List(nsMemo.Name("ContactInfo"), strictxml.Occurs{Max: 2}, func(c *ContactPoint) *[]LabelValue { return &c.ContactInfo },
			labelValueTable()),
	)
}

// labelValueTable is ContactInfo and AdditionalReplyData.
func labelValueTable() *strictxml.Elements[LabelValue] {
	return strictxml.Sequence(
		text(nsMemo, "label", strictxml.One, func(l *LabelValue) *string { return &l.Label }),
		text(nsMemo, "value", strictxml.One, func(l *LabelValue) *string { return &l.Value }),
	)
}

func forwardTable(v Version, t simpleTypes) *strictxml.Elements[ForwardData] {
	return strictxml.Sequence(
		strictxml.Text(nsMemo.Name("messageUUID"), t.uuid, strictxml.One, func(f *ForwardData) *string { return &f.MessageUUID }),
		strictxml.Time(nsMemo.Name("originalMessageDateTime"), t.dateTime, strictxml.One, func(f *ForwardData) *time.Time { return &f.OriginalMessageDateTime }),
		text(nsMemo, "originalSender", strictxml.One, func(f *ForwardData) *string { return &f.OriginalSender }),
		text(nsMemo, "originalContentResponsible", strictxml.Opt, func(f *ForwardData) *string { return &f.OriginalContentResponsible }),
		text(nsMemo, "originalRepresentative", strictxml.Opt, func(f *ForwardData) *string { return &f.OriginalRepresentative }).If(v == V12),
		text(nsMemo, "contactPointID", strictxml.Opt, func(f *ForwardData) *string { return &f.ContactPointID }),
		strictxml.Text(nsMemo.Name("comment"), t.comment, strictxml.Opt, func(f *ForwardData) *string { return &f.Comment }),
	)
}

func replyTable(t simpleTypes) *strictxml.Elements[ReplyData] {
	return strictxml.Sequence(
		text(nsMemo, "messageID", strictxml.Opt, func(r *ReplyData) *string { return &r.MessageID }),
		strictxml.Text(nsMemo.Name("messageUUID"), t.uuid, strictxml.One, func(r *ReplyData) *string { return &r.MessageUUID }),
		strictxml.Text(nsMemo.Name("replyUUID"), t.uuid, strictxml.Opt, func(r *ReplyData) *string { return &r.ReplyUUID }),
		text(nsMemo, "senderID", strictxml.Opt, func(r *ReplyData) *string { return &r.SenderID }),
		text(nsMemo, "recipientID", strictxml.Opt, func(r *ReplyData) *string { return &r.RecipientID }),
		text(nsMemo, "caseID", strictxml.Opt, func(r *ReplyData) *string { return &r.CaseID }),
		text(nsMemo, "contactPointID", strictxml.Opt, func(r *ReplyData) *string { return &r.ContactPointID }),
		text(nsMemo, "generatingSystemID", strictxml.Opt, func(r *ReplyData) *string { return &r.GeneratingSystemID }),
		strictxml.Text(nsMemo.Name("comment"), t.comment, strictxml.Opt, func(r *ReplyData) *string { return &r.Comment }),
		strictxml.List(nsMemo.Name("AdditionalReplyData"), strictxml.Occurs{Max: 4}, func(r *ReplyData) *[]LabelValue { return &r.AdditionalReplyData },
			labelValueTable()),
	)
}
