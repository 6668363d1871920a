// Package fjernprint answers one question: can this PDF be printed, enveloped
// and mailed by the Danish remote print service?
//
// # Model
//
// [Check] looks at one document and gives findings, each with a stable code. No
// finding: it can be printed. An error means that the check could not be made
// (the content cannot be read, time is up), which is no verdict about the
// document.
//
// So far these rules of the catalogue (profile dk-fjernprint-2013) are checked;
// the zones of the layout sheet, fonts and sizes come behind the same function.
//
//	FP-002  at most 10,000,000 bytes          pdf.too.large
//	FP-001  begins as a PDF                   pdf.unreadable
//	FP-003  parses, page tree resolves        pdf.unreadable
//	FP-010  not encrypted, not even with an empty password   pdf.encrypted
//	FP-005  at least one page, by counting    pdf.no-pages
//
// # Invariants
//
//   - Documents are hostile. What is read is bounded, the page tree is walked
//     with bounds of our own (a document's own page count is never believed), and
//     a panic of the reader becomes a finding.
//   - pdfcpu reads and never validates here: its validation can end the whole
//     process by exhausting the stack.
//   - Nothing is written anywhere: pdfcpu's configuration is made by hand,
//     because its default one creates files in the home directory.
package fjernprint
