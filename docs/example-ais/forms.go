package main

import (
	"crypto/rand"
	"sync"
	"time"
)

const (
	formLife = 2 * time.Hour
	formsMax = 10_000
)

// Forms are the forms that are open in browsers. A form is sent once, by the
// visitor to whom it was shown; its random id is also its token against forgery.
type Forms struct {
	mu   sync.Mutex
	open map[string]Form
}

// A Form is an open form. A registration that is asked again keeps the password
// that was typed, so that no page has to carry it.
type Form struct {
	visitor  string
	shown    Event
	password Password
}

// Put adds a form. Those that are too old go; so does a random one of too many.
func (f *Forms) Put(form Form, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for id, old := range f.open {
		if now.Sub(old.shown.At) > formLife || len(f.open) >= formsMax {
			delete(f.open, id)
		}
	}
	if f.open == nil {
		f.open = map[string]Form{}
	}
	f.open[form.shown.Form] = form
}

// Take removes a form and returns it; ok is false if it is not open or not of
// this visitor.
func (f *Forms) Take(id, visitor string, now time.Time) (form Form, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	form, ok = f.open[id]
	if !ok || form.visitor != visitor || now.Sub(form.shown.At) > formLife {
		return Form{}, false
	}
	delete(f.open, id)
	return form, true
}

// newID returns a random id that nobody guesses.
func newID() string { return rand.Text() }
