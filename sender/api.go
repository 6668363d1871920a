package sender

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox"
)

// maxSubmission bounds the body of a multipart submission: the largest letter,
// and room to spare.
const maxSubmission = 128 << 20

// maxJSON bounds a JSON body, which is held in memory several times over: any
// letter that may go on paper fits, a larger one comes as a multipart form.
const maxJSON = 16 << 20

// maxInMemory is how much of a multipart submission is kept in memory; the rest
// goes to temporary files.
const maxInMemory = 1 << 20

// api is the JSON API by which an authority's systems submit and follow letters.
type api struct{ sender *Sender }

// API returns the handler of the JSON API, all paths below /api/.
func (s *Sender) API() http.Handler {
	a := &api{s}
	m := mux.NewRouter().SkipClean(true)
	m.Methods(http.MethodGet).Path("/api/profiles").Handler(a.answer(a.profiles))
	m.Methods(http.MethodGet).Path("/api/letters").Handler(a.answer(a.list))
	m.Methods(http.MethodPost).Path("/api/letters").Handler(a.answer(a.submit))
	m.Methods(http.MethodPost).Path("/api/letters/search").Handler(a.answer(a.search))
	m.Methods(http.MethodGet).Path("/api/letters/{letter}").Handler(a.answer(a.get))
	m.Methods(http.MethodGet).Path("/api/letters/{letter}/arrival").Handler(a.answer(a.arrival))
	m.Methods(http.MethodPost).Path("/api/letters/{letter}/resend").Handler(a.answer(a.resend))
	m.Methods(http.MethodPost).Path("/api/letters/{letter}/repeat").Handler(a.answer(a.repeat))
	m.Methods(http.MethodGet).Path("/api/receipts/unmatched").Handler(a.answer(a.unmatched))
	m.NotFoundHandler = a.answer(func(*http.Request) (int, any, error) {
		return 0, nil, &problem{http.StatusNotFound, "api.path", "there is nothing here", nil}
	})
	m.MethodNotAllowedHandler = a.answer(func(*http.Request) (int, any, error) {
		return 0, nil, &problem{http.StatusMethodNotAllowed, "api.method", "this address takes another method", nil}
	})
	return m
}

// problem is an answer to a request that cannot be met (RFC 9457).
type problem struct {
	Status   int       `json:"status"`
	Code     string    `json:"code"`
	Detail   string    `json:"detail"`
	Problems []Problem `json:"problems,omitempty"`
}

// Error is the sentence.
func (p *problem) Error() string { return p.Detail }

// problemOf finds status and code for an error.
func problemOf(err error) *problem {
	var p *problem
	var own *Error
	var stored *outbox.Error
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &large):
		return &problem{http.StatusRequestEntityTooLarge, "api.size", fmt.Sprintf("send at most %d bytes; as JSON %d, a larger letter as a multipart form", large.Limit, maxJSON), nil}
	case errors.As(err, &own):
		status := map[Code]int{CodeDraft: http.StatusUnprocessableEntity, CodeUnknown: http.StatusNotFound, CodeNoArrival: http.StatusConflict}[own.Code]
		if status == 0 {
			status = http.StatusInternalServerError
		}
		return &problem{status, string(own.Code), ident.MaskText(own.Text), own.Problems}
	case errors.As(err, &stored) && stored.Code == outbox.CodeUnknownLetter:
		return &problem{http.StatusNotFound, string(stored.Code), stored.Text, nil}
	default:
		return &problem{http.StatusInternalServerError, "internal", "the sender could not do it; its log says why", nil}
	}
}

