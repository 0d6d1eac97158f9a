package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/regex"
)

// What stands at the beginning of a text, before its first number: whose it is, its title, where and when it was
// made. Each has a line of its own.

// apart reports whether a line at the beginning of a text, before its first number,
// stands apart from the one before: a place with a date, or what names an act, on
// either side; a subject («… туралы») before a capital letter.
func (f *flow) apart(prev, l *line) bool {
	if strings.HasSuffix(prev.text, "№") || f.awaits(prev.text, l.text) {
		return false
	}
	if strings.HasPrefix(l.text, "(") && strings.HasSuffix(l.text, ")") && yearOf.MatchString(l.text) {
		return true // «(редакция от 1 июля 2026 года)»
	}
	if f.signs.saysDate(l.text) || f.signs.saysDate(prev.text) {
		return true
	}
	if f.signs.datedPlace(l.text) && (isCaps(prev.text) || headingLike(prev.text)) || f.signs.datedPlace(prev.text) {
		return true
	}
	if f.signs.place.MatchString(l.text) && l.width < ofText && !stopped(prev.text, ",–—-(«/") && !f.cites(prev.text) {
		return true // on a line of its own
	}
	if !startsUpper(l.text) {
		return false
	}
	if named.MatchString(prev.text) && f.signs.kindOf(prev.text) == "" && f.signs.kindOf(l.text) != "" {
		return true // whose the document is, and its title
	}
	if prev == &f.lines[0] && l.gap == 0 && quotedEnd.MatchString(prev.text) && !opened(prev.text) && f.signs.kindOf(prev.text) != "" && !isCaps(l.text) {
		return true // «Закон «О прокате»» and its first sentence
	}
	if f.src.Paged && prev == &f.lines[0] && headingLike(l.text) && l.gap == 0 && !(isCaps(prev.text) && isCaps(l.text)) {
		return true // the line above may be the head of the page
	}
	return f.signs.isActLine(l.text) || f.signs.isActLine(prev.text) || f.signs.subjects.MatchString(prev.text)
}

// saysDate reports whether a line says only when something is or was: «Последнее
// обновление: 1 марта 2026 г.».
func (s *signs) saysDate(line string) bool {
	m := s.approvalDate.FindStringIndex(line)
	return m != nil && strings.Trim(line[m[1]:], ". ") == "" && startsUpper(line) && strings.HasSuffix(strings.TrimRight(line[:m[0]], " «\""), ":")
}

// isDate reports whether a line is nothing but a date: «от 28 августа 2026 года».
func (s *signs) isDate(line string) bool {
	m := s.approvalDate.FindStringIndex(line)
	return m != nil && strings.TrimSpace(s.approvalExtra.ReplaceAllString(line[:m[0]]+" "+line[m[1]:], "")) == ""
}

var yearOf = regex.Of(`(?:^|[^0-9])(?:19|20)(?:[0-9]{2}|_+)(?:[^0-9]|$)`)

// datedPlace reports whether a line is one of a place and a date: «г. Алматы, 11.06.2025 г.».
func (s *signs) datedPlace(line string) bool {
	return s.place.MatchString(line) && yearOf.MatchString(line) && utf8.RuneCountInString(line) < headWidth
}

// quotedEnd is a line that begins with a capital letter and ends with a name in quotes.
var quotedEnd = regex.Of(`^\p{Lu}.* [«"][^«»"]{2,80}»?[»"]$`)

// saysWhere reports whether a paragraph that begins with line i says only where an act was made, or below
// that only when, in words: «город Павлодар», «двадцатое апреля две тысячи двадцать шестого года».
func (f *flow) saysWhere(i int) bool {
	if i == 0 {
		return false
	}
	if f.signs.placeAlone.MatchString(f.lines[i].text) {
		return !stopped(f.lines[i-1].text, ",:") && !f.cites(f.lines[i-1].text)
	}
	return f.signs.placeAlone.MatchString(f.lines[i-1].text) && f.wordedDate(f.lines[i].text)
}

// wordedDate reports whether a line is a date in words: it has a month and no figures, and ends as a date does.
func (f *file) wordedDate(line string) bool {
	const most = 90 // characters
	if f.words == nil || utf8.RuneCountInString(line) > most || strings.ContainsAny(line, "0123456789.:;(«") {
		return false
	}
	words := strings.Fields(strings.ToLower(strings.TrimRight(line, ",")))
	month := slices.IndexFunc(words, func(w string) bool { return f.words.Word(w).MonthOf() > 0 })
	return len(words) > 4 && month >= 0 && (month == len(words)-1 || f.signs.year.MatchString(words[len(words)-1]))
}

// loneTitle reports whether paragraph i is a few words between blank lines, below lines to write on and above a sentence:
// «Заявление».
func (s *signs) loneTitle(paras []*para, i int) bool {
	p := paras[i]
	return i+1 < len(paras) && !p.first.whole() && p.gap > 0 && paras[i+1].gap > 0 && startsUpper(p.text) && strings.Count(p.text, " ") < 3 && headingLike(p.text) &&
		!s.toWriteOn(p.text) && !strings.ContainsAny(p.text, "0123456789:")
}

// toWriteOn reports whether a line is one of a form to write on, or says what to write there.
func (s *signs) toWriteOn(line string) bool {
	return strings.Contains(line, "___") || strings.HasPrefix(line, "(") && strings.HasSuffix(line, ")")
}
