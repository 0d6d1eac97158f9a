package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

const (
	element   = "embed/kelisim-text.js"
	fileLimit = 16 << 20       // bytes
	lateAfter = 48 * time.Hour // since the last build: the site is built once a day
)

// Nothing is the head of an empty ledger.
var Nothing = Head{0, strings.Repeat("0", 64)}

// A Copy is one state of the legal site, verified as a whole. It never changes.
type Copy struct {
	Data   // what the ledger says: see Read
	Ledger Head
	Zone   *time.Location
	Files  map[string]string // by path on the legal site: the SHA-256 of its bytes
}

// A Mirror keeps the good copy. Whoever shows a form reads it; nobody waits for the
// legal site. Bytes that were taken stay under their hash for ever.
type Mirror struct {
	site, document, dir string
	known               Head // that somebody told, before the first copy
	copy                atomic.Pointer[Copy]
	built               time.Time  // the last heartbeat that held
	change              *time.Time // and the next change that it named
}

// A getter gives the bytes of a file of the legal site.
type getter = func(path string) ([]byte, error)

// OpenMirror takes up the good copy that a folder has, and verifies it again.
func OpenMirror(site, document, dir string, known Head) (*Mirror, error) {
	m := &Mirror{site: site, document: document, dir: dir, known: known}
	if err := os.MkdirAll(filepath.Join(dir, "texts"), 0o700); err != nil {
		return nil, err
	}
	var files map[string]string
	if err := decode(&files)(os.ReadFile(filepath.Join(dir, "copy.json"))); errors.Is(err, fs.ErrNotExist) {
		return m, nil
	} else if err != nil {
		return nil, err
	}
	c, err := m.read(func(path string) ([]byte, error) { return m.Bytes(files[path]) })
	if err != nil {
		return nil, fmt.Errorf("the good copy does not verify: %w", err)
	}
	m.copy.Store(c)
	return m, nil
}

// Copy returns the last good copy, or nil before the first.
func (m *Mirror) Copy() *Copy { return m.copy.Load() }

// Follow takes again and again, by rule 8. Whatever is wrong with the
// legal site, the good copy stays.
func (m *Mirror) Follow(every time.Duration) {
	for {
		if fresh, err := m.Take(m.fetch); err != nil {
			slog.Error("no new copy was taken", "why", err)
		} else if fresh {
			slog.Info("a new copy was taken", "records", m.Copy().Ledger.Records)
		}
		again, late := Look(m.built, m.change, time.Now(), every, lateAfter)
		if late {
			slog.Warn("the legal site is late", "built", m.built)
		}
		time.Sleep(time.Until(again))
	}
}

var client = http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// fetch gets a file of the legal site.
func (m *Mirror) fetch(path string) ([]byte, error) {
	res, err := client.Get(m.site + path)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, res.Status)
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, fileLimit+1))
	if err == nil && len(data) > fileLimit {
		err = fmt.Errorf("%s: more than %d bytes", path, fileLimit)
	}
	return data, err
}

// Take makes what the legal site holds the good copy, if it is new and verifies.
func (m *Mirror) Take(get getter) (fresh bool, err error) {
	c, err := m.read(get)
	if c == nil {
		return false, err
	}
	data, err := json.Marshal(c.Files)
	if err == nil {
		err = replace(filepath.Join(m.dir, "copy.json"), data)
	}
	if err != nil {
		return false, err
	}
	m.copy.Store(c)
	return true, nil
}

// A taking is a copy as it is taken, file by file.
type taking struct {
	*Mirror
	Copy
	get getter
}

// read reads and verifies a state of the legal site. There is no copy if it is that of
// the good one. What it says is what the ledger and the recorded texts bear: rules 9, 10.
func (m *Mirror) read(get getter) (*Copy, error) {
	t := &taking{m, Copy{Files: map[string]string{}}, get}
	var beat struct {
		Built   time.Time
		Change  *time.Time `json:"next_change"`
		Ledger  Head
		Current struct{ SHA256 string }
	}
	if err := decode(&beat)(t.take("api/v1/heartbeat.json", "")); err != nil {
		return nil, fmt.Errorf("heartbeat.json: %w", err)
	}
	known := m.known
	if old := m.Copy(); old != nil {
		if known = old.Ledger; known == beat.Ledger && old.Files["api/v1/current.json"] == beat.Current.SHA256 {
			m.built, m.change = beat.Built, beat.Change // the site was built again, and says the same
			return nil, nil
		}
	}
	data, err := t.take("ledger/ledger.jsonl", "")
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(data), "\n")
	lines, torn := lines[:len(lines)-1], lines[len(lines)-1]
	if torn != "" || Take(known, beat.Ledger, lines) == "refuse" {
		return nil, fmt.Errorf("the ledger is broken, is not that of %d records, or does not continue the %d known", beat.Ledger.Records, known.Records)
	}
	if t.Data, err = Read(lines); err != nil {
		return nil, err
	}
	t.Ledger = beat.Ledger
	var current struct {
		Data
		Ledger  Head
		Site    struct{ Timezone string }
		Element struct{ Integrity string }
	}
	if err := decode(&current)(t.take("api/v1/current.json", beat.Current.SHA256)); err != nil {
		return nil, fmt.Errorf("current.json: %w", err)
	}
	if current.Ledger != beat.Ledger {
		return nil, errors.New("current.json is of another ledger")
	}
	if t.Zone, err = time.LoadLocation(current.Site.Timezone); err != nil {
		return nil, err
	}
	for _, set := range t.Find(m.document).Sets {
		if set.Until != nil && !set.Until.After(beat.Built) {
			continue // nobody will be shown it
		}
		for document, id := range set.Members {
			if err := t.edition(document, id, current.Data); err != nil {
				return nil, err
			}
		}
	}
	if data, err := t.take(element, ""); err != nil || integrity(data) != current.Element.Integrity {
		return nil, errors.Join(err, fmt.Errorf("%s: other bytes than current.json says", element))
	}
	m.built, m.change = beat.Built, beat.Change
	return &t.Copy, nil
}

