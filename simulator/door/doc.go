// Package door holds what all doors of the provider share: finding out who calls.
// Each wire has a package of its own below; they translate and decide nothing.
//
// # Who is calling
//
// The TLS client certificate says which world and which sender system calls. The
// address may name a world too: by the path prefix /w/<world>/ or by the first
// label of the host name. Without any of these it is the default world. Where two
// of them name different worlds, the call is refused.
//
// Certificates are judged here and not in the handshake, so that a wrong one is
// answered with a reason.
package door
