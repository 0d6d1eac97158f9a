package main

import (
	"slices"
	"time"
)

// A Member is a text as it is shown on a form and stands in a record: a member of
// kelisim.acceptance/1.
type Member struct {
	Document    string            `json:"document"`
	Kind        string            `json:"kind"`
	Edition     string            `json:"edition"`
	Language    string            `json:"language"`
	Title       string            `json:"title"`
	SHA256      string            `json:"source_sha256"`
	PlainSHA256 string            `json:"plain_sha256"`
	PlainFormat string            `json:"plain_format"`
	ShownSHA256 string            `json:"shown_sha256"` // of the fragment's bytes
	Acceptance  string            `json:"acceptance"`
	Answer      string            `json:"answer,omitempty"`   // given, refused; empty: not asked
	Purposes    map[string]string `json:"purposes,omitempty"` // the same of each purpose
	Expires     *time.Time        `json:"expires_at,omitempty"`
	Renew       *time.Time        `json:"renew_at,omitempty"`

	From      time.Time `json:"-"` // when the edition takes effect
	Fragment  Name      `json:"-"`
	Integrity string    `json:"-"` // of the fragment
	Boxes     []Box     `json:"-"`
}

// A Box is one thing that the form asks of a text.
type Box struct {
	Key      string // what is posted: DOCUMENT or DOCUMENT/PURPOSE
	Purpose  string
	Words    string // of the purpose
	Required bool
}

// Key is what a form posts for a text that it showed.
func (m Member) Key() string {
	return m.Document + " " + m.Edition + " " + m.Language + " " + m.SHA256
}

// Page returns the address of the edition on the legal site, below its root.
func (m Member) Page() string { return page(m.Language, m.Document, m.Edition) }

// Show returns the texts of a set as they are shown at t, the document itself first,
// each with a box for what is to ask. A text that does not exist in a language is
// shown in another one, which it names.
func (c *Copy) Show(set Set, asks []Ask, language string, t time.Time) (members []Member) {
	for _, d := range c.Documents {
		e := c.Edition(d.ID, set.Members[d.ID])
		if e == nil {
			continue
		}
		lang, x := e.text(language, t)
		shown := c.fragments[fragment(lang, d.ID, e.ID)]
		name := c.files[shown.Path]
		m := Member{Document: d.ID, Kind: e.Kind, Edition: e.ID, Language: lang, Title: x.Title, SHA256: x.SHA256, PlainSHA256: x.PlainSHA256,
			PlainFormat: x.PlainFormat, ShownSHA256: name.SHA256(), Acceptance: e.Acceptance, From: *e.From, Fragment: name, Integrity: shown.Integrity}
		for _, a := range asks {
			if a.Document != d.ID {
				continue
			}
			box := Box{Key: d.ID, Purpose: a.Purpose, Required: a.Ask == "require"}
			for _, p := range e.Purposes {
				if p.ID == a.Purpose {
					box.Key, box.Words = d.ID+"/"+p.ID, p.Texts[lang].Text
				}
			}
			m.Boxes = append(m.Boxes, box)
		}
		if d.ID == c.document {
			members = slices.Insert(members, 0, m)
		} else {
			members = append(members, m)
		}
	}
	return members
}

// Answered returns a member as it was answered at t: every box that was ticked is
// given, every other one refused.
func (c *Copy) Answered(m Member, ticked []string, t time.Time) (Member, error) {
	for _, box := range m.Boxes {
		state := "refused"
		if slices.Contains(ticked, box.Key) {
			state = "given"
		}
		if box.Purpose == "" {
			m.Answer = state
			continue
		}
		if m.Purposes == nil {
			m.Purposes = map[string]string{}
		}
		m.Purposes[box.Purpose] = state
	}
	var err error
	if e := c.Edition(m.Document, m.Edition); e != nil && len(m.Boxes) > 0 {
		m.Expires, m.Renew, err = Expiry(t, e.Expires, e.RenewNotice, c.zone)
	}
	return m, err
}

// A Change tells a user of a text in force that is not the one she was shown.
type Change struct {
	Member
	Accepted  string // her edition; none if she never saw one
	Summaries []Summary
	Compare   string // the page of the legal site that compares them; may be none
}

// A Summary is what the author says of an edition after hers.
type Summary struct{ Language, Changes string }

// Changes returns what is other in a set than in what a user was shown.
func (c *Copy) Changes(set Set, accepted []Member, language string, t time.Time) (changes []Change) {
	for _, m := range c.Show(set, nil, language, t) {
		i := slices.IndexFunc(accepted, func(a Member) bool { return a.Document == m.Document })
		if i < 0 {
			changes = append(changes, Change{Member: m})
			continue
		}
		if accepted[i].Edition == m.Edition {
			continue
		}
		change := Change{Member: m, Accepted: accepted[i].Edition}
		past := false
		for _, e := range c.Find(m.Document).Editions {
			lang, x := e.text(m.Language, t)
			if past && lang != "" && e.Withdrawn == nil && x.Changes != "" {
				change.Summaries = append(change.Summaries, Summary{lang, x.Changes})
			}
			if e.ID == accepted[i].Edition {
				past = true
				if lang != "" && c.Edition(m.Document, m.Edition).there(lang, t) {
					change.Compare = lang + "/" + m.Document + "/since/" + e.ID + "/"
					if after(set.From, t) && after(c.Edition(m.Document, m.Edition).From, t) {
						change.Compare += "coming/"
					}
				}
			}
			if e.ID == m.Edition {
				break
			}
		}
		changes = append(changes, change)
	}
	return changes
}
