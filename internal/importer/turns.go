package importer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// Two languages take turns, paragraph by paragraph or within one («Саясат / Политика»): so some
// agreements are written, and so are the titles above two columns.

// turns says which two paragraphs are one in two languages.
type turns uint8

const (
	alternating turns = iota // with the same number; what is in the other language alone is no text of the draft's
	translated               // with the same figures, about as long
)

// alternates reports whether the paragraphs of a source take turns: nearly all of its words
// stand in pairs.
func (t *tongues) alternates() bool {
	all := t.source.Blocks
	own, other := 0, 0 // by letters alone, as that is quick
	for i := range all {
		switch l := t.all.Tell(t.all.Letters(all[i].Text()), strange); {
		case l == nil:
		case legal.Lang(l.Code) == t.lang:
			own++
		default:
			other++
		}
	}
	const fewPairs, part = 3, 4 // and a quarter of the words without a pair
	if min(own, other) < fewPairs || max(own, other) > 2*min(own, other) {
		return false
	}
	paired, total, pairs := 0, 0, 0
	for i := 0; i < len(all); i++ {
		n := t.letters(all[i].Text())
		if total += n; i+1 < len(all) && t.pair(&all[i], &all[i+1], alternating) {
			n += t.letters(all[i+1].Text())
			total += n - t.letters(all[i].Text())
			paired, pairs, i = paired+n, pairs+1, i+1
		}
	}
	return pairs >= fewPairs && (total-paired)*part <= total
}

// pair reports whether two paragraphs are one in two languages.
func (t *tongues) pair(a, b *blocks.Block, how turns) bool {
	if a.Kind == blocks.Table || b.Kind == blocks.Table || a.Heading != b.Heading || a.Label != "" || b.Label != "" {
		return false
	}
	left, right := a.Text(), b.Text()
	is, behind := t.sides(left, right)
	switch {
	case is == behind, is != t.lang && behind != t.lang && is != "" && behind != "":
		return false
	case how == translated:
		n, m := t.letters(left), t.letters(right)
		return is != "" && behind != "" && figuresOf(left) == figuresOf(right) && n < 3*m && m < 3*n
	}
	return t.number(left) == t.number(right)
}

// figuresOf are the figures of a text.
func figuresOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// short is the language of a text, be it a word: the one of which it has letters and words that
// no other language has. Empty if that is none, or several.
func (t *tongues) short(text string) legal.Lang {
	best, most, next := "", 0, 0
	words := smallWords(text)
	for _, code := range t.all.Codes() {
		n := 0
		for _, w := range words {
			if t.alone(code, w) {
				n++
			}
		}
		if n > most {
			best, most, next = code, n, most
		} else {
			next = max(next, n)
		}
	}
	if most < 2*next || most == 0 {
		return ""
	}
	return legal.Lang(best)
}

// sides are the languages of two texts beside each other: where one is known, the other one is in
// another language if it can be, with no word that the first one knows.
func (t *tongues) sides(first, second string) (is, behind legal.Lang) {
	is, behind = t.short(first), t.short(second)
	switch {
	case is == "" && behind != "":
		is = t.beside(behind, first)
	case behind == "" && is != "":
		behind = t.beside(is, second)
	}
	return is, behind
}

// beside is the language in which a text can be that is not in another one; empty if none or
// several can.
func (t *tongues) beside(not legal.Lang, text string) (is legal.Lang) {
	if slices.ContainsFunc(smallWords(text), t.all.Of(string(not)).Knows) {
		return ""
	}
	for _, code := range t.all.Codes() {
		if legal.Lang(code) == not || len(smallWords(text)) == 0 || slices.ContainsFunc(smallWords(text), func(w string) bool { return !t.spells(code, w) }) {
			continue
		}
		if is != "" {
			return ""
		}
		is = legal.Lang(code)
	}
	return is
}

// smallWords are the words of a text in small letters.
func smallWords(text string) []string {
	return strings.FieldsFunc(script.Lower(text), func(r rune) bool { return !unicode.IsLetter(r) && !script.IsHyphen(r) })
}

