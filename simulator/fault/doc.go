// Package fault is the script of what a provider does wrong: outages, lost
// answers, lost and doubled receipts. It only says what is to go wrong and when;
// the doors play it.
//
// # Model
//
//	Book   one per process: world id -> Plan
//	Plan   the ordered rules of one world
//	Rule   At which point, After how many calls, for the Next how many, Do what
//
// A rule counts the calls at its point from the moment it was set. It lets After
// of them pass, strikes the Next ones and is spent then ("after 3, next 2: 503,
// then ok"). Every rule at a point counts every call there; of those that strike
// the same call the first in the list is played.
//
// # Invariants
//
//   - Nothing is random: without a rule nothing goes wrong, and OneIn chooses by a
//     hash of the world's seed and the number of the call.
//   - Set replaces the whole list and begins all counts anew.
//   - All methods may be called from many goroutines; no lock is held while a
//     fault is played.
package fault
