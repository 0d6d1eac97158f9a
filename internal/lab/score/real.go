package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/redline"
)

// weaknesses counts what a careful reader finds wrong in redlines of real texts,
// of which nobody knows the truth.
type weaknesses struct {
	marked int // words struck or written
	again  int // of those: in runs of eight or more that are both struck and written, and not linked
	linked int // words of sentences shown as moved, on both sides
	joins  int // splits and merges
	empty  int // of those: with a piece less than a fifth of whose words are kept
	moves  int // records shown as moved
	short  int // of those: units of up to three words that did not move with others
}

const runWords = 8

func (w *weaknesses) add(r *redline.Redline) {
	struck, written := map[string]bool{}, map[string]bool{}
	each := func(f func(s redline.Segment, words []string)) {
		for _, rec := range r.Records {
			for _, s := range rec.Segments {
				if s.Op != redline.Equal {
					f(s, onlyWords(s.Text))
				}
			}
		}
	}
	each(func(s redline.Segment, words []string) {
		w.marked += len(words)
		if s.To != nil || s.From != nil {
			w.linked += len(words)
			return
		}
		in := struck
		if s.Op == redline.Insert {
			in = written
		}
		for i := 0; i+runWords <= len(words); i++ {
			in[strings.Join(words[i:i+runWords], " ")] = true
		}
	})
	each(func(s redline.Segment, words []string) {
		end := 0
		for i := 0; i+runWords <= len(words) && s.To == nil && s.From == nil; i++ {
			if run := strings.Join(words[i:i+runWords], " "); struck[run] && written[run] {
				w.again += i + runWords - max(i, end)
				end = i + runWords
			}
		}
	})
	for i := range r.Records {
		rec := &r.Records[i]
		if rec.Moved {
			w.moves++
			words := 0
			for _, u := range slices.Concat(rec.Old, rec.New) {
				words = max(words, len(onlyWords(u.Text)))
			}
			if words <= 3 && !rec.Carried && (i+1 == len(r.Records) || !r.Records[i+1].Carried) {
				w.short++
			}
		}
		if len(rec.Old) > 1 || len(rec.New) > 1 {
			w.joins++
			if emptyPiece(rec) {
				w.empty++
			}
		}
	}
}

// emptyPiece reports whether less than a fifth of the words of a piece of a split
// or merge are kept.
func emptyPiece(rec *redline.Record) bool {
	op := redline.Delete // the side with one unit has no breaks
	if len(rec.New) > 1 {
		op = redline.Insert
	}
	kept, all, empty := 0, 0, false
	flush := func() {
		empty = empty || all > 0 && 5*kept < all
		kept, all = 0, 0
	}
	for _, s := range rec.Segments {
		switch n := len(onlyWords(s.Text)); {
		case s.Text == "\n\n" && s.Op == op:
			flush()
		case s.Op == redline.Equal:
			kept, all = kept+n, all+n
		case s.Op == op:
			all += n
		}
	}
	flush()
	return empty
}

func onlyWords(text string) []string {
	return slices.DeleteFunc(tokens(text), func(t string) bool { return weight(t) < 2 })
}

func (w *weaknesses) write(out io.Writer) {
	fmt.Fprintf(out, "struck and written again, in runs of %d words: %d of %d marked words (%.2f %%); %d in sentences shown as moved\n",
		runWords, w.again, w.marked, 100*ratio(w.again, w.marked), w.linked)
	fmt.Fprintf(out, "joins with a piece that has next to nothing in common: %d of %d\n", w.empty, w.joins)
	fmt.Fprintf(out, "moves of units of up to three words: %d of %d\n", w.short, w.moves)
}
