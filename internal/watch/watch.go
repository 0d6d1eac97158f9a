// Package watch turns many changes of files into one calm call. It is the only
// user of fsnotify.
//
// Only folders are watched, never files: an editor that saves by renaming puts a
// new file in the place of the one that was watched. A call does not say what changed:
// the caller looks at everything again, or at what Config.Told was told of.
package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Config says what to watch. Root alone must be set.
type Config struct {
	Root  string   // a folder; itself it is watched for Names only
	Names []string // folders in Root, watched with all below them, once they exist
	Quiet time.Duration
	// Poll looks at the files at this interval instead of waiting for events of the system.
	Poll time.Duration
	// Failed gets the reason why the system reports no events, before polling begins; may be nil.
	Failed func(error)
	// Told gets the path of each file or folder that the system says changed, before the call
	// that this leads to; "" if it is not known what did, and once all is watched. May be nil.
	Told func(path string)
}

// The defaults.
const (
	defaultQuiet = 20 * time.Millisecond  // without a change, before a call
	DefaultPoll  = 400 * time.Millisecond // between two looks
	longest      = time.Second            // that changes without a pause put off a call
)

// Watcher notices changes from the moment it was opened.
type Watcher struct {
	cfg   Config
	tells *fsnotify.Watcher // nil: polling
	event chan struct{}     // holds one: something changed
	seen  string            // by the last poll
}

// Open begins to watch. If the system refuses, the watcher polls.
func Open(cfg Config) *Watcher {
	if cfg.Quiet == 0 {
		cfg.Quiet = defaultQuiet
	}
	w := &Watcher{cfg: cfg, event: make(chan struct{}, 1)}
	if cfg.Poll > 0 {
		w.seen = w.look()
		return w
	}
	var err error
	if w.tells, err = fsnotify.NewWatcher(); err == nil {
		err = w.add()
	}
	if err != nil {
		w.fall(err)
	} else {
		w.told("")
	}
	return w
}

func (w *Watcher) told(path string) {
	if w.cfg.Told != nil {
		w.cfg.Told(path)
	}
}

// fall goes over to polling.
func (w *Watcher) fall(err error) {
	if w.tells != nil {
		w.tells.Close()
		w.tells = nil
	}
	w.cfg.Poll = DefaultPoll
	if w.cfg.Failed != nil {
		w.cfg.Failed(err)
	}
	w.told("")
	w.seen = w.look()
}

// Run calls changed after every flurry of changes, once it is quiet, until ctx
// ends. Calls do not overlap; what changes during one leads to another.
func (w *Watcher) Run(ctx context.Context, changed func()) {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if w.tells != nil {
			w.listen(ctx)
		}
		if ctx.Err() == nil {
			w.poll(ctx)
		}
	}()
	calm(ctx, w.event, w.cfg.Quiet, longest, changed)
	stop()
	<-done
}

// calm calls changed when events came and none came for a while.
func calm(ctx context.Context, events <-chan struct{}, quiet, longest time.Duration, changed func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-events:
		}
		pause, end := time.NewTimer(quiet), time.NewTimer(longest)
		for waiting := true; waiting; {
			select {
			case <-ctx.Done():
				return
			case <-events:
				pause.Reset(quiet)
			case <-pause.C:
				waiting = false
			case <-end.C:
				waiting = false
			}
		}
		pause.Stop()
		end.Stop()
		changed()
	}
}

// tell notes that something changed.
func (w *Watcher) tell() {
	select {
	case w.event <- struct{}{}:
	default:
	}
}

// listen takes the events of the system until ctx ends or the system fails.
func (w *Watcher) listen(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			w.tells.Close()
			return
		case e := <-w.tells.Events:
			if e.Op == fsnotify.Chmod || !w.ours(e.Name) {
				continue
			}
			if e.Has(fsnotify.Rename) {
				w.leave(e.Name)
			}
			// What is new may be a folder with files in it already. A folder that
			// came back under its name needs a new watch.
			if e.Has(fsnotify.Create) {
				if err := w.walk(e.Name); err != nil {
					w.fall(err)
					w.tell()
					return
				}
			}
			w.told(e.Name)
			w.tell()
		case err := <-w.tells.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				err = w.add() // nobody knows what was missed
			}
			w.told("")
			w.tell()
			if err != nil {
				w.fall(err)
				return
			}
		}
	}
}

// add watches the root and all folders that there are.
func (w *Watcher) add() error {
	if err := w.tells.Add(w.cfg.Root); err != nil {
		return err
	}
	for _, name := range w.cfg.Names {
		if err := w.walk(filepath.Join(w.cfg.Root, name)); err != nil {
			return err
		}
	}
	return nil
}

// walk watches a folder and those below it. What vanishes meanwhile is no error.
func (w *Watcher) walk(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return gone(err)
		case !d.IsDir():
			return nil
		case name != dir && ignored(d.Name()):
			return fs.SkipDir
		}
		return gone(w.tells.Add(name))
	})
}

// leave ends the watches of a folder that was renamed, and of those below it: what happens
// in them would be told under the names that they had.
func (w *Watcher) leave(dir string) {
	for _, name := range w.tells.WatchList() {
		if name == dir || strings.HasPrefix(name, dir+string(filepath.Separator)) {
			_ = w.tells.Remove(name) // it may have ended already
		}
	}
}

func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// ours reports whether a path is worth a look: below one of the names, and no
// file that editors keep beside the one that is written.
func (w *Watcher) ours(name string) bool {
	rel, err := filepath.Rel(w.cfg.Root, name)
	if err != nil {
		return false
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	if slices.ContainsFunc(parts, ignored) {
		return false
	}
	return slices.Contains(w.cfg.Names, parts[0])
}

// ignored reports whether a file of this name is an editor's own: a dotfile, a
// backup, a swap file, vim's probe.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".swp") ||
		strings.HasPrefix(name, "~$") || name == "4913"
}

// poll looks at the files again and again until ctx ends.
func (w *Watcher) poll(ctx context.Context) {
	tick := time.NewTicker(w.cfg.Poll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if now := w.look(); now != w.seen {
			w.seen = now
			w.told("")
			w.tell()
		}
	}
}

// look is what the files look like: names, sizes, times.
func (w *Watcher) look() string {
	var b strings.Builder
	for _, name := range w.cfg.Names {
		top := filepath.Join(w.cfg.Root, name)
		filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if name != top && ignored(d.Name()) {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			b.WriteString(name)
			if info, err := os.Lstat(name); err == nil && !d.IsDir() {
				b.WriteString(info.ModTime().Format(time.RFC3339Nano))
				b.WriteString(info.Mode().String())
				b.WriteByte(' ')
				b.WriteString(strconv.FormatInt(info.Size(), 10))
			}
			b.WriteByte('\n')
			return nil
		})
	}
	return b.String()
}
