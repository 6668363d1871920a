package strictxml

import "io"

// Name is an element name: namespace URI and local part.
type Name struct{ Space, Local string }

// Space is a namespace URI that makes names: var dk = strictxml.Space("urn:..."); dk.Name("Bilag").
type Space string

// Name gives the name of local in the namespace.
func (s Space) Name(local string) Name { return Name{string(s), local} }

// Occurs says how often an element may stand in its place.
type Occurs struct{ Min, Max int }

// Unbounded is the Max of an element without an upper limit.
const Unbounded = -1

// The usual cardinalities; they are not changed.
var (
	One    = Occurs{1, 1}
	Opt    = Occurs{0, 1}
	Many   = Occurs{1, Unbounded}
	AnyNum = Occurs{0, Unbounded}
)

// Content is the decoded content of one streamed base64 element. The bytes
// themselves are never held here.
type Content struct {
	// Size is the number of decoded bytes; the reader sets it.
	Size int64
	// Open gives the bytes to the writer, which closes what it gets. The
	// reader leaves it nil unless the Sink sets it. Nil writes an empty element.
	Open func() (io.ReadCloser, error)
}

// Row is one line of an element table: an element at its place inside the
// struct P, with its cardinality, its type, and the field it is read into and
// written from. Rows stand in the order of the schema's sequence.
type Row[P any] struct{ r row }

// Elements is the content of an element that is read into a T: its rows and attributes.
// A table is built once, is not changed afterwards, and may be used by many readers at once.
type Elements[T any] struct{ c *complexType }

// AttrRow is one attribute of an element that is read into a T.
type AttrRow[T any] struct{ a attribute }

type row struct {
	name     Name
	min, max int
	typ      *Type        // simple content
	kind     *complexType // element content; nil for simple, streamed and wild rows
	stream   bool
	wild     string // "##any", "##other" or "" for a named row
	def      string // value of an empty element, "" for none
	choice   int    // 1-based number of the choice in the parent, 0 for none
	branch   int    // alternative within the choice
	off      bool   // left out by If

	set     func(parent any, value string) bool // false: value too big to keep
	open    func(parent any) any                // child struct to fill
	content func(parent any) *Content
	values  func(parent any, emit func(string) error) error
	each    func(parent any, emit func(any) error) error
	filled  func(parent any) bool // writer: is there anything in this field?
}

type complexType struct {
	attrs    []attribute
	rows     []row
	choices  []choice
	text     *row // simple content beside attributes
	anyOrder bool
	pick     func(Attrs) *complexType
	span     func(v any, start, end int64)
	declare  []Prefix
	forWrite func(v any) (*complexType, error)
}

type choice struct{ required bool }

type attribute struct {
	name     Name
	typ      *Type
	required bool
	set      func(parent any, value string) bool
	get      func(parent any) (string, bool)
}

// Attr is one attribute of a start tag.
type Attr struct {
	Name  Name
	Value string
}

// Attrs are the attributes of one start tag as Pick sees them, without
// namespace declarations.
type Attrs []Attr

// Get returns the value of the attribute without a namespace.
func (a Attrs) Get(local string) (string, bool) {
	for _, at := range a {
		if at.Name.Space == "" && at.Name.Local == local {
			return at.Value, true
		}
	}
	return "", false
}

// Prefix binds a namespace to the prefix that the writer uses; "" makes it the default namespace.
type Prefix struct{ Prefix, Space string }

// Sequence makes the content of an element from its rows, in the schema's order.
func Sequence[T any](rows ...Row[T]) *Elements[T] {
	c := &complexType{}
	for _, r := range rows {
		if r.r.off {
			continue
		}
		c.rows = append(c.rows, r.r)
		for r.r.choice > len(c.choices) {
			c.choices = append(c.choices, choice{})
		}
	}
	return &Elements[T]{c}
}

// SimpleContent makes an element that holds a text and attributes, no elements.
func SimpleContent[T any](t *Type, at func(*T) *string) *Elements[T] {
	r := Text(Name{}, t, One, at).r
	return &Elements[T]{&complexType{text: &r}}
}

// AnyOrder lifts the order: rows may come as they like, cardinality still holds.
func (e *Elements[T]) AnyOrder() *Elements[T] { e.c.anyOrder = true; return e }

// RequireChoice makes alternative n (as given to In) mandatory: one branch must be there.
func (e *Elements[T]) RequireChoice(n int) *Elements[T] {
	for n > len(e.c.choices) {
		e.c.choices = append(e.c.choices, choice{})
	}
	e.c.choices[n-1].required = true
	return e
}

// Attributes declares the attributes. Any other attribute is a finding, except
// namespace declarations and xsi:schemaLocation.
func (e *Elements[T]) Attributes(as ...AttrRow[T]) *Elements[T] {
	for _, a := range as {
		e.c.attrs = append(e.c.attrs, a.a)
	}
	return e
}

// Declare lists the prefixes that the writer declares on this element.
func (e *Elements[T]) Declare(ps ...Prefix) *Elements[T] { e.c.declare = ps; return e }

// Span is called at each end tag with the byte offsets of the element's first
// and first following byte, so end-start is its size on the wire.
func (e *Elements[T]) Span(f func(v *T, start, end int64)) *Elements[T] {
	e.c.span = func(v any, start, end int64) { f(v.(*T), start, end) }
	return e
}

// Pick lets the start tag choose the table, by a version attribute for
// instance, and forWrite the model choose it for the writer.
func Pick[T any](byTag func(Attrs) *Elements[T], forWrite func(*T) (*Elements[T], error)) *Elements[T] {
	return &Elements[T]{&complexType{
		pick: func(a Attrs) *complexType { return byTag(a).c },
		forWrite: func(v any) (*complexType, error) {
			e, err := forWrite(v.(*T))
			if err != nil {
				return nil, err
			}
			return e.c, nil
		},
	}}
}

// In puts the row into a branch of choice number n (from 1) of its parent: of
// the rows with the same n only those of one branch may occur. All rows of one
// choice stand together, those of one branch too.
func (r Row[P]) In(n, branch int) Row[P] { r.r.choice, r.r.branch = n, branch; return r }

// If leaves the row out of the table when on is false: for versions of one schema.
func (r Row[P]) If(on bool) Row[P] { r.r.off = !on; return r }

// Default gives the value that an empty element stands for (xs:element default).
func (r Row[P]) Default(v string) Row[P] { r.r.def = v; return r }
