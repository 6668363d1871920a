package control

import (
	_ "embed" // the contract
	"errors"
	"net/http"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/post/law"
	"github.com/brevdue/brevdue/simulator/world"
)

//go:embed openapi.yaml
var contract []byte // written by nobody: the embed directive wants a package variable

func (a *API) health(*request) (reply, error) { return ok(Health{Status: "ok"}) }

func (a *API) ready(r *request) (reply, error) {
	if a.Ready != nil {
		if err := a.Ready(r.Context()); err != nil {
			return reply{}, &world.Error{Code: codeUnavailable, Text: "not ready: " + masked(err)}
		}
	}
	return ok(Health{Status: "ready"})
}

func (a *API) getOpenAPI(*request) (reply, error) {
	return text(http.StatusOK, "application/yaml", contract)
}

func (a *API) getCA(*request) (reply, error) {
	return text(http.StatusOK, "application/x-pem-file", append(a.Authority.RootPEM(), a.Authority.IssuingPEM()...))
}

func (a *API) listRules(*request) (reply, error) { return ok(law.Default(law.Denmark).All()) }

func (a *API) listSwitches(*request) (reply, error) { return ok(law.Switches()) }

func (a *API) listMagic(*request) (reply, error) {
	table := []Magic{}
	for _, m := range world.Magic() {
		table = append(table, Magic{Party: m.Party, Name: m.Name, Standing: m.Standing, NemSMS: m.NemSMS, Da: m.Da, En: m.En})
	}
	return ok(table)
}

// masked is an error's text for the log and for problems.
func masked(err error) string {
	if err == nil {
		return ""
	}
	var e *world.Error
	if errors.As(err, &e) && e.Cause == nil {
		return ident.MaskText(e.Code + ": " + e.Text)
	}
	return ident.MaskText(err.Error())
}
