// Package specimen makes letters for trying print rules out: for each rule of the
// catalogue one that is just outside, and one just inside where the rule has a
// measure. They are generated, never stored, the same bytes each time.
//
// Most are made by hand, object by object, because a case needs what no writer of
// PDF files would write; [Letter] is the letter of an ordinary writer.
package specimen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// Case is a letter that is to get a certain verdict from one rule.
type Case struct {
	Rule     fjernprint.RuleID
	Name     string                   // what is special about it, in English; unique
	Da       string                   // the same in Danish, to be read after "en PDF med" or "et brev med"; unique
	Breaks   bool                     // just outside; otherwise just inside, or a neighbour without the offence
	Severity fjernprint.Severity      // of the rule's finding when it breaks the rule; otherwise the one that must not come
	Profile  string                   // the text of a profile file that it is held against; "" is the default profile
	Letter   fjernprint.Letter        // what the check is told of the letter
	Parts    func() ([][]byte, error) // the documents, the main one first

	// Also are other rules that reject the letter because it cannot be made otherwise:
	// what is in their zone too, or is too much for them as well.
	Also []fjernprint.RuleID
}

// Against is the profile that the letter is held against.
func (c Case) Against() (*fjernprint.Profile, error) {
	if c.Profile != "" {
		return fjernprint.ReadProfile(strings.NewReader(c.Profile))
	}
	p, ok := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	if !ok {
		return nil, fmt.Errorf("specimen: there is no profile %s", fjernprint.DefaultProfile)
	}
	return p, nil
}

// Verdict is what the letter has to get.
func (c Case) Verdict() fjernprint.Verdict {
	if c.Breaks && c.Severity == fjernprint.Reject || len(c.Also) > 0 {
		return fjernprint.Rejected
	}
	return fjernprint.Printable
}

// Cases are all of them, by rule, breaking ones first.
func Cases() []Case {
	all := slices.Concat(fileCases(), activeCases(), paperCases(), inkCases(), zoneCases(), windowCases(), letterCases())
	slices.SortStableFunc(all, func(a, b Case) int {
		switch {
		case a.Rule != b.Rule && a.Rule < b.Rule, a.Rule == b.Rule && a.Breaks && !b.Breaks:
			return -1
		case a.Rule == b.Rule && a.Breaks == b.Breaks:
			return 0
		}
		return 1
	})
	return all
}

// Find is the case with a Danish name.
func Find(da string) (Case, error) {
	for _, c := range Cases() {
		if c.Da == da {
			return c, nil
		}
	}
	return Case{}, fmt.Errorf("specimen: no letter has %q; the names are in Case.Da of specimen.Cases", da)
}

// imprint is what the check is told when the provider prints the recipient: the
// letters here leave the field blank unless it is what a case is about.
func imprint() fjernprint.Letter { return fjernprint.Letter{ImprintRecipient: true} }

// breaking and neighbour begin the tables' rows.
func breaking(rule fjernprint.RuleID, s fjernprint.Severity, name, da string, parts func() ([][]byte, error)) Case {
	return Case{Rule: rule, Name: name, Da: da, Breaks: true, Severity: s, Letter: imprint(), Parts: parts}
}

func neighbour(rule fjernprint.RuleID, s fjernprint.Severity, name, da string, parts func() ([][]byte, error)) Case {
	return Case{Rule: rule, Name: name, Da: da, Severity: s, Letter: imprint(), Parts: parts}
}

// against names another profile.
func (c Case) against(profile string) Case {
	c.Profile = profile
	return c
}

// told changes what the check is told of the letter.
func (c Case) told(l fjernprint.Letter) Case {
	c.Letter = l
	return c
}

// also names other rules that cannot but reject it.
func (c Case) also(rules ...fjernprint.RuleID) Case {
	c.Also = rules
	return c
}

// drawn is the ordinary letter with something drawn on it, or done to it.
func drawn(change func(d *document, p *page)) func() ([][]byte, error) {
	return to(nil, change)
}

// to is the same with lines in the field of the recipient.
func to(recipient []string, change func(d *document, p *page)) func() ([][]byte, error) {
	return made(func() ([]byte, error) {
		d, err := newDocument()
		if err != nil {
			return nil, err
		}
		p := d.letter(recipient)
		change(d, p)
		return d.bytes(), nil
	})
}

// paged is the ordinary letter with further pages.
func paged(pages int, change func(d *document)) func() ([][]byte, error) {
	return made(func() ([]byte, error) { return pagedBytes(pages, change) })
}

func pagedBytes(pages int, change func(d *document)) ([]byte, error) {
	d, err := newDocument()
	if err != nil {
		return nil, err
	}
	d.letter(nil)
	for n := 2; n <= pages; n++ {
		d.page().follow(n)
	}
	if change != nil {
		change(d)
	}
	return d.bytes(), nil
}

// made is a letter of one document.
func made(build func() ([]byte, error)) func() ([][]byte, error) {
	return func() ([][]byte, error) {
		content, err := build()
		if err != nil {
			return nil, err
		}
		return [][]byte{content}, nil
	}
}

// empty is a document without a page as yet.
func empty(change func(d *document)) func() ([][]byte, error) {
	return made(func() ([]byte, error) {
		d, err := newDocument()
		if err != nil {
			return nil, err
		}
		change(d)
		return d.bytes(), nil
	})
}
