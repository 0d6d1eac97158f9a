// Package languagetest gives tests the languages that come with the program, and its words.
package languagetest

import (
	"sync"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/language"
)

var load = sync.OnceValues(func() (*language.Set, error) { return language.Load(i18n.Files()) })

// Set returns all languages. It panics if their files have a mistake.
func Set() *language.Set {
	s, err := load()
	if err != nil {
		panic(err)
	}
	return s
}

// Of returns one language.
func Of(code string) *language.Language { return Set().Of(code) }

var catalog = sync.OnceValues(func() (*i18n.Catalog, error) { return i18n.Load(i18n.Files()) })

// Catalog returns the messages of all languages. It panics if their files have a mistake.
func Catalog() *i18n.Catalog {
	c, err := catalog()
	if err != nil {
		panic(err)
	}
	return c
}

// Printer returns what says the messages of one language.
func Printer(code string) *i18n.Printer {
	p, err := Catalog().Printer(code)
	if err != nil {
		panic(err)
	}
	return p
}
