// Package conformance is the runner: it plays the features through a real sender
// and a real provider over the wire, judges every claim by a rule of the
// catalogue, and reports.
//
//	features ──> Run ──> steps.Stage (a world and authorities per scenario)
//	                └──> verdict.Run ──> report: terminal, HTML, JUnit, JSON
//
// Scenarios run side by side and in random order; the seed of the order and of
// the worlds is printed and repeats the run. The result does not depend on
// either: see [verdict.Run.Digest].
package conformance
