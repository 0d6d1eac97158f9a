// Package corpora finds the real texts that tests with the tag corpora are run on: make
// corpora names their folder, which is no part of this repository.
package corpora

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Dir is the folder that the variable KELISIM_CORPORA names.
func Dir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("KELISIM_CORPORA")
	if dir == "" {
		t.Fatal("KELISIM_CORPORA names no folder")
	}
	return dir
}

// Files are those that a pattern of path/filepath finds below Dir, one or more.
func Files(t testing.TB, pattern ...string) []string {
	t.Helper()
	dir := Dir(t)
	files, err := filepath.Glob(filepath.Join(append([]string{dir}, pattern...)...))
	if err != nil || len(files) == 0 {
		t.Fatalf("no %v below %s (%v)", pattern, dir, err)
	}
	return files
}

// Versions are the texts that have versions, in order: LANG-NAME/DOCUMENT/001.md and on.
func Versions(t testing.TB) []string {
	t.Helper()
	return Files(t, "*", "*", "[0-9][0-9][0-9].md")
}

// Language is the language of a text: kk or ru if its folder's name begins so, else en.
func Language(path string) string {
	if lang, _, ok := strings.Cut(filepath.Base(filepath.Dir(path)), "-"); ok && slices.Contains([]string{"kk", "ru"}, lang) {
		return lang
	}
	return "en"
}
