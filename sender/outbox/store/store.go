// Package store keeps an outbox in one SQLite file: letters, what is enclosed,
// the evidence about them, receipts, and River's job table beside them, so that
// a letter and its job are written in one transaction.
//
// Every write goes through one connection (SQLite has one writer anyhow, and
// River's SQLite driver demands it); reads have a pool of their own and never
// wait for a writer. A commit is on the disk when it returns (synchronous FULL):
// it survives kill -9 and loss of power.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	_ "modernc.org/sqlite" // registers the driver "sqlite"

	"github.com/brevdue/brevdue/sender/outbox/store/rows"
)

//go:embed migrations/*.sql
var migrations embed.FS

// readers is how many reads may go on at once.
const readers = 4

// Store is an open outbox file. Safe for concurrent use.
type Store struct {
	write *sql.DB
	read  *sql.DB

	writing, reading *rows.Queries // prepared on the two pools
}

// Open opens or creates the file and brings its tables up to date.
func Open(ctx context.Context, path string, log *slog.Logger) (_ *Store, err error) {
	s := &Store{}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("open the outbox %s: %w", path, err), s.Close())
		}
	}()
	if s.write, err = sql.Open("sqlite", dsn(path, "_txlock=immediate")); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if err := s.migrate(ctx, log); err != nil {
		return nil, err
	}
	if s.read, err = sql.Open("sqlite", dsn(path, "_pragma=query_only(1)")); err != nil {
		return nil, err
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	if s.writing, err = rows.Prepare(ctx, s.write); err != nil {
		return nil, err
	}
	if s.reading, err = rows.Prepare(ctx, s.read); err != nil {
		return nil, err
	}
	return s, nil
}

func dsn(path, more string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	return u.String() + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&" + more
}

func (s *Store) migrate(ctx context.Context, log *slog.Logger) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	own, err := goose.NewProvider(goose.DialectSQLite3, s.write, files)
	if err != nil {
		return err
	}
	if _, err := own.Up(ctx); err != nil {
		return err
	}
	queue, err := rivermigrate.New(riversqlite.New(s.write), &rivermigrate.Config{Logger: log})
	if err != nil {
		return err
	}
	_, err = queue.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// Close closes both pools.
func (s *Store) Close() error {
	var errs []error
	for _, q := range []*rows.Queries{s.writing, s.reading} {
		if q != nil {
			errs = append(errs, q.Close())
		}
	}
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Queue is the pool that River must use.
func (s *Store) Queue() *sql.DB { return s.write }

// Read gives the queries for reading outside a transaction.
func (s *Store) Read() *rows.Queries { return s.reading }

// Write runs do in a transaction: all of it is on the disk, or none. It must not
// use the store otherwise, for there is one connection.
func (s *Store) Write(ctx context.Context, do func(*sql.Tx, *rows.Queries) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx, s.writing.WithTx(tx)); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Free makes jobs that a killed process left running available again; call it
// before River starts. It is right because one process owns the file, and it
// spares the hour after which River itself would rescue them.
func (s *Store) Free(ctx context.Context) (int64, error) {
	done, err := s.write.ExecContext(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running'`)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}
