package kombi

import (
	"fmt"
	"io"
	"strconv"

	sx "github.com/brevdue/brevdue/post/strictxml"
)

// StatusKode is what a receiver answers to a pushed message, and what
// Beskedfordeler answers to a sent one.
type StatusKode int

// The codes that exist. All come under HTTP 200.
const (
	KodeModtaget      StatusKode = 20 // received; says nothing about understood
	KodeFejl          StatusKode = 40 // the receiver failed; deliver again
	KodeTokenUdloebet StatusKode = 41 // the token has expired; only in answers to sent messages
)

// PushAnswer is a ModtagBeskedOutput.
type PushAnswer struct {
	StatusKode      StatusKode
	FejlbeskedTekst string // why; written also when empty
}

// WritePushAnswer writes a ModtagBeskedOutput.
func WritePushAnswer(w io.Writer, a PushAnswer) error {
	var s small
	s.markup(xmlHead + `<s:ModtagBeskedOutput xmlns="` + string(nsSagdok) + `" xmlns:s="` + string(nsSTS) + `"><StandardRetur>`)
	s.leaf("StatusKode", strconv.Itoa(int(a.StatusKode)))
	s.leaf("FejlbeskedTekst", a.FejlbeskedTekst)
	s.markup("</StandardRetur></s:ModtagBeskedOutput>\n")
	return s.writeTo(w, "the answer to a pushed message")
}

// ReadPushAnswer reads a ModtagBeskedOutput by local names: receivers in
// operation use other roots and namespaces. Without a StatusKode that is a whole
// number it is an error with [CodeAnswer].
func ReadPushAnswer(r io.Reader) (PushAnswer, error) {
	var a PushAnswer
	code := ""
	root, err := scanAnswer(r, "the answer to a pushed message", func(local, text string) {
		switch local {
		case "StatusKode":
			code = text
		case "FejlbeskedTekst":
			a.FejlbeskedTekst = text
		}
	})
	if err != nil {
		return PushAnswer{}, err
	}
	n, err := strconv.Atoi(code)
	if err != nil {
		return PushAnswer{}, &Error{Code: CodeAnswer, Text: fmt.Sprintf("the answer <%s> must hold StatusKode, 20 or 40; it holds %q", shown(root), shown(code))}
	}
	a.StatusKode = StatusKode(n)
	return a, nil
}

// modtagBesked is the body of a push: one envelope.
type modtagBesked struct{ Haendelsesbesked Haendelsesbesked }

func modtagDocument() sx.Document[modtagBesked] {
	content := sx.Sequence(
		sx.Child(nsKuvert.Name("Haendelsesbesked"), sx.One, func(m *modtagBesked) *Haendelsesbesked { return &m.Haendelsesbesked }, haendelseTable()),
	).Declare(append(envelopePrefixes(), sx.Prefix{Prefix: "s", Space: string(nsSTS)})...)
	return sx.Document[modtagBesked]{Name: nsSTS.Name("ModtagBeskedInput"), Content: content}
}

// WriteModtagBesked writes the body of a push: ModtagBeskedInput around an
// envelope. The error has [CodeWrite].
func WriteModtagBesked(w io.Writer, h *Haendelsesbesked) error {
	return writeXML(w, modtagDocument(), &modtagBesked{*h}, "the ModtagBeskedInput")
}

// ReadModtagBesked reads the body of a push. The error has [CodeEnvelope].
func ReadModtagBesked(r io.Reader) (*Haendelsesbesked, []sx.Finding, error) {
	m, findings, err := readEnvelope(r, modtagDocument(), "the ModtagBeskedInput")
	if err != nil {
		return nil, nil, err
	}
	return &m.Haendelsesbesked, findings, nil
}
