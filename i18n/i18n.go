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
	ours     bool                                // they have the dates that a printer needs: a test holds it
	sources  map[string]func() ([]source, error) // its files, by name
	sum      func() string
}

// Sum is the hash of the files that the catalogue was read from.
func (c *Catalog) Sum() string { return c.sum() }

// Load takes all files *.LANG.yaml at the root of each file system. A file of a
// later file system takes the place of the whole file of the same name of an
// earlier one. The languages are those of the files; one is read when it is first
// asked for, so that a call of the program pays for the languages that it speaks.
func Load(files ...fs.FS) (*Catalog, error) {
	c := load(read, files...)
	for _, lang := range c.Languages() {
		if _, err := c.sources[lang](); err != nil { // they may be written to
			return nil, err
		}
	}
	return c, nil
}

// Ours is the catalogue of [Files]. A message of it is read when it is first asked for: most
// calls of the program say few of them. A test holds that none has a mistake.
func Ours() *Catalog {
	c := load(readLater, Files())
	c.ours = true
	return c
}

// load finds the files of a catalogue. A language's are opened when it is first asked for.
func load(read func(lang string, sources []source) (*Printer, error), files ...fs.FS) *Catalog {
	names := map[string]map[string]fs.FS{} // of each language
	for _, fsys := range files {
		found, _ := fs.Glob(fsys, "*.*.yaml") // the pattern has no mistake
		for _, name := range found {
			if strings.HasPrefix(name, "grammar.") || strings.HasPrefix(name, "prose.") || strings.HasPrefix(name, "paper.") { // internal/language reads those
				continue
			}
			lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(name, ".yaml")), ".")
			if names[lang] == nil {
				names[lang] = map[string]fs.FS{}
			}
			names[lang][name] = fsys
		}
	}
	c := &Catalog{printers: map[string]func() (*Printer, error){}, sources: map[string]func() ([]source, error){}}
	for lang, own := range names {
		sources := sync.OnceValues(func() (out []source, err error) {
			for _, name := range slices.Sorted(maps.Keys(own)) {
				data, err := fs.ReadFile(own[name], name)
				if err != nil {
					return nil, fmt.Errorf("i18n: %w", err)
				}
				out = append(out, source{name, data})
			}
			return out, nil
		})
		c.sources[lang] = sources
		c.printers[lang] = sync.OnceValues(func() (*Printer, error) {
			list, err := sources()
			if err != nil {
				return nil, err
			}
			return read(lang, list)
		})
	}
	c.sum = sync.OnceValue(func() string {
		sum := sha256.New()
		for _, lang := range c.Languages() {
			list, _ := c.sources[lang]() // Load has read them, and those of the program can be read
			for _, s := range list {
				fmt.Fprintf(sum, "%s %d\n%s", s.name, len(s.data), s.data)
			}
		}
		return hex.EncodeToString(sum.Sum(nil))
	})
	return c
}

// source is a file of a catalogue.
type source struct {
	name string
	data []byte
}

// read makes the printer of a language, of files that it reads whole.
func read(lang string, sources []source) (*Printer, error) {
	p, err := readLater(lang, sources)
	if err != nil {
		return nil, err
	}
	if err := p.count(); err != nil { // nobody else has it yet
		return nil, fmt.Errorf("i18n: %s: %w", lang, err)
	}
	if _, err := p.all(); err != nil {
		return nil, err
	}
	p.sources = nil
	return p, nil
}

// readLater makes the printer of a language, which reads its files when they are needed.
func readLater(lang string, sources []source) (*Printer, error) {
	tag, err := language.Parse(lang)
	if err != nil || tag.String() != lang {
		return nil, &FileError{File: sources[0].name, Key: lang, Problem: Tag, err: fmt.Errorf("%q is no language tag", lang)}
	}
	p, err := newPrinter(lang, tag)
	if err != nil {
		return nil, fmt.Errorf("i18n: %s: %w", lang, err)
	}
	p.sources, p.unread = sources, sources
	return p, nil
}

// pieces gives the messages of the file, each with its lines and the number of the first.
func (s source) pieces(each func(key string, line int, data []byte)) {
	key, first, from, at, n := "", 0, 0, 0, 0
	end := func() {
		if key != "" {
			each(key, first, s.data[from:at])
		}
	}
	for line := range bytes.Lines(s.data) {
		n++
		if begins(line) {
			end()
			next, _, _ := bytes.Cut(line, []byte(":"))
			key, first, from = strings.Trim(string(next), `"' `), n, at
		}
		at += len(line)
	}
	end()
}

// begins reports whether a line begins a message: a key stands at its beginning, before a colon.
func begins(line []byte) bool {
	return bytes.IndexByte(line, ':') > 0 && line[0] != ' ' && line[0] != '#'
}

// line is that of a message, from 1, or of the group that it stands in: a.b in a; 0 if the
// file has no such message.
func (s source) line(key string) (line int) {
	longest := ""
	s.pieces(func(name string, n int, _ []byte) {
		if (name == key || strings.HasPrefix(key, name+".")) && len(name) > len(longest) {
			longest, line = name, n
		}
	})
	return line
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
	if err != nil || c.ours {
		return p, err
	}
	if err := p.checkDates(); err != nil {
		return nil, fmt.Errorf("i18n: %s: %w", lang, err)
	}
	return p, nil
}
