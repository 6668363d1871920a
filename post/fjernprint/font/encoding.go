package font

import (
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"
)

// encoding has the glyph name of every code, "" for none (Annex D). Not to be
// changed.
type encoding *[256]string

// namedEncoding is a base encoding by its name in a PDF, nil when there is none.
func namedEncoding(name string) encoding {
	switch name {
	case "StandardEncoding":
		return standardEncoding()
	case "WinAnsiEncoding":
		return winAnsi()
	case "MacRomanEncoding":
		return macRoman()
	case "MacExpertEncoding":
		return macExpert()
	case "PDFDocEncoding":
		return pdfDoc()
	}
	return nil
}

var winAnsi = sync.OnceValue(func() encoding {
	e := ofCharmap(charmap.Windows1252)
	for code := range e {
		if code > 0x40 && e[code] == "" {
			e[code] = "bullet" // Annex D.2, note 3
		}
	}
	e[0xA0], e[0xAD] = "space", "hyphen" // notes 5 and 6
	return e
})

var macRoman = sync.OnceValue(func() encoding {
	e := ofCharmap(charmap.Macintosh)
	e[0xCA], e[0xDB] = "space", "currency"
	return e
})

func ofCharmap(m *charmap.Charmap) *[256]string {
	e := &[256]string{}
	for code := 0x20; code < 256; code++ {
		e[code] = nameOf(m.DecodeByte(byte(code)))
	}
	return e
}

var standardEncoding = sync.OnceValue(func() encoding {
	return ofList(ascii(), `
@27 quoteright @60 quoteleft
@A1 exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft
guilsinglleft guilsinglright fi fl @B1 endash dagger daggerdbl periodcentered - paragraph bullet quotesinglbase
quotedblbase quotedblright guillemotright ellipsis perthousand - questiondown - grave acute circumflex tilde
macron breve dotaccent dieresis - ring cedilla - hungarumlaut ogonek caron emdash
@E1 AE - ordfeminine @E8 Lslash Oslash OE ordmasculine @F1 ae @F5 dotlessi @F8 lslash oslash oe germandbls`)
})

var pdfDoc = sync.OnceValue(func() encoding {
	return ofList(ofCharmap(charmap.ISO8859_1), `
@18 breve caron circumflex dotaccent hungarumlaut ogonek ring tilde
@7F - bullet dagger daggerdbl ellipsis emdash endash florin fraction guilsinglleft guilsinglright minus perthousand
quotedblbase quotedblleft quotedblright quoteleft quoteright quotesinglbase trademark fi fl Lslash OE Scaron
Ydieresis Zcaron dotlessi lslash oe scaron zcaron - Euro`)
})

var macExpert = sync.OnceValue(func() encoding {
	return ofList(&[256]string{}, `
@20 space exclamsmall Hungarumlautsmall centoldstyle dollaroldstyle dollarsuperior ampersandsmall Acutesmall
parenleftsuperior parenrightsuperior twodotenleader onedotenleader comma hyphen period fraction zerooldstyle
oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle sevenoldstyle eightoldstyle
nineoldstyle colon semicolon - threequartersemdash - questionsmall @44 Ethsmall @47 onequarter onehalf
threequarters oneeighth threeeighths fiveeighths seveneighths onethird twothirds @56 ff fi fl ffi ffl
parenleftinferior - parenrightinferior Circumflexsmall hypheninferior Gravesmall Asmall Bsmall Csmall Dsmall Esmall
Fsmall Gsmall Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall Rsmall Ssmall Tsmall Usmall
Vsmall Wsmall Xsmall Ysmall Zsmall colonmonetary onefitted rupiah Tildesmall - - asuperior centsuperior
@87 Aacutesmall Agravesmall Acircumflexsmall Adieresissmall Atildesmall Aringsmall Ccedillasmall Eacutesmall
Egravesmall Ecircumflexsmall Edieresissmall Iacutesmall Igravesmall Icircumflexsmall Idieresissmall Ntildesmall
Oacutesmall Ogravesmall Ocircumflexsmall Odieresissmall Otildesmall Uacutesmall Ugravesmall Ucircumflexsmall
Udieresissmall - eightsuperior fourinferior threeinferior sixinferior eightinferior seveninferior Scaronsmall -
centinferior twoinferior - Dieresissmall - Caronsmall osuperior fiveinferior - commainferior periodinferior
Yacutesmall - dollarinferior - - Thornsmall - nineinferior zeroinferior Zcaronsmall AEsmall Oslashsmall
questiondownsmall oneinferior Lslashsmall @C9 Cedillasmall @CF OEsmall figuredash hyphensuperior
@D6 exclamdownsmall - Ydieresissmall - onesuperior twosuperior threesuperior foursuperior fivesuperior
sixsuperior sevensuperior ninesuperior zerosuperior - esuperior rsuperior tsuperior - - isuperior ssuperior
dsuperior @F1 lsuperior Ogoneksmall Brevesmall Macronsmall bsuperior nsuperior msuperior commasuperior
periodsuperior Dotaccentsmall Ringsmall`)
})

// ofList adds the names of a list to e: @A1 says at which code the next one
// stands, - leaves a code without glyph.
func ofList(e *[256]string, list string) encoding {
	code := 0
	for field := range strings.FieldsSeq(list) {
		if at, ok := strings.CutPrefix(field, "@"); ok {
			if n, err := strconv.ParseUint(at, 16, 8); err == nil {
				code = int(n)
			}
			continue
		}
		if field == "-" {
			field = ""
		}
		e[code&0xFF] = field
		code++
	}
	return e
}

func ascii() *[256]string {
	e := &[256]string{}
	for code := 0x20; code < 0x7F; code++ {
		e[code] = nameOf(rune(code))
	}
	return e
}

// dingbats are the characters of ZapfDingbats that were in Unicode before; the
// others stand there in the order of their codes.
var dingbats = map[byte]rune{
	0x25: 0x260E, 0x2A: 0x261B, 0x2B: 0x261E, 0x48: 0x2605, 0x6C: 0x25CF, 0x6E: 0x25A0, 0x73: 0x25B2, 0x74: 0x25BC,
	0x75: 0x25C6, 0x77: 0x25D7, 0xA8: 0x2663, 0xA9: 0x2666, 0xAA: 0x2665, 0xAB: 0x2660, 0xD5: 0x2192, 0xD6: 0x2194,
	0xD7: 0x2195,
}

// dingbat is the Unicode of a code of ZapfDingbats.
func dingbat(code byte) string {
	r, moved := dingbats[code]
	switch {
	case moved:
	case code == 0x20:
		r = ' '
	case code > 0x20 && code < 0x7F:
		r = 0x2700 + rune(code-0x20)
	case code >= 0xAC && code <= 0xB5:
		r = 0x2460 + rune(code-0xAC)
	case code > 0xA0 && code < 0xFF:
		r = 0x2700 + rune(code-0x40)
	default:
		return ""
	}
	return string(r)
}
