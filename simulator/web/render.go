package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/law"
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
	World       *frameWorld
	Body        any
}

type frameWorld struct {
	ID  string
	Nav []navItem
}

type navItem struct {
	Href, Label string
	Current     bool
}

// page returns the template of a page in a language.
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

// write renders a page into memory, so that a failure leaves nothing half shown.
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
		"t":    func(key string) (string, error) { return lookUp(lang, key) },
		"word": func(family string, value any) string { return word(lang, family, fmt.Sprint(value)) },
		"tone": func(value any) string { return tone(fmt.Sprint(value)) },
		"when": func(at any) template.HTML { return r.when(lang, at) },
		"yes": func(b bool) string {
			if b {
				return word(lang, "yes", "true")
			}
			return word(lang, "yes", "false")
		},
	}
}

// when shows an instant in Danish time, with the exact instant for machines. All
// parts of the markup are ours.
func (r *renderer) when(lang string, at any) template.HTML {
	var t time.Time
	switch v := at.(type) {
	case time.Time:
		t = v
	case *time.Time:
		if v != nil {
			t = *v
		}
	}
	if t.IsZero() {
		return ""
	}
	return template.HTML(`<time datetime="` + t.UTC().Format(time.RFC3339Nano) + `">` +
		template.HTMLEscapeString(instant(lang, t.In(r.zone))) + `</time>`)
}

// instant writes 1. mar. 2024 kl. 09.00, with seconds when there are any. A line
// breaks between day and clock only.
func instant(lang string, t time.Time) string {
	clock := "15:04"
	if t.Second() != 0 || t.Nanosecond() != 0 {
		clock = "15:04:05"
	}
	if lang == english {
		return t.Format("2\u00a0Jan\u00a02006, " + clock)
	}
	months := [...]string{"jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."}
	return fmt.Sprintf("%d.\u00a0%s\u00a0%d kl.\u00a0%s", t.Day(), months[t.Month()-1], t.Year(), strings.ReplaceAll(t.Format(clock), ":", "."))
}

// navItems are a world's pages, in the order of the menu: keys of text.go and, but
// for the first, addresses.
func navItems() []string {
	return []string{"overview", "letters", "people", "companies", "senders", "print", "check", "events"}
}

// show renders a page into the frame of the visit.
func (v *visit) show(name, title, nav string, body any) error {
	f := frame{Lang: v.lang, Title: title, Switch: v.otherLang(), Body: body}
	if v.world != nil {
		f.Live = v.href("live")
		f.World = &frameWorld{ID: v.world.ID()}
		for _, item := range navItems() {
			target := item
			if item == "overview" {
				target = ""
			}
			f.World.Nav = append(f.World.Nav, navItem{Href: v.href(target), Label: v.t(item), Current: item == nav})
		}
	}
	var out bytes.Buffer
	if err := v.render.write(&out, name, f); err != nil {
		return err
	}
	v.writer.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.writer.Header().Set("Content-Language", v.lang)
	v.writer.Header().Add("Vary", "Accept-Language, Cookie")
	_, _ = out.WriteTo(v.writer) // the visitor may have gone
	return nil
}

// otherLang is the address of this page in the other language.
func (v *visit) otherLang() string {
	query := v.URL.Query()
	query.Set("lang", danish)
	if v.lang == danish {
		query.Set("lang", english)
	}
	return v.URL.EscapedPath() + "?" + query.Encode()
}

// href is an address inside the visit's world.
func (v *visit) href(parts ...string) string {
	var b strings.Builder
	b.WriteString("/w/" + url.PathEscape(v.world.ID()))
	for _, p := range parts {
		if p != "" {
			b.WriteString("/" + url.PathEscape(p))
		}
	}
	return b.String()
}

// t is a text in the visit's language. A missing one shows its key; a test sees
// to it that none is missing.
func (v *visit) t(key string) string {
	text, err := lookUp(v.lang, key)
	if err != nil {
		return key
	}
	return text
}
