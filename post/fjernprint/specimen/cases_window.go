package specimen

import (
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
	"github.com/brevdue/brevdue/post/ident"
)

// windowCases are FP-043 to FP-048: the window, and the line at the bottom.
func windowCases() []Case {
	const reject, warn, info = fjernprint.Reject, fjernprint.Warn, fjernprint.Info
	z := layout()
	own := fjernprint.Letter{} // the recipient stands in the letter
	plain := func(*document, *page) {}
	return append(append(addressCases(), cprCases()...),
		breaking("FP-045", warn, "a line of the sender of 71 characters", "en afsenderlinje på 71 tegn", from(4.8, lettered(71))),
		breaking("FP-045", warn, "two lines of the sender", "to afsenderlinjer", from(4.5, "Eksempelkøbing Kommune", "Prøvegade 1, 9999 Eksempelkøbing")),
		breaking("FP-045", warn, "a sender where the provider prints one", "en afsenderlinje, hvor udbyderen skriver den", drawn(plain)).
			told(fjernprint.Letter{ImprintRecipient: true, ImprintSender: true}),
		breaking("FP-045", reject, "a line of the sender that reaches into ADDRESS", "en afsenderlinje, der når ned i ADDRESS-feltet", fromAt(bottomEdge, z.address.Y0+tolerance+step)).also("FP-043"),
		breaking("FP-045", reject, "a line of the sender that reaches into ID", "en afsenderlinje, der når ind i ID-feltet", fromAt(rightEdge, z.id.X0+tolerance+step)).also("FP-042"),
		neighbour("FP-045", warn, "a line of the sender of 70 characters", "en afsenderlinje på 70 tegn", from(4.8, lettered(70))),
		neighbour("FP-045", warn, "no sender where the provider prints one", "ingen afsenderlinje, hvor udbyderen skriver den", empty(func(d *document) { d.letterFrom("", nil) })).
			told(fjernprint.Letter{ImprintRecipient: true, ImprintSender: true}),
		neighbour("FP-045", reject, "a line of the sender that just keeps out of ADDRESS", "en afsenderlinje, der lige går fri af ADDRESS-feltet", fromAt(bottomEdge, z.address.Y0+tolerance-step)),
		neighbour("FP-045", reject, "a line of the sender that just keeps out of ID", "en afsenderlinje, der lige går fri af ID-feltet", fromAt(rightEdge, z.id.X0+tolerance-step)),

		breaking("FP-046", warn, "text beside the window", "tekst ved siden af rudens felter", drawn(func(d *document, p *page) { p.text(d.simple(regular), 9, 98, 70, "Ring til os") })),
		breaking("FP-046", warn, "a square that reaches into SLACK from the right", "en firkant, der når ind i SLACK-feltet fra højre", drawn(func(_ *document, p *page) {
			p.fill(geom.Rect{X0: z.slack.X1 - tolerance - step, Y0: 70, X1: 120, Y1: 72})
		})),
		breaking("FP-046", warn, "a square that reaches into SLACK from below", "en firkant, der når ind i SLACK-feltet fra neden", drawn(func(_ *document, p *page) {
			p.fill(geom.Rect{X0: 60, Y0: z.slack.Y1 - tolerance - step, X1: 62, Y1: 92})
		})),
		neighbour("FP-046", warn, "a square that just keeps out of SLACK on the right", "en firkant, der lige går fri af SLACK-feltet til højre", drawn(func(_ *document, p *page) {
			p.fill(geom.Rect{X0: z.slack.X1 - tolerance + step, Y0: 70, X1: 120, Y1: 72})
		})),
		neighbour("FP-046", warn, "a square that just keeps out of SLACK below", "en firkant, der lige går fri af SLACK-feltet forneden", drawn(func(_ *document, p *page) {
			p.fill(geom.Rect{X0: 60, Y0: z.slack.Y1 - tolerance + step, X1: 62, Y1: 92})
		})),
		neighbour("FP-046", warn, "a logo, the sender and the recipient", "logo, afsender og modtager", to(person(), func(d *document, p *page) {
			p.image(d.grey(dark(300, 100), ""), geom.Rect{X0: 25, Y0: 8, X1: 65, Y1: 22})
		})).told(own),
		neighbour("FP-046", warn, "text beside the window on the second page", "tekst i rudens område på side 2", paged(2, func(*document) {})),

		breaking("FP-048", info, "text in DATE", "tekst i DATE-feltet", drawn(func(d *document, p *page) { p.text(d.simple(regular), 8, 120, 290, "Side 1 af 1") })),
		neighbour("FP-048", info, "text above DATE", "tekst over DATE-feltet", drawn(func(d *document, p *page) {
			p.inkAt(bottomEdge, z.date.Y0+tolerance-step, 120, d.simple(regular), 8, "Side 1 af 1")
		})),
	)
}

