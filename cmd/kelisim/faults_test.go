//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publish"
)

// rounds is how often a program is stopped at a random moment; make soak multiplies it by
// KELISIM_SOAK.
func rounds(t *testing.T, n int) int {
	t.Helper()
	if s := os.Getenv("KELISIM_SOAK"); s != "" {
		times, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		n *= times
	}
	return n
}

// bench is a site with an output of one state, and the trees of both states that a
// build may leave.
type bench struct {
	*testing.T
	dir      string
	old, new map[string]string // of public/, by the dates of asOf
}

var asOf = [2]string{"2026-06-15", "2026-07-15"}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, dir: t.TempDir()}
	put := func(name, data string) {
		name = filepath.Join(b.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(data), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	put("content/site.yaml", "id: test\nlanguages: [kk, ru]\nbase_url: https://x.kz/\n")
	for _, doc := range []string{"a", "b", "c"} {
		put("content/"+doc+"/document.yaml", "kind: agreement\n")
		for i, dates := range []string{"", "effective: 2026-07-01\nmaterial: true\n", "effective: 2026-08-01\nmaterial: true\n"} {
			dir := fmt.Sprintf("content/%s/%d/", doc, i+1)
			put(dir+"edition.yaml", dates)
			for lang, word := range map[string]string{"kk": "тармақ", "ru": "пункт"} {
				var text strings.Builder
				fmt.Fprintf(&text, "---\ntitle: %s %s\nchanges: %s\n---\n", word, doc, word)
				for n := range 40 {
					fmt.Fprintf(&text, "\n%d. %s %d %s.\n", n+1, word, (n+1)*(i+1), doc)
				}
				put(dir+lang+".md", text.String())
			}
		}
		for _, edition := range []string{"1", "2"} {
			b.must("publish", "--yes", doc, edition)
		}
	}
	b.must("build", "--as-of", asOf[1], "--output", filepath.Join(b.dir, "then"))
	b.must("build", "--as-of", asOf[0], "--output", filepath.Join(b.dir, "kept"))
	b.back()
	b.old, b.new = b.tree("public"), b.tree("then")
	return b
}

func (b *bench) command(args ...string) *exec.Cmd {
	cmd := exec.Command("kelisim", append([]string{"-C", b.dir, "--lang", "en"}, args...)...)
	cmd.Env = append(os.Environ(), "NOW=2026-06-15T12:00:00+05:00", "SOURCE_DATE_EPOCH=", "KELISIM_CACHE=off")
	return cmd
}

func (b *bench) must(args ...string) {
	b.Helper()
	if out, err := b.command(args...).CombinedOutput(); err != nil {
		b.Fatalf("%q: %v\n%s", args, err, out)
	}
}

func (b *bench) tree(name string) map[string]string {
	b.Helper()
	files := map[string]string{}
	root := os.DirFS(filepath.Join(b.dir, name))
	m, err := publish.ReadManifest(root)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range m.Files {
		data, err := os.ReadFile(filepath.Join(b.dir, name, filepath.FromSlash(e.Name)))
		if err != nil {
			b.Fatal(err)
		}
		files[e.Name] = string(data)
	}
	return files
}

func equal(a, b map[string]string) bool {
	for name, data := range a {
		if b[name] != data {
			return false
		}
	}
	return len(a) == len(b)
}

// whole wants the output to be one of the states.
func (b *bench) whole(what string, states ...map[string]string) {
	b.Helper()
	got := b.tree("public")
	for _, s := range states {
		if equal(got, s) {
			return
		}
	}
	b.Fatalf("%s: the output is of %d files, none of %d states", what, len(got), len(states))
}

// mended wants the next run to succeed and to leave nothing beside the site.
func (b *bench) mended(what string) {
	b.Helper()
	b.must("build", "--as-of", asOf[1], "--quiet")
	b.whole(what, b.new)
	b.clean(what, b.dir)
	b.clean(what, filepath.Join(b.dir, "content"))
	b.back()
}

// back gives the output its old state again, which a build of its own output refuses.
func (b *bench) back() {
	b.Helper()
	public := filepath.Join(b.dir, "public")
	if err := errors.Join(os.RemoveAll(public), os.CopyFS(public, os.DirFS(filepath.Join(b.dir, "kept")))); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) clean(what, dir string) {
	b.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			b.Errorf("%s: %s is left", what, e.Name())
		}
	}
}

// TestFaultStopped: a build that is interrupted, ended or killed at any moment
// leaves the old site or the new one, whole, and does not say that it succeeded.
func TestFaultStopped(t *testing.T) {
	b := newBench(t)
	stopped := 0
	for i := range rounds(t, 6) {
		sig := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL}[i%3]
		cmd := b.command("build", "--as-of", asOf[1])
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(400)) * time.Millisecond)
		sent := cmd.Process.Signal(sig)
		err := cmd.Wait()
		what := fmt.Sprintf("%v, %v", sig, err)
		if err == nil { // it had ended before
			b.whole(what, b.new)
		} else {
			if sent != nil {
				t.Errorf("%s: was not to be stopped: %v", what, sent)
			}
			stopped++
			b.whole(what, b.old, b.new)
		}
		b.mended(what)
	}
	if stopped == 0 {
		t.Error("no build was stopped")
	}
}

