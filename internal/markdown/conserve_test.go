package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// Of a text's body no letter or digit may vanish, whatever it is. The proof here
// shares nothing with the one in Parse: it compares whole strings.

// letters keeps the letters and numbers of s.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFC.String(s))
}

// shown is all that a page shows of the units: labels, text, destinations.
func shown(units []legal.Unit) string {
	var b strings.Builder
	write := func(runs []legal.Run) {
		for i, r := range runs {
			b.WriteString(r.Text)
			b.WriteByte(' ')
			if l := r.Link; l != nil && l.Kind != legal.LinkClause && !l.Auto && (i+1 == len(runs) || runs[i+1].Link != l) {
				b.WriteString(l.Dest + " ")
			}
		}
	}
	for _, u := range units[1:] {
		b.WriteString(u.Label.Text + " ")
		write(u.Runs)
		for _, c := range u.Cells {
			write(c)
		}
	}
	return b.String()
}

// laws reports the first law that the parse of a text breaks.
func laws(in Input) error {
	units, found := Parse(in)
	if len(units) == 0 || units[0].Kind != legal.Title {
		return fmt.Errorf("unit 0 is not the title")
	}
	if want, got := letters(string(in.Source[in.Body:])), letters(shown(units)); got != want {
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		from := max(0, i-20)
		return fmt.Errorf("conservation: source …%.60q, units …%.60q", want[from:], got[from:])
	}
	end := in.Body
	anchors := map[string]bool{}
	for i, u := range units[1:] {
		if u.Start < end || u.End < u.Start || u.End > len(in.Source) {
			return fmt.Errorf("unit %d, %s %q: [%d,%d) after %d of %d", i+1, u.Kind, u.Plain(), u.Start, u.End, end, len(in.Source))
		}
		end = u.End
		if anchors[u.Anchor] || u.Anchor == "" {
			return fmt.Errorf("unit %d: anchor %q twice", i+1, u.Anchor)
		}
		anchors[u.Anchor] = true
		if u.Parent > i || u.Parent == 0 {
			return fmt.Errorf("unit %d has parent %d", i+1, u.Parent)
		}
		if u.Verbatim && len(found) == 0 {
			return fmt.Errorf("unit %d is refused without a finding", i+1)
		}
		if (u.Kind == legal.Clause) != (u.Label.Form != legal.NoLabel) && u.Kind != legal.Heading {
			return fmt.Errorf("unit %d: %s with label %q", i+1, u.Kind, u.Label.Text)
		}
		if u.Kind == legal.Clause && !strings.HasPrefix(norm.NFC.String(string(in.Source[u.Start:u.End])), u.Label.Text) {
			return fmt.Errorf("unit %d: %q does not begin with %q", i+1, in.Source[u.Start:u.End], u.Label.Text)
		}
	}
	for _, f := range found {
		if f.Pos.Line < 0 || f.Pos.Line > strings.Count(string(in.Source), "\n")+1 || f.Code == 0 {
			return fmt.Errorf("finding %v", f)
		}
	}
	text := legal.Text{Units: units}
	plain := text.Plain()
	if !norm.NFC.IsNormal(plain) {
		return fmt.Errorf("plain form is not NFC: %q", plain)
	}
	if !strings.HasSuffix(string(plain), "\n") || strings.HasSuffix(string(plain), "\n\n") {
		return fmt.Errorf("plain form ends with %q", plain[max(0, len(plain)-5):])
	}
	return nil
}

func source(body string) Input {
	return Input{Path: "kk.md", Source: []byte(body), Title: "T", At: diag.Pos{File: "kk.md", Line: 2, Col: 1}, Language: languagetest.Of("kk")}
}

