package site

import (
	"strings"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Sealed is a published edition and all that is in force together with it, as one
// file that needs no other one.
type Sealed struct {
	Frame
	Document DocumentRef
	Together EditionRef // its span alone is set: when the texts are in force together
	Set      string     // see timeline.SetID
	Texts    []SealedText
	Absent   []string // titles or ids of what is named and was not in force
}

// SealedText is one text of a sealed file.
type SealedText struct {
	Document DocumentRef
	Edition  EditionRef
	Anchor   string // of its section
	File     string // a name for Source: "user-agreement-4.ru.md"
	Source   []byte // the bytes that the source hash is of
	Text     *Body
}

// Seal gathers an edition and what is in force with it: at the view's boundary if
// the edition is in force there, else when it took effect, or will. It depends on no
// later instant than the beginning of that span. It is nil for what is not published,
// was withdrawn, or has no text in the language.
func Seal(in Input, document, edition string, lang legal.Lang, l plan.Loader) (*Sealed, error) {
	p := newPlanner(in, false)
	d := p.view.Document(document)
	if d == nil || d.Edition(edition) == nil || d.Edition(edition).Withdrawn() || d.Edition(edition).Text(lang) == nil {
		return nil, nil
	}
	e := d.Edition(edition)
	at := p.at(address.Edition(lang, document, edition), lang)
	v := &Sealed{Frame: at.frame(e.Text(lang).Title, always), Document: at.ref(d)}
	then := e.Record.From
	if e.Record.Covers(p.view.Boundary) {
		then = p.view.Boundary
	}
	members := timeline.Together(p.view.Timelines, document, then)
	for _, set := range timeline.Sets(p.view.Timelines, document) {
		if !then.Before(set.From) && (set.Until.IsZero() || then.Before(set.Until)) {
			v.Together.From, v.Together.Until = set.From.In(p.site.Zone), set.Until
		}
	}
	if !v.Together.Until.IsZero() {
		v.Together.Until = v.Together.Until.In(p.site.Zone)
	}
	v.Set = timeline.SetID(timeline.Set{Members: members}.Editions())
	for _, m := range members {
		x := p.view.Document(m.Document)
		switch {
		case x == nil:
			v.Absent = append(v.Absent, m.Document)
			continue
		case m.Edition == nil || x.Edition(m.Edition.ID) == nil:
			v.Absent = append(v.Absent, at.ref(x).Title)
			continue
		}
		t, err := at.sealed(x.Edition(m.Edition.ID), l)
		if err != nil {
			return nil, err
		}
		v.Texts = append(v.Texts, t)
	}
	return v, nil
}

// sealed is one text of a sealed file: in the page's language, else in the first one.
func (s spot) sealed(e *standing.Edition, l plan.Loader) (SealedText, error) {
	full, err := l.Text(e.Any(s.lang))
	if err != nil {
		return SealedText{}, err
	}
	in := spot{s.planner, s.page, full.Lang}
	name := strings.Join([]string{e.Document.ID, e.ID, string(full.Lang)}, "_")
	body := &Body{Lang: full.Lang, Units: full.Units}
	if s.site.BaseURL != "" {
		body.Hrefs = address.LinksFromAnywhere(s.view, s.site.BaseURL, e, full)
	}
	body.prefix(name + "_")
	return SealedText{Document: s.ref(e.Document), Edition: in.edition(e), Anchor: name, File: e.Document.ID + "-" + e.ID + "." + string(full.Lang) + ".md",
		Source: full.Source, Text: body}, nil
}
