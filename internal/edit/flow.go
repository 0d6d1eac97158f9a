package edit

import (
	"bytes"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// SetFlow is [Set] for a value that is a list or a mapping. flow is how YAML writes it
// between brackets, such as [kk, ru] or {clauses: ["3"], optional: true}; see [Flow].
// What means the same stays as it was written. An empty flow removes the key, and with
// the last key of a mapping the mapping.
func SetFlow(data []byte, flow string, path ...string) ([]byte, error) {
	want, err := flowNode(flow)
	if err != nil {
		return nil, err
	}
	holds := func(m mapping) bool {
		n := m.at(path)
		return (n == nil) == (want == nil) && (n == nil || reflect.DeepEqual(plain(n), plain(want)))
	}
	return change(data, path, holds, func(d *document, m *yaml.Node, end int) error { return d.set(m, content{flow, true}, path, end) })
}

// Flow writes a list of words as YAML does between brackets; what would be a number or
// something else without quotes has quotes.
func Flow(list []string) string {
	var out []string
	for _, s := range list {
		var doc yaml.Node
		if word := inFlow(s); yaml.Load([]byte(word), &doc) == nil && len(doc.Content) == 1 && doc.Content[0].Tag == "!!str" {
			out = append(out, word)
		} else {
			out = append(out, quoted(s))
		}
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// List is what a key says whose value is a list, or one word in the place of a list;
// nil if it says nothing.
func List(data []byte, path ...string) []string {
	m, err := parse(bytes.TrimPrefix(data, bom))
	if err != nil {
		return nil
	}
	n := m.at(path)
	switch {
	case n == nil || n.Tag == "!!null":
		return nil
	case n.Kind == yaml.ScalarNode:
		return []string{n.Value}
	}
	var out []string
	for _, c := range n.Content {
		if n.Kind == yaml.SequenceNode && c.Kind == yaml.ScalarNode {
			out = append(out, c.Value)
		}
	}
	return out
}

// Keys are the keys of the mapping at a path, in their order.
func Keys(data []byte, path ...string) []string {
	m, err := parse(bytes.TrimPrefix(data, bom))
	if err != nil {
		return nil
	}
	var out []string
	if n := m.at(path); n != nil && n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			out = append(out, n.Content[i].Value)
		}
	}
	return out
}

// at is the value of a path; nil for none.
func (m mapping) at(path []string) *yaml.Node {
	n := m.root
	for _, key := range path {
		if n == nil || n.Kind != yaml.MappingNode {
			return nil
		}
		i := find(n, key)
		if i < 0 {
			return nil
		}
		n = n.Content[i+1]
	}
	return n
}

func flowNode(flow string) (*yaml.Node, error) {
	if flow == "" {
		return nil, nil
	}
	var doc yaml.Node
	if err := yaml.Load([]byte(flow), &doc); err != nil || len(doc.Content) == 0 {
		return nil, ErrForm
	}
	return doc.Content[0], nil
}
