package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

var groupStart = regex.Of(`^[\p{Lu}№«0-9]`)

// isMarker reports whether s is the heading line of an annex.
func (s *signs) isMarker(line string) bool {
	if len(line) > 700 || startsLower(line) || stopped(line, ".,;:!?…") && !s.endsDated(line) {
		return false
	}
	return s.speaksOfAnnex(line) && s.annexHead.MatchString(line)
}

// speaksOfAnnex reports whether a line has the word for an annex.
func (s *signs) speaksOfAnnex(line string) bool {
	small := strings.ToLower(line) // regular expressions take longer
	return slices.ContainsFunc(s.annexWords, func(w string) bool { return strings.Contains(small, w) })
}

// marks reports whether a paragraph is the head of an annex.
func (s *signs) marks(p *para) bool {
	return p.kind == head || p.kind == prose && !p.quoted && p.label.Form == legal.NoLabel && p.odd == nil && s.isMarker(p.text)
}

// splitTitled parts «Приложение № 1 – Форма согласия» into the annex's head and title.
func (s *signs) splitTitled(paras []*para) []*para {
	var out []*para
	for i, p := range paras {
		m := s.annexTitle.FindStringSubmatchIndex(p.text)
		if m == nil || !startsUpper(p.text) || p.kind != prose || p.label.Form != legal.NoLabel || i+1 == len(paras) || !headingLike(p.text) || len(p.runs) != 1 {
			out = append(out, p)
			continue
		}
		first, title := *p, *p
		first.text, title.text = p.text[m[2]:m[3]], p.text[m[4]:m[5]]
		first.runs, title.runs = plainRuns(first.text), plainRuns(title.text)
		first.kind = head
		title.gap = 1
		out = append(out, &first, &title)
	}
	return out
}

// divide parts the paragraphs of a file into its document and the annexes.
func (s *signs) divide(paras []*para) [][]*para {
	var parts [][]*para
	start := 0
	for i := 1; i+1 < len(paras); i++ {
		if (!s.marks(paras[i]) || s.marks(paras[i+1])) && !approves(paras[start:], i-start) {
			continue
		}
		if i-start < 2 && !(i-start == 1 && !s.marks(paras[start])) {
			continue
		}
		parts = append(parts, paras[start:i])
		start = i
	}
	return append(parts, paras[start:])
}

// approves reports whether paragraph i names the act that approved what follows, below
// the act itself: an order and the rules that it approves stand in one file.
func approves(paras []*para, i int) bool {
	if paras[i].kind != assent || !headingLike(paras[i+1].text) || paras[i+1].label.Form != legal.NoLabel {
		return false
	}
	numbers := 0
	for _, p := range paras[:i] {
		if p.label.Form != legal.NoLabel {
			numbers++
		}
	}
	return numbers > 0
}

// soon is within how many paragraphs a title stands.
const soon = 9

// titleIndex finds the title of a document: a paragraph that its source calls so;
// «Об утверждении …» below a bare ПРИКАЗ; what stands in capitals; what names a
// kind of document; else the first that can be one, behind annex heads, approvals, places and dates. -1
// if there is none.
func (s *signs) titleIndex(paras []*para) int {
	can := s.candidates(paras)
	if len(can) == 0 {
		for i, p := range paras[:min(len(paras), 1)] {
			if s.marks(p) && headingLike(p.text) && len(paras) > 1 {
				return i
			}
		}
		return -1
	}
	for _, i := range can {
		if paras[i].first.Title {
			return i
		}
	}
	for _, i := range can {
		if p := paras[i]; p.first.Heading == 1 && only(paras, 1) && s.kindOf(p.text) != "" && !startsLower(p.text) {
			return i
		}
	}
	if slices.ContainsFunc(can, func(i int) bool { return s.isAct(paras[i].text) }) {
		for _, i := range can {
			if s.subject.MatchString(paras[i].text) {
				return i
			}
		}
	}
	kinds := slices.ContainsFunc(can, func(i int) bool { return s.kindOf(paras[i].text) != "" && !startsLower(paras[i].text) })
	for _, i := range can {
		if kinds && named.MatchString(paras[i].text) && s.kindOf(paras[i].text) == "" {
			continue // whose the document is
		}
		if (paras[i].caps() || beginsCaps(paras[i].text) || isCaps(remarkBelow.ReplaceAllString(paras[i].text, ""))) && !s.isActLine(paras[i].text) {
			return s.kindAbove(paras, can, i)
		}
	}
	for _, i := range can {
		if s.kindOf(paras[i].text) != "" && !startsLower(paras[i].text) {
			return i
		}
	}
	for _, i := range can {
		if paras[i].first.Heading == 1 && only(paras, 1) {
			return i
		}
	}
	return can[0]
}

