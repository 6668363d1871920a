package kombi

import (
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/brevdue/brevdue/post/memo"
	sx "github.com/brevdue/brevdue/post/strictxml"
)

// Request is a kombi_request: one letter, as a message, for print, or as both.
type Request struct {
	KombiValgKode       KombiValgKode
	Message             *memo.Message        // nil when absent
	ForsendelseISamling *ForsendelseISamling // nil when absent
}

// ForsendelseISamling is the letters for print; real senders send one.
type ForsendelseISamling struct{ ForsendelseI []ForsendelseI }

// Forsendelser lists the letters for print, none when there is no collection.
func (q *Request) Forsendelser() []ForsendelseI {
	if q.ForsendelseISamling == nil {
		return nil
	}
	return q.ForsendelseISamling.ForsendelseI
}

// RequestOptions are the choices of [ReadRequest]. The zero value is right, and
// drops the documents.
type RequestOptions struct {
	// Memo is read for the switches of the format; its XML is not used.
	Memo memo.Options
	// MemoSink receives the files of the message.
	MemoSink memo.Sink
	// PrintSink receives the documents of the letters for print; the owner is a
	// *ForsendelseI or a *Bilag.
	PrintSink Sink
	// XML holds limits and the charset choice; its Sink is not used.
	XML sx.Options
}

// RequestFindings are the broken rules of a request that could be read, apart by
// who is told, and when. Paths in Memo begin at Message, those in Print at
// ForsendelseI.
type RequestFindings struct {
	// Envelope is about kombi_request itself: unknown elements, stray text, a
	// charset that was guessed.
	Envelope []sx.Finding
	// Memo is about the message. The real platform accepts such a request and
	// reports later, by a receipt.
	Memo []sx.Finding
	// Print is about the letters for print. What is merely untidy is a warning,
	// see [Untidy].
	Print []sx.Finding
}

var nameRequest = sx.Name{Local: "kombi_request"} // no namespace

var samlingTable = sync.OnceValue(func() *sx.Elements[ForsendelseISamling] {
	return sx.Sequence(
		sx.List(nsFjernprint.Name("ForsendelseI"), sx.Many, func(s *ForsendelseISamling) *[]ForsendelseI { return &s.ForsendelseI }, forsendelseTable()),
	).Declare(printPrefixes()...)
})

// requestDocument has no schema behind it. Senders put the parts in different
// orders.
func requestDocument(o memo.Options) sx.Document[Request] {
	content := sx.Sequence(
		sx.Text(sx.Name{Local: "KombiValgKode"}, anyString(), sx.Opt, func(q *Request) *string { return (*string)(&q.KombiValgKode) }),
		sx.OptChild(memo.Name, sx.Opt, func(q *Request) **memo.Message { return &q.Message }, memo.Elements(o)),
		sx.OptChild(nsFjernprint.Name("ForsendelseISamling"), sx.Opt, func(q *Request) **ForsendelseISamling { return &q.ForsendelseISamling }, samlingTable()),
	).AnyOrder()
	return sx.Document[Request]{Name: nameRequest, Content: content}
}

// ReadRequest reads a kombi_request to its end. Documents go to the sinks as
// they arrive, decoded, and are never held; the reader closes what the sinks
// return. Parts that the choice does not need are read like the others.
//
// An error means refuse at once (status 400), and nothing is returned with it;
// what the sinks have got by then is to be thrown away. Its codes are
// [CodeUnreadable], [CodeChoice], [CodeStructure], [CodeMemoMissing] and
// [CodePrintMissing], or [CodeSink] when a sink failed, which is not the sender's
// fault.
func ReadRequest(r io.Reader, o RequestOptions) (*Request, RequestFindings, error) {
	o.XML.Sink = o.MemoSink.XML(o.PrintSink)
	q, all, err := requestDocument(o.Memo).Read(r, o.XML)
	if err != nil {
		return nil, RequestFindings{}, unreadable(err, "the kombi_request")
	}
	q.KombiValgKode = KombiValgKode(strings.TrimSpace(string(q.KombiValgKode)))
	findings := sortFindings(all)
	if err := q.complete(findings.Envelope); err != nil {
		return nil, RequestFindings{}, err
	}
	return q, findings, nil
}

// complete says why a request cannot be worked on, if so.
func (q *Request) complete(envelope []sx.Finding) error {
	for _, f := range envelope {
		if f.Rule == sx.RuleTooMany {
			return &Error{Code: CodeStructure, Text: "send " + f.Path + " once"}
		}
	}
	needs, known := q.KombiValgKode.Needs()
	switch {
	case q.KombiValgKode == "":
		return &Error{Code: CodeChoice, Text: "KombiValgKode, an element without namespace, is missing; it is one of " + Choices()}
	case !known:
		return &Error{Code: CodeChoice, Text: fmt.Sprintf("KombiValgKode %q is unknown; it is one of %s", shown(string(q.KombiValgKode)), Choices())}
	case needs.Memo && q.Message == nil:
		return &Error{Code: CodeMemoMissing, Text: fmt.Sprintf("KombiValgKode %s needs a MeMo: an element Message of namespace %s", q.KombiValgKode, memo.Name.Space)}
	case needs.Forsendelse && len(q.Forsendelser()) == 0:
		return &Error{Code: CodePrintMissing, Text: fmt.Sprintf("KombiValgKode %s needs a letter for print: ForsendelseISamling with a ForsendelseI, both of namespace %s", q.KombiValgKode, nsFjernprint)}
	}
	return nil
}

const (
	pathRoot  = "/kombi_request"
	pathMemo  = pathRoot + "/Message"
	pathPrint = pathRoot + "/ForsendelseISamling"
)

// sortFindings puts each finding to the part it is about.
func sortFindings(all []sx.Finding) RequestFindings {
	var sorted RequestFindings
	for _, f := range all {
		// An element that is unknown or one too many is the envelope's matter,
		// whatever its name is.
		envelope := f.Rule == sx.RuleUnknownElement || f.Rule == sx.RuleTooMany
		switch {
		case f.Rule == sx.RuleMore && len(sorted.Memo) > 0: // it speaks of what is most of the list
			sorted.Memo = append(sorted.Memo, f)
		case f.Rule == sx.RuleMore && len(sorted.Print) > 0:
			sorted.Print = append(sorted.Print, f)
		case strings.HasPrefix(f.Path, pathMemo+"/") || f.Path == pathMemo && !envelope:
			f.Path = strings.TrimPrefix(f.Path, pathRoot)
			sorted.Memo = append(sorted.Memo, f)
		case strings.HasPrefix(f.Path, pathPrint+"/") || f.Path == pathPrint && !envelope:
			f.Path = strings.TrimPrefix(f.Path, pathPrint)
			sorted.Print = append(sorted.Print, f)
		default:
			sorted.Envelope = append(sorted.Envelope, f)
		}
	}
	tolerate(sorted.Print)
	return sorted
}
