package main

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// A Source returns a file of the legal site. sha256 is the hash that it will have
// to have, "" where that is not known: by it a source may find bytes at home.
type Source func(path, sha256 string) ([]byte, error)

// copyLimit bounds a copy, in bytes: an index can name any number of files.
const copyLimit = 64 << 20

// ReadCopy reads what a form for a document needs at t and later, and verifies
// all of it. If anything does not hold, there is no copy. before is the copy that
// this one is to replace, nil for the first: its ledger must be continued.
func ReadCopy(source Source, document string, before *Copy, t time.Time) (*Copy, map[Name][]byte, error) {
	c := &Copy{document: document, files: map[string]Name{}}
	left := copyLimit
	bounded := func(path, sha256 string) ([]byte, error) {
		data, err := source(path, sha256)
		if left -= len(data); left < 0 {
			return nil, fmt.Errorf("all files are more than %d bytes", copyLimit)
		}
		return data, err
	}
	r := reader{bounded, c.files, map[Name][]byte{}}
	if err := c.read(r, before, t); err != nil {
		return nil, nil, err
	}
	return c, r.data, nil
}

func (c *Copy) read(r reader, before *Copy, t time.Time) error {
	if err := r.json(indexPath, c); err != nil {
		return err
	}
	var err error
	if c.zone, err = time.LoadLocation(c.Site.Timezone); err != nil {
		return fmt.Errorf("%s: %w", indexPath, err)
	}
	recorded, err := c.readLedger(r, before)
	if err != nil {
		return err
	}
	if err := c.readSets(r); err != nil {
		return err
	}
	for _, set := range c.sets.Sets {
		for _, m := range set.Members {
			if m.Edition == "" {
				continue // named by another, and not in force
			}
			e := c.edition(m.Document, m.Edition)
			if e == nil {
				return fmt.Errorf("%s: has no edition %s of %s", indexPath, m.Edition, m.Document)
			}
			if set.Until != nil && !t.Before(*set.Until) {
				continue // nobody will be shown it
			}
			for _, x := range e.Texts {
				if err := readText(r, x, recorded[record{m.Document, m.Edition, x.Language, x.SHA256, x.PlainSHA256, x.PlainFormat}]); err != nil {
					return err
				}
			}
		}
	}
	if c.Element != nil {
		_, err = r.whole(*c.Element)
	}
	return err
}

// A record is a text as the ledger records it.
type record struct{ document, edition, language, sha256, plain, format string }

// readLedger checks that each line of the ledger follows from the one before it,
// that it continues the ledger known, and that the index was built from it.
func (c *Copy) readLedger(r reader, before *Copy) (recorded map[record]bool, err error) {
	const path = "ledger/ledger.jsonl"
	if c.ledger, err = r.any(path); err != nil {
		return nil, err
	}
	if before != nil && !bytes.HasPrefix(c.ledger, before.ledger) {
		return nil, fmt.Errorf("%s: does not continue the %d records known", path, before.Ledger.Records)
	}
	recorded = map[record]bool{}
	head := Head{0, strings.Repeat("0", 64)}
	for line := range bytes.Lines(c.ledger) {
		var l struct {
			Prev     string `json:"prev"`
			Document string `json:"document"`
			Edition  string `json:"edition"`
			Texts    []Text `json:"texts"`
		}
		if err := json.Unmarshal(line, &l); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if l.Prev != head.SHA256 {
			return nil, fmt.Errorf("%s: line %d does not follow from the one before it", path, head.Records+1)
		}
		for _, x := range l.Texts {
			recorded[record{l.Document, l.Edition, x.Language, x.SHA256, x.PlainSHA256, x.PlainFormat}] = true
		}
		head = Head{head.Records + 1, sum(bytes.TrimSuffix(line, []byte("\n")))}
	}
	if head != c.Ledger {
		return nil, fmt.Errorf("%s: is %v, the index is of %v", path, head, c.Ledger)
	}
	return recorded, nil
}

// readSets reads the document's sets, which must be of the index's build.
func (c *Copy) readSets(r reader) error {
	path := "api/v1/sets/" + c.document + ".json"
	var s struct {
		Sets
		Document string `json:"document"`
		Ledger   Head   `json:"ledger"`
	}
	if err := r.json(path, &s); err != nil {
		return err
	}
	if s.Document != c.document || s.Ledger != c.Ledger {
		return fmt.Errorf("%s: is of another build than the index", path)
	}
	c.sets = s.Sets
	return nil
}

// readText reads a text in its three forms.
func readText(r reader, x Text, recorded bool) error {
	if !recorded {
		return fmt.Errorf("%s: the ledger does not record this text", x.Source.Path)
	}
	if x.Embed == nil {
		return fmt.Errorf("%s: has no fragment; the site needs a base_url", x.Source.Path)
	}
	_, source := r.exact(x.Source.Path, x.SHA256)
	_, plain := r.exact(x.Plain.Path, x.PlainSHA256)
	fragment, embed := r.whole(*x.Embed)
	if err := cmp.Or(source, plain, embed); err != nil {
		return err
	}
	if !bytes.Contains(fragment, []byte(` data-sha256="`+x.SHA256+`"`)) {
		return fmt.Errorf("%s: is not of the text %s", x.Embed.Path, x.SHA256)
	}
	return nil
}

// A reader reads files, checks them and keeps them.
type reader struct {
	source Source
	files  map[string]Name
	data   map[Name][]byte
}

// any reads a file of which no hash is known.
func (r reader) any(path string) ([]byte, error) {
	data, err := r.source(path, "")
	if err != nil {
		return nil, err
	}
	name := NameOf(path, data)
	r.files[path], r.data[name] = name, data
	return data, nil
}

func (r reader) json(path string, v any) error {
	data, err := r.any(path)
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// exact reads a file that must have this SHA-256, in hex.
func (r reader) exact(path, sha256 string) ([]byte, error) {
	data, err := r.source(path, sha256)
	if err == nil && sum(data) != sha256 {
		err = fmt.Errorf("%s: its SHA-256 is %s, not %s", path, sum(data), sha256)
	}
	if err != nil {
		return nil, err
	}
	name := NameOf(path, data)
	r.files[path], r.data[name] = name, data
	return data, nil
}

// whole reads a file whose integrity the index says.
func (r reader) whole(f File) ([]byte, error) {
	digest, ok := strings.CutPrefix(f.Integrity, "sha256-")
	hash, err := base64.StdEncoding.Strict().DecodeString(digest)
	if !ok || err != nil {
		return nil, fmt.Errorf("%s: %q is no integrity", f.Path, f.Integrity)
	}
	return r.exact(f.Path, hex.EncodeToString(hash))
}
