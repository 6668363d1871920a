// Package world is the provider's engine: one tenant with its clock, seed,
// register and ledger. It knows no HTTP and no wire format.
package world
