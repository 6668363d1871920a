package font

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// glyphTable gives the Unicode of the glyph names that no rule gives: pairs of
// name and hexadecimal code, the name to be used for a character first. Letters
// with accents are put together from both (see accents), A to z are themselves.
const glyphTable = `
space 20 exclam 21 quotedbl 22 numbersign 23 dollar 24 percent 25 ampersand 26 quotesingle 27 parenleft 28
parenright 29 asterisk 2A plus 2B comma 2C hyphen 2D period 2E slash 2F zero 30 one 31 two 32 three 33 four 34
five 35 six 36 seven 37 eight 38 nine 39 colon 3A semicolon 3B less 3C equal 3D greater 3E question 3F at 40
bracketleft 5B backslash 5C bracketright 5D asciicircum 5E underscore 5F grave 60 braceleft 7B bar 7C
braceright 7D asciitilde 7E

nbspace A0 nonbreakingspace A0 exclamdown A1 cent A2 sterling A3 currency A4 yen A5 brokenbar A6 section A7
dieresis A8 copyright A9 ordfeminine AA guillemotleft AB logicalnot AC sfthyphen AD softhyphen AD registered AE
macron AF overscore AF degree B0 plusminus B1 twosuperior B2 threesuperior B3 acute B4 mu B5 mu1 B5 paragraph B6
periodcentered B7 middot B7 cedilla B8 onesuperior B9 ordmasculine BA guillemotright BB onequarter BC onehalf BD
threequarters BE questiondown BF AE C6 Eth D0 multiply D7 Oslash D8 Thorn DE germandbls DF ae E6 eth F0 divide F7
oslash F8 thorn FE

Dcroat 110 Dslash 110 dcroat 111 dmacron 111 Hbar 126 hbar 127 dotlessi 131 IJ 132 ij 133 kgreenlandic 138 kra 138
Ldot 13F Ldotaccent 13F ldot 140 ldotaccent 140 Lslash 141 lslash 142 napostrophe 149 quoterightn 149 Eng 14A eng 14B
OE 152 oe 153 Tbar 166 tbar 167 longs 17F slong 17F Schwa 18F florin 192 Ohorn 1A0 ohorn 1A1 Uhorn 1AF uhorn 1B0
Gcommaaccent 122 gcommaaccent 123 Kcommaaccent 136 kcommaaccent 137 Lcommaaccent 13B lcommaaccent 13C Ncommaaccent 145
ncommaaccent 146 Rcommaaccent 156 rcommaaccent 157 Tcommaaccent 162 tcommaaccent 163
Scommaaccent 218 scommaaccent 219 dotlessj 237 schwa 259 Germandbls 1E9E
circumflex 2C6 caron 2C7 breve 2D8 dotaccent 2D9 ring 2DA ogonek 2DB tilde 2DC hungarumlaut 2DD

Alpha 391 Beta 392 Gamma 393 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39A Lambda 39B Mu 39C Nu 39D Xi 39E
Omicron 39F Pi 3A0 Rho 3A1 Sigma 3A3 Tau 3A4 Upsilon 3A5 Phi 3A6 Chi 3A7 Psi 3A8 alpha 3B1 beta 3B2 gamma 3B3
delta 3B4 epsilon 3B5 zeta 3B6 eta 3B7 theta 3B8 iota 3B9 kappa 3BA lambda 3BB nu 3BD xi 3BE omicron 3BF pi 3C0
rho 3C1 sigma1 3C2 sigmafinal 3C2 sigma 3C3 tau 3C4 upsilon 3C5 phi 3C6 chi 3C7 psi 3C8 omega 3C9 theta1 3D1
Upsilon1 3D2 phi1 3D5 omega1 3D6 Deltagreek 394 Omegagreek 3A9 mugreek 3BC tonos 384 dieresistonos 385

figuredash 2012 endash 2013 emdash 2014 horizontalbar 2015 afii00208 2015 underscoredbl 2017 quoteleft 2018
quoteright 2019 quotesinglbase 201A quotereversed 201B quotedblleft 201C quotedblright 201D quotedblbase 201E
dagger 2020 daggerdbl 2021 bullet 2022 onedotenleader 2024 twodotenleader 2025 ellipsis 2026 perthousand 2030
minute 2032 second 2033 guilsinglleft 2039 guilsinglright 203A exclamdbl 203C fraction 2044
zerosuperior 2070 foursuperior 2074 fivesuperior 2075 sixsuperior 2076 sevensuperior 2077 eightsuperior 2078
ninesuperior 2079 nsuperior 207F zeroinferior 2080 oneinferior 2081 twoinferior 2082 threeinferior 2083
fourinferior 2084 fiveinferior 2085 sixinferior 2086 seveninferior 2087 eightinferior 2088 nineinferior 2089
colonmonetary 20A1 franc 20A3 lira 20A4 afii08941 20A4 peseta 20A7 won 20A9 dong 20AB Euro 20AC euro 20AC

Ifraktur 2111 afii61289 2113 afii61352 2116 weierstrass 2118 Rfraktur 211C prescription 211E trademark 2122
Omega 2126 Ohm 2126 estimated 212E aleph 2135 onethird 2153 twothirds 2154 oneeighth 215B threeeighths 215C
fiveeighths 215D seveneighths 215E arrowleft 2190 arrowup 2191 arrowright 2192 arrowdown 2193 arrowboth 2194
arrowupdn 2195 carriagereturn 21B5 arrowdblleft 21D0 arrowdblup 21D1 arrowdblright 21D2 arrowdbldown 21D3
arrowdblboth 21D4 universal 2200 partialdiff 2202 existential 2203 emptyset 2205 Delta 2206 increment 2206
gradient 2207 element 2208 notelement 2209 suchthat 220B product 220F summation 2211 minus 2212 asteriskmath 2217
radical 221A proportional 221D infinity 221E angle 2220 logicaland 2227 logicalor 2228 intersection 2229 union 222A
integral 222B therefore 2234 similar 223C congruent 2245 approxequal 2248 notequal 2260 equivalence 2261
lessequal 2264 greaterequal 2265 propersubset 2282 propersuperset 2283 notsubset 2284 reflexsubset 2286
reflexsuperset 2287 circleplus 2295 circlemultiply 2297 perpendicular 22A5 dotmath 22C5 integraltp 2320
integralbt 2321 angleleft 2329 angleright 232A filledbox 25A0 triagup 25B2 triagrt 25BA triagdn 25BC lozenge 25CA
circle 25CB H18533 25CF openbullet 25E6 spade 2660 club 2663 heart 2665 diamond 2666
copyrightserif A9 copyrightsans A9 registerserif AE registersans AE trademarkserif 2122 trademarksans 2122
apple F8FF ff FB00 fi FB01 fl FB02 ffi FB03 ffl FB04`

