package simulator_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/world"
)

// TestAWorldThatIsTakenAwayFailsNobody resets, deletes and makes a world while
// letters are sent in it and its API and pages are asked: every answer is one that
// the caller can understand, never a failure of ours.
func TestAWorldThatIsTakenAwayFailsNobody(t *testing.T) {
	t.Parallel()
	s, err := simulator.New(t.Context(), simulator.Options{Clock: nine()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	done := make(chan struct{})
	var work sync.WaitGroup
	again := func(f func() error) {
		work.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if err := f(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	again(func() error { return sendSome(t, s, "churn") })
	for _, path := range []string{
		"/api/worlds/churn/events", "/api/worlds/churn/letters", "/api/worlds/churn/people?limit=5", "/api/worlds/churn/events/wait?kind=letter.opened&timeout=20ms",
		"/w/churn", "/w/churn/events?kind=letter.accepted", "/w/churn/letters/latest", "/", "/api/worlds",
	} {
		again(func() error { return ask(s, http.MethodGet, path) })
	}
	again(func() error { return ask(s, http.MethodPost, "/api/worlds/churn/settle?timeout=1s") })
	again(func() error { return ask(s, http.MethodPut, "/api/worlds/churn/people/0703901234/standing") })
	for range 5 {
		for _, call := range []string{"POST /api/worlds", "POST /api/worlds/churn/reset", "POST /api/worlds/churn/settle", "DELETE /api/worlds/churn"} {
			method, path, _ := strings.Cut(call, " ")
			if err := ask(s, method, path); err != nil {
				t.Error(err)
			}
		}
	}
	close(done)
	work.Wait()
}

// ask makes a call and fails when the answer is not one for a caller.
func ask(s *simulator.Server, method, path string) error {
	body := ""
	switch method {
	case http.MethodPost:
		body = `{"id":"churn","start":"2024-03-01T08:00:00Z"}`
	case http.MethodPut:
		body = `{"standing":"exempt"}`
	}
	request, err := http.NewRequest(method, s.ControlURL+path, strings.NewReader(body)) //nolint:noctx // it ends with the server
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if err := answer.Body.Close(); err != nil {
		return err
	}
	if allowed := []int{200, 201, 204, 302, 400, 404, 409, 504}; !slices.Contains(allowed, answer.StatusCode) {
		return fmt.Errorf("%s %s: %d %.300s", method, path, answer.StatusCode, content)
	}
	return nil
}

// sendSome sends a letter if the world is there.
func sendSome(t *testing.T, s *simulator.Server, id string) error {
	t.Helper()
	w, ok := s.Worlds.Get(id)
	if !ok {
		return nil
	}
	ctx := t.Context()
	steps := []func() error{
		func() error { return w.PutAuthority(ctx, kommune()) },
		func() error {
			system, err := w.PutSystem(ctx, world.System{Name: "ESDH", Authority: kommune().CVR})
			if err != nil {
				return err
			}
			accepted, err := w.Accept(ctx, world.Submission{System: system.ID, Channel: world.ChannelDigital, Message: &world.Message{
				UUID: "5b3f4e1a-7c2d-4f6a-9b8e-0a1b2c3d4e5f", Title: "Brev", Sender: ident.Company(kommune().CVR),
				SenderLabel: kommune().Name, Recipient: world.Magic()[0].Party, PostType: world.PostPublic,
			}})
			if err == nil {
				w.Answered(ctx, accepted.Letter)
			}
			return err
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			if code := world.CodeOf(err); code != world.CodeNotFound {
				return fmt.Errorf("a letter fails with %s: %w", code, err)
			}
			return nil
		}
	}
	return nil
}