// kindAbove is the first of the candidates above a line in capitals that names a kind of document
// although the line names none: the line is the heading below the title. Else it is the line.
func (s *signs) kindAbove(paras []*para, can []int, i int) int {
	if s.kindOf(paras[i].text) != "" {
		return i
	}
	for _, k := range can {
		if k < i && s.kindOf(paras[k].text) != "" && startsUpper(paras[k].text) && !named.MatchString(paras[k].text) {
			return k
		}
	}
	return i
}

// remarkBelow is what stands in brackets below a title: «(публичная форма)».
var remarkBelow = regex.Of(` \(\p{Ll}[^()]*\)$`)

// capsFirst is a title whose first words are in capitals: «ИСКОВОЕ ЗАЯВЛЕНИЕ о возмещении».
var capsFirst = regex.Of(`^((?:\p{Lu}{2,} )*\p{Lu}{2,}) \p{Ll}`)

// beginsCaps reports whether s is such a title.
func beginsCaps(s string) bool {
	m := capsFirst.FindStringSubmatch(s)
	return m != nil && isCaps(m[1])
}

// candidates are the paragraphs at the beginning of a document that can be its title.
func (s *signs) candidates(paras []*para) (can []int) {
	approved := false // the lines of a block that begins with who approved the text
	form := false     // below lines to write on, such as those of who asks whom
	for i, p := range paras[:min(len(paras), soon)] {
		if p.kind == table && i == 0 { // offices that sign, side by side
			continue
		}
		if p.kind == table || p.kind == item || p.kind == note || p.label.Form != legal.NoLabel || p.odd != nil {
			break
		}
		if s.marks(p) || p.kind == assent || s.approvalBegins.MatchString(p.text) || s.form.MatchString(p.text) || s.place.MatchString(p.text) || p.first.wide() && !p.first.whole() {
			approved = s.approvalBegins.MatchString(p.text)
			continue
		}
		if approved = approved && p.gap == 0 && !p.first.whole(); approved && !p.caps() && s.kindOf(p.text) == "" {
			continue
		}
		if s.toWriteOn(p.text) && s.kindOf(p.text) == "" && !slices.ContainsFunc(can, func(k int) bool { return paras[k].caps() || s.kindOf(paras[k].text) != "" }) {
			form = true
			if n := len(can) - 1; n >= 0 && can[n] == i-1 && p.gap == 0 && !p.first.whole() {
				can = can[:n] // to whom it is written
			}
			continue
		}
		if form && !s.loneTitle(paras, i) && !p.caps() && !(p.first.Centered && !p.first.Right && (beginsCaps(oneLine(p.text)) || s.kindOf(p.text) != "")) || initial.MatchString(p.text) && s.signed.MatchString(p.text) {
			continue
		}
		if !headingLike(p.text) || strings.ContainsAny(p.text[:1], "_([") {
			if len(can) > 0 || utf8.RuneCountInString(p.text) > 120 {
				break
			}
			continue
		}
		if len(can) == 0 && startsLower(p.text) && !p.caps() {
			continue
		}
		can = append(can, i)
	}
	return can
}

