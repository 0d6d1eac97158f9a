package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// edit makes one edit of a random kind to clauses that no edit touched yet.
func (e *editor) edit() {
	kinds := []func() bool{
		e.insert, e.insert, e.remove, e.remove, e.moveWithin, e.moveAcross, e.moveEdited, e.swap,
		e.splitRandom, e.splitRandom, e.mergeRandom, e.rewrite, e.rewrite, e.word, e.word, e.dropWord, e.figure, e.comma,
		e.addSentence, e.dropSentence, e.duplicate, e.rename, e.changeWords, e.moveSection, e.moveRun, e.appendMuch,
		e.negate, e.repeatSentence,
	}
	switch e.sort {
	case structured:
		kinds = append(kinds, e.insertItem, e.insertItem, e.removeItem, e.removeItem, e.changeItem, e.changeItem, e.changeItem,
			e.toList, e.fromList, e.moveBlock, e.moveItem, e.lead, e.toParagraph,
			e.moveItemAcross)
	case ordinary:
		kinds = append(kinds, e.moveSentence, e.splitMany, e.mergeMany)
	}
	for range 20 {
		if kinds[e.IntN(len(kinds))]() {
			return
		}
	}
}

// fresh returns an untouched clause without items and marks it touched.
func (e *editor) fresh() *part {
	for range 50 {
		if p := e.pick(legal.Clause); p != nil && e.alone(p) {
			e.touched[p.id] = true
			return p
		}
	}
	return nil
}

// alone reports whether a part is as it was, and no clause with items.
func (e *editor) alone(p *part) bool {
	return !e.touched[p.id] && len(p.origins) == 1 && e.end(e.at(p)) == e.at(p)+1
}

// freshOf returns an untouched part of a kind and marks it touched.
func (e *editor) freshOf(kind legal.UnitKind) *part {
	for range 50 {
		if p := e.pick(kind); p != nil && !e.touched[p.id] && len(p.origins) == 1 {
			e.touched[p.id] = true
			return p
		}
	}
	return nil
}

func (e *editor) insert() bool {
	at := e.place()
	p := e.part(legal.Clause, e.clause())
	e.touched[p.id] = true
	e.parts = slices.Insert(e.parts, at, p)
	return true
}

// place is where a clause may come to stand: not between the pieces of a split,
// nor within a list or table.
func (e *editor) place() int {
	for {
		if at := 1 + e.IntN(len(e.parts)); e.free(at) {
			return at
		}
	}
}

func (e *editor) free(at int) bool {
	if at == len(e.parts) {
		return true
	}
	return !e.parts[at].inBlock() && (len(e.parts[at].origins) == 0 || len(e.parts[at-1].origins) == 0 ||
		e.parts[at].origins[0] != e.parts[at-1].origins[0])
}

func (e *editor) duplicate() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	q := e.part(legal.Clause, p.text)
	e.touched[q.id] = true
	e.parts = slices.Insert(e.parts, e.place(), q)
	return true
}

func (e *editor) remove() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	e.parts = slices.Delete(e.parts, e.at(p), e.at(p)+1)
	return true
}

// rewrite replaces about half of the words in one stretch.
func (e *editor) rewrite() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	words := strings.Fields(p.text)
	n := len(words) / 2
	from := e.IntN(len(words) - n + 1)
	other := strings.Fields(e.sentence(e.clauses))
	other = other[:min(len(other), n)]
	p.text = strings.Join(slices.Concat(words[:from], other, words[from+n:]), " ")
	return true
}

func (e *editor) putWord(text string) string {
	words := strings.Fields(text)
	return strings.Join(slices.Insert(words, 1+e.IntN(len(words)-1), e.words[e.IntN(len(e.words))]), " ")
}

func (e *editor) word() bool { return e.change(e.putWord) }

func (e *editor) dropWord() bool {
	return e.change(func(text string) string {
		words := strings.Fields(text)
		i := 1 + e.IntN(len(words)-2)
		return strings.Join(slices.Delete(words, i, i+1), " ")
	})
}

// changeWords replaces two or three single words, wherever they are.
func (e *editor) changeWords() bool {
	return e.change(func(text string) string { return e.replaceWords(text, 2+e.IntN(2)) })
}

// replaceWords replaces n different words of a text, but the last.
func (e *editor) replaceWords(text string, n int) string {
	words := strings.Fields(text)
	for _, i := range e.Perm(len(words) - 1)[:min(n, len(words)-1)] {
		words[i] = e.words[e.IntN(len(e.words))]
	}
	return strings.Join(words, " ")
}

func (e *editor) figure() bool { return e.change(e.figured) }

// figured changes the first number of a text, or adds one.
func (e *editor) figured(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		if w[0] >= '1' && w[0] <= '9' && !strings.Contains(w, "\x01") {
			words[i] = fmt.Sprint(2 + e.IntN(90))
			return strings.Join(words, " ")
		}
	}
	return text + fmt.Sprintf(" (%d).", 2+e.IntN(90))
}

func (e *editor) comma() bool {
	return e.change(func(text string) string {
		if i := strings.Index(text, ","); i > 0 {
			return text[:i] + text[i+1:]
		}
		words := strings.Fields(text)
		words[e.IntN(len(words)-1)] += ","
		return strings.Join(words, " ")
	})
}

func (e *editor) addSentence() bool {
	return e.change(func(text string) string { return text + " " + e.phrases.sentences[e.IntN(len(e.phrases.sentences))] })
}

func (e *editor) dropSentence() bool {
	return e.change(func(text string) string {
		s := cut(text)
		return strings.TrimSpace(strings.Join(s[:max(1, len(s)-1)], ""))
	})
}

// rename rewrites a heading.
func (e *editor) rename() bool {
	for _, i := range e.Perm(len(e.parts)) {
		if p := e.parts[i]; p.heading() && !e.touched[p.id] {
			e.touched[p.id] = true
			p.text += " " + e.words[e.IntN(len(e.words))]
			return true
		}
	}
	return false
}

func (e *editor) change(f func(string) string) bool {
	p := e.fresh()
	if p == nil || len(strings.Fields(p.text)) < 4 {
		return false
	}
	p.text = f(p.text)
	return true
}

// appendMuch keeps a text and writes up to four times as much after it.
func (e *editor) appendMuch() bool { return e.appendTimes(1+e.IntN(4)) != nil }

func (e *editor) appendTimes(times int) *part {
	p := e.fresh()
	if p == nil {
		return nil
	}
	for n := times * len(strings.Fields(p.text)); n > 0; {
		s := e.long(1)
		p.text += " " + s
		n -= len(strings.Fields(s))
	}
	return p
}

// lead replaces the first word of a clause that leads in items or rows.
func (e *editor) lead() bool { return e.replaceLead() != nil }

func (e *editor) replaceLead() *part {
	for _, i := range e.Perm(len(e.parts)) {
		if p := e.parts[i]; p.kind == legal.Clause && !e.touched[p.id] && e.end(i) > i+1 {
			e.touched[p.id] = true
			words := strings.Fields(p.text)
			words[0] = capital(e.words[e.IntN(len(e.words))])
			p.text = strings.Join(words, " ")
			return p
		}
	}
	return nil
}
