// Package report renders a conformance run for people and machines: a summary
// on the terminal, one self-contained HTML file, JUnit XML and JSON. Every
// renderer reads [verdict.Run] and nothing else, so they cannot disagree.
//
// Texts are in Danish or English; what comes from the features stays in the
// language of the feature.
package report
