package source

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
)

// object is a YAML mapping read strictly: every value is the text that was
// written ("1.10" stays "1.10"), a key that nobody asked for is a finding, and
// so is one that stands twice.
type object struct {
	file   string
	fields map[string]*yaml.Node
	keys   map[string]*yaml.Node
	order  []string
	found  *diag.List
}

// parseObject reads data as one mapping. It returns an empty object, with
// findings, where data is none; never nil.
func parseObject(file string, data []byte, found *diag.List) *object {
	o := &object{file: file, fields: map[string]*yaml.Node{}, keys: map[string]*yaml.Node{}, found: found}
	if isBlank(data) {
		return o // no document: yaml calls that an error
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		o.syntax(err)
		return o
	}
	if len(doc.Content) == 0 {
		return o
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return o
	}
	o.read(root)
	return o
}

// isBlank reports whether data holds blank lines and comments alone.
func isBlank(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' && string(line) != "---" {
			return false
		}
	}
	return true
}

func (o *object) read(node *yaml.Node) {
	if node.Kind != yaml.MappingNode {
		o.found.Error("value-type", o.at(node), nil).Variant = "mapping"
		return
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			o.found.Error("value-type", o.at(key), nil).Variant = "text"
			continue
		}
		if first, twice := o.keys[key.Value]; twice {
			f := o.found.Error("key-duplicate", o.at(key), diag.Args{"key": key.Value})
			f.Related = []diag.Related{{Pos: o.at(first), Key: "first", Args: nil}}
			continue
		}
		o.keys[key.Value], o.fields[key.Value] = key, value
		o.order = append(o.order, key.Value)
	}
}

// syntax turns the parser's errors into findings.
func (o *object) syntax(err error) {
	var all *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &all):
		for _, e := range all.Errors {
			o.found.Error("yaml-syntax", o.mark(e), diag.Args{"problem": e.Message})
		}
	case errors.As(err, &one):
		o.found.Error("yaml-syntax", o.mark(one), diag.Args{"problem": one.Message})
	default:
		o.found.Error("yaml-syntax", diag.Pos{File: o.file, Line: 1, Col: 1}, diag.Args{"problem": err.Error()})
	}
}

func (o *object) mark(e *yaml.LoadError) diag.Pos {
	return diag.Pos{File: o.file, Line: max(e.Mark.Line, 1), Col: max(e.Mark.Column, 1)}
}

func (o *object) at(n *yaml.Node) diag.Pos {
	return diag.Pos{File: o.file, Line: max(n.Line, 1), Col: max(n.Column, 1)}
}

// pos is the position of a key's value, else of the file.
func (o *object) pos(key string) diag.Pos {
	if n, ok := o.fields[key]; ok {
		return o.at(n)
	}
	return diag.Pos{File: o.file, Line: 1, Col: 1}
}

// positions of all values.
func (o *object) positions() map[string]diag.Pos {
	m := make(map[string]diag.Pos, len(o.fields))
	for k, n := range o.fields {
		m[k] = o.at(n)
	}
	return m
}

func (o *object) has(key string) bool { _, ok := o.fields[key]; return ok }

// text returns a scalar as it was written, without white space around it.
func (o *object) text(key string) string {
	n, ok := o.fields[key]
	if !ok {
		return ""
	}
	return o.scalar(n)
}

func (o *object) scalar(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		o.found.Error("value-type", o.at(n), nil).Variant = "alias"
	case n.Kind != yaml.ScalarNode:
		o.found.Error("value-type", o.at(n), nil).Variant = "text"
	case n.Tag == "!!null":
	default:
		return strings.TrimSpace(n.Value)
	}
	return ""
}

// required is text that must be there.
func (o *object) required(key string) string {
	s := o.text(key)
	if n, ok := o.fields[key]; s == "" && (!ok || n.Kind == yaml.ScalarNode) {
		o.found.Error("key-missing", o.pos(key), diag.Args{"key": key})
	}
	return s
}

// boolean returns true or false; nil where the key is absent or something else.
func (o *object) boolean(key string) *bool {
	if !o.has(key) {
		return nil
	}
	switch s := o.text(key); s {
	case "true", "false":
		b := s == "true"
		return &b
	default:
		o.found.Error("value-type", o.pos(key), diag.Args{"key": key}).Variant = "boolean"
		return nil
	}
}

// item is one element of a list.
type item struct {
	value string
	pos   diag.Pos
}

// list returns a sequence of scalars.
func (o *object) list(key string) []item {
	n, ok := o.fields[key]
	if !ok {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		o.found.Error("value-type", o.at(n), diag.Args{"key": key}).Variant = "list"
		return nil
	}
	var items []item
	for _, c := range n.Content {
		if s := o.scalar(c); s != "" {
			items = append(items, item{s, o.at(c)})
		}
	}
	return items
}

// object returns a mapping, or nil where the key is absent.
func (o *object) object(key string) *object {
	n, ok := o.fields[key]
	if !ok {
		return nil
	}
	sub := &object{file: o.file, fields: map[string]*yaml.Node{}, keys: map[string]*yaml.Node{}, found: o.found}
	sub.read(n)
	return sub
}

// instant returns the instant that a date or time means; zero where it is absent or wrong.
func (o *object) instant(key string, zone *time.Location) time.Time {
	s := o.text(key)
	if s == "" {
		return time.Time{}
	}
	t, err := civil.ParseInstant(s, zone)
	if err != nil {
		DateFinding(o.found, o.pos(key), s, err)
	}
	return t
}

// DateFinding adds the finding date-invalid for an error of civil.
func DateFinding(found *diag.List, pos diag.Pos, value string, err error) {
	variant := "form"
	switch {
	case errors.Is(err, civil.ErrNoSuchDay):
		variant = "day"
	case errors.Is(err, civil.ErrNoTime):
		variant = "time"
	case errors.Is(err, civil.ErrAmbiguous):
		variant = "ambiguous"
	case errors.Is(err, civil.ErrSkipped):
		variant = "skipped"
	}
	found.Error("date-invalid", pos, diag.Args{"value": value}).Variant = variant
}

// finish reports the keys that are not known.
func (o *object) finish(known ...string) {
	for _, key := range o.order {
		if slices.Contains(known, key) {
			continue
		}
		pos := o.at(o.keys[key])
		args := diag.Args{"key": key, "known": strings.Join(known, ", ")}
		f := o.found.Error("key-unknown", pos, args)
		if s := similar(key, known); s != "" {
			f.Variant, args["suggestion"] = "similar", s
		}
	}
}

// similar returns the known word nearest to s within two slips, or "".
func similar(s string, known []string) string {
	best, at := 3, ""
	for _, k := range known {
		if d := distance(strings.ToLower(s), k); d < best && d < len(k) {
			best, at = d, k
		}
	}
	return at
}

// distance is the Levenshtein distance in characters.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		prev := row[0]
		row[0] = i + 1
		for j := range t {
			cost := prev
			if s[i] != t[j] {
				cost++
			}
			prev = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(t)]
}
