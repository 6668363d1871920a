package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

const (
	// maxBody is the largest body of a control call. Certificates are the largest.
	maxBody      = 1 << 20
	defaultLimit = 100
	maxLimit     = 1000
	// Timeouts of settle and wait, on the wall clock.
	defaultTimeout = 10 * time.Second
	maxTimeout     = 5 * time.Minute
)

// request is a call whose route is known and whose world, if the route has one,
// is found.
type request struct {
	*http.Request
	writer http.ResponseWriter
	vars   map[string]string
	query  url.Values
	world  *world.World
}

// decode reads the body as one JSON value of type T, strictly.
func decode[T any](r *request) (T, error) {
	var v T
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return v, refuse(codeMediaType, "send the body as JSON, with Content-Type: application/json")
	}
	body, err := io.ReadAll(http.MaxBytesReader(r.writer, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return v, refuse(codeTooLarge, fmt.Sprintf("the body is larger than %d bytes", maxBody))
	case err != nil:
		return v, refuse(codeMalformed, "the body ended early: "+err.Error())
	}
	switch string(bytes.TrimSpace(body)) {
	case "":
		return v, refuse(codeMalformed, "the body is empty: send a JSON value, such as {}; see /api/openapi.yaml")
	case "null":
		return v, refuse(codeMalformed, "the body is null: send a JSON value, such as {}; see /api/openapi.yaml")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, unreadable(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return v, refuse(codeMalformed, "send one JSON value and nothing after it")
	}
	return v, nil
}

// unreadable keeps what our own types say about a value and explains the rest.
func unreadable(err error) error {
	var (
		ours   *world.Error
		number *ident.Error
		kind   *json.UnmarshalTypeError
		when   *time.ParseError
	)
	switch {
	case errors.As(err, &ours), errors.As(err, &number):
		return err
	case errors.As(err, &kind):
		return refuse(codeMalformed, fmt.Sprintf("%s cannot be of the kind %s: see /api/openapi.yaml", cmpOr(kind.Field, "the body"), kind.Value))
	case errors.As(err, &when):
		return refuse(codeMalformed, fmt.Sprintf("%s is no instant: write 2024-03-01T08:00:00Z", when.Value))
	default:
		return refuse(codeMalformed, "the JSON cannot be read: "+strings.TrimPrefix(err.Error(), "json: ")+"; see /api/openapi.yaml")
	}
}

func cmpOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// checkQuery refuses parameters that the route does not have, and doubled ones but
// for kind, of which there may be several.
func checkQuery(query url.Values, allowed []string) error {
	for name, values := range query {
		if len(values) > 1 && name != "kind" {
			return refuse(codeUnknownQuery, fmt.Sprintf("say %s once", name))
		}
		if !slices.Contains(allowed, name) {
			if len(allowed) == 0 {
				return refuse(codeUnknownQuery, fmt.Sprintf("this address has no query parameters, so not %q either", name))
			}
			return refuse(codeUnknownQuery, fmt.Sprintf("there is no query parameter %q; there are %s", name, strings.Join(allowed, ", ")))
		}
	}
	return nil
}

// page reads offset and limit.
func (r *request) page() (offset, limit int, err error) {
	if offset, err = r.number("offset", 0, 0, 1<<31-1); err != nil {
		return 0, 0, err
	}
	limit, err = r.number("limit", defaultLimit, 1, maxLimit)
	return offset, limit, err
}

func (r *request) number(name string, standard, low, high int) (int, error) {
	text := r.query.Get(name)
	if text == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return 0, refuse(codeMalformed, fmt.Sprintf("%s is a whole number from %d to %d", name, low, high))
	}
	return n, nil
}

func (r *request) timeout() (time.Duration, error) {
	text := r.query.Get("timeout")
	if text == "" {
		return defaultTimeout, nil
	}
	d, err := parseDuration(text)
	if err != nil {
		return 0, err
	}
	if d > maxTimeout {
		return 0, refuse(codeMalformed, fmt.Sprintf("timeout is at most %s", maxTimeout))
	}
	return d, nil
}

func (r *request) cpr() (ident.CPR, error) { return ident.ParseCPR(r.vars["cpr"]) }
func (r *request) cvr() (ident.CVR, error) { return ident.ParseCVR(r.vars["cvr"]) }

// known reads a parameter that is one word of a list; left out, it is empty.
func known[T ~string](r *request, name string, words ...T) (T, error) {
	word := T(r.query.Get(name))
	if word != "" && !slices.Contains(words, word) {
		return "", refuse(codeMalformed, fmt.Sprintf("there is no %s %q; there are %v", name, word, words))
	}
	return word, nil
}

// party reads CPR:0703901234 or CVR:12345678; an empty text is nobody.
func party(text string) (ident.Party, error) {
	if text == "" {
		return ident.Party{}, nil
	}
	kind, number, _ := strings.Cut(text, ":")
	found := ident.ParseParty(kind, number)
	_, person := found.CPR()
	_, company := found.CVR()
	if !person && !company {
		return ident.Party{}, refuse(codeMalformed, "write a person as CPR: and ten digits, a company as CVR: and eight")
	}
	return found, nil
}

// longestEntry is how many characters a name in a register has at most.
const longestEntry = 200

// named refuses a name that nobody could be called.
func named(name string) error {
	if strings.TrimSpace(name) == "" || utf8.RuneCountInString(name) > longestEntry || strings.ContainsFunc(name, unicode.IsControl) {
		return refuse(world.CodeInvalid, fmt.Sprintf("give a name of 1 to %d characters, without line breaks", longestEntry))
	}
	return nil
}

// notFound says that something does not exist.
func notFound(what string) error { return refuse(world.CodeNotFound, what) }
