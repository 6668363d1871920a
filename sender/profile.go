package sender

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/calendar"
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/post/memo"
	"github.com/brevdue/brevdue/sender/outbox"
	"github.com/brevdue/brevdue/sender/provider/kombi"
)

// Clock is an authority's clock: what law and contract follow. Transport follows
// the machine's.
type Clock interface{ Now() time.Time }

// MachineClock is the machine's clock.
type MachineClock = outbox.MachineClock

// Profile is one authority that is served.
type Profile struct {
	ID   string    // in addresses and lists: lower-case letters, digits and dashes
	CVR  ident.CVR // whose certificate it is
	Name string    // what recipients see as sender

	// SenderCVR is who the letters say they are from; default CVR. A provider
	// refuses any other (DK-SEND-05).
	SenderCVR ident.CVR

	Certificate tls.Certificate // client certificate
	Roots       *x509.CertPool  // trusted for the provider; nil is the system's
	Provider    kombi.Addresses
	ReceiptCA   *x509.CertPool // whose certificates may push receipts; nil: none may

	Clock Clock     // default [MachineClock]
	Rules law.Rules // the rules and switches in force; the zero value is Denmark's, at their defaults

	PostType     string              // MeMo postType of letters that name none
	PrintType    string              // ForsendelseTypeIdentifikator, a number handed out by the print vendor
	MemoVersion  memo.Version        // default memo.V12
	Print        *fjernprint.Profile // what the print shop asks of documents; default dk-fjernprint-2013
	OverdueAfter time.Duration       // default from the switch dk.receiptOverdueHours
}

var profileID = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$`)

// withDefaults fills in and checks.
func (p Profile) withDefaults() (Profile, error) {
	refuse := func(format string, args ...any) (Profile, error) {
		return Profile{}, &Error{Code: CodeProfile, Text: fmt.Sprintf(format, args...)}
	}
	if !profileID.MatchString(p.ID) {
		return refuse("the profile id %q is not 1 to 64 lower-case letters, digits and dashes", p.ID)
	}
	if _, err := ident.ParseCVR(p.CVR.Digits()); err != nil {
		return refuse("profile %s has no CVR number; give the authority's eight digits", p.ID)
	}
	if p.Name == "" || tooLong(p.Name, maxText) {
		return refuse("profile %s needs a name of 1 to %d characters: what recipients see as sender", p.ID, maxText)
	}
	p.SenderCVR = cmp.Or(p.SenderCVR, p.CVR)
	p.MemoVersion = cmp.Or(p.MemoVersion, memo.V12)
	p.OverdueAfter = cmp.Or(p.OverdueAfter, time.Duration(p.Rules.Number(law.ReceiptOverdueHours))*time.Hour)
	if p.Clock == nil {
		p.Clock = MachineClock{}
	}
	if p.Print == nil {
		p.Print, _ = fjernprint.BuiltIn(fjernprint.DefaultProfile)
	}
	return p, nil
}

// account is a profile at work.
type account struct {
	Profile
	client   *kombi.Client
	zone     *time.Location
	calendar calendar.Calendar
}

func newAccount(p Profile, retry Retry) (*account, error) {
	p, err := p.withDefaults()
	if err != nil {
		return nil, err
	}
	a := &account{Profile: p}
	if a.zone, err = calendar.Zone(p.Rules.Jurisdiction()); err != nil {
		return nil, &Error{Code: CodeProfile, Text: "profile " + p.ID, Cause: err}
	}
	if a.calendar, err = calendar.FromRules(p.Rules); err != nil {
		return nil, &Error{Code: CodeProfile, Text: "profile " + p.ID, Cause: err}
	}
	a.client, err = kombi.New(kombi.Config{
		Addresses: p.Provider, CVR: p.CVR, Certificate: p.Certificate, Roots: p.Roots, Timeout: retry.Timeout, Rest: retry.Rest,
	})
	if err != nil {
		return nil, &Error{Code: CodeProfile, Text: "profile " + p.ID, Cause: err}
	}
	return a, nil
}

func sortProfiles(all []Profile) {
	slices.SortFunc(all, func(a, b Profile) int { return strings.Compare(a.ID, b.ID) })
}
