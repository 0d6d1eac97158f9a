// Package description says in words what a redline says in data: one line about
// a clause, counts of the whole. The words follow rules and come from the
// catalogues (keys change.…); nothing is free prose.
//
//	2.4-тармақ: бұрынғы нөмірі 2.3; 2 сөз өзгерді
//	пункт 3-1: добавлен
package description

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// Printer says messages of one language; i18n.Printer is one.
type Printer interface {
	Text(key string, args map[string]string) (string, error)
	Count(key string, n int, args map[string]string) (string, error)
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

// Name names the record's clause: in the new text where it stands there.
func Name(p Printer, r *redline.Record) (string, error) {
	units := r.New
	if len(units) == 0 || r.Change == redline.Split {
		units = r.Old
	}
	u := units[0]
	parent := parentNumber(u.Anchor)
	args := map[string]string{"number": u.Number, "parent": parent}
	key := "change.unit." + string(u.Kind)
	switch {
	case u.Number == "" && u.Kind == legal.Paragraph && parent != "":
		key = "change.unit.paragraph-of"
	case u.Number == "":
	case strings.ContainsAny(u.Number, "§ ") || isWordy(u.Number):
		key = "change.unit.other"
	case u.Kind == legal.Heading:
		key = "change.unit.section"
	case !strings.Contains(u.Anchor, "_"):
		key = "change.unit.clause"
	case parent != "":
		key = "change.unit.point-of"
	default:
		key = "change.unit.point"
	}
	return p.Text(key, args)
}

// isWordy reports whether a number is written with a word: "5-бап".
func isWordy(number string) bool {
	_, last, ok := strings.Cut(number, "-")
	return ok && strings.ContainsAny(last, "абптрул")
}

// gender is the end of the key for what a language with genders says of the
// record's clause; empty for most: пункт, раздел, абзац.
func gender(r *redline.Record) string {
	units := r.New
	if len(units) == 0 {
		units = r.Old
	}
	switch u := units[0]; u.Kind {
	case legal.Title:
		return ".n"
	case legal.Row, legal.Quote:
		return ".f"
	default:
		if number := strings.ToLower(u.Number); strings.Contains(number, "глава") || strings.Contains(number, "статья") {
			return ".f"
		}
		return ""
	}
}

// parentNumber is the decimal number of the clause that a unit belongs to
// directly, read off its anchor: "2.1" for "2.1_1" and "2.1_p1".
func parentNumber(anchor string) string {
	i := strings.LastIndexByte(anchor, '_')
	if i < 0 || strings.Trim(anchor[:i], "0123456789.-") != "" {
		return ""
	}
	return anchor[:i]
}

// What describes what happened to a clause, without naming it; empty where
// nothing did.
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
		text("change."+string(r.Change)+gender(r), nil)
		return parts[0], failed
	case redline.Split:
		text("change.split", map[string]string{"old": numbers(r.Old), "numbers": numbers(r.New)})
	case redline.Merged:
		text("change.merged", map[string]string{"numbers": numbers(r.Old)})
	}
	switch {
	case r.Moved && r.Old[0].Number != "":
		text("change.moved-from"+gender(r), map[string]string{"number": r.Old[0].Number})
	case r.Moved:
		text("change.moved"+gender(r), nil)
	case r.Renumbered && r.Change != redline.Split && r.Change != redline.Merged: // these say all numbers
		text("change.renumbered", map[string]string{"number": r.Old[0].Number})
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
	case len(classes) == 1 && classes[redline.Consequential] > 0:
		return p.Text("change.consequential", nil)
	case max(deleted, inserted) == 0:
		return p.Text("change.marks", nil)
	}
	switch {
	case deleted == 0 && only(r, redline.Insert):
		return p.Count("change.words-added", inserted, nil)
	case inserted == 0 && only(r, redline.Delete):
		return p.Count("change.words-removed", deleted, nil)
	}
	return p.Count("change.words", max(deleted, inserted), nil)
}

// only reports whether every change is of one kind.
func only(r *redline.Record, op redline.Op) bool {
	for _, s := range r.Segments {
		if s.Op != redline.Equal && s.Op != op {
			return false
		}
	}
	return true
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

func numbers(units []redline.Unit) string {
	var out []string
	for _, u := range units {
		n := u.Number
		if n == "" {
			n = "¶"
		}
		out = append(out, n)
	}
	return strings.Join(out, ", ")
}

// Counts describes a whole redline: the counts that are not zero, then the
// replacements. Where nothing changed it is one line that says so.
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
