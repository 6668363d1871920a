package kombi

import "github.com/brevdue/brevdue/post/strictxml"

// The namespaces of the letters for print, with the prefixes that we write.
const (
	nsFjernprint = strictxml.Space("urn:oio:fjernprint:1.0.0")                             // fj
	nsDkal       = strictxml.Space("urn:oio:dkal:1.0.0")                                   // dk
	nsSagdok     = strictxml.Space("urn:oio:sagdok:3.0.0")                                 // sd
	nsAdir       = strictxml.Space("urn:oio:adir:dagpenge:2009.07.01")                     // ad
	nsItst       = strictxml.Space("http://rep.oio.dk/itst.dk/xml/schemas/2006/01/17/")    // itst
	nsDkcc2003   = strictxml.Space("http://rep.oio.dk/ebxml/xml/schemas/dkcc/2003/02/13/") // c03
	nsDkcc0503   = strictxml.Space("http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/03/15/") // c0503
	nsDkcc0513   = strictxml.Space("http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/05/13/") // c0513
	nsDkcc0519   = strictxml.Space("http://rep.oio.dk/ebxml/xml/schemas/dkcc/2005/05/19/") // c0519
)

// The namespaces of receipts.
const (
	nsKuvert     = strictxml.Space("urn:oio:besked:kuvert:1.0") // k
	nsSTS        = strictxml.Space("urn:oio:sts:1.0.0")         // s
	nsBase64     = strictxml.Space("urn:besked:kuvert:1.0")     // of the payload element, without oio
	nsXMLDSig    = strictxml.Space("http://www.w3.org/2000/09/xmldsig#")
	nsPostStatus = strictxml.Space("http://serviceplatformen.dk/xml/print/PKO_PostStatus/1/types")
	nsFault      = strictxml.Space("http://serviceplatformen.dk/xml/schemas/ServiceplatformFault/1/")
)

// printPrefixes are declared once on the outermost element of a letter for print.
func printPrefixes() []strictxml.Prefix {
	return []strictxml.Prefix{
		{Prefix: "fj", Space: string(nsFjernprint)}, {Prefix: "dk", Space: string(nsDkal)},
		{Prefix: "sd", Space: string(nsSagdok)}, {Prefix: "ad", Space: string(nsAdir)},
		{Prefix: "itst", Space: string(nsItst)}, {Prefix: "c03", Space: string(nsDkcc2003)},
		{Prefix: "c0503", Space: string(nsDkcc0503)}, {Prefix: "c0513", Space: string(nsDkcc0513)},
		{Prefix: "c0519", Space: string(nsDkcc0519)},
	}
}
