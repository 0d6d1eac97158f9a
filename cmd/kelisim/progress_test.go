package main

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// The line says nothing for a second, then what is done, how far and how fast, within
// the width of the terminal, and goes away.
func TestProgress(t *testing.T) {
	words := languagetest.Printer("en")
	columns := "100"
	c := &console{msg: words, env: func(name string) string {
		if name == "COLUMNS" {
			return columns
		}
		return ""
	}}
	var screen bytes.Buffer
	start := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	now := start
	p := &progress{console: c, to: &screen, start: start, now: func() time.Time { return now }}
	written := func(want string) {
		t.Helper()
		if got := screen.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		screen.Reset()
	}
	p.tell(pipeline.Reading, 0, 40)
	p.tell(pipeline.Reading, 30, 40)
	now = start.Add(999 * time.Millisecond)
	p.show()
	p.clear()
	written("")
	now = start.Add(2 * time.Second)
	p.tell(pipeline.Reading, 20, 40) // told late
	p.show()
	written("\rreading editions: 30 of 40, 15 a second\x1b[K")
	p.tell(pipeline.Making, 0, 7)
	now = start.Add(4 * time.Second)
	p.tell(pipeline.Making, 5, 7)
	p.show()
	written("\rmaking pages of documents: 5 of 7, 2 a second\x1b[K")
	columns = "12"
	p.show()
	written("\rmaking page\x1b[K")
	p.clear()
	written("\r\x1b[K")
}

// Nobody looks on: stderr is a file, the null device, or no file at all.
func TestNoProgress(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	env := func(string) string { return "" }
	for name, c := range map[string]*console{"buffer": {err: &bytes.Buffer{}, env: env}, "file": {err: file, env: env}, "null": {err: null, env: env}} {
		if tell, end := c.watch(false); tell != nil {
			t.Errorf("%s: progress is shown", name)
			end()
		}
	}
}
