package strictxml

import (
	"bytes"
	"io"
	"strconv"
)

// frame is one open element.
type frame struct {
	row      *row         // nil for the root
	kind     *complexType // nil for simple and streamed elements
	parent   any
	val      any
	name     string
	index    int // one-based among its like, 0 when it cannot repeat
	start    int64
	cursor   int // row of the last child
	counts   int // where the counters of its rows and choices begin in walker.counts
	text     int // where its text begins in walker.text
	content  bool
	hadText  bool // RuleText was reported
	children bool // a child of a simple element was reported
}

// walker follows the document through the tables.
type walker struct {
	s        *scanner
	opts     Options
	frames   []frame
	counts   []int32
	text     []byte
	kept     int
	findings []Finding
	missed   bool // there were more findings than MaxFindings
	missedBy Origin
}

func read(r io.Reader, name Name, kind *complexType, v any, o Options) ([]Finding, *Error) {
	o = o.withDefaults()
	w := &walker{s: newScanner(r, o), opts: o}
	if e := w.document(name, kind, v); e != nil {
		if e.Path == "" {
			e.Path = w.path()
		}
		e.Detail = o.Mask(e.Detail)
		return nil, e
	}
	w.closing()
	return w.findings, nil
}

// closing adds the findings about the document as a whole.
func (w *walker) closing() {
	if w.s.in.usedIt {
		w.findings = append(w.findings, Finding{Path: "/", Rule: RuleLatin1, Limit: "UTF-8",
			Found: "bytes of ISO-8859-1", By: Hardening, Severity: Warning, Offset: -1})
	}
	if w.missed {
		w.findings = append(w.findings, Finding{Path: "/", Rule: RuleMore,
			Limit: "at most " + strconv.Itoa(w.opts.MaxFindings) + " are listed", By: w.missedBy, Offset: -1})
	}
}

func (w *walker) document(name Name, kind *complexType, v any) *Error {
	s := w.s
	if e := s.begin(); e != nil {
		return e
	}
	if e := s.next(); e != nil {
		return e
	}
	if string(s.tok.local) != name.Local || s.tok.space != name.Space {
		return s.fail(CodeRoot, Schema, "the root element is {%s}%s, expected {%s}%s",
			s.opts.shown(s.tok.space), s.opts.shown(string(s.tok.local)), name.Space, name.Local)
	}
	w.push(frame{kind: kind, val: v, name: name.Local})
	for len(w.frames) > 0 {
		if e := w.step(); e != nil {
			return e
		}
	}
	for {
		if e := s.next(); e != nil {
			return e
		}
		if s.tok.kind == tokenEOF {
			return nil
		}
	}
}

// step reads one token inside the innermost element.
func (w *walker) step() *Error {
	top := &w.frames[len(w.frames)-1]
	if top.row != nil && top.row.stream {
		return w.stream()
	}
	if e := w.s.next(); e != nil {
		return e
	}
	switch w.s.tok.kind {
	case tokenStart:
		if top.kind == nil || top.kind.text != nil {
			return w.unexpected(top)
		}
		return w.child(top)
	case tokenText:
		return w.characters(top)
	default:
		w.leave(top)
		return nil
	}
}

// push opens an element: attributes first, they choose the table.
func (w *walker) push(f frame) {
	f.start = w.s.tok.start
	f.text = len(w.text)
	f.counts = len(w.counts)
	w.frames = append(w.frames, f)
	top := &w.frames[len(w.frames)-1]
	if top.kind == nil {
		w.attributes(nil, nil)
		return
	}
	var attrs Attrs
	if top.kind.pick != nil {
		for _, a := range w.s.tok.attrs {
			attrs = append(attrs, Attr{Name{a.space, string(a.local)}, string(a.value)})
		}
	}
	for top.kind.pick != nil {
		top.kind = top.kind.pick(attrs)
	}
	for range len(top.kind.rows) + len(top.kind.choices) {
		w.counts = append(w.counts, 0)
	}
	w.attributes(top.kind.attrs, top.val)
}

// unexpected handles an element inside a simple one.
func (w *walker) unexpected(top *frame) *Error {
	if !top.children {
		top.children = true
		w.add(string(w.s.tok.local), RuleUnknownElement, "text only", "an element", Schema)
	}
	return w.skip()
}

