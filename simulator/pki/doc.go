// Package pki is the simulator's own public key infrastructure: a test CA in
// two steps, the simulator's identities, and certificates for the organisations
// that talk to it, good ones and wrong ones.
//
//	root CA            what clients trust
//	  issuing CA       what the server trusts: client chains may be leaf only
//	    server         https side, all real host names of the platform included
//	    STS            signs SAML assertions
//	    push           client certificate with which receipts are delivered
//	    organisations  OCES3-like client certificates, one per authority and world
//	foreign CA         issues the wrong-CA variant, trusted by nobody
//
// # Invariants
//
//   - There is one Authority per process. Opened with a data directory it gives
//     the same CA, STS key, push key, server key and token key every time; opened
//     without one it lives in memory and is new each time.
//   - A key is made when it is first asked for, so that starting stays cheap.
//     ECDSA P-256 is the rule; RSA-2048, a thousand times slower to make, is for
//     clients that cannot do otherwise.
//   - A certificate's life is on the wall clock, never on a world's clock:
//     transport and law do not share a clock.
//   - [Authority.Verify] judges certificates of this CA only and names one cause
//     by a stable code. Certificates of other CAs, uploaded and known by
//     thumbprint, are the business of the door.
//
// Every certificate is visibly marked TEST in the issuer's name. Nothing here is
// fit for protecting real mail.
package pki
