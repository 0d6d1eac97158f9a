package render

import (
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/site"
	"github.com/kelisim/kelisim/layouts"
)

func newRenderer(tb testing.TB) *Renderer {
	tb.Helper()
	c, err := i18n.Load(i18n.Files())
	if err != nil {
		tb.Fatal(err)
	}
	r, err := New(layouts.Files(), c, languagetest.Set(), []legal.Lang{"kk", "ru"}, legal.Accent{})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

var zone = time.FixedZone("", 5*3600)

func day(s string) time.Time {
	t, err := civil.ParseInstant(s, zone)
	if err != nil {
		panic(err)
	}
	return t
}

func frame(lang legal.Lang, title string) site.Frame {
	return site.Frame{
		Lang: lang, Root: "../../../", Title: title, Organization: "«Орталық» мекемесі", Notice: "Үлгі.",
		Crumbs: []site.Link{{Name: "", Href: "../../"}, {Name: title, Href: "../"}, {}},
		Alternates: []site.Alternate{
			{Lang: "kk", Href: "../../../kk/user-agreement/3/", URL: "https://example.kz/kk/user-agreement/3/", Current: lang == "kk", Exists: true},
			{Lang: "ru", Href: "../../../ru/user-agreement/3/", URL: "https://example.kz/ru/user-agreement/3/", Current: lang == "ru", Exists: true},
		},
		Canonical: "https://example.kz/" + string(lang) + "/user-agreement/3/",
	}
}

func editionRef(id string, lang legal.Lang) site.EditionRef {
	return site.EditionRef{
		ID: id, Href: "../" + id + "/", Seq: 3, Lang: lang, Title: "Пайдаланушы келісімі", Changes: "2.1-тармақ өзгерді.",
		From: day("2026-12-01"), Until: day("2027-01-15T10:00"), Published: day("2026-11-20T10:00:05+05:00"),
		TextSince: day("2026-11-25"), Claimed: true, Material: true, Record: 7, Exists: true,
		Approved:  &legal.Approval{Act: "order", Number: "45", Date: civil.Date{Year: 2026, Month: 11, Day: 18}},
		Languages: []site.Link{{Name: "kk", Href: "../../../kk/user-agreement/3/"}, {Name: "ru", Href: "../../../ru/user-agreement/3/"}},
		Source:    strings.Repeat("8f3a19d0", 8), Plain: strings.Repeat("c91e0b77", 8), Format: "kelisim.plain/1",
		Markdown: "text.md", PlainText: "text.txt", Bilingual: []site.Link{{Name: "ru", Href: "bilingual/"}}, History: "../history/",
		Files: []site.FileRef{{Name: "order.pdf", Href: "../../../files/user-agreement/3/order.pdf", Size: 123456}},
	}
}

// approvedBy says of an edition who approved it, and by which file.
func approvedBy(e site.EditionRef) site.EditionRef {
	e.Approved = &legal.Approval{Act: "order", Number: "45", Date: civil.Date{Year: 2026, Month: 11, Day: 18}, Body: map[legal.Lang]string{"kk": "Орталық директоры"}, File: "order.pdf"}
	e.Act = &site.FileRef{Name: "order.pdf", Href: "../../../files/user-agreement/3/order.pdf", Size: 123456}
	return e
}

// addressed gives an edition its absolute address.
func addressed(e site.EditionRef) site.EditionRef {
	e.URL = "https://example.kz/kk/user-agreement/" + e.ID + "/"
	return e
}

func run(text string) []legal.Run { return []legal.Run{{Text: text}} }

func label(text string, form legal.Form) legal.Label { return legal.Label{Text: text, Form: form} }

// text has every kind of unit.
func text(lang legal.Lang) *site.Body {
	file := &legal.Link{Kind: legal.LinkFile, Dest: "order.pdf"}
	doc := &legal.Link{Kind: legal.LinkDocument, Dest: "doc:privacy-policy", Document: "privacy-policy"}
	nowhere := &legal.Link{Kind: legal.LinkDocument, Dest: "doc:nothing", Document: "nothing"}
	b := &site.Body{Lang: lang, Hrefs: map[*legal.Link]string{
		doc: "../../privacy-policy/", file: "../../../files/user-agreement/3/order.pdf"}}
	b.Units = []legal.Unit{
		{Kind: legal.Title, Parent: -1, Runs: run("Пайдаланушы келісімі")},
		{Kind: legal.Paragraph, Anchor: "p1", Parent: -1, Runs: run("Кіріспе\nекінші жол.")},
		{Kind: legal.Heading, Level: 3, Label: label("1-тарау.", legal.Chapter), Anchor: "ch1", Parent: -1, Runs: run("Жалпы ережелер")},
		{Kind: legal.Clause, Label: label("2.1.", legal.Decimal), Anchor: "2.1", Parent: 2, Runs: []legal.Run{
			{Text: "Мекеме "}, {Text: "саясат", Link: doc}, {Text: "қа", Style: legal.Strong, Link: doc},
			{Text: " мен "}, {Text: "2.1-1-тармаққа", Link: &legal.Link{Kind: legal.LinkClause, Anchor: "2.1-1"}},
			{Text: ", "}, {Text: "заңға", Link: &legal.Link{Kind: legal.LinkURL, Dest: "HTTPS://adilet.zan.kz/?a=1&b=2", Title: "«Заң»"}},
			{Text: ", "}, {Text: "жоққа", Link: nowhere}, {Text: ", "}, {Text: "бұйрыққа", Link: file}, {Text: " сәйкес."}}},
		{Kind: legal.Clause, Label: label("(а)", legal.Letter), Anchor: "2.1_l1", Parent: 3, Runs: []legal.Run{
			{Text: "қалың", Style: legal.Strong}, {Text: " және "}, {Text: "көлбеу", Style: legal.Emphasis}, {Text: " a*b", Style: legal.CodeSpan}}},
		{Kind: legal.Paragraph, Anchor: "2.1_p1", Parent: 4, Runs: run("Тармақтың жалғасы.")},
		{Kind: legal.Clause, Label: label("2.1-1.", legal.Decimal), Anchor: "2.1-1", Parent: 2, Runs: run("Қосылған тармақ:")},
		{Kind: legal.Item, List: 1, Anchor: "2.1-1_p1", Parent: 6, Runs: run("бірінші")},
		{Kind: legal.Item, List: 2, Anchor: "2.1-1_p2", Parent: 7, Runs: run("ішкі")},
		{Kind: legal.Paragraph, List: 1, Anchor: "2.1-1_p3", Parent: 7, Runs: run("біріншінің жалғасы")},
		{Kind: legal.Item, List: 1, Anchor: "2.1-1_p4", Parent: 6, Runs: run("екінші")},
		{Kind: legal.Heading, Level: 6, Anchor: "p2", Parent: 2, Runs: run("Кесте")},
		{Kind: legal.Row, Table: 1, Head: true, Anchor: "p3", Parent: 11, Aligns: []legal.Align{legal.AlignLeft, legal.AlignCenter, legal.AlignRight},
			Cells: [][]legal.Run{run("№"), run("Мерзімі"), run("Құны")}},
		{Kind: legal.Row, Table: 1, Anchor: "p4", Parent: 11, Aligns: []legal.Align{legal.AlignLeft, legal.AlignCenter, legal.AlignRight},
			Cells: [][]legal.Run{run("1"), run("3 күн"), run("1 200")}},
		{Kind: legal.Row, Table: 2, Anchor: "p5", Parent: 11, Cells: [][]legal.Run{run("басы жоқ"), run("кесте")}},
		{Kind: legal.Quote, Quote: 1, Anchor: "p6", Parent: 11, Runs: run("Дәйексөз.")},
		{Kind: legal.Code, Rule: true, Anchor: "p7", Parent: 11, Runs: run("a\n  b <c>")},
		{Kind: legal.Paragraph, Verbatim: true, Anchor: "p8", Parent: 11, Runs: run("<div>бұрынғы *мәтін*</div>")},
	}
	for i := range b.Units {
		b.Units[i].Within = -1
	}
	return b
}

func chart() *site.Chart {
	return &site.Chart{From: day("2026-01-01"), To: day("2028-01-01"), Ticks: []site.Tick{{X: 0, Year: 2026}, {X: 500, Year: 2027}, {X: 1000, Year: 2028}},
		Rows: []site.ChartRow{
			{Name: "Пайдаланушы келісімі", Href: "user-agreement/", Bars: []site.Bar{
				{Edition: "2", X: 20, Width: 438, From: day("2026-01-15"), Until: day("2026-12-01")},
				{Edition: "3", X: 458, Width: 542, From: day("2026-12-01")}}},
			{Name: "Саясат", Bars: nil}}}
}

// fullViews has a view of each kind with everything in it, emptyViews with nothing
// but what every page has.
func fullViews() map[string]any {
	doc := site.DocumentRef{ID: "user-agreement", Kind: legal.Agreement, Title: "Пайдаланушы келісімі", Lang: "kk", Href: "../"}
	other := site.DocumentRef{ID: "privacy-policy", Kind: legal.Policy, Title: "Политика", Lang: "ru", Href: "../../privacy-policy/"}
	gone := site.DocumentRef{ID: "rules", Kind: legal.Rules, Title: "Қағидалар", Lang: "kk", Href: "../rules/"}
	withdrawn := editionRef("4", "kk")
	withdrawn.Withdrawn, withdrawn.Until, withdrawn.Claimed = day("2026-12-24T09:30"), time.Time{}, false
	repealed := editionRef("2", "ru")
	repealed.Repealed, repealed.Exists, repealed.Material = true, false, false
	draft := editionRef("5", "kk")
	draft.Draft, draft.From, draft.Published, draft.Source, draft.Approved = true, time.Time{}, time.Time{}, "", nil
	draft.Until, draft.Record, draft.Plain = time.Time{}, 0, ""
	later, last := editionRef("6", "kk"), editionRef("7", "kk")
	choices := []site.Alternate{{Lang: "kk", Href: "kk/", Exists: true}, {Lang: "ru", Href: "ru/", Exists: true}}
	greetings := []site.Greeting{{Alternate: choices[0], Organization: "Орталық", Notice: "Үлгілер ғана."}, {Alternate: choices[1], Organization: "Центр"}}
	frameOf := func(title string) site.Frame { return frame("kk", title) }
	draftFrame := frameOf("Пайдаланушы келісімі")
	draftFrame.Draft = true
	proved := &site.Proved{Record: 4, Href: "../../../ledger/proofs/user-agreement/1.tlog-proof", Statement: proof.Statement{Records: 5,
		Stamped: day("2026-12-02T09:00"), Witnesses: []proof.Witness{{Name: "justice.example", Time: day("2026-12-03")}}}}
	return map[string]any{
		"languages": &site.Languages{Frame: frameOf(""), Choices: greetings},
		"list": &site.List{Frame: frameOf(""), Timeline: chart(), Search: "search/", Groups: []site.Group{
			{Kind: doc.Kind, Rows: []site.Row{{Document: doc, Shown: &later, Next: []site.EditionRef{last}, Editions: 5, History: "user-agreement/history/"}}},
			{Rows: []site.Row{{Document: gone, History: "rules/history/", Editions: 1}}},
			{Ended: true, Rows: []site.Row{{Document: other, Annex: &doc, Shown: &repealed, Editions: 1, History: "privacy-policy/history/",
				Languages: []site.Link{{Name: "ru", Href: "../ru/"}}}}}}},
		"sealed": &site.Sealed{Frame: frameOf("Пайдаланушы келісімі"), Document: doc, Together: editionRef("3", "kk"), Set: strings.Repeat("ab", 32), Absent: []string{"Саясат"},
			Texts: []site.SealedText{{Document: doc, Edition: addressed(editionRef("3", "kk")), Anchor: "user-agreement_3_kk", File: "user-agreement-3.kk.md", Source: []byte("# 1\n"), Text: text("kk")},
				{Document: other, Edition: repealed, Anchor: "privacy-policy_1_ru", File: "privacy-policy-1.ru.md", Source: []byte("# 2\n"), Text: &site.Body{Lang: "ru", Units: []legal.Unit{{Kind: legal.Paragraph, Anchor: "privacy-policy_1_ru_p1", Parent: -1, Runs: run("Текст.")}}}}}},
		"pointer": &site.Pointer{Frame: frameOf("Пайдаланушы келісімі"), Document: doc, Rows: []site.PointerRow{
			{Edition: editionRef("3", "kk"), Fragment: "3.html"}, {Edition: later}}},
		"search": &site.Search{Frame: frameOf(""), Index: "index.json", Texts: "../../api/v1/texts/", List: "../"},
		"edition": &site.Edition{Frame: frameOf("Пайдаланушы келісімі"), Document: doc, Edition: approvedBy(editionRef("3", "kk")), IsDocument: true, Summary: "Бұл келісім <жүйені> пайдалану туралы.", TermsHref: "../terms/",
			Previous: &repealed, Next: &later, Coming: []site.EditionRef{later, withdrawn, last},
			Standing: &site.Standing{Kind: "over", Later: true, Edition: editionRef("3", "kk"), Instead: &later, Changes: "../6/changes/"}, Annex: &other, Annexes: []site.DocumentRef{gone},
			Incorporates: []site.DocumentRef{other}, Prevails: "kk",
			Contents: []site.Entry{{Label: "1-тарау.", Text: "Жалпы ережелер", Anchor: "ch1", Entries: []site.Entry{{Text: "Кесте", Anchor: "p2"}}}}, Text: text("kk")},
		"edition-withdrawn": &site.Edition{Frame: frameOf("Пайдаланушы келісімі"), Document: doc, Edition: withdrawn, Text: text("kk"),
			Standing: &site.Standing{Kind: "withdrawn", Edition: withdrawn, Instead: &later}, Proved: &site.Proved{Record: 2, Href: "../../../ledger/proofs/user-agreement/2.tlog-proof"}},
		"edition-repealed": &site.Edition{Frame: frame("ru", "Пользовательское соглашение"), Document: other, Edition: repealed, Prevails: "kk", Text: text("ru"),
			Standing: &site.Standing{Kind: "repealed", Edition: repealed}, Proved: proved},
		"edition-draft": &site.Edition{Frame: draftFrame, Document: doc, Edition: draft, Text: text("kk")},
		"history": &site.History{Frame: frameOf("Пайдаланушы келісімі"), Document: doc, Timeline: chart(),
			Editions: []site.EditionRef{draft, withdrawn, approvedBy(editionRef("3", "kk")), repealed}},
		"bilingual": &site.Bilingual{Frame: frameOf("Пайдаланушы келісімі"), Document: doc, Edition: editionRef("3", "kk"),
			Standing: &site.Standing{Kind: "soon", Edition: editionRef("3", "kk"), Instead: &later, Changes: "../6/changes/"},
			Left:     text("kk"), Right: withExtra(text("ru")), Pairs: pairsOf(len(text("kk").Units))},
		"terms": &site.Terms{Frame: frameOf("Пайдаланушы келісімі"), Document: doc, Edition: approvedBy(editionRef("3", "kk")), Terms: []site.TermEntry{
			{Word: "АЖ", Definitions: []site.TermSaid{{Before: "«Жүйе» (бұдан әрі – ", Word: "АЖ", After: ").", At: site.Place{Units: text("kk").Units, Index: 3, Href: "../3/#2.1"}}},
				Uses: []site.Place{{Units: text("kk").Units, Index: 3, Href: "../3/#2.1"}, {Units: text("kk").Units, Index: 6, Href: "../3/#2.1-1"}}},
			{Word: "тұлға", Definitions: []site.TermSaid{{After: "адам", At: site.Place{Units: text("kk").Units, Index: 6, Href: "../3/#2.1-1"}},
				{Word: "тұлға", After: " – мекеме", At: site.Place{Units: text("kk").Units, Index: 4, Href: "../3/#2.1_l1"}}}}}},
		"missing":  &site.Missing{Frame: frameOf("Политика"), Document: other, Edition: &repealed, Languages: []site.Link{{Name: "ru", Href: "../../../ru/"}}},
		"notfound": &site.NotFound{Frame: site.Frame{Lang: "kk", Root: "https://example.kz/", Organization: "Орталық"}, Choices: greetings},
		"data": &site.Data{Frame: site.Frame{Lang: "kk", Root: "../../", Organization: "Орталық", Service: "openapi.json"}, Choices: choices,
			Files:     []site.DataFile{{Key: "index", Name: "index.json", Href: "index.json"}, {Key: "ledger", Name: "schema/ledger.json", Href: "schema/ledger.json"}},
			Documents: []site.Link{{Name: "Пайдаланушы келісімі", Href: "documents/user-agreement.json"}}},
	}
}

// withExtra adds a unit that the other language lacks.
func withExtra(b *site.Body) *site.Body {
	b.Units = append(b.Units, legal.Unit{Kind: legal.Clause, Label: label("9.", legal.Decimal), Anchor: "9", Parent: -1, Runs: run("Только здесь.")})
	return b
}

func pairsOf(n int) (out []site.Pair) {
	for i := range n {
		out = append(out, site.Pair{Left: i, Right: i})
	}
	return append(out, site.Pair{Left: -1, Right: n})
}

func emptyViews() map[string]any {
	f := site.Frame{Lang: "ru", Root: "./"}
	doc := site.DocumentRef{Kind: legal.Policy}
	return map[string]any{
		"languages": &site.Languages{Frame: f},
		"list":      &site.List{Frame: f},
		"edition":   &site.Edition{Frame: f, Document: doc},
		"history":   &site.History{Frame: f, Document: doc},
		"terms":     &site.Terms{Frame: f, Document: doc},
		"bilingual": &site.Bilingual{Frame: f, Document: doc},
		"missing":   &site.Missing{Frame: f, Document: doc},
		"notfound":  &site.NotFound{},
		"pointer":   &site.Pointer{Frame: f, Document: doc},
		"search":    &site.Search{Frame: f},
		"sealed":    &site.Sealed{Frame: f, Document: doc, Texts: []site.SealedText{{Document: doc, Text: &site.Body{Lang: "ru"}}}}, // never without its own
		"data":      &site.Data{Frame: f, Choices: []site.Alternate{{Lang: "ru"}}},
	}
}
