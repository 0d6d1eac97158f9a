// Bench measures the program beside Hugo, Git and the least that any generator does
// with the same input, and writes the table of docs/performance.md.
//
//	bench -kelisim FILE -hugo FILE [-runs 3] [-only build,diff] [-large] [-table docs/performance.md]
//
// What is measured are whole processes: wall time, processor time (user and system) and
// the most memory that they held, the median of the runs. Sites are synthetic (package
// synth) and stand in a folder that is removed at the end. Nothing here is a test: a
// figure says how a program did on this machine in these minutes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	// The parts that are processes of their own, so that they can be measured.
	if len(os.Args) > 1 {
		if part, ok := parts[os.Args[1]]; ok {
			if err := part(os.Args[2:]); err != nil {
				fmt.Fprintln(os.Stderr, "bench:", err)
				os.Exit(1)
			}
			return
		}
	}
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run of everything.
type bench struct {
	kelisim, hugo string
	runs          int
	dir           string // of the sites
	log           io.Writer
	rows          []row
	ratios        []ratio
}

// chapters are what can be measured, in the order of the table.
var chapters = []struct {
	name  string
	large bool // only with -large
	run   func(b *bench) error
}{
	{"build", false, (*bench).builds},
	{"large", true, (*bench).large},
	{"serve", false, (*bench).serves},
	{"diff", false, (*bench).diffs},
	{"growth", false, (*bench).growth},
}

func run(args []string, log io.Writer) error {
	b := &bench{log: log}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&b.kelisim, "kelisim", "kelisim", "the program")
	flags.StringVar(&b.hugo, "hugo", "hugo", "Hugo, `file`")
	flags.IntVar(&b.runs, "runs", 3, "how often each is run")
	only := flags.String("only", "", "the chapters to run: build, large, serve, diff, growth; empty: all")
	large := flags.Bool("large", false, "also 20,000 texts: half an hour or more, 8 GB of disk")
	table := flags.String("table", "", "the Markdown `file` whose table is written anew; empty: standard output")
	dir := flags.String("dir", "", "where the sites are made; empty: the system's folder of temporary files")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var err error
	if b.dir, err = os.MkdirTemp(*dir, "kelisim-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	for _, p := range []*string{&b.kelisim, &b.hugo} {
		if strings.ContainsRune(*p, filepath.Separator) {
			if *p, err = filepath.Abs(*p); err != nil {
				return err
			}
		}
	}
	begun := time.Now()
	load := loadAverage()
	var failed error // what was measured until then is written all the same
	asked := strings.FieldsFunc(*only, func(r rune) bool { return r == ',' })
	for _, c := range chapters {
		if len(asked) > 0 && !slices.Contains(asked, c.name) || c.large && !*large {
			continue
		}
		if err := c.run(b); err != nil {
			failed = fmt.Errorf("%s: %w", c.name, err)
			break
		}
	}
	text := b.table(machine(begun, load, loadAverage()))
	if *table == "" {
		_, err = os.Stdout.WriteString(text)
		return errors.Join(failed, err)
	}
	return errors.Join(failed, replaceTable(*table, text))
}
