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
		path += "/" + shorten(step)
	}
	w.findings = append(w.findings, Finding{Path: path, Rule: rule, Limit: limit,
		Found: w.opts.Mask(shorten(found)), By: by, Offset: offset})
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

// shorten keeps the first characters of a long value.
func shorten(v string) string {
	const most = 60
	if len(v) <= most {
		return v
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(v[cut]) {
		cut--
	}
	return v[:cut] + "…"
}
