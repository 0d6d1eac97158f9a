// Package terminal shows a redline as text: for a person at a terminal, in a
// pipe, or in a mail. Each changed clause is a mark (+ added, - removed, ~
// changed), its name and what was done, then its words below, wrapped:
//
//	~ 3.2-тармақ: бұрынғы нөмірі 3.1; 1 сөз өзгерді
//	    Пайдаланушы [-тіркелген жазбаны-]{+есептік жазбаны+} басқа тұлғаға бермейді.
//
// Colour only adds to the marks; without it nothing is lost.
package terminal

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// Options say how to show it.
type Options struct {
	Color bool
	Width int    // columns; at least 40 are taken
	Old   string // names of the two texts
	New   string
}

// ANSI sequences: removed, added, dim, end.
const (
	red   = "\x1b[31m"
	green = "\x1b[32m"
	dim   = "\x1b[2m"
	bold  = "\x1b[1m"
	reset = "\x1b[0m"
)

// Write shows a redline. The error is the writer's, or of a missing message.
func Write(w io.Writer, p description.Printer, r *redline.Redline, o Options) error {
	out := &writer{Writer: bufio.NewWriter(w), Options: o}
	out.Width = max(o.Width, 40)
	fmt.Fprintln(out, out.paint(red, "- "+o.Old))
	fmt.Fprintln(out, out.paint(green, "+ "+o.New))
	counts, err := description.Counts(p, r.Summary, r.Replacements)
	if err != nil {
		return err
	}
	for _, line := range counts {
		fmt.Fprintln(out, line)
	}
	for c := range marks.Changes(r) {
		if h := c.Heading; h != nil {
			fmt.Fprintf(out, "\n%s\n", out.paint(dim, strings.TrimSpace(h.Number+" "+h.Text)))
		}
		if err := out.record(p, c.Record); err != nil {
			return err
		}
	}
	return out.Flush()
}

type writer struct {
	*bufio.Writer
	Options
}

func (w *writer) paint(color, s string) string {
	if !w.Color {
		return s
	}
	return color + s + reset
}

func (w *writer) record(p description.Printer, r *redline.Record) error {
	if what, err := description.What(p, r); err != nil || what == "" {
		return err // it moved with the clause before it, which says so
	}
	line, err := description.Record(p, r)
	if err != nil {
		return err
	}
	mark, color := "~", bold
	switch r.Change {
	case redline.Added:
		mark, color = "+", green
	case redline.Removed:
		mark, color = "-", red
	}
	fmt.Fprintf(w, "\n%s\n", w.paint(color, mark+" "+line))
	if r.Change == redline.Unchanged {
		return nil // moved, renumbered or reformatted: the words are the same
	}
	w.words(r)
	return nil
}

// cell is a character with what happened to it.
type cell struct {
	r  rune
	op redline.Op
}

// words writes the record's words below each other, wrapped at spaces.
func (w *writer) words(r *redline.Record) {
	var cells []cell
	whole := r.Change == redline.Added || r.Change == redline.Removed
	for _, s := range r.Segments {
		text := s.Text
		if !whole {
			switch s.Op {
			case redline.Delete:
				text = "[-" + text + "-]"
			case redline.Insert:
				text = "{+" + text + "+}"
			}
		}
		for _, c := range text {
			cells = append(cells, cell{c, s.Op})
		}
	}
	for len(cells) > 0 {
		n, next := wrap(cells, w.Width-4)
		w.line(cells[:n])
		cells = cells[next:]
	}
}

// wrap returns how many cells stand on the first line, and where the next begins.
func wrap(cells []cell, width int) (n, next int) {
	last := -1 // the last space that fits
	for i, c := range cells {
		switch {
		case c.r == '\n':
			return i, i + 1
		case i >= width && last > 0:
			return last, last + 1
		case i >= width:
			return i, i
		case c.r == ' ':
			last = i
		}
	}
	return len(cells), len(cells)
}

func (w *writer) line(cells []cell) {
	w.WriteString("    ")
	op := redline.Equal
	for _, c := range cells {
		if w.Color && c.op != op {
			if op != redline.Equal {
				w.WriteString(reset)
			}
			switch c.op {
			case redline.Delete:
				w.WriteString(red)
			case redline.Insert:
				w.WriteString(green)
			}
			op = c.op
		}
		if unicode.IsControl(c.r) {
			c.r = unicode.ReplacementChar // no text steers the terminal
		}
		w.WriteRune(c.r)
	}
	if op != redline.Equal {
		w.WriteString(reset)
	}
	w.WriteByte('\n')
}