// addressCases are FP-043 and FP-044: the field of the recipient.
func addressCases() []Case {
	const reject, warn = fjernprint.Reject, fjernprint.Warn
	z := layout()
	own := fjernprint.Letter{}
	plain := func(*document, *page) {}
	stated := fjernprint.Letter{Address: &fjernprint.Address{
		Name: "Anna Eksempel", Lines: []string{"c/o Bo Prøvesen", "Eksempelvej 12A, 2. tv.", "Prøvebyen"}, PostCode: "9999", City: "Eksempelkøbing",
	}}
	// first is the first line of the recipient up to x, in the right size for it.
	first := func(x float64) func() ([][]byte, error) {
		return to(nil, func(d *document, p *page) {
			s := d.simple(regular)
			p.inkAt(rightEdge, x, 44.6, s, 10, "Anna Margrethe Eksempel-Prøvesen")
			p.text(s, 10, 22, 48.7, "Eksempelvej 12A")
			p.text(s, 10, 22, 52.8, "9999 Eksempelkøbing")
		})
	}
	sized := func(size float64) func() ([][]byte, error) {
		return lined(size, 4.6, lines(3)...)
	}
	return []Case{
		breaking("FP-043", reject, "a recipient where the provider prints one", "en modtager, hvor udbyderen skriver den", to(person(), plain)),
		breaking("FP-043", reject, "a picture where the provider prints the recipient", "et billede, hvor udbyderen skriver modtageren", drawn(func(d *document, p *page) {
			p.image(d.grey(dark(100, 100), ""), geom.Rect{X0: 30, Y0: 45, X1: 40, Y1: 55})
		})),
		breaking("FP-043", reject, "no recipient at all", "intet i modtagerfeltet", drawn(plain)).told(own),
		breaking("FP-043", reject, "a recipient of one line", "en modtager på 1 linje", to(lines(1), plain)).told(own),
		breaking("FP-043", reject, "a recipient of six lines", "en modtager på 6 linjer", lined(8, 3.3, lines(6)...)).told(own),
		breaking("FP-043", reject, "a line of 35 characters", "en modtagerlinje på 35 tegn", lined(8, 3.5, lettered(35), "Eksempelvej 12A", "9999 Eksempelkøbing")).told(own),
		breaking("FP-043", reject, "a line that leaves the field on the right", "en modtagerlinje, der går ud over feltet", first(z.address.X1+tolerance+step)).told(own),
		breaking("FP-043", reject, "a line beside the recipient", "en streg ved siden af modtageren", to(person(), func(_ *document, p *page) {
			p.line(70, 43, 70, 60, 0.5)
		})).told(own),
		neighbour("FP-043", reject, "a blank field where the provider prints the recipient", "et tomt modtagerfelt, hvor udbyderen skriver modtageren", drawn(plain)),
		neighbour("FP-043", reject, "a recipient of two lines", "en modtager på 2 linjer", to(lines(2), plain)).told(own),
		neighbour("FP-043", reject, "a recipient of five lines", "en modtager på 5 linjer", to(lines(5), plain)).told(own),
		neighbour("FP-043", reject, "a line of 34 characters", "en modtagerlinje på 34 tegn", lined(8, 3.5, lettered(34), "Eksempelvej 12A", "9999 Eksempelkøbing")).told(own),
		neighbour("FP-043", reject, "a line that ends at the right of the field", "en modtagerlinje, der ender ved feltets kant", first(z.address.X1-step)).told(own),

		breaking("FP-044", warn, "another recipient than stated", "en anden modtager end den opgivne", to([]string{"Bo Prøvesen", "Prøvegade 7", "9999 Eksempelkøbing"}, plain)).told(stated),
		breaking("FP-044", warn, "a recipient in two fonts", "en modtager i to skrifttyper", to(nil, func(d *document, p *page) {
			p.text(d.simple(bold), 10, 22, 44.6, "Anna Eksempel")
			p.text(d.simple(regular), 10, 22, 48.7, "9999 Eksempelkøbing")
		})).told(own),
		breaking("FP-044", warn, "a recipient in two sizes", "en modtager i to størrelser", to(nil, func(d *document, p *page) {
			p.text(d.simple(regular), 12, 22, 45, "Anna Eksempel")
			p.text(d.simple(regular), 10, 22, 50, "9999 Eksempelkøbing")
		})).told(own),
		breaking("FP-044", warn, "a recipient in 7.9 points", "en modtager i 7,9 punkt", sized(7.9)).told(own),
		breaking("FP-044", warn, "a recipient in 12.1 points", "en modtager i 12,1 punkt", sized(12.1)).told(own),
		neighbour("FP-044", warn, "the recipient that is stated", "den opgivne modtager", to(person(), plain)).told(stated),
		neighbour("FP-044", warn, "the recipient that is stated, in capitals", "den opgivne modtager med store bogstaver", to([]string{
			"ANNA  EKSEMPEL", "C/O BO PRØVESEN", "EKSEMPELVEJ 12A, 2. TV.", "PRØVEBYEN", "9999  EKSEMPELKØBING",
		}, plain)).told(stated),
		neighbour("FP-044", warn, "a recipient in 8 points", "en modtager i 8 punkt", sized(8)).told(own),
		neighbour("FP-044", warn, "a recipient in 12 points", "en modtager i 12 punkt", sized(12)).told(own),
	}
}

