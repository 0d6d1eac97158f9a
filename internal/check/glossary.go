package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Term is a term that a text defines for itself, as in «(далее – Учреждение)».
type Term struct {
	Word string    // as the definition writes it
	Unit int       // the unit of the text that defines it
	Uses []TermUse // where it is used elsewhere, in order; nil if that cannot be told
}

// TermUse is where a term stands: bytes From to To of a run of a unit.
type TermUse struct {
	Unit, Cell, Run, From, To int // Cell is 0 but in a row
}

// Glossary lists the terms that a text defines, in order, with their uses. It would
// rather miss a use than name a wrong one:
//
//   - A term that is defined twice has no uses: nobody can tell which one is meant.
//   - A form of a word counts only if its stem is that of the term.
//   - What is written with a capital is used with one. Where a sentence begins, that
//     tells nothing if the text has the word in small letters too.
//   - A word that belongs to a longer name is no use: «Закона Республики Казахстан»,
//     «Гражданского Кодекса», a name in «…».
func Glossary(lang *language.Language, t *legal.Text) []Term {
	if lang == nil {
		return nil
	}
	g := glossary{lang: lang}
	for _, d := range definitions(passages(lang, t)) {
		g.add(d)
	}
	if len(g.terms) == 0 {
		return nil
	}
	var read []runPassage
	for i := range t.Units {
		read = append(read, runPassages(lang, t, i)...)
	}
	for k := range read {
		g.noteSmall(&read[k].passage)
	}
	for k := range read {
		g.uses(&read[k])
	}
	return g.terms
}

// glossary is a text's terms while their uses are looked for. The slices go together.
type glossary struct {
	lang  *language.Language
	terms []Term
	looks []term
	small []bool // the definition has small letters
	both  []bool // the text has the word in small letters too
	twice []bool
}

func (g *glossary) add(d definition) {
	x := newTerm(d.term, g.lang)
	for k := range g.looks {
		if g.fold(g.terms[k].Word) == g.fold(d.term) {
			g.twice[k] = g.twice[k] || g.terms[k].Unit != d.p.at
			return
		}
	}
	if len(x.stems) == 0 {
		return
	}
	g.terms, g.looks = append(g.terms, Term{Word: d.term, Unit: d.p.at}), append(g.looks, x)
	g.small, g.both, g.twice = append(g.small, strings.ToLower(d.term) == d.term), append(g.both, false), append(g.twice, false)
}

// fold is a term by the stems of its words.
func (g *glossary) fold(s string) string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !isWordRune(r) }) {
		out = append(out, g.stem(w))
	}
	return strings.Join(out, " ")
}

func (g *glossary) stem(word string) string {
	if g.lang.Stems == nil {
		return strings.ToLower(word)
	}
	return g.lang.Stems.Stem(g.lang.Stems.Fold(word))
}

// runPassage is the passage of one run, and where it stands.
type runPassage struct {
	passage
	cell, run int
}

func runPassages(lang *language.Language, t *legal.Text, i int) []runPassage {
	u := &t.Units[i]
	if u.Verbatim || u.Kind == legal.Code || u.Kind == legal.Title || u.Kind == legal.Heading {
		return nil
	}
	cells := u.Cells
	if u.Kind != legal.Row {
		cells = [][]legal.Run{u.Runs}
	}
	var out []runPassage
	for c := range cells {
		for r := range cells[c] {
			run := &cells[c][r]
			if run.Link != nil || run.Style&legal.CodeSpan != 0 {
				continue
			}
			p := runPassage{passage: passage{lang: lang, text: t, unit: u, at: i, s: run.Text}, cell: c, run: r}
			p.read()
			out = append(out, p)
		}
	}
	return out
}

// noteSmall notes the terms whose words the text has in small letters too.
func (g *glossary) noteSmall(p *passage) {
	for k := range g.looks {
		if g.small[k] || g.both[k] || g.looks[k].exact {
			continue
		}
		for i := range p.words {
			if g.looks[k].at(p, i, true) && !g.looks[k].at(p, i, false) && g.same(k, p, i) {
				g.both[k] = true
				break
			}
		}
	}
}

// same reports whether the words from word i on have the stems of term k.
func (g *glossary) same(k int, p *passage, i int) bool {
	if g.looks[k].exact {
		return true
	}
	var said []string
	for n := range g.looks[k].stems {
		said = append(said, g.stem(p.of(p.words[i+n])))
	}
	return strings.Join(said, " ") == g.fold(g.terms[k].Word)
}

func (g *glossary) uses(p *runPassage) {
	for i := 0; i < len(p.words); {
		k := g.at(&p.passage, i)
		if k < 0 {
			i++
			continue
		}
		n := len(g.looks[k].stems)
		from, to := p.words[i].from, p.words[i+n-1].to
		if !g.twice[k] && !g.doubtful(k, &p.passage, i, n) {
			g.terms[k].Uses = append(g.terms[k].Uses, TermUse{p.at, p.cell, p.run, from, to})
		}
		i += n
	}
}

// at is the term that begins at word i, the one with the most words; -1 for none.
func (g *glossary) at(p *passage, i int) int {
	best := -1
	for k := range g.looks {
		if g.looks[k].at(p, i, g.small[k]) && g.same(k, p, i) && (best < 0 || len(g.looks[k].stems) > len(g.looks[best].stems)) {
			best = k
		}
	}
	return best
}

// doubtful reports whether what looks like term k at n words from word i on may be
// something else, or is its definition.
func (g *glossary) doubtful(k int, p *passage, i, n int) bool {
	from, to := p.words[i].from, p.words[i+n-1].to
	if p.quoted(from) || g.both[k] && !p.midSentence(from) {
		return true
	}
	if p.at == g.terms[k].Unit && (p.introduced(from) || p.defines(g.terms[k].Word, to)) {
		return true
	}
	if g.small[k] {
		return false
	}
	if rest := strings.TrimLeft(p.s[to:], " \u00a0"); strings.HasPrefix(rest, "«") || strings.HasPrefix(rest, "№") || strings.HasPrefix(rest, "\"") {
		return true
	}
	joined := func(a, b int) bool { // words a and b stand side by side
		gap := p.s[p.words[a].to:p.words[b].from]
		return gap == " " || gap == "\u00a0"
	}
	if next := i + n; next < len(p.words) && joined(next-1, next) && isCapital(p.of(p.words[next])) && g.at(p, next) < 0 {
		return true
	}
	return i > 0 && joined(i-1, i) && isCapital(p.of(p.words[i-1])) && p.midSentence(p.words[i-1].from) && !g.ends(p, i-1)
}

// ends reports whether a term ends with word i.
func (g *glossary) ends(p *passage, i int) bool {
	for k := range g.looks {
		if from := i + 1 - len(g.looks[k].stems); from >= 0 && g.at(p, from) == k {
			return true
		}
	}
	return false
}

// introduced reports whether a place stands right behind «далее».
func (p *passage) introduced(at int) bool {
	before := p.lower[:at]
	for {
		i, size := indexAny(before, p.lang.Prose().Definition...)
		if i < 0 {
			return false
		}
		if before = before[i+size:]; !strings.ContainsAny(before, "),;.") {
			return true
		}
	}
}

// defines reports whether the passage defines a term behind a place.
func (p *passage) defines(term string, at int) bool {
	i, size := indexAny(p.lower[at:], p.lang.Prose().Definition...)
	return i >= 0 && strings.Contains(p.s[at+i+size:], term)
}
