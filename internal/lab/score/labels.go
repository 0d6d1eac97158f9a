package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// labels are real pairs, labelled by hand: no text, only which units of the
// simple split are the same where their texts differ.
//
//	pair FOLDER OLD NEW HASHES    versions FOLDER/OLD.md and FOLDER/NEW.md
//	14=15+16                      unit 14 was split into 15 and 16
//	40=26 moved
//
//go:embed testdata/labels.txt
var labels string

// runLabels scores the hand-labelled pairs, whose texts are below root.
func runLabels(root string, show int, stdout, stderr io.Writer) int {
	var all tally
	header(stdout)
	code := 0
	for _, block := range strings.Split(labels, "pair ")[1:] {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		f := strings.Fields(lines[0])
		old, err := read(filepath.Join(root, f[0], f[1]+".md"))
		if err != nil {
			fmt.Fprintln(stderr, "score:", err)
			return 3
		}
		new, err := read(filepath.Join(root, f[0], f[2]+".md"))
		if err != nil {
			fmt.Fprintln(stderr, "score:", err)
			return 3
		}
		if h := fingerprint(old) + fingerprint(new); h != f[3] {
			fmt.Fprintf(stderr, "score: %s %s %s: the labels are for other texts (%s)\n", f[0], f[1], f[2], h)
			return 1
		}
		c := labelled(old, new, lines[1:])
		r := compare(old, new)
		if err := check(r, old, new); err != nil {
			fmt.Fprintln(stderr, "score:", err)
			code = 1
		}
		var one tally
		one.add(c, resultOf(r))
		if all.add(c, resultOf(r)) && show > 0 {
			show--
			explain(stdout, c, r)
		}
		one.row(stdout, filepath.Base(f[0])[:min(14, len(filepath.Base(f[0])))]+" "+f[2])
	}
	all.row(stdout, "all labelled")
	return code
}

// fingerprint is a hash by which the units that were labelled are known again.
func fingerprint(units []legal.Unit) string {
	h := sha256.New()
	for i := range units {
		fmt.Fprintf(h, "%d %s\n", i, plain(&units[i]))
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// labelled makes a pair of labels: what they do not name is the same where its
// text is, in order, and else was added or removed.
func labelled(old, new []legal.Unit, lines []string) pair {
	c := pair{old: old, new: new}
	named := map[int]bool{}
	for _, line := range lines {
		line, moved := strings.CutSuffix(strings.TrimSpace(line), " moved")
		left, right, _ := strings.Cut(line, "=")
		c.groups = append(c.groups, group{numbers(left), numbers(right)})
		if moved {
			c.moves = append(c.moves, move{[]int{len(c.groups) - 1}})
		}
		for _, j := range numbers(right) {
			named[j] = true
		}
	}
	byText := map[string][]int{}
	for j := range new {
		if !named[j] {
			byText[plain(&new[j])] = append(byText[plain(&new[j])], j)
		}
	}
	for i := range old {
		if js := byText[plain(&old[i])]; len(js) > 0 {
			c.groups = append(c.groups, group{[]int{i}, js[:1]})
			byText[plain(&old[i])] = js[1:]
		}
	}
	return c
}

func numbers(s string) []int {
	var out []int
	for _, f := range strings.Split(s, "+") {
		n, _ := strconv.Atoi(f)
		out = append(out, n)
	}
	return out
}
