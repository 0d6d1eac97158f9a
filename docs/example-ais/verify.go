package main

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// A Source returns a file of the legal site. sha256 is the hash that it will have
// to have, "" where that is not known: by it a source may find bytes at home.
type Source func(path, sha256 string) ([]byte, error)

// copyLimit bounds a copy, in bytes: a ledger can name any number of files.
const copyLimit = 64 << 20

// ReadCopy reads what a form for a document needs at t and later, and verifies
// all of it. If anything does not hold, there is no copy. known is a head that the
// ledger must contain: that of the copy before, or one that somebody told.
//
// What is in force, what it asks and what the texts are follows from the ledger. The
// other files only say where fragments are, and which purposes were changed.
func ReadCopy(source Source, document string, known Head, t time.Time) (*Copy, map[Name][]byte, error) {
	c := &Copy{document: document, files: map[string]Name{}, fragments: map[string]Script{}}
	left := copyLimit
	bounded := func(path, sha256 string) ([]byte, error) {
		data, err := source(path, sha256)
		if left -= len(data); left < 0 {
			return nil, fmt.Errorf("all files are more than %d bytes", copyLimit)
		}
		return data, err
	}
	r := reader{bounded, c.files, map[Name][]byte{}}
	if err := c.read(r, known, t); err != nil {
		return nil, nil, err
	}
	return c, r.data, nil
}

// A heartbeat is heartbeat.json; current.json has the same head.
type heartbeat struct {
	Built   time.Time  `json:"built"`
	Change  *time.Time `json:"next_change"`
	Ledger  Head       `json:"ledger"`
	Current struct {
		SHA256 string `json:"sha256"`
	} `json:"current"`
	Index struct {
		SHA256 string `json:"sha256"`
	} `json:"index"`
}

func (c *Copy) read(r reader, known Head, t time.Time) error {
	var beat heartbeat
	if err := r.json(heartbeatPath, "", &beat); err != nil {
		return err
	}
	if err := c.readLedger(r, known, beat.Ledger); err != nil {
		return err
	}
	var current struct {
		Data
		Ledger Head `json:"ledger"`
		Site   struct {
			Timezone string `json:"timezone"`
		} `json:"site"`
		Element Script `json:"element"`
	}
	if err := r.json(currentPath, beat.Current.SHA256, &current); err != nil {
		return err
	}
	if current.Ledger != beat.Ledger {
		return fmt.Errorf("%s: is of another ledger than %s", currentPath, heartbeatPath)
	}
	var err error
	if c.zone, err = time.LoadLocation(current.Site.Timezone); err != nil {
		return fmt.Errorf("%s: %w", currentPath, err)
	}
	for _, set := range c.Find(c.document).Sets {
		if set.Until != nil && !t.Before(*set.Until) {
			continue // nobody will be shown it
		}
		for _, document := range slices.Sorted(maps.Keys(set.Members)) {
			if err := c.readEdition(r, current.Data, document, set.Members[document]); err != nil {
				return err
			}
		}
	}
	if err := c.readChanges(r); err != nil {
		return err
	}
	if c.Element = current.Element; c.Element.Path != "" {
		_, err = r.whole(c.Element)
	}
	return err
}

// readChanges reads what the authors say of the editions that are past: somebody may
// have accepted one before them.
func (c *Copy) readChanges(r reader) error {
	shown := map[string]bool{}
	for _, set := range c.Find(c.document).Sets {
		for document := range set.Members {
			shown[document] = true
		}
	}
	for _, document := range slices.Sorted(maps.Keys(shown)) {
		for _, e := range c.Find(document).Editions {
			for lang, x := range e.Texts {
				if e.Withdrawn != nil || x.Changes != "" {
					continue
				}
				source, err := r.exact(page(lang, document, e.ID)+"text.md", x.SHA256)
				if err != nil {
					return err
				}
				x.Changes = changes(string(source))
				e.Texts[lang] = x
			}
		}
	}
	return nil
}

// readLedger takes a ledger whose lines follow from each other, which has the head
// that was said, and which contains the head known.
func (c *Copy) readLedger(r reader, known, head Head) error {
	data, err := r.any(ledgerPath, "")
	if err != nil {
		return err
	}
	text, whole := strings.CutSuffix(string(data), "\n")
	if whole {
		c.lines = strings.Split(text, "\n")
	}
	if Take(known, head, c.lines) == "refuse" || !whole && len(data) > 0 {
		return fmt.Errorf("%s: is not the ledger of %d records that %s names, or does not continue the %d records known", ledgerPath, head.Records, heartbeatPath, known.Records)
	}
	c.Ledger = head
	c.Data, err = FromLedger(c.lines)
	return err
}

