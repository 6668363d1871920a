package kombi

import (
	"io"
	"net/http"
	"net/url"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// lookUpDigital is PostForespoerg for Digital Post, lookUpSMS for NemSMS (sf1601 3).
func (d *Door) lookUpDigital(c *call) error { return d.lookUp(c, false) }
func (d *Door) lookUpSMS(c *call) error     { return d.lookUp(c, true) }

func (d *Door) lookUp(c *call, sms bool) error {
	if err := d.authorize(c, world.ServiceLookup); err != nil {
		return err
	}
	query, err := url.ParseQuery(c.request.URL.RawQuery)
	if err != nil {
		return refuse(codeNoNumber, "the query cannot be read: percent-encode its value")
	}
	party, ok := wire.ParseLookup(query)
	if !ok {
		return refuse(codeNoNumber, "there is no number: give %s or %s in the query", wire.QueryCPR, wire.QueryCVR)
	}
	registered := false
	// Nonsense is nobody, and nobody is not registered: false, not an error.
	cpr, isPerson := party.CPR()
	_, isCompany := party.CVR()
	if isPerson && cpr.Digits() == party.Number || isCompany {
		if registered, err = c.caller.World.LookUp(c.request.Context(), party, sms); err != nil {
			return err
		}
	}
	return c.answer(http.StatusOK, wire.MediaJSON, func(w io.Writer) error { return wire.WriteLookup(w, registered) })
}
