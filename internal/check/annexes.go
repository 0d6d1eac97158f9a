package check

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// annexNumberRule: an annex that a text names by its number is there (annex-missing):
// one of the documents that are annexed to it, or a part of the text itself. A text
// that nothing is annexed to has none that it calls its own (annex-missing.none); without
// such a word it, and an annex, may mean those of another act.
func annexNumberRule(s *Site) {
	for d, t := range s.texts() {
		annexes := 0
		for _, other := range s.Documents {
			if other.AnnexOf == d.ID {
				annexes++
			}
		}
		for _, u := range s.facts(t).AnnexNumbers {
			switch n, err := strconv.Atoi(u.Term); {
			case err != nil || n <= annexes:
			case annexes > 0:
				s.found.AddVariant(diag.AnnexMissing, "", u.Pos, diag.Args{"number": u.Term, "count": annexes, "document": d.ID})
			case u.Own && d.AnnexOf == "" && !s.facts(t).AnnexInside:
				s.found.AddVariant(diag.AnnexMissing, "none", u.Pos, diag.Args{"number": u.Term, "document": d.ID})
			}
		}
	}
}

// annexNumbers are the numbers of annexes that a passage names: «приложение № 3»,
// «3-қосымша». One of another act («приложение 1 к Закону») is none.
func (p *passage) annexNumbers() (out []Use) {
	if p.has&digit == 0 || p.unit == nil || p.unit.Kind == legal.Title || p.unit.Kind == legal.Heading {
		return nil
	}
	for i, w := range p.words {
		noun := p.lang.Word(p.small(w))
		if noun == nil || noun.Noun.Kind != language.Annex || p.linked(w.from) != nil || p.foreignAnnex(i) {
			continue
		}
		at, number := p.annexNumber(w)
		if number != "" {
			out = append(out, Use{Term: strings.Clone(number), Pos: p.pos(at), Count: 1, Own: p.ownAnnex(i)})
		}
	}
	return out
}

// ownAnnex reports whether the annex of word i is called one of this text: «приложению 2 к
// настоящим Правилам».
func (p *passage) ownAnnex(i int) bool {
	from, to := p.sentence(p.words[i].from)
	for j := max(0, i-6); j < min(len(p.words), i+7); j++ {
		if x := p.words[j]; j != i && x.from >= from && x.to <= to && p.lang.Word(p.small(x)).Is(language.This) {
			return true
		}
	}
	return false
}

// annexNumber is the number beside the word for an annex: before it with a hyphen, or
// behind it.
func (p *wording) annexNumber(w word) (at int, number string) {
	if p.lang.Final {
		before, hyphen := strings.CutSuffix(p.s[:w.from], "-")
		n, from := digitsBefore(before)
		if !hyphen || n == 0 {
			return 0, ""
		}
		return from, before[from:]
	}
	rest := strings.TrimLeft(p.s[w.to:], " \u00a0№")
	n := digitRun(rest)
	if n == 0 || n > 2 || strings.HasPrefix(rest[n:], ".") && digitRun(rest[n+1:]) > 0 {
		return 0, ""
	}
	return len(p.s) - len(rest), rest[:n]
}

// foreignAnnex reports whether a word for an act stands near the annex of word i,
// without one of this text.
func (p *wording) foreignAnnex(i int) bool {
	act := false
	from, to := p.sentence(p.words[i].from)
	for j := max(0, i-6); j < min(len(p.words), i+7); j++ {
		x := p.words[j]
		if j == i || x.from < from || x.to > to {
			continue
		}
		w := p.lang.Word(p.small(x))
		if w.Is(language.This) {
			return false
		}
		act = act || w != nil && w.Act > 0 && w.Noun.Kind != language.Annex
	}
	return act
}
