// Package pdf opens hostile PDF files within budgets: the object layer under the
// check. It never panics, never recurses without bound and never trusts a count.
//
// # Model
//
// [Open] reads the cross-reference, or searches the file for objects when it is
// damaged, and then reads every object, those of object streams too. From then on
// nothing is read any more: [Document.Resolve] and its typed forms look objects
// up, [Document.Pages] and [Document.Walk] go through them, and
// [Document.Decode] decodes streams.
//
//	content -> cross-reference -> objects -> pages, walk, streams
//	               | damaged                      |
//	               +-> search for objects         +-> budgets
//
// Objects are values of pdfcpu's package types, as its own reader would give them:
// strings are not unescaped (use [Document.Bytes]), names are decoded, null is nil,
// entries that are null are left out. They belong to the document and are shared:
// do not change them.
//
// pdfcpu's file reader is not used: it is made for files of goodwill. What it makes
// of a damaged one can differ from run to run, and neither a check before nor its
// own limits bound its work by the length of the file. It is the oracle of the tests
// for files that have nothing wrong with them.
//
// # Invariants
//
//   - The outcome depends on the content and the limits alone. A context can only
//     end the work without a verdict.
//   - Work and memory are bounded by the length of the content and by the limits:
//     what is read of objects is charged by the memory it takes, what is inflated
//     is charged while it is inflated, and where bytes are looked at without a
//     charge (looking ahead), only few are.
//   - There is no recursion but in the parser of objects, at most [Limits].Depth deep.
package pdf
