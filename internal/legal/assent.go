package legal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/regex"
)

// Acceptance says what is asked of a person to whom a document is shown.
type Acceptance string

// The kinds of acceptance.
const (
	Required Acceptance = "required" // nobody goes on without it
	Optional Acceptance = "optional" // the person may refuse and still goes on
	Informed Acceptance = "informed" // it is shown; nothing is asked
)

// Acceptances lists them all.
var Acceptances = []Acceptance{Required, Optional, Informed}

// Assent is what is asked of people: the part of document.yaml that their records
// follow from. Its JSON is part of a ledger's snapshot: what was not said is absent.
type Assent struct {
	Acceptance  Acceptance `json:"acceptance,omitempty"`   // empty: by the kind, see [Assent.Asks]
	Expires     string     `json:"expires,omitempty"`      // how long a consent is good for: a [civil.Period]
	RenewNotice string     `json:"renew_notice,omitempty"` // how long before its end it may be renewed: a [civil.Period]
	Purposes    []Purpose  `json:"purposes,omitempty"`     // in the order of document.yaml
}

// Purpose is one aim of a consent.
type Purpose struct {
	ID       string   `json:"id"`                 // never changes: records of people name it
	Clauses  []string `json:"clauses"`            // anchors of the clauses that describe it, with all that belongs to them
	Optional bool     `json:"optional,omitempty"` // the person may refuse it and give the others
}

// Holds reports whether unit i is one of the clauses that describe the purpose, or
// belongs to one.
func (p Purpose) Holds(units []Unit, i int) bool {
	for ; i >= 0 && units[i].Kind != Title; i = units[i].Parent {
		if slices.Contains(p.Clauses, units[i].Anchor) {
			return true
		}
	}
	return false
}

// Asks is what is asked for a document of a kind: what document.yaml says, else
// Required for an agreement and a consent, Informed for a policy and rules.
func (a Assent) Asks(k Kind) Acceptance {
	switch {
	case a.Acceptance != "":
		return a.Acceptance
	case k == Agreement || k == Consent:
		return Required
	}
	return Informed
}

// Purpose is the purpose with an id; nil for none.
func (a Assent) Purpose(id string) *Purpose {
	for i := range a.Purposes {
		if a.Purposes[i].ID == id {
			return &a.Purposes[i]
		}
	}
	return nil
}

// Clone is a copy that shares nothing.
func (a Assent) Clone() Assent {
	a.Purposes = slices.Clone(a.Purposes)
	for i := range a.Purposes {
		a.Purposes[i].Clauses = slices.Clone(a.Purposes[i].Clauses)
	}
	return a
}

// PurposesText is the purposes on one line: "account: 1, 2; letters?: 3".
func (a Assent) PurposesText() string {
	var all []string
	for _, p := range a.Purposes {
		mark := ""
		if p.Optional {
			mark = "?"
		}
		all = append(all, fmt.Sprintf("%s%s: %s", p.ID, mark, strings.Join(p.Clauses, ", ")))
	}
	return strings.Join(all, "; ")
}

var purposeID = regex.Of(`^[a-z][a-z0-9-]{0,63}$`)

// IsPurposeID reports whether s may name a purpose: [a-z][a-z0-9-]*, at most 64 bytes.
func IsPurposeID(s string) bool { return purposeID.MatchString(s) }

// Valid reports whether every value has its form.
func (a Assent) Valid() bool {
	good := a.Acceptance == "" || slices.Contains(Acceptances, a.Acceptance)
	for _, p := range []string{a.Expires, a.RenewNotice} {
		if p != "" {
			_, err := civil.ParsePeriod(p)
			good = good && err == nil
		}
	}
	seen := map[string]bool{}
	for _, p := range a.Purposes {
		good = good && IsPurposeID(p.ID) && !seen[p.ID] && len(p.Clauses) > 0
		seen[p.ID] = true
	}
	return good
}
