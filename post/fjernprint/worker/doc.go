// Package worker runs what must not run in the process that holds the letters:
// pdfcpu's validation, which some files of a few hundred bytes turn into a stack
// overflow that nothing can recover from, and PDFium, which cannot be interrupted.
//
//	process that checks             child: the same executable, `brevdue fjernprint-worker`
//	  Pool.Validate(pdf) --frame--> stdin   validate, at most 64 MiB of stack
//	  Pool.Render(pdf, page)        stdout  render                512 MiB of memory
//	  deadline: kill and restart <--frame-- answers               and gone when stdin ends
//
// A child serves many files, one at a time; an answer costs well under a
// millisecond more than the work. What ends a child ends no letter: validation
// that runs out of stack is a finding (references that go round in circles, the
// same on every machine); memory and time are errors, and the rule counts as not
// checked (FP-006).
package worker
