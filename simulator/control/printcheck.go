package control

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
)

func (a *API) getPrintCheck(r *request) (reply, error) {
	l, err := knownLetter(r)
	if err != nil {
		return reply{}, err
	}
	report, err := r.world.PrintReport(r.Context(), l.ID)
	if err != nil {
		return reply{}, err
	}
	return ok(report)
}

// checkPrint holds a document against the print rules that nobody sends. What is
// said of the letter is in the query, the document is the body.
func (a *API) checkPrint(r *request) (reply, error) {
	letter, err := r.printed()
	if err != nil {
		return reply{}, err
	}
	content, err := r.pdf()
	if err != nil {
		return reply{}, err
	}
	part := fjernprint.Part{Name: "document.pdf", Size: int64(len(content)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
	report, err := r.world.CheckPrint(r.Context(), r.query.Get("profile"), []fjernprint.Part{part}, letter)
	if err != nil {
		return reply{}, err
	}
	if r.Context().Err() != nil {
		return reply{}, r.Context().Err()
	}
	return ok(report)
}

// printed is the letter that the query describes.
func (r *request) printed() (fjernprint.Letter, error) {
	l := fjernprint.Letter{Envelope: r.query.Get("envelope"), Category: r.query.Get("category")}
	if l.Envelope != "" && !slices.Contains([]string{"C5", "C4", "MA"}, l.Envelope) {
		return l, refuse(codeMalformed, "envelope is C5, C4 or MA")
	}
	for _, flag := range []struct {
		name string
		to   *bool
	}{
		{"imprintRecipient", &l.ImprintRecipient}, {"imprintSender", &l.ImprintSender}, {"duplex", &l.Duplex}, {"color", &l.Color},
	} {
		switch r.query.Get(flag.name) {
		case "", "false":
		case "true":
			*flag.to = true
		default:
			return l, refuse(codeMalformed, flag.name+" is true or false")
		}
	}
	if text := r.query.Get("address"); text != "" {
		name, rest, _ := strings.Cut(text, "|")
		if strings.TrimSpace(name) == "" || strings.TrimSpace(rest) == "" {
			return l, refuse(codeMalformed, "address is name, lines, post code and town, separated by |: Anna Eksempel|Eksempelvej 1|0101 Eksempelkøbing")
		}
		l.Address = &fjernprint.Address{Name: name, Lines: strings.Split(rest, "|")}
	}
	l.AnyAddress = l.Address == nil && !l.ImprintRecipient
	return l, nil
}

// maxPDF is the largest document that is checked without being sent. The built-in
// profiles refuse to print less.
const maxPDF = 16 << 20

// pdf reads the body as it is.
func (r *request) pdf() ([]byte, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/pdf" && kind != "application/octet-stream" {
		return nil, refuse(codeMediaType, "send the document itself as the body, with Content-Type: application/pdf")
	}
	content, err := io.ReadAll(http.MaxBytesReader(r.writer, r.Body, maxPDF))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, refuse(codeTooLarge, fmt.Sprintf("the document is larger than %d bytes", maxPDF))
	case err != nil:
		return nil, refuse(codeMalformed, "the body ended early: "+err.Error())
	}
	return content, nil
}
