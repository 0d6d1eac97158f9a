package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// pairRules compare two languages of an edition, clause by clause.
var pairRules = []func(*pair){
	exchangedPair,
	figuresPair,
	citedUnitsPair,
	numeralsPair,
	forcePair,
	tensePair,
	sentencesPair,
	translationPair,
	phrasesPair,
	termsPair,
	actorsPair,
	namesPair,
	definitionsPair,
	meaningsPair,
}

// pair is two texts of one edition.
type pair struct {
	units []both
	// changed reports whether a clause is other than in the edition before; nil: that
	// is not known.
	changed func(lang legal.Lang, anchor string) bool
	found   *diag.List
	there   map[string]bool   // words of the clause that phrase looks at, in the first text
	told    map[*passage]bool // passages that had a finding
	// first and second are the terms of either text, each with its match; nil: not known.
	first, second []term
	swapped       map[string]bool // anchors of clauses that are another one's in one text
}

// both is a unit in two languages.
type both struct{ a, b *passage }

// side is what one text says where two differ.
type side struct {
	p    *passage
	says string
	at   int // where, in the passage; -1: the unit as a whole
}

func (u both) side(says string, at int, first bool) side {
	if first {
		return side{u.a, says, at}
	}
	return side{u.b, says, at}
}

func (s side) pos() diag.Pos {
	if s.at < 0 {
		return s.p.unit.Pos
	}
	return s.p.pos(s.at)
}

// judgePairs compares the other texts of an edition with its first one. Texts that
// had a finding beside which their structure or words say nothing are left alone.
func judgePairs(found *diag.List, languages *language.Set, texts []*legal.Text, read func(*legal.Text) []passage, changed func(legal.Lang, string) bool, swapped map[string]bool) {
	if len(texts) < 2 || unreadable(texts[0]) || mistyped(languages, read(texts[0])) {
		return
	}
	in := map[string]*passage{}
	first := read(texts[0])
	for j := range first {
		if p := &first[j]; p.unit != nil {
			in[p.unit.Anchor] = p
		}
	}
	for _, t := range texts[1:] {
		list := read(t)
		if unreadable(t) || mistyped(languages, list) {
			continue
		}
		x := pair{changed: changed, found: found, there: map[string]bool{}, told: map[*passage]bool{}, swapped: swapped}
		same, byPlace := len(t.Units) == len(texts[0].Units), renumbered(texts[0], t) >= 0
		for j := range list {
			p := &list[j]
			if p.unit == nil || !same && p.unit.Label.Form == legal.NoLabel {
				continue // the anchors of paragraphs are counted
			}
			anchor := p.unit.Anchor
			if byPlace {
				anchor = texts[0].Units[p.at].Anchor
			}
			if a := in[anchor]; a != nil && !a.lacksLetters(languages) && !p.lacksLetters(languages) {
				x.units = append(x.units, both{a, p})
			}
		}
		for _, rule := range pairRules {
			rule(&x)
		}
		sameHead(found, texts[0], t, first, list)
		sameSummary(found, first, list)
	}
}

// differ reports that a unit says one thing in the first text and another in the
// second. If this edition changed it in one of them alone, the finding stands there,
// because there the mistake is more likely, and says so; else in the second.
func (p *pair) differ(code diag.Code, variant string, u both, there, here side) {
	alone := false
	if p.changed != nil {
		a, b := p.changed(u.a.text.Lang, u.a.unit.Anchor), p.changed(u.b.text.Lang, u.b.unit.Anchor)
		if alone = a != b; a && !b {
			there, here = here, there
		}
	}
	f := p.tell(code, variant, there, here)
	if alone {
		f.Related = append(f.Related, diag.Related{Pos: here.p.unit.Pos, Key: changedAlone, Args: diag.Args{"language": there.p.text.Lang}})
	}
}

// tell reports that a unit says one thing in one text and another here.
func (p *pair) tell(code diag.Code, variant string, there, here side) *diag.Finding {
	p.told[there.p], p.told[here.p] = true, true
	args := diag.Args{"here": here.says, "there": there.says, "language": there.p.text.Lang}
	if _, ok := code.Args()["unit"]; ok {
		args["unit"] = naming.Of(here.p.text.Units, here.p.at)
	}
	f := warn(p.found, code, variant, here.pos(), args)
	f.Related = []diag.Related{{Pos: there.pos(), Key: "other-text", Args: diag.Args{"language": there.p.text.Lang}}}
	return f
}

// pairsRule compares the languages of an edition that has none before it. The rules of
// CheckChange know more of one that has, so that is theirs.
func pairsRule(e *Edition) {
	if e.Compared || slices.Contains(e.alien, true) {
		return
	}
	judgePairs(&e.found, e.Languages, e.Edition.Texts, e.passages, nil, nil)
}

// passages are those of one of the edition's texts.
func (e *Edition) passages(t *legal.Text) []passage {
	for k, x := range e.Edition.Texts {
		if x == t {
			return e.read[k]
		}
	}
	return nil
}

// changedPairsRule compares the languages of an edition that has one before it.
func changedPairsRule(c *Change) {
	changed := map[legal.Lang]map[string]bool{}
	for lang, r := range c.lines {
		changed[lang] = changedAnchors(r)
	}
	judgePairs(&c.found, c.Languages, c.Edition.Texts, func(t *legal.Text) []passage { return c.read[t.Lang] }, func(lang legal.Lang, anchor string) bool {
		in, known := changed[lang]
		return !known || in[anchor]
	}, c.swapped)
}