// only reports whether one paragraph alone is a heading of a level by its style.
func only(paras []*para, level int) bool {
	n := 0
	for _, p := range paras {
		if p.first.Heading == level {
			n++
		}
	}
	return n == 1
}

// organization is a line that says whose the document above it is: «ТОО «Оператор»».
var organization = regex.Of(`^\p{Lu}{2,}(?: \p{L}+){0,3} [«"][^«»]{2,80}»?[»"]$|^[«"][^«»]{2,80}»?[»"] \p{Lu}{2,}$`)

// named is a line of words and a name in quotes: «ДОМ КУЛЬТУРЫ «ДОСТЫҚ»».
var named = regex.Of(`^\p{Lu}\p{L}+(?: \p{L}+){0,5} [«"][^«»]{2,80}»?[»"]$|^[«"][^«»]{2,80}»?[»"](?: \p{Lu}+){1,4}$`)

// called is a name in quotes alone, such as the last line of a title.
var called = regex.Of(`^[«"][^«»"]{2,80}»?[»"]$`)

// sameTitle reports whether two paragraphs make one title, none of them a sentence,
// a place, or words about an act.
func (s *signs) sameTitle(a, b *para) bool {
	if !s.titleWords(a) || !s.titleWords(b) {
		return false
	}
	figures := "0123456789_"
	if startsLower(b.text) && strings.Contains(b.text, " ") && !yearOf.MatchString(b.text) {
		figures = "_"
	}
	if startsUpper(b.text) && remarkBelow.MatchString(a.text) {
		return false
	}
	if strings.HasPrefix(b.text, "№") || strings.ContainsAny(b.text, figures) || b.gap > 1 || a.first.whole() != b.first.whole() {
		return false
	}
	if named.MatchString(a.text) && s.kindOf(a.text) == "" && s.kindOf(b.text) != "" && startsUpper(b.text) {
		return false // whose the document is, and its title
	}
	if (startsLower(b.text) || (a.caps() || beginsCaps(a.text)) && organization.MatchString(b.text)) && !a.first.Title && (b.first.Heading == a.first.Heading || b.first.Heading > 0) {
		return true
	}
	if called.MatchString(b.text) && !strings.HasSuffix(a.text, "»") && !strings.HasSuffix(a.text, `"`) && !a.first.Title && !a.first.whole() {
		return true // whose it is: «УСТАВ / товарищества / «Жасыл»»
	}
	return b.gap == 0 && !a.first.whole() && a.caps() != b.caps() && !strings.ContainsAny(a.text, "0123456789_")
}

func (s *signs) isActLine(line string) bool {
	line = strings.TrimSuffix(s.unregistered(line), ".") // as sites write the line below a title
	return s.act.MatchString(line) || isCaps(line) && s.owned.MatchString(line)
}

// registered is the number of an act with a sentence about it behind: «… № 44. Зарегистрирован в …».
var registered = regex.Of(`(№ ?[0-9][\p{L}0-9/-]*(?: \p{L}+)?)\. \p{Lu}.*$`)

// unregistered is a line without such a sentence.
func (s *signs) unregistered(line string) string {
	if !strings.Contains(line, "№") || !strings.Contains(line, ". ") { // regular expressions take longer
		return line
	}
	return registered.ReplaceAllString(line, "$1")
}

// isAct reports whether a line beside a title that says what an act is about names the act,
// be it in small letters: «Қазақстан Республикасының Заңы».
func (s *signs) isAct(line string) bool {
	return s.isActLine(line) || s.owned.MatchString(s.unregistered(line))
}

// kindOf is the kind that a title names; empty if it names none.
func (s *signs) kindOf(title string) legal.Kind {
	best, at := legal.Kind(""), len(title)+1
	for _, k := range s.kinds {
		if m := k.words.FindStringIndex(title); m != nil && (m[0] < at || k.kind == legal.Consent) {
			best, at = k.kind, m[0]
			if k.kind == legal.Consent {
				break
			}
		}
	}
	return best
}

