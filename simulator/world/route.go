package world

import (
	"slices"
	"time"

	"github.com/brevdue/brevdue/post/law"
)

// The route table: what was asked for and the recipient's standing lead to one
// destination, by one rule.
//
//	Digital Post       connected -> mailbox; every other standing -> refused with its own code
//	NemSMS             subscribed -> SMS, exempt and under fifteen too; not subscribed, dead, ceased, unknown -> refused
//	Fysisk Post        -> print, no look-up needed; no usable address -> refused; to somebody connected with an advis
//	Automatisk Valg    connected -> mailbox; dead, ceased -> refused; others -> print, without usable address -> refused
//
// Every combination of facts matches exactly one row; a test walks them all.
var routes = []route{
	{ChannelDigital, only(StandingConnected), always, toMailbox("DK-COV-01", "The recipient is connected to Digital Post.")},
	{ChannelDigital, only(StandingCompany), always, toMailbox("DK-COV-02", "The recipient is a legal unit and connected.")},
	{ChannelDigital, only(StandingExempt), lifted(byPrivate), toMailbox("DK-PRIV-01", "Exemption does not concern mail from private senders.")},
	{ChannelDigital, only(StandingExempt), lifted(byOtherLaw), toMailbox("DK-EXEMPT-15", "Other law lets this sender write digitally to exempt persons.")},
	{ChannelDigital, only(StandingExempt), lifted(byMandatory), toMailbox("DK-EXEMPT-15", "The message is marked mandatory, and the switch lets it through.")},
	{ChannelDigital, only(StandingExempt), lifted(byNothing), refuse(FailExempt, "DK-EXEMPT-12", "The recipient is exempt from Digital Post.")},
	{ChannelDigital, only(StandingNotConnected), always, refuse(FailNotConnected, "DK-SEND-04", "The recipient is not connected to Digital Post.")},
	{ChannelDigital, only(StandingMinor), always, refuse(FailMinor, "DK-COV-08", "The recipient is under fifteen.")},
	{ChannelDigital, only(StandingDead), always, refuse(FailClosed, "DK-DEL-04", "The recipient's mailbox is closed (6003).")},
	{ChannelDigital, only(StandingUnknown), always, refuse(FailUnknown, "DK-SEND-04", "The register does not know the recipient.")},
	{ChannelDigital, only(StandingCeased), always, refuse(FailCeased, "DK-CVR-04", "The company has ceased.")},
	{ChannelDigital, only(StandingQuarantine), always, refuse(FailQuarantine, "DK-COV-11", "The company is new and cannot be written to yet.")},
	{ChannelDigital, only(StandingCompanyNotConnected), always, refuse(FailNotConnected, "DK-COV-04", "The company is not connected to Digital Post.")},

	{ChannelSMS, alive, subscribed(true), toSMS("DK-SMS-01", "The recipient subscribes to NemSMS.")},
	{ChannelSMS, alive, subscribed(false), refuse(FailNotEnrolled, "DK-SMS-01", "The recipient does not subscribe to NemSMS.")},
	{ChannelSMS, only(StandingDead), always, refuse(FailClosed, "DK-DEL-04", "The recipient is dead.")},
	{ChannelSMS, only(StandingCeased), always, refuse(FailCeased, "DK-CVR-04", "The company has ceased.")},
	{ChannelSMS, only(StandingUnknown), always, refuse(FailUnknown, "DK-SMS-01", "The register does not know the recipient.")},

	{ChannelPrint, only(StandingConnected, StandingCompany), addressed(true).lookedUp(true), toPrintAdvised("DK-SEND-03", "The sender chose paper for somebody who is connected.")},
	{ChannelPrint, unreached, addressed(true).lookedUp(true), toPrint("DK-PRINT-01", "The sender chose paper.")},
	{ChannelPrint, everybody, addressed(true).lookedUp(false), toPrint("DK-PRINT-01", "The sender chose paper and gave no number: no look-up is needed.")},
	{ChannelPrint, everybody, addressed(false), refuse(FailNoAddress, "DK-PRINT-03", "There is no address to print on the letter.")},

	{ChannelAuto, only(StandingConnected), always, toMailbox("DK-COV-01", "The recipient is connected to Digital Post.")},
	{ChannelAuto, only(StandingCompany), always, toMailbox("DK-COV-02", "The recipient is a legal unit and connected.")},
	{ChannelAuto, only(StandingExempt), lifted(byPrivate), toMailbox("DK-PRIV-01", "Exemption does not concern mail from private senders.")},
	{ChannelAuto, only(StandingExempt), lifted(byOtherLaw), toMailbox("DK-EXEMPT-15", "Other law lets this sender write digitally to exempt persons.")},
	{ChannelAuto, only(StandingExempt), lifted(byMandatory), toMailbox("DK-EXEMPT-15", "The message is marked mandatory, and the switch lets it through.")},
	{ChannelAuto, only(StandingExempt), lifted(byNothing).addressed(true), toPrint("DK-PRINT-01", "The recipient is exempt, so the letter goes on paper.")},
	{ChannelAuto, only(StandingExempt), lifted(byNothing).addressed(false), refuse(FailNoAddress, "DK-PRINT-03", "The recipient is exempt, and there is no address to print on the letter.")},
	{ChannelAuto, only(StandingDead), always, refuse(FailClosed, "DK-DEL-04", "The recipient is dead.")},
	{ChannelAuto, only(StandingCeased), always, refuse(FailCeased, "DK-CVR-04", "The company has ceased.")},
	{ChannelAuto, unconnected, addressed(true), toPrint("DK-PRINT-01", "The recipient cannot have Digital Post, so the letter goes on paper.")},
	{ChannelAuto, unconnected, addressed(false), refuse(FailNoAddress, "DK-PRINT-03", "The recipient cannot have Digital Post, and there is no address to print on the letter.")},
}

