// Package fjernprint answers one question: can this letter be printed, enveloped
// and mailed by the Danish remote print service, and if not, what has to be moved
// where?
//
// # Model
//
// A document is bytes. Package pdf opens them as objects and pages, package ink runs
// the content of the pages and lists the marks they put on paper, without
// rendering. The 36 rules of the catalogue ([Rules]) look at these, with the
// thresholds, zones and severities of a [Profile] and what is known of the [Letter];
// they give findings, and the findings give the [Verdict].
//
//	           limits                  zones, thresholds, severities
//	             |                                  |
//	             v                                  v
//	bytes --> pdf.Open --> pages --> ink --> marks --> rules --> findings --> verdict
//	  |          |           |                           ^
//	  |          +-----------+------- objects, sizes ----+--- letter, recipient
//	  |                                                  |
//	  +--> Validator, in a process that can be killed ---+ (FP-006)
//
// Lengths are millimetres from the top left corner of the page as displayed: the
// CropBox, turned by Rotate.
//
//   - A [Finding] names rule, stable code, severity, page, zone, the rectangle that
//     offends and how far to move it, and says in Danish and English what to do.
//   - A rule that could not be checked is [Unchecked], which is no finding.
//   - A letter is [Rejected] when a finding rejects it; otherwise [Inconclusive] when
//     time ran out, or a rule that could have rejected it was not checked; otherwise
//     [Printable], whatever the warnings.
//
// [Check] looks at one document as a letter of its own. [Checker.CheckLetter] looks
// at a main document with its attachments: FP-042 to FP-048 are about the page that
// shows in the envelope's window, the first of the main document; FP-050 to FP-052
// are about the letter as a whole, and come with the envelope it takes and its cost.
//
// # Invariants
//
//   - The verdict is a function of bytes, profile and letter: the same on every
//     machine. Budgets are counted, never timed. The wall clock ([MaxTime]) is a
//     safety net, and when it strikes the document is not to blame: Inconclusive.
//   - Documents are hostile. Nothing here panics, recurses without bound, or believes
//     a number that a document states; every loop over its content is charged to a
//     budget of package pdf, and a used-up budget is FP-004.
//   - All findings are collected. FP-001, FP-003, FP-004 and FP-010 end the look at
//     a document, because nothing can be seen behind them; so do FP-002 (what is too
//     large is not read) and a document without pages. The rules behind are then
//     neither in Checked nor in Unchecked.
//   - At most [MaxFindings] findings of a rule are kept, the worst and the first;
//     Omitted counts the others, and the verdict counts all.
//   - No finding shows a CPR number, neither in its excerpt nor in its sentences.
//   - A profile is data. What a profile says is in profiles/*.yaml with its source
//     beside it, and a file of one's own works the same ([ReadProfile]); what no
//     public source says is our choice, and says so.
//   - pdfcpu's validation never runs in this process: it can end it. FP-006 asks a
//     [Validator], and without one says that it was not checked.
package fjernprint
