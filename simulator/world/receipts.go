package world

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// outgoing are the receipts that one work issues to one system about one letter.
type outgoing struct {
	system   *system
	letter   int64
	receipts []Receipt
}

// issue puts a receipt into the queue of the letter's system, unless the letter's
// order wants none such.
func (k *work) issue(r *record, channel Channel, status Status, code, text string) {
	if channel == ChannelPrint && r.Order != nil && !r.Order.Receipts.wants(status) {
		return
	}
	w := k.w
	s := w.systems[r.System]
	s.issued++
	receipt := Receipt{
		Seq: s.issued, ID: w.seed.uuid("receipt", string(r.ID), r.Receipts), System: r.System, Letter: r.ID,
		Channel: channel, Status: status, At: k.at, Code: code, Text: text,
	}
	r.Receipts++
	k.change(r)
	k.noteOn(r, Event{
		Kind: KindReceiptIssued, Channel: channel, Code: string(status), Rule: "DK-REC-02",
		Text: "A receipt was put in line for the sender.", Data: receipt.appendJSON(make([]byte, 0, 320)),
	})
	if n := len(k.mail); n > 0 && k.mail[n-1].system == s && k.mail[n-1].letter == r.number {
		k.mail[n-1].receipts = append(k.mail[n-1].receipts, receipt)
	} else {
		k.mail = append(k.mail, outgoing{s, r.number, []Receipt{receipt}})
	}
	if k.told == nil {
		k.told = map[SystemID]bool{}
	}
	k.told[r.System] = true
}

// wants reports whether a receipt about paper is one of those chosen. That a recalled
// letter counts as an error is our reading.
func (c ReceiptChoice) wants(s Status) bool {
	switch c {
	case ReceiptsNone:
		return false
	case ReceiptsErrors:
		return s == StatusFailed || s == StatusRecalled
	}
	return true
}

// writeReceipts writes a row for each letter that got receipts.
func (k *work) writeReceipts() {
	w := k.w
	for _, m := range k.mail {
		w.last.receipts++
		row := rows.InsertReceiptsParams{
			Key: w.space.Key(w.last.receipts), System: w.space.Key(m.system.number),
			Last: m.receipts[len(m.receipts)-1].Seq, Letter: w.space.Key(m.letter), Body: appendReceipts(make([]byte, 0, 320*len(m.receipts)), m.receipts),
		}
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.InsertReceipts(ctx, row) })
	}
	k.mail = nil
}

// NextReceipt is the first receipt of the system's queue that is not
// acknowledged. There is none before its letter's synchronous answer is out.
// Error: CodeNotFound for an unknown system.
func (w *World) NextReceipt(ctx context.Context, id SystemID) (Receipt, bool, error) {
	w.mu.Lock()
	s, ended := w.systems[id], w.ended
	var number, acknowledged, issued int64
	if s != nil {
		number, acknowledged, issued = s.number, s.acknowledged, s.issued
	}
	w.mu.Unlock()
	switch {
	case ended != nil:
		return Receipt{}, false, ended
	case s == nil:
		return Receipt{}, false, noSystem(id)
	case acknowledged == issued:
		return Receipt{}, false, nil
	}
	// Only what is committed is found, and only that may be told.
	got, err := w.worlds.store.Read().ReceiptsAfter(ctx, rows.ReceiptsAfterParams{
		System: w.space.Key(number), After: acknowledged, Page: 1})
	if err != nil {
		return Receipt{}, false, internal(err)
	}
	found, err := decodeReceipts(got)
	if err != nil {
		return Receipt{}, false, internal(err)
	}
	for _, r := range found {
		if r.Seq == acknowledged+1 {
			return r, true, nil
		}
	}
	return Receipt{}, false, nil
}

// Acknowledge moves the queue's position past a receipt; it is durable when it
// returns. Only the first unacknowledged one can be acknowledged (DK-REC-03);
// acknowledging an earlier one again changes nothing (DK-REC-04). Errors:
// CodeNotFound, CodeConflict.
func (w *World) Acknowledge(ctx context.Context, id SystemID, seq int64) error {
	return w.do(ctx, func(k *work) error {
		s := w.systems[id]
		switch {
		case s == nil:
			return noSystem(id)
		case seq <= s.acknowledged:
			return nil
		case seq != s.acknowledged+1 || seq > s.issued:
			return &Error{Code: CodeConflict, Rule: "DK-REC-03", Text: "receipts are acknowledged in their order; ask NextReceipt which one is next"}
		}
		s.acknowledged = seq
		row := rows.AcknowledgeParams{Key: w.space.Key(s.number), Acknowledged: seq}
		k.write(func(ctx context.Context, q *rows.Queries) error { return q.Acknowledge(ctx, row) })
		return nil
	})
}

// Receipts returns what was issued to a system about a letter, in order. An
// empty letter means the whole queue, acknowledged receipts included; an empty
// system every system.
func (w *World) Receipts(ctx context.Context, id SystemID, letter LetterID) ([]Receipt, error) {
	if err := w.alive(); err != nil {
		return nil, err
	}
	if letter == "" {
		return w.queue(ctx, id)
	}
	r, err := w.find(ctx, letter)
	if err != nil || r == nil {
		return nil, err
	}
	got, err := w.worlds.store.Read().ReceiptsOfLetter(ctx, w.space.Key(r.number))
	if err != nil {
		return nil, internal(err)
	}
	found, err := decodeReceipts(got)
	return slices.DeleteFunc(found, func(r Receipt) bool { return id != "" && r.System != id }), internal(err)
}

func (w *World) queue(ctx context.Context, id SystemID) ([]Receipt, error) {
	number, known := w.systemNumber(id)
	if !known {
		return nil, noSystem(id)
	}
	const all = 1<<31 - 1
	got, err := w.worlds.store.Read().ReceiptsAfter(ctx, rows.ReceiptsAfterParams{System: w.space.Key(number), Page: all})
	if err != nil {
		return nil, internal(err)
	}
	found, err := decodeReceipts(got)
	return found, internal(err)
}

func decodeReceipts(bodies [][]byte) ([]Receipt, error) {
	var out []Receipt
	for _, body := range bodies {
		var some []Receipt
		if err := json.Unmarshal(body, &some); err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

func noSystem(id SystemID) error {
	return notFound("no system %s is registered in this world; register it first", id)
}
