package web

import (
	"net/http"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

// clockPanel shows a world's clock and the ways to move it.
type clockPanel struct {
	Now     time.Time
	Mode    world.ClockMode
	Running bool
	Fast    bool // runs at another speed than one
	Speed   float64
	Next    *time.Time
	Action  string
	Local   string // now, as an input field writes it, in Danish time
	Steps   []clockStep
}

type clockStep struct{ Value, Label string }

// localLayout is what <input type="datetime-local"> reads and sends.
const localLayout = "2006-01-02T15:04"

func (v *visit) clock() clockPanel {
	c := v.world.Clock()
	p := clockPanel{
		Now: c.Now, Mode: c.Mode, Running: c.Mode == world.ClockRunning, Speed: c.Speed, Next: c.Next,
		Action: v.href("clock"),
		// The field has minutes: the next whole one is the earliest that lies ahead.
		Local: c.Now.Add(time.Minute - 1).In(v.render.zone).Format(localLayout),
	}
	p.Fast = p.Running && c.Speed != 1
	for _, s := range []clockStep{
		{"1m", "clock.minute"}, {"1h", "clock.hour"}, {"24h", "clock.day"}, {"168h", "clock.week"}, {"672h", "clock.month"},
	} {
		p.Steps = append(p.Steps, clockStep{s.Value, v.t(s.Label)})
	}
	return p
}

// maxForm is the largest form.
const maxForm = 4096

// moveClock does what the clock forms say and leads back to the overview.
func (s *Site) moveClock(v *visit) error {
	v.Body = http.MaxBytesReader(v.writer, v.Body, maxForm)
	if err := v.ParseForm(); err != nil {
		return &refusal{status: http.StatusBadRequest, text: "clock.unclear"}
	}
	if err := v.move(); err != nil {
		return err
	}
	http.Redirect(v.writer, v.Request, v.href(), http.StatusSeeOther)
	return nil
}

func (v *visit) move() error {
	unclear := &refusal{status: http.StatusBadRequest, text: "clock.unclear"}
	ctx, form := v.Context(), v.PostForm
	var err error
	switch {
	case form.Get("by") != "":
		by, parseErr := time.ParseDuration(form.Get("by"))
		if parseErr != nil || by <= 0 {
			return unclear
		}
		_, err = v.world.AdvanceBy(ctx, by)
	case form.Get("next") != "":
		_, err = v.world.AdvanceToNext(ctx)
	case form.Get("to") != "":
		to, parseErr := time.ParseInLocation(localLayout, form.Get("to"), v.render.zone)
		if parseErr != nil {
			return unclear
		}
		_, err = v.world.Advance(ctx, to)
	case form.Get("mode") != "":
		mode := world.ClockMode(form.Get("mode"))
		if mode != world.ClockFrozen && mode != world.ClockRunning {
			return unclear
		}
		_, err = v.world.SetClock(ctx, time.Time{}, mode, 1)
	default:
		return unclear
	}
	if err != nil && world.CodeOf(err) != "internal" {
		return &refusal{status: http.StatusConflict, text: "clock.refused", cause: err}
	}
	return err
}
