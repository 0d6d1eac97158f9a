package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/mend"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// fixer mends drafts.
type fixer struct{ *folder }

// fix mends in the drafts what has one right answer, shows each change as a
// unified diff, and reports whether it changed a file. What the ledger records is
// never touched.
func (x *fixer) fix(p *pipeline.Project) (changed bool, err error) {
	for _, d := range p.Tree.Documents {
		for _, e := range d.Editions {
			for _, t := range e.Texts {
				if p.Standing.Edition(e).Recorded(t.Lang) {
					continue
				}
				done, err := x.fixText(p, t.Path, t.Lang)
				if err != nil {
					return changed, err
				}
				changed = changed || done
			}
		}
	}
	return changed, nil
}

// fixText mends one file.
func (x *fixer) fixText(p *pipeline.Project, name string, lang legal.Lang) (bool, error) {
	file := filepath.Join(x.dir, filepath.FromSlash(name))
	raw, err := os.ReadFile(file)
	if err != nil {
		return false, fmt.Errorf("read %s: %w", name, err)
	}
	mended := mend.Text(name, lang, p.Language(lang), raw)
	if refused := mended.Refused; refused != nil { // its bytes are no text: that is for the editor
		reason, _ := x.report().Message(*refused)
		x.say(x.t("fix.left", "file", name, "line", strconv.Itoa(refused.Pos.Line), "reason", reason))
		return false, nil
	}
	if mended.Unsure { // a mistake of ours: better nothing than another wording
		x.say(x.t("fix.unsure", "file", name))
		return false, nil
	}
	data := mended.Data
	if bytes.Equal(data, raw) {
		return false, nil
	}
	x.showFix(name, raw, data)
	return true, replaceFile(file, data)
}

// showFix prints a unified diff without context; no line comes or goes.
func (x *fixer) showFix(name string, raw, data []byte) {
	if bytes.Contains(raw, []byte("\r\n")) {
		fmt.Fprintf(x.out, "%s: CRLF > LF\n", name)
	}
	raw = bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	before, after := strings.Split(string(raw), "\n"), strings.Split(string(data), "\n")
	shown := false
	for i := range min(len(before), len(after)) {
		if before[i] == after[i] {
			continue
		}
		if !shown {
			fmt.Fprintf(x.out, "--- %s\n+++ %s\n", name, name)
			shown = true
		}
		fmt.Fprintf(x.out, "@@ -%d +%d @@\n-%s\n+%s\n", i+1, i+1, before[i], after[i])
	}
}

// replaceFile writes a file beside the old one and puts it in its place.
func replaceFile(name string, data []byte) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".kelisim-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if e := tmp.Chmod(info.Mode().Perm()); err == nil {
		err = e
	}
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