// accents are the ends of glyph names that put a mark on what stands before.
// Glyph names call the comma below of some letters a comma, Unicode a cedilla.
var accents = []struct {
	name string
	mark rune
}{
	{"grave", 0x300}, {"acute", 0x301}, {"tonos", 0x301}, {"circumflex", 0x302}, {"tilde", 0x303}, {"macron", 0x304},
	{"breve", 0x306}, {"dotaccent", 0x307}, {"dieresis", 0x308}, {"ring", 0x30A}, {"hungarumlaut", 0x30B},
	{"caron", 0x30C}, {"cedilla", 0x327}, {"commaaccent", 0x327}, {"ogonek", 0x328},
}

// cyrillic are the glyph names of the Russian letters: afii and a number.
var cyrillic = []struct {
	first, last int
	letter      rune
}{
	{10017, 10022, 'А'}, {10023, 10023, 'Ё'}, {10024, 10049, 'Ж'},
	{10065, 10070, 'а'}, {10071, 10071, 'ё'}, {10072, 10097, 'ж'},
}

// glyphNames is glyphTable in both directions.
type glyphNames struct {
	runes map[string]rune
	names map[rune]string
}

var glyphList = sync.OnceValue(func() glyphNames {
	fields := strings.Fields(glyphTable)
	list := glyphNames{make(map[string]rune, len(fields)), make(map[rune]string, len(fields))}
	for i := 0; i+1 < len(fields); i += 2 {
		code, err := strconv.ParseUint(fields[i+1], 16, 32)
		if err != nil {
			continue
		}
		list.runes[fields[i]] = rune(code)
		if list.names[rune(code)] == "" {
			list.names[rune(code)] = fields[i]
		}
	}
	return list
})

