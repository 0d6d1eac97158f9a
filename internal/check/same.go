package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// sameChangeRule: a clause that changed in every language changed in the same
// things: the figures, dates and references that came and went, the number of
// sentences, and whether it was split or merged (changed-otherwise).
func sameChangeRule(c *Change) {
	texts := slices.DeleteFunc(slices.Clone(c.Edition.Texts), func(t *legal.Text) bool { return c.lines[t.Lang] == nil })
	if len(texts) < 2 {
		return
	}
	base := c.turns(texts[0])
	at := map[string]int{}
	for k := range base {
		at[base[k].anchor] = k
	}
	for _, t := range texts[1:] {
		for _, here := range c.turns(t) {
			k, ok := at[here.anchor]
			if !ok {
				continue
			}
			there := &base[k]
			variant, a, b := here.differs(there)
			if variant == "" {
				continue
			}
			f := warn(&c.found, diag.ChangedOtherwise, variant, t.Units[here.unit].Pos,
				diag.Args{"number": here.name(t), "here": a, "there": b, "language": texts[0].Lang})
			f.Related = []diag.Related{{Pos: texts[0].Units[there.unit].Pos, Key: "other-text", Args: diag.Args{"language": texts[0].Lang}}}
		}
	}
}

// turn is what changed in a clause, apart from the words.
type turn struct {
	anchor     string // in the new text
	unit       int    // of the new text
	change     redline.Change
	gone, came []figure
	sentences  int // how many more there are
}

// turns lists the clauses whose wording changed in a text.
func (c *Change) turns(t *legal.Text) []turn {
	before := c.Before[t.Lang]
	read := func(text *legal.Text, list []passage) map[int]*passage {
		out := make(map[int]*passage, len(list))
		for i := range list {
			out[list[i].at] = &list[i]
		}
		return out
	}
	old := read(before, passages(c.Languages.Of(string(t.Lang)), before))
	new := read(t, c.read[t.Lang])
	var out []turn
	records := c.lines[t.Lang].Records
	for i := range records {
		r := &records[i]
		if len(r.Old) == 0 || len(r.New) == 0 || r.New[0].Kind == legal.Title || !reworded(r) {
			continue
		}
		was, wasSentences := facts(old, r.Old)
		is, isSentences := facts(new, r.New)
		out = append(out, turn{anchor: r.New[0].Anchor, unit: r.New[0].Index, change: r.Change,
			gone: less(was, is), came: less(is, was), sentences: isSentences - wasSentences})
	}
	return out
}

// facts are the figures of some units, and how many sentences they have.
func facts(read map[int]*passage, units []redline.Unit) (figures []figure, sentences int) {
	for _, u := range units {
		if p := read[u.Index]; p != nil {
			figures = append(figures, p.figures()...)
			sentences += p.sentences()
		}
	}
	return figures, sentences
}

// sentences counts the ends of sentences: marks with a capital after them, and the
// end. A mark after an abbreviation («ст. 5», «г. Алматы») is none.
func (p *passage) sentences() int {
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

// differs tells in what two turns differ, and what each has of it. Figures count
// only if both texts write them in digits: of words nothing is known.
func (t *turn) differs(o *turn) (variant, here, there string) {
	digits := len(t.gone)+len(t.came) > 0 && len(o.gone)+len(o.came) > 0
	switch {
	case (t.change == redline.Changed) != (o.change == redline.Changed):
		return "kind", "", ""
	case digits && (len(less(t.gone, o.gone))+len(less(o.gone, t.gone)) > 0 || len(less(t.came, o.came))+len(less(o.came, t.came)) > 0):
		return "figures", t.figures(), o.figures()
	case t.sentences != o.sentences:
		return "sentences", signed(t.sentences), signed(o.sentences)
	}
	return "", "", ""
}

func (t *turn) figures() string { return values(t.gone) + " → " + values(t.came) }

func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// name is the number by which readers find the clause, or its first words.
func (t *turn) name(text *legal.Text) string {
	if n := numberOf(text, t.unit); n != "" {
		return n
	}
	words := strings.Fields(text.Units[t.unit].Plain())
	return "«" + strings.Join(words[:min(4, len(words))], " ") + "…»"
}
