// Package verdict is the result model of a conformance run: what was asserted,
// by which rule, with which evidence, and what follows from it.
//
// # Model
//
//	Run ── Scenario ── Step
//	            └───── Assertion {rule, level, verdict, expected, actual, evidence}
//
// The verdict flows one way, from assertions: a scenario is as bad as its
// worst assertion, a run as its worst scenario, and a rule is proven only
// where an assertion of that rule was made. The model knows neither the
// runner nor the renderers; all renderers read this one model.
//
// # Invariants
//
//   - Nothing is said twice: totals and rule verdicts are methods, not fields.
//   - [Run.Digest] depends on scenarios, assertions and verdicts only, not on
//     times, ports or ids, so that two runs can be compared by one word.
package verdict
