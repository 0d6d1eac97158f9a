package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/kelisim/kelisim/internal/pipeline"
)

// machine says a failure of the machine: which file it concerns and what to do
// about it. The system's own words are kept for failures that have none of ours.
func (f *folder) machine(err error) string {
	if page := (*pipeline.PrintError)(nil); errors.As(err, &page) {
		return f.t("error.print", "page", page.Page, "error", f.unprinted(page.Err))
	}
	key, system := "", ""
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		key = "machine.disk-full"
	case errors.Is(err, syscall.EROFS):
		key = "machine.read-only"
	case errors.Is(err, fs.ErrNotExist):
		key = "machine.missing"
	case errors.Is(err, syscall.EISDIR):
		key = "machine.folder"
	case errors.Is(err, syscall.ENOTDIR):
		key = "machine.not-folder"
	case errors.Is(err, fs.ErrPermission):
		key = "machine.permission"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		key = "machine.files"
	case errors.Is(err, syscall.EIO):
		key = "machine.disk"
	default:
		var number syscall.Errno
		if !errors.As(err, &number) {
			return f.t("error.machine", "error", err.Error())
		}
		key = "machine.other"
		system = number.Error()
	}
	path := pathOf(err)
	if path == "" {
		path = f.dir
	}
	return f.own(key, "path", filepath.ToSlash(path), "error", system)
}

// pathOf is the file that an error of the system concerns; empty if it names none.
func pathOf(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Path
	case errors.As(err, &link):
		return link.New
	}
	return ""
}
