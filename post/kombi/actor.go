package kombi

import "strings"

// Constants of the receipt envelope: UUIDs that mean the same in every receipt.
// Source: the public test environment's receipts and real receivers' tables.
const (
	// BeskedtypePostStatus is Filtreringsdata/Beskedtype of every PKO_PostStatus.
	BeskedtypePostStatus = "d2bed63c-4853-4008-b6e0-a74c15b15fbf"
	// PlatformExternalTest is the platform itself in the external test
	// environment: RegistreringsAktoer, Kildesystem, ModtagetFraSystem.
	PlatformExternalTest = "19dc3a1d-c629-4853-b566-7fe49cf674ce"
	// ObjektTypeSystem is RelateretObjekt/ObjektType: the object is an IT system,
	// namely the sender's.
	ObjektTypeSystem = "91aa31b3-c4b3-499e-8689-93b1ef89f319"
	// ObjektTypeForsendelse is ObjektRegistrering/ObjektType: the object is a
	// letter.
	ObjektTypeForsendelse = "9a7be69f-b736-4e0e-9d5b-78d4f43e7ad7"
	// FordelingssystemBeskedfordeler is Leverancerute/Fordelingssystem.
	FordelingssystemBeskedfordeler = "f9fbbb38-4b2f-11e5-885d-feff819cdc9f"
	// IkkeFortroligeData is Sikkerhedsklassificering: not confidential.
	IkkeFortroligeData = "1d81c472-0808-44cc-963d-f5ef0170ae1d"
	// URNMyndighed goes before the CVR number of an authority in TilladtModtager
	// and ObjektAnsvarligMyndighed.
	URNMyndighed = "urn:oio:cvr:"
)

// Actor is who answers for a receipt: BeskedAnsvarligAktoer.
type Actor struct {
	UUID  string // lower case
	Name  string
	Kanal Kanal
}

// The actors known to the platform.
const (
	ActorDigitalPost  = "96514e13-afdd-44d6-95a8-adc2ca19b127"
	ActorStraalfors   = "afd21f3d-11c7-4f51-b2a6-f31d6480a9fb"
	ActorEdora        = "ae5b9a93-c923-40d7-a41a-1eec18374e27"
	ActorCharlieTango = "6b12182a-4268-4130-bd3e-159f8862c0a1"
)

// Actors is the table of actors: Digital Post and the print vendors.
func Actors() [4]Actor {
	return [...]Actor{
		{ActorDigitalPost, "Digital Post", KanalDigital},
		{ActorStraalfors, "Strålfors", KanalFysisk},
		{ActorEdora, "Edora", KanalFysisk},
		{ActorCharlieTango, "KMD Charlie Tango", KanalFysisk},
	}
}

// ActorByUUID finds an actor; letter case does not matter.
func ActorByUUID(uuid string) (actor Actor, ok bool) {
	for _, a := range Actors() {
		if strings.EqualFold(a.UUID, strings.TrimSpace(uuid)) {
			return a, true
		}
	}
	return Actor{}, false
}
