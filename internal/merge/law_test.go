package merge_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/merge"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/word"
)

// roundsVariable raises the count of generated edits: make soak sets it to 200.
const roundsVariable = "KELISIM_MERGE_ROUNDS"

var vocabulary = map[string][]string{
	"ru": strings.Fields("учреждение заявление срок три пять дней лет 5 10 подается хранится и или не в **обязан** *вправе* [тариф](https://a.kz/t) «Ведомство» электронно-цифровой `код` 10 % – № договор пользователь портал услуга порядок оплата возврат отказ письменно лично почтой"),
	"kk": strings.Fields("мекеме өтініш мерзім үш бес күн жыл 5 10 беріледі сақталады және немесе емес осы **міндетті** *құқылы* [тариф](https://a.kz/t) «Ведомство» электрондық-цифрлық `код` 10 % – № шарт пайдаланушы портал қызмет тәртіп төлем қайтару бас тарту жазбаша жеке"),
}

// editor writes texts as people lay them out, and edits them.
type editor struct {
	*rand.Rand
	words []string
	n     int
	parts [][]string // lines of each block, its number left out: "@" stands for it
}

func (e *editor) sentence() string {
	e.n++
	w := []string{"Z" + strconv.Itoa(e.n)} // no two sentences are alike
	for range 3 + e.IntN(12) {
		w = append(w, e.words[e.IntN(len(e.words))])
	}
	return strings.Join(w, " ") + "."
}

func (e *editor) block() []string {
	switch e.IntN(11) {
	case 10:
		return []string{strconv.Itoa(1+e.IntN(40)) + `\. ` + e.sentence()} // no number, as the author says
	case 0:
		return []string{"## @ " + strings.TrimSuffix(e.sentence(), ".")}
	case 1:
		return []string{"@ " + e.sentence(), e.sentence()} // over two lines
	case 2:
		return []string{e.sentence()}
	case 3:
		return []string{"- " + e.sentence(), "- " + e.sentence()}
	case 4:
		return []string{"| " + e.sentence() + " | б |", "|:--|--:|", "| " + e.sentence() + " | 1 |", "| " + e.sentence() + " | 2 |"}
	case 5:
		return []string{"> " + e.sentence()}
	}
	return []string{"@ " + e.sentence()}
}

