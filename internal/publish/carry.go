package publish

import (
	"fmt"
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
// [Stage.Trust] of the next build; nil if the system does not tell them reliably.
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
// no hard links.
func (s *Stage) bring(e Entry) error {
	if err := s.tree.MkdirFor(e.Name); err != nil {
		return err
	}
	if s.link(e.Name) != nil {
		if err := copyFile(s.tree, e.Name, s.live, e.Name); err != nil {
			return err
		}
		return verify(s.tree, e.Name, e)
	}
	was := s.carried[e.Name]
	info, err := s.tree.Lstat(e.Name)
	if err != nil {
		return err
	}
	now := disk.StampOf(info)
	now.Changed = was.Changed // the new name counts as a change
	if was == (disk.Stamp{}) || now != was {
		return verify(s.tree, e.Name, e)
	}
	return nil
}

// stampAll reads the stamps of the stage and waits until the clock of its file
// system has moved on since the youngest: whatever changes a file of the site from
// now on gives it another stamp, however coarse that clock is.
func (s *Stage) stampAll(files []Entry) (map[string]disk.Stamp, error) {
	list := make([]disk.Stamp, len(files))
	err := each(len(files), func(i int) error {
		info, err := s.tree.Lstat(files[i].Name)
		if err == nil {
			list[i] = disk.StampOf(info)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look at stage: %w", err)
	}
	var youngest int64
	stamps := make(map[string]disk.Stamp, len(files))
	for i, stamp := range list {
		if stamp == (disk.Stamp{}) {
			return nil, nil
		}
		youngest = max(youngest, stamp.Changed)
		stamps[files[i].Name] = stamp
	}
	for range 500 { // 2.5 s: the coarsest clock counts by 2 s
		now, err := s.touch()
		if err != nil || now > youngest {
			return stamps, err
		}
		time.Sleep(5 * time.Millisecond)
	}
	return nil, nil
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
