package strictxml

import (
	"bufio"
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

const declarationLine = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// writer follows a model through the tables.
type writer struct {
	w    *bufio.Writer
	ns   []binding
	path []string
}

func write(to io.Writer, name Name, kind *complexType, v any) error {
	w := &writer{w: bufio.NewWriterSize(to, firstBuffer)}
	if _, err := w.w.WriteString(declarationLine); err != nil {
		return w.failed(err)
	}
	if err := w.complexElement(name, kind, v); err != nil {
		return w.failed(err)
	}
	if err := w.w.Flush(); err != nil {
		return w.failed(err)
	}
	return nil
}

// failed makes an *Error of whatever went wrong.
func (w *writer) failed(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	return &Error{Code: CodeWrite, By: Hardening, Detail: "the document could not be written", Offset: -1, Err: err}
}

func (w *writer) refuse(code Code, detail string) error {
	e := &Error{Code: code, By: Hardening, Detail: detail, Offset: -1}
	for _, p := range w.path {
		e.Path += "/" + p
	}
	return e
}

// complexElement writes an element with attributes and content.
func (w *writer) complexElement(name Name, kind *complexType, v any) error {
	for kind.forWrite != nil {
		var err error
		if kind, err = kind.forWrite(v); err != nil {
			return err
		}
	}
	w.path = append(w.path, name.Local)
	outer := len(w.ns)
	qname := w.open(name, kind.declare)
	for i := range kind.attrs {
		if value, ok := kind.attrs[i].get(v); ok {
			w.raw(" ", kind.attrs[i].name.Local, `="`)
			if err := w.escape(value, true); err != nil {
				return err
			}
			w.raw(`"`)
		}
	}
	if kind.text == nil && !anyFilled(kind, v) {
		w.raw("/>")
	} else {
		w.raw(">")
		if err := w.inside(kind, v); err != nil {
			return err
		}
		w.raw("</", qname, ">")
	}
	w.ns = w.ns[:outer]
	w.path = w.path[:len(w.path)-1]
	return nil
}

// anyFilled reports whether something will be written between the tags.
func anyFilled(kind *complexType, v any) bool {
	for i := range kind.rows {
		if r := &kind.rows[i]; r.min > 0 && r.choice == 0 && r.wild == "" || r.filled(v) {
			return true
		}
	}
	for _, c := range kind.choices {
		if c.required {
			return true
		}
	}
	return false
}

func (w *writer) inside(kind *complexType, v any) error {
	if kind.text != nil {
		return kind.text.values(v, func(s string) error { return w.escape(s, false) })
	}
	branches, err := w.branches(kind, v)
	if err != nil {
		return err
	}
	for i := range kind.rows {
		r := &kind.rows[i]
		if r.wild != "" || r.choice > 0 && branches[r.choice-1] != r.branch+1 {
			continue
		}
		if err := w.row(r, v); err != nil {
			return err
		}
	}
	return nil
}

// branches finds, for each choice, the branch that is filled, counted from 1;
// the first when one is required and none is filled.
func (w *writer) branches(kind *complexType, v any) ([]int, error) {
	if len(kind.choices) == 0 {
		return nil, nil
	}
	chosen := make([]int, len(kind.choices))
	for i := range kind.rows {
		r := &kind.rows[i]
		if r.choice == 0 || !r.filled(v) {
			continue
		}
		if c := chosen[r.choice-1]; c != 0 && c != r.branch+1 {
			return nil, w.refuse(CodeWriteChoice, "two alternatives are filled, one of them with "+r.name.Local+": empty one")
		}
		chosen[r.choice-1] = r.branch + 1
	}
	for i, c := range kind.choices {
		if c.required && chosen[i] == 0 {
			chosen[i] = 1 // its texts may be there and empty
		}
	}
	return chosen, nil
}

func (w *writer) row(r *row, v any) error {
	if r.stream {
		return w.stream(r, v)
	}
	n := 0
	count := func() error {
		if n++; r.max != Unbounded && n > r.max {
			return w.refuse(CodeWriteRepeated, r.name.Local+" may occur at most "+strconv.Itoa(r.max)+" times")
		}
		return nil
	}
	if r.kind != nil {
		return r.each(v, func(child any) error {
			if err := count(); err != nil {
				return err
			}
			return w.complexElement(r.name, r.kind, child)
		})
	}
	return r.values(v, func(s string) error {
		if err := count(); err != nil {
			return err
		}
		outer := len(w.ns)
		w.path = append(w.path, r.name.Local)
		qname := w.open(r.name, nil)
		w.raw(">")
		if err := w.escape(s, false); err != nil {
			return err
		}
		w.raw("</", qname, ">")
		w.path = w.path[:len(w.path)-1]
		w.ns = w.ns[:outer]
		return nil
	})
}

// stream writes base64 content piece by piece.
func (w *writer) stream(r *row, v any) error {
	c := r.content(v)
	if c == nil {
		return nil
	}
	outer := len(w.ns)
	qname := w.open(r.name, nil)
	w.raw(">")
	if c.Open != nil {
		if err := w.encode(c); err != nil {
			return err
		}
	}
	w.raw("</", qname, ">")
	w.ns = w.ns[:outer]
	return nil
}

func (w *writer) encode(c *Content) (err error) {
	src, err := c.Open()
	if err != nil {
		return err
	}
	defer func() {
		if cerr := src.Close(); err == nil {
			err = cerr
		}
	}()
	enc := base64.NewEncoder(base64.StdEncoding, w.w)
	if _, err = io.Copy(enc, src); err != nil {
		return err
	}
	return enc.Close()
}

// open writes "<name" and the namespace declarations, and returns the name as written.
func (w *writer) open(name Name, declare []Prefix) string {
	first := len(w.ns)
	for _, p := range declare {
		if have, ok := w.lookup(p.Prefix); !ok || have != p.Space {
			w.ns = append(w.ns, binding{p.Prefix, p.Space})
		}
	}
	prefix, ok := w.prefixFor(name.Space)
	if !ok { // nobody declared it: make it the default namespace here
		w.ns = append(w.ns, binding{"", name.Space})
	}
	qname := name.Local
	if prefix != "" {
		qname = prefix + ":" + name.Local
	}
	w.raw("<", qname)
	for _, b := range w.ns[first:] {
		if b.prefix == "" {
			w.raw(` xmlns="`)
		} else {
			w.raw(" xmlns:", b.prefix, `="`)
		}
		_ = w.escape(b.uri, true) // table text: its characters are legal
		w.raw(`"`)
	}
	return qname
}

// lookup finds what a prefix means here.
func (w *writer) lookup(prefix string) (string, bool) {
	for i := len(w.ns) - 1; i >= 0; i-- {
		if w.ns[i].prefix == prefix {
			return w.ns[i].uri, true
		}
	}
	return "", prefix == ""
}

// prefixFor finds a prefix that means space here.
func (w *writer) prefixFor(space string) (string, bool) {
	for i := len(w.ns) - 1; i >= 0; i-- {
		b := w.ns[i]
		if b.uri != space {
			continue
		}
		if now, _ := w.lookup(b.prefix); now == space {
			return b.prefix, true
		}
	}
	if space == "" {
		now, _ := w.lookup("")
		return "", now == ""
	}
	return "", false
}

// raw writes markup; bufio keeps the first error for Flush.
func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		_, _ = w.w.WriteString(p)
	}
}

// escape writes text or, with attr, an attribute value.
func (w *writer) escape(v string, attr bool) error {
	done := 0
	for i := 0; i < len(v); {
		r, n := utf8.DecodeRuneInString(v[i:])
		if r == utf8.RuneError && n == 1 || !isXMLChar(r) {
			return w.refuse(CodeWriteChar, "character U+"+strconv.FormatInt(int64(r), 16)+" cannot be written in XML: remove it")
		}
		esc := ""
		switch r {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '\r':
			esc = "&#13;"
		case '"', '\n', '\t':
			if attr {
				esc = "&#" + strconv.Itoa(int(r)) + ";"
			}
		}
		if esc != "" {
			w.raw(v[done:i], esc)
			done = i + n
		}
		i += n
	}
	w.raw(v[done:])
	return nil
}
