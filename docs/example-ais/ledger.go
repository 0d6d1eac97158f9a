package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A record is what the rules need of a line of the ledger.
type record struct {
	Kind        string
	Document    string
	Edition     string
	Seq         int `json:"edition_seq"`
	Recorded    time.Time
	Published   time.Time
	Effective   time.Time
	Since       int `json:"reaccept_since"`
	From        time.Time
	Corrects    int
	MaterialFor []string `json:"material_for"`
	Snapshot    struct {
		Edition           // acceptance, kind, expires, renew_notice, purposes
		AnnexOf  string   `json:"annex_of"`
		Included []string `json:"incorporates"`
	}
	Texts []struct {
		Language string
		Text
	}
}

// Read says what a ledger says, as the other rules read it, from its lines alone, whose
// chain was taken. It knows no words: a purpose has those editions in Suffices that
// hold whatever the words are, and in May those that hold if they are the same.
func Read(lines []string) (Data, error) {
	records := make([]record, len(lines))
	for i, line := range lines {
		c := &records[i]
		if err := json.Unmarshal([]byte(line), c); err != nil {
			return Data{}, fmt.Errorf("line %d of the ledger: %w", i+1, err)
		}
		if c.Kind == "clock" {
			for j := c.Corrects - 1; j >= 0 && j < i; j++ {
				records[j].correct(c.Recorded)
			}
		}
	}
	var d Data
	for _, r := range records {
		if err := d.record(r); err != nil {
			return Data{}, err
		}
	}
	for i := range d.Documents {
		d.Documents[i].bound()
	}
	for i := range d.Documents {
		d.Documents[i].Sets = d.sets(d.Documents[i].ID)
	}
	return d, nil
}

// correct makes a record whose clock was ahead count as made when the clock was set right.
func (r *record) correct(recorded time.Time) {
	if !r.Recorded.After(recorded) {
		return
	}
	published := r.Published
	r.Recorded = recorded
	if published.After(recorded) {
		r.Published = recorded
	}
	if r.Effective.Equal(published) { // from the moment of publication
		r.Effective = r.Published
	}
}

func (d *Data) record(r record) error {
	if r.Kind == "key" || r.Kind == "clock" { // of the ledger, not of a document
		return nil
	}
	i := slices.IndexFunc(d.Documents, func(x Document) bool { return x.ID == r.Document })
	if i < 0 {
		i, d.Documents = len(d.Documents), append(d.Documents, Document{ID: r.Document})
	}
	doc := &d.Documents[i]
	coming := func(end time.Time) bool { return end.After(r.Recorded) }
	switch r.Kind {
	case "repeal": // one that is to come is moved
		doc.ends = append(slices.DeleteFunc(doc.ends, coming), r.From)
	case "unrepeal":
		doc.ends = slices.DeleteFunc(doc.ends, coming)
	case "withdraw", "text":
		e := d.Edition(r.Document, r.Edition)
		if e == nil {
			return fmt.Errorf("a record of %s %s, which none published", r.Document, r.Edition)
		}
		if r.Kind == "withdraw" {
			e.Withdrawn = &r.Recorded
		}
		r.add(e)
	case "edition":
		e := r.Snapshot.Edition
		e.ID, e.From, e.Published, e.Texts, e.record = r.Edition, &r.Effective, &r.Published, map[string]Text{}, &r
		if e.Acceptance == "" {
			e.Acceptance = map[bool]string{true: "required", false: "informed"}[e.Kind == "agreement" || e.Kind == "consent"]
		}
		r.add(&e)
		doc.Editions = append(doc.Editions, e)
	default:
		return fmt.Errorf("a record of the kind %q", r.Kind)
	}
	return nil
}

// add adds the texts of a record, which have its instant of publication.
func (r *record) add(e *Edition) {
	for _, x := range r.Texts {
		x.Published = &r.Published
		e.Texts[x.Language] = x.Text
	}
}

