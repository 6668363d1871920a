package world

import (
	"cmp"
	"context"
	"slices"

	"github.com/brevdue/brevdue/simulator/world/store"
)

// index finds the newest letters by their names: id, message UUID, dispatch id,
// recipient. The store has the same for older ones, up to the mark. Writing such
// an index letter by letter would touch a page of the database for each name, so
// letters are gathered here and written by the thousand, in order; what a crash
// takes is read back from the letters themselves.
type index struct {
	mark    int64             // letters up to this number are found in the store
	letters []store.LetterKey // those above, in order
	byName  map[int64][]int64 // their numbers
	limit   int               // how many are gathered; 0 means indexAt
	writing *store.Batch      // the batch after which the first written letters are in the store
	written int
}

// indexAt is how many letters are gathered: under a megabyte in memory.
const indexAt = 8192

func (x *index) add(l store.LetterKey) {
	if x.byName == nil {
		x.byName = map[int64][]int64{}
	}
	x.letters = append(x.letters, l)
	for _, name := range l.Names {
		if name != 0 {
			x.byName[name] = append(x.byName[name], l.Number)
		}
	}
}

// pending returns the numbers of the letters that only memory knows under a name,
// newest first, and up to which number the store has to be asked.
func (x *index) pending(name int64) (numbers []int64, mark int64) {
	numbers = slices.Clone(x.byName[name])
	slices.Reverse(numbers)
	return numbers, x.mark
}

// sweep lets go of what the store has got.
func (x *index) sweep(committed int64) {
	if x.writing == nil || x.writing.Number() == 0 || x.writing.Number() > committed {
		return
	}
	done := x.letters[:x.written]
	for _, l := range done {
		for _, name := range l.Names {
			// Numbers under a name ascend, so the letter's is the first.
			if left := x.byName[name]; len(left) > 1 {
				x.byName[name] = left[1:]
			} else {
				delete(x.byName, name)
			}
		}
	}
	x.mark = done[len(done)-1].Number
	x.letters = slices.Clone(x.letters[x.written:])
	x.writing, x.written = nil, 0
}

// writeIndex hands the gathered letters to the store when they are many. It is
// called with the lock held, after the letters themselves were handed over.
// Nobody need wait for it: the store finds the letters without it.
func (w *World) writeIndex() {
	x := &w.index
	if len(x.letters) < cmp.Or(x.limit, indexAt) || x.writing != nil {
		return
	}
	x.written = len(x.letters)
	x.writing = w.worlds.store.Index(w.space, x.letters)
}

// loadIndex reads back what was not written.
func (w *World) loadIndex(ctx context.Context) error {
	mark, err := w.worlds.store.Read().Indexed(ctx, int64(w.space))
	if err != nil && !isNone(err) {
		return err
	}
	letters, err := w.worlds.store.LettersAfter(ctx, w.space, mark)
	if err != nil {
		return err
	}
	w.index.mark = mark
	for _, l := range letters {
		w.index.add(l)
	}
	return nil
}