// cprCases are FP-047. The numbers are nobody's.
func cprCases() []Case {
	const reject = fjernprint.Reject
	own := fjernprint.Letter{}
	plain := func(*document, *page) {}
	cpr := func() string {
		c, err := ident.NewFictiveCPR(1970, 5, 15, 42)
		if err != nil {
			return "" // that day can be had: see the tests of ident
		}
		return c.Digits()
	}()
	dashed := cpr[:6] + "-" + cpr[6:]
	with := func(number string) []string {
		return []string{"Anna Eksempel", number, "Eksempelvej 12A", "9999 Eksempelkøbing"}
	}
	at := func(x, y float64, s func(d *document) setting, words ...string) func() ([][]byte, error) {
		return drawn(func(d *document, p *page) {
			next := x
			for _, w := range words {
				p.text(s(d), 9, next, y, w)
				next += run{s(d).face, 9, w}.width()
			}
		})
	}
	simple := func(d *document) setting { return d.simple(regular) }
	return []Case{
		breaking("FP-047", reject, "a CPR number among the lines of the recipient", "et CPR-nummer i modtagerfeltet", to(with(dashed), plain)).told(own),
		breaking("FP-047", reject, "a CPR number without a dash", "et CPR-nummer uden bindestreg i modtagerfeltet", to(with(cpr), plain)).told(own),
		breaking("FP-047", reject, "a CPR number in the line of the sender", "et CPR-nummer i afsenderlinjen", from(6, "Eksempelkøbing Kommune, sag "+dashed)),
		breaking("FP-047", reject, "a CPR number in the logo", "et CPR-nummer i LOGO-feltet", at(30, 18, simple, "Vedr. "+dashed)),
		breaking("FP-047", reject, "a CPR number beside the window", "et CPR-nummer ved siden af rudens felter", at(22, 80, simple, "Vedr. "+dashed)),
		breaking("FP-047", reject, "a CPR number shown in pieces", "et CPR-nummer skrevet i bidder", at(22, 80, simple, "Vedr. ", cpr[:4], cpr[4:6]+"-"+cpr[6:8], cpr[8:])),
		breaking("FP-047", reject, "a CPR number in a font of two bytes", "et CPR-nummer i en skrifttype med to byte", at(22, 80, func(d *document) setting { return d.composite(mono) }, "Vedr. "+dashed)),
		neighbour("FP-047", reject, "a CPR number below the window", "et CPR-nummer under rudens område", at(22, 94, simple, "Vedr. "+dashed)),
		neighbour("FP-047", reject, "ten digits that no day begins", "ti cifre uden en dato forrest", at(22, 80, simple, "Vedr. 320570"+dashed[6:])),
		neighbour("FP-047", reject, "nine digits", "ni cifre", at(22, 80, simple, "Vedr. "+cpr[:9])),
		neighbour("FP-047", reject, "eleven digits", "elleve cifre", at(22, 80, simple, "Vedr. "+cpr+"7")),
		neighbour("FP-047", reject, "a CPR number on the second page", "et CPR-nummer på side 2", paged(2, func(d *document) {
			d.pages[1].text(d.simple(regular), 9, 22, 60, "Vedr. "+dashed)
		})),
	}
}

// lines are lines of a recipient, n of them, the town last.
func lines(n int) []string {
	all := []string{"Anna Eksempel", "c/o Bo Prøvesen", "Eksempelvej 12A", "Opgang 2", "Prøvebyen", "9999 Eksempelkøbing"}
	if n == 1 {
		return all[:1]
	}
	return append(all[:n-1:n-1], all[len(all)-1])
}

// lettered is a text of n characters.
func lettered(n int) string {
	const words = "Eksempelkøbing Kommune, Afdelingen for prøver og eksempler, Prøvegade 1, 9999"
	runes := []rune(words)
	return strings.Replace(string(runes[:n-1])+"n", " n", "en", 1)
}

// lined is the letter with a recipient in another size and pitch (millimetres),
// as large as fits into the field.
func lined(size, pitch float64, recipient ...string) func() ([][]byte, error) {
	return drawn(func(d *document, p *page) {
		s := d.simple(regular)
		y := layout().address.Y0 + tolerance - run{s.face, size, "Å"}.ink().Y0
		for _, text := range recipient {
			p.text(s, size, 22, y, text)
			y += pitch
		}
	})
}

// from is the letter with other lines of the sender, in points.
func from(size float64, sender ...string) func() ([][]byte, error) {
	return empty(func(d *document) {
		p := d.letterFrom("", nil)
		s := d.simple(regular)
		y := 39.8
		if len(sender) > 1 {
			y = 38.9
		}
		for _, text := range sender {
			p.text(s, size, 22, y, text)
			y += 1.75
		}
	})
}

// fromAt is the letter with a line of the sender that ends at a place.
func fromAt(a anchor, edge float64) func() ([][]byte, error) {
	return empty(func(d *document) {
		p := d.letterFrom("", nil)
		if a == rightEdge {
			p.inkAt(a, edge, 39.8, d.simple(regular), 7, returnAddress)
		} else {
			p.inkAt(a, edge, 22, d.simple(regular), 6, returnAddress)
		}
	})
}
