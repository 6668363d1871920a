package journal

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/brevdue/brevdue/post/ident"
)

const blank = "[redacted]"

// redactor blanks secrets and masks CPR numbers. It is made once per journal.
type redactor struct {
	secrets *regexp.Regexp
}

func newRedactor() redactor {
	return redactor{secrets: regexp.MustCompile(
		`(?i)("(?:assertion|access_token)"\s*:\s*")[^"]*|(\bsaml-token=)[^&\s]*`)}
}

// clean prepares an exchange for storing. The headers are replaced, not changed:
// they may belong to a request that is still alive.
func (r redactor) clean(x *Exchange) {
	x.URL = maskURL(x.URL)
	x.Error = ident.MaskText(x.Error)
	for _, m := range []*Message{&x.Request, &x.Response} {
		m.Header = maskHeader(m.Header)
		if x.Kind == KindSTS || x.Kind == KindToken || x.Kind == KindOther {
			m.Body.Text = r.secrets.ReplaceAllString(m.Body.Text, "${1}${2}"+blank)
		}
	}
}

// maskURL masks the address as written and as meant: %30 is a digit too.
func maskURL(address string) string {
	masked := ident.MaskText(address)
	if !strings.Contains(address, "%") {
		return masked
	}
	plain, err := url.QueryUnescape(address)
	if err != nil || ident.MaskText(plain) == plain {
		return masked
	}
	return ident.MaskText(plain)
}

// maskHeader shares with h what needs no masking, which is nearly everything.
func maskHeader(h http.Header) http.Header {
	out := make(http.Header, len(h))
	for name, values := range h {
		mask := ident.MaskText
		switch name {
		case "Authorization", "Proxy-Authorization", "Cookie":
			mask = blankSecret
		}
		out[name] = maskValues(values, mask)
	}
	return out
}

func maskValues(values []string, mask func(string) string) []string {
	shared := true
	for i, v := range values {
		masked := mask(v)
		if masked == v {
			continue
		}
		if shared {
			values, shared = slices.Clone(values), false
		}
		values[i] = masked
	}
	return values
}

// blankSecret keeps the scheme of a credential.
func blankSecret(v string) string {
	scheme, _, _ := strings.Cut(v, " ")
	if scheme == v {
		scheme = ""
	}
	return strings.TrimSpace(scheme + " " + blank)
}
