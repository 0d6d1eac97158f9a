package language

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/memo"
)

// Lexicon is words that texts of a language are made of, in the forms in which they are
// written, in small letters: the file lexicon.LANG.txt beside the prose, a word on a
// line, comments behind #. It is no dictionary: a word that it lacks may be right, and is
// only compared with those that it has. The zero value knows nothing.
type Lexicon struct {
	language   *Language
	forms      map[string]bool
	stems      map[string]bool
	begin      map[string][]string // stems by their first two letters, in the order of the file
	folds      map[string]string   // words with letters of the language's own, by how they are typed without
	rules      *Forms
	states     map[string]*state
	bases      map[string][]base   // how inflected words go on, by what stands before their endings
	typedBases map[string][]string // the same beginnings, by how they are typed without the language's own letters
	typed      *strings.Replacer   // more that is typed for other letters
	acts       map[string][]base   // how verbs that ask for a case go on, if the language has a state for them

	verdicts memo.Words[verdict]
	reforms  memo.Words[string]
	near     memo.Words[[]string]
}

var noLexicon Lexicon

// base is how an inflected word goes on.
type base struct {
	ends            *state
	after           place
	loan            bool // it has either harmony, and its last letter may stay
	attribute, head bool // it is an adjective, or a noun that one agrees with
	declined, loose bool
	verb            string // asks for a case, as itself or as a reflexive; "" if it does not
}

// verdict is all that the lexicon says of a word.
type verdict struct {
	has, name, known bool
	attribute, head  Cells
	deed             Cells // as a participle or predicate
	verbs            []string
}

// Lexicon returns the words of the language; never nil.
func (l *Language) Lexicon() *Lexicon {
	if l == nil || l.lexicon == nil {
		return &noLexicon
	}
	return l.lexicon()
}

// shortestStem is how many letters a stem has by which a word is known.
const shortestStem = 4

// readLexicon takes the words of a file. Few commands ask for them, and their stems take
// longer than all else of a short command.
func (l *Language) readLexicon(data []byte) *Lexicon {
	prose := l.Prose()
	x := &Lexicon{language: l, forms: map[string]bool{}, stems: map[string]bool{}, begin: map[string][]string{}, folds: map[string]string{},
		rules: &prose.Inflection, bases: map[string][]base{}, typedBases: map[string][]string{},
		typed: strings.NewReplacer(strings.Fields(strings.ReplaceAll(prose.Spelling.Typed, "=", " "))...)}
	x.states = x.rules.sounded(x.fold)
	x.acts = x.rules.acts(prose.Government, x.states)
	for line := range strings.Lines(string(data)) {
		word := strings.TrimSpace(line)
		if word == "" || word[0] == '#' {
			continue
		}
		word, code, inflected := strings.Cut(word, " ")
		if inflected {
			x.inflect(word, code)
		} else {
			x.forms[word] = true
		}
		if s := l.Stems.Stem(word); utf8.RuneCountInString(s) >= shortestStem && !x.stems[s] {
			x.stems[s] = true
			x.begin[beginning(s)] = append(x.begin[beginning(s)], s)
		}
		if l.typed != nil && l.typed.Owns(word) {
			x.folds[l.typed.Fold(word)] = word
		}
	}
	return x
}

// fold is letters as they are typed without the language's own.
func (x *Lexicon) fold(s string) string {
	if x.language.typed == nil {
		return s
	}
	return x.typed.Replace(x.language.typed.Fold(s))
}

// inflect takes a word with the endings of a state.
func (x *Lexicon) inflect(word, state string) {
	f := x.rules
	stem := strings.TrimSuffix(word, f.strip(state))
	b := base{ends: x.states[state], after: f.behind(stem, harmonies[0]), declined: f.declined(state), loose: slices.Contains(f.Loose, state),
		attribute: slices.Contains(f.Attribute, state), head: slices.Contains(f.Head, state),
		loan: strings.ContainsAny(stem, f.Sounds.Loan) && !f.settled(stem) || slices.Contains(f.Free, state)}
	if b.loan {
		b.after.changes = false
	}
	if prose := x.language.Prose(); f.Acts == "" && (prose.governs(word) || prose.governs(word+prose.Reflexive.Verb)) {
		b.verb = word
	}
	x.begins(stem, b)
	if changed := f.changed(stem); changed != "" {
		b.after.changed = true
		x.begins(changed, b)
	}
	for _, others := range f.others[state] {
		if i := slices.IndexFunc(others, func(s string) bool { return strings.HasSuffix(word, f.strip(s)) }); i >= 0 {
			x.inflect(word, others[i])
		}
	}
}

