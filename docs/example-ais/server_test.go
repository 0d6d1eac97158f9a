package main

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A system is the server under test, beside its legal site.
type system struct {
	*testing.T
	site   *legalSite
	mirror *Mirror
	dir    string
	now    time.Time
	url    string
}

func newSystem(t *testing.T) *system {
	s := &system{T: t, site: newSite(t), dir: t.TempDir(), now: noon}
	s.mirror = openMirror(t, s.site, t.TempDir())
	refresh(t, s.mirror, true)
	book, err := OpenBook(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(NewServer(s.mirror, book, func() time.Time { return s.now }).Handler())
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// A browser is a visitor, and the page that she sees.
type browser struct {
	*system
	client http.Client
	status int
	path   string
	page   string
}

func (s *system) browser() *browser {
	b := &browser{system: s}
	b.client.Jar, _ = cookiejar.New(nil) // never fails
	return b
}

func (b *browser) get(path string) { b.read(b.client.Get(b.url + path)) }

func (b *browser) read(res *http.Response, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	b.status, b.path, b.page = res.StatusCode, res.Request.URL.Path, html.UnescapeString(string(data))
}

// send sends the page's form with what was typed, and every box ticked if all.
func (b *browser) send(path string, typed url.Values, all bool) {
	b.Helper()
	for _, m := range regexp.MustCompile(`type="hidden" name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
		typed.Add(m[1], m[2])
	}
	if all {
		for _, m := range regexp.MustCompile(`type="checkbox" name="accept" value="([^"]*)"`).FindAllStringSubmatch(b.page, -1) {
			typed.Add("accept", m[1])
		}
	}
	b.read(b.client.PostForm(b.url+path, typed))
}

// sees fails unless the page is at a path with a status and has these words.
func (b *browser) sees(status int, path string, words ...string) {
	b.Helper()
	if ok, _ := regexp.MatchString("^"+path+"$", b.path); !ok || b.status != status {
		b.Fatalf("status %d at %s, want %d at %s:\n%s", b.status, b.path, status, path, b.page)
	}
	for _, w := range words {
		if !strings.Contains(b.page, w) {
			b.Errorf("%s does not say %q:\n%s", path, w, b.page)
		}
	}
}

func (s *system) events() (events []Event) {
	s.Helper()
	if _, err := open(s.dir, "events.jsonl", func(e Event) { events = append(events, e) }); err != nil {
		s.Fatal(err)
	}
	return events
}

var (
	kk, ru = languages["kk"], languages["ru"]
	typed  = func() url.Values { return url.Values{"name": {"Aigerim"}, "password": {"ten letters"}} }
)

func TestRegister(t *testing.T) {
	s := newSystem(t)
	b := s.browser()
	b.get("/kk/register")
	b.sees(200, "/kk/register", "/texts/"+string(s.mirror.Copy().files["embed/kk/terms/1.html"]), kk.Policy)
	if strings.Contains(b.page, "checked") || strings.Count(b.page, `type="checkbox"`) != 1 {
		t.Errorf("not one unticked box:\n%s", b.page)
	}
	b.send("/kk/register", typed(), false)
	b.sees(422, "/kk/register", kk.BoxesMissing, `value="aigerim"`, kk.PasswordKept)
	s.now = s.now.Add(time.Minute)
	b.send("/kk/register", url.Values{"name": {"aigerim"}}, true)
	b.sees(200, "/kk/receipts/.*", "aigerim", "2026-12-01T17:01:00.000+05:00", kk.Mark, kk.NoMark)

	events := s.events()
	if len(events) != 3 {
		t.Fatalf("%d events, want shown, shown, given", len(events))
	}
	shown, given := events[1], events[2]
	if shown.State != "shown" || given.State != "given" || shown.Form != given.Form || given.Subject.ID != "aigerim" || !given.At.Equal(shown.At.Add(time.Minute)) {
		t.Errorf("shown %+v\ngiven %+v", shown, given)
	}
	m := given.Members[0]
	if m.SHA256 != sum([]byte(s.site.files["kk/terms/1/text.md"])) || m.ShownSHA256 != sum([]byte(s.site.files["embed/kk/terms/1.html"])) || m.Answer != "given" ||
		given.Ledger != s.site.head || len(given.Members) != 2 || given.Members[1].Answer != "" || given.Set != shown.Set || shown.Members[0].Answer != "" {
		t.Errorf("given %+v", given)
	}
	b.get("/kk/receipts/" + given.Form + ".txt")
	b.sees(200, "/kk/receipts/.*", m.SHA256, m.PlainSHA256, s.site.head.SHA256, s.site.url+"kk/terms/1/text.md | sha256sum")
	stranger := s.browser()
	stranger.get("/kk/receipts/" + given.Form)
	stranger.sees(404, "/kk/receipts/.*")
	stranger.get("/ru/register")
	stranger.send("/ru/register", typed(), true)
	stranger.sees(422, "/ru/register", ru.NameTaken)

	again, err := OpenBook(s.dir)
	if err != nil || !reflect.DeepEqual(again.Accepted("aigerim"), given.Members) {
		t.Errorf("after a restart: %v, %v", again, err)
	}
}

