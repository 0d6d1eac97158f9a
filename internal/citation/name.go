package citation

import (
	"strings"

	"github.com/kelisim/kelisim/internal/language"
)

// maxName is how many words the name of an act may have.
const maxName = 20

// NameOf is the name by which citations find an act with a title: the stems of its
// words. «Положение о персональных данных» and «Положения о персональных данных» have
// one name.
func NameOf(l *language.Language, title string) string {
	p := &parser{text: &Text{lang: l}, lang: l, s: title}
	if l == nil {
		return ""
	}
	p.scan()
	var stems []string
	for i := range p.toks {
		if p.isWord(i) {
			stems = append(stems, p.stem(i))
		}
	}
	return strings.Join(stems, " ")
}

func (p *parser) stem(i int) string { return p.text.stem(p.spell(i)) }

// namesBehind lists the names that an act may have whose words begin with token first
// and have its noun at token noun, the longest first. A name begins with a capital, and
// ends where nothing can belong to it any more: «Положения о персональных данных» may
// be the whole name before «установлено», and is none before «работников».
func (p *parser) namesBehind(first, noun int) (names []string) {
	if !p.toks[first].capital {
		return nil
	}
	var stems []string
	for i := first; p.isWord(i) && len(stems) < maxName; i++ {
		stems = append(stems, p.stem(i))
		if i >= noun && !p.continues(i+1) {
			names = append([]string{strings.Join(stems, " ")}, names...)
		}
	}
	return names
}

// continues reports whether the word at token i can belong to the name before it.
func (p *parser) continues(i int) bool {
	if !p.isWord(i) {
		return p.is(i, "№«\"-–—")
	}
	t := &p.toks[i]
	return t.capital || t.caps || t.word.Is(language.Complement|language.Of) || p.lang.Owns(p.spell(i)) || p.lang.Attributes(p.spell(i))
}

// namesBefore is namesBehind for a language in which the name ends with its noun:
// «Дербес деректер туралы ереженің». The word before a name owns nothing of it.
func (p *parser) namesBefore(noun int) (names []string) {
	stems := ""
	for i := noun; p.isWord(i) && noun-i < maxName; i-- {
		stems = strings.TrimSuffix(p.stem(i)+" "+stems, " ")
		if p.toks[i].capital && !p.leads(i-1) {
			names = append([]string{stems}, names...)
		}
	}
	return names
}

// leads reports whether the word at token i can belong to the name behind it: it owns
// what follows, or has a capital that no sentence begins with.
func (p *parser) leads(i int) bool {
	first := i == 0 || p.is(i-1, ".")
	return p.isWord(i) && (p.toks[i].capital && !first || p.lang.Owns(p.spell(i)))
}

// Anchors gives for every member, group by group, the anchor of the unit that it names
// in an act whose clauses have numbers of their own and stand in no article; empty for
// units of other kinds and for what only the act's text could tell.
func (c *Citation) Anchors() [][]string {
	out := make([][]string, len(c.Groups))
	within, sure := "", true
	for g := range c.Groups {
		group := &c.Groups[g]
		for k := range group.Members {
			m, anchor := &group.Members[k], ""
			switch {
			case !sure || m.Form > Bracket:
			case group.Kind == language.Clause && within == "", group.Kind == language.Item && dotted(m):
				anchor = m.Number
			case group.Kind == language.Item && within != "":
				anchor = within + "_" + m.Number
			}
			out[g] = append(out[g], anchor)
		}
		sure = sure && len(group.Members) == 1 && out[g][0] != ""
		within = out[g][0]
	}
	return out
}
