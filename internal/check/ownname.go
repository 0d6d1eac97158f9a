package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// ownNameRule: a text is called in its title as it calls itself where it defines its short
// name (title-differs): «Настоящие Правила пользования сервисом (далее – Правила)».
// And a definition has a dash (definition-form).
func ownNameRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) || e.alien[k] || len(e.read[k]) == 0 {
			continue
		}
		for _, d := range definitions(e.read[k]) {
			if !d.self {
				continue
			}
			if name := d.p.selfName(d); name != "" && !sameWords(t.Title, name) {
				f := e.found.Add(diag.TitleDiffers, d.p.pos(0), diag.Args{"title": t.Title, "name": name})
				f.Related = []diag.Related{{Pos: t.Positions["title"], Key: "other-place"}}
			}
			break
		}
		for j := range e.read[k] {
			e.read[k][j].undashed(e)
		}
	}
}

// selfName is the name behind «настоящие» and before the bracket of the definition, if it is
// one of at least two words of which the title could be made; "" else.
func (p *passage) selfName(d definition) string {
	from, _ := p.sentence(d.from)
	i := strings.LastIndexByte(p.s[from:d.from], '(')
	if i < 0 {
		return ""
	}
	s := strings.TrimLeft(p.s[from:from+i], ". \u00a0")
	_, name, _ := strings.Cut(s, " ")
	if name = strings.TrimSpace(name); !kindred(name, d.term, p.lang) || strings.ContainsAny(name, ",(«\"") || len(strings.Fields(name)) < 2 || p.unit.Kind == legal.Heading {
		return ""
	}
	return name
}

// kindred reports whether a name has a form of the term's first word: «Правила хранения» of
// «Правила», no «Правила обязательны для лиц» of «Читатель».
func kindred(name, defined string, lang *language.Language) bool {
	p := passage{wording: wordsOf(lang, name)}
	t := newTerm(strings.Fields(defined)[0], lang)
	for i := range p.words {
		if t.at(&p, i, true) {
			return true
		}
	}
	return false
}

// sameWords reports whether one name has all words of the other but for their endings, or
// too few to say.
func sameWords(title, name string) bool {
	stems := func(s string) (out []string) {
		for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) }) {
			if r := []rune(w); len(r) > 4 {
				out = append(out, string(r[:min(len(r)-2, 6)]))
			}
		}
		return out
	}
	a, b := stems(title), stems(name)
	if len(a) == 0 || len(b) == 0 || a[0] != b[0] {
		return true // it calls itself quite otherwise
	}
	missing := func(list, other []string) (n int) {
		for _, s := range list {
			count(!strings.Contains(" "+strings.Join(other, " "), " "+s), &n)
		}
		return n
	}
	return missing(a, b) == 0 || missing(b, a) == 0
}

// undashed reports a definition in brackets that lacks its dash: «(далее Правила)».
func (p *passage) undashed(e *Edition) {
	for _, w := range p.lang.Prose().Definition {
		open := "(" + w + " "
		for at := 0; strings.Contains(p.lower[at:], open); {
			i := at + strings.Index(p.lower[at:], open)
			at = i + len(open)
			rest := p.s[at:]
			if end := strings.IndexByte(rest, ')'); end > 0 && isCapital(rest) && !strings.ContainsAny(rest[:end], "–—-:«\"") && len(strings.Fields(rest[:end])) <= 3 {
				e.found.Add(diag.DefinitionForm, p.pos(i), diag.Args{"term": rest[:end]})
			}
		}
	}
}
