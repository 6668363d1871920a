package world

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/brevdue/brevdue/post/law"
)

func TestWhatIsWrittenByHandIsWhatEncodingJSONWrites(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := func(name string) string {
			return rapid.OneOf(rapid.Just(""), rapid.String(), rapid.StringMatching(`[ -~]*`)).Draw(rt, name)
		}
		at := time.UnixMicro(rapid.Int64Range(0, 4_000_000_000_000_000).Draw(rt, "at")).UTC()
		var events []Event
		var receipts []Receipt
		for range rapid.IntRange(1, 3).Draw(rt, "n") {
			r := Receipt{rapid.Int64().Draw(rt, "seq"), text("id"), SystemID(text("system")), LetterID(text("letter")),
				Channel(text("channel")), Status(text("status")), at, text("code"), text("text")}
			e := Event{r.Seq, at, Kind(text("kind")), r.Letter, text("party"), r.System, r.Channel, law.ID(text("rule")), r.Code, r.Text, nil}
			if rapid.Bool().Draw(rt, "data") {
				e.Data = r.appendJSON(nil)
			}
			receipts, events = append(receipts, r), append(events, e)
		}
		for name, c := range map[string]struct {
			got  []byte
			from any
		}{"events": {appendEvents(nil, events), events}, "receipts": {appendReceipts(nil, receipts), receipts}} {
			want, err := json.Marshal(c.from)
			if err != nil {
				rt.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(c.got)); d != "" {
				rt.Fatalf("%s: %s", name, d)
			}
		}
	})
}
