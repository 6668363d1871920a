package specimen

import (
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// stamp is a place in the body of the letter where something may be drawn.
func stamp() geom.Rect { return geom.Rect{X0: 120, Y0: 200, X1: 160, Y1: 215} }

// script is an action that runs JavaScript, which does nothing.
const script = "<< /S /JavaScript /JS (1;) >>"

// activeCases are FP-010 to FP-018: what is in a file besides pages and ink.
func activeCases() []Case {
	const reject, warn = fjernprint.Reject, fjernprint.Warn
	return []Case{
		breaking("FP-010", reject, "encryption that opens without a password", "kryptering, der åbnes uden kode", foreignWriter(locked(""))),
		breaking("FP-010", reject, "encryption that asks for a password", "kryptering, der kræver en kode", foreignWriter(locked("hemmeligt"))),
		breaking("FP-010", reject, "AES encryption that opens without a password", "AES-kryptering, der åbnes uden kode", made(func() ([]byte, error) {
			return Letter(Options{Locked: true})
		})),
		neighbour("FP-010", reject, "no encryption", "ingen kryptering", foreignWriter(func(*fpdf.Fpdf) {})),

		breaking("FP-011", warn, "version 2.0 in the header", "version 2.0 i hovedet", drawn(func(d *document, _ *page) { d.version = "2.0" })),
		breaking("FP-011", warn, "version 2.0 in the catalog", "version 2.0 i kataloget", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/Version /2.0")
		})),
		neighbour("FP-011", warn, "version 1.7", "version 1.7", drawn(func(d *document, _ *page) {
			d.version = "1.4"
			d.catalog = append(d.catalog, "/Version /1.7")
		})),
		neighbour("FP-011", warn, "version 1.0", "version 1.0", drawn(func(d *document, _ *page) { d.version = "1.0" })),

		breaking("FP-012", reject, "JavaScript that runs on opening", "JavaScript, der kører, når filen åbnes", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/OpenAction "+script)
		})),
		breaking("FP-012", reject, "JavaScript among the names", "JavaScript i navnetræet", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/Names << /JavaScript << /Names [(start) "+script+"] >> >>")
		})),
		breaking("FP-012", reject, "JavaScript of a page", "JavaScript på en side", drawn(func(_ *document, p *page) {
			p.entries = append(p.entries, "/AA << /O "+script+" >>")
		})),
		breaking("FP-012", reject, "JavaScript of an annotation", "JavaScript på en annotering", drawn(func(_ *document, p *page) {
			p.annotate(stamp(), 0, "/Subtype /Link /Border [0 0 0] /A "+script, nil)
		})),
		breaking("FP-012", reject, "JavaScript of a field", "JavaScript i et felt", drawn(func(d *document, p *page) {
			field := p.field("/AA << /K " + script + " >>")
			d.catalog = append(d.catalog, fmt.Sprintf("/AcroForm << /Fields [%v] >>", field))
		})),
		breaking("FP-012", reject, "JavaScript of a bookmark", "JavaScript på et bogmærke", drawn(func(d *document, _ *page) { d.bookmark("/A " + script) })),
		breaking("FP-012", reject, "JavaScript after another action", "JavaScript efter en anden handling", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/OpenAction << /S /Named /N /FirstPage /Next ["+script+"] >>")
		})),
		breaking("FP-012", reject, "JavaScript in a compressed stream of objects", "JavaScript i en komprimeret strøm af objekter", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, fmt.Sprintf("/OpenAction %v", d.add(script)))
			d.compact = true
		})),
		breaking("FP-012", reject, "JavaScript that nothing refers to", "JavaScript, som intet henviser til", drawn(func(d *document, _ *page) { d.add(script) })),
		neighbour("FP-012", reject, "an action that goes to a page", "en handling, der går til en side", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/OpenAction << /S /Named /N /FirstPage >>")
			d.bookmark("/A << /S /URI /URI (https://example.invalid/) >>")
		})),
		neighbour("FP-012", reject, "a link to a web page", "et link til en webside", drawn(func(_ *document, p *page) {
			p.annotate(stamp(), 0, "/Subtype /Link /Border [0 0 0] /A << /S /URI /URI (https://example.invalid/) >>", nil)
		})),

		breaking("FP-013", reject, "an XFA form", "en XFA-formular", drawn(func(d *document, _ *page) {
			form := d.stream("", []byte(`<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template/></xdp:xdp>`))
			d.catalog = append(d.catalog, fmt.Sprintf("/AcroForm << /Fields [] /XFA %v >>", form))
		})),
		breaking("FP-013", reject, "fields that a viewer has to draw", "felter, som et læseprogram selv skal tegne", drawn(func(d *document, p *page) {
			field := p.field("")
			d.catalog = append(d.catalog, fmt.Sprintf("/AcroForm << /Fields [%v] /NeedAppearances true >>", field))
		})),
		neighbour("FP-013", reject, "fields with their own looks", "felter, der er tegnet", drawn(func(d *document, p *page) {
			field := p.field("")
			d.catalog = append(d.catalog, fmt.Sprintf("/AcroForm << /Fields [%v] /NeedAppearances false >>", field))
		})),

		breaking("FP-014", warn, "a field to fill in", "et felt, der kan udfyldes", drawn(func(d *document, p *page) {
			d.catalog = append(d.catalog, fmt.Sprintf("/AcroForm << /Fields [%v] >>", p.field("")))
		})),
		neighbour("FP-014", warn, "a form without fields", "en formular uden felter", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/AcroForm << /Fields [] >>")
		})),

		breaking("FP-015", warn, "an embedded file", "en indlejret fil", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, fmt.Sprintf("/Names << /EmbeddedFiles << /Names [(bilag.txt) %v] >> >>", d.attachment()))
		})),
		breaking("FP-015", warn, "an associated file", "en tilknyttet fil", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, fmt.Sprintf("/AF [%v]", d.attachment()))
		})),
		breaking("FP-015", warn, "a portfolio", "en portefølje", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/Collection << /Type /Collection /View /D >>")
		})),
		neighbour("FP-015", warn, "names, but of places", "navne, men på steder", drawn(func(d *document, _ *page) {
			d.catalog = append(d.catalog, "/Names << /Dests << /Names [] >> >>")
		})),

		breaking("FP-016", warn, "a layer that is off", "et lag, der er slukket", drawn(func(_ *document, p *page) { p.layer(false, stamp()) })),
		neighbour("FP-016", warn, "a layer that is on", "et lag, der er tændt", drawn(func(_ *document, p *page) { p.layer(true, stamp()) })),

		breaking("FP-017", warn, "a stamp that prints", "et stempel, der kommer på papiret", drawn(func(_ *document, p *page) { p.annotate(stamp(), 4, "/Subtype /Stamp", blot) })),
		neighbour("FP-017", warn, "a stamp that does not print", "et stempel, der ikke kommer på papiret", drawn(func(_ *document, p *page) { p.annotate(stamp(), 0, "/Subtype /Stamp", blot) })),
		neighbour("FP-017", warn, "a stamp that is hidden", "et stempel, der er skjult", drawn(func(_ *document, p *page) { p.annotate(stamp(), 4|2, "/Subtype /Stamp", blot) })),
		neighbour("FP-017", warn, "a stamp without looks", "et stempel uden udseende", drawn(func(_ *document, p *page) { p.annotate(stamp(), 4, "/Subtype /Stamp", nil) })),

		breaking("FP-018", warn, "ink that one can see through", "gennemsigtig sværte", drawn(func(_ *document, p *page) { p.through("/ca 0.5") })),
		breaking("FP-018", warn, "a blend mode", "en blandingsmåde", drawn(func(_ *document, p *page) { p.through("/BM /Multiply") })),
		breaking("FP-018", warn, "a soft mask", "en blød maske", drawn(func(d *document, p *page) {
			group := d.form(a4Height, "/Group << /S /Transparency /CS /DeviceGray >>", func(f *canvas) {
				f.op("0.5 g")
				f.fill(stamp())
			})
			p.through(fmt.Sprintf("/SMask << /S /Luminosity /G %v >>", group))
		})),
		breaking("FP-018", warn, "a picture with a soft mask", "et billede med en blød maske", drawn(func(d *document, p *page) {
			mask := d.grey(dark(60, 60), "")
			p.image(d.grey(dark(240, 240), fmt.Sprintf("/SMask %v", mask)), stamp())
		})),
		neighbour("FP-018", warn, "opaque ink, stated", "dækkende sværte, der er angivet", drawn(func(_ *document, p *page) { p.through("/ca 1 /CA 1 /BM /Normal /SMask /None") })),
	}
}

