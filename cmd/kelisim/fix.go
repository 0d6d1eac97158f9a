package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/source"
)

// fix mends in the drafts what has one right answer, shows each change as a
// unified diff, and reports whether it changed a file. What the ledger records is
// never touched.
func (a *app) fix(p *pipeline.Project) (changed bool, err error) {
	for _, d := range p.Tree.Documents {
		for _, e := range d.Editions {
			for _, t := range e.Texts {
				if p.Standing.Edition(e).Recorded(t.Lang) {
					continue
				}
				done, err := a.fixText(p, t.Path, t.Lang)
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
func (a *app) fixText(p *pipeline.Project, name string, lang legal.Lang) (bool, error) {
	file := filepath.Join(a.dir, filepath.FromSlash(name))
	grammar := p.Language(lang)
	raw, err := os.ReadFile(file)
	if err != nil {
		return false, fmt.Errorf("read %s: %w", name, err)
	}
	seen := visible(raw)
	old, refused := parsed(name, lang, grammar, seen)
	if refused != nil { // its bytes are no text: that is for the editor
		reason, _ := a.report().Message(*refused)
		a.say(a.t("fix.left", "file", name, "line", strconv.Itoa(refused.Pos.Line), "reason", reason))
		return false, nil
	}
	clean, _ := parsed(name, lang, grammar, []byte(legal.NFC(string(old.Source))))
	data := check.Fix(clean)
	mended, refused := parsed(name, lang, grammar, data)
	if refused != nil || !onlyMended(redline.Compare(grammar, old.Units, mended.Units)) {
		a.say(a.t("fix.unsure", "file", name)) // a mistake of ours: better nothing than another wording
		return false, nil
	}
	data = markdown.Mend(input(mended, grammar))
	if marked, refused := parsed(name, lang, grammar, data); refused == nil && len(marked.Units) == len(mended.Units) {
		mended = marked
	}
	data = mended.Source
	if labelled := check.FixLabels(mended, grammar); lettersOf(labelled) == lettersOf(data) {
		data = labelled
	}
	if bytes.Equal(data, raw) {
		return false, nil
	}
	a.showFix(name, raw, data)
	return true, replaceFile(file, data)
}

// visible is a file without the characters that nobody sees and that have no place in
// a text, such as soft hyphens and spaces without width.
func visible(data []byte) []byte {
	if !utf8.Valid(data) {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if strings.ContainsRune("\u00ad\u200b\u2060\ufeff", r) {
			return -1
		}
		return r
	}, data)
}

// parsed reads a text; refused says why its bytes are not what a text may hold.
func parsed(name string, lang legal.Lang, grammar *language.Language, data []byte) (t *legal.Text, refused *diag.Finding) {
	t, found := source.ParseText(name, lang, data, true)
	for i, f := range found {
		if f.Code == diag.Encoding && f.Variant != "nfd" {
			return nil, &found[i]
		}
	}
	t.Units, _ = markdown.Parse(input(t, grammar))
	return t, nil
}

func input(t *legal.Text, grammar *language.Language) markdown.Input {
	return markdown.Input{Path: t.Path, Source: t.Source, Body: t.Body, Title: t.Title, Language: grammar}
}

// lettersOf are the letters and digits of a text: a number that is mended keeps them.
func lettersOf(data []byte) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, string(data))
}

// onlyMended reports whether no clause came, went or moved and no word changed but
// in look-alikes and spaces.
func onlyMended(r *redline.Redline) bool {
	s := r.Summary
	if s.Added+s.Removed+s.Split+s.Merged+s.Moved+s.Renumbered > 0 {
		return false
	}
	return !slices.ContainsFunc(r.Records, func(rec redline.Record) bool {
		return slices.ContainsFunc(rec.Segments, func(g redline.Segment) bool {
			return g.Op != redline.Equal && g.Class != redline.Lookalike && g.Class != redline.Typography
		})
	})
}

// showFix prints a unified diff without context; no line comes or goes.
func (a *app) showFix(name string, raw, data []byte) {
	if bytes.Contains(raw, []byte("\r\n")) {
		fmt.Fprintf(a.out, "%s: CRLF > LF\n", name)
	}
	raw = bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	before, after := strings.Split(string(raw), "\n"), strings.Split(string(data), "\n")
	shown := false
	for i := range min(len(before), len(after)) {
		if before[i] == after[i] {
			continue
		}
		if !shown {
			fmt.Fprintf(a.out, "--- %s\n+++ %s\n", name, name)
			shown = true
		}
		fmt.Fprintf(a.out, "@@ -%d +%d @@\n-%s\n+%s\n", i+1, i+1, before[i], after[i])
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
