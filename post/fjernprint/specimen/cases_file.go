package specimen

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// fileCases are FP-001 to FP-006: the file as such.
func fileCases() []Case {
	const reject, warn = fjernprint.Reject, fjernprint.Warn
	return []Case{
		breaking("FP-001", reject, "nothing at all", "intet indhold", bytesOf("")),
		breaking("FP-001", reject, "the text of a web page", "indholdet af en webside", bytesOf("<!doctype html><title>Brev</title><p>Det er ikke en PDF.</p>\n")),
		breaking("FP-001", reject, "the header just too late", "PDF-hovedet én byte for sent", after(headerWithin-len("%PDF-")+1)),
		neighbour("FP-001", reject, "the header as late as it may be", "PDF-hovedet så sent, som det må stå", after(headerWithin-len("%PDF-"))),

		breaking("FP-002", reject, "10,000,001 bytes", "10.000.001 byte", weighing(10_000_001)),
		breaking("FP-002", warn, "3,000,001 bytes", "3.000.001 byte", weighing(3_000_001)),
		neighbour("FP-002", reject, "10,000,000 bytes", "10.000.000 byte", weighing(10_000_000)),
		neighbour("FP-002", warn, "3,000,000 bytes", "3.000.000 byte", weighing(3_000_000)),

		breaking("FP-003", reject, "the first half of the file only", "kun den første halvdel af filen", made(func() ([]byte, error) {
			content, err := pagedBytes(1, nil)
			return content[:len(content)/2], err
		})),
		breaking("FP-003", reject, "a page tree that refers to itself", "et sidetræ, der henviser til sig selv", drawn(func(d *document, _ *page) {
			d.loop = true
		})),
		breaking("FP-003", reject, "a page that is a number", "en side, der er et tal", drawn(func(d *document, _ *page) {
			d.further = []ref{d.add("42")}
		})),
		neighbour("FP-003", reject, "a page tree of three levels", "et sidetræ i tre niveauer", drawn(func(d *document, _ *page) { d.levels = 3 })),
		neighbour("FP-003", reject, "objects in compressed streams", "objekter i komprimerede strømme", drawn(func(d *document, _ *page) { d.compact = true })),
		neighbour("FP-003", reject, "blank lines after the end", "tomme linjer efter slutmærket", made(func() ([]byte, error) {
			content, err := pagedBytes(1, nil)
			return append(content, "\n\n\n"...), err
		})),

		breaking("FP-004", reject, "more operators than the profile allows", "flere operatorer, end profilen tillader", operators(30_001)).against(light),
		breaking("FP-004", reject, "content that inflates to more than the profile allows", "sideindhold, der udpakket fylder mere, end profilen tillader", inflating(1<<20)).against(light),
		breaking("FP-004", reject, "a page tree of 65 levels", "et sidetræ i 65 niveauer", drawn(func(d *document, _ *page) { d.levels = 65 })),
		// Some of the budget goes to the bytes of the content.
		neighbour("FP-004", reject, "almost as many operators as the profile allows", "næsten så mange operatorer, som profilen tillader", operators(29_700)).against(light),
		neighbour("FP-004", reject, "content that inflates to less than the profile allows", "sideindhold, der udpakket fylder mindre, end profilen tillader", inflating(900_000)).against(light),
		neighbour("FP-004", reject, "a page tree of 64 levels", "et sidetræ i 64 niveauer", drawn(func(d *document, _ *page) { d.levels = 64 })),

		breaking("FP-005", reject, "no page", "nul sider", empty(func(*document) {})),
		breaking("FP-005", reject, "one page where two are stated", "én side, men 2 i sidetræets tæller", drawn(func(d *document, _ *page) { d.count = 2 })),
		breaking("FP-005", reject, "one page where a billion are stated", "én side, men 1.000.000.000 i sidetræets tæller", drawn(func(d *document, _ *page) { d.count = 1_000_000_000 })),
		neighbour("FP-005", reject, "two pages, and two stated", "to sider og 2 i sidetræets tæller", paged(2, func(d *document) { d.count = 2 })),

		breaking("FP-006", warn, "a cross-reference that is not where the file says", "en krydsreference, der ikke er, hvor filen siger", made(func() ([]byte, error) {
			content, err := pagedBytes(1, nil)
			return lost(content), err
		})),
		neighbour("FP-006", warn, "an incremental update", "en senere tilføjelse til filen", made(func() ([]byte, error) {
			d, err := newDocument()
			if err != nil {
				return nil, err
			}
			d.letter(nil)
			root := d.finish()
			return d.updated(d.plain(root), root), nil
		})),
	}
}

// light is a profile of small budgets: a page that uses up those of the default
// profile takes so long that a slow machine gives no verdict at all.
const light = `
name: let
extends: dk-fjernprint-2013
da: Små budgetter
en: Small budgets
limits: {operators: 30000, inflated: 1048576}
`

// headerWithin is how many bytes of a file hold the header (FP-001).
const headerWithin = 1024

// bytesOf is a letter of these bytes.
func bytesOf(content string) func() ([][]byte, error) {
	return made(func() ([]byte, error) { return []byte(content), nil })
}

// after is the letter with n bytes before it.
func after(n int) func() ([][]byte, error) {
	return made(func() ([]byte, error) {
		content, err := pagedBytes(1, nil)
		return append([]byte(strings.Repeat("-", n-1)+"\n"), content...), err
	})
}

// weighing is the letter with a stream that nobody uses, n bytes in all.
func weighing(n int) func() ([][]byte, error) {
	return made(func() ([]byte, error) {
		filling := 0
		// Numbers get longer with what they count: it is right after a few rounds.
		for range 5 {
			content, err := pagedBytes(1, func(d *document) { d.raw("", bytes.Repeat([]byte{'x'}, filling)) })
			if err != nil || len(content) == n {
				return content, err
			}
			filling += n - len(content)
		}
		return nil, fmt.Errorf("specimen: the letter cannot be made %d bytes long", n)
	})
}

// operators is a page of n operators in all, one black square among them.
func operators(n int) func() ([][]byte, error) {
	return empty(func(d *document) {
		p := d.page()
		p.fill(geom.Rect{X0: 100, Y0: 150, X1: 110, Y1: 160})
		p.content.WriteString(strings.Repeat("n\n", n-2))
	})
}

// inflating is a page whose content is n bytes before it is compressed.
func inflating(n int) func() ([][]byte, error) {
	return empty(func(d *document) {
		p := d.page()
		p.fill(geom.Rect{X0: 100, Y0: 150, X1: 110, Y1: 160})
		p.content.WriteString(strings.Repeat(" ", n-p.content.Len()+1))
	})
}

// lost is the file with a wrong startxref.
func lost(content []byte) []byte {
	i := bytes.LastIndex(content, []byte("startxref"))
	return append(content[:max(i, 0):max(i, 0)], "startxref\n7\n%%EOF\n"...)
}

// updated appends a new version of the catalog, as editors do.
func (f *file) updated(content []byte, root ref) []byte {
	var b bytes.Buffer
	b.Write(content)
	before := bytes.LastIndex(content, []byte("\nxref\n")) + 1
	at := b.Len()
	f.write(&b, root)
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %v /Prev %d >>\nstartxref\n%d\n%%%%EOF\n",
		int(root), at, len(f.objects)+1, root, before, table)
	return b.Bytes()
}
