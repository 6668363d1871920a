// Package steps holds the sentences of the features and what each of them does
// or claims.
//
// # Model
//
// A scenario plays on a [Stage]: a world of its own at the provider, authorities
// with a sender of their own, people and letters known by name and title. Givet
// and Når sentences act on the stage; Så sentences claim something about it.
//
//	sentence table (sentences.go) ── act ──> Stage ──> sender ══ wire ══> provider
//	                             └── claim ─> Recorder ──> verdict.Assertion{rule, ...}
//
// # Rules and claims
//
// A claim belongs to a family of statements (an arrival, a refusal for a named
// reason, a deadline, ...) and each family lists the rules it is able to speak
// of (claims.go). A claim made in a scenario proves those of the scenario's rule
// tags that are on its family's list; where none is, the family's first rule, which
// every such statement speaks of. A scenario whose tag no claim spoke of is a fault
// of the suite: tags alone prove nothing. That each claim can fail is shown by the
// faults that the suite's own tests play (mutants_test.go).
//
// Every negative statement is made after the provider has settled: nothing
// accepted, due or waiting to be pushed is left.
package steps
