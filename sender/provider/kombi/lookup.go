package kombi

import (
	"context"
	"errors"
	"net/http"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/kombi"
)

// LookUp asks whether a party is registered for Digital Post, or for NemSMS. An
// error is never an answer: a sender that takes one for "not registered" pays
// with paper.
func (c *Client) LookUp(ctx context.Context, party ident.Party, sms bool) (bool, error) {
	path := kombi.PathLookupDigital
	if sms {
		path = kombi.PathLookupNemSMS
	}
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	resp, err := c.call(ctx, c.http, "lookup", kombi.EntityPostForespoerg, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.cfg.Addresses.Lookup+path+"?"+kombi.LookupQuery(party).Encode(), nil)
		if err != nil {
			return nil, &Error{Code: CodeAddress, Step: "lookup", Text: "the address cannot be called"}
		}
		req.Header.Set("Accept", kombi.MediaJSON)
		return req, nil
	})
	if err != nil {
		return false, err
	}
	registered, err := kombi.ReadLookup(resp.Body)
	if err := errors.Join(err, drain(resp.Body)); err != nil {
		return false, &Error{Code: CodeUnreadable, Step: "lookup", Status: resp.StatusCode, Text: "the look-up answered in a form that cannot be read", Cause: err}
	}
	return registered, nil
}
