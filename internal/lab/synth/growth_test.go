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
	"slices"
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

func word(edition int) string   { return []string{"Оператор", "Владелец"}[edition] }
func letter(edition int) string { return []string{"а", "б"}[edition] }

// A build's work grows with a text, not with its square. It is counted: the program is
// built with counters in every block of code, its own and the Markdown parser's, and
// says afterwards how often each was passed.
func TestGrowth(t *testing.T) {
	program := filepath.Join(t.TempDir(), "kelisim")
	build := exec.Command("go", "build", "-cover", "-covermode=count", "-coverpkg=github.com/kelisim/kelisim/...,github.com/yuin/goldmark/...",
		"-o", program, "../../../cmd/kelisim")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			text := cases[name]
			check(t, count(t, program, text, 2, small), count(t, program, text, 2, 4*small))
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
		check(t, count(t, program, text, 25, 0), count(t, program, text, 100, 0))
	})
}

// check compares the work of two sizes, and tells which files grow most.
func check(t *testing.T, little, much map[string]float64) {
	t.Helper()
	all := func(work map[string]float64) (sum float64) {
		for _, n := range work {
			sum += n
		}
		return sum
	}
	ratio := all(much) / all(little)
	t.Logf("work grew to %.2f times, from %.1f million steps", ratio, all(little)/1e6)
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
// each file that took.
func count(t *testing.T, program string, text func(edition, n int) string, editions, n int) map[string]float64 {
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
	run.Env = append(os.Environ(), "GOCOVERDIR="+counters, "KELISIM_CACHE=off")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, bytes.TrimSpace(out[:min(len(out), 2000)]))
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
	work := map[string]float64{}
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
	return work
}
