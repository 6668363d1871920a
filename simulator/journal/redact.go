package journal

import (
	"net/http"
	"net/url"
	"regexp"
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

func maskHeader(h http.Header) http.Header {
	out := make(http.Header, len(h))
	for name, values := range h {
		masked := make([]string, len(values))
		for i, v := range values {
			switch name {
			case "Authorization", "Proxy-Authorization", "Cookie":
				scheme, _, _ := strings.Cut(v, " ")
				if scheme == v {
					scheme = ""
				}
				masked[i] = strings.TrimSpace(scheme + " " + blank)
			default:
				masked[i] = ident.MaskText(v)
			}
		}
		out[name] = masked
	}
	return out
}
