package importer

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// setAsTitle reports whether the paragraph below a title is its next line, because a Word file or a page sets
// both in the same way, one right below the other: «ДОГОВОР» and «КУПЛИ-ПРОДАЖИ», «АСХАНАНЫ ПАЙДАЛАНУ» and
// «ҚАҒИДАЛАРЫ». Where headings of the text are set so, too, it may be the first of them.
func (f drafter) setAsTitle(paras []*para, at int) bool {
	s := f.signs
	a, b := paras[at], paras[at+1]
	if !sameLook(a, b) || !s.titleWords(a) || !s.titleWords(b) || strings.HasSuffix(b.text, ":") || !f.goesBelow(a.text, b.text) {
		return false
	}
	last := at + 1 // of the lines set so
	for last+1 < len(paras) && sameLook(paras[last], paras[last+1]) {
		last++
	}
	for _, p := range paras[last+1:] {
		if p.label.Form == legal.NoLabel && p.kind == prose && !s.marks(p) && p.first.Centered && inCaps(p.text) == inCaps(b.text) && allStrong(p) == allStrong(b) && headingLike(p.text) {
			return false
		}
	}
	return true
}

// titleWords reports whether a paragraph can be a line of a title: none is a sentence, a place, or words about an act.
func (s *signs) titleWords(p *para) bool {
	return p.kind == prose && p.label.Form == legal.NoLabel && p.odd == nil && (!p.first.wide() || p.first.whole()) && !s.marks(p) && headingLike(p.text) && len(p.text) <= 300 &&
		!s.approvalBegins.MatchString(p.text) && !s.place.MatchString(p.text) && !s.form.MatchString(p.text) && !s.isActLine(p.text) && !s.signed.MatchString(p.text)
}

// goesBelow reports whether the words of a title can go on with those of the line below it: the upper line names the kind of the
// document or is one word, or the lower one, in a language whose noun stands last, does so.
func (f drafter) goesBelow(above, below string) bool {
	switch {
	case called.MatchString(below):
		return !strings.HasSuffix(above, "»")
	case inCaps(above) != inCaps(below):
		return false
	case f.signs.kindOf(below) != "":
		return f.signs.kindOf(above) == "" && f.words != nil && f.words.Final && (!strings.Contains(below, " ") || f.words.Owns(strings.ToLower(above[lastWord(above):])))
	}
	return f.signs.kindOf(above) != "" || !strings.Contains(above, " ")
}

// inCaps reports whether s has no small letters.
func inCaps(s string) bool { return s == strings.ToUpper(s) }

// sameLook reports whether two paragraphs stand in the middle, one right below the other, in the same type.
func sameLook(a, b *para) bool {
	centered := func(p *para) bool {
		return p.kind == prose && p.first.whole() && p.first.Centered && !p.first.Right && p.label.Form == legal.NoLabel && p.odd == nil
	}
	return centered(a) && centered(b) && b.gap == 0 && a.first.Heading == b.first.Heading && strong(a.runs) == strong(b.runs) && !strings.Contains(b.text, "__")
}
