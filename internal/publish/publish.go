// Package publish puts a complete set of files in place of an output folder:
// all of them at once, or none.
//
//	s, err := publish.Open("public", nil, "content")
//	if err != nil { ... }
//	defer s.Close()
//	err = s.Write("kk/index.html", page)
//	...
//	res, err := s.Commit(publish.Meta{AsOf: "2026-12-01T00:00:00+05:00"})
//
// Open takes a lock and makes a stage, a folder beside the output. Write fills
// the stage. Commit reads every file back, compares it with what was handed in,
// and exchanges the stage with the output in one step. Whatever fails before
// that step, a kill included, leaves the old site as it was; what a killed build
// left behind is removed, or put back, by the next Open.
//
// For an output named public the parent folder holds
//
//	.public.kelisim.lock          the lock, and who holds it
//	.public.kelisim-stage-XXXX    the stage; after the exchange, for a moment, the old site
//	.public.kelisim-old-1         the old site, if the system cannot exchange folders
//
// while a build runs, so the parent must be writable. An output that is a symbolic
// link to a folder is resolved once, and the folder it names is exchanged; the link
// stays.
//
// The output is a new folder after each build. A container that should see new
// builds must mount its parent: a mount of the output itself keeps the old folder.
//
// Only files that the manifest [ManifestName] lists are ever removed or replaced.
// Names with a leading dot at the root of the output (.htaccess, .well-known/)
// belong to the administrator and are carried over. Any other file that is not
// ours makes Open refuse.
//
// If the output cannot be moved (a mount point, Windows) its files are renamed
// into place one by one, linked-to files before the pages that link to them, and
// [Result.Atomic] is false. Only then can a failure leave a mixed site; the next
// successful build mends it.
package publish

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"

	"github.com/kelisim/kelisim/internal/disk"
)

// A Stage is a site in the making, under the output's lock, until Close.
type Stage struct {
	output string       // resolved path of the output
	base   string       // its name in parent
	parent *os.Root     // the folder that holds output and stage
	lock   *flock.Flock // nil until held
	live   *tree        // the output as it stands; nil if there is none
	old    *Manifest    // nil if none stands
	name   string       // the stage's name in parent; "" until made
	tree   *tree        // the stage
	away   string       // a free name in parent for the old site; see swapAway
	left   error        // what sweep could not remove
	seen   inventory    // of the output as it stands
	after  Folders      // see Folders

	// Progress, if it is set, is told how many files of how many Commit has read back. It
	// is called from several goroutines.
	Progress func(done, of int)

	// exchange is the system's; tests replace it to reach the fallbacks.
	exchange func(parent *os.Root, a, b string) error

	making  sync.Mutex   // held while the stage's folder is made
	trusted []disk.Stamp // of the files of old, by index; see Trust

	mu     sync.Mutex
	files  []staged         // written or carried so far, in no order
	at     map[string]int32 // folded name to the index in files
	failed error            // the first failed Write
	sealed bool             // no more writes: Commit or Close was called
	done   bool             // the stage became the output
	closed bool
}

// staged is a file of the stage.
type staged struct {
	Kept
	carried bool // the output holds it
}

// Open locks output and clears what killed builds left. The stage is empty; its
// folder is made beside the output with the first file that differs. forbidden are
// the source folders, which the output may neither lie in nor contain, symbolic links
// resolved; they need not exist. A missing parent of output is made.
//
// known says what [Stage.Folders] were after the last build of an output, whose resolved
// path it is given; nil, or no Folders, if nobody knows. If all folders are as they were
// then, none of them is read: nothing foreign is in them. If one is not, all are.
//
// The error is a [*BusyError] if another build holds the lock and a
// [*RefusedError] if output is no place to publish to; both come before
// anything in the output is touched.
func Open(output string, known func(output string) Folders, forbidden ...string) (*Stage, error) {
	real, err := resolve(output)
	if err != nil {
		return nil, fmt.Errorf("resolve output: %w", err)
	}
	if err := refusePath(real, forbidden); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(real), 0o777); err != nil {
		return nil, fmt.Errorf("make parent of output: %w", err)
	}
	parent, err := os.OpenRoot(filepath.Dir(real))
	if err != nil {
		return nil, fmt.Errorf("open parent of output: %w", err)
	}
	s := &Stage{
		output:   real,
		base:     filepath.Base(real),
		parent:   parent,
		exchange: exchange,
		at:       make(map[string]int32),
	}
	if known != nil {
		s.seen.Folders = known(real)
	}
	for _, step := range []func() error{s.acquire, s.sweep, s.openLive} {
		if err := step(); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// openLive opens the output, if there is one, and refuses a foreign one.
func (s *Stage) openLive() error {
	info, err := s.parent.Lstat(s.base)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open output: %w", err)
	}
	if !info.IsDir() {
		return &RefusedError{Reason: NotFolder, Path: s.output}
	}
	live, err := s.parent.OpenRoot(s.base)
	if err != nil {
		return fmt.Errorf("open output: %w", err)
	}
	s.live = newTree(live)
	s.old, err = ReadManifest(s.live.FS())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &RefusedError{Reason: BadManifest, Path: s.output, Err: err}
	}
	if s.seen.clock, err = s.touch(); err != nil {
		s.seen.clock = 0
	}
	if err := s.refuseForeign(); err != nil {
		return err
	}
	if err := s.live.RemoveAll(innerStage); err != nil {
		s.left = errors.Join(s.left, fmt.Errorf("remove leftover: %w", err))
	}
	return nil
}

