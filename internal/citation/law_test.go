package citation_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
)

// words make clauses that no two share, and titles that name the text.
var titles = map[string]string{"kk": "Пайдаланушы келісімі", "ru": "Пользовательское соглашение", "en": "User Agreement"}

// text is an agreement of four sections with clauses and items that ends with a
// sentence. If shifted, a clause and an item are inserted before the first of each.
func text(t *testing.T, lang, sentence string, shifted bool) *legal.Text {
	var b strings.Builder
	inserted := 0
	put := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n\n", args...) }
	own := func(number string) string {
		return fmt.Sprintf("қағаз%s бумага%s paper%s алма%s жер%s су%s", number, number, number, number, number, number)
	}
	for s, clauses := range []int{2, 3, 4, 2} {
		put("## %d. W%d", s+1, s+1)
		n := 0
		if shifted {
			n, inserted = 1, inserted+1
			put("%d.1. New%d whole%d fresh%d clause%d.", s+1, inserted, inserted, inserted, inserted)
		}
		for c := 1; c <= clauses; c++ {
			id := fmt.Sprintf("%c%c", 'a'+s, 'k'+c)
			put("%d.%d. %s:", s+1, c+n, own(id))
			if s == 0 && c == 2 || s == 2 && (c == 1 || c == 3) {
				i := 0
				if shifted {
					i, inserted = 1, inserted+1
					put("1) item%d added%d now%d;", inserted, inserted, inserted)
				}
				for k := 1; k <= 4; k++ {
					put("%d) %s;", k+i, own(id+string(rune('p'+k))))
				}
			}
		}
	}
	put("## 9. End")
	put("9.1. %s", sentence)
	source := []byte(b.String())
	x := &legal.Text{Lang: legal.Lang(lang), Path: lang + ".md", Title: titles[lang], Source: source, Positions: map[string]diag.Pos{}}
	var found diag.List
	x.Units, found = markdown.Parse(markdown.Input{Path: x.Path, Source: source, Title: x.Title, Language: languagetest.Of(lang)})
	for _, f := range found {
		if f.Severity == diag.Error {
			t.Fatalf("%s: %s", sentence, f.Key())
		}
	}
	x.MakeIndex()
	return x
}

// Links, the redline and the rules agree on every sentence: what is linked is never
// missing and follows its clause; what is another act's, or in doubt, is none of the
// three.
func TestLaw(t *testing.T) {
	followed, linked, missing := 0, 0, 0
	for _, lang := range []string{"kk", "ru", "en"} {
		file, err := os.Open("testdata/" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for s := bufio.NewScanner(file); s.Scan(); {
			sentence, _, ok := strings.Cut(s.Text(), " | ")
			if !ok || strings.HasPrefix(sentence, "#") || strings.ContainsAny(sentence, "<>") {
				continue
			}
			old := text(t, lang, sentence, false)
			at := len(old.Units) - 1
			u := &old.Units[at]
			plain := u.Plain()
			cites := citation.Read(languagetest.Of(lang), old.Units)
			links := linksOf(u)
			gone := 0
			status := map[int]citation.Status{} // by place
			mixed := map[int]bool{}
			found := cites.Find(plain)
			for i := range found {
				c := &found[i]
				for _, g := range c.Groups {
					for _, m := range g.Members {
						status[m.From] = citation.Unsure
					}
				}
				seen := map[citation.Status]bool{}
				for _, r := range cites.Resolve(at, c) {
					m := &c.Groups[r.Group].Members[r.Member]
					status[m.From] = r.Status
					seen[r.Status] = true
					anchor, isLinked := links[m.From]
					switch {
					case isLinked != (r.Status == citation.Found):
						t.Errorf("%s: %q: linked %v, status %d", lang, sentence, isLinked, r.Status)
					case isLinked && anchor != old.Units[r.Unit].Anchor:
						t.Errorf("%s: %q: links to %s, cites %s", lang, sentence, anchor, old.Units[r.Unit].Anchor)
					}
					if r.Status == citation.Missing {
						gone++
					}
				}
				for _, g := range c.Groups {
					for _, m := range g.Members {
						mixed[m.From] = len(seen) > 1
					}
				}
			}
			for from := range links {
				if status[from] != citation.Found {
					t.Errorf("%s: %q: a link at %d cites nothing", lang, sentence, from)
				}
			}
			if n := missingOf(lang, old); n != gone {
				t.Errorf("%s: %q: %d missing, the rules say %d", lang, sentence, gone, n)
			}
			missing += gone
			linked += len(links)
			followed += follow(t, lang, sentence, plain, found, status, mixed, old)
		}
	}
	if linked < 100 || missing < 10 || followed < 60 {
		t.Errorf("too little was seen: %d linked, %d missing, %d followed", linked, missing, followed)
	}
}

// linksOf gives the anchor of the link that covers each byte at which one of its numbers may begin.
func linksOf(u *legal.Unit) map[int]string {
	out := map[int]string{}
	at := 0
	var last *legal.Link
	for _, r := range u.Runs {
		if r.Link != nil && r.Link.Kind == legal.LinkClause && r.Link != last {
			out[at+numberIn(r.Text)] = r.Link.Anchor
		}
		last = r.Link
		at += len(r.Text)
	}
	return out
}

// numberIn is where the number of a linked citation begins.
func numberIn(s string) int {
	if i := strings.IndexAny(s, "0123456789"); i >= 0 {
		return i
	}
	for i, r := range s {
		rest := s[i+len(string(r)):]
		if strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, "»") {
			return i
		}
	}
	for _, w := range []string{"IV", "II"} {
		if i := strings.Index(s, w); i >= 0 {
			return i
		}
	}
	return 0
}

