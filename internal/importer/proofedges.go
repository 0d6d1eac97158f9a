package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// tellUnfinished reports the paragraphs that end without a stop although they are no
// headings, and the next line begins another: only its length parts the two.
func (r *proofreader) tellUnfinished() {
	paras, title := r.paras, r.title
	for i := title + 1; i+1 < len(paras) && i >= 0; i++ {
		p, q := paras[i], paras[i+1]
		if !plainProse(p) || !plainProse(q) || p.first.whole() || q.label.Form != legal.NoLabel || q.gap > 0 || !startsUpper(q.text) || isCaps(q.text) || isCaps(p.text) ||
			stopped(p.text, ".:;!?…,") || utf8.RuneCountInString(p.text) < fullText && !(p.label.Form != legal.NoLabel && unicode.IsDigit(firstRune(q.text))) || strings.Contains(q.text, "__") || strings.Contains(p.text, "__") ||
			r.signs.signed.MatchString(p.text) || r.signs.signed.MatchString(q.text) || r.signs.marks(q) || r.signs.marks(p) || r.signs.isActLine(p.text) || r.signs.place.MatchString(p.text) || r.wordedDate(p.text) || r.signs.isField(p.text) && !unicode.IsDigit(firstRune(q.text)) {
			continue
		}
		r.tell(diag.ImportBreak, "line", q.first, q, diag.Args{"words": excerpt(q.text)})
	}
}

// tellLists reports the first place at which a page that a browser printed may have had a
// list: the browser draws the bullets, and no text has them. Of other pages those dashes are lost that
// stand apart from their words, if the text was copied line by line.
func (r *proofreader) tellLists() {
	paras := r.paras
	copied := r.src.Paged && !slices.ContainsFunc(r.lines, func(l line) bool { return l.Indent > 0 })
	if !r.web && !copied || slices.ContainsFunc(paras, func(p *para) bool { return p.kind == item }) {
		return
	}
	part := func(i int) bool {
		return i < len(paras) && plainProse(paras[i]) && paras[i].label.Form == legal.NoLabel
	}
	for i := max(r.title+1, 1); i < len(paras); i++ {
		p := paras[i]
		below := stopped(paras[i-1].text, ":") && (startsLower(p.text) || stopped(p.text, ";"))
		inside := part(i+1) && p.first.Indent >= indentedList && paras[i+1].first.Indent == p.first.Indent
		if part(i) && (below && (r.web || part(i+1) && stopped(p.text, ";") && startsLower(paras[i+1].text)) || inside) {
			r.tell(diag.ImportPieces, "lists", p.first, p, diag.Args{"words": excerpt(p.text)})
			return
		}
	}
}

// indentedList is by how many columns the items of a list stand in on a printed page.
const indentedList = 4

// tellSubtitle reports the line below the title that is no sentence: it may be part of it.
func (r *proofreader) tellSubtitle() {
	paras, title := r.paras, r.title
	if title < 0 || title+2 >= len(paras) {
		return
	}
	at := title + 1
	if p := paras[at]; p.kind == prose && yearOf.MatchString(p.text) && at+2 < len(paras) && utf8.RuneCountInString(p.text) <= fullText {
		at++ // below its date
	}
	p, next := paras[at], paras[at+1]
	if fuller := p.first.whole() && p.level > 0 && p.label.Form == legal.NoLabel && strings.HasPrefix(strings.ToLower(p.text), strings.ToLower(paras[title].text)); fuller {
		r.tell(diag.ImportHeading, "subtitle", p.first, p, diag.Args{"words": excerpt(p.text)})
		return
	}
	if p.kind == prose && !startsLower(next.text) && !(isCaps(next.text) && stopped(next.text, ":")) && p.label.Form == legal.NoLabel && (p.level == 0 && !p.guessed || p.level > 0 && p.first.whole() && p.first.Heading == 0 && next.level > 0 && !isCaps(p.text) || p.guessed && (next.guessed || r.src.Paged && paras[title].first == &r.lines[0])) && !p.piece && headingLike(p.text) && utf8.RuneCountInString(p.text) <= longHeading &&
		!r.signs.marks(p) && !r.signs.place.MatchString(p.text) && !yearOf.MatchString(p.text) && !strings.Contains(p.text, "__") && !strings.Contains(p.text, ": ") && !r.signs.signed.MatchString(p.text) &&
		(!r.signs.isActLine(p.text) || r.src.Paged && paras[title].first == &r.lines[0]) && !r.signs.isApproval(p.text) && !r.signs.approvalBegins.MatchString(p.text) && p.first.group == 0 && !p.first.wide() {
		r.tell(diag.ImportHeading, "subtitle", p.first, p, diag.Args{"words": excerpt(p.text)})
	}
}

// plainProse reports whether p is words of a paragraph or a clause, and no heading.
func plainProse(p *para) bool {
	return p.kind == prose && p.level == 0 && !p.guessed && !p.piece && p.first.group == 0
}

