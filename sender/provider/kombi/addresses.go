package kombi

import (
	"fmt"
	"net/url"
	"strings"
)

// Addresses are the base URLs of the platform's four services, without path.
type Addresses struct {
	STS    string `yaml:"sts"`
	Token  string `yaml:"token"`
	Lookup string `yaml:"lookup"`
	Send   string `yaml:"send"`
}

// At is a platform that has all services at one address, as the simulator has.
func At(base string) Addresses {
	return Addresses{STS: base, Token: base, Lookup: base, Send: base}
}

// ExternalTest is KOMBIT's external test environment.
func ExternalTest() Addresses {
	a := At("https://exttest.serviceplatformen.dk")
	a.STS = "https://n2adgangsstyring.eksterntest-stoettesystemerne.dk"
	return a
}

// Production is the platform itself.
func Production() Addresses {
	a := At("https://prod.serviceplatformen.dk")
	a.STS = "https://n2adgangsstyring.stoettesystemerne.dk"
	return a
}

// check refuses addresses that cannot be meant.
func (a Addresses) check() error {
	for _, c := range []struct{ what, base string }{{"STS", a.STS}, {"token", a.Token}, {"look-up", a.Lookup}, {"send", a.Send}} {
		u, err := url.Parse(c.base)
		if err != nil || u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return &Error{Code: CodeAddress, Text: fmt.Sprintf("the address of the %s service is %q; write it as https://host:port without a path", c.what, c.base)}
		}
	}
	return nil
}