// child finds the row of the element that has just begun.
func (w *walker) child(top *frame) *Error {
	kind := top.kind
	tok := &w.s.tok
	at := -1
	n := len(kind.rows)
	for pass, wild := 0, false; pass < 2 && at < 0; pass, wild = pass+1, true {
		for i := range n {
			k := top.cursor + i
			if k >= n {
				k -= n
			}
			if r := &kind.rows[k]; (r.wild != "") == wild && r.is(tok) {
				at = k
				break
			}
		}
	}
	if at < 0 {
		w.add(string(tok.local), RuleUnknownElement, "an element declared here", "{"+tok.space+"}"+string(tok.local), Schema)
		return w.skip()
	}
	r := &kind.rows[at]
	counts := w.counts[top.counts:]
	counts[at]++
	index := 0
	if r.max != 1 {
		index = int(counts[at])
	}
	if at < top.cursor && !kind.anyOrder {
		w.add(r.name.Local, RuleOrder, "before "+kind.rows[top.cursor].name.Local, "after it", Schema)
	} else {
		top.cursor = at
	}
	if r.max != Unbounded && int(counts[at]) > r.max {
		if int(counts[at]) == r.max+1 {
			w.add(r.name.Local, RuleTooMany, "at most "+strconv.Itoa(r.max), "more", Schema)
		}
		return w.skip()
	}
	if r.choice > 0 {
		chosen := &counts[n+r.choice-1]
		if *chosen != 0 && int(*chosen) != r.branch+1 {
			w.add(r.name.Local, RuleChoice, "only one alternative", "a second one", Schema)
			return w.skip()
		}
		*chosen = int32(r.branch + 1)
	}
	if r.wild != "" {
		return w.skip()
	}
	f := frame{row: r, kind: r.kind, parent: top.val, name: r.name.Local, index: index}
	if r.open != nil {
		f.val = r.open(top.val)
	}
	w.push(f)
	return nil
}

func (r *row) is(t *token) bool {
	switch r.wild {
	case "":
		return r.name.Local == string(t.local) && r.name.Space == t.space
	case "##any":
		return true
	}
	return t.space != r.name.Space && t.space != ""
}

// skip passes over the element that has just begun.
func (w *walker) skip() *Error {
	for depth := 1; depth > 0; {
		if e := w.s.next(); e != nil {
			return e
		}
		switch w.s.tok.kind {
		case tokenStart:
			depth++
		case tokenEnd:
			depth--
		}
	}
	return nil
}

// characters handles a piece of text.
func (w *walker) characters(top *frame) *Error {
	tok := &w.s.tok
	if top.kind != nil && top.kind.text == nil {
		if !top.hadText && (tok.cdata || len(top.kind.rows) == 0 || len(bytes.TrimLeft(tok.text, " \t\r\n")) > 0) {
			top.hadText = true
			w.add("", RuleText, "elements only", string(tok.text), Schema)
		}
		return nil
	}
	w.text = append(w.text, tok.text...)
	top.content = true
	n := len(w.text) - top.text
	if w.kept += len(tok.text); n > w.opts.MaxText || w.kept > w.opts.MaxKept {
		return w.s.fail(CodeTextLength, Hardening, "a text has more than %d bytes, or all texts together more than %d",
			w.opts.MaxText, w.opts.MaxKept)
	}
	return nil
}

// leave closes the innermost element.
func (w *walker) leave(top *frame) {
	switch {
	case top.kind == nil:
		w.value(top.row, top.parent, top)
	case top.kind.text != nil:
		w.value(top.kind.text, top.val, top)
	default:
		w.complete(top)
	}
	if top.kind != nil && top.kind.span != nil {
		top.kind.span(top.val, top.start, w.s.in.offset())
	}
	w.pop(top)
}

// pop forgets the innermost element.
func (w *walker) pop(top *frame) {
	w.text = w.text[:top.text]
	w.counts = w.counts[:top.counts]
	w.frames = w.frames[:len(w.frames)-1]
}

// complete looks for what is missing when an element ends.
func (w *walker) complete(top *frame) {
	kind := top.kind
	counts := w.counts[top.counts:]
	for i := range kind.rows {
		r := &kind.rows[i]
		if int(counts[i]) >= r.min {
			continue
		}
		if r.choice > 0 && int(counts[len(kind.rows)+r.choice-1]) != r.branch+1 {
			continue
		}
		w.add(r.name.Local, RuleMissingElement, "at least "+strconv.Itoa(r.min), strconv.Itoa(int(counts[i])), Schema)
	}
	for i, c := range kind.choices {
		if c.required && counts[len(kind.rows)+i] == 0 {
			w.add("", RuleChoice, "one alternative", "none", Schema)
		}
	}
}
