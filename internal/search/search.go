// Package search makes what the search page of a site looks through: for every
// language an [Index] that names the documents, and for every document a [Part] with
// the words of all its clauses, in every wording that was ever published. The
// browser reads both and needs no server; layouts/find.js is the reader, and tests
// hold it to [Words] and to [language.Stems].
//
// A part holds no text. Whoever found a clause reads it in the data of its edition,
// api/v1/texts/DOCUMENT/EDITION/LANGUAGE.json, under its anchor.
package search

import (
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
)

// Index is the file that a search reads first.
type Index struct {
	Language  legal.Lang       `json:"language"`
	Stems     *language.Stems  `json:"stems,omitempty"`
	Months    map[string]int   `json:"months"` // by the forms of their names, in small letters; January is 1
	Documents []DocumentInside `json:"documents"`
}

// DocumentInside is a document that has a text in the language.
type DocumentInside struct {
	ID       string          `json:"id"`
	Kind     legal.Kind      `json:"kind,omitempty"`
	Title    string          `json:"title"`
	Editions []EditionInside `json:"editions"` // those that have the language, in order of effect
}

// EditionInside is an edition with the span in which its text applies: half-open, in
// the form of RFC 3339 with the offset of the site's zone.
type EditionInside struct {
	ID    string `json:"id"`
	From  string `json:"from,omitempty"` // empty: it was withdrawn and never applies
	Until string `json:"until,omitempty"`
	Ended bool   `json:"ended,omitempty"` // Until is the end of the document
}

// Part is the words of a document in a language.
type Part struct {
	Clauses []Wording `json:"clauses"`
	// Terms gives for every term the clauses that have it: the place of the first
	// one, then how much further each next one is.
	Terms map[string][]int `json:"terms"`
}

// Wording is what a clause says from one edition on. It is written as an array:
// anchor, label, first, last, since, kind.
type Wording struct {
	Anchor string // empty for the title
	// Label is the numbers that lead to the clause, as typed: "2.1.", "5.3. (а)"; of a
	// paragraph or a row without one those of what it belongs to.
	Label string
	// First and Last are places in DocumentInside.Editions: the editions in which
	// the wording stands under this anchor. Since is that in which it was new.
	First, Last, Since int
	Kind               Kind
}

// MarshalJSON writes the array. What says nothing new is left out at its end: since
// if it is first, and no kind.
func (w Wording) MarshalJSON() ([]byte, error) {
	a := []any{w.Anchor, w.Label, w.First, w.Last, w.Since, w.Kind}
	switch {
	case w.Kind != Plain:
	case w.Since != w.First:
		a = a[:5]
	default:
		a = a[:4]
	}
	return json.Marshal(a)
}

// Kind is what a wording is for a reader.
type Kind string

// The kinds.
const (
	Title      Kind = "t"
	Heading    Kind = "h"
	Definition Kind = "d" // it gives a name: «бұдан әрі – Мекеме», «далее – Учреждение»
	Plain      Kind = ""
)

// IndexOf names the documents of a view that have texts in a language. Drafts are
// left out: a search looks through what was published.
func IndexOf(view *standing.Site, lang legal.Lang, l *language.Language, zone *time.Location) *Index {
	x := &Index{Language: lang, Months: l.Months(), Documents: []DocumentInside{}}
	if l != nil {
		x.Stems = l.Stems
	}
	for _, d := range view.Documents {
		in := DocumentInside{ID: d.ID, Kind: d.Now.Kind}
		for _, e := range d.Editions {
			t := e.Text(lang)
			if t == nil {
				continue
			}
			in.Editions = append(in.Editions, inside(e, lang, zone))
			if in.Title == "" || !e.Withdrawn() && (d.Shown == nil || e.Record.Seq <= d.Shown.Record.Seq) {
				in.Title = t.Title
			}
		}
		if len(in.Editions) > 0 {
			x.Documents = append(x.Documents, in)
		}
	}
	return x
}

