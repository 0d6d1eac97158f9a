package importer

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/regex"
)

// mender mends the numbers of a Markdown text: a space that is missing behind
// one, a dot, stars around it. What looks like a number and stays words has a
// finding. Every line stays a line.
type mender struct {
	name   string
	words  *language.Language
	rules  *language.Labels
	signs  *signs
	offset int // lines of the front matter
	lines  []string
	marks  []mark
	seq    sequence
	later  successors
	found  []Told // in order of the lines
	placed int    // how many of them have their place in a draft
}

func (m *mender) mend() {
	m.later = successors{}
	begins := m.beginnings()
	for i := range m.lines {
		if c, ok := readLabel(m.rules, m.unbold(m.wordsOf(i))); ok && begins[i] {
			m.later.note(i, c.label)
		}
	}
	for i := range m.lines {
		if begins[i] {
			m.line(i)
		}
	}
}

// wordsOf is a line without the number signs of a heading and its end.
func (m *mender) wordsOf(i int) string {
	if m.marks[i].level > 0 {
		return m.marks[i].text
	}
	return strings.TrimSpace(m.lines[i])
}

// beginnings finds the lines in which a clause may begin: outside fenced code,
// lists, quotations and tables.
func (m *mender) beginnings() []bool {
	out, code := make([]bool, len(m.lines)), fenced(m.lines)
	for i, raw := range m.lines {
		if code[i] {
			continue
		}
		l := strings.TrimSuffix(raw, "\n")
		blank := i == 0 || strings.TrimSpace(m.lines[i-1]) == "" || m.marks[i-1].level > 0 || m.marks[i-1].underline
		out[i] = strings.TrimSpace(l) != "" && !m.marks[i].underline && !notWords.MatchString(l) &&
			(blank || i > 0 && out[i-1] && (stopped(strings.TrimSpace(m.lines[i-1]), ":;.") || m.alone(i-1)))
	}
	return out
}

// alone reports whether line i is nothing but a number, which may get its dot.
func (m *mender) alone(i int) bool {
	c, ok := readLabel(m.rules, m.unbold(m.wordsOf(i)))
	return ok && c.rest == ""
}

var (
	notWords  = regex.Of(`^ {0,3}(?:[-+>|]|\*[ \t])|^ {4,}[-*]`)
	boldLabel = regex.Of(`^(\*\*|__)(.+?)(\*\*|__)(.*)$`)
)

// unbold takes the marks off a number that is bold, alone or with its words:
// "**2.5.** Текст", "**1. Общие положения**".
func (m *mender) unbold(s string) string {
	b := boldLabel.FindStringSubmatch(s)
	if b == nil || b[1] != b[3] {
		return s
	}
	c, ok := readLabel(m.rules, b[2])
	if !ok || c.how == bare || c.how == dotted {
		return s
	}
	label, shown := c.shown(m.rules)
	text := c.typed
	if shown {
		text = label.Text
	}
	if c.rest != "" {
		text += " " + b[1] + c.rest + b[3]
	}
	if tail := strings.TrimSpace(b[4]); tail != "" {
		text += " " + tail
	}
	return text
}

// line mends the number that line i may begin with.
func (m *mender) line(i int) {
	words := m.wordsOf(i)
	plainWords := m.unbold(words)
	c, ok := readLabel(m.rules, plainWords)
	if !ok {
		return
	}
	pos := diag.Pos{File: m.name, Line: m.offset + i + 1}
	tell := func(code diag.Code, variant string, args diag.Args) {
		m.found = append(m.found, told(code, variant, pos, args, 0, 0))
	}
	expected := m.seq.expects(c.label)
	switch c.how {
	case bare, dotted, figured:
		return
	case odd:
		if expected {
			m.seq.accept(c.label)
		}
		tell(diag.ImportLabel, oddness(c), diag.Args{"label": c.typed, "nearest": c.label.Text})
		return
	case closed:
		if !expected && len(c.label.Path) < 3 && !wordy(c.label.Form) {
			tell(diag.ImportLabel, "text", diag.Args{"label": c.typed})
			return
		}
	}
	label, _ := c.shown(m.rules)
	m.seq.accept(label)
	mended := strings.TrimSpace(label.Text + " " + c.rest)
	if mended == words || c.how == plain && plainWords == words {
		return
	}
	switch {
	case plainWords != words:
		tell(diag.ImportRelabelled, "bold", diag.Args{"label": label.Text})
	case c.how == spaced:
		tell(diag.ImportRelabelled, "space", diag.Args{"label": label.Text})
	default:
		tell(diag.ImportRelabelled, "dot", diag.Args{"label": c.typed, "nearest": label.Text})
	}
	m.lines[i] = strings.Replace(m.lines[i], words, mended, 1)
	if m.marks[i].level > 0 {
		m.marks[i].text = mended
	}
}
