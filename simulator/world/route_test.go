package world

import (
	"testing"
	"time"

	"github.com/brevdue/brevdue/post/law"
)

func TestEveryCombinationOfFactsMatchesExactlyOneRowAndEveryRowIsUsed(t *testing.T) {
	t.Parallel()
	used := make([]int, len(routes))
	codes := map[Standing]string{}
	for _, asked := range []Channel{ChannelDigital, ChannelSMS, ChannelPrint, ChannelAuto} {
		for _, standing := range everybody {
			for flags := range 1 << 6 {
				f := Facts{
					Asked: asked, Standing: standing, NemSMS: flags&1 != 0, Address: flags&2 != 0, Private: flags&4 != 0,
					OtherBasis: flags&8 != 0, Mandatory: flags&16 != 0, Unknown: flags&32 != 0,
				}
				matching := 0
				for i := range routes {
					if routes[i].matches(f) {
						matching++
						used[i]++
					}
				}
				if matching != 1 {
					t.Fatalf("%d rows match %+v", matching, f)
				}
				d := Route(f, law.Rules{}, time.Time{})
				if (d.Code != "") != (d.To == ToRefusal) || d.Text == "" {
					t.Errorf("%+v: a refusal has a code and nothing else has: %+v", f, d)
				}
				if _, known := law.Default(law.Denmark).Lookup(d.Rule); !known {
					t.Errorf("%+v: no rule is called %q", f, d.Rule)
				}
				if asked == ChannelDigital && d.To == ToRefusal {
					codes[standing] = d.Code
				}
			}
		}
	}
	for i, n := range used {
		if n == 0 {
			t.Errorf("row %d is never used: %+v", i, routes[i])
		}
	}
	seen := map[string]Standing{}
	for standing, code := range codes {
		if other, taken := seen[code]; taken && code != FailNotConnected {
			t.Errorf("%s and %s are refused with the same code %s", standing, other, code)
		}
		seen[code] = standing
	}
	if len(codes) != len(everybody)-2 {
		t.Errorf("refused standings: %v", codes)
	}
}

func TestWhatIsNoChannelIsRefused(t *testing.T) {
	t.Parallel()
	if d := Route(Facts{Asked: "pigeon", Standing: StandingConnected}, law.Rules{}, time.Time{}); d.To != ToRefusal {
		t.Errorf("got %+v", d)
	}
}
