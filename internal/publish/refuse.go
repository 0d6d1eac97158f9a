package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	if s.live == nil {
		return nil
	}
	var known map[string]bool
	if s.nothingCame() {
		known = map[string]bool{}
		for dir := range s.old.folders() {
			if !strings.Contains(dir, "/") {
				known[dir] = true
			}
		}
	} else {
		s.seen = inventory{clock: s.seen.clock}
		if now, err := s.live.look(ManifestName); err == nil {
			s.seen.add(ManifestName, now.stamp)
		}
	}
	foreign, err := s.foreign(s.live.Root, ".", "", known, nil)
	if err != nil {
		return fmt.Errorf("read output: %w", err)
	}
	if foreign != nil {
		return &RefusedError{Reason: ForeignFiles, Path: s.output, Names: foreign}
	}
	return nil
}

// fewForeign is how many foreign files are named.
const fewForeign = 3

// foreign adds the first foreign files of a folder of the output, name in above, to those
// that were found, in order. prefix is the folder's path in the output, with a slash. What
// the manifest lists is looked at only when the stage is sealed, and then only if it is
// not carried, for what is carried was seen to be a file. Folders that are known hold
// nothing foreign; if known is nil all are read, and seen.
func (s *Stage) foreign(above *os.Root, name, prefix string, known map[string]bool, found []string) (_ []string, err error) {
	f, err := above.Open(name)
	if err != nil {
		return found, err
	}
	if info, err := f.Stat(); err == nil && prefix != "" && known == nil {
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
		if known[prefix+n] || prefix == "" && strings.HasPrefix(n, ".") || ours && (!s.sealed || s.carries(prefix+n)) {
			continue
		}
		if dir == nil {
			if dir, err = above.OpenRoot(name); err != nil {
				return found, err
			}
		}
		info, err := dir.Lstat(n)
		if err == nil && info.IsDir() {
			found, err = s.foreign(dir, n, prefix+n+"/", known, found)
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