// readEdition reads the texts of an edition in their three forms.
func (c *Copy) readEdition(r reader, current Data, document, id string) error {
	e, said := c.Edition(document, id), current.Edition(document, id)
	if e == nil || said == nil {
		return fmt.Errorf("%s: lacks edition %s of %s", currentPath, id, document)
	}
	for i := range e.Purposes {
		j := slices.IndexFunc(said.Purposes, func(p Purpose) bool { return p.ID == e.Purposes[i].ID })
		if j < 0 {
			return fmt.Errorf("%s: lacks the purpose %s of %s", currentPath, e.Purposes[i].ID, document)
		}
		e.Purposes[i].Suffices, e.Purposes[i].Texts = said.Purposes[j].Suffices, said.Purposes[j].Texts
	}
	for lang, x := range e.Texts {
		shown := Script{fragment(lang, document, id), said.Texts[lang].Integrity}
		c.fragments[shown.Path] = shown
		source, err := r.exact(page(lang, document, id)+"text.md", x.SHA256)
		plain, more := r.exact(page(lang, document, id)+"text.txt", x.PlainSHA256)
		data, last := r.whole(shown)
		if err := cmp.Or(err, more, last); err != nil {
			return err
		}
		if letters(words(string(data))) != letters(string(plain)) {
			return fmt.Errorf("%s: does not say what the text says", shown.Path)
		}
		for _, p := range e.Purposes {
			if !strings.Contains(letters(string(plain)), letters(p.Texts[lang].Text)) {
				return fmt.Errorf("%s: the words of the purpose %s are not the text's", currentPath, p.ID)
			}
		}
		x.Changes = changes(string(source))
		e.Texts[lang] = x
	}
	return nil
}

var (
	tag   = regexp.MustCompile(`<[^>]*>`)
	extra = regexp.MustCompile(`(?m)^changes:[ \t]*(.*(?:\n[ \t]+.*)*)`)
)

// words are those of a fragment that stand outside of its tags.
func words(fragment string) string { return html.UnescapeString(tag.ReplaceAllString(fragment, " ")) }

// letters are what of a text must never be lost: its letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// changes is the author's summary in the front matter of text.md, without the marks
// of YAML around it.
func changes(source string) string {
	head, _, _ := strings.Cut(strings.TrimPrefix(source, "---\n"), "\n---")
	m := extra.FindStringSubmatch(head)
	if m == nil {
		return ""
	}
	return strings.Trim(strings.Join(strings.Fields(m[1]), " "), `'"`)
}

// A reader reads files, checks them and keeps them.
type reader struct {
	source Source
	files  map[string]Name
	data   map[Name][]byte
}

// any reads a file; sha256 is its hash in hex, "" if none is known.
func (r reader) any(path, sha256 string) ([]byte, error) {
	data, err := r.source(path, sha256)
	if err == nil && sha256 != "" && sum(data) != sha256 {
		err = fmt.Errorf("%s: its SHA-256 is %s, not %s", path, sum(data), sha256)
	}
	if err != nil {
		return nil, err
	}
	name := NameOf(path, data)
	r.files[path], r.data[name] = name, data
	return data, nil
}

func (r reader) json(path, sha256 string, v any) error {
	data, err := r.any(path, sha256)
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// exact reads a file whose hash the ledger records.
func (r reader) exact(path, sha256 string) ([]byte, error) {
	if len(sha256) != 64 {
		return nil, fmt.Errorf("%s: %q is no SHA-256", path, sha256)
	}
	return r.any(path, sha256)
}

// whole reads a file whose integrity current.json says.
func (r reader) whole(f Script) ([]byte, error) {
	digest, ok := strings.CutPrefix(f.Integrity, "sha256-")
	hash, err := base64.StdEncoding.Strict().DecodeString(digest)
	if !ok || err != nil {
		return nil, fmt.Errorf("%s: %q is no integrity", f.Path, f.Integrity)
	}
	return r.exact(f.Path, hex.EncodeToString(hash))
}
