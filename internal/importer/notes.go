package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// Footnotes that are typed: «лицо¹», «лицо[1]», «лицо*», «лицо1» and below, at the
// end of the page or of the text, «¹ Лицом считается …». The note is taken out of
// the lines, so that a sentence goes on over it, and stands as a quotation below
// the paragraph that carries its mark. Both marks become "[1]", as those of Word do.

// footnotes finds the footnotes among the lines, and takes them out.
type footnotes struct {
	*file
	shape shape
}

// lifted is a footnote that was taken out.
type lifted struct {
	para  *para
	first line
}

var (
	drawnRule = regex.Of(`^(?:={4,}|~{4,}|\*{4,}|#{4,}|-{4,}|—{4,}|–{4,})$`)
	footRule  = regex.Of(`^[_—–-]{5,}$`)
	footMark  = regex.Of(`^(?:[0-9]{1,3}|\*{1,3}|[¹²³⁴-⁹][⁰¹²³⁴-⁹]?|\[[0-9]{1,3}\])[ \x{00a0}]*[«"“(]?\p{L}`)
	noteSign  = regex.Of(`^(?:[0-9]{1,3}|\*{1,3}|[¹²³⁴-⁹][⁰¹²³⁴-⁹]?|\[[0-9]{1,3}\])`)
)

// dropRules takes out the lines that part footnotes from the text, and marks the
// footnotes below them: there a figure is a note's mark, too.
func (f *footnotes) dropRules() {
	kept := f.lines[:0]
	for i := range f.lines {
		l := f.lines[i]
		if f.drawn(i) {
			f.tell(diag.ImportRule, "drawn", &l, nil, diag.Args{"text": l.text})
			if i+1 < len(f.lines) { // it parts what stands on both sides
				f.lines[i+1].gap, f.lines[i+1].top = max(f.lines[i+1].gap, 1), f.lines[i+1].top || l.top
			}
			continue
		}
		if !l.whole() && footRule.MatchString(l.text) && i+1 < len(f.lines) && f.noteAt(i, i+1) {
			f.tell(diag.ImportRule, "", &l, nil, diag.Args{"text": l.text})
			for j := i + 1; j < len(f.lines) && footMark.MatchString(f.lines[j].text) && (j == i+1 || f.lines[j].gap <= 1); j++ {
				f.lines[j].foot = true
			}
			continue
		}
		kept = append(kept, l)
	}
	f.lines = kept
	f.feet()
}

// feet marks the footnotes at the end of a page whose rule no text has, as in a copy out of a PDF: below all else that stands on the page, they
// count on, and a word above carries the mark of each.
func (f *footnotes) feet() {
	for end := len(f.lines); end > 0; end-- {
		if end < len(f.lines) && !f.lines[end].top && !f.lines[end].seam {
			continue
		}
		first, next := -1, 0
		for j := end - 1; j > 0 && end-j <= mostFeet; j-- {
			l := &f.lines[j]
			if l.whole() || l.group != 0 || l.foot || f.numbered(j) || firstMark(l.text) != "" {
				break
			}
			if n, _ := strconv.Atoi(lowered.Replace(noteSign.FindString(l.text))); n > 0 && (next == 0 || n == next-1) && f.noteAt(j, j) {
				first, next = j, n
			}
			if l.gap > 0 || l.top || l.seam {
				break
			}
		}
		if first < 0 || f.lines[first].gap == 0 {
			continue
		}
		for j := first; j < end; j++ {
			f.lines[j].foot = footMark.MatchString(f.lines[j].text)
		}
	}
}

// mostFeet is the most lines that the footnotes of a page have.
const mostFeet = 20

// drawn reports whether line i is a line drawn of signs, as below a heading. One of low lines is a place to
// write on, and so is one above what to write there.
func (f *footnotes) drawn(i int) bool {
	l := &f.lines[i]
	return !l.whole() && l.table == 0 && drawnRule.MatchString(l.text) && !(i+1 < len(f.lines) && (strings.HasPrefix(f.lines[i+1].text, "(") || f.noteAt(i, i+1)))
}

// noteAt reports whether line j is a footnote whose mark a word before line i carries.
func (f *footnotes) noteAt(i, j int) bool {
	if !footMark.MatchString(f.lines[j].text) {
		return false
	}
	_, _, mark := f.carrier(i, noteSign.FindString(f.lines[j].text))
	return mark != ""
}

// carrier finds the nearest word before line i that carries a note's mark: its line, the offset
// of the mark in the line's words, and the mark as it stands there, which may be raised where the
// note's own is not, or the other way round; an empty one for none.
func (f *footnotes) carrier(i int, mark string) (line, at int, there string) {
	other := raised.Replace(mark)
	if other == mark {
		other = lowered.Replace(mark)
	}
	for _, m := range slices.Compact([]string{mark, other}) {
		for j := i - 1; j >= max(0, i-200); j-- {
			s := f.lines[j].text
			for end := len(s); end > 0; {
				at := strings.LastIndex(s[:end], m)
				if at < 0 {
					break
				}
				if at > 0 && f.carries(s[:at], s[at+len(m):], m) {
					return j, at, m
				}
				end = at
			}
		}
	}
	return 0, 0, ""
}

