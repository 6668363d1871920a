package kombi_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/post/strictxml"
)

// again writes what was read and reads it again: the same, without findings. It
// is for values that were read without findings; the others may be unwritable.
func again[T any](t *testing.T, value *T, write func(io.Writer, *T) error, read func(io.Reader) (*T, []strictxml.Finding, error), opts ...cmp.Option) {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, value); err != nil {
		t.Fatalf("cannot write what was read without findings: %v", err)
	}
	back, findings, err := read(bytes.NewReader(out.Bytes()))
	if err != nil || len(findings) > 0 {
		t.Fatalf("cannot read what we wrote: %v %v\n%s", findings, err, out.Bytes())
	}
	if diff := cmp.Diff(value, back, opts...); diff != "" {
		t.Fatalf("reads back otherwise (-want +got):\n%s\n%s", diff, out.Bytes())
	}
}

// oneOf checks that a value and an error exclude each other.
func oneOf(t *testing.T, something bool, err error) bool {
	t.Helper()
	if something != (err == nil) {
		t.Fatalf("something is returned: %t, error: %v", something, err)
	}
	return err == nil
}

func FuzzReadRequest(f *testing.F) {
	f.Add([]byte(request("Automatisk Valg", part(f, "memo-part.xml"), samling(part(f, "forsendelse-full.xml")))))
	for _, name := range []string{"request-redeclared.xml", "request-utf8-name.xml", "request-rebound.xml"} {
		f.Add(readSample(f, name))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		o := kombi.RequestOptions{MemoSink: memo.KeepInMemory, PrintSink: keep, XML: strictxml.Options{Latin1Fallback: true}}
		q, findings, err := kombi.ReadRequest(bytes.NewReader(doc), o)
		if !oneOf(t, q != nil, err) || !cmp.Equal(findings, kombi.RequestFindings{}) {
			return
		}
		if q.Message != nil {
			if _, known := q.Message.Version(); !known {
				return // read by the newest table, and cannot be written
			}
			q.Message.Size = 0
		}
		var out bytes.Buffer
		if err := kombi.WriteRequest(&out, q); err != nil {
			if unwritable(err) {
				return
			}
			t.Fatalf("cannot write what was read without findings: %v", err)
		}
		back, findings, err := kombi.ReadRequest(bytes.NewReader(out.Bytes()), kombi.RequestOptions{})
		if err != nil || !cmp.Equal(findings, kombi.RequestFindings{}) {
			t.Fatalf("cannot read what we wrote: %+v %v\n%s", findings, err, out.Bytes())
		}
		if back.Message != nil {
			back.Message.Size = 0
		}
		if diff := cmp.Diff(q, back, ignoreOpen(), showNumbers()); diff != "" {
			t.Fatalf("reads back otherwise (-want +got):\n%s", diff)
		}
	})
}

// unwritable: an address of lines that are all empty is valid, and says nothing;
// the writer wants one of them filled.
func unwritable(err error) bool { return strictxml.CodeOf(err) == strictxml.CodeWriteChoice }

func FuzzReadForsendelse(f *testing.F) {
	for _, name := range []string{"forsendelse-full.xml", "forsendelse-lines.xml", "forsendelse-minimal.xml"} {
		f.Add(readSample(f, name))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		v, findings, err := kombi.ReadForsendelse(bytes.NewReader(doc), strictxml.Options{Sink: keep})
		if !oneOf(t, v != nil, err) || len(findings) > 0 {
			return
		}
		if err := kombi.WriteForsendelse(io.Discard, v); unwritable(err) {
			return
		}
		again(t, v, kombi.WriteForsendelse, func(r io.Reader) (*kombi.ForsendelseI, []strictxml.Finding, error) {
			return kombi.ReadForsendelse(r, strictxml.Options{})
		}, ignoreOpen(), showNumbers())
	})
}

func FuzzReadEnvelope(f *testing.F) {
	f.Add(readSample(f, "haendelsesbesked.xml"))
	f.Add(readSample(f, "modtagbesked.xml"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		h, findings, err := kombi.ReadModtagBesked(bytes.NewReader(doc))
		oneOf(t, h != nil, err)
		if h == nil {
			if h, findings, err = kombi.ReadHaendelsesbesked(bytes.NewReader(doc)); !oneOf(t, h != nil, err) {
				return
			}
		}
		receipt, _, err := h.PostStatus()
		oneOf(t, receipt != nil, err)
		if len(findings) > 0 || emptyID(doc) {
			return
		}
		again(t, h, kombi.WriteHaendelsesbesked, kombi.ReadHaendelsesbesked)
	})
}

