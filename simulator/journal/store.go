package journal

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver
)

// fileName is the journal's file in the data directory.
const fileName = "journal.db"

// maxLimit bounds one answer of Exchanges.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// schema has a column for what is searched and one for the rest. Changing the
// form of the rest needs no migration: a journal may be deleted at any time, and
// unknown fields are ignored.
const schema = `
CREATE TABLE IF NOT EXISTS exchange (
	id        INTEGER PRIMARY KEY, -- the row number itself: no index beside it
	world     TEXT NOT NULL,
	letter    TEXT NOT NULL,
	system    TEXT NOT NULL,
	direction TEXT NOT NULL,
	kind      TEXT NOT NULL,
	data      TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS exchange_letter ON exchange (letter, id) WHERE letter <> '';
CREATE INDEX IF NOT EXISTS exchange_world ON exchange (world, id);`

// together is how many rows one statement inserts when there are so many: the
// statement costs more than a row.
const together = 16

type store struct {
	db     *sql.DB
	temp   string    // directory to be removed on close
	insert *sql.Stmt // one row
	many   *sql.Stmt // together rows
	redact redactor
	count  int // rows
}

func openStore(dir string) (s *store, err error) {
	s = &store{redact: newRedactor()}
	if dir == "" {
		if dir, err = os.MkdirTemp("", "brevdue-journal-"); err != nil {
			return nil, fmt.Errorf("journal: make a temporary folder: %w", err)
		}
		s.temp = dir
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("journal: make the data directory: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
			s = nil
		}
	}()
	// Losing the last exchanges with the power is acceptable, so nothing is synced.
	// Large pages: what is written at a time is large, and each page is a system call.
	options := url.Values{"_pragma": {"page_size(8192)", "journal_mode(WAL)", "busy_timeout(5000)", "synchronous(OFF)"}, "_txlock": {"immediate"}}
	address := url.URL{Scheme: "file", Opaque: filepath.Join(dir, fileName), RawQuery: options.Encode()}
	if s.db, err = sql.Open("sqlite", address.String()); err != nil {
		return s, fmt.Errorf("journal: open %s: %w", fileName, err)
	}
	if _, err = s.db.Exec(schema); err != nil {
		return s, fmt.Errorf("journal: prepare %s: %w", fileName, err)
	}
	if err = s.db.QueryRow("SELECT count(*) FROM exchange").Scan(&s.count); err != nil {
		return s, fmt.Errorf("journal: read %s: %w", fileName, err)
	}
	const row = "(?, ?, ?, ?, ?, ?, ?)"
	for _, p := range []struct {
		to   **sql.Stmt
		rows int
	}{{&s.insert, 1}, {&s.many, together}} {
		*p.to, err = s.db.Prepare("INSERT OR IGNORE INTO exchange (id, world, letter, system, direction, kind, data) VALUES " +
			strings.Repeat(row+", ", p.rows-1) + row)
		if err != nil {
			return s, fmt.Errorf("journal: prepare %s: %w", fileName, err)
		}
	}
	return s, nil
}

// add writes exchanges in one transaction and now and then removes old ones.
func (s *store) add(items []item, keep int) (err error) {
	tx, err := s.db.Begin()
	if err != nil {
		return fmt.Errorf("journal: begin: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if err := s.insertAll(tx, items); err != nil {
		return err
	}
	if over := s.count - keep; over >= max(keep/10, 1) {
		if _, err := tx.Exec(`DELETE FROM exchange WHERE id IN (SELECT id FROM exchange ORDER BY id LIMIT $1)`, over); err != nil {
			return fmt.Errorf("journal: remove old: %w", err)
		}
		s.count = keep
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("journal: commit: %w", err)
	}
	return nil
}

// columnCount is the number of columns of a row.
const columnCount = 7

// row is an exchange as it is stored, without secrets.
func (s *store) row(x Exchange) (row [columnCount]any, err error) {
	s.redact.clean(&x)
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false) // most of it is XML
	if err := encoder.Encode(&x); err != nil {
		return row, fmt.Errorf("journal: encode: %w", err)
	}
	return [columnCount]any{int64(x.ID), x.World, x.Letter, x.System, string(x.Direction), string(x.Kind), data.String()}, nil
}

// insertAll writes the rows, together as far as there are enough of them.
func (s *store) insertAll(tx *sql.Tx, items []item) error {
	var values []any
	for _, it := range items {
		if it.flushed != nil {
			continue
		}
		row, err := s.row(it.exchange)
		if err != nil {
			return err
		}
		values = append(values, row[:]...)
		s.count++
	}
	for len(values) > 0 {
		insert, n := s.insert, columnCount
		if len(values) >= together*columnCount {
			insert, n = s.many, together*columnCount
		}
		if _, err := tx.Stmt(insert).Exec(values[:n]...); err != nil {
			return fmt.Errorf("journal: insert: %w", err)
		}
		values = values[n:]
	}
	return nil
}

func (s *store) find(ctx context.Context, q Query) (found []Exchange, err error) {
	where, args := []string{"id > ?"}, []any{int64(q.After)}
	for _, c := range []struct{ column, value string }{
		{"letter", q.Letter}, {"world", q.World}, {"system", q.System},
		{"direction", string(q.Direction)}, {"kind", string(q.Kind)},
	} {
		if c.value == "" {
			continue
		}
		if c.column == "letter" {
			where = append(where, "letter <> ''") // lets the partial index be used
		}
		where, args = append(where, c.column+" = ?"), append(args, c.value)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	args = append(args, min(limit, maxLimit))
	rows, err := s.db.QueryContext(ctx, "SELECT data FROM exchange WHERE "+strings.Join(where, " AND ")+" ORDER BY id LIMIT ?", args...)
	if err != nil {
		return nil, fmt.Errorf("journal: search: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var data []byte
		var x Exchange
		if err := rows.Scan(&data); err != nil {
			return nil, fmt.Errorf("journal: read: %w", err)
		}
		if err := json.Unmarshal(data, &x); err != nil {
			return nil, fmt.Errorf("journal: decode: %w", err)
		}
		found = append(found, x)
	}
	return found, rows.Err()
}

func (s *store) close() error {
	var errs []error
	for _, prepared := range []*sql.Stmt{s.insert, s.many} {
		if prepared != nil {
			errs = append(errs, prepared.Close())
		}
	}
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	if s.temp != "" {
		errs = append(errs, os.RemoveAll(s.temp))
	}
	return errors.Join(errs...)
}
