package render_test

import (
	"bytes"
	"encoding/json"
	"flag"

	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

var update = flag.Bool("update-vectors", false, "write vectors.json")

// vectors is vectors.json.
type vectors struct {
	Schema string         `json:"schema"`
	Data   map[string]any `json:"data"`
	Cases  []vector       `json:"cases"`
}

// vector is a case of a rule; which members it has depends on the rule.
type vector struct {
	Name     string            `json:"name"`
	Rule     string            `json:"rule"`
	Data     string            `json:"data,omitempty"`
	At       string            `json:"at,omitempty"`
	Document string            `json:"document,omitempty"`
	Set      string            `json:"set,omitempty"`
	Answers  []answer          `json:"answers,omitzero"`
	Accepted map[string]string `json:"accepted,omitzero"`
	Form     *form             `json:"form,omitempty"`

	Expires string `json:"expires,omitempty"`
	Renew   string `json:"renew_notice,omitempty"`
	Zone    string `json:"zone,omitempty"`

	Known *head    `json:"known,omitempty"`
	Head  *head    `json:"head,omitempty"`
	Lines []string `json:"lines,omitzero"`

	Fragment string `json:"fragment,omitempty"`
	Plain    string `json:"plain,omitempty"`
	Words    string `json:"words,omitempty"`

	Heartbeat *beat `json:"heartbeat,omitempty"`
	Every     int   `json:"every,omitempty"` // seconds
	Late      int   `json:"late,omitempty"`

	Want any `json:"want"`
}

type answer struct {
	Document  string `json:"document"`
	Edition   string `json:"edition"`
	Purpose   string `json:"purpose,omitempty"`
	State     string `json:"state"`
	At        string `json:"at"`
	ExpiresAt string `json:"expires_at,omitempty"`
	RenewAt   string `json:"renew_at,omitempty"`
}

type form struct {
	Document string  `json:"document"`
	Set      string  `json:"set"`
	Language string  `json:"language"`
	Shown    []shown `json:"shown"`
	Given    []item  `json:"given"`
}

type shown struct {
	Document string `json:"document"`
	Edition  string `json:"edition"`
	Language string `json:"language"`
	SHA256   string `json:"sha256"`
}

type item struct {
	Document string `json:"document"`
	Purpose  string `json:"purpose,omitempty"`
}

type asks struct {
	item
	Ask string `json:"ask"`
}

type head struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"`
}

type beat struct {
	Built      string `json:"built"`
	NextChange string `json:"next_change,omitempty"`
}

const fatesNow = "2026-11-02T00:00:00+05:00"

// day is an instant of 2026, or of another year: "04-01", "04-01T09:30", "2027-01-01".
func day(s string) string {
	if s[4] != '-' {
		s = "2026-" + s
	}
	if !strings.Contains(s, "T") {
		s += "T00:00:00"
	}
	return s + strings.Repeat(":00", 2-strings.Count(s, ":")) + "+05:00"
}

// editions are of a set: "terms 4, privacy 1".
func editions(s string) map[string]string {
	out := map[string]string{}
	for m := range strings.SplitSeq(s, ", ") {
		doc, edition, _ := strings.Cut(m, " ")
		out[doc] = edition
	}
	return out
}

func setID(s string) string { return timeline.SetID(editions(s)) }

// answers reads "terms 4 given 05-20, consent/news 1 refused 10-02".
func answers(s string) []answer {
	out := []answer{}
	if s == "" {
		return out
	}
	for x := range strings.SplitSeq(s, ", ") {
		f := strings.Fields(x)
		doc, purpose, _ := strings.Cut(f[0], "/")
		a := answer{Document: doc, Purpose: purpose, Edition: f[1], State: f[2], At: day(f[3])}
		for _, more := range f[4:] {
			key, value, _ := strings.Cut(more, "=")
			if key == "until" {
				a.ExpiresAt = day(value)
			} else {
				a.RenewAt = day(value)
			}
		}
		out = append(out, a)
	}
	return out
}

// asked reads "consent/news offer, terms require".
func asked(s string) []asks {
	out := []asks{}
	for _, x := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' }) {
		f := strings.Fields(x)
		doc, purpose, _ := strings.Cut(f[0], "/")
		out = append(out, asks{item{doc, purpose}, f[1]})
	}
	return out
}

