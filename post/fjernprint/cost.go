package fjernprint

import "slices"

// Envelopes, as the schema of the order names them.
const (
	C5 = "C5"
	C4 = "C4"
	// MA is nowhere explained. We take it for the largest size, priced and filled as
	// the largest envelope of the profile.
	MA = "MA"
)

// sheets is how many sheets of paper pages take; each document begins a new one.
func sheets(pages int, duplex bool) int {
	if duplex {
		return pages/2 + pages%2
	}
	return pages
}

// capacity is how many sheets an envelope takes, and its name in a price list; ok
// is false when the name means none.
func (l SheetLimits) capacity(envelope string) (name string, most int, ok bool) {
	switch {
	case envelope == C5:
		return C5, l.C5, true
	case envelope == C4, envelope == MA && l.C4 > 0:
		return C4, l.C4, true
	case envelope == MA:
		return C5, l.C5, true
	}
	return "", 0, false
}

// most is what the largest envelope takes; 0 is no limit.
func (l SheetLimits) most() int { return max(l.C5, l.C4) }

// envelope is the one that a number of sheets goes into: the one asked for if it is
// large enough, otherwise the smallest that is. "" when there is none.
func (l SheetLimits) envelope(sheets int, asked string) string {
	if name, most, ok := l.capacity(asked); ok && sheets <= most {
		return name
	}
	for _, name := range []string{C5, C4} {
		if _, most, _ := l.capacity(name); sheets <= most {
			return name
		}
	}
	return ""
}

// assess looks at a letter as a whole: FP-050 to FP-052, envelope and cost.
func assess(documents []Report, p *Profile, l Letter) *LetterReport {
	r := &LetterReport{Profile: p.Name, Verdict: Printable, Documents: documents}
	inColour := 0
	for _, d := range documents {
		r.Pages += len(d.Pages)
		r.Sheets += d.Sheets
		for _, page := range d.Pages {
			if page.Colored {
				inColour++
			}
		}
	}
	if !l.Color {
		inColour = 0
	}
	r.Colored = inColour > 0
	if r.Sheets > 0 {
		r.Envelope = p.Sheets.envelope(r.Sheets, l.Envelope)
	}
	r.Cost = p.Prices.cost(r, inColour, l.Category)

	found := newFindings(p, -1)
	if len(documents) == 0 {
		found.find(Finding{Code: "pdf.missing"}, nil)
	}
	found.envelope(r, l)
	found.attachments(len(documents)-1, l)
	r.Findings, _ = found.sorted()

	verdicts := []Verdict{}
	if found.rejected {
		verdicts = append(verdicts, Rejected)
	}
	for _, d := range documents {
		verdicts = append(verdicts, d.Verdict)
	}
	for _, v := range []Verdict{Inconclusive, Rejected} {
		if slices.Contains(verdicts, v) {
			r.Verdict = v
		}
	}
	return r
}

// add takes what was found about a letter of this one document into its report.
func (r *Report) add(whole *LetterReport) {
	r.Findings = append(r.Findings, whole.Findings...)
	slices.SortStableFunc(r.Findings, inOrder)
	r.Verdict = whole.Verdict
	if len(r.Pages) == 0 {
		return // nothing to count
	}
	for _, rule := range catalogue {
		if rule.Whole {
			r.Checked = append(r.Checked, rule.ID)
		}
	}
	slices.Sort(r.Checked)
}

// envelope is FP-050 and FP-051.
func (c *findings) envelope(r *LetterReport, l Letter) {
	limits := c.profile.Sheets
	most := limits.most()
	if most == 0 || r.Sheets == 0 {
		return
	}
	name, takes, asked := limits.capacity(l.Envelope)
	is := sheetsOf(r.Sheets)
	switch {
	case r.Sheets > most:
		f := Finding{Code: "sheets.too-many", Found: plain(is), Limit: plain(sheetsOf(most))}
		c.find(f, words{"found": is, "limit": most, "advice": shorter(r, l, most)})
	case asked && r.Sheets > takes:
		f := Finding{Code: "envelope.too-small", Found: plain(is), Limit: plain(sheetsOf(takes))}
		c.find(f, words{"found": is, "limit": sheetsOf(takes), "envelope": name, "larger": r.Envelope, "advice": bothSides(r, l, takes)})
	case !asked && r.Envelope == C4 && limits.C5 > 0:
		f := Finding{Code: "sheets.c4", Found: plain(is), Limit: plain(sheetsOf(limits.C5))}
		c.find(f, words{"found": is, "limit": limits.C5, "advice": shorter(r, l, limits.C5)})
	}
}

func sheetsOf(n int) plural { return plural{n, text{"ark", "sheet"}, text{"ark", "sheets"}} }

// shorter says how a letter gets down to so many sheets.
func shorter(r *LetterReport, l Letter, most int) text {
	if advice := bothSides(r, l, most); advice.da != "" {
		return advice
	}
	return text{"Kort det ned til " + plainDa(sheetsOf(most)) + ".", "Shorten it to " + plain(sheetsOf(most)) + "."}
}

// bothSides says what duplex would do, if that is enough.
func bothSides(r *LetterReport, l Letter, most int) text {
	both := 0
	for _, d := range r.Documents {
		both += sheets(len(d.Pages), true)
	}
	if l.Duplex || both > most {
		return text{}
	}
	return text{"Bestil tryk på begge sider: så fylder det " + plainDa(sheetsOf(both)) + ".", "Order printing on both sides: then it takes " + plain(sheetsOf(both)) + "."}
}

func plainDa(value any) string {
	da, _ := written(value)
	return da
}

// attachments is FP-052: the limit of the paper channel, and that of a digital
// message when the letter is one too.
func (c *findings) attachments(n int, l Letter) {
	limits := c.profile.Sheets
	most := limits.Attachments
	if d := limits.DigitalAttachments; l.Digital && d > 0 && (most == 0 || d < most) {
		most = d
	}
	if most == 0 || n <= most {
		return
	}
	is := plural{n, text{"bilag", "attachment"}, text{"bilag", "attachments"}}
	c.find(Finding{Code: "attachments.too-many", Found: plain(is), Limit: plain(most)}, words{"found": is, "limit": most})
}

// cost is what a letter comes to. One that fits into no envelope has no postage.
func (p Prices) cost(r *LetterReport, inColour int, category string) Cost {
	c := Cost{
		Pages:  int64(r.Pages-inColour)*p.Page + int64(inColour)*p.ColorPage,
		Sheets: int64(r.Sheets) * p.Sheet,
	}
	grams := float64(r.Sheets) * p.SheetGrams
	switch r.Envelope {
	case C5:
		c.Envelope = p.C5
		c.Postage = p.postage(grams+p.C5Grams, category)
	case C4:
		c.Envelope = p.C4
		c.Postage = p.postage(grams+p.C4Grams, category)
	}
	c.Total = c.Pages + c.Sheets + c.Envelope + c.Postage
	return c
}

// postage is the first step of the scale that is heavy enough, or else its last,
// and what the category adds.
func (p Prices) postage(grams float64, category string) int64 {
	if len(p.Postage) == 0 {
		return p.ByCategory[category]
	}
	i := slices.IndexFunc(p.Postage, func(s Postage) bool { return grams <= s.UpToGrams })
	if i < 0 {
		i = len(p.Postage) - 1
	}
	return p.Postage[i].Price + p.ByCategory[category]
}
