package redline

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
)

// replacedOften is how many places make a change of wording a replacement.
const replacedOften = 3

// wordChange is some words put for others, and in how many places.
type wordChange struct {
	old, new []string
	count    int
}

func (c wordChange) texts() (old, new string) {
	return strings.Join(c.old, " "), strings.Join(c.new, " ")
}

// replacements sums up changes of wording that were made in several places.
// Endings do not count: АЖ-да to Жүйеде is АЖ to Жүйе, and Учреждением to Домом
// знаний is one with Учреждение to Дом знаний. Of the forms that one is said which
// looks like those of a dictionary, else the most frequent.
func replacements(d *language.Dictionary, records []Record) []Replacement {
	changes := wordChanges(records)
	out := []Replacement{}
	for _, forms := range groupForms(changes) {
		n := 0
		for _, c := range forms {
			n += c.count
		}
		for k := 0; k < len(changes) && k < manyForms && n+1 >= replacedOften; k++ {
			if part, ok := within(forms[0], changes[k]); ok {
				n += changes[k].count
				forms = append(forms, part)
			}
		}
		if n >= replacedOften {
			old, new := shownForm(d, forms).texts()
			out = append(out, Replacement{old, new, n})
		}
	}
	slices.SortStableFunc(out, func(a, b Replacement) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// wordChanges lists the different changes of wording that have words on both
// sides, most frequent first, in an order that is the same with the sides swapped.
func wordChanges(records []Record) []wordChange {
	found := map[[2]string]*wordChange{}
	for i := range records {
		s := records[i].Segments
		for k := 1; k < len(s); k++ {
			del, ins := s[k-1], s[k]
			if del.Op != Delete || ins.Op != Insert || del.Class != Wording || ins.Class != Wording ||
				del.Text == unitBreak || ins.Text == unitBreak || del.To != nil || ins.From != nil {
				continue
			}
			c := wordChange{old: marksAndWords(del.Text), new: marksAndWords(ins.Text), count: 1}
			if len(c.old) == 1 && len(c.new) == 1 {
				c.old[0], c.new[0] = cutEnding(c.old[0], c.new[0])
			}
			old, new := c.texts()
			if old == "" || new == "" {
				continue
			}
			if same := found[[2]string{old, new}]; same != nil {
				same.count++
			} else {
				found[[2]string{old, new}] = &c
			}
		}
	}
	out := make([]wordChange, 0, len(found))
	for _, c := range found {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b wordChange) int {
		aOld, aNew := a.texts()
		bOld, bNew := b.texts()
		return cmp.Or(cmp.Compare(b.count, a.count),
			cmp.Compare(min(aOld, aNew), min(bOld, bNew)), cmp.Compare(max(aOld, aNew), max(bOld, bNew)),
			cmp.Compare(aOld, bOld))
	})
	return out
}

// marksAndWords cuts a text at its spaces, with the marks that stand at a word.
func marksAndWords(text string) []string { return strings.FieldsFunc(text, isSpace) }

// manyForms bounds the changes that are looked at for other forms of them.
const manyForms = 500

// groupForms joins changes of the same words that differ in endings alone.
func groupForms(changes []wordChange) [][]wordChange {
	var groups [][]wordChange
	for k, c := range changes {
		at := -1
		if k < manyForms && !oneText(c.old, c.new) {
			at = slices.IndexFunc(groups, func(g []wordChange) bool {
				return oneText(g[0].old, c.old) && oneText(g[0].new, c.new) && !oneText(g[0].old, g[0].new)
			})
		}
		if at < 0 {
			groups = append(groups, []wordChange{c})
		} else {
			groups[at] = append(groups[at], c)
		}
	}
	return groups
}

// within gives the form in which a change holds another one, beside more that changed in
// its place.
func within(c, in wordChange) (part wordChange, ok bool) {
	if oneText(c.old, c.new) || len(in.old) <= len(c.old) && len(in.new) <= len(c.new) {
		return part, false
	}
	part = wordChange{old: formIn(in.old, c.old), new: formIn(in.new, c.new)}
	return part, part.old != nil && part.new != nil && formIn(in.old, c.new) == nil && formIn(in.new, c.old) == nil
}

// formIn is the first form of words that a text has; nil if it has none.
func formIn(text, words []string) []string {
	for i := 0; i+len(words) <= len(text); i++ {
		if part := text[i : i+len(words)]; oneText(part, words) {
			return part
		}
	}
	return nil
}

// SameWords reports whether two texts look like forms of the same words in one order:
// «Учреждением» and «Учреждение».
func SameWords(a, b string) bool { return oneText(marksAndWords(a), marksAndWords(b)) }

// oneText reports whether two texts have forms of the same words in one order.
func oneText(a, b []string) bool { return slices.EqualFunc(a, b, oneWord) }

// oneWord reports whether two words are equal or look like forms of one: they
// begin alike, and the endings that follow are short.
func oneWord(a, b string) bool {
	if a == b {
		return true
	}
	a, b = stem(a), stem(b)
	n := 0
	for n < len(a) && n < len(b) {
		r, k := utf8.DecodeRuneInString(a[n:])
		if !isLetter(r) || isDigit(r) || !strings.HasPrefix(b[n:], a[n:n+k]) {
			break
		}
		n += k
	}
	same := utf8.RuneCountInString(a[:n])
	longer := max(utf8.RuneCountInString(a[n:]), utf8.RuneCountInString(b[n:]))
	return n == len(a) && n == len(b) || same >= 3 && longer <= min(same, longestEnding) && single(a) && single(b)
}

// longestEnding is how many letters two forms of one word may differ in at the end.
const longestEnding = 5

// stem is a word in small letters without the ending after its last hyphen:
// «аж» of «АЖ-да».
func stem(word string) string {
	if i := strings.LastIndexByte(word, '-'); i > 0 && utf8.RuneCountInString(word[i+1:]) <= longestEnding && single(word) && !isDigit(rune(word[i+1])) {
		word = word[:i]
	}
	return strings.ToLower(word)
}

// cutEnding takes from two words the ending after a hyphen that they share.
func cutEnding(a, b string) (string, string) {
	i, j := strings.LastIndexByte(a, '-'), strings.LastIndexByte(b, '-')
	if i > 0 && j > 0 && a[i:] == b[j:] && single(a) && single(b) {
		return a[:i], b[:j]
	}
	return a, b
}

// shownForm chooses of the forms of a change, most frequent first, the one that
// looks like a dictionary's.
func shownForm(d *language.Dictionary, forms []wordChange) wordChange {
	side := func(words func(wordChange) []string) []int {
		points := make([]int, len(forms))
		for at := range words(forms[0]) {
			column := make([]string, len(forms))
			for k, c := range forms {
				column[k] = words(c)[at]
			}
			for k := range forms {
				points[k] += likeness(d, column[k], column)
			}
		}
		return points
	}
	old := side(func(c wordChange) []string { return c.old })
	new := side(func(c wordChange) []string { return c.new })
	best := 0
	for k := range forms {
		if old[k]+new[k] > old[best]+new[best] {
			best = k
		}
	}
	return forms[best]
}

// likeness says how much a word looks like the dictionary form of its forms.
func likeness(d *language.Dictionary, word string, forms []string) int {
	if strings.LastIndexByte(word, '-') > 0 && single(word) {
		return 0 // an ending follows
	}
	return d.Likeness(word, forms)
}
