// Package synth makes sites of any size for tests and benchmarks. The texts are
// Kazakh and Russian in their letters, words and clause numbers, and mean nothing.
package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/source"
)

// Size says how large a site is: Documents times Editions times two languages.
type Size struct {
	Documents, Editions int
	Bytes               int // of a text, about
}

// Texts is the number of texts.
func (s Size) Texts() int { return s.Documents * s.Editions * 2 }

// words are what sentences are made of, by language. Those of one place mean the same,
// so that no rule about two languages has something to say of most clauses.
var words = map[legal.Lang][]string{
	"kk": strings.Split("пайдаланушы|дербес|деректерді|жинауға|және|өңдеуге|келісім|береді|мекеме|ақпараттық|жүйенің|қауіпсіздігін|қамтамасыз етеді|"+
		"осы тармақта|көрсетілген|мерзім ішінде|үшінші тұлғаларға|берілмейді|құқықтары|міндеттері|заңнамада|белгіленген|тәртіппен|жүзеге асырылады|"+
		"өтініш бойынша|хабарланады", "|"),
	"ru": strings.Split("пользователь|персональных|данных|на сбор|и|обработку|согласие|даёт|учреждение|информационной|системы|безопасность|обеспечивает|"+
		"в настоящем пункте|указанного|в течение срока|третьим лицам|не передаётся|права|обязанности|законодательством|установленном|в порядке|осуществляются|"+
		"по заявлению|сообщается", "|"),
}

// Site makes a site whose editions are all published, one a month from 2020 on.
// The same size gives the same bytes.
func Site(size Size) (fstest.MapFS, error) {
	zone, err := civil.LoadZone("Asia/Almaty")
	if err != nil {
		return nil, err
	}
	fsys := fstest.MapFS{}
	put := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	put(source.SiteFile, "id: synth\nbase_url: https://example.kz/legal/\nlanguages: [kk, ru]\norganization:\n  kk: Мекеме\n  ru: Учреждение\n")
	var lines []byte
	var records []ledger.Record
	for d := range size.Documents {
		doc := &legal.Document{ID: fmt.Sprintf("document-%d", d), Kind: legal.Agreement, Order: d + 1, Languages: []legal.Lang{"kk", "ru"}}
		doc.File = source.Dir + "/" + doc.ID + "/document.yaml"
		put(doc.File, fmt.Sprintf("kind: agreement\norder: %d\n", doc.Order))
		var asked []ledger.Publication
		for e := range size.Editions {
			ed := &legal.Edition{ID: fmt.Sprint(e + 1), Dir: fmt.Sprintf("%s/%s/%d", source.Dir, doc.ID, e+1)}
			at := time.Date(2020, time.Month(1+e), 1, 0, 0, 0, 0, zone)
			material := e%2 == 0
			yaml := fmt.Sprintf("effective: %s\nmaterial: %v\n", at.Format(time.DateOnly), material)
			put(ed.Dir+"/edition.yaml", yaml)
			ed.Material, ed.Effective = &material, at
			ed.Files = []legal.File{{Name: "edition.yaml", SHA256: legal.SHA256([]byte(yaml))}}
			for _, lang := range doc.Languages {
				name := fmt.Sprintf("%s/%s.md", ed.Dir, lang)
				text := Text(lang, d, e, size.Bytes)
				put(name, text)
				t, _ := source.ParseText(name, lang, []byte(text), true)
				t.Units, _ = markdown.Parse(markdown.Input{Path: name, Source: t.Source, Body: t.Body, Title: t.Title, Language: languagetest.Of(string(lang))})
				ed.Texts = append(ed.Texts, t)
			}
			asked = append(asked, ledger.Publication{Document: doc, Edition: ed, At: at})
		}
		more, found := ledger.Publish(records, time.Date(2026, 11, 1, 0, 0, 0, 0, zone), asked)
		if found.HasErrors() {
			return nil, fmt.Errorf("synth: %v", found[0])
		}
		records = append(records, more...)
		for _, r := range more {
			lines = append(append(lines, r.Line()...), '\n')
		}
	}
	put(source.LedgerFile, string(lines))
	return fsys, nil
}

// sectionBytes is how long a section of [Text] is, about, in either language.
const sectionBytes = 3500

// Text makes the text of one edition. Neighbouring editions differ in a few
// clauses; the languages have the same structure.
func Text(lang legal.Lang, document, edition, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s %d\n", map[legal.Lang]string{"kk": "Келісім", "ru": "Соглашение"}[lang], document+1)
	if edition > 0 {
		fmt.Fprintf(&b, "changes: %s.\n", sentence(rand.New(rand.NewPCG(1, uint64(edition))), lang, 12))
	}
	b.WriteString("---\n")
	for section := 1; (section-1)*sectionBytes < size; section++ {
		rng := rand.New(rand.NewPCG(uint64(document), uint64(section)))
		fmt.Fprintf(&b, "\n## %d. %s\n", section, sentence(rng, lang, 4))
		for clause := 1; clause <= 8; clause++ {
			rng := rng
			if (edition+clause+section)%9 == 0 { // this edition's own wording
				rng = rand.New(rand.NewPCG(uint64(edition), uint64(clause)))
			}
			fmt.Fprintf(&b, "\n%d.%d. %s.\n", section, clause, sentence(rng, lang, 18))
			if clause == 4 {
				fmt.Fprintf(&b, "1) %s;\n2) %s.\n", sentence(rng, lang, 8), sentence(rng, lang, 8))
			}
		}
	}
	return b.String()
}

func sentence(rng *rand.Rand, lang legal.Lang, n int) string {
	list := words[lang]
	out := make([]string, n)
	last := len(list)
	for i := range out {
		k := rng.IntN(len(list) - 1)
		if k >= last {
			k++ // no word stands twice in a row
		}
		out[i], last = list[k], k
	}
	r := []rune(strings.Join(out, " "))
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
