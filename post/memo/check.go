package memo

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/strictxml"
)

// The limit of rule R7: 99.5 MB, which only fits what real senders send when it
// is read as MiB. Which of the two is in force is a switch of the caller.
const (
	MaxSizeMiB = 99*1024*1024 + 512*1024
	MaxSizeMB  = 99_500_000
)

// CheckOptions are the choices of Check. The zero value is right for a message from Read.
type CheckOptions struct {
	Size       int64    // bytes of the whole message; 0: Message.Size
	MaxSize    int64    // rule R7, inclusive; 0: MaxSizeMiB
	Extensions []string // allowed file name extensions, lower case, no dot; nil: DefaultExtensions
}

// DefaultExtensions are the file name extensions let through. The official list
// is not public; this one is a choice of ours. Archives are not on it.
func DefaultExtensions() []string {
	return []string{"pdf", "txt", "html", "htm", "xml", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv",
		"ppt", "pptx", "odp", "jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp", "svg", "mp3", "mp4", "ics"}
}

// rule is one business rule: what it looks at, and what it says. Rules marked R
// are numbered as in the list of rules beyond the schema of Digital Post.
type rule struct {
	id       string
	code     string
	limit    string
	severity strictxml.Severity
	// look reports each value that breaks the rule, with its path below /Message.
	look func(c *check, report func(path, found string))
}

// check is one message under judgement.
type check struct {
	m *Message
	o CheckOptions
}

// rules is the table; Check applies its rows in this order.
func rules() []rule {
	return []rule{
		{id: "MEMO-VERSION", code: CodeVersion, limit: "1.1 or 1.2", look: versionKnown},
		{id: "MEMO-R2", code: CodeFilename, limit: `none of < > : " / \ | ? * , line breaks and Unicode blanks`, look: fileNames},
		{id: "MEMO-R3", code: CodeActionURL, limit: "an absolute https:// address", look: actionURLs},
		{id: "MEMO-R4", code: CodeEmptyNotification, limit: "a text, it is the whole NemSMS", look: smsText},
		{id: "MEMO-R4", code: CodeBodyUnused, limit: "no MessageBody in a NemSMS", severity: strictxml.Warning, look: smsBody},
		{id: "MEMO-BODY", code: CodeBodyMissing, limit: "a MessageBody with a main document", look: postBody},
		{id: "MEMO-R6", code: CodeContactPoint, limit: "a UUID", look: contactPoints},
		{id: "MEMO-R7", code: CodeTooLarge, limit: "see MaxSize", look: size},
		{id: "MEMO-EXT", code: CodeFileExtension, limit: "an allowed file type", look: extensions},
		{id: "MEMO-EMPTY", code: CodeFileEmpty, limit: "at least one byte", look: emptyFiles},
	}
}

// Check judges the message by the rules that need nothing but the message. Its
// findings are By Business and carry the code of the receipt; a Warning refuses
// nothing. It has no order but that of the rules, and no state.
func (m *Message) Check(o CheckOptions) []Finding {
	if o.Size == 0 {
		o.Size = m.Size
	}
	if o.MaxSize == 0 {
		o.MaxSize = MaxSizeMiB
	}
	if o.Extensions == nil {
		o.Extensions = DefaultExtensions()
	}
	c := &check{m, o}
	var found []Finding
	for _, r := range rules() {
		limit := r.limit
		if r.id == "MEMO-R7" {
			limit = fmt.Sprintf("at most %d bytes", o.MaxSize)
		}
		r.look(c, func(path, value string) {
			found = append(found, Finding{Path: "/Message" + path, Rule: r.id, Limit: limit,
				Found: short(ident.MaskText(value)), By: strictxml.Business, Severity: r.severity,
				Code: r.code, Offset: -1})
		})
	}
	return found
}

func short(v string) string {
	const most = 60
	if utf8.RuneCountInString(v) <= most {
		return v
	}
	return string([]rune(v)[:most]) + "…"
}

