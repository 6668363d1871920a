package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint/specimen"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

// marked is a letter with text in the margin that the print shop needs.
func marked(t *testing.T) []byte {
	t.Helper()
	for _, c := range specimen.Cases() {
		if c.Rule == "FP-040" && c.Breaks {
			parts, err := c.Parts()
			if err != nil {
				t.Fatal(err)
			}
			return parts[0]
		}
	}
	t.Fatal("there is no such letter")
	return nil
}

func whole(t *testing.T) []byte {
	t.Helper()
	content, err := specimen.Letter(specimen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// drop sends the form of the page as a browser does.
func (b *bench) drop(content []byte, fields map[string]string) (*http.Response, string) {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			b.t.Fatal(err)
		}
	}
	if content != nil {
		file, err := form.CreateFormFile("pdf", "<b>brev 0703941234.pdf")
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := file.Write(content); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		b.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.server.URL+"/w/w/check?lang=da", &body)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	answer, err := b.server.Client().Transport.RoundTrip(request)
	if err != nil {
		b.t.Fatal(err)
	}
	shown, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		b.t.Fatal(err)
	}
	return answer, string(shown)
}

func TestADroppedPDFIsJudgedAndDrawn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	imprint := map[string]string{"imprint": "1"}
	for _, c := range []struct {
		what    string
		content []byte
		fields  map[string]string
		status  int
		want    []string
		picture bool
	}{
		{"a good letter", whole(t), imprint, 200, []string{"Kan printes", "FP-006 · ikke efterset", "C5"}, true},
		{"a mark in the margin", marked(t), imprint, 200, []string{"Kan ikke printes", "FP-040 · afvist", "mod højre"}, true},
		{"by another profile", whole(t), map[string]string{"profile": "no-sdp"}, 200, []string{"no-sdp"}, true},
		{"no PDF", []byte("hello"), imprint, 200, []string{"Kan ikke printes", "FP-001"}, false},
		{"nothing", nil, imprint, 400, []string{"Vælg en fil"}, false},
		{"an empty file", []byte{}, imprint, 400, []string{"Vælg en fil"}, false},
		{"a profile that is none", whole(t), map[string]string{"profile": "nope"}, 400, []string{"Der er ingen printprofil med det navn"}, false},
	} {
		answer, body := b.drop(c.content, c.fields)
		if answer.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.what, answer.StatusCode, c.status)
		}
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page lacks %q", c.what, want)
			}
		}
		if got := strings.Contains(body, `src="data:image/svg`); got != c.picture {
			t.Errorf("%s: a picture is there: %t", c.what, got)
		}
		for _, wrong := range []string{"0703941234", "<b>brev"} {
			if strings.Contains(body, wrong) {
				t.Errorf("%s: the page shows %q", c.what, wrong)
			}
		}
	}
	if letters, _, err := b.world.Letters(t.Context(), world.LetterQuery{}); err != nil || len(letters) != 0 {
		t.Errorf("%d letters, %v: a check sends nothing", len(letters), err)
	}
}

// order sends a document as paper.
func (b *bench) order(content []byte) world.LetterID {
	b.t.Helper()
	writer := b.world.NewDocument(b.t.Context())
	if _, err := writer.Write(content); err != nil {
		b.t.Fatal(err)
	}
	ref, err := writer.Close()
	if err != nil {
		b.t.Fatal(err)
	}
	accepted, err := b.world.Accept(b.t.Context(), world.Submission{System: b.system, Channel: world.ChannelPrint, Order: &world.PrintOrder{
		DispatchID: "d-1", Recipient: ident.ParseParty("CPR", "0000000000"), Title: "Afgørelse", Category: "Prioritaire",
		Address: &world.Address{Name: "Bo Berg", Lines: []string{"Prøvevej 7"}, PostCode: "9999", City: "Eksempelkøbing"},
		Main:    world.Document{Role: world.RoleMain, Label: "Afgørelse", Filename: "a.pdf", MIME: "application/pdf", Ref: ref},
	}})
	if err != nil {
		b.t.Fatal(err)
	}
	b.world.Answered(b.t.Context(), accepted.Letter)
	if err := b.world.Settle(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	return accepted.Letter
}

func TestTheLettersPageTellsOfPaper(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what string
		send func(*bench) world.LetterID
		want []string
	}{
		{"printed", func(b *bench) world.LetterID {
			id := b.order(whole(t))
			if err := b.world.PostalUpdate(t.Context(), id, world.PostalUpdate{Kind: world.PostalReturned, Text: "<i>ubekendt</i>"}); err != nil {
				t.Fatal(err)
			}
			return id
		}, []string{"På papir", "Bo Berg<br>Prøvevej 7<br>9999 Eksempelkøbing", "Kuvert", "C5", "heraf porto", "Kommet retur", "&lt;i&gt;ubekendt"}},
		{"refused", func(b *bench) world.LetterID { return b.order(marked(t)) }, []string{"På papir", "Kan ikke printes", "FP-040 · afvist"}},
		{"digital, and not printable", func(b *bench) world.LetterID {
			return b.letter("Afgørelse", "a.pdf", "application/pdf", string(marked(t)))
		}, []string{"Kunne det være printet?", "Kan ikke printes", "FP-040 · afvist"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			id := c.send(b)
			_, body := b.get("/w/w/letters/" + string(id) + "?lang=da")
			for _, want := range c.want {
				if !strings.Contains(body, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
			at := regexp.MustCompile(`<img src="(/w/w/letters/[^"]*/print/0/1)"`).FindStringSubmatch(body)
			if at == nil {
				t.Fatal("the page has no picture")
			}
			answer, svg := b.get(at[1] + "?lang=da")
			if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(svg, "ADDRESS") {
				t.Errorf("the picture: %s", answer.Status)
			}
			if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") {
				t.Errorf("the picture has the policy %q", policy)
			}
			for _, wrong := range []string{"/print/0/9", "/print/1/1", "/print/x/1", "/print/-1/1"} {
				if answer, _ := b.get("/w/w/letters/" + string(id) + wrong); answer.StatusCode != 404 {
					t.Errorf("%s: status %d", wrong, answer.StatusCode)
				}
			}
		})
	}
}

func TestThePrintPageListsJobsAndCosts(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order(whole(t))
	_, body := b.get("/w/w/print?lang=da")
	for _, want := range []string{"Ark: 1, Kuvert C5", "Udgifter", "Eksempelkøbing Kommune", "Prioritaire"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