// makeStage makes the stage's folder, once, with the mode of the output: what could
// read and write there before still can.
func (s *Stage) makeStage() error {
	s.making.Lock()
	defer s.making.Unlock()
	if s.tree != nil {
		return nil
	}
	name := s.leftover("stage-" + rand.Text()[:8])
	err := s.parent.Mkdir(name, 0o777)
	if err != nil {
		return fmt.Errorf("make stage: %w", err)
	}
	s.name = name
	if s.live != nil {
		info, err := s.live.Stat(".")
		if err == nil {
			err = s.parent.Chmod(name, info.Mode())
		}
		if err != nil {
			return fmt.Errorf("make stage: %w", err)
		}
	}
	tree, err := s.parent.OpenRoot(name)
	if err != nil {
		return fmt.Errorf("make stage: %w", err)
	}
	s.tree = newTree(tree)
	return nil
}

// Write adds one file to the stage; it may be called from many goroutines. It
// does not keep data. A file that the output holds with the same bytes is carried
// over rather than written; see [Stage.Carry]. Write refuses a name that is not a
// clean slash path below the root, that begins with a dot, that does not fit every
// file system (backslash, colon, combining marks and the like), or that was written
// before, be it in another case. After a failed Write the stage cannot be committed.
func (s *Stage) Write(name string, data []byte) error {
	err := s.write(name, data)
	if err != nil {
		err = fmt.Errorf("stage %s: %w", name, err)
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.failed == nil {
			s.failed = err
		}
	}
	return err
}

func (s *Stage) write(name string, data []byte) error {
	if err := checkName(name); err != nil {
		return err
	}
	i, err := s.claim(name)
	if err != nil {
		return err
	}
	e := entryOf(name, data)
	stamp, held := s.holds(e)
	if !held {
		err := s.makeStage()
		if err == nil {
			err = put(s.tree, name, data)
		}
		if err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[i] = staged{Kept{e, stamp}, held}
	return nil
}

// Read returns the bytes of a file that was written or carried, as the disk has them.
func (s *Stage) Read(name string) ([]byte, error) {
	if s.carries(name) {
		return s.live.ReadFile(name)
	}
	return s.tree.ReadFile(name)
}

// claim takes a name for one Write, and gives its index in files.
func (s *Stage) claim(name string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sealed {
		return 0, errSealed
	}
	key := fold(name)
	if i, taken := s.at[key]; taken {
		return 0, fmt.Errorf("written twice, first as %q", s.files[i].Name)
	}
	return s.add(key, staged{Kept: Kept{Entry: Entry{Name: name}}}), nil
}

// add takes a file in under its folded name; mu is held.
func (s *Stage) add(key string, f staged) int {
	s.at[key] = int32(len(s.files))
	s.files = append(s.files, f)
	return len(s.files) - 1
}

// find is a file that was written or carried.
func (s *Stage) find(name string) (staged, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.at[fold(name)]
	if !ok || s.files[i].Name != name {
		return staged{}, false
	}
	return s.files[i], true
}

// Manifest is that of the output as it stood at Open, to compare a new build with:
// which files there were, from what ledger, with drafts or without. It is nil if
// none stood, and must not be changed.
func (s *Stage) Manifest() *Manifest { return s.old }

// Close gives up a stage that was not committed, removes it, and releases the
// lock. Further calls do nothing.
func (s *Stage) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.sealed, s.closed = true, true
	var errs []error
	for _, root := range []*tree{s.tree, s.live} {
		if root != nil {
			errs = append(errs, root.Close())
		}
	}
	if s.name != "" && !s.done {
		errs = append(errs, s.parent.RemoveAll(s.name))
	}
	errs = append(errs, s.release(), s.parent.Close())
	return errors.Join(errs...)
}
