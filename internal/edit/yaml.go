package edit

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// ErrForm says that a file is written in a way in which the program cannot change
// one value and leave all else: by hand it can be done.
var ErrForm = errors.New("the YAML has a form that cannot be edited here")

// Set gives a YAML file with another value of a key, and all other lines, comments
// and values as they were. path names the key and, inside of it, another one:
// "approved", "number". An empty value removes the key. A key that is not there
// comes last.
func Set(data []byte, value string, path ...string) ([]byte, error) {
	value = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
	holds := func(m mapping) bool { return m.value(path) == value }
	return change(data, path, holds, func(d *document, m *yaml.Node, end int) error { return d.set(m, content{text: value}, path, end) })
}

// change gives a file in which path holds what it should. If it does not hold that
// already, set changes the lines of the root mapping, which end before the line end;
// the error is ErrForm if the file then says anything else otherwise than before.
func change(data []byte, path []string, holds func(mapping) bool, set func(d *document, m *yaml.Node, end int) error) ([]byte, error) {
	head := data[:0:0]
	if bytes.HasPrefix(data, bom) {
		head, data = bom, data[len(bom):]
	}
	was, err := parse(data)
	if err != nil {
		return nil, err
	}
	if holds(was) {
		return slices.Concat(head, data), nil
	}
	d := &document{lines: splitLines(data), end: "\n"}
	if bytes.Contains(data, []byte("\r\n")) {
		d.end = "\r\n"
	}
	if err := set(d, was.root, len(d.lines)); err != nil {
		return nil, err
	}
	out := []byte(strings.Join(d.lines, ""))
	is, err := parse(out)
	if err != nil || !holds(is) || !reflect.DeepEqual(was.others(path), is.others(path)) {
		return nil, ErrForm
	}
	return slices.Concat(head, out), nil
}

// Value is what a key of a YAML file says, as it was written; empty if it says nothing.
func Value(data []byte, path ...string) string {
	m, err := parse(bytes.TrimPrefix(data, bom))
	if err != nil {
		return ""
	}
	return m.value(path)
}

// mapping is a file; root is nil if the file says nothing.
type mapping struct{ root *yaml.Node }

func parse(data []byte) (mapping, error) {
	blank := true
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		blank = blank && (len(line) == 0 || line[0] == '#' || string(line) == "---")
	}
	if blank {
		return mapping{}, nil
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil || len(doc.Content) == 0 {
		return mapping{}, ErrForm
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode || root.Style&yaml.FlowStyle != 0 {
		return mapping{}, ErrForm
	}
	return mapping{root}, nil
}

// find is where a mapping holds a key: the place of the key in its Content, -1 for none.
func find(m *yaml.Node, key string) int {
	for i := 0; m != nil && i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return i
		}
	}
	return -1
}

