//go:build corpora

package merge_test

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/lab/corpora"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/merge"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/word"
)

// TestCorporaBack: every text below the folder that KELISIM_CORPORA names in which the
// profile finds no error, and so every one that check accepts, goes out as a Word file
// and comes back as the same draft, to the byte. The same file without the text that
// travels with it leaves the draft as it is, to the byte, when it is taken in.
func TestCorporaBack(t *testing.T) {
	files := corpora.Versions(t)
	good, largest := 0, 0
	for _, name := range files {
		lang, _, _ := strings.Cut(filepath.Base(filepath.Dir(name)), "-")
		if languagetest.Of(lang) == nil { // texts in English are numbered as Russian ones
			lang = "ru"
		}
		p := languagetest.Printer(lang)
		raw := fronted(t, name)
		text, found := order.Read("a.md", legal.Lang(lang), raw, languagetest.Of(lang))
		if found.HasErrors() || len(text.Units) < 2 {
			continue
		}
		good++
		edition := word.Edition{Text: text, ID: "1"}
		out, err := word.File(p, legal.DownloadText, word.Pair{New: edition, Language: languagetest.Of(lang), Document: "a"}, word.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		largest = max(largest, len(out))
		back, ok := merge.Restore("a.docx", out, docx.AcceptAll, words)
		if !ok || !bytes.Equal(back.Source, raw) {
			t.Errorf("%s: another draft came back (%v)", name, ok)
		}
		bare, err := docx.Write(word.Text(text.Units), docx.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if res := into(t, text, bare); !bytes.Equal(res.Raw, raw) || res.Taken != 0 {
			t.Errorf("%s: %d changes came in, though there are none: %v", name, res.Taken, res.Found)
		}
	}
	if good == 0 {
		t.Error("no text without errors")
	}
	t.Logf("%d of %d texts have no error and came back; the largest file has %d bytes", good, len(files), largest)
}

// fronted is a text of the corpora as a draft: with front matter that has its title.
func fronted(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	body := strings.TrimPrefix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\ufeff")
	if rest, ok := strings.CutPrefix(body, "---\n"); ok {
		if _, text, ok := strings.Cut(rest, "\n---\n"); ok {
			body = text
		}
	}
	title := ""
	if rest, ok := strings.CutPrefix(strings.TrimLeft(body, "\n"), "# "); ok {
		title, body, _ = strings.Cut(rest, "\n")
	}
	return []byte("---\ntitle: " + strconv.Quote(cmp.Or(strings.TrimSpace(title), "Title")) + "\n---\n\n" + body)
}
