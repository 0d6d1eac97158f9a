package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// Headings that nothing marks, for a text that was copied has lost its bold type, and
// tables that came apart.

// longHeading is the most characters of a heading without a number.
const longHeading = 120

// plainHeadings finds the lines without a number that head what follows: short, no
// sentences, above one or above another heading that is, and below the end of one. Each
// gets its level, and guessed is set; a single one may be a sentence without its full
// stop, and gets no level. A Word file or a page that marks its headings marks them all.
func (s *signs) plainHeadings(paras []*para, title int) {
	if slices.ContainsFunc(paras[title+1:], func(p *para) bool {
		return p.first.whole() && p.level > 0 && p.label.Form == legal.NoLabel || p.first.Heading > 1
	}) {
		return
	}
	var all []*para
	anew, colons := beginAnew(paras), s.colonHeads(paras, title)
	heads := func(i int) bool {
		return i < len(paras) && paras[i].level == 0 && (sentence(paras[i]) || begins(paras, i) || !organization.MatchString(paras[i-1].text) && s.address(paras, i))
	}
	for i := len(paras) - 1; i > title; i-- {
		p := paras[i]
		if colons[i] {
			p.level, p.guessed = 2, true
			all = append(all, p)
			continue
		}
		if p.level != 0 || p.piece || !s.canHead(p) && !(anew && s.headsAnew(paras, i)) || i-1 > title && !s.ends(paras[i-1]) && !(i-2 == title && yearOf.MatchString(paras[i-1].text)) {
			continue
		}
		if heads(i+1) || i+1 < len(paras) && paras[i+1].guessed && heads(i+2) {
			p.level, p.guessed = 2, true
			all = append(all, p)
		}
	}
	for i := range paras[:max(len(paras)-1, 0)] {
		if paras[i].guessed && paras[i+1].guessed {
			paras[i+1].level = 3
		}
	}
	if len(all) == 1 {
		all[0].level = 0
		if next := slices.Index(paras, all[0]) + 1; next < len(paras) && paras[next].kind == table {
			all[0].guessed = false // the table's name
		}
	}
}

// beginAnew reports whether the numbers of one part begin anew in a text.
func beginAnew(paras []*para) bool {
	n := 0
	for _, p := range paras {
		if p.kind == prose && p.label.Form == legal.Decimal && len(p.label.Path) == 1 && p.label.First() {
			n++
		}
	}
	return n > 1
}

// headsAnew reports whether paragraph i ends with a colon, or is a few words with a full
// stop, above a first number: a heading where numbers begin anew. One word in capitals is what an order ends its preamble with.
func (s *signs) headsAnew(paras []*para, i int) bool {
	if i+1 == len(paras) || paras[i+1].label.Form != legal.Decimal || strings.Contains(paras[i+1].text, "__") || len(paras[i+1].label.Path) != 1 || !paras[i+1].label.First() {
		return false
	}
	p := *paras[i]
	if p.text = strings.TrimSuffix(p.text, ":"); p.text == paras[i].text && strings.Count(p.text, " ") < 3 {
		p.text = strings.TrimSuffix(p.text, ".")
	}
	return p.text != paras[i].text && !s.isEnacting(paras[i].text) && utf8.RuneCountInString(p.text) <= colonHeading && s.canHead(&p)
}

// colonHeading is the most characters of a heading without a number that ends with a colon.
const colonHeading = 60

// canHead reports whether a paragraph has the form of a heading without a number.
func (s *signs) canHead(p *para) bool {
	return p.kind == prose && p.label.Form == legal.NoLabel && p.odd == nil && !s.marks(p) &&
		(headingLike(p.text) || strings.HasSuffix(p.text, "?")) && unicode.IsUpper(opening(p.text)) &&
		utf8.RuneCountInString(p.text) <= longHeading && !strings.ContainsAny(p.text, "_@\n|0123456789") && !strings.Contains(p.text, "://") &&
		!s.signature(p.text) && !s.signed.MatchString(p.text) && !s.place.MatchString(p.text) &&
		!s.approvalBegins.MatchString(p.text) && !s.isActLine(p.text) && !s.remark.MatchString(p.text) && !p.first.wide()
}