// answer runs a call and writes its result or problem as JSON.
func (a *api) answer(call func(*http.Request) (int, any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := int64(maxJSON)
		if multiparted(r) {
			most = maxSubmission
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		status, value, err := call(r)
		media := "application/json"
		if err != nil {
			p := problemOf(err)
			status, value, media = p.Status, p, "application/problem+json"
			if p.Status == http.StatusInternalServerError {
				a.sender.opts.Log.Error("a call of the API failed", "path", ident.MaskText(r.URL.Path), "error", ident.MaskText(err.Error()))
			}
		}
		var body bytes.Buffer
		if err := json.NewEncoder(&body).Encode(value); err != nil {
			http.Error(w, "the answer could not be written", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", media)
		w.WriteHeader(status)
		if _, err := w.Write(body.Bytes()); err != nil {
			a.sender.opts.Log.Debug("a caller went away", "path", ident.MaskText(r.URL.Path), "error", err)
		}
	})
}

// letterForm is a draft as JSON or as the fields of a multipart form.
type letterForm struct {
	Profile           string         `json:"profile"`
	To                string         `json:"to"` // CPR or CVR number
	Channel           string         `json:"channel"`
	Title             string         `json:"title"`
	Document          *documentForm  `json:"document"`
	Attachments       []documentForm `json:"attachments"`
	Name              string         `json:"name"`
	Address           []string       `json:"address"` // lines, the last one "9999 Eksempelby"
	AddressInDocument bool           `json:"addressInDocument"`
	SMS               string         `json:"sms"`
	NotBefore         calendar.Day   `json:"notBefore"`
	Type              string         `json:"type"`
	Reply             bool           `json:"reply"`
	ReplyBy           time.Time      `json:"replyBy"`
	Mandatory         bool           `json:"mandatory"`
	Legal             bool           `json:"legal"`
	MessageID         string         `json:"messageId"`
	CaseID            string         `json:"caseId"`
	Force             string         `json:"force"` // why the print rules are overruled
}

type documentForm struct {
	Name string `json:"name"`
	MIME string `json:"mime"`
	Data []byte `json:"data"` // base64
}

func (f letterForm) draft() Draft {
	d := Draft{
		To: recipient(f.To), Channel: Channel(f.Channel), Title: f.Title, Name: f.Name, Address: addressOf(f.Address),
		AddressInDocument: f.AddressInDocument, SMS: f.SMS, NotBefore: f.NotBefore, Type: f.Type, Reply: f.Reply, ReplyBy: f.ReplyBy,
		Mandatory: f.Mandatory, Legal: f.Legal, MessageID: f.MessageID, CaseID: f.CaseID, Force: f.Force,
	}
	if f.Document != nil {
		d.Document = Document{Name: f.Document.Name, MIME: f.Document.MIME, Data: f.Document.Data}
	}
	for _, doc := range f.Attachments {
		d.Attachments = append(d.Attachments, Document{Name: doc.Name, MIME: doc.MIME, Data: doc.Data})
	}
	return d
}

func (a *api) submit(r *http.Request) (int, any, error) {
	form, draft, err := readSubmission(r)
	if r.MultipartForm != nil {
		defer func() {
			if err := r.MultipartForm.RemoveAll(); err != nil {
				a.sender.opts.Log.Warn("temporary files of a submission are left", "error", err)
			}
		}()
	}
	if err != nil {
		return 0, nil, err
	}
	if form.Profile == "" {
		if all := a.sender.Profiles(); len(all) == 1 {
			form.Profile = all[0].ID
		}
	}
	id, err := a.sender.Submit(r.Context(), form.Profile, draft)
	if err != nil {
		return 0, nil, err
	}
	return a.letter(r, http.StatusCreated, id)
}

// readSubmission reads JSON with base64 documents, or a multipart form: the part
// "letter" has the same JSON without documents, "document" and "attachment" are
// files.
func readSubmission(r *http.Request) (letterForm, Draft, error) {
	var form letterForm
	if !multiparted(r) {
		if err := readJSON(r.Body, &form); err != nil {
			return form, Draft{}, err
		}
		return form, form.draft(), nil
	}
	if err := r.ParseMultipartForm(maxInMemory); err != nil {
		return form, Draft{}, badRequest("the multipart form cannot be read", err)
	}
	if err := readJSON(bytes.NewBufferString(r.FormValue("letter")), &form); err != nil {
		return form, Draft{}, err
	}
	draft := form.draft()
	for _, file := range r.MultipartForm.File["document"] {
		draft.Document = uploaded(file)
	}
	for _, file := range r.MultipartForm.File["attachment"] {
		draft.Attachments = append(draft.Attachments, uploaded(file))
	}
	return form, draft, nil
}

func multiparted(r *http.Request) bool {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && media == "multipart/form-data"
}

func uploaded(file *multipart.FileHeader) Document {
	media := file.Header.Get("Content-Type")
	if media == "application/octet-stream" {
		media = ""
	}
	return Document{Name: file.Filename, MIME: media, Open: func() (io.ReadCloser, error) { return file.Open() }}
}

func readJSON(r io.Reader, into any) error {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return badRequest("send one JSON object with known fields", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return badRequest("send one JSON object with nothing after it", err)
	}
	return nil
}

func badRequest(text string, cause error) error {
	var large *http.MaxBytesError
	if errors.As(cause, &large) {
		return cause
	}
	if cause != nil {
		text += ": " + ident.MaskText(cause.Error())
	}
	return &problem{http.StatusBadRequest, "api.request", text, nil}
}

func (a *api) profiles(*http.Request) (int, any, error) {
	type view struct {
		ID       string `json:"id"`
		CVR      string `json:"cvr"`
		Name     string `json:"name"`
		Receipts string `json:"receipts,omitempty"`
	}
	all := []view{}
	for _, p := range a.sender.Profiles() {
		all = append(all, view{p.ID, p.CVR.Digits(), p.Name, a.sender.ReceiptURL(p.ID)})
	}
	return http.StatusOK, all, nil
}

func (a *api) list(r *http.Request) (int, any, error) {
	q := r.URL.Query()
	query := Query{Profile: q.Get("profile"), State: outbox.State(q.Get("state"))}
	var err error
	for key := range q {
		if !slices.Contains([]string{"profile", "state", "limit", "before"}, key) {
			return 0, nil, badRequest(fmt.Sprintf("there is no filter %q; use profile, state, limit and before", ident.MaskText(key)), nil)
		}
	}
	if query.State != "" && !slices.Contains(outbox.States(), query.State) {
		return 0, nil, badRequest(fmt.Sprintf("there is no such state; use one of %v", outbox.States()), nil)
	}
	if limit := q.Get("limit"); limit != "" {
		if query.Limit, err = strconv.Atoi(limit); err != nil || query.Limit < 1 {
			return 0, nil, badRequest("limit must be a whole number from 1", nil)
		}
	}
	if before := q.Get("before"); before != "" {
		if query.Before, err = time.Parse(time.RFC3339Nano, before); err != nil {
			return 0, nil, badRequest("before must be a time as RFC 3339 writes it", nil)
		}
	}
	return a.letters(r, query)
}

// search takes the number in the body, so that it stands in no log of addresses.
func (a *api) search(r *http.Request) (int, any, error) {
	var form struct {
		To      string `json:"to"`
		Profile string `json:"profile"`
	}
	if err := readJSON(r.Body, &form); err != nil {
		return 0, nil, err
	}
	to := recipient(form.To)
	if to.Number == "" {
		return 0, nil, badRequest("give the recipient's CPR or CVR number as \"to\"", nil)
	}
	return a.letters(r, Query{Number: to.Number, Profile: form.Profile})
}

func (a *api) letters(r *http.Request, q Query) (int, any, error) {
	found, err := a.sender.Letters(r.Context(), q)
	if err != nil {
		return 0, nil, err
	}
	views := make([]letterView, len(found))
	for i, l := range found {
		views[i] = viewOf(l)
	}
	return http.StatusOK, views, nil
}

func (a *api) get(r *http.Request) (int, any, error) {
	return a.letter(r, http.StatusOK, LetterID(mux.Vars(r)["letter"]))
}

func (a *api) letter(r *http.Request, status int, id LetterID) (int, any, error) {
	l, err := a.sender.Letter(r.Context(), id)
	return status, viewOf(l), err
}

func (a *api) arrival(r *http.Request) (int, any, error) {
	arrival, err := a.sender.Arrival(r.Context(), LetterID(mux.Vars(r)["letter"]))
	return http.StatusOK, arrival, err
}

func (a *api) resend(r *http.Request) (int, any, error) {
	id, err := a.sender.Resend(r.Context(), LetterID(mux.Vars(r)["letter"]))
	if err != nil {
		return 0, nil, err
	}
	return a.letter(r, http.StatusCreated, id)
}

func (a *api) repeat(r *http.Request) (int, any, error) {
	id := LetterID(mux.Vars(r)["letter"])
	if err := a.sender.Repeat(r.Context(), id); err != nil {
		return 0, nil, err
	}
	return a.letter(r, http.StatusAccepted, id)
}

func (a *api) unmatched(r *http.Request) (int, any, error) {
	found, err := a.sender.Unmatched(r.Context(), r.URL.Query().Get("profile"))
	if err != nil {
		return 0, nil, err
	}
	if found == nil {
		found = []outbox.Receipt{}
	}
	return http.StatusOK, found, nil
}