func versionKnown(c *check, report func(path, found string)) {
	if _, ok := c.m.Version(); !ok {
		report("/@memoVersion", c.m.MemoVersion)
	}
}

// forbiddenInNames are the characters of rule R2.
const forbiddenInNames = "<>:\"/\\|?*\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
	"\u2028\u205f\u2060\u3000"

func fileNames(c *check, report func(path, found string)) {
	c.files(func(path string, f *File) {
		if strings.ContainsAny(f.Filename, forbiddenInNames) {
			report(path+"/filename", f.Filename)
		}
	})
}

func actionURLs(c *check, report func(path, found string)) {
	c.documents(func(path string, d *Document) {
		for i := range d.Actions {
			if e := d.Actions[i].EntryPoint; e != nil && !absoluteHTTPS(e.URL) {
				report(fmt.Sprintf("%s/Action[%d]/EntryPoint/url", path, i+1), e.URL)
			}
		}
	})
}

func absoluteHTTPS(v string) bool {
	u, err := url.Parse(v)
	return err == nil && u.Scheme == "https" && u.Host != "" && strings.HasPrefix(strings.ToLower(v), "https://")
}

func smsText(c *check, report func(path, found string)) {
	if h := &c.m.Header; h.MessageType == NemSMS && strings.TrimSpace(h.Notification) == "" {
		report("/MessageHeader/notification", h.Notification)
	}
}

// smsBody only warns: a client in use cannot leave the body out.
func smsBody(c *check, report func(path, found string)) {
	if c.m.Header.MessageType == NemSMS && c.m.Body != nil {
		report("/MessageBody", "a MessageBody")
	}
}

func postBody(c *check, report func(path, found string)) {
	if c.m.Header.MessageType == DigitalPost && c.m.Body == nil {
		report("/MessageBody", "none")
	}
}

func contactPoints(c *check, report func(path, found string)) {
	h := &c.m.Header
	look := func(path, id string) {
		if !isUUID(id) {
			report(path, id)
		}
	}
	if p := h.Sender.ContactPoint; p != nil {
		look("/MessageHeader/Sender/ContactPoint/contactPointID", p.ContactPointID)
	}
	if p := h.Recipient.ContactPoint; p != nil {
		look("/MessageHeader/Recipient/ContactPoint/contactPointID", p.ContactPointID)
	}
	if f := h.ForwardData; f != nil && f.ContactPointID != "" {
		look("/MessageHeader/ForwardData/contactPointID", f.ContactPointID)
	}
}

func size(c *check, report func(path, found string)) {
	if c.o.Size > c.o.MaxSize {
		report("", fmt.Sprintf("%d bytes", c.o.Size))
	}
}

func extensions(c *check, report func(path, found string)) {
	c.files(func(path string, f *File) {
		dot := strings.LastIndexByte(f.Filename, '.')
		if dot < 0 || !slices.Contains(c.o.Extensions, strings.ToLower(f.Filename[dot+1:])) {
			report(path+"/filename", f.Filename)
		}
	})
}

func emptyFiles(c *check, report func(path, found string)) {
	c.files(func(path string, f *File) {
		if f.Content.Size == 0 {
			report(path+"/content", "0 bytes")
		}
	})
}

// documents visits every document with its path.
func (c *check) documents(visit func(path string, d *Document)) {
	b := c.m.Body
	if b == nil {
		return
	}
	visit("/MessageBody/MainDocument", &b.MainDocument)
	for i := range b.AdditionalDocuments {
		visit(fmt.Sprintf("/MessageBody/AdditionalDocument[%d]", i+1), &b.AdditionalDocuments[i])
	}
	for i := range b.TechnicalDocuments {
		visit(fmt.Sprintf("/MessageBody/TechnicalDocument[%d]", i+1), &b.TechnicalDocuments[i])
	}
}

// files visits every file with its path.
func (c *check) files(visit func(path string, f *File)) {
	c.documents(func(path string, d *Document) {
		for i := range d.Files {
			visit(fmt.Sprintf("%s/File[%d]", path, i+1), &d.Files[i])
		}
	})
}