// bound sets until when each edition is in force, and whose acceptance holds for it.
func (d *Document) bound() {
	var before []*Edition // that were not withdrawn
	for i := range d.Editions {
		e := &d.Editions[i]
		if e.Withdrawn != nil {
			continue
		}
		for _, last := range before[max(0, len(before)-1):] {
			last.end(*e.From)
		}
		for _, end := range d.ends {
			if end.After(*e.From) {
				e.end(end)
			}
		}
		before = append(before, e)
		for _, x := range before {
			if x.record.Seq >= e.record.Since {
				e.Suffices = append(e.Suffices, x.ID)
			}
		}
		for j := range e.Purposes {
			e.Purposes[j].hold(before, e.Suffices)
		}
	}
}

// end is the first of all.
func (e *Edition) end(t time.Time) {
	if e.Until == nil || t.Before(*e.Until) {
		e.Until = &t
	}
}

func (p *Purpose) hold(before []*Edition, suffices []string) {
	for _, x := range slices.Backward(before) {
		if !slices.ContainsFunc(x.Purposes, func(q Purpose) bool { return q.ID == p.ID }) {
			break
		}
		p.May = slices.Insert(p.May, 0, x.ID)
		if slices.Contains(x.record.MaterialFor, p.ID) {
			break
		}
	}
	p.Suffices = slices.DeleteFunc(slices.Clone(p.May), func(id string) bool { return !slices.Contains(suffices, id) })
}

// sets are what is in force together with a document, span by span.
func (d Data) sets(document string) (out []Set) {
	var cuts []time.Time
	for _, x := range d.Documents {
		for _, e := range x.Editions {
			if e.Withdrawn == nil {
				cuts = append(cuts, *e.From)
			}
			if e.Until != nil {
				cuts = append(cuts, *e.Until)
			}
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	for i, from := range cuts {
		s := Set{From: &from, Members: map[string]string{}}
		d.gather(document, from, s.Members)
		if i+1 < len(cuts) {
			s.Until = &cuts[i+1]
		}
		s.ID = SetID(s.Members)
		if n := len(out); n > 0 && out[n-1].ID == s.ID {
			out[n-1].Until = s.Until
		} else if len(s.Members) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// gather adds a document's edition in force at t, what it incorporates, and what is
// annexed to it.
func (d Data) gather(document string, t time.Time, members map[string]string) {
	e := d.InForce(document, t)
	if e == nil || members[document] != "" {
		return
	}
	members[document] = e.ID
	for _, id := range e.record.Snapshot.Included {
		d.gather(id, t, members)
	}
	for _, x := range d.Documents {
		if annex := d.InForce(x.ID, t); annex != nil && annex.record.Snapshot.AnnexOf == document {
			d.gather(x.ID, t, members)
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

const attributes = `( ((id|rel|title|lang|role|tabindex|scope|(aria|data)-[\w-]+)="[^"]*"|class="(kelisim-text|kt-\w+( kt-\w+)*)"|href="(#|(https?|mailto|tel):)[^"]*"))*>`

var (
	inline = regexp.MustCompile(`</?(em|strong|code|a)` + attributes)                                                      // these join words
	block  = regexp.MustCompile(`</?(article|h[2-6r]|p|div|ul|li|blockquote|t(able|head|body|[rhd])|pre|br)` + attributes) // these part them
)

// words are those of a text without the marks of quotations, lists and cells.
func words(text string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(text), func(w string) bool { return w == ">" || w == "-" || w == "|" }), " ")
}

// Shows reports whether a fragment shows the words of text.txt, all of them, in their
// order, and nothing else.
func Shows(fragment, plain string) bool {
	bare := block.ReplaceAllString(inline.ReplaceAllString(fragment, ""), " ")
	return !strings.ContainsAny(bare, "<>") && words(html.UnescapeString(bare)) == words(plain)
}

// Stands reports whether each line of a purpose's words stands in text.txt.
func Stands(purpose, plain string) bool {
	return !slices.ContainsFunc(strings.Split(purpose, "\n"), func(line string) bool {
		return !strings.Contains(" "+words(plain)+" ", " "+words(line)+" ")
	})
}