func missingOf(lang string, x *legal.Text) int {
	e := &legal.Edition{ID: "1", Texts: []*legal.Text{x}}
	d := &legal.Document{ID: "a", Kind: legal.Agreement, Languages: []legal.Lang{legal.Lang(lang)}, Editions: []*legal.Edition{e}}
	n := 0
	for _, f := range check.CheckEdition(check.Edition{Document: d, Edition: e, First: true, Draft: true, Languages: languagetest.Set()}) {
		if f.Code == diag.ReferenceMissing {
			n++
		}
	}
	return n
}

// follow shifts the numbers of all clauses and items by one, and those of the sentence
// with them: what cites the text is consequential, all else is wording.
func follow(t *testing.T, lang, sentence, plain string, found []citation.Citation, status map[int]citation.Status, mixed map[int]bool, old *legal.Text) int {
	var b strings.Builder
	at := 0
	changed := map[int]bool{}
	for _, c := range found {
		for _, g := range membersInOrder(&c) {
			last := g.Number[len(g.Number)-1]
			shifts := strings.Count(g.Number, ".") == 1 && strings.IndexByte("1234", g.Number[0]) >= 0 || g.Form == citation.Bracket
			if strings.Contains(g.Number, "-") || last < '1' || last > '7' || mixed[g.From] || !shifts {
				continue
			}
			b.WriteString(plain[at : g.To-1])
			b.WriteByte(last + 1)
			at = g.To
			changed[g.From] = true
		}
	}
	b.WriteString(plain[at:])
	if len(changed) == 0 {
		return 0
	}
	new := text(t, lang, b.String(), true)
	r := redline.Compare(languagetest.Of(lang), old.Units, new.Units)
	n, pos := 0, 0
	for _, rec := range r.Records {
		if len(rec.Old) != 1 || rec.Old[0].Index != len(old.Units)-1 {
			continue
		}
		for _, s := range rec.Segments {
			if s.Op == redline.Insert {
				continue
			}
			for from := range changed {
				if from < pos || from >= pos+len(s.Text) {
					continue
				}
				want := redline.Wording
				if status[from] == citation.Found {
					want = redline.Consequential
					n++
				}
				if s.Op != redline.Delete || s.Class != want {
					t.Errorf("%s: %q → %q: at %d %s %s, want %s", lang, sentence, b.String(), from, s.Op, s.Class, want)
				}
			}
			pos += len(s.Text)
		}
	}
	return n
}

func membersInOrder(c *citation.Citation) []citation.Member {
	var out []citation.Member
	for _, g := range c.Groups {
		out = append(out, g.Members...)
	}
	for i := range out {
		for k := i; k > 0 && out[k].From < out[k-1].From; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}
