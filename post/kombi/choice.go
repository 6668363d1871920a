package kombi

import "strings"

// KombiValgKode is the sender's choice of channel, the first element of a
// kombi_request. The value is the text on the wire.
type KombiValgKode string

// The four choices that exist.
const (
	DigitalPost    KombiValgKode = "Digital Post"
	NemSMS         KombiValgKode = "NemSMS"
	FysiskPost     KombiValgKode = "Fysisk Post"
	AutomatiskValg KombiValgKode = "Automatisk Valg"
)

// Needs tells which parts of a request a choice cannot do without. Parts beyond
// them are tolerated: real senders send both whatever they choose.
type Needs struct {
	Memo        bool // a MeMo message
	Forsendelse bool // at least one ForsendelseI
}

// Needs looks the choice up; known is false for a text that is no choice.
func (k KombiValgKode) Needs() (needs Needs, known bool) {
	switch k {
	case DigitalPost, NemSMS:
		return Needs{Memo: true}, true
	case FysiskPost:
		return Needs{Forsendelse: true}, true
	case AutomatiskValg:
		return Needs{Memo: true, Forsendelse: true}, true
	default:
		return Needs{}, false
	}
}

// Choices lists the four choices as they are written on the wire, for messages
// to people.
func Choices() string {
	return strings.Join([]string{string(DigitalPost), string(NemSMS), string(FysiskPost), string(AutomatiskValg)}, ", ")
}
