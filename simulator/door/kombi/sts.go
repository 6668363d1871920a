package kombi

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// serviceOf is the service behind an entity id; false for those that are not
// simulated.
func serviceOf(entity string) (world.Service, bool) {
	switch entity {
	case wire.EntityKombiPostAfsend:
		return world.ServiceSend, true
	case wire.EntityPostForespoerg:
		return world.ServiceLookup, true
	default:
		return "", false
	}
}

// issue is the security token service (sf1601 1.2, 1.3).
func (d *Door) issue(c *call) error {
	q, err := wire.ReadSTSRequest(&c.body)
	if err != nil {
		return err
	}
	service, known := serviceOf(q.AppliesTo)
	system := c.caller.System
	cvr := strings.TrimSpace(q.CVR)
	switch {
	case q.AppliesTo == "":
		return refuse(codeSTSRequest, "AppliesTo.EndpointReference.Address is missing: give the entity id of the service")
	case cvr == "":
		return refuse(codeSTSRequest, "AnvenderKontekst.Cvr is missing: give the CVR number of the authority")
	case len(q.UseKey) == 0:
		return refuse(codeSTSRequest, "UseKey is missing: give the client certificate as base64 of its DER form")
	case !known:
		return refuse(codeSTSEntity, "the entity id %q is unknown: use %s or %s", q.AppliesTo, wire.EntityKombiPostAfsend, wire.EntityPostForespoerg)
	case string(q.UseKey) != string(c.caller.Certificate.Raw):
		return refuse(codeSTSKey, "UseKey holds another certificate than the TLS connection: use the same for both")
	case cvr != system.Authority.Digits():
		return refuse(codeSTSAuthority, "the sender system %q acts for the authority with CVR number %s, not for the one in AnvenderKontekst.Cvr", system.Name, system.Authority)
	case system.Services != nil && !slices.Contains(system.Services, service):
		return refuse(codeSTSService, "the sender system %q has no service agreement (serviceaftale) for %s", system.Name, q.AppliesTo)
	}
	sts, err := d.options.Authority.STS()
	if err != nil {
		return err
	}
	// Lifetime has whole seconds and must equal NotOnOrAfter.
	from := d.options.Now().UTC().Truncate(time.Second)
	holder := c.caller.Certificate
	assertion, err := newAssertion(claims{
		World: c.caller.World.ID(), Epoch: c.caller.World.Epoch(), System: string(system.ID), CVR: cvr, Entity: q.AppliesTo,
		Thumbprint: pki.Thumbprint(holder), NotBefore: from, NotOnOrAfter: from.Add(assertionLife),
	}, holder.Raw, holder.Subject.String(), sts)
	if err != nil {
		return err
	}
	return c.answer(http.StatusOK, wire.MediaJSON, func(w io.Writer) error {
		return wire.WriteSTSResponse(w, wire.NewSTSResponse(q, assertion, from.Add(assertionLife)))
	})
}
