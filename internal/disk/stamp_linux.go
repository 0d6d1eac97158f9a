package disk

import (
	"io/fs"
	"syscall"
)

// read reports whether the system tells all of a stamp. The instant of the last
// change of whatever kind is one that no program sets back.
func (s *stamp) read(info fs.FileInfo) bool {
	own, ok := info.Sys().(*syscall.Stat_t)
	if ok {
		*s = stamp{mode: info.Mode(), size: info.Size(), device: uint64(own.Dev), inode: own.Ino,
			modified: info.ModTime().UnixNano(), changed: own.Ctim.Nano()}
	}
	return ok
}