// kindOfText is the kind that a text has by its title. An order about something
// is of none of the kinds, whatever it approves; a law is rules.
func (s *signs) kindOfText(paras []*para, title string) legal.Kind {
	if s.subject.MatchString(title) {
		for _, p := range paras[:min(len(paras), soon)] {
			switch {
			case p.label.Form != legal.NoLabel || !s.isAct(p.text):
			case s.law.MatchString(p.text):
				return legal.Rules
			default:
				return ""
			}
		}
	}
	return s.kindOf(title)
}

// structure gives headings their levels. title is the index of the title, or -1; apart
// is called with the first paragraph of what came apart.
func (s *signs) structure(paras []*para, title int, apart func(*para)) {
	opens := map[int]int{} // by count of parts: numbers whose first child follows; by 0: articles with a title
	for i, p := range paras {
		switch {
		case !headingLike(p.text):
		case p.label.Form == legal.Article || p.label.Form == legal.Section:
			opens[0]++
		case p.opens(paras, i):
			opens[len(p.label.Path)]++
		}
	}
	layer, numbered := sections(paras), numberedHeadings(paras)
	for i, p := range paras {
		if i < title && p.label.Form == legal.NoLabel && p.first.Heading == 0 {
			continue // such as whose the document is
		}
		p.level = s.headingLevel(paras, i, opens)
		if p.level == 0 && (layer[i] || numbered && p.label.Form == legal.Decimal && len(p.label.Path) == 1 && headsNumber(p.text)) {
			p.level = 2
		}
	}
	levelSiblings(paras)
	s.pieces(paras, title, apart)
	s.plainHeadings(paras, title)
}

// levelSiblings gives a heading whose number goes on with those of another level, and with none of its
// own, the level of those: a page shows one of them otherwise, or its style is a mistake.
func levelSiblings(paras []*para) {
	last := map[int]map[int]legal.Label{} // by order and level
	for _, p := range paras {
		if p.level == 0 || p.label.Form == legal.NoLabel {
			continue
		}
		levels := last[order(p.label)]
		if levels == nil {
			levels = map[int]legal.Label{}
			last[order(p.label)] = levels
		}
		if _, own := levels[p.level]; !own {
			for level := 2; level <= 6; level++ {
				if before, ok := levels[level]; ok && p.label.Follows(before) {
					p.level = level
					break
				}
			}
		}
		levels[p.level] = p.label
	}
}

// sections finds the numbers that head sections whose clauses have numbers of one
// part, too: «1. Общие положения / 1. Настоящее Положение … / 2. Комиссия … / 2.
// Задачи», where the clauses begin anew below each heading or count on through all
// of them. A number is a heading if it is the next one of the headings, its words
// can be one, and the number after it begins anew or goes on with the clauses.
func sections(paras []*para) map[int]bool {
	var at []int // of the numbers of one part
	for i, p := range paras {
		if p.kind == prose && p.label.Form == legal.Decimal && len(p.label.Path) == 1 {
			at = append(at, i)
		}
	}
	number := func(k int) int {
		if k >= len(at) || len(paras[at[k]].label.Path[0]) > 1 {
			return 0
		}
		return paras[at[k]].label.Path[0][0]
	}
	layer := map[int]bool{}
	heading, clause := 0, 0
	for k, i := range at {
		n, next := number(k), number(k+1)
		anew, on := next == 1, next == clause+1 && (next != n+1 || n != clause+1)
		if n == heading+1 && headingLike(paras[i].text) && startsUpper(paras[i].text) && (anew || on) && n != 0 {
			layer[i] = true
			if heading = n; anew {
				clause = 0
			}
			continue
		}
		clause = n
	}
	if len(layer) < 2 {
		return nil
	}
	return layer
}

// opens reports whether paragraph i is a number whose first child follows.
func (p *para) opens(paras []*para, i int) bool {
	return p.kind == prose && p.label.Form == legal.Decimal && headsNumber(p.text) && i+1 < len(paras) &&
		paras[i+1].label.Form == legal.Decimal && paras[i+1].label.Child(p.label)
}

