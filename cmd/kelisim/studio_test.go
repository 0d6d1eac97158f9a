package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/studio"
)

// openedDesk is the desk of a site, with the token of a window.
type openedDesk struct {
	window           *window
	t                *testing.T
	dir, host, token string
	base             string // what every address begins with: /KEY
	invitation       string
}

// openDesk starts the desk of a copy of this repository's content, as kelisim without
// a command does.
func openDesk(t *testing.T) *openedDesk {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	outR, outW := io.Pipe()
	env := map[string]string{"KELISIM_CACHE": "off", "LANG": "ru"}
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	window := new(window)
	a := newApp(strings.NewReader(""), outW, window, func(k string) string { return env[k] }, func() time.Time { return now })
	a.ctx = ctx
	done := make(chan int, 1)
	go func() { done <- a.main([]string{"-C", dir, "desk", "--no-browser"}) }()
	t.Cleanup(func() {
		cancel()
		if code := <-done; code != exitGood {
			t.Errorf("the desk ended with %d", code)
		}
	})
	line, err := bufio.NewReader(outR).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, outR)
	m := regexp.MustCompile(`http://([^/]+)(/[^/]+)/_desk/#key=(\S+)`).FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("no address: %q", line)
	}
	d := &openedDesk{t: t, dir: dir, host: m[1], base: m[2], invitation: m[3], window: window}
	var a1 studio.Answer
	if status := d.post("session", studio.Request{Key: d.invitation}, &a1); status != 200 || a1.Token == "" {
		t.Fatalf("no session: %d %+v", status, a1)
	}
	d.token = a1.Token
	return d
}

// put writes a file of the site, and its folders.
func (d *openedDesk) put(name, text string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(d.file(name)), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.file(name), []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *openedDesk) post(verb string, q studio.Request, a *studio.Answer) int {
	d.t.Helper()
	data, err := json.Marshal(q)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.send("POST", "/_desk/"+verb, data, nil, a)
}

