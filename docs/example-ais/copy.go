package main

import "time"

const indexPath = "api/v1/index.json"

// A Copy is one state of the legal site, verified as a whole. It never changes.
type Copy struct {
	Index
	Site struct {
		Timezone string `json:"timezone"`
	} `json:"site"`
	Ledger  Head  `json:"ledger"`
	Element *File `json:"element"` // the script of <kelisim-text>

	document string
	sets     Sets
	zone     *time.Location
	ledger   []byte
	files    map[string]Name // by path on the legal site
}

// A Head says how many records the ledger has and the hash of its last line.
type Head struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"`
}

// Zone returns the legal site's time zone, UTC before it is known.
func (c *Copy) Zone() *time.Location {
	if c == nil {
		return time.UTC
	}
	return c.zone
}

// editions returns the editions of a document.
func (c *Copy) editions(document string) []Edition {
	for _, d := range c.Documents {
		if d.ID == document {
			return d.Editions
		}
	}
	return nil
}

// edition returns an edition by its id, or nil.
func (c *Copy) edition(document, edition string) *Edition {
	for _, e := range c.editions(document) {
		if e.ID == edition {
			return &e
		}
	}
	return nil
}

// text returns the edition's text in a language, else the first that it had at t.
func (e *Edition) text(language string, t time.Time) (text *Text) {
	for i, x := range e.Texts {
		if !t.Before(x.Published) && (text == nil || x.Language == language) {
			text = &e.Texts[i]
		}
	}
	return text
}
