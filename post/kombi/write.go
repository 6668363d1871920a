package kombi

import (
	"io"

	"github.com/brevdue/brevdue/post/memo"
)

// WriteRequest writes a kombi_request in the usual order: choice, message,
// letters for print. Documents are copied from Content.Open as they go and never
// held; the same request gives the same bytes. The message is written in the
// version it says it has ([memo.Message.As] changes it).
//
// A request that lacks its choice or a part that the choice needs is refused
// before anything is written, with the codes of [ReadRequest]. Else the error
// has [CodeWrite], and what w has got is not a request.
func WriteRequest(w io.Writer, q *Request) error {
	if err := q.complete(nil); err != nil {
		return err
	}
	return writeXML(w, requestDocument(memo.Options{}), q, "the kombi_request")
}
