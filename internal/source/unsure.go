package source

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// UnsureFile is the name of the file beside a draft that lists the places of which
// the import was not sure:
//
//   - text: ru.md
//     finding: import-label.odd
//     line: ж1) вставка
//     label: ж1)
//     nearest: ж-1)
//
// It is no part of the edition: it is neither recorded nor published. An entry is
// settled when the editor deletes it, or when its words stand no more in the text.
const UnsureFile = "import.yaml"

// unsure is an entry of that file.
type unsure struct {
	text    string // name of the text file
	finding string // CODE or CODE.VARIANT
	words   string // the beginning of the line, as the draft has it
	args    diag.Args
	pos     diag.Pos // of the entry
}

// Unsure reads the places that an edition's import was not sure of, and gives the
// warning of each at its place in the texts. There are none without the file.
func (t *Tree) Unsure(e *legal.Edition) (diag.List, error) {
	name := path.Join(e.Dir, UnsureFile)
	if !t.HasUnsure[e.Dir] {
		return nil, nil
	}
	data, err := t.Read(name)
	if err != nil {
		return nil, err
	}
	entries, found := parseUnsure(name, data)
	for _, u := range entries {
		code, variant, ok := codeOf(u.finding)
		i := slices.IndexFunc(e.Texts, func(x *legal.Text) bool { return path.Base(x.Path) == u.text })
		if !ok || i < 0 || u.words == "" {
			continue
		}
		if line, ok := placeOf(e.Texts[i].Source, u.words); ok {
			f := found.AddVariant(code, variant, diag.Pos{File: e.Texts[i].Path, Line: line, Col: 1}, u.args)
			f.Related = append(f.Related, diag.Related{Pos: u.pos, Key: "import-entry"})
		}
	}
	return found, nil
}

// codeOf finds the code and the variant that a key names; only those of imports count.
func codeOf(key string) (code diag.Code, variant string, ok bool) {
	for _, c := range diag.Codes() {
		for _, v := range c.Variants() {
			f := diag.Finding{Code: c, Variant: v}
			if f.Key() == key && c.Severity() == diag.Warning && strings.HasPrefix(key, "import-") {
				return c, v, true
			}
		}
	}
	return 0, "", false
}

// placeOf finds the line of a text that begins with words.
func placeOf(src []byte, words string) (line int, ok bool) {
	for l := range bytes.Lines(src) {
		if line++; bytes.HasPrefix(l, []byte(words)) {
			return line, true
		}
	}
	return 0, false
}

// parseUnsure reads the entries. What is no list of mappings is a finding.
func parseUnsure(name string, data []byte) ([]unsure, diag.List) {
	src, found := decode(name, data)
	if isBlank(src) {
		return nil, found
	}
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		newObject(name, &found, false).syntax(src, err)
		return nil, found
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.SequenceNode || reference(doc.Content[0]) != nil {
		found.AddVariant(diag.ValueType, "list", diag.Pos{File: name, Line: 1, Col: 1}, diag.Args{"key": UnsureFile})
		return nil, found
	}
	var out []unsure
	for _, n := range doc.Content[0].Content {
		u := unsure{args: diag.Args{}, pos: diag.Pos{File: name, Line: n.Line, Col: n.Column}}
		for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
			switch key, value := n.Content[i].Value, n.Content[i+1].Value; key {
			case "text":
				u.text = value
			case "finding":
				u.finding = value
			case "line":
				u.words = value
			default:
				u.args[key] = value
			}
		}
		out = append(out, u)
	}
	return out, found
}
