package render_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/lab/synth"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/layouts"
)

const baseURL = "https://kelisim.example/kelisim/"

// site is a content tree in memory that is published as the command line does it.
type site struct {
	t  testing.TB
	fs fstest.MapFS
}

func (s *site) put(name, text string) { s.fs[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }

func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (s *site) load(now time.Time, exact ...string) *pipeline.Project {
	s.t.Helper()
	p, err := pipeline.Load(pipeline.Config{Root: s.fs, Languages: languagetest.Set(), Exact: exact, Version: "v0.0.0-test",
		AsOf: func(zone *time.Location) (time.Time, error) { return now.In(zone), nil }})
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// publish records editions ("user-agreement/3") at an instant, in one append.
func (s *site) publish(now time.Time, names ...string) {
	s.t.Helper()
	p := s.load(now, names...)
	var asked []ledger.Publication
	for _, name := range names {
		doc, ed, _ := strings.Cut(name, "/")
		d := p.Tree.Document(doc)
		i := slices.IndexFunc(d.Editions, func(e *legal.Edition) bool { return e.ID == ed })
		asked = append(asked, ledger.Publication{Document: d, Edition: d.Editions[i]})
	}
	records, found, err := p.Publish(asked)
	if err != nil {
		s.t.Fatal(err)
	}
	if found.HasErrors() {
		s.t.Fatalf("publish %v: %+v", names, found)
	}
	s.record(records)
}

func (s *site) record(records []ledger.Record) {
	var b bytes.Buffer
	if old := s.fs[source.LedgerFile]; old != nil {
		b.Write(old.Data)
	}
	for _, r := range records {
		b.Write(r.Line())
		b.WriteByte('\n')
	}
	s.put(source.LedgerFile, b.String())
}

// output is a built site: its files by name.
type output map[string][]byte

func (s *site) build(now time.Time, drafts bool) output {
	s.t.Helper()
	p := s.load(now)
	if f := p.Blocking(); len(f) > 0 {
		s.t.Fatalf("blocked: %+v", f[0])
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := render.New(layouts.Files(), catalog, languagetest.Set(), p.Tree.Site.Languages, legal.Accent{})
	if err != nil {
		s.t.Fatal(err)
	}
	out := output{}
	var mu sync.Mutex
	found, err := p.Render(r, drafts, func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if out[name] != nil {
			return fmt.Errorf("%s: written twice", name)
		}
		out[name] = data
		return nil
	})
	if err != nil || len(found) > 0 {
		s.t.Fatal(err, found)
	}
	return out
}

// names lists the files below a folder, sorted.
func (o output) names(under string) []string {
	var out []string
	for name := range o {
		if strings.HasPrefix(name, under) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// sampleNow is an instant after every publication of the sample.
const sampleNow = "2026-11-25T12:00:00+05:00"

// sample is the repository's own content. What no ledger records yet is published
// here, at the instants that it claims and the rest together.
func sample(t testing.TB) *site {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	s := &site{t, fstest.MapFS{}}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path.Join(dir, name))
		s.fs[path.Join(source.Dir, name)] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.fs[source.LedgerFile] != nil {
		return s
	}
	now := at(t, sampleNow).Add(-time.Hour)
	claims := map[int64][]string{}
	var order []int64
	var rest []string
	p := s.load(now)
	for _, d := range p.Tree.Documents {
		for i, e := range d.Editions {
			name := d.ID + "/" + e.ID
			switch last := i == len(d.Editions)-1; {
			case !e.Published.IsZero():
				key := e.Published.Unix()
				if claims[key] == nil {
					order = append(order, key)
				}
				claims[key] = append(claims[key], name)
			case !last || d.ID != "user-agreement": // its last edition stays a draft
				rest = append(rest, name)
			}
		}
	}
	slices.Sort(order)
	var first []string
	for _, key := range order {
		first = append(first, claims[key]...)
	}
	s.publish(now, first...)
	s.publish(now.Add(time.Minute), rest...)
	return s
}

// synthetic is a site of 200 texts.
func synthetic(t testing.TB) *site {
	t.Helper()
	size := synth.Size{Documents: 20, Editions: 5, Bytes: 1500}
	if size.Texts() != 200 {
		t.Fatalf("%d texts", size.Texts())
	}
	files, err := synth.Site(size)
	if err != nil {
		t.Fatal(err)
	}
	return &site{t, files}
}

// fates is a site in which everything happens that can happen to a document.
// Its index and sets are those of vectors.json.
func fates(t testing.TB, base string) *site {
	t.Helper()
	s := &site{t, fstest.MapFS{}}
	s.put(source.SiteFile, "id: vectors\n"+base+"languages: [kk, ru]\ntimezone: Asia/Almaty\norganization: Example\n")
	type step struct {
		now, document, edition string
		effective              string
		material               bool
		only                   string // the purposes for which alone it is material
		languages              string
		end                    string // withdraw, or an instant of repeal
	}
	yaml := map[string]string{
		"terms":   "kind: agreement\norder: 1\nincorporates: [privacy, letters]\n",
		"privacy": "kind: policy\norder: 2\nacceptance: required\n",
		"letters": "kind: consent\norder: 3\n",
		"consent": "kind: consent\norder: 4\nannex_of: terms\nexpires: P3Y\npurposes:\n  account: [\"2\"]\n  news: { clauses: [\"3\"], optional: true }\n  study: { clauses: [\"4\"], optional: true }\n",
		"rules":   "kind: rules\norder: 5\nprevails: kk\nacceptance: required\n",
		"mail":    "kind: consent\norder: 6\nannex_of: terms\nacceptance: optional\nexpires: P1Y\nrenew_notice: P30D\n",
		"cookies": "kind: policy\norder: 7\nannex_of: terms\n",
	}
	for id, text := range yaml {
		s.put(source.Dir+"/"+id+"/document.yaml", text)
	}
	steps := []step{
		{now: "2026-01-01", document: "privacy", edition: "1", material: true, languages: "kk ru"},
		{now: "2026-01-01", document: "letters", edition: "1", material: true, languages: "kk ru"},
		{now: "2026-01-01", document: "terms", edition: "1", material: true, languages: "kk"},
		{now: "2026-01-01", document: "rules", edition: "1", material: true, languages: "kk ru"},
		{now: "2026-02-01", document: "terms", edition: "1", languages: "ru"}, // a language added
		{now: "2026-03-01", document: "terms", edition: "2", effective: "2026-04-01", languages: "kk ru"},
		{now: "2026-04-10", document: "terms", edition: "3", effective: "2026-06-01", material: true, languages: "kk ru"},
		{now: "2026-04-15", document: "rules", end: "2026-05-01"},
		{now: "2026-04-20", document: "terms", edition: "3", end: "withdraw"},
		{now: "2026-05-01", document: "terms", edition: "4", effective: "2026-05-15", material: true, languages: "kk ru"},
		{now: "2026-06-01", document: "terms", edition: "5", effective: "2026-07-01", languages: "kk ru"},
		{now: "2026-06-15", document: "rules", edition: "2", effective: "2026-08-15", languages: "kk ru"},
		{now: "2026-07-15", document: "privacy", edition: "2", effective: "2026-08-01", material: true, languages: "kk ru"},
		{now: "2026-08-10", document: "letters", end: "2026-08-20"},
		{now: "2026-08-25", document: "privacy", edition: "3", effective: "2026-09-01", languages: "kk ru"},
		{now: "2026-09-01", document: "rules", edition: "3", effective: "2026-10-10", material: true, languages: "kk ru"},
		{now: "2026-09-10", document: "rules", edition: "3", end: "withdraw"},
		{now: "2026-09-20", document: "rules", edition: "4", effective: "2026-10-20", languages: "kk ru"},
		{now: "2026-10-01T09:30:00", document: "consent", edition: "1", material: true, languages: "kk ru"},
		{now: "2026-10-15", document: "mail", edition: "1", material: true, languages: "kk ru"},
		{now: "2026-10-15", document: "cookies", edition: "1", material: true, languages: "kk"},
		{now: "2026-11-01", document: "consent", edition: "2", effective: "2026-12-01", material: true, languages: "kk ru"},
		{now: "2026-11-01", document: "terms", edition: "6", effective: "2027-01-01", material: true, languages: "kk ru"},
		{now: "2026-11-01", document: "consent", edition: "3", effective: "2027-02-01", only: "study", languages: "kk ru"},
	}
	for _, x := range steps {
		if x.edition == "" || x.end != "" {
			continue
		}
		dir := path.Join(source.Dir, x.document, x.edition)
		meta := fmt.Sprintf("material: %v\n", x.material)
		if x.only != "" {
			meta = "material: [" + x.only + "]\n"
		}
		if x.effective != "" {
			meta += "effective: " + x.effective + "\n"
		}
		if s.fs[dir+"/edition.yaml"] == nil {
			s.put(dir+"/edition.yaml", meta)
		}
		for lang := range strings.FieldsSeq(x.languages) {
			s.put(dir+"/"+lang+".md", fateText(x.document, x.edition, lang))
		}
	}
	s.put(source.Dir+"/rules/1/бұйрық 45.pdf", "%PDF-")
	zone := time.FixedZone("", 5*3600)
	var records []ledger.Record
	for _, x := range steps {
		if len(x.now) == 10 {
			x.now += "T00:00:00"
		}
		now := at(t, x.now+"+05:00").In(zone)
		d := s.load(now).Tree.Document(x.document)
		var made []ledger.Record
		var found interface{ HasErrors() bool }
		switch {
		case x.end == "withdraw":
			made, found = withFound(ledger.Withdraw(records, now, x.document, x.edition))
		case x.end != "":
			made, found = withFound(ledger.Repeal(records, now, x.document, at(t, x.end+"T00:00:00+05:00")))
		default:
			i := slices.IndexFunc(d.Editions, func(e *legal.Edition) bool { return e.ID == x.edition })
			e := *d.Editions[i]
			e.Texts = nil
			for _, text := range d.Editions[i].Texts {
				if strings.Contains(x.languages, string(text.Lang)) {
					e.Texts = append(e.Texts, text)
				}
			}
			made, found = withFound(ledger.Publish(records, now, []ledger.Publication{{Document: d, Edition: &e}}))
		}
		if found.HasErrors() {
			t.Fatalf("%+v: %+v", x, found)
		}
		records = append(records, made...)
	}
	s.record(records)
	return s
}

func withFound[F interface{ HasErrors() bool }](r []ledger.Record, f F) ([]ledger.Record, interface{ HasErrors() bool }) {
	return r, f
}

// fateText has a clause that every edition changes, one that it renumbers, a
// table, a link of every kind and marks that must be escaped everywhere.
func fateText(doc, edition, lang string) string {
	title := map[string]string{"kk": "Құжат", "ru": "Документ"}[lang] + " «" + doc + "» & <k>"
	text := "---\ntitle: '" + title + "'\n"
	if edition != "1" {
		text += "changes: '" + map[string]string{"kk": "Өзгерістер", "ru": "Изменения"}[lang] + ", № " + edition + "; a, b & c\\d'\n"
	}
	text += "---\n\n## 1. " + map[string]string{"kk": "Жалпы ережелер", "ru": "Общие положения"}[lang] + "\n\n"
	first := map[string]string{"kk": "Бірінші тармақтың сөздері осы редакцияда", "ru": "Слова первого пункта в этой редакции"}[lang]
	if doc == "consent" {
		return text + consentText(edition, lang)
	}
	text += "1.1. " + first + " " + edition + ", *" + map[string]string{"kk": "маңызды", "ru": "важные"}[lang] + "*.\n\n"
	n := 2
	if edition >= "4" {
		text += "1.2. " + map[string]string{"kk": "Қосылған тармақ төртінші редакцияда пайда болды.", "ru": "Добавленный пункт появился в четвертой редакции."}[lang] + "\n\n"
		n++
	}
	text += fmt.Sprintf("1.%d. %s\n\n", n, map[string]string{"kk": "Бұл тармақтың мәтіні ешқашан өзгермейді, тек нөмірі ауысады (1.1-тармақты қараңыз).",
		"ru": "Текст этого пункта никогда не меняется, меняется только номер (см. пункт 1.1)."}[lang])
	text += "| A | B |\n|---|--:|\n| 1 | [x](https://example.org/?a=1&b=2) |\n\n"
	if doc == "rules" && edition == "1" {
		text += "2. [" + map[string]string{"kk": "Бұйрық", "ru": "Приказ"}[lang] + "](<бұйрық 45.pdf>)\n"
	}
	if doc == "terms" {
		text += "2. [" + map[string]string{"kk": "Құпиялылық", "ru": "Политика"}[lang] + "](doc:privacy#1.1) [1](doc:privacy) [2](#1.1)\n"
	}
	return text
}

// consentText has a clause for each purpose; only that of news differs in edition 2, and
// those of account and study in edition 3, which is material for study alone.
func consentText(edition, lang string) string {
	news := map[string]string{"kk": "жаңалықтар хаты", "ru": "письма о новостях"}[lang]
	account, study := map[string]string{"kk": "аты-жөні", "ru": "имя"}[lang], map[string]string{"kk": "Зерттеулер", "ru": "Исследования"}[lang]
	if edition == "3" {
		account += map[string]string{"kk": "м", "ru": " мое"}[lang]
		study += map[string]string{"kk": " мен сауалнамалар", "ru": " и опросы"}[lang]
	}
	if edition >= "2" {
		news += map[string]string{"kk": " және телефон қоңыраулары", "ru": " и телефонные звонки"}[lang]
	}
	return map[string]string{
		"kk": "1.1. Мен мыналарға келісемін.\n\n2. Есептік жазба.\n\n1) " + account + ";\n\n3. Маған " + news + ".\n\n4. " + study + ".\n",
		"ru": "1.1. Я согласен на следующее.\n\n2. Учетная запись.\n\n1) " + account + ";\n\n3. Мне " + news + ".\n\n4. " + study + ".\n"}[lang]
}
