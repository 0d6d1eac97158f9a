package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/kelisim/kelisim/internal/disk"
)

// errSealed says that a stage takes no more calls.
var errSealed = errors.New("stage is committed or closed")

// A Result counts the files of a commit, the manifest and dotfiles not among them.
type Result struct {
	Written   int // new, or with other bytes than before
	Unchanged int // the same bytes as before, with the same modification time
	Removed   int // of the old site, not in the new

	// Atomic says that every reader saw the old site or the new one. It is false
	// if the system cannot exchange folders: with no site for an instant, or, in
	// an output that cannot be moved, with files replaced one by one.
	Atomic bool

	// Durability is nil or an error after the new site was in place: it is
	// published, but a power cut may undo that.
	Durability error
	// Leftover is nil or an error that names what could not be removed of the old
	// site or of killed builds. The new site is published and durable; the next
	// build tries again.
	Leftover error
}

// Commit verifies the stage and puts it in place of the output. It may be called
// once, after all calls of Write have returned. An error means that the output is
// untouched, unless the swap could not be [Result.Atomic]; errors after the swap are
// in [Result.Durability] and [Result.Leftover].
//
// If the output is the same site already, to the byte of its manifest, nothing is
// staged and nothing is swapped. Unchanged files keep their inode and modification
// time. Files with other bytes get one at least a second later than before: web
// servers make their ETag of time and size.
func (s *Stage) Commit(meta Meta) (Result, error) {
	if err := s.seal(); err != nil {
		return Result{}, fmt.Errorf("commit: %w", err)
	}
	next, order := s.manifest(meta)
	if s.same(next) {
		if !s.seen.doubt {
			s.after = s.seen.Folders
		}
		return Result{Unchanged: len(next.Files), Atomic: true, Leftover: s.left}, nil
	}
	p, err := s.prepare(next, order)
	if err != nil {
		return Result{}, fmt.Errorf("commit: %w", err)
	}
	res := Result{
		Written:   p.written(),
		Unchanged: len(p.next.Files) - p.written(),
		Removed:   len(p.gone),
	}
	if err := s.swap(p, &res); err != nil {
		return Result{}, fmt.Errorf("commit: %w", err)
	}
	return res, nil
}

// manifest is that of what was staged, and for each of its files the index among ours.
func (s *Stage) manifest(meta Meta) (*Manifest, []int32) {
	order := make([]int32, len(s.files))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(s.files[a].Name, s.files[b].Name) })
	next := &Manifest{Meta: meta, Files: make([]Entry, len(order))}
	for i, k := range order {
		next.Files[i] = s.files[k].Entry
	}
	return next, order
}

// seal ends writing.
func (s *Stage) seal() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sealed {
		return errSealed
	}
	s.sealed = true
	return s.failed
}

// A plan is a verified stage and how it differs from the output.
type plan struct {
	next     *Manifest
	order    []int32 // by index in next.Files: the index in Stage.files
	manifest Entry   // the file of next
	gone     []Entry // files of the old site, not in the new
	fresh    []bool  // by index in next.Files: new, or with other bytes
}

func (p *plan) written() int {
	n := 0
	for _, fresh := range p.fresh {
		if fresh {
			n++
		}
	}
	return n
}

// prepare completes the stage, verifies it, and brings it to the disk.
func (s *Stage) prepare(next *Manifest, order []int32) (*plan, error) {
	data, err := next.encode()
	if err != nil {
		return nil, err
	}
	if err := s.makeStage(); err != nil {
		return nil, err
	}
	manifest := entryOf(ManifestName, data)
	if err := put(s.tree, ManifestName, data); err != nil {
		return nil, err
	}
	if err := s.carry(); err != nil {
		return nil, fmt.Errorf("carry over dotfiles: %w", err)
	}
	p := &plan{
		next:     next,
		order:    order,
		manifest: manifest,
		gone:     s.old.without(next),
		fresh:    make([]bool, len(next.Files)),
	}
	var done atomic.Int64
	err = each(len(order), func(i int) (err error) {
		p.fresh[i], err = s.settle(&s.files[order[i]])
		if n := done.Add(1); s.Progress != nil {
			s.Progress(int(n), len(next.Files))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, err := s.settle(&staged{Kept: Kept{Entry: manifest}}); err != nil {
		return nil, err
	}
	if err := flush(s.tree.Root); err != nil {
		return nil, fmt.Errorf("flush stage: %w", err)
	}
	var youngest int64
	if s.after, youngest = foldersOf(s.tree, next); !s.passed(youngest) {
		s.after = Folders{}
	}
	// Again, for what came into the output since Open.
	return p, s.refuseForeign()
}

// carry copies what is under a leading dot at the root of the output, save what is
// ours, into the stage. Links are copied as links.
func (s *Stage) carry() error {
	if s.live == nil {
		return nil
	}
	return fs.WalkDir(s.live.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == "." || name == ManifestName:
			return nil
		case !strings.HasPrefix(name, ".") && d.IsDir():
			return fs.SkipDir
		case !strings.HasPrefix(name, "."):
			return nil
		case d.Type() == fs.ModeSymlink:
			target, err := s.live.Readlink(name)
			if err != nil {
				return err
			}
			return s.tree.Symlink(target, name)
		case d.IsDir():
			return copyFolder(s.tree, s.live, name)
		case d.Type().IsRegular():
			return copyFile(s.tree, name, s.live, name)
		}
		return fmt.Errorf("%s is neither file, folder nor link", name)
	})
}

// settle verifies one staged file, gives it its modification time and takes its stamp.
// It reports whether the output has other bytes under that name, or none.
func (s *Stage) settle(f *staged) (fresh bool, err error) {
	if f.carried {
		return false, s.bring(f)
	}
	if err := verify(s.tree, f.Name, f.Entry); err != nil {
		return false, err
	}
	if fresh, err = s.date(f.Entry); err != nil {
		return false, err
	}
	info, err := s.tree.Lstat(f.Name)
	if err == nil {
		f.Stamp = disk.StampOf(info)
	}
	return fresh, err
}

// date gives a file that was written its modification time, and reports whether the
// output has other bytes under that name, or none.
func (s *Stage) date(e Entry) (fresh bool, err error) {
	if s.live == nil {
		return true, nil
	}
	old, err := s.live.Lstat(e.Name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if old.Mode().IsRegular() && old.Size() == e.Size && verify(s.live, e.Name, e) == nil {
		return false, s.tree.Chtimes(e.Name, time.Time{}, old.ModTime()) // it was not ours, or not readable for all
	}
	staged, err := s.tree.Lstat(e.Name)
	if err != nil {
		return false, err
	}
	if after := old.ModTime().Add(time.Second); staged.ModTime().Before(after) {
		err = s.tree.Chtimes(e.Name, time.Time{}, after)
	}
	return true, err
}
