package order_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/order"
)

// pairsVariable raises the count of generated pairs: make soak sets it to 1000.
// seedVariable is the first of their seeds: other texts and other edits.
const (
	pairsVariable = "KELISIM_ORDER_PAIRS"
	seedVariable  = "KELISIM_ORDER_SEED"
)

// TestLaw: the order between two generated texts gives the new one, in both
// languages, and seldom by stating all of it anew.
func TestLaw(t *testing.T) {
	pairs, first := setting(t, pairsVariable, 400), setting(t, seedVariable, 0)
	for _, lang := range []string{"ru", "kk"} {
		t.Run(lang, func(t *testing.T) {
			whole, nth, said, all := 0, 0, 0, 0
			for seed := first; seed < first+pairs; seed++ {
				e := &editor{Rand: rand.New(rand.NewPCG(uint64(seed), 14)), words: vocabulary[lang], annexed: map[string]string{"ru": "Приложение %d. ", "kk": "%d-қосымша. "}[lang]}
				if seed%5 == 0 { // the other way of numbering, or of none, is all that differs, or not
					e.style = styles[lang][seed/5%4]
				}
				old := e.text()
				if seed%5 < 2 {
					e.style = styles[lang][seed/10%4]
				}
				for range 1 + e.IntN(8) {
					e.edit()
				}
				if seed%3 == 0 {
					e.column()
				}
				new := e.write()
				o, text := made(t, lang, read(lang, old), read(lang, new))
				said, all = said+len(text), all+len(new)
				if strings.Contains(text, "по порядку") || strings.Contains(text, "реті бойынша") {
					nth++
				}
				for _, in := range o.Instructions {
					for _, w := range in.Words {
						if strings.Contains(w.Old+w.New, "|") {
							t.Errorf("the bar of a table is read aloud: %q", w)
						}
					}
				}
				if n := len(o.Instructions); n > 0 && o.Instructions[n-1].Verb == order.RestateText {
					whole++
				}
			}
			t.Logf("%d pairs, %d restated as a whole, %d with a name of which no words are enough; %d bytes instead of %d", pairs, whole, nth, said, all)
			if whole*10 > pairs {
				t.Errorf("%d of %d texts are restated as a whole", whole, pairs)
			}
		})
	}
}

