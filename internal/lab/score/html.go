package main

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// htmlDiff is what another program says: it is given two files of HTML, a clause
// a paragraph, and prints HTML with <ins> and <del>.
func htmlDiff(program string, old, new []legal.Unit) (result, error) {
	dir, err := writePair(old, new, "<p>", "</p>\n")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	args := append(strings.Fields(program), filepath.Join(dir, "old"), filepath.Join(dir, "new"))
	out, err := exec.Command(args[0], args[1:]...).Output()
	if err != nil {
		return result{}, fmt.Errorf("%s: %w", program, err)
	}
	var r result
	for _, p := range bytes.Split(out, []byte("</p>")) {
		if runs := markedRuns(string(p)); len(runs) > 0 {
			r.runs = append(r.runs, runs)
		}
	}
	return r, nil
}

// markedRuns cuts a paragraph at its tags.
func markedRuns(s string) []run {
	var runs []run
	op := byte(' ')
	for s != "" {
		text, rest, _ := strings.Cut(s, "<")
		if text = html.UnescapeString(text); strings.TrimSpace(text) != "" {
			runs = append(runs, run{op, text})
		}
		tag, after, _ := strings.Cut(rest, ">")
		switch {
		case strings.HasPrefix(tag, "ins"):
			op = '+'
		case strings.HasPrefix(tag, "del"):
			op = '-'
		case strings.HasPrefix(tag, "/ins"), strings.HasPrefix(tag, "/del"):
			op = ' '
		}
		s = after
	}
	return runs
}
