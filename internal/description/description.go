// Package description says in words what a redline says in data: one line about
// a clause, counts of the whole. The words follow rules and come from the
// catalogues (keys change.…); nothing is free prose.
//
//	2.4-тармақ: бұрынғы нөмірі 2.3; 2 сөз өзгерді
//	пункт 3-1: добавлен
package description

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline"
)

// Printer says messages of one language; i18n.Printer is one.
type Printer interface {
	Text(key string, args map[string]string) (string, error)
	Count(key string, n int, args map[string]string) (string, error)
	Has(key string) bool
}

// Record describes what happened to one clause: its name and what was done. A
// record to which nothing happened is its name alone.
func Record(p Printer, r *redline.Record) (string, error) {
	what, err := What(p, r)
	if err != nil {
		return "", err
	}
	name, err := Name(p, r)
	if err != nil || what == "" {
		return name, err
	}
	return p.Text("change.line", map[string]string{"unit": name, "what": what})
}

// Name names the record's clause: in the new text if it stands there, and the one
// that was split in the old text.
func Name(p Printer, r *redline.Record) (string, error) {
	u := named(r)
	return naming.Unit(p, u.Source, u.Index, naming.Nominative)
}

func named(r *redline.Record) *redline.Unit {
	if len(r.New) == 0 || r.Change == redline.Split {
		return &r.Old[0]
	}
	return &r.New[0]
}

// gender is the end of the key for what a language with genders says of the
// record's clause; empty for most: пункт, раздел, абзац.
func gender(p Printer, r *redline.Record) string {
	u := named(r)
	if g := naming.Gender(p, u.Source, u.Index); g != "" {
		return "." + g
	}
	return ""
}

// Renumbered is the message that says the former number of a renumbered record, with
// its arguments: there may have been none.
func Renumbered(r *redline.Record) (key string, args map[string]string) {
	if r.Old[0].Number == "" {
		return "change.unnumbered", nil
	}
	return "change.renumbered", map[string]string{"number": number(&r.Old[0])}
}

// What describes what happened to a clause, without naming it; empty if nothing did, or
// nothing but that it moved together with the clause before it, which says so.
func What(p Printer, r *redline.Record) (string, error) {
	var parts []string
	var failed error
	add := func(s string, err error) {
		if err != nil && failed == nil {
			failed = err
		}
		parts = append(parts, s)
	}
	text := func(key string, args map[string]string) { add(p.Text(key, args)) }
	switch r.Change {
	case redline.Added, redline.Removed:
		text("change."+string(r.Change)+gender(p, r), nil)
		return parts[0], failed
	case redline.Split:
		add(split(p, r))
	case redline.Merged:
		add(merged(p, r))
	}
	switch {
	case r.Moved && !r.Carried:
		add(moved(p, r))
	case r.Renumbered && r.Change != redline.Split && r.Change != redline.Merged: // these say all numbers
		text(Renumbered(r))
	}
	if r.Change != redline.Unchanged {
		if s, err := words(p, r); s != "" || err != nil {
			add(s, err)
		}
	}
	if r.Formatting {
		text("change.formatting", nil)
	}
	return strings.Join(parts, "; "), failed
}

// moved says where a clause stood.
func moved(p Printer, r *redline.Record) (string, error) {
	u := &r.Old[0]
	old, err := naming.Unit(p, u.Source, u.Index, naming.Nominative)
	if err != nil {
		return "", err
	}
	if now, e := Name(p, r); e == nil && now == old { // a heading without a number, which has its name everywhere
		if old, err = behind(p, u); err != nil {
			return "", err
		}
	}
	return p.Text("change.moved"+gender(p, r), map[string]string{"old": old})
}

// behind says what a unit stood behind.
func behind(p Printer, u *redline.Unit) (string, error) {
	if u.Index == 0 || u.Source[u.Index-1].Kind == legal.Title {
		return p.Text("change.first", nil)
	}
	before, err := naming.Unit(p, u.Source, u.Index-1, naming.Ablative)
	if err != nil {
		return "", err
	}
	return p.Text("change.behind", map[string]string{"unit_abl": before})
}

