//go:build soak && linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// full runs a command in a file system of its own: a copy of the site $SITE, that
// has $LIMIT left, size or nr_inodes, or is read-only. It prints the exit status and
// whether the site and the ledger are as before, and what lies about.
const full = `set -eu
mount -t tmpfs -o size=256m tmpfs "$DISK"
cp -a "$SITE/." "$DISK"
blocks=$(df -k --output=used "$DISK" | tail -1)
inodes=$(df --output=iused "$DISK" | tail -1)
case $LIMIT in
size=*) LIMIT=size=$((blocks + ${LIMIT#size=}))k ;;
nr_inodes=*) LIMIT=nr_inodes=$((inodes + ${LIMIT#nr_inodes=})) ;;
esac
mount -o "remount,$LIMIT" "$DISK"
status=0
"$@" >"$SAID" 2>&1 || status=$?
site=new
diff -rq "$SITE/public" "$DISK/public" >/dev/null && site=old
records=$(($(wc -l <"$DISK/content/ledger.jsonl") - $(wc -l <"$SITE/content/ledger.jsonl")))
left=$(find "$DISK" -name '.*kelisim-*' -o -name '.ledger.*' | wc -l)
echo "$status $site $records $left"
`

// TestFaultDisk: a disk that has no more bytes, no more files, or only lets itself be
// read leaves the old site and the old ledger, or takes the whole new ones; the
// message says what to do. It mounts file systems in a namespace of its own.
func TestFaultDisk(t *testing.T) {
	b := newBench(t)
	limits := []string{"ro"}
	for _, n := range []int{0, 4, 16, 64, 128, 256, 512, 768, 1024, 2048, 65536} {
		limits = append(limits, fmt.Sprintf("size=%d", n))
	}
	for _, n := range []int{1, 2, 3, 5, 10, 30, 60, 100, 150, 200, 5000} {
		limits = append(limits, fmt.Sprintf("nr_inodes=%d", n))
	}
	counts := map[string]int{}
	for _, args := range [][]string{{"build", "--as-of", asOf[1]}, {"publish", "--yes", "a", "3"}} {
		for _, limit := range limits {
			disk, said := t.TempDir(), filepath.Join(t.TempDir(), "said")
			run := b.command(args...)
			for i, a := range run.Args {
				run.Args[i] = strings.ReplaceAll(a, b.dir, disk)
			}
			cmd := exec.Command("unshare", append([]string{"-rm", "sh", "-c", full, "sh", run.Path}, run.Args[1:]...)...)
			cmd.Env = append(run.Env, "SITE="+b.dir, "DISK="+disk, "LIMIT="+limit, "SAID="+said)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var status, records, left int
			var site string
			if n, err := fmt.Sscan(string(out), &status, &site, &records, &left); n != 4 {
				t.Fatalf("%q: %v", out, err)
			}
			words, err := os.ReadFile(said)
			if err != nil {
				t.Fatal(err)
			}
			what := fmt.Sprintf("%s, %s: status %d, %s site, %d records more, %d left over\n%s", args[0], limit, status, site, records, left, words)
			switch {
			case status == 0 && args[0] == "build":
				if site != "new" || left > 0 {
					t.Error(what)
				}
			case status == 0:
				if site != "old" || records != 1 {
					t.Error(what)
				}
			case status != exitMachine || site != "old" || records != 0 || !lastSays(string(words)):
				t.Error(what)
			case limit != "ro" && left > 0:
				t.Error(what)
			}
			counts[fmt.Sprint(args[0], " ", status)]++
		}
	}
	t.Log(counts)
	for _, want := range []string{"build 0", "build 3", "publish 0", "publish 3"} {
		if counts[want] == 0 {
			t.Errorf("none of %s", want)
		}
	}
}

// lastSays reports whether the last line is the program's own, in words.
func lastSays(words string) bool {
	words = strings.TrimSpace(words)
	last := words[strings.LastIndexByte(words, '\n')+1:]
	return strings.HasPrefix(last, "kelisim: ") && !callNames.MatchString(last)
}

// TestFaultEveryCall lets each single call of each kind fail in turn, until a build
// ends before the next would come.
func TestFaultEveryCall(t *testing.T) {
	b := newBench(t)
	failed, tried := 0, 0
	for _, call := range calls {
		for when := 1; ; when++ {
			log := filepath.Join(t.TempDir(), "log")
			fault := []string{"ENOSPC", "EIO", "EINTR"}[when%3]
			build := b.command("build", "--as-of", asOf[1])
			cmd := exec.Command("strace", append([]string{"-f", "-qq", "-o", log, "-e", "trace=" + call, "-P", b.dir, "-P", filepath.Join(b.dir, "public"),
				"-e", fmt.Sprintf("inject=%s:error=%s:when=%d", call, fault, when), build.Path}, build.Args[1:]...)...)
			cmd.Env = build.Env
			var said bytes.Buffer
			cmd.Stderr = &said
			err := cmd.Run()
			trace, readErr := os.ReadFile(log)
			if readErr != nil {
				t.Fatal(readErr)
			}
			what := fmt.Sprintf("%s of %s, number %d: %v: %s", fault, call, when, err, said.String())
			var exit *exec.ExitError
			switch {
			case err == nil:
				b.whole(what, b.new)
			case errors.As(err, &exit) && exit.ExitCode() == exitMachine && lastSays(said.String()):
				failed++
				b.whole(what, b.old)
			default:
				t.Error(what)
			}
			b.mended(what)
			tried++
			if !bytes.Contains(trace, []byte("(INJECTED)")) {
				break
			}
		}
	}
	t.Logf("%d builds with a failing call, %d of them failed", tried, failed)
}
