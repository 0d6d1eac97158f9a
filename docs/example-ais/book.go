package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// An Event is a kelisim.acceptance/1: a form was shown, given back, or something that
// was given was withdrawn. The events of one form share Form.
type Event struct {
	Schema   string    `json:"schema"`
	ID       string    `json:"id"`
	Form     string    `json:"form"`
	State    string    `json:"state"` // shown, given, withdrawn
	At       time.Time `json:"at"`    // by this server's clock
	Document string    `json:"document"`
	Set      string    `json:"set"`
	Language string    `json:"language"`
	Members  []Member  `json:"members"`
	Subject  Subject   `json:"subject"`
	Method   string    `json:"method"`
	Ledger   Head      `json:"ledger"`
}

// A Subject is whose data it is.
type Subject struct {
	ID string `json:"id"`
}

// A Member is a text as it was shown, and what was answered.
type Member struct {
	Document    string            `json:"document"`
	Edition     string            `json:"edition"`
	Title       string            `json:"title"`
	Language    string            `json:"language"`
	SHA256      string            `json:"source_sha256"`
	PlainSHA256 string            `json:"plain_sha256"`
	PlainFormat string            `json:"plain_format"`
	ShownSHA256 string            `json:"shown_sha256"` // of the fragment's bytes
	Acceptance  string            `json:"acceptance"`
	Answer      string            `json:"answer,omitempty"`   // given, refused, withdrawn
	Purposes    map[string]string `json:"purposes,omitempty"` // the same of each purpose
	Expires     *time.Time        `json:"expires_at,omitempty"`
	Renew       *time.Time        `json:"renew_at,omitempty"`
}

// states are what was answered, by purpose, "" for the document itself.
func (m Member) states() map[string]string {
	if m.Answer != "" {
		return map[string]string{"": m.Answer}
	}
	return m.Purposes
}

// answer adds what was answered, of a purpose or, "", of the document.
func (m *Member) answer(purpose, state string) {
	if purpose == "" {
		m.Answer = state
		return
	}
	if m.Purposes == nil {
		m.Purposes = map[string]string{}
	}
	m.Purposes[purpose] = state
}

// A Book is the events: a log that is read at the start and then only added to, each line on
// the disk before anybody is told.
type Book struct {
	mu     sync.RWMutex
	file   *os.File
	events []Event
}

// OpenBook reads the log of a folder. A last line without its end was torn by a kill before
// anybody was told that it stands: it is cut off. Any other damage is an error.
func OpenBook(dir string) (*Book, error) {
	f, err := os.OpenFile(filepath.Join(dir, "events.jsonl"), os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	b := &Book{file: f}
	data, err := io.ReadAll(f)
	whole := bytes.LastIndexByte(data, '\n') + 1
	for line := range bytes.Lines(data[:whole]) {
		var e Event
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		b.events = append(b.events, e)
	}
	return b, errors.Join(err, f.Truncate(int64(whole)))
}

// Add records an event. If that fails, no part of its line stays for the next one.
func (b *Book) Add(e Event) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if slices.ContainsFunc(b.events, func(x Event) bool { return e.State == "given" && x.State == "given" && x.Form == e.Form }) {
		return errors.New("the form was sent twice at once")
	}
	at, err := b.file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	_, err = b.file.Write(append(line, '\n'))
	if err = errors.Join(err, b.file.Sync()); err != nil {
		return errors.Join(err, b.file.Truncate(at))
	}
	b.events = append(b.events, e)
	return nil
}

// Of returns the events of a user, the oldest first: all, or those of one form.
func (b *Book) Of(user, form string) []Event {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.DeleteFunc(slices.Clone(b.events), func(e Event) bool { return e.Subject.ID != user || form != "" && e.Form != form })
}

// Answers returns what a user answered, as the rules read it.
func (b *Book) Answers(user string) (out []Answer) {
	for _, e := range b.Of(user, "") {
		for _, m := range e.Members {
			for purpose, state := range m.states() {
				out = append(out, Answer{m.Document, m.Edition, purpose, state, e.At, m.Expires, m.Renew})
			}
		}
	}
	return out
}

// Held returns what a user gave last and did not withdraw, by DOCUMENT/PURPOSE.
func (b *Book) Held(user string) map[string]Answer {
	out := map[string]Answer{}
	for _, a := range b.Answers(user) {
		if out[a.Document+"/"+a.Purpose] = a; a.State != "given" {
			delete(out, a.Document+"/"+a.Purpose)
		}
	}
	return out
}
