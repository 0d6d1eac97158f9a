package main

import (
	"slices"
	"strings"
	"testing"
)

// A call makes its own command alone, under the name by which it is called.
func TestCalled(t *testing.T) {
	f := testApp(t, "en").folder
	for _, c := range commands {
		if got := c.make(f).Name(); got != c.name {
			t.Errorf("%s is listed as %s", got, c.name)
		}
		if n := len(newRoot(f, c.name).Commands()); n != 1 {
			t.Errorf("%s: %d commands", c.name, n)
		}
	}
	for args, want := range map[string]string{
		"": "", "diff a b": "diff", "-C x diff a b": "diff", "--lang ru --directory=y check": "check", "-C check": "", "--lang check build": "build",
		"--exit-code diff a b": "", "help diff": "", "-Cx diff": "", "other diff": "", "-- diff": "",
	} {
		if got := called(strings.Fields(args)); got != want {
			t.Errorf("%s: %q", args, got)
		}
	}
	if !slices.ContainsFunc(commands, func(c command) bool { return c.name == "diff" }) {
		t.Error("diff is missing")
	}
}