// fewColons is the least number of headings with a colon that show that the lines of a text which end so
// are its headings.
const fewColons = 3

// colonHeads finds the headings of a text without numbers that end with a colon.
func (s *signs) colonHeads(paras []*para, title int) map[int]bool {
	if found := s.colonLines(paras, title); len(found) >= fewColons {
		return found
	}
	return nil
}

// colonLines finds the lines of a text without numbers that may be such headings: they are short and stand
// above a sentence that begins with a capital letter.
func (s *signs) colonLines(paras []*para, title int) map[int]bool {
	found := map[int]bool{}
	for i := max(title+1, 1); i < len(paras); i++ {
		if paras[i].label.Form != legal.NoLabel || paras[i].odd != nil {
			return nil
		}
		p := *paras[i]
		p.text = strings.TrimSuffix(p.text, ":")
		if p.text == paras[i].text || i+1 == len(paras) || p.level != 0 || utf8.RuneCountInString(p.text) > colonHeading || !s.canHead(&p) || i-1 != title && !s.ends(paras[i-1]) {
			continue
		}
		if next := paras[i+1]; next.kind == prose && startsUpper(next.text) && stopped(next.text, ".!…") && strings.Count(next.text, " ") > 2 && !strings.Contains(next.text, "__") {
			found[i] = true
		}
	}
	return found
}

// address reports whether an address begins at paragraph i: three fields in a row at least, be it below
// the name of whose it is.
func (s *signs) address(paras []*para, i int) bool {
	if organization.MatchString(paras[i].text) {
		i++
	}
	end := i
	for end < len(paras) && plainProse(paras[end]) && paras[end].label.Form == legal.NoLabel && s.isField(paras[end].text) && !strings.Contains(paras[end].text, "__") {
		end++
	}
	return end-i >= 3
}

// ends reports whether a heading may follow a paragraph.
func (s *signs) ends(p *para) bool {
	return p.kind != prose || p.level > 0 || stopped(p.text, ".:;!?…") || sentence(p) || s.canHead(p)
}

// sentence reports whether a paragraph is one or more sentences.
func sentence(p *para) bool {
	return p.kind == prose && (stopped(p.text, ".:;!?…") || sentenceAhead(p.text)) && startsUpper(p.text) && utf8.RuneCountInString(p.text) > fullText
}

// sentenceAhead reports whether a paragraph without a full stop has a sentence before its last words: «Откройте
// настройки. Подробнее: https://…».
func sentenceAhead(s string) bool {
	m := innerEnd.FindStringIndex(s)
	return m != nil && webAddress.MatchString(s[strings.LastIndexByte(s, ' ')+1:])
}

// begins reports whether paragraph i begins what a heading may stand above: a table, a list,
// its first words, or numbers that begin anew.
func begins(paras []*para, i int) bool {
	p := paras[i]
	if p.kind != prose {
		return p.kind == item || p.kind == table
	}
	if p.label.Form == legal.NoLabel {
		return stopped(p.text, ":") && startsUpper(p.text) && !isCaps(p.text) && i+1 < len(paras) && (paras[i+1].kind == item || startsLower(paras[i+1].text) && stopped(paras[i+1].text, ";") || paras[i+1].label.Form == legal.Paren && paras[i+1].label.First())
	}
	return p.label.Form == legal.Decimal && len(p.label.Path) == 1 && p.label.First()
}

// fewPieces is the least number of pieces in a row that have a finding, and fewRows if all
// but the first begin or end with a figure.
const fewPieces, fewRows = 4, 3

