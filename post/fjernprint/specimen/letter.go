package specimen

import (
	"cmp"
	"strings"
)

// Options say what a letter is like. The zero value is a letter of one page
// without a recipient, for the provider to print there.
type Options struct {
	Title     string   // "" is "Prøvebrev"; broken into lines where it is long
	Text      []string // lines below it; nil is a few that say it is a sample
	Recipient []string // lines in the field of the recipient, 2 to 5; nil leaves it blank
	Sender    string   // the line above them; "" is that of Eksempelkøbing Kommune
	NoSender  bool     // leaves it blank
	Pages     int      // 0 is 1
	Locked    bool     // encrypted, though no password is needed to open it (FP-010)
}

// Letter makes a letter that breaks no rule and draws no warning, by the layout
// sheet: A4, fonts embedded, its text below the window. Characters that the font
// has not become question marks.
func Letter(o Options) ([]byte, error) {
	d, err := newDocument()
	if err != nil {
		return nil, err
	}
	sender := cmp.Or(o.Sender, returnAddress)
	if o.NoSender {
		sender = ""
	}
	words := o.Text
	if words == nil {
		words = text()
	}
	first := d.page()
	first.set(head(sender, o.Recipient))
	first.set(body(broken(cmp.Or(o.Title, "Prøvebrev"), run{d.faces[bold], 14, ""}, 165), words))
	for n := 2; n <= o.Pages; n++ {
		d.page().set(following(n))
	}
	if o.Locked {
		if err := d.protect(); err != nil {
			return nil, err
		}
	}
	return d.bytes(), nil
}

// broken is text in lines of at most so many millimetres. A word that is longer
// has a line of its own.
func broken(text string, in run, most float64) []string {
	var lines []string
	for word := range strings.FieldsSeq(text) {
		longer := word
		if len(lines) > 0 {
			longer = lines[len(lines)-1] + " " + word
		}
		in.text = longer
		if len(lines) > 0 && in.width() <= most {
			lines[len(lines)-1] = longer
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
