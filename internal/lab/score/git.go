package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// writePair writes two texts to the files old and new of a folder, each clause
// between before and after. The caller removes the folder.
func writePair(old, new []legal.Unit, before, after string) (dir string, err error) {
	if dir, err = os.MkdirTemp("", "score"); err != nil {
		return "", err
	}
	for name, units := range map[string][]legal.Unit{"old": old, "new": new} {
		var b strings.Builder
		for i := range units {
			b.WriteString(before + plain(&units[i]) + after)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o600); err != nil {
			return dir, err
		}
	}
	return dir, nil
}

// gitDiff is what `git diff --no-index --word-diff` says of two texts without
// their numbers, a clause a line.
func gitDiff(old, new []legal.Unit) (result, error) {
	dir, err := writePair(old, new, "", "\n")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	cmd := exec.Command("git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "-U100000", "old", "new")
	cmd.Dir = dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return result{}, err
	}
	var r result
	var runs []run
	for _, line := range strings.Split(string(out), "\n") {
		switch {
		case line == "~":
			r.runs = append(r.runs, runs)
			runs = nil
		case strings.HasPrefix(line, "---"), strings.HasPrefix(line, "+++"), line == "":
		case line[0] == ' ' || line[0] == '-' || line[0] == '+':
			runs = append(runs, run{line[0], line[1:]})
		}
	}
	r.runs = append(r.runs, runs)
	return r, nil
}
