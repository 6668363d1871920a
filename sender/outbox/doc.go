// Package outbox is the durable heart of a sender: every letter leaves exactly
// once in effect, and what is known about it is kept as evidence.
//
// # The way of a letter
//
//	Submit ── one transaction: letter, enclosures, River job ──▶ queued
//	worker ── Courier.Carry ──▶ Outcome
//	            accepted, refused ── one transaction: evidence + job completed
//	            retry             ── evidence, the job sleeps (River's JobSnooze)
//	            retry too often   ── one transaction: "gave up" + job completed
//	Record ── one transaction per receipt: kept, matched, evidence
//	ScanOverdue ── due dates on the authority's clock: alarm as evidence
//
// # Evidence and state
//
// A 2xx answer, a repeat answered as duplicate, a receipt and an alarm are
// pieces of [Evidence]. The [State] is [StateOf] the set of them: pure, the same
// in whatever order they were learnt and however often (state.go has the table).
//
// # Invariants
//
//   - What Submit has returned survives kill -9 and loss of power.
//   - The ids of a letter are fixed when it is submitted and are the same on
//     every attempt; the provider drops a repeat by them (DK-REC-08). So: at
//     least once on the wire, exactly once in effect.
//   - A job ends in the transaction that writes what ended it. A process killed
//     between the provider's answer and that commit sends again.
//   - A receipt is acknowledged only after it is on the disk, and twice the same
//     receipt changes nothing (DK-REC-04).
//   - The queue keeps wall time. Nothing of law or contract hangs on it: due
//     dates are columns, compared with the authority's clock by ScanOverdue.
//   - No letter is ever sent anew by the outbox itself, overdue or not
//     (DK-REC-07); that takes a person and a new message (DK-JOUR-03).
package outbox
