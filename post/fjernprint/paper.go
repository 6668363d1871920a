package fjernprint

import (
	"context"
	"math"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// dimensions are the sides of a page, in millimetres, as displayed.
type dimensions struct{ w, h float64 }

func (d dimensions) text() text {
	wDa, wEn := number(d.w, 1)
	hDa, hEn := number(d.h, 1)
	return text{wDa + " x " + hDa + " mm", wEn + " x " + hEn + " mm"}
}

func (d dimensions) landscape() bool { return d.w > d.h }

// measured is the box that the profile measures, as displayed.
func (l PageLimits) measured(p *pdf.Page) dimensions {
	w, h := p.Size()
	if l.Media {
		w, h = p.Media.W()/geom.PointsPerMM, p.Media.H()/geom.PointsPerMM
		if turned(p) {
			w, h = h, w
		}
	}
	return dimensions{w, h}
}

// turned reports whether a page is displayed lying on its side.
func turned(p *pdf.Page) bool { return p.RotateOK && p.Rotate%180 != 0 }

// wanted is the size that the profile asks for, turned as the page is.
func (l PageLimits) wanted(is dimensions) dimensions {
	if want := (dimensions{l.Width, l.Height}); want.landscape() == is.landscape() {
		return want
	}
	return dimensions{l.Height, l.Width}
}

// fits reports whether a page has that size, to a hundredth of a millimetre.
func (l PageLimits) fits(is, want dimensions) bool {
	const rounding = 0.005
	side := func(is, want float64) bool {
		return is >= want-l.Less-rounding && is <= want+l.More+rounding
	}
	return side(is.w, want.w) && side(is.h, want.h)
}

// paper is FP-020, FP-021 and FP-022. A page of another size is FP-020 alone,
// however it lies.
func (e *examination) paper(context.Context) error {
	limits := e.profile.Page
	upright := dimensions{limits.Width, limits.Height}.text()
	first := dimensions{}
	for i := range e.pages {
		p := &e.pages[i]
		is := limits.measured(p)
		if i == 0 {
			first = is
		}
		if p.UserUnit != 1 && !limits.UserUnit {
			e.sized("page.user-unit", i, decimal(p.UserUnit), upright)
		}
		fits := limits.fits(is, limits.wanted(is))
		if !fits {
			e.sized("page.size", i, is.text(), upright)
		}
		switch {
		case !p.RotateOK:
			e.sized("page.rotation", i, p.Rotate, text{})
		case fits && is.landscape() && !limits.Landscape:
			e.sized("page.landscape", i, is.text(), upright)
		case turned(p) && !limits.Landscape:
			e.sized("page.turned", i, p.Rotate, text{})
		}
		if math.Abs(is.w-first.w) > limits.Alike || math.Abs(is.h-first.h) > limits.Alike {
			e.sized("page.mixed", i, is.text(), first.text())
		}
	}
	return nil
}

// sized is a finding about a page's size or turn.
func (e *examination) sized(code string, i int, found any, limit text) {
	e.find(Finding{Code: code, Page: i + 1, Found: plain(found), Limit: limit.en}, words{"found": found, "limit": limit})
}

// layers is FP-016: layers that are off for everybody, and content that was left
// out for it.
func (e *examination) layers(context.Context) error {
	d := e.document
	properties := d.Dict(d.Catalog()["OCProperties"])
	config := d.Dict(properties["D"])
	off := len(d.Array(config["OFF"]))
	if d.Name(config["BaseState"]) == "OFF" {
		off = max(off, len(d.Array(properties["OCGs"]))-len(d.Array(config["ON"])))
	}
	if off > 0 {
		n := plural{off, text{"lag", "layer"}, text{"lag", "layers"}}
		e.find(Finding{Code: "layer.off", Found: plain(n)}, words{"layers": n})
	}
	for i, page := range e.inks {
		if page != nil && page.Hidden {
			e.find(Finding{Code: "layer.hidden", Page: i + 1}, nil)
		}
	}
	return nil
}

// fonts is FP-030 and FP-031: each font once, where it drew first.
func (e *examination) fonts(context.Context) error {
	type font struct {
		name, code string
	}
	seen := map[font]bool{}
	for i, page := range e.inks {
		if page == nil {
			continue
		}
		for _, use := range page.Fonts {
			var code string
			switch {
			case use.Type3:
				code = "font.type3"
			case use.Embedded:
				continue
			case use.Standard:
				code = "font.standard"
			default:
				code = "font.missing"
			}
			if f := (font{use.Name, code}); !seen[f] {
				seen[f] = true
				name := excerpt(use.Name, maxExcerpt)
				called := any(name)
				if name == "" {
					called = text{"uden navn", "without a name"}
				}
				e.find(Finding{Code: code, Page: i + 1, Box: boxAround(use.First), Kind: "text", Found: name}, words{"font": called})
			}
		}
	}
	return nil
}

// pictures is FP-060.
func (e *examination) pictures(context.Context) error {
	limits := e.profile.Images
	for i, page := range e.inks {
		if page == nil {
			continue
		}
		paper := e.paperOf(i)
		for _, use := range page.Images {
			small := use.Box.W() < limits.MinSide || use.Box.H() < limits.MinSide
			found := math.Round(use.PPI*10) / 10 // as it is written, so that nobody reads 150 below 150
			if small || found <= 0 || found >= limits.MinPPI || !use.Box.Overlaps(paper) {
				continue
			}
			f := Finding{
				Code: "image.coarse", Page: i + 1, Box: boxAround(use.Box), Kind: "image",
				Found: plain(decimal(found)) + " ppi", Limit: plain(decimal(limits.MinPPI)) + " ppi",
			}
			e.find(f, words{"found": decimal(found), "limit": decimal(limits.MinPPI)})
		}
	}
	return nil
}
