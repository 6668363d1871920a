package steps

import (
	"context"
	"regexp"
	"sync"

	"github.com/cucumber/godog"
)

// stageKey finds the scenario's stage in its context.
type stageKey struct{}

// With puts a stage into a scenario's context.
func With(ctx context.Context, s *Stage) context.Context {
	return context.WithValue(ctx, stageKey{}, s)
}

// From finds the stage that With put there; nil if there is none.
func From(ctx context.Context) *Stage {
	s, _ := ctx.Value(stageKey{}).(*Stage)
	return s
}

// Pieces of sentences: a person or company, whose mailbox, a sender.
const (
	someone = `(\p{Lu}\p{L}*)`
	whose   = `(\p{Lu}\p{L}*)s`
	from    = `([Kk]ommunen|\p{Lu}[\p{L} ]*?)`
	quoted  = `"([^"]*)"`
)

// Sentences are all sentences of the features. The zero value is ready; one is
// enough for a run. Safe for concurrent use.
type Sentences struct {
	mu       sync.Mutex
	compiled map[string]*regexp.Regexp // godog would compile them for each scenario anew
}

// Register tells godog all sentences. The state travels in the context, so
// scenarios run side by side.
func (s *Sentences) Register(sc *godog.ScenarioContext) {
	r := register{sc, s}
	registerGiven(r)
	registerWhen(r)
	registerThen(r)
}

func (s *Sentences) compile(expression string) *regexp.Regexp {
	s.mu.Lock()
	defer s.mu.Unlock()
	re := s.compiled[expression]
	if re == nil {
		if s.compiled == nil {
			s.compiled = map[string]*regexp.Regexp{}
		}
		re = regexp.MustCompile(expression)
		s.compiled[expression] = re
	}
	return re
}

// register takes sentences for one scenario.
type register struct {
	scenario  *godog.ScenarioContext
	sentences *Sentences
}

func (r register) Given(expression string, step any) {
	r.scenario.Given(r.sentences.compile(expression), step)
}
func (r register) When(expression string, step any) {
	r.scenario.When(r.sentences.compile(expression), step)
}
func (r register) Then(expression string, step any) {
	r.scenario.Then(r.sentences.compile(expression), step)
}
func (r register) Step(expression string, step any) {
	r.scenario.Step(r.sentences.compile(expression), step)
}