// A form that was opened before a boundary and sent after it is asked again, with
// the new texts, and nothing typed is lost.
func TestStale(t *testing.T) {
	s := newSystem(t)
	s.site.publish("terms", "agreement", noon.Add(time.Hour), true)
	refresh(t, s.mirror, true)
	b := s.browser()
	b.get("/ru/register")
	s.now = noon.Add(time.Hour)
	b.send("/ru/register", typed(), true)
	b.sees(422, "/ru/register", ru.TextsNew, ru.PasswordKept, `value="aigerim"`, "terms 2 ru "+sum([]byte(s.site.files["ru/terms/2/text.md"])))
	b.send("/ru/register", url.Values{"name": {"aigerim"}}, true)
	b.sees(200, "/ru/receipts/.*", "редакция 2")
}

// A material edition is asked for before all else; a not material one is only told.
func TestAcceptAgain(t *testing.T) {
	s := newSystem(t)
	b := s.browser()
	b.get("/kk/register")
	b.send("/kk/register", typed(), true)
	b.sees(200, "/kk/receipts/.*")
	b.send("/kk/logout", url.Values{}, false)
	b.sees(200, "/kk/login")

	s.site.publish("terms", "agreement", noon.Add(time.Hour), true)
	s.site.publish("terms", "agreement", noon.Add(2*time.Hour), false)
	refresh(t, s.mirror, true)
	s.now = noon.Add(time.Hour)
	b.send("/kk/login", url.Values{"name": {"aigerim"}, "password": {"another one"}}, false)
	b.sees(422, "/kk/login", kk.LoginWrong)
	b.send("/kk/login", typed(), false)
	b.sees(200, "/kk/accept", "changes of 2", "2-редакция")
	if strings.Contains(b.page, "changes of 3") {
		t.Error("tells of an edition that is not in force yet")
	}
	b.send("/kk/accept", url.Values{}, false)
	b.sees(422, "/kk/accept", kk.BoxesMissing)
	old := b.page
	b.send("/kk/accept", url.Values{}, true)
	b.sees(200, "/kk/receipts/.*", "2-редакция")
	b.page = old
	b.send("/kk/accept", url.Values{}, true)
	b.sees(422, "/kk/accept", kk.FormOld)

	s.now = noon.Add(2 * time.Hour)
	b.get("/kk/accept")
	b.sees(200, "/kk/", kk.NewerIntro, "changes of 3")
}

// What is to come may be answered ahead, and is not asked when it takes effect.
func TestAhead(t *testing.T) {
	s := newSystem(t)
	b := s.browser()
	b.get("/ru/register")
	b.send("/ru/register", typed(), true)
	b.get("/ru/")
	if strings.Contains(b.page, ru.Coming) {
		t.Error("nothing is to come")
	}
	s.site.publish("terms", "agreement", noon.Add(time.Hour), true)
	refresh(t, s.mirror, true)
	b.get("/ru/")
	b.sees(200, "/ru/", ru.Coming, "1 декабря 2026 года, 18:00 (UTC+05:00)")
	b.get("/ru/coming")
	b.sees(200, "/ru/coming", ru.ComingIntro, "changes of 2", "ru/terms/since/1/coming/")
	b.send("/ru/accept", url.Values{}, false)
	b.sees(422, "/ru/accept", ru.BoxesMissing, ru.ComingIntro)
	b.send("/ru/accept", url.Values{}, true)
	b.sees(200, "/ru/receipts/.*", "редакция 2")
	events := s.events()
	if given := events[len(events)-1]; given.Set != SetID(map[string]string{"privacy": "1", "terms": "2"}) {
		t.Errorf("recorded as %+v", given)
	}
	b.get("/ru/coming")
	b.sees(200, "/ru/")
	s.now = noon.Add(time.Hour)
	b.get("/ru/accept")
	b.sees(200, "/ru/")
}

