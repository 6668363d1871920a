package sender

import (
	"strings"

	"github.com/brevdue/brevdue/post/ident"
)

// recipient reads what people write for a recipient: ten digits, with a dash or
// without, are a CPR number, eight a CVR number. Anything else is nobody, which
// the preflight says.
func recipient(text string) ident.Party {
	text = strings.TrimSpace(text)
	if cvr, err := ident.ParseCVR(text); err == nil {
		return ident.Company(cvr)
	}
	return ident.ParseParty(string(ident.KindCPR), text)
}

// addressOf reads address lines of which the last is post code and town.
func addressOf(lines []string) Address {
	var a Address
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			a.Lines = append(a.Lines, line)
		}
	}
	if len(a.Lines) == 0 {
		return a
	}
	last := a.Lines[len(a.Lines)-1]
	code, town, found := strings.Cut(last, " ")
	if found && postCode.MatchString(code) {
		a.PostCode, a.City = code, strings.TrimSpace(town)
		a.Lines = a.Lines[:len(a.Lines)-1]
	}
	return a
}
