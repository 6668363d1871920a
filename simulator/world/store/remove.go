package store

import (
	"context"
	"fmt"

	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

// slice is how many rows one batch of a removal takes away.
const slice = 2000

// Remove takes away every row of a retired space, in slices between which
// others are served. It stops early when the context ends; the next call goes on.
func (s *Store) Remove(ctx context.Context, space Space) error {
	low, high := space.First(), space.Last()
	// Chunks are found by their documents, so they go first, a few at a time.
	steps := []func(context.Context, *rows.Queries) (int64, error){
		func(ctx context.Context, q *rows.Queries) (int64, error) {
			const few = 8
			if _, err := q.RemoveChunks(ctx, rows.RemoveChunksParams{Low: low, High: high, Slice: few}); err != nil {
				return 0, err
			}
			return q.RemoveDocuments(ctx, rows.RemoveDocumentsParams{Low: low, High: high, Slice: few})
		},
		func(ctx context.Context, q *rows.Queries) (int64, error) {
			return q.RemoveLedger(ctx, rows.RemoveLedgerParams{Low: low, High: high, Slice: slice})
		},
		func(ctx context.Context, q *rows.Queries) (int64, error) {
			if err := removeRefs(ctx, q, low, high, slice); err != nil {
				return 0, err
			}
			return q.RemoveLetters(ctx, rows.RemoveLettersParams{Low: low, High: high, Slice: slice})
		},
		func(ctx context.Context, q *rows.Queries) (int64, error) {
			return q.RemoveReceipts(ctx, rows.RemoveReceiptsParams{Low: low, High: high, Slice: slice})
		},
		func(ctx context.Context, q *rows.Queries) (int64, error) {
			return q.RemoveAgenda(ctx, rows.RemoveAgendaParams{Low: low, High: high, Slice: slice})
		},
		func(ctx context.Context, q *rows.Queries) (int64, error) {
			return q.RemoveParties(ctx, rows.RemovePartiesParams{Low: low, High: high, Slice: slice})
		},
	}
	for _, step := range steps {
		for removed := int64(1); removed > 0; {
			if err := ctx.Err(); err != nil {
				return err
			}
			var b Batch
			b.Add(func(ctx context.Context, q *rows.Queries) (err error) {
				removed, err = step(ctx, q)
				return err
			})
			s.Submit(&b)
			if err := b.Wait(); err != nil {
				return fmt.Errorf("remove a world: %w", err)
			}
		}
	}
	var b Batch
	b.Add(func(ctx context.Context, q *rows.Queries) error {
		if _, err := q.RemoveAuthorities(ctx, rows.RemoveAuthoritiesParams{Low: low, High: high}); err != nil {
			return err
		}
		if err := q.DeleteIndexed(ctx, int64(space)); err != nil {
			return err
		}
		if _, err := q.RemoveSystems(ctx, rows.RemoveSystemsParams{Low: low, High: high}); err != nil {
			return err
		}
		return q.ForgetWorld(ctx, int64(space))
	})
	s.Submit(&b)
	return b.Wait()
}

// RemoveUnfinished takes away documents that were being written when the
// process ended. Call it before the first document is begun.
func (s *Store) RemoveUnfinished(ctx context.Context) error {
	keys, err := s.read.UnfinishedDocuments(ctx)
	if err != nil || len(keys) == 0 {
		return err
	}
	var b Batch
	for _, key := range keys {
		b.Add(func(ctx context.Context, q *rows.Queries) error { return q.DeleteChunks(ctx, key) })
		b.Add(func(ctx context.Context, q *rows.Queries) error { return q.DeleteDocument(ctx, key) })
	}
	s.Submit(&b)
	return b.Wait()
}
