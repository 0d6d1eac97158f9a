package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The files of the legal site that every copy begins with.
const (
	heartbeatPath = "api/v1/heartbeat.json"
	currentPath   = "api/v1/current.json"
	indexPath     = "api/v1/index.json"
	ledgerPath    = "ledger/ledger.jsonl"
)

// A Copy is one state of the legal site, verified as a whole. It never changes.
type Copy struct {
	Data           // what the ledger says: see FromLedger
	Ledger  Head   // of the ledger
	Element Script // the script of <kelisim-text>

	document  string
	zone      *time.Location
	lines     []string        // of the ledger
	files     map[string]Name // by path on the legal site
	fragments map[string]Script
}

// Nothing is the head of an empty ledger.
var Nothing = Head{0, strings.Repeat("0", 64)}

// ParseHead reads RECORDS:SHA256, as kelisim prints heads.
func ParseHead(s string) (Head, error) {
	records, hash, _ := strings.Cut(s, ":")
	n, err := strconv.Atoi(records)
	if err != nil || n < 0 || len(hash) != 64 {
		return Head{}, fmt.Errorf("%q is no head: RECORDS:SHA256", s)
	}
	return Head{n, hash}, nil
}

// A Script is bytes with their integrity, which proves transport alone.
type Script struct {
	Path      string `json:"path"`
	Integrity string `json:"integrity"`
}

// Zone returns the legal site's time zone, UTC before it is known.
func (c *Copy) Zone() *time.Location {
	if c == nil {
		return time.UTC
	}
	return c.zone
}

// text returns an edition's text in a language, else one that it had at t, by code.
func (e *Edition) text(language string, t time.Time) (string, Text) {
	if e.there(language, t) {
		return language, e.Texts[language]
	}
	found := ""
	for lang := range e.Texts {
		if e.there(lang, t) && (found == "" || lang < found) {
			found = lang
		}
	}
	return found, e.Texts[found]
}

// The addresses of a text on the legal site: index.json has their templates.
func page(language, document, edition string) string {
	return language + "/" + document + "/" + edition + "/"
}

func fragment(language, document, edition string) string {
	return "embed/" + language + "/" + document + "/" + edition + ".html"
}