// words says how much of the wording changed.
func words(p Printer, r *redline.Record) (string, error) {
	classes := r.Classes()
	deleted, inserted := r.WordsChanged()
	switch {
	case len(classes) == 0 || blank(r):
		return "", nil
	case r.Typography:
		return p.Text("change.typography", nil)
	case len(classes) == 1 && classes[redline.Lookalike] > 0:
		return p.Text("change.lookalike", nil)
	case classes[redline.Wording] == 0 && classes[redline.Consequential] > 0:
		return p.Text("change.consequential", nil)
	case r.Change == redline.Changed && deleted > 1 && inserted > 1 && anew(r):
		return p.Text("change.restated"+gender(p, r), nil)
	}
	parts, err := relocated(p, r)
	if err != nil {
		return "", err
	}
	add := func(s string, e error) {
		if e != nil && err == nil {
			err = e
		}
		parts = append(parts, s)
	}
	if deleted == inserted && deleted > 0 {
		add(p.Count("change.words", deleted, nil))
	} else {
		if deleted > 0 {
			add(p.Count("change.words-removed", deleted, nil))
		}
		if inserted > 0 {
			add(p.Count("change.words-added", inserted, nil))
		}
	}
	switch {
	case r.SignsChanged():
		add(p.Text("change.signs", nil))
	case r.MarksChanged(), len(parts) == 0:
		add(p.Text("change.marks", nil))
	}
	return strings.Join(parts, "; "), err
}

// anew reports whether no word of a clause was kept.
func anew(r *redline.Record) bool {
	return !slices.ContainsFunc(r.Segments, func(s redline.Segment) bool {
		return s.To != nil || s.From != nil || s.Op == redline.Equal && strings.ContainsFunc(s.Text, unicode.IsLetter)
	})
}

// relocated says where sentences went and came from, each place once.
func relocated(p Printer, r *redline.Record) ([]string, error) {
	var out []string
	for _, s := range r.Segments {
		key, place := "change.sentence-to", s.To
		if place == nil {
			key, place = "change.sentence-from", s.From
		}
		if place == nil {
			continue
		}
		name, err := naming.Unit(p, place.Unit.Source, place.Unit.Index, naming.Nominative)
		if err != nil {
			return nil, err
		}
		said, err := p.Text(key, map[string]string{"unit": name})
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, said) {
			out = append(out, said)
		}
	}
	return out, nil
}

// blank reports whether nothing but the breaks between paragraphs changed.
func blank(r *redline.Record) bool {
	for _, s := range r.Segments {
		if s.Op != redline.Equal && strings.TrimSpace(s.Text) != "" {
			return false
		}
	}
	return r.Change == redline.Split || r.Change == redline.Merged
}

// split says into what a clause was split: into clauses by their numbers, or into
// how many paragraphs.
func split(p Printer, r *redline.Record) (string, error) {
	if r.Old[0].Number == "" && unnumbered(r.New) {
		return p.Count("change.split.paragraphs", len(r.New), nil)
	}
	old, err := numbers(p, r.Old)
	if err != nil {
		return "", err
	}
	new, err := numbers(p, r.New)
	if err != nil {
		return "", err
	}
	return p.Text("change.split", map[string]string{"old": old, "numbers": new})
}

// merged says of what a clause was merged.
func merged(p Printer, r *redline.Record) (string, error) {
	if unnumbered(r.Old) {
		return p.Count("change.merged.paragraphs", len(r.Old), nil)
	}
	old, err := numbers(p, r.Old)
	if err != nil {
		return "", err
	}
	return p.Text("change.merged", map[string]string{"numbers": old})
}

func unnumbered(units []redline.Unit) bool {
	for _, u := range units {
		if u.Number != "" {
			return false
		}
	}
	return true
}

// number is the number of a clause as readers name it: an item's with its bracket, «2)».
func number(u *redline.Unit) string {
	if u.Number == "" {
		return ""
	}
	return naming.Of(u.Source, u.Index).Number()
}

// numbers lists clauses by their numbers, those without one by their names.
func numbers(p Printer, units []redline.Unit) (string, error) {
	var out []string
	for k := range units {
		u := &units[k]
		name := number(u)
		if name == "" {
			var err error
			if name, err = naming.Unit(p, u.Source, u.Index, naming.Nominative); err != nil {
				return "", err
			}
		}
		out = append(out, name)
	}
	return strings.Join(out, ", "), nil
}

// Counts describes a whole redline: the counts that are not zero, then the
// replacements. If nothing changed it is one line that says so.
func Counts(p Printer, s redline.Summary, replacements []redline.Replacement) ([]string, error) {
	var out []string
	for _, c := range []struct {
		key string
		n   int
	}{
		{"changed", s.Changed}, {"added", s.Added}, {"removed", s.Removed}, {"split", s.Split}, {"merged", s.Merged},
		{"moved", s.Moved}, {"renumbered", s.Renumbered}, {"formatting", s.Formatting},
	} {
		if c.n == 0 {
			continue
		}
		t, err := p.Count("change.count."+c.key, c.n, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	for _, r := range replacements {
		t, err := p.Count("change.count.replacement", r.Count, map[string]string{"old": r.Old, "new": r.New})
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		t, err := p.Text("change.none", nil)
		return []string{t}, err
	}
	return out, nil
}