// carries reports whether a mark between two stretches of words is one of a note.
func (f *footnotes) carries(before, after, mark string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if mark[0] == '[' {
		before = strings.TrimRight(before, " \u00a0")
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	if isWord(next) || strings.HasPrefix(after, mark[:1]) && mark[0] != '[' || !unicode.IsLetter(last) && !strings.ContainsRune("»”).,;:", last) {
		return false
	}
	if mark[0] >= '0' && mark[0] <= '9' || mark[0] == '*' || mark[0] == '[' {
		return unicode.IsLetter(last) || strings.ContainsRune("»”)", last) || mark[0] == '['
	}
	return !f.signs.measures[before[lastWord(before):]] // 12 м²
}

// liftNotes takes the footnotes out of the lines.
func (f *footnotes) liftNotes() {
	kept := make([]line, 0, len(f.lines))
	seam := false
	for i := 0; i < len(f.lines); {
		l := f.lines[i]
		mark := noteSign.FindString(l.text)
		if mark == "" || !footMark.MatchString(l.text) || l.Kind == blocks.Table || l.table != 0 || l.group != 0 || l.Label != "" ||
			!l.foot && (mark[0] >= '0' && mark[0] <= '9' || f.starred(i, mark)) {
			if seam && l.gap == 0 {
				l.seam = true
			}
			seam = false
			kept = append(kept, l)
			i++
			continue
		}
		all := f.lines
		f.lines = kept
		j, at, there := f.carrier(len(kept), mark)
		f.lines = all
		if there == "" || kept[j].Kind == blocks.Table || kept[j].table != 0 {
			kept = append(kept, l)
			i++
			continue
		}
		end := f.noteEnd(i)
		kept[j].mark(at, len(there), noteMark(signOf(mark)))
		kept[j].notes = append(kept[j].notes, f.lift(i, end, mark))
		seam = end < len(f.lines) && (f.lines[end].top || f.lines[end].seam || l.gap == 0)
		i = end
	}
	f.lines = kept
}

// starred reports whether line i is one of a list whose bullets are stars.
func (f *footnotes) starred(i int, mark string) bool {
	like := func(j int) bool {
		return j >= 0 && j < len(f.lines) && strings.HasPrefix(f.lines[j].text, mark) && !strings.HasPrefix(f.lines[j].text, mark+"*")
	}
	return mark[0] == '*' && (like(i-1) || like(i+1))
}

// noteEnd is the line behind the footnote that begins with line i.
func (f *footnotes) noteEnd(i int) int {
	j := i + 1
	for ; j < len(f.lines); j++ {
		prev, l := &f.lines[j-1], &f.lines[j]
		if l.whole() || l.top || l.seam || l.gap > 0 || l.table != 0 || l.group != 0 || l.foot || footMark.MatchString(l.text) {
			break
		}
		if _, ok := readLabel(f.rules, l.text); ok {
			break
		}
		if !continues(prev.text, l.text) && (stopped(prev.text, ".!?…;") || f.shape.short(prev, l.text, f.shape.line)) {
			break
		}
	}
	return j
}

// lift makes the paragraph of a footnote of the lines from i up to end.
func (f *footnotes) lift(i, end int, mark string) *lifted {
	n := &lifted{first: f.lines[i]}
	runs := foldRuns(slices.Clone(n.first.Runs))
	if !n.first.whole() {
		j := joiner{signs: f.signs, language: f.words, lines: f.lines, noted: map[string]bool{}}
		runs = plainRuns(j.join(i, end, func(string, int) {}))
	}
	words := strings.TrimLeft(legal.Words(runs)[len(mark):], " \u00a0")
	runs = append(plainRuns(noteMark(signOf(mark))+" "), cutRuns(runs, len(legal.Words(runs))-len(words))...)
	n.para = &para{kind: note, gap: 1, lines: end - i, runs: runs, text: legal.Words(runs), first: &n.first}
	f.tell(diag.ImportFootnote, "", &n.first, n.para, diag.Args{"words": excerpt(n.first.text)})
	return n
}

// signOf is the mark of a note in figures or stars.
func signOf(mark string) string { return lowered.Replace(mark) }

// raised and lowered are figures above the line, as in 15¹, and on it.
var raised = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
var lowered = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// mark writes sign in place of the n bytes at offset at of the words of a line.
func (l *line) mark(at, n int, sign string) {
	b := *l.Block
	b.Runs = foldRuns(slices.Clone(b.Runs))
	text := legal.Words(b.Runs)
	if from := strings.LastIndex(text, l.text[at:at+n]); strings.Count(text, l.text[at:at+n]) == 1 {
		at = from
	} else if !strings.HasPrefix(text, l.text[:at]) {
		return // tabs or breaks: both marks stay as they are typed
	}
	for i := range b.Runs {
		if k := len(b.Runs[i].Text); at >= k {
			at -= k
			continue
		}
		s := b.Runs[i].Text
		b.Runs[i].Text = s[:at] + sign + s[min(at+n, len(s)):]
		break
	}
	l.Block = &b
	l.text = tidy(b.Text())
	l.width = utf8.RuneCountInString(l.text)
}