// pieces marks what came apart, such as the cells of a table or of columns that a
// program wrote below each other: many paragraphs in a row that are short and no
// sentences. It calls tell with the first one of each row.
func (s *signs) pieces(paras []*para, title int, tell func(*para)) {
	for i := title + 1; i < len(paras); i++ {
		end := i
		for end < len(paras) && s.isPiece(paras[end]) {
			end++
		}
		if end-i >= fewPieces && !s.areFields(paras[i:end]) || end-i >= fewRows && s.areRows(paras[i+1:end]) {
			for _, p := range paras[i:end] {
				p.piece = true
			}
			tell(paras[i])
		}
		i = max(i, end-1)
	}
}

// rowFigures is a line that begins with a number of its own, or ends with one that is no
// telephone's and no account's: "1 Шахматы среда", «Лифт 350».
var rowFigures = regex.Of(`^[0-9]{1,3}[. ] ?\p{L}|[ \x{00a0}][0-9]{1,3}(?:[.,][0-9]+)?(?: ?(?:\p{L}{2,5}\.?|%))?$`)

// measured is a line that ends with how many of something there are: «24 шт.».
var measured = regex.Of(`^[^:]*[0-9] \p{Ll}{1,4}\.$`)

// areFields reports whether nearly all of the paragraphs are fields of one address: none
// stands twice, as in two addresses that stood side by side.
func (s *signs) areFields(paras []*para) bool {
	others, names := 0, map[string]bool{}
	for _, p := range paras {
		name := firstField(p.text)
		if strings.Contains(p.text, "__") {
			return false // who signs
		}
		if !s.isField(p.text) {
			others++
		} else if names[name] {
			return false
		}
		names[name] = true
	}
	return others <= 2 && len(paras)-others >= 3
}

// areRows reports whether paragraphs are rows of a table whose cells no wide gap parts.
func (s *signs) areRows(paras []*para) bool {
	return !slices.ContainsFunc(paras, func(p *para) bool {
		return !rowFigures.MatchString(p.text) || s.place.MatchString(p.text) || strings.ContainsAny(p.text, "№_@")
	})
}

// boxSigns are the boxes of forms.
const boxSigns = "☐☑☒□❏❑"

// box is a line to tick: «☐ по телефону».
var box = regex.Of(`^[` + boxSigns + `] ?\p{L}`)

// valueNamed is a line of words and what they are of this text, as minutes begin: «Секретарь: Н. Дулат».
var valueNamed = regex.Of(`^\p{Lu}\p{L}*(?: \p{L}+){0,3}: (?:\p{Lu}|[0-9]{1,3} \p{Ll})`)

func (s *signs) isPiece(p *para) bool {
	return !box.MatchString(p.text) && !(valueNamed.MatchString(p.text) && !s.isField(p.text)) && p.kind == prose && p.label.Form == legal.NoLabel && p.level == 0 && p.first.Heading == 0 && !s.marks(p) &&
		(!stopped(p.text, ".:;!?…,") || initial.MatchString(p.text) || measured.MatchString(p.text)) && !sentenceAhead(p.text) && utf8.RuneCountInString(p.text) <= longHeading
}

// numberedHeadings reports whether the numbers of one part head sections of paragraphs
// without numbers: nearly each has the form of a heading, and most stand above a sentence or a list. One that ends
// with a colon above a list begins a sentence.
func numberedHeadings(paras []*para) bool {
	n, above, other := 0, 0, 0
	for i, p := range paras {
		if p.kind != prose || p.label.Form != legal.Decimal || len(p.label.Path) != 1 {
			continue
		}
		n++
		opens := stopped(p.text, ":") && i+1 < len(paras) && paras[i+1].kind == item
		if opens || !headsNumber(p.text) || stopped(p.text, ".") || utf8.RuneCountInString(p.text) > longHeading {
			other++
			continue
		}
		if i+1 == len(paras) || paras[i+1].label.Form == legal.Decimal && !p.opens(paras, i) {
			return false
		}
		if sentence(paras[i+1]) || begins(paras, i+1) {
			above++
		}
	}
	return n > 1 && above*3 >= n*2 && other*8 <= n
}