// An optional consent is offered once for each purpose; who refuses goes on. What was
// given can be withdrawn, and nothing else is asked for it.
func TestPurposes(t *testing.T) {
	s := newSystem(t)
	s.site.snapshot["letters"] = map[string]any{"annex_of": "terms", "expires": "P1Y", "renew_notice": "P30D",
		"purposes": []any{map[string]any{"id": "account"}, map[string]any{"id": "news", "optional": true}, map[string]any{"id": "study", "optional": true}}}
	s.site.publish("letters", "consent", noon.Add(-time.Hour), true)
	refresh(t, s.mirror, true)
	b := s.browser()
	b.get("/kk/register")
	if strings.Count(b.page, `type="checkbox"`) != 4 || strings.Count(b.page, kk.MayRefuse) != 2 {
		t.Errorf("not a box for each purpose:\n%s", b.page)
	}
	refused := typed()
	refused["accept"] = []string{"terms", "letters/news"}
	b.send("/kk/register", refused, false)
	b.sees(422, "/kk/register", kk.BoxesMissing)
	b.send("/kk/register", url.Values{"name": {"aigerim"}, "accept": {"terms", "letters/account", "letters/news"}}, false)
	b.sees(200, "/kk/receipts/.*", "news: "+kk.Mark, "study: "+kk.Refused)
	b.get("/kk/accept")
	b.sees(200, "/kk/", kk.Holds)
	if strings.Contains(b.page, kk.Offers) {
		t.Error("who refused is asked again")
	}

	s.now = s.now.Add(time.Minute)
	b.send("/kk/withdraw", url.Values{"key": {"letters/news"}}, false)
	b.sees(200, "/kk/receipts/.*", "news: "+kk.Withdrawn)
	b.send("/kk/withdraw", url.Values{"key": {"letters/study"}}, false) // it was never given
	b.sees(200, "/kk/")
	s.now = s.now.Add(time.Minute)
	b.send("/kk/withdraw", url.Values{"key": {"letters/account"}}, false)
	b.get("/kk/")
	b.sees(200, "/kk/accept", `value="letters/account"`)
	if strings.Count(b.page, `type="checkbox"`) != 1 {
		t.Errorf("more is asked than what was withdrawn:\n%s", b.page)
	}
	b.send("/kk/accept", url.Values{}, true)
	b.sees(200, "/kk/receipts/.*", "account: "+kk.Mark)

	s.now = s.now.AddDate(1, 0, -20)
	b.get("/kk/")
	b.sees(200, "/kk/", kk.Offers)
	s.now = s.now.AddDate(0, 0, 21)
	b.get("/kk/")
	b.sees(200, "/kk/accept", `value="letters/account"`)

	var states []string
	for _, e := range s.events() {
		if e.State != "shown" {
			states = append(states, e.State)
		}
		if e.State == "withdrawn" && (len(e.Members) != 1 || e.Members[0].Document != "letters" || e.Subject.ID != "aigerim") {
			t.Errorf("withdrawn: %+v", e)
		}
	}
	if got := strings.Join(states, " "); got != "given withdrawn withdrawn given" {
		t.Error(got)
	}
	form := s.events()[2].Form
	b.get("/kk/receipts/" + form + ".json")
	var events []Event
	if err := json.Unmarshal([]byte(b.page), &events); err != nil || len(events) != 4 || events[0].State != "shown" || events[3].State != "withdrawn" {
		t.Errorf("%v: %s", err, b.page)
	}
}

// A record that corrects a clock is understood: what was made too early counts as made
// when the clock was set right.
func TestClock(t *testing.T) {
	s := newSite(t)
	ahead, right := noon.Add(30*24*time.Hour), noon.Add(-time.Hour)
	s.count["rules"] = 1
	s.record(map[string]any{"kind": "edition", "document": "rules", "edition": "1", "edition_seq": 1, "recorded": ahead, "published": ahead, "effective": ahead,
		"reaccept_since": 1, "snapshot": map[string]any{"kind": "rules"}, "texts": []any{}})
	s.record(map[string]any{"kind": "clock", "recorded": right, "corrects": s.head.Records})
	data, err := FromLedger(s.lines())
	if err != nil {
		t.Fatal(err)
	}
	if e := data.InForce("rules", right); e == nil || !e.From.Equal(right) || !e.Published.Equal(right) {
		t.Errorf("%+v", data.Find("rules"))
	}
	if e := data.InForce("terms", noon); e == nil || !e.From.Equal(noon.Add(-24*time.Hour)) {
		t.Errorf("%+v", data.Find("terms"))
	}
}

