package ink

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Kinds of transparency besides ca, CA and the blend modes. A group alone prints as
// its content does: it makes no mark unsure.
const (
	softMask  = "SMask"
	formGroup = "Group"
	pageGroup = "page Group" // in the page dictionary: nearly every producer writes one
)

// blends are the modes of table 136 and 137, except Normal, as they are noted.
var blends = map[string]string{
	"Multiply": "BM Multiply", "Screen": "BM Screen", "Overlay": "BM Overlay",
	"Darken": "BM Darken", "Lighten": "BM Lighten", "ColorDodge": "BM ColorDodge",
	"ColorBurn": "BM ColorBurn", "HardLight": "BM HardLight", "SoftLight": "BM SoftLight",
	"Difference": difference, "Exclusion": exclusion, "Hue": "BM Hue",
	"Saturation": "BM Saturation", "Color": "BM Color", "Luminosity": "BM Luminosity",
}

// Modes that take white away from the white of the paper, which leaves black.
const (
	difference = "BM Difference"
	exclusion  = "BM Exclusion"
)

// turned reports whether white may leave ink: a blend mode takes it away from the
// paper, or a transfer function makes another colour of it.
func (r *run) turned() bool {
	s := &r.state
	return r.inverted || s.transfer || s.blend == difference || s.blend == exclusion
}

// transfers reports whether a TR or TR2 changes colours (10.5). The printer's own
// transfer function is not the letter's affair.
func (r *run) transfers(o types.Object) bool {
	name := r.d.Name(o)
	return name != "Identity" && name != "Default"
}

// parameters is gs (8.4.5).
func (r *run) parameters(o []operand) error {
	p := r.d.Dict(r.resource("ExtGState", r.s.lex.name(o[0])))
	if p == nil {
		r.damage()
		return nil
	}
	s := &r.state
	for _, n := range []struct {
		key string
		set func(float64)
	}{
		{"LW", func(v float64) { s.pen.width = within(v) }},
		{"LC", func(v float64) { s.pen.cap = int(v) }},
		{"LJ", func(v float64) { s.pen.join = int(v) }},
		{"ML", func(v float64) { s.pen.mitreLimit = within(v) }},
		{"ca", func(v float64) { s.fillAlpha = clamp(v, 0, 1) }},
		{"CA", func(v float64) { s.strokeAlpha = clamp(v, 0, 1) }},
	} {
		if p[n.key] == nil {
			continue
		}
		if v, ok := r.d.Number(p[n.key]); ok {
			n.set(v)
		} else {
			r.damage()
		}
	}
	if mask := r.d.Resolve(p["SMask"]); mask != nil {
		_, isName := mask.(types.Name) // None
		s.softMask = !isName
	}
	if mode := r.d.Resolve(p["BM"]); mode != nil {
		s.blend = r.blend(mode)
	}
	for _, key := range []string{"TR2", "TR"} { // the former counts where there are both
		if function := r.d.Resolve(p[key]); function != nil {
			s.transfer = r.transfers(function)
			break
		}
	}
	if f := r.d.Array(p["Font"]); len(f) == 2 {
		size, _ := r.d.Number(f[1])
		loaded, err := r.font(f[0])
		if err != nil {
			return err
		}
		s.text.font, s.text.size = loaded, math.Max(-huge, math.Min(huge, size))
	}
	return nil
}

// blend is the mode as noted, "" for Normal. Of an array it is the first known
// one; unknown modes are Normal.
func (r *run) blend(o types.Object) string {
	modes, ok := o.(types.Array)
	if !ok {
		modes = types.Array{o}
	}
	for _, o := range modes[:min(len(modes), len(blends)+2)] {
		mode := r.d.Name(o)
		if mode == "Normal" || mode == "Compatible" {
			return ""
		}
		if b, ok := blends[mode]; ok {
			return b
		}
	}
	return ""
}

// kinds are the kinds of transparency in the graphics state that a use meets.
func (r *run) kinds(u use) []string {
	s := &r.state
	if s.fillAlpha == 1 && s.strokeAlpha == 1 && !s.softMask && s.blend == "" {
		return nil
	}
	var out []string
	for _, t := range []struct {
		is   bool
		kind string
	}{
		{u.fill && s.fillAlpha < 1, "ca"},
		{u.stroke && s.strokeAlpha < 1, "CA"},
		{s.softMask, softMask},
		{s.blend != "", s.blend},
	} {
		if t.is {
			out = append(out, t.kind)
		}
	}
	return out
}
