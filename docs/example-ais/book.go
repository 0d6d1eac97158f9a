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
	said   map[string][]Event      // by user: what she gave and withdrew, in the order of the log
}

// A User is one line of users.jsonl.
type User struct {
	Name       string    `json:"name"`
	Registered time.Time `json:"registered"`
	Password
}

const schema = "kelisim.acceptance/1"

// An Event is one line of events.jsonl: a form was shown, or was given back. Both
// carry the form's id.
type Event struct {
	Schema   string    `json:"schema"`
	ID       string    `json:"id"`
	Form     string    `json:"form"`
	State    string    `json:"state"` // "shown", "given" or "withdrawn"
	At       time.Time `json:"at"`    // by this server's clock
	Document string    `json:"document"`
	Set      string    `json:"set"`
	Language string    `json:"language"`
	Members  []Member  `json:"members"`           // the document first, and all that is in force together with it
	Subject  *Subject  `json:"subject,omitempty"` // not yet known when registration is shown
	Method   string    `json:"method"`            // "checkbox"
	Ledger   Head      `json:"ledger"`
}

// A Subject is whose data it is.
type Subject struct {
	ID string `json:"id"`
}

// answers are what the rules need of an event.
func (e Event) answers() (out []Answer) {
	for _, m := range e.Members {
		add := func(purpose, state string) {
			if state != "" {
				out = append(out, Answer{m.Document, m.Edition, purpose, state, e.At, m.Expires, m.Renew})
			}
		}
		add("", m.Answer)
		for purpose, state := range m.Purposes {
			add(purpose, state)
		}
	}
	return out
}

// An Acceptance is the two events of a form that was given.
type Acceptance struct{ Shown, Given Event }

// OpenBook reads the logs of a folder.
func OpenBook(dir string) (*Book, error) {
	b := &Book{users: map[string]User{}, given: map[string][]Acceptance{}, said: map[string][]Event{}}
	var err error
	b.people, err = open(dir, "users.jsonl", func(u User) { b.users[u.Name] = u })
	if err != nil {
		return nil, err
	}
	shown := map[string]Event{}
	b.events, err = open(dir, "events.jsonl", func(e Event) {
		switch {
		case e.State == "shown":
			shown[e.Form] = e
		case e.Subject != nil:
			b.say(shown[e.Form], e)
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
	b.say(shown, given)
	return nil
}

// say takes in what a user said of a form that she was shown.
func (b *Book) say(shown, e Event) {
	user := e.Subject.ID
	b.said[user] = append(b.said[user], e)
	if e.State == "given" {
		b.given[user] = append(b.given[user], Acceptance{shown, e})
	}
}

// Withdraw records that a user took back what she gave.
func (b *Book) Withdraw(e Event) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.events.Append(e); err != nil {
		return err
	}
	b.say(Event{}, e)
	return nil
}

// Acceptances returns what a user gave, the oldest first.
func (b *Book) Acceptances(user string) []Acceptance {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.given[user]
}

// Accepted returns the texts that a user was shown when she gave them last; nil if
// she never did.
func (b *Book) Accepted(user string) []Member {
	all := b.Acceptances(user)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1].Given.Members
}

// Answers returns all that a user ever answered.
func (b *Book) Answers(user string) (out []Answer) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, e := range b.said[user] {
		out = append(out, e.answers()...)
	}
	return out
}

// Withdrawn returns what a user withdrew of a form that she gave, the oldest first.
func (b *Book) Withdrawn(user, form string) (out []Event) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, e := range b.said[user] {
		if e.Form == form && e.State == "withdrawn" {
			out = append(out, e)
		}
	}
	return out
}