func inside(e *standing.Edition, lang legal.Lang, zone *time.Location) EditionInside {
	out := EditionInside{ID: e.ID}
	from := e.Record.From
	if t := e.Record.Text(lang); t != nil && !from.IsZero() && t.Published.After(from) {
		from = t.Published // a language that was added later
	}
	if !from.IsZero() {
		out.From = civil.Format(from.In(zone))
	}
	if !e.Record.Until.IsZero() {
		out.Until, out.Ended = civil.Format(e.Record.Until.In(zone)), e.Record.Repealed
	}
	return out
}

// PartOf is the words of a strand.
func PartOf(s *strand.Strand, l *language.Language) *Part {
	p := &Part{Clauses: []Wording{}, Terms: map[string][]int{}}
	skip := map[string]bool{}
	var stems *language.Stems
	if l != nil {
		stems = l.Stems
		skip = stems.Skipped()
	}
	terms := map[string][]string{} // by word: most stand in many clauses
	termsOf := func(word string) []string {
		list, known := terms[word]
		if !known {
			if !skip[stems.Fold(word)] {
				list = stems.Terms(word)
			}
			terms[word] = list
		}
		return list
	}
	last := map[string]int{} // the place of a term's last clause
	at := make([][]int, len(s.Texts))
	for i, t := range s.Texts {
		at[i] = make([]int, len(t.Units))
		for u := range t.Units {
			unit := &t.Units[u]
			if b := s.Before[i]; b >= 0 && s.Since(i, u) != i {
				if w := at[b][s.Was(i, u)]; p.Clauses[w].Anchor == unit.Anchor && p.Clauses[w].Last == b {
					at[i][u], p.Clauses[w].Last = w, i
					continue
				}
			}
			n := len(p.Clauses)
			at[i][u] = n
			w := Wording{Anchor: unit.Anchor, Label: label(t.Units, u), First: i, Last: i, Since: s.Since(i, u)}
			text := unit.Plain()
			switch {
			case unit.Kind == legal.Title:
				w.Kind = Title
			case unit.Kind == legal.Heading:
				w.Kind = Heading
			case l != nil && l.Defines(text):
				w.Kind = Definition
			}
			p.Clauses = append(p.Clauses, w)
			for _, word := range Words(unit.Number() + " " + text) {
				for _, term := range termsOf(word) {
					if k, ok := last[term]; !ok || k != n {
						p.Terms[term] = append(p.Terms[term], n-k)
						last[term] = n
					}
				}
			}
		}
	}
	return p
}

// label is the numbers that lead to unit u.
func label(units []legal.Unit, u int) string {
	own := units[u].Label
	if p := units[u].Parent; p >= 0 && (own.Form == legal.NoLabel || own.Form >= legal.Paren) && units[u].Kind != legal.Heading {
		return strings.TrimSpace(label(units, p) + " " + own.Text)
	}
	return own.Text
}

// Words are the words of a text: the longest runs of letters, marks and figures. A
// hyphen or an apostrophe between two of them belongs to the word, and so does a dot
// or a comma between two figures («АЖ-ны», "user's", "2.1"). A soft hyphen is nothing.
func Words(text string) []string {
	rs := []rune(strings.ReplaceAll(text, "\u00ad", ""))
	inner := func(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.N) }
	joins := func(i int) bool {
		if i+1 >= len(rs) || !inner(rs[i+1]) {
			return false
		}
		switch rs[i] {
		case '-', '‐', '‑', '\'', '’':
			return true
		case '.', ',':
			return unicode.In(rs[i-1], unicode.N) && unicode.In(rs[i+1], unicode.N)
		}
		return false
	}
	var out []string
	for i := 0; i < len(rs); i++ {
		if !inner(rs[i]) {
			continue
		}
		from := i
		for i < len(rs) && (inner(rs[i]) || joins(i)) {
			i++
		}
		out = append(out, string(rs[from:i]))
	}
	return out
}
