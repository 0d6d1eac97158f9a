// Package strand follows one language of a document through the editions that
// have it: which text comes after which, what changed from one to the next, and
// since when each clause has its wording. Pages and data are made from it.
package strand

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
)

// Reader reads and compares texts. A strand keeps what it was given of its own editions;
// for a comparison of two others the reader is asked each time.
type Reader interface {
	// Text returns the text with Source and Units. Nobody changes it.
	Text(*legal.Text) (*legal.Text, error)
	// Compare returns the redline of two texts that Text returned. Nobody changes it.
	Compare(old, new *legal.Text) *redline.Redline
}

// Strand is one language of a document. Editions, Texts, Before and Redlines
// have the same length and order: that of effect, drafts last.
type Strand struct {
	Lang     legal.Lang
	Editions []*standing.Edition
	Texts    []*legal.Text
	Before   []int              // the edition that each is compared with; -1 for none
	Redlines []*redline.Redline // against that edition; nil for none

	reader  Reader
	since   [][]int             // for each unit, the edition from which it has its wording
	was     [][]int             // for each unit, what it was in the edition before; -1: added
	records [][]*redline.Record // see Record; made when asked for
}

// Set is a document's strands by language.
type Set map[legal.Lang]*Strand

// Of reads and compares the editions of a document that have a language; the strand
// of a language that none of them has is empty.
func Of(d *standing.Document, lang legal.Lang, r Reader) (*Strand, error) {
	s := &Strand{Lang: lang, reader: r}
	for _, e := range d.Editions {
		t := e.Text(lang)
		if t == nil {
			continue
		}
		full, err := r.Text(t)
		if err != nil {
			return nil, err
		}
		s.Editions, s.Texts = append(s.Editions, e), append(s.Texts, full)
		s.Before = append(s.Before, s.Index(e.Before(lang)))
		s.compare(len(s.Editions) - 1)
	}
	s.records = make([][]*redline.Record, len(s.Editions))
	return s, nil
}

// compare makes the redline of edition i and traces its wordings back.
func (s *Strand) compare(i int) {
	units := s.Texts[i].Units
	since, was := make([]int, len(units)), make([]int, len(units))
	for u := range units {
		since[u], was[u] = i, -1
	}
	s.since, s.was = append(s.since, since), append(s.was, was)
	s.Redlines = append(s.Redlines, nil)
	b := s.Before[i]
	if b < 0 {
		return
	}
	r := s.reader.Compare(s.Texts[b], s.Texts[i])
	s.Redlines[i] = r
	for _, rec := range r.Records {
		if rec.Change == redline.Unchanged {
			since[rec.New[0].Index] = s.since[b][rec.Old[0].Index]
		}
		for _, n := range rec.New {
			if len(rec.Old) > 0 {
				was[n.Index] = rec.Old[0].Index // of several the first
			}
		}
	}
}

// Index returns the place of an edition in the strand, or -1.
func (s *Strand) Index(e *standing.Edition) int { return slices.Index(s.Editions, e) }

// First is the edition of which an unchanged wording needs no mark: the first one
// of the strand.
const First = 0

// Since is the edition from which unit u of edition i has its wording.
func (s *Strand) Since(i, u int) int { return s.since[i][u] }

// Was is the unit that unit u of edition i was in the edition before; -1 for one
// that was added.
func (s *Strand) Was(i, u int) int { return s.was[i][u] }

// Place is a unit of an edition.
type Place struct{ Edition, Unit int }

// Origin is where unit u of edition i got its present text.
func (s *Strand) Origin(i, u int) Place {
	for s.since[i][u] != i {
		i, u = s.Before[i], s.was[i][u]
	}
	return Place{i, u}
}

// Trace is the wordings of a clause, newest first, from unit u of edition i on
// back: the editions and units in which its text was new.
func (s *Strand) Trace(i, u int) []Place {
	var out []Place
	for {
		at := s.Origin(i, u)
		out = append(out, at)
		if s.was[at.Edition][at.Unit] < 0 {
			return out
		}
		i, u = s.Before[at.Edition], s.was[at.Edition][at.Unit]
	}
}

// Earlier lists the editions that were published before another and not
// withdrawn, in order; none if the strand lacks that edition or it is a draft.
func (s *Strand) Earlier(e *standing.Edition) []int {
	now := s.Index(e)
	if now < 0 || e.Record == nil {
		return nil
	}
	var out []int
	for i, x := range s.Editions[:now] {
		if x.Record != nil && !x.Withdrawn() {
			out = append(out, i)
		}
	}
	return out
}

// Record is the record of unit u in the redline of edition i.
func (s *Strand) Record(i, u int) *redline.Record {
	if s.records[i] == nil {
		s.records[i] = make([]*redline.Record, len(s.Texts[i].Units))
		for k := range s.Redlines[i].Records {
			r := &s.Redlines[i].Records[k]
			for _, n := range r.New {
				s.records[i][n.Index] = r
			}
		}
	}
	return s.records[i][u]
}

// Against is the redline of two editions of the strand.
func (s *Strand) Against(old, new int) *redline.Redline {
	if s.Before[new] == old {
		return s.Redlines[new]
	}
	return s.reader.Compare(s.Texts[old], s.Texts[new])
}
