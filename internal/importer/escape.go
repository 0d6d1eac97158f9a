package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// escapeLines writes words so that Markdown shows them as they are; a line break
// in them is a forced one.
func escapeLines(rules *language.Labels, s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = escapeStart(rules, escape(strings.TrimSpace(l)))
	}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\\\n")
}

// escapeStartMarks guards the first character of words that are escaped already.
func escapeStartMarks(rules *language.Labels, s string) string {
	if s != "" && (strings.HasPrefix(s, "**") || strings.HasPrefix(s, "*") || s[0] == '[' || s[0] == '`') {
		return s
	}
	return escapeStart(rules, s)
}

// styledRuns writes runs with the marks of their styles and links. White space
// at the ends of a styled run stays outside of its marks.
func styledRuns(runs []blocks.Run) string {
	var b strings.Builder
	for i := 0; i < len(runs); {
		j := i + 1
		text := runs[i].Text
		for j < len(runs) && runs[j].Style == runs[i].Style && runs[j].Link == runs[i].Link {
			text += runs[j].Text
			j++
		}
		inner := strings.TrimSpace(text)
		lead, tail, _ := strings.Cut(text, inner)
		if inner == "" {
			lead, tail = text, ""
		}
		mark := ""
		if runs[i].Style&legal.Strong != 0 {
			mark += "**"
		}
		if runs[i].Style&legal.Emphasis != 0 {
			mark += "*"
		}
		if inner == "" {
			mark = ""
		}
		words := strings.ReplaceAll(escape(inner), "\n", "\\\n")
		if runs[i].Style&legal.CodeSpan != 0 && inner != "" {
			words = codeSpan(inner)
		}
		if words != "" && runs[i].Link != "" && allowedLink(runs[i].Link) {
			words = "[" + words + "](" + runs[i].Link + ")"
		}
		b.WriteString(lead + mark + words + reversed(mark) + tail)
		i = j
	}
	return b.String()
}

// codeSpan writes words as they are typed, between as many backticks as they need.
func codeSpan(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	mark := "`"
	for strings.Contains(s, mark) {
		mark += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		return mark + " " + s + " " + mark
	}
	return mark + s + mark
}

// reversed closes what mark opens.
func reversed(mark string) string {
	if mark == "***" {
		return "***"
	}
	return mark
}

// linkable are the addresses that a text may link to: of the web, of mail and
// telephones, and those that an exported text has to documents and clauses.
var linkable = regex.Of(`^(?:https?://[^\s()<>\\"` + "`" + `]+|mailto:[^\s()<>\\"]+|tel:[+0-9-]+|doc:[a-z][a-z0-9-]*(?:@[0-9.-]+)?(?:#[0-9a-z._~-]+)?|#(?:art|ch|s|p|l)?[0-9][0-9a-z._~-]*)$`)

// allowedLink reports whether a text may link to an address.
func allowedLink(address string) bool { return linkable.MatchString(address) }

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
	if legal.MayLabel(rules, s) {
		return `\` + s
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
