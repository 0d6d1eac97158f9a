package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// A Receipt is a kelisim.receipt/1: what a person answered on one form and since, for her to
// keep, in her language.
type Receipt struct {
	Schema   string    `json:"schema"`
	Language string    `json:"language"`
	Title    string    `json:"title"`
	Made     time.Time `json:"made"`
	Subject  Subject   `json:"subject"`
	Site     string    `json:"site"` // below which the texts stand
	Lines    []Line    `json:"lines"`
	Events   []Event   `json:"events"`
}

// A Line says what became of one thing, in words, too.
type Line struct {
	Document    string     `json:"document"`
	Edition     string     `json:"edition"`
	Language    string     `json:"language"`
	Title       string     `json:"title"`
	Purpose     string     `json:"purpose,omitempty"`
	State       string     `json:"state"`
	Says        string     `json:"says"` // the state in the receipt's language
	At          time.Time  `json:"at"`
	Expires     *time.Time `json:"expires_at,omitempty"`
	Text        string     `json:"text"` // text.txt below the site
	PlainSHA256 string     `json:"plain_sha256"`
}

// receipt shows a receipt as a page or, with .json, as it is.
func (v *Visit) receipt() {
	form, isJSON := strings.CutSuffix(v.r.PathValue("form"), ".json")
	r := Receipt{"kelisim.receipt/1", v.Lang, v.T["receipt"].(string), v.Now, Subject{v.User}, v.Legal(), nil, v.book.Of(v.User, form)}
	for _, e := range r.Events {
		for _, m := range e.Members {
			states := m.states()
			if len(states) == 0 {
				states = map[string]string{"": "shown"}
			}
			for _, purpose := range slices.Sorted(maps.Keys(states)) {
				l := Line{m.Document, m.Edition, m.Language, m.Title, purpose, states[purpose], v.T["states"].(map[string]any)[states[purpose]].(string),
					e.At, m.Expires, m.Language + "/" + m.Document + "/" + m.Edition + "/text.txt", m.PlainSHA256}
				if l.State != "given" {
					l.Expires = nil
				}
				if e.State != "shown" {
					r.Lines = append(r.Lines, l)
				}
			}
		}
	}
	switch {
	case len(r.Lines) == 0: // not hers, or not answered
		http.Error(v.w, "404", http.StatusNotFound)
	case isJSON:
		v.json(r)
	default:
		v.page(http.StatusOK, "receipt", struct {
			*Visit
			Receipt
		}{v, r})
	}
}
