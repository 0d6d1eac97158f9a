//go:build unix

package source

import (
	"io/fs"
	"syscall"
)

// hardLinks is the number of names that a file has.
func hardLinks(info fs.FileInfo) int {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Nlink)
	}
	return 1
}
