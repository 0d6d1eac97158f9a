package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/script"
)

// typingRule: what hands mistype beside words. A space follows a comma (space-before.missing),
// a comma is no full stop (capital-after-comma), a clause begins with a capital
// (sentence-small.clause), a word is not cut by the hyphen of an old line end
// (word-misspelt.hyphen), words stand once (word-doubled.words, clause-twice.sentence), and
// the number of a page is no paragraph (page-number).
func typingRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if e.alien[k] || unreadable(t) {
			continue
		}
		capitals, begins := 0, 0
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.numbered() {
				begins++
				count(isCapital(p.s), &capitals)
			}
		}
		for j := range e.read[k] {
			p := &e.read[k][j]
			p.commas(e)
			p.doubledPhrases(e)
			p.brokenWords(e)
			p.highlights(e)
			if p.unit == nil {
				continue
			}
			p.doubledSentences(e)
			if p.unit.Kind == legal.Paragraph && len(p.s) <= 3 && p.s != "" && digitRun(p.s) == len(p.s) {
				e.found.Add(diag.PageNumber, p.unit.Pos, diag.Args{"number": p.s})
			}
			if r, _ := utf8.DecodeRuneInString(p.s); p.numbered() && begins > 5 && capitals*5 >= begins*4 && unicode.IsLower(r) {
				e.found.AddVariant(diag.SentenceSmall, "clause", p.pos(0), diag.Args{"word": p.of(p.words[0])})
			}
		}
	}
}

// numbered reports whether the passage is a clause with a number of several parts and
// words of its own.
func (p *passage) numbered() bool {
	return p.unit != nil && p.unit.Kind == legal.Clause && len(p.unit.Label.Path) > 1 && p.unit.Label.Form == legal.Decimal && len(p.words) > 2 && p.words[0].from == 0
}

// commas judges what follows a comma: a space, and no capital but a name's. A word that
// stands in small letters in the same clause is no name.
func (p *passage) commas(e *Edition) {
	for i := 1; i < len(p.words); i++ {
		a, b := p.words[i-1], p.words[i]
		gap := p.s[a.to:b.from]
		switch {
		case p.linked(b.from) != nil || p.quoted(b.from):
		case gap == "," && len(p.of(a)) > 4 && len(p.of(b)) > 4 && script.IsCyrillic(p.after(b.from)):
			warn(&e.found, diag.SpaceBefore, "missing", p.pos(a.to), diag.Args{"mark": ","})
		case gap == ", " && isCapital(p.of(b)) && p.hasSmall(p.small(b)) && p.small(a) == p.of(a) && !isAbbreviation(p.of(b)) && len(p.of(b)) > 8 && !p.defined(b) &&
			i+1 < len(p.words) && p.small(p.words[i+1]) == p.of(p.words[i+1]):
			e.found.Add(diag.CapitalAfterComma, p.pos(b.from), diag.Args{"word": p.of(b)})
		}
	}
}

// hasSmall reports whether a word stands in the passage in small letters.
func (p *passage) hasSmall(s string) bool {
	return slices.ContainsFunc(p.words, func(w word) bool { return p.of(w) == s })
}

// defined reports whether a word with a capital stands in the middle of a sentence
// elsewhere in the text, as a term does.
func (p *passage) defined(w word) bool {
	src, s := string(p.text.Source), p.of(w)
	return strings.Contains(src, "«"+s) || strings.Count(src, " "+s)-strings.Count(src, ". "+s) > 1
}

const mostPhrase = 4 // words of a phrase that is looked for twice

// doubledPhrases reports two to four words that stand twice with nothing between.
func (p *passage) doubledPhrases(e *Edition) {
	for n := 2; n <= mostPhrase; n++ {
		for i := 0; i+2*n <= len(p.words); i++ {
			a, b := p.words[i:i+n], p.words[i+n:i+2*n]
			first, again := p.lower[a[0].from:a[n-1].to], p.lower[b[0].from:b[n-1].to]
			if first == again && p.s[a[n-1].to:b[0].from] == " " && len(first) > 8 && !strings.ContainsAny(first, "0123456789|") && p.small(a[0]) != p.small(a[1]) && p.unit != nil {
				e.found.AddVariant(diag.WordDoubled, "words", p.pos(b[0].from), diag.Args{"word": p.s[b[0].from:b[n-1].to]})
				return
			}
		}
	}
}

// brokenWord is a word that was cut where a line ended: «законода- тельством».
var brokenWord = regex.Of(`(\p{Ll}{3,})- (\p{Ll}{3,})`)

func (p *passage) brokenWords(e *Edition) {
	if p.has&dash == 0 || p.unit == nil {
		return
	}
	for _, m := range brokenWord.FindAllStringSubmatchIndex(p.s, -1) {
		if !p.lang.Knows(p.lower[m[2]:m[3]] + p.lower[m[4]:m[5]]) { // «одно- и двухместный»
			continue
		}
		warn(&e.found, diag.WordMisspelt, "hyphen", p.pos(m[0]), diag.Args{"word": p.s[m[0]:m[1]], "right": p.s[m[2]:m[3]] + p.s[m[4]:m[5]]})
	}
}

// highlight is how some editors mark words: «==так==».
var highlight = regex.Of(`==[^=\s][^=]*==`)

func (p *passage) highlights(e *Edition) {
	if m := highlight.FindStringIndex(p.s); m != nil && p.unit != nil {
		e.found.AddVariant(diag.MarkShown, "", p.pos(m[0]), diag.Args{"mark": "=="})
	}
}

// doubledSentences reports a sentence that stands twice in a clause.
func (p *passage) doubledSentences(e *Edition) {
	seen := map[string]bool{}
	for at := 0; at < len(p.s); {
		from, to := p.sentence(at)
		s := strings.Trim(p.lower[from:to], " .\u00a0")
		if seen[s] && len(strings.Fields(s)) >= 4 {
			e.found.AddVariant(diag.ClauseTwice, "sentence", p.pos(to-len(strings.TrimLeft(p.s[from:to], " .\u00a0"))), diag.Args{"unit": naming.Of(p.text.Units, p.at)})
			return
		}
		seen[s] = true
		at = max(to+1, at+1)
	}
}