// settled reports whether a loan has the harmony of its last vowel alone: «материалдар».
func (f *Forms) settled(stem string) bool {
	return slices.ContainsFunc(f.Sounds.Settled, func(end string) bool { return strings.HasSuffix(stem, end) })
}

// begins notes how a word goes on behind a beginning: first those with their own last letter.
func (x *Lexicon) begins(s string, b base) {
	list := x.bases[s]
	at := len(list)
	if !b.after.changed {
		if i := slices.IndexFunc(list, func(b base) bool { return b.after.changed }); i >= 0 {
			at = i
		}
	}
	x.bases[s] = slices.Insert(list, at, b)
	if typed := x.language.typed; typed != nil && s != "" {
		if as := typed.Fold(s); !slices.Contains(x.typedBases[as], s) {
			x.typedBases[as] = append(x.typedBases[as], s)
		}
	}
}

// beginning is the first two letters of a word.
func beginning(s string) string {
	n := 0
	for i := range s {
		if n == 2 {
			return s[:i]
		}
		n++
	}
	return s
}

// Akin lists the stems that begin with the two letters of a word, in the order of the
// lexicon. The caller must not change it.
func (x *Lexicon) Akin(word string) []string { return x.begin[beginning(word)] }

// Empty reports whether nothing is known of the language's words.
func (x *Lexicon) Empty() bool { return len(x.forms) == 0 && len(x.bases) == 0 }

// Inflected reports whether the language has rules for the forms of its words.
func (x *Lexicon) Inflected() bool { return len(x.bases) > 0 }

// Has reports whether a word stands in the lexicon in just this form.
func (x *Lexicon) Has(word string) bool { return x.verdict(word).has }

// HasName reports whether a word stands in the lexicon in just this form, or is one of a
// noun or adjective in it: verbs have forms that are two words as well, «встроенные».
func (x *Lexicon) HasName(word string) bool { return x.verdict(word).name }

// Fills gives the cells that a word fills as an adjective, and as a noun that one agrees
// with; 0 if it is none.
func (x *Lexicon) Fills(word string) (attribute, head Cells) {
	v := x.verdict(word)
	return v.attribute, v.head
}

// Oblique reports whether a word is a form of a noun or adjective, and none in the nominative:
// another language takes no loan in it.
func (x *Lexicon) Oblique(word string) bool {
	v := x.verdict(word)
	c := v.attribute | v.head
	return c != 0 && c.Subject() == 0
}

// Deed gives the cells that a word fills as a participle, «указанный», or as a predicate; 0
// if it is neither.
func (x *Lexicon) Deed(word string) Cells { return x.verdict(word).deed }

// Predicate reports whether the lexicon has a word as a predicate.
func (x *Lexicon) Predicate(word string) bool {
	c := x.Deed(word)
	return c.Predicate()|c.Active() != 0
}

// Verbs gives the verbs of which a word is a form, of those that ask for a case.
func (x *Lexicon) Verbs(word string) []string { return x.verdict(word).verbs }

// takes notes a verb of which the word is a form; "": none.
func (v *verdict) takes(verb string) {
	if verb != "" && !slices.Contains(v.verbs, verb) {
		v.verbs = append(v.verbs, verb)
	}
}

// verb is the verb that a word is a form of, perhaps as a reflexive; "" if its cells are those
// of no form that has an object.
func (x *Lexicon) verb(verb, word string, c Cells) string {
	reflexive := x.language.Prose().Reflexive
	switch {
	case slices.ContainsFunc(reflexive.Ends, func(end string) bool { return strings.HasSuffix(word, end) }):
		if c.Predicate() != 0 || c.bare() {
			return verb + reflexive.Verb
		}
	case c.Active() != 0 || c.bare():
		return verb
	}
	return ""
}