// Groups of standings.
var (
	everybody = standings{StandingConnected, StandingCompany, StandingExempt, StandingNotConnected, StandingMinor, StandingDead,
		StandingUnknown, StandingCeased, StandingQuarantine, StandingCompanyNotConnected}
	alive       = everybody.but(StandingDead, StandingCeased, StandingUnknown)
	unreached   = everybody.but(StandingConnected, StandingCompany)
	unconnected = unreached.but(StandingExempt, StandingDead, StandingCeased)
)

// Route decides where a letter goes. It is pure: it looks at nothing but its
// arguments, and of those the present table needs the facts only; what depends
// on instant and rule set is in the standing already.
func Route(f Facts, _ law.Rules, _ time.Time) Decision {
	for i := range routes {
		if routes[i].matches(f) {
			return routes[i].then
		}
	}
	// Only a channel or standing that is none gets here.
	return Decision{To: ToRefusal, Code: FailInvalid, Rule: "DK-SEND-04", Text: "No such channel or standing is known."}
}

// route is one row of the table.
type route struct {
	asked Channel
	who   standings
	when  condition
	then  Decision
}

func (r route) matches(f Facts) bool {
	return r.asked == f.Asked && slices.Contains(r.who, f.Standing) && r.when.holds(f)
}

// condition is what else must be so; the zero value of a field asks nothing.
type condition struct {
	lift            lift
	sms, post, seen answer
}

type answer int

const (
	either answer = iota
	yes
	no
)

func answerOf(b bool) answer {
	if b {
		return yes
	}
	return no
}

func (a answer) fits(b bool) bool { return a == either || a == answerOf(b) }

func (c condition) holds(f Facts) bool {
	return (c.lift == "" || c.lift == f.lift()) && c.sms.fits(f.NemSMS) && c.post.fits(f.Address) && c.seen.fits(!f.Unknown)
}

// always asks nothing.
var always condition

func lifted(by lift) condition                  { return condition{lift: by} }
func subscribed(is bool) condition              { return condition{sms: answerOf(is)} }
func addressed(is bool) condition               { return condition{post: answerOf(is)} }
func (c condition) addressed(is bool) condition { c.post = answerOf(is); return c }
func (c condition) lookedUp(is bool) condition  { c.seen = answerOf(is); return c }

// lift is what makes an exemption not count, the first that applies.
type lift string

const (
	byPrivate   lift = "private sender"
	byOtherLaw  lift = "other legal basis"
	byMandatory lift = "mandatory"
	byNothing   lift = "nothing"
)

func (f Facts) lift() lift {
	switch {
	case f.Private:
		return byPrivate
	case f.OtherBasis:
		return byOtherLaw
	case f.Mandatory:
		return byMandatory
	}
	return byNothing
}

type standings []Standing

func only(s ...Standing) standings { return s }

func (s standings) but(out ...Standing) standings {
	return slices.DeleteFunc(slices.Clone(s), func(one Standing) bool { return slices.Contains(out, one) })
}

func toMailbox(rule law.ID, text string) Decision {
	return Decision{To: ToMailbox, Rule: rule, Text: text}
}
func toSMS(rule law.ID, text string) Decision   { return Decision{To: ToSMS, Rule: rule, Text: text} }
func toPrint(rule law.ID, text string) Decision { return Decision{To: ToPrint, Rule: rule, Text: text} }

func toPrintAdvised(rule law.ID, text string) Decision {
	return Decision{To: ToPrint, Advis: AdvisDigitalAvailable, Rule: rule, Text: text}
}

func refuse(code string, rule law.ID, text string) Decision {
	return Decision{To: ToRefusal, Code: code, Rule: rule, Text: text}
}
