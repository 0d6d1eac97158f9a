package site

import (
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
)

// strand follows one language of a document through the editions that have it,
// in order of effect, drafts last.
type strand struct {
	lang     legal.Lang
	load     Loader
	editions []*standing.Edition
	texts    []*legal.Text
	before   []int              // the edition that each is compared with; -1 for none
	redlines []*redline.Redline // against that edition; nil for none
	since    [][]int            // for each unit, the edition from which it has its wording
	was      [][]int            // for each unit, what it was in the edition before; -1: added

	records  [][]*redline.Record         // see record; made when asked for
	compared map[[2]int]*redline.Redline // see against
}

// strands reads and compares the editions of a document in every language.
func (p *Plan) strands(d *standing.Document, load Loader) (strands, error) {
	all := strands{}
	for _, lang := range p.in.Site.Languages {
		s, err := strandOf(d, lang, load)
		if err != nil {
			return nil, err
		}
		all[lang] = s
	}
	return all, nil
}

// strandOf reads and compares the editions of a document in one language. An
// edition is compared with the one before it that was not withdrawn.
func strandOf(d *standing.Document, lang legal.Lang, load Loader) (*strand, error) {
	s := &strand{lang: lang, load: load}
	for _, e := range d.Editions {
		t := e.Text(lang)
		if t == nil {
			continue
		}
		full, err := load.Text(t)
		if err != nil {
			return nil, err
		}
		i := len(s.editions)
		s.editions, s.texts = append(s.editions, e), append(s.texts, full)
		s.before = append(s.before, s.index(e.Before(lang)))
		s.compare(i)
	}
	return s, nil
}

// compare makes the redline of edition i and traces its wordings back.
func (s *strand) compare(i int) {
	units := s.texts[i].Units
	since, was := make([]int, len(units)), make([]int, len(units))
	for u := range units {
		since[u], was[u] = i, -1
	}
	s.since, s.was = append(s.since, since), append(s.was, was)
	s.redlines = append(s.redlines, nil)
	b := s.before[i]
	if b < 0 {
		return
	}
	r := s.load.Compare(s.texts[b], s.texts[i])
	s.redlines[i] = r
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

// index returns the place of an edition in the strand, or -1.
func (s *strand) index(e *standing.Edition) int {
	for i, x := range s.editions {
		if x == e {
			return i
		}
	}
	return -1
}

// first is the edition of which an unchanged wording needs no mark: the first
// one of the strand.
const first = 0

// trace is the wordings of a clause, newest first, from unit u of edition i on
// back: the editions and units in which its text was new.
func (s *strand) trace(i, u int) []place {
	var out []place
	for {
		i, u = s.origin(i, u)
		out = append(out, place{i, u})
		if s.was[i][u] < 0 {
			return out
		}
		i, u = s.before[i], s.was[i][u]
	}
}

// place is a unit of an edition.
type place struct{ edition, unit int }

// origin goes back to the edition in which unit u got its present text.
func (s *strand) origin(i, u int) (int, int) {
	for s.since[i][u] != i {
		i, u = s.before[i], s.was[i][u]
	}
	return i, u
}
