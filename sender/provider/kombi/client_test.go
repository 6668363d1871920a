package kombi_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/sender/provider/kombi"
	"github.com/brevdue/brevdue/sender/provider/kombitest"
)

func newClient(t *testing.T, configure func(*kombitest.Provider)) (*kombi.Client, *kombitest.Provider) {
	t.Helper()
	p := kombitest.Start(t, configure)
	c, err := kombi.New(kombi.Config{
		Addresses: kombi.At(p.URL), CVR: "12345675", Certificate: p.CA.Issue("Eksempelkøbing Kommune"), Roots: p.CA.Pool(),
		Timeout: 5 * time.Second, Rest: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, p
}

func token(t *testing.T, c *kombi.Client) string {
	t.Helper()
	got, err := c.Token(t.Context(), wire.EntityKombiPostAfsend)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestATokenIsKeptPerService(t *testing.T) {
	t.Parallel()
	c, p := newClient(t, nil)
	if first, second := token(t, c), token(t, c); first != second {
		t.Error("a second call got another token")
	}
	if _, err := c.Token(t.Context(), wire.EntityPostForespoerg); err != nil {
		t.Fatal(err)
	}
	if issued, exchanged := p.Calls(); issued != 2 || exchanged != 2 {
		t.Errorf("%d assertions, %d tokens; want one of each for each of two services", issued, exchanged)
	}
}

func TestManyCallersFetchOneToken(t *testing.T) {
	t.Parallel()
	c, p := newClient(t, nil)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if _, err := c.Token(t.Context(), wire.EntityKombiPostAfsend); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if issued, exchanged := p.Calls(); issued != 1 || exchanged != 1 {
		t.Errorf("%d assertions, %d tokens; want one of each", issued, exchanged)
	}
}

func TestAnEndedTokenIsExchangedAnewWithTheSameAssertion(t *testing.T) {
	t.Parallel()
	c, p := newClient(t, func(p *kombitest.Provider) { p.TokenLife = 0 })
	if first, second := token(t, c), token(t, c); first == second {
		t.Error("a token that has ended was used again")
	}
	if issued, exchanged := p.Calls(); issued != 1 || exchanged != 2 {
		t.Errorf("%d assertions, %d tokens; want one and two", issued, exchanged)
	}
}

func TestAnEndedAssertionIsIssuedAnew(t *testing.T) {
	t.Parallel()
	c, p := newClient(t, func(p *kombitest.Provider) { p.TokenLife, p.AssertionLife = 0, -time.Minute })
	token(t, c)
	token(t, c)
	if issued, exchanged := p.Calls(); issued != 2 || exchanged != 2 {
		t.Errorf("%d assertions, %d tokens; want two of each", issued, exchanged)
	}
}

func TestARefusedAssertionIsReplacedOnce(t *testing.T) {
	t.Parallel()
	calls := 0
	c, p := newClient(t, func(p *kombitest.Provider) {
		p.TokenLife = 0
		p.OnToken = func(w http.ResponseWriter, _ *http.Request) bool {
			if calls++; calls != 2 {
				return false
			}
			w.WriteHeader(http.StatusBadRequest)
			return wire.WriteTokenError(w, wire.TokenError{Code: "invalid_grant", Description: "forgotten"}) == nil
		}
	})
	token(t, c)
	token(t, c) // the cached assertion is refused, a fresh one is taken
	if issued, exchanged := p.Calls(); issued != 2 || exchanged != 3 {
		t.Errorf("%d assertions, %d exchanges; want two and three", issued, exchanged)
	}
}

func TestAShortOutageIsRiddenOut(t *testing.T) {
	t.Parallel()
	calls := 0
	c, _ := newClient(t, func(p *kombitest.Provider) {
		p.OnIssue = func(w http.ResponseWriter, _ *http.Request) bool {
			if calls++; calls > 2 {
				return false
			}
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		}
	})
	token(t, c)
}

func TestFailuresSayWhatHappened(t *testing.T) {
	t.Parallel()
	c, p := newClient(t, func(p *kombitest.Provider) {
		p.OnIssue = func(w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(http.StatusBadRequest)
			return wire.WriteSTSError(w, "ingen serviceaftale") == nil
		}
	})
	_, err := c.LookUp(t.Context(), ident.Party{Kind: ident.KindCPR, Number: "0703900004"}, false)
	var e *kombi.Error
	if !errors.As(err, &e) || e.Step != "sts" || e.Status != http.StatusBadRequest || e.Code != kombi.CodeStatus {
		t.Errorf("%v; want the STS's refusal", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Token(ctx, "http://entity.example/1"); !errors.Is(err, context.Canceled) {
		t.Errorf("a caller who went away: %v", err)
	}
	stranger, err := kombi.New(kombi.Config{Addresses: kombi.At(p.URL), CVR: "12345675", Certificate: kombitest.NewCA(t).Issue("x"), Roots: p.CA.Pool(), Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stranger.Close)
	if _, err := stranger.Token(t.Context(), wire.EntityKombiPostAfsend); !errors.As(err, &e) || e.Code != kombi.CodeNoAnswer {
		t.Errorf("a certificate that the provider refuses in the handshake: %v", err)
	}
}
