package specimen

import (
	"fmt"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// paperCases are FP-020 to FP-023: the page as paper.
func paperCases() []Case {
	const reject, warn = fjernprint.Reject, fjernprint.Warn
	return []Case{
		breaking("FP-020", reject, "a page 2.1 mm too wide", "en side, der er 2,1 mm for bred", measuring(a4Width+2.1, a4Height)),
		breaking("FP-020", reject, "a page 2.1 mm too narrow", "en side, der er 2,1 mm for smal", measuring(a4Width-2.1, a4Height)),
		breaking("FP-020", reject, "a page 2.1 mm too tall", "en side, der er 2,1 mm for høj", measuring(a4Width, a4Height+2.1)),
		breaking("FP-020", reject, "a page 2.1 mm too short", "en side, der er 2,1 mm for lav", measuring(a4Width, a4Height-2.1)),
		breaking("FP-020", reject, "a page in US Letter", "en side i amerikansk brevformat", measuring(215.9, 279.4)),
		breaking("FP-020", reject, "a unit of 1/36 inch", "en side, der måler i 1/36 tomme", drawn(func(_ *document, p *page) {
			p.entries = append(p.entries, "/UserUnit 2")
		})),
		breaking("FP-020", reject, "an A4 MediaBox cut to A5", "en A4-side, der er beskåret til A5", drawn(func(_ *document, p *page) {
			p.crop = geom.Rect{Y0: p.media.Y1 / 2, X1: p.media.X1, Y1: p.media.Y1}
		})),
		breaking("FP-020", reject, "a second page in A3", "en side nummer to i A3", paged(1, func(d *document) { d.sized(297, 420).follow(2) })),
		neighbour("FP-020", reject, "a page 2.0 mm too wide", "en side, der er 2,0 mm for bred", measuring(a4Width+2, a4Height)),
		neighbour("FP-020", reject, "a page 2.0 mm too narrow", "en side, der er 2,0 mm for smal", measuring(a4Width-2, a4Height)),
		neighbour("FP-020", reject, "a page 2.0 mm too tall", "en side, der er 2,0 mm for høj", measuring(a4Width, a4Height+2)),
		neighbour("FP-020", reject, "a page 2.0 mm too short", "en side, der er 2,0 mm for lav", measuring(a4Width, a4Height-2)),
		neighbour("FP-020", reject, "a unit of 1/72 inch, stated", "en side, der måler i 1/72 tomme", drawn(func(_ *document, p *page) {
			p.entries = append(p.entries, "/UserUnit 1")
		})),
		neighbour("FP-020", reject, "A4 cut out of a larger sheet", "en A4-side, der er skåret ud af et større ark", drawn(func(_ *document, p *page) { p.margins(30, 40, 30, 40) })),

		breaking("FP-021", reject, "a landscape page", "en liggende side", empty(func(d *document) {
			p := d.sized(a4Height, a4Width)
			p.write([]line{{regular, 11, 120, 100, "Et liggende brev."}})
		})),
		breaking("FP-021", reject, "an upright box that is shown lying", "en stående side, der vises liggende", paged(1, func(d *document) {
			p := d.sized(a4Height, a4Width)
			p.write([]line{{regular, 11, 120, 100, "En liggende side."}})
			p.turn(90)
		})),
		breaking("FP-021", reject, "a page turned by 45 degrees", "en side, der er drejet 45 grader", drawn(func(_ *document, p *page) {
			p.entries = append(p.entries, "/Rotate 45")
		})),
		neighbour("FP-021", reject, "a lying box that is shown upright", "en liggende side, der vises stående", drawn(func(_ *document, p *page) { p.turn(90) })),
		neighbour("FP-021", reject, "the same turned the other way", "en liggende side, der vises stående den anden vej", drawn(func(_ *document, p *page) { p.turn(270) })),
		neighbour("FP-021", reject, "a page upside down that is shown upright", "en side på hovedet, der vises stående", drawn(func(_ *document, p *page) { p.turn(180) })),

		breaking("FP-022", warn, "pages of two sizes", "sider i to størrelser", paged(1, func(d *document) { d.sized(a4Width-1.9, a4Height-1.9).follow(2) })),
		neighbour("FP-022", warn, "pages that are the same as displayed", "sider, der er ens, når de vises", paged(1, func(d *document) {
			p := d.page()
			p.follow(2)
			p.turn(90)
		})),

		breaking("FP-023", warn, "text beyond the right edge", "tekst ud over højre kant", drawn(func(d *document, p *page) {
			p.inkAt(rightEdge, a4Width+2, 150, d.simple(regular), 11, "Teksten ender uden for papiret.")
		})),
		breaking("FP-023", warn, "a picture that the CropBox cuts", "et billede, der er beskåret", drawn(func(d *document, p *page) {
			p.image(d.grey(dark(400, 400), ""), geom.Rect{X0: 190, Y0: 110, X1: 215, Y1: 135})
			p.margins(30, 30, 30, 30)
		})),
		neighbour("FP-023", warn, "text that ends at the right edge", "tekst, der ender ved højre kant", drawn(func(d *document, p *page) {
			p.inkAt(rightEdge, a4Width-step, 150, d.simple(regular), 11, "Teksten ender inden for papiret.")
		})),
		neighbour("FP-023", warn, "a picture that a clipping path cuts at the edge", "et billede, der er klippet ved kanten", drawn(func(d *document, p *page) {
			p.clip(geom.Rect{X0: 190, Y0: 110, X1: a4Width, Y1: 135}, func() {
				p.image(d.grey(dark(400, 400), ""), geom.Rect{X0: 190, Y0: 110, X1: 215, Y1: 135})
			})
		})),
	}
}

// measuring is the letter on a page of another size.
func measuring(w, h float64) func() ([][]byte, error) {
	return empty(func(d *document) {
		p := d.sized(w, h)
		p.write(head(returnAddress, nil))
		p.write(body([]string{fmt.Sprintf("Et brev på %.1f x %.1f mm", w, h)}, text()))
	})
}

// inkCases are FP-030, FP-031, FP-053, FP-060 and FP-061: what is drawn with.
func inkCases() []Case {
	const reject, warn, info = fjernprint.Reject, fjernprint.Warn, fjernprint.Info
	inColor := imprint()
	inColor.Color = true
	return []Case{
		breaking("FP-030", reject, "a font that is not in the file", "en skrifttype, der ikke er i filen", written(func(d *document) setting { return d.foreign("Verdana") })),
		breaking("FP-030", reject, "a font that is not in the file, drawn in a form", "en skrifttype, der ikke er i filen, i en formular på siden", drawn(func(d *document, p *page) {
			p.form("", func(f *canvas) {
				f.form("", func(f *canvas) { f.text(d.foreign("Verdana"), 11, 22, 180, "Inden i en formular") })
			})
		})),
		breaking("FP-030", reject, "a font that is not in the file, drawn by a stamp", "en skrifttype, der ikke er i filen, i et stempel", drawn(func(d *document, p *page) {
			p.annotate(stamp(), 4, "/Subtype /Stamp", func(a *canvas, _, _ float64) { a.text(d.foreign("Verdana"), 11, 2, 10, "Modtaget") })
		})),
		breaking("FP-030", warn, "Helvetica that is not in the file", "Helvetica, der ikke er i filen", written(func(d *document) setting { return d.standard("Helvetica") })),
		breaking("FP-030", warn, "Arial that is not in the file", "Arial, der ikke er i filen", written(func(d *document) setting { return d.foreign("Arial") })),
		neighbour("FP-030", reject, "Arial that is not in the file, which is tolerated", "Arial, der ikke er i filen, men tåles", written(func(d *document) setting { return d.foreign("Arial") })),
		neighbour("FP-030", warn, "a font that is in the file", "en skrifttype, der er i filen", written(func(d *document) setting { return d.composite(italic) })),
		neighbour("FP-030", warn, "a font that is named and draws nothing", "en skrifttype, der er nævnt, men ikke brugt", drawn(func(d *document, p *page) {
			p.use("Font", d.foreign("Verdana").font)
			p.use("Font", d.standard("Helvetica").font)
		})),
		neighbour("FP-030", warn, "a font that is not in the file, for hidden text", "en skrifttype, der ikke er i filen, til skjult tekst", drawn(func(d *document, p *page) {
			p.within("3 Tr", func() { p.text(d.foreign("Verdana"), 11, 22, 180, "Skjult tekst") })
		})),

		breaking("FP-031", info, "a Type 3 font", "en Type 3-skrifttype", drawn(func(d *document, p *page) { p.square(d.squares()) })),
		neighbour("FP-031", info, "a Type 3 font that draws nothing", "en Type 3-skrifttype, der ikke er brugt", drawn(func(d *document, p *page) { p.use("Font", d.squares()) })),

		breaking("FP-053", info, "red text where black and white is asked for", "rød tekst, selv om der er bestilt sort-hvid", drawn(red)),
		breaking("FP-053", info, "a colour picture where black and white is asked for", "et farvebillede, selv om der er bestilt sort-hvid", drawn(func(d *document, p *page) {
			p.image(d.rgb(tinted(300, 120, green())), stamp())
		})),
		neighbour("FP-053", info, "grey text where black and white is asked for", "grå tekst, når der er bestilt sort-hvid", drawn(func(d *document, p *page) {
			p.within("0.4 0.4 0.4 rg", func() { p.text(d.simple(regular), 11, 22, 180, "Grå tekst") })
		})),
		neighbour("FP-053", info, "red text where colour is asked for", "rød tekst, når der er bestilt farve", drawn(red)).told(inColor),

		breaking("FP-060", warn, "a picture of 149 pixels an inch", "et billede på 149 punkter pr. tomme", pictured(149)),
		neighbour("FP-060", warn, "a picture of 150 pixels an inch", "et billede på 150 punkter pr. tomme", pictured(150)),

		breaking("FP-061", warn, "a blank second page", "en tom side nummer to", paged(1, func(d *document) { d.page() })),
		breaking("FP-061", warn, "a second page with white paint only", "en side nummer to med kun hvid maling", paged(1, func(d *document) {
			p := d.page()
			p.within("1 g", func() { p.fill(stamp()) })
		})),
		neighbour("FP-061", warn, "a second page with a dot", "en side nummer to med én prik", paged(1, func(d *document) {
			d.page().fill(geom.Rect{X0: 100, Y0: 150, X1: 100.5, Y1: 150.5})
		})),
	}
}

// written is the letter with a line in another font.
func written(s func(d *document) setting) func() ([][]byte, error) {
	return drawn(func(d *document, p *page) { p.text(s(d), 11, 22, 180, "Denne linje er i en anden skrift.") })
}

func red(d *document, p *page) {
	p.within("0.8 0 0 rg", func() { p.text(d.simple(regular), 11, 22, 180, "Betal senest fredag.") })
}

// square draws the glyph of [document.squares].
func (c *canvas) square(font ref) {
	c.op("BT %s 20 Tf %s Td (a) Tj ET", c.use("Font", font), c.at(120, 200))
}

// pictured is the letter with a picture of so many pixels an inch, one inch large.
func pictured(ppi int) func() ([][]byte, error) {
	return drawn(func(d *document, p *page) {
		p.image(d.grey(dark(ppi, ppi), ""), geom.Rect{X0: 120, Y0: 180, X1: 145.4, Y1: 205.4})
	})
}