func registerGiven(sc register) {
	one := func(f func(*Stage, context.Context, string) error) func(context.Context, string) error {
		return func(ctx context.Context, a string) error { return f(From(ctx), ctx, a) }
	}
	two := func(f func(*Stage, context.Context, string, string) error) func(context.Context, string, string) error {
		return func(ctx context.Context, a, b string) error { return f(From(ctx), ctx, a, b) }
	}
	none := func(f func(*Stage, context.Context) error) func(context.Context) error {
		return func(ctx context.Context) error { return f(From(ctx), ctx) }
	}

	sc.Given(`^at klokken er `+quoted+` dansk tid$`, one((*Stage).clockIs))
	sc.Given(`^at klokken er `+quoted+` i UTC$`, one((*Stage).clockIsUTC))
	sc.Given(`^at indstillingen `+quoted+` er sat til `+quoted+`$`, two((*Stage).setSwitch))

	sc.Given(`^at `+from+` har en tilslutningsaftale$`, one((*Stage).hasAgreement))
	sc.Given(`^at `+from+` ikke har nogen tilslutningsaftale$`, one((*Stage).hasNoAgreement))
	sc.Given(`^at `+from+` har en tilslutningsaftale og eget lovgrundlag for digital post$`, one((*Stage).hasOwnBasis))
	sc.Given(`^at `+from+` er en privat afsender med en tilslutningsaftale$`, one((*Stage).isPrivate))

	sc.Given(`^at `+someone+` er tilsluttet Digital Post$`, one((*Stage).connected))
	sc.Given(`^at `+someone+` er `+whose+` (?:mor|far) og er tilsluttet Digital Post$`, two((*Stage).parent))
	sc.Given(`^at `+someone+` er tilsluttet Digital Post, men aldrig har logget ind$`, one((*Stage).neverLoggedIn))
	sc.Given(`^at `+someone+` er tilsluttet Digital Post, men ikke tilmeldt NemSMS$`, one((*Stage).connected))
	sc.Given(`^at `+someone+` er tilsluttet Digital Post og vil adviseres på e-mail$`, one((*Stage).notified))
	sc.Given(`^at `+someone+` er født den `+quoted+` og bor i Danmark$`, two((*Stage).resident))
	sc.Given(`^at `+someone+` bor i Danmark og (har tilmeldt sig frivilligt|er fritaget|hverken har tilmeldt sig eller er fritaget)$`, two((*Stage).enrolledEarly))
	sc.Given(`^at `+someone+` er fritaget for Digital Post$`, one((*Stage).exempt))
	sc.Given(`^at `+someone+` er fritaget for Digital Post, men tilmeldt NemSMS$`, one((*Stage).exemptWithNemSMS))
	sc.Given(`^at `+someone+` er død$`, one((*Stage).dead))
	sc.Given(`^at `+someone+` ikke findes i registret$`, one((*Stage).unregistered))
	sc.Given(`^at `+someone+` aldrig har boet i Danmark og ikke har tilmeldt sig$`, one((*Stage).neverResident))
	sc.Given(`^at `+someone+` ikke har noget (CPR|CVR)-nummer$`, two((*Stage).numberless))
	sc.Given(`^at `+someone+` flytter til udlandet$`, one((*Stage).departs))
	sc.Given(`^at kommunen ikke kender `+whose+` adresse$`, one((*Stage).addressUnknown))
	sc.Given(`^at (virksomheden|foreningen) `+someone+` er registreret med CVR-nummer den `+quoted+`$`,
		func(ctx context.Context, kind, name, at string) error {
			return From(ctx).unitRegistered(ctx, kind, name, at)
		})
	sc.Given(`^at `+someone+` ophører `+quoted+` dansk tid$`, two((*Stage).ceases))

	sc.Given(`^at løsningen er `+quoted+` om at gøre et brev tilgængeligt$`, one((*Stage).availability))
	sc.Given(`^at adviseringer ikke kan sendes$`, none((*Stage).noticesFail))
	sc.Given(`^at udbyderens kvitteringer går tabt$`, none((*Stage).receiptsLost))
	sc.Given(`^at udbyderen sender hver kvittering to gange$`, none((*Stage).receiptsDoubled))
	sc.Given(`^at udbyderen bytter om på de næste 2 kvitteringer$`, none((*Stage).receiptsSwapped))
	sc.Given(`^at kommunens modtagesystem ikke bekræfter den næste kvittering$`, none((*Stage).deafOnce))
	sc.Given(`^at udbyderen tager imod det næste brev, men svaret går tabt, og `+someone+` bliver fritaget imens$`, one((*Stage).answerLost))
}

func registerWhen(sc register) {
	sc.When(`^klokken bliver `+quoted+` dansk tid$`, func(ctx context.Context, at string) error { return From(ctx).clockIs(ctx, at) })
	sc.When(`^der går `+quoted+`$`, func(ctx context.Context, d string) error { return From(ctx).passes(ctx, d) })
	sc.Step(`^(?:at )?`+from+` (?:sender|har sendt) `+quoted+` til `+someone+` (kun som Digital Post|med automatisk valg|som fysisk post|som NemSMS)(?:, (.+))?$`,
		func(ctx context.Context, from, title, to, how, more string) error {
			return From(ctx).sends(ctx, from, title, to, how, more)
		})
	sc.When(`^kommunens system sender `+quoted+` igen med samme id$`, func(ctx context.Context, title string) error { return From(ctx).sendsAgain(ctx, title) })
	sc.When(`^kommunen genudsender `+quoted+` som `+quoted+`$`, func(ctx context.Context, title, as string) error { return From(ctx).resends(ctx, title, as) })
	sc.Step(`^(?:at )?`+someone+` bliver fritaget for Digital Post$`, func(ctx context.Context, name string) error { return From(ctx).becomesExempt(ctx, name, "") })
	sc.When(`^`+someone+` bliver fritaget for Digital Post med grunden `+quoted+`$`,
		func(ctx context.Context, name, ground string) error {
			return From(ctx).becomesExempt(ctx, name, ground)
		})
	sc.When(`^`+someone+` åbner `+quoted+`$`, func(ctx context.Context, name, title string) error { return From(ctx).opens(ctx, name, title) })
	sc.When(`^`+someone+` logger ind i sin postkasse$`, func(ctx context.Context, name string) error { return From(ctx).logsIn(ctx, name) })
	sc.When(`^`+from+` bruger (\p{Lu}[\p{L} ]*?)s adgangsbevis med sit eget certifikat$`,
		func(ctx context.Context, thief, owner string) error {
			return From(ctx).usesForeignToken(ctx, thief, owner)
		})
}

