package kombi_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
)

// A letter for print, written by the sender and read by the provider. The
// document is streamed on both sides.
func ExampleWriteRequest() {
	open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("%PDF-1.4 ...")), nil }
	sent := &kombi.Request{
		KombiValgKode: kombi.FysiskPost,
		ForsendelseISamling: &kombi.ForsendelseISamling{ForsendelseI: []kombi.ForsendelseI{{
			AfsendelseIdentifikator: "brev-1",
			ForsendelseModtager: &kombi.ForsendelseModtager{
				AfsendelseModtager: kombi.Identitet(ident.Party{Kind: ident.KindCPR, Number: "0000000000"}),
				ModtagerAdresse: &kombi.KontaktOplysning{
					PersonName: "Åse Prøvesen", Lines: [6]string{"Eksempelvej 12A", "9999 Eksempelkøbing"},
					CountryIdentificationCode: "DK", CountryScheme: "iso3166-alpha2",
				},
			},
			FilformatNavn:         "PDF",
			MeddelelseIndholdData: kombi.Content{Open: open},
		}}},
	}
	var wire bytes.Buffer
	if err := kombi.WriteRequest(&wire, sent); err != nil {
		fmt.Println(err)
		return
	}

	got, findings, err := kombi.ReadRequest(&wire, kombi.RequestOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	letter := got.Forsendelser()[0]
	fmt.Println(got.KombiValgKode, letter.AfsendelseIdentifikator, letter.MeddelelseIndholdData.Size, "bytes to", letter.ForsendelseModtager.ModtagerAdresse.PersonName)
	fmt.Println(len(findings.Envelope), len(findings.Memo), len(findings.Print), "findings")
	// Output:
	// Fysisk Post brev-1 12 bytes to Åse Prøvesen
	// 0 0 0 findings
}

// What a provider answers with status 400.
func ExampleReadRequest_incomplete() {
	_, _, err := kombi.ReadRequest(strings.NewReader("<kombi_request><KombiValgKode>Fysisk Post</KombiValgKode></kombi_request>"), kombi.RequestOptions{})
	fmt.Println(kombi.CodeOf(err))
	// Output: kombi.request.forsendelse.missing
}

func ExampleStatusByText() {
	row, ok := kombi.StatusByText("Afleveret Digital Post")
	fmt.Println(ok, row.Key, row.UUID, row.Final)
	// Output: true afleveret-digital-post f7161a89-5068-4023-bc80-d7f4daad2a2e true
}
