package report

import (
	"bytes"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing/standingtest"
)

// At the desk a hint that is the same for several findings in a row is said once, behind
// the last of them.
func TestHintOnce(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "content/a/1/ru.md", Line: line, Col: 1} }
	list := diag.List{
		{Code: diag.ChangesMissing, Severity: diag.Error, Pos: at(4)},
		{Code: diag.ChangesMissing, Severity: diag.Error, Pos: at(5)},
	}
	w := writer(t, "ru", ".")
	w.Plain = true
	var out bytes.Buffer
	w.Text(&out, list)
	_, hint := w.Message(list[0])
	if got := bytes.Count(out.Bytes(), []byte(hint)); hint == "" || got != 1 {
		t.Errorf("the hint stands %d times:\n%s", got, &out)
	}
	if !bytes.HasSuffix(out.Bytes(), []byte("\n    "+hint+"\n")) {
		t.Errorf("the hint is not the end:\n%s", &out)
	}
}

// At the desk a field that lacks a value has the name that its form gives it, a document its
// title, a text its language, and a file that was read from another encoding no advice about encodings.
func TestPlainWords(t *testing.T) {
	world := standingtest.New(t)
	world.Edition("rules", "1", map[legal.Lang][]string{"ru": {"Текст."}})
	site := world.Standing().In("ru")
	for _, c := range []struct {
		f             diag.Finding
		message, hint string
	}{
		{diag.Finding{Code: diag.KeyMissing, Args: diag.Args{"key": "date"}}, "не заполнено поле «Дата акта об утверждении»", "заполните его"},
		{diag.Finding{Code: diag.KeyMissing, Args: diag.Args{"key": "act"}}, "не заполнено поле «Вид акта»", "заполните его"},
		{diag.Finding{Code: diag.ImportConverted, Args: diag.Args{"encoding": "Windows-1251"}}, "файл был сохранен в старой кодировке (Windows-1251); он прочитан", "посмотрите, верны ли в тексте буквы"},
		{diag.Finding{Code: diag.AgreementMissing, Args: diag.Args{"document": "rules", "edition": "1", "offices": "А"}}, "редакция 1 документа «rules ru» не согласована: А", "откройте «Согласование» и нажмите «Согласовано»"},
		{diag.Finding{Code: diag.AnnexMissing, Variant: "none", Args: diag.Args{"document": "other", "number": "1"}}, "приложения 1 нет: у документа other нет приложений", "исправьте ссылку или добавьте приложение"},
		{diag.Finding{Code: diag.AgreementVoid, Args: diag.Args{"office": "А", "name": "Б", "at": time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC), "files": []string{"edition.yaml", "ru.md"}}},
			"согласование потеряло силу: А, Б, 1 июня 2026 года (10:00, UTC); с тех пор изменилось: сведения о редакции, русский текст", "покажите проект этому подразделению еще раз"},
	} {
		w := writer(t, "ru", ".")
		w.Plain, w.Site = true, site
		if message, hint := w.Message(c.f); message != c.message || hint != c.hint {
			t.Errorf("%s: %s\n%s", c.f.Code, message, hint)
		}
	}
}
