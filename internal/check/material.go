package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// materialRule: where an edition says «material: false», no clause came or went
// and none changed in a number, a negation, a word of right or duty, a purpose or
// a recipient (material-false, which names the clause).
func materialRule(c *Change) {
	if c.Edition.Material == nil || *c.Edition.Material {
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
			variant, what := weighty(rec)
			if variant == "" {
				continue
			}
			pos, args := gone, diag.Args{"text": what}
			if len(rec.New) > 0 {
				pos = t.Units[rec.New[0].Index].Pos
				args["unit"] = naming.Of(t.Units, rec.New[0].Index)
			} else {
				args["unit"] = naming.Of(c.Before[t.Lang].Units, rec.Old[0].Index)
			}
			warn(&c.found, diag.MaterialFalse, variant, pos, args)
		}
	}
}

// weighty tells in what way a record is more than a correction, and by which words.
func weighty(r *redline.Record) (variant, what string) {
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
	if dateLine(r.New[0].Text) {
		return "", ""
	}
	count := map[string]int{} // words that came, less those that went
	for _, s := range r.Segments {
		step := 1
		switch {
		case s.Op == redline.Equal || s.Class != redline.Wording:
			continue
		case s.Op == redline.Delete:
			step = -1
		}
		text := strings.ReplaceAll(strings.ToLower(s.Text), "кроме того", "")
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if k := weight(w); k != "" {
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
func dateLine(s string) bool {
	if len(strings.Fields(s)) > 9 {
		return false
	}
	p := passage{s: s}
	p.read()
	return p.names(date)
}

// weight is the kind of a word that makes a change weighty, or "".
func weight(w string) string {
	switch {
	case digitRun(w) > 0:
		return "number"
	case negations[w], hasAny(w, "запре", "нельзя", "тыйым", "кроме", "исключени"), kkNegative(w):
		return "negation"
	case hasAny(w, "должност"):
		return ""
	case hasAny(w, "вправе", "обязан", "обязат", "обязу", "обязыв", "должен", "должна", "должно", "должны", "может", "могут", "следует", "разреш", "допуска", "необходимо",
		"құқылы", "құқығ", "міндет", "тиіс", "мүмкін", "қажет", "рұқсат", "алады", "shall", "must", "may"):
		return "modal"
	case hasAny(w, "цел", "трет", "трансгранич", "распростран", "получател", "переда", "рекламн",
		"мақсат", "үшінші", "трансшекара", "тарат", "жарнама", "алушы"):
		return "purpose"
	}
	return ""
}

var negations = map[string]bool{"не": true, "ни": true, "нет": true, "без": true, "емес": true, "жоқ": true, "ешқандай": true, "not": true, "no": true}

// kkNegative tells a Kazakh verb that denies by its suffix: қолданылмайды, бермеуге.
func kkNegative(w string) bool {
	for _, s := range []string{"майды", "мейді", "байды", "бейді", "паймын", "пайды", "пейді", "мауы", "меуі", "мауға", "меуге", "бауға", "беуге",
		"пауға", "пеуге", "маған", "меген", "баған", "беген", "паған", "пеген", "маса", "месе", "баса", "бесе", "паса", "песе"} {
		if strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}
