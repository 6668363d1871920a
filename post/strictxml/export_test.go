package strictxml

import (
	"fmt"
	"io"
	"sort"
	"strings"
)

// Events lists what the scanner makes of a document, for comparison with
// another parser: start tags with sorted attributes, end tags, joined text.
func Events(r io.Reader, o Options) ([]string, *Error) {
	s := newScanner(r, o.withDefaults())
	if e := s.begin(); e != nil {
		return nil, e
	}
	var events []string
	var text strings.Builder
	for {
		if e := s.next(); e != nil {
			return nil, e
		}
		if s.tok.kind == tokenText {
			text.Write(s.tok.text)
			continue
		}
		if text.Len() > 0 {
			events = append(events, fmt.Sprintf("text %q", text.String()))
			text.Reset()
		}
		switch s.tok.kind {
		case tokenStart:
			var attrs []string
			for _, a := range s.tok.attrs {
				attrs = append(attrs, AttrEvent(a.space, string(a.local), string(a.value)))
			}
			sort.Strings(attrs)
			events = append(events, fmt.Sprintf("start {%s}%s %v", s.tok.space, s.tok.local, attrs))
		case tokenEnd:
			events = append(events, "end")
		case tokenEOF:
			return events, nil
		}
	}
}

// AttrEvent is one attribute in an event; white space in values counts as blanks.
func AttrEvent(space, local, value string) string {
	return fmt.Sprintf("{%s}%s=%q", space, local, strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(value))
}