func (e *editor) write(gaps bool) string {
	var b strings.Builder
	b.WriteString("---\ntitle: \"Z\"   # так\n---\n")
	section, clause := 0, 0
	for i, lines := range e.parts {
		b.WriteString("\n")
		if gaps && i%5 == 4 {
			b.WriteString("\n")
		}
		for _, l := range lines {
			if strings.HasPrefix(l, "## @") {
				section, clause = section+1, 0
				l = strings.Replace(l, "@", fmt.Sprintf("%d.", section), 1)
			} else if strings.HasPrefix(l, "@") {
				clause++
				l = strings.Replace(l, "@", fmt.Sprintf("%d.%d.", max(section, 1), clause), 1)
			}
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}

// edit changes one thing, as a colleague would.
func (e *editor) edit() {
	i := e.IntN(len(e.parts))
	lines := slices.Clone(e.parts[i])
	e.parts[i] = lines
	k := e.IntN(len(lines))
	words := strings.Fields(lines[k])
	plain := func(w string) bool { return !strings.ContainsAny(w, "#@->|*[`:") && w != "" }
	switch e.IntN(7) {
	case 0, 1, 2: // other words
		var at []int
		for n, w := range words {
			if plain(w) && n > 1 && n < len(words)-1 {
				at = append(at, n)
			}
		}
		if len(at) > 0 {
			words[at[e.IntN(len(at))]] = "новое" + strconv.Itoa(e.IntN(90))
			lines[k] = strings.Join(words, " ")
		}
	case 3: // more words
		if n := len(words) - 1; n > 2 && plain(words[n]) && plain(words[n-1]) {
			lines[k] = strings.Join(slices.Insert(words, n, "еще", "слова"), " ")
		}
	case 4:
		e.parts = slices.Insert(e.parts, i+1, []string{"@ " + e.sentence()})
	case 5:
		if len(e.parts) > 3 {
			e.parts = slices.Delete(e.parts, i, i+1)
		}
	case 6: // a row or an item
		if strings.HasPrefix(lines[len(lines)-1], "|") {
			e.parts[i] = append(lines, "| "+e.sentence()+" | 3 |")
		} else if strings.HasPrefix(lines[0], "- ") {
			e.parts[i] = append(lines, "- "+e.sentence())
		}
	}
}

func nonblank(s string) []string {
	return slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
}

// roundsOr is how many texts a law is tried on: what the variable says, else n.
func roundsOr(t *testing.T, n int) int {
	t.Helper()
	if s := os.Getenv(roundsVariable); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// TestLaw: what a colleague changed comes in, every word of it, and no other line of
// the draft changes, in both languages: tracked or not, half accepted, numbered by Word's
// lists, and written as OnlyOffice writes.
func TestLaw(t *testing.T) {
	rounds := roundsOr(t, 12)
	for _, lang := range []string{"ru", "kk"} {
		t.Run(lang, func(t *testing.T) {
			for seed := range rounds {
				e := &editor{Rand: rand.New(rand.NewPCG(uint64(seed), 15)), words: vocabulary[lang]}
				for range 8 + e.IntN(20) {
					e.parts = append(e.parts, e.block())
				}
				old := read(lang, e.write(true))
				for range 1 + e.IntN(5) {
					e.edit()
				}
				new := read(lang, e.write(true))
				clean := file(t, word.Text(new.Units), old)
				told(t, fmt.Sprint(seed, " half accepted, no base"), old, new, into(t, old, half(t, old, new, e.Rand, false)))
				for name, data := range map[string][]byte{
					"tracked":                       tracked(t, old, new, true),
					"tracked, no base":              tracked(t, old, new, false),
					"untracked":                     clean,
					"half accepted":                 half(t, old, new, e.Rand, true),
					"numbered by lists":             docxtest.Lists(t, clean),
					"OnlyOffice, tracked":           docxtest.OnlyOffice(t, tracked(t, old, new, true), true),
					"OnlyOffice, tracked, no base":  docxtest.OnlyOffice(t, tracked(t, old, new, true), false),
					"OnlyOffice, numbered by lists": docxtest.OnlyOffice(t, docxtest.Lists(t, clean), true),
				} {
					res := into(t, old, data)
					sure(t, fmt.Sprint(seed, ", ", name), res)
					compare(t, fmt.Sprint(seed, " ", name), string(old.Source), string(new.Source), string(res.Raw))
				}
			}
		})
	}
}

// sure holds that nothing of a merge of generated edits is left to the editor.
func sure(t *testing.T, name string, res merge.Result) {
	t.Helper()
	for _, f := range res.Found {
		// Clauses above the first heading have the numbers of its own.
		if f.Severity >= diag.Warning && !f.Is(diag.ImportLabel, "again") {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// told holds that every word which a colleague added stands in the merged draft or in a
// finding.
func told(t *testing.T, name string, old, new *legal.Text, res merge.Result) {
	t.Helper()
	all := string(old.Source) + string(res.Raw)
	for _, f := range res.Found {
		all += fmt.Sprint(" ", f.Args["theirs"])
	}
	has := map[string]bool{}
	plain := strings.NewReplacer("*", "", "`", "")
	for w := range strings.FieldsSeq(plain.Replace(all)) {
		has[w] = true
	}
	for w := range strings.FieldsSeq(plain.Replace(string(new.Source))) {
		if !has[w] {
			t.Errorf("%s: %q is lost: %v\n--- old\n%s\n--- new\n%s\n--- got\n%s", name, w, res.Found, old.Source, new.Source, res.Raw)
			return
		}
	}
}

// half is a file in which a colleague accepted some of the tracked changes and left the
// others.
func half(t *testing.T, old, new *legal.Text, r *rand.Rand, attached bool) []byte {
	t.Helper()
	d := word.Redline(redline.Compare(languagetest.Of(string(old.Lang)), old.Units, new.Units), old.Units, new.Units, word.Options{Mark: docx.Mark{Author: "Б. Ахметова"}})
	accepted := func() bool { return r.IntN(2) == 0 }
	for _, b := range d.Blocks {
		if table, ok := b.(*docx.Table); ok {
			table.Rows = slices.DeleteFunc(table.Rows, func(row docx.Row) bool { return row.Del != nil && accepted() })
			for i := range table.Rows {
				if row := &table.Rows[i]; row.Ins != nil && accepted() {
					row.Ins = nil
				}
			}
		}
	}
	for _, p := range docx.Paragraphs(d.Blocks) {
		p.Runs = slices.DeleteFunc(p.Runs, func(run docx.Run) bool { return run.Del != nil && accepted() })
		for i := range p.Runs {
			if p.Runs[i].Ins != nil && accepted() {
				p.Runs[i].Ins = nil
			}
		}
		if p.Ins != nil && accepted() {
			p.Ins = nil
		}
		if p.Old != nil && accepted() {
			p.Old = nil
		}
	}
	if !attached {
		return file(t, d, nil)
	}
	return file(t, d, old)
}

// compare holds a merged draft against the one that is wanted.
func compare(t *testing.T, name, old, want, got string) {
	t.Helper()
	a, b := nonblank(want), nonblank(got)
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			t.Errorf("%s: line %d\nwant %q\ngot  %q\n--- old\n%s\n--- got\n%s", name, i, at(a, i), at(b, i), old, got)
			return
		}
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}
