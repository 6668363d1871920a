package web

import (
	"net/http"
	"time"

	"golang.org/x/text/language"
)

// Languages of the pages. Danish is the default.
const (
	danish  = "da"
	english = "en"

	langCookie = "brevdue-sender-lang"
)

// chooseLang takes the language asked for in the address, which is remembered,
// else the remembered one, else the browser's.
func chooseLang(w http.ResponseWriter, r *http.Request) string {
	if asked := r.URL.Query().Get("lang"); asked == danish || asked == english {
		http.SetCookie(w, &http.Cookie{
			Name: langCookie, Value: asked, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
			MaxAge: int((365 * 24 * time.Hour).Seconds()),
		})
		return asked
	}
	if c, err := r.Cookie(langCookie); err == nil && (c.Value == danish || c.Value == english) {
		return c.Value
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return danish
	}
	for _, tag := range tags {
		switch base, _ := tag.Base(); base.String() {
		case "da", "no", "nb", "nn", "sv", "kl", "fo":
			return danish
		case "en":
			return english
		}
	}
	if len(tags) > 0 {
		return english
	}
	return danish
}
