package importer

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// A number that the source itself counts is one, whatever stands around it: a list of Word
// that shows "i.", "(1):" or "①" gets the nearest numbers that a text may have, and a note.

// automatic reads the number that the source counts for line i.
func (n *numbering) automatic(i int) (candidate, bool) {
	l := &n.lines[i]
	core, before := labelCore(l.Label), labelCore(n.labelBefore(i))
	c, ok := readLabel(n.rules, l.Label+" "+l.text)
	counts := isRoman(core) && !isNext(before, core)
	if ok && c.typed == l.Label && (c.how == plain || c.how == closed) && (c.label.Form != legal.Letter || !counts) {
		return c, true
	}
	near := nearForm(l.Label, core, counts)
	if bare := n.cited(core); bare != "" {
		near = bare
	}
	if label, _, read := legal.ParseLabel(n.rules, near+" Q"); read && label.Text == near {
		return candidate{plain, l.Label, label, l.text}, true
	}
	return c, ok
}

// spellAnnexes makes words of the numbers that are the heads of annexes: «Приложение № 1», which a list of Word counts.
func (f *file) spellAnnexes() {
	for i := range f.src.Blocks {
		b := &f.src.Blocks[i]
		if b.Label != "" && !isBullet(b.Label) && f.signs.speaksOfAnnex(b.Label) && f.signs.isMarker(tidy(b.Label+" "+b.Text())) {
			b.Runs, b.Label = append([]blocks.Run{{Text: b.Label + " "}}, b.Runs...), ""
		}
	}
}

// citedUnit is a number with the word of its unit behind it or before it.
var citedUnit = regex.Of(`^([0-9.]+)[- \x{00a0}](\p{L}+)$|^(\p{L}+)[ \x{00a0}]([0-9.]+)$`)

// cited is the number in a label that names a clause or an item as prose cites it,
// «1-тармақ.» or «Пункт 1.», in the form of such a number. It is empty for any other label.
func (n *numbering) cited(core string) string {
	m := citedUnit.FindStringSubmatch(core)
	if m == nil {
		return ""
	}
	number, word := m[1]+m[4], n.words.Word(m[2]+m[3])
	switch {
	case word == nil:
		return ""
	case word.Noun.Kind == language.Item:
		return number + ")"
	case word.Noun.Kind == language.Clause:
		return number + "."
	}
	return ""
}

// labelBefore is the label of the nearest line above i that has one.
func (n *numbering) labelBefore(i int) string {
	const far = 50
	for j := i - 1; j >= max(0, i-far); j-- {
		if label := n.lines[j].Label; label != "" && !isBullet(label) {
			return label
		}
	}
	return ""
}

// nearForm is the form nearest to a label that a text may have, if there is one. roman
// tells the number i from the letter.
func nearForm(label, core string, roman bool) string {
	end := "."
	if (strings.HasSuffix(label, ")") || strings.HasSuffix(label, "）")) && !strings.Contains(core, ".") {
		end = ")"
	}
	r, size := utf8.DecodeRuneInString(core)
	switch {
	case r >= '①' && r <= '⑳':
		return strconv.Itoa(int(r-'①')+1) + ")"
	case strings.Trim(core, "0123456789.") == "":
		return strings.TrimLeft(core, "0") + end
	case roman && core == strings.ToUpper(core):
		return core + "."
	case roman:
		return strconv.Itoa(legal.RomanValue(strings.ToUpper(core))) + ")"
	case size == len(core):
		return strings.ToLower(core) + ")"
	case strings.HasSuffix(label, ")"):
		return label
	}
	return strings.TrimRight(label, " .:") + "."
}

// labelCore is a label without what stands around its number.
func labelCore(label string) string {
	return strings.Trim(label, "()[]{}.:;,/ -–—№§\u00a0（）［］．、：")
}

func isRoman(s string) bool { return legal.RomanValue(strings.ToUpper(s)) > 0 }

// isNext reports whether a letter is the one behind another.
func isNext(before, letter string) bool {
	r, size := utf8.DecodeRuneInString(before)
	next, _ := utf8.DecodeRuneInString(letter)
	return size == len(before) && r+1 == next
}

// tellCounted reports that the number that the source counts for line i stays words, once
// for those that follow each other.
func (r *recognizer) tellCounted(i int, p *para) {
	l := &r.lines[i]
	if countedCore(labelCore(l.Label)) && (i == 0 || r.lines[i-1].Label == "" || r.has[i-1]) {
		r.tell(diag.ImportLabel, "none", l, p, diag.Args{"label": l.Label})
	}
}

// countedCore reports whether a label without what stands around it is a number: it has
// figures, is a Roman one, or is the letters with which lists go on behind the last one of
// the alphabet ("aa", "ббб").
func countedCore(core string) bool {
	r, size := utf8.DecodeRuneInString(core)
	return strings.ContainsFunc(core, unicode.IsDigit) || core != "" && (strings.Trim(strings.ToUpper(core), "IVXLCDM") == "" || core == strings.Repeat(core[:size], len(core)/size) && unicode.IsLetter(r))
}