// spells reports whether a language has all letters of a word.
func (t *tongues) spells(code, word string) bool {
	l := t.all.Of(code)
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !l.Has(r) })
}

// alone reports whether a word is one of a language and of no other one.
func (t *tongues) alone(code, word string) bool {
	if !t.spells(code, word) {
		return false
	}
	others := slices.DeleteFunc(slices.Clone(t.all.Codes()), func(c string) bool { return c == code })
	if !slices.ContainsFunc(others, func(c string) bool { return t.spells(c, word) }) {
		return true
	}
	return t.all.Of(code).Knows(word) && !slices.ContainsFunc(others, func(c string) bool { return t.all.Of(c).Knows(word) })
}

// takeTurns leaves out the other language of each pair, and the other half of a paragraph in two languages.
func (t *tongues) takeTurns(how turns) { t.source.Blocks = t.ownOf(t.source.Blocks, how) }

// ownOf is what of paragraphs in turns is in the language of the draft, in the cells of tables, too.
func (t *tongues) ownOf(all []blocks.Block, how turns) (out []blocks.Block) {
	left := func(b *blocks.Block) {
		if len(t.found) == 0 {
			t.leave(*b, t.other(b.Text()))
		}
	}
	for i := 0; i < len(all); i++ {
		b := &all[i]
		for _, row := range b.Rows {
			for k := range row.Cells {
				row.Cells[k].Paragraphs = t.ownOf(row.Cells[k].Paragraphs, translated)
			}
		}
		if i+1 < len(all) && t.pair(b, &all[i+1], how) {
			own, other := b, &all[i+1]
			if is, behind := t.sides(own.Text(), other.Text()); behind == t.lang || is != "" && is != t.lang {
				own, other = other, own
			}
			left(other)
			own.Page, own.Rule, own.Gap = own.Page || b.Page, own.Rule || b.Rule, max(own.Gap, b.Gap)
			out, i = append(out, *own), i+1
			continue
		}
		if one, ok := t.ownHalf(b); ok {
			left(b)
			b = &one
		}
		out = append(out, *b)
	}
	return out
}

// title is the title of a file if it stands above its text in both languages, and how many
// blocks it takes.
func (t *tongues) title() (own []blocks.Block, size int) {
	all := t.source.Blocks
	if one, ok := t.ownHalf(&all[0]); ok {
		return []blocks.Block{one}, 1
	}
	if len(all) > 1 && t.pair(&all[0], &all[1], translated) {
		return t.ownOf(slices.Clone(all[:2]), translated), 2
	}
	return nil, 0
}

// takePart keeps of a file with one language behind the other the part of the draft's: the one
// before block at, or the one from there on.
func (t *tongues) takePart(at int, first bool, other legal.Lang) {
	all := t.source.Blocks
	title, n := t.title()
	part, left := all[min(n, at):at], all[at]
	if !first {
		part, left = all[at:], all[0]
	}
	t.found = nil // but once
	t.leave(left, other)
	t.source.Blocks = slices.Concat(title, part)
}

// other is the language of a text that is not the draft's.
func (t *tongues) other(text string) legal.Lang {
	for _, code := range t.all.Codes() {
		if is := t.short(text); is != "" && is != t.lang {
			return is
		}
		if legal.Lang(code) != t.lang {
			return legal.Lang(code)
		}
	}
	return ""
}

// ownHalf is the half of a paragraph in the language of the draft, if a slash or a line break
// parts it into two languages.
func (t *tongues) ownHalf(b *blocks.Block) (one blocks.Block, ok bool) {
	text := b.Text()
	for _, divider := range []string{"\n", " / "} {
		if b.Kind == blocks.Table || strings.Count(text, divider) != 1 {
			continue
		}
		first, second, _ := strings.Cut(text, divider)
		is, behind := t.sides(first, second)
		if is == "" || behind == "" || is == behind || is != t.lang && behind != t.lang {
			continue
		}
		one = *b
		from, to := 0, len(first)
		if behind == t.lang {
			from, to = len(first)+len(divider), len(text)
		}
		one.Runs = between(b.Runs, from, to)
		return one, true
	}
	return one, false
}
