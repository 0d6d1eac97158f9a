package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
)

// errImmovable says that the system does not move a folder in use.
var errImmovable = errors.New("folder cannot be moved")

// leftover is a name in parent that is ours to remove.
func (s *Stage) leftover(suffix string) string { return "." + s.base + ".kelisim-" + suffix }

// sweep puts the output back if a build was killed while it was away, and removes
// what killed builds left. Links are removed, never followed. What cannot be
// removed now, because a reader or a virus scanner holds it, is kept for
// [Result.Leftover] and tried again by the next build.
func (s *Stage) sweep() error {
	entries, err := fs.ReadDir(s.parent.FS(), ".")
	if err != nil {
		return fmt.Errorf("look for leftovers: %w", err)
	}
	var stale []string
	away := 0 // the number of the newest old site
	for _, e := range entries {
		if n, ok := strings.CutPrefix(e.Name(), s.leftover("old-")); ok {
			number, _ := strconv.Atoi(n)
			away = max(away, number)
		} else if !strings.HasPrefix(e.Name(), s.leftover("stage-")) {
			continue
		}
		stale = append(stale, e.Name())
	}
	s.away = s.leftover("old-" + strconv.Itoa(away+1))
	if _, err := s.parent.Lstat(s.base); errors.Is(err, fs.ErrNotExist) && away > 0 {
		if err := s.parent.Rename(s.leftover("old-"+strconv.Itoa(away)), s.base); err != nil {
			return fmt.Errorf("put back old site: %w", err)
		}
	}
	for _, name := range stale {
		s.left = errors.Join(s.left, s.remove(name))
	}
	return nil
}

// remove takes a folder of ours out of parent.
func (s *Stage) remove(name string) error {
	if err := s.parent.RemoveAll(name); err != nil {
		return fmt.Errorf("remove leftover: %w", err)
	}
	return nil
}

// swap makes the stage the output, by the best means that the system has.
func (s *Stage) swap(p *plan, res *Result) error {
	if err := errors.Join(s.live.Let(), s.tree.Let()); err != nil {
		return err
	}
	err := s.swapFolder(res)
	if errors.Is(err, errImmovable) || errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV) {
		s.forget() // moving files one by one changes them
		s.after = Folders{}
		return s.place(p, res)
	}
	if err != nil {
		return err
	}
	s.done = true
	res.Durability = syncFolder(s.parent)
	s.part(p.order)
	s.wait()
	res.Leftover = s.live.Let()
	// One of them is now the old site.
	res.Leftover = errors.Join(res.Leftover, s.left, s.remove(s.name), s.remove(s.away))
	return nil
}

// swapFolder moves the stage to the output's place. On an error the output is
// where it was.
func (s *Stage) swapFolder(res *Result) error {
	if s.live == nil {
		res.Atomic = true
		_ = s.tree.Close() // Windows does not rename an open folder
		return s.parent.Rename(s.name, s.base)
	}
	err := s.exchange(s.parent, s.name, s.base)
	if errors.Is(err, errors.ErrUnsupported) {
		return s.swapAway()
	}
	res.Atomic = err == nil
	return err
}

// swapAway moves the output away and the stage in. Killed between the two, the
// next sweep puts the output back.
func (s *Stage) swapAway() error {
	if err := s.parent.Rename(s.base, s.away); err != nil {
		return err
	}
	err := s.parent.Rename(s.name, s.base)
	if err == nil {
		return nil
	}
	if back := s.parent.Rename(s.away, s.base); back != nil {
		// Not wrapped: no other way of swapping may be tried now.
		return fmt.Errorf("%v; the old site is in %s: %v", err, s.away, back)
	}
	return err
}