// traps are the inputs that change or lose words in stock goldmark; shown is
// what must stand in the text, empty for the source itself; refused is a code;
// told is the one finding about marks that stand there as words, empty for none.
var traps = []struct{ source, shown, refused, told string }{
	{source: "5*6*7"}, {source: "a_b_c"}, {source: "2~3"}, {source: "2 < 3 және 5 > 4"}, {source: "а<б"}, {source: "x<y"}, {source: "a <b and c"},
	{source: "мәтін[^1]"}, {source: "[^1]: ескертпе"}, {source: "[x]: https://x.kz"}, {source: "[а][б]", told: "mark-shown.name"}, {source: "[ ] а"},
	{source: "1. а"}, {source: "8. а"}, {source: "007. а"}, {source: "2026. Год"}, {source: "1.Text", shown: "1. Text"}, {source: "1.text"}, {source: "1.\u00a0а", shown: "1. а"},
	{source: "    шегініс", shown: "шегініс"}, {source: "\tшегініс", shown: "шегініс"},
	{source: "Тараптар\n===", shown: "Тараптар ===", told: "mark-shown.line"}, {source: "Тараптар\n: келісті", shown: "Тараптар : келісті"},
	{source: "______"}, {source: "Қолы ______ / ______"}, {source: "______(қолы)______"}, {source: "«__» ________ 20__ ж."}, {source: "«___»_________20___ж."},
	{source: "(*) а (*)"}, {source: "Сома* көрсетілген"}, {source: "*сома"}, {source: "10 * 2 * 3"}, {source: "а\n+ 5 б", shown: "а + 5 б"},
	{source: "+7 7172"}, {source: "№ 5"}, {source: "— а"}, {source: "#5"}, {source: "##"}, {source: "####### а"},
	{source: "«\"Қазақстан\" ЖШС» -- (c) ... www.x.kz"}, {source: "а \\ б"}, {source: "а\\б"}, {source: "а \\"}, {source: "а\\* б", shown: "а* б"},
	{source: "a & b &c AT&T"}, {source: "&қаз;"}, {source: "![^1"}, {source: "<Мекеме>"}, {source: "<>"}, {source: "a <- b"}, {source: "{: datetime=\"2026\"}", told: "mark-shown.attributes"}, {source: "# а {#id .cls}", shown: "а {#id .cls}"},
	{source: "2^10^", shown: ""}, {source: "H~2~O"}, {source: "~~а~~"}, {source: "==а=="}, {source: "$x$"}, {source: "`"}, {source: "``а`"}, {source: "[а](б"}, {source: "[а]б)"}, {source: "*[ЖШС]: серіктестік"},
	{source: "| а | б |", shown: ""}, {source: "а | б | в\n--- | ---", shown: "а | б | в --- | ---"},
	{source: "<b>а</b>", refused: "raw-html"}, {source: "<div class=\"x_y\">\nа\n</div>", refused: "raw-html"}, {source: "а<br>б", refused: "raw-html"}, {source: "а<br/>б", refused: "raw-html"},
	{source: "<!-- а -->", refused: "raw-html"}, {source: "<!-- а", refused: "raw-html"}, {source: "<?php а ?>", refused: "raw-html"}, {source: "<![CDATA[а]]>", refused: "raw-html"}, {source: "<!DOCTYPE html>", refused: "raw-html"},
	{source: "<a href=\"*x*\"\nid=y>а</a>", refused: "raw-html"}, {source: "<script>а</script>", refused: "raw-html"},
	{source: "а&nbsp;б", refused: "entity"}, {source: "&lt;б", refused: "entity"}, {source: "&#1072;", refused: "entity"}, {source: "&#x430;", refused: "entity"},
	{source: "![а](б.png)", refused: "image"}, {source: "[![а](б.png)](в.pdf)", refused: "image"},
	{source: "[а](https://x.kz \"тақырып\")", refused: "link-title"}, {source: "[](https://x.kz)", refused: "link-empty"}, {source: "[ ](https://x.kz)", refused: "link-empty"}, {source: "[а]()", refused: "link-target.empty"},
	{source: "[а](javascript:alert)", refused: "link-target.scheme"}, {source: "[а](JaVaScRiPt:alert)", refused: "link-target.scheme"}, {source: "[а](java&#115;cript:alert)", refused: "link-target.url"},
	{source: "[а](data:text/html,x)", refused: "link-target.scheme"}, {source: "[а](//x.kz)", refused: "link-target.relative"}, {source: "[а](б/в.md)", refused: "link-target.relative"}, {source: "[а](/kk/)", refused: "link-target.relative"},
	{source: "[а](https://)", refused: "link-target.url"}, {source: "[а](<https://x.kz/ б\">)", refused: "link-target.url"}, {source: "[а](doc:Ә)", refused: "link-target.doc"}, {source: "[а](doc:a@b)", refused: "link-target.doc"}, {source: "[а](doc:a@)", refused: "link-target.doc"}, {source: "[а](doc:a#)", refused: "link-target.doc"}, {source: "<ftp://x.kz>", refused: "link-target.scheme"},
	{source: "[а](#9.9)", refused: "anchor-missing"}, {source: "[а](#)", refused: "anchor-missing"},
	{source: "``` go\nа\n```", refused: "code-info"}, {source: "| а | б |\n|---|---|\n| в | г | д |", refused: "table-cells"}, {source: "| а | б |\n|---|---|\n| в | г |\nмәтін", refused: "table-line"},
	{source: "| а | б |\n|---|---|\n| `в|г` | д |", refused: "table-cells"},
	{source: "а\n1. б", refused: "number-ambiguous"}, {source: "1. а\n\n1. б", refused: "anchor-repeated"},
}

