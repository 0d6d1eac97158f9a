package main

import (
	"fmt"
	"slices"
	"strings"
)

// edit makes one edit of a random kind to clauses that no edit touched yet.
func (e *editor) edit() {
	kinds := []func() bool{
		e.insert, e.insert, e.remove, e.remove, e.moveWithin, e.moveAcross, e.moveEdited, e.swap, e.split, e.split,
		e.merge, e.rewrite, e.rewrite, e.word, e.word, e.dropWord, e.figure, e.comma, e.addSentence, e.dropSentence,
		e.duplicate, e.rename, e.changeWords, e.moveSection,
	}
	for range 20 {
		if kinds[e.IntN(len(kinds))]() {
			return
		}
	}
}

// fresh returns an untouched clause and marks it touched.
func (e *editor) fresh() *part {
	for range 50 {
		if p := e.pick(); p != nil && !e.touched[p.id] && len(p.origins) == 1 {
			e.touched[p.id] = true
			return p
		}
	}
	return nil
}

func (e *editor) insert() bool {
	at := e.place()
	p := e.part(false, e.clause())
	e.touched[p.id] = true
	e.parts = slices.Insert(e.parts, at, p)
	return true
}

// place is where a clause may come to stand: not between the pieces of a split.
func (e *editor) place() int {
	for {
		at := 1 + e.IntN(len(e.parts))
		if at == len(e.parts) || len(e.parts[at].origins) == 0 || len(e.parts[at-1].origins) == 0 ||
			e.parts[at].origins[0] != e.parts[at-1].origins[0] {
			return at
		}
	}
}

func (e *editor) duplicate() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	q := e.part(false, p.text)
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

// cut cuts a text at its sentences.
func cut(text string) []string {
	return strings.SplitAfter(text, ". ")
}

func (e *editor) split() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	first, second := "", ""
	if s := cut(p.text); len(s) > 1 {
		k := 1 + e.IntN(len(s)-1)
		first, second = strings.TrimSpace(strings.Join(s[:k], "")), strings.Join(s[k:], "")
	} else {
		words := strings.Fields(p.text)
		k := len(words) / 2
		if k < 4 {
			return false
		}
		first, second = strings.TrimRight(strings.Join(words[:k], " "), ",")+".", capital(strings.Join(words[k:], " "))
	}
	p.text = first
	q := e.part(false, second)
	q.origins = p.origins
	e.touched[q.id] = true
	e.parts = slices.Insert(e.parts, e.at(p)+1, q)
	return true
}

func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

func (e *editor) merge() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	i := e.at(p) + 1
	if i >= len(e.parts) || e.parts[i].heading || e.touched[e.parts[i].id] || len(e.parts[i].origins) != 1 {
		return false
	}
	q := e.parts[i]
	if q.origins[0] != p.origins[0]+1 {
		return false // they were no neighbours
	}
	e.touched[q.id] = true
	p.text += " " + q.text
	p.origins = append(slices.Clone(p.origins), q.origins...)
	e.parts = slices.Delete(e.parts, i, i+1)
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
	return e.change(func(text string) string {
		words := strings.Fields(text)
		for range 2 + e.IntN(2) {
			words[e.IntN(len(words)-1)] = e.words[e.IntN(len(e.words))]
		}
		return strings.Join(words, " ")
	})
}

func (e *editor) figure() bool {
	return e.change(func(text string) string {
		words := strings.Fields(text)
		for i, w := range words {
			if w[0] >= '1' && w[0] <= '9' && !strings.Contains(w, "\x01") {
				words[i] = fmt.Sprint(2 + e.IntN(90))
				return strings.Join(words, " ")
			}
		}
		return text + fmt.Sprintf(" (%d).", 2+e.IntN(90))
	})
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
		if p := e.parts[i]; p.heading && !e.touched[p.id] {
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
