package kombi

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	wire "github.com/brevdue/brevdue/post/kombi"
	"github.com/brevdue/brevdue/simulator/pki"
	"github.com/brevdue/brevdue/simulator/world"
)

// statusOf is the wire's word for a status of the world.
func statusOf(s world.Status) (wire.StatusRow, error) {
	var key wire.Status
	switch s {
	case world.StatusDigitalReceived:
		key = wire.StatusModtagetDigitalPost
	case world.StatusDigitalDelivered:
		key = wire.StatusAfleveretDigitalPost
	case world.StatusFailed:
		key = wire.StatusFejlet
	case world.StatusPrintCreated:
		key = wire.StatusAfsendt
	case world.StatusPrintReceived:
		key = wire.StatusModtagetFjernprint
	case world.StatusPrintReady:
		key = wire.StatusKlar
	case world.StatusPrintHanded:
		key = wire.StatusAfleveretTilPrint
	case world.StatusPosted:
		key = wire.StatusModtagetPostDanmark
	case world.StatusRecalled:
		key = wire.StatusTilbagekaldt
	case world.StatusPostalUpdate:
		key = wire.StatusOpdatering
	}
	row, ok := key.Row()
	if !ok {
		return row, fmt.Errorf("the status %q has no word on the wire", s)
	}
	return row, nil
}

// notice is one attempt to tell of a receipt: all that goes into its envelope.
type notice struct {
	receipt world.Receipt
	letter  world.Letter
	attempt int       // from 1
	now     time.Time // of the world
	sender  string    // KildesystemAkkreditiver
	named   bool      // the synchronous answer had a TransmissionID
}

// credentials describe the platform in an envelope: subject, serial number and
// issuer of its certificate, each base64, joined by dots (sf1601 5.1).
func credentials(push *pki.Certificate) string {
	parts := []string{push.Leaf.Subject.String(), push.Leaf.SerialNumber.String(), push.Leaf.Issuer.String()}
	for i, part := range parts {
		parts[i] = base64.StdEncoding.EncodeToString([]byte(part))
	}
	return strings.Join(parts, ".")
}

// envelope is the Haendelsesbesked of a notice.
func (n *notice) envelope() (*wire.Haendelsesbesked, error) {
	status, err := statusOf(n.receipt.Status)
	if err != nil {
		return nil, err
	}
	var payload bytes.Buffer
	if err := wire.WritePostStatus(&payload, n.postStatus(status)); err != nil {
		return nil, err
	}
	at := wire.TidspunktOf(wire.At(n.receipt.At))
	authority := wire.URNOf(wire.URNMyndighed + n.letter.Authority.Digits())
	platform := wire.AktoerOf(wire.PlatformExternalTest)
	transmission := string(n.receipt.Letter)
	object := transmission
	if n.letter.Message != nil && isUUID(n.letter.Message.UUID) {
		object = n.letter.Message.UUID
	} else if n.letter.Order != nil && isUUID(n.letter.Order.DispatchID) {
		object = n.letter.Order.DispatchID
	}
	return &wire.Haendelsesbesked{
		BeskedID:      *wire.UUIDOf(n.receipt.ID),
		BeskedVersion: "1.0",
		Beskedkuvert: wire.Beskedkuvert{
			Filtreringsdata: wire.Filtreringsdata{
				Beskedtype:            *wire.UUIDOf(wire.BeskedtypePostStatus),
				BeskedAnsvarligAktoer: wire.AktoerOf(n.actor()),
				TilladtModtager:       []wire.UnikID{*authority},
				RelateretObjekt: []wire.RelateretObjekt{{
					ObjektID: *wire.UUIDOf(string(n.receipt.System)), ObjektType: *wire.UUIDOf(wire.ObjektTypeSystem),
				}},
				ObjektRegistrering: []wire.ObjektRegistrering{{
					ObjektRegistreringID:     wire.UUIDOf(transmission),
					RegistreringsAktoer:      platform,
					Registreringstidspunkt:   at,
					ObjektAnsvarligMyndighed: authority,
					ObjektID:                 wire.UUIDOf(object),
					ObjektType:               wire.UUIDOf(wire.ObjektTypeForsendelse),
					ObjektHandling:           wire.UUIDOf(status.UUID),
				}},
			},
			Leveranceinformation: wire.Leveranceinformation{
				Dannelsestidspunkt:       at,
				TransaktionsID:           wire.UUIDOf(derived(n.receipt.ID, "transaktion")),
				Kildesystem:              platform,
				KildesystemIPAdresse:     "::FFFF:127.0.0.1",
				KildesystemAkkreditiver:  n.sender,
				Sikkerhedsklassificering: wire.UUIDOf(wire.IkkeFortroligeData),
				Leveranceruter: &wire.Leveranceruter{Leverancerute: []wire.Leverancerute{{
					Fordelingssystem:     wire.UUIDOf(wire.FordelingssystemBeskedfordeler),
					ModtagelsesTidspunkt: at,
					LeveranceTidspunkt:   wire.TidspunktOf(wire.At(n.now)),
					ModtagetFraSystem:    platform,
					ErLeveretIHenholdTil: wire.UUIDOf(derived(string(n.receipt.System), "dueslag")),
					LokalUdvidelse:       &wire.LeveranceruteLokalUdvidelse{AntalLeveranceforsoeg: strconv.Itoa(n.attempt)},
				}}},
			},
		},
		Beskeddata: []wire.Beskeddata{{Base64: wire.Base64Of(payload.Bytes())}},
	}, nil
}

// postStatus is the payload (sf1601 5.4). The identifiers of the channel are
// filled; those of the other one only as far as the sender knows them, which for
// Automatisk Valg is both.
func (n *notice) postStatus(status wire.StatusRow) *wire.PostStatus {
	p := &wire.PostStatus{
		KanalKode:              wire.KanalDigital,
		TransaktionsDatoTid:    wire.At(n.receipt.At),
		TransaktionsStatusKode: status.Text,
		CorrelationID:          string(n.receipt.Letter),
	}
	if n.named {
		p.TransmissionID = string(n.receipt.Letter)
	}
	if m := n.letter.Message; m != nil {
		p.MessageUUID, p.MessageID = m.UUID, m.SenderRef
	}
	if n.receipt.Channel == world.ChannelPrint {
		p.KanalKode = wire.KanalFysisk
		p.AfsenderSystemIdentifikator = string(n.receipt.System)
		p.ForsendelseIdentifikator = strconv.FormatInt(n.letter.Number, 10)
		if o := n.letter.Order; o != nil {
			p.AfsendelseIdentifikator, p.ForsendelseTypeIdentifikator = o.DispatchID, o.TypeID
			p.BrugerNavn, p.EnhedTekst = o.UserName, o.Unit
		}
	}
	if n.receipt.Status == world.StatusFailed {
		// Clients take empty details for success, and expect both parts.
		p.Fejl = wire.FejlDetaljer{FejlKode: n.receipt.Code, FejlTekst: n.receipt.Text}
		if p.Fejl.FejlTekst == "" {
			p.Fejl.FejlTekst = n.receipt.Code
		}
	}
	return p
}

// actor answers for the receipt: Digital Post, or the print vendor.
func (n *notice) actor() string {
	if n.receipt.Channel == world.ChannelPrint {
		return wire.ActorStraalfors
	}
	return wire.ActorDigitalPost
}

// derived is a UUID that is the same whenever it is made of the same.
func derived(name, purpose string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:brevdue:"+purpose+":"+name)).String()
}
