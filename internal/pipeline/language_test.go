package pipeline

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/layouts"
)

// A site of one language has every kind of page but those of two languages, in its own
// words alone.
func TestOneLanguage(t *testing.T) {
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	text := map[legal.Lang]string{
		"kk": "---\ntitle: Келісім\nchanges: %d-редакция\n---\n\n## 1. Терминдер\n\n1.1. Оператор – қызмет көрсететін тұлға.\n\n1.2. Оператор %d теңге төлейді, 1.1-тармақ.\n",
		"ru": "---\ntitle: Соглашение\nchanges: Редакция %d\n---\n\n## 1. Термины\n\n1.1. Оператор – лицо, которое оказывает услугу.\n\n1.2. Оператор платит %d тенге, пункт 1.1.\n",
		"en": "---\ntitle: Agreement\nchanges: Edition %d\n---\n\n## 1. Terms\n\n1.1. Operator (hereinafter – the Operator) is who serves.\n\n1.2. The Operator pays %d tenge, clause 1.1.\n",
	}
	for lang, words := range text {
		r, err := render.New(layouts.Files(), catalog, languagetest.Set(), []legal.Lang{lang}, legal.Accent{})
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		w := &world{t: t, files: fstest.MapFS{}, now: time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC), r: r}
		w.write("site.yaml", fmt.Sprintf("id: example.org\nbase_url: https://example.org/x/\nlanguages: [%s]\norganization: X\n", lang))
		w.write("ledger.jsonl", "")
		w.write("a/document.yaml", "kind: agreement\n")
		for n := 1; n <= 2; n++ {
			w.write(fmt.Sprintf("a/%d/edition.yaml", n), "material: true\n")
			w.write(fmt.Sprintf("a/%d/%s.md", n, lang), fmt.Sprintf(words, n, n))
			if w.now = w.now.Add(time.Hour); !w.publish(fmt.Sprintf("a/%d", n)) {
				t.Fatalf("%s: edition %d is not published", lang, n)
			}
		}
		w.now = w.now.Add(time.Hour)
		var mu sync.Mutex
		files := map[string][]byte{}
		if _, err := w.load().Render(r, false, func(name string, data []byte) error {
			mu.Lock()
			defer mu.Unlock()
			files[name] = bytes.Clone(data)
			return nil
		}); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		for _, name := range []string{"index.html", "404.html", "api/v1/index.html", "api/v1/index.json", "api/v1/current.json", "api/v1/documents/a.json",
			"L/index.html", "L/search/index.html", "L/feed.xml", "L/calendar.ics", "L/a/index.html", "L/a/1/index.html", "L/a/2/index.html", "L/a/2/text.md",
			"L/a/2/text.txt", "L/a/2/changes/index.html", "L/a/2/changes/table/index.html", "L/a/history/index.html", "L/a/since/index.html", "L/a/since/1/index.html",
			"L/a/terms/index.html", "L/a/feed.xml", "embed/L/a/2.html", "embed/L/a/current.html", "api/v1/texts/a/2/L.json", "api/v1/redlines/a/2/L.json", "api/v1/since/a/1/L.json"} {
			if name = strings.ReplaceAll(name, "L", string(lang)); len(files[name]) == 0 {
				t.Errorf("%s: there is no %s", lang, name)
			}
		}
		for name, data := range files {
			for other := range text {
				if other != lang && (strings.HasPrefix(name, string(other)+"/") || strings.HasPrefix(name, "embed/"+string(other)+"/")) {
					t.Errorf("%s: %s", lang, name)
				}
				if strings.HasSuffix(name, ".html") && other != lang && bytes.Contains(data, []byte(`<html lang="`+string(other)+`"`)) {
					t.Errorf("%s: %s is in %s", lang, name, other)
				}
			}
			if strings.Contains(name, "bilingual") {
				t.Errorf("%s: %s", lang, name)
			}
		}
	}
}
