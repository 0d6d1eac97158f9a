package render

import (
	"bytes"
	"slices"
)

// unbroken puts a span around every stretch of a page's words in which no line may
// end; see language.Set.Unbroken. The words stay as they are, so that what a reader
// copies is the text. A stretch that would cut an element in two takes the whole of it
// in, or is left out if the element is long. To a screen reader the span is no element:
// the sentence goes on behind it, in another piece of text, as it does behind a link.
func (r *Renderer) unbroken(page []byte) []byte {
	from := bytes.Index(page, []byte("<body"))
	if from < 0 {
		return page
	}
	f := flow{page: page, renderer: r}
	for i := from; i < len(page); {
		if page[i] != '<' {
			end := len(page)
			if n := bytes.IndexByte(page[i:], '<'); n >= 0 {
				end = i + n
			}
			f.words(i, end)
			i = end
			continue
		}
		end := bytes.IndexByte(page[i:], '>')
		if end < 0 {
			break
		}
		end += i + 1
		i = f.tag(i, end)
	}
	f.flush()
	if len(f.spans) == 0 {
		return page
	}
	return f.joined()
}

// flow is words that follow each other in one line of elements. What only a screen
// reader says is none of it.
type flow struct {
	page     []byte
	renderer *Renderer
	text     []byte
	pieces   []piece  // of the text
	inlines  []inline // that stand in it, by their beginning
	open     []int    // those that are not closed
	spans    []stretch
}

// piece says where a part of the text stands on the page.
type piece struct{ text, page int }

// stretch is a half-open range of bytes of the page.
type stretch struct{ from, to int }

// inline is an element in a flow: with and without its tags. Its end is -1 until it is
// closed.
type inline struct {
	outer, inner stretch
	words        stretch // of the flow's text
}

func (f *flow) words(from, to int) {
	f.pieces = append(f.pieces, piece{len(f.text), from})
	f.text = append(f.text, f.page[from:to]...)
}

// tag takes in the tag at from and returns where the page goes on.
func (f *flow) tag(from, to int) int {
	name := f.page[from+1 : to-1]
	closes := len(name) > 0 && name[0] == '/'
	if closes {
		name = name[1:]
	}
	for i, c := range name {
		if c == ' ' || c == '\n' {
			name = name[:i]
			break
		}
	}
	switch string(name) {
	case "a", "b", "strong", "em", "span", "ins", "del": // do not end a flow of words
		switch {
		case !closes && string(f.page[from:to]) == `<span class="v">`:
			return f.behind(to, "span")
		case !closes:
			f.open = append(f.open, len(f.inlines))
			f.inlines = append(f.inlines, inline{stretch{from, -1}, stretch{to, -1}, stretch{len(f.text), -1}})
		case len(f.open) > 0:
			f.close(from, to, string(name) == "del")
		}
		return to
	case "script", "style", "pre", "svg", "option": // whose words are no prose
		f.flush()
		if !closes {
			return f.behind(to, string(name))
		}
		return to
	}
	f.flush()
	return to
}

// close takes in the end tag of the last element that is open.
func (f *flow) close(from, to int, deleted bool) {
	e := &f.inlines[f.open[len(f.open)-1]]
	e.inner.to, e.outer.to, e.words.to = from, to, len(f.text)
	f.open = f.open[:len(f.open)-1]
	if deleted && f.complete(e.words.from) {
		f.text = append(f.text, 0) // what takes its place is not its end
	}
}

// complete reports whether the words from i on end with a stretch of their own.
func (f *flow) complete(i int) bool {
	words := string(f.text[i:])
	found := f.renderer.grammars.Unbroken(words)
	return len(found) > 0 && found[len(found)-1][1] == len(words)
}

// behind is where the page goes on behind the end tag of an element.
func (f *flow) behind(i int, name string) int {
	end := "</" + name + ">"
	if n := bytes.Index(f.page[i:], []byte(end)); n >= 0 {
		return i + n + len(end)
	}
	return len(f.page)
}

// flush ends a flow: it finds its stretches.
func (f *flow) flush() {
	if len(f.text) > 0 {
		for _, found := range f.renderer.grammars.Unbroken(string(f.text)) {
			s, ok := f.whole(stretch{found[0], found[1]})
			if n := len(f.spans); ok && (n == 0 || f.spans[n-1].to <= s.from) {
				f.spans = append(f.spans, s)
			}
		}
	}
	f.text, f.pieces, f.inlines, f.open = f.text[:0], f.pieces[:0], f.inlines[:0], f.open[:0]
}

// at is where a byte of the text stands on the page.
func (f *flow) at(i int) int {
	n, found := slices.BinarySearchFunc(f.pieces, i, func(p piece, i int) int { return p.text - i })
	if !found {
		n--
	}
	return f.pieces[n].page + i - f.pieces[n].text
}

// longestUnbroken is how many bytes of words a line may have to keep together.
const longestUnbroken = 64

// whole is where a stretch of the text stands on the page, widened until it cuts no
// element. It reports false if that makes it long, or cannot be.
func (f *flow) whole(words stretch) (s stretch, ok bool) {
	s = stretch{f.at(words.from), f.at(words.to-1) + 1}
	for i := 0; i < len(f.inlines); i++ {
		e := &f.inlines[i]
		closed := e.outer.to >= 0
		switch {
		case e.outer.from >= s.to, closed && e.outer.to <= s.from: // apart
		case s.from <= e.outer.from && closed && e.outer.to <= s.to: // the element in the stretch
		case e.inner.from <= s.from && (!closed || s.to <= e.inner.to): // the stretch in the element
		case !closed:
			return s, false
		default:
			s = stretch{min(s.from, e.outer.from), max(s.to, e.outer.to)}
			words = stretch{min(words.from, e.words.from), max(words.to, e.words.to)}
			i = -1 // an element that was apart may be cut now
		}
	}
	return s, words.to-words.from <= longestUnbroken
}

// joined is the page with its spans.
func (f *flow) joined() []byte {
	const begin, end = `<span class="j">`, `</span>`
	out := make([]byte, 0, len(f.page)+len(f.spans)*(len(begin)+len(end)))
	from := 0
	for _, s := range f.spans {
		out = append(append(append(out, f.page[from:s.from]...), begin...), f.page[s.from:s.to]...)
		out = append(out, end...)
		from = s.to
	}
	return append(out, f.page[from:]...)
}
