package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// A line is what the rules need of a line of the ledger.
type line struct {
	Kind      string    `json:"kind"`
	Document  string    `json:"document"`
	Edition   string    `json:"edition"`
	Seq       int       `json:"edition_seq"`
	Recorded  time.Time `json:"recorded"`
	Published time.Time `json:"published"`
	Effective time.Time `json:"effective"`
	Since     int       `json:"reaccept_since"`
	From      time.Time `json:"from"`
	Corrects  int       `json:"corrects"`
	Snapshot  struct {
		Kind         string    `json:"kind"`
		AnnexOf      string    `json:"annex_of"`
		Incorporates []string  `json:"incorporates"`
		Acceptance   string    `json:"acceptance"`
		Expires      string    `json:"expires"`
		RenewNotice  string    `json:"renew_notice"`
		Purposes     []Purpose `json:"purposes"`
	} `json:"snapshot"`
	Texts []struct {
		Language string `json:"language"`
		Text
	} `json:"texts"`
}

// history is what a ledger says, as the rules read it.
type history struct {
	Data
	named map[string][]string // by document and edition: what it incorporates
	annex map[string]string   // by document and edition: what it is annexed to
	since map[string]int      // by document and edition: reaccept_since, on seq
	seq   map[string]int
	ends  map[string][]time.Time // by document: from when nothing is in force
}

// FromLedger replays the lines of a ledger whose chain was verified: who decides by
// it needs no word of the legal site's other files. The suffices of purposes follow
// from texts and are not set.
func FromLedger(lines []string) (Data, error) {
	h := history{named: map[string][]string{}, annex: map[string]string{}, since: map[string]int{}, seq: map[string]int{}, ends: map[string][]time.Time{}}
	var all []line
	for i, text := range lines {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			return Data{}, fmt.Errorf("%s: line %d: %w", ledgerPath, i+1, err)
		}
		if l.Kind == "clock" && l.Corrects > 0 {
			correct(all[min(l.Corrects-1, i):], l.Recorded)
		}
		all = append(all, l)
	}
	for i, l := range all {
		if err := h.add(l); err != nil {
			return Data{}, fmt.Errorf("%s: line %d: %w", ledgerPath, i+1, err)
		}
	}
	for i := range h.Documents {
		h.bound(&h.Documents[i])
	}
	for i := range h.Documents {
		h.Documents[i].Sets = h.sets(h.Documents[i].ID)
	}
	return h.Data, nil
}

// correct takes the word of a record of the kind "clock" for lines before it: they were
// made by a clock that was ahead, and count as made when that record was.
func correct(lines []line, recorded time.Time) {
	for i := range lines {
		l := &lines[i]
		if !l.Recorded.After(recorded) {
			continue
		}
		published := l.Published
		l.Recorded = recorded
		if published.After(recorded) {
			l.Published = recorded
		}
		if l.Effective.Equal(published) { // from the moment of publication
			l.Effective = l.Published
		}
	}
}

func (h *history) add(l line) error {
	i := slices.IndexFunc(h.Documents, func(d Document) bool { return d.ID == l.Document })
	if l.Kind == "edition" && i < 0 {
		h.Documents = append(h.Documents, Document{ID: l.Document})
		i = len(h.Documents) - 1
	}
	if l.Kind == "key" || l.Kind == "clock" { // about the ledger, not about a document
		return nil
	}
	if i < 0 {
		return fmt.Errorf("a record of the kind %q of the document %q", l.Kind, l.Document)
	}
	d := &h.Documents[i]
	key := l.Document + " " + l.Edition
	switch l.Kind {
	case "edition":
		s := l.Snapshot
		e := Edition{ID: l.Edition, Kind: s.Kind, From: &l.Effective, Published: &l.Published, Acceptance: s.Acceptance, Expires: s.Expires,
			RenewNotice: s.RenewNotice, Purposes: s.Purposes, Texts: map[string]Text{}}
		if e.Acceptance == "" {
			e.Acceptance = map[string]string{"agreement": "required", "consent": "required"}[s.Kind]
		}
		if e.Acceptance == "" {
			e.Acceptance = "informed"
		}
		d.Kind = s.Kind
		d.Editions = append(d.Editions, e)
		h.named[key], h.annex[key], h.since[key], h.seq[key] = s.Incorporates, s.AnnexOf, l.Since, l.Seq
		fallthrough
	case "text":
		for _, x := range l.Texts {
			published := l.Published
			x.Text.Published = &published
			h.Edition(l.Document, l.Edition).Texts[x.Language] = x.Text
		}
	case "repeal":
		h.ends[l.Document] = append(h.ends[l.Document], l.From)
	case "withdraw":
		h.Edition(l.Document, l.Edition).Withdrawn = &l.Recorded
	default:
		return fmt.Errorf("a record of the kind %q, which this example does not know", l.Kind)
	}
	return nil
}

// bound sets until when each edition is in force and whose acceptance holds for it.
// An edition that was withdrawn never is, and holds for none.
func (h *history) bound(d *Document) {
	var next *time.Time
	for i := len(d.Editions) - 1; i >= 0; i-- {
		e := &d.Editions[i]
		if e.Withdrawn != nil {
			continue
		}
		e.Until = next
		for _, end := range h.ends[d.ID] {
			if end.After(*e.From) && (e.Until == nil || end.Before(*e.Until)) {
				e.Until = &end
			}
		}
		next = e.From
		for _, x := range d.Editions[:i+1] {
			if h.seq[d.ID+" "+x.ID] >= h.since[d.ID+" "+e.ID] && x.Withdrawn == nil {
				e.Suffices = append(e.Suffices, x.ID)
			}
		}
	}
}

// sets are what is in force together with a document, span by span.
func (h *history) sets(document string) (out []Set) {
	var cuts []time.Time
	for _, d := range h.Documents {
		for _, e := range d.Editions {
			for _, t := range []*time.Time{e.From, e.Until} {
				if t != nil {
					cuts = append(cuts, *t)
				}
			}
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	for i, from := range cuts {
		var until *time.Time
		if i+1 < len(cuts) {
			until = &cuts[i+1]
		}
		members := map[string]string{}
		h.gather(document, from, members)
		if members[document] == "" {
			continue
		}
		if n := len(out); n > 0 && maps.Equal(out[n-1].Members, members) && out[n-1].Until.Equal(from) {
			out[n-1].Until = until
			continue
		}
		out = append(out, Set{ID: SetID(members), From: &from, Until: until, Members: members})
	}
	return out
}

// gather adds a document's edition in force at t, what it incorporates, and what is
// annexed to it.
func (h *history) gather(document string, t time.Time, members map[string]string) {
	e := h.InForce(document, t)
	if e == nil || members[document] != "" {
		return
	}
	members[document] = e.ID
	for _, id := range h.named[document+" "+e.ID] {
		h.gather(id, t, members)
	}
	for _, d := range h.Documents {
		if x := h.InForce(d.ID, t); x != nil && h.annex[d.ID+" "+x.ID] == document {
			h.gather(d.ID, t, members)
		}
	}
}

// SetID names editions by document: the SHA-256 of one line for each, sorted.
func SetID(members map[string]string) string {
	h := sha256.New()
	for _, document := range slices.Sorted(maps.Keys(members)) {
		fmt.Fprintf(h, "%s %s\n", document, members[document])
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
