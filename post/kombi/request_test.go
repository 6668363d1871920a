package kombi_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

// part is a sample without its declaration.
func part(t testing.TB, name string) string {
	t.Helper()
	doc := string(readSample(t, name))
	if strings.HasPrefix(doc, "<?xml") {
		_, doc, _ = strings.Cut(doc, "?>")
	}
	return strings.TrimSpace(doc)
}

func samling(forsendelser ...string) string {
	return `<p:ForsendelseISamling xmlns:p="urn:oio:fjernprint:1.0.0">` + strings.Join(forsendelser, "\n") + `</p:ForsendelseISamling>`
}

func request(choice string, parts ...string) string {
	return "<kombi_request><KombiValgKode>" + choice + "</KombiValgKode>" + strings.Join(parts, "") + "</kombi_request>"
}

func read(t testing.TB, doc string) (*kombi.Request, kombi.RequestFindings, error) {
	t.Helper()
	return kombi.ReadRequest(strings.NewReader(doc), kombi.RequestOptions{})
}

func TestEachChoiceIsCompleteWithItsParts(t *testing.T) {
	t.Parallel()
	message, print := part(t, "memo-part.xml"), samling(part(t, "forsendelse-full.xml"))
	cases := []struct {
		name, choice string
		parts        []string
		want         kombi.Code
	}{
		{"digital with a message", "Digital Post", []string{message}, ""},
		{"digital with both", "Digital Post", []string{message, print}, ""},
		{"digital with a letter for print only", "Digital Post", []string{print}, kombi.CodeMemoMissing},
		{"SMS with a message", "NemSMS", []string{message}, ""},
		{"SMS without", "NemSMS", nil, kombi.CodeMemoMissing},
		{"physical with a letter for print", "Fysisk Post", []string{print}, ""},
		{"physical with both", "Fysisk Post", []string{message, print}, ""},
		{"physical with two letters", "Fysisk Post", []string{samling(part(t, "forsendelse-full.xml"), part(t, "forsendelse-minimal.xml"))}, ""},
		{"physical with no part at all", "Fysisk Post", nil, kombi.CodePrintMissing},
		{"physical with an empty collection", "Fysisk Post", []string{samling()}, kombi.CodePrintMissing},
		{"physical with a message only", "Fysisk Post", []string{message}, kombi.CodePrintMissing},
		{"automatic with both", "Automatisk Valg", []string{message, print}, ""},
		{"automatic with both, print first", "Automatisk Valg", []string{print, message}, ""},
		{"automatic without print", "Automatisk Valg", []string{message}, kombi.CodePrintMissing},
		{"automatic without message", "Automatisk Valg", []string{print}, kombi.CodeMemoMissing},
		{"white space around the choice", "\n  Digital Post\n", []string{message}, ""},
		{"an unknown choice", "Brevdue", []string{message, print}, kombi.CodeChoice},
		{"a choice in other letter case", "digital post", []string{message}, kombi.CodeChoice},
		{"an empty choice", "", []string{message}, kombi.CodeChoice},
		{"two messages", "Digital Post", []string{message, message}, kombi.CodeStructure},
		{"two collections", "Fysisk Post", []string{print, print}, kombi.CodeStructure},
		{"two choices", "Digital Post", []string{"<KombiValgKode>NemSMS</KombiValgKode>", message}, kombi.CodeStructure},
		{"a message of another namespace", "Digital Post", []string{`<Message memoVersion="1.2"/>`}, kombi.CodeMemoMissing},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			q, findings, err := read(t, request(c.choice, c.parts...))
			if got := kombi.CodeOf(err); got != c.want {
				t.Fatalf("code %q, want %q (%v)", got, c.want, err)
			}
			if (q == nil) != (err != nil) {
				t.Errorf("request %v with error %v: one excludes the other", q, err)
			}
			if err == nil && !cmp.Equal(findings, kombi.RequestFindings{}) {
				t.Errorf("findings %+v, want none", findings)
			}
		})
	}
}

