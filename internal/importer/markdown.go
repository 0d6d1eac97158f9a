package importer

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/regex"
)

// importMarkdown makes drafts of Markdown. Front matter with a title stays as it
// is; else the first "# " heading of each draft becomes the title. A heading that
// names an annex begins a new draft. Underlined headings become "#" ones, and what
// keeps a number from being one is mended (see mender); everything else stays byte
// for byte.
func importMarkdown(name, src string, words *language.Language) (drafts []Draft, found []Told) {
	front, body := splitFront(src)
	lines := strings.SplitAfter(body, "\n")
	marks := readHeadings(lines)
	m := mender{name: name, words: words, signs: signsOf(words), rules: words.Labels(), offset: strings.Count(front, "\n"), lines: lines, marks: marks}
	m.mend()
	start := 0
	add := func(end int) {
		drafts = append(drafts, m.draft(front, start, end, len(drafts)))
		front, start = "", end
	}
	for i := range lines {
		if i > 0 && marks[i].level > 0 && m.namesAnnex(marks[i].text) && hasText(lines[start:i]) && hasText(lines[i+1:]) {
			add(i)
		}
	}
	add(len(lines))
	return drafts, m.found
}

// draft makes a draft of lines from start up to end. front is empty if there is none.
func (x *mender) draft(front string, start, end, n int) Draft {
	lines, marks := x.lines[start:end], x.marks[start:end]
	d := Draft{Annex: n > 0, TitleAt: -1, Pos: diag.Pos{File: x.name, Line: x.offset + start + 1}}
	title, has := frontTitle(front)
	at := -1
	if has {
		d.Title = title
	} else {
		at = x.titleLine(marks, d.Annex)
		if at >= 0 {
			d.Title = plainTitle(marks[at].text)
		}
		inner := strings.TrimPrefix(strings.TrimSuffix(front, "---\n"), "---\n")
		front = "---\ntitle: " + yamlString(d.Title) + "\n" + inner + "---\n"
	}
	d.Kind = x.signs.kindOf(d.Title)
	var b strings.Builder
	b.WriteString(front)
	d.Body = b.Len()
	if !has {
		d.TitleAt = d.Body
	}
	row := strings.Count(front, "\n") + 1
	for i, l := range lines {
		before := b.Len()
		switch m := marks[i]; {
		case i == at:
			d.TitleAt = b.Len()
			if i > 0 && strings.TrimSpace(lines[i-1]) != "" {
				b.WriteByte('\n') // it parted the lines around it
			}
		case m.underline: // written with its text
		case m.setext:
			b.WriteString(strings.Repeat("#", m.level) + " " + m.text + "\n")
		default:
			b.WriteString(l)
		}
		if marks[i].level > 0 && i != at {
			d.Headings = append(d.Headings, Heading{marks[i].level, plainTitle(marks[i].text)})
		}
		for ; x.placed < len(x.found) && x.found[x.placed].Pos.Line <= x.offset+start+i+1; x.placed++ {
			x.found[x.placed].Draft, x.found[x.placed].Line = n, row
		}
		row += strings.Count(b.String()[before:], "\n")
	}
	d.Markdown = []byte(b.String())
	d.Counts = countUnits(&d, x.words)
	return d
}

// countUnits counts what a draft reads as.
func countUnits(d *Draft, words *language.Language) (c Counts) {
	units, _ := markdown.Parse(markdown.Input{Source: d.Markdown, Body: d.Body, Title: d.Title, Language: words})
	for i := range units[1:] {
		switch u := &units[i+1]; {
		case u.Kind == legal.Heading:
			c.Headings++
		case u.Kind == legal.Clause:
			c.Clauses++
		case u.Kind == legal.Item:
			c.Items++
		case u.Kind == legal.Row:
			if u.Head {
				c.Tables++
			}
		default:
			c.Paragraphs++
		}
	}
	return c
}

// mark is what a line is to the outline of a Markdown text.
type mark struct {
	level     int    // of a heading; 0 for any other line
	text      string // of a heading
	setext    bool   // the heading is underlined
	underline bool   // the line is such an underline
}

var (
	atxHeading = regex.Of(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$`)
	underlined = regex.Of(`^ {0,3}(=+|-+)[ \t]*$`)
	fence      = regex.Of("^ {0,3}(```+|~~~+)")
	otherBlock = regex.Of(`^(?: {4}| {0,3}(?:[-+*>|]|\t|[0-9]{1,9}[.)][ \t]))`)
)

