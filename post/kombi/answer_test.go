package kombi_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/kombi"
)

func TestTheResponseHasTheFormThatClientsRead(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name      string
		answer    *kombi.Response
		xml, json string
	}{
		{
			"accepted", kombi.NewAccepted("5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c", kombi.AdvisDigitalPost),
			`<kombi_response><Result>true</Result><TransmissionID>5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c</TransmissionID><HovedoplysningerSvarREST><SvarReaktion><Advis><AdvisId>DigitalPost</AdvisId><AdvisTekst>Received</AdvisTekst></Advis></SvarReaktion></HovedoplysningerSvarREST></kombi_response>`,
			`{"Result":true,"TransmissionID":"5b0b7c1e-1111-4000-8000-0c0c0c0c0c0c","HovedoplysningerSvarREST":{"SvarReaktion":{"Advis":[{"AdvisId":"DigitalPost","AdvisTekst":"Received"}]}}}`,
		},
		{
			"accepted for print, without an id", kombi.NewAccepted("", kombi.AdvisFjernprint),
			`<kombi_response><Result>true</Result><HovedoplysningerSvarREST><SvarReaktion><Advis><AdvisId>FjernprintStrålfors</AdvisId><AdvisTekst>Received</AdvisTekst></Advis></SvarReaktion></HovedoplysningerSvarREST></kombi_response>`,
			`{"Result":true,"HovedoplysningerSvarREST":{"SvarReaktion":{"Advis":[{"AdvisId":"FjernprintStrålfors","AdvisTekst":"Received"}]}}}`,
		},
		{
			"refused", &kombi.Response{Fejl: []kombi.Fejl{{"SIM-4001", "Modtager kan ikke modtage Digital Post"}, {"SIM-4002", "a < b"}}},
			`<kombi_response><Result>false</Result><HovedoplysningerSvarREST><SvarReaktion><Fejl><FejlId>SIM-4001</FejlId><FejlTekst>Modtager kan ikke modtage Digital Post</FejlTekst></Fejl><Fejl><FejlId>SIM-4002</FejlId><FejlTekst>a &lt; b</FejlTekst></Fejl></SvarReaktion></HovedoplysningerSvarREST></kombi_response>`,
			`{"Result":false,"HovedoplysningerSvarREST":{"SvarReaktion":{"Fejl":[{"FejlId":"SIM-4001","FejlTekst":"Modtager kan ikke modtage Digital Post"},{"FejlId":"SIM-4002","FejlTekst":"a < b"}]}}}`,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var x, j bytes.Buffer
			if err := kombi.WriteResponse(&x, c.answer); err != nil {
				t.Fatal(err)
			}
			if err := kombi.WriteResponseJSON(&j, c.answer); err != nil {
				t.Fatal(err)
			}
			_, body, _ := strings.Cut(x.String(), "?>")
			if diff := cmp.Diff(c.xml, strings.TrimSpace(body)); diff != "" {
				t.Errorf("XML (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.json, strings.TrimSpace(j.String())); diff != "" {
				t.Errorf("JSON (-want +got):\n%s", diff)
			}
			fromXML, err := kombi.ReadResponse(&x)
			if err != nil {
				t.Fatal(err)
			}
			fromJSON, err := kombi.ReadResponseJSON(&j)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.answer, fromXML); diff != "" {
				t.Errorf("read back from XML (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.answer, fromJSON); diff != "" {
				t.Errorf("read back from JSON (-want +got):\n%s", diff)
			}
		})
	}
}

