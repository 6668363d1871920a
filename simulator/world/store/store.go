package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver called sqlite

	"github.com/brevdue/brevdue/simulator/world/store/rows"
)

//go:embed migrations/*.sql
var migrations embed.FS

// File is the name of the database in the data directory.
const File = "worlds.db"

// Store is the database of all worlds of a process. All methods are safe for
// concurrent use.
type Store struct {
	temporary string // directory to be removed on Close, "" to keep

	writer *sql.DB
	conn   *sql.Conn // the writer's one connection
	write  *rows.Queries
	reader *sql.DB
	read   *rows.Queries

	mu     sync.Mutex // a leaf: nothing else is locked while it is held
	more   sync.Cond  // something is in line, or closing
	line   []*Batch
	last   int64 // number of the newest batch in line
	wanted int64 // batches up to this number are to be written now
	closed bool
	failed error

	patience *time.Timer // ends the keeping of what nobody waits for

	committed atomic.Int64 // number of the newest committed batch
	recent    recentDocuments
	done      chan struct{}
}

// Open opens or makes the database in a directory, bringing its schema up to
// date. With an empty directory it makes a temporary one, which Close removes.
func Open(ctx context.Context, dir string) (*Store, error) {
	s := &Store{done: make(chan struct{})}
	s.more.L = &s.mu
	s.patience = time.AfterFunc(patience, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.hurry(s.last)
	})
	// A temporary database need not survive anything, so it waits for no disk.
	synchronous := "NORMAL"
	if dir == "" {
		made, err := os.MkdirTemp("", "brevdue-")
		if err != nil {
			return nil, fmt.Errorf("make a temporary data directory: %w", err)
		}
		dir, s.temporary, synchronous = made, made, "OFF"
	}
	if err := s.open(ctx, dir, synchronous); err != nil {
		return nil, errors.Join(err, s.close())
	}
	go s.commitGroups()
	return s, nil
}

func (s *Store) open(ctx context.Context, dir, synchronous string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	path := filepath.Join(dir, File)
	var err error
	if s.writer, err = sql.Open("sqlite", dsn(path, "journal_mode(WAL)", "synchronous("+synchronous+")", "cache_size(-8192)", "wal_autocheckpoint(4000)")); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	s.writer.SetMaxOpenConns(1)
	if err := migrate(ctx, s.writer); err != nil {
		return fmt.Errorf("bring the schema of %s up to date: %w", path, err)
	}
	if s.conn, err = s.writer.Conn(ctx); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if s.write, err = rows.Prepare(ctx, s.conn); err != nil {
		return fmt.Errorf("prepare statements: %w", err)
	}
	if s.reader, err = sql.Open("sqlite", dsn(path, "query_only(1)", "cache_size(-4096)")); err != nil {
		return fmt.Errorf("open %s for reading: %w", path, err)
	}
	s.reader.SetMaxOpenConns(readers)
	s.reader.SetMaxIdleConns(readers)
	if s.read, err = rows.Prepare(ctx, s.reader); err != nil {
		return fmt.Errorf("prepare statements: %w", err)
	}
	return nil
}

// readers is how many connections read at a time.
const readers = 4

func dsn(path string, pragmas ...string) string {
	values := url.Values{"_pragma": append(pragmas, "busy_timeout(10000)", "foreign_keys(1)"), "_txlock": {"immediate"}}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + values.Encode()
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// Read returns the queries over what is committed. Use them for reading only.
func (s *Store) Read() *rows.Queries { return s.read }

// Close commits what is in line and closes the database.
func (s *Store) Close() error {
	s.mu.Lock()
	already := s.closed
	s.closed = true
	s.more.Broadcast()
	s.mu.Unlock()
	<-s.done
	if already {
		return nil
	}
	return s.close()
}

// close releases what open has got, however far it came.
func (s *Store) close() error {
	var errs []error
	for _, q := range []*rows.Queries{s.read, s.write} {
		if q != nil {
			errs = append(errs, q.Close())
		}
	}
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.temporary != "" {
		errs = append(errs, os.RemoveAll(s.temporary))
	}
	return errors.Join(errs...)
}
