// Package sender is a complete sender of public digital mail: it takes letters
// from an authority's systems, sends them over the provider's wire, receives the
// receipts, and knows at any time what became of each letter and why.
//
//	Draft ── preflight ──▶ outbox ── courier ──▶ provider/kombi ──▶ WIRE
//	Letter ◀── state ◀── evidence ◀── receipt endpoint ◀────────── WIRE
//
// One [Sender] serves many authorities. Each is a [Profile] with its own
// certificate, provider, clock and rules; profiles may be added and removed
// while others work. Package outbox holds the durable part and its invariants.
//
// A 2xx answer is never delivery (DK-REC-01). When a letter arrived is what the
// provider's receipt states; without one it is presumed by the profile's rules
// (deadline.go).
package sender
