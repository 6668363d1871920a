package kombi

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/world"
)

// exchange is the token service: an assertion, which may come many times, for an
// access token (sf1601 1.4).
func (d *Door) exchange(c *call) error {
	raw, err := readAssertionForm(c)
	if err != nil {
		return err
	}
	sts, err := d.options.Authority.STS()
	if err != nil {
		return err
	}
	stated, err := readAssertion(raw, sts)
	if err != nil {
		return refuse(codeAssertion, "%v: send the assertion as the STS gave it", err)
	}
	now := d.options.Now()
	service, known := serviceOf(stated.Entity)
	w := c.caller.World
	switch {
	case now.Before(stated.NotBefore.Add(-time.Minute)) || !now.Before(stated.NotOnOrAfter):
		return refuse(codeAssertExpired, "the assertion holds from %s to %s: get a new one from the STS", stamp(stated.NotBefore), stamp(stated.NotOnOrAfter))
	case stated.World != w.ID() || stated.Epoch != w.Epoch():
		return refuse(codeAssertForeign, "the assertion is of another world, or of the time before this one was reset: get a new one from the STS")
	case !known:
		return refuse(codeAssertEntity, "the assertion is for %q, which is not served here", stated.Entity)
	case !d.options.Holder(stated.Thumbprint, c.caller.Thumbprint):
		return refuse(codeAssertHolder, "the assertion was issued to the holder of another certificate: use the same for STS and token service")
	}
	key, err := d.options.Authority.TokenKey()
	if err != nil {
		return err
	}
	token := accessToken{
		World: stated.World, Epoch: stated.Epoch, System: world.SystemID(stated.System), Service: service,
		Thumbprint: stated.Thumbprint, Expires: now.Add(tokenLife),
	}
	return c.answer(http.StatusOK, wire.MediaJSON, func(out io.Writer) error {
		return wire.WriteTokenResponse(out, &wire.TokenResponse{AccessToken: token.seal(key), TokenType: wire.HolderOfKey, ExpiresIn: tokenLife})
	})
}

// readAssertionForm takes the assertion out of the form.
func readAssertionForm(c *call) ([]byte, error) {
	media, _, err := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	if err != nil || media != wire.MediaForm {
		return nil, refuse(codeForm, "the Content-Type must be %s", wire.MediaForm)
	}
	body, err := io.ReadAll(&c.body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, refuse(codeForm, "the body is no form: percent-encode the value of %s", wire.FormSAMLToken)
	}
	values := form[wire.FormSAMLToken]
	if len(values) != 1 {
		return nil, refuse(codeForm, "the form has the parameter %s %d times: send it once", wire.FormSAMLToken, len(values))
	}
	raw, err := wire.DecodeAssertion(values[0])
	if err != nil {
		return nil, refuse(codeAssertion, "%s is no base64: send the assertion as the STS gave it", wire.FormSAMLToken)
	}
	return raw, nil
}

// authorize checks the token and the headers of a service call.
func (d *Door) authorize(c *call, service world.Service) error {
	header := c.request.Header.Get("Authorization")
	if header == "" {
		return refuse(codeTokenMissing, "there is no Authorization header: send %s and an access token from %s", wire.HolderOfKey, wire.PathToken)
	}
	sealed, ok := wire.ParseAuthorization(header)
	if !ok {
		return refuse(codeTokenMissing, "the Authorization header must be %s, a blank and an access token", wire.HolderOfKey)
	}
	key, err := d.options.Authority.TokenKey()
	if err != nil {
		return err
	}
	token, err := openToken(sealed, key)
	if err != nil {
		return refuse(codeTokenInvalid, "the access token is not of this simulator, or was changed: get a new one")
	}
	w := c.caller.World
	switch {
	case token.World != w.ID() || token.Epoch != w.Epoch():
		return refuse(codeTokenForeign, "the access token is of another world, or of the time before this one was reset: get a new assertion and token")
	case !d.options.Holder(token.Thumbprint, c.caller.Thumbprint):
		return refuse(codeTokenHolder, "the access token was issued to the holder of another certificate: use the same for all calls")
	case token.Service != service:
		return refuse(codeTokenService, "the access token is for another service: ask the STS for an assertion for this one")
	case !d.options.Now().Before(token.Expires):
		return refuse(codeTokenExpired, "the access token ended at %s: get a new one", stamp(token.Expires))
	}
	if id := c.request.Header.Get(wire.HeaderTransaktionsID); !isUUID(id) {
		return refuse(codeTransaction, "the header %s must be a UUID, new for each call", wire.HeaderTransaktionsID)
	}
	return nil
}

// isUUID reports whether s is a UUID in its usual form, of any version.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}
