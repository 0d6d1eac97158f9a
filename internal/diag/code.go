package diag

import "slices"

// Code is a kind of finding. Each has one row in a table: its stable
// name, its severity in a draft, the variants of its message and the arguments
// that they name. The catalogues of words (i18n/findings.*.yaml, i18n/rules.*.yaml)
// and the tables of docs/ are tested against these rows.
type Code uint8

// Kind is what an argument of a finding is: a value of this type, which is put
// into words only where it is printed.
type Kind uint8

// Kinds of arguments.
const (
	Word      Kind = iota // string: shown as it is, such as what the author wrote
	Number                // int
	Day                   // civil.Date
	Instant               // time.Time
	Language              // legal.Lang
	Languages             // []legal.Lang
	Files                 // []string: names of files
	Unit                  // naming.Place
	Value                 // any of the others
)

// args are the arguments of a code, over all of its variants.
type args map[string]Kind

type row struct {
	name     string
	severity Severity
	variants []string // of the message; none: the plain one alone, which is ""
	args     args
	notes    []string // variants that are notes, whatever the severity
}

// String returns the stable name, such as "structure-differs".
func (c Code) String() string { return table[c].name }

// MarshalText gives the name.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Severity is that of the code's findings in a draft.
func (c Code) Severity() Severity { return table[c].severity }

// Variants lists the messages of a code; the plain one is "".
func (c Code) Variants() []string {
	if v := table[c].variants; v != nil {
		return v
	}
	return []string{""}
}

// Args are the names and kinds of the arguments that the messages of a code may
// name. A finding of one variant need not have those of the others.
func (c Code) Args() map[string]Kind { return table[c].args }

// Codes lists all codes of the program, by name.
func Codes() []Code {
	all := make([]Code, 0, len(table))
	for i := range table[1:] {
		all = append(all, Code(i+1))
	}
	return all
}

// CodeOf finds a code by its name.
func CodeOf(name string) (Code, bool) {
	i := slices.IndexFunc(table[1:], func(r row) bool { return r.name == name })
	return Code(i + 1), i >= 0
}
