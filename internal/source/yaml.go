package source

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
	start  *yaml.Node // of a mapping inside another one
	broken bool       // it could not be read and that was told: do not ask for keys
	clean  bool       // the bytes hold no character that a text may not hold
	found  *diag.List
}

func newObject(file string, found *diag.List, broken bool) *object {
	return &object{file: file, fields: map[string]*yaml.Node{}, keys: map[string]*yaml.Node{}, found: found, broken: broken}
}

// parseObject reads data, which decode gave, as one mapping. It returns an
// empty object, with findings, if data is none; never nil.
func parseObject(file string, data []byte, found *diag.List) *object {
	o := newObject(file, found, false)
	o.clean = !slices.ContainsFunc(*found, func(f diag.Finding) bool { return f.Code == diag.Encoding && f.Severity == diag.Error })
	if isBlank(data) {
		return o // no document: yaml calls that an error
	}
	if unmerged(file, data, found) {
		o.broken = true
		return o
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		o.broken = true
		o.syntax(data, err)
		return o
	}
	if len(doc.Content) == 0 {
		return o
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return o
	}
	if at := reference(root); at != nil {
		o.broken = true
		o.found.AddVariant(diag.ValueType, "alias", o.at(at), nil)
		return o
	}
	o.read(root)
	return o
}

// reference returns the first node that names another one or has a name, or nil.
func reference(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, c := range n.Content {
		if at := reference(c); at != nil {
			return at
		}
	}
	return nil
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
		o.broken = true
		o.found.AddVariant(diag.ValueType, "mapping", o.at(node), nil)
		return
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			o.found.AddVariant(diag.ValueType, "text", o.at(key), nil)
			continue
		}
		if first, twice := o.keys[key.Value]; twice {
			f := o.found.Add(diag.KeyDuplicate, o.at(key), diag.Args{"key": key.Value})
			f.Related = []diag.Related{{Pos: o.at(first), Key: "first", Args: nil}}
			continue
		}
		o.keys[key.Value], o.fields[key.Value] = key, value
		o.order = append(o.order, key.Value)
	}
}

func (o *object) at(n *yaml.Node) diag.Pos {
	return diag.Pos{File: o.file, Line: max(n.Line, 1), Col: max(n.Column, 1)}
}

// pos is the position of a key's value, else of the mapping.
func (o *object) pos(key string) diag.Pos {
	if n, ok := o.fields[key]; ok {
		return o.at(n)
	}
	if o.start != nil {
		return o.at(o.start)
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

// says reports whether a key has a value, good or bad.
func (o *object) says(key string) bool { return o.has(key) && !isNull(o.fields[key]) }

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
	case n.Kind != yaml.ScalarNode:
		o.found.AddVariant(diag.ValueType, "text", o.at(n), nil)
	case n.Tag == "!!null":
	default:
		o.escapes(n)
		return strings.TrimSpace(n.Value)
	}
	return ""
}

// escapes reports a character that a text may not hold and that "\u202e" hid
// from Decode. It reports one, once.
func (o *object) escapes(n *yaml.Node) {
	if !o.clean || n.Style&yaml.DoubleQuotedStyle == 0 {
		return
	}
	for i, r := range n.Value {
		_, size := utf8.DecodeRuneInString(n.Value[i:])
		kind := refused(r, size)
		f := diag.Finding{Code: diag.Encoding, Severity: diag.Error, Pos: o.at(n), Variant: kind, Args: diag.Args{"code": fmt.Sprintf("U+%04X", r)}}
		if kind != "" && !slices.ContainsFunc(*o.found, func(g diag.Finding) bool { return g.Pos == f.Pos && g.Code == f.Code }) {
			*o.found = append(*o.found, f)
			return
		}
	}
}

// shown is a text that pages show; what YAML takes for a remark behind it would
// be lost.
func (o *object) shown(key string) string {
	if n, ok := o.fields[key]; ok && n.LineComment != "" {
		o.found.Add(diag.YAMLComment, o.at(n), diag.Args{"text": strings.SplitN(n.LineComment, "\n", 2)[0]})
	}
	return clean(o.text(key))
}

// required is text that must be there.
func (o *object) required(key string) string {
	s := o.text(key)
	if o.broken {
		return s
	}
	if n, ok := o.fields[key]; s == "" && (!ok || n.Kind == yaml.ScalarNode) {
		o.found.Add(diag.KeyMissing, o.pos(key), diag.Args{"key": key})
	}
	return s
}

// boolean returns true or false; nil if the key is absent or something else.
func (o *object) boolean(key string) *bool {
	if !o.says(key) {
		return nil
	}
	if o.fields[key].Kind == yaml.ScalarNode { // what is none has this finding alone
		if s := o.text(key); s == "true" || s == "false" {
			b := s == "true"
			return &b
		}
	}
	o.found.AddVariant(diag.ValueType, "boolean", o.pos(key), diag.Args{"key": key})
	return nil
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
		o.found.AddVariant(diag.ValueType, "list", o.at(n), diag.Args{"key": key})
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

// isNull reports whether nothing stands behind a key.
func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// object returns a mapping, or nil if the key is absent or empty.
func (o *object) object(key string) *object {
	n, ok := o.fields[key]
	if !ok || isNull(n) {
		return nil
	}
	sub := newObject(o.file, o.found, false)
	sub.clean = o.clean
	sub.start = n
	sub.read(n)
	return sub
}

// objects returns a sequence of mappings.
func (o *object) objects(key string) []*object {
	n, ok := o.fields[key]
	if !ok || isNull(n) {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		o.found.AddVariant(diag.ValueType, "list", o.at(n), diag.Args{"key": key})
		return nil
	}
	var out []*object
	for _, c := range n.Content {
		sub := newObject(o.file, o.found, false)
		sub.clean, sub.start = o.clean, c
		sub.read(c)
		if !sub.broken {
			out = append(out, sub)
		}
	}
	return out
}

// instant returns the instant that a date or time means; zero if it is absent or wrong.
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
	case errors.Is(err, civil.ErrNoSuchMonth):
		variant = "month"
	case errors.Is(err, civil.ErrNoSuchDay):
		variant = "day"
	case errors.Is(err, civil.ErrNoTime):
		variant = "time"
	case errors.Is(err, civil.ErrAmbiguous):
		variant = "ambiguous"
	case errors.Is(err, civil.ErrSkipped):
		variant = "skipped"
	}
	found.AddVariant(diag.DateInvalid, variant, pos, diag.Args{"value": value})
}

// expect reports the keys that are not known. One that is a slip of a known key
// which is absent is read as that key from now on, so that nobody misses it.
func (o *object) expect(known ...string) {
	for _, key := range o.order {
		if slices.Contains(known, key) {
			continue
		}
		pos := o.at(o.keys[key])
		args := diag.Args{"key": key, "known": strings.Join(known, ", ")}
		f := o.found.Add(diag.KeyUnknown, pos, args)
		s, letter := alike(key, known)
		if s != "" {
			f.Variant, args["suggestion"], args["letter"], args["code"] = "lookalike", s, string(letter), fmt.Sprintf("U+%04X", letter)
		} else if s = similar(key, known); s != "" {
			f.Variant, args["suggestion"] = "similar", s
		}
		if s != "" {
			if !o.has(s) {
				o.fields[s] = o.fields[key]
			}
		}
	}
}

// isMapping reports whether a node is a mapping.
func isMapping(n *yaml.Node) bool { return n.Kind == yaml.MappingNode }
