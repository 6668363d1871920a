package world_test

import (
	"testing"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

// XML has years of five digits and JSON has none: such an instant is refused, and
// must not bring the world down.
func TestInstantsThatCannotBeKeptAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	far := time.Date(12_000, 1, 1, 0, 0, 0, 0, time.UTC)
	to := magic(t, connected)
	cpr := cprOf(t, to)
	b.want(b.world.Exempt(b.ctx, cpr, world.Exemption{EndsAt: &far}), world.CodeInvalid)
	b.want(b.world.PutPerson(b.ctx, world.Person{CPR: cpr, DiedAt: &far}), world.CodeInvalid)
	cvr, _ := magic(t, "connected association").CVR()
	b.want(b.world.PutCompany(b.ctx, world.Company{CVR: cvr, CeasedAt: &far}), world.CodeInvalid)
	a := b.authority
	a.AgreementTo = &far
	b.want(b.world.PutAuthority(b.ctx, a), world.CodeInvalid)

	s := b.letter(world.ChannelDigital, to)
	s.Message.ReplyBy = &far
	if l := b.send(s); l.Code != world.FailInvalid || s.Message.ReplyBy == nil {
		t.Errorf("a far reply date: %+v", l)
	}
	s = b.letter(world.ChannelDigital, to)
	s.Message.CreatedAt = far // the sender's claim is judged by no rule
	if l := b.send(s); l.State != world.StateAvailable || len(b.events(world.Query{Letter: l.ID, Kinds: []world.Kind{world.KindLetterWarned}})) != 1 {
		t.Errorf("a far time of writing: %+v", l)
	}
}
