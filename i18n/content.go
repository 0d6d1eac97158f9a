package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Content lists the catalogues that a language needs to be one of a site's: the
// words of its pages, feeds, redlines, units and dates. The other ones hold what
// the program says to those who make the site.
var Content = []string{"changes", "dates", "feeds", "pages", "redlines", "units"}

// Names are the messages that every language of a site says of every other one,
// and of itself, each with a dot and the language's tag behind it.
var Names = []string{"lang.in", "lang.of"}

// Lacks lists what is missing for pages in a language of a site that has all of
// these languages, the default one first: files of Content, then messages by file.
//
//	dates.ky.yaml
//	feeds.ky.yaml (feed.changes, feed.new … 23)
//	pages.kk.yaml (lang.in.ky, lang.of.ky)
//
// A message is missing that every other language of the catalogue has in that
// file. What two languages do not say of each other is missing for the later one.
// It is an error if a file has a mistake.
func (c *Catalog) Lacks(lang string, languages []string) ([]string, error) {
	own, err := c.read(lang)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range Content {
		file := name + "." + lang + ".yaml"
		if own == nil || len(own.Keys(name)) == 0 {
			out = append(out, file)
			continue
		}
		common, err := c.common(name, lang)
		if err != nil {
			return nil, err
		}
		out = append(out, own.without(file, common)...)
	}
	for _, other := range languages[:slices.Index(languages, lang)+1] {
		p, err := c.read(other)
		if err != nil {
			return nil, err
		}
		out = append(out, p.without("pages."+other+".yaml", namesOf(lang))...)
		if other != lang {
			out = append(out, own.without("pages."+lang+".yaml", namesOf(other))...)
		}
	}
	return out, nil
}

func namesOf(lang string) []string {
	var out []string
	for _, name := range Names {
		out = append(out, name+"."+lang)
	}
	return out
}

// without says which of the keys a printer lacks in a file: one line, or none. A
// language without the file has a finding about that alone.
func (p *Printer) without(file string, keys []string) []string {
	if p == nil || len(p.Keys(strings.Split(file, ".")[0])) == 0 {
		return nil
	}
	keys = slices.DeleteFunc(slices.Clone(keys), p.Has)
	const most = 3
	switch n := len(keys); {
	case n == 0:
		return nil
	case n > most:
		return []string{fmt.Sprintf("%s (%s … %d)", file, strings.Join(keys[:most], ", "), n)}
	}
	return []string{file + " (" + strings.Join(keys, ", ") + ")"}
}

// read is the printer of a language, or nil if it has no catalogue.
func (c *Catalog) read(lang string) (*Printer, error) {
	read := c.printers[lang]
	if read == nil {
		return nil, nil
	}
	return read()
}

// common are the messages that all other languages have that have the file at all.
// What they say of languages is no part of it.
func (c *Catalog) common(name, lang string) ([]string, error) {
	count, all := map[string]int{}, 0
	for _, other := range c.Languages() {
		p, err := c.read(other)
		if err != nil {
			return nil, err
		}
		keys := p.Keys(name)
		if other == lang || len(keys) == 0 {
			continue
		}
		all++
		for _, key := range keys {
			count[key]++
		}
	}
	maps.DeleteFunc(count, func(key string, n int) bool {
		return n < all || slices.ContainsFunc(Names, func(name string) bool { return strings.HasPrefix(key, name+".") })
	})
	return slices.Sorted(maps.Keys(count)), nil
}
