package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// LetterKey is what a letter is found by: its number and the fingerprints of its
// id, message UUID, dispatch id and recipient; 0 for those it has not.
type LetterKey struct {
	Number int64
	Names  [4]int64
}

// refBits is how much of a fingerprint a ref holds.
const refBits = 63 - numberBits

// RefKey is the ref of a letter under one of its names.
func RefKey(name, number int64) int64 {
	return int64(uint64(name)>>(64-refBits))<<numberBits | number
}

// refsPerBatch bounds how long the index holds up other writes.
const refsPerBatch = 1024

// Index writes the refs of letters, in the order of the index, and remembers that
// the space is indexed up to the last of them. It returns the last batch; when
// that is durable, all is.
func (s *Store) Index(space Space, letters []LetterKey) *Batch {
	keys := make([]int64, 0, len(letters)*len(LetterKey{}.Names))
	through := int64(0)
	for _, l := range letters {
		through = max(through, l.Number)
		for _, name := range l.Names {
			if name != 0 {
				keys = append(keys, RefKey(name, l.Number))
			}
		}
	}
	slices.SortFunc(keys, cmp.Compare)
	b := &Batch{}
	for chunk := range slices.Chunk(keys, 8) {
		var k [8]int64
		for i := range k {
			k[i] = chunk[min(i, len(chunk)-1)] // the last is repeated, to no effect
		}
		row := rows.InsertRefsParams{Key: k[0], Key_2: k[1], Key_3: k[2], Key_4: k[3], Key_5: k[4], Key_6: k[5], Key_7: k[6], Key_8: k[7]}
		b.Add(func(ctx context.Context, q *rows.Queries) error { return q.InsertRefs(ctx, row) })
		if len(b.writes)*8 >= refsPerBatch {
			s.Submit(b)
			b = &Batch{}
		}
	}
	mark := rows.SetIndexedParams{Space: int64(space), Letter: through}
	b.Add(func(ctx context.Context, q *rows.Queries) error { return q.SetIndexed(ctx, mark) })
	s.Submit(b)
	return b
}

// LettersAfter lists what letters above a number are found by.
func (s *Store) LettersAfter(ctx context.Context, space Space, number int64) ([]LetterKey, error) {
	return letterKeys(ctx, s.read, space.Key(number)+1, space.Last(), 1<<31-1)
}

func letterKeys(ctx context.Context, q *rows.Queries, low, high int64, page int32) ([]LetterKey, error) {
	found, err := q.LetterKeys(ctx, rows.LetterKeysParams{Low: low, High: high, Page: page})
	out := make([]LetterKey, len(found))
	for i, l := range found {
		out[i] = LetterKey{Number(l.Key), [4]int64{l.Name, l.Message, l.Dispatch, l.Party}}
	}
	return out, err
}

// removeRefs takes away the refs of the next letters that a removal will take.
func removeRefs(ctx context.Context, q *rows.Queries, low, high int64, page int32) error {
	letters, err := letterKeys(ctx, q, low, high, page)
	if err != nil {
		return err
	}
	for _, l := range letters {
		for _, name := range l.Names {
			if name == 0 {
				continue
			}
			if err := q.DeleteRef(ctx, RefKey(name, l.Number)); err != nil {
				return err
			}
		}
	}
	return nil
}
