package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"time"
)

// A Book is who registered, and what they were shown and gave: two logs, read at
// the start and then only added to.
type Book struct {
	mu     sync.RWMutex
	people *Log
	events *Log
	users  map[string]User
	given  map[string][]Acceptance // by user, the oldest first
}

// A User is one line of users.jsonl.
type User struct {
	Name       string    `json:"name"`
	Registered time.Time `json:"registered"`
	Password
}

const schema = "example-ais.event/1"

// An Event is one line of events.jsonl: a form was shown, or was given back. Both
// carry the form's id. README.md says which names are of ISO/IEC TS 27560.
type Event struct {
	Schema string    `json:"schema_version"`
	Record string    `json:"record_id"`                  // the form's id
	Time   time.Time `json:"event_time"`                 // by this server's clock
	State  string    `json:"event_state"`                // "shown" or "given"
	User   string    `json:"pii_principal_id,omitempty"` // not yet known when registration is shown
	Method string    `json:"method"`                     // "checkbox"
	Member           // the document
	Set    []Member  `json:"set"` // the document and all that was in force together with it
	Ledger Head      `json:"ledger"`
}

// An Acceptance is the two events of a form that was given.
type Acceptance struct{ Shown, Given Event }

// OpenBook reads the logs of a folder.
func OpenBook(dir string) (*Book, error) {
	b := &Book{users: map[string]User{}, given: map[string][]Acceptance{}}
	var err error
	b.people, err = open(dir, "users.jsonl", func(u User) { b.users[u.Name] = u })
	if err != nil {
		return nil, err
	}
	shown := map[string]Event{}
	b.events, err = open(dir, "events.jsonl", func(e Event) {
		if e.State == "shown" {
			shown[e.Record] = e
		} else {
			b.given[e.User] = append(b.given[e.User], Acceptance{shown[e.Record], e})
		}
	})
	return b, err
}

func open[T any](dir, name string, each func(T)) (*Log, error) {
	log, torn, err := OpenLog(filepath.Join(dir, name), func(line []byte) error {
		var value T
		if err := json.Unmarshal(line, &value); err != nil {
			return err
		}
		each(value)
		return nil
	})
	if torn > 0 {
		slog.Warn("the last line was torn and is cut off", "file", name, "bytes", torn)
	}
	return log, err
}

var errTaken = errors.New("the name is taken")

// Register adds a user; errTaken if there is one of that name.
func (b *Book) Register(u User) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, taken := b.users[u.Name]; taken {
		return errTaken
	}
	if err := b.people.Append(u); err != nil {
		return err
	}
	b.users[u.Name] = u
	return nil
}

// User returns a user by name.
func (b *Book) User(name string) (u User, ok bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	u, ok = b.users[name]
	return u, ok
}

// Show records that a form was shown.
func (b *Book) Show(shown Event) error { return b.events.Append(shown) }

// Give records that a form that was shown was given back.
func (b *Book) Give(shown, given Event) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.events.Append(given); err != nil {
		return err
	}
	b.given[given.User] = append(b.given[given.User], Acceptance{shown, given})
	return nil
}

// Acceptances returns what a user gave, the oldest first.
func (b *Book) Acceptances(user string) []Acceptance {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.given[user]
}

// Accepted returns the set that a user accepted last; nil if she never did.
func (b *Book) Accepted(user string) []Member {
	all := b.Acceptances(user)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1].Given.Set
}
