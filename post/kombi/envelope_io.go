package kombi

import (
	"io"
	"strings"

	sx "github.com/brevdue/brevdue/post/strictxml"
)

// maxEnvelope bounds an envelope: the largest one seen was 304 kB.
const maxEnvelope = 4 << 20

func envelopePrefixes() []sx.Prefix {
	return []sx.Prefix{{Prefix: "k", Space: string(nsKuvert)}, {Prefix: "sd", Space: string(nsSagdok)}, {Prefix: "b", Space: string(nsBase64)}}
}

func haendelseDocument() sx.Document[Haendelsesbesked] {
	return sx.Document[Haendelsesbesked]{Name: nsKuvert.Name("Haendelsesbesked"), Content: haendelseTable()}
}

// WriteHaendelsesbesked writes an envelope as its own document, as the queue
// (BeskedHent) carries it. The error has [CodeWrite].
func WriteHaendelsesbesked(w io.Writer, h *Haendelsesbesked) error {
	return writeXML(w, haendelseDocument(), h, "the Haendelsesbesked")
}

// ReadHaendelsesbesked reads an envelope that is its own document. The error
// has [CodeEnvelope].
func ReadHaendelsesbesked(r io.Reader) (*Haendelsesbesked, []sx.Finding, error) {
	return readEnvelope(r, haendelseDocument(), "the Haendelsesbesked")
}

// PostStatus takes the receipt out of the envelope's first payload. An envelope
// without one is an error with [CodeEnvelope], an unreadable receipt one with
// [CodeReceipt].
func (h *Haendelsesbesked) PostStatus() (*PostStatus, []sx.Finding, error) {
	for _, data := range h.Beskeddata {
		if data.Base64 == nil {
			continue
		}
		payload, err := data.Base64.Decode()
		if err != nil {
			return nil, nil, err
		}
		return ReadPostStatus(strings.NewReader(string(payload)))
	}
	return nil, nil, &Error{Code: CodeEnvelope, Text: "the Haendelsesbesked has no Beskeddata/Base64"}
}

func readEnvelope[T any](r io.Reader, doc sx.Document[T], what string) (*T, []sx.Finding, error) {
	v, findings, err := doc.Read(r, sx.Options{MaxBytes: maxEnvelope, MaxText: maxEnvelope})
	if err != nil {
		return nil, nil, &Error{Code: CodeEnvelope, Text: "cannot read " + what, Cause: err}
	}
	for i := range findings {
		if insidePayload(findings[i].Path) {
			findings[i].By = sx.Hardening
		}
	}
	return v, findings, nil
}

// insidePayload reports whether a path leads below Beskeddata, where the schema
// allows anything and only we care.
func insidePayload(path string) bool {
	_, below, found := strings.Cut(path, "/Beskeddata")
	if !found {
		return false
	}
	_, below, found = strings.Cut(below, "/")
	return found && !strings.HasPrefix(below, "@")
}

func writeXML[T any](w io.Writer, doc sx.Document[T], v *T, what string) error {
	if err := doc.Write(w, v); err != nil {
		return &Error{Code: CodeWrite, Text: "cannot write " + what, Cause: err}
	}
	return nil
}
