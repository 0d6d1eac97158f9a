package main

import (
	"context"
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
	fileLimit = 16 << 20       // bytes
	lateAfter = 48 * time.Hour // since the last build: the site is built once a day
)

// Nothing is the head of an empty ledger.
var Nothing = Head{0, strings.Repeat("0", 64)}

// A Copy is one state of the legal site, verified as a whole. It never changes.
type Copy struct {
	Data    // what the ledger says: see Read
	Ledger  Head
	Zone    *time.Location
	Element string            // the path of the script of <kelisim-text>
	Files   map[string]string // by path on the legal site: the SHA-256 of its bytes
}

// A Beat is what the rules need of heartbeat.json.
type Beat struct {
	Built   time.Time  `json:"built"`
	Change  *time.Time `json:"next_change"`
	Ledger  Head       `json:"ledger"`
	Current struct {
		SHA256 string `json:"sha256"`
	} `json:"current"`
}

// A Mirror keeps the good copy. Whoever shows a form reads it; nobody waits for the
// legal site. Bytes that were taken stay under their hash for ever.
type Mirror struct {
	site, document, dir string
	known               Head // that somebody told, before the first copy
	client              http.Client
	copy                atomic.Pointer[Copy]
	beat                Beat // the last one that held
}

// OpenMirror takes up the good copy that a folder has, and verifies it again.
func OpenMirror(site, document, dir string, known Head) (*Mirror, error) {
	m := &Mirror{site: site, document: document, dir: dir, known: known}
	m.client = http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if err := os.MkdirAll(filepath.Join(dir, "texts"), 0o700); err != nil {
		return nil, err
	}
	var files map[string]string
	if err := decode(&files)(os.ReadFile(filepath.Join(dir, "copy.json"))); errors.Is(err, fs.ErrNotExist) {
		return m, nil
	} else if err != nil {
		return nil, err
	}
	c, beat, err := m.read(func(path string) ([]byte, error) { return m.Bytes(files[path]) }, known)
	if err != nil {
		return nil, fmt.Errorf("the good copy does not verify: %w", err)
	}
	m.beat = beat
	m.copy.Store(c)
	return m, nil
}

// Copy returns the last good copy, or nil before the first.
func (m *Mirror) Copy() *Copy { return m.copy.Load() }

// Follow takes again and again until ctx ends, by rule 8. Whatever is wrong with the
// legal site, the good copy stays.
func (m *Mirror) Follow(ctx context.Context, every time.Duration) {
	for {
		fresh, err := m.Take(m.fetch(ctx))
		if err != nil {
			slog.Error("no new copy was taken", "why", err)
		} else if fresh {
			slog.Info("a new copy was taken", "records", m.Copy().Ledger.Records)
		}
		again, late := Look(m.beat.Built, m.beat.Change, time.Now(), every, lateAfter)
		if late {
			slog.Warn("the legal site is late", "built", m.beat.Built)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Until(again)):
		}
	}
}

// Take makes what the legal site holds the good copy, if it is new and verifies.
func (m *Mirror) Take(get getter) (fresh bool, err error) {
	known := m.known
	if c := m.Copy(); c != nil {
		known = c.Ledger
	}
	c, beat, err := m.read(get, known)
	if err != nil {
		return false, err
	}
	m.beat = beat
	if c == nil {
		return false, nil
	}
	data, err := json.Marshal(c.Files)
	if err != nil {
		return false, err
	}
	if err := replace(filepath.Join(m.dir, "copy.json"), data); err != nil {
		return false, err
	}
	m.copy.Store(c)
	return true, nil
}

// A getter gives the bytes of a file of the legal site.
type getter = func(path string) ([]byte, error)

