package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Data is what the rules of docs/integrator.md read of current.json, of documents/ID.json
// files, or of the ledger (see Read).
type Data struct{ Documents []Document }

// Document is a document with its editions and the sets that it is in.
type Document struct {
	ID       string
	Editions []Edition
	Sets     []Set

	ends []time.Time // from when nothing is in force
}

// Edition is an edition: it is in force in [From, Until), for ever without Until.
type Edition struct {
	ID, Kind, Acceptance, Expires     string
	RenewNotice                       string `json:"renew_notice"`
	From, Until, Withdrawn, Published *time.Time
	Suffices                          []string
	Purposes                          []Purpose
	Texts                             map[string]Text // by language

	record *record // the ledger's, if it was read there
}

// Purpose is one aim of a consent, with the clauses that describe it.
type Purpose struct {
	ID                     string
	Optional               bool
	Clauses, Suffices, May []string
	Texts                  map[string]struct{ Text string }
}

// Text is one language of an edition, by the hashes of its two forms.
type Text struct {
	Title       string
	Published   *time.Time
	SHA256      string `json:"source_sha256"`
	PlainSHA256 string `json:"plain_sha256"`
	PlainFormat string `json:"plain_format"`
}

// Set is the editions, by document, that are in force together in [From, Until).
// Without From they never will be.
type Set struct {
	ID          string
	From, Until *time.Time
	Members     map[string]string
}

// Answer is what a person said of a document, or of a purpose of it: given, refused or
// withdrawn.
type Answer struct {
	Document, Edition, Purpose, State string
	At                                time.Time
	Expires                           *time.Time `json:"expires_at"`
	Renew                             *time.Time `json:"renew_at"`
}

// Ask is what to ask a person: to "require" it, to "offer" it, to let her "renew" it.
type Ask struct {
	Document string `json:"document"`
	Purpose  string `json:"purpose,omitempty"`
	Ask      string `json:"ask"`
}

// Posted is what a form posted.
type Posted struct {
	Document, Set, Language string
	Shown                   []struct{ Document, Edition, Language, SHA256 string }
	Given                   []struct{ Document, Purpose string }
}

func after(instant *time.Time, t time.Time) bool { return instant != nil && t.Before(*instant) }

// covers reports whether t is in [from, until).
func covers(from, until *time.Time, t time.Time) bool {
	return from != nil && !after(from, t) && (until == nil || after(until, t))
}

// Find returns a document, or an empty one.
func (d Data) Find(id string) Document {
	for _, x := range d.Documents {
		if x.ID == id {
			return x
		}
	}
	return Document{}
}

// Edition returns an edition of a document, or nil.
func (d Data) Edition(document, id string) *Edition {
	editions := d.Find(document).Editions
	for i := range editions {
		if editions[i].ID == id {
			return &editions[i]
		}
	}
	return nil
}

// Purpose returns a purpose of an edition, or an empty one.
func (d Data) Purpose(document, edition, id string) Purpose {
	if e := d.Edition(document, edition); e != nil {
		for _, p := range e.Purposes {
			if p.ID == id {
				return p
			}
		}
	}
	return Purpose{}
}

// InForce returns the edition of a document in force at t, or nil.
func (d Data) InForce(document string, t time.Time) *Edition {
	editions := d.Find(document).Editions
	for i, e := range editions {
		if e.Withdrawn == nil && covers(e.From, e.Until, t) {
			return &editions[i]
		}
	}
	return nil
}

// Together returns the set of a document in force at t, or nil.
func (d Data) Together(document string, t time.Time) *Set {
	for _, s := range d.Find(document).Sets {
		if covers(s.From, s.Until, t) {
			return &s
		}
	}
	return nil
}

// Coming returns the first set of a document that takes effect after t, or nil.
func (d Data) Coming(document string, t time.Time) *Set {
	var next *Set
	for _, s := range d.Find(document).Sets {
		if after(s.From, t) && (next == nil || s.From.Before(*next.From)) {
			next = &s
		}
	}
	return next
}

// Offered returns the set of a document with an id if it is in force at t or to come, or nil.
func (d Data) Offered(document, id string, t time.Time) *Set {
	for _, s := range d.Find(document).Sets {
		if s.ID == id && (covers(s.From, s.Until, t) || after(s.From, t)) {
			return &s
		}
	}
	return nil
}

// item is one thing that a set asks: a purpose, or a document without purposes.
type item struct {
	document, purpose string
	suffices          []string
	required          bool
}

// items are in the order of the documents' ids.
func (d Data) items(set Set) (out []item) {
	for _, document := range slices.Sorted(maps.Keys(set.Members)) {
		e := d.Edition(document, set.Members[document])
		if e == nil || e.Acceptance == "informed" {
			continue
		}
		asked := e.Purposes
		if len(asked) == 0 {
			asked = []Purpose{{Suffices: e.Suffices}}
		}
		for _, p := range asked {
			out = append(out, item{document, p.ID, p.Suffices, e.Acceptance == "required" && !p.Optional})
		}
	}
	return out
}

