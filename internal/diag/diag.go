// Package diag holds findings: what an author did wrong, and where.
//
// A finding carries a stable code and the arguments of its message, never the
// message itself: the words are in the catalogues, in the editor's language.
// A failure of the machine (disk, permissions) is an ordinary error instead.
package diag

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Severity is what a finding stops.
type Severity int

const (
	Note    Severity = iota // stops nothing
	Warning                 // stops nothing, but check --strict
	Error                   // check exits 1, publish refuses
)

var severities = [...]string{"note", "warning", "error"}

// String returns "note", "warning" or "error".
func (s Severity) String() string { return severities[s] }

// MarshalText gives the name of the severity.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name of a severity.
func (s *Severity) UnmarshalText(text []byte) error {
	i := slices.Index(severities[:], string(text))
	if i < 0 {
		return fmt.Errorf("unknown severity %q", text)
	}
	*s = Severity(i)
	return nil
}

// Pos is a place in a source file. Line and Col count from 1, Col in
// characters (code points), not bytes; 0 means the whole file or line.
type Pos struct {
	File      string // slash path relative to the site's root: content/a/1/kk.md
	Line, Col int
}

// String returns file:line:col, without the parts that are 0.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Args are the named values of a message: string, int, civil.Date, time.Time,
// legal.Lang, []legal.Lang, []string or naming.Place, as the row of the code says. They are put into
// words only where they are printed.
type Args map[string]any

// compare orders arguments by their names, then by what they say.
func (a Args) compare(b Args) int {
	names := slices.Sorted(maps.Keys(a))
	if c := slices.Compare(names, slices.Sorted(maps.Keys(b))); c != 0 {
		return c
	}
	for _, name := range names {
		if c := cmp.Compare(fmt.Sprint(a[name]), fmt.Sprint(b[name])); c != 0 {
			return c
		}
	}
	return 0
}

// Finding is one mistake.
type Finding struct {
	Code     Code
	Severity Severity // that of the code, lowered if nobody can mend the text
	Pos      Pos
	// Variant distinguishes the messages of one code; empty for the plain one.
	// The catalogue keys are "finding.CODE" or "finding.CODE.VARIANT" for the
	// message and "hint.…" for the hint.
	Variant string
	Args    Args
	Related []Related
}

// Key is the part of the catalogue keys that names the message.
func (f Finding) Key() string {
	if f.Variant == "" {
		return f.Code.String()
	}
	return f.Code.String() + "." + f.Variant
}

// Is reports whether a finding says the message of a code and variant.
func (f Finding) Is(code Code, variant string) bool { return f.Code == code && f.Variant == variant }

// Related is a second position that a finding speaks of. Its message has the
// catalogue key "related.KEY".
type Related struct {
	Pos  Pos
	Key  string
	Args Args
}

// List collects findings. The zero value is an empty list.
type List []Finding

// Add adds a finding that has one message.
func (l *List) Add(code Code, pos Pos, args Args) *Finding { return l.AddVariant(code, "", pos, args) }

// AddVariant adds a finding with one of the messages of its code. The pointer is
// good until the next finding is added.
func (l *List) AddVariant(code Code, variant string, pos Pos, args Args) *Finding {
	severity := code.Severity()
	if slices.Contains(table[code].notes, variant) {
		severity = Note
	}
	*l = append(*l, Finding{Code: code, Variant: variant, Severity: severity, Pos: pos, Args: args})
	return &(*l)[len(*l)-1]
}

// Sort orders the list by file, line, column and code, and drops what is said twice.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Finding) int {
		if c := cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Key(), b.Key())); c != 0 {
			return c
		}
		return a.Args.compare(b.Args)
	})
	*l = slices.CompactFunc(*l, func(a, b Finding) bool {
		return a.Pos == b.Pos && a.Key() == b.Key() && a.Args.compare(b.Args) == 0
	})
}

// Count returns how many findings are at least as severe as s.
func (l List) Count(s Severity) int {
	n := 0
	for _, f := range l {
		if f.Severity >= s {
			n++
		}
	}
	return n
}

// HasErrors reports whether an error is among the findings.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }
