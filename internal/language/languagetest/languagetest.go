// Package languagetest gives tests the languages that come with the program.
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
