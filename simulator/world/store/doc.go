// Package store keeps worlds in one SQLite database: rows in, rows out, no
// decision.
//
// # Model
//
// A [Batch] is what one command of one world writes. [Store.Submit] puts it in
// line; one goroutine takes whatever is in line, writes it in one transaction, in
// order, and commits (group commit). Who needs to know waits for its batch. It is
// the waiting that starts the writing: what nobody waits for stays in line for
// company, no longer than [patience].
// Reading goes past the line, to what is committed, by [Store.Read].
//
//	world (holds its lock) --Submit--> line --one writer--> SQLite (WAL)
//	      (lock released)  <---Wait---------- committed
//
// # Invariants
//
//   - Batches are committed in the order in which they were submitted, across
//     all worlds: when a batch is durable, every earlier one is.
//   - Durable means that it survives kill -9 of the process: WAL with
//     synchronous NORMAL. A power cut may take the last commits.
//   - A failed commit ends the store: every later batch fails with the first
//     error. What is in the file stays right, and what was told to anybody is in
//     it, because nobody is told before Wait has returned.
//   - Every key begins with a [Space]; see there.
//
// The schema is in migrations (goose) and in PostgreSQL's dialect as far as
// SQLite shares it; queries become Go code by sqlc (package rows). INTEGER
// PRIMARY KEY is meant as SQLite means it: the row id itself.
package store
