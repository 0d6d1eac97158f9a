package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diff"
)

// segments writes a script between the texts of two sides.
func segments(old, new *stream, edits []diff.Edit) []Segment {
	w := writer{segments: []Segment{}}
	i, j := 0, 0
	for _, e := range append(edits, diff.Edit{A0: len(old.tokens), A1: len(old.tokens), B0: len(new.tokens), B1: len(new.tokens)}) {
		for ; i < e.A0; i, j = i+1, j+1 {
			w.kept(old, new, i, j)
		}
		if e.A0 == e.A1 && e.B0 == e.B1 {
			break
		}
		del, ins := old.slice(e.A0, e.A1), new.slice(e.B0, e.B1)
		class := Wording
		if sameWords(old, new, e) {
			class = Typography
		}
		w.change(class, del, ins)
		i, j = e.A1, e.B1
	}
	w.flush()
	w.flushSame()
	return w.segments
}

// sameWords reports whether an edit changes nothing but quotes and spaces, and
// the form of dashes. A dash that is put in or left out may change a meaning.
func sameWords(old, new *stream, e diff.Edit) bool {
	quiet := func(s *stream, i int) bool {
		return isTypographic(s.word(i)) && !isDash(s.word(i)) && s.word(i) != unitBreak
	}
	i, j := e.A0, e.B0
	for {
		for i < e.A1 && quiet(old, i) {
			i++
		}
		for j < e.B1 && quiet(new, j) {
			j++
		}
		if i == e.A1 || j == e.B1 {
			return i == e.A1 && j == e.B1
		}
		if old.keys[i] != new.keys[j] {
			return false
		}
		i, j = i+1, j+1
	}
}

// writer gathers changes that touch, so that deletions stand before insertions.
type writer struct {
	segments []Segment
	same     strings.Builder // equal text that is not written yet
	del, ins strings.Builder // then changes that are not
	class    Class
}

func (w *writer) pending() bool { return w.del.Len()+w.ins.Len() > 0 }

// kept writes a word that both sides have, and the space before it.
func (w *writer) kept(old, new *stream, i, j int) {
	a, b := old.lead(i), new.lead(j)
	switch {
	case a == b:
		w.equal(a)
	case w.pending():
		w.change(w.class, a, b)
	default:
		w.change(Typography, a, b)
	}
	a, b = old.word(i), new.word(j)
	switch {
	case a == b:
		w.equal(a)
	case old.tokens[i].key == new.tokens[j].key:
		w.change(classOf(a, b), a, b)
	default:
		w.change(Consequential, a, b)
	}
}

func (w *writer) equal(text string) {
	if text == "" {
		return
	}
	w.flush()
	if text == unitBreak {
		w.flushSame()
		w.add(Segment{Op: Equal, Text: text})
		return
	}
	w.same.WriteString(text)
}

func (w *writer) change(class Class, del, ins string) {
	if w.class != class {
		w.flush()
	}
	w.class = class
	w.del.WriteString(del)
	w.ins.WriteString(ins)
}

// add appends a segment, joined with the one before if they are alike.
func (w *writer) add(s Segment) {
	if s.Text == "" {
		return
	}
	if n := len(w.segments); n > 0 && s.Text != unitBreak {
		last := &w.segments[n-1]
		if last.Op == s.Op && last.Class == s.Class && last.Text != unitBreak {
			last.Text += s.Text
			return
		}
	}
	w.segments = append(w.segments, s)
}

func (w *writer) flushSame() {
	w.add(Segment{Op: Equal, Text: w.same.String()})
	w.same.Reset()
}

// flush writes the changes that are pending: the space that both sides begin or
// end with as equal, then the deletion, then the insertion, each cut at breaks of
// units.
func (w *writer) flush() {
	if !w.pending() {
		return
	}
	del, ins := w.del.String(), w.ins.String()
	w.del.Reset()
	w.ins.Reset()
	head, tail := commonSpace(del, ins)
	w.same.WriteString(del[:head])
	w.flushSame()
	w.same.WriteString(del[len(del)-tail:])
	del, ins = del[head:len(del)-tail], ins[head:len(ins)-tail]
	same := 0
	if w.class == Wording {
		same = sameStart(del, ins)
	}
	for _, s := range []Segment{{Op: Delete, Text: del}, {Op: Insert, Text: ins}} {
		for k, part := range strings.Split(s.Text, unitBreak) {
			if k > 0 {
				w.add(Segment{Op: s.Op, Text: unitBreak, Class: Wording})
			}
			w.add(Segment{Op: s.Op, Text: part, Class: w.class, Same: same})
		}
	}
}

// commonSpace returns how many bytes of white space two texts begin and end with
// in common. The break between cells is never cut.
func commonSpace(a, b string) (head, tail int) {
	if strings.Contains(a, cellBreak) || strings.Contains(b, cellBreak) {
		return 0, 0
	}
	for head < len(a) && head < len(b) {
		r, n := utf8.DecodeRuneInString(a[head:])
		if r == '\n' || !isSpace(r) || !strings.HasPrefix(b[head:], a[head:head+n]) {
			break
		}
		head += n
	}
	for head+tail < len(a) && head+tail < len(b) {
		r, n := utf8.DecodeLastRuneInString(a[:len(a)-tail])
		end := a[len(a)-tail-n:]
		if r == '\n' || !isSpace(r) || head+tail+n > len(b) || !strings.HasSuffix(b, end) {
			break
		}
		tail += n
	}
	return head, tail
}

// sameStart returns how many bytes two single words begin with in common, if that is
// enough to take them for forms of one word; else 0.
func sameStart(a, b string) int {
	n, letters := 0, 0
	short := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	for n < len(a) && n < len(b) {
		r, k := utf8.DecodeRuneInString(a[n:])
		if !unicode.IsLetter(r) || !strings.HasPrefix(b[n:], a[n:n+k]) {
			break
		}
		n, letters = n+k, letters+1
	}
	if letters < 4 || 10*letters < 6*short || !single(a) || !single(b) {
		return 0
	}
	return n
}

// single reports whether a text is one word and nothing else.
func single(text string) bool {
	return text != "" && wordEnd(text, 0) == len(text)
}