// tellEdges reports what may be no part of the text: words above the title, and a last
// line that stands at the foot of the only page, so that no other page shows what it is.
func (r *proofreader) tellEdges() {
	paras, title := r.paras, r.title
	above := paras[:max(title, 0)]
	if r.src.Mail || slices.ContainsFunc(above, func(p *para) bool { return p.first.group == 0 && r.signs.toWriteOn(p.text) }) {
		above = nil // a form begins with who writes to whom, a mail with a greeting, told of all of it
	}
	told := -1 // of lines one below the other the first one is told
	for i, p := range above {
		if p.kind == prose && !r.signs.marks(p) && !r.signs.isApproval(p.text) && !r.signs.approvalBegins.MatchString(p.text) && !r.signs.isAct(p.text) &&
			!r.signs.place.MatchString(p.text) && !r.signs.form.MatchString(p.text) && p.first.group == 0 && (!p.first.whole() || r.src.Web) && !yearOf.MatchString(p.text) {
			if told < 0 || told < i-1 {
				r.tell(diag.ImportEdge, "above", p.first, p, diag.Args{"words": excerpt(p.text)})
			}
			told = i
		} else if told >= 0 && !p.first.whole() {
			told = i
		}
	}
	if n := len(paras) - 1; r.src.Web && n > 0 && paras[n].first.Linked && paras[n].first.List > 0 { // links to other pages below a heading
		for n > 0 && paras[n].first.Linked {
			n--
		}
		if p := paras[n]; p.level > 0 && n > title {
			r.tell(diag.ImportEdge, "links", p.first, p, diag.Args{"words": excerpt(p.text)})
		}
	}
	r.tellSite()
	if !r.src.Paged || len(paras) < 2 || slices.ContainsFunc(r.lines, func(l line) bool { return l.seam }) {
		return
	}
	p := paras[len(paras)-1]
	if p.kind == prose && p.lines == 1 && p.first == &r.lines[len(r.lines)-1] && p.label.Form == legal.NoLabel && headingLike(p.text) && !r.signs.signed.MatchString(p.text) && !(r.signs.isField(p.text) && (strings.Contains(p.text, ": ") || r.signs.isField(paras[len(paras)-2].text))) {
		r.tell(diag.ImportEdge, "below", p.first, p, diag.Args{"words": excerpt(p.text)})
	}
}

// midDotted is a line of parts with a raised dot between them and a figure in one: «02.03.2026 · 5 минут чтения»;
// counted is one that ends with a count in brackets: «Комментарии (2)».
var midDotted, counted = regex.Of(`[0-9][^·•]* [·•] \P{P}+$|^\P{P}+ [·•] .*[0-9]`), regex.Of(`^\p{Lu}\p{L}+ \([0-9]+\)$`)

// tellSite reports what a site writes around its texts: when one appeared and how long it takes to read, below
// the title; what others said of it, below the last heading.
func (r *proofreader) tellSite() {
	if !r.src.Web {
		return
	}
	for i := max(r.title, 0); i < min(r.title+soon, len(r.paras)); i++ {
		p := r.paras[i]
		if i == r.title || p.kind != prose || p.label.Form != legal.NoLabel {
			continue
		}
		about := i < r.title+2 && plainProse(p) && !stopped(p.text, ".:;") && midDotted.MatchString(p.text)
		menu := i > 0 && p.first.Linked && p.first.List == 0 && p.first.Heading == 0 && headingLike(p.text) && strings.Count(p.text, " ") >= fewLinks-1 && !strings.Contains(p.text, "@") && !stopped(r.paras[i-1].text, ":")
		if about || menu {
			r.tell(diag.ImportEdge, "site", p.first, p, diag.Args{"words": excerpt(p.text)})
		}
	}
	for i := len(r.paras) - 1; i > r.title; i-- {
		if p := r.paras[i]; p.level > 0 {
			if p.label.Form == legal.NoLabel && counted.MatchString(p.text) {
				r.tell(diag.ImportEdge, "site", p.first, p, diag.Args{"words": excerpt(p.text)})
			}
			return
		}
	}
}

// fewLinks is the least number of words of a line that is a menu.
const fewLinks = 3

// tellSentences reports what was left out as the head of pages although it may be a
// sentence of the text that stands on several of them, each once.
func (f *file) tellSentences() {
	seen := map[string]bool{}
	for _, x := range slices.Clone(f.found) {
		text, _ := x.Args["text"].(string)
		if x.Code != diag.ImportRunningHead || x.Variant != "" || seen[unfigured(text)] {
			continue
		}
		if seen[unfigured(text)] = true; (startsLower(text) || stopped(text, ".;:") && !f.signs.isClipped(text)) && strings.Count(text, " ") > 2 && utf8.RuneCountInString(text) > ofText {
			x.Finding = told(diag.ImportRunningHead, "doubted", x.Pos, diag.Args{"text": text}, 0, 0).Finding
			f.found = append(f.found, x)
		}
	}
}
