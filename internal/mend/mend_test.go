package mend_test

import (
	"testing"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/mend"
)

func russian(t *testing.T) *language.Language {
	t.Helper()
	set, err := language.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	return set.Of("ru")
}

// What is mended is said line by line with the letters; other words stay.
func TestLines(t *testing.T) {
	raw := []byte("---\r\ntitle: Правила\r\n---\r\n\r\n1. Пoльзователь вправе.\r\n\r\n2. Все верно.\r\n") // a Latin o
	r := mend.Text("ru.md", "ru", russian(t), raw)
	lines := mend.Lines(raw, r.Data)
	if len(lines) != 1 || lines[0].Line != 5 || lines[0].New != "1. Пользователь вправе." {
		t.Fatalf("%+v", lines)
	}
	if from, to := lines[0].Changed(4); from != 4 || to != 5 {
		t.Errorf("letters %d-%d", from, to)
	}
	if !lines[0].Touches(4) || lines[0].Touches(17) {
		t.Error("the word that is mended is another one")
	}
	if r := mend.Text("ru.md", "ru", russian(t), []byte("---\ntitle: \xff\n---\n")); r.Refused == nil || r.Data != nil {
		t.Errorf("bytes that are no text: %+v", r)
	}
}