func (m mapping) value(path []string) string {
	n := m.at(path)
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// others are the values of a file, by their keys, without that of a path.
func (m mapping) others(path []string) map[string]any {
	out := map[string]any{}
	for i := 0; m.root != nil && i+1 < len(m.root.Content); i += 2 {
		key, n := m.root.Content[i].Value, m.root.Content[i+1]
		switch {
		case key != path[0]:
			out[key] = plain(n)
		case len(path) > 1:
			inner := mapping{n}.others(path[1:])
			if len(inner) > 0 {
				out[key] = inner
			}
		}
	}
	return out
}

func plain(n *yaml.Node) any {
	out := []any{n.Kind, n.Tag, n.Value}
	for _, c := range n.Content {
		out = append(out, plain(c))
	}
	return out
}

// document is a file as its lines, each with its end.
type document struct {
	lines []string
	end   string // of a new line
}

func splitLines(data []byte) []string {
	var out []string
	for line := range bytes.Lines(data) {
		out = append(out, string(line))
	}
	return out
}

// content is what a key is set to: words, or as flow what stands between brackets, which
// is written on one line as it is. An empty one removes the key.
type content struct {
	text string
	flow bool
}

// set changes the value of a path in the block mapping m, whose lines end before
// the line end (counted from 0).
func (d *document) set(m *yaml.Node, to content, path []string, end int) error {
	at := find(m, path[0])
	if at < 0 {
		return d.add(m, to, path, end)
	}
	key, n := m.Content[at], m.Content[at+1]
	if at+2 < len(m.Content) {
		end = m.Content[at+2].Line - 1
	}
	first := key.Line - 1
	end = d.last(first, end, n)
	block := n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0
	switch {
	case len(path) > 1 && block && to.text == "" && len(n.Content) == 2 && n.Content[0].Value == path[1]:
		d.replace(first, end) // the last one goes with its mapping
	case len(path) > 1 && block:
		return d.set(n, to, path[1:], end)
	case len(path) > 1 && n.Kind == yaml.MappingNode && !to.flow:
		return d.setFlow(n, to.text, path[1], end)
	case len(path) > 1 && n.Tag == "!!null" && !to.flow:
		return d.setToken(first, 0, n, "{"+path[1]+": "+inFlow(to.text)+"}")
	case len(path) > 1 && n.Tag != "!!null" || !to.flow && n.Kind != yaml.ScalarNode:
		return ErrForm
	case to.text == "":
		d.replace(first, end)
	case to.flow:
		lines := d.entries(strings.Repeat(" ", key.Column-1), to, path)
		if len(path) == 1 && end == first+1 && n.LineComment != "" {
			lines[0] = strings.TrimRight(lines[0], "\r\n") + " " + n.LineComment + d.end
		}
		d.replace(first, end, lines...)
	default:
		return d.setWords(key, n, to.text, first, end)
	}
	return nil
}

// setWords puts words in the place of those of a key: as they stand if they are one line.
func (d *document) setWords(key, n *yaml.Node, value string, first, end int) error {
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && !strings.Contains(value, "\n") {
		if from, to, ok := d.token(n); ok && n.Tag != "!!null" {
			d.lines[n.Line-1] = d.lines[n.Line-1][:from] + scalar(value, n.Style) + d.lines[n.Line-1][to:]
			return nil
		}
		if n.Tag == "!!null" && end == first+1 {
			return d.setToken(first, len(n.Value), n, scalar(value, 0))
		}
	}
	d.replace(first, end, d.entry(strings.Repeat(" ", key.Column-1), key.Value, value, n.Style)...)
	return nil
}

// last is where the lines of a value end: what is blank or a comment behind it is
// no part of it.
func (d *document) last(first, end int, n *yaml.Node) int {
	block := n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	for end > first+1 {
		line := strings.TrimRight(d.lines[end-1], "\r\n")
		comment := strings.HasPrefix(line, "#") || !block && strings.HasPrefix(strings.TrimLeft(line, " "), "#")
		if strings.TrimSpace(line) != "" && !comment && strings.TrimSpace(line) != "---" {
			break
		}
		end--
	}
	return end
}

// replace puts lines in the place of those from first to before end.
func (d *document) replace(first, end int, lines ...string) {
	d.lines = append(d.lines[:first:first], append(lines, d.lines[end:]...)...)
}

// add puts a key behind the others of a block mapping.
func (d *document) add(m *yaml.Node, to content, path []string, end int) error {
	if to.text == "" {
		return nil
	}
	indent, end := d.behind(m, end)
	d.replace(end, end, d.entries(indent, to, path)...)
	return nil
}

// entries are the lines of a path that is not there.
func (d *document) entries(indent string, to content, path []string) []string {
	switch {
	case !to.flow && len(path) == 1:
		return d.entry(indent, path[0], to.text, 0)
	case !to.flow:
		return []string{indent + path[0] + ": {" + path[1] + ": " + inFlow(to.text) + "}" + d.end}
	}
	var out []string
	for _, key := range path[:len(path)-1] {
		out = append(out, indent+key+":"+d.end)
		indent += "  "
	}
	return append(out, indent+path[len(path)-1]+": "+to.text+d.end)
}

// behind is where a key comes that stands behind the others of a block mapping, and how
// far it is indented. The line before it gets its end.
func (d *document) behind(m *yaml.Node, end int) (indent string, at int) {
	if m != nil && len(m.Content) > 0 {
		indent = strings.Repeat(" ", m.Content[0].Column-1)
		end = d.last(m.Content[len(m.Content)-2].Line-1, end, m.Content[len(m.Content)-1])
	}
	for end > 0 && m == nil && strings.TrimSpace(d.lines[end-1]) == "" {
		end--
	}
	if end > 0 && !strings.HasSuffix(d.lines[end-1], "\n") {
		d.lines[end-1] += d.end
	}
	return indent, end
}

// entry is a key with its value as lines of a block mapping.
func (d *document) entry(indent, key, value string, style yaml.Style) []string {
	block := strings.Contains(value, "\n") || style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if !block || strings.HasPrefix(value, " ") {
		return []string{indent + key + ": " + scalar(value, style) + d.end}
	}
	out := []string{indent + key + ": |" + d.end}
	for line := range strings.SplitSeq(value, "\n") {
		if line = strings.TrimRight(line, " \t"); line != "" {
			line = indent + "  " + line
		}
		out = append(out, line+d.end)
	}
	return out
}

// token is where the text of a scalar stands in its line, if that is one line.
func (d *document) token(n *yaml.Node) (from, to int, ok bool) {
	if n.Line < 1 || n.Line > len(d.lines) {
		return 0, 0, false
	}
	line := d.lines[n.Line-1]
	for i := range line { // columns count characters
		if from++; from == n.Column {
			from, ok = i, true
			break
		}
	}
	if !ok {
		return 0, 0, false
	}
	switch rest := line[from:]; {
	case n.Style&yaml.DoubleQuotedStyle != 0 && strings.HasPrefix(rest, `"`):
		for i := 1; i < len(rest); i++ {
			if rest[i] == '\\' {
				i++
			} else if rest[i] == '"' {
				return from, from + i + 1, true
			}
		}
	case n.Style&yaml.SingleQuotedStyle != 0 && strings.HasPrefix(rest, "'"):
		for i := 1; i < len(rest); i++ {
			if rest[i] == '\'' && i+1 < len(rest) && rest[i+1] == '\'' {
				i++
			} else if rest[i] == '\'' {
				return from, from + i + 1, true
			}
		}
	case n.Value != "" && strings.HasPrefix(rest, n.Value):
		return from, from + len(n.Value), true
	}
	return 0, 0, false
}

// setToken writes a value behind a key that had none.
func (d *document) setToken(line, skip int, n *yaml.Node, text string) error {
	s := d.lines[line]
	colon := strings.Index(s, ":")
	if colon < 0 || n.Anchor != "" {
		return ErrForm
	}
	rest := strings.TrimLeft(s[colon+1:], " \t")
	rest = rest[min(skip, len(rest)):]
	if rest != "" && !strings.HasPrefix(rest, "\r") && !strings.HasPrefix(rest, "\n") {
		rest = " " + strings.TrimLeft(rest, " \t")
	}
	d.lines[line] = s[:colon+1] + " " + text + rest
	return nil
}

// setFlow changes a value inside of {…}, which stands in one line.
func (d *document) setFlow(m *yaml.Node, value, key string, end int) error {
	at := find(m, key)
	if at >= 0 && value != "" {
		n := m.Content[at+1]
		from, to, ok := d.token(n)
		if !ok || n.Tag == "!!null" {
			return ErrForm
		}
		text := inFlow(value)
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			text = quoted(value)
		}
		d.lines[n.Line-1] = d.lines[n.Line-1][:from] + text + d.lines[n.Line-1][to:]
		return nil
	}
	if end != m.Line {
		return ErrForm
	}
	line := d.lines[m.Line-1]
	if at < 0 {
		last := strings.LastIndex(line, "}")
		if last < 0 {
			return ErrForm
		}
		comma := ", "
		if len(m.Content) == 0 {
			comma = ""
		}
		d.lines[m.Line-1] = strings.TrimRight(line[:last], " ") + comma + key + ": " + inFlow(value) + line[last:]
		return nil
	}
	if len(m.Content) == 2 { // the last one goes with its mapping
		d.replace(m.Line-1, end)
		return nil
	}
	from := strings.Index(line, key)
	_, to, ok := d.token(m.Content[at+1])
	if from < 0 || !ok {
		return ErrForm
	}
	rest := strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(line[to:], " "), ","), " ")
	before := line[:from]
	if strings.HasPrefix(rest, "}") {
		before = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(before, " "), ","), " ")
	}
	d.lines[m.Line-1] = before + rest
	return nil
}

// scalar writes a value of a block mapping: as it is if that means the same.
func scalar(value string, style yaml.Style) string {
	if style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0 && means("k: "+value+"\n", value) {
		return value
	}
	return quoted(value)
}

// inFlow writes a value between the braces of a flow mapping.
func inFlow(value string) string {
	if means("k: {k: "+value+"}\n", value) {
		return value
	}
	return quoted(value)
}

// means reports whether the value of the innermost key of a line is a text, and no other.
func means(line, value string) bool {
	var doc yaml.Node
	if strings.ContainsAny(value, "\n\r\t") || yaml.Load([]byte(line), &doc) != nil || len(doc.Content) == 0 {
		return false
	}
	n := doc.Content[0]
	for n.Kind == yaml.MappingNode && len(n.Content) == 2 {
		n = n.Content[1]
	}
	return n.Kind == yaml.ScalarNode && n.Style == 0 && n.Tag != "!!null" && n.Value == value && n.LineComment == "" && n.Anchor == ""
}

// quoted writes a text in double quotes.
func quoted(s string) string {
	r := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)
	return `"` + r.Replace(s) + `"`
}