// blot is an appearance that is black all over.
func blot(a *canvas, w, h float64) { a.fill(geom.Rect{X1: w, Y1: h}) }

// field adds a field with its looks, which does not print.
func (p *page) field(entries string) ref {
	return p.annotate(stamp(), 0, "/Subtype /Widget /FT /Tx /T (felt) /V () "+entries, func(a *canvas, w, h float64) {
		a.line(0, h, w, h, 0.2)
	})
}

// bookmark adds an outline of one item.
func (d *document) bookmark(entries string) {
	outlines, item := d.reserve(), d.reserve()
	d.set(outlines, fmt.Sprintf("<< /Type /Outlines /First %v /Last %v /Count 1 >>", item, item))
	d.set(item, fmt.Sprintf("<< /Title (Brev) /Parent %v %s >>", outlines, entries))
	d.catalog = append(d.catalog, fmt.Sprintf("/Outlines %v", outlines))
}

// attachment is a file within the file.
func (d *document) attachment() ref {
	content := d.stream("/Type /EmbeddedFile", []byte("Et bilag, som ingen kan printe.\n"))
	return d.add("<< /Type /Filespec /F (bilag.txt) /UF (bilag.txt) /AFRelationship /Data /EF << /F %v >> >>", content)
}

// layer draws a black rectangle in a layer of its own.
func (p *page) layer(on bool, r geom.Rect) {
	group := p.doc.add("<< /Type /OCG /Name (Vandmærke) >>")
	if on {
		p.doc.on = append(p.doc.on, group)
	} else {
		p.doc.off = append(p.doc.off, group)
	}
	p.op("/OC %s BDC", p.use("Properties", group))
	p.fill(r)
	p.op("EMC")
}

// through draws a grey square with a graphics state.
func (p *page) through(entries string) {
	p.within(p.state(entries), func() {
		p.op("0.5 g")
		p.fill(stamp())
	})
}