// setting is the number in a variable of the environment; byDefault if it is not set.
func setting(t *testing.T, variable string, byDefault int) int {
	s := os.Getenv(variable)
	if s == "" {
		return byDefault
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// vocabulary are the words of the generated texts, with marks, links, quotes and
// what an order itself says among them.
var vocabulary = map[string][]string{
	"ru": strings.Split("учреждение|заявление|срок|три|пять|дней|лет|5|10|подается|хранится|и|или|не|в|**обязан**|*вправе*|[тариф](https://a.kz/t)|«Ведомство»|слова «срок»|заменить|исключить;|пункт 1.1|(далее – Заявитель)|№ 7|т.е.|электронно-цифровой|`код`|10 %|–|:|»", "|"),
	"kk": strings.Split("мекеме|өтініш|мерзім|үш|бес|күн|жыл|5|10|беріледі|сақталады|және|немесе|емес|осы|**міндетті**|*құқылы*|[тариф](https://a.kz/t)|«Ведомство»|«мерзім» деген сөздер|ауыстырылсын|алып тасталсын;|1.1-тармақ|(бұдан әрі – Өтініш беруші)|№ 7|т.б.|электрондық-цифрлық|`код`|10 %|–|:|»", "|"),
}

// part is a block of a generated text, its number given when it is written.
type part struct {
	kind string // heading, clause, annex, annexed, item, bullet, paragraph, quote, row, head
	text string
}

type editor struct {
	*rand.Rand
	words   []string
	parts   []part
	notes   int // how many footnotes were added
	style   style
	annexed string // the title of an annex
}

// style is how headings and clauses are numbered; "" if with a decimal number.
type style struct{ heading, clause string }

// styles are those of a language: the first one is the usual one, the second has no numbers.
var styles = map[string][4]style{
	"ru": {{}, {"-", "-"}, {"§ %d. ", "%d.%d. "}, {"Глава %d. ", "Статья %[2]d. "}},
	"kk": {{}, {"-", "-"}, {"§ %d. ", "%d.%d. "}, {"%d-тарау. ", "%[2]d-бап. "}},
}

// number is the number of a heading or a clause in a style.
func number(form, usual string, n ...any) string {
	switch form {
	case "":
		form = usual
	case "-":
		return ""
	}
	said := fmt.Sprintf(form, n...)
	said, _, _ = strings.Cut(said, "%!(EXTRA")
	return said
}

func (e *editor) sentence() string {
	var w []string
	for range 2 + e.IntN(14) {
		w = append(w, e.words[e.IntN(len(e.words))])
	}
	return "Z" + strings.Join(w, " ") + "."
}

func (e *editor) part(kind string) part {
	if kind == "row" || kind == "head" {
		return part{kind, e.words[e.IntN(12)] + " | " + strconv.Itoa(e.IntN(9))}
	}
	return part{kind, e.sentence()}
}

// text makes a text; some of its clauses are equal.
func (e *editor) text() string {
	for range 2 + e.IntN(3) {
		e.parts = append(e.parts, e.part("heading"))
		for range 2 + e.IntN(5) {
			e.parts = append(e.parts, e.part("clause"))
			kinds := [][]string{nil, nil, nil, {"item", "item", "item"}, {"bullet", "bullet"}, {"paragraph"}, {"quote"}, {"head", "row", "row"}, {"item", "item", "paragraph"}}
			for _, k := range kinds[e.IntN(len(kinds))] {
				e.parts = append(e.parts, e.part(k))
			}
			if e.IntN(9) == 0 {
				e.list()
			}
			if e.IntN(9) == 0 {
				e.parts = append(e.parts, e.parts[len(e.parts)-1])
			}
		}
	}
	for range e.IntN(3) {
		e.annex()
	}
	return e.write()
}

// annex adds an annex, whose clauses begin anew.
func (e *editor) annex() {
	e.parts = append(e.parts, e.part("annex"))
	for range 1 + e.IntN(4) {
		e.parts = append(e.parts, e.part([]string{"annexed", "annexed", "item", "paragraph"}[e.IntN(4)]))
	}
}

// list adds a list that is one sentence to the clause before, and a paragraph behind it.
func (e *editor) list() {
	end := func(p part, mark string) part {
		p.text = strings.TrimRight(p.text, ".;:") + mark
		return p
	}
	last := len(e.parts) - 1
	e.parts[last] = end(e.parts[last], ":")
	for range 1 + e.IntN(3) {
		e.parts = append(e.parts, end(e.part("item"), ";"))
	}
	e.parts = append(e.parts, end(e.part("item"), "."), e.part("paragraph"))
}

// note marks a word of part i and puts the footnote behind it.
func (e *editor) note(i int) {
	p := &e.parts[i]
	if p.kind != "clause" && p.kind != "item" && p.kind != "paragraph" {
		return
	}
	e.notes++
	words, mark := strings.Fields(p.text), fmt.Sprintf(`\[%d]`, e.notes)
	if e.IntN(4) == 0 {
		mark = `\[` + strings.Repeat(`\*`, e.notes) + `]`
	}
	words[e.IntN(len(words))] += mark
	p.text = strings.Join(words, " ")
	text := mark + " " + e.sentence()
	if e.IntN(3) == 0 {
		text += "\n>\n> " + e.sentence()
	}
	e.parts = slices.Insert(e.parts, i+1, part{"quote", text})
}

// edit makes one change.
func (e *editor) edit() {
	i := e.IntN(len(e.parts))
	if e.IntN(12) == 0 {
		e.note(i)
		return
	}
	p := &e.parts[i]
	words := strings.Fields(p.text)
	switch at := e.IntN(len(words)); e.IntN(9) {
	case 0, 1, 2:
		if p.kind != "row" && p.kind != "head" {
			words[at] = e.words[e.IntN(len(e.words))]
			p.text = strings.Join(words, " ")
		}
	case 3:
		if p.kind != "row" && p.kind != "head" {
			p.text = strings.Join(slices.Insert(words, at, e.words[e.IntN(len(e.words))]), " ")
		}
	case 4:
		if len(words) > 3 && p.kind != "row" && p.kind != "head" {
			p.text = strings.Join(slices.Delete(words, at, at+1), " ")
		}
	case 5:
		kind := p.kind
		if kind == "head" {
			kind = "row"
		}
		e.parts = slices.Insert(e.parts, i+1, e.part(kind))
	case 6:
		if p.kind != "head" {
			e.parts = slices.Delete(e.parts, i, i+1)
		}
	case 7:
		if p.kind == "clause" || p.kind == "annexed" || p.kind == "item" || p.kind == "bullet" {
			moved := *p
			e.parts = slices.Delete(e.parts, i, i+1)
			e.parts = slices.Insert(e.parts, e.IntN(len(e.parts)+1), moved)
		}
	default:
		old, new := e.words[e.IntN(12)], e.words[e.IntN(12)]
		for k := range e.parts {
			e.parts[k].text = strings.ReplaceAll(e.parts[k].text, " "+old+" ", " "+new+" ")
		}
	}
	if len(e.parts) == 0 {
		e.parts = append(e.parts, e.part("clause"))
	}
}

// column adds a cell to each row of a table, or takes one away.
func (e *editor) column() {
	for i := range e.parts {
		if e.parts[i].kind != "head" {
			continue
		}
		at, more := e.IntN(2), e.IntN(2) == 0
		for k := i; k < len(e.parts) && (k == i || e.parts[k].kind == "row"); k++ {
			cells := strings.Split(e.parts[k].text, " | ")
			if more {
				cells = slices.Insert(cells, at, strconv.Itoa(e.IntN(9)))
			} else if len(cells) > 1 {
				cells = slices.Delete(cells, at, at+1)
			}
			e.parts[k].text = strings.Join(cells, " | ")
		}
		return
	}
}

// write numbers the parts and writes them, lines broken anywhere.
func (e *editor) write() string {
	var b strings.Builder
	b.WriteString("---\ntitle: Z\n---\n")
	section, clause, item, annex := 0, 0, 0, 0
	for i, p := range e.parts {
		sep := "\n\n"
		switch p.kind {
		case "heading":
			section, clause, item = section+1, 0, 0
			b.WriteString("## " + number(e.style.heading, "%d. ", section) + p.text)
		case "annex":
			annex, clause, item = annex+1, 0, 0
			fmt.Fprintf(&b, "## "+e.annexed+"%s", annex, p.text)
		case "annexed":
			clause, item = clause+1, 0
			fmt.Fprintf(&b, "%d. %s", clause, p.text)
		case "clause":
			clause, item = clause+1, 0
			b.WriteString(number(e.style.clause, "%d.%d. ", max(section, 1), clause) + strings.Replace(p.text, ". Z", ".\nZ", 1))
		case "item":
			item++
			fmt.Fprintf(&b, "%d) %s", item, p.text)
		case "bullet":
			b.WriteString("- " + p.text)
		case "quote":
			b.WriteString("> " + p.text)
		case "head":
			b.WriteString("| " + p.text + " |\n|---" + strings.Repeat("|:--", strings.Count(p.text, "|")) + "|")
			sep = "\n"
		case "row":
			b.WriteString("| " + p.text + " |")
			if i+1 < len(e.parts) && e.parts[i+1].kind == "row" {
				sep = "\n"
			}
		default:
			b.WriteString(p.text)
		}
		if p.kind == "head" && (i+1 == len(e.parts) || e.parts[i+1].kind != "row") {
			sep = "\n\n"
		}
		b.WriteString(sep)
	}
	return b.String()
}
