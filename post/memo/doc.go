// Package memo reads, writes and judges MeMo, the message format of Danish
// Digital Post, in versions 1.1 and 1.2.
//
// # Model
//
//	document --Read--> Message + findings (schema, hardening)
//	                     |  \--> Sink: file content, decoded, streamed
//	                     |--Check--> findings (rules of the service)
//	                     \--Write--> document of either version
//
// Message and what hangs under it follow the element tree; the names are those
// of the schema. schema.go and its sisters are the table from which both the
// reader and the writer work: element, cardinality, type, field, version.
//
// The versions differ in little: 1.2 has no attribute memoSchVersion, allows
// mandatory and legalNotification to be absent, and adds Sender/Representative
// and ForwardData/originalRepresentative.
//
// # Who says no
//
// Read says whether the document can be read (error), and which rules of its
// schema and of our hardening it breaks (findings). Check judges by what needs
// the message alone: version, R2 file names, R3 action addresses, R4 NemSMS, R6
// contact points, R7 size, allowed and empty files; each such finding has the
// code of the receipt. Rules that need the register, the clock or the sending
// organisation belong to the provider: standing of the recipient, digits of
// CPR and CVR numbers, doNotDeliverUntilDate, doubles, flags.
//
// # Inside a larger document
//
// A kombi_request holds a Message between other elements. Its table has one row
//
//	strictxml.OptChild(memo.Name, strictxml.Opt, func(r *Request) **memo.Message { return &r.Message }, memo.Elements(opts))
//
// and its reader uses memo.Sink.XML for the content.
//
// # Invariants
//
//   - Error and message exclude each other.
//   - What is read without findings and written again reads as the same Message.
//   - No document is ever held whole, in reading or writing.
//   - The schema findings agree with libxml2 on the published schemas: see agreement_test.go.
package memo
