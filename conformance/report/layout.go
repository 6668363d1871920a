package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// shown is how many bytes of a message the page shows.
const shown = 3000

// layOut lays a message out for reading: JSON and XML a line for each element,
// deeper ones further in, and no more than fits on a page. What is neither is
// left as it is. It is a help for the eye: the message itself is in result.json.
func layOut(text, longer string) string {
	text = strings.TrimSpace(text)
	var b bytes.Buffer
	switch {
	case strings.HasPrefix(text, "{") && json.Indent(&b, []byte(text), "", "  ") == nil:
		text = b.String()
	case strings.HasPrefix(text, "<"):
		text = indent(text)
	}
	if len(text) > shown {
		text = strings.ToValidUTF8(text[:shown], "") + "\n" + longer
	}
	return text
}

// piece is a tag, or what stands between two.
var piece = regexp.MustCompile(`<[^>]*>|[^<]+`)

// indent puts each element of an XML text on a line of its own. It reads no XML:
// the text may be cut off anywhere.
func indent(text string) string {
	var b strings.Builder
	depth, inline := 0, false // inline: the line holds a start tag and its text
	line := func() {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Repeat("  ", max(depth, 0)))
	}
	last := ""
	for _, p := range piece.FindAllString(text, -1) {
		switch {
		case strings.TrimSpace(p) == "":
			continue
		case !strings.HasPrefix(p, "<"):
			b.WriteString(strings.TrimSpace(p))
			inline = true
		case strings.HasPrefix(p, "</"):
			depth--
			if !inline && !opens(last) {
				line()
			}
			b.WriteString(p)
			inline = false
		default:
			line()
			b.WriteString(p)
			inline = false
			if opens(p) {
				depth++
			}
		}
		last = p
	}
	return b.String()
}

// opens reports whether a piece is a start tag.
func opens(p string) bool {
	return strings.HasPrefix(p, "<") && !strings.HasPrefix(p, "</") && !strings.HasPrefix(p, "<?") && !strings.HasPrefix(p, "<!") && !strings.HasSuffix(p, "/>")
}
