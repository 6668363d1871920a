package outbox

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/sender/outbox/store/rows"
)

// Receipt is what the provider reports about a letter.
type Receipt struct {
	ID           string    `json:"id"`                     // the same on every attempt to deliver the receipt (BeskedId)
	Message      string    `json:"message,omitempty"`      // MessageUUID; digital
	Consignment  string    `json:"consignment,omitempty"`  // AfsendelseIdentifikator; physical
	Transmission string    `json:"transmission,omitempty"` // TransmissionId or CorrelationId
	Report       Report    `json:"report"`
	Code         string    `json:"code,omitempty"`    // with ReportFailed
	Words        string    `json:"words,omitempty"`   // the provider's own
	Channel      string    `json:"channel,omitempty"` // as the provider spells it
	Stated       time.Time `json:"stated,omitzero"`
}

// Record keeps a receipt for an authority and applies it to the letter it speaks
// of; when it returns without error the receipt is on the disk and may be
// acknowledged. One that speaks of no known letter is kept (Unmatched) and
// applied should the letter become known; matched is the letter, or "". A
// receipt recorded before changes nothing (DK-REC-04).
func (o *Outbox) Record(ctx context.Context, profile string, r Receipt) (matched LetterID, err error) {
	if r.ID == "" || r.Message == "" && r.Consignment == "" && r.Transmission == "" {
		return "", &Error{CodeReceipt, "a receipt needs an id of its own and at least one of MessageUUID, AfsendelseIdentifikator and TransmissionId", nil}
	}
	// UUIDs are compared without regard to case; ours are lower case.
	r.Message, r.Transmission = strings.ToLower(r.Message), strings.ToLower(r.Transmission)
	r.Words, r.Code = ident.MaskText(r.Words), ident.MaskText(r.Code)
	now := o.now(profile)
	err = o.write(ctx, func(_ *sql.Tx, q *rows.Queries) error {
		found, err := match(ctx, q, profile, r)
		if err != nil {
			return err
		}
		fresh, err := q.InsertReceipt(ctx, rows.InsertReceiptParams{
			Profile: profile, ID: r.ID, Letter: found, Message: r.Message, Consignment: r.Consignment, Transmission: r.Transmission,
			Report: string(r.Report), Code: r.Code, Words: r.Words, Channel: r.Channel,
			Stated: micros(r.Stated), At: micros(now.At), Wall: micros(now.Wall),
		})
		matched = LetterID(found)
		if err != nil || fresh == 0 || found == "" {
			return err
		}
		row, err := o.mustGet(ctx, q, matched)
		if err != nil {
			return err
		}
		_, err = o.learn(ctx, q, row, r.evidence(now))
		return err
	})
	if err != nil {
		return "", err
	}
	o.watch.change(matched)
	return matched, nil
}

// match finds the letter that a receipt speaks of: digital ones by message,
// physical ones by consignment, both by transmission (DK-REC-05). Real
// providers have been seen to put one id where the other belongs, so each is
// tried against each.
func match(ctx context.Context, q *rows.Queries, profile string, r Receipt) (string, error) {
	for _, id := range []string{r.Message, r.Consignment} {
		if id == "" {
			continue
		}
		found, err := q.FindByMessage(ctx, rows.FindByMessageParams{Profile: profile, ID: strings.ToLower(id)})
		if !errors.Is(err, sql.ErrNoRows) {
			return found, err
		}
		found, err = q.FindByConsignment(ctx, rows.FindByConsignmentParams{Profile: profile, Consignment: strings.ToLower(id)})
		if !errors.Is(err, sql.ErrNoRows) {
			return found, err
		}
	}
	found, err := q.FindByTransmission(ctx, rows.FindByTransmissionParams{Profile: profile, ID: r.Transmission})
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return found, err
}

func (r Receipt) evidence(at Instant) Evidence {
	return Evidence{
		Kind: KindReceipt, Report: r.Report, Code: r.Code, Words: r.Words, Channel: r.Channel,
		Transmission: r.Transmission, Receipt: r.ID, Stated: r.Stated, Instant: at,
	}
}

func receiptOf(row rows.Receipt) Receipt {
	return Receipt{
		ID: row.ID, Message: row.Message, Consignment: row.Consignment, Transmission: row.Transmission,
		Report: Report(row.Report), Code: row.Code, Words: row.Words, Channel: row.Channel, Stated: instant(row.Stated),
	}
}

// Unmatched lists receipts of an authority that speak of no known letter, oldest
// first, at most 500.
func (o *Outbox) Unmatched(ctx context.Context, profile string) ([]Receipt, error) {
	found, err := o.store.Read().ListUnmatched(ctx, profile)
	if err != nil {
		return nil, &Error{CodeStore, "the receipts could not be read", err}
	}
	receipts := make([]Receipt, len(found))
	for i, row := range found {
		receipts[i] = receiptOf(row)
	}
	return receipts, nil
}
