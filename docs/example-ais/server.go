package main

import (
	"cmp"
	"crypto/rand"
	"embed"
	"encoding/json"
	"html/template"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// policy lets a page load what this server serves and nothing else; the one piece of
// code that may write HTML is the element.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types kelisim-text"

//go:embed pages words.json
var files embed.FS

var (
	pages     = template.Must(template.ParseFS(files, "pages/*.html"))
	languages = func() (all map[string]map[string]any) { // by language
		data, _ := files.ReadFile("words.json")
		if err := json.Unmarshal(data, &all); err != nil {
			panic(err)
		}
		return all
	}()
)

// A Server shows the pages. It asks the mirror for texts, never the legal site.
type Server struct {
	mirror *Mirror
	book   *Book
	clock  func() time.Time
	user   func(*http.Request) string // who is signed in, by the system that this one stands beside
}

// Handler returns the handler of all addresses.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", http.RedirectHandler("/kk/", http.StatusFound))
	for lang := range languages {
		page := func(pattern string, show func(*Visit)) {
			mux.HandleFunc(strings.Replace(pattern, "LANG", lang, 1), s.visit(lang, show))
		}
		page("GET /LANG/{$}", (*Visit).home)
		page("GET /LANG/accept", func(v *Visit) { v.ask(v.InForce, "") })
		page("GET /LANG/coming", func(v *Visit) { v.ask(v.Coming, "") })
		page("POST /LANG/accept", (*Visit).accept)
		page("POST /LANG/withdraw", (*Visit).withdraw)
		page("GET /LANG/receipts/{form}", (*Visit).receipt)
		page("GET /LANG/asks.json", func(v *Visit) { v.json(append([]Ask{}, v.Asks(v.InForce)...)) })
	}
	static, _ := fs.Sub(files, "pages") // of a name that is there
	mux.Handle("GET /style.css", http.FileServerFS(static))
	mux.Handle("GET /icon.svg", http.FileServerFS(static))
	mux.HandleFunc("GET /kelisim-text.js", func(w http.ResponseWriter, r *http.Request) {
		if c := s.mirror.Copy(); c != nil { // no page names it before
			s.bytes(w, c.Files[element], "text/javascript")
		}
	})
	mux.HandleFunc("GET /texts/{name}", func(w http.ResponseWriter, r *http.Request) { // a script is none
		hash, _ := strings.CutSuffix(r.PathValue("name"), ".html")
		s.bytes(w, hash, "text/html; charset=utf-8")
	})
	protected := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "private, no-cache"} {
			w.Header().Set(name, value)
		}
		r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
		protected.ServeHTTP(w, r)
	})
}

