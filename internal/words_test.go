package internal_test

import (
	"go/scanner"
	"go/token"
	"os"
	"strings"
	"testing"
	"unicode"
)

// ownWords are the files whose code may hold Cyrillic letters, and why. All else that a
// language says or looks for stands in its files in i18n/.
var ownWords = map[string]string{
	"internal/script/script.go":     "letters as signs, whatever the language",
	"internal/citation/scan.go":     "the letters of which most texts are made, for speed",
	"internal/docx/spell.go":        "Word's own numbers in Russian letters, as its standard lists them",
	"internal/importer/encoding.go": "a code page's characters, and the letters by which one is known",
	"internal/importer/typeset.go":  "the widths of letters in type, whatever the language",
	"internal/dist/main.go":         "names of files in the zip for Windows",
}

// testWords are packages that make texts for tests and measurements.
var testWords = []string{"internal/lab/", "internal/docx/docxtest/", "internal/ledger/ledgertest/"}

// No code holds words of a language: they are data. Comments may quote them.
func TestWordsAreData(t *testing.T) {
	found := map[string]bool{}
	sources(t, func(file string) {
		src, err := os.ReadFile("../" + file)
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		var s scanner.Scanner
		s.Init(fset.AddFile(file, -1, len(src)), src, nil, 0) // comments are passed over
		for pos, kind, text := s.Scan(); kind != token.EOF; pos, kind, text = s.Scan() {
			if !strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Cyrillic) }) {
				continue
			}
			made := false
			for _, folder := range testWords {
				made = made || strings.HasPrefix(file, folder)
			}
			if found[file] = true; !made && ownWords[file] == "" {
				t.Errorf("%s: %s stands in code; words of a language belong into its files in i18n/", fset.Position(pos), text)
			}
		}
	})
	for file := range ownWords {
		if !found[file] {
			t.Errorf("%s holds no Cyrillic letters any more", file)
		}
	}
}
