// Package world is the provider's engine: one tenant with its clock, seed,
// register and ledger. It knows no HTTP and no wire format.
//
// # Model
//
// [Worlds] is all tenants of a process over one store; a [World] is one of them.
// A door hands in a [Submission]; everything after that is the world's:
//
//	door --Accept--> accepted, durable --Answered--> processed, in order of the answers
//	                                                   content:  repeat, invalid, size, dates, names
//	                                                   look-up:  standing of the recipient now
//	                                                   Route:    one pure table (route.go)
//	                                                   print rules: every letter with documents
//	   refused            mailbox                       SMS            print
//	      |       received, held?, available           sent      created ... posted, or recalled
//	      v                 v                           v               v
//	 events in the ledger ---> receipts in the sender's queue ---> NextReceipt, Acknowledge
//
// Time is the world's own ([World.Clock]). What falls due lies in the agenda and
// fires one by one, each at its own instant, what it causes included. Only when a
// letter is processed depends on the wall clock, and so does when a running clock
// is looked at.
//
// # Files
//
//	worlds, world, work     tenants; one command: lock, begin, do, end, wait
//	clock, agenda           virtual time and what falls due
//	accept, process, route  the way of a letter; decide has what can be replaced
//	mailbox, sms, print     its destinations
//	printcheck              what the print rules are asked, and what follows
//	recall, postal, costs   print jobs taken back, news of posted paper, the cost ledger
//	receipts, ledger        what is told: to senders, to everybody else
//	register, standing, parties, people, population, magic   who is who
//	senders, documents, record, letters, index, seen, settle, seed
//
// # Invariants
//
//   - One lock per world and nothing nested: methods take it, decide, submit what
//     they wrote, release it, and wait for the commit without it. No method of the
//     world is called with it held, and no caller's code runs under it but
//     [Decisions], which must be pure.
//   - Nothing is told before it is durable: Accept, events, receipts and OnReceipt
//     come after the commit. A store that cannot write stops the world.
//   - What an earlier process accepted is processed after Open, as if its answer
//     had gone out. An accepted letter has exactly one final receipt, on one channel,
//     unless its order wants none; only news of posted paper comes after it.
//   - No receipt before the letter's answer; a system's receipts in order, the next
//     one only after the one before was acknowledged.
//   - A letter is judged by clock, register and settings as they were when its
//     answer went out: what changes them stands in one line with answered letters.
//   - Same seed and same calls in the same order: the same ledger, byte for byte.
//     Calls that overlap with processing have no order; Settle between them gives
//     it. Ids and choices come from the seed by a key of their input (seed.go).
//   - Memory does not grow with letters: events, letters, documents and register
//     changes are in the store; in memory are unprocessed letters, senders, the
//     agenda (32 bytes a line), and bounded caches.
//   - The register is a function of seed and index plus the changes in the store;
//     the magic numbers ([Magic]) have their standing on every clock.
//
// # Our choices
//
// Where nothing public tells what the provider does, we chose:
//
//   - a key counts as used even if its first letter failed (accept.go);
//   - a message of type NEMSMS that does not go by the channel NemSMS, or the other
//     way round, is accepted and fails (FailChannel);
//   - NemSMS has the receipts of a digital letter, about the channel sms;
//   - a held letter's recipient is looked up again on its date; the letter fails if
//     it can no longer be delivered, and does not change its channel;
//   - print without any recipient element is taken to have its address in the PDF,
//     unless the order says that the provider prints it;
//   - the print rules see every letter that is not refused for another reason: a
//     digital one as it would be printed, that is, what people read of it, each
//     document in one format, or the order's documents when it has an order;
//   - a print check that cannot be brought to an end is a warning, never a refusal;
//   - an order whose attachment is only referred to fails: nothing is fetched;
//   - KvitteringsTypeKode is honoured for receipts about paper, and a recalled
//     letter counts as an error;
//   - a recalled job pays for what the shop had prepared and no postage; MA is the
//     largest envelope;
//   - the release time, the limit of a year for held letters, the size unit and the
//     rest that is contested are switches of package law.
package world
