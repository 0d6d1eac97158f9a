// Score measures the redline engine on edits of known truth.
//
//	go run ./internal/lab/score                 500 pairs of each language and sort
//	go run ./internal/lab/score -git -pairs 50  beside git diff --word-diff
//	go run ./internal/lab/score -html 'node htmldiff.js'   beside a differ of HTML
//	go run ./internal/lab/score -folder DIR     laws, counts and weaknesses of the
//	                                            successive versions DIR/**/NNN.md
//	go run ./internal/lab/score -labels DIR     hand-labelled pairs of such versions
//
// A pair is an agreement of phrases made up for this package, and the same after
// a few edits of a lawyer: clauses inserted, deleted, moved (also with their items,
// as runs and sections), swapped, split in up to ten, merged, made lists of,
// rewritten, or changed by a word, a figure, a comma. The sorts of pairs are those
// of the type sort. Trials make one edit of a kind beside two others and ask
// whether the redline says just that; see trial.go. The measures are described
// where they are computed, in measure.go and real.go.
//
// The exit code is 1 if a law does not hold or, with -gate, where a figure
// falls short of the project's aims.
package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"github.com/kelisim/kelisim/internal/legal"
)

func main() {
	os.Exit(command(os.Args[1:], os.Stdout, os.Stderr))
}

func command(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("score", flag.ContinueOnError)
	flags.SetOutput(stderr)
	pairs := flags.Int("pairs", 500, "pairs of each language and sort")
	seed := flags.Uint64("seed", 1, "of the random edits")
	git := flags.Bool("git", false, "measure git diff --no-index --word-diff on the same pairs")
	program := flags.String("html", "", "measure `PROGRAM` OLD NEW, which prints HTML with ins and del, on the same pairs")
	gate := flags.Bool("gate", false, "exit 1 where a figure falls short")
	show := flags.Int("show", 0, "print the first pairs whose mapping is not the truth")
	showMoves := flags.Bool("moves", false, "print each move that is not shown, and each false one")
	only := flags.String("sort", "", "measure pairs of this sort only: ordinary, structured, boilerplate; no trials")
	folder := flags.String("folder", "", "compare the successive versions below a folder instead")
	labelled := flags.String("labels", "", "score the hand-labelled pairs, whose texts are below a folder, instead")
	if flags.Parse(args) != nil {
		return 2
	}
	switch {
	case *folder != "":
		return runFolder(*folder, stdout, stderr)
	case *labelled != "":
		return runLabels(*labelled, *show, stdout, stderr)
	}
	code := 0
	header(stdout)
	for _, p := range []*phrases{&kazakh, &russian} {
		for _, s := range []sort{ordinary, structured, boilerplate} {
			if *only != "" && *only != string(s) {
				continue
			}
			var ours, theirs, others tally
			r := rand.New(rand.NewPCG(*seed, uint64(len(p.lang)+int(p.lang[0]))))
			for range *pairs {
				c := generate(r, p, s)
				result := compare(c.old, c.new)
				if err := check(result, c.old, c.new); err != nil {
					fmt.Fprintln(stderr, "score:", err)
					code = 1
				}
				wrong := ours.add(c, resultOf(result))
				if wrong && *show > 0 {
					*show--
					explain(stdout, c, result)
				}
				if *showMoves {
					explainMoves(stdout, p.lang+" "+string(s), c, resultOf(result))
				}
				if *git {
					d, err := gitDiff(c.old, c.new)
					if err != nil {
						fmt.Fprintln(stderr, "score:", err)
						return 3
					}
					theirs.add(c, d)
				}
				if *program != "" {
					d, err := htmlDiff(*program, c.old, c.new)
					if err != nil {
						fmt.Fprintln(stderr, "score:", err)
						return 3
					}
					others.add(c, d)
				}
			}
			name := p.lang + " " + string(s)
			ours.row(stdout, name)
			if *git {
				theirs.row(stdout, "  git --word-diff")
			}
			if *program != "" {
				others.row(stdout, "  html")
			}
			if *gate && !ours.enough(stderr, name, s) {
				code = 1
			}
		}
	}
	if *only == "" && !runTrials(*seed, stdout) && *gate {
		code = 1
	}
	return code
}

// plain is the text of a unit as the redline has it.
func plain(u *legal.Unit) string { return u.Plain() }
