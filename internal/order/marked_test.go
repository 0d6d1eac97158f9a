package order

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestMarkedWords: words that a person quotes as she sees them are found among marks, and no
// mark is lost or left alone.
func TestMarkedWords(t *testing.T) {
	const body = "Данные хранятся в порядке, установленном [разделом 3 Политики](doc:privacy-policy#3), и **не передаются** другим."
	for _, c := range []struct {
		in   Instruction
		want string // instead of a part of body
	}{
		{Instruction{Verb: ExcludeWords, Words: []Words{{", установленном разделом 3 Политики,", ""}}}, "Данные хранятся в порядке и **не передаются** другим."},
		{Instruction{Verb: ExcludeWords, Words: []Words{{"разделом 3 Политики", ""}}}, "Данные хранятся в порядке, установленном, и **не передаются** другим."},
		{Instruction{Verb: ExcludeWords, Words: []Words{{"не передаются", ""}}}, strings.Replace(body, " **не передаются**", "", 1)},
		{Instruction{Verb: ExcludeWords, Words: []Words{{"не", ""}}}, strings.Replace(body, "**не ", "**", 1)},
		{Instruction{Verb: ExcludeWords, Words: []Words{{", и не", ""}}}, ""},
		{Instruction{Verb: ExcludeWords, Words: []Words{{"3 Политики, и не передаются", ""}}}, ""},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"и не передаются другим", "и не передаются никому"}}}, strings.Replace(body, "другим", "никому", 1)},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"порядке, установленном разделом 3 Политики, и", "порядке, установленном разделом 4 Политики, и"}}}, strings.Replace(body, "3 П", "4 П", 1)},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"разделом 3 Политики, и", "разделом 3 Политики и приказом, и"}}}, strings.Replace(body, ",  и", "", 1)[:0] + strings.Replace(body, "#3), и", "#3) и приказом, и", 1)},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"Политики, и не передаются", "Правил, но передаются"}}}, ""},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"Политики, и не передаются другим", "Правил, и не передаются никому"}}}, "Данные хранятся в порядке, установленном [разделом 3 Правил](doc:privacy-policy#3), и **не передаются** никому."},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"3 Политики, и не передаются", "4 Правил, но не раскрываются"}}}, "Данные хранятся в порядке, установленном [разделом 4 Правил](doc:privacy-policy#3), но **не раскрываются** другим."},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"3 Политики, и не передаются", "3 Политики или приказа, и никогда не передаются"}}}, "Данные хранятся в порядке, установленном [разделом 3 Политики](doc:privacy-policy#3) или приказа, и никогда **не передаются** другим."},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"установленном разделом 3 Политики, и не передаются другим", "указанном в разделе 3 Политики, и не передаются никому"}}}, "Данные хранятся в порядке, указанном в [разделе 3 Политики](doc:privacy-policy#3), и **не передаются** никому."},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"в порядке, установленном разделом 3 Политики, и не", "по порядку, установленному разделом 3 Политики, и вовсе не"}}}, "Данные хранятся по порядку, установленному [разделом 3 Политики](doc:privacy-policy#3), и вовсе **не передаются** другим."},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"установленном разделом 3 Политики, и не передаются другим", "тайно, и передаются никому"}}}, ""},
		{Instruction{Verb: ReplaceWords, Words: []Words{{"Политики, и не передаются другим", "Правил, и никому"}}}, ""},
		{Instruction{Verb: AddWords, Words: []Words{{"и не передаются", "никаким"}}}, strings.Replace(body, "передаются** ", "передаются** никаким ", 1)},
		{Instruction{Verb: AddWords, Before: true, Words: []Words{{"не передаются другим", "больше"}}}, strings.Replace(body, "и **не", "и больше **не", 1)},
	} {
		e, n := locate(c.in, body)
		got := ""
		if n == 1 {
			got, _ = splice(body, []edit{e})
		}
		if got != c.want {
			t.Errorf("%v %q: %q, not %q", c.in.Verb, c.in.Words[0], got, c.want)
		}
	}
}

// TestMarkedLaw: what readers see after an edit among marks is what the edit makes of what they saw,
// and the marks that are left are whole.
func TestMarkedLaw(t *testing.T) {
	found := 0
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"акт", "совет", "три", "дня", "хранит", "вправе", "снег"}), 3, 9).Draw(r, "words")
		var b strings.Builder
		for i := 0; i < len(words); {
			n := min(rapid.IntRange(1, 3).Draw(r, "length"), len(words)-i)
			part := strings.Join(words[i:i+n], " ")
			if i += n; b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strings.Replace(rapid.SampledFrom([]string{"~", "~", "**~**", "*~*", "[~](doc:a#1)", "[**~**](doc:b)", "~[^1]"}).Draw(r, "mark"), "~", part, 1))
		}
		body := b.String() + "."
		from := rapid.IntRange(0, len(words)-1).Draw(r, "from")
		old := strings.Join(words[from:rapid.IntRange(from+1, len(words)).Draw(r, "to")], " ")
		in := Instruction{Verb: rapid.SampledFrom([]Verb{ExcludeWords, ReplaceWords, AddWords}).Draw(r, "verb"), Words: []Words{{old, ""}}}
		if in.Verb != ExcludeWords {
			in.Words[0].New = rapid.SampledFrom([]string{"лед", "акт лед", old + " лед", "лед " + old, strings.TrimSuffix(old, "дня") + "года",
				strings.NewReplacer("акт", "указ", "дня", "часа", "хранит", "хранят", "вправе ", "").Replace(old), strings.NewReplacer("три", "пять или три", "снег", "град", "совет ", "").Replace(old)}).Draw(r, "new")
		}
		e, n := locate(in, body)
		if n != 1 {
			return
		}
		found++
		see := func(s string) string {
			hidden := marks(s)
			if hidden == nil {
				return s
			}
			plain, _ := seen(s, hidden)
			return plain
		}
		got, _ := splice(body, []edit{e})
		plain, k := locate(in, see(body))
		if k != 1 {
			r.Fatalf("%q stands once in %q and %d times in what is seen of it", old, body, k)
		}
		want, _ := splice(see(body), []edit{plain})
		if strings.TrimSpace(see(got)) != strings.TrimSpace(want) { // a mark may stand before the first word
			r.Fatalf("%v %q in %q: %q is seen, not %q", in.Verb, in.Words[0], body, see(got), want)
		}
		hidden := marks(got)
		if was := marks(body); in.Verb == ReplaceWords && was != nil && marksAlone(got, hidden) != marksAlone(body, was) {
			r.Fatalf("%q in %q: other marks in %q", in.Words[0], body, got)
		}
		if hidden != nil && !balanced(strings.ReplaceAll(marksAlone(got, hidden), footnoteAlone, "")) {
			r.Fatalf("%v %q in %q: %q", in.Verb, in.Words[0], body, got)
		}
		for _, empty := range []string{"****", "[](", "[****]"} {
			if strings.Contains(got, empty) && !strings.Contains(body, empty) {
				r.Fatalf("%v %q in %q leaves %q", in.Verb, in.Words[0], body, got)
			}
		}
	})
	if found == 0 {
		t.Error("nothing was found")
	}
}
