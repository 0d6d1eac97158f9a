package site

import (
	"path"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// The addresses of all pages, as paths in the output. They are a promise: others
// link to them, so none ever changes.

func listPath(lang legal.Lang) string { return string(lang) + "/index.html" }

func documentPath(lang legal.Lang, doc string) string {
	return path.Join(string(lang), doc, "index.html")
}

func editionPath(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, edition, "index.html")
}

func bilingualPath(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, edition, "bilingual", "index.html")
}

func historyPath(lang legal.Lang, doc string) string {
	return path.Join(string(lang), doc, "history", "index.html")
}

func filePath(doc, edition, name string) string { return path.Join("files", doc, edition, name) }

// relative is the address of one file of the output seen from another. A page
// is named by its folder: "../3/", or "./" from itself.
func relative(from, to string) string {
	to = strings.TrimSuffix(to, "index.html")
	a := strings.Split(from, "/")
	b := strings.Split(to, "/")
	a = a[:len(a)-1] // the folder
	n := 0
	for n < len(a) && n < len(b)-1 && a[n] == b[n] {
		n++
	}
	rel := strings.Repeat("../", len(a)-n) + strings.Join(b[n:], "/")
	if rel == "" {
		return "./"
	}
	return rel
}

// inLanguage is the same page in another language: kk/a/index.html, ru -> ru/a/index.html.
func inLanguage(page string, lang legal.Lang) string {
	_, rest, _ := strings.Cut(page, "/")
	return path.Join(string(lang), rest)
}
