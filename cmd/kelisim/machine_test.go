package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

// A failure of the machine is said with its file and in the reader's words, not
// with the name of a system call.
func TestMachineFailures(t *testing.T) {
	wrap := func(err error) error {
		return fmt.Errorf("stage kk/index.html: %w", &fs.PathError{Op: "openat", Path: "kk/index.html", Err: err})
	}
	for _, lang := range languages {
		a := testApp(t, lang)
		a.dir = "site"
		seen := map[string]bool{}
		for name, err := range map[string]error{
			"full": wrap(syscall.ENOSPC), "read-only": wrap(syscall.EROFS), "denied": wrap(syscall.EACCES),
			"files": wrap(syscall.EMFILE), "broken": wrap(syscall.EIO), "busy": wrap(syscall.EBUSY),
			"folder": wrap(syscall.EISDIR), "not a folder": wrap(syscall.ENOTDIR),
		} {
			text := a.machine(err)
			if !strings.Contains(text, "kk/index.html") || strings.Contains(text, "openat") || seen[text] {
				t.Errorf("%s, %s: %q", lang, name, text)
			}
			seen[text] = true
		}
		moved := a.machine(&os.LinkError{Op: "renameat2", Old: "a", New: "public", Err: syscall.ENOSPC})
		if !strings.Contains(moved, "public") || strings.Contains(moved, "renameat2") {
			t.Errorf("%s: %q", lang, moved)
		}
		if alone := a.machine(os.NewSyscallError("renameat2", syscall.ENOSPC)); !strings.Contains(alone, "site") {
			t.Errorf("%s: %q names no folder", lang, alone)
		}
		if other := a.machine(errors.New("unheard of")); other != "unheard of" {
			t.Errorf("%s: %q", lang, other)
		}
	}
}
