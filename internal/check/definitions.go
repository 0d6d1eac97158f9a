package check

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
)

// definition is a term that a text defines: «(бұдан әрі – Мекеме)», «далее – ИС».
type definition struct {
	term     string
	p        *passage
	from, to int  // of the term in the passage
	self     bool // the text names itself: «Осы келісім (бұдан әрі – Келісім)»
	listed   bool // an entry of a list of definitions; see listed
}

// definitions finds the terms that a text defines.
func definitions(read []passage) []definition {
	var out []definition
	for j := range read {
		p := &read[j]
		if p.unit == nil {
			continue
		}
		for at := 0; ; {
			i, n := indexAny(p.lower[at:], p.lang.Prose().Definition...)
			if i < 0 {
				break
			}
			from := at + i
			at = from + n
			if d, ok := p.definition(at, strings.Count(p.s[:from], "(") > strings.Count(p.s[:from], ")")); ok && (from == 0 || p.before(from) == '(' || isSpace(p.before(from))) {
				d.self = p.selfNamed(from)
				out = append(out, d)
				at = d.to
			}
		}
	}
	return out
}

// indexAny returns where the first of some words stands, and its length.
func indexAny(s string, words ...string) (int, int) {
	best, n := -1, 0
	for _, w := range words {
		if i := strings.Index(s, w); i >= 0 && (best < 0 || i < best) {
			best, n = i, len(w)
		}
	}
	return best, n
}

// longestTerm is how many characters a term may have.
const longestTerm = 60

// definition reads the term behind «бұдан әрі» or «далее»: after a dash, colon or
// the word that names («именуемое»). In brackets it ends where they do.
func (p *passage) definition(at int, inside bool) (definition, bool) {
	if d, ok := p.called(at); ok {
		return d, true
	}
	rest := p.s[at:]
	dash := strings.IndexAny(rest[:min(len(rest), 80)], "–—-:«\"“)")
	if dash < 0 || rest[dash] == ')' {
		return definition{}, false
	}
	if words := strings.Fields(rest[:dash]); len(words) > 4 {
		return definition{}, false
	}
	from := at + dash
	from += len(p.s[from:]) - len(strings.TrimLeft(p.s[from:], "–—-: \u00a0"))
	term := p.s[from:]
	quoted := strings.TrimLeft(term, "«\"“„")
	if len(quoted) < len(term) {
		from += len(term) - len(quoted)
		term = quoted
		if i := strings.IndexAny(term, "»\"”"); i >= 0 {
			term = term[:i]
		}
	} else if i := endOfTerm(term); i >= 0 && (!inside || strings.IndexByte(term, ')') >= 0) {
		term = term[:i]
	} else {
		return definition{}, false
	}
	term = strings.Trim(term, " \u00a0")
	if term == "" || utf8.RuneCountInString(term) > longestTerm || len(strings.Fields(term)) > 5 || strings.ContainsRune(term, '\uFFFC') {
		return definition{}, false
	}
	return definition{term: term, p: p, from: from, to: from + len(term)}, true
}

// called reads the term of «именуемый далее Исполнителем,» and «бұдан әрі Орындаушы деп
// аталатын»: words with a capital between those of the language.
func (p *passage) called(at int) (definition, bool) {
	words := p.lang.Prose()
	i := slices.IndexFunc(p.words, func(w word) bool { return w.from > at })
	if i < 1 || !isCapital(p.of(p.words[i])) || p.s[at:p.words[i].from] != " " {
		return definition{}, false
	}
	last := i
	for last+1 < len(p.words) && p.joined(last) && isCapital(p.of(p.words[last+1])) {
		last++
	}
	before := false
	for k := max(0, i-4); k < i; k++ {
		before = before || words.Called.Has(p.small(p.words[k]))
	}
	behind := last+2 < len(p.words) && p.joined(last) && p.joined(last+1) && words.Called.Has(p.small(p.words[last+2]))
	d := definition{term: p.s[p.words[i].from:p.words[last].to], p: p, from: p.words[i].from, to: p.words[last].to}
	return d, before || behind
}

// endOfTerm is where a term that begins s ends: at a mark of the sentence or at the
// bracket that closes what the term stands in, not one of its own; -1: nowhere.
func endOfTerm(s string) int {
	for i, r := range outside(s) {
		if strings.ContainsRune("),;.:", r) {
			return i
		}
	}
	return -1
}

