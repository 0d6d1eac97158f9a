package disk

import (
	"io/fs"
	"syscall"

	"golang.org/x/sys/unix"
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

// StampAt is the stamp of a file or folder below an open folder, as [StampOf] has it, by
// one call of the system: it does not open the folders on the way, and a link among them
// is followed. It is zero for what is neither a file nor a folder.
func StampAt(dir int, name string) (Stamp, error) {
	var own unix.Stat_t
	for {
		switch err := unix.Fstatat(dir, name, &own, unix.AT_SYMLINK_NOFOLLOW); err {
		case unix.EINTR:
			continue
		case nil:
			return stampOf(&own), nil
		default:
			return Stamp{}, &fs.PathError{Op: "lstat", Path: name, Err: err}
		}
	}
}

func stampOf(own *unix.Stat_t) Stamp {
	mode := fs.FileMode(own.Mode & 0o777)
	switch own.Mode & unix.S_IFMT {
	case unix.S_IFREG:
	case unix.S_IFDIR:
		mode |= fs.ModeDir
	default:
		return Stamp{}
	}
	for _, special := range [...]struct {
		bit uint32
		is  fs.FileMode
	}{{unix.S_ISUID, fs.ModeSetuid}, {unix.S_ISGID, fs.ModeSetgid}, {unix.S_ISVTX, fs.ModeSticky}} {
		if own.Mode&special.bit != 0 {
			mode |= special.is
		}
	}
	return Stamp{Mode: mode, Size: own.Size, Device: uint64(own.Dev), Inode: own.Ino,
		Modified: own.Mtim.Nano(), Changed: own.Ctim.Nano()}
}
