package strictxml

import (
	"io"

	"github.com/brevdue/brevdue/post/ident"
)

// Defaults of Options.
const (
	DefaultMaxBytes    = 128 << 20
	DefaultMaxDepth    = 64
	DefaultMaxAttrs    = 64
	DefaultMaxName     = 256
	DefaultMaxText     = 64 << 10
	DefaultMaxKept     = 8 << 20
	DefaultMaxElements = 20_000
	DefaultMaxFindings = 100
)

// Sink gives the place where the decoded content of one streamed element goes.
// owner points at the struct that has the Content field; what stood before the
// content in the document is already filled in, and the sink may set Content.Open
// so that a later Write finds the bytes. The reader closes the writer it is given,
// once, also when the content is broken. A nil writer discards.
type Sink func(owner any, c *Content) (io.WriteCloser, error)

// Options are the limits and choices of one Read. The zero value is right for
// documents from strangers; each limit that is 0 has its default.
type Options struct {
	MaxBytes    int64 // whole document as it arrives; CodeSize
	MaxDepth    int   // nested elements, root included; CodeDepth
	MaxAttrs    int   // per element, namespace declarations included; CodeAttributes
	MaxName     int   // bytes of one element, attribute or prefix name; CodeNameLength
	MaxText     int   // bytes of one text that is not streamed, or of one attribute value; CodeTextLength
	MaxKept     int   // bytes of all such texts together; CodeTextLength
	MaxElements int   // CodeElements
	MaxFindings int   // findings listed; one more of RuleMore tells that there were others

	// Latin1Fallback reads bytes that are not UTF-8, in a document that does
	// not declare another charset, as ISO-8859-1 and adds one warning of
	// RuleLatin1. Off: such a document is refused with CodeInvalidUTF8.
	Latin1Fallback bool
	// Mask hides identity numbers in findings and errors. Nil: ident.MaskText.
	Mask func(string) string
	// Sink receives streamed content. Nil: content is checked, counted and dropped.
	Sink Sink
}

func orDefault[T int | int64](v, def T) T {
	if v == 0 {
		return def
	}
	return v
}

func (o Options) withDefaults() Options {
	o.MaxBytes = orDefault(o.MaxBytes, DefaultMaxBytes)
	o.MaxDepth = orDefault(o.MaxDepth, DefaultMaxDepth)
	o.MaxAttrs = orDefault(o.MaxAttrs, DefaultMaxAttrs)
	o.MaxName = orDefault(o.MaxName, DefaultMaxName)
	o.MaxText = orDefault(o.MaxText, DefaultMaxText)
	o.MaxKept = orDefault(o.MaxKept, DefaultMaxKept)
	o.MaxElements = orDefault(o.MaxElements, DefaultMaxElements)
	o.MaxFindings = orDefault(o.MaxFindings, DefaultMaxFindings)
	if o.Mask == nil {
		o.Mask = ident.MaskText
	}
	return o
}
