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

// TestMail: the text of a mail is read with a warning; a mail that carries a document is
// refused with the name of the attachment.
func TestMail(t *testing.T) {
	const plain, page = "ПРАВИЛА\n\n1. Зал открыт.\n\n2. Зал теплый.\n", "<p><b>ПРАВИЛА</b></p><p>1. Зал открыт.</p><p>2. Зал теплый.</p>"
	const want = "---\ntitle: ПРАВИЛА\n---\n\n1. Зал открыт.\n\n2. Зал теплый.\n"
	encoded := base64.StdEncoding.EncodeToString([]byte(plain))
	subject := "From: a@b.kz\nSubject: =?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte("Ереже")) + "?=\n"
	mixed := func(name string) string {
		return subject + "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + plain +
			"\n--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + name + "\"\n\n...\n--b--\n"
	}
	for _, c := range []struct{ data, finding string }{
		{subject + "\n" + plain, "import-edge.mail"},
		{subject + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + encoded + "\n", "import-edge.mail"},
		{subject + "Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nСм. страницу\n--b\nContent-Type: text/html; charset=utf-8\n\n" + page + "\n--b--\n", "import-edge.mail"},
		{mixed("logo.png"), "import-edge.mail"},
		{mixed("=?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte("Ереже.DOCX")) + "?="), "import-format.mail"},
		{"Content-Type: image/png\n\n...", "import-format"},
	} {
		res := Import("a.eml", []byte(strings.ReplaceAll(c.data, "\n", "\r\n")), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Found) != 1 || res.Found[0].Key() != c.finding {
			t.Errorf("findings %v of\n%s", res.List(), c.data)
			continue
		}
		switch c.finding {
		case "import-edge.mail":
			if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want || res.Found[0].Args["words"] != "Ереже" || res.Found[0].Line == 0 {
				t.Errorf("draft %s, findings %v of\n%s", res.Drafts[0].Markdown, res.Found, c.data)
			}
		case "import-format.mail":
			if res.Found[0].Args["format"] != "Ереже.DOCX" {
				t.Errorf("%v", res.Found)
			}
		}
	}
}