// Ask says what to ask of a person at t for a set. For a set that is to come it is
// what will be asked then. answers are hers.
func (d Data) Ask(set Set, answers []Answer, t time.Time) (out []Ask) {
	then := t
	if after(set.From, t) {
		then = *set.From
	}
	for _, x := range d.items(set) {
		var last Answer
		for _, a := range answers {
			if a.Document == x.document && a.Purpose == x.purpose && slices.Contains(x.suffices, a.Edition) && !a.At.After(t) && !a.At.Before(last.At) {
				last = a
			}
		}
		valid := last.State == "given" && (last.Expires == nil || after(last.Expires, then))
		said := last.State == "refused" || last.State == "withdrawn"
		switch {
		case valid && (last.Renew == nil || after(last.Renew, then)):
		case valid:
			out = append(out, Ask{x.document, x.purpose, "renew"})
		case x.required:
			out = append(out, Ask{x.document, x.purpose, "require"})
		case !said:
			out = append(out, Ask{x.document, x.purpose, "offer"})
		}
	}
	return out
}

// Due reports whether a person who gave all that a set asked, as editions by
// document, must be asked again for another set.
func (d Data) Due(set Set, accepted map[string]string) bool {
	return slices.ContainsFunc(d.items(set), func(x item) bool { return x.required && !slices.Contains(x.suffices, accepted[x.document]) })
}

// Acceptable reports whether what a form posted may be recorded at t.
func (d Data) Acceptable(form Posted, answers []Answer, t time.Time) bool {
	set := d.Offered(form.Document, form.Set, t)
	if set == nil || len(form.Shown) != len(set.Members) {
		return false
	}
	shown := map[string]bool{}
	for _, x := range form.Shown {
		e := d.Edition(x.Document, x.Edition)
		if e == nil || set.Members[x.Document] != x.Edition || !e.there(x.Language, t) || e.Texts[x.Language].SHA256 != x.SHA256 ||
			x.Language != form.Language && e.there(form.Language, t) {
			return false
		}
		shown[x.Document] = true
	}
	if len(shown) != len(form.Shown) {
		return false
	}
	for _, a := range d.Ask(*set, answers, t) {
		given := false
		for _, g := range form.Given {
			given = given || g.Document == a.Document && g.Purpose == a.Purpose
		}
		if a.Ask == "require" && !given {
			return false
		}
	}
	return true
}

// there reports whether an edition has a text in a language that is published at t.
func (e *Edition) there(language string, t time.Time) bool {
	published := e.Published
	if published == nil {
		published = e.From
	}
	x, ok := e.Texts[language]
	return ok && !after(published, t) && !after(x.Published, t)
}

var period = regexp.MustCompile(`^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$`)

// add moves the beginning of a day by a period and by whole days.
func add(day time.Time, text string, sign, days int) (time.Time, error) {
	m := period.FindStringSubmatch(text)
	if m == nil {
		return day, fmt.Errorf("%q is no period", text)
	}
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // "" is 0
	}
	year, month, d := day.Date()
	first := time.Date(year, month+time.Month(sign*(12*n[0]+n[1])), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return time.Date(first.Year(), first.Month(), min(d, last)+sign*(7*n[2]+n[3])+days, 0, 0, 0, 0, day.Location()), nil
}

// Expiry returns when what was given at t is no longer good, and from when it may be
// renewed; nil without a period. The day counts to its end.
func Expiry(t time.Time, expires, renewNotice string, zone *time.Location) (end, renew *time.Time, err error) {
	if expires == "" {
		return nil, nil, nil
	}
	last, err := add(t.In(zone), expires, 1, 1)
	if err != nil || renewNotice == "" {
		return &last, nil, err
	}
	from, err := add(last, renewNotice, -1, 0)
	return &last, &from, err
}

// Head is how many records a ledger has, and the SHA-256 of the last one's line.
type Head struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"`
}

// Take says what to do with a ledger that heartbeat.json names by its head: "refuse"
// it, for it is broken, another one or shorter than the one known; it is the "same";
// it is "new". Lines have no line end.
func Take(known, head Head, lines []string) string {
	last := strings.Repeat("0", 64)
	kept := map[int]string{0: last}
	for i, line := range lines {
		var l struct{ Prev string }
		if json.Unmarshal([]byte(line), &l) != nil || l.Prev != last {
			return "refuse"
		}
		h := sha256.Sum256([]byte(line))
		last = hex.EncodeToString(h[:])
		kept[i+1] = last
	}
	switch {
	case head != Head{len(lines), last} || kept[known.Records] != known.SHA256:
		return "refuse"
	case known == head:
		return "same"
	}
	return "new"
}

// Look says when to look at heartbeat.json again, and whether the site is late: its
// last build is older than it should be, or does not know a change that was to come.
func Look(built time.Time, change *time.Time, t time.Time, every, late time.Duration) (again time.Time, isLate bool) {
	again = t.Add(every)
	if after(change, t) && change.Before(again) {
		again = *change
	}
	return again, t.Sub(built) > late || change != nil && !after(change, t)
}
