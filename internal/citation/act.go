package citation

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
)

// farOwner is how many words may stand between a citation and its owner's noun.
const farOwner = 6

// owner reads the act that the chains of a list mean: behind the last of them, or
// before the first.
func (p *parser) owner(list []chain) Act {
	if p.lang.Final {
		return p.ownerBefore(list[0].begin, list[0].groups[0].noun.Owned)
	}
	last := list[len(list)-1]
	if p.wordAt(list[0].begin-1).Is(language.Code) && p.toks[list[0].begin-1].caps { // "GDPR Article 6"
		return Other
	}
	act := p.ownerBehind(last.end, p.toks[last.begin].caps)
	if act == This && p.is(list[0].begin-1, "(") && p.actBeside(list[0].begin-2) {
		return Unknown // «… Законом о связи (статья 8)»
	}
	return act
}

// ownerBehind reads the owner from token i on: «настоящего Соглашения», «Закона»,
// "of the Privacy Policy". In a text of capitals alone a capital says nothing.
func (p *parser) ownerBehind(i int, shouted bool) Act {
	led := false
	for ; p.wordAt(i).Is(language.Of); i++ {
		led = true
	}
	for ; p.wordAt(i).Is(language.Empty); i++ {
	}
	first := i
	for ; i < len(p.toks) && i-first < farOwner; i++ {
		t := &p.toks[i]
		switch {
		case t.kind == mark:
			if i == first && t.space && strings.ContainsRune("«\"“", t.mark) {
				return Unknown // «статьи 5 «О данных»»
			}
			return p.unsure(led, first)
		case t.kind != word:
			return p.unsure(led, first)
		case t.word.Is(language.This):
			return ThisSaid
		case t.word.Is(language.That):
			return Other
		case t.word.Is(language.Code) && t.caps, t.word.Is(language.Code) && t.capital && !led && i == first:
			return Other
		case w(t.word).Act > 0:
			if !t.word.Genitive {
				return This // the subject of what follows: «согласно пункту 2.1 Правила …»
			}
			if p.lang.HasOf && !led {
				return This
			}
			return p.named(i, first)
		case w(t.word).Noun.Kind != language.None:
			return This
		case p.lang.HasOf && !led:
			return This
		case p.lang.HasOf && (t.capital || t.word != nil):
			continue
		case p.lang.Attributes(p.spell(i)):
			continue
		case i > first:
			return p.unsure(led, first)
		case shouted:
			return p.unsure(led, first)
		case t.caps:
			return Unknown
		case t.capital && p.lang.Owns(p.spell(i)) && !p.text.party(p.spell(i)):
			return Unknown
		default:
			return p.unsure(led, first)
		}
	}
	return p.unsure(led, first)
}

// annexed reports whether the words beside a citation may say that the annex it names is
// that of another act: «приложения 1 к договору», «шартқа 1-қосымшаның».
func (p *parser) annexed(c chain) bool {
	at, step := c.end, 1
	if p.lang.Final {
		at, step = c.begin-1, -1
	}
	const words = 4
	for n := 0; n < words && p.isWord(at); n, at = n+1, at+step {
		if a := w(p.wordAt(at)); a.Act > 0 {
			return !p.text.self[a.Act] && !a.Is(language.This)
		}
	}
	return false
}

// unsure is the act of a citation that no noun of an act follows: a capital
// that something led to («of the Regulation») may be one.
func (p *parser) unsure(led bool, first int) Act {
	if led && first < len(p.toks) && p.toks[first].capital {
		return Unknown
	}
	return This
}

// named judges an act by its noun at token i and the adjectives from token first on:
// the text's own noun is the text, if nothing tells the two apart.
func (p *parser) named(i, first int) Act {
	p.names = p.namesBehind(first, i)
	if !p.text.self[p.toks[i].word.Act] {
		return Other
	}
	for k := first; k < i; k++ {
		if p.isWord(k) && !p.text.titled(p.spell(k)) {
			return Other
		}
	}
	if next := p.wordAt(i + 1); next.Is(language.Complement) || p.is(i+1, "№«\"") {
		return Unknown
	}
	return This
}

// actBeside reports whether another act is named in the words that end with token i.
func (p *parser) actBeside(i int) bool {
	for n := 0; n < 2*farOwner && i >= 0; n, i = n+1, i-1 {
		if p.is(i, ".;:") {
			return false
		}
		if t := w(p.wordAt(i)); t.Act > 0 && !p.text.self[t.Act] || t.Role&language.Code != 0 && p.toks[i].caps {
			return true
		}
	}
	return false
}

// ownerBefore reads the owner that ends before token i: «осы Келісімнің»,
// «Заңның». owned says that the noun has the form that it has behind an owner; a
// noun in another form has none: «Пайдаланушының 2.1-тармақта көрсетілген …».
func (p *parser) ownerBefore(i int, owned bool) Act {
	i--
	for p.is(i, "«»\"“”(") {
		i--
	}
	if !p.isWord(i) {
		return This
	}
	t := &p.toks[i]
	switch {
	case t.word.Is(language.This):
		return ThisSaid
	case t.word.Is(language.That):
		return Other
	case w(t.word).Act > 0 && t.word.Genitive:
		if p.saidBefore(i) {
			return ThisSaid
		}
		return p.namedBefore(i)
	case w(t.word).Act > 0 && owned:
		return Unknown
	case t.word.Is(language.Code) && t.caps:
		return Other
	case w(t.word).Noun.Kind != language.None:
		if p.saidBefore(i) {
			return ThisSaid
		}
		return This
	case t.caps && owned:
		return Other
	case t.caps:
		return Unknown
	case owned && p.lang.Owns(p.spell(i)):
		if p.saidBefore(i) {
			return ThisSaid
		}
		return Unknown
	}
	return This
}

// saidBefore reports whether the words up to token i say that this text is meant.
func (p *parser) saidBefore(i int) bool {
	for range 3 {
		if i--; !p.isWord(i) || p.wordAt(i).Is(language.And) {
			return false
		}
		if p.wordAt(i).Is(language.This) {
			return true
		}
	}
	return false
}

// namedBefore judges an act by its noun at token i and the word before it.
func (p *parser) namedBefore(i int) Act {
	t := &p.toks[i]
	p.names = p.namesBefore(i)
	if !p.text.self[t.word.Act] {
		return Other
	}
	before := w(p.wordAt(i - 1))
	attribute := p.isWord(i-1) && before.Role == 0 && !before.Genitive
	switch {
	case !attribute || p.text.titled(p.spell(i-1)):
		return This
	case t.capital && utf8.RuneCountInString(p.spell(i)) > 1:
		return This // «Пайдаланушы Келісімнің 3.1-тармағына сәйкес …»
	}
	return Unknown
}