// Knows reports whether a word or another form of it stands in the lexicon.
func (l *Language) Knows(word string) bool { return l.Lexicon().verdict(word).known }

func (x *Lexicon) verdict(word string) verdict {
	if x.Empty() {
		return verdict{}
	}
	return x.verdicts.Of(word, x.judge)
}

// judge gives the verdict on a word that was not asked for before. A letter may stand for
// another one: «объём» is «объем».
func (x *Lexicon) judge(word string) verdict {
	v := x.found(word)
	if plain := x.language.Stems.letters(word); !v.known && plain != word {
		v = x.found(plain)
	}
	return v
}

func (x *Lexicon) found(word string) (v verdict) {
	v.has, v.name = x.forms[word], x.forms[word]
	m := matcher{yes: func(b *base, _ []byte, c Cells) bool {
		v.has, v.name = true, v.name || x.names(b)
		if b.attribute {
			v.attribute |= c.declined()
		}
		if b.head {
			v.head |= c.declined()
		}
		if !b.head && !b.attribute || c.declined() == 0 {
			v.deed |= c.predicates()
		}
		if b.verb != "" {
			v.takes(x.verb(b.verb, word, c))
		}
		return true
	}}
	x.each(&m, x.bases, []byte(word))
	acts := matcher{yes: func(b *base, _ []byte, _ Cells) bool { v.takes(b.verb); return true }}
	x.each(&acts, x.acts, []byte(word))
	if v.attribute|v.head|v.deed == 0 {
		v.deed = x.participle(word)
	}
	v.known = v.has || x.stems[x.language.Stems.Stem(word)]
	return v
}

// shortestDeed is how many letters stand before the endings of a participle.
const shortestDeed = 3

// participle gives the cells of a participle that is known by its end alone.
func (x *Lexicon) participle(word string) (c Cells) {
	for sign, state := range x.rules.Participles {
		at := strings.LastIndex(word, sign)
		if at < 0 || utf8.RuneCountInString(word[:at]) < shortestDeed {
			continue
		}
		for _, s := range x.rules.steps[state] {
			if s.ending == word[at+len(sign):] {
				c |= s.cells
			}
		}
	}
	return c
}

// names reports whether an inflected word is a noun or adjective, if the language tells.
func (x *Lexicon) names(b *base) bool { return len(x.rules.Attribute) == 0 || b.declined }

// each calls yes with each inflected word of which a word is a form, until it wants no more.
func (x *Lexicon) each(m *matcher, bases map[string][]base, word []byte) {
	if len(bases) == 0 {
		return
	}
	for end := len(word); end > 0; {
		if !x.ends(m, bases[string(word[:end])], word[end:]) {
			return
		}
		_, size := utf8.DecodeLastRune(word[:end])
		end -= size
	}
}

// ends calls yes with each way in which the rest of a word is endings of some inflected ones.
func (x *Lexicon) ends(m *matcher, bases []base, rest []byte) (more bool) {
	for i := range bases {
		m.base = &bases[i]
		if !m.match(m.base.ends, m.base.after, rest, 0) {
			return false
		}
		if m.base.loan {
			other := m.base.after
			other.harmony = 1 - other.harmony
			if !m.match(m.base.ends, other, rest, 0) {
				return false
			}
		}
	}
	return true
}

// Typed is the word of the lexicon that is typed so without the letters of the
// language's own; empty for none.
func (x *Lexicon) Typed(folded string) (right string) {
	if x.Empty() {
		return ""
	}
	folded = x.typed.Replace(folded)
	if right := x.folds[folded]; right != "" {
		return right
	}
	stem := ""
	m := matcher{typed: true, yes: func(_ *base, tail []byte, _ Cells) bool { right = stem + string(tail); return false }}
	rest := []byte(folded)
	for end := len(folded); end > 0; {
		for _, stem = range x.typedBases[folded[:end]] {
			if !x.ends(&m, x.bases[stem], rest[end:]) {
				return right
			}
		}
		_, size := utf8.DecodeLastRuneInString(folded[:end])
		end -= size
	}
	return ""
}

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }
