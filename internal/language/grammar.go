package language

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// file is a grammar as it is written.
type file struct {
	Alphabet string
	Labels   []struct {
		Version  int
		After    map[string]string
		Before   map[string]string
		Letters  []string
		Optional string
		Words    string
	}
	Citations struct {
		Head        string
		Endings     map[string]string
		Units       map[string][]string
		Ordinals    []string
		Acts        [][]string
		Codes       []string
		This        []string
		That        []string
		And         []string
		Of          []string
		Articles    []string
		Attribute   []string
		Owner       []string
		Complement  []string
		Hereinafter []string
		NeverAfter  []string `yaml:"never_after"`
		Range       struct{ Before, Between, From, To, Until []string }
	}
	Months [][]string
	Year   []string
	Stems  *Stems

	Dictionary *Dictionary
}

// looseSince is the version of the rules of reading from which labels are loose.
const looseSince = 2

// decode reads a file whose every key must be known.
func decode[T any](data []byte) (*T, error) {
	out := new(T)
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(out); err != nil {
		return nil, err
	}
	return out, nil
}

func parse(code string, data []byte) (*Language, error) {
	f, err := decode[file](data)
	if err != nil {
		return nil, err
	}
	c := &f.Citations
	b := builder{endings: c.Endings, l: &Language{Code: code, alphabet: f.Alphabet, words: map[string]*Word{}, defines: c.Hereinafter,
		Final: c.Head == "final", HasOf: len(c.Of) > 0, owner: c.Owner, attribute: c.Attribute, Dictionary: f.Dictionary, Stems: f.Stems}}
	if f.Alphabet == "" {
		b.fail("alphabet: it is missing")
	}
	if c.Head != "initial" && c.Head != "final" {
		b.fail("citations.head: %q is neither initial nor final", c.Head)
	}
	b.labels(f)
	b.units(c.Units)
	b.citing(f)
	if f.Stems != nil {
		b.l.typed = newTyped(f.Stems.Typed)
		if err := f.Stems.read(); err != nil {
			b.fail("%w", err)
		}
	}
	b.months(f.Months)
	return b.l, b.err
}

// builder fills the table of words. It keeps the first mistake of the file.
type builder struct {
	l       *Language
	endings map[string]string
	err     error
}

func (b *builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf(format, args...)
	}
}

func (b *builder) kinds(words map[string]string) map[string]Kind {
	out := map[string]Kind{}
	for w, name := range words {
		if kinds[name] == None {
			b.fail("labels: %s: %q is no kind of unit", w, name)
		}
		out[w] = kinds[name]
	}
	return out
}

// labels adds the versions of the rules for labels; the newest is a loose one.
func (b *builder) labels(f *file) {
	for _, r := range f.Labels {
		b.l.labels = append(b.l.labels, &Labels{r.Version, b.kinds(r.After), b.kinds(r.Before), r.Letters, r.Optional, r.Words, r.Version >= looseSince})
	}
	switch n := len(b.l.labels); {
	case n == 0:
		b.fail("labels: no version of the rules")
	case b.l.labels[n-1].Version < looseSince:
		loose := *b.l.labels[n-1] // the same words
		loose.Version, loose.Loose = looseSince, true
		b.l.labels = append(b.l.labels, &loose)
	}
}

// citing adds the words of citations that are no units: ordinals, acts, and the small
// words with a role.
func (b *builder) citing(f *file) {
	c := &f.Citations
	for i, entry := range c.Ordinals {
		b.add("ordinals", entry, func(w *Word, _ form) { w.Ordinal = i + 1 })
	}
	for i, entries := range c.Acts {
		for _, entry := range entries {
			b.add("acts", entry, func(w *Word, f form) {
				if w.Act == 0 {
					w.Act = i + 1
				}
				w.Genitive = w.Genitive || f.genitive
				w.Shared = w.Shared || f.flag("shared")
			})
		}
	}
	for _, r := range []struct {
		key   string
		words []string
		role  Role
	}{{"this", c.This, This}, {"that", c.That, That}, {"and", c.And, And}, {"of", c.Of, Of}, {"articles", c.Articles, Empty},
		{"complement", c.Complement, Complement}, {"hereinafter", c.Hereinafter, Hereinafter}, {"never_after", c.NeverAfter, NeverAfter},
		{"year", f.Year, Year}, {"codes", c.Codes, Code}, {"range.before", c.Range.Before, RangeBefore}, {"range.between", c.Range.Between, RangeBetween},
		{"range.from", c.Range.From, RangeFrom}, {"range.to", c.Range.To, RangeTo}, {"range.until", c.Range.Until, RangeUntil}} {
		for _, entry := range r.words {
			b.add(r.key, entry, func(w *Word, _ form) { w.Role |= r.role })
		}
	}
}

func (b *builder) months(months [][]string) {
	if len(months) != 12 {
		b.fail("months: %d of 12", len(months))
	}
	for i, entries := range months {
		for _, entry := range entries {
			b.add("months", entry, func(w *Word, _ form) { w.Month = i + 1 })
		}
	}
}

func (b *builder) units(units map[string][]string) {
	for _, name := range slices.Sorted(maps.Keys(units)) {
		kind := kinds[name]
		if kind == None {
			b.fail("units: %q is no kind of unit", name)
		}
		for _, entry := range units[name] {
			b.add("units."+name, entry, func(w *Word, f form) {
				n := Noun{Kind: kind, Owned: f.flag("owned"), Dot: f.flag("dot")}
				switch {
				case f.flag("many"):
					n.Count = Several
				case f.flag("either"):
					n.Count = Either
				}
				had := w.Noun
				switch {
				case had.Kind == None:
				case had.Kind == kind: // two forms that are written alike
					n.Count, n.Owned = max(had.Count, n.Count), had.Owned && n.Owned
				case kind == Item:
					n.Kind, n.Count = had.Kind, max(had.Count, n.Count)
					n.Items = true
				default:
					b.fail("units.%s: %s: the word has another kind, too", name, entry)
				}
				w.Noun = n
			})
		}
	}
}

// form is one form of an entry.
type form struct {
	genitive bool
	flags    []string
}

func (f form) flag(name string) bool { return slices.Contains(f.flags, name) }

// add sets something of each form of an entry "STEM ENDINGS FLAGS".
func (b *builder) add(key, entry string, set func(*Word, form)) {
	stem, rest, _ := strings.Cut(entry, " ")
	endings, quoted := "-", false
	if strings.HasPrefix(rest, `"`) {
		endings, rest, quoted = strings.Cut(rest[1:], `"`)
		if !quoted {
			b.fail("%s: %s: a quotation mark is missing", key, entry)
		}
	}
	flags := strings.Fields(rest)
	if !quoted && len(flags) > 0 {
		if endings = flags[0]; endings != "-" {
			list, ok := b.endings[endings]
			if !ok {
				b.fail("%s: %s: no endings %q", key, entry, endings)
			}
			endings = list
		}
		flags = flags[1:]
	}
	for e := range strings.FieldsSeq(endings) {
		e, genitive := strings.CutPrefix(e, "*")
		word := strings.ToLower(stem) + strings.TrimPrefix(e, "-")
		w := b.l.words[word]
		if w == nil {
			w = &Word{}
			b.l.words[word] = w
			b.l.begins[begin(word)] = true
			b.l.longest = max(b.l.longest, len(word))
		}
		set(w, form{genitive, flags})
	}
}
