package memo

import (
	"sync"

	"github.com/brevdue/brevdue/post/strictxml"
)

// The namespaces of MeMo. The first is the same for all versions.
const (
	nsMemo strictxml.Space = "https://DigitalPost.dk/MeMo-1"
	nsGrd  strictxml.Space = "https://data.gov.dk/model/core/"
	nsGln  strictxml.Space = "https://www.gs1.dk/gs1-standarder/identifikation/gln-global-location-number/"
	nsSor  strictxml.Space = "https://services.nsi.dk/en/Services/SOR"
	nsKle  strictxml.Space = "http://kle-online.dk/"
	nsForm strictxml.Space = "http://www.form-online.dk/"
	nsDmv  strictxml.Space = "https://motorregister.skat.dk/"
	nsUdd  strictxml.Space = "https://www.dst.dk/da/TilSalg/Forskningsservice/Dokumentation/hoejkvalitetsvariable/elevregister-2/udd#"
)

// Name is the root element of a MeMo.
var Name = nsMemo.Name("Message")

var prefixes = []strictxml.Prefix{
	{Prefix: "memo", Space: string(nsMemo)}, {Prefix: "grd", Space: string(nsGrd)},
	{Prefix: "gln", Space: string(nsGln)}, {Prefix: "sor", Space: string(nsSor)},
	{Prefix: "kle", Space: string(nsKle)}, {Prefix: "form", Space: string(nsForm)},
	{Prefix: "dmv", Space: string(nsDmv)}, {Prefix: "udd", Space: string(nsUdd)},
}

// simpleTypes are the types of MeMo_dataTypes.xsd.
type simpleTypes struct {
	comment, notification, license   *strictxml.Type
	messageType, uuid, uri, language *strictxml.Type
	dateTime, date, gln, pnumber     *strictxml.Type
	decimal                          *strictxml.Type
}

func newSimpleTypes(notificationMax int) simpleTypes {
	uuid := `[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-4[a-fA-F0-9]{3}-[aAbB89][a-fA-F0-9]{3}-[a-fA-F0-9]{12}`
	return simpleTypes{
		comment:      strictxml.StringType(0, 512),
		notification: strictxml.StringType(0, notificationMax),
		license:      strictxml.StringType(0, 7),
		messageType:  strictxml.EnumType(DigitalPost, NemSMS),
		uuid:         &strictxml.Type{Pattern: uuid, Match: isUUID4},
		uri:          &strictxml.Type{Base: strictxml.AnyURI, MaxLen: 256},
		language:     &strictxml.Type{Base: strictxml.Language, MaxLen: 2},
		dateTime:     &strictxml.Type{Base: strictxml.DateTime, Pattern: ".+Z", Match: endsInZ},
		date:         &strictxml.Type{Base: strictxml.DateOnly},
		gln:          upTo(9999999999999),
		pnumber:      upTo(9999999999),
		decimal:      &strictxml.Type{Base: strictxml.Decimal},
	}
}

// upTo is xs:long with an upper limit.
func upTo(most int64) *strictxml.Type {
	t := strictxml.LongType()
	t.Hi = most
	return t
}

func endsInZ(v string) bool { return len(v) > 1 && v[len(v)-1] == 'Z' }

// isUUID reports 8-4-4-4-12 hexadecimal digits, any version.
func isUUID(v string) bool {
	if len(v) != 36 {
		return false
	}
	for i := 0; i < len(v); i++ {
		c := v[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
				return false
			}
		}
	}
	return true
}

// isUUID4 is the pattern of memoUuidType.
func isUUID4(v string) bool {
	if !isUUID(v) || v[14] != '4' {
		return false
	}
	switch v[19] {
	case '8', '9', 'a', 'A', 'b', 'B':
		return true
	}
	return false
}

// tableKey names one table: a version of the schema and the length of a notification.
type tableKey struct {
	version      Version
	notification int
}

// usualTables are built once, on first use. They are never changed.
var usualTables = sync.OnceValue(func() map[tableKey]*strictxml.Elements[Message] {
	m := make(map[tableKey]*strictxml.Elements[Message])
	for _, v := range []Version{V11, V12} {
		for _, n := range []int{150, 160} {
			m[tableKey{v, n}] = messageTable(v, n)
		}
	}
	return m
})

func tableFor(k tableKey) *strictxml.Elements[Message] {
	if t, ok := usualTables()[k]; ok {
		return t
	}
	return messageTable(k.version, k.notification)
}

// textType is memoTextType, the type of most elements.
var textType = strictxml.StringType(0, 256)

// text is a row of memoTextType.
func text[P any](ns strictxml.Space, local string, o strictxml.Occurs, at func(*P) *string) strictxml.Row[P] {
	return strictxml.Text(ns.Name(local), textType, o, at)
}

// required is One when on, else Opt: for elements that one version demands.
func required(on bool) strictxml.Occurs {
	if on {
		return strictxml.One
	}
	return strictxml.Opt
}

// messageTable is the root of the element tree of one version.
func messageTable(v Version, notificationMax int) *strictxml.Elements[Message] {
	types := newSimpleTypes(notificationMax)
	attrs := []strictxml.AttrRow[Message]{
		strictxml.Attribute("memoVersion", types.decimal, true, func(m *Message) *string { return &m.MemoVersion }),
	}
	if v == V11 {
		attrs = append(attrs, strictxml.Attribute("memoSchVersion", textType, true,
			func(m *Message) *string { return &m.MemoSchVersion }))
	}
	return strictxml.Sequence(
		strictxml.Child(nsMemo.Name("MessageHeader"), strictxml.One, func(m *Message) *Header { return &m.Header },
			headerTable(v, types)),
		strictxml.OptChild(nsMemo.Name("MessageBody"), strictxml.Opt, func(m *Message) **Body { return &m.Body },
			bodyTable(types)),
	).Attributes(attrs...).Declare(prefixes...).
		Span(func(m *Message, start, end int64) { m.Size = end - start })
}