// outside gives the characters of s that stand outside of brackets, and their places. A
// bracket that closes none, as in «1)», is one of them.
func outside(s string) iter.Seq2[int, rune] {
	return func(yield func(int, rune) bool) {
		depth := 0
		for i, r := range s {
			switch {
			case r == '(':
				depth++
			case r == ')' && depth > 0:
				depth--
			case depth == 0 && !yield(i, r):
				return
			}
		}
	}
}

// selfNamed reports whether what is defined at a place is the text itself: the
// sentence begins with «осы» or «настоящее», and it is the sentence's first definition.
func (p *wording) selfNamed(at int) bool {
	from, _ := p.sentence(at)
	s := strings.TrimLeft(p.lower[from:at], " .\u00a0")
	first, _, _ := strings.Cut(s, " ")
	words := p.lang.Prose()
	return words.This.Has(first) && !containsAny(s, words.Definition...)
}

// term is a term as it is looked for: its words without their endings.
type term struct {
	stems []string // of each word, as written
	exact bool     // an abbreviation: no endings but behind a hyphen
	lang  *language.Language
	whole string
}

func newTerm(s string, lang *language.Language) term {
	t := term{lang: lang, whole: s}
	words := strings.FieldsFunc(s, func(r rune) bool { return !isWordRune(r) })
	t.exact = len(words) == 1 && isAbbreviation(words[0])
	endings := &lang.Prose().Terms
	for i, w := range words {
		if m := mend(w, lang); m.word != "" { // lookalike says so
			w = m.word
		}
		if !t.exact && (!endings.Last || i == len(words)-1) {
			w = stem(w, endings)
		}
		t.stems = append(t.stems, w)
	}
	return t
}

// isAbbreviation reports whether a word is two or more capitals.
func isAbbreviation(w string) bool {
	if r, _ := utf8.DecodeRuneInString(w); unicode.ToUpper(r) != r { // most words end here
		return false
	}
	return utf8.RuneCountInString(w) >= 2 && strings.ToUpper(w) == w && strings.ToLower(w) != w
}

// stem drops what changes at the end of a word: an ending, or a last letter.
func stem(w string, e *language.Endings) string {
	for _, s := range e.Strip {
		if stem := strings.TrimSuffix(w, s); len(stem) < len(w) && utf8.RuneCountInString(stem) >= 2 {
			return stem
		}
	}
	if last, size := utf8.DecodeLastRuneInString(w); strings.ContainsRune(e.Soft, last) && utf8.RuneCountInString(w) > 3 {
		return w[:len(w)-size]
	}
	return w
}

// at reports whether the term begins at word i of a passage, whatever its case
// and endings; fold also ignores capitals.
func (t *term) at(p *passage, i int, fold bool) bool {
	if len(t.stems) == 0 || i+len(t.stems) > len(p.words) {
		return false
	}
	for k, stem := range t.stems {
		w := p.words[i+k]
		s := p.of(w)
		if fold {
			s, stem = p.small(w), strings.ToLower(stem)
		}
		if !t.inflects(s, stem, k) {
			return false
		}
		if k > 0 {
			if gap := strings.Trim(p.s[p.words[i+k-1].to:w.from], "()"); gap != " " && gap != "\u00a0" && gap != "-" && gap != " - " && gap != "/" {
				return false
			}
		}
	}
	return true
}

// inflects reports whether s is stem k of the term with an ending.
func (t *term) inflects(s, stem string, k int) bool {
	endings := &t.lang.Prose().Terms
	rest, ok := strings.CutPrefix(s, stem)
	switch {
	case t.exact:
		return s == stem
	case !ok:
		// День, Дня; Владелец, Владельца.
		r := []rune(stem)
		n := len(r)
		if n < 3 || !strings.ContainsRune(endings.Fleeting, r[n-2]) {
			return false
		}
		if rest, ok = strings.CutPrefix(s, string(r[:n-2])+string(r[n-1:])); !ok {
			return false
		}
	case endings.Last && k < len(t.stems)-1:
		return rest == ""
	}
	return endings.Most == 0 || utf8.RuneCountInString(rest) <= endings.Most
}
