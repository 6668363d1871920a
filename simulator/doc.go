// Package simulator is the provider as one value: a server with an https side,
// which is the provider's own, and a plain-http side with the control API and the
// pages.
//
// # Model
//
//	https   door/kombi        what systems talk to
//	http    control           what tests talk to
//	        web               what people look at
//	below   world, pki, fault, journal
//
// [New] serves the binary, [Start] serves Go tests, in the manner of
// net/http/httptest:
//
//	s := simulator.Start(t)
//	w, err := s.NewWorld(ctx, world.Spec{Start: nineOclock})
//	cred, err := s.Enrol(ctx, w, authority, "ESDH")
//	client := s.Client(cred)
//	answer, err := client.Post(s.URL+"/...", ...)
//
// # Invariants
//
//   - When New returns, both listeners are open and calls are answered.
//   - Starting is cheap: what only some callers need (routers, templates, the
//     contract) is made when it is first asked for.
//   - The http side has no protection but its guard: known host names, no foreign
//     web pages, and a token as soon as it is bound to more than loopback.
//   - This package decides nothing. It joins the rooms and owns their life.
package simulator