func TestAChoiceAfterTheParts(t *testing.T) {
	t.Parallel()
	doc := "<kombi_request>" + part(t, "memo-part.xml") + "<KombiValgKode>Digital Post</KombiValgKode></kombi_request>"
	if _, _, err := read(t, doc); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNotARequestIsUnreadable(t *testing.T) {
	t.Parallel()
	message := part(t, "memo-part.xml")
	good := request("Digital Post", message)
	cases := map[string]string{
		"nothing":                 "",
		"text":                    "not XML",
		"another root":            "<kombi_response/>",
		"a root in a namespace":   `<kombi_request xmlns="urn:example:x"><KombiValgKode>Digital Post</KombiValgKode></kombi_request>`,
		"cut short":               good[:len(good)-20],
		"text after the root":     good + "x",
		"a second root":           good + "<kombi_request/>",
		"a DOCTYPE":               "<!DOCTYPE kombi_request>" + good,
		"an entity bomb":          `<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kombi_request>&b;</kombi_request>`,
		"a control character":     strings.Replace(good, "boligst", "bolig\x01st", 1),
		"bytes that are no UTF-8": strings.Replace(good, "ø", "\xf8", 1),
		"doubled attribute":       strings.Replace(good, `memoVersion="1.2"`, `memoVersion="1.2" memoVersion="1.2"`, 1),
		"very deep nesting":       "<kombi_request>" + strings.Repeat("<a>", 200_000),
	}
	for name, doc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, _, err := read(t, doc); kombi.CodeOf(err) != kombi.CodeUnreadable {
				t.Errorf("error %v, want %s", err, kombi.CodeUnreadable)
			}
		})
	}
}

func TestFindingsAreKeptApartByPart(t *testing.T) {
	t.Parallel()
	message := strings.Replace(part(t, "memo-part.xml"), "DIGITALPOST", "BREVPOST", 1)
	letter := strings.Replace(part(t, "forsendelse-full.xml"), ">Duplex<", ">Dobbelt<", 1)
	q, findings, err := read(t, request("Automatisk Valg", message, samling(letter), "<Ukendt/>"))
	if err != nil {
		t.Fatal(err)
	}
	if q.Message == nil || len(q.Forsendelser()) != 1 {
		t.Errorf("request %+v, want both parts", q)
	}
	want := [3]string{
		"/kombi_request/Ukendt xsd.element.unknown broken",
		"/Message/MessageHeader/messageType xsd.enumeration broken",
		"/ForsendelseI[1]/PrintParametre/SimplexDuplexKode xsd.enumeration broken",
	}
	for i, list := range [][]strictxml.Finding{findings.Envelope, findings.Memo, findings.Print} {
		if len(list) != 1 {
			t.Errorf("part %d: findings %v, want one", i, list)
			continue
		}
		if got := fmt.Sprint(list[0].Path, " ", list[0].Rule, " ", list[0].Severity); got != want[i] {
			t.Errorf("part %d: %s, want %s", i, got, want[i])
		}
	}
}

func TestUntidyAddressesAreWarnings(t *testing.T) {
	t.Parallel()
	letter := part(t, "forsendelse-full.xml")
	cases := []struct {
		name, from, to string
		untidy         bool
	}{
		{"house number with leading zero", ">12A<", ">012A<", true},
		{"floor in mixed case", ">st<", ">St<", true},
		{"floor in words", ">st<", ">1.sal<", true},
		{"long street", ">Eksempelvej<", ">" + strings.Repeat("Eksempel", 6) + "<", true},
		{"long door", ">tv<", ">til venstre<", true},
		{"empty c/o", ">Ølgaard<", "><", true},
		{"long address line", ">2. sal<", ">" + strings.Repeat("sal ", 10) + "<", true},
		{"post box that is no number", ">17<", ">sytten<", true},
		{"attachment without sorting index", "<fj:BilagSorteringsIndeksIdentifikator>0</fj:BilagSorteringsIndeksIdentifikator>", "", true},
		{"no street", "<b:StreetName>Eksempelvej</b:StreetName>", "", false},
		{"unknown envelope", ">C5<", ">C9<", false},
		{"CPR number of no day", ">0000000000<", ">3213900000<", false},
		{"type that is no number", ">4711<", ">abc<", false},
		{"no title element closing group", "<fj:BrugerNavn>sagsbehandler</fj:BrugerNavn>", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			bent := strings.Replace(letter, c.from, c.to, 1)
			if bent == letter {
				t.Fatal("the sample no longer holds what this case changes")
			}
			_, findings, err := read(t, request("Fysisk Post", samling(bent)))
			if err != nil {
				t.Fatal(err)
			}
			if len(findings.Print) == 0 {
				t.Fatal("no finding at all")
			}
			if got := strictxml.Valid(findings.Print); got != c.untidy {
				t.Errorf("only warnings: %t, want %t (%v)", got, c.untidy, findings.Print)
			}
		})
	}
}

