package source

import (
	"errors"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// syntax turns the parser's errors into findings.
func (o *object) syntax(data []byte, err error) {
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &all) && len(all.Errors) > 0:
		one = all.Errors[0] // the others follow from it
	case errors.As(err, &one):
	default:
		one = &yaml.LoadError{Message: err.Error()}
	}
	variant, line, col := slip(data, one)
	o.found.AddVariant(diag.YAMLSyntax, variant, diag.Pos{File: o.file, Line: line, Col: col}, nil)
}

// Unreadable finds what keeps data from being read as YAML; nothing if it can be read.
func Unreadable(file string, data []byte) (found diag.List) {
	var node yaml.Node
	if err := yaml.Load(data, &node); err != nil && !isBlank(data) {
		newObject(file, &found, false).syntax(data, err)
	}
	return found
}

// LineOf is the line of the place that an error of the parser names, from 1; 0 if it names none.
func LineOf(err error) int {
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &all) && len(all.Errors) > 0:
		return all.Errors[0].Mark.Line
	case errors.As(err, &one):
		return one.Mark.Line
	}
	return 0
}

// glued is a field whose colon has no space behind it.
var glued = regex.Of(`^[ \t]*[\p{L}_]+:[^ \t:/]`)

// slip names the mistake behind an error of the parser and finds its place, as
// an editor would: a variant of yaml-syntax, "" if it is a rare one.
func slip(data []byte, e *yaml.LoadError) (variant string, line, col int) {
	line, col = max(e.Mark.Line, 1), max(e.Mark.Column, 1)
	lines := strings.Split(string(data), "\n")
	text := func(n int) string { // of a line
		if n < 1 || n > len(lines) {
			return ""
		}
		return lines[n-1]
	}
	begin := func(n int) int { // column of a line's first character
		return 1 + len(text(n)) - len(strings.TrimLeft(text(n), " \t"))
	}
	for n := 1; n <= min(line+1, len(lines)); n++ { // nobody sees a tab
		if s := text(n); begin(n) > 1 && strings.Contains(s[:begin(n)-1], "\t") {
			return "tab", n, begin(n) - 1
		}
	}
	context := func() (int, int) { return max(e.ContextMark.Line, 1), max(e.ContextMark.Column, 1) }
	says := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(e.ContextMsg+" "+e.Message, w) })
	}
	switch {
	case says("found multiple"):
		seen := false
		for n := range lines {
			s := strings.TrimSpace(lines[n])
			if s == "---" && seen {
				return "multiple", n + 1, 1
			}
			seen = seen || s != "" && s[0] != '#'
		}
	case says("quoted scalar") && says("end of stream", "document indicator"):
		line, col = context()
		return "quote", line, col
	case says("mapping values are not allowed"):
		if n := line - 1; n > 0 && glued.MatchString(text(n)) { // «effective:2026-04-01» before the line that the parser stumbles on
			return "colon-space", n, strings.IndexByte(text(n), ':') + 1
		}
		return "colon", line, col
	case says("could not find expected ':'"):
		if e.ContextMark.Line > 0 { // the parser looks for it until the next line
			line = e.ContextMark.Line
		}
		return "no-colon", line, begin(line)
	case says("did not find expected ',' or"):
		line, col = context()
		return "bracket", line, col
	case says("scanning an alias", "scanning an anchor", "scanning a tag", "scanning a block scalar"):
		line, col = context()
		return "start", line, col
	case says("cannot start any token", "entries are not allowed", "keys are not allowed"):
		return "start", line, col
	case says("block mapping", "block collection") && col > begin(line):
		return "behind", line, col
	case says("block mapping", "block collection"):
		return "indent", line, col
	}
	return "", line, col
}
