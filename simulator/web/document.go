package web

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator/world"
)

const pdfType = "application/pdf"

// documentRow is a document on the letter's page.
type documentRow struct {
	Name, Role, Size, MIME string
	Download               string
	View                   string // address for the frame; "" when it is not shown
	Sandbox                bool   // the frame is sandboxed
}

// shown are the types that a browser may show: it runs nothing in them. All others
// are downloads.
func shown(mimeType string) bool {
	switch kind, _, _ := mime.ParseMediaType(mimeType); kind {
	case pdfType, "text/plain":
		return true
	default:
		return false
	}
}

func (v *visit) documents(l *world.Letter) []documentRow {
	var rows []documentRow
	for i, d := range l.Documents() {
		row := documentRow{
			Name: d.Label, Role: word(v.lang, "role", string(d.Role)), Size: bytesText(v.lang, d.Ref.Size), MIME: d.MIME,
			Download: v.href("letters", string(l.ID), "documents", strconv.Itoa(i)) + "?download=1",
		}
		if row.Name == "" {
			row.Name = cleanName(d.Filename, i)
		}
		if shown(d.MIME) {
			row.View = v.href("letters", string(l.ID), "documents", strconv.Itoa(i))
			// Chromium shows no PDF in a frame with the sandbox attribute. Its own
			// answer sandboxes it all the same (documentPolicy), wherever it is shown.
			row.Sandbox = inlineType(d.MIME) != pdfType
		}
		rows = append(rows, row)
	}
	return rows
}

// bytesText writes a size as people read it.
func bytesText(lang string, n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	text := fmt.Sprintf("%.1f MB", float64(n)/1e6)
	if lang == danish {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// document sends the bytes of a document. They are a stranger's: the type is one
// of a few, sniffing is off, and a sandbox without any right is around them.
func (s *Site) document(v *visit) error {
	l, err := v.knownLetter()
	if err != nil {
		return err
	}
	all := l.Documents()
	index, err := strconv.Atoi(v.vars["document"])
	if err != nil || index < 0 || index >= len(all) {
		return notFound("document.none")
	}
	d := all[index]
	content, err := v.world.Document(v.Context(), d.Ref)
	if err != nil {
		return err
	}
	h := v.writer.Header()
	kind, disposition := "application/octet-stream", "attachment"
	if shown(d.MIME) && v.URL.Query().Get("download") == "" {
		kind, disposition = inlineType(d.MIME), "inline"
	}
	documentPolicy(h)
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.FormatInt(d.Ref.Size, 10))
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": cleanName(d.Filename, index)}))
	v.writer.WriteHeader(http.StatusOK)
	_, _ = io.Copy(v.writer, content) // the visitor may have gone
	return content.Close()
}

// documentPolicy takes every right from a document: it runs no script, loads
// nothing and belongs to no origin.
func documentPolicy(h http.Header) {
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'self'")
}

func inlineType(mimeType string) string {
	if kind, _, _ := mime.ParseMediaType(mimeType); kind == "text/plain" {
		return "text/plain; charset=utf-8"
	}
	return pdfType
}

// longestName is how many characters a file name keeps.
const longestName = 100

// cleanName makes a file name that is safe on any machine out of a sender's: no
// folders, no control characters, no CPR number, not hidden, not endless.
func cleanName(name string, index int) string {
	name = tidy(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if runes := []rune(name); len(runes) > longestName {
		extension := []rune(path.Ext(name))
		if len(extension) > 10 {
			extension = nil
		}
		// Cutting may bare a blank or leave ten digits of eleven.
		name = tidy(string(append(runes[:longestName-len(extension)], extension...)))
	}
	if strings.Trim(name, "_") == "" {
		return fmt.Sprintf("dokument-%d", index+1)
	}
	return name
}

// tidy replaces what a file name must not have, and drops dots and blanks at its ends.
func tidy(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"/\|?*%;`, r) || r == unicode.ReplacementChar {
			return '_'
		}
		return r
	}, ident.MaskText(name))
	return strings.Trim(name, ". \u00a0")
}
