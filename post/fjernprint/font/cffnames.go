package font

import (
	"slices"
	"strings"
	"sync"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// standardStrings are the names that every CFF font knows (note 5176, appendix A):
// first those of the standard encoding in the order of their codes, then these.
var standardStrings = sync.OnceValue(func() []string {
	list := []string{".notdef"}
	for _, name := range standardEncoding() {
		if name != "" {
			list = append(list, name)
		}
	}
	return append(list, strings.Fields(`
onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn threequarters
twosuperior registered minus eth multiply threesuperior copyright Aacute Acircumflex Adieresis Agrave Aring Atilde
Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis
Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave
aring atilde ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex
odieresis ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron
exclamsmall Hungarumlautsmall dollaroldstyle dollarsuperior ampersandsmall Acutesmall parenleftsuperior
parenrightsuperior twodotenleader onedotenleader zerooldstyle oneoldstyle twooldstyle threeoldstyle fouroldstyle
fiveoldstyle sixoldstyle sevenoldstyle eightoldstyle nineoldstyle commasuperior threequartersemdash periodsuperior
questionsmall asuperior bsuperior centsuperior dsuperior esuperior isuperior lsuperior msuperior nsuperior osuperior
rsuperior ssuperior tsuperior ff ffi ffl parenleftinferior parenrightinferior Circumflexsmall hyphensuperior Gravesmall
Asmall Bsmall Csmall Dsmall Esmall Fsmall Gsmall Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall
Rsmall Ssmall Tsmall Usmall Vsmall Wsmall Xsmall Ysmall Zsmall colonmonetary onefitted rupiah Tildesmall
exclamdownsmall centoldstyle Lslashsmall Scaronsmall Zcaronsmall Dieresissmall Brevesmall Caronsmall Dotaccentsmall
Macronsmall figuredash hypheninferior Ogoneksmall Ringsmall Cedillasmall questiondownsmall oneeighth threeeighths
fiveeighths seveneighths onethird twothirds zerosuperior foursuperior fivesuperior sixsuperior sevensuperior
eightsuperior ninesuperior zeroinferior oneinferior twoinferior threeinferior fourinferior fiveinferior sixinferior
seveninferior eightinferior nineinferior centinferior dollarinferior periodinferior commainferior Agravesmall
Aacutesmall Acircumflexsmall Atildesmall Adieresissmall Aringsmall AEsmall Ccedillasmall Egravesmall Eacutesmall
Ecircumflexsmall Edieresissmall Igravesmall Iacutesmall Icircumflexsmall Idieresissmall Ethsmall Ntildesmall
Ogravesmall Oacutesmall Ocircumflexsmall Otildesmall Odieresissmall OEsmall Oslashsmall Ugravesmall Uacutesmall
Ucircumflexsmall Udieresissmall Yacutesmall Thornsmall Ydieresissmall
001.000 001.001 001.002 001.003 Black Bold Book Light Medium Regular Roman Semibold`)...)
})

// string is a name by its SID, "" for none.
func (f *cffProgram) string(sid int) string {
	if standard := standardStrings(); sid < len(standard) {
		return standard[sid]
	}
	name := f.strings.item(sid - len(standardStrings()))
	if len(name) > maxGlyphName {
		return ""
	}
	return string(name)
}

// readCharset reads which names or CIDs the glyphs have. Offsets 0 to 2 are
// charsets that everybody knows, of which the first is used.
func (f *cffProgram) readCharset(data []byte, at int) {
	f.names = make([]uint16, 1, f.glyphs.count)
	format := u8(data, at)
	switch {
	case at <= 2:
		for len(f.names) < f.glyphs.count {
			f.names = append(f.names, uint16(len(f.names)))
		}
	case format == 0:
		for i := at + 1; len(f.names) < f.glyphs.count && i+2 <= len(data); i += 2 {
			f.names = append(f.names, uint16(u16(data, i)))
		}
	default:
		size := 1 + min(format, 2) // of the number of those that follow
		for i := at + 1; len(f.names) < f.glyphs.count && i+1+size <= len(data); i += 1 + size {
			first, left := u16(data, i), u8(data, i+2)
			if size == 3 {
				left = u16(data, i+2)
			}
			for n := range left + 1 {
				if len(f.names) == f.glyphs.count {
					break
				}
				f.names = append(f.names, uint16(first+n))
			}
		}
	}
	if f.cidKeyed {
		f.byCID = make([]uint16, int(slices.Max(f.names))+1)
		for gid, cid := range f.names {
			if f.byCID[cid] == 0 {
				f.byCID[cid] = uint16(gid)
			}
		}
		return
	}
	f.byName = make(map[string]int, len(f.names))
	for gid, sid := range f.names {
		if name := f.string(int(sid)); name != "" && f.byName[name] == 0 {
			f.byName[name] = gid
		}
	}
}

// readEncoding reads the built-in encoding. Offset 0 is the standard one, 1 that
// of expert fonts.
func (f *cffProgram) readEncoding(data []byte, at int) {
	if f.cidKeyed {
		return
	}
	if at <= 1 {
		e := standardEncoding()
		if at == 1 {
			e = macExpert()
		}
		for code, name := range e {
			f.codes[code] = uint16(f.byName[name])
		}
		return
	}
	format, gid := u8(data, at), 1
	if format&0x7F == 0 {
		for _, code := range cut(data, at+2, u8(data, at+1)) {
			f.codes[code] = uint16(gid)
			gid++
		}
		return
	}
	for i := range u8(data, at+1) {
		first, left := u8(data, at+2+2*i), u8(data, at+3+2*i)
		for n := range left + 1 {
			f.codes[(first+n)&0xFF] = uint16(gid)
			gid++
		}
	}
}

func (f *cffProgram) simple(code byte, glyph string, _ bool) (int, bool) {
	if f.cidKeyed {
		return int(code), int(code) < f.glyphs.count
	}
	if gid, ok := f.byName[glyph]; ok {
		return gid, true
	}
	gid := int(f.codes[code])
	return gid, glyph == "" && gid > 0 && gid < f.glyphs.count
}

func (f *cffProgram) cid(cid uint32) (int, bool) {
	if f.cidKeyed {
		if cid >= uint32(len(f.byCID)) || f.byCID[cid] == 0 && cid != 0 {
			return 0, false
		}
		return int(f.byCID[cid]), true
	}
	return int(cid), int64(cid) < int64(f.glyphs.count)
}

func (f *cffProgram) text(gid int) string {
	if f.cidKeyed || gid <= 0 || gid >= len(f.names) {
		return ""
	}
	return textOf(f.string(int(f.names[gid])))
}

func (f *cffProgram) weight() int { return len(f.byName) }

func (f *cffProgram) frame() (geom.Rect, bool) { return f.bounds, !f.bounds.Empty() }
