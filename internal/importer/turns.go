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
	is, behind := t.short(left), t.short(right)
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
	words := strings.FieldsFunc(script.Lower(text), func(r rune) bool { return !unicode.IsLetter(r) && !script.IsHyphen(r) })
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

// alone reports whether a word is one of a language and of no other one.
func (t *tongues) alone(code, word string) bool {
	l := t.all.Of(code)
	in := func(code string) bool {
		l := t.all.Of(code)
		return !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !l.Has(r) })
	}
	if !in(code) {
		return false
	}
	others := slices.DeleteFunc(slices.Clone(t.all.Codes()), func(c string) bool { return c == code })
	if !slices.ContainsFunc(others, in) {
		return true
	}
	return l.Knows(word) && !slices.ContainsFunc(others, func(c string) bool { return t.all.Of(c).Knows(word) })
}

// takeTurns leaves out the other language of each pair, and the other half of a paragraph in two languages.
func (t *tongues) takeTurns(how turns) {
	all := t.source.Blocks
	var out []blocks.Block
	left := func(b *blocks.Block) {
		if len(t.found) == 0 {
			t.leave(*b, t.other(b.Text()))
		}
	}
	for i := 0; i < len(all); i++ {
		b := &all[i]
		if i+1 < len(all) && t.pair(b, &all[i+1], how) {
			own, other := b, &all[i+1]
			if is := t.short(own.Text()); is != t.lang && (is != "" || t.short(other.Text()) == t.lang) {
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
	t.source.Blocks = out
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
		is, behind := t.short(first), t.short(second)
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
