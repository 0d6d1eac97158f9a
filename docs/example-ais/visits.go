package main

import (
	"errors"
	"html/template"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	texttemplate "text/template"
	"unicode/utf8"
)

// home is where a user works, once she has accepted what she must.
func (v *Visit) home() {
	switch {
	case v.User == "":
		v.goTo("login")
	case v.mustAccept():
		v.goTo("accept")
	default:
		acceptances := slices.Clone(v.book.Acceptances(v.User))
		slices.Reverse(acceptances)
		v.show(http.StatusOK, "home", struct {
			*Visit
			Acceptances []Acceptance
			Changes     []Change
		}{v, acceptances, v.changes()})
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

// asks are what is to ask of the visitor now.
func (v *Visit) asks() []Ask {
	if set := v.set(); set != nil {
		return v.Copy.Ask(*set, v.book.Answers(v.User), v.Now)
	}
	return nil
}

// mustAccept reports whether the user must accept now.
func (v *Visit) mustAccept() bool {
	return slices.ContainsFunc(v.asks(), func(a Ask) bool { return a.Ask == "require" })
}

func (v *Visit) changes() []Change {
	if v.Copy == nil {
		return nil
	}
	return v.Copy.Changes(v.book.Accepted(v.User), v.Lang, v.Now)
}

// A question is a page that shows the texts in force together and asks for them.
type question struct {
	*Visit
	Form     string // its id
	Members  []Member
	Changes  []Change // since the user accepted
	Problems []string
	First    bool   // the user never accepted
	Name     string // as it was typed
	Kept     bool   // the password was typed
}

// ask shows the texts in force together now, and records that it did.
func (v *Visit) ask(page string, q question, password Password) {
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
	if set := v.set(); set != nil {
		q.Members = v.Copy.Show(*set, v.asks(), v.Lang, v.Now)
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
	case len(keys) > 0 && (v.set() == nil || v.set().ID != p.Set):
		problems = append(problems, v.Words.TextsNew)
	case missing:
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
	v.ask("register", question{}, Password{})
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
		v.ask("register", question{Name: name, Problems: problems}, password)
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

// accept asks a user who must accept again.
func (v *Visit) accept() {
	if v.User == "" || !v.mustAccept() {
		v.goTo("")
		return
	}
	v.askAgain(nil)
}

func (v *Visit) askAgain(problems []string) {
	first := v.book.Accepted(v.User) == nil
	v.ask("accept", question{First: first, Changes: v.changes(), Problems: problems}, Password{})
}

func (v *Visit) accepted() {
	if v.User == "" {
		v.goTo("")
		return
	}
	form, problems := v.take()
	if len(problems) > 0 {
		v.askAgain(problems)
		return
	}
	v.give(form)
}

// receipt tells a user what she accepted, as a page or as a file to keep.
func (v *Visit) receipt() {
	record, file := strings.CutSuffix(v.r.PathValue("record"), ".txt")
	all := v.book.Acceptances(v.User)
	i := slices.IndexFunc(all, func(a Acceptance) bool { return a.Given.Form == record })
	if i < 0 {
		http.NotFound(v.w, v.r)
		return
	}
	page := receiptPage{v, all[i]}
	if !file {
		v.show(http.StatusOK, "receipt", page)
		return
	}
	var b strings.Builder
	if err := receiptFile.Execute(&b, page); err != nil {
		v.fail(err)
		return
	}
	v.w.Header().Set("Content-Type", types[".txt"])
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+record+`.txt"`)
	io.WriteString(v.w, b.String())
}

type receiptPage struct {
	*Visit
	Acceptance
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
