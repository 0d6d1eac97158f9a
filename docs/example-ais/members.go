package main

import (
	"slices"
	"time"
)

// A Member is a text as it is shown on a form and stands in a record.
type Member struct {
	Document    string `json:"document"`
	Kind        string `json:"kind"`
	Edition     string `json:"edition"`
	Seq         int    `json:"seq"`
	Language    string `json:"language"`
	Title       string `json:"title"`
	SHA256      string `json:"source_sha256"`
	PlainSHA256 string `json:"plain_sha256"`
	PlainFormat string `json:"plain_format"`

	From      time.Time `json:"-"` // when the edition took effect
	Fragment  Name      `json:"-"`
	Integrity string    `json:"-"` // of the fragment
}

// Asked reports whether the text needs a box of its own: a policy is only told.
func (m Member) Asked() bool { return m.Kind == "agreement" || m.Kind == "consent" }

// Key is what a form posts for a text that it showed.
func (m Member) Key() string {
	return m.Document + " " + m.Edition + " " + m.Language + " " + m.SHA256
}

// Page returns the address of the edition on the legal site, below its root.
func (m Member) Page() string { return m.Language + "/" + m.Document + "/" + m.Edition + "/" }

// Together returns the texts in force together at t, the document itself first.
// A text that does not exist in a language is shown in another one, which it names.
func (c *Copy) Together(language string, t time.Time) (members []Member) {
	for _, s := range c.sets.Sets {
		if !covers(s.From, s.Until, t) {
			continue
		}
		for _, m := range s.Members {
			e := c.edition(m.Document, m.Edition)
			if e == nil {
				continue // named by another, and not in force
			}
			if x := e.text(language, t); x != nil {
				members = append(members, Member{m.Document, e.Kind, e.ID, e.Seq, x.Language, x.Title,
					x.SHA256, x.PlainSHA256, x.PlainFormat, e.From, c.files[x.Embed.Path], x.Embed.Integrity})
			}
		}
	}
	return members
}

// NeedsAcceptance reports whether a user who accepted these must accept at t.
func (c *Copy) NeedsAcceptance(accepted []Member, t time.Time) bool {
	seqs := map[string]int{}
	for _, m := range accepted {
		seqs[m.Document] = m.Seq
	}
	return NeedsAcceptance(c.Index, c.sets, c.document, seqs, t)
}

// Acceptable reports whether texts that a form showed are, at t, the texts in
// force together.
func (c *Copy) Acceptable(shown []Member, t time.Time) bool {
	now := c.Together("", t)
	if len(now) != len(shown) {
		return false
	}
	for i, m := range shown {
		if m.Document != now[i].Document || !Acceptable(c.Index, m.Document, m.Edition, m.Language, m.SHA256, t) {
			return false
		}
	}
	return true
}

// A Change tells a user of a text in force that is not the one she accepted.
type Change struct {
	Member
	Accepted  string // her edition; none if she never accepted one
	Summaries []Text // those of the editions after hers, in order
	Compare   string // the page of the legal site that compares them; may be none
}

// Changes returns what changed at t since a user accepted.
func (c *Copy) Changes(accepted []Member, language string, t time.Time) (changes []Change) {
	for _, m := range c.Together(language, t) {
		i := slices.IndexFunc(accepted, func(a Member) bool { return a.Document == m.Document })
		if i < 0 {
			changes = append(changes, Change{Member: m})
			continue
		}
		if accepted[i].Seq == m.Seq {
			continue
		}
		change := Change{Member: m, Accepted: accepted[i].Edition}
		for _, e := range c.editions(m.Document) {
			x := e.text(m.Language, t)
			if x == nil {
				continue
			}
			if e.Seq == accepted[i].Seq && x.Since != nil {
				change.Compare = x.Language + "/" + m.Document + "/since/" + e.ID + "/"
			}
			if e.Seq > accepted[i].Seq && e.Seq <= m.Seq && e.Withdrawn == nil {
				change.Summaries = append(change.Summaries, *x)
			}
		}
		changes = append(changes, change)
	}
	return changes
}