// hash of a text of the example, from its ledger.
func hashes(s *site) map[string]string {
	out := map[string]string{}
	for _, r := range s.load(at(s.t, fatesNow)).Records {
		for _, x := range r.Texts {
			out[r.Document+" "+r.Edition+" "+string(x.Language)] = x.SourceSHA256
		}
	}
	return out
}

const (
	first  = "letters 1, privacy 1, terms 1"
	second = "letters 1, privacy 1, terms 2"
	taken  = "letters 1, privacy 1, terms 3" // withdrawn
	fourth = "letters 1, privacy 1, terms 4"
	fifth  = "letters 1, privacy 1, terms 5"
	policy = "letters 1, privacy 2, terms 5"
	alone  = "privacy 2, terms 5"
	third  = "privacy 3, terms 5"
	annex  = "consent 1, privacy 3, terms 5"
	whole  = "consent 1, cookies 1, mail 1, privacy 3, terms 5"
	news   = "consent 2, cookies 1, mail 1, privacy 3, terms 5"
	coming = "consent 2, cookies 1, mail 1, privacy 3, terms 6"
	later  = "consent 3, cookies 1, mail 1, privacy 3, terms 6"
)

func cases(s *site) []vector {
	sums := hashes(s)
	var out []vector
	inForce := func(name, document, at string, want any) {
		out = append(out, vector{Name: name, Rule: "in_force", Data: "all", Document: document, At: at, Want: want})
	}
	together := func(name, data, document, at string, want string) {
		v := vector{Name: name, Rule: "together", Data: data, Document: document, At: day(at)}
		if want != "" {
			v.Want = setID(want)
		}
		out = append(out, v)
	}
	ask := func(name, at, set, given, want string) {
		v := vector{Name: name, Rule: "ask", Data: "all", Document: "terms", At: day(at), Answers: answers(given), Want: asked(want)}
		if set != "" {
			v.Set = setID(set)
		}
		out = append(out, v)
	}
	askOf := func(document, name, at, given, want string) {
		ask(name, at, "", given, want)
		out[len(out)-1].Document = document
	}
	due := func(name, set, accepted string, want bool) {
		out = append(out, vector{Name: name, Rule: "due", Data: "all", Document: "terms", Set: setID(set), Accepted: editions(accepted), Want: want})
	}
	// takes posts a set with all of its texts in a language, but for those of other.
	takes := func(name, at, set, lang, other, given, had string, want bool, change ...func(*form)) {
		f := &form{Document: "terms", Set: setID(set), Language: lang, Shown: []shown{}, Given: []item{}}
		for m := range strings.SplitSeq(set, ", ") {
			doc, edition, _ := strings.Cut(m, " ")
			x := shown{doc, edition, lang, ""}
			if strings.Contains(other, doc) {
				x.Language = map[string]string{"kk": "ru", "ru": "kk"}[lang]
			}
			if x.SHA256 = sums[doc+" "+edition+" "+x.Language]; x.SHA256 == "" {
				x.SHA256 = sums[doc+" "+edition+" kk"]
			}
			f.Shown = append(f.Shown, x)
		}
		for g := range strings.FieldsSeq(given) {
			doc, purpose, _ := strings.Cut(g, "/")
			f.Given = append(f.Given, item{doc, purpose})
		}
		for _, c := range change {
			c(f)
		}
		out = append(out, vector{Name: name, Rule: "acceptable", Data: "all", At: day(at), Form: f, Answers: answers(had), Want: want})
	}

	inForce("before the first edition", "terms", "2025-12-31T23:59:59+05:00", nil)
	inForce("from the instant of publication", "terms", day("01-01"), "1")
	inForce("the same instant in UTC", "terms", "2025-12-31T19:00:00Z", "1")
	inForce("a scheduled edition is not in force yet", "terms", day("03-31T23:59:59"), "1")
	inForce("half-open: the later edition at its first instant", "terms", day("04-01"), "2")
	inForce("a withdrawn edition never is", "terms", day("06-01"), "4")
	inForce("the edition before a withdrawn one goes on", "terms", day("05-14T23:59:59"), "2")
	inForce("before a repeal", "rules", day("04-30T23:59:59"), "1")
	inForce("from a repeal on nothing is", "rules", day("05-01"), nil)
	inForce("in the hole after a repeal", "rules", day("08-14T23:59:59"), nil)
	inForce("an edition after a repeal", "rules", day("08-15"), "2")
	inForce("another edition was withdrawn", "rules", day("10-15"), "2")
	inForce("repealed for good", "letters", day("12-01"), nil)
	inForce("an edition that is to come", "terms", day("2027-01-01"), "6")
	inForce("a document that there is not", "nothing", day("06-01"), nil)

	together("before the first edition", "all", "terms", "2025-12-31", "")
	together("what is incorporated belongs to it", "all", "terms", "01-01", first)
	together("what was repealed does not", "all", "terms", "08-20", alone)
	together("an annex from its first instant", "all", "terms", "10-01T09:30", annex)
	together("one second before the annex", "all", "terms", "10-01T09:29:59", third)
	together("a document alone", "all", "privacy", "09-15", "privacy 3")
	together("in the hole after a repeal", "all", "rules", "06-01", "")
	together("an announced edition, before it was withdrawn", "early", "terms", "06-02", taken)
	together("the same instant after the withdrawal", "all", "terms", "06-02", fourth)
	together("a repeal that was not known: the span was longer", "early", "rules", "06-01", "rules 1")
	together("what is in force now", "current", "terms", "11-02", whole)
	together("what is to come", "current", "terms", "12-01", news)

	const all = "terms 1 given 01-02, privacy 1 given 01-02, letters 1 given 01-02"
	ask("a new person", "01-02", "", "", "letters require, privacy require, terms require")
	ask("all was given", "03-15", "", all, "")
	ask("an edition that is not material", "04-01", "", all, "")
	ask("one second before a material edition", "05-14T23:59:59", "", all, "")
	ask("a material edition", "05-15", "", all, "terms require")
	ask("a material edition was skipped", "07-02", "", all, "terms require")
	ask("the material edition was given, a later one is not material", "07-02", "", all+", terms 4 given 05-20", "")
	ask("a withdrawn material edition asks nothing", "04-25", "", all, "")
	ask("a language was added", "02-02", "", all, "")
	ask("what is incorporated has a material edition: that alone is asked", "08-01", "", all+", terms 5 given 07-02", "privacy require")
	ask("it had one, and a later one", "09-02", "", all+", terms 5 given 07-02", "privacy require")
	ask("it was given since", "09-02", "", all+", terms 5 given 07-02, privacy 2 given 08-02", "")
	ask("what was repealed is not asked", "08-20", "", "terms 5 given 07-02, privacy 2 given 08-02", "")
	const five = "terms 5 given 07-02, privacy 3 given 09-02"
	ask("an annex was added", "10-01T09:30", "", five, "consent/account require, consent/news offer, consent/study offer")
	ask("one second before the annex", "10-01T09:29:59", "", five, "")
	const account = five + ", consent/account 1 given 10-02"
	ask("an optional purpose is offered", "10-03", "", account, "consent/news offer, consent/study offer")
	ask("who refused is not asked again", "10-03", "", account+", consent/news 1 refused 10-02, consent/study 1 refused 10-02", "")
	ask("an optional document is offered", "10-16", "", account+", consent/news 1 given 10-02, consent/study 1 refused 10-02", "mail offer")
	const done = account + ", consent/news 1 given 10-02, consent/study 1 refused 10-02, mail 1 refused 10-16"
	ask("what only informs is never asked", "10-16", "", done, "")
	ask("an optional purpose was withdrawn", "10-20", "", done+", consent/news 1 withdrawn 10-18", "")
	ask("a required purpose was withdrawn: nothing else is asked", "10-20", "", done+", consent/account 1 withdrawn 10-18", "consent/account require")
	ask("and it was given once more", "10-20", "", done+", consent/account 1 withdrawn 10-18, consent/account 1 given 10-19", "")
	ask("the order of answers does not matter", "10-20", "", "consent/account 1 given 10-19, consent/account 1 withdrawn 10-18, "+done, "")
	ask("nor does it where the latest is not the last", "10-20", "", done+", consent/account 1 withdrawn 10-19, consent/account 1 given 10-18", "consent/account require")
	ask("of two answers at one instant the later one holds", "10-20", "", done+", consent/account 1 withdrawn 10-18, consent/account 1 given 10-18", "")
	ask("a required document was refused", "05-20", "", all+", terms 4 refused 05-15", "terms require")
	ask("a required document was withdrawn", "05-21", "", all+", terms 4 given 05-20, terms 4 withdrawn 05-20T10:00", "terms require")
	ask("an answer that is yet to come", "05-19", "", all+", terms 4 given 05-20", "terms require")
	ask("a document without a purpose is no purpose", "10-20", "", five+", consent 1 given 10-02, mail 1 refused 10-16", "consent/account require, consent/news offer, consent/study offer")
	ask("a purpose of another document is none", "10-20", "", done+", consent/account 1 withdrawn 10-18, mail/account 1 given 10-19", "consent/account require")
	const mail = account + ", consent/news 1 refused 10-02, consent/study 1 refused 10-02"
	ask("before it may be renewed", "2027-09-15", "", mail+", consent/news 2 refused 12-02, consent/study 3 refused 2027-02-02, terms 6 given 2027-01-02, mail 1 given 10-16 until=2027-10-17 renew=2027-09-17", "")
	ask("from the day on which it may be renewed", "2027-09-17", "", mail+", consent/news 2 refused 12-02, consent/study 3 refused 2027-02-02, terms 6 given 2027-01-02, mail 1 given 10-16 until=2027-10-17 renew=2027-09-17", "mail renew")
	ask("an optional consent expired", "2027-10-17", "", mail+", consent/news 2 refused 12-02, consent/study 3 refused 2027-02-02, terms 6 given 2027-01-02, mail 1 given 10-16 until=2027-10-17 renew=2027-09-17", "mail offer")
	ask("it was renewed", "2027-10-17", "", mail+", consent/news 2 refused 12-02, consent/study 3 refused 2027-02-02, terms 6 given 2027-01-02, mail 1 given 10-16 until=2027-10-17, mail 1 given 2027-10-01 until=2028-10-02", "")
	ask("a required consent expired", "10-20", "", five+", consent/account 1 given 10-02 until=10-20, consent/news 1 refused 10-02, consent/study 1 refused 10-02, mail 1 refused 10-16", "consent/account require")
	ask("one second before it expires", "10-19T23:59:59", "", five+", consent/account 1 given 10-02 until=10-20, consent/news 1 refused 10-02, consent/study 1 refused 10-02, mail 1 refused 10-16", "")
	ask("only the purpose whose words changed is asked again", "12-01", "", done, "consent/news offer")
	ask("it was given in the new words", "12-02", "", done+", consent/news 2 given 12-01", "")

	ask("an edition that is material for one purpose asks for that one alone, whatever words changed", "2027-02-01", "", done+", consent/news 2 given 12-01, terms 6 given 2027-01-02", "consent/study offer")
	ask("who gave it before is offered it, too", "2027-02-01", "", account+", consent/study 1 given 10-02, consent/news 2 given 12-01, mail 1 refused 10-16, terms 6 given 2027-01-02", "consent/study offer")
	ask("what it is not material for is asked as before", "2027-02-01", later, five+", consent/news 1 given 10-02, consent/study 3 given 11-02, mail 1 refused 10-16, terms 6 given 11-02", "consent/account require, consent/news offer")

	ask("what the coming set will ask", "11-02", coming, done, "consent/news offer, terms require")
	ask("it was given ahead", "11-03", coming, done+", terms 6 given 11-02, consent/news 2 refused 11-02", "")
	ask("what was given ahead is not asked when it takes effect", "2027-01-01", "", done+", terms 6 given 11-02, consent/news 2 refused 11-02", "")
	ask("what was given ahead is not what is in force", "11-03", "", "privacy 3 given 09-02, consent/account 1 given 10-02, consent/news 1 refused 10-02, consent/study 1 refused 10-02, mail 1 refused 10-16, terms 6 given 11-02", "terms require")
	ask("an answer that will have expired when the coming set starts", "11-03", news, five+", consent/account 1 given 10-02 until=11-20, consent/news 2 refused 11-02, consent/study 1 refused 10-02, mail 1 refused 10-16", "consent/account require")
	ask("one that may be renewed by then", "11-03", news, done+", consent/news 2 refused 11-02, mail 1 given 10-20 until=2027-10-21 renew=11-20", "mail renew")

	askOf("rules", "a repealed document asks nothing", "06-01", "", "")
	askOf("rules", "an edition after a repeal that is not material", "09-01", "rules 1 given 01-02", "")
	askOf("rules", "an edition that was withdrawn after it was given ahead", "10-20", "rules 3 given 09-05", "rules require")
	askOf("rules", "the one before the withdrawn one still holds", "10-20", "rules 2 given 09-05", "")
	askOf("cookies", "a document that only informs", "10-20", "", "")
	askOf("letters", "repealed for good", "09-01", "letters 1 given 01-02", "")
	for _, x := range out { // the same by what a form keeps
		if x.Rule == "ask" && x.At >= fatesNow {
			x.Data = "current"
			out = append(out, x)
		}
	}

	due("the same set", whole, whole, false)
	due("nothing required differs", second, first, false)
	due("a material edition", fourth, second, true)
	due("it is not material", fifth, fourth, false)
	due("a material policy", policy, fifth, true)
	due("a document was repealed", alone, policy, false)
	due("a policy that is not material", third, alone, false)
	due("an annex was added", annex, third, true)
	due("optional and informing annexes were added", whole, annex, false)
	due("a purpose that is optional", news, whole, false)
	due("an edition that is material for an optional purpose alone", later, coming, false)
	due("the coming set", coming, whole, true)
	due("the coming set was accepted ahead", coming, coming, false)
	due("a set that never came about", fourth, taken, true)
	due("a later set than the one asked for", whole, coming, true)
	due("an older one, by two material editions", whole, first, true)

	const give = "terms privacy letters"
	takes("the set in force", "01-15", first, "kk", "", give, "", true)
	takes("at its first instant", "04-01", second, "kk", "", give, "", true)
	takes("a set that ended, one second after", "08-01T00:00:01", fifth, "kk", "", give, "", false)
	takes("one second before its end", "07-31T23:59:59", fifth, "kk", "", give, "", true)
	takes("the coming set", "07-31T23:59:59", policy, "kk", "", give, "", true)
	takes("the coming set before it was published", "07-14", policy, "kk", "", give, "", false)
	takes("a set further ahead", "11-02", coming, "ru", "cookies", "terms privacy consent/account", "", true)
	takes("a set that will never be", "04-25", taken, "kk", "", give, "", false)
	takes("a set that there is not", "04-25", "privacy 1, terms 2", "kk", "", give, "", false)
	takes("a language that is not published yet", "01-31T23:59:59", first, "ru", "", give, "", false)
	takes("the other language instead of it", "01-31T23:59:59", first, "ru", "terms", give, "", true)
	takes("a language from its publication on", "02-01", first, "ru", "", give, "", true)
	takes("another language although hers is there", "02-01", first, "ru", "terms", give, "", false)
	takes("a text was not shown", "01-15", first, "kk", "", give, "", false, func(f *form) { f.Shown = f.Shown[1:] })
	takes("a text more was shown", "01-15", first, "kk", "", give, "", false, func(f *form) { f.Shown = append(f.Shown, shown{"rules", "1", "kk", sums["rules 1 kk"]}) })
	takes("a text was shown twice, another not", "01-15", first, "kk", "", give, "", false, func(f *form) { f.Shown[0] = f.Shown[1] })
	takes("a hash of another edition", "01-15", first, "kk", "", give, "", false, func(f *form) { f.Shown[2].SHA256 = sums["terms 2 kk"] })
	takes("a hash of the other language", "02-01", first, "kk", "", give, "", false, func(f *form) { f.Shown[2].SHA256 = sums["terms 1 ru"] })
	takes("another edition than the set's", "04-02", second, "kk", "", give, "", false, func(f *form) {
		f.Shown[2].Edition, f.Shown[2].SHA256 = "1", sums["terms 1 kk"]
	})
	takes("another edition's name with the set's own words", "04-02", second, "kk", "", give, "", false, func(f *form) { f.Shown[2].Edition = "1" })
	takes("a language that there is not", "02-01", first, "en", "", give, "", false)
	takes("a form without a language of its own", "02-01", first, "kk", "", give, "", true, func(f *form) { f.Language = "en" })
	takes("a required text was not given", "02-01", first, "kk", "", "terms privacy", "", false)
	takes("it was given before", "02-01", first, "kk", "", "terms privacy", "letters 1 given 01-20", true)
	takes("an optional purpose was not given", "10-20", whole, "kk", "", "terms privacy consent/account", "", true)
	takes("a required purpose was not given", "10-20", whole, "kk", "", "terms privacy consent/news", "", false)
	takes("the document instead of its purpose", "10-20", whole, "kk", "", "terms privacy consent", "", false)
	takes("given ahead what is asked ahead", "11-02", news, "kk", "", "consent/news", done, true)
	takes("a document that there is not", "01-15", first, "kk", "", give, "", false, func(f *form) { f.Document = "nothing" })
	takes("the set of another document", "01-15", first, "kk", "", give, "", false, func(f *form) { f.Document = "privacy" })
	takes("a document of its own", "09-15", "privacy 3", "kk", "", "privacy", "", true, func(f *form) { f.Document = "privacy" })

	return slices.Concat(out, expiryCases(), ledgerCases(s), readCases(s), showCases(s))
}

