package merge_test

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/merge"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/word"
)

func read(lang, source string) *legal.Text {
	t, _ := order.Read("a.md", legal.Lang(lang), []byte(source), languagetest.Of(lang))
	return t
}

// sent is the Word file of a text; returned is it with another text's changes.
func sent(t testing.TB, text *legal.Text) []byte {
	t.Helper()
	return file(t, word.Text(text.Units), text)
}

func file(t testing.TB, d *docx.Document, base *legal.Text) []byte {
	t.Helper()
	attached := ""
	if base != nil {
		attached = "kelisim.text/1\n\n\n" + string(base.Lang) + "\n" + string(base.Source)
	}
	data, err := docx.Write(d, docx.Settings{Attached: attached})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func tracked(t testing.TB, old, new *legal.Text, attached bool) []byte {
	t.Helper()
	r := redline.Compare(languagetest.Of(string(old.Lang)), old.Units, new.Units)
	base := old
	if !attached {
		base = nil
	}
	return file(t, word.Redline(r, old.Units, new.Units, word.Options{Mark: docx.Mark{Author: "Б. Ахметова"}}), base)
}

func into(t testing.TB, draft *legal.Text, data []byte) merge.Result {
	t.Helper()
	res, err := merge.Into(merge.Input{Draft: draft, Raw: draft.Source, Language: languagetest.Of(string(draft.Lang)), Name: "a.docx", File: data})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

const draft = `---
title: "Правила"
changes: Первая редакция   # без изменений
---


## 1. Общие положения

1.1. Оператор хранит данные
в течение трех лет и *не передает* их.

1.2. Пользователь обязан:
1) хранить пароль;
2) сообщать о его утрате.


| Услуга | Цена |
|:-------|-----:|
| Доступ | 100 |
| Архив  | 50 |

---

2. Код ` + "`АБВ`" + ` указывается в заявлении.
`

// TestInto: what a colleague changed comes in, tracked or not, and the rest stays.
func TestInto(t *testing.T) {
	new := strings.NewReplacer("трех лет", "пяти лет", "2) сообщать о его утрате.", "2) сообщать о его утрате;\n3) менять его раз в год.",
		"| Архив  | 50 |\n", "| Архив  | 70 |\n| Выписка | 5 |\n").Replace(draft)
	a, b := read("ru", draft), read("ru", new)
	for name, data := range map[string][]byte{
		"tracked":            tracked(t, a, b, true),
		"tracked, no base":   tracked(t, a, b, false),
		"untracked":          file(t, word.Text(b.Units), a),
		"untracked, no base": file(t, word.Text(b.Units), nil),
	} {
		res := into(t, a, data)
		if got := string(res.Raw); got != new {
			t.Errorf("%s: %v\n%s", name, res.Found, got)
		}
		if res := into(t, b, data); string(res.Raw) != new && name != "tracked, no base" {
			t.Errorf("%s, twice: %v\n%s", name, res.Found, res.Raw)
		}
	}
	if res := into(t, a, sent(t, a)); string(res.Raw) != draft || res.Taken != 0 {
		t.Errorf("untouched: %d %v\n%s", res.Taken, res.Found, res.Raw)
	}
}

// keys are the findings that a merge gave, with their arguments.
func keys(res merge.Result) string {
	var out []string
	for _, f := range res.Found {
		out = append(out, f.Key())
	}
	return strings.Join(out, " ")
}

// TestContradictions: what was changed here and there in different ways is told, and
// the draft keeps its own.
func TestContradictions(t *testing.T) {
	const base = "---\ntitle: Т\n---\n\n1.1. Срок хранения данных составляет три года.\n\n1.2. Плата вносится ежемесячно в тенге.\n"
	for name, c := range map[string]struct{ ours, theirs, found, want string }{
		"words": {strings.Replace(base, "три года", "пять лет", 1), strings.Replace(base, "три года", "семь лет", 1), "merge-conflict", ""},
		"words beside each other come in": {strings.Replace(base, "Плата", "Оплата", 1), strings.Replace(base, "в тенге", "в долларах", 1), "",
			strings.NewReplacer("Плата", "Оплата", "в тенге", "в долларах").Replace(base)},
		"removed there": {strings.Replace(base, "три года", "пять лет", 1), strings.Replace(base, "1.1. Срок хранения данных составляет три года.\n\n", "", 1), "merge-conflict.removed", ""},
		"removed here":  {strings.Replace(base, "1.1. Срок хранения данных составляет три года.\n\n", "", 1), strings.Replace(base, "три года", "пять лет", 1), "merge-conflict.gone", ""},
		"one number": {base + "\n1.3. Споры решает суд города Алматы.\n", base + "\n1.3. Уведомления отправляются на почту.\n", "merge-conflict.number",
			base + "\n1.3. Уведомления отправляются на почту.\n\n1.3. Споры решает суд города Алматы.\n"},
		"the same": {strings.Replace(base, "три года", "пять лет", 1), strings.Replace(base, "три года", "пять лет", 1), "", ""},
	} {
		b, ours, theirs := read("ru", base), read("ru", c.ours), read("ru", c.theirs)
		res := into(t, ours, file(t, word.Text(theirs.Units), b))
		want := c.want
		if want == "" {
			want = c.ours
		}
		if keys(res) != c.found || string(res.Raw) != want {
			t.Errorf("%s: %v\n%s", name, res.Found, res.Raw)
		}
	}
}

// TestBytes: line ends, a byte order mark and an open last line stay as they are.
func TestBytes(t *testing.T) {
	for _, form := range []func(string) string{
		func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		func(s string) string { return "\ufeff" + s },
		func(s string) string { return strings.TrimRight(s, "\n") },
		func(s string) string { return s + "\n\n" },
	} {
		raw := form(draft)
		want := form(strings.Replace(draft, "трех лет", "пяти лет", 1))
		a, b := read("ru", raw), read("ru", want)
		res, err := merge.Into(merge.Input{Draft: a, Raw: []byte(raw), Language: languagetest.Of("ru"), Name: "a.docx", File: file(t, word.Text(b.Units), a)})
		if err != nil || string(res.Raw) != want {
			t.Errorf("%v %v: %q\nwant %q", err, res.Found, res.Raw, want)
		}
	}
}

// TestApart: without the text that travels with a file, what it says besides its tracked
// changes is told if the draft says something else; the tracked changes come in.
func TestApart(t *testing.T) {
	const ours = "---\ntitle: Т\n---\n\n1.1. Срок хранения данных составляет три года.\n\n1.2. Плата вносится ежемесячно в тенге.\n\n1.3. Споры решает суд города Алматы.\n"
	clause := "1.4. Уведомления отправляются на почту.\n"
	for name, c := range map[string]struct{ rejected, accepted, found, want string }{
		"an accepted change": {strings.Replace(ours, "три года", "пять лет", 1), strings.NewReplacer("три года", "пять лет", "в тенге", "в долларах").Replace(ours),
			"merge-conflict.apart", strings.Replace(ours, "в тенге", "в долларах", 1)},
		"a clause of the file alone": {ours + "\n" + clause, strings.Replace(ours, "в тенге", "в долларах", 1) + "\n" + clause,
			"merge-conflict.apart-file", strings.Replace(ours, "в тенге", "в долларах", 1)},
		"a clause of the draft alone": {strings.Replace(ours, "\n1.3. Споры решает суд города Алматы.\n", "", 1), strings.NewReplacer("\n1.3. Споры решает суд города Алматы.\n", "", "в тенге", "в долларах").Replace(ours),
			"merge-conflict.apart-draft", strings.Replace(ours, "в тенге", "в долларах", 1)},
		"the same change in both": {ours, strings.Replace(ours, "в тенге", "в долларах", 1), "", strings.Replace(ours, "в тенге", "в долларах", 1)},
	} {
		draft := read("ru", ours)
		res := into(t, draft, tracked(t, read("ru", c.rejected), read("ru", c.accepted), false))
		if strings.TrimSpace("docx-changes "+c.found) != keys(res) || string(res.Raw) != c.want {
			t.Errorf("%s: %v\n%s", name, res.Found, res.Raw)
		}
	}
}
