package strictxml

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// add lists a finding; step is a further step below the open element.
func (w *walker) add(step, rule, limit, found string, by Origin) {
	w.addAt(w.s.in.offset(), step, rule, limit, found, by)
}

func (w *walker) addAt(offset int64, step, rule, limit, found string, by Origin) {
	if len(w.findings) >= w.opts.MaxFindings {
		if !w.missed || by == Schema {
			w.missedBy = by
		}
		w.missed = true
		return
	}
	path := w.path()
	if step != "" {
		path += "/" + w.opts.shown(step)
	}
	w.findings = append(w.findings, Finding{Path: path, Rule: rule, Limit: limit,
		Found: w.opts.shown(found), By: by, Offset: offset})
}

func (w *walker) path() string {
	var b strings.Builder
	for i := range w.frames {
		b.WriteByte('/')
		b.WriteString(w.frames[i].name)
		if n := w.frames[i].index; n > 0 {
			b.WriteByte('[')
			b.WriteString(strconv.Itoa(n))
			b.WriteByte(']')
		}
	}
	return b.String()
}

// shown is a text from the document as findings and errors may show it: its
// first characters, identity numbers masked. Masked first: a number that is cut
// is not one any more, and most of it would show.
func (o *Options) shown(v string) string {
	const most = 60
	v = o.Mask(v)
	if len(v) <= most {
		return v
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(v[cut]) {
		cut--
	}
	return v[:cut] + "…"
}
