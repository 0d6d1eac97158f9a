package main

import (
	"strings"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// rules read the labels of the generated and the loose texts, in Kazakh and Russian alike.
var rules = languagetest.Of("ru").Labels()

// compare makes the redline of two texts in the language that their letters show.
func compare(old, new []legal.Unit) *redline.Redline {
	var text strings.Builder
	for i := range new {
		text.WriteString(plain(&new[i]))
	}
	return redline.Compare(languagetest.Set().Guess(text.String()), old, new)
}
