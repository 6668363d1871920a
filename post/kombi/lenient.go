package kombi

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Answers come from other people's programs, and some of those get namespaces
// wrong. Answers are therefore read by local name, wherever the element stands,
// as real clients do. What is read strictly uses package strictxml.

const (
	maxAnswer      = 1 << 20 // bytes; answers are below 2 kB
	maxAnswerDepth = 32
)

// scanAnswer reads a small XML document and calls leaf for each element without
// child elements, in document order, with its local name and its text trimmed.
// It returns the local name of the root. Refused are: what is not well-formed,
// a DOCTYPE, anything after the root, more than maxAnswer bytes.
func scanAnswer(r io.Reader, what string, leaf func(local, text string)) (root string, err error) {
	refuse := func(text string, cause error) (string, error) {
		return "", &Error{Code: CodeAnswer, Text: what + " " + text, Cause: cause}
	}
	limited := &io.LimitedReader{R: r, N: maxAnswer + 1}
	dec := xml.NewDecoder(limited)
	dec.CharsetReader = answerCharset
	var text strings.Builder
	depth, isLeaf := 0, false
	for {
		tok, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF) && root == "":
			return refuse("is empty", nil)
		case errors.Is(err, io.EOF):
			return root, nil
		case limited.N <= 0:
			return refuse(fmt.Sprintf("is larger than %d bytes", maxAnswer), nil)
		case err != nil:
			return refuse("is not well-formed XML", err)
		}
		switch tok := tok.(type) {
		case xml.Directive:
			return refuse("has a DOCTYPE, which is refused", nil)
		case xml.StartElement:
			if depth == 0 && root != "" {
				return refuse("has a second root element", nil)
			}
			if depth++; depth > maxAnswerDepth {
				return refuse(fmt.Sprintf("is nested deeper than %d", maxAnswerDepth), nil)
			}
			if root == "" {
				root = tok.Name.Local
			}
			text.Reset()
			isLeaf = true
		case xml.EndElement:
			if isLeaf {
				leaf(tok.Name.Local, strings.TrimSpace(text.String()))
			}
			isLeaf = false
			depth--
		case xml.CharData:
			if depth == 0 && strings.Trim(string(tok), " \t\r\n\ufeff") != "" {
				return refuse("has text outside its root element", nil)
			}
			text.Write(tok)
		}
	}
}

// answerCharset knows the encodings that answers are seen in.
func answerCharset(name string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "utf8", "utf-8":
		return in, nil
	case "iso-8859-1", "latin1":
		return charmap.ISO8859_1.NewDecoder().Reader(in), nil
	default:
		return nil, fmt.Errorf("encoding %q is not supported, write UTF-8", name)
	}
}

// xmlHead goes before documents that are written by hand.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// small collects a small document; its elements have no attributes of their own.
type small struct {
	b   strings.Builder
	err error
}

// leaf writes <name>text</name>; an empty text gives <name/>. Characters that
// XML cannot carry are an error, not a replacement.
func (s *small) leaf(name, text string) {
	if text == "" {
		s.b.WriteString("<" + name + "/>")
		return
	}
	for i, r := range text {
		if !carried(r) || r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)) {
			s.err = fmt.Errorf("the text of %s holds the character %U, which XML cannot carry", name, r)
			return
		}
	}
	s.b.WriteString("<" + name + ">")
	if err := xml.EscapeText(&s.b, []byte(text)); err != nil {
		s.err = err
	}
	s.b.WriteString("</" + name + ">")
}

func carried(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000
}

func (s *small) markup(m string) { s.b.WriteString(m) }

func (s *small) writeTo(w io.Writer, what string) error {
	if s.err != nil {
		return &Error{Code: CodeWrite, Text: "cannot write " + what, Cause: s.err}
	}
	if _, err := io.WriteString(w, s.b.String()); err != nil {
		return &Error{Code: CodeWrite, Text: "cannot write " + what, Cause: err}
	}
	return nil
}