// maxGlyphName is how long a name may be that is read; fonts have at most 127.
const maxGlyphName = 127

// runeOf is the one character of a name without suffix, false when it is not known
// or several.
func runeOf(name string) (rune, bool) {
	if len(name) == 1 && (name[0]|0x20) >= 'a' && (name[0]|0x20) <= 'z' {
		return rune(name[0]), true
	}
	if r, ok := glyphList().runes[name]; ok {
		return r, true
	}
	for _, a := range accents {
		base, ok := strings.CutSuffix(name, a.name)
		if !ok || base == "" {
			continue
		}
		if r, ok := runeOf(base); ok {
			if s := norm.NFC.String(string([]rune{r, a.mark})); utf8.RuneCountInString(s) == 1 {
				r, _ = utf8.DecodeRuneInString(s)
				return r, true
			}
		}
	}
	if number, ok := strings.CutPrefix(name, "afii"); ok {
		n, err := strconv.Atoi(number)
		for _, c := range cyrillic {
			if err == nil && n >= c.first && n <= c.last {
				return c.letter + rune(n-c.first), true
			}
		}
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) == 4 {
		return hexRune(hex)
	}
	if hex, ok := strings.CutPrefix(name, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		return hexRune(hex)
	}
	return 0, false
}

func hexRune(hex string) (rune, bool) {
	code, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || !utf8.ValidRune(rune(code)) || code == 0 {
		return 0, false
	}
	return rune(code), true
}

// variants are the ends of names of expert fonts: the same character in another
// size or place.
var variants = []string{"small", "oldstyle", "superior", "inferior", "fitted"}

// textOf is the Unicode of a glyph name by the rules of the Adobe Glyph List:
// what follows a dot says how it looks, underscores join ligatures. "" when the
// name tells nothing.
func textOf(name string) string {
	if len(name) > maxGlyphName {
		return ""
	}
	name, _, _ = strings.Cut(name, ".")
	if !strings.Contains(name, "_") {
		return textOfPart(name)
	}
	var b strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		b.WriteString(textOfPart(part))
	}
	return b.String()
}

func textOfPart(name string) string {
	if r, ok := runeOf(name); ok {
		return spell(r)
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) > 4 && len(hex)%4 == 0 {
		var b strings.Builder
		for ; hex != ""; hex = hex[4:] {
			r, ok := hexRune(hex[:4])
			if !ok {
				return ""
			}
			b.WriteString(spell(r))
		}
		return b.String()
	}
	for _, v := range variants {
		if base, ok := strings.CutSuffix(name, v); ok {
			if r, ok := runeOf(base); ok {
				return spell(r)
			}
		}
	}
	return ""
}

// spell writes a character, a Latin ligature as its letters. Of control characters
// those that are white space stand for a space (some writers call it a tab), the
// others say nothing.
func spell(r rune) string {
	switch {
	case r >= 0xFB00 && r <= 0xFB06:
		return norm.NFKC.String(string(r))
	case !unicode.IsControl(r):
		return string(r)
	case unicode.IsSpace(r):
		return " "
	}
	return ""
}

// nameOf is the name of the glyph for a character, "" when we know none.
func nameOf(r rune) string {
	if r < utf8.RuneSelf && (r|0x20) >= 'a' && (r|0x20) <= 'z' {
		return string(r)
	}
	if name := glyphList().names[r]; name != "" {
		return name
	}
	parts := []rune(norm.NFD.String(string(r)))
	if len(parts) != 2 {
		return ""
	}
	for _, a := range accents {
		if base := nameOf(parts[0]); a.mark == parts[1] && base != "" {
			return base + a.name
		}
	}
	return ""
}
