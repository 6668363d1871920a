package strictxml

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

type tokenKind int

const (
	tokenStart tokenKind = iota
	tokenEnd
	tokenText
	tokenEOF
)

// token is what the scanner found. Its slices live until the next call of next.
type token struct {
	kind  tokenKind
	space string     // tokenStart: namespace
	local []byte     // tokenStart: local name
	attrs []scanAttr // tokenStart: without namespace declarations
	text  []byte     // tokenText: one piece of the text, references resolved
	cdata bool       // tokenText: from a CDATA section, text may be empty
	start int64      // offset of the first byte of the tag
}

type scanAttr struct {
	space        string
	local, value []byte
}

type openTag struct {
	name int // where its name begins in scanner.names
	ns   int // bindings in force outside it
}

type binding struct{ prefix, uri string }

// scanner is a strict pull tokenizer: what it passes is well-formed XML 1.0 with
// namespaces, without a document type, inside the limits. Comments and
// processing instructions are checked and dropped.
type scanner struct {
	in   input
	opts Options

	tok        token
	pendingEnd bool // the start tag was an empty-element tag
	inCDATA    bool
	seenRoot   bool
	brackets   int // ] at the end of the last piece of text, for ]]>
	elements   int

	open  []openTag
	names []byte // names of the open tags, one after the other
	ns    []binding
	uris  map[string]string // one copy of each prefix and namespace

	tag   []byte // the start tag being read
	parts []attrParts
	attrs []scanAttr
	small [utf8.UTFMax]byte
}

func newScanner(r io.Reader, o Options) *scanner {
	return &scanner{in: newInput(r, o), opts: o}
}

func (s *scanner) fail(code Code, by Origin, format string, args ...any) *Error {
	return &Error{Code: code, By: by, Detail: fmt.Sprintf(format, args...), Offset: s.in.offset(), Line: s.in.line()}
}

func (s *scanner) malformed(format string, args ...any) *Error {
	return s.fail(CodeMalformed, Schema, format, args...)
}

// ioError translates what the input reports.
func (s *scanner) ioError(err error) *Error {
	switch {
	case errors.Is(err, io.EOF):
		return s.fail(CodeTruncated, Schema, "the document ends in the middle: send it whole")
	case errors.Is(err, errTooLarge):
		return s.fail(CodeSize, Hardening, "the document has more than %d bytes", s.opts.MaxBytes)
	case errors.Is(err, errNotUTF8):
		return s.fail(CodeInvalidUTF8, Schema, "byte 0x%02X is not UTF-8: send UTF-8, or declare "+
			"encoding=\"ISO-8859-1\" if that is what the bytes are", s.in.buf[s.in.r])
	}
	e := s.fail(CodeRead, Hardening, "the document could not be read from its source")
	e.Err = err
	return e
}

// begin reads byte order mark and XML declaration.
func (s *scanner) begin() *Error {
	if err := s.in.ensure(6); err != nil {
		if errors.Is(err, io.EOF) {
			return s.fail(CodeEmpty, Schema, "the document is empty")
		}
		return s.ioError(err)
	}
	head := s.in.buf[s.in.r:s.in.w]
	if len(head) >= 2 && (head[0] == 0xfe && head[1] == 0xff || head[0] == 0xff && head[1] == 0xfe ||
		head[0] == 0 || head[1] == 0) {
		return s.fail(CodeCharset, Hardening, "UTF-16 and UTF-32 are not supported: send UTF-8")
	}
	bom := s.in.hasPrefix("\xef\xbb\xbf")
	if err := s.in.ensure(6); err != nil && !errors.Is(err, io.EOF) {
		return s.ioError(err)
	}
	head = s.in.buf[s.in.r:s.in.w]
	if len(head) < 6 || string(head[:5]) != "<?xml" || !isSpace(head[5]) {
		return nil
	}
	return s.declaration(bom)
}

// declaration reads <?xml version="1.0" encoding="..." standalone="..."?>.
func (s *scanner) declaration(bom bool) *Error {
	const longest = 256
	s.in.r += len("<?xml")
	var body []byte
	for len(body) < 2 || string(body[len(body)-2:]) != "?>" {
		b, err := s.in.take()
		if err != nil {
			return s.ioError(err)
		}
		if body = append(body, b); len(body) > longest {
			return s.malformed("the XML declaration has no end")
		}
	}
	rest := body[:len(body)-2]
	order := 0
	for _, want := range []string{"version", "encoding", "standalone"} {
		value, after, found := pseudoAttribute(rest, want)
		if !found {
			if want == "version" {
				return s.malformed("the XML declaration has no version")
			}
			continue
		}
		rest = after
		order++
		if e := s.declared(want, value, bom); e != nil {
			return e
		}
	}
	for _, b := range rest {
		if !isSpace(b) {
			return s.malformed("the XML declaration is wrong: write <?xml version=\"1.0\" encoding=\"UTF-8\"?>")
		}
	}
	return nil
}

// pseudoAttribute takes `name = "value"` off the front; at least one blank comes before it.
func pseudoAttribute(b []byte, name string) (value string, rest []byte, found bool) {
	skip := func(b []byte) []byte {
		for len(b) > 0 && isSpace(b[0]) {
			b = b[1:]
		}
		return b
	}
	at := skip(b)
	if len(at) == len(b) || len(at) < len(name) || string(at[:len(name)]) != name {
		return "", b, false
	}
	at = skip(at[len(name):])
	if len(at) == 0 || at[0] != '=' {
		return "", b, false
	}
	at = skip(at[1:])
	if len(at) == 0 || at[0] != '"' && at[0] != '\'' {
		return "", b, false
	}
	for i := 1; i < len(at); i++ {
		if at[i] == at[0] {
			return string(at[1:i]), at[i+1:], true
		}
	}
	return "", b, false
}

