package memo

import (
	"strings"

	"github.com/brevdue/brevdue/post/strictxml"
)

// Version is a version of the MeMo format.
type Version int

// The versions in force; they coexist and share their namespace. 1.0 was gone
// before the service opened.
const (
	V11 Version = iota + 1
	V12
)

// String gives the value of the attribute memoVersion.
func (v Version) String() string {
	switch v {
	case V11:
		return "1.1"
	case V12:
		return "1.2"
	}
	return "unknown"
}

// schVersion11 is the attribute memoSchVersion that 1.1 demands and 1.2 forbids.
const schVersion11 = "1.1.0"

// ParseVersion reads the attribute memoVersion, a decimal: 1.10 is 1.1.
func ParseVersion(s string) (Version, bool) {
	s = strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(s), "+"), "0")
	switch strings.TrimRight(s, "0") {
	case "1.1":
		return V11, true
	case "1.2":
		return V12, true
	}
	return 0, false
}

// Version is the version that the message says it has; false for 1.0 and the unknown.
func (m *Message) Version() (Version, bool) { return ParseVersion(m.MemoVersion) }

// Elements is the table of the Message element, for documents that hold a MeMo:
// the start tag chooses the version, in reading, and MemoVersion in writing. A
// Message of an unknown version is read with the table of 1.2, and Check
// refuses it. Only Options.NotificationMax and Options.As matter here.
func Elements(o Options) *strictxml.Elements[Message] {
	o = o.withDefaults()
	return strictxml.Pick(
		func(a strictxml.Attrs) *strictxml.Elements[Message] {
			v := o.As
			if v == 0 {
				written, _ := a.Get("memoVersion")
				v, _ = ParseVersion(written)
			}
			if v == 0 {
				v = V12
			}
			return tableFor(tableKey{v, o.NotificationMax})
		},
		func(m *Message) (*strictxml.Elements[Message], error) {
			v, ok := m.Version()
			if !ok {
				return nil, &strictxml.Error{Code: strictxml.CodeWrite, By: strictxml.Hardening, Offset: -1,
					Detail: "MeMo version " + m.MemoVersion + " is not supported: use 1.1 or 1.2"}
			}
			return tableFor(tableKey{v, o.NotificationMax}), nil
		})
}
