//go:build growth

package synth_test

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// small is the least size of a case; what a build does besides is below its work.
const small = 1000

// most is how many times the work of a text may be for one four times as long: four
// times, and something for sorting.
const most = 4.8

// cases make the text of an edition, 0 or 1, with n parts; every part of the second
// differs from that of the first.
var cases = map[string]func(edition, n int) string{
	"split": split,
	"clauses": func(edition, n int) string {
		var b strings.Builder
		for k := range n {
			if k%20 == 0 {
				fmt.Fprintf(&b, "## %d. Раздел %d\n\n", k/20+1, k/20+1)
			}
			fmt.Fprintf(&b, "%d.%d. %s обязан соблюдать требование номер %d и уведомлять пользователя.\n\n", k/20+1, k%20+1, word(edition), k)
		}
		return b.String()
	},
	"equal headings":   func(edition, n int) string { return strings.Repeat("# "+letter(edition)+"\n\n", n) },
	"equal paragraphs": func(edition, n int) string { return strings.Repeat(letter(edition)+"\n\n", n) },
	"equal items": func(edition, n int) string {
		return "1. Список:\n\n" + strings.Repeat("- "+letter(edition)+"\n", n)
	},
	"rows": func(edition, n int) string {
		var b strings.Builder
		b.WriteString("| а | б |\n|---|---|\n")
		for k := range n {
			fmt.Fprintf(&b, "| %s | %d |\n", word(edition), k)
		}
		return b.String()
	},
	"citations": func(edition, n int) string {
		var b strings.Builder
		for k := range n {
			fmt.Fprintf(&b, "%d. %s исполняет пункты %d и %d настоящих Правил.\n\n", k+1, word(edition), n-k, k+1)
		}
		return b.String()
	},
	// So long that the smaller text, too, is forgotten and parsed again; see pipeline.
	"one clause": func(edition, n int) string {
		var b strings.Builder
		b.WriteString("1. Начало")
		for k := range 80 * n {
			if (k+edition)%50 == 0 {
				b.WriteString(" " + word(edition))
			}
			fmt.Fprintf(&b, " слово%d", k*7919%3000)
		}
		return b.String() + ".\n"
	},
}

// split makes one clause of n sentences, and of each a clause in the other edition.
func split(edition, n int) string {
	var b strings.Builder
	if edition == 0 {
		b.WriteString("1.")
	}
	for k := range n {
		if edition == 1 {
			fmt.Fprintf(&b, "\n\n%d.", k+1)
		}
		fmt.Fprintf(&b, " Читатель%d сдает книгу%d на полку%d.", k, k, k)
	}
	return b.String() + "\n"
}

func word(edition int) string   { return []string{"Оператор", "Владелец"}[edition] }
func letter(edition int) string { return []string{"а", "б"}[edition] }

// A build's work grows with a text, not with its square. It is counted: the program is
// built with counters in every block of code, its own and the Markdown parser's, and
// says afterwards how often each was passed.
func TestGrowth(t *testing.T) {
	program := counting(t)
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			text := cases[name]
			little, _ := count(t, program, text, 2, small)
			much, _ := count(t, program, text, 2, 4*small)
			check(t, little, much)
		})
	}
	// A page since each edition compares it with the newest, and holds its text.
	t.Run("editions", func(t *testing.T) {
		text := func(edition, _ int) string {
			var b strings.Builder
			for k := range 40 {
				fmt.Fprintf(&b, "%d. Пункт %d говорит о редакции %d.\n\n", k+1, k+1, (edition-k%10)/10)
			}
			return b.String()
		}
		little, _ := count(t, program, text, 25, 0)
		much, _ := count(t, program, text, 100, 0)
		check(t, little, much)
	})
}

// What a text may cost for each of its megabytes, begun ones, too: two seconds, in steps
// of which the machine that this was measured on passed 600 million a second, and
// 256 MiB that are in use at once.
const (
	mostSteps  = 1200e6
	mostMemory = 256
)

// extremes make texts of the most units that a text may have, each of a byte or two.
var extremes = map[string]func(edition int) string{
	"clauses": func(edition int) string {
		var b strings.Builder
		for k := range 10_000 {
			fmt.Fprintf(&b, "%d. %s\n\n", k+1, letter(edition))
		}
		return b.String()
	},
	"headings":   func(edition int) string { return strings.Repeat("# "+letter(edition)+"\n\n", 10_000) },
	"paragraphs": func(edition int) string { return strings.Repeat(letter(edition)+"\n\n", 10_000) },
	"items":      func(edition int) string { return strings.Repeat("- "+letter(edition)+"\n", 10_000) },
	"cells": func(edition int) string {
		row := "|" + strings.Repeat(letter(edition)+"|", 12) + "\n"
		return strings.Repeat(row+"|"+strings.Repeat("-|", 12)+"\n"+strings.Repeat(row, 2498)+"\n", 4)
	},
	"sentences": func(edition int) string { return cases["clauses"](edition, 6000) },
	"words":     func(edition int) string { return strings.Repeat(cases["one clause"](edition, 150)+"\n", 6) },
}

