package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

var versionName = regexp.MustCompile(`^[0-9]{3}\.md$`)

// versions lists the folders below root that hold versions, each with its files
// in order.
func versions(root string) (dirs []string, files map[string][]string, err error) {
	files = map[string][]string{}
	err = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && versionName.MatchString(d.Name()) {
			dir := filepath.Dir(path)
			if files[dir] == nil {
				dirs = append(dirs, dir)
			}
			files[dir] = append(files[dir], path)
		}
		return err
	})
	slices.Sort(dirs)
	return dirs, files, err
}

// distances are how many versions apart the texts of a pair are.
var distances = []int{1, 2, 4, 8, 16}

// runFolder compares the versions below a folder: those next to each other, and
// those that are some apart.
func runFolder(root string, stdout, stderr io.Writer) int {
	dirs, files, err := versions(root)
	if err != nil {
		fmt.Fprintln(stderr, "score:", err)
		return 3
	}
	code, pairs, words := 0, 0, 0
	var weak weaknesses
	fmt.Fprintf(stdout, "%-48s %5s %6s %9s %7s %5s %7s %5s %6s %5s %5s\n",
		"", "pairs", "units", "unchanged", "changed", "added", "removed", "split", "merged", "moved", "ms")
	for _, dir := range dirs {
		texts := make([][]legal.Unit, len(files[dir]))
		for i, name := range files[dir] {
			if texts[i], err = read(name); err != nil {
				fmt.Fprintln(stderr, "score:", err)
				return 3
			}
		}
		var sum redline.Summary
		n, here := 0, 0
		start := time.Now()
		for _, d := range distances {
			for i := d; i < len(texts); i++ {
				old, new := texts[i-d], texts[i]
				r := compare(old, new)
				for _, err := range []error{check(r, old, new), check(compare(new, old), new, old)} {
					if err != nil {
						fmt.Fprintf(stderr, "score: %s: %v\n", files[dir][i], err)
						code = 1
					}
				}
				sum = addSummary(sum, r.Summary)
				weak.add(r)
				here++
				n += len(old) + len(new)
				for _, units := range [][]legal.Unit{old, new} {
					for k := range units {
						words += len(tokens(plain(&units[k])))
					}
				}
			}
		}
		pairs += here
		name, _ := filepath.Rel(root, dir)
		fmt.Fprintf(stdout, "%-48s %5d %6d %9d %7d %5d %7d %5d %6d %5d %5d\n", name, here, n, sum.Unchanged, sum.Changed,
			sum.Added, sum.Removed, sum.Split, sum.Merged, sum.Moved, time.Since(start).Milliseconds())
	}
	weak.write(stdout)
	fmt.Fprintf(stdout, "laws checked both ways on %d pairs, %d words and marks\n", pairs, words)
	return code
}

func addSummary(a, b redline.Summary) redline.Summary {
	a.Unchanged += b.Unchanged
	a.Changed += b.Changed
	a.Added += b.Added
	a.Removed += b.Removed
	a.Split += b.Split
	a.Merged += b.Merged
	a.Moved += b.Moved
	return a
}

func read(path string) ([]legal.Unit, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return split(string(data)), nil
}

// split makes units of Markdown in the simplest way: blocks between blank lines,
// headings, list items, rows, quotes. It is no parser of the profile.
func split(text string) []legal.Unit {
	out := []legal.Unit{{Kind: legal.Title}}
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\uFEFF")
	open := false // the last unit goes on
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		u := legal.Unit{Kind: legal.Paragraph}
		rest := strings.TrimLeft(line, "#")
		switch {
		case line == "":
			open = false
			continue
		case len(rest) < len(line) && strings.HasPrefix(rest, " "):
			u.Kind, u.Level, line = legal.Heading, min(6, len(line)-len(rest)), strings.TrimSpace(rest)
		case strings.HasPrefix(line, "* "), strings.HasPrefix(line, "- "), strings.HasPrefix(line, "+ "):
			u.Kind, u.List, line = legal.Item, 1, strings.TrimSpace(line[2:])
		case strings.HasPrefix(line, "|"):
			u.Kind, u.Table = legal.Row, 1
		case strings.HasPrefix(line, ">"):
			u.Kind, u.Quote, line = legal.Quote, 1, strings.TrimSpace(line[1:])
		case open:
			last := &out[len(out)-1]
			last.Runs[0].Text += " " + line
			continue
		}
		if u.Kind == legal.Row {
			for _, c := range strings.Split(strings.Trim(line, "|"), "|") {
				u.Cells = append(u.Cells, []legal.Run{{Text: c}})
			}
		} else {
			if label, rest, ok := legal.ParseLabel(rules, line); ok {
				u.Label, line = label, rest
				if u.Kind == legal.Paragraph {
					u.Kind = legal.Clause
				}
			}
			u.Runs = []legal.Run{{Text: line}}
		}
		open = u.Kind != legal.Heading && u.Kind != legal.Row
		u.Pos.Line = n + 1
		out = append(out, u)
	}
	legal.Outline(out)
	return out
}