// TestFaultPublishStopped: a publish that is stopped has recorded all or nothing.
func TestFaultPublishStopped(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(b.dir, "content", "ledger.jsonl")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rounds(t, 6) {
		sig := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL}[i%3]
		cmd := b.command("publish", "--yes", "a", "3")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(150)) * time.Millisecond)
		_ = cmd.Process.Signal(sig)
		ended := cmd.Wait()
		now, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(now, before) || bytes.Count(now, []byte("\n")) > bytes.Count(before, []byte("\n"))+1 || ended == nil && bytes.Equal(now, before) {
			t.Fatalf("%v, %v: the ledger has %d bytes, %d before", sig, ended, len(now), len(before))
		}
		b.must("verify")
		if err := os.WriteFile(path, before, 0o666); err != nil {
			t.Fatal(err)
		}
		b.must("publish", "--yes", "b", "3")
		b.clean("publish", filepath.Join(b.dir, "content"))
		if err := os.WriteFile(path, before, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// calls are those by which a build and a publish change the disk, without those
// that only close. write fails in TestFaultFull.
var calls = []string{"openat", "mkdirat", "renameat,renameat2", "fsync,syncfs", "utimensat", "unlinkat", "fchmodat"}

var callNames = regexp.MustCompile(`\b(openat|mkdirat|rename(at2?)?|fsync|syncfs|utimensat|unlinkat|fchmodat2?|fstatat|getdents)\b`)

// TestFaultCalls: whichever system call of a build fails, the site is whole; a
// failure that matters ends with 3 and one message without names of system calls. It
// tries one call of each kind; TestFaultEveryCall tries all of them.
func TestFaultCalls(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	failed := 0
	for _, call := range calls {
		fault := []string{"ENOSPC", "EIO", "EINTR"}[rand.IntN(3)]
		when := 1 + rand.IntN(20)
		build := b.command("build", "--as-of", asOf[1])
		cmd := exec.Command(strace, append([]string{"-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call,
			"-P", b.dir, "-P", filepath.Join(b.dir, "public"), "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", call, fault, when), build.Path}, build.Args[1:]...)...)
		cmd.Env = build.Env
		var said bytes.Buffer
		cmd.Stderr = &said
		err := cmd.Run()
		what := fmt.Sprintf("%s of %s, number %d: %v: %s", fault, call, when, err, said.String())
		var exit *exec.ExitError
		switch {
		case err == nil:
			b.whole(what, b.new)
		case errors.As(err, &exit) && exit.ExitCode() == exitMachine:
			failed++
			b.whole(what, b.old)
			if callNames.MatchString(said.String()) || strings.Count(said.String(), "kelisim: ") != 1 {
				t.Error(what)
			}
		default:
			t.Error(what)
		}
		b.mended(what)
	}
	t.Logf("%d builds failed", failed)
}

// TestFaultFull: a limit on the size of files, which a full disk is to a write, leaves the
// old site and the old ledger.
func TestFaultFull(t *testing.T) {
	b := newBench(t)
	ledger := filepath.Join(b.dir, "content", "ledger.jsonl")
	before, err := os.ReadFile(ledger)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"build", "--as-of", asOf[1]}, {"publish", "--yes", "a", "3"}} {
		run := b.command(args...)
		cmd := exec.Command("sh", append([]string{"-c", `ulimit -f 1; exec "$@"`, "sh", run.Path}, run.Args[1:]...)...)
		cmd.Env = run.Env
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitMachine {
			t.Errorf("%q: %v\n%s", args, err, out)
		}
		b.whole(args[0], b.old)
		if now, err := os.ReadFile(ledger); err != nil || !bytes.Equal(now, before) {
			t.Errorf("%q: the ledger changed (%v)", args, err)
		}
	}
	b.mended("full")
}

// TestFaultAtOnce: of five builds and two publishes at once each succeeds or says
// that another one is under way, and the ledger has each record once.
func TestFaultAtOnce(t *testing.T) {
	b := newBench(t)
	var all sync.WaitGroup
	run := func(args ...string) {
		all.Go(func() {
			out, err := b.command(args...).CombinedOutput()
			var exit *exec.ExitError
			if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == exitMachine && strings.Count(string(out), "kelisim: ") > 0) {
				t.Errorf("%q: %v\n%s", args, err, out)
			}
		})
	}
	for range 5 {
		run("build", "--as-of", asOf[1])
	}
	run("publish", "--yes", "a", "3")
	run("publish", "--yes", "b", "3")
	all.Wait()
	b.must("verify")
	b.must("build", "--as-of", asOf[1])
	b.clean("at once", b.dir)
	b.clean("at once", filepath.Join(b.dir, "content"))
}

// TestFaultChanged: a file that is saved while it is read stops the build with its
// name; the site holds what was judged or nothing of it.
func TestFaultChanged(t *testing.T) {
	b := newBench(t)
	name := filepath.Join(b.dir, "content", "c", "3", "order.pdf")
	if err := os.WriteFile(name, []byte("%PDF-1"), 0o666); err != nil {
		t.Fatal(err)
	}
	b.must("publish", "--yes", "c", "3")
	a := testApp(t, "en")
	a.dir, a.anew = b.dir, true
	p, err := a.load(pipeline.Config{AsOf: a.instantOf("2026-08-15")})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("%PDF-2"), 0o666); err != nil {
		t.Fatal(err)
	}
	r, err := a.renderer(p.Tree.Site)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = p.Write(pipeline.Output{Dir: filepath.Join(b.dir, "public"), Renderer: r})
	if code := a.exit(err); code != exitMachine || !strings.Contains(a.err.(*bytes.Buffer).String(), "content/c/3/order.pdf was changed") {
		t.Errorf("exit status %d: %v", code, a.err)
	}
	b.whole("changed", b.old)
	b.clean("changed", b.dir)
}