func registerThen(sc register) {
	one := func(f func(*Stage, context.Context, string) error) func(context.Context, string) error {
		return func(ctx context.Context, a string) error { return f(From(ctx), ctx, a) }
	}
	two := func(f func(*Stage, context.Context, string, string) error) func(context.Context, string, string) error {
		return func(ctx context.Context, a, b string) error { return f(From(ctx), ctx, a, b) }
	}
	three := func(f func(*Stage, context.Context, string, string, string) error) func(context.Context, string, string, string) error {
		return func(ctx context.Context, a, b, c string) error { return f(From(ctx), ctx, a, b, c) }
	}

	// arrival
	sc.Then(`^er `+quoted+` kommet frem til `+someone+` `+quoted+` dansk tid$`, three((*Stage).arrived))
	sc.Then(`^`+quoted+` er kommet frem til `+someone+` `+quoted+` dansk tid$`, three((*Stage).arrived))
	sc.Then(`^(?:er )?der (?:er )?intet nyt brev i `+whose+` postkasse$`, one((*Stage).emptyMailbox))
	sc.Then(`^`+quoted+` er ikke i `+whose+` postkasse$`, two((*Stage).notInMailbox))
	sc.Then(`^(?:er )?`+quoted+` (?:er )?i `+whose+` postkasse$`, two((*Stage).isInMailbox))
	sc.Then(`^(?:er )?`+quoted+` (?:er )?stadig i `+whose+` postkasse$`, two((*Stage).isStillInMailbox))
	sc.Then(`^(?:er )?der (?:er )?præcis ét brev med titlen `+quoted+` i `+whose+` postkasse$`, two((*Stage).exactlyOneInMailbox))
	sc.Then(`^`+someone+` kan åbne og læse `+quoted+`$`, two((*Stage).readable))
	sc.Then(`^`+quoted+` er ikke åbnet$`, one((*Stage).unopened))
	sc.Then(`^`+quoted+` har (ikke )?den retsvirkning, som loven giver offentlig post$`,
		func(ctx context.Context, title, not string) error { return From(ctx).effect(ctx, title, not == "") })
	sc.Then(`^hændelsesloggen for `+quoted+` viser modtaget `+quoted+` og tilgængelig `+quoted+` dansk tid$`, three((*Stage).logged))
	sc.Then(`^`+someone+` er ikke adviseret om `+quoted+`$`, two((*Stage).notNotified))
	sc.Then(`^er adviseringen af `+someone+` om `+quoted+` slået fejl$`, two((*Stage).noticeFailed))
	sc.Then(`^viser `+whose+` postkasse `+quoted+` som afsender af `+quoted+`$`, three((*Stage).shownSender))
	sc.Then(`^udbyderen har ikke slået `+someone+` op$`, one((*Stage).noLookup))
	sc.Then(`^`+someone+` kan ikke logge ind i sin postkasse$`, one((*Stage).cannotLogIn))
	sc.Then(`^et opslag siger kun, at `+someone+` ikke kan nås med Digital Post, og ikke hvorfor$`, one((*Stage).lookUpTellsLittle))
	sc.Then(`^afvises adgangsbeviset$`, func(ctx context.Context) error { return From(ctx).tokenRefused(ctx) })

	// refusals
	sc.Then(`^(?:får )?kommunen (?:får )?en negativ kvittering, fordi (.+)$`, one((*Stage).refused))
	sc.Then(`^bliver `+quoted+` afvist med det samme, fordi (.+)$`, two((*Stage).refusedAtOnce))

	// paper and SMS
	sc.Then(`^er der printet præcis ét brev til `+someone+`$`, one((*Stage).printedExactlyOne))
	sc.Then(`^der er ikke printet noget til `+someone+`$`, one((*Stage).printedNothing))
	sc.Then(`^`+someone+` har fået `+quoted+` på præcis én kanal$`, two((*Stage).oneChannel))
	sc.Then(`^er der sendt præcis én NemSMS til `+someone+`, og den har ingen retsvirkning$`, one((*Stage).reminder))
	sc.Then(`^er `+quoted+` printet, og det er noteret, at `+someone+` kunne have fået det digitalt$`, two((*Stage).printedThoughDigital))
	sc.Then(`^udbyderen har noteret, at `+quoted+` ikke kunne være printet$`, one((*Stage).notPrintable))

	sc.Then(`^bliver brevet afvist, for det bryder (FP-\d{3})$`, one((*Stage).breaksPrintRule))
	sc.Then(`^bliver brevet printet præcis én gang, for det overholder (FP-\d{3})$`, one((*Stage).keepsPrintRule))

	// deadlines
	sc.Then(`^en frist på `+quoted+` fra `+quoted+` udløber den `+quoted+`$`, three((*Stage).lastDay))
	sc.Then(`^(?:er )?ankomstdagen for `+quoted+` (?:er )?den `+quoted+`$`, two((*Stage).arrivalDay))
	sc.Then(`^(?:formodes )?`+quoted+` (?:formodes )?at være kommet frem den `+quoted+`$`, two((*Stage).presumed))
	sc.Then(`^et svar på `+quoted+` inden `+quoted+`, der er tilgængeligt `+quoted+` i UTC, er (rettidigt|for sent)$`,
		func(ctx context.Context, title, period, at, word string) error {
			return From(ctx).inTime(ctx, title, period, at, word)
		})

	// what the sender makes of it
	sc.Then(`^(?:regner )?`+from+` (?:regner )?`+quoted+` for (accepteret|kommet frem|printet|afvist)$`, three((*Stage).believes))
	sc.Then(`^regner `+from+` `+quoted+` for forsinket og slår alarm$`, two((*Stage).overdue))
	sc.Then(`^`+quoted+` har aldrig været regnet for printet eller kommet frem$`, one((*Stage).neverBelieved))
	sc.Then(`^svarede udbyderen straks, at `+quoted+` var modtaget$`, one((*Stage).answeredYes))
	sc.Then(`^kommunen har `+quoted+` stående som genudsendelse af `+quoted+`$`, two((*Stage).resendLinked))
	sc.Then(`^har kommunens system forsøgt at sende `+quoted+` mindst (\d+) gange$`,
		func(ctx context.Context, title string, n int) error { return From(ctx).attempts(ctx, title, n, 0) })
	sc.Then(`^kommunens system har sendt `+quoted+` (\d+) gang(?:e)?$`,
		func(ctx context.Context, title string, n int) error { return From(ctx).attempts(ctx, title, n, n) })

	// receipts
	sc.Then(`^(?:har )?`+quoted+` (?:har )?præcis ét endeligt udfald, nemlig `+quoted+`$`, two((*Stage).oneFinal))
	sc.Then(`^fik kommunens modtagesystem den første kvittering for `+quoted+` mindst (\d+) gange, før den næste$`,
		func(ctx context.Context, title string, n int) error { return From(ctx).receivedTwice(ctx, title, n) })
	sc.Then(`^kommunens modtagesystem har bekræftet hver kvittering for `+quoted+`, også gentagelserne$`, one((*Stage).allAcknowledged))
	sc.Then(`^kom kvitteringen `+quoted+` for `+quoted+` før `+quoted+`$`, three((*Stage).cameBefore))
	sc.Then(`^har alle kvitteringer for `+quoted+` tomme fejldetaljer$`, one((*Stage).emptyDetails))
	sc.Then(`^den negative kvittering for `+quoted+` har både kode og tekst$`, one((*Stage).codeAndText))
	sc.Then(`^den negative kvittering for `+quoted+` siger, at (.+)$`, two((*Stage).namesCause))
	sc.Then(`^de digitale kvitteringer for `+quoted+` bærer forsendelsens og meddelelsens id$`, one((*Stage).digitalKeys))
	sc.Then(`^de fysiske kvitteringer for `+quoted+` bærer afsendelsens id og henviser til forsendelsen$`, one((*Stage).physicalKeys))
	sc.Then(`^gentagelsen af `+quoted+` har fået sin egen kvittering, der kalder den en gentagelse$`, one((*Stage).repeatReceipt))
}
