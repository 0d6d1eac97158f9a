package main

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/studio"
)

// gitIn runs Git in a folder with a name to commit by and no settings of this machine.
func gitIn(t *testing.T, dir string, args ...string) {
	t.Helper()
	c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Editor", "-c", "user.email=editor@example.kz", "-c", "core.autocrlf=false"}, args...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// fetch is what a window of the desk reads.
func (d *openedDesk) fetch(path string) (*http.Response, []byte) {
	d.t.Helper()
	r, err := http.Get("http://" + d.host + d.base + path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return r, data
}

// Another editor's commit arrives with git pull while a window shows the draft: what the
// window saves for a file that came with it is not written, both are shown, and what it
// saves for another file is.
func TestDeskGitPull(t *testing.T) {
	d := openDesk(t)
	gitIn(t, d.dir, "init", "-q", "-b", "main")
	gitIn(t, d.dir, "add", "content")
	gitIn(t, d.dir, "commit", "-qm", "first")
	other := filepath.Join(t.TempDir(), "other")
	gitIn(t, d.dir, "clone", "-q", d.dir, other)
	ru, kk := "content/user-agreement/6/ru.md", "content/user-agreement/6/kk.md"
	base := map[string]string{"ru": legal.SHA256(d.read(ru)), "kk": legal.SHA256(d.read(kk))}
	theirs := append(bytes.Clone(d.read(ru)), "\n6.9. Пункт другого редактора.\n"...)
	if err := os.WriteFile(filepath.Join(other, ru), theirs, 0o644); err != nil {
		t.Fatal(err)
	}
	gitIn(t, other, "commit", "-qam", "second")
	gitIn(t, d.dir, "pull", "-q", "--ff-only", other, "main")

	var a studio.Answer
	save := func(lang string, part int, words string) {
		d.post("save", studio.Request{Document: "user-agreement", Edition: "6", Texts: []studio.TextEdit{{Language: lang, Base: base[lang], Parts: map[int]string{part: words}}}}, &a)
	}
	save("ru", 3, "## 1. Слова этого окна")
	if a.Status != studio.Changed || !bytes.Equal(d.read(ru), theirs) {
		t.Errorf("a file that came with the pull: %+v", a)
	}
	save("kk", 3, "## 1. Осы терезенің сөздері")
	if a.Status != studio.Done || !bytes.Contains(d.read(kk), []byte("Осы терезенің сөздері")) {
		t.Errorf("a file that the pull left: %+v", a)
	}
	// Saved words that are not committed stop a pull that would lose them.
	gitIn(t, d.dir, "commit", "-qam", "third")
	if _, page := d.fetch("/_desk/write/user-agreement/6"); !bytes.Contains(page, []byte("Пункт другого редактора.")) {
		t.Error("the page does not show what came with the pull")
	}
}

// The settings of a published edition that somebody edited, and a text that was deleted,
// are put back: out of the built site, else out of the history in Git.
func TestDeskRestoresSettings(t *testing.T) {
	d := openDesk(t)
	name, text := "content/user-agreement/2/edition.yaml", "content/user-agreement/2/kk.md"
	published, words := d.read(name), d.read(text)
	edited := bytes.Replace(published, []byte("2023-03-01"), []byte("2023-03-02"), 1)
	if bytes.Equal(edited, published) {
		t.Fatal("nothing is edited")
	}
	q, a := studio.Request{Document: "user-agreement", Edition: "2"}, studio.Answer{}
	spoil := func() {
		if err := os.WriteFile(d.file(name), edited, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	spoil()
	if d.post("restore", q, &a); a.Status != studio.Refused || !bytes.Equal(d.read(name), edited) {
		t.Fatalf("nobody has the bytes: %+v", a)
	}
	if err := os.WriteFile(d.file(name), published, 0o644); err != nil {
		t.Fatal(err)
	}
	gitIn(t, d.dir, "init", "-q")
	gitIn(t, d.dir, "add", "content")
	gitIn(t, d.dir, "commit", "-qm", "first")
	spoil()
	gitIn(t, d.dir, "commit", "-qam", "an edited edition") // the last commit has the wrong bytes
	if err := os.Remove(d.file(text)); err != nil {
		t.Fatal(err)
	}
	if d.post("restore", q, &a); a.Status != studio.Done || !bytes.Equal(d.read(name), published) || !bytes.Equal(d.read(text), words) {
		t.Errorf("restored: %+v", a)
	}
	if d.post("undo", studio.Request{}, &a); a.Status != studio.Done || !bytes.Equal(d.read(name), edited) {
		t.Errorf("taken back: %+v", a)
	}
}

// Of many published texts it is said which one was changed.
func TestDeskSaysWhichTextChanged(t *testing.T) {
	d := openDesk(t)
	name := "content/privacy-policy/3/ru.md"
	if err := os.WriteFile(d.file(name), append(d.read(name), "\nЛишнее.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	for verb, end := range map[string]string{"build": "", "verify": "опубликованные тексты не такие, какими их записал реестр"} {
		var a studio.Answer
		d.post(verb, studio.Request{}, &a)
		if a.Status != studio.Refused || !strings.HasPrefix(a.Text, "Ошибка (Политика конфиденциальности, редакция 3, русский текст): файл изменен после опубликования (") || !strings.HasSuffix(a.Text, end) {
			t.Errorf("%s: %+v", verb, a)
		}
	}
}

// The languages of a document and what it is in plain words are in the form of
// document.yaml, and lines that were not changed keep their bytes.
func TestDeskAboutLanguages(t *testing.T) {
	d := openDesk(t)
	name := "content/user-agreement/document.yaml"
	raw := "kind: agreement # вид\norder: 1\nlanguages: [kk, ru]\nprevails: kk\n"
	if err := os.WriteFile(d.file(name), []byte(raw), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, page := d.fetch("/_desk/about/user-agreement"); !bytes.Contains(page, []byte(`name="languages" value="ru" checked`)) || !bytes.Contains(page, []byte(`name="summary.kk"`)) {
		t.Errorf("the form has neither:\n%s", page)
	}
	var a studio.Answer
	d.post("about", studio.Request{Document: "user-agreement", Facts: &studio.FactsEdit{Base: legal.SHA256([]byte(raw)), Values: map[string]string{"summary.ru": "О пользовании системами"}}}, &a)
	want := raw + "summary: {ru: О пользовании системами}\n"
	if got := string(d.read(name)); a.Status != studio.Done || got != want {
		t.Fatalf("%+v\ngot  %q\nwant %q", a, got, want)
	}
	d.post("about", studio.Request{Document: "user-agreement", Languages: &[]string{"kk"}, Facts: &studio.FactsEdit{Base: legal.SHA256([]byte(want))}}, &a)
	want = strings.Replace(want, "[kk, ru]", "[kk]", 1)
	if got := string(d.read(name)); a.Status != studio.Done || got != want {
		t.Fatalf("%+v\ngot  %q\nwant %q", a, got, want)
	}
}

// The desk gives what the commands give: the sealed file and, as Word, the order and the
// table.
func TestDeskGives(t *testing.T) {
	d := openDesk(t)
	for what, want := range map[string]string{"sealed": "text/html", "order": "wordprocessingml", "table": "wordprocessingml", "redline": "wordprocessingml"} {
		r, data := d.fetch("/_desk/get?what=" + what + "&document=user-agreement&old=4&new=5&language=ru")
		if r.StatusCode != 200 || !strings.Contains(r.Header.Get("Content-Type"), want) || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %s", what, r.StatusCode, r.Header.Get("Content-Type"))
			continue
		}
		if what == "sealed" {
			if !bytes.Contains(data, []byte("Пользовательское соглашение")) || bytes.Contains(data, []byte("<script src")) {
				t.Errorf("the sealed file does not hold the text alone")
			}
			continue
		}
		if doc, found := docx.Read(what+".docx", data); doc == nil || len(docx.Paragraphs(doc.Blocks)) == 0 {
			t.Errorf("%s: %v", what, found)
		}
	}
}

// What was changed before a publication is not taken back after it: the published bytes
// stay. A change of another draft that came later still is.
func TestDeskUndoStopsAtPublication(t *testing.T) {
	d := openDesk(t)
	name, q := "content/user-agreement/6/ru.md", studio.Request{Document: "user-agreement", Edition: "6"}
	var a studio.Answer
	title := "Пользовательское соглашение АЖ"
	if d.post("save", studio.Request{Document: "user-agreement", Edition: "6", Texts: []studio.TextEdit{{Language: "ru", Base: legal.SHA256(d.read(name)), Title: &title}}}, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	saved := d.read(name)
	d.post("publish", q, &a)
	if q.Confirmed = a.Digest; d.post("publish", q, &a) != 200 || a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	if d.post("undo", studio.Request{}, &a); a.Status != studio.Refused || !bytes.Equal(d.read(name), saved) {
		t.Errorf("undone behind the publication: %+v", a)
	}
	if strings.Contains(d.get("/_desk/"), `data-do="undo"`) {
		t.Error("the start page offers to undo it")
	}
	if d.post("document", studio.Request{Document: "rules", Kind: "rules", Title: "Правила"}, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	if d.post("undo", studio.Request{}, &a); a.Status != studio.Done {
		t.Errorf("a later change: %+v", a)
	}
	if _, err := os.Stat(d.file("content/rules")); err == nil {
		t.Error("the new document is still there")
	}
}

// What is built and what is deployed is compared with the ledger: what it lacks is named,
// and one of another ledger is told from one that is older.
func TestDeskSaysWhatIsDeployed(t *testing.T) {
	d := openDesk(t)
	var a studio.Answer
	if !strings.Contains(d.get("/_desk/"), "Сайт еще не собран.") {
		t.Error("a site that is not built")
	}
	if d.post("build", studio.Request{}, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	heartbeat := string(d.read("public/api/v1/heartbeat.json"))
	q := studio.Request{Document: "user-agreement", Edition: "6"}
	d.post("publish", q, &a)
	if q.Confirmed = a.Digest; d.post("publish", q, &a) != 200 || a.Status != studio.Done || a.Next != "build" {
		t.Fatalf("%+v", a)
	}
	lacks := "Пользовательское соглашение, редакция 6"
	if home := d.get("/_desk/"); !strings.Contains(home, "Собранный сайт старше реестра") || !strings.Contains(home, "<li>"+lacks) {
		t.Error("the start page does not name what the built site lacks")
	}
	if d.post("deployed", studio.Request{Shown: heartbeat}, &a); a.Status != studio.Refused || !strings.Contains(a.Text, "нет 1 записи") || !strings.Contains(a.Text, lacks) {
		t.Errorf("an older site: %+v", a)
	}
	if d.post("build", studio.Request{}, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	heartbeat = string(d.read("public/api/v1/heartbeat.json"))
	if d.post("deployed", studio.Request{Shown: " " + heartbeat + "\n"}, &a); a.Status != studio.Done {
		t.Errorf("what is built is deployed: %+v", a)
	}
	records := bytes.Count(d.read("content/ledger.jsonl"), []byte("\n"))
	last := regexp.MustCompile(`"records":\d+,"sha256":"[0-9a-f]+"`)
	for shown, want := range map[string]string{
		last.ReplaceAllString(heartbeat, `"records":`+strconv.Itoa(records)+`,"sha256":"`+strings.Repeat("0", 64)+`"`):   "по другому реестру",
		last.ReplaceAllString(heartbeat, `"records":`+strconv.Itoa(records+1)+`,"sha256":"`+strings.Repeat("0", 64)+`"`): "новее реестра",
		last.ReplaceAllString(heartbeat, `"records":-1,"sha256":""`):                                                     "Это не то",
		"": "Это не то", "{}": "Это не то", "<html>": "Это не то", "null": "Это не то",
	} {
		if d.post("deployed", studio.Request{Shown: shown}, &a); a.Status != studio.Refused || !strings.Contains(a.Text, want) {
			t.Errorf("%.60s: %+v", shown, a)
		}
	}
	// A ledger that cannot be read to its end has all the records that the site was built from.
	if err := os.WriteFile(d.file("content/ledger.jsonl"), append(d.read("content/ledger.jsonl"), "<<<<<<< HEAD\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	d.get("/_desk/write/user-agreement/6") // the content is read anew
	if d.post("deployed", studio.Request{Shown: heartbeat}, &a); a.Status != studio.Refused || !strings.Contains(a.Text, "нет 1 записи") {
		t.Errorf("a damaged ledger: %+v", a)
	}
}

// What is pasted out of Word has headings, lists and tables as an imported file has; if a
// letter would be lost or added, the bare words are taken.
func TestDeskPastes(t *testing.T) {
	d := openDesk(t)
	before := d.content()
	const form = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment--><p class=MsoNormal><b>1. Общие положения<o:p></o:p></b></p>` +
		`<p class=MsoNormal>1.1.&nbsp;Билет выдается <i>бесплатно</i>:</p><ul><li>взрослым;</li><li>детям.</li></ul>` +
		`<table><tr><td>Поле</td><td>Значение</td></tr><tr><td>Имя</td><td>Фамилия</td></tr></table><!--EndFragment--></body></html>`
	const words = "1. Общие положения\n1.1.\u00a0Билет выдается бесплатно:\n•\tвзрослым;\n•\tдетям.\nПоле\tЗначение\nИмя\tФамилия\n"
	const want = "## 1. Общие положения\n\n1.1. Билет выдается *бесплатно*:\n\n- взрослым;\n- детям.\n\n| Поле | Значение |\n|---|---|\n| Имя | Фамилия |"
	for _, c := range []struct{ html, plain, want string }{
		{form, words, want},
		{form + `<p style="display:none">Скрытое.</p>`, words, want},
		{form, words + "Еще.", "1. Общие положения\n1.1.\u00a0Билет выдается бесплатно:\n•\tвзрослым;\n•\tдетям.\n\n| Поле | Значение |\n|---|---|\n| Имя | Фамилия |\n\nЕще."},
		{"", "Тариф:\nПоезд\tЦена, тенге\tСрок\nСкорый\t1 500\t\nМестный\t700\t3 дня\n", "Тариф:\n\n| Поезд | Цена, тенге | Срок |\n|---|---|---|\n| Скорый | 1 500 |  |\n| Местный | 700 | 3 дня |\n"},
		{"", "1.\tБилет выдается.\n2.\tБилет возвращается.", "1.\tБилет выдается.\n2.\tБилет возвращается."},
		{"", "Срок\tдве недели\nСкорый поезд", "Срок\tдве недели\nСкорый поезд"},
		{"<p>Одно.</p><p>Другое.</p>", "Одно.\n\nДругое.", "Одно.\n\nДругое."},
		{"", "Слова.\nСлова.", "Слова.\nСлова."},
	} {
		var a studio.Answer
		if d.post("paste", studio.Request{Language: "ru", HTML: c.html, Plain: c.plain}, &a); a.Status != studio.Done || a.Text != c.want {
			t.Errorf("%q:\ngot  %q\nwant %q", c.html, a.Text, c.want)
		}
	}
	// Into an empty text comes a whole one: its title stands apart, plain words have headings,
	// too, and nothing is left out.
	for _, c := range []struct{ html, plain, title, want string }{
		{form, words, "", want},
		{"", "Правила перевозки\n\n1. Общие положения\n\n1.1. Билет выдается бесплатно.\n\n1.2. Билет возвращается:\n1) в кассу;\n2) по почте.\n", "Правила перевозки",
			"## 1. Общие положения\n\n1.1. Билет выдается бесплатно.\n\n1.2. Билет возвращается:\n\n1) в кассу;\n\n2) по почте."},
		{"<p>Одно.</p>", "Одно.\nДругое.", "", "Одно.\n\nДругое."},
	} {
		var a studio.Answer
		if d.post("paste", studio.Request{Language: "ru", HTML: c.html, Plain: c.plain, Whole: true}, &a); a.Status != studio.Done || a.Title != c.title || a.Text != c.want {
			t.Errorf("%q:\ngot  %q %q\nwant %q %q", c.plain, a.Title, a.Text, c.title, c.want)
		}
	}
	if after := d.content(); !maps.Equal(before, after) {
		t.Error("pasting wrote a file")
	}
}

// A text that an edition lacks begins with the title that the edition before has in its
// language, and the number of an act is written without the sign that pages put before it.
func TestDeskBegins(t *testing.T) {
	d := openDesk(t)
	const dir = "content/user-agreement/6/"
	if err := os.Remove(d.file(dir + "ru.md")); err != nil {
		t.Fatal(err)
	}
	d.get("/_desk/write/user-agreement/6") // the desk reads the folder anew
	var a studio.Answer
	d.post("begin", studio.Request{Document: "user-agreement", Edition: "6", Language: "ru"}, &a)
	if got := string(d.read(dir + "ru.md")); a.Status != studio.Done || !strings.HasPrefix(got, "---\ntitle: Пользовательское соглашение\nchanges:") {
		t.Errorf("%+v: begun with %q", a, got)
	}
	raw := d.read(dir + "edition.yaml")
	d.post("save", studio.Request{Document: "user-agreement", Edition: "6", Facts: &studio.FactsEdit{Base: legal.SHA256(raw), Values: map[string]string{"number": " №\u00a048-қ "}}}, &a)
	if got := edit.Value(d.read(dir+"edition.yaml"), "approved", "number"); a.Status != studio.Done || got != "48-қ" {
		t.Errorf("%+v: number %q", a, got)
	}
}

// A ledger that is gone is missed on the start page, for the built site has its records.
// A request that is filled in wrong is answered in words.
func TestDeskMissesLedger(t *testing.T) {
	d := openDesk(t)
	var a studio.Answer
	if d.post("build", studio.Request{}, &a); a.Status != studio.Done {
		t.Fatalf("build: %+v", a)
	}
	if err := os.Remove(d.file("content/ledger.jsonl")); err != nil {
		t.Fatal(err)
	}
	d.get("/_desk/write/user-agreement/6") // the desk reads the folder anew
	if page := d.get("/_desk/"); !strings.Contains(page, `class="failure">В собранном сайте есть записи, которых нет в реестре`) || strings.Contains(page, "Пока ничего не опубликовано") {
		t.Error("nobody misses the ledger")
	}
	if err := os.WriteFile(d.file("content/ledger.jsonl"), []byte(`{"schema":"kelisim.ledger`), 0o644); err != nil {
		t.Fatal(err)
	}
	d.get("/_desk/write/user-agreement/6")
	if page := d.get("/_desk/"); strings.Contains(page, "Пока ничего не опубликовано") || strings.Contains(page, "содержит все опубликованное") || !strings.Contains(page, "последняя строка реестра неполная") {
		t.Error("of a torn ledger the page says that nothing, or all, is published")
	}
	body, err := json.Marshal(studio.Request{Document: "Правила", Kind: "rules", Title: "Правила"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest("POST", "http://"+d.host+d.base+"/_desk/document", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range map[string]string{"Content-Type": "application/json", "Origin": "http://" + d.host, "X-Kelisim-Token": d.token} {
		r.Header.Set(k, v)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	if said, err := io.ReadAll(w.Body); err != nil || w.StatusCode != 400 || !strings.Contains(string(said), "латинскими буквами") {
		t.Errorf("%d %q %v", w.StatusCode, said, err)
	}
}

// Where an edition was, or the whole site, a page says so and leads on; nobody is offered
// to make a new site beside one whose files are only out of reach.
func TestDeskLeadsOn(t *testing.T) {
	d := openDesk(t)
	d.get("/_desk/")
	r, page := d.fetch("/_desk/write/user-agreement/77")
	if r.StatusCode != http.StatusNotFound || !bytes.Contains(page, []byte("Такой редакции нет")) || !bytes.Contains(page, []byte(`href="`+d.base+`/_desk/"`)) {
		t.Errorf("%d %s", r.StatusCode, page)
	}
	for from, to := range map[string]string{"content/site.yaml": "site.yaml", "content": "away"} {
		if err := os.Rename(d.file(from), d.file(to)); err != nil {
			t.Fatal(err)
		}
		if page := d.get("/_desk/"); !strings.Contains(page, "Файлов сайта нет на месте") || strings.Contains(page, `data-do="init"`) {
			t.Errorf("without %s: %s", from, page)
		}
		if err := os.Rename(d.file(to), d.file(from)); err != nil {
			t.Fatal(err)
		}
	}
	if page := d.get("/_desk/"); !strings.Contains(page, "Пользовательское соглашение") {
		t.Error("the site is not found again")
	}
	var a studio.Answer
	if d.post("new", studio.Request{Document: "user-agreement"}, &a); a.Status != studio.Refused || strings.Contains(a.Text, "content/") || !strings.Contains(a.Text, "опубликуйте или удалите") {
		t.Errorf("a draft is there: %+v", a)
	}
}
