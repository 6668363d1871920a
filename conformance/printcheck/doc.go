// Package printcheck is brevdue check: can these PDFs be printed by fjernprint?
//
// It collects the files (paths.go), checks them side by side (run.go), and shows
// the results: a table on the terminal, JSON, SARIF for code scanning, or an HTML
// report with pictures of the pages. What is checked is package fjernprint's
// affair; nothing here knows a rule.
package printcheck
