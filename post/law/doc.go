// Package law is the rule catalogue as data: what the law, the contract and
// the provider's documentation demand, one [Rule] per demand, and the switches
// for what is contested.
//
// # Model
//
// A rule has an [ID], which is the only name of a rule anywhere: features are
// tagged with it, findings and ledger events carry it, reports cite it. A
// [Switch] is a question on which sources differ or are silent; it has a
// default and says where that comes from. [Rules] is a rule set in force: a
// jurisdiction and the switches that were changed.
//
//	Rule --names--> Switch --is set in--> Rules --is given to--> world, calendar, suite
//
// # Invariants
//
//   - Contested law is a switch here, never an if in code.
//   - Rules is immutable: [Rules.With] returns another one. Its zero value is
//     the Danish rule set of today with every switch at its default. All
//     methods are safe for concurrent use, and no result shares memory with the
//     catalogue.
//   - The order of rules, families and switches is fixed: that of the files.
//
// The sentences are our own, not quotations; [Rule.Sources] says where to read
// the rule and [Rule.Confidence] how much of it was seen.
//
// The tables are in one file per family (dk_cov.go, dk_arr.go, ..., time.go)
// and in switches.go.
package law
