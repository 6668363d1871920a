package font

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// predefined are the CMaps that a PDF may name (9.7.5.2, table 118), the writing
// mode taken off: where their codes lie, and which CID the space of ASCII has, the
// other characters behind it. All their other CIDs are glyphs of East Asian fonts.
// Their widths are taken to be the default.
var predefined = []struct {
	name   string
	spaces string
	ascii  uint32 // 0: none
	utf    func(code uint32) rune
}{
	{"GB-EUC", "00-80 A1A1-FEFE", 813, nil},
	{"GBpc-EUC", "00-80 A1A1-FCFE FD-FF", 1, nil},
	{"GBK-EUC", "00-80 8140-FEFE", 813, nil},
	{"GBKp-EUC", "00-80 8140-FEFE", 1, nil},
	{"GBK2K", "00-7F 81308130-FE39FE39 8140-FEFE", 1, nil},
	{"B5pc", "00-80 A140-FCFE FD-FF", 1, nil},
	{"HKscs-B5", "00-80 8740-FEFE", 1, nil},
	{"ETen-B5", "00-80 A140-FEFE", 13648, nil},
	{"ETenms-B5", "00-80 A140-FEFE", 1, nil},
	{"CNS-EUC", "00-80 8EA1A1A1-8EA3FEFE A1A1-FEFE", 13648, nil},
	{"83pv-RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC FD-FF", 1, nil},
	{"90ms-RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC", 231, nil},
	{"90msp-RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC", 1, nil},
	{"90pv-RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC FD-FF", 1, nil},
	{"Add-RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC", 231, nil},
	{"Ext-RKSJ", "00-80 8140-9FFC A0-DF E040-FCFC", 231, nil},
	{"EUC", "00-80 8EA0-8EDF A1A1-FEFE", 231, nil},
	{"KSC-EUC", "00-80 A1A1-FEFE", 8094, nil},
	{"KSCms-UHC", "00-80 8141-FEFE", 1, nil},
	{"KSCms-UHC-HW", "00-80 8141-FEFE", 8094, nil},
	{"KSCpc-EUC", "00-84 A141-FDFE FE-FF", 1, nil},
	{"UniJIS-UCS2-HW", "0000-FFFF", 231, ucs2},
	{"Uni*-UCS2", "0000-FFFF", 1, ucs2},
	{"Uni*-UTF16", "0000-D7FF D800DC00-DBFFDFFF E000-FFFF", 1, ofUTF16},
	{"Uni*-UTF32", "00000000-0010FFFF", 1, ofUTF32},
	{"Uni*-UTF8", "00-7F C080-DFBF E08080-EFBFBF F0808080-F7BFBFBF", 1, ofUTF8},
}

// predefinedCMap is a CMap by name. One that we do not know is taken to have
// two-byte codes and to tell no CIDs.
func predefinedCMap(name string) *cmap {
	m := &cmap{vertical: strings.HasSuffix(name, "-V") || name == "V"}
	defer m.seal()
	stem := strings.TrimSuffix(strings.TrimSuffix(name, "-H"), "-V")
	if stem == "Identity" {
		m.cids.add(0, maxCID, 0)
		return m
	}
	for _, p := range predefined {
		before, after, family := strings.Cut(p.name, "*")
		if stem != p.name && !(family && strings.HasPrefix(stem, before) && strings.HasSuffix(stem, after)) {
			continue
		}
		for space := range strings.FieldsSeq(p.spaces) {
			lo, hi, _ := strings.Cut(space, "-")
			m.codespaces = append(m.codespaces, codespace{len(lo) / 2, codeOf(lo), codeOf(hi)})
		}
		m.utf = p.utf
		m.cids.add(' ', '~', p.ascii)
		m.texts.add(' ', '~', target{last: ' '})
		break
	}
	return m
}

// codeOf reads up to four hexadecimal bytes.
func codeOf(digits string) uint32 {
	var b [4]byte
	if n, err := hex.Decode(b[4-len(digits)/2:], []byte(digits)); err != nil || n > len(b) {
		return 0
	}
	return binary.BigEndian.Uint32(b[:])
}

// What codes of the Unicode CMaps mean; 0 for nothing.

func ucs2(code uint32) rune { return valid(rune(code & 0xFFFF)) }

func ofUTF16(code uint32) rune {
	if code > 0xFFFF {
		return valid(utf16.DecodeRune(rune(code>>16), rune(code&0xFFFF)))
	}
	return valid(rune(code))
}

func ofUTF32(code uint32) rune { return valid(rune(min(code, utf8.MaxRune+1))) }

func ofUTF8(code uint32) rune {
	b := binary.BigEndian.AppendUint32(nil, code)
	for len(b) > 1 && b[0] == 0 {
		b = b[1:]
	}
	r, n := utf8.DecodeRune(b)
	if n != len(b) {
		return 0
	}
	return valid(r)
}

func valid(r rune) rune {
	if !utf8.ValidRune(r) || r == utf8.RuneError {
		return 0
	}
	return r
}
