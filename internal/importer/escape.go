package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// markdown writes a paragraph so that Markdown shows it as it was typed: one
// line, with its label if it is a clause.
func (p para) markdown() string {
	if p.label.Form == legal.NoLabel {
		return escapeStart(p.rules, escape(p.text))
	}
	if p.text == "" {
		return p.label.Text
	}
	return p.label.Text + " " + escapeStart(p.rules, escape(p.text))
}

// escape puts a backslash before every mark that Markdown would take for its own
// anywhere in a line.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_[<|&~#") {
		return s
	}
	var b strings.Builder
	before := ' '
	for i, r := range s {
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch r {
		case '\\', '`', '*', '[', '<', '|':
			b.WriteByte('\\')
		case '_': // inside a word it is a letter: first_name@example.kz
			if !isWord(before) || !isWord(after) {
				b.WriteByte('\\')
			}
		case '&': // &copy; &#169;
			if after == '#' || after < utf8.RuneSelf && unicode.IsLetter(after) {
				b.WriteByte('\\')
			}
		case '~', '#': // ~~~ opens code; # closes a heading
			if !isWord(before) && !isWord(after) {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// escapeStart puts a backslash before what only at the start of a line is a
// mark: of a list, heading, quotation or rule, or a label.
func escapeStart(rules *language.Labels, s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '#', '-', '+', '>', '=':
		return `\` + s
	}
	if label, _, ok := legal.ParseLabel(rules, s); ok {
		return escapeLabel(rules, s, len(label.Text))
	}
	// 2026. is no label, but it is a list to other programs.
	if n := len(s) - len(strings.TrimLeft(s, "0123456789")); n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') {
		if r, _ := utf8.DecodeRuneInString(s[n+1:]); n+1 == len(s) || unicode.IsSpace(r) {
			return s[:n] + `\` + s[n:]
		}
	}
	return s
}

// escapeLabel makes plain text of the label in the first n bytes of s: before
// its closing mark, as all of Markdown knows it, else before the label, as our
// profile does.
func escapeLabel(rules *language.Labels, s string, n int) string {
	if last := s[n-1]; last == '.' || last == ')' {
		if t := s[:n-1] + `\` + s[n-1:]; !labelled(rules, t) {
			return t
		}
	}
	return `\` + s
}

func labelled(rules *language.Labels, s string) bool {
	_, _, ok := legal.ParseLabel(rules, s)
	return ok
}
