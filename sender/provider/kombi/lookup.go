package kombi

import (
	"context"
	"io"
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
	var registered bool
	err := c.call(ctx, c.http, "lookup", kombi.EntityPostForespoerg, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.cfg.Addresses.Lookup+path+"?"+kombi.LookupQuery(party).Encode(), nil)
		if err != nil {
			return nil, &Error{Code: CodeAddress, Step: "lookup", Text: "the address cannot be called"}
		}
		req.Header.Set("Accept", kombi.MediaJSON)
		return req, nil
	}, func(r io.Reader) (err error) {
		registered, err = kombi.ReadLookup(r)
		return err
	})
	return registered && err == nil, err
}
