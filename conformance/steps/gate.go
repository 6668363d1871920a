package steps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/journal"
)

// deafOnce makes kommunen's receipt endpoint deaf to the first receipt once: it
// answers as a receiver in trouble does, with StatusKode 40.
func (s *Stage) deafOnce(ctx context.Context) error {
	a, err := s.authorityNamed("kommunen")
	if err != nil {
		return err
	}
	var heard atomic.Int64
	front, err := s.bed.Front(a.seat, func(onward http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost || heard.Add(1) > 1 {
				onward.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/xml")
			if err := kombi.WritePushAnswer(w, kombi.PushAnswer{StatusKode: kombi.KodeFejl, FejlbeskedTekst: "kan ikke modtage lige nu"}); err != nil {
				w.WriteHeader(http.StatusInternalServerError)
			}
		})
	})
	if err != nil {
		return err
	}
	s.fronts = append(s.fronts, front)
	return s.bed.ReceiptsTo(ctx, &a.seat, front.URL)
}

// readPush reads one attempt to push a receipt out of the provider's journal.
func readPush(x journal.Exchange) (push, error) {
	h, _, err := kombi.ReadModtagBesked(strings.NewReader(x.Request.Body.Text))
	if err != nil {
		return push{}, fmt.Errorf("reading the pushed message: %w", err)
	}
	if len(h.Beskeddata) == 0 || h.Beskeddata[0].Base64 == nil {
		return push{}, errors.New("the pushed message carries no receipt")
	}
	payload, err := h.Beskeddata[0].Base64.Decode()
	if err != nil {
		return push{}, fmt.Errorf("decoding the pushed receipt: %w", err)
	}
	r, _, err := kombi.ReadPostStatus(bytes.NewReader(payload))
	if err != nil {
		return push{}, fmt.Errorf("reading the pushed receipt: %w", err)
	}
	p := push{receipt: *r, id: h.BeskedID.Value(), status: x.Status}
	if answer, err := kombi.ReadPushAnswer(strings.NewReader(x.Response.Body.Text)); err == nil {
		p.acknowledged = x.Status == http.StatusOK && answer.StatusKode == kombi.KodeModtaget
	}
	return p, nil
}
