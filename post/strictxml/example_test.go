package strictxml_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/brevdue/brevdue/post/strictxml"
)

// A table is built once and says what an element holds, for reader and writer.
func Example() {
	type note struct {
		Kind, Text string
	}
	const ns = strictxml.Space("urn:example:note")
	doc := strictxml.Document[note]{
		Name: ns.Name("Note"),
		Content: strictxml.Sequence(
			strictxml.Text(ns.Name("Kind"), strictxml.EnumType("A", "B"), strictxml.One, func(n *note) *string { return &n.Kind }),
			strictxml.Text(ns.Name("Text"), strictxml.StringType(0, 10), strictxml.Opt, func(n *note) *string { return &n.Text }),
		).Declare(strictxml.Prefix{Prefix: "n", Space: string(ns)}),
	}
	for _, in := range []string{
		`<Note xmlns="urn:example:note"><Kind>C</Kind><Text>Alt for lang tekst</Text><Rest/></Note>`,
		`<Note xmlns="urn:example:note"><Kind>A</Kind>`,
		`<Note xmlns="urn:example:note"><Kind>A</Kind><Text><![CDATA[Hej & hø]]></Text></Note>`,
	} {
		n, findings, err := doc.Read(strings.NewReader(in), strictxml.Options{})
		if err != nil {
			fmt.Println("error:", err)
			continue
		}
		for _, f := range findings {
			fmt.Println("finding:", f)
		}
		if len(findings) == 0 {
			if err := doc.Write(os.Stdout, n); err != nil {
				fmt.Println(err)
			}
		}
	}
	// Output:
	// finding: /Note/Kind: xsd.enumeration, wants A | B, found "C" (schema)
	// finding: /Note/Text: xsd.maxLength, wants at most 10 characters, found "Alt for lang tekst" (schema)
	// finding: /Note/Rest: xsd.element.unknown, wants an element declared here, found "{urn:example:note}Rest" (schema)
	// error: xml.truncated: the document ends in the middle: send it whole (line 1, byte 45, in /Note)
	// <?xml version="1.0" encoding="UTF-8"?>
	// <n:Note xmlns:n="urn:example:note"><n:Kind>A</n:Kind><n:Text>Hej &amp; hø</n:Text></n:Note>
}
