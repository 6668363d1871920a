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
//
// # result.json
//
// The JSON form of a run. Within one schema version fields are added, never
// changed or taken away; times are RFC 3339, lengths of time are nanoseconds.
//
//	schema       "brevdue/result/1"
//	version      of brevdue; command: the line that repeats the run; seed
//	ruleSet      name of the rules in force, such as dk-now
//	switches     [{name, value, default}] of contested law, where not at its default
//	started, duration
//	interrupted  why the run ended before its time; absent when it did not
//	verdict      of the run: pass, omit, skip, warn, fail or error
//	digest       equal for two runs that asserted the same and got the same answers
//	totals       {verdict: scenarios}, rows of an outline counted as one
//	scenarios[]  in the order of the files
//	  id, outline     path:line of the row and of its scenario or outline
//	  feature, name, row, tags, world
//	  verdict, fault  fault: why the suite could not decide, with verdict error
//	  steps[]         {keyword, text, verdict, fault}
//	  assertions[]    {rule, level, verdict, step, text, expected, actual,
//	                  evidence: [{kind, ref, text}]}; step counts from 0
//	  timeline[]      the provider's ledger: {seq, at, kind, rule, code, text}; at
//	                  is the time in the scenario's world, in UTC
//	  exchanges[]     the wire: {at, direction, request, status, sent, received};
//	                  at is wall time, direction in is towards the provider, long
//	                  messages are cut, secrets redacted, CPR numbers masked
package verdict