func TestTraps(t *testing.T) {
	for _, c := range traps {
		if err := laws(source(c.source)); err != nil {
			t.Errorf("%q: %v", c.source, err)
		}
		units, found := parse(c.source)
		if c.refused != "" {
			keys := ""
			for _, f := range found {
				keys += f.Key() + " "
			}
			if !strings.Contains(keys, c.refused+" ") {
				t.Errorf("%q: got findings %q, want %s", c.source, keys, c.refused)
			}
			continue
		}
		want := c.shown
		if want == "" {
			want = c.source
		}
		var got []string
		for _, u := range units[1:] {
			got = append(got, strings.TrimSpace(u.Label.Text+" "+u.Plain()))
		}
		var told []string
		for _, f := range found {
			told = append(told, f.Key())
		}
		if got := strings.Join(got, "¶"); got != want || strings.Join(told, " ") != c.told {
			t.Errorf("got  %q %v\nwant %q [%s]", got, told, want, c.told)
		}
	}
}

const sample = "Кіріспе «Мекеме» (бұдан әрі – Мекеме).\n\n## 1. Жалпы ережелер\n\n1.1. **АЖ** *қолдану* [шартты](doc:privacy-policy@2#3) білдіреді;\n1) 2.1-тармақ;\nа) `код` және\n  <https://x.kz>  \nжаңа жол\\\nтағы\n\n- а\n  - б\n\n    в\n- г\n\n> дәйек\n> > сөз\n>\n> - д\n\n| № | Атауы | Сома |\n|:--|:-:|--:|\n| 1 | `а\\|б` | 10 000 |\n| 2 | \\| | |\n\n---\n\n```\nкод  \n\n  жол\n```\n\n5-бап. ______(қолы)______ й\n\n\\6. мәтін\n"

func TestPrefixes(t *testing.T) {
	for i := range sample {
		if err := laws(source(sample[:i])); err != nil {
			t.Fatalf("%q: %v", sample[:i], err)
		}
	}
	for i := range sample {
		if err := laws(source(sample[i:])); err != nil {
			t.Fatalf("%q: %v", sample[i:], err)
		}
	}
}

func TestBody(t *testing.T) {
	front := "---\ntitle: Ә 1\n---\n"
	units, _ := Parse(Input{Path: "kk.md", Source: []byte(front + "2.1. Б"), Body: len(front), Title: "Ә 1", Language: languagetest.Of("kk")})
	if u := units[1]; u.Pos.String() != "kk.md:4:1" || u.Label.Text != "2.1." || u.Start != len(front) {
		t.Errorf("got %+v", u)
	}
}

// TestGate shows that the gate in Parse works: it is given units that lack, add
// or swap a letter.
func TestGate(t *testing.T) {
	for _, text := range []string{"мәти", "мәтін5", "мәінт", "мә", "", "мәтін "} {
		w, _ := read(source("2.1. мәтін\n"))
		w.units = []legal.Unit{{Kind: legal.Title}, {Kind: legal.Clause, Label: legal.Label{Text: "2.1."}, Runs: []legal.Run{{Text: text}}}}
		w.conserve()
		if refused := len(w.found) == 1 && w.found[0].Key() == "text-lost" && w.units[1].Verbatim; refused != (text != "мәтін ") {
			t.Errorf("%q: refused is %v, %v", text, refused, w.found)
		}
	}
}

// FuzzParse: the laws hold for any Markdown.
func FuzzParse(f *testing.F) {
	for _, c := range traps {
		f.Add(c.source)
	}
	f.Add(sample)
	f.Add(clauses)
	f.Add("- а\n+ б\n* в\n\n\n  г\n> д\nе\n\t- ж\n")
	f.Add("|а|\n|-|\n|\\||\n\n|:-\nа\n-|")
	f.Add("и\u0306) NFD и**\u0306**")
	f.Add("# 1.\n##  2) а #\n###\n")
	f.Fuzz(func(t *testing.T, body string) {
		if !utf8.ValidString(body) {
			body = strings.ToValidUTF8(body, "\ufffd")
		}
		body = strings.ReplaceAll(body, "\r", "\n")
		if err := laws(source(body)); err != nil {
			t.Fatal(err)
		}
	})
}
