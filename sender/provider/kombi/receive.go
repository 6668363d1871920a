package kombi

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/gorilla/mux"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/outbox"
)

// maxPush is how much of a push is read at all. Package post/kombi refuses an
// envelope far below that (real ones have less than 10 kB); the rest is read so
// that the pusher hears why instead of a broken connection.
const maxPush = 16 << 20

// Receiver is the endpoint to which the platform pushes receipts (SF1461,
// "BeskedFåTilsendt"), for many authorities: POST /r/<profile>/PostStatusBeskedModtag.
//
// Its server must request client certificates and verify none: they are judged
// here, so that a wrong one gets a 403 with the reason and not a TLS alert.
type Receiver struct {
	// Trust gives the CAs whose certificates may push for a profile; known is
	// false when there is no such profile.
	Trust func(profile string) (cas *x509.CertPool, known bool)
	// Record keeps a receipt; it returns only when the receipt is on the disk.
	Record func(ctx context.Context, profile string, r outbox.Receipt) error
	Log    *slog.Logger
}

// ReceiptPath is where the receipts of a profile are pushed to.
func ReceiptPath(profile string) string { return "/r/" + profile + "/PostStatusBeskedModtag" }

// Handler is the endpoint. It redirects nothing.
func (r *Receiver) Handler() http.Handler {
	router := mux.NewRouter().SkipClean(true)
	router.HandleFunc("/r/{profile}/PostStatusBeskedModtag", r.serve)
	return router
}

func (r *Receiver) serve(w http.ResponseWriter, q *http.Request) {
	profile := mux.Vars(q)["profile"]
	trusted, known := r.Trust(profile)
	switch {
	case !known:
		http.Error(w, "no authority of that name receives receipts here", http.StatusNotFound)
	case q.Method == http.MethodHead || q.Method == http.MethodGet: // the platform probes
		w.WriteHeader(http.StatusOK)
	case q.Method != http.MethodPost:
		w.Header().Set("Allow", "HEAD, GET, POST")
		http.Error(w, "push receipts by POST", http.StatusMethodNotAllowed)
	default:
		if err := pusher(q.TLS, trusted); err != nil {
			r.Log.Warn("a push of receipts was refused", "profile", profile, "reason", err)
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		r.answer(w, q, profile)
	}
}

// pusher judges the client certificate.
func pusher(state *tls.ConnectionState, trusted *x509.CertPool) error {
	if state == nil || len(state.PeerCertificates) == 0 {
		return &Error{Code: CodeCert, Text: "present the platform's client certificate to push receipts"}
	}
	between := x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		between.AddCert(c)
	}
	_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{
		Roots: trusted, Intermediates: between, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		return &Error{Code: CodeCert, Text: "the client certificate may not push receipts here", Cause: err}
	}
	return nil
}

// answer reads a receipt, records it and acknowledges it: 20 only when it is on
// the disk, 40 when it could not be read or kept, which makes the platform push
// it again. Both go out under HTTP 200.
func (r *Receiver) answer(w http.ResponseWriter, q *http.Request, profile string) {
	reply := kombi.PushAnswer{StatusKode: kombi.KodeModtaget}
	pushed := http.MaxBytesReader(w, q.Body, maxPush)
	receipt, err := readReceipt(pushed)
	if err == nil {
		err = r.Record(q.Context(), profile, receipt)
	} else if _, rest := io.Copy(io.Discard, pushed); rest != nil {
		err = errors.Join(err, rest)
	}
	if err != nil {
		r.Log.Warn("a receipt was not taken", "profile", profile, "reason", ident.MaskText(err.Error()))
		reply = kombi.PushAnswer{StatusKode: kombi.KodeFejl, FejlbeskedTekst: ident.MaskText(err.Error())}
	}
	var body bytes.Buffer
	if err := kombi.WritePushAnswer(&body, reply); err != nil {
		http.Error(w, "the answer could not be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", kombi.MediaXML)
	if _, err := w.Write(body.Bytes()); err != nil {
		// The platform will push again, and it will change nothing.
		r.Log.Info("an acknowledgement did not get through", "profile", profile, "reason", err)
	}
}

// readReceipt reads a pushed message.
func readReceipt(body io.Reader) (outbox.Receipt, error) {
	envelope, _, err := kombi.ReadModtagBesked(body)
	if err != nil {
		return outbox.Receipt{}, err
	}
	status, _, err := envelope.PostStatus()
	if err != nil {
		return outbox.Receipt{}, err
	}
	return receiptOf(envelope, status), nil
}

// reports is what each status says to an outbox.
func reports() map[kombi.Status]outbox.Report {
	return map[kombi.Status]outbox.Report{
		kombi.StatusModtagetDigitalPost:  outbox.ReportReceived,
		kombi.StatusAfleveretDigitalPost: outbox.ReportDelivered,
		kombi.StatusFejlet:               outbox.ReportFailed,
		kombi.StatusAfsendt:              outbox.ReportPrinting,
		kombi.StatusModtagetFjernprint:   outbox.ReportPrinting,
		kombi.StatusKlar:                 outbox.ReportPrinting,
		kombi.StatusAfleveretTilPrint:    outbox.ReportPrinting,
		kombi.StatusModtagetPostDanmark:  outbox.ReportPosted,
		kombi.StatusTilbagekaldt:         outbox.ReportRecalled,
		kombi.StatusOpdatering:           outbox.ReportPostal,
	}
}

// receiptOf is a receipt in the outbox's words. The status is the text in the
// receipt itself; the UUID in the envelope stands in where that is unknown.
func receiptOf(envelope *kombi.Haendelsesbesked, status *kombi.PostStatus) outbox.Receipt {
	r := outbox.Receipt{
		ID: envelope.BeskedID.Value(), Message: status.MessageUUID, Consignment: status.AfsendelseIdentifikator,
		Transmission: status.TransmissionID, Words: status.TransaktionsStatusKode, Channel: string(status.KanalKode),
		Report: outbox.ReportUnknown,
	}
	if r.Transmission == "" {
		r.Transmission = status.CorrelationID
	}
	row, ok := kombi.StatusByText(status.TransaktionsStatusKode)
	for _, o := range envelope.Beskedkuvert.Filtreringsdata.ObjektRegistrering {
		if !ok {
			row, ok = kombi.StatusByUUID(o.ObjektHandling.Value())
		}
	}
	if ok {
		r.Report = reports()[row.Key]
	}
	if status.Fejl.Failed() {
		r.Code = status.Fejl.FejlKode
		r.Words = fmt.Sprintf("%s: %s", r.Words, status.Fejl.FejlTekst)
	}
	// An instant that cannot be read is left out: the receipt still counts.
	if at, err := status.TransaktionsDatoTid.Time(); err == nil {
		r.Stated = at
	}
	return r
}
