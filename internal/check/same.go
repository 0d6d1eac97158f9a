package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// Turned is a text that changed: what a change is compared by in two languages.
type Turned struct {
	Language *language.Language // nil: what cites a clause is not known
	Old, New *legal.Text
	Redline  *redline.Redline
}

// Otherwise says that a clause changed otherwise in one language than in another.
type Otherwise struct {
	Anchor   string // of the clause in both new texts
	A, B     int    // the clause in the new text of either
	Kind     string // figures, sentences, or kind: split or merged in one of them
	InA, InB string // figures: "24 → 48"; sentences: how many more, "+1"; else empty
}

// Differing lists the clauses that changed in both texts, but not in the same
// things: the figures, dates and references that came and went, the number of
// sentences, and whether the clause was split or merged; in the order of b. Figures
// count only if both write them in digits: of words nothing is known.
func Differing(a, b Turned) []Otherwise {
	base, at := a.turns(), map[string]int{}
	for k := range base {
		at[base[k].anchor] = k
	}
	var out []Otherwise
	for _, t := range b.turns() {
		if k, ok := at[t.anchor]; ok {
			if o := base[k].differs(&t); o.Kind != "" {
				out = append(out, o)
			}
		}
	}
	return out
}

// sameChangeRule: a clause that changed in every language changed in the same
// things (changed-otherwise).
func sameChangeRule(c *Change) {
	var base *Turned
	for _, t := range c.Edition.Texts {
		if c.lines[t.Lang] == nil {
			continue
		}
		this := Turned{c.Languages.Of(string(t.Lang)), c.Before[t.Lang], t, c.lines[t.Lang]}
		if base == nil {
			base = &this
			continue
		}
		there := base.New
		for _, o := range Differing(*base, this) {
			f := warn(&c.found, diag.ChangedOtherwise, o.Kind, t.Units[o.B].Pos,
				diag.Args{"unit": naming.Of(t.Units, o.B), "here": o.InB, "there": o.InA, "language": there.Lang})
			f.Related = []diag.Related{{Pos: there.Units[o.A].Pos, Key: "other-text", Args: diag.Args{"language": there.Lang}}}
		}
	}
}

// turn is what changed in a clause, apart from the words.
type turn struct {
	anchor     string // in the new text
	unit       int    // of the new text
	change     redline.Change
	gone, came []figure
	stay       []figure // stand in both texts
	spelled    bool     // numbers stand in words in the new text
	sentences  int      // how many more there are
}

// turns lists the clauses whose wording changed.
func (c Turned) turns() []turn {
	old, new := citation.Read(c.Language, c.Old.Units), citation.Read(c.Language, c.New.Units)
	var out []turn
	records := c.Redline.Records
	for i := range records {
		r := &records[i]
		if len(r.Old) == 0 || len(r.New) == 0 || r.New[0].Kind == legal.Title || !reworded(r) {
			continue
		}
		before, now := c.read(c.Old, old, r.Old), c.read(c.New, new, r.New)
		was, wasSentences := facts(before)
		is, isSentences := facts(now)
		t := turn{anchor: r.New[0].Anchor, unit: r.New[0].Index, change: r.Change,
			gone: less(was, is), came: less(is, was), sentences: isSentences - wasSentences}
		t.stay = less(is, t.came)
		t.spelled = slices.ContainsFunc(now, func(p passage) bool { return p.spelled() })
		out = append(out, t)
	}
	return out
}

// read reads some units of a text.
func (c Turned) read(t *legal.Text, cites *citation.Text, units []redline.Unit) (out []passage) {
	for _, u := range units {
		if p, ok := passageOf(c.Language, t, u.Index, cites); ok {
			out = append(out, p)
		}
	}
	return out
}

// facts are the figures of some units, and how many sentences they have.
func facts(read []passage) (figures []figure, sentences int) {
	for i := range read {
		figures = append(figures, read[i].figures()...)
		sentences += read[i].sentences()
	}
	return figures, sentences
}

// spelled reports whether a number stands in words.
func (p *wording) spelled() bool {
	prose := p.lang.Prose()
	return slices.ContainsFunc(strings.FieldsFunc(p.lower, func(r rune) bool { return !unicode.IsLetter(r) }), func(w string) bool {
		return prose.Numeral(w) > 0
	})
}

// sentences counts the ends of sentences: marks with a capital after them, and the
// end. A mark after an abbreviation («ст. 5», «г. Алматы») is none.
func (p *wording) sentences() int {
	n := 0
	for i, r := range p.s {
		if r != '.' && r != '!' && r != '?' {
			continue
		}
		rest := strings.TrimLeft(p.s[i+1:], " \u00a0»\")")
		before := p.s[:i]
		word := before[strings.LastIndexAny(before, " \u00a0(«")+1:]
		if rest == "" || len(rest) < len(p.s[i+1:]) && len([]rune(word)) > 2 && (isCapital(rest) || strings.HasPrefix(rest, "«")) {
			n++
		}
	}
	return n
}

// less returns the figures of a list that the other has not, each as often as it
// stands there more often.
func less(list, other []figure) []figure {
	other = slices.Clone(other)
	var out []figure
	for _, f := range list {
		if k := slices.IndexFunc(other, func(g figure) bool { return f.equals(g) }); k >= 0 {
			other = slices.Delete(other, k, k+1)
		} else {
			out = append(out, f)
		}
	}
	return out
}

// differs tells in what the clause turned otherwise in another text; of no Kind if
// in nothing.
func (t *turn) differs(o *turn) Otherwise {
	out := Otherwise{Anchor: t.anchor, A: t.unit, B: o.unit}
	switch {
	case (t.change == redline.Changed) != (o.change == redline.Changed):
		out.Kind = "kind"
	case t.replaced(o):
		out.Kind, out.InA, out.InB = "figures", t.figures(), o.figures()
	case t.sentences != o.sentences:
		out.Kind, out.InA, out.InB = "sentences", signed(t.sentences), signed(o.sentences)
	}
	return out
}

func sameFigures(a, b []figure) bool { return len(less(a, b))+len(less(b, a)) == 0 }

// replaced reports whether other figures were replaced than in another text. A text
// that has the new figure in words says nothing of it.
func (t *turn) replaced(o *turn) bool {
	a, b := len(t.gone)+len(t.came) > 0, len(o.gone)+len(o.came) > 0
	switch {
	case a && b:
		words := len(t.came) == 0 && t.spelled || len(o.came) == 0 && o.spelled
		return !sameFigures(t.gone, o.gone) || !words && !sameFigures(t.came, o.came)
	case a:
		return len(t.gone) > 0 && len(less(t.gone, o.stay)) == 0
	}
	return b && len(o.gone) > 0 && len(less(o.gone, t.stay)) == 0
}

// figures says what was replaced by what: «24 → 48»; what stays alone, if nothing was.
func (t *turn) figures() string {
	if len(t.gone)+len(t.came) == 0 {
		return values(t.stay)
	}
	return values(t.gone) + " → " + values(t.came)
}

func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
