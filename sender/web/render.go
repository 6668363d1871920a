package web

import (
	"bytes"
	"fmt"
	"html/template"
	"mime"
	"strings"
	"sync"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/sender/outbox"
)

// renderer turns view models into pages. Templates are parsed once per language
// and page, when first shown. It is safe for concurrent use.
type renderer struct {
	zone  *time.Location
	mu    sync.Mutex
	pages map[string]*template.Template // language/page
}

func newRenderer() (*renderer, error) {
	zone, err := calendar.Zone(law.Denmark)
	if err != nil {
		return nil, err
	}
	return &renderer{zone: zone, pages: map[string]*template.Template{}}, nil
}

// frame is what the layout shows around a page.
type frame struct {
	Lang, Title string
	Live        string // address of the event stream, "" on pages without
	Switch      string // this page in the other language
	Path        string
	Body        any
}

func (r *renderer) page(lang, name string) (*template.Template, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := lang + "/" + name
	if t, ok := r.pages[key]; ok {
		return t, nil
	}
	t, err := template.New(name).Option("missingkey=error").Funcs(r.funcs(lang)).
		ParseFS(files, "templates/layout.html", "templates/"+name+".html")
	if err != nil {
		return nil, err
	}
	r.pages[key] = t
	return t, nil
}

func (r *renderer) write(out *bytes.Buffer, name string, f frame) error {
	t, err := r.page(f.Lang, name)
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(out, "layout", f)
}

// funcs are what templates can call.
func (r *renderer) funcs(lang string) template.FuncMap {
	return template.FuncMap{
		"t":    func(key string) string { return text(lang, key) },
		"word": func(family string, value any) string { return word(lang, family, fmt.Sprint(value)) },
		"tone": func(s outbox.State) string { return tone(s) },
		"when": func(at time.Time) template.HTML { return r.when(lang, at) },
		"day":  func(day string) string { return date(lang, day) },
		"size": size,
		"say": func(da, en string) string {
			if lang == english {
				return en
			}
			return da
		},
		"mask": ident.MaskText, // what senders write in titles and file names
	}
}

// when shows an instant in Danish time, with the exact instant for machines. All
// parts of the markup are ours.
func (r *renderer) when(lang string, at time.Time) template.HTML {
	if at.IsZero() {
		return ""
	}
	return template.HTML(`<time datetime="` + at.UTC().Format(time.RFC3339Nano) + `">` +
		template.HTMLEscapeString(instant(lang, at.In(r.zone))) + `</time>`)
}

// instant writes 1. mar. 2024 kl. 09.00.00.
func instant(lang string, t time.Time) string {
	if lang == english {
		return t.Format("2 Jan 2006, 15:04:05")
	}
	return danishDay(t) + " kl. " + strings.ReplaceAll(t.Format("15:04:05"), ":", ".")
}

func date(lang, day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if lang == english {
		return t.Format("2 Jan 2006")
	}
	return danishDay(t)
}

func danishDay(t time.Time) string {
	months := [...]string{"jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."}
	return fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year())
}

func size(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return fmt.Sprintf("%d B", bytes)
	case bytes < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(bytes)/(1<<10))
	default:
		return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
	}
}

// disposition names the file for whoever saves it; a name that cannot be written
// in a header is left out.
func disposition(e outbox.Enclosure) string {
	kind := "attachment"
	if e.MIME == "application/pdf" {
		kind = "inline"
	}
	if named := mime.FormatMediaType(kind, map[string]string{"filename": ident.MaskText(e.Name)}); named != "" {
		return named
	}
	return kind
}