// headingLevel is the level of heading of paragraph i, 0 for none: what its
// source calls one; a part or chapter; an article or Roman number with a short
// text; a number whose first child follows, or beside ones like that; a line in
// capitals.
func (s *signs) headingLevel(paras []*para, i int, opens map[int]int) int {
	p := paras[i]
	short := headingLike(p.text) || p.text == "" || p.label.Form != legal.NoLabel && headsNumber(p.text)
	switch {
	case p.kind != prose || p.quoted || s.marks(p) || p.label.Form == legal.NoLabel && (s.approvalBegins.MatchString(p.text) || s.isActLine(p.text)):
		return 0
	case p.first.Heading > 0 && p.text != "" && utf8.RuneCountInString(p.text) <= maxHeading:
		return min(max(p.first.Heading, 2), 6)
	case !short && !(allStrong(p) && (stopped(p.text, "?") || p.first.Centered && stopped(p.text, ":")) && utf8.RuneCountInString(p.text) <= longHeading):
		return 0
	case p.first.listed && p.label.Form == legal.Decimal:
		return min(1+len(p.label.Path), 6)
	case p.first.listed && p.label.Form == legal.NoLabel && p.odd == nil:
		return 2
	}
	switch p.label.Form {
	case legal.Part, legal.Chapter, legal.Roman:
		if p.label.Form == legal.Roman && (p.text == "" || stopped(p.text, ".")) {
			return 0
		}
		return 2
	case legal.Article, legal.Section:
		if stopped(p.text, ".") && !(p.first.Centered && allStrong(p)) || stopped(p.text, ":") && opens[0] == 0 {
			return 0 // its only sentence, or the beginning of one
		}
		return 3
	case legal.Decimal:
		n := len(p.label.Path)
		if n == 1 && p.text != "" && allStrong(p) {
			return 2
		}
		switch {
		case p.text == "" || utf8.RuneCountInString(p.text) > colonHeading && innerEnd.MatchString(p.text):
		case stopped(p.text, ".:") && !(p.caps() && (n == 1 || stopped(p.text, ":"))) && !(n == 1 && opens[1] > 0 && p.opens(paras, i)):
		case p.opens(paras, i) || p.caps() || n == 1 && opens[1] > 0:
			return min(1+n, 6)
		}
	case legal.NoLabel:
		if p.odd != nil {
			if wordy(p.odd.label.Form) && p.odd.rest != "" {
				return 3
			}
			return 0
		}
		if allStrong(p) && !s.signature(p.text) && !s.place.MatchString(p.text) && !s.signed.MatchString(p.text) && !valued.MatchString(p.text) {
			return 2
		}
		if p.caps() && !s.signature(p.text) && !s.isField(p.text) {
			return 2
		}
	}
	return 0
}

// valued is a line with a name and a value in figures: «Дата вступления в силу: 01.03.2026».
var valued = regex.Of(`\p{L}: .*[0-9]{2}\.?$`)

// headsNumber reports whether the words behind a number can be its heading although a
// colon, a question mark or a full stop ends them: «3. Права сторон:», «1. Кто мы?».
func headsNumber(s string) bool {
	return headingLike(s) || stopped(s, ".:?") && utf8.RuneCountInString(s) <= longHeading && !innerEnd.MatchString(s)
}

// allStrong reports whether the source sets all words of a paragraph in bold.
func allStrong(p *para) bool { return p.first.whole() && strong(p.runs) }

// strong reports whether all words of runs are bold.
func strong(runs []blocks.Run) bool {
	words := false
	for _, r := range runs {
		if strings.TrimSpace(r.Text) != "" {
			if words = true; r.Style&legal.Strong == 0 {
				return false
			}
		}
	}
	return words
}

// signature reports whether a line in capitals is no heading, but one to write on.
func (s *signs) signature(line string) bool {
	return strings.Contains(line, "___") || s.stamp.MatchString(line)
}

// oneLine is a title of several lines as one.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
