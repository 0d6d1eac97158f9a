package publish

import (
	"maps"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/disk"
)

// Trust gives the stamps that files of the output had when [Stage.Stamps] of an
// earlier build recorded them. A file with its stamp holds what it held then and is not
// read again. Without Trust every file that is carried is read and hashed.
func (s *Stage) Trust(stamps map[string]disk.Stamp) { s.trusted = stamps }

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
		if _, taken := s.seen[fold(e.Name)]; taken || s.sealed {
			return false
		}
	}
	for i, e := range files {
		s.seen[fold(e.Name)] = e.Name
		s.files = append(s.files, e)
		s.carried[e.Name] = stamps[i]
	}
	return true
}

// Entries are the files that were written or carried, by name. It is called when all
// calls of Write and Carry have returned.
func (s *Stage) Entries() map[string]Entry {
	out := make(map[string]Entry, len(s.files))
	for _, e := range s.files {
		out[e.Name] = e
	}
	return out
}

// holds reports whether the output holds a file, and its stamp, which may be zero.
func (s *Stage) holds(e Entry) (disk.Stamp, bool) {
	if s.live == nil {
		return disk.Stamp{}, false
	}
	if old, ok := s.old.Lookup(e.Name); !ok || old != e {
		return disk.Stamp{}, false
	}
	info, err := s.live.Lstat(e.Name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != e.Size {
		return disk.Stamp{}, false
	}
	stamp, known := disk.StampOf(info), s.trusted[e.Name]
	switch {
	case known != disk.Stamp{} && known == stamp:
		return stamp, true
	case known != disk.Stamp{} && known.Mode != stamp.Mode:
		return disk.Stamp{}, false // who may read it was changed: it gets its mode anew
	}
	return stamp, verify(s.live, e.Name, e) == nil
}

// Stamps are those of all files of the site that was committed, by name, for the
// [Stage.Trust] of the next build; nil if the system does not say them reliably.
func (s *Stage) Stamps() map[string]disk.Stamp { return s.stamps }

// same reports whether the output is already the site that was asked for, to the
// byte of its manifest: all of its files were carried and none is gone.
func (s *Stage) same(manifest []byte) bool {
	if s.live == nil || len(s.carried) != len(s.files) {
		return false
	}
	old, err := s.live.ReadFile(ManifestName)
	return err == nil && string(old) == string(manifest)
}

// bring links a carried file into the stage, or copies it if the file system has
// no hard links, and returns its stamp there.
func (s *Stage) bring(e Entry) (stamp disk.Stamp, err error) {
	if err := s.tree.MkdirFor(e.Name); err != nil {
		return stamp, err
	}
	linked := s.link(e.Name) == nil
	if !linked {
		if err := copyFile(s.tree, e.Name, s.live, e.Name); err != nil {
			return stamp, err
		}
	}
	info, err := s.tree.Lstat(e.Name)
	if err != nil {
		return stamp, err
	}
	stamp = disk.StampOf(info)
	if was := s.carried[e.Name]; linked && was != (disk.Stamp{}) && stamp.ButChanged(was) {
		return stamp, nil
	}
	return stamp, verify(s.tree, e.Name, e)
}

// part removes the names that carried files had in the old site, which s.live is by
// now, and takes their stamps anew: losing a name counts as a change of a file. Each is
// looked at right before and right after. If anything else has changed it since it was
// verified, it has no stamp, and the next build reads it.
func (s *Stage) part() {
	if s.stamps == nil || s.live == nil {
		return
	}
	names := slices.Sorted(maps.Keys(s.carried))
	stamps := make([]disk.Stamp, len(names))
	_ = each(len(names), func(i int) error { // what cannot be removed is told by who removes the folder
		stamps[i] = s.parted(names[i])
		return nil
	})
	for i, name := range names {
		s.stamps[name] = stamps[i]
	}
}

// parted removes the old name of one carried file and returns its stamp, which is
// zero if it is not known to be what was verified.
func (s *Stage) parted(name string) disk.Stamp {
	look := func() disk.Stamp {
		info, err := s.tree.Lstat(name)
		if err != nil {
			return disk.Stamp{}
		}
		return disk.StampOf(info)
	}
	was := s.stamps[name]
	if look() != was {
		return disk.Stamp{}
	}
	if s.live.Remove(name) != nil {
		return was
	}
	if now := look(); now.ButChanged(was) {
		return now
	}
	return disk.Stamp{}
}

// wait waits until the clock of the file system has moved on since the youngest
// stamp: whatever changes a file of the site from now on gives it another stamp,
// however coarse that clock is. Without stamps that tell so there are none.
func (s *Stage) wait() {
	var youngest int64
	for _, stamp := range s.stamps {
		youngest = max(youngest, stamp.Changed)
	}
	for range 500 { // 2.5 s: the coarsest clock counts by 2 s
		switch now, err := s.touch(); {
		case err != nil || youngest == 0:
			s.stamps = nil
			return
		case now > youngest:
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.stamps = nil
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
