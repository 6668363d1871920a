// Package journal is the transport journal: what went over the wire and when, on
// the wall clock. Worlds keep their own ledger of what happened in law; here are
// the exchanges behind it, for the page of a letter, the control API and the
// evidence in a report.
//
// # Model
//
// An [Exchange] is one request and its answer, incoming or outgoing. A push of a
// receipt is an outgoing exchange with its attempt number. An id is given before
// the exchange is over, by [Journal.NewID], so that a letter can refer to it.
//
//	door, pusher -> Record -> queue -> one writer -> journal.db
//	                                   Exchanges <- pages, control API, report
//
// # Invariants
//
//   - Record never waits. When the writer falls behind by more than the queue
//     holds, exchanges are dropped and counted.
//   - Nothing secret is kept: authorization headers, access tokens and assertions
//     are blanked before they are stored.
//   - CPR numbers are masked in addresses, headers and errors. Bodies are kept as
//     they went, up to MaxBody bytes; long texts in them, which is what documents
//     are, are left out by [Capture].
//   - Only the newest exchanges are kept (Config.Keep). The journal may be deleted
//     at any time; no letter and no receipt depends on it.
package journal
