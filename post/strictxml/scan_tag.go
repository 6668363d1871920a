package strictxml

import (
	"bytes"
	"unicode/utf8"
)

const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
	maxURIs    = 1024 // different prefixes and namespaces remembered
	maxBound   = 256  // namespace declarations in force; those that change nothing do not count
)

// attrParts are offsets into scanner.tag.
type attrParts struct{ name, colon, nameEnd, value, valueEnd int }

// name appends one name to s.tag.
func (s *scanner) name() *Error {
	begin := len(s.tag)
	for {
		in := &s.in
		i := in.r
		for i < in.w && nameBytes[in.buf[i]] {
			i++
		}
		s.tag = append(s.tag, in.buf[in.r:i]...)
		in.r = i
		if len(s.tag)-begin > s.opts.MaxName {
			return s.fail(CodeNameLength, Hardening, "a name has more than %d bytes", s.opts.MaxName)
		}
		b, err := in.peek()
		if err != nil {
			return s.ioError(err)
		}
		if nameBytes[b] {
			continue
		}
		if b < utf8.RuneSelf {
			break
		}
		r, err := in.takeRune()
		if err != nil {
			return s.ioError(err)
		}
		if !isNameRune(r) {
			return s.malformed("character U+%04X is not allowed in a name", r)
		}
		s.tag = utf8.AppendRune(s.tag, r)
	}
	if len(s.tag) == begin {
		return s.malformed("a name is missing")
	}
	if r, _ := utf8.DecodeRune(s.tag[begin:]); !isNameStart(r) {
		return s.malformed("a name may not begin with %q", r)
	}
	return nil
}

// colonIn finds the colon of s.tag[begin:end], end when there is none.
func (s *scanner) colonIn(begin, end int) (int, *Error) {
	n := s.tag[begin:end]
	i := bytes.IndexByte(n, ':')
	if i < 0 {
		return end, nil
	}
	if i == 0 || i == len(n)-1 || bytes.IndexByte(n[i+1:], ':') >= 0 {
		return 0, s.fail(CodeNamespace, Schema, "the name %q is not prefix:name", n)
	}
	if r, _ := utf8.DecodeRune(n[i+1:]); !isNameStart(r) {
		return 0, s.fail(CodeNamespace, Schema, "the name %q is not prefix:name", n)
	}
	return begin + i, nil
}

// skipSpace takes white space and says whether there was any.
func (s *scanner) skipSpace() (bool, *Error) {
	found := false
	for {
		b, err := s.in.peek()
		if err != nil {
			return found, s.ioError(err)
		}
		if !isSpace(b) {
			return found, nil
		}
		s.in.r++
		found = true
	}
}

func (s *scanner) startTag(start int64) *Error {
	if len(s.open) == 0 && s.seenRoot {
		return s.fail(CodeAfterRoot, Schema, "there is a second element after the root element: send one document")
	}
	if len(s.open) >= s.opts.MaxDepth {
		return s.fail(CodeDepth, Hardening, "elements are nested more than %d deep", s.opts.MaxDepth)
	}
	if s.elements++; s.elements > s.opts.MaxElements {
		return s.fail(CodeElements, Hardening, "the document has more than %d elements", s.opts.MaxElements)
	}
	s.tag, s.parts = s.tag[:0], s.parts[:0]
	if e := s.name(); e != nil {
		return e
	}
	nameEnd := len(s.tag)
	colon, e := s.colonIn(0, nameEnd)
	if e != nil {
		return e
	}
	empty := false
	for {
		blank, e := s.skipSpace()
		if e != nil {
			return e
		}
		b := s.in.buf[s.in.r]
		if b == '>' {
			s.in.r++
			break
		}
		if b == '/' {
			s.in.r++
			if !s.in.hasPrefix(">") {
				return s.malformed("/ in a start tag must be followed by >")
			}
			empty = true
			break
		}
		if !blank {
			return s.malformed("a blank is missing between attributes")
		}
		if e := s.attribute(); e != nil {
			return e
		}
	}
	s.seenRoot = true
	s.pendingEnd = empty
	return s.resolve(start, colon, nameEnd)
}