// read reads and verifies a state of the legal site. There is no copy if it is that of
// the good one. What it says is what the ledger and the recorded texts bear: rules 9, 10.
func (m *Mirror) read(get getter, known Head) (*Copy, Beat, error) {
	c := &Copy{Files: map[string]string{}}
	var beat Beat
	if err := decode(&beat)(m.take(c, get, "api/v1/heartbeat.json", "")); err != nil {
		return nil, beat, fmt.Errorf("heartbeat.json: %w", err)
	}
	if old := m.Copy(); old != nil && old.Ledger == beat.Ledger && old.Files["api/v1/current.json"] == beat.Current.SHA256 {
		return nil, beat, nil // the site was built again, and says the same
	}
	data, err := m.take(c, get, "ledger/ledger.jsonl", "")
	if err != nil {
		return nil, beat, err
	}
	lines := strings.Split(string(data), "\n")
	lines, torn := lines[:len(lines)-1], lines[len(lines)-1]
	if torn != "" || Take(known, beat.Ledger, lines) == "refuse" {
		return nil, beat, fmt.Errorf("the ledger is broken, is not that of %d records, or does not continue the %d known", beat.Ledger.Records, known.Records)
	}
	if c.Data, err = Read(lines); err != nil {
		return nil, beat, err
	}
	c.Ledger = beat.Ledger
	var current struct {
		Data
		Ledger  Head
		Site    struct{ Timezone string }
		Element struct{ Path, Integrity string }
	}
	if err := decode(&current)(m.take(c, get, "api/v1/current.json", beat.Current.SHA256)); err != nil {
		return nil, beat, fmt.Errorf("current.json: %w", err)
	}
	if current.Ledger != beat.Ledger {
		return nil, beat, fmt.Errorf("current.json is of another ledger")
	}
	c.Zone, err = time.LoadLocation(current.Site.Timezone)
	for _, set := range c.Find(m.document).Sets {
		if set.Until != nil && !set.Until.After(beat.Built) {
			continue // nobody will be shown it
		}
		for document, id := range set.Members {
			err = errors.Join(err, m.readEdition(c, get, document, id, current.Data))
		}
	}
	c.Element = current.Element.Path
	data, more := m.take(c, get, c.Element, "")
	if integrity(data) != current.Element.Integrity {
		more = errors.Join(more, fmt.Errorf("%s: other bytes than current.json says", c.Element))
	}
	return c, beat, errors.Join(err, more)
}

func (m *Mirror) readEdition(c *Copy, get getter, document, id string, current Data) error {
	e, said := c.Edition(document, id), current.Edition(document, id)
	for lang, x := range e.Texts {
		at := lang + "/" + document + "/" + id
		_, err := m.take(c, get, at+"/text.md", x.SHA256)
		plain, more := m.take(c, get, at+"/text.txt", x.PlainSHA256)
		fragment, last := m.take(c, get, "embed/"+at+".html", "")
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
		j := slices.IndexFunc(said.Purposes, func(q Purpose) bool { return q.ID == p.ID })
		p.Texts = said.Purposes[j].Texts
		if ok, err := m.same(c, get, p, document, id); err != nil || !ok {
			return fmt.Errorf("the words of the purpose %s of %s %s are not those recorded: %w", p.ID, document, id, err)
		}
		for _, old := range p.May { // its acceptance holds if the words were the same then
			if !slices.Contains(p.Suffices, old) && slices.Contains(said.Purposes[j].Suffices, old) {
				ok, err := m.same(c, get, p, document, old)
				if err != nil {
					return err
				}
				if ok {
					p.Suffices = append(p.Suffices, old)
				}
			}
		}
	}
	return nil
}

// same reports whether the words of a purpose stand in every text.txt of an edition.
func (m *Mirror) same(c *Copy, get getter, p *Purpose, document, id string) (bool, error) {
	for lang, x := range c.Edition(document, id).Texts {
		plain, err := m.take(c, get, lang+"/"+document+"/"+id+"/text.txt", x.PlainSHA256)
		if err != nil || p.Texts[lang].Text == "" || !Stands(p.Texts[lang].Text, string(plain)) {
			return false, err
		}
	}
	return true, nil
}

// take gets a file that has to have a hash, "" if none is known, and keeps its bytes.
func (m *Mirror) take(c *Copy, get getter, path, sha256 string) ([]byte, error) {
	data, err := m.Bytes(sha256) // it may be here
	if err != nil {
		data, err = get(path)
	}
	if c.Files[path] = sum(data); err == nil && sha256 != "" && c.Files[path] != sha256 {
		err = fmt.Errorf("%s: its SHA-256 is %s, not %s", path, c.Files[path], sha256)
	}
	if err != nil {
		return nil, err
	}
	return data, m.keep(data)
}

// fetch gets files of the legal site.
func (m *Mirror) fetch(ctx context.Context) getter {
	return func(path string) ([]byte, error) {
		req, err := http.NewRequestWithContext(ctx, "GET", m.site+path, nil)
		if err != nil {
			return nil, err
		}
		res, err := m.client.Do(req)
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

func (m *Mirror) keep(data []byte) error {
	if _, err := m.Bytes(sum(data)); err == nil {
		return nil
	}
	return replace(filepath.Join(m.dir, "texts", sum(data)), data)
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
