package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// materialRule: if an edition says «material: false», no clause came or went
// and none changed in a number, a negation, a word of right or duty, a purpose or
// a recipient (material-false, which names the clause). If it names the purposes
// for which it is material, nothing did so outside of their clauses (material-left-out).
func materialRule(c *Change) {
	if c.Edition.Material == nil || *c.Edition.Material && len(c.Edition.Purposes) == 0 {
		return
	}
	for _, t := range c.Edition.Texts {
		r := c.lines[t.Lang]
		if r == nil {
			continue
		}
		gone := c.Edition.Pos("material")
		for i := range r.Records {
			rec := &r.Records[i]
			variant, what := c.weighty(c.Languages.Of(string(t.Lang)), rec)
			if variant == "" || named(c, t, rec) {
				continue
			}
			pos, args := gone, diag.Args{"text": what}
			if len(rec.New) > 0 {
				pos = t.Units[rec.New[0].Index].Pos
				args["unit"] = naming.Of(t.Units, rec.New[0].Index)
			} else {
				args["unit"] = naming.Of(c.Before[t.Lang].Units, rec.Old[0].Index)
			}
			if len(c.Edition.Purposes) == 0 {
				warn(&c.found, diag.MaterialFalse, variant, pos, args)
				continue
			}
			c.found.Add(diag.MaterialLeftOut, pos, diag.Args{"unit": args["unit"], "purposes": strings.Join(c.Edition.Purposes, ", ")})
		}
	}
}

// named reports whether a record is about the clauses of a purpose that edition.yaml
// names as material.
func named(c *Change, t *legal.Text, rec *redline.Record) bool {
	units, of := t.Units, rec.New
	if len(of) == 0 {
		units, of = c.Before[t.Lang].Units, rec.Old
	}
	for _, id := range c.Edition.Purposes {
		if p := c.Document.Purpose(id); p != nil && p.Holds(units, of[0].Index) {
			return true
		}
	}
	return false
}

// weighty tells in what way a record is more than a correction, and by which words.
func (c *Change) weighty(lang *language.Language, r *redline.Record) (variant, what string) {
	if !reworded(r) {
		return "", ""
	}
	switch r.Change {
	case redline.Added:
		if len(strings.Fields(r.New[0].Text)) >= 3 && r.New[0].Kind != legal.Heading {
			return "added", ""
		}
		return "", ""
	case redline.Removed:
		if len(strings.Fields(r.Old[0].Text)) >= 3 && r.Old[0].Kind != legal.Heading {
			return "removed", ""
		}
		return "", ""
	}
	if dateLine(lang, r.New[0].Text) {
		return "", ""
	}
	weights := &lang.Prose().Weights
	count := map[string]int{} // words that came, less those that went
	for _, s := range r.Segments {
		step := 1
		switch {
		case s.Op == redline.Equal || s.Class != redline.Wording:
			continue
		case s.Op == redline.Delete:
			step = -1
		}
		text := strings.ToLower(s.Text)
		for _, phrase := range weights.Aside {
			text = strings.ReplaceAll(text, phrase, "")
		}
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if k := weight(weights, w); k != "" {
				count[k+"\x00"+w] += step
			}
		}
	}
	for _, k := range []string{"number", "negation", "modal", "purpose"} {
		var words []string
		for w, n := range count {
			if kind, word, _ := strings.Cut(w, "\x00"); n != 0 && kind == k {
				words = append(words, word)
			}
		}
		if len(words) > 0 {
			slices.Sort(words)
			return k, strings.Join(words, ", ")
		}
	}
	return "", ""
}

// dateLine reports whether a unit says no more than the day of the edition.
func dateLine(lang *language.Language, s string) bool {
	if len(strings.Fields(s)) > 9 {
		return false
	}
	p := passage{wording: wordsOf(lang, s)}
	return p.names(date)
}

// weight is the kind of a word that makes a change weighty, or "".
func weight(words *language.Weights, w string) string {
	switch {
	case digitRun(w) > 0:
		return "number"
	case words.Light.Has(w):
		return ""
	case words.Negation.Has(w):
		return "negation"
	case words.Modal.Has(w):
		return "modal"
	case words.Purpose.Has(w):
		return "purpose"
	}
	return ""
}