func expiryCases() (out []vector) {
	for _, c := range [][6]string{
		{"three years", "2026-11-29T10:00:00+05:00", "P3Y", "", "2029-11-30T00:00:00+05:00", ""},
		{"without an end", "2026-11-29T10:00:00+05:00", "", "P30D", "", ""},
		{"the last second of a day", "2026-11-29T23:59:59+05:00", "P1D", "", "2026-12-01T00:00:00+05:00", ""},
		{"the day is that of the zone", "2026-11-29T19:00:00Z", "P1D", "", "2026-12-02T00:00:00+05:00", ""},
		{"a year after 29 February", "2028-02-29T10:00:00+05:00", "P1Y", "", "2029-03-01T00:00:00+05:00", ""},
		{"a month that is shorter", "2026-08-31T10:00:00+05:00", "P6M", "P1M", "2027-03-01T00:00:00+05:00", "2027-02-01T00:00:00+05:00"},
		{"years, months and days", "2026-12-31T10:00:00+05:00", "P1Y1M1D", "P2W", "2028-02-02T00:00:00+05:00", "2028-01-19T00:00:00+05:00"},
		{"thirty days before", "2026-10-16T10:00:00+05:00", "P1Y", "P30D", "2027-10-17T00:00:00+05:00", "2027-09-17T00:00:00+05:00"},
		{"notice in months that ends in a shorter one", "2026-03-30T10:00:00+05:00", "P1Y", "P1M", "2027-03-31T00:00:00+05:00", "2027-02-28T00:00:00+05:00"},
		{"over a change of the offset", "2021-03-01T10:00:00+06:00", "P3Y", "P2D", "2024-03-02T00:00:00+05:00", "2024-02-29T00:00:00+06:00"},
	} {
		want := map[string]string{}
		if c[4] != "" {
			want["expires_at"] = c[4]
		}
		if c[5] != "" {
			want["renew_at"] = c[5]
		}
		out = append(out, vector{Name: c[0], Rule: "expiry", At: c[1], Expires: c[2], Renew: c[3], Zone: "Asia/Almaty", Want: want})
	}
	return out
}