// send sends what a window of the desk would, with some headers changed. A path that
// begins with two slashes is taken without the key.
func (d *openedDesk) send(method, path string, body []byte, change map[string]string, a *studio.Answer) int {
	d.t.Helper()
	path, bare := strings.CutPrefix(path, "/")
	if !bare || !strings.HasPrefix(path, "/") {
		path = d.base + "/" + path
	}
	r, err := http.NewRequest(method, "http://"+d.host+path, bytes.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	header := map[string]string{"Content-Type": "application/json", "Origin": "http://" + d.host, "X-Kelisim-Token": d.token}
	maps.Copy(header, change)
	for k, v := range header {
		if k == "Host" {
			r.Host = v
		} else if v != "" {
			r.Header.Set(k, v)
		}
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer w.Body.Close()
	data, err := io.ReadAll(w.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	if a != nil && w.StatusCode == 200 {
		*a = studio.Answer{}
		if err := json.Unmarshal(data, a); err != nil {
			d.t.Fatalf("%s: %v", data, err)
		}
	}
	return w.StatusCode
}

func (d *openedDesk) file(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d *openedDesk) read(name string) []byte {
	d.t.Helper()
	data, err := os.ReadFile(d.file(name))
	if err != nil {
		d.t.Fatal(err)
	}
	return data
}

// content is every file of the site's content.
func (d *openedDesk) content() map[string]string {
	d.t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(filepath.Join(d.dir, "content"), func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		out[name] = string(data)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// A page of another site, another host's name for this machine, a form, a request
// without the token, one with a used invitation: refused, and nothing changes.
func TestDeskRefuses(t *testing.T) {
	d := openDesk(t)
	before := d.content()
	save, err := json.Marshal(studio.Request{Document: "user-agreement", Edition: "6",
		Texts: []studio.TextEdit{{Language: "ru", Base: legal.SHA256(d.read("content/user-agreement/6/ru.md")), Parts: map[int]string{0: "чужие слова"}}}})
	if err != nil {
		t.Fatal(err)
	}
	port := d.host[strings.LastIndex(d.host, ":"):]
	for _, c := range []struct {
		name, method, path string
		header             map[string]string
		want               int
	}{
		{"another site", "POST", "/_desk/save", map[string]string{"Origin": "https://evil.example"}, 403},
		{"another program of this host", "POST", "/_desk/save", map[string]string{"Origin": "http://127.0.0.1:1"}, 403},
		{"a file or a sandbox", "POST", "/_desk/save", map[string]string{"Origin": "null"}, 403},
		{"no origin", "POST", "/_desk/save", map[string]string{"Origin": ""}, 403},
		{"a request that the browser says is from elsewhere", "POST", "/_desk/save", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"another port of the same site", "POST", "/_desk/save", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"rebinding", "POST", "/_desk/save", map[string]string{"Host": "evil.example" + port, "Origin": "http://evil.example" + port}, 421},
		{"rebinding without a port", "POST", "/_desk/save", map[string]string{"Host": "evil.example"}, 421},
		{"a form", "POST", "/_desk/save", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 415},
		{"text", "POST", "/_desk/save", map[string]string{"Content-Type": "text/plain"}, 415},
		{"no token", "POST", "/_desk/save", map[string]string{"X-Kelisim-Token": ""}, 401},
		{"a guessed token", "POST", "/_desk/save", map[string]string{"X-Kelisim-Token": strings.Repeat("A", 26)}, 401},
		{"the invitation is no token", "POST", "/_desk/save", map[string]string{"X-Kelisim-Token": d.invitation}, 401},
		{"a cookie is no token", "POST", "/_desk/save", map[string]string{"X-Kelisim-Token": "", "Cookie": "kelisim-token=" + d.token}, 401},
		{"the secret of the desk without a token", "POST", "/_desk/meet", map[string]string{"X-Kelisim-Token": ""}, 401},
		{"a proof from elsewhere", "POST", "/_desk/prove", map[string]string{"Origin": "https://evil.example"}, 403},
		{"another method", "PUT", "/_desk/save", nil, 405},
		{"an address that is not the desk's", "POST", "/kk/", nil, 405},
		{"an unknown verb", "POST", "/_desk/delete", nil, 404},
	} {
		if got := d.send(c.method, c.path, save, c.header, nil); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if got := d.send("POST", "/_desk/save", []byte(`{"Documents": 1}`), nil, nil); got != 400 {
		t.Errorf("an unknown field: %d", got)
	}
	var a studio.Answer
	if d.post("session", studio.Request{Key: d.invitation}, &a); a.Token != "" || a.Status != studio.Refused {
		t.Errorf("an invitation opened two windows: %+v", a)
	}
	if d.post("session", studio.Request{}, &a); a.Token != "" {
		t.Errorf("no invitation: %+v", a)
	}
	for _, path := range []string{"/_desk/", "/_desk/write/user-agreement/6", "/_desk/compare?document=user-agreement", "/_desk/agreed/user-agreement/6",
		"/_desk/get?what=text&document=user-agreement&new=6&language=ru", "/_desk/redline?document=user-agreement&old=5&new=6&language=ru",
		"/_desk/events", "/", "/ru/user-agreement/6/", "/ru/user-agreement/6/text.md", "/files/x", "/_desk/good/ru/", "/../_desk/"} {
		for _, base := range []string{"", strings.ToLower(d.base), d.base[:len(d.base)-1], d.base + "A", "/" + strings.Repeat("A", len(d.base)-1)} {
			if code := d.send("GET", "/"+base+path, nil, nil, nil); base == "" && code != 403 || code == 200 {
				t.Errorf("without the key, GET %s%s: %d", base, path, code)
			}
		}
	}
	if r, err := http.Get("http://" + d.host + "/_desk/"); err != nil {
		t.Error(err)
	} else {
		said, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if bytes.Contains(said, []byte(d.base[1:])) || len(r.Cookies()) > 0 {
			t.Errorf("who has no key is told it: %s", said)
		}
	}
	if code := d.send("POST", "//_desk/save", save, nil, nil); code != 403 {
		t.Errorf("saved without the key of the address: %d", code)
	}
	for _, path := range []string{"../../x", "user-agreement/..", "user-agreement/6/.."} {
		if code := d.send("GET", "/_desk/write/"+path, nil, nil, nil); code == 200 {
			t.Errorf("GET write/%s: %d", path, code)
		}
	}
	// What an address or a request names is an argument of a command: no flag, no path, no loose file.
	outside := filepath.Join(t.TempDir(), "written")
	for _, query := range []string{
		"what=redline&document=--file=" + outside + "&old=" + d.file("content/user-agreement/5/ru.md") + "&new=" + d.file("content/user-agreement/6/ru.md") + "&language=ru",
		"what=page&document=--changed&old=/etc/passwd&new=/etc/hosts&language=ru",
		"what=text&document=user-agreement&new=6&language=--file=" + outside,
		"what=text&document=user-agreement&new=--file=" + outside + "&language=ru",
		"what=pdf&document=user-agreement&new=../6&language=ru", "what=text&document=-C&document=/&new=6&language=ru",
	} {
		for _, at := range []string{"get?", "redline?", "compare?"} {
			if code := d.send("GET", "/_desk/"+at+query, nil, nil, nil); code != 400 {
				t.Errorf("GET %s%s: %d", at, query, code)
			}
		}
	}
	for verb, q := range map[string]studio.Request{
		"new": {Document: "--edition=9"}, "publish": {Document: "user-agreement", Edition: "--yes"}, "withdraw": {Document: "-y", Edition: "6"},
		"repeal": {Document: "user-agreement", From: "--yes"}, "import": {Document: "../../x", Name: "a.txt", Data: []byte("x")}, "agree": {Document: "user-agreement", Edition: "../5", Office: "x"},
		"document": {Document: "rules", Kind: "rules", AnnexOf: "../x"}, "discard": {Document: "user-agreement/6", Edition: ""},
	} {
		if code := d.post(verb, q, &a); code != 400 {
			t.Errorf("%s %+v: %d %+v", verb, q, code, a)
		}
	}
	for _, name := range []string{"", "..", "../x", "a/b", `a\b`, "-y", "--help", "C:x"} {
		if d.post("init", studio.Request{Name: name}, &a); a.Status != studio.Refused {
			t.Errorf("init %q: %+v", name, a)
		}
	}
	if _, err := os.Stat(outside); err == nil {
		t.Error("a reader had a file written outside of the site")
	}
	after := d.content()
	for name := range after {
		if after[name] != before[name] {
			t.Errorf("%s changed", name)
		}
	}
	if d.send("POST", "/_desk/save", save, nil, &a); a.Status != studio.Done || !bytes.Contains(d.read("content/user-agreement/6/ru.md"), []byte("чужие слова")) {
		t.Errorf("the desk's own window: %+v", a)
	}
}

// Random edits: each file keeps every line that does not belong to what was edited,
// no other file changes, and undoing them all gives the first bytes again.
func TestDeskKeepsBytes(t *testing.T) {
	d := openDesk(t)
	ru, kk, facts := "content/user-agreement/6/ru.md", "content/user-agreement/6/kk.md", "content/user-agreement/6/edition.yaml"
	crlf := bytes.ReplaceAll(d.read(ru), []byte("\n"), []byte("\r\n"))
	if err := os.WriteFile(d.file(ru), append([]byte("\ufeff"), crlf...), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.file(facts), append([]byte("# по решению совета\n"), d.read(facts)...), 0o644); err != nil {
		t.Fatal(err)
	}
	first := d.content()
	rng := rand.New(rand.NewPCG(3, 4))
	steps := 0
	for range 12 {
		before := d.content()
		name := []string{ru, kk, facts}[rng.IntN(3)]
		raw := d.read(name)
		q := studio.Request{Document: "user-agreement", Edition: "6"}
		mark := fmt.Sprintf("метка %d", rng.IntN(1000000))
		if name == facts {
			q.Facts = &studio.FactsEdit{Base: legal.SHA256(raw), Values: map[string]string{"number": mark}}
		} else {
			q.Texts = []studio.TextEdit{{Language: name[len(name)-5 : len(name)-3], Base: legal.SHA256(raw), Parts: map[int]string{2 + rng.IntN(8): "1.9. Пункт.\n\n" + mark}}}
		}
		var a studio.Answer
		if d.post("save", q, &a); a.Status != studio.Done {
			t.Fatalf("%+v", a)
		}
		after := d.content()
		for other := range after {
			if other != d.file(name) && after[other] != before[other] {
				t.Fatalf("saving %s changed %s", name, other)
			}
		}
		now := string(d.read(name))
		if !strings.Contains(now, mark) {
			t.Fatalf("%s lacks %s", name, mark)
		}
		kept(t, string(raw), now)
		steps++
	}
	for range steps {
		var a studio.Answer
		if d.post("undo", studio.Request{Document: "user-agreement", Edition: "6"}, &a); a.Status != studio.Done {
			t.Fatalf("%+v", a)
		}
	}
	for name, data := range d.content() {
		if data != first[name] {
			t.Errorf("undone, %s is not what it was", name)
		}
	}
}

// kept fails unless the two files are equal but for one stretch of lines, with one kind of line ends.
func kept(t *testing.T, before, after string) {
	t.Helper()
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	if gone, came := len(a)-head-tail, len(b)-head-tail; gone > 12 || came > 4 {
		t.Fatalf("%d lines became %d", gone, came)
	}
	if strings.Count(before, "\r\n") == strings.Count(before, "\n") && strings.Count(after, "\r\n") != strings.Count(after, "\n") {
		t.Fatal("line ends are mixed")
	}
}

// Two windows that save at once, an editor's program and git pull beneath: one of two
// edits of the same bytes is refused, says which file, and nothing of the other is lost.
func TestDeskTwoWindows(t *testing.T) {
	d := openDesk(t)
	name := "content/user-agreement/6/ru.md"
	for round := range 5 {
		base := legal.SHA256(d.read(name))
		answers := make([]studio.Answer, 2)
		var wait sync.WaitGroup
		for i := range answers {
			wait.Go(func() {
				d.post("save", studio.Request{Document: "user-agreement", Edition: "6", Texts: []studio.TextEdit{{Language: "ru", Base: base,
					Parts: map[int]string{2 + i: fmt.Sprintf("1.%d. Окно %d, раз %d.", i+1, i, round)}}}}, &answers[i])
			})
		}
		wait.Wait()
		won := 0
		for i, a := range answers {
			has := bytes.Contains(d.read(name), fmt.Appendf(nil, "Окно %d, раз %d.", i, round))
			switch {
			case a.Status == studio.Done && has:
				won++
			case a.Status == studio.Changed && !has && len(a.Changed) == 1 && a.Changed[0] == name:
			default:
				t.Fatalf("window %d: %+v, written: %v", i, a, has)
			}
		}
		if won != 1 {
			t.Fatalf("%d of two edits were written", won)
		}
	}
	base := legal.SHA256(d.read(name))
	pulled := append(d.read(name), "\nИз Git.\n"...)
	if err := os.WriteFile(d.file(name), pulled, 0o644); err != nil {
		t.Fatal(err)
	}
	title, material := "Новое название", "false"
	var a studio.Answer
	d.post("save", studio.Request{Document: "user-agreement", Edition: "6", Texts: []studio.TextEdit{{Language: "ru", Base: base, Title: &title}},
		Facts: &studio.FactsEdit{Base: legal.SHA256(d.read("content/user-agreement/6/edition.yaml")), Values: map[string]string{"material": material}}}, &a)
	if a.Status != studio.Changed || !bytes.Equal(d.read(name), pulled) {
		t.Errorf("a pulled file: %+v", a)
	}
	if edit.Value(d.read("content/user-agreement/6/edition.yaml"), "material") != material {
		t.Error("the file that nobody else changed was not written")
	}
	// What somebody else changed since is not undone.
	if err := os.WriteFile(d.file("content/user-agreement/6/edition.yaml"), []byte("material: true\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if d.post("undo", studio.Request{Document: "user-agreement", Edition: "6"}, &a); a.Status != studio.Changed || string(d.read("content/user-agreement/6/edition.yaml")) != "material: true\n" {
		t.Errorf("undo: %+v", a)
	}
}

// A draft that refers to another draft is published with it from either page, and the plan
// says of each what can be taken back; a title with a quoted name has no second quotes.
func TestDeskPublishesTogether(t *testing.T) {
	d := openDesk(t)
	for name, text := range map[string]string{
		"club/document.yaml": "kind: agreement\n", "club/1/edition.yaml": "effective: 2027-03-01\n",
		"club/1/ru.md":         "---\ntitle: Правила клуба «Тұлпар»\n---\n\n1. Подписывается [согласие](doc:stable).\n",
		"stable/document.yaml": "kind: rules\n", "stable/1/edition.yaml": "",
		"stable/1/ru.md": "---\ntitle: Порядок в конюшне\n---\n\n1. Коней поят дважды в день.\n",
	} {
		if err := os.MkdirAll(filepath.Dir(d.file("content/"+name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(d.file("content/"+name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var plan, a studio.Answer
	q := studio.Request{Document: "club", Edition: "1"}
	if d.post("publish", q, &plan); plan.Status != studio.Confirm {
		t.Fatalf("%+v", plan)
	}
	for _, want := range []string{
		"Правила клуба «Тұлпар», редакция 1:\nЗапись нельзя удалить. До вступления в силу",
		"«Порядок в конюшне», редакция 1:\nЗапись нельзя удалить или изменить, и отозвать",
	} {
		if !strings.Contains(plan.Text, want) {
			t.Errorf("the plan lacks %q: %s", want, plan.Text)
		}
	}
	if strings.Contains(plan.Text, "«Пользовательское соглашение», редакция 6") {
		t.Errorf("a draft that nothing refers to: %s", plan.Text)
	}
	if q.Confirmed = plan.Digest; d.post("publish", q, &a) != 200 || a.Status != studio.Done {
		t.Errorf("%+v", a)
	}
}

// Nothing is published without a yes to just what was shown: the plan of other bytes
// is shown anew.
func TestDeskPublishes(t *testing.T) {
	d := openDesk(t)
	ledger := func() int { return bytes.Count(d.read("content/ledger.jsonl"), []byte("\n")) }
	before := ledger()
	q := studio.Request{Document: "user-agreement", Edition: "6"}
	var plan, a studio.Answer
	if d.post("publish", q, &plan); plan.Status != studio.Confirm || plan.Digest == "" || !strings.Contains(plan.Text, "Пользовательское соглашение") || ledger() != before {
		t.Fatalf("%+v, %d records", plan, ledger()-before)
	}
	q.Confirmed = plan.Digest
	name := "content/user-agreement/6/ru.md"
	if err := os.WriteFile(d.file(name), append(d.read(name), "\nЕще одно предложение.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if d.post("publish", q, &a); a.Status == studio.Done || ledger() != before {
		t.Fatalf("other bytes than those of the plan: %+v, %d records", a, ledger()-before)
	}
	if err := os.WriteFile(d.file(name), bytes.TrimSuffix(d.read(name), []byte("\nЕще одно предложение.\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	if d.post("publish", q, &a); a.Status != studio.Done || ledger() != before+1 {
		t.Fatalf("confirmed: %+v, %d records", a, ledger()-before)
	}
	if d.post("save", studio.Request{Document: "user-agreement", Edition: "6", Texts: []studio.TextEdit{{Language: "ru", Base: legal.SHA256(d.read(name)), Parts: map[int]string{0: "x"}}}}, &a); a.Status != studio.Refused {
		t.Errorf("a published text: %+v", a)
	}
	if d.post("withdraw", studio.Request{Document: "user-agreement", Edition: "6"}, &plan); plan.Status != studio.Confirm {
		t.Fatalf("%+v", plan)
	}
	if d.post("withdraw", studio.Request{Document: "user-agreement", Edition: "6", Confirmed: "guess"}, &a); a.Status != studio.Confirm || ledger() != before+1 {
		t.Fatalf("%+v", a)
	}
	if d.post("build", studio.Request{}, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	// A published text that somebody edited has its bytes in the built site.
	published := d.read(name)
	if err := os.WriteFile(d.file(name), []byte("---\ntitle: Подделка\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if d.post("restore", studio.Request{Document: "user-agreement", Edition: "6"}, &a); a.Status != studio.Done || !bytes.Equal(d.read(name), published) {
		t.Errorf("restored: %+v", a)
	}
}

// Words that would be a program on a page, in a text, its title and the desk's own forms, are words.
func TestDeskIsInert(t *testing.T) {
	d := openDesk(t)
	evil := "</textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>"
	name := "content/user-agreement/6/ru.md"
	if err := os.WriteFile(d.file(name), []byte("---\ntitle: '"+evil+"'\nchanges: '"+evil+"'\n---\n\n1. "+evil+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.file("content/user-agreement/6/edition.yaml"), []byte("approved: {act: \"x'><script>alert(1)</script>\", number: '\"><script>alert(1)</script>'}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/_desk/write/user-agreement/6", "/_desk/", "/_desk/agreed/user-agreement/6", "/_desk/compare?document=user-agreement&new=%22%3E%3Cscript%3Ealert(1)", "/_desk/redline?document=user-agreement&old=5&new=6&language=ru"} {
		r, err := http.Get("http://" + d.host + d.base + path)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r.Body)
		r.Body.Close()
		if want := map[bool]int{false: 200, true: 400}[strings.Contains(path, "%3C")]; err != nil || r.StatusCode != want { // no edition has such a name
			t.Fatalf("%s: %d %v", path, r.StatusCode, err)
		}
		if bytes.Contains(data, []byte("<script>alert")) || bytes.Contains(data, []byte("<img src=x")) {
			t.Errorf("%s runs what an author wrote", path)
		}
	}
}

// The other things that the desk does: each through its page's request.
func TestDeskDoes(t *testing.T) {
	d := openDesk(t)
	var a studio.Answer
	if d.post("new", studio.Request{Document: "privacy-policy"}, &a); a.Status != studio.Done || a.Go != d.base+"/_desk/write/privacy-policy/4" {
		t.Fatalf("a new edition: %+v", a)
	}
	if d.post("document", studio.Request{Document: "rules", Kind: "rules", Title: "Правила: новые"}, &a); a.Status != studio.Done || edit.HeadValue(d.read("content/rules/1/ru.md"), "title") != "Правила: новые" {
		t.Fatalf("a new document: %+v", a)
	}
	if d.post("document", studio.Request{Document: "rules", Kind: "rules", Title: "x"}, &a); a.Status != studio.Refused {
		t.Errorf("a document that is there: %+v", a)
	}
	if d.post("document", studio.Request{Document: "../x", Kind: "rules", Title: "x"}, &a); a.Status != studio.Refused {
		t.Errorf("a name that leads out of the folder: %+v", a)
	}
	text := "Правила доступа\n\n1. Доступ открыт.\n\n2. Доступ закрывается ночью.\n"
	if d.post("import", studio.Request{Document: "access", Name: "правила.txt", Data: []byte(text), Language: "ru"}, &a); a.Status != studio.Done || a.Go != d.base+"/_desk/write/access/1" || !bytes.Contains(d.read("content/access/1/ru.md"), []byte("Доступ закрывается ночью.")) {
		t.Fatalf("import: %+v", a)
	}
	file, err := http.Get("http://" + d.host + d.base + "/_desk/get?what=text&document=access&new=1&language=ru")
	if err != nil {
		t.Fatal(err)
	}
	sent, err := io.ReadAll(file.Body)
	file.Body.Close()
	doc, found := docx.Read("правила.docx", sent)
	if err != nil || doc == nil {
		t.Fatal(err, found)
	}
	for _, p := range docx.Paragraphs(doc.Blocks) { // a colleague changes it, and it is dropped
		for k := range p.Runs {
			p.Runs[k].Text = strings.Replace(p.Runs[k].Text, "ночью", "вечером", 1)
		}
	}
	back, err := docx.Write(doc, docx.Settings{Attached: doc.Attached})
	if err != nil {
		t.Fatal(err)
	}
	if d.post("import", studio.Request{Document: "access", Name: "правила.docx", Data: back, Edition: "1"}, &a); a.Status != studio.Done || a.Go != d.base+"/_desk/write/access/1" || !bytes.Contains(d.read("content/access/1/ru.md"), []byte("закрывается вечером.")) {
		t.Fatalf("a colleague's file: %+v", a)
	}
	if d.post("begin", studio.Request{Document: "access", Edition: "1", Language: "kk"}, &a); a.Status != studio.Done || edit.HeadValue(d.read("content/access/1/kk.md"), "title") != "" {
		t.Fatalf("a text of another language: %+v", a)
	}
	title := "Қолжетімділік"
	begun := studio.TextEdit{Language: "kk", Base: legal.SHA256(d.read("content/access/1/kk.md")), Title: &title}
	if d.post("save", studio.Request{Document: "access", Edition: "1", Texts: []studio.TextEdit{begun}}, &a); a.Status != studio.Done || edit.HeadValue(d.read("content/access/1/kk.md"), "title") != title {
		t.Fatalf("its title: %+v", a)
	}
	name := "content/access/1/ru.md"
	if err := os.WriteFile(d.file(name), bytes.Replace(d.read(name), []byte("открыт"), []byte("oткрыт"), 1), 0o644); err != nil { // a Latin o
		t.Fatal(err)
	}
	if d.post("fix", studio.Request{Document: "access", Edition: "1"}, &a); a.Status != studio.Done || !bytes.Contains(d.read(name), []byte("Доступ открыт.")) {
		t.Fatalf("fix: %+v", a)
	}
	if d.post("repeal", studio.Request{Document: "privacy-policy", From: "2027-02-01"}, &a); a.Status != studio.Confirm {
		t.Fatalf("repeal: %+v", a)
	}
	site := string(d.read("content/site.yaml"))
	college := "Колледж «Алатау»"
	for _, key := range []string{"organization.ru", "organization.name.ru"} {
		d.post("settings", studio.Request{Facts: &studio.FactsEdit{Base: legal.SHA256(d.read("content/site.yaml")), Values: map[string]string{key: college, "id": "another"}}}, &a)
	}
	if now := string(d.read("content/site.yaml")); a.Status != studio.Done || !strings.Contains(now, college) || strings.Contains(now, "another") || strings.Count(now, "\n") != strings.Count(site, "\n") {
		t.Errorf("settings: %+v\n%s", a, now)
	}
	if d.post("verify", studio.Request{}, &a); a.Status != studio.Done {
		t.Fatalf("verify: %+v", a)
	}
	if d.post("speak", studio.Request{Language: "kk"}, &a); a.Status != studio.Done {
		t.Fatalf("speak: %+v", a)
	}
	for path, want := range map[string]string{
		"/_desk/":                                "Жұмыс орны",
		"/_desk/write/user-agreement/6":          "Пайдаланушы келісімі",
		"/_desk/compare?document=user-agreement": "Салыстыру",
		"/_desk/redline?document=user-agreement&old=1&new=6&language=ru":          "<style>",
		"/_desk/get?what=text&document=user-agreement&new=6&language=ru":          "PK",
		"/_desk/get?what=table&document=user-agreement&old=5&new=6&language=kk":   "PK",
		"/_desk/get?what=redline&document=user-agreement&old=5&new=6&language=kk": "PK",
		"/_desk/get?what=order&document=user-agreement&old=5&new=6&language=kk":   "PK",
		"/kk/user-agreement/6/": "<html",
	} {
		r, err := http.Get("http://" + d.host + d.base + path)
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(r.Body)
		r.Body.Close()
		policy := r.Header.Get("Content-Security-Policy")
		if r.StatusCode != 200 || !bytes.Contains(data, []byte(want)) || !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("GET %s: %d %q\n%s", path, r.StatusCode, policy, data[:min(len(data), 300)])
		}
	}
}

// get is a page of the desk.
func (d *openedDesk) get(path string) string {
	d.t.Helper()
	r, data := d.fetch(path)
	if r.StatusCode != 200 {
		d.t.Fatalf("GET %s: %d", path, r.StatusCode)
	}
	return string(data)
}
