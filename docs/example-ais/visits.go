package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"html/template"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	texttemplate "text/template"
	"time"
	"unicode/utf8"
)

// home is where a user works, once she has accepted what she must.
func (v *Visit) home() {
	switch {
	case v.User == "":
		v.goTo("login")
	case v.MustAccept():
		v.goTo("accept")
	default:
		acceptances := slices.Clone(v.book.Acceptances(v.User))
		slices.Reverse(acceptances)
		v.show(http.StatusOK, "home", struct {
			*Visit
			Acceptances []Acceptance
			Changes     []Change
			Coming      *Set // what she may answer ahead
			Offers      bool // there is something that she may give or renew
			Given       []Held
		}{v, acceptances, v.changes(v.set()), v.ahead(), len(v.asks(v.set())) > 0, v.held()})
	}
}

// set is what is in force together now; nil before the first good copy and where the
// document is not in force: nothing is asked then, and nobody is held up.
func (v *Visit) set() *Set {
	if v.Copy == nil {
		return nil
	}
	return v.Copy.Together(v.Copy.document, v.Now)
}

// asks are what is to ask of the visitor now for a set, which may be nil.
func (v *Visit) asks(set *Set) []Ask {
	if set == nil {
		return nil
	}
	return v.Copy.Ask(*set, v.book.Answers(v.User), v.Now)
}

// ahead is the set that is to come, if something of it can be answered now; else nil.
func (v *Visit) ahead() *Set {
	if v.Copy == nil {
		return nil
	}
	set := v.Copy.Coming(v.Copy.document, v.Now)
	if set != nil && !slices.ContainsFunc(v.asks(set), func(a Ask) bool { return !slices.Contains(v.asks(v.set()), a) }) {
		return nil
	}
	return set
}

// MustAccept reports whether the user must accept now.
func (v *Visit) MustAccept() bool {
	return slices.ContainsFunc(v.asks(v.set()), func(a Ask) bool { return a.Ask == "require" })
}

// changes are those of a set, which may be nil, against what the user accepted.
func (v *Visit) changes(set *Set) []Change {
	if set == nil {
		return nil
	}
	return v.Copy.Changes(*set, v.book.Accepted(v.User), v.Lang, v.Now)
}

// A question is a page that shows the texts in force together and asks for them.
type question struct {
	*Visit
	Form     string // its id
	Members  []Member
	Changes  []Change // since the user accepted
	Problems []string
	First    bool       // the user never accepted
	From     *time.Time // of a set that is to come; nil: it is in force
	Name     string     // as it was typed
	Kept     bool       // the password was typed
}

