// Package office asks LibreOffice what it makes of Word files. It is the oracle
// of slow tests: another program reads the same file, and its text must be ours.
package office

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

//go:embed office.py
var script string

// Mode says what becomes of tracked changes.
type Mode string

// Modes.
const (
	Accept Mode = "accept"
	Reject Mode = "reject"
)

// Texts loads the Word files in LibreOffice, lets it accept or reject all
// tracked changes, and returns the text that it exports of each: UTF-8, a
// paragraph a line, cells one after the other. Files are told apart by their
// base names, which must differ. It needs python3 with uno (Debian:
// libreoffice-writer-nogui, python3-uno), and takes a fraction of a second a file.
func Texts(mode Mode, files []string) (map[string]string, error) {
	made, err := run(string(mode), files, ".txt")
	texts := make(map[string]string, len(made))
	for name, data := range made {
		texts[name] = strings.TrimPrefix(string(data), "\ufeff")
	}
	return texts, err
}

// Saved loads the Word files in LibreOffice and returns each as it saves it, tracked
// changes and all. See Texts.
func Saved(files []string) (map[string][]byte, error) { return run("save", files, "") }

// run does what mode says with the files and returns what it made of each, which has
// the file's base name and the suffix.
func run(mode string, files []string, suffix string) (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "kelisim-office")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute+time.Duration(len(files))*20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/usr/bin/python3", "-c", script, mode, dir)
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("LibreOffice: %w: %s", err, out)
	}
	made := make(map[string][]byte, len(files))
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, filepath.Base(f)+suffix))
		if err != nil {
			return nil, err
		}
		made[filepath.Base(f)] = data
	}
	return made, nil
}