// No text costs more than its bytes may, whatever it is made of. A second edition in which
// everything changed stands beside it.
func TestLimits(t *testing.T) {
	program := counting(t)
	for _, name := range slices.Sorted(maps.Keys(extremes)) {
		t.Run(name, func(t *testing.T) {
			size := len(extremes[name](1))
			work, memory := count(t, program, func(edition, _ int) string { return extremes[name](edition) }, 2, 0)
			steps, megabytes := sum(work), float64(1+size>>20)
			t.Logf("%d bytes: %.0f million steps, %d MB at once", size, steps/1e6, memory)
			if steps > megabytes*mostSteps {
				t.Errorf("%.0f million steps for %d bytes, want at most %.0f", steps/1e6, size, megabytes*mostSteps/1e6)
			}
			if memory == 0 || memory > int(megabytes)*mostMemory {
				t.Errorf("%d MB for %d bytes, want at most %d", memory, size, int(megabytes)*mostMemory)
			}
		})
	}
}

// counting builds the program with its counters.
func counting(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "kelisim")
	build := exec.Command("go", "build", "-cover", "-covermode=count", "-coverpkg=github.com/kelisim/kelisim/...,github.com/yuin/goldmark/...,regexp",
		"-o", program, "../../../cmd/kelisim")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

func sum(work map[string]float64) (sum float64) {
	for _, n := range work {
		sum += n
	}
	return sum
}

// check compares the work of two sizes, and tells which files grow most.
func check(t *testing.T, little, much map[string]float64) {
	t.Helper()
	ratio := sum(much) / sum(little)
	t.Logf("work grew to %.2f times, from %.1f million steps", ratio, sum(little)/1e6)
	if ratio <= most {
		return
	}
	t.Errorf("four times the text is %.1f times the work, want at most %.1f", ratio, most)
	files := slices.SortedFunc(maps.Keys(much), func(a, b string) int { return cmp.Compare(much[b]-4*little[b], much[a]-4*little[a]) })
	for _, f := range files[:5] {
		t.Logf("%s: %.1f times, from %.1f million", f, much[f]/max(1, little[f]), little[f]/1e6)
	}
}

// count builds a site of one document with drafts, and returns how many statements of
// each file that took, and the most megabytes that were in use at once.
func count(t *testing.T, program string, text func(edition, n int) string, editions, n int) (work map[string]float64, memory int) {
	t.Helper()
	dir, counters := t.TempDir(), t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(dir, "content", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("site.yaml", "id: growth\nbase_url: https://example.kz/\nlanguages: [ru]\n")
	put("rules/document.yaml", "kind: rules\n")
	for e := range editions {
		front := "---\ntitle: Правила\n"
		settings := fmt.Sprintf("effective: %d-%02d-01\n", 2027+e/12, e%12+1)
		if e > 0 {
			front, settings = front+"changes: Новое.\n", settings+"material: true\n"
		}
		put(fmt.Sprintf("rules/%d/ru.md", e+1), front+"---\n\n"+text(e, n))
		put(fmt.Sprintf("rules/%d/edition.yaml", e+1), settings)
	}
	run := exec.Command(program, "build", "--as-of", "2026-12-01", "--drafts", "--quiet", "--output", "public")
	run.Dir = dir
	run.Env = append(os.Environ(), "GOCOVERDIR="+counters, "KELISIM_CACHE=off", "GODEBUG=gctrace=1")
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, bytes.TrimSpace(out[:min(len(out), 2000)]))
	}
	for _, m := range collection.FindAllSubmatch(out, -1) {
		live, _ := strconv.Atoi(string(m[1]))
		memory = max(memory, live)
	}
	profile := filepath.Join(counters, "profile")
	if out, err := exec.Command("go", "tool", "covdata", "textfmt", "-i="+counters, "-o="+profile).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	f, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	work = map[string]float64{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		file, rest, _ := strings.Cut(lines.Text(), ":")
		var place string
		var statements, passed float64
		if n, _ := fmt.Sscan(rest, &place, &statements, &passed); n == 3 {
			work[file] += statements * passed
		}
	}
	if len(work) == 0 {
		t.Fatal("nothing was counted")
	}
	return work, memory
}

// collection is what GODEBUG=gctrace=1 says: the last figure is what was in use.
var collection = regexp.MustCompile(`\d+->\d+->(\d+) MB, `)
