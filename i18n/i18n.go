// Package i18n holds every word that Kelisim says, by language: catalogues of
// messages, strict lookup, legal dates and the order of the alphabet. It is the
// only user of go-i18n.
//
// A catalogue is a file NAME.LANG.yaml of the message format of go-i18n:
//
//	edition.name: "{{.edition}}-редакция"
//	list.documents:
//	  one: "{{.n}} құжат"
//	  other: "{{.n}} құжат"
//
// The files grammar.LANG.yaml, prose.LANG.yaml and paper.LANG.yaml beside
// the catalogues hold no messages: they say how texts of a language are written, and
// internal/language reads them.
//
// A message holds text and arguments ({{.name}}) and nothing else. Nothing is
// escaped here: that is the work of who writes the page.
//
// Lookup is strict. A missing message or argument is an error, and a language
// never answers for another one: go-i18n would say Russian for Kazakh.
package i18n

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// Catalog is all messages of all languages. It is safe for concurrent use.
type Catalog struct {
	printers map[string]func() (*Printer, error) // each reads its language once
	sum      string
}

// Sum is the hash of the files that the catalogue was read from.
func (c *Catalog) Sum() string { return c.sum }

// Load takes all files *.LANG.yaml at the root of each file system. A file of a
// later file system takes the place of the whole file of the same name of an
// earlier one. The languages are those of the files; one is read when it is first
// asked for, so that a call of the program pays for the languages that it speaks.
func Load(files ...fs.FS) (*Catalog, error) { return load(read, files...) }

// Ours is the catalogue of [Files]. A file of it is read when one of its messages is first
// asked for: most calls of the program say few of them. A test holds that none has a mistake.
func Ours() (*Catalog, error) { return load(readLater, Files()) }

func load(read func(lang string, sources []source) (*Printer, error), files ...fs.FS) (*Catalog, error) {
	data := map[string][]byte{}
	for _, fsys := range files {
		names, err := fs.Glob(fsys, "*.*.yaml")
		if err != nil {
			return nil, fmt.Errorf("i18n: %w", err)
		}
		for _, name := range names {
			if strings.HasPrefix(name, "grammar.") || strings.HasPrefix(name, "prose.") || strings.HasPrefix(name, "paper.") { // internal/language reads those
				continue
			}
			if data[name], err = fs.ReadFile(fsys, name); err != nil {
				return nil, fmt.Errorf("i18n: %w", err)
			}
		}
	}
	own := map[string][]source{}
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(data)) {
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data[name]), data[name])
		lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(name, ".yaml")), ".")
		own[lang] = append(own[lang], source{name, data[name]})
	}
	c := &Catalog{printers: map[string]func() (*Printer, error){}, sum: hex.EncodeToString(sum.Sum(nil))}
	for lang, sources := range own {
		c.printers[lang] = sync.OnceValues(func() (*Printer, error) { return read(lang, sources) })
	}
	return c, nil
}

// source is a file of a catalogue.
type source struct {
	name string
	data []byte
}

// read makes the printer of a language.
func read(lang string, sources []source) (*Printer, error) {
	p, err := readLater(lang, sources)
	if err == nil {
		_, err = p.all()
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// readLater makes the printer of a language, which reads its files when they are needed.
func readLater(lang string, sources []source) (*Printer, error) {
	tag, err := language.Parse(lang)
	if err != nil || tag.String() != lang {
		return nil, fmt.Errorf("i18n/%s: %q is no language tag", sources[0].name, lang)
	}
	p, err := newPrinter(lang, tag)
	if err != nil {
		return nil, fmt.Errorf("i18n: %s: %w", lang, err)
	}
	for i := range sources {
		for _, key := range sources[i].keys() {
			p.places[key] = sources[i].name
		}
	}
	p.unread = sources
	return p, nil
}

// keys are the messages of the file: what stands at the beginning of a line before a colon.
func (s source) keys() (out []string) {
	for line := range bytes.Lines(s.data) {
		if key, _, ok := bytes.Cut(line, []byte(":")); ok && len(key) > 0 && !bytes.ContainsAny(key[:1], " #") {
			out = append(out, string(key))
		}
	}
	return out
}

// Check reads every language and reports the first mistake of its files. A
// language without dates is none: nobody need speak it.
func (c *Catalog) Check() error {
	for _, lang := range c.Languages() {
		p, err := c.printers[lang]()
		if err != nil {
			return err
		}
		all, err := p.all()
		if err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(all)) {
			if _, err := all[key].forms(); err != nil {
				return fmt.Errorf("i18n/%s: %s: %w", all[key].file, key, err)
			}
		}
	}
	return nil
}

// Languages lists the languages that have a catalogue, sorted.
func (c *Catalog) Languages() []string { return slices.Sorted(maps.Keys(c.printers)) }

// Printer speaks one language. It is an error when that language has no
// catalogue, or one with a mistake or without dates.
func (c *Catalog) Printer(lang string) (*Printer, error) {
	read := c.printers[lang]
	if read == nil {
		return nil, fmt.Errorf("i18n: no catalogue for the language %q (there are %s)", lang, strings.Join(c.Languages(), ", "))
	}
	p, err := read()
	if err != nil {
		return nil, err
	}
	if err := p.checkDates(); err != nil {
		return nil, fmt.Errorf("i18n: %s: %w", lang, err)
	}
	return p, nil
}
