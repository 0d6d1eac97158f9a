package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// References in running text become links to the clause they name:
// «2.1-тармақта», «2.1 және 2.2-тармақтары», «5-баптың 1-тармағы», «пунктом 2.1»,
// «пп. 2.1 и 2.2», «пункт 1 статьи 5». A reference to another act is left alone:
// in Kazakh the act stands before the number, in the genitive and without «осы»
// («Заңның 8-бабы»), in Russian behind it («статьи 8 Закона»). When in doubt
// there is no link.

// linker finds the clauses that references name.
type linker struct {
	anchors map[target]string // empty where the number is not unique
	scopes  []string          // per unit: anchor of the article that its numbers belong to
}

// target names a clause by form and number; decimal numbers inside the scope of
// an article, where they begin anew.
type target struct {
	form          legal.Form
	scope, number string
}

// references links the references of all units.
func references(units []legal.Unit) {
	l := linker{map[target]string{}, make([]string, len(units))}
	for i := range units {
		u := &units[i]
		scope := ""
		if u.Parent >= 0 {
			scope = l.scopes[u.Parent]
		}
		if u.Label.Form != legal.NoLabel {
			key := target{u.Label.Form, "", u.Label.Decimal()}
			if key.form == legal.Decimal {
				key.scope = scope
			}
			anchor := u.Anchor
			if _, twice := l.anchors[key]; twice {
				anchor = ""
			}
			l.anchors[key] = anchor
		}
		if u.Label.Form == legal.Article || u.Label.Form == legal.Section {
			scope = u.Anchor
		}
		l.scopes[i] = scope
	}
	if len(l.anchors) == 0 {
		return
	}
	for i := range units {
		u := &units[i]
		if u.Verbatim || u.Kind == legal.Code || u.Kind == legal.Title {
			continue
		}
		u.Runs = l.link(u.Runs, l.scopes[i])
		for c := range u.Cells {
			u.Cells[c] = l.link(u.Cells[c], l.scopes[i])
		}
	}
}

// resolve returns the anchor of the clause that a word and a number name, in
// the article named beside it (an anchor) or else in that of the citing unit.
func (l *linker) resolve(forms []legal.Form, number, named, own string) string {
	for _, form := range forms {
		scopes := []string{""}
		if form == legal.Decimal && named != "" {
			scopes = []string{named}
		} else if form == legal.Decimal && own != "" {
			scopes = []string{own, ""}
		}
		for _, scope := range scopes {
			if a, ok := l.anchors[target{form, scope, number}]; ok {
				return a
			}
		}
	}
	return ""
}

// noun is a word of reference: what it can mean, and of how many it can speak.
type noun struct {
	word  string
	forms []legal.Form
	count count
}

type count uint8

const (
	one     count = iota // «пунктом 2.1, 3 дня»: no list follows
	either               // «п. 2.1 и 2.2», but not «п. 2.1, 3 дня»
	several              // «пункты 2.1, 2.2 и 2.3»
)

var (
	decimals = []legal.Form{legal.Decimal}
	articles = []legal.Form{legal.Article}
	chapters = []legal.Form{legal.Chapter, legal.Roman}
	parts    = []legal.Form{legal.Part, legal.Decimal}
)

// kkNouns are the beginnings of Kazakh words; the first that fits counts.
var kkNouns = []noun{
	{"тармақша", nil, one}, {"тармақтар", decimals, several}, {"тармақ", decimals, one}, {"тармағ", decimals, one},
	{"бапкер", nil, one}, {"баптар", articles, several}, {"бап", articles, one}, {"баб", articles, one},
	{"тараулар", chapters, several}, {"тарау", chapters, one},
	{"бөлімше", nil, one}, {"бөлімдер", parts, several}, {"бөлім", parts, one},
}

// ruNouns are the Russian words in all their cases.
var ruNouns = byWord([]noun{
	{"пункт пункта пункту пунктом пункте", decimals, one}, {"п.", decimals, either},
	{"пп. пункты пунктов пунктам пунктами пунктах", decimals, several},
	{"статья статье статью статьей статьёй", articles, one}, {"ст. статьи", articles, either},
	{"статей статьям статьями статьях", articles, several},
	{"глава главе главу главой", chapters, one}, {"главы", chapters, either},
	{"глав главам главами главах", chapters, several},
	{"раздел раздела разделу разделом разделе", parts, one},
	{"разделы разделов разделам разделами разделах", parts, several},
})

func byWord(nouns []noun) map[string]noun {
	m := map[string]noun{}
	for _, n := range nouns {
		for _, w := range strings.Fields(n.word) {
			m[w] = n
		}
	}
	return m
}

// figure is a number of running text with the noun beside it.
type figure struct {
	from, to   int // the number
	begin, end int // the number and its noun
	kk, ru     bool
	noun       noun
}