// ledgerCases take the ledger's first lines as it grows.
func ledgerCases(s *site) (out []vector) {
	var lines []string
	heads := []head{{0, ledger.Zero}}
	for _, r := range s.load(at(s.t, fatesNow)).Records[:4] {
		lines = append(lines, string(r.Line()))
		heads = append(heads, head{r.Seq, r.Hash})
	}
	other := ledger.Record{Seq: 3, Prev: heads[2].SHA256, Recorded: at(s.t, day("01-01")), Kind: ledger.RepealKind, Document: "terms", From: at(s.t, day("02-01"))}
	fork := head{3, legal.SHA256(other.Line())}
	take := func(name string, known, now head, lines []string, want string) {
		out = append(out, vector{Name: name, Rule: "take", Known: &known, Head: &now, Lines: lines, Want: want})
	}
	take("the first copy", heads[0], heads[3], lines[:3], "new")
	take("an empty ledger", heads[0], heads[0], []string{}, "same")
	take("the same", heads[3], heads[3], lines[:3], "same")
	take("it goes on", heads[2], heads[4], lines, "new")
	take("it is shorter: a rollback", heads[3], heads[2], lines[:2], "refuse")
	take("it is empty: a rollback", heads[3], heads[0], []string{}, "refuse")
	take("another one of the same length", heads[3], fork, append(lines[:2:2], string(other.Line())), "refuse")
	take("another one that is longer", fork, heads[4], lines, "refuse")
	take("another head than that of its lines", heads[2], heads[4], lines[:3], "refuse")
	take("more lines than the head says", heads[2], heads[3], lines, "refuse")
	take("a line is missing", heads[1], heads[3], []string{lines[0], lines[2]}, "refuse")
	take("a line was changed", heads[1], heads[3], []string{lines[0], strings.Replace(lines[1], "letters", "Letters", 1), lines[2]}, "refuse")
	take("another length with the right head", heads[2], head{4, heads[3].SHA256}, lines[:3], "refuse")
	take("the right length with another head", heads[2], head{3, heads[2].SHA256}, lines[:3], "refuse")

	look := func(name, built, change, now, again string, late bool) {
		h := &beat{Built: day(built)}
		if change != "" {
			h.NextChange = day(change)
		}
		out = append(out, vector{Name: name, Rule: "look", Heartbeat: h, At: day(now), Every: 600, Late: 86400,
			Want: map[string]any{"at": day(again), "late": late}})
	}
	look("nothing is to come", "11-02", "", "11-02T10:00", "11-02T10:10", false)
	look("the change is far", "11-02", "12-01", "11-02T10:00", "11-02T10:10", false)
	look("the change comes before", "11-02", "11-02T10:05", "11-02T10:00", "11-02T10:05", false)
	look("the change is now: the site does not know it yet", "11-02", "11-02T10:00", "11-02T10:00", "11-02T10:10", true)
	look("the change was to come", "11-02", "11-02T09:00", "11-02T10:00", "11-02T10:10", true)
	look("one day old", "11-01T10:00", "", "11-02T10:00", "11-02T10:10", false)
	look("older than a day", "11-01T09:59:59", "", "11-02T10:00", "11-02T10:10", true)
	return out
}

