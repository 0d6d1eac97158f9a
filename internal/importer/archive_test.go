package importer

import (
	"encoding/base64"
	"mime/quotedprintable"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestPages: a page is read whatever carries it: a web archive, a file that is called a
// Word document, or a text.
func TestPages(t *testing.T) {
	const page = "<!DOCTYPE html><html><body><h1>Правила зала</h1><p>1. Зал открыт.</p><p>2. Зал теплый.</p></body></html>"
	const want = "---\ntitle: Правила зала\n---\n\n1. Зал открыт.\n\n2. Зал теплый.\n"
	cyrillic, err := charmap.Windows1251.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	var quoted strings.Builder
	w := quotedprintable.NewWriter(&quoted)
	if _, err := w.Write([]byte(page)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	archive := func(coding, body string) string {
		return strings.ReplaceAll("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: multipart/alternative; boundary=\"c\"\n\n--c\nContent-Type: text/plain\n\nтекст\n--c\n"+
			"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: "+coding+"\n\n", "\n", "\r\n") + body + "\r\n--c--\r\n--b--\r\n"
	}
	for _, c := range []struct{ name, data string }{
		{"a.html", page}, {"a.doc", page}, {"a.txt", "\ufeff" + page}, {"a.doc", "<?xml version=\"1.0\"?>\n" + page}, {"a.doc", cyrillic},
		{"a.mht", archive("8bit", page)}, {"a.mhtml", archive("quoted-printable", quoted.String())}, {"a.doc", archive("base64", base64.StdEncoding.EncodeToString([]byte(page)))},
	} {
		res := Import(c.name, []byte(c.data), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want {
			t.Errorf("%s: drafts %v, findings %v of\n%s", c.name, res.Drafts, res.List(), c.data)
		}
	}
	for _, data := range []string{"текст", strings.ReplaceAll(archive("8bit", page), "text/html", "text/css"), "MIME-Version: 1.0\n\n" + page} {
		res := Import("a.mht", []byte(data), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 0 || len(res.Found) != 1 || res.Found[0].Key() != "import-format" {
			t.Errorf("findings %v of\n%s", res.List(), data)
		}
	}
}
