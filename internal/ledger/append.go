package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"

	"github.com/kelisim/kelisim/internal/legal"
)

// Errors of [Append]. Test with errors.Is.
var (
	// ErrChanged: the ledger is not what the records were made from. Read it and
	// plan again.
	ErrChanged = errors.New("the ledger changed since it was read")
	// ErrInvalid: the records do not follow the expected ones. Our own bug.
	ErrInvalid = errors.New("the records do not follow the ledger's last one")
)

// The names of the helper files, beside the ledger. Both begin with a dot, so
// whoever reads the content passes over them; neither outlives an append.
const (
	lockName = ".ledger.lock"
	tempName = ".ledger.tmp"
)

// Append adds the records to the file at path, an operating-system path to an
// existing folder's file. expected is the file's bytes in canonical form
// ([legal.Canonical]) as they were read when the records were made; empty for no
// file.
//
// Of two programs that append at once one waits for the other, no longer than
// ctx lets it, and then fails with [ErrChanged]. The file is replaced as a
// whole: a killed program leaves the old bytes or the new ones, never a part,
// and the new ones begin with the old. When Append fails the file is as before.
func Append(ctx context.Context, path string, expected []byte, add []Record) error {
	if len(add) == 0 {
		return nil
	}
	data := bytes.Clone(expected)
	for _, r := range add {
		data = append(append(data, r.Line()...), '\n')
	}
	// What would be refused on the next reading is never written.
	if _, list := Parse(path, data, add[0].Recorded.Location()); list.HasErrors() {
		return fmt.Errorf("append to %s: %w (%s, %s)", path, ErrInvalid, list[0].Pos, list[0].Key())
	}
	unlock, err := lock(ctx, filepath.Join(filepath.Dir(path), lockName))
	if err != nil {
		return fmt.Errorf("append to %s: %w", path, err)
	}
	defer unlock()
	now, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("append to %s: %w", path, err)
	}
	if !bytes.Equal(legal.Canonical(now), expected) {
		return fmt.Errorf("append to %s: %w", path, ErrChanged)
	}
	if err := replace(path, data); err != nil {
		return fmt.Errorf("append to %s: %w", path, err)
	}
	return nil
}

// lock takes the lock file and returns what releases and removes it.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	for {
		l := flock.New(path)
		if _, err := l.TryLockContext(ctx, 20*time.Millisecond); err != nil {
			l.Close()
			return nil, fmt.Errorf("lock: %w", err)
		}
		// Between our opening and locking it the last holder may have removed the
		// file. Only a lock on the file that has the name now counts.
		ours, err := l.Stat()
		if err != nil {
			l.Close()
			return nil, fmt.Errorf("lock: %w", err)
		}
		if named, err := os.Stat(path); err == nil && os.SameFile(ours, named) {
			return func() {
				os.Remove(path) // while we hold it; Windows refuses an open file
				l.Close()
				if runtime.GOOS == "windows" {
					os.Remove(path) // refused again if another program has opened it
				}
			}, nil
		}
		l.Close()
	}
}

// Keep writes a file beside the ledger, such as a signed checkpoint of it, as a
// whole or not at all. It makes the folder. Two programs that keep the same file
// at once write one after the other; the later one stays.
func Keep(ctx context.Context, path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return fmt.Errorf("keep %s: %w", path, err)
	}
	unlock, err := lock(ctx, filepath.Join(filepath.Dir(path), lockName))
	if err != nil {
		return fmt.Errorf("keep %s: %w", path, err)
	}
	defer unlock()
	if err := replace(path, data); err != nil {
		return fmt.Errorf("keep %s: %w", path, err)
	}
	return nil
}

// replace puts data in the file's place, on the disk before in the name. The
// caller holds the lock, so a temporary file that lies there is a dead one's.
func replace(path string, data []byte) (err error) {
	defer func() {
		if at := (*fs.PathError)(nil); errors.As(err, &at) { // of the temporary file, which nobody knows
			err = &fs.PathError{Op: at.Op, Path: path, Err: at.Err}
		}
	}()
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	dir := filepath.Dir(path)
	temp := filepath.Join(dir, tempName)
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		os.Remove(temp)
		return err
	}
	return syncDir(dir)
}

// syncDir makes the new name last. Windows has no such call and needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
