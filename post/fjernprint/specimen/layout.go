package specimen

import (
	"fmt"

	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// The Danish layout sheet, in millimetres from the top left: x, y, width, height.
type zone struct{ x, y, w, h float64 }

func (z zone) rect() geom.Rect { return geom.Rect{X0: z.x, Y0: z.y, X1: z.x + z.w, Y1: z.y + z.h} }

// layout is the sheet's zones.
func layout() (z struct{ omr, sdl, logo, barcode, sender, address, group, srm, id, slack, date geom.Rect }) {
	z.omr = zone{0, 0, 17, 180}.rect()
	z.sdl = zone{203, 176, 7, 100}.rect()
	z.logo = zone{17, 0, 97, 25}.rect()
	z.barcode = zone{19, 25, 79, 10}.rect()
	z.sender = zone{21, 37, 71, 4}.rect()
	z.address = zone{21, 41, 59, 21}.rect()
	z.group = zone{80, 48, 12, 4}.rect()
	z.srm = zone{80, 52, 12, 12}.rect()
	z.id = zone{92, 37, 4, 25}.rect()
	z.slack = zone{0, 0, 115, 89}.rect()
	z.date = zone{90, 287, 110, 4}.rect()
	return z
}

// The rules shrink a zone by this much on its inner edges.
const tolerance = 0.5

// step is how far a case is from what is just tolerated.
const step = 0.2

// line is a line of the letter, its baseline at (x, y) millimetres.
type line struct {
	face family
	size float64 // points
	x, y float64
	text string
}

const returnAddress = "Eksempelkøbing Kommune, Prøvegade 1, 9999 Eksempelkøbing"

// person is a recipient as a window shows one: nobody.
func person() []string {
	return []string{"Anna Eksempel", "c/o Bo Prøvesen", "Eksempelvej 12A, 2. tv.", "Prøvebyen", "9999 Eksempelkøbing"}
}

// head is what stands in the window.
func head(sender string, recipient []string) (lines []line) {
	if sender != "" {
		lines = append(lines, line{regular, 6, 22, 39.8, sender})
	}
	for i, text := range recipient {
		lines = append(lines, line{regular, 10, 22, 44.6 + 4.1*float64(i), text})
	}
	return lines
}

// text is the letter itself, below the window.
func text() []string {
	return []string{
		"Dette brev er en prøve. Afsender og modtager er opdigtede.",
		"Det holder de mål, som fjernprint stiller til et brev på papir.",
		"",
		"Venlig hilsen",
		"Eksempelkøbing Kommune",
	}
}

// body is title and text.
func body(title, text []string) (lines []line) {
	y := 100.0
	for _, t := range title {
		lines = append(lines, line{bold, 14, 22, y, t})
		y += 7
	}
	y += 5
	for _, t := range text {
		if t != "" {
			lines = append(lines, line{regular, 11, 22, y, t})
		}
		y += 5.5
	}
	return lines
}

// following is what stands on a further page.
func following(n int) []line {
	return []line{{regular, 11, 22, 40, fmt.Sprintf("Side %d. Brevet fortsætter her.", n)}}
}

// letter adds the first page of the ordinary letter.
func (d *document) letter(recipient []string) *page {
	return d.letterFrom(returnAddress, recipient)
}

// letterFrom is the same with another line of the sender; "" is none.
func (d *document) letterFrom(sender string, recipient []string) *page {
	p := d.page()
	p.write(head(sender, recipient))
	p.write(body([]string{"Prøvebrev"}, text()))
	return p
}

// follow makes a further page of it.
func (p *page) follow(n int) { p.write(following(n)) }

// write sets lines in fonts of single bytes, set in those of two.
func (c *canvas) write(lines []line) {
	for _, l := range lines {
		c.text(c.doc.simple(l.face), l.size, l.x, l.y, l.text)
	}
}

func (c *canvas) set(lines []line) {
	for _, l := range lines {
		c.text(c.doc.composite(l.face), l.size, l.x, l.y, l.text)
	}
}
