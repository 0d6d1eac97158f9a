package publish

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/kelisim/kelisim/internal/disk"
)

// Folders says which folders an output has below its own, and what stamps they and its
// manifest have: a hash of both. While it is the same, they hold the names that they
// held. The zero Folders are those of an output of which that is not known.
type Folders struct {
	Count int
	Sum   [2]uint64
}

// add takes in a folder, or the manifest, in any order.
func (f *Folders) add(path string, stamp disk.Stamp) {
	data := append([]byte(path), 0)
	for _, n := range [...]uint64{uint64(stamp.Mode), uint64(stamp.Size), stamp.Device, stamp.Inode, uint64(stamp.Modified), uint64(stamp.Changed)} {
		data = binary.LittleEndian.AppendUint64(data, n)
	}
	sum := sha256.Sum256(data)
	f.Count++
	f.Sum[0] += binary.LittleEndian.Uint64(sum[:])
	f.Sum[1] += binary.LittleEndian.Uint64(sum[8:])
}

// foldersOf looks at the manifest and the folders of its files, and gives the instant of
// the youngest change, too.
func foldersOf(t *tree, m *Manifest) (f Folders, youngest int64) {
	add := func(name, as string) {
		if now, err := t.look(name); err == nil && now.stamp != (disk.Stamp{}) {
			f.add(as, now.stamp)
			youngest = max(youngest, now.stamp.Modified, now.stamp.Changed)
		}
	}
	add(ManifestName, ManifestName)
	for dir := range m.folders() {
		add(dir, dir+"/")
	}
	return f, youngest
}

// inventory is what is known of the output's folders.
type inventory struct {
	Folders
	clock int64 // of the file system, before the first was read; zero: not known
	doubt bool  // a folder could change and keep its stamp
}

// settled is how long a folder must have been left alone before it was read, for a
// change after that to give it another stamp: the coarsest clock counts by 2 s.
const settled = int64(2 * time.Second)

// add takes in a folder that is about to be read.
func (v *inventory) add(path string, stamp disk.Stamp) {
	v.Folders.add(path, stamp)
	v.doubt = v.doubt || stamp == disk.Stamp{} || max(stamp.Modified, stamp.Changed) > v.clock-settled
}

// nothingCame reports whether it is sure that the folders of the output's files hold no
// other names than when they were read or written, and that where a file of the manifest
// stood that was not carried there is no folder.
func (s *Stage) nothingCame() bool {
	if s.seen.doubt || s.seen.Count == 0 {
		return false
	}
	if s.sealed {
		for _, e := range s.old.files() {
			if s.carries(e.Name) {
				continue
			}
			if now, err := s.live.look(e.Name); err == nil && now.mode.IsDir() {
				return false
			}
		}
	}
	now, _ := foldersOf(s.live, s.old)
	return now == s.seen.Folders
}

// Folders are those of the output as Commit left it, for the [Open] of the next build;
// zero if they are not known.
func (s *Stage) Folders() Folders { return s.after }