func (f *figure) bare() bool { return !f.kk && !f.ru }

// numberLen is the length of the number that s begins with: "2", "3-1", "4.2-1".
func numberLen(s string) int {
	n := digits(s)
	for n > 0 && n < len(s) && (s[n] == '.' || s[n] == '-') {
		more := digits(s[n+1:])
		if more == 0 {
			break
		}
		n += 1 + more
	}
	return n
}

// digits counts the digits that s begins with, up to three, the first not 0.
func digits(s string) (n int) {
	for n < min(3, len(s)) && '0' <= s[n] && s[n] <= '9' && s[0] != '0' {
		n++
	}
	return n
}

// figures finds the numbers of a text that could be those of clauses.
func figures(text string) (found []figure) {
	for at := 0; at < len(text); {
		if text[at] < '0' || text[at] > '9' {
			at++
			continue
		}
		from, n := at, numberLen(text[at:])
		at += max(n, 1)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[at:])
		if n == 0 || isWord(after) || after == '/' || isWord(before) || strings.ContainsRune("-./", before) {
			for at < len(text) && '0' <= text[at] && text[at] <= '9' {
				at++
			}
			continue
		}
		f := figure{from: from, to: at, begin: from, end: at}
		if after == '-' {
			f.kazakh(text)
		} else {
			f.russian(text)
		}
		found = append(found, f)
	}
	return found
}

const maxNoun = 60 // bytes in which a noun must end: Kazakh has long endings

// kazakh finds the noun behind the number: «2.1-тармағында».
func (f *figure) kazakh(text string) {
	word := text[f.to+1 : min(len(text), f.to+1+maxNoun)]
	if i := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		word = word[:i]
	}
	for _, n := range kkNouns {
		if strings.HasPrefix(strings.ToLower(word), n.word) {
			f.kk, f.noun, f.end = true, n, f.to+1+len(word)
			return
		}
	}
}

// russian finds the noun before the number: «пунктом 2.1», «ст. 5».
func (f *figure) russian(text string) {
	word := text[max(0, f.from-maxNoun):f.from]
	trimmed := trimSpace(word)
	if trimmed == word {
		return
	}
	space := len(word) - len(trimmed)
	dot := strings.HasSuffix(trimmed, ".")
	i := strings.LastIndexFunc(strings.TrimSuffix(trimmed, "."), func(r rune) bool { return !unicode.IsLetter(r) })
	word = trimmed
	if i >= 0 {
		_, size := utf8.DecodeRuneInString(trimmed[i:])
		word = trimmed[i+size:]
	}
	begin := f.from - space - len(word)
	n, ok := ruNouns[strings.ToLower(word)]
	if !ok || strings.ContainsAny(text[max(0, begin-1):begin], "-.") || dot && strings.HasSuffix(text[:begin], "т. ") {
		return
	}
	f.ru, f.noun, f.begin = true, n, begin
}

// trimSpace drops one space or no-break space at the end.
func trimSpace(s string) string {
	if t, ok := strings.CutSuffix(s, "\u00a0"); ok {
		return t
	}
	return strings.TrimSuffix(s, " ")
}

// joins reports whether the words between two numbers join them to a list.
func (c count) joins(between string) bool {
	if len(between) > 20 {
		return false
	}
	switch strings.Trim(strings.TrimPrefix(between, "-"), " \u00a0") {
	case ",":
		return c == several
	case "және", "мен", "немесе", "и", "или", "–", "—":
		return c != one
	}
	return false
}

// span is a half-open range of bytes of a block's text, and where it links to.
type span struct {
	from, to int
	anchor   string
}

// spans finds the references of a text; own is the article around it.
func (l *linker) spans(text, own string) (spans []span) {
	figs := figures(text)
	for i, f := range figs {
		first, last, named, foreign := i, i, "", false
		switch {
		case f.kk:
			for first > 0 && figs[first-1].bare() && f.list(figs[first-1], text[figs[first-1].to:figs[first].from], text) {
				first--
			}
			named, foreign = l.kkContext(text, figs[:first+1])
		case f.ru:
			for last+1 < len(figs) && figs[last+1].bare() && f.list(figs[last+1], text[figs[last].to:figs[last+1].from], text) {
				last++
			}
			named, foreign = l.ruContext(text, figs[last:])
		}
		if f.bare() || foreign {
			continue
		}
		for j, g := range figs[first : last+1] {
			if a := l.resolve(f.noun.forms, text[g.from:g.to], named, own); a != "" {
				if first+j == i {
					g = f
				}
				spans = append(spans, span{g.begin, g.end, a})
			}
		}
	}
	return spans
}

// list reports whether the number g belongs to a list with f: the words between
// them join it, and it has as many parts.
func (f *figure) list(g figure, between, text string) bool {
	return f.noun.count.joins(between) && strings.Count(text[f.from:f.to], ".") == strings.Count(text[g.from:g.to], ".")
}

