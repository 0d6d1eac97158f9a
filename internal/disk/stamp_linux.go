package disk

import (
	"io/fs"
	"syscall"
)

// read reports whether the system knows all of a stamp. The instant of the last
// change of whatever kind is one that no program sets back.
func (s *Stamp) read(info fs.FileInfo) bool {
	own, ok := info.Sys().(*syscall.Stat_t)
	if ok {
		*s = Stamp{Mode: info.Mode(), Size: info.Size(), Device: uint64(own.Dev), Inode: own.Ino,
			Modified: info.ModTime().UnixNano(), Changed: own.Ctim.Nano()}
	}
	return ok
}
