// Package edit changes files of content for an editor who sees them in pieces, so
// that every byte that she did not change stays as it was: line ends, a BOM, blank
// lines, comments, and all that the program does not understand.
//
// A text is cut into parts, clause by clause; a part that was edited takes the
// place of the old one. Of a YAML file the value of one key is set. A file is
// written only if it still holds the bytes that the editor saw.
package edit

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
)

// Part is a stretch of a text's body that an editor changes as a whole: a heading
// or a clause with all that belongs to it. Parts are whole lines, in order, disjoint,
// and together the body.
type Part struct {
	Key  string // the anchor of its first unit, equal in all languages; may be empty
	Line int    // the first line of Text in the file, from 1
	Text string // its lines without the blank ones at both ends; lines end in "\n"
	// Mark is what makes a heading of the first line, such as "## ", and is no part of
	// Text; empty for a clause.
	Mark string
	// Fixed says that a browser could not give the part back as it is, because it
	// holds bytes that are no text.
	Fixed bool

	start, end  int // of the file, half-open
	from, shown int // of Mark and Text in it
}

// Cut cuts the body of a text into parts. raw are the bytes of the file that t was
// parsed from. There are none for a file in UTF-16.
func Cut(raw []byte, t *legal.Text) []Part {
	if len(t.Source) == 0 && len(raw) > 3 {
		return nil
	}
	lines := lineStarts(raw)
	head := t.Source[:t.Body]
	body := bytes.Count(head, []byte("\n"))
	if len(head) > 0 && head[len(head)-1] != '\n' { // nothing stands behind the front matter
		body++
	}
	parts := []Part{{Line: body + 1, start: lines[body]}}
	seen := false
	for i := 1; i < len(t.Units); i++ {
		u := &t.Units[i]
		if u.Pos.Line <= body || u.Pos.Line > len(lines)-1 || seen && !begins(t.Units, i) {
			continue
		}
		last := &parts[len(parts)-1]
		switch {
		case !seen: // what stands before the first unit is its own
			seen = true
			last.Key = u.Anchor
		case u.Pos.Line > last.Line:
			parts = append(parts, Part{Key: u.Anchor, Line: u.Pos.Line, start: lines[u.Pos.Line-1]})
		}
	}
	for i := range parts {
		p := &parts[i]
		p.end = len(raw)
		if i+1 < len(parts) {
			p.end = parts[i+1].start
		}
		p.shown = p.start + len(bytes.TrimRight(raw[p.start:p.end], " \t\r\n"))
		for p.from = p.start; ; {
			n := bytes.IndexByte(raw[p.from:p.shown], '\n')
			if n < 0 || len(bytes.TrimSpace(raw[p.from:p.from+n])) > 0 {
				break
			}
			p.from += n + 1
			p.Line++
		}
		text := raw[p.from:p.shown]
		p.Mark = string(mark.Find(text))
		p.Text = strings.ReplaceAll(string(text[len(p.Mark):]), "\r\n", "\n")
		p.Fixed = !utf8.Valid(text) || strings.ContainsAny(p.Text, "\r\x00")
	}
	return parts
}

// mark is what stands before the words of a heading.
var mark = regexp.MustCompile(`^#{1,6}[ \t]+`)

// begins reports whether a part begins with unit i: a heading, or a clause that
// belongs to no other clause or has a number of its own, such as 2.1.
func begins(units []legal.Unit, i int) bool {
	u := &units[i]
	switch {
	case u.Quote > 0 || u.List > 0:
		return false
	case u.Kind == legal.Heading:
		return true
	case u.Kind != legal.Clause:
		return false
	}
	return u.Parent < 0 || units[u.Parent].Kind != legal.Clause || !strings.Contains(u.Anchor, "_")
}

// lineStarts are the offsets at which lines begin; the last one is the end of data.
func lineStarts(data []byte) []int {
	out := []int{0}
	for i, c := range data {
		if c == '\n' {
			out = append(out, i+1)
		}
	}
	if out[len(out)-1] != len(data) {
		out = append(out, len(data))
	}
	if len(data) == 0 {
		out = append(out, 0)
	}
	return out
}

// Replace gives the file with other words in some of its parts, by their place in
// parts. A part without words goes with its blank lines. A heading stays one of its level,
// unless the words have a mark of their own or begin with a blank line.
func Replace(raw []byte, parts []Part, words map[int]string) []byte {
	out := slices.Clone(raw[:0])
	if len(parts) == 0 {
		return slices.Clone(raw)
	}
	out = append(out, raw[:parts[0].start]...)
	for i, p := range parts {
		text, edited := words[i]
		text = strings.ReplaceAll(text, "\r\n", "\n")
		switch {
		case !edited || text == p.Text || p.Fixed:
			out = append(out, raw[p.start:p.end]...)
		case strings.TrimSpace(text) == "":
			out = append(out, raw[p.start:p.from]...)
		default:
			text = strings.TrimRight(text, " \t\n")
			if !mark.MatchString(text) && !strings.HasPrefix(strings.TrimLeft(text, " \t"), "\n") {
				text = p.Mark + text
			}
			out = append(out, raw[p.start:p.from]...)
			if len(out) > 0 && out[len(out)-1] != '\n' {
				text = "\n" + text
			}
			if bytes.Contains(raw, []byte("\r\n")) {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			out = append(append(out, text...), raw[p.shown:p.end]...)
		}
	}
	return out
}

// ReplaceLine gives the file with other words in one line, from 1. Its end stays.
func ReplaceLine(raw []byte, line int, words string) []byte {
	lines := lineStarts(raw)
	if line < 1 || line >= len(lines) {
		return slices.Clone(raw)
	}
	start := lines[line-1]
	if line == 1 && bytes.HasPrefix(raw, bom) {
		start += len(bom)
	}
	end := start + len(bytes.TrimRight(raw[start:lines[line]], "\r\n"))
	return slices.Concat(raw[:start], []byte(words), raw[end:])
}

var bom = []byte("\xef\xbb\xbf")
