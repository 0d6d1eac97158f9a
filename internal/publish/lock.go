package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// A Holder is the process that holds a lock.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"` // UTC, to the second
}

// A BusyError says that another build holds the output's lock.
type BusyError struct {
	Path   string // the output
	Holder Holder // zero if unknown: a lock just taken, or Windows, where a locked file cannot be read
}

func (e *BusyError) Error() string {
	msg := "another build is publishing to " + e.Path
	if h := e.Holder; h.PID != 0 {
		msg += fmt.Sprintf(": process %d on %s, since %s", h.PID, h.Host, h.Since.Format(time.RFC3339))
	}
	return msg
}

func (s *Stage) lockName() string { return "." + s.base + ".kelisim.lock" }

// acquire takes the lock without waiting. Who holds it is for people to read, so
// failing to write that down is no error.
func (s *Stage) acquire() error {
	name := s.lockName()
	// A link would have us write to where it points.
	if info, err := s.parent.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("lock %s: not a regular file", name)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("lock: %w", err)
	}
	lock := flock.New(filepath.Join(s.parent.Name(), name), flock.SetPermissions(0o644))
	held, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	if held && !s.current(lock) {
		held = false
		err = lock.Close()
	}
	if !held {
		return errors.Join(&BusyError{Path: s.output, Holder: s.holder()}, err)
	}
	s.lock = lock
	host, _ := os.Hostname()
	who, err := json.Marshal(Holder{os.Getpid(), host, time.Now().UTC().Truncate(time.Second)})
	if err == nil {
		_ = s.parent.WriteFile(name, append(who, '\n'), 0o644)
	}
	return nil
}

// current reports whether lock is on the file that has the name now: between our
// opening and locking it its last holder may have removed it.
func (s *Stage) current(lock *flock.Flock) bool {
	ours, err := lock.Stat()
	if err != nil {
		return false
	}
	named, err := s.parent.Lstat(s.lockName())
	return err == nil && os.SameFile(ours, named)
}

// holder reads who holds the lock; zero if the file does not say.
func (s *Stage) holder() Holder {
	var h Holder
	data, err := s.parent.ReadFile(s.lockName())
	if err != nil || json.Unmarshal(data, &h) != nil {
		return Holder{}
	}
	return h
}

// release removes the lock file, as only its holder may, and unlocks it. Windows
// keeps the file, which does no harm.
func (s *Stage) release() error {
	if s.lock == nil {
		return nil
	}
	_ = s.parent.Remove(s.lockName())
	return s.lock.Close()
}
