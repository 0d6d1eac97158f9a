package main

import "time"

// Index is index.json, Sets a file of sets/: what the rules and a form read of
// them.
type Index struct {
	Documents []Document `json:"documents"`
}

type Document struct {
	ID       string    `json:"id"`
	Editions []Edition `json:"editions"`
}

type Edition struct {
	ID            string     `json:"id"`
	Seq           int        `json:"seq"`
	Kind          string     `json:"kind"`
	From          time.Time  `json:"from"`
	Until         *time.Time `json:"until"`
	Withdrawn     *time.Time `json:"withdrawn"`
	ReacceptSince int        `json:"reaccept_since"`
	Texts         []Text     `json:"texts"`
}

type Text struct {
	Language    string    `json:"language"`
	Title       string    `json:"title"`
	Changes     string    `json:"changes"`
	Published   time.Time `json:"published"`
	SHA256      string    `json:"source_sha256"`
	PlainSHA256 string    `json:"plain_sha256"`
	PlainFormat string    `json:"plain_format"`
	Source      File      `json:"source"`
	Plain       File      `json:"plain"`
	Embed       *File     `json:"embed"`
	Since       *File     `json:"since"`
}

type File struct {
	Path      string `json:"path"`
	Integrity string `json:"integrity"`
}

type Sets struct {
	Sets []struct {
		From    time.Time  `json:"from"`
		Until   *time.Time `json:"until"`
		Members []struct {
			Document string `json:"document"`
			Edition  string `json:"edition"`
		} `json:"members"`
	} `json:"sets"`
}

// covers reports whether t is in [from, until).
func covers(from time.Time, until *time.Time, t time.Time) bool {
	return !t.Before(from) && (until == nil || t.Before(*until))
}

// InForce returns the edition of a document in force at t, or nil.
func InForce(index Index, document string, t time.Time) *Edition {
	for _, d := range index.Documents {
		for i, e := range d.Editions {
			if d.ID == document && e.Withdrawn == nil && covers(e.From, e.Until, t) {
				return &d.Editions[i]
			}
		}
	}
	return nil
}

// NeedsAcceptance reports whether a user must accept a document again at t.
// accepted holds the seq of every member of the set that she accepted.
func NeedsAcceptance(index Index, sets Sets, document string, accepted map[string]int, t time.Time) bool {
	if InForce(index, document, t) == nil {
		return false
	}
	members := map[string]bool{}
	for m := range accepted {
		members[m] = true
	}
	for _, s := range sets.Sets {
		if covers(s.From, s.Until, t) {
			for _, m := range s.Members {
				members[m.Document] = true
			}
		}
	}
	for m := range members {
		if e := InForce(index, m, t); e != nil && accepted[m] < e.ReacceptSince {
			return true
		}
	}
	return false
}

// Acceptable reports whether what a form posted may be accepted at t.
func Acceptable(index Index, document, edition, language, sha256 string, t time.Time) bool {
	e := InForce(index, document, t)
	if e == nil || e.ID != edition {
		return false
	}
	for _, x := range e.Texts {
		if x.Language == language {
			return x.SHA256 == sha256 && !t.Before(x.Published)
		}
	}
	return false
}
