package publish

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/disk"
)

// A Reason says why a folder is no place to publish to.
type Reason string

const (
	RootFolder   Reason = "root-folder"   // the output is "/" or a drive
	HomeFolder   Reason = "home-folder"   // the output is, or contains, the user's home
	NotFolder    Reason = "not-folder"    // the output is a file
	InSource     Reason = "in-source"     // the output is, or lies in, a source folder
	AroundSource Reason = "around-source" // the output contains a source folder
	ForeignFiles Reason = "foreign-files" // the output holds files that we did not write
	BadManifest  Reason = "bad-manifest"  // the output's manifest cannot be read
)

func (r Reason) text() string {
	switch r {
	case RootFolder:
		return "it is a root folder"
	case HomeFolder:
		return "it holds the home folder"
	case NotFolder:
		return "it is not a folder"
	case InSource:
		return "it lies in a source folder"
	case AroundSource:
		return "it contains a source folder"
	case ForeignFiles:
		return "it holds files that kelisim did not write"
	case BadManifest:
		return "its manifest cannot be read"
	}
	return string(r)
}

// A RefusedError says that nothing was written, and why.
type RefusedError struct {
	Reason Reason
	Path   string   // the output, symbolic links resolved
	Names  []string // the source folder, or the first few foreign files by name
	Err    error    // of BadManifest; else nil
}

func (e *RefusedError) Error() string {
	msg := fmt.Sprintf("refuse to publish to %s: %s", e.Path, e.Reason.text())
	if len(e.Names) > 0 {
		msg += ": " + strings.Join(e.Names, ", ")
	}
	if e.Err != nil {
		msg += ": " + e.Err.Error()
	}
	return msg
}

func (e *RefusedError) Unwrap() error { return e.Err }

// refusePath judges the output by where it is. path is resolved.
func refusePath(path string, forbidden []string) error {
	if filepath.Dir(path) == path {
		return &RefusedError{Reason: RootFolder, Path: path}
	}
	if home, err := os.UserHomeDir(); err == nil {
		if home, err = resolve(home); err == nil && inside(path, home) {
			return &RefusedError{Reason: HomeFolder, Path: path}
		}
	}
	for _, source := range forbidden {
		real, err := resolve(source)
		if err != nil {
			return fmt.Errorf("resolve source folder: %w", err)
		}
		switch {
		case inside(real, path):
			return &RefusedError{Reason: InSource, Path: path, Names: []string{real}}
		case inside(path, real):
			return &RefusedError{Reason: AroundSource, Path: path, Names: []string{real}}
		}
	}
	return nil
}

// refuseForeign judges the output by what is in it: below names without a leading
// dot there may be nothing but files of the manifest, altered or not.
func (s *Stage) refuseForeign() error {
	if s.live == nil || s.sealed && s.nothingCame() {
		return nil
	}
	s.seen = inventory{clock: s.seen.clock}
	foreign, err := s.foreign(s.live.Root, ".", "", nil)
	if err != nil {
		return fmt.Errorf("read output: %w", err)
	}
	if foreign != nil {
		return &RefusedError{Reason: ForeignFiles, Path: s.output, Names: foreign}
	}
	return nil
}

// inventory is which folders were read, and the stamps that they had right before.
// One that still has its stamp holds the same names.
type inventory struct {
	clock   int64 // of the file system, before the first was read; zero: not known
	folders int
	sum     uint64 // of the hashes of path and stamp
	doubt   bool   // a folder could change and keep its stamp
}

// settled is how long a folder must have been left alone before it was read, for a
// change after that to give it another stamp: the coarsest clock counts by 2 s.
const settled = int64(2 * time.Second)

var seed = maphash.MakeSeed()

func (v *inventory) add(prefix string, stamp disk.Stamp) {
	v.folders++
	v.sum += maphash.Comparable(seed, pathStamp{prefix, stamp})
	v.doubt = v.doubt || stamp == disk.Stamp{} || max(stamp.Modified, stamp.Changed) > v.clock-settled
}

type pathStamp struct {
	path  string
	stamp disk.Stamp
}

// nothingCame reports whether it is sure that the output holds no other names than when
// it was read, and no folder where a file of the manifest stood that was not carried.
func (s *Stage) nothingCame() bool {
	if s.seen.doubt || s.seen.folders == 0 {
		return false
	}
	for _, e := range s.old.files() {
		if s.carries(e.Name) {
			continue
		}
		if now, err := s.live.look(e.Name); err == nil && now.mode.IsDir() {
			return false
		}
	}
	now := inventory{clock: s.seen.clock}
	add := func(dir, prefix string) {
		if seen, err := s.live.look(dir); err == nil {
			now.add(prefix, seen.stamp)
		}
	}
	add(".", "")
	for dir := range s.old.folders() {
		add(dir, dir+"/")
	}
	return now == s.seen
}

// fewForeign is how many foreign files are named.
const fewForeign = 3

// foreign adds the first foreign files of a folder of the output, name in above, to those
// that were found, in order. prefix is the folder's path in the output, with a slash. What
// the manifest lists is looked at only when the stage is sealed, and then only if it is
// not carried, for what is carried was seen to be a file.
func (s *Stage) foreign(above *os.Root, name, prefix string, found []string) (_ []string, err error) {
	f, err := above.Open(name)
	if err != nil {
		return found, err
	}
	if info, err := f.Stat(); err == nil {
		s.seen.add(prefix, disk.StampOf(info))
	}
	names, err := f.Readdirnames(-1)
	if err = errors.Join(err, f.Close()); err != nil {
		return found, err
	}
	slices.Sort(names)
	var dir *os.Root // the folder itself; most need not be opened for more than their names
	defer func() {
		if dir != nil {
			err = errors.Join(err, dir.Close())
		}
	}()
	for _, n := range names {
		_, ours := s.old.Lookup(prefix + n)
		if len(found) == fewForeign {
			return found, nil
		}
		if prefix == "" && strings.HasPrefix(n, ".") || ours && (!s.sealed || s.carries(prefix+n)) {
			continue
		}
		if dir == nil {
			if dir, err = above.OpenRoot(name); err != nil {
				return found, err
			}
		}
		info, err := dir.Lstat(n)
		if err == nil && info.IsDir() {
			found, err = s.foreign(dir, n, prefix+n+"/", found)
		} else if err == nil && !ours {
			found = append(found, prefix+n)
		}
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// resolve makes path absolute and follows symbolic links as far as it exists. A
// link to what is not there yet names the place to make.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(path) == path {
		return real, err
	}
	if target, err := os.Readlink(path); err == nil {
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		return resolve(target)
	}
	dir, err := resolve(filepath.Dir(path))
	return filepath.Join(dir, filepath.Base(path)), err
}

// inside reports whether path is dir or lies in it. It asks the system too, for file
// systems that ignore case.
func inside(dir, path string) bool {
	info, statErr := os.Stat(dir)
	for ; ; path = filepath.Dir(path) {
		if path == dir {
			return true
		}
		if other, err := os.Stat(path); err == nil && statErr == nil && os.SameFile(info, other) {
			return true
		}
		if filepath.Dir(path) == path {
			return false
		}
	}
}