// attribute appends name and value to s.tag and a line to s.parts.
func (s *scanner) attribute() *Error {
	if len(s.parts) >= s.opts.MaxAttrs {
		return s.fail(CodeAttributes, Hardening, "an element has more than %d attributes", s.opts.MaxAttrs)
	}
	p := attrParts{name: len(s.tag)}
	if e := s.name(); e != nil {
		return e
	}
	p.nameEnd = len(s.tag)
	var e *Error
	if p.colon, e = s.colonIn(p.name, p.nameEnd); e != nil {
		return e
	}
	for _, o := range s.parts {
		if bytes.Equal(s.tag[o.name:o.nameEnd], s.tag[p.name:p.nameEnd]) {
			return s.fail(CodeDuplicate, Schema, "attribute %s is given twice", s.tag[p.name:p.nameEnd])
		}
	}
	if _, e = s.skipSpace(); e != nil {
		return e
	}
	if !s.in.hasPrefix("=") {
		return s.malformed("attribute %s has no value", s.tag[p.name:p.nameEnd])
	}
	if _, e = s.skipSpace(); e != nil {
		return e
	}
	quote := s.in.buf[s.in.r]
	if quote != '"' && quote != '\'' {
		return s.malformed("the value of attribute %s is not quoted", s.tag[p.name:p.nameEnd])
	}
	s.in.r++
	p.value = len(s.tag)
	if e = s.attributeValue(quote, p.value); e != nil {
		return e
	}
	p.valueEnd = len(s.tag)
	s.parts = append(s.parts, p)
	return nil
}

// attributeValue appends a value, white space turned into blanks, references resolved.
func (s *scanner) attributeValue(quote byte, begin int) *Error {
	for {
		if len(s.tag)-begin > s.opts.MaxText {
			return s.fail(CodeTextLength, Hardening, "an attribute has more than %d bytes", s.opts.MaxText)
		}
		in := &s.in
		i := in.r
		for i < in.w && in.buf[i] != quote && in.buf[i] != '\n' && in.buf[i] != '\t' && textClasses[in.buf[i]] == classPlain {
			i++
		}
		if i > in.r {
			s.tag = append(s.tag, in.buf[in.r:i]...)
			in.r = i
			continue
		}
		b, err := in.peek()
		switch {
		case err != nil:
			return s.ioError(err)
		case b == quote:
			in.r++
			return nil
		case b == '<':
			return s.malformed("< is not allowed in an attribute value: write &lt;")
		case b == '&':
			r, e := s.reference()
			if e != nil {
				return e
			}
			s.tag = utf8.AppendRune(s.tag, r)
		case b == '\r':
			in.r++
			in.hasPrefix("\n")
			s.tag = append(s.tag, ' ')
		case isSpace(b):
			in.r++
			s.tag = append(s.tag, ' ')
		default:
			r, e := s.char()
			if e != nil {
				return e
			}
			s.tag = utf8.AppendRune(s.tag, r)
		}
	}
}

// resolve opens the element: namespace declarations, names, duplicates.
func (s *scanner) resolve(start int64, colon, nameEnd int) *Error {
	s.open = append(s.open, openTag{name: len(s.names), ns: len(s.ns)})
	s.names = append(s.names, s.tag[:nameEnd]...)
	s.attrs = s.attrs[:0]
	for _, p := range s.parts {
		if e := s.declare(p); e != nil {
			return e
		}
	}
	t := token{kind: tokenStart, start: start}
	var e *Error
	if t.space, t.local, e = s.qualify(0, colon, nameEnd, true); e != nil {
		return e
	}
	for _, p := range s.parts {
		if s.isDeclaration(p) {
			continue
		}
		a := scanAttr{value: s.tag[p.value:p.valueEnd]}
		if a.space, a.local, e = s.qualify(p.name, p.colon, p.nameEnd, false); e != nil {
			return e
		}
		for _, o := range s.attrs {
			if o.space == a.space && bytes.Equal(o.local, a.local) {
				return s.fail(CodeDuplicate, Schema, "attribute %s is given twice under two prefixes", a.local)
			}
		}
		s.attrs = append(s.attrs, a)
	}
	t.attrs = s.attrs
	s.tok = t
	return nil
}

