package main

import (
	"io"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/i18n"
)

// A yes is one in any language of the program; nothing else is, and no answer at all.
func TestAnswers(t *testing.T) {
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"kk", "ru", "en"} {
		msg, err := catalog.Printer(lang)
		if err != nil {
			t.Fatal(err)
		}
		for answer, want := range map[string]bool{"y": true, "YES": true, " иә ": true, "Ия": true, "да": true, "Д": true,
			"": false, "n": false, "нет": false, "жоқ": false, "yes please": false, "дата": false} {
			c := &console{in: strings.NewReader(answer + "\n"), err: io.Discard, catalog: catalog, msg: msg}
			if got := c.askAtTerminal(nil); got != want {
				t.Errorf("--lang %s, %q: got %v, want %v", lang, answer, got, want)
			}
		}
		if (&console{in: strings.NewReader(""), err: io.Discard, catalog: catalog, msg: msg}).askAtTerminal(nil) {
			t.Errorf("--lang %s: no answer is a yes", lang)
		}
	}
}
