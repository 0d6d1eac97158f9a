//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// diskCall is a system call that changes a disk or flushes it.
type diskCall struct {
	name        string
	paths       []string // of the descriptors and of the files that it names
	begun, done int      // the lines of the trace
}

var (
	descriptor = regexp.MustCompile(`(?:AT_FDCWD|\d+)<([^>]*)>(?:, "((?:[^"\\]|\\.)*)")?`)
	begins     = regexp.MustCompile(`^(\d+) +([a-z0-9_]+)\((.*)$`)
	resumes    = regexp.MustCompile(`^(\d+) +<\.\.\. ([a-z0-9_]+) resumed>(.*)$`)
)

// names are the calls that take a name behind a descriptor.
var names = map[string]bool{"openat": true, "mkdirat": true, "linkat": true, "renameat": true, "renameat2": true}

// diskCalls reads what strace -f -y wrote, without calls that failed or opened
// what was there.
func diskCalls(log string) []diskCall {
	var out []diskCall
	open := map[string]int{} // by process and name: the index in out
	for i, line := range strings.Split(log, "\n") {
		if m := resumes.FindStringSubmatch(line); m != nil {
			if at, ok := open[m[1]+m[2]]; ok {
				out[at].done = i
			}
			delete(open, m[1]+m[2])
		}
		m := begins.FindStringSubmatch(line)
		if m == nil || strings.Contains(line, " = -1 ") || m[2] == "openat" && !strings.Contains(line, "O_CREAT") {
			continue
		}
		c := diskCall{name: m[2], begun: i, done: i}
		for _, d := range descriptor.FindAllStringSubmatch(m[3], -1) {
			switch {
			case !names[c.name]:
				d[2] = d[1]
			case !filepath.IsAbs(d[2]):
				d[2] = filepath.Join(d[1], d[2])
			}
			c.paths = append(c.paths, d[2])
		}
		if strings.Contains(line, "<unfinished ...>") {
			open[m[1]+m[2]] = len(out)
		}
		out = append(out, c)
	}
	return out
}

// unflushed replays the calls on a disk that keeps nothing but what was flushed, and
// gives the files whose bytes a name could come to without holding them, and the
// folders whose exchanged names nothing made lasting.
func unflushed(calls []diskCall, below string) (bytes, folders []string, moves int) {
	dirty, moved := map[string]int{}, map[string]int{}
	for _, c := range calls {
		switch c.name {
		case "write", "pwrite64", "openat", "copy_file_range", "linkat", "mkdirat":
			if p := c.paths[len(c.paths)-1]; strings.HasPrefix(p, below) {
				dirty[p] = c.done
			}
		case "fsync", "fdatasync", "syncfs":
			for _, all := range []map[string]int{dirty, moved} {
				for p, line := range all {
					if line < c.begun && (p == c.paths[0] || c.name == "syncfs") {
						delete(all, p)
					}
				}
			}
		case "renameat", "renameat2":
			from, to := c.paths[0], c.paths[1]
			if !strings.HasPrefix(to, below) {
				continue
			}
			moves++
			moved[filepath.Dir(to)] = c.done
			for p := range dirty {
				if p == from || strings.HasPrefix(p, from+"/") {
					bytes = append(bytes, p)
				}
			}
		}
	}
	for p := range moved {
		folders = append(folders, p)
	}
	return bytes, folders, moves
}

// TestFaultPower: what a build and a publish put into its place was flushed before,
// and the name afterwards, so that a power cut at any moment finds the old state or
// the new one. The order of the calls is that of the system, as strace sees it.
func TestFaultPower(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	dir, err := filepath.EvalSymlinks(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"build", "--as-of", asOf[1]}, {"publish", "--yes", "a", "3"}, {"build", "--output", filepath.Join(b.dir, "fresh")}} {
		run := b.command(args...)
		log := filepath.Join(t.TempDir(), "log")
		cmd := exec.Command(strace, append([]string{"-f", "-y", "-qq", "-o", log, "-e", "signal=none",
			"-e", "trace=openat,write,pwrite64,copy_file_range,linkat,mkdirat,fsync,fdatasync,syncfs,renameat,renameat2", run.Path}, run.Args[1:]...)...)
		cmd.Env = run.Env
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", args, err, out)
		}
		trace, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		bytes, folders, moves := unflushed(diskCalls(string(trace)), dir)
		if moves == 0 {
			t.Errorf("%q: nothing was put into its place", args)
		}
		if len(bytes) > 0 {
			t.Errorf("%q: %d files were put into their place before they were flushed: %q", args, len(bytes), bytes[:min(3, len(bytes))])
		}
		if len(folders) > 0 {
			t.Errorf("%q: the names in %q were not flushed", args, folders)
		}
	}
}
