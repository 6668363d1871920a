// Package kombi is the provider's side of KOMBIT's SF1601: the security token
// service, the token exchange, PostForespoerg, KombiPostAfsend, and the pushing
// of receipts. It authenticates, decodes, calls one method of the world and
// encodes the answer. It decides nothing about a letter.
//
//	client ── TLS ──▶ Door
//	                   │ who calls?           door.Finder
//	                   │ scripted fault?      fault.Book
//	                   │ sts, exchange, lookup, send
//	                   ▼
//	                  world.World ── receipt queue ──▶ pusher ── TLS ──▶ sender's endpoint
//	                   every exchange and attempt ──▶ journal.Journal
//
// # Invariants
//
//   - A 2xx means accepted, never delivered: what is wrong with a readable letter
//     comes back as a receipt. 400 means unreadable or incomplete, 401 a token that
//     does not hold, 403 a caller that may not.
//   - No receipt is pushed before the synchronous answer is out: the world is told
//     that a letter is answered only after the answer was flushed, or the client
//     is gone.
//   - Never a redirect: clients would turn a POST into a GET (sf1601 1.6).
//   - Assertions and tokens need no storage and hold across a restart with the same
//     data directory.
//   - Receipts of a system are pushed one at a time in order, each until it is
//     acknowledged: at least once.
//   - "Opdatering fra Post Danmark" does not say on the wire what the news is: the
//     values of ForsendelseHaendelseTypeKode are not public (sf1601 5.4), so
//     ForsendelseHaendelseSamling is left out. The control API tells.
//   - All of this lives on the wall clock. No time stamp of a client is compared
//     with a world's clock.
package kombi
