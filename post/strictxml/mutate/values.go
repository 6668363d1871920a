package mutate

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// limits are the text lengths that MeMo and SF1601 know; each is tried with one
// more character too, and its neighbour below comes from the values themselves.
var limits = [...]int{1, 2, 3, 4, 8, 10, 20, 34, 38, 40, 50, 130, 150, 160, 191, 255, 256, 300, 2000, 2048}

func longText(s *site) (string, bool) {
	if !s.isLeaf() {
		return "", false
	}
	n := limits[s.rng.IntN(len(limits))] + s.rng.IntN(2)
	// Two letters, one of them not ASCII: lengths count characters, not bytes.
	s.element.SetText(strings.Repeat("aå", n/2) + strings.Repeat("z", n%2))
	return "text of <" + s.element.Tag + "> became " + strconv.Itoa(n) + " characters", true
}

func otherValue(s *site) (string, bool) {
	if !s.isLeaf() {
		return "", false
	}
	old := s.element.Text()
	value := pick(s.rng, replacements(old))
	if value == old {
		return "", false
	}
	s.element.SetText(value)
	return "text of <" + s.element.Tag + "> became " + quote(value), true
}

func paddedValue(s *site) (string, bool) {
	old := s.element.Text()
	if !s.isLeaf() || old == "" {
		return "", false
	}
	pad := pick(s.rng, []string{" ", "\n", "\t", "   "})
	switch s.rng.IntN(3) {
	case 0:
		s.element.SetText(pad + old)
	case 1:
		s.element.SetText(old + pad)
	default:
		s.element.SetText(pad + old + pad)
	}
	return "put white space around the text of <" + s.element.Tag + ">", true
}

// valueKind recognises a value by its form and lists replacements, some still
// right and some wrong: which is which, the schema says.
type valueKind struct {
	form   *regexp.Regexp
	values []string
}

func valueKinds() []valueKind {
	return []valueKind{
		{regexp.MustCompile(`^\d{4}-\d\d-\d\dT`), []string{
			"2026-11-22T10:00:00Z", "2026-11-22T10:00:00.5Z", "2026-11-22T10:00:00.123456789Z", "2026-11-22T10:00:00",
			"2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00-00:00", "2026-11-22T10:00:00+14:00", "2026-11-22T10:00:00+14:01",
			"2026-02-30T10:00:00Z", "2024-02-29T10:00:00Z", "2025-02-29T10:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T24:00:01Z",
			"2026-11-22T10:00:60Z", "2026-11-22T10:60:00Z", "2026-13-01T10:00:00Z", "2026-11-22", "2026-11-22T10:00Z",
			"2026-11-22 10:00:00Z", "2026-11-22t10:00:00z", "22-11-2026T10:00:00Z", "0000-11-22T10:00:00Z", "-0044-03-15T10:00:00Z",
			"12026-11-22T10:00:00Z", "2026-11-22T10:00:00.Z", " 2026-11-22T10:00:00Z ", "",
		}},
		{regexp.MustCompile(`^\d{4}-\d\d-\d\d$`), []string{
			"2026-11-22", "2026-11-22Z", "2026-11-22+01:00", "2026-02-30", "2024-02-29", "2026-1-2", "22-11-2026", "20261122",
			"2026-11-22T10:00:00Z", " 2026-11-22 ", "0000-01-01", "-0044-03-15", "",
		}},
		{regexp.MustCompile(`(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`), []string{
			"0a6c7c38-1111-4000-8000-aaaabbbbcccc", "0A6C7C38-1111-4000-8000-AAAABBBBCCCC", "0a6c7c38-1111-1000-8000-aaaabbbbcccc",
			"0a6c7c38-1111-4000-7000-aaaabbbbcccc", "0a6c7c38111140008000aaaabbbbcccc", "{0a6c7c38-1111-4000-8000-aaaabbbbcccc}",
			"0a6c7c38-1111-4000-8000-aaaabbbbccc", "0a6c7c38-1111-4000-8000-aaaabbbbccccc", "0a6c7c38-1111-4000-8000-aaaabbbbcccg",
			"urn:uuid:0a6c7c38-1111-4000-8000-aaaabbbbcccc", " 0a6c7c38-1111-4000-8000-aaaabbbbcccc", "0a6c7c38-1111-4000-c000-aaaabbbbcccc", "",
		}},
		{regexp.MustCompile(`^(true|false)$`), []string{
			"true", "false", "1", "0", "TRUE", "True", "yes", "ja", " true ", "2", "",
		}},
		{regexp.MustCompile(`^[+-]?\d+$`), []string{
			"0", "1", "-1", "+7", "007", "-0", "10000", "9999", "1.0", "1e3", "0x10", "12 34", " 7 ", "syv", "99999999999999999999",
			"4294967296", "12345", "123456789", "1234567890", "0000000000", "3102501234", "٣", "",
		}},
		{regexp.MustCompile(`^[A-Za-z0-9+/]{8,}={0,2}$`), []string{
			"JVBERi0=", "JVBE\nRi0=", " JVBERi0= ", "J V B E R i 0 =", "JVBERi0", "JVBERi1=", "JVBERi==", "JVBERi===", "JVBER!0=", "JVBE-i_0", "====", "=", "",
			"QQ==", "QR==", "QQ=", "QQ= =", "QQ==QQ==", "æøå=",
		}},
		{regexp.MustCompile(`@`), []string{
			"a@b", "@b", "a@", "a b@c", "a@b@c", "a,b@c", "navn@eksempel.example", "",
		}},
		{regexp.MustCompile(`^https?://`), []string{
			"https://eksempel.example/a?b=c#d", "http://eksempel.example", "eksempel", "https://eksempel.example/a b", "https://eksempel.example/æ",
			"https://[", "%zz", "", "urn:a:b", "  https://eksempel.example  ",
		}},
	}
}

// replacements lists values to put in the place of old.
func replacements(old string) []string {
	trimmed := strings.TrimSpace(old)
	general := []string{
		"", " ", "x", "æ", "😀", "Ukendt værdi", "1", "true", "a\tb", "a\nb", "a  b", "<>&\"'",
		strings.ToUpper(trimmed), strings.ToLower(trimmed), trimmed + trimmed, trimmed + ".", firstCut(trimmed),
	}
	for _, kind := range valueKinds() {
		if kind.form.MatchString(trimmed) {
			// Twice as many of its own kind as general ones would be, so that they dominate.
			return append(append([]string{}, kind.values...), general[:6]...)
		}
	}
	return general
}

func firstCut(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[size:]
}

// quote shortens and quotes a value for a one-line description.
func quote(s string) string {
	const most = 40
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "..."
	}
	return strconv.Quote(s)
}