// edition takes the texts of an edition, and the words of its purposes, which only
// current.json says.
func (t *taking) edition(document, id string, current Data) error {
	e := t.Edition(document, id)
	for lang, x := range e.Texts {
		at := lang + "/" + document + "/" + id
		_, err := t.take(at+"/text.md", x.SHA256)
		plain, more := t.take(at+"/text.txt", x.PlainSHA256)
		fragment, last := t.take("embed/"+at+".html", "")
		if err := errors.Join(err, more, last); err != nil {
			return err
		}
		if x.Title == "" { // old records have none
			x.Title, _, _ = strings.Cut(string(plain), "\n")
			e.Texts[lang] = x
		}
		if !Shows(string(fragment), string(plain)) {
			return fmt.Errorf("embed/%s.html: does not show what was recorded", at)
		}
	}
	for i := range e.Purposes {
		p := &e.Purposes[i]
		said := current.Purpose(document, id, p.ID)
		p.Texts = said.Texts
		if ok, err := t.same(p, document, id); err != nil || !ok {
			return errors.Join(err, fmt.Errorf("the words of the purpose %s of %s %s are not those recorded", p.ID, document, id))
		}
		for _, old := range p.May { // its acceptance holds if the words were the same then
			if slices.Contains(p.Suffices, old) || !slices.Contains(said.Suffices, old) {
				continue
			}
			if ok, err := t.same(p, document, old); err != nil {
				return err
			} else if ok {
				p.Suffices = append(p.Suffices, old)
			}
		}
	}
	return nil
}

// same reports whether the words of a purpose stand in every text.txt of an edition.
func (t *taking) same(p *Purpose, document, id string) (bool, error) {
	for lang, x := range t.Edition(document, id).Texts {
		plain, err := t.take(lang+"/"+document+"/"+id+"/text.txt", x.PlainSHA256)
		if err != nil || p.Texts[lang].Text == "" || !Stands(p.Texts[lang].Text, string(plain)) {
			return false, err
		}
	}
	return true, nil
}

// take gets a file that has to have a hash, "" if none is known, and keeps its bytes.
func (t *taking) take(path, sha256 string) ([]byte, error) {
	data, err := t.Bytes(sha256) // it may be here
	if err != nil {
		data, err = t.get(path)
	}
	if t.Files[path] = sum(data); err == nil && sha256 != "" && t.Files[path] != sha256 {
		err = fmt.Errorf("%s: its SHA-256 is %s, not %s", path, t.Files[path], sha256)
	}
	if err != nil {
		return nil, err
	}
	if _, err := t.Bytes(t.Files[path]); err == nil {
		return data, nil
	}
	return data, replace(filepath.Join(t.dir, "texts", t.Files[path]), data)
}

// decode reads JSON of what a function returned.
func decode(v any) func([]byte, error) error {
	return func(data []byte, err error) error {
		if err == nil {
			err = json.Unmarshal(data, v)
		}
		return err
	}
}

func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

func integrity(data []byte) string {
	h := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(h[:])
}

var hash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Bytes returns bytes that were taken, by their hash; those that changed on the disk are none.
func (m *Mirror) Bytes(sha256 string) ([]byte, error) {
	if !hash.MatchString(sha256) {
		return nil, fs.ErrNotExist
	}
	data, err := os.ReadFile(filepath.Join(m.dir, "texts", sha256))
	if err == nil && sum(data) != sha256 {
		err = fmt.Errorf("%s: its bytes have changed", sha256)
	}
	return data, err
}

// replace writes a file whole or not at all.
func replace(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
