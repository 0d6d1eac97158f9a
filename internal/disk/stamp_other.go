//go:build !linux

package disk

import "io/fs"

// read reports that the system does not tell.
func (s *Stamp) read(fs.FileInfo) bool { return false }