// maxChain bounds how far a context is followed over references that hang together.
const maxChain = 16

// kkContext reads what stands before a Kazakh reference, the last of figs: the
// article it is in («5-баптың 1-тармағы») and whether it is another act's.
func (l *linker) kkContext(text string, figs []figure) (named string, foreign bool) {
	i := len(figs) - 1
	for n := 0; i > 0; i-- {
		between := text[figs[i-1].end:figs[i].begin]
		if n++; n > maxChain {
			return "", true
		}
		if figs[i-1].kk && between != "" && trimSpace(between) == "" {
			named = l.article(named, text, figs[i-1])
		} else if !several.joins(between) {
			break
		}
	}
	return named, kkForeign(text[:figs[i].begin])
}

// ruContext reads what stands behind a Russian reference, the first of figs:
// the article it is in («пункт 1 статьи 5») and whether it is another act's.
func (l *linker) ruContext(text string, figs []figure) (named string, foreign bool) {
	i := 0
	for ; i+1 < len(figs); i++ {
		between := text[figs[i].end:figs[i+1].begin]
		if i > maxChain {
			return "", true
		}
		if figs[i+1].ru && between != "" && trimSpace(between) == "" {
			named = l.article(named, text, figs[i+1])
		} else if !several.joins(between) {
			break
		}
	}
	return named, ruForeign(text[figs[i].end:])
}

// article returns the anchor of the article that f names; one that is not in
// the text has an anchor that nothing has.
func (l *linker) article(named, text string, f figure) string {
	if named != "" || len(f.noun.forms) == 0 || f.noun.forms[0] != legal.Article {
		return named
	}
	if a := l.anchors[target{legal.Article, "", text[f.from:f.to]}]; a != "" {
		return a
	}
	return "?"
}

// link links the references in the runs of one block.
func (l *linker) link(runs []legal.Run, own string) []legal.Run {
	var text string
	if len(runs) == 1 {
		text = runs[0].Text
	} else {
		var b strings.Builder
		for _, r := range runs {
			b.WriteString(r.Text)
		}
		text = b.String()
	}
	spans := free(l.spans(text, own), runs)
	if len(spans) == 0 {
		return runs
	}
	var out []legal.Run
	put := func(r legal.Run, text string, link *legal.Link) {
		if text != "" {
			out = append(out, legal.Run{Text: text, Style: r.Style, Link: link})
		}
	}
	link := &legal.Link{Kind: legal.LinkClause, Anchor: spans[0].anchor}
	at := 0
	for _, r := range runs {
		done, end := at, at+len(r.Text)
		for len(spans) > 0 && spans[0].from < end {
			from, to := max(spans[0].from, at), min(spans[0].to, end)
			put(r, r.Text[done-at:from-at], r.Link)
			put(r, r.Text[from-at:to-at], link)
			done = to
			if spans[0].to > end {
				break // the link goes on in the next run
			}
			if spans = spans[1:]; len(spans) > 0 {
				link = &legal.Link{Kind: legal.LinkClause, Anchor: spans[0].anchor}
			}
		}
		put(r, r.Text[done-at:], r.Link)
		at = end
	}
	return out
}

// free sorts the spans and drops those that overlap one before, a link or code.
func free(spans []span, runs []legal.Run) []span {
	slices.SortStableFunc(spans, func(a, b span) int { return a.from - b.from })
	out := spans[:0]
	r, at, end := 0, 0, 0
	for _, s := range spans {
		for r < len(runs) && at+len(runs[r].Text) <= s.from {
			at += len(runs[r].Text)
			r++
		}
		ok := s.from >= end
		for i, from := r, at; i < len(runs) && from < s.to; i++ {
			ok = ok && runs[i].Link == nil && runs[i].Style&legal.CodeSpan == 0
			from += len(runs[i].Text)
		}
		if ok {
			out, end = append(out, s), s.to
		}
	}
	return out
}

// anchors checks the links into the text itself.
func (w *walker) anchors() {
	var known map[string]bool
	check := func(runs []legal.Run) {
		for i, r := range runs {
			if r.Link == nil || r.Link.Kind != legal.LinkAnchor || i > 0 && runs[i-1].Link == r.Link {
				continue
			}
			if known == nil {
				known = map[string]bool{}
				for _, u := range w.units {
					known[u.Anchor] = true
				}
			}
			if r.Link.Anchor == "" || !known[r.Link.Anchor] {
				w.found.Add(diag.AnchorMissing, r.Link.Pos, diag.Args{"anchor": r.Link.Anchor})
			}
		}
	}
	for _, u := range w.units {
		check(u.Runs)
		for _, c := range u.Cells {
			check(c)
		}
	}
}
