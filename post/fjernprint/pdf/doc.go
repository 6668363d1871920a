// Package pdf opens hostile PDF files within budgets: an object layer over
// pdfcpu that never panics, never recurses without bound and never trusts a count.
package pdf
