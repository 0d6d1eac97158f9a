package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// tongueRule: no paragraph of a Kazakh or Russian text is left in the other
// language or in English, and none is Tatar, Kyrgyz or Ukrainian
// (language-mixed). Letters tell, with words where letters do not.
func tongueRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if t.Lang != "kk" && t.Lang != "ru" {
			continue
		}
		judged := 0
		alien := map[tongue]int{}
		told := make([]tongue, len(e.read[k]))
		for j := range e.read[k] {
			p := &e.read[k][j]
			if len(p.words) < fewestWords {
				continue
			}
			judged++
			told[j] = p.tongue(t.Lang)
			alien[told[j]]++
		}
		whole := own
		for _, g := range tongues {
			if n := alien[g]; judged >= 3 && n*2 > judged {
				whole = g
				warn(&e.found, diag.LanguageMixed, string(g)+"-text", e.read[k][0].start(), diag.Args{"language": t.Lang})
			}
		}
		for j, g := range told {
			if g != own && g != whole && !(whole != own && related(g, whole)) {
				p := &e.read[k][j]
				warn(&e.found, diag.LanguageMixed, string(g), p.start(), diag.Args{"language": t.Lang})
			}
		}
	}
}

// related: in a text in Tatar a short paragraph can pass for Kyrgyz.
func related(a, b tongue) bool {
	turkic := func(g tongue) bool { return g == tatar || g == kyrgyz || g == kazakh }
	return turkic(a) && turkic(b)
}

// start is where the passage begins.
func (p *passage) start() diag.Pos {
	if p.unit != nil {
		return p.unit.Pos
	}
	return p.pos(0)
}

// tongue is a language that a paragraph turns out to be in.
type tongue string

const (
	own       tongue = ""
	kazakh    tongue = "kk"
	russian   tongue = "ru"
	english   tongue = "en"
	tatar     tongue = "tatar"
	kyrgyz    tongue = "kyrgyz"
	ukrainian tongue = "ukrainian"
)

var tongues = []tongue{kazakh, russian, english, tatar, kyrgyz, ukrainian}

// fewestWords is how many words a paragraph needs to be judged.
const fewestWords = 5

// Words that no text of some length does without.
var (
	russianWords = map[string]bool{"и": true, "в": true, "на": true, "с": true, "по": true, "для": true, "не": true, "или": true,
		"от": true, "к": true, "при": true, "что": true, "о": true, "об": true, "за": true, "из": true, "до": true,
		"вы": true, "мы": true, "их": true, "его": true, "как": true, "это": true, "если": true, "быть": true}
	englishWords = map[string]bool{"the": true, "of": true, "to": true, "and": true, "in": true, "you": true, "for": true,
		"is": true, "or": true, "our": true, "we": true, "your": true, "that": true, "this": true, "are": true, "with": true, "by": true}
	ukrainianWords = map[string]bool{"і": true, "та": true, "що": true, "або": true, "від": true, "для": true, "які": true,
		"цей": true, "не": true, "в": true, "у": true, "ви": true, "ваші": true, "про": true, "з": true, "до": true}
)

// tongue judges a passage of a text in Kazakh or Russian.
func (p *passage) tongue(lang legal.Lang) tongue {
	var n struct{ cyrillic, latin, kazakh, common, tatar, ukrainian, i, letters int } // words with such letters
	ruWords, enWords, ukWords := 0, 0, 0
	at, quotes := 0, 0
	for _, w := range p.words {
		// What stands in «…» is a name.
		quotes, at = max(0, quotes+strings.Count(p.s[at:w.from], "«")-strings.Count(p.s[at:w.from], "»")), w.from
		if quotes > 0 {
			continue
		}
		if l := p.linked(w.from); l != nil && l.Auto {
			continue
		}
		s := p.small(w)
		n.letters += len([]rune(s))
		var q, common, t, u, i bool
		cyr := false
		for _, r := range s {
			switch r {
			case 'қ', 'ғ', 'ұ':
				q = true
			case 'ә', 'ң', 'ө', 'ү', 'һ':
				common = true
			case 'җ':
				t = true
			case 'ї', 'є', 'ґ':
				u = true
			case 'і':
				i = true
			}
			cyr = cyr || isCyrillic(r)
		}
		count(cyr, &n.cyrillic)
		count(!cyr, &n.latin)
		count(q, &n.kazakh)
		count(common, &n.common)
		count(t, &n.tatar)
		count(u, &n.ukrainian)
		count(i, &n.i)
		count(russianWords[s], &ruWords)
		count(englishWords[s], &enWords)
		count(ukrainianWords[s] && cyr, &ukWords)
	}
	total := n.cyrillic + n.latin
	turkic := n.kazakh + n.common + n.i
	switch {
	case total < fewestWords || n.letters < 25:
		return own
	case n.latin*5 > total*4 && enWords >= 2 && n.latin >= 8 && enWords*8 >= n.latin:
		return english
	case n.ukrainian > 0 && n.kazakh == 0 && n.i > 0 && ukWords > 0, n.ukrainian > 1 && n.kazakh == 0:
		return ukrainian
	case lang == "ru" && n.kazakh == 0 && n.i*5 > total && ukWords*10 > total:
		return ukrainian
	case n.kazakh == 0 && n.i == 0 && n.tatar+n.common >= 2 && (n.tatar+n.common)*8 > n.cyrillic && n.letters >= 40:
		if n.tatar == 0 && !strings.ContainsAny(p.lower, "әһ") {
			return kyrgyz
		}
		return tatar
	case lang == "ru" && turkic >= 3 && turkic*3 > n.cyrillic:
		return kazakh
	case lang == "kk" && turkic == 0 && n.cyrillic >= fewestWords && ruWords*10 > n.cyrillic && ruWords >= 1:
		return russian
	}
	return own
}

func count(yes bool, n *int) {
	if yes {
		*n++
	}
}