func (s *scanner) isDeclaration(p attrParts) bool {
	return string(s.tag[p.name:p.colon]) == "xmlns"
}

// declare brings a namespace declaration into force.
func (s *scanner) declare(p attrParts) *Error {
	if !s.isDeclaration(p) {
		return nil
	}
	var prefix []byte
	if p.colon < p.nameEnd {
		prefix = s.tag[p.colon+1 : p.nameEnd]
	}
	uri := s.tag[p.value:p.valueEnd]
	switch {
	case string(prefix) == "xmlns", string(uri) == xmlnsSpace,
		(string(prefix) == "xml") != (string(uri) == xmlSpace):
		return s.fail(CodeNamespace, Schema, "the prefixes xml and xmlns and their namespaces are reserved")
	case len(uri) == 0 && len(prefix) > 0:
		return s.fail(CodeNamespace, Schema, "prefix %s is bound to an empty namespace", prefix)
	}
	if now, bound := s.lookup(prefix); bound && now == string(uri) {
		return nil // some clients repeat all declarations on each element
	}
	if len(s.ns) >= maxBound {
		return s.fail(CodeAttributes, Hardening, "more than %d namespace declarations are in force", maxBound)
	}
	s.ns = append(s.ns, binding{s.once(prefix), s.once(uri)})
	return nil
}

// lookup finds what a prefix is bound to here.
func (s *scanner) lookup(prefix []byte) (string, bool) {
	for i := len(s.ns) - 1; i >= 0; i-- {
		if s.ns[i].prefix == string(prefix) {
			return s.ns[i].uri, true
		}
	}
	return "", false
}

// once gives one copy of a prefix or namespace that tends to come again.
func (s *scanner) once(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if v, ok := s.uris[string(b)]; ok {
		return v
	}
	v := string(b)
	if s.uris == nil {
		s.uris = make(map[string]string, 16)
	}
	if len(s.uris) < maxURIs {
		s.uris[v] = v
	}
	return v
}

// qualify splits s.tag[begin:end] at colon and finds the namespace.
func (s *scanner) qualify(begin, colon, end int, element bool) (string, []byte, *Error) {
	prefix, local := s.tag[begin:colon], s.tag[begin:end]
	if colon < end {
		local = s.tag[colon+1 : end]
	} else {
		prefix = nil
		if !element {
			return "", local, nil
		}
	}
	if uri, bound := s.lookup(prefix); bound {
		return uri, local, nil
	}
	switch string(prefix) {
	case "":
		return "", local, nil
	case "xml":
		return xmlSpace, local, nil
	}
	return "", nil, s.fail(CodePrefix, Schema, "prefix %s is not declared", prefix)
}

func (s *scanner) endTag() *Error {
	s.tag = s.tag[:0]
	if e := s.name(); e != nil {
		return e
	}
	if len(s.open) == 0 {
		if s.seenRoot {
			return s.fail(CodeAfterRoot, Schema, "there is an end tag after the root element")
		}
		return s.malformed("there is an end tag before the root element")
	}
	if name := s.names[s.open[len(s.open)-1].name:]; !bytes.Equal(name, s.tag) {
		return s.malformed("end tag %s does not close %s", s.tag, name)
	}
	if _, e := s.skipSpace(); e != nil {
		return e
	}
	if !s.in.hasPrefix(">") {
		return s.malformed("end tag %s has no >", s.tag)
	}
	s.tok = token{kind: tokenEnd}
	s.pop()
	return nil
}

func (s *scanner) pop() {
	top := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	s.names = s.names[:top.name]
	s.ns = s.ns[:top.ns]
}
