package mend_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/mend"
)

// What is mended is said line by line with the letters; other words stay.
func TestLines(t *testing.T) {
	raw := []byte("---\r\ntitle: Правила\r\n---\r\n\r\n1. Пoльзователь вправе.\r\n\r\n2. Все верно.\r\n") // a Latin o
	r := mend.Text("ru.md", "ru", languagetest.Of("ru"), raw)
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
	if r := mend.Text("ru.md", "ru", languagetest.Of("ru"), []byte("---\ntitle: \xff\n---\n")); r.Refused == nil || r.Data != nil {
		t.Errorf("bytes that are no text: %+v", r)
	}
}

// twice are texts in which one mended thing shows the next one, with what they become.
var twice = []struct{ raw, want string }{
	{"## 1. Общее\n\n1.1Текст пункта.\n\n1.2Второй.\n", "## 1. Общее\n\n1.1. Текст пункта.\n\n1.2. Второй.\n"},
	{"1. Возраст:\n\nа)65 лет;\n\nб)75 лет.\n", "1. Возраст:\n\nа) 65 лет;\n\nб) 75 лет.\n"},
	{"**1. Общее**\n\n**1.1.**Текст.\n", "**1. Общее**\n\n**1.1.**Текст.\n"},
	{"Глава 1 Общее\n\n1.Тeкст  пункта.\n\n2.Второй.\n", "Глава 1. Общее\n\n1. Текст пункта.\n\n2. Второй.\n"},
}

// To mend a text reaches its end at once: what was mended is mended no further.
func TestTwice(t *testing.T) {
	words := languagetest.Of("ru")
	for _, c := range twice {
		const front = "---\ntitle: Правила\n---\n\n"
		r := mend.Text("ru.md", "ru", words, []byte(front+c.raw))
		if got := string(r.Data); got != front+c.want {
			t.Errorf("%q becomes %q, want %q", c.raw, got, front+c.want)
		}
		if again := mend.Text("ru.md", "ru", words, r.Data); !bytes.Equal(again.Data, r.Data) {
			t.Errorf("%q becomes %q when it is mended again", r.Data, again.Data)
		}
	}
}

func FuzzTwice(f *testing.F) {
	for _, c := range twice {
		f.Add(c.raw)
	}
	for _, raw := range []string{"1.  А\n1)раз;\n2)два.\n", "**«Кeлісім»**ге\n\n__a__б\n", "1. а\n\n3,4. б\n\n2.1.1 сбор\n\n2.1.2 сбор\n", "| а |б|\n|-|-|\n|1.1Тeкст| x|\n"} {
		f.Add(raw)
	}
	words := languagetest.Of("ru")
	f.Fuzz(func(t *testing.T, body string) {
		raw := []byte("---\ntitle: Правила\n---\n\n" + body)
		r := mend.Text("ru.md", "ru", words, raw)
		if r.Unsure {
			t.Fatalf("%q is mended to another text, or without end", body)
		}
		if r.Data == nil {
			return
		}
		if again := mend.Text("ru.md", "ru", words, r.Data); !bytes.Equal(again.Data, r.Data) {
			t.Errorf("%q becomes %q, and then %q", raw, r.Data, again.Data)
		}
	})
}

// A letter of the language's own that was typed as another one beside a look-alike is
// mended with it, since the word has one right form.
func TestOwnLetters(t *testing.T) {
	raw := []byte("---\ntitle: Ережелер\n---\n\n1. Мекеме аkпараттық жүйені жүргізеді.\n") // a Latin k
	r := mend.Text("kk.md", "kk", languagetest.Of("kk"), raw)
	if want := strings.Replace(string(raw), "аkпараттық", "ақпараттық", 1); string(r.Data) != want {
		t.Errorf("%q, unsure: %v", r.Data, r.Unsure)
	}
}
