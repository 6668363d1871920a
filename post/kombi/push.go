package kombi

// StatusKode is what a receiver answers to a pushed message, and what
// Beskedfordeler answers to a sent one.
type StatusKode int

// The codes that exist. All come under HTTP 200.
const (
	KodeModtaget      StatusKode = 20 // received; says nothing about understood
	KodeFejl          StatusKode = 40 // the receiver failed; deliver again
	KodeTokenUdloebet StatusKode = 41 // the token has expired; only in answers to sent messages
)

// PushAnswer is a ModtagBeskedOutput.
type PushAnswer struct {
	StatusKode      StatusKode
	FejlbeskedTekst string
}
