// Package web is the pages of a sender: the list of letters with their states,
// and a letter with the evidence for its state, in Danish and English. They are
// server-rendered and work without script; a small script of our own refreshes
// what changed.
//
// Senders' texts and providers' words are data: html/template escapes them, a
// strict policy forbids everything foreign, and a document opens in a sandbox.
// CPR numbers are masked; a search by number goes in a form's body and never
// into an address.
package web