// readHeadings finds the headings outside fenced code. A line is an underlined
// heading only where it is the whole paragraph.
func readHeadings(lines []string) []mark {
	marks, code := make([]mark, len(lines)), fenced(lines)
	blank := func(i int) bool {
		return i < 0 || strings.TrimSpace(lines[i]) == "" || marks[i].level > 0 || marks[i].underline
	}
	for i, raw := range lines {
		if code[i] {
			continue
		}
		l := strings.TrimSuffix(raw, "\n")
		if m := atxHeading.FindStringSubmatch(l); m != nil {
			marks[i] = mark{level: len(m[1]), text: strings.TrimSpace(m[2])}
		} else if m := underlined.FindStringSubmatch(l); m != nil && !blank(i-1) && blank(i-2) && plainLine(lines[i-1]) {
			level := 2
			if m[1][0] == '=' {
				level = 1
			}
			marks[i-1] = mark{level: level, text: strings.TrimSpace(lines[i-1]), setext: true}
			marks[i].underline = true
		}
	}
	return marks
}

// fenced finds the lines of fenced code, with their fences.
func fenced(lines []string) []bool {
	out := make([]bool, len(lines))
	open := "" // the fence of the code around the line
	for i, raw := range lines {
		l := strings.TrimSuffix(raw, "\n")
		m := fence.FindStringSubmatch(l)
		out[i] = open != "" || m != nil
		switch {
		case m == nil:
		case open == "":
			open = m[1]
		case strings.HasPrefix(m[1], open) && strings.TrimSpace(l) == m[1]:
			open = ""
		}
	}
	return out
}

// plainLine reports whether a line can be the text of an underlined heading.
func plainLine(l string) bool {
	return !otherBlock.MatchString(l) && !fence.MatchString(l) && !underlined.MatchString(l)
}

// splitFront cuts the front matter off, with the lines that mark it.
func splitFront(src string) (front, body string) {
	f, _, ok := legal.FrontMatter([]byte(src))
	if !ok {
		return "", src
	}
	return "---\n" + src[f.From:f.To] + "---\n", src[f.Body:]
}

var titleKey = regex.Of(`(?m)^title[ \t]*:[ \t]*(.*?)[ \t]*$`)

// frontTitle reads the title of front matter; has reports whether there is one.
func frontTitle(front string) (title string, has bool) {
	m := titleKey.FindStringSubmatch(front)
	if m == nil {
		return "", false
	}
	s := m[1]
	switch {
	case len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"':
		s = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1 : len(s)-1])
	case len(s) > 1 && s[0] == '\'' && s[len(s)-1] == '\'':
		s = strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	}
	return s, true
}

// titleLine is the line of the first heading of level 1; in an annex the heading
// directly after the one that only names it, else that one. -1: there is none.
func (x *mender) titleLine(marks []mark, annex bool) int {
	for i, m := range marks {
		if i > 0 && annex && m.level > 0 && x.signs.isMarker(plainTitle(marks[0].text)) && nothingBetween(marks[1:i]) {
			return i
		}
		if !annex && m.level == 1 && m.text != "" {
			return i
		}
	}
	if annex {
		return 0
	}
	return -1
}

// nothingBetween reports whether no heading is among marks.
func nothingBetween(marks []mark) bool {
	for _, m := range marks {
		if m.level > 0 {
			return false
		}
	}
	return true
}

// namesAnnex reports whether a heading's text names an annex.
func (x *mender) namesAnnex(text string) bool {
	text = plainTitle(text)
	if label, _, ok := legal.ParseLabel(x.rules, text); ok && label.Form != legal.NoLabel {
		return false
	}
	return x.signs.isMarker(text) || startsUpper(text) && x.signs.annexWord.MatchString(text)
}

var escaped = regex.Of("\\\\([!-/:-@\\[-`{-~])")

// plainTitle takes the marks of emphasis and the backslashes off a heading.
func plainTitle(text string) string {
	for _, mark := range []string{"**", "__", "*", "_"} {
		if len(text) > 2*len(mark) && strings.HasPrefix(text, mark) && strings.HasSuffix(text, mark) {
			text = text[len(mark) : len(text)-len(mark)]
		}
	}
	return strings.TrimSpace(escaped.ReplaceAllString(text, "$1"))
}

func hasText(lines []string) bool {
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			return true
		}
	}
	return false
}
