// Package control is the API by which tests drive the simulator: worlds, their
// clocks and registers, senders, letters and events. Nothing of it exists at the
// real provider.
//
// # Model
//
// openapi.yaml is the contract. The types in api.gen.go are generated from it,
// the route table in routes.go is compared with it by a test, and so are real
// answers. A handler reads its input strictly, calls the world and translates the
// answer; it holds no rule and no state.
//
//	request -> Guard (host, origin, token) -> route -> decode -> world -> JSON
//	                                                       error -> problem document
//
// # Invariants
//
//   - Unknown members, unknown query parameters and bodies that are not JSON are
//     refused, never ignored.
//   - Every failure is an RFC 9457 problem document with a stable code. One table,
//     in problem.go, gives a code its HTTP status.
//   - CPR numbers are part of addresses and answers, because people are named by
//     them, but never of logs (which show the route) or of problems (masked).
//   - A browser page of another origin gets nothing: Guard refuses its calls.
package control

//go:generate go tool -modfile=../../.ci/tools/oapi-codegen.mod oapi-codegen -config oapi-codegen.yaml openapi.yaml