func TestBodiesOfRealClientsAreRead(t *testing.T) {
	t.Parallel()
	t.Run("CDATA and namespaces redeclared, with a letter for print nobody needs", func(t *testing.T) {
		t.Parallel()
		q, findings, err := kombi.ReadRequest(bytes.NewReader(readSample(t, "request-redeclared.xml")), kombi.RequestOptions{})
		if err != nil || len(findings.Memo) > 0 || len(findings.Envelope) > 0 || !strictxml.Valid(findings.Print) || len(findings.Print) != 1 {
			t.Fatalf("findings %+v, error %v; want one warning about the attachment", findings, err)
		}
		if got, want := q.Message.Header.Label, "Brev om børn & unge"; got != want {
			t.Errorf("label %q, want %q", got, want)
		}
	})
	t.Run("the encoding name utf8", func(t *testing.T) {
		t.Parallel()
		q, findings, err := kombi.ReadRequest(bytes.NewReader(readSample(t, "request-utf8-name.xml")), kombi.RequestOptions{})
		if err != nil || !cmp.Equal(findings, kombi.RequestFindings{}) {
			t.Fatalf("findings %+v, error %v", findings, err)
		}
		if q.KombiValgKode != kombi.NemSMS || q.Message.Header.Label != "Påmindelse" {
			t.Errorf("request %+v", q)
		}
	})
	t.Run("Latin-1 under the name utf8 only by choice", func(t *testing.T) {
		t.Parallel()
		latin, err := charmap.ISO8859_1.NewEncoder().Bytes(readSample(t, "request-utf8-name.xml"))
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = kombi.ReadRequest(bytes.NewReader(latin), kombi.RequestOptions{})
		if kombi.CodeOf(err) != kombi.CodeUnreadable || strictxml.CodeOf(err) != strictxml.CodeInvalidUTF8 {
			t.Errorf("strict: error %v", err)
		}
		q, findings, err := kombi.ReadRequest(bytes.NewReader(latin), kombi.RequestOptions{XML: strictxml.Options{Latin1Fallback: true}})
		if err != nil || q.Message.Header.Label != "Påmindelse" {
			t.Fatalf("lenient: %v", err)
		}
		if len(findings.Envelope) != 1 || findings.Envelope[0].Rule != strictxml.RuleLatin1 {
			t.Errorf("lenient: findings %+v, want the one warning", findings)
		}
	})
	t.Run("a prefix bound anew on each sibling, and a register's address", func(t *testing.T) {
		t.Parallel()
		q, findings, err := kombi.ReadRequest(bytes.NewReader(readSample(t, "request-rebound.xml")), kombi.RequestOptions{})
		if err != nil || !strictxml.Valid(findings.Print) || len(findings.Print) != 3 {
			t.Fatalf("findings %+v, error %v; want three warnings", findings, err)
		}
		to := q.Forsendelser()[0].ForsendelseModtager
		if got := to.ModtagerAdresse.StreetBuildingIdentifier; got != "012A" {
			t.Errorf("house number %q, kept as it came is 012A", got)
		}
		if !to.AfsendelseModtager.Party().Nobody() {
			t.Errorf("recipient %v, want nobody", to.AfsendelseModtager.Party())
		}
	})
}

// full is a request with both parts whose documents can be written again.
func full(t testing.TB) *kombi.Request {
	t.Helper()
	doc := request("Automatisk Valg", part(t, "memo-part.xml"), samling(part(t, "forsendelse-full.xml"), part(t, "forsendelse-lines.xml")))
	q, findings, err := kombi.ReadRequest(strings.NewReader(doc), kombi.RequestOptions{MemoSink: memo.KeepInMemory, PrintSink: keep})
	if err != nil || !cmp.Equal(findings, kombi.RequestFindings{}) {
		t.Fatal(findings, err)
	}
	return q
}