func (s *scanner) declared(name, value string, bom bool) *Error {
	switch name {
	case "version":
		if value != "1.0" {
			return s.fail(CodeMalformed, Hardening, "only XML version 1.0 is supported")
		}
	case "standalone":
		if value != "yes" && value != "no" {
			return s.malformed("standalone must be yes or no")
		}
	case "encoding":
		enc, ok := charset(value)
		if !ok {
			return s.fail(CodeCharset, Hardening, "encoding %q is not supported: send UTF-8", s.opts.shown(value))
		}
		if enc != nil && !bom { // a byte order mark is stronger than the declaration
			s.in.decode(enc)
		}
	}
	return nil
}

// next reads one token into s.tok.
func (s *scanner) next() *Error {
	if s.pendingEnd {
		s.pendingEnd = false
		s.tok.kind = tokenEnd
		s.pop()
		return nil
	}
	if s.inCDATA {
		return s.cdata()
	}
	for {
		b, err := s.in.peek()
		if errors.Is(err, io.EOF) {
			return s.end()
		}
		if err != nil {
			return s.ioError(err)
		}
		if b != '<' {
			if len(s.open) > 0 {
				return s.text()
			}
			if e := s.outside(b); e != nil {
				return e
			}
			continue
		}
		s.brackets = 0
		if done, e := s.markup(); done || e != nil {
			return e
		}
	}
}

func (s *scanner) end() *Error {
	switch {
	case len(s.open) > 0:
		return s.ioError(io.EOF)
	case !s.seenRoot:
		return s.fail(CodeEmpty, Schema, "the document has no root element")
	}
	s.tok = token{kind: tokenEOF, start: s.in.offset()}
	return nil
}

// outside handles a byte beside the root element.
func (s *scanner) outside(b byte) *Error {
	if isSpace(b) {
		s.in.r++
		return nil
	}
	if s.seenRoot {
		return s.fail(CodeAfterRoot, Schema, "there is text after the root element: only comments may follow it")
	}
	return s.malformed("there is text before the root element")
}

// markup reads what begins with <; done is false for what is dropped.
func (s *scanner) markup() (done bool, e *Error) {
	start := s.in.offset()
	if err := s.in.ensure(2); err != nil {
		return false, s.ioError(err)
	}
	s.in.r++
	b, err := s.in.peek()
	if err != nil {
		return false, s.ioError(err)
	}
	switch b {
	case '/':
		s.in.r++
		return true, s.endTag()
	case '?':
		s.in.r++
		return false, s.instruction()
	case '!':
		s.in.r++
		return s.declarationOrCDATA()
	}
	return true, s.startTag(start)
}

func (s *scanner) declarationOrCDATA() (bool, *Error) {
	switch {
	case s.in.hasPrefix("--"):
		return false, s.comment()
	case s.in.hasPrefix("[CDATA["):
		if len(s.open) == 0 {
			if s.seenRoot {
				return false, s.fail(CodeAfterRoot, Schema, "there is text after the root element: only comments may follow it")
			}
			return false, s.malformed("there is text before the root element")
		}
		s.inCDATA = true
		return true, s.cdata()
	case s.in.hasPrefix("DOCTYPE"):
		return false, s.fail(CodeDoctype, Hardening, "document type declarations are not accepted: leave the DOCTYPE out")
	}
	return false, s.malformed("<! begins neither a comment nor a CDATA section")
}

// char takes one character of a comment or instruction.
func (s *scanner) char() (rune, *Error) {
	r, err := s.in.takeRune()
	if err != nil {
		return 0, s.ioError(err)
	}
	if !isXMLChar(r) {
		return 0, s.illegal(r)
	}
	return r, nil
}

// skipPlain passes over what is left in the window of characters that need no
// thought, up to stop.
func (s *scanner) skipPlain(stop byte) {
	in := &s.in
	for in.r < in.w && in.buf[in.r] != stop && textClasses[in.buf[in.r]] == classPlain {
		in.r++
	}
}

func (s *scanner) illegal(r rune) *Error {
	return s.malformed("character U+%04X is not allowed in XML", r)
}

func (s *scanner) comment() *Error {
	dashes := 0
	for {
		if dashes == 0 {
			s.skipPlain('-')
		}
		r, e := s.char()
		switch {
		case e != nil:
			return e
		case dashes == 2 && r == '>':
			return nil
		case dashes == 2:
			return s.malformed("-- is not allowed inside a comment")
		case r == '-':
			dashes++
		default:
			dashes = 0
		}
	}
}

func (s *scanner) instruction() *Error {
	s.tag = s.tag[:0]
	if e := s.name(); e != nil {
		return e
	}
	if len(s.tag) == 3 && s.tag[0]|0x20 == 'x' && s.tag[1]|0x20 == 'm' && s.tag[2]|0x20 == 'l' {
		return s.malformed("the XML declaration may only stand at the very beginning")
	}
	if s.in.hasPrefix("?>") {
		return nil
	}
	if b, err := s.in.peek(); err != nil {
		return s.ioError(err)
	} else if !isSpace(b) {
		return s.malformed("a blank is missing after the target of a processing instruction")
	}
	question := false
	for {
		if !question {
			s.skipPlain('?')
		}
		r, e := s.char()
		if e != nil {
			return e
		}
		if question && r == '>' {
			return nil
		}
		question = r == '?'
	}
}
