package merge_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/merge"
	"github.com/kelisim/kelisim/internal/word"
)

func words(lang legal.Lang) *language.Language { return languagetest.Of(string(lang)) }

// TestBack: every text of this repository's content that goes out as a Word file comes
// back as the same draft, to the byte.
func TestBack(t *testing.T) {
	files, err := filepath.Glob("../../content/*/*/*.md")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d texts (%v)", len(files), err)
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(filepath.Base(name), ".md")
		p, err := catalog.Printer(lang)
		if err != nil {
			t.Fatal(err)
		}
		out, err := word.File(p, legal.DownloadText, word.Pair{New: word.Edition{Text: read(lang, string(data)), ID: "1", From: time.Unix(0, 0)},
			Language: words(legal.Lang(lang)), Document: "a"}, word.Options{})
		if err != nil {
			t.Fatal(err)
		}
		back, ok := merge.Restore("a.docx", out, docx.AcceptAll, words)
		if !ok || !bytes.Equal(back.Source, data) {
			t.Errorf("%s: %v", name, ok)
		}
		if len(out) > 60<<10 {
			t.Errorf("%s: %d bytes", name, len(out))
		}
	}
}

// TestComments: a comment is told at the clause that it is about, with its author, and
// Word's automatic numbers are read as numbers.
func TestComments(t *testing.T) {
	const text = "---\ntitle: Правила\n---\n\n1. Срок хранения – три года.\n\n2. Пользователь хранит пароль.\n"
	level := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	numbered := func(words string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>` + words + `</w:p>`
	}
	data := docxtest.File{
		Styles:    `<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>`,
		Numbering: level,
		Comments:  `<w:comment w:id="1" w:author="А. Серик"><w:p><w:r><w:t>Почему не PIN?</w:t></w:r></w:p></w:comment>`,
		Body: `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Правила</w:t></w:r></w:p>` + numbered(`<w:r><w:t>Срок хранения – пять лет.</w:t></w:r>`) +
			numbered(`<w:r><w:t xml:space="preserve">Пользователь хранит </w:t></w:r><w:commentRangeStart w:id="1"/><w:r><w:t>пароль</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:t>.</w:t></w:r>`),
	}.Pack(t)
	res := into(t, read("ru", text), data)
	if want := strings.Replace(text, "три года", "пять лет", 1); string(res.Raw) != want || res.Taken != 1 || keys(res) != "merge-base docx-comment.anchor" {
		t.Fatalf("%d %v\n%s", res.Taken, res.Found, res.Raw)
	}
	if f := res.Found[len(res.Found)-1]; f.Pos.Line != 7 || f.Args["author"] != "А. Серик" {
		t.Errorf("%+v", f)
	}
}

// TestOwnFindings: what an import says of the draft itself is not told of a colleague's file.
func TestOwnFindings(t *testing.T) {
	const text = "---\ntitle: Правила\n---\n\n1. Срок хранения – три года.\n\nПользователь хранит пароль в надежном месте и\n\nникому его не говорит.\n"
	draft := read("ru", text)
	clean, err := docx.Write(word.Text(draft.Units), docx.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ was, is, keys string }{
		{"три", "пять", "merge-base"},
		{"никому его не говорит.", "никому другому его не дает.", "merge-base import-break.paragraph"},
	} {
		data := docxtest.Rewrite(t, clean, func(name, part string) string { return strings.Replace(part, c.was, c.is, 1) })
		if res := into(t, draft, data); keys(res) != c.keys || string(res.Raw) != strings.Replace(text, c.was, c.is, 1) {
			t.Errorf("%s: %v\n%s", c.is, res.Found, res.Raw)
		}
	}
}
