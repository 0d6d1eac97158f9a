package source

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// FuzzTextPositions: any file is read without a panic; what is given back is UTF-8
// without a BOM, its body lies in it, and every finding stands in the file.
func FuzzTextPositions(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: Құжат\nchanges: \"а: б\"\n---\n\n1. Б.\n",
		"\xef\xbb\xbf---\r\ntitle: 1.10\r\n---\r\n", "---\ntitle: [a\n---\n", "---\n\ttitle: a\n---\n",
		"---\ntitle: \"\\u202e\"\n---\n", "---\ntitle: &a x\nb: *a\n---\n", "---\n- a\n---\n", "---\n? [a]\n: b\n---\n",
		"---\ntitle: a # b\n---", "---\ntitle: !!binary aaaa\n---\n", "---\n<<: {title: a}\n---\n", "---\n\"a\nb\": c\n---\n",
		"\xff\xfea\x00", "\r\r\n", "---\ntitle: |\n  a\n\n  b\n---\n", "---\n%YAML 1.1\n---\n", "---\r", "",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, found := ParseText("content/a/1/kk.md", "kk", data, true)
		if !utf8.Valid(text.Source) || bytes.Contains(text.Source, []byte("\r")) && !found.HasErrors() || text.Body > len(text.Source) {
			t.Errorf("source %q, body %d", text.Source, text.Body)
		}
		if !utf8.ValidString(text.Title) || text.Title != clean(text.Title) || text.Changes != clean(text.Changes) {
			t.Errorf("title %q, changes %q", text.Title, text.Changes)
		}
		lines := bytes.Split(text.Source, []byte("\n"))
		at := func(p diag.Pos) {
			if p.File != text.Path || p.Line < 1 || p.Line > len(lines)+1 || p.Col < 1 ||
				p.Line <= len(lines) && p.Col > utf8.RuneCount(lines[p.Line-1])+1 {
				t.Errorf("a finding at %v of %q", p, text.Source)
			}
		}
		for _, g := range found {
			if len(text.Source) > 0 {
				at(g.Pos)
			}
		}
		for _, p := range text.Positions {
			at(p)
		}
	})
}

// FuzzSettings: any bytes in the place of the three YAML files.
func FuzzSettings(f *testing.F) {
	f.Add([]byte("id: a\nlanguages: [kk, ru]\norganization: {kk: a, ru: b}\n"), []byte("kind: policy\nincorporates: [b]\n"),
		[]byte("effective: 2026-12-01\napproved: {act: order, date: 2026-01-01}\n"))
	f.Fuzz(func(t *testing.T, site, document, edition []byte) {
		fsys := mapFS{"content/site.yaml": site, "content/a/document.yaml": document, "content/a/1/edition.yaml": edition}
		tree, _, err := Load(fsys.fs(), languagetest.Set(), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if tree.Site.Zone == nil || len(tree.Site.Languages) == 0 || len(tree.Documents) != 1 || len(tree.Documents[0].Languages) == 0 {
			t.Errorf("%+v %+v", tree.Site, tree.Documents)
		}
	})
}
