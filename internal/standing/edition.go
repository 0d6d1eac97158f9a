package standing

import (
	"slices"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Text returns the edition's text in a language, or nil.
func (e *Edition) Text(lang legal.Lang) *legal.Text {
	for _, t := range e.Texts {
		if t.Lang == lang {
			return t
		}
	}
	return nil
}

// Any returns the edition's text in a language, else its first. It has one.
func (e *Edition) Any(lang legal.Lang) *legal.Text {
	if t := e.Text(lang); t != nil {
		return t
	}
	return e.Texts[0]
}

// Before is the edition with which this one is compared in a language: the last
// one before it that has the language and was not withdrawn; nil for none.
func (e *Edition) Before(lang legal.Lang) *Edition {
	return e.last(func(x *Edition) bool { return x.Text(lang) != nil })
}

// Previous is the last edition before this one, in whatever language, that was not
// withdrawn; nil for none.
func (e *Edition) Previous() *Edition { return e.last(func(*Edition) bool { return true }) }

// last is the last edition before this one that is wanted and was not withdrawn.
func (e *Edition) last(wanted func(*Edition) bool) (last *Edition) {
	for _, x := range e.Document.Editions {
		if x == e {
			break
		}
		if wanted(x) && !x.Withdrawn() {
			last = x
		}
	}
	return last
}

// Later lists the editions after this one, without the withdrawn ones.
func (e *Edition) Later() []*Edition {
	var out []*Edition
	i := slices.Index(e.Document.Editions, e)
	for _, x := range e.Document.Editions[i+1:] {
		if !x.Withdrawn() {
			out = append(out, x)
		}
	}
	return out
}

// First reports whether the edition is its document's first in content, by id.
func (e *Edition) First() bool { return e.Document.Document.Editions[0] == e.Content }

// Draft reports whether no record names the edition, at whatever instant.
func (e *Edition) Draft() bool { return !e.Recorded("") }

// Waits is the last draft with a text that stands before this draft: it is published
// before it, or with it. Nil for a published edition.
func (e *Edition) Waits() (before *Edition) {
	for _, x := range e.Document.Editions {
		switch {
		case x == e:
			return before
		case x.Draft() && len(x.Texts) > 0:
			before = x
		}
	}
	return nil
}

// Behind is the last published edition that the draft follows though its id comes
// before: a draft takes effect after all published ones. Nil if there is none, and for
// a published edition. One that was withdrawn counts for nothing.
func (e *Edition) Behind() (other *Edition) {
	if !e.Draft() {
		return nil
	}
	for _, x := range e.Document.Editions {
		if !x.Draft() && !x.Withdrawn() && legal.CompareEditionIDs(e.ID, x.ID) < 0 {
			other = x
		}
	}
	return other
}

// Withdrawn reports whether the edition was taken back.
func (e *Edition) Withdrawn() bool { return e.Record != nil && e.Record.Withdrawn }

// Live reports whether somebody reads the edition as the one in force, or will.
func (e *Edition) Live() bool {
	s := e.State()
	return s == timeline.InForce || s == timeline.Scheduled
}

// State is what the edition is at the instant. timeline.None is one that is
// recorded only later.
func (e *Edition) State() timeline.State {
	switch {
	case e.Document.site.Broken:
		return Unknown
	case e.Record != nil:
		return e.Record.State(e.Document.site.At)
	case e.Draft():
		return Draft
	}
	return timeline.None
}

// Recorded reports whether the ledger names the edition's text in a language, at
// whatever instant; with an empty language, the edition.
func (e *Edition) Recorded(lang legal.Lang) bool {
	return e.Document.site.recorded[key{e.Document.ID, e.ID, lang}]
}

// Reading is the version of the rules of reading by which the text in a language is
// read: the one that its record names, for a draft the newest.
func (e *Edition) Reading(lang legal.Lang) int {
	if n := e.Document.site.reading[key{e.Document.ID, e.ID, lang}]; n > 0 {
		return n
	}
	return language.NewestReading
}

// published reports whether the text in a language is published at the instant.
func (e *Edition) published(lang legal.Lang) bool {
	return e.Record != nil && e.Record.Text(lang) != nil
}

// Fresh are the document's languages whose text is there and not recorded.
func (e *Edition) Fresh() []legal.Lang {
	return e.languages(func(l legal.Lang) bool { return !e.Recorded(l) && e.Content.Text(l) != nil })
}

// Missing are the document's languages in which there is no text.
func (e *Edition) Missing() []legal.Lang {
	return e.languages(func(l legal.Lang) bool { return !e.Recorded(l) && e.Content.Text(l) == nil })
}

func (e *Edition) languages(wanted func(legal.Lang) bool) []legal.Lang {
	return slices.DeleteFunc(slices.Clone(e.Document.Languages), func(l legal.Lang) bool { return !wanted(l) })
}

// Incorporates are the documents that apply together with this very edition.
func (e *Edition) Incorporates() []string {
	if e.Record != nil {
		return e.Record.Snapshot.Incorporates
	}
	return e.Document.Incorporates
}

// Past reports whether the edition was withdrawn, or another one has taken its
// place. That of a document which ended is not past: nothing took its place.
func (e *Edition) Past() bool {
	s := e.State()
	return s == timeline.Withdrawn || s == timeline.Superseded
}
