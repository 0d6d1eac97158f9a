package language

import (
	"strings"
	"unicode/utf8"
)

// Typed is how a language's own letters are typed on a keyboard that lacks them.
type Typed struct {
	Letters string // the language's own letters, in the order of the grammar
	fold    *strings.Replacer
}

// Typed returns how the letters of the language are typed; nil: every keyboard has them.
func (l *Language) Typed() *Typed {
	if l == nil {
		return nil
	}
	return l.typed
}

func newTyped(pairs string) *Typed {
	t := &Typed{}
	var list []string
	for p := range strings.FieldsSeq(pairs) {
		own, as, ok := strings.Cut(p, "=")
		if ok {
			t.Letters += own
			list = append(list, own, as)
		}
	}
	if len(list) == 0 {
		return nil
	}
	t.fold = strings.NewReplacer(list...)
	return t
}

// Fold is a word in small letters as it is typed.
func (t *Typed) Fold(word string) string { return t.fold.Replace(word) }

// Owns reports whether a word in small letters has a letter of the language's own.
func (t *Typed) Owns(word string) bool { return strings.ContainsAny(word, t.Letters) }

// keysOf puts letters for those that the same keys give in another layout: "q=й w=ц".
func keysOf(pairs string) *strings.Replacer {
	var list []string
	for p := range strings.FieldsSeq(pairs) {
		if key, letter, ok := strings.Cut(p, "="); ok && key != "" {
			list = append(list, key, letter)
		}
	}
	return strings.NewReplacer(list...)
}

// Keys gives the letters that the language's layout has on the keys of others; nil: not known.
func (p *Prose) Keys() *strings.Replacer { return p.keys }

// NearMonth returns the form of a month's name that a misspelt word was meant to be: one
// slip away, or two in a word of seven letters. "" stands for none.
func (l *Language) NearMonth(word string) string {
	if l == nil {
		return ""
	}
	best, right, n := 2, "", utf8.RuneCountInString(word)
	if n >= 7 {
		best = 3
	}
	for form, w := range l.words {
		if w.Month == 0 {
			continue
		}
		if more := utf8.RuneCountInString(form) - n; more > best || more < -best {
			continue // a letter more or less is a slip
		}
		if d := slips(form, word); d < best || d == best && right != "" && form < right {
			best, right = d, form
		}
	}
	return right
}

// slips is the number of letters that were put in, left out or mistaken; two that
// changed places are one slip.
func slips(a, b string) int {
	s, t := []rune(a), []rune(b)
	var above, row []int // of the letters before
	last := make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		above, row = row, last
		last = make([]int, len(t)+1)
		last[0] = i + 1
		for j := range t {
			cost := row[j]
			if s[i] != t[j] {
				cost++
			}
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				cost = min(cost, above[j-1]+1)
			}
			last[j+1] = min(cost, row[j+1]+1, last[j]+1)
		}
	}
	return last[len(t)]
}