// emptyID: an id may be empty for the schema, and is absent for us.
func emptyID(doc []byte) bool {
	h, _, err := kombi.ReadHaendelsesbesked(bytes.NewReader(doc))
	if err != nil {
		h, _, err = kombi.ReadModtagBesked(bytes.NewReader(doc))
	}
	if err != nil {
		return true
	}
	var out bytes.Buffer
	return kombi.WriteHaendelsesbesked(&out, h) != nil || bytes.Contains(out.Bytes(), []byte("/>"))
}

func FuzzReadPostStatus(f *testing.F) {
	for _, p := range []*kombi.PostStatus{digitalReceipt(), physicalReceipt()} {
		var out bytes.Buffer
		if err := kombi.WritePostStatus(&out, p); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		p, findings, err := kombi.ReadPostStatus(bytes.NewReader(doc))
		if oneOf(t, p != nil, err) && len(findings) == 0 {
			again(t, p, kombi.WritePostStatus, kombi.ReadPostStatus)
		}
	})
}

func FuzzReadAnswers(f *testing.F) {
	for _, doc := range []string{
		`<kombi_response><Result>true</Result><TransmissionID>7</TransmissionID><HovedoplysningerSvarREST><SvarReaktion><Advis><AdvisId>DigitalPost</AdvisId><AdvisTekst>Received</AdvisTekst></Advis></SvarReaktion></HovedoplysningerSvarREST></kombi_response>`,
		`<ServiceplatformFault><ErrorList><Error><ErrorCode>a</ErrorCode><ErrorText>b</ErrorText></Error></ErrorList></ServiceplatformFault>`,
		`<ModtagBeskedOutput><StandardRetur><StatusKode>20</StatusKode><FejlbeskedTekst/></StandardRetur></ModtagBeskedOutput>`,
		`{"Result":true,"HovedoplysningerSvarREST":{"SvarReaktion":{"Advis":[{"AdvisId":"a"}],"Fejl":{"FejlId":"b"}}}}`,
		`{"ServiceplatformFault":{"ErrorList":{"Error":[{"ErrorCode":"a","ErrorText":"b"}]}}}`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		if a, err := kombi.ReadResponse(bytes.NewReader(doc)); oneOf(t, a != nil, err) {
			written(t, a, kombi.WriteResponse, kombi.ReadResponse)
		}
		if a, err := kombi.ReadResponseJSON(bytes.NewReader(doc)); oneOf(t, a != nil, err) {
			written(t, a, kombi.WriteResponseJSON, kombi.ReadResponseJSON)
		}
		if v, err := kombi.ReadFault(bytes.NewReader(doc)); oneOf(t, v != nil, err) {
			written(t, v, kombi.WriteFault, kombi.ReadFault)
		}
		if v, err := kombi.ReadFaultJSON(bytes.NewReader(doc)); oneOf(t, v != nil, err) {
			written(t, v, kombi.WriteFaultJSON, kombi.ReadFaultJSON)
		}
		if a, err := kombi.ReadPushAnswer(bytes.NewReader(doc)); err == nil {
			written(t, &a, func(w io.Writer, a *kombi.PushAnswer) error { return kombi.WritePushAnswer(w, *a) },
				func(r io.Reader) (*kombi.PushAnswer, error) { a, err := kombi.ReadPushAnswer(r); return &a, err })
		}
	})
}

// written checks that whatever was read can be written and read.
func written[T any](t *testing.T, value *T, write func(io.Writer, *T) error, read func(io.Reader) (*T, error)) {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, value); err != nil {
		t.Fatalf("cannot write what was read: %v", err)
	}
	if _, err := read(&out); err != nil {
		t.Fatalf("cannot read what we wrote: %v", err)
	}
}

func FuzzReadTokenDocuments(f *testing.F) {
	var out bytes.Buffer
	if err := kombi.WriteSTSRequest(&out, kombi.NewSTSRequest("99999902", []byte("certificate"), kombi.EntityKombiPostAfsend)); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte(`{"Lifetime":"11/22/2026 17:14:39","RequestedSecurityToken":{"Assertion":"PEFzc2VydGlvbi8+"}}`))
	f.Add([]byte(`{"access_token":"a","token_type":"Holder-of-key","expires_in":3600}`))
	f.Add([]byte(`{"result":true}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if q, err := kombi.ReadSTSRequest(bytes.NewReader(doc)); oneOf(t, q != nil, err) {
			written(t, q, kombi.WriteSTSRequest, kombi.ReadSTSRequest)
		}
		if a, err := kombi.ReadSTSResponse(bytes.NewReader(doc)); oneOf(t, a != nil, err) {
			written(t, a, kombi.WriteSTSResponse, kombi.ReadSTSResponse)
		}
		if a, err := kombi.ReadTokenResponse(bytes.NewReader(doc)); oneOf(t, a != nil, err) {
			written(t, a, kombi.WriteTokenResponse, kombi.ReadTokenResponse)
		}
		if registered, err := kombi.ReadLookup(bytes.NewReader(doc)); err != nil && registered {
			t.Fatal("an error that says registered")
		}
	})
}
