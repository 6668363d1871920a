// Package kombi holds the wire formats of KOMBIT's Postkomponent (SF1601) and of
// the receipts that come back through Beskedfordeler (SF1461): it reads and
// writes them, and decides nothing.
//
// # The wire, in the order a letter meets it
//
//	sender                                         provider
//	  STSRequest      ── JSON ──▶                              sts.go
//	                  ◀─ JSON ──  STSResponse
//	  saml-token      ── form ──▶                              token.go
//	                  ◀─ JSON ──  TokenResponse
//	  query           ── GET  ──▶                              lookup.go
//	                  ◀─ JSON ──  LookupResponse
//	  Request         ── XML  ──▶                              request.go, write.go
//	                  ◀─ XML  ──  Response, or Fault           response.go, fault.go
//	                  ◀─ XML  ──  Haendelsesbesked(PostStatus) envelope.go, status.go, push.go
//	  PushAnswer      ── XML  ──▶                              push.go
//
// A [Request] carries a [KombiValgKode] (choice.go says which parts it needs), a
// MeMo message (package memo) and letters for print, [ForsendelseI]
// (forsendelse.go).
//
// # Names
//
// Types and fields bear the names of the wire, so that whoever knows the wire
// finds them and a search for an element name finds the code. Only Go's
// initialisms differ: TransmissionId is TransmissionID.
//
// # Invariants
//
//   - Lossless text: numbers and instants are kept as the text that was on the
//     wire ([DateTime] converts), because the wire allows more than Go's types.
//   - An empty string means that the element is absent; where presence matters
//     beyond that there is a pointer.
//   - An error means unreadable: nothing is returned but the error. A finding
//     means readable, and it breaks a rule: the value is returned as far as it
//     was understood.
//   - Documents are streamed, never whole in memory. Everything else is small
//     and bounded by the limits of package strictxml.
//   - The same value writes the same bytes, with our own prefixes.
//   - The numbers of a [ForsendelseI] and of a look-up print masked; those of a
//     MeMo are plain text (see package memo).
//
// Source: KOMBIT SF1601 and SF1461 as far as they are public.
package kombi
