// Package strictxml reads and writes XML documents that come from, and go to,
// strangers. It is one strict, namespace-aware, streaming reader over
// declarative element tables; memo and kombi are its tables.
//
// # Model
//
//	bytes -> charset -> scanner -> table walk -> your structs
//	           |           |           |     \-> Sink (base64, decoded, streamed)
//	         Error       Error      Finding
//
// An Error means that the document could not be read: it is not well-formed,
// it has a DOCTYPE, or it goes beyond a limit of Options. It has a stable Code,
// and nothing else is returned with it. A Finding means that the document was
// read and breaks a rule of its schema (By Schema) or of ours (By Hardening).
// Reading goes on after a finding, so one pass lists them all: an unknown
// element is skipped with everything inside, a misplaced one is still read, a
// value of the wrong form is kept where it is text and dropped where it is not.
//
// # Tables
//
// A table says, once, what an element may hold and which field of a Go struct
// it is read into and written from. The writer uses the same table.
//
//	type Letter struct {
//		Kind  string
//		To    *Party          // optional
//		Pages []Page
//		Body  strictxml.Content // base64, streamed
//	}
//
//	const ns = strictxml.Space("urn:example:letter")
//
//	letter := strictxml.Sequence(
//		strictxml.Text(ns.Name("Kind"), strictxml.EnumType("A", "B"), strictxml.One,
//			func(l *Letter) *string { return &l.Kind }),
//		strictxml.OptChild(ns.Name("To"), strictxml.Opt,
//			func(l *Letter) **Party { return &l.To }, party),
//		strictxml.List(ns.Name("Page"), strictxml.Occurs{Min: 1, Max: 100},
//			func(l *Letter) *[]Page { return &l.Pages }, page),
//		strictxml.Stream(ns.Name("Body"), strictxml.One,
//			func(l *Letter) *strictxml.Content { return &l.Body }),
//	).Declare(strictxml.Prefix{Prefix: "l", Space: string(ns)})
//
//	doc := strictxml.Document[Letter]{Name: ns.Name("Letter"), Content: letter}
//	got, findings, err := doc.Read(r, strictxml.Options{Sink: sink})
//	err = doc.Write(w, got)
//
// Rows stand in the order of the schema's sequence; AnyOrder lifts it. Rows of
// an xs:choice stand together and carry In(choice, branch). An element that is
// a table elsewhere (a MeMo Message inside a kombi_request) is one Child row
// with that package's Elements. Pick chooses the table by the start tag.
// Streamed content never touches memory as a whole: the Sink gets the struct
// that holds the Content field, filled as far as the document has come.
//
// # Invariants
//
//   - Error and result exclude each other.
//   - Memory is bounded by Options: 64 KiB of buffers, MaxKept bytes of text,
//     MaxElements structs, MaxFindings findings; not by the document's size.
//   - A table is immutable after it is built and safe for concurrent use; a
//     Document may be copied. One Read is one goroutine.
//   - The Schema findings agree with libxml2 (post/memo and post/kombi test it
//     against recorded verdicts); where libxml2 is laxer than the standard, as
//     with stray characters in base64, the finding is By Hardening.
//   - Found is shortened, and CPR numbers in it are masked.
//
// encoding/xml is not used: it holds every text node whole (a 74 MiB document
// would cost 350 MiB), accepts duplicate attributes and content after the root.
// The tests use it as a second opinion on what is well-formed.
package strictxml