// bytes serves bytes that were taken, by their hash.
func (s *Server) bytes(w http.ResponseWriter, hash, kind string) {
	data, err := s.mirror.Bytes(hash)
	if err != nil {
		http.Error(w, "404", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Write(data)
}

// A Visit is one request for a page: who, in which language, when, and what the texts
// were at that moment.
type Visit struct {
	*Server
	w http.ResponseWriter
	r *http.Request

	Lang, User      string
	T               map[string]any // the words
	Now             time.Time
	Copy            *Copy
	InForce, Coming *Set // nil if there is none; nothing is asked then, and nobody is held up
}

func (s *Server) visit(lang string, show func(*Visit)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{Server: s, w: w, r: r, Lang: lang, T: languages[lang], User: s.user(r), Copy: s.mirror.Copy()}
		if v.User == "" {
			http.Error(w, "404", http.StatusNotFound)
			return
		}
		if v.Copy == nil {
			w.Header().Set("Retry-After", "60")
			v.page(http.StatusServiceUnavailable, "waiting", v)
			return
		}
		v.Now = s.clock().In(v.Copy.Zone).Truncate(time.Millisecond)
		v.InForce, v.Coming = v.Copy.Together(v.Document(), v.Now), v.Copy.Coming(v.Document(), v.Now)
		show(v)
	}
}

// Document is the id of what users accept, with all that is in force together with it.
func (v *Visit) Document() string { return v.mirror.document }

// Legal is the address of the legal site.
func (v *Visit) Legal() string { return v.mirror.site }

// Asks are what is to ask of the user now for a set, which may be nil.
func (v *Visit) Asks(set *Set) []Ask {
	if set == nil {
		return nil
	}
	return v.Copy.Ask(*set, v.book.Answers(v.User), v.Now)
}

func (v *Visit) goTo(page string) {
	http.Redirect(v.w, v.r, "/"+v.Lang+"/"+page, http.StatusSeeOther)
}

func (v *Visit) page(status int, name string, data any) {
	var b strings.Builder
	if v.fails(pages.ExecuteTemplate(&b, name+".html", data)) {
		return
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	v.w.Write([]byte(b.String()))
}

func (v *Visit) json(value any) {
	data, err := json.MarshalIndent(value, "", " ")
	if !v.fails(err) {
		v.w.Header().Set("Content-Type", "application/json")
		v.w.Write(data)
	}
}

// fails tells of a failure of this machine.
func (v *Visit) fails(err error) bool {
	if err != nil {
		slog.Error("a page failed", "path", v.r.URL.Path, "why", err)
		http.Error(v.w, "500", http.StatusInternalServerError)
	}
	return err != nil
}

// A shownText is a text on a form, with a box for each thing that is asked of it.
type shownText struct {
	Member
	Integrity string
	Compare   string // the page of the legal site that compares it with what the user accepted
	Boxes     []box
}

type box struct{ Key, Ask, Words string }

// texts are those of a set as they are shown, the document itself first. A text that
// does not exist in a language is shown in another one, which it names.
func (v *Visit) texts(set *Set) (out []shownText) {
	held := map[string]string{}
	for _, a := range v.book.Held(v.User) {
		held[a.Document] = a.Edition
	}
	for _, document := range slices.Sorted(maps.Keys(set.Members)) {
		e, lang := v.Copy.Edition(document, set.Members[document]), v.Lang
		for _, other := range slices.Sorted(maps.Keys(e.Texts)) {
			if !e.there(lang, v.Now) {
				lang = other
			}
		}
		x, at := e.Texts[lang], lang+"/"+document+"/"
		fragment, _ := v.mirror.Bytes(v.Copy.Files["embed/"+at+e.ID+".html"])
		m := shownText{Member: Member{Document: document, Edition: e.ID, Title: x.Title, Language: lang, SHA256: x.SHA256, PlainSHA256: x.PlainSHA256,
			PlainFormat: x.PlainFormat, ShownSHA256: sum(fragment), Acceptance: e.Acceptance}, Integrity: integrity(fragment)}
		if old := held[document]; old != "" && old != e.ID {
			m.Compare = at + "since/" + old + "/" + map[bool]string{true: "coming/"}[after(set.From, v.Now)]
		}
		for _, a := range v.Asks(set) {
			if a.Document == document {
				m.Boxes = append(m.Boxes, box{a.key(), a.Ask, cmp.Or(v.Copy.Purpose(document, e.ID, a.Purpose).Texts[lang].Text, x.Title)})
			}
		}
		if document == v.Document() {
			out = slices.Insert(out, 0, m)
		} else {
			out = append(out, m)
		}
	}
	return out
}

// key names what is asked: DOCUMENT/PURPOSE, or the document.
func (a Ask) key() string { return strings.TrimSuffix(a.Document+"/"+a.Purpose, "/") }

// home is where a user comes from her system: nothing is to be answered, or it must be.
func (v *Visit) home() {
	asked := v.Asks(v.InForce)
	if slices.ContainsFunc(asked, func(a Ask) bool { return a.Ask == "require" }) {
		v.goTo("accept")
		return
	}
	if !slices.ContainsFunc(v.Asks(v.Coming), func(a Ask) bool { return !slices.Contains(asked, a) }) {
		v.Coming = nil // nothing of it can be answered ahead
	}
	given := slices.DeleteFunc(v.book.Of(v.User, ""), func(e Event) bool { return e.State != "given" })
	v.page(http.StatusOK, "home", struct {
		*Visit
		Offers []Ask
		Held   map[string]Answer
		Given  []Event
	}{v, asked, v.book.Held(v.User), given})
}

// record adds an event to a form, at this moment, and reports whether it stands.
func (v *Visit) record(form Event, state string, members []Member) bool {
	form.ID, form.State, form.At, form.Ledger, form.Members = rand.Text(), state, v.Now, v.Copy.Ledger, members
	return !v.fails(v.book.Add(form))
}

// ask shows the texts of a set with what is to ask, and records that it did.
func (v *Visit) ask(set *Set, problem string) {
	if len(v.Asks(set)) == 0 {
		v.goTo("")
		return
	}
	var members []Member
	texts := v.texts(set)
	for _, x := range texts {
		members = append(members, x.Member)
	}
	form := Event{Schema: "kelisim.acceptance/1", Form: rand.Text(), Document: v.Document(), Set: set.ID, Language: v.Lang, Subject: Subject{v.User}, Method: "checkbox"}
	if !v.record(form, "shown", members) {
		return
	}
	status := http.StatusOK
	if problem != "" {
		status = http.StatusUnprocessableEntity
	}
	v.page(status, "accept", struct {
		*Visit
		Form, Problem string
		Ahead         bool
		Set           *Set
		Texts         []shownText
	}{v, form.Form, problem, after(set.From, v.Now), set, texts})
}

// accept takes a form that was posted. What it showed is judged whole, by the clock of this
// server and the texts of this moment, and recorded as what was shown or not at all.
func (v *Visit) accept() {
	events := v.book.Of(v.User, v.r.PostFormValue("form"))
	if len(events) != 1 || v.r.PostFormValue("form") == "" { // none of hers, or sent before
		v.ask(v.InForce, v.T["old"].(string))
		return
	}
	shown, ticked := events[0], v.r.PostForm["accept"]
	posted := Posted{Document: v.Document(), Set: shown.Set, Language: shown.Language}
	for _, m := range shown.Members {
		posted.Shown = append(posted.Shown, struct{ Document, Edition, Language, SHA256 string }{m.Document, m.Edition, m.Language, m.SHA256})
	}
	for _, key := range ticked {
		document, purpose, _ := strings.Cut(key, "/")
		posted.Given = append(posted.Given, struct{ Document, Purpose string }{document, purpose})
	}
	set := v.Copy.Offered(v.Document(), shown.Set, v.Now)
	switch {
	case set == nil:
		v.ask(v.InForce, v.T["new"].(string))
	case !v.Copy.Acceptable(posted, v.book.Answers(v.User), v.Now):
		v.ask(set, v.T["missing"].(string))
	default:
		v.give(shown, v.Asks(set), ticked)
	}
}

// give records what the user answered of what was asked: a box that was left empty is a refusal,
// but for what she could have renewed, which stays as it is. Then it shows her the receipt.
func (v *Visit) give(shown Event, asked []Ask, ticked []string) {
	var members []Member
	for _, m := range shown.Members {
		for _, a := range asked {
			given := slices.Contains(ticked, a.key())
			if a.Document != m.Document || !given && a.Ask == "renew" {
				continue
			}
			m.answer(a.Purpose, map[bool]string{true: "given", false: "refused"}[given])
			x := v.Copy.Edition(m.Document, m.Edition)
			var err error
			if m.Expires, m.Renew, err = Expiry(v.Now, x.Expires, x.RenewNotice, v.Copy.Zone); v.fails(err) {
				return
			}
		}
		members = append(members, m)
	}
	if v.record(shown, "given", members) {
		v.goTo("receipts/" + shown.Form)
	}
}

// withdraw records that a user takes back one thing that she gave. Nothing but that one is
// asked again, and only if it is required.
func (v *Visit) withdraw() {
	held, ok := v.book.Held(v.User)[v.r.PostFormValue("key")]
	for _, given := range v.book.Of(v.User, "") {
		if !ok || given.State != "given" || !given.At.Equal(held.At) {
			continue
		}
		m := given.Members[slices.IndexFunc(given.Members, func(m Member) bool { return m.Document == held.Document })]
		m.Answer, m.Purposes, m.Expires, m.Renew = "", nil, nil, nil
		m.answer(held.Purpose, "withdrawn")
		if v.record(given, "withdrawn", []Member{m}) {
			v.goTo("receipts/" + given.Form)
		}
		return
	}
	v.goTo("")
}
