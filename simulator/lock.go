package simulator

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// lockFile is in every data directory that is or was in use.
const lockFile = "in-use.sqlite"

// lock keeps a second simulator out of a data directory: two would give the same
// numbers to different letters. It is an empty database under an exclusive
// transaction, because that lock is the same on every system and ends with the
// process, however that ends.
type lock struct {
	db   *sql.DB
	conn *sql.Conn
}

// lockData takes the directory, which it makes if need be. Error: CodeInUse.
func lockData(ctx context.Context, dir string) (_ *lock, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, &Error{CodeOptions, fmt.Sprintf("the data directory %s cannot be made (%v): choose another", dir, err)}
	}
	path, err := filepath.Abs(filepath.Join(dir, lockFile))
	if err != nil {
		return nil, err
	}
	l := &lock{}
	name := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: "_pragma=busy_timeout(0)"}
	if l.db, err = sql.Open("sqlite", name.String()); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.release())
		}
	}()
	// The connection lives as long as the server: the context of its start must not end it.
	if l.conn, err = l.db.Conn(context.WithoutCancel(ctx)); err == nil {
		_, err = l.conn.ExecContext(ctx, "BEGIN EXCLUSIVE")
	}
	var refused *sqlite.Error
	switch {
	case err == nil:
		return l, nil
	case errors.As(err, &refused) && refused.Code()&0xff == lib.SQLITE_BUSY:
		return nil, &Error{CodeInUse, fmt.Sprintf("another simulator uses the data directory %s: stop it, or choose another with --data", dir)}
	default:
		return nil, &Error{CodeOptions, fmt.Sprintf("the data directory %s cannot be used (%v): is it writable?", dir, err)}
	}
}

// release lets others in.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	var err error
	if l.conn != nil {
		err = l.conn.Close()
	}
	return errors.Join(err, l.db.Close())
}