func TestResponsesAreReadByLocalName(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		doc  string
		want *kombi.Response
	}{
		"namespaces and another nesting": {
			`<?xml version="1.0" encoding="utf8"?><a:svar xmlns:a="urn:x"><b xmlns="urn:y"><Result> TRUE </Result></b><a:TransmissionID>7</a:TransmissionID></a:svar>`,
			&kombi.Response{Result: true, TransmissionID: "7"},
		},
		"FejlKode in place of FejlId, text first": {
			`<kombi_response><Result>0</Result><Fejl><FejlTekst>nej</FejlTekst></Fejl><Fejl><FejlKode>17</FejlKode><FejlTekst>også nej</FejlTekst></Fejl></kombi_response>`,
			&kombi.Response{Fejl: []kombi.Fejl{{"", "nej"}, {"17", "også nej"}}},
		},
		"the last Result counts": {
			`<kombi_response><Result>true</Result><Result>false</Result></kombi_response>`, &kombi.Response{},
		},
		"Latin-1 when it says so": {
			"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><kombi_response><Result>true</Result><AdvisId>Str\xe5lfors</AdvisId></kombi_response>",
			&kombi.Response{Result: true, Advis: []kombi.Advis{{AdvisID: "Strålfors"}}},
		},
	}
	for name, c := range cases {
		got, err := kombi.ReadResponse(strings.NewReader(c.doc))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAnswersOfAnotherFormAreErrors(t *testing.T) {
	t.Parallel()
	response := func(s string) error { _, err := kombi.ReadResponse(strings.NewReader(s)); return err }
	responseJSON := func(s string) error { _, err := kombi.ReadResponseJSON(strings.NewReader(s)); return err }
	push := func(s string) error { _, err := kombi.ReadPushAnswer(strings.NewReader(s)); return err }
	fault := func(s string) error { _, err := kombi.ReadFault(strings.NewReader(s)); return err }
	cases := []struct {
		name, doc string
		read      func(string) error
		want      kombi.Code
	}{
		{"empty", "", response, kombi.CodeAnswer},
		{"text", "OK", response, kombi.CodeAnswer},
		{"no Result", "<kombi_response/>", response, kombi.CodeAnswer},
		{"a Result of another kind", "<kombi_response><Result>ja</Result></kombi_response>", response, kombi.CodeAnswer},
		{"a page", "<!DOCTYPE html><html><Result>true</Result></html>", response, kombi.CodeAnswer},
		{"cut short", "<kombi_response><Result>true</Result>", response, kombi.CodeAnswer},
		{"two roots", "<a><Result>true</Result></a><b/>", response, kombi.CodeAnswer},
		{"text behind", "<a><Result>true</Result></a>x", response, kombi.CodeAnswer},
		{"unknown encoding", `<?xml version="1.0" encoding="ebcdic"?><a><Result>true</Result></a>`, response, kombi.CodeAnswer},
		{"endless", "<a><Result>true</Result>" + strings.Repeat(" ", 2<<20) + "</a>", response, kombi.CodeAnswer},
		{"deep", strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100), response, kombi.CodeAnswer},
		{"JSON without Result", `{"TransmissionID":"7"}`, responseJSON, kombi.CodeAnswer},
		{"JSON with a text as Result", `{"Result":"true"}`, responseJSON, kombi.CodeJSON},
		{"two JSON values", `{"Result":true}{"Result":true}`, responseJSON, kombi.CodeJSON},
		{"no JSON", `<a/>`, responseJSON, kombi.CodeJSON},
		{"endless JSON", `{"Result":true,"x":"` + strings.Repeat("x", 2<<20) + `"}`, responseJSON, kombi.CodeJSON},
		{"push: no status", "<ModtagBeskedOutput/>", push, kombi.CodeAnswer},
		{"push: status in words", "<a><StatusKode>Ok</StatusKode></a>", push, kombi.CodeAnswer},
		{"fault: not XML", "503", fault, kombi.CodeAnswer},
	}
	for _, c := range cases {
		if err := c.read(c.doc); kombi.CodeOf(err) != c.want {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

func TestFaultsReadBackEqual(t *testing.T) {
	t.Parallel()
	for _, want := range []*kombi.Fault{
		{}, kombi.NewFault("kombi.request.choice", "KombiValgKode <mangler> & må ikke mangle"),
		{Errors: []kombi.FaultError{{"a", "1"}, {"b", "2"}}},
	} {
		var x, j bytes.Buffer
		if err := kombi.WriteFault(&x, want); err != nil {
			t.Fatal(err)
		}
		if err := kombi.WriteFaultJSON(&j, want); err != nil {
			t.Fatal(err)
		}
		validate(t, "sf1601/itk-dev_serviceplatformen/resources/sf2900/sp/ServiceplatformFault_1.xsd", bytes.Clone(x.Bytes()))
		for name, read := range map[string]func() (*kombi.Fault, error){
			"XML":  func() (*kombi.Fault, error) { return kombi.ReadFault(&x) },
			"JSON": func() (*kombi.Fault, error) { return kombi.ReadFaultJSON(&j) },
		} {
			got, err := read()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

func TestPushAnswersOfSloppyReceiversAreRead(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		doc  string
		want kombi.PushAnswer
	}{
		"as specified":        {`<s:ModtagBeskedOutput xmlns="urn:oio:sagdok:3.0.0" xmlns:s="urn:oio:sts:1.0.0"><StandardRetur><StatusKode>20</StatusKode><FejlbeskedTekst/></StandardRetur></s:ModtagBeskedOutput>`, kombi.PushAnswer{StatusKode: kombi.KodeModtaget}},
		"another root":        {`<ModtagBeskedOutputType xmlns="urn:oio:sag-dok:3.0.0"><StandardRetur><StatusKode> 20 </StatusKode></StandardRetur></ModtagBeskedOutputType>`, kombi.PushAnswer{StatusKode: kombi.KodeModtaget}},
		"a text with success": {`<a><StatusKode>20</StatusKode><FejlbeskedTekst>Ok</FejlbeskedTekst></a>`, kombi.PushAnswer{StatusKode: kombi.KodeModtaget, FejlbeskedTekst: "Ok"}},
		"a failure":           {`<a><StatusKode>40</StatusKode><FejlbeskedTekst>databasen er nede</FejlbeskedTekst></a>`, kombi.PushAnswer{StatusKode: kombi.KodeFejl, FejlbeskedTekst: "databasen er nede"}},
		"an expired token":    {`<a><StatusKode>41</StatusKode></a>`, kombi.PushAnswer{StatusKode: kombi.KodeTokenUdloebet}},
	}
	for name, c := range cases {
		got, err := kombi.ReadPushAnswer(strings.NewReader(c.doc))
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, c.want)
		}
	}
}

func TestOurPushAnswersValidateAndReadBackEqual(t *testing.T) {
	t.Parallel()
	for _, want := range []kombi.PushAnswer{{StatusKode: kombi.KodeModtaget}, {StatusKode: kombi.KodeFejl, FejlbeskedTekst: "kan ikke læses"}} {
		var out bytes.Buffer
		if err := kombi.WritePushAnswer(&out, want); err != nil {
			t.Fatal(err)
		}
		validate(t, modtagXSD, bytes.Clone(out.Bytes()))
		if got, err := kombi.ReadPushAnswer(&out); err != nil || got != want {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
}

// A text that was damaged elsewhere holds the replacement character; the answer
// that repeats it must still go out.
func TestTheReplacementCharacterIsWritten(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := kombi.WritePushAnswer(&out, kombi.PushAnswer{StatusKode: kombi.KodeFejl, FejlbeskedTekst: "Eksempelk\ufffdbing"}); err != nil {
		t.Fatal(err)
	}
	got, err := kombi.ReadPushAnswer(&out)
	if err != nil || got.FejlbeskedTekst != "Eksempelk\ufffdbing" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestTextThatXMLCannotCarryIsNotWritten(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	for _, text := range []string{"a\x00b", "a\xe6b", "a\ufffeb"} {
		err := kombi.WriteFault(&out, kombi.NewFault("x", text))
		if kombi.CodeOf(err) != kombi.CodeWrite || out.Len() > 0 {
			t.Errorf("%q: error %v and %d bytes, want %s and none", text, err, out.Len(), kombi.CodeWrite)
		}
	}
}