// The published vectors are those of the example, and the program itself agrees
// with what they say is in force.
func TestVectors(t *testing.T) {
	s := fates(t, "")
	documents := func(now string) map[string]any {
		out := s.build(at(t, now), false)
		all := []json.RawMessage{}
		for _, d := range out.index(t).Documents {
			all = append(all, bytes.TrimSpace(out[d.Path]))
		}
		return map[string]any{"documents": all}
	}
	now := s.build(at(t, fatesNow), false)
	v := vectors{Schema: "kelisim.vectors/1", Cases: cases(s), Data: map[string]any{"all": documents(fatesNow),
		"early": documents(day("04-12")), "current": json.RawMessage(bytes.TrimSpace(now["api/v1/current.json"]))}}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("vectors.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	var line bytes.Buffer
	if err := json.Compact(&line, bytes.TrimSpace(b.Bytes())); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.TrimSpace(now["api/v1/vectors.json"]), line.Bytes()) {
		t.Error("vectors.json differs; run: go test ./internal/render -run TestVectors -update-vectors")
	}
	p := s.load(at(t, fatesNow))
	zone, err := civil.LoadZone("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range v.Cases {
		var got any
		switch c.Rule {
		case "in_force":
			if l := timeline.Find(p.Standing.Timelines, c.Document); l != nil {
				if e := l.InForce(at(t, c.At)); e != nil {
					got = e.ID
				}
			}
		case "together":
			if c.Data == "early" {
				continue
			}
			if m := timeline.Together(p.Standing.Timelines, c.Document, at(t, c.At)); m != nil {
				got = timeline.SetID(timeline.Set{Members: m}.Editions())
			}
		case "expiry":
			want := c.Want.(map[string]string)["expires_at"]
			if p, err := civil.ParsePeriod(c.Expires); err == nil && civil.Format(p.End(at(t, c.At).In(zone))) != want || (err == nil) != (want != "") {
				t.Errorf("%s: %v, %v", c.Name, p, err)
			}
			continue
		default:
			continue
		}
		if got != c.Want {
			t.Errorf("%s: %v, want %v", c.Name, got, c.Want)
		}
	}
}
