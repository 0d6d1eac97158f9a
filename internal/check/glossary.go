package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// Term is a term that a text defines for itself, as in «(далее – Учреждение)» or in a
// list of definitions: «оператор – лицо, …».
type Term struct {
	Word        string // as the first definition writes it
	Definitions []TermDefinition
	Uses        []TermUse // where it is used elsewhere, in order; nil if nobody can say
}

// TermDefinition is what a unit of a text says of a term. Bytes From to To of Said are
// the term, if it stands there.
type TermDefinition struct {
	Unit     int
	Said     string // the sentence, of an entry of a list the whole of it
	From, To int
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
//   - What is written with a capital is used with one. At the beginning of a sentence that
//     tells nothing if the text has the word in small letters too. An entry of a list
//     begins with a capital for its own reasons: its term has one if the text ever
//     uses it so within a sentence.
//   - A word that belongs to a longer name is no use: «Закона Республики Казахстан»,
//     «Гражданского Кодекса», a name in «…».
//   - Nor is one of which the word before says that another is meant («отдельные
//     Условия»), nor a single word without a capital that is an adjective, too («данные»).
func Glossary(lang *language.Language, t *legal.Text) []Term {
	g := glossary{lang: lang}
	for _, d := range defined(lang, t) {
		g.add(d)
	}
	if len(g.terms) == 0 {
		return nil
	}
	var read []runPassage
	for i := range t.Units {
		read = append(read, runPassages(lang, t, i)...)
	}
	g.judgeCapitals(read)
	for k := range read {
		g.noteSmall(&read[k].passage)
	}
	for k := range read {
		g.uses(&read[k])
	}
	return g.terms
}

// HasGlossary reports whether a text defines terms.
func HasGlossary(lang *language.Language, t *legal.Text) bool {
	words := lang.Prose()
	if s := script.Lower(string(t.Source[t.Body:])); !containsAny(s, words.Definition...) && !containsAny(s, words.Glossary...) {
		return false
	}
	return len(defined(lang, t)) > 0
}

// defined are all definitions of a text, by unit; of one unit those that introduce a
// term first: «сайт (далее – Сайт) – …» is «Сайт».
func defined(lang *language.Language, t *legal.Text) []definition {
	if lang == nil {
		return nil
	}
	all := passages(lang, t)
	found := append(definitions(all), listed(all)...)
	slices.SortStableFunc(found, func(a, b definition) int { return cmp.Compare(a.p.at, b.p.at) })
	return slices.DeleteFunc(found, func(d definition) bool { return !strings.ContainsFunc(d.term, isWordRune) })
}

// glossary is a text's terms while their uses are looked for. The slices go together.
type glossary struct {
	lang   *language.Language
	terms  []Term
	looks  []term
	small  []bool // the definition has small letters
	listed []bool // it is an entry of a list
	both   []bool // the text has the word in small letters too
}

func (g *glossary) add(d definition) {
	x := newTerm(d.term, g.lang)
	for k := range g.looks {
		if g.fold(g.terms[k].Word) == g.fold(d.term) {
			if defined := g.terms[k].Definitions; defined[len(defined)-1].Unit != d.p.at {
				g.terms[k].Definitions = append(defined, d.said())
			}
			return
		}
	}
	if len(x.stems) == 0 {
		return
	}
	g.terms, g.looks = append(g.terms, Term{Word: d.term, Definitions: []TermDefinition{d.said()}}), append(g.looks, x)
	g.small, g.both = append(g.small, strings.ToLower(d.term) == d.term), append(g.both, false)
	g.listed = append(g.listed, d.listed)
}

// said is a definition with the words around it.
func (d *definition) said() TermDefinition {
	p := d.p
	switch {
	case d.listed && p.unit.Kind == legal.Row:
		return TermDefinition{Unit: p.at, Said: strings.TrimPrefix(p.s[p.entryEnd():], cellMark)}
	case d.listed:
		return TermDefinition{p.at, p.s, d.from, d.to}
	}
	from, to := p.sentence(d.from)
	from += len(p.s[from:to]) - len(strings.TrimLeft(p.s[from:to], " "))
	return TermDefinition{p.at, p.s[from:min(to+1, len(p.s))], d.from - from, d.to - from}
}

// judgeCapitals takes the capital from the entries of lists whose terms the text never
// writes with one within a sentence.
func (g *glossary) judgeCapitals(read []runPassage) {
	for k := range g.looks {
		if !g.listed[k] || g.small[k] || g.looks[k].exact {
			continue
		}
		g.small[k] = !slices.ContainsFunc(read, func(p runPassage) bool {
			for i, w := range p.words {
				if p.midSentence(w.from) && g.looks[k].at(&p.passage, i, false) && g.same(k, &p.passage, i) {
					return true
				}
			}
			return false
		})
	}
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
	if u.AsTyped() || u.Kind == legal.Title || u.Kind == legal.Heading {
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
			p := passage{wording: wordsOf(lang, run.Text), origin: origin{t, u, i}}
			out = append(out, runPassage{passage: p, cell: c, run: r})
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
		if len(g.terms[k].Definitions) == 1 && !g.doubtful(k, &p.passage, i, n) {
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
	words := p.lang.Prose()
	if p.quoted(from) || g.both[k] && !p.midSentence(from) || i > 0 && words.Another.Has(p.small(p.words[i-1])) {
		return true
	}
	if p.at == g.terms[k].Definitions[0].Unit && (g.listed[k] || p.introduced(from) || p.defines(g.terms[k].Word, to)) {
		return true
	}
	if g.small[k] {
		return n == 1 && words.Adjective.Has(strings.ToLower(g.terms[k].Word))
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
func (p *wording) introduced(at int) bool {
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
func (p *wording) defines(term string, at int) bool {
	i, size := indexAny(p.lower[at:], p.lang.Prose().Definition...)
	return i >= 0 && strings.Contains(p.s[at+i+size:], term)
}
