package order

import (
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Block is a unit of a text as Markdown.
type Block struct {
	// From and To are its lines in Source, with the blank ones around them: the blocks
	// are the body of the text, without a gap. Both are 0 for a title.
	From, To int
	Text     string // the block alone, its words on one line
	Fixed    bool   // white space counts in it, or it is not understood
}

// Cut cuts a text into the blocks of its units.
func Cut(t *legal.Text, l *language.Language) []Block {
	blocks := blocksOf(t, l.Labels())
	out := make([]Block, len(blocks))
	for i := range blocks {
		b := &blocks[i]
		out[i] = Block{b.from, b.to, b.String(), b.fixed}
	}
	return out
}

// block is a unit as Markdown.
type block struct {
	raw   string // its lines as they stand, with what stands before it: a rule, a fence
	head  string // marks and label before the words
	label string // within head, at its end but for spaces; empty if it has none
	body  string // its words on one line, but for forced breaks
	tail  string // behind the words: the row of dashes
	fixed bool   // the words are not to be edited: code, refused blocks
	gap   string // what stands between it and the next unit, or the end: a line end, and mostly a blank line
	lead  string // of the first unit: the blank lines before it

	from, to int // its lines in the source, with the blank ones around them
}

// String is the block with its words on one line.
func (b *block) String() string {
	if b.fixed {
		return b.raw
	}
	return b.head + b.body + b.tail
}

// prefix is what stands before the label.
func (b *block) prefix() string {
	return strings.TrimSuffix(strings.TrimRight(b.head, " \t"), b.label)
}

// blocksOf cuts a text into its blocks. Nothing but blank lines is lost.
func blocksOf(t *legal.Text, rules *language.Labels) []block {
	src := string(t.Source)
	blocks := make([]block, len(t.Units))
	from, end := t.Body, 0
	for i := range t.Units {
		u := &t.Units[i]
		b := &blocks[i]
		if u.Kind == legal.Title {
			b.body, b.raw = t.Title, t.Title
			continue
		}
		to := len(src)
		if i+1 < len(t.Units) {
			to = boundary(src, t, i, from)
		}
		lines := src[from:to]
		trimmed := strings.TrimRight(lines, " \t\n>")
		if u.AsTyped() || trimmed == "" {
			trimmed = strings.TrimRight(lines, "\n")
		}
		trimmed = strings.TrimLeft(trimmed, "\n")
		b.raw = trimmed
		b.from, b.to = from, to
		start := from + strings.Index(lines, trimmed)
		if i == 0 || t.Units[i-1].Kind == legal.Title {
			b.lead = src[from:start]
		} else {
			blocks[i-1].gap = src[end:start]
		}
		end = start + len(trimmed)
		b.gap = src[end:to] // of the last one; others have the next one's blank lines, too
		b.cut(u, src, from, end, rules)
		from = to
	}
	return blocks
}

// boundary is where the lines of unit i+1 begin: behind the last line of unit i and
// what closes it.
func boundary(src string, t *legal.Text, i, from int) int {
	u, next := &t.Units[i], &t.Units[i+1]
	limit := lineStart(src, next.Start)
	at := lineEnd(src, max(u.End-1, from))
	if u.End > u.Start && u.End <= len(src) && src[u.End-1] == '\n' {
		at = u.End
	}
	closes := u.Kind == legal.Code || u.Kind == legal.Row && u.Head
	for at < limit {
		line := src[at:lineEnd(src, at)]
		if strings.Trim(line, " \t\n>") != "" {
			if !closes {
				break
			}
			closes = false
		}
		at = lineEnd(src, at)
	}
	return min(at, limit)
}

func lineStart(src string, at int) int {
	return strings.LastIndexByte(src[:min(at, len(src))], '\n') + 1
}

func lineEnd(src string, at int) int {
	if n := strings.IndexByte(src[min(at, len(src)):], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(src)
}

// cut parts the lines of a block in [from, to).
func (b *block) cut(u *legal.Unit, src string, from, to int, rules *language.Labels) {
	start, end := max(u.Start, from), min(max(u.End, u.Start), to)
	if u.AsTyped() || start > end {
		b.fixed = true
		return
	}
	for u.Kind == legal.Heading && start < end && (src[start] == '#' || src[start] == ' ' || src[start] == '\t') {
		start++
	}
	if u.Label.Form != legal.NoLabel {
		if !strings.HasPrefix(src[start:end], u.Label.Text) {
			b.fixed = true
			return
		}
		b.label = u.Label.Text
		start += len(b.label)
		for start < end && (src[start] == ' ' || src[start] == '\t') {
			start++
		}
	}
	b.head = src[from:start]
	if trimmed := strings.TrimLeft(b.head, "\n"); trimmed != b.head {
		b.head = trimmed
	}
	if b.label != "" {
		b.head = strings.TrimRight(b.head, " \t\n") + " "
	}
	b.body = legal.NFC(oneLine(src[start:end], u.Quote, rules))
	if u.Kind == legal.Row {
		b.tail = strings.TrimRight(src[end:to], " \t\n")
	}
}

// oneLine joins the lines of a paragraph. A forced break stays one.
func oneLine(text string, quote int, rules *language.Labels) string {
	var out strings.Builder
	for k, line := range strings.Split(strings.TrimRight(text, " \t\n"), "\n") {
		if k > 0 {
			line = strings.TrimLeft(line, " \t")
			for range quote {
				line = strings.TrimLeft(strings.TrimPrefix(line, ">"), " \t")
			}
			if strings.HasPrefix(line, `\`) && !strings.HasSuffix(out.String(), "\n") {
				if legal.MayLabel(rules, line[1:]) {
					line = line[1:]
				}
			}
		}
		switch cut := strings.TrimRight(line, " \t"); {
		case strings.HasSuffix(line, "  "):
			out.WriteString(cut + "\\\n")
		case strings.HasSuffix(line, `\`) && !strings.HasSuffix(line, `\\`):
			out.WriteString(line + "\n")
		default:
			out.WriteString(cut + " ")
		}
	}
	return strings.TrimRightFunc(out.String(), func(r rune) bool { return r == ' ' || r == '\n' })
}

// isWordRune reports whether a character is part of a word.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