func TestAWrittenRequestReadsBackEqual(t *testing.T) {
	t.Parallel()
	want := full(t)
	var one, two bytes.Buffer
	if err := kombi.WriteRequest(&one, want); err != nil {
		t.Fatal(err)
	}
	if err := kombi.WriteRequest(&two, want); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("written twice, not the same bytes (%v)", err)
	}
	documents := map[string]string{}
	store := func(name string) (io.WriteCloser, error) {
		return &named{name: name, into: documents}, nil
	}
	got, findings, err := kombi.ReadRequest(bytes.NewReader(one.Bytes()), kombi.RequestOptions{
		MemoSink: func(f *memo.File) (io.WriteCloser, error) { return store(f.Filename) },
		PrintSink: func(owner any, _ *kombi.Content) (io.WriteCloser, error) {
			switch owner := owner.(type) {
			case *kombi.ForsendelseI:
				return store(owner.AfsendelseIdentifikator)
			case *kombi.Bilag:
				return store(owner.BilagNavn)
			}
			return nil, fmt.Errorf("unexpected owner %T", owner)
		},
	})
	if err != nil || !cmp.Equal(findings, kombi.RequestFindings{}) {
		t.Fatal(findings, err)
	}
	want.Message.Size, got.Message.Size = 0, 0 // of the element as it stood, prefixes and all
	if diff := cmp.Diff(want, got, ignoreOpen(), showNumbers()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	wantDocuments := map[string]string{
		"afgoerelse.pdf":                       "%PDF-1.4\neksempel\n",
		"5f3a1c22-7d10-4b6e-9a51-0c4de2f18b01": "%PDF-1.4\neksempel\n",
		"EKS-0000042":                          "%PDF-1.4\neksempel\n",
		"Vejledning":                           "%PDF-1.4\nbilag\n",
	}
	if diff := cmp.Diff(wantDocuments, documents); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}

// named stores a document under a name when it is closed.
type named struct {
	bytes.Buffer
	name string
	into map[string]string
}

func (n *named) Close() error {
	n.into[n.name] = n.String()
	return nil
}

func TestAnIncompleteRequestIsNotWritten(t *testing.T) {
	t.Parallel()
	whole := full(t)
	cases := map[string]struct {
		q    *kombi.Request
		want kombi.Code
	}{
		"no choice":            {&kombi.Request{Message: whole.Message}, kombi.CodeChoice},
		"digital, no message":  {&kombi.Request{KombiValgKode: kombi.DigitalPost}, kombi.CodeMemoMissing},
		"physical, no letters": {&kombi.Request{KombiValgKode: kombi.FysiskPost, Message: whole.Message}, kombi.CodePrintMissing},
	}
	for name, c := range cases {
		var out bytes.Buffer
		if err := kombi.WriteRequest(&out, c.q); kombi.CodeOf(err) != c.want || out.Len() > 0 {
			t.Errorf("%s: error %v and %d bytes, want %s and none", name, err, out.Len(), c.want)
		}
	}
}

func TestAFailingSinkIsNotTheSendersFault(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	doc := request("Fysisk Post", samling(part(t, "forsendelse-full.xml")))
	_, _, err := kombi.ReadRequest(strings.NewReader(doc), kombi.RequestOptions{
		PrintSink: func(any, *kombi.Content) (io.WriteCloser, error) { return nil, full },
	})
	if kombi.CodeOf(err) != kombi.CodeSink || !errors.Is(err, full) {
		t.Errorf("error %v, want %s around the cause", err, kombi.CodeSink)
	}
}

func TestErrorsHideCPRNumbers(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 31) + "0703901235"
	_, _, choice := read(t, request("0703901235"))
	_, _, choiceCut := read(t, request(long))
	_, instant := kombi.DateTime(long).Time()
	_, push := kombi.ReadPushAnswer(strings.NewReader("<r><StatusKode>" + long + "</StatusKode></r>"))
	_, response := kombi.ReadResponse(strings.NewReader("<r><Result>" + long + "</Result></r>"))
	for what, err := range map[string]error{
		"choice": choice, "choice, cut": choiceCut, "instant": instant, "push answer": push, "response": response,
	} {
		var e *kombi.Error
		if !errors.As(err, &e) || strings.Contains(err.Error(), "07039012") || strings.Contains(e.Text, "07039012") {
			t.Errorf("%s: %v shows the number, or its text does", what, err)
		}
	}
}

func TestErrorsAreShortWhateverWasSent(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("æ", 20_000)
	_, instant := kombi.DateTime(long).Time()
	_, push := kombi.ReadPushAnswer(strings.NewReader("<" + long + "><StatusKode>" + long + "</StatusKode></" + long + ">"))
	_, response := kombi.ReadResponse(strings.NewReader("<" + long + "><Result>" + long + "</Result></" + long + ">"))
	_, mixed := kombi.ReadResponse(strings.NewReader("<" + long + "></r>"))
	for what, err := range map[string]error{"instant": instant, "push answer": push, "response": response, "not well-formed": mixed} {
		if err == nil || len(err.Error()) > 4000 || !utf8.ValidString(err.Error()) {
			t.Errorf("%s: an error of %d bytes", what, len(fmt.Sprint(err)))
		}
	}
}
