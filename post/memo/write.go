package memo

import (
	"io"

	"github.com/brevdue/brevdue/post/strictxml"
)

// Write writes m as a document of version v, whatever version m was read from:
// what v does not know (a Representative in 1.1) is left out. File content is
// copied from Content.Open as it goes and never held. Write does not validate:
// Read what was written, or Check before. Errors are *strictxml.Error.
func Write(w io.Writer, m *Message, v Version) error {
	return strictxml.Document[Message]{Name: Name, Content: Elements(Options{})}.Write(w, m.As(v))
}

// As is a copy of m that says it is of version v. It shares everything below the root.
func (m *Message) As(v Version) *Message {
	c := *m
	if was, ok := m.Version(); !ok || was != v {
		c.MemoVersion = v.String()
	}
	switch {
	case v != V11:
		c.MemoSchVersion = ""
	case c.MemoSchVersion == "":
		c.MemoSchVersion = schVersion11
	}
	return &c
}
