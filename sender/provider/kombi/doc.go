// Package kombi is the client of KOMBIT's Postkomponent (SF1601) and the
// receiver of its receipts: the sender's side of the wire.
//
//	Client.Send    token ─▶ POST kombi_request ─▶ outbox.Outcome
//	Client.LookUp  token ─▶ GET PostForespoerg ─▶ bool
//	Client.Token   STS assertion ─▶ access token, cached, one fetch at a time
//	Receiver       ModtagBeskedInput ─▶ outbox.Receipt ─▶ recorded ─▶ 20
//
// What an answer means is one table (errors.go). What real senders get wrong is
// done right here: ids are the caller's and stay the same; a refusal inside a
// 200 is seen; a redirect is never followed; a 401 drops the tokens and is tried
// once with fresh ones; documents are streamed.
package kombi
