package pipeline

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
)

// Again is what [Project.Again] compared, in files.
type Again struct {
	Files    int // all that the recorded texts give
	Bytes    int // those of Files that are equal byte for byte
	Words    int // those of Files with equal words, numbers and dates in another form
	PDF      int // prints of pages, which were not compared: their bytes depend on a browser
	Findings diag.List
}

// Again makes a built site again from the recorded bytes, as of the project's
// instant, and compares every file with the one that lies in fsys. Its manifest
// says which files there are. With exact another form is an error, too: program,
// settings and layouts are those of the build. Without it only words, numbers
// and dates are compared, and not addresses, scripts and styles.
//
// The folder ledger/ and the proofs are compared with the ledger by VerifySite:
// they may hold fewer checkpoints than content does by now.
func (p *Project) Again(r *render.Renderer, fsys fs.FS, m *publish.Manifest, exact bool) (Again, error) {
	var a Again
	var mu sync.Mutex
	made := map[string]bool{}
	_, err := p.Render(r, m.Drafts, func(name string, want []byte) error {
		got, err := fs.ReadFile(fsys, name)
		mu.Lock()
		defer mu.Unlock()
		made[name] = true
		if ofLog(name) || !exact && address.IsAsset(name) {
			return nil
		}
		if want == nil && err == nil {
			a.PDF++
			return nil
		}
		a.Files++
		switch {
		case err != nil:
			a.Findings.AddVariant(diag.SiteFile, "missing", diag.Pos{File: name}, diag.Args{"name": name})
			return nil
		case bytes.Equal(got, want):
			a.Bytes++
			return nil
		}
		was, is, equal := otherWords(sayings(name, want), sayings(name, got))
		switch {
		case !equal:
			a.Findings.AddVariant(diag.SiteFile, "words", diag.Pos{File: name}, diag.Args{"name": name, "was": was, "now": is})
		case exact:
			a.Findings.AddVariant(diag.SiteFile, "form", diag.Pos{File: name}, diag.Args{"name": name})
		default:
			a.Words++
		}
		return nil
	})
	if err != nil {
		return a, err
	}
	for _, e := range m.Files {
		if !made[e.Name] && !ofLog(e.Name) && (exact || !address.IsAsset(e.Name)) {
			a.Findings.AddVariant(diag.SiteFile, "foreign", diag.Pos{File: e.Name}, diag.Args{"name": e.Name})
		}
	}
	a.Findings.Sort()
	return a, nil
}

func ofLog(name string) bool {
	return strings.HasPrefix(name, "ledger/") || path.Ext(name) == ".tlog-proof"
}

// sayings are the words and numbers that a file says to a reader or a program, in
// order. Of a page these are its text and the attributes that are read out or hold
// a date.
func sayings(name string, data []byte) []string {
	if path.Ext(name) != ".html" {
		return words(nil, string(data))
	}
	var out []string
	z := html.NewTokenizer(bytes.NewReader(data))
	for skip := false; ; {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.TextToken:
			if !skip {
				out = words(out, string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			skip = t.Data == "style" || t.Data == "script" && attribute(t, "type") != "application/ld+json"
			for _, key := range []string{"alt", "aria-label", "content", "datetime", "title"} {
				out = words(out, attribute(t, key))
			}
		case html.EndTagToken:
			skip = false
		}
	}
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func words(out []string, s string) []string {
	return append(out, strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Sc) && r != '%'
	})...)
}

// otherWords gives the words about the first place at which two differ.
func otherWords(want, got []string) (was, is string, equal bool) {
	i := 0
	for i < len(want) && i < len(got) && want[i] == got[i] {
		i++
	}
	if i == len(want) && i == len(got) {
		return "", "", true
	}
	about := func(all []string) string {
		return strings.Join(all[max(0, i-2):min(len(all), i+4)], " ")
	}
	return about(want), about(got), false
}
