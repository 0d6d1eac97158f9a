package publish

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/disk"
)

// looked is what the system says of a name.
type looked struct {
	mode  fs.FileMode
	size  int64
	stamp disk.Stamp // zero if the system does not say all of it
}

// Kept is a file of a site, and the stamp that it had when the site was committed; zero
// if the system does not say one that can be relied on.
type Kept struct {
	Entry
	Stamp disk.Stamp
}

// Trust gives files of the output as [Stage.Kept] of an earlier build had them. One that
// has its stamp yet holds what it held then and is not read again. Without Trust every
// file that is carried is read and hashed. It is called before Carry and Write.
func (s *Stage) Trust(files ...Kept) {
	if s.trusted == nil {
		s.trusted = make([]disk.Stamp, len(s.old.files()))
	}
	for _, f := range files {
		if i, ok := s.old.index(f.Name); ok && s.old.Files[i] == f.Entry {
			s.trusted[i] = f.Stamp
		}
	}
}

// Kept is a file that was written or carried, for the [Stage.Trust] of the next build.
// It is called when all calls of Write and Carry have returned, and has its stamp after
// Commit.
func (s *Stage) Kept(name string) (Kept, bool) {
	f, ok := s.find(name)
	return f.Kept, ok
}

// Carry takes files of the output into the new site as they are, without their bytes:
// the same inodes with the same modification times. It reports false, and has done
// nothing, if the output does not hold exactly what each entry says; then the files are
// to be written. Like Write it may be called from many goroutines, and takes a name once.
//
// Old and new site share the inodes until the old one is removed. Whoever writes into
// a file of the old site in that time, rather than replacing it, writes into the new
// one; its stamp is another one then, so that the next build makes the file again.
func (s *Stage) Carry(files ...Entry) bool {
	stamps := make([]disk.Stamp, len(files))
	for i, e := range files {
		var ok bool
		if stamps[i], ok = s.holds(e); !ok {
			return false
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range files {
		if _, taken := s.at[fold(e.Name)]; taken || s.sealed {
			return false
		}
	}
	for i, e := range files {
		s.add(fold(e.Name), staged{Kept{e, stamps[i]}, true})
	}
	return true
}

// holds reports whether the output holds a file, and its stamp, which may be zero.
func (s *Stage) holds(e Entry) (disk.Stamp, bool) {
	if s.live == nil {
		return disk.Stamp{}, false
	}
	at, ok := s.old.index(e.Name)
	if !ok || s.old.Files[at] != e {
		return disk.Stamp{}, false
	}
	now, err := s.live.look(e.Name)
	if err != nil || !now.mode.IsRegular() || now.size != e.Size {
		return disk.Stamp{}, false
	}
	stamp, known := now.stamp, disk.Stamp{}
	if s.trusted != nil {
		known = s.trusted[at]
	}
	switch {
	case known != disk.Stamp{} && known == stamp:
		return stamp, true
	case known != disk.Stamp{} && known.Mode != stamp.Mode:
		return disk.Stamp{}, false // who may read it was changed: it gets its mode anew
	}
	return stamp, verify(s.live, e.Name, e) == nil
}

// carries reports whether a file was carried.
func (s *Stage) carries(name string) bool {
	f, _ := s.find(name)
	return f.carried
}

// same reports whether the output is already the site that was asked for, to the
// byte of its manifest: all of its files were carried and none is gone.
func (s *Stage) same(next *Manifest) bool {
	if s.live == nil || slices.ContainsFunc(s.files, func(f staged) bool { return !f.carried }) {
		return false
	}
	old, err := s.live.OpenFile(ManifestName, os.O_RDONLY, 0)
	if err != nil {
		return false
	}
	defer old.Close() // it was read only
	with := &comparison{with: bufio.NewReaderSize(old, 1<<16)}
	if next.write(with) != nil {
		return false
	}
	_, err = with.with.ReadByte()
	return err == io.EOF
}

// comparison is a writer that fails if what is written is not what a reader gives.
type comparison struct {
	with *bufio.Reader
	part []byte
}

var errDiffers = errors.New("other bytes")

func (c *comparison) Write(data []byte) (int, error) {
	c.part = slices.Grow(c.part[:0], len(data))[:len(data)]
	if _, err := io.ReadFull(c.with, c.part); err != nil {
		return 0, err
	}
	if !bytes.Equal(c.part, data) {
		return 0, errDiffers
	}
	return len(data), nil
}

// bring links a carried file into the stage, or copies it if the file system has
// no hard links, and takes its stamp there.
func (s *Stage) bring(f *staged) error {
	if err := s.tree.MkdirFor(f.Name); err != nil {
		return err
	}
	linked := s.link(f.Name) == nil
	if !linked {
		if err := copyFile(s.tree, f.Name, s.live, f.Name); err != nil {
			return err
		}
	}
	now, err := s.tree.look(f.Name)
	if err != nil {
		return err
	}
	was := f.Stamp
	f.Stamp = now.stamp
	if linked && was != (disk.Stamp{}) && f.Stamp.ButChanged(was) {
		return nil
	}
	return verify(s.tree, f.Name, f.Entry)
}

// part removes the names that carried files had in the old site, which s.live is by
// now, with the folders in which nothing else is, and takes their stamps anew: losing a
// name counts as a change of a file. Each is looked at right before and right after. If
// anything else has changed it since it was verified, it has no stamp, and the next build
// reads it.
func (s *Stage) part(order []int32) {
	if s.live == nil {
		return
	}
	_ = each(len(order), func(i int) error { // what cannot be removed is told by who removes the folder
		if f := &s.files[order[i]]; f.carried {
			f.Stamp = s.parted(f)
		}
		return nil
	})
	folders := slices.Collect(s.old.folders())
	for _, dir := range slices.Backward(folders) {
		s.live.removeEmpty(dir)
	}
}

// parted removes the old name of one carried file and returns its stamp, which is
// zero if it is not known to be what was verified.
func (s *Stage) parted(f *staged) disk.Stamp {
	was := f.Stamp
	if now, err := s.tree.look(f.Name); err != nil || now.stamp != was {
		return disk.Stamp{}
	}
	if s.live.Remove(f.Name) != nil {
		return was
	}
	if now, err := s.tree.look(f.Name); err == nil && now.stamp.ButChanged(was) {
		return now.stamp
	}
	return disk.Stamp{}
}

// wait waits until whatever changes a file of the site from now on gives it another
// stamp. Without stamps that tell so there are none.
func (s *Stage) wait() {
	var youngest int64
	for i := range s.files {
		youngest = max(youngest, s.files[i].Stamp.Changed)
	}
	if !s.passed(youngest) {
		s.forget()
	}
}

// passed waits until the clock of the file system, however coarse it is, has moved on since
// an instant, and reports whether it has. Nothing moves on since zero.
func (s *Stage) passed(instant int64) bool {
	for range 500 { // 2.5 s: the coarsest clock counts by 2 s
		switch now, err := s.touch(); {
		case err != nil || instant == 0:
			return false
		case now > instant:
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}

// forget drops all stamps.
func (s *Stage) forget() {
	for i := range s.files {
		s.files[i].Stamp = disk.Stamp{}
	}
}

// touch is what the file system's clock says.
func (s *Stage) touch() (int64, error) {
	if err := s.parent.Chtimes(s.lockName(), time.Time{}, time.Now()); err != nil {
		return 0, err
	}
	info, err := s.parent.Lstat(s.lockName())
	if err != nil {
		return 0, err
	}
	return disk.StampOf(info).Changed, nil
}
