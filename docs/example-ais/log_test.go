package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A line that a kill tore is cut off and reported; the lines before it stand,
// and the next one begins a line.
func TestLogTorn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.jsonl")
	read := func() (log *Log, lines []int, torn int) {
		t.Helper()
		log, torn, err := OpenLog(path, func(line []byte) error {
			var n int
			err := json.Unmarshal(line, &n)
			lines = append(lines, n)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return log, lines, torn
	}
	log, _, _ := read()
	for n := range 3 {
		if err := log.Append(1000 + n); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range whole {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		log, lines, torn := read()
		if want := []int{1000, 1001, 1002}[:cut/5]; !slices.Equal(lines, want) || torn != cut%5 {
			t.Errorf("cut at %d: %v, %d torn; want %v, %d", cut, lines, torn, want, cut%5)
		}
		if err := log.Append(7); err != nil {
			t.Fatal(err)
		}
		if _, again, torn := read(); !slices.Equal(again, append(lines, 7)) || torn != 0 {
			t.Errorf("cut at %d, then 7: %v, %d torn", cut, again, torn)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the log: %v", info.Mode())
	}
}

// A server that starts while the old one still ends takes no line from it.
func TestLogOfTwo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.jsonl")
	lines := 0
	open := func() *Log {
		t.Helper()
		lines = 0
		log, _, err := OpenLog(path, func([]byte) error { lines++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return log
	}
	for _, log := range []*Log{open(), open()} {
		if err := log.Append("a line"); err != nil {
			t.Fatal(err)
		}
	}
	if open(); lines != 2 {
		t.Errorf("%d lines of 2", lines)
	}
}

// A write that failed leaves no part of its line to the next one.
func TestLogFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.jsonl")
	log, _, err := OpenLog(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	whole := log.file
	if log.file, err = os.Open(path); err != nil { // can only be read
		t.Fatal(err)
	}
	if err := log.Append(1); err == nil {
		t.Fatal("a line that was not written stands")
	}
	log.file = whole
	if _, err := log.file.WriteString(`{"par`); err != nil {
		t.Fatal(err)
	}
	if err := log.Append(2); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "2\n" {
		t.Errorf("%q, %v", data, err)
	}
}

// A line in the middle that is no event is no accident: the server does not start.
func TestLogDamaged(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "events.jsonl"), []byte("{\"event_state\":\n{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenBook(dir); err == nil {
		t.Error("a damaged log was read")
	}
}