// ask shows the texts of a set, and records that it did.
func (v *Visit) ask(page string, set *Set, q question, password Password) {
	if v.Copy == nil {
		v.w.Header().Set("Retry-After", "60")
		v.show(http.StatusServiceUnavailable, "waiting", v)
		return
	}
	q.Visit, q.Form, q.Kept = v, newID(), password.Key != nil
	shown := Event{Schema: schema, ID: newID(), Form: q.Form, At: v.Now, State: "shown", Document: v.Copy.document, Language: v.Lang, Method: "checkbox", Ledger: v.Copy.Ledger}
	if v.User != "" {
		shown.Subject = &Subject{v.User}
	}
	if set != nil {
		q.Members = v.Copy.Show(*set, v.asks(set), v.Lang, v.Now)
		shown.Set, shown.Members = set.ID, q.Members
		if err := v.book.Show(shown); err != nil {
			v.fail(err)
			return
		}
	}
	v.forms.Put(Form{v.visitor, shown, password}, v.Now)
	status := http.StatusOK
	if len(q.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	v.show(status, page, q)
}

// take takes the form that was posted and says what is wrong with it. What it
// showed is judged by the clock of this server and the texts of this moment.
func (v *Visit) take() (form Form, problems []string) {
	form, ok := v.forms.Take(v.r.PostFormValue("form"), v.visitor, v.Now)
	posted := v.r.PostForm
	p := Posted{Document: form.shown.Document, Set: form.shown.Set, Language: form.shown.Language}
	var keys []string
	boxes := map[string]bool{}
	for _, m := range form.shown.Members {
		keys = append(keys, m.Key())
		p.Shown = append(p.Shown, PostedText{m.Document, m.Edition, m.Language, m.SHA256})
		for _, box := range m.Boxes {
			boxes[box.Key] = box.Required
		}
	}
	missing := false
	for _, key := range posted["accept"] {
		_, known := boxes[key]
		ok = ok && known
		document, purpose, _ := strings.Cut(key, "/")
		p.Given = append(p.Given, PostedAnswer{document, purpose})
	}
	for key, required := range boxes {
		missing = missing || required && !slices.Contains(posted["accept"], key)
	}
	switch {
	case !ok || !slices.Equal(posted["text"], keys):
		problems = append(problems, v.Words.FormOld)
	case missing && v.Copy.Offers(p.Document, p.Set, v.Now):
		problems = append(problems, v.Words.BoxesMissing)
	case len(keys) > 0 && !v.Copy.Acceptable(p, v.book.Answers(v.User), v.Now):
		problems = append(problems, v.Words.TextsNew)
	}
	return form, problems
}

// give records what the user answered, and shows her the receipt.
func (v *Visit) give(form Form) {
	if len(form.shown.Members) == 0 { // nothing was in force
		v.goTo("")
		return
	}
	given := form.shown
	given.ID, given.State, given.At, given.Subject = newID(), "given", v.Now, &Subject{v.User}
	given.Members = slices.Clone(given.Members)
	for i, m := range given.Members {
		var err error
		if given.Members[i], err = v.Copy.Answered(m, v.r.PostForm["accept"], v.Now); err != nil {
			v.fail(err)
			return
		}
	}
	if err := v.book.Give(form.shown, given); err != nil {
		v.fail(err)
		return
	}
	v.goTo("receipts/" + given.Form)
}

func (v *Visit) register() {
	if v.User != "" {
		v.goTo("")
		return
	}
	v.ask("register", v.set(), question{}, Password{})
}

var userName = regexp.MustCompile(`^[\p{L}\p{N}._-]{2,64}$`)

const passwordMin = 10

func (v *Visit) registered() {
	if v.User != "" {
		v.goTo("")
		return
	}
	form, problems := v.take()
	name := strings.ToLower(strings.TrimSpace(v.r.PostFormValue("name")))
	password := form.password
	if typed := v.r.PostFormValue("password"); utf8.RuneCountInString(typed) >= passwordMin {
		password = NewPassword(typed)
	} else if password.Key == nil {
		problems = append(problems, v.Words.PasswordShort)
	}
	if !userName.MatchString(name) {
		problems = append(problems, v.Words.NameBad)
	}
	if len(problems) == 0 {
		switch err := v.book.Register(User{name, v.Now, password}); {
		case errors.Is(err, errTaken):
			problems = append(problems, v.Words.NameTaken)
		case err != nil:
			v.fail(err)
			return
		}
	}
	if len(problems) > 0 {
		v.ask("register", v.set(), question{Name: name, Problems: problems}, password)
		return
	}
	v.User = name
	v.signIn(name)
	v.give(form)
}

type loginPage struct {
	*Visit
	Name     string
	Problems []string
}

func (v *Visit) login() {
	if v.User != "" {
		v.goTo("")
		return
	}
	v.show(http.StatusOK, "login", loginPage{Visit: v})
}

func (v *Visit) loggedIn() {
	name := strings.ToLower(strings.TrimSpace(v.r.PostFormValue("name")))
	if u, ok := v.book.User(name); !ok || !u.Is(v.r.PostFormValue("password")) {
		v.show(http.StatusUnprocessableEntity, "login", loginPage{v, name, []string{v.Words.LoginWrong}})
		return
	}
	v.signIn(name)
	v.goTo("")
}

func (v *Visit) loggedOut() {
	v.setVisitor()
	v.goTo("login")
}

// accept asks a user for what is in force: what she must give, what she may give, and
// what she may renew.
func (v *Visit) accept() {
	if v.User == "" || len(v.asks(v.set())) == 0 {
		v.goTo("")
		return
	}
	v.askAgain(v.set(), nil)
}

// coming asks a user ahead for what is to come.
func (v *Visit) coming() {
	if set := v.ahead(); v.User != "" && set != nil {
		v.askAgain(set, nil)
		return
	}
	v.goTo("")
}

func (v *Visit) askAgain(set *Set, problems []string) {
	q := question{First: v.book.Accepted(v.User) == nil, Changes: v.changes(set), Problems: problems}
	if set != nil && after(set.From, v.Now) {
		q.From = set.From
	}
	v.ask("accept", set, q, Password{})
}

func (v *Visit) accepted() {
	if v.User == "" {
		v.goTo("")
		return
	}
	form, problems := v.take()
	if len(problems) > 0 {
		set := v.set()
		if x := v.ahead(); x != nil && x.ID == form.shown.Set {
			set = x
		}
		v.askAgain(set, problems)
		return
	}
	v.give(form)
}

// A Held is something that a user gave and may take back.
type Held struct {
	Key, Purpose string
	Member       Member
	Form         string
}

// held lists what a user gave last and did not withdraw.
func (v *Visit) held() (out []Held) {
	state := map[string]Answer{}
	for _, a := range v.book.Answers(v.User) {
		if key := a.Document + "/" + a.Purpose; !a.At.Before(state[key].At) {
			state[key] = a
		}
	}
	for _, x := range slices.Backward(v.book.Acceptances(v.User)) {
		for _, m := range x.Given.Members {
			for _, p := range append([]string{""}, slices.Sorted(maps.Keys(m.Purposes))...) {
				key := m.Document + "/" + p
				if a := state[key]; a.State == "given" && a.Edition == m.Edition && a.At.Equal(x.Given.At) {
					out = append(out, Held{key, p, m, x.Given.Form})
					delete(state, key)
				}
			}
		}
	}
	return out
}

// withdrawn records that a user takes back one thing that she gave. Nothing but that one
// is asked again, and only if it is required.
func (v *Visit) withdrawn() {
	if v.User == "" {
		v.goTo("login")
		return
	}
	held := v.held()
	i := slices.IndexFunc(held, func(h Held) bool { return h.Key == v.r.PostFormValue("key") })
	if i < 0 || v.Copy == nil {
		v.goTo("")
		return
	}
	h := held[i]
	all := v.book.Acceptances(v.User)
	e := all[slices.IndexFunc(all, func(a Acceptance) bool { return a.Given.Form == h.Form })].Given
	m := h.Member
	m.Answer, m.Purposes, m.Expires, m.Renew = "", nil, nil, nil
	if h.Purpose == "" {
		m.Answer = "withdrawn"
	} else {
		m.Purposes = map[string]string{h.Purpose: "withdrawn"}
	}
	e.ID, e.State, e.At, e.Members, e.Ledger = newID(), "withdrawn", v.Now, []Member{m}, v.Copy.Ledger
	if err := v.book.Withdraw(e); err != nil {
		v.fail(err)
		return
	}
	v.goTo("receipts/" + h.Form)
}

// receipt tells a user what she answered, as a page, as a file to keep, or as the
// events themselves.
func (v *Visit) receipt() {
	name := v.r.PathValue("record")
	record := strings.TrimSuffix(strings.TrimSuffix(name, ".txt"), ".json")
	all := v.book.Acceptances(v.User)
	i := slices.IndexFunc(all, func(a Acceptance) bool { return a.Given.Form == record })
	if i < 0 {
		http.NotFound(v.w, v.r)
		return
	}
	page := receiptPage{v, all[i], v.book.Withdrawn(v.User, record)}
	var data []byte
	var err error
	switch kind := strings.TrimPrefix(name, record); kind {
	case ".txt":
		var b bytes.Buffer
		err, data = receiptFile.Execute(&b, page), b.Bytes()
	case ".json":
		data, err = json.MarshalIndent(append([]Event{page.Shown, page.Given}, page.Withdrawn...), "", " ")
	default:
		v.show(http.StatusOK, "receipt", page)
		return
	}
	if err != nil {
		v.fail(err)
		return
	}
	v.w.Header().Set("Content-Type", map[bool]string{true: "application/json", false: types[".txt"]}[strings.HasSuffix(name, ".json")])
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	v.w.Write(data)
}

type receiptPage struct {
	*Visit
	Acceptance
	Withdrawn []Event
}

var receiptFile = texttemplate.Must(texttemplate.ParseFS(files, "pages/receipt.txt"))

// text shows a text as a page, for browsers in which the element does not run.
func (v *Visit) text() {
	name := v.r.PathValue("name")
	fragment, err := v.mirror.store.Get(Name(name))
	if err != nil || !strings.HasSuffix(name, ".html") {
		http.NotFound(v.w, v.r)
		return
	}
	v.show(http.StatusOK, "text", struct {
		*Visit
		Fragment template.HTML // of a good copy; the policy and types let no script of it run
	}{v, template.HTML(fragment)})
}

// Root returns the address of the legal site.
func (v *Visit) Root() string { return v.mirror.site }