// An edition that a user accepted in the one language that it had is compared in
// that language, and what has no summary in hers says in which one it is.
func TestOneLanguage(t *testing.T) {
	s := newSystem(t)
	b := s.browser()
	b.get("/kk/register")
	b.send("/kk/register", typed(), true)
	s.site.languages = []string{"kk"}
	s.site.publish("terms", "agreement", noon.Add(time.Hour), true)
	s.site.languages = []string{"kk", "ru"}
	s.site.publish("terms", "agreement", noon.Add(2*time.Hour), true)
	refresh(t, s.mirror, true)
	s.now = noon.Add(2 * time.Hour)
	b.get("/ru/accept")
	b.sees(200, "/ru/accept", `href="`+s.site.url+`ru/terms/since/1/"`, `<p lang="kk">changes of 2</p>`, `<p lang="ru">changes of 3</p>`)
}

// Only the visitor to whom a form was shown can send it, once, and from our pages.
func TestForged(t *testing.T) {
	s := newSystem(t)
	b, other := s.browser(), s.browser()
	b.get("/kk/register")
	other.get("/kk/register")
	other.page = b.page
	other.send("/kk/register", typed(), true)
	other.sees(422, "/kk/register", kk.FormOld)
	old := b.page
	b.send("/kk/register", typed(), true)
	b.sees(200, "/kk/receipts/.*")
	b.send("/kk/logout", url.Values{}, false)
	b.page = old
	b.send("/kk/register", url.Values{"name": {"second"}, "password": {"ten letters"}}, true)
	b.sees(422, "/kk/register", kk.FormOld)

	req, err := http.NewRequest("POST", s.url+"/kk/logout", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Origin", "http://evil.example")
	b.read(b.client.Do(req))
	b.sees(403, "/kk/logout")
}

// The element is served as itself alone: no address runs bytes by their hash.
func TestNoScriptByHash(t *testing.T) {
	s := newSystem(t)
	b := s.browser()
	b.get("/kelisim-text.js")
	b.sees(200, "/kelisim-text.js", "// the element")
	b.get("/texts/" + string(s.mirror.Copy().files["embed/kelisim-text.js"]))
	b.sees(404, "/texts/.*")
}

// No cookie of before signing in, as whom ever, is any good after it.
func TestSignInAgain(t *testing.T) {
	s := newSystem(t)
	b, thief := s.browser(), s.browser()
	b.get("/kk/register")
	b.send("/kk/register", typed(), true)
	at, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	thief.client.Jar.SetCookies(at, b.client.Jar.Cookies(at))
	thief.get("/kk/")
	thief.sees(200, "/kk/", "aigerim")
	b.send("/kk/login", typed(), false)
	b.sees(200, "/kk/", "aigerim")
	thief.get("/kk/")
	thief.sees(200, "/kk/login")
}

// Before the first good copy the page says so; after it nobody needs the site.
func TestWaiting(t *testing.T) {
	s := newSystem(t)
	s.mirror.copy.Store(nil)
	b := s.browser()
	b.get("/ru/register")
	b.sees(503, "/ru/register", ru.Waiting)
	b.send("/ru/register", typed(), true)
	b.sees(503, "/ru/register", ru.Waiting)
}

func TestWords(t *testing.T) {
	for lang, words := range languages {
		v := reflect.ValueOf(words)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s: %s is empty", lang, v.Type().Field(i).Name)
			}
		}
		for _, kind := range []string{"agreement", "consent", "policy", "rules"} {
			if words.Kinds[kind] == "" {
				t.Errorf("%s: no word for %s", lang, kind)
			}
		}
		for other := range languages {
			if words.Tongues[other] == "" {
				t.Errorf("%s: no word for the language %s", lang, other)
			}
		}
		for _, month := range words.Months {
			if month == "" {
				t.Errorf("%s: a month is empty", lang)
			}
		}
	}
}
