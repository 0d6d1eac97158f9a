package main

import (
	"encoding/json"
	"errors"
	"html"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// noon is when edition 2 of the agreement is published, which takes effect an hour later;
// edition 3, which is not material, follows an hour after that.
var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// A system is the server under test, beside a legal site that goes through the states of
// legal.json.
type system struct {
	*testing.T
	states  []map[string]string
	files   map[string]string // of the legal site; nil: it is away
	dir     string
	mirror  *Mirror
	book    *Book
	now     time.Time
	handler http.Handler
	url     string
}

func start(t *testing.T) *system {
	s := &system{T: t, dir: t.TempDir(), now: noon.Add(-time.Hour)}
	if err := decode(&s.states)(os.ReadFile("legal.json")); err != nil {
		t.Fatal(err)
	}
	s.mirror, _ = s.open()
	s.publish(1)
	s.book, _ = OpenBook(s.dir)
	s.handler = (&Server{s.mirror, s.book, func() time.Time { return s.now }, func(r *http.Request) string { return r.Header.Get("X-User") }}).Handler()
	server := httptest.NewServer(s.handler)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *system) open() (*Mirror, error) {
	return OpenMirror("https://legal.example/", "user-agreement", s.dir, Nothing)
}

// state is the legal site in its first states.
func (s *system) state(n int) map[string]string {
	files := map[string]string{}
	for _, more := range s.states[:n] {
		maps.Copy(files, more)
	}
	return files
}

func (s *system) publish(n int) {
	s.Helper()
	s.files = s.state(n)
	if fresh, err := s.mirror.Take(s.get); err != nil || !fresh {
		s.Fatal(fresh, err)
	}
}

func (s *system) get(path string) ([]byte, error) {
	data, ok := s.files[path]
	if !ok {
		return nil, errors.New(path + ": 404")
	}
	return []byte(data), nil
}

// A user is who she is, and the page that she sees.
type user struct {
	*system
	name, path, page string
	status           int
	header           http.Header
}

func (u *user) get(path string) { u.do("GET", path, nil) }

// post sends the page's form, with these boxes ticked.
func (u *user) post(path string, fields url.Values) {
	for _, m := range regexp.MustCompile(`type="hidden" name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(u.page, -1) {
		fields.Add(m[1], m[2])
	}
	u.do("POST", path, fields)
}

func (u *user) accept(keys ...string) { u.post("/ru/accept", url.Values{"accept": keys}) }

func (u *user) do(method, path string, fields url.Values) {
	u.Helper()
	req, err := http.NewRequest(method, u.url+path, strings.NewReader(fields.Encode()))
	if err != nil {
		u.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-User", u.name)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		u.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		u.Fatal(err)
	}
	u.status, u.path, u.page, u.header = res.StatusCode, res.Request.URL.Path, html.UnescapeString(string(data)), res.Header
}

// sees fails unless the page is at a path with a status and has these words, or, after a
// minus, has them not.
func (u *user) sees(status int, path string, words ...string) {
	u.Helper()
	if u.status != status || !strings.HasPrefix(u.path, path) {
		u.Fatalf("status %d at %s, want %d at %s:\n%s", u.status, u.path, status, path, u.page)
	}
	for _, w := range words {
		if w, not := strings.CutPrefix(w, "-"); strings.Contains(u.page, w) == not {
			u.Errorf("%s: %q\n%s", path, w, u.page)
		}
	}
}

func (u *user) boxes() int { return strings.Count(u.page, `type="checkbox"`) }

func TestAccept(t *testing.T) {
	s := start(t)
	u := &user{system: s, name: "aigerim"}
	u.get("/ru/")
	u.sees(200, "/ru/accept", "Пользовательское соглашение", "3. Оператор обрабатывает мои ответы", "-checked", "-<script>", "-style=")
	if u.boxes() != 4 || !strings.Contains(u.header.Get("Content-Security-Policy"), "require-trusted-types-for 'script'") {
		t.Error(u.header, u.page)
	}
	u.accept("user-agreement", "letters/news")
	u.sees(422, "/ru/accept", "Отмечены не все тексты")
	u.accept("user-agreement", "letters/account", "letters/news")
	u.sees(200, "/ru/receipts/", "news: <b>дано", "study: <b>отказано", "account: <b>дано", "02.12.2027", "показано")
	receipt := u.path
	u.get(receipt + ".json")
	var r Receipt
	if err := json.Unmarshal([]byte(u.page), &r); err != nil || len(r.Lines) != 5 || r.Events[0].State != "shown" || r.Events[1].Ledger != s.mirror.Copy().Ledger {
		t.Errorf("%v: %s", err, u.page)
	}
	if again, err := OpenBook(s.dir); err != nil || len(again.Answers("aigerim")) != 4 {
		t.Error("after a restart", err)
	}
	u.get("/ru/")
	u.sees(200, "/ru/", `value="letters/news"`, "-id=\"offers\"", "-id=\"coming\"")
	u.get("/ru/asks.json")
	u.sees(200, "/ru/asks.json", "[]")
	other := &user{system: s, name: "bolat"}
	other.get(receipt)
	other.sees(404, receipt)
	nobody := &user{system: s}
	nobody.get("/ru/accept")
	nobody.sees(404, "/ru/accept")
}

// A form is taken once, from whom it was shown to, and from our pages.
func TestForged(t *testing.T) {
	s := start(t)
	u, other := &user{system: s, name: "aigerim"}, &user{system: s, name: "bolat"}
	u.get("/ru/accept")
	page := u.page
	other.page = page
	other.accept("user-agreement", "letters/account")
	other.sees(422, "/ru/accept", "уже отправлена")
	u.accept("user-agreement", "letters/account", "letters/other")
	u.sees(200, "/ru/receipts/", "-other")
	u.page = page
	u.accept("user-agreement", "letters/account")
	u.sees(200, "/ru/", "-receipt/other") // nothing is to ask any more
	u.get("/texts/" + s.mirror.Copy().Files["embed/kelisim-text.js"] + ".js")
	u.sees(404, "/texts/")
	req, _ := http.NewRequest("POST", s.url+"/ru/withdraw", strings.NewReader("key=user-agreement/"))
	req.Header = http.Header{"X-User": {"aigerim"}, "Origin": {"https://evil.example"}, "Content-Type": {"application/x-www-form-urlencoded"}}
	if res, err := http.DefaultClient.Do(req); err != nil || res.StatusCode != 403 {
		t.Error(res, err)
	}
}

// Withdrawing asks for nothing but what was withdrawn; a renewal that is not taken is no refusal.
func TestWithdrawAndRenew(t *testing.T) {
	s := start(t)
	u := &user{system: s, name: "aigerim"}
	u.get("/ru/accept")
	u.accept("user-agreement", "letters/account", "letters/news")
	u.post("/ru/withdraw", url.Values{"key": {"letters/news"}})
	u.sees(200, "/ru/receipts/", "news: <b>отозвано")
	u.post("/ru/withdraw", url.Values{"key": {"letters/study"}}) // it was never given
	u.sees(200, "/ru/")
	s.now = s.now.Add(time.Minute)
	u.post("/ru/withdraw", url.Values{"key": {"letters/account"}})
	u.get("/ru/")
	if u.sees(200, "/ru/accept", `value="letters/account"`); u.boxes() != 1 {
		t.Error(u.page)
	}
	u.accept("letters/account")
	u.sees(200, "/ru/receipts/")
	s.now = s.now.AddDate(1, 0, -20)
	u.get("/ru/")
	u.sees(200, "/ru/", `id="offers"`)
	u.get("/ru/accept")
	u.accept()
	u.get("/ru/")
	u.sees(200, "/ru/", `value="letters/account"`, `id="offers"`)
	s.now = s.now.AddDate(0, 0, 22)
	u.get("/ru/")
	u.sees(200, "/ru/accept", `value="letters/account"`)
}

// What is to come may be answered ahead; a form that was open while an edition took effect is
// asked again and not recorded as another set; an edition that is not material asks nothing.
func TestEditions(t *testing.T) {
	s := start(t)
	u, late := &user{system: s, name: "aigerim"}, &user{system: s, name: "bolat"}
	u.get("/ru/accept")
	u.accept("user-agreement", "letters/account")
	s.now = noon
	s.publish(2)
	u.get("/ru/")
	u.sees(200, "/ru/", `id="coming"`, "01.12.2026 18:00")
	u.get("/ru/coming")
	if u.sees(200, "/ru/coming", "ru/user-agreement/since/1/coming/"); u.boxes() != 1 {
		t.Error(u.page)
	}
	u.accept("user-agreement")
	u.sees(200, "/ru/receipts/", "2-редакция")
	late.get("/ru/accept")
	s.now = noon.Add(time.Hour)
	late.accept("user-agreement", "letters/account")
	late.sees(422, "/ru/accept", "вступила в силу новая редакция", "2-редакция")
	late.accept("user-agreement", "letters/account")
	late.sees(200, "/ru/receipts/", "2-редакция")
	s.publish(3)
	s.now = noon.Add(2 * time.Hour)
	for _, x := range []*user{u, late} {
		x.get("/ru/")
		x.sees(200, "/ru/", "-id=\"coming\"")
	}
}

// Whatever is wrong with the legal site, nothing is taken, and the good copy serves on.
func TestMirror(t *testing.T) {
	var s *system
	var good *Copy
	refused := func(name, why string) {
		t.Helper()
		if _, err := s.mirror.Take(s.get); err == nil || !strings.Contains(err.Error(), why) || s.mirror.Copy() != good {
			t.Errorf("%s: %v, want %s", name, err, why)
		}
	}
	for _, c := range []struct{ name, path, old, new, why string }{
		{"a text", "ru/user-agreement/2/text.md", "пароль", "платит", "its SHA-256 is"},
		{"a plain text", "ru/user-agreement/2/text.txt", "пароль", "платит", "its SHA-256 is"},
		{"a fragment", "embed/ru/user-agreement/2.html", "не передает пароль", "передает пароль", "does not show what was recorded"},
		{"hidden words", "embed/ru/user-agreement/2.html", "<p ", "<p hidden ", "does not show what was recorded"},
		{"the element", "embed/kelisim-text.js", "fetch", "evil", "other bytes"},
		{"current.json", "api/v1/current.json", "required", "optional", "its SHA-256 is"},
		{"a line of the ledger", "ledger/ledger.jsonl", "agreement", "Agreement", "the ledger is broken"},
		{"a torn ledger", "ledger/ledger.jsonl", "\n", "", "the ledger is broken"},
		{"no heartbeat", "api/v1/heartbeat.json", "{", "<", "heartbeat.json"},
	} {
		s = start(t)
		good = s.mirror.Copy()
		if s.files = s.state(2); !strings.Contains(s.files[c.path], c.old) {
			t.Fatal(c.name)
		}
		s.files[c.path] = strings.ReplaceAll(s.files[c.path], c.old, c.new)
		refused(c.name, c.why)
	}
	s.files = nil
	refused("away", "404")
	s.publish(2)
	good = s.mirror.Copy()
	s.files = s.state(1)
	refused("rolled back", "does not continue")
	if again, err := s.open(); err != nil || again.Copy().Ledger != good.Ledger {
		t.Error("after a restart", err)
	}
	fresh, err := OpenMirror("", "user-agreement", t.TempDir(), good.Ledger)
	if _, more := fresh.Take(s.get); err != nil || more == nil {
		t.Error("a head that somebody told is not needed", err, more)
	}
	if err := os.WriteFile(filepath.Join(s.dir, "texts", good.Files["ru/letters/1/text.txt"]), []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.open(); err == nil {
		t.Error("bytes that changed on the disk were taken up")
	}
}

// What current.json says of what is asked, of spans and of purposes decides nothing that the
// ledger and the texts do not bear.
func TestDecides(t *testing.T) {
	s := start(t)
	forge := func(pairs ...string) {
		s.files = s.state(2)
		current := strings.NewReplacer(pairs...).Replace(s.files["api/v1/current.json"])
		s.files["api/v1/heartbeat.json"] = strings.ReplaceAll(s.files["api/v1/heartbeat.json"], sum([]byte(s.files["api/v1/current.json"])), sum([]byte(current)))
		s.files["api/v1/current.json"] = current
	}
	forge("ведения", "продажи")
	if _, err := s.mirror.Take(s.get); err == nil || !strings.Contains(err.Error(), "account") {
		t.Error("words that are not recorded were taken", err)
	}
	forge(`"id":"account"`, `"id":"other"`)
	if _, err := s.mirror.Take(s.get); err == nil || !strings.Contains(err.Error(), "account") {
		t.Error("a purpose without words was taken", err)
	}
	forge(`"required"`, `"informed"`, `"2026-12-01T18`, `"2026-12-09T18`, `"optional":true`, `"x":0`, `"suffices":["2"]`, `"suffices":["1","2"]`)
	if _, err := s.mirror.Take(s.get); err != nil {
		t.Fatal(err)
	}
	c := s.mirror.Copy()
	set := c.Together("user-agreement", noon.Add(time.Hour))
	got := c.Ask(*set, []Answer{{Document: "user-agreement", Edition: "1", State: "given", At: noon}}, noon.Add(time.Hour))
	want := []Ask{{"letters", "account", "require"}, {"letters", "news", "offer"}, {"letters", "study", "offer"}, {"user-agreement", "", "require"}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A line that a kill tore is cut off; before the first good copy the pages say so.
func TestTornAndWaiting(t *testing.T) {
	s := start(t)
	for data, lines := range map[string]int{`{"state":"given","form":"a"}` + "\n" + `{"sta`: 1, "": 0} {
		if err := os.WriteFile(filepath.Join(s.dir, "events.jsonl"), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if b, err := OpenBook(s.dir); err != nil || len(b.events) != lines {
			t.Error(data, err)
		}
	}
	if err := os.WriteFile(filepath.Join(s.dir, "events.jsonl"), []byte("{\n{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenBook(s.dir); err == nil {
		t.Error("a damaged log was read")
	}
	s.mirror.copy.Store(nil)
	u := &user{system: s, name: "aigerim"}
	u.get("/kk/accept")
	u.sees(503, "/kk/accept", "Мәтіндер әлі келіп түскен жоқ")
}
