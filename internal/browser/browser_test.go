package browser_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/browser"
)

// TestMain lets the test's own program stand for a browser.
func TestMain(m *testing.M) {
	if how := os.Getenv("BROWSER_TEST"); how != "" {
		os.Exit(play(how))
	}
	os.Exit(m.Run())
}

// play prints the page that the last argument names, or fails.
func play(how string) int {
	to := ""
	for _, a := range os.Args {
		if name, ok := strings.CutPrefix(a, "--print-to-pdf="); ok {
			to = name
		}
	}
	if os.Args[len(os.Args)-1] == "--version" {
		if how == "fails" {
			return 1
		}
		os.Stdout.WriteString("Chromium 1.2.3 \n")
		return 0
	}
	page, err := os.ReadFile(filepath.Join(filepath.Dir(to), "page.html"))
	switch {
	case how == "fails":
		os.Stderr.WriteString("starting\nno display\n")
		return 1
	case how == "silent":
		return 0
	case how == "hangs":
		time.Sleep(time.Hour)
	case err != nil || !strings.HasPrefix(os.Args[len(os.Args)-1], "file:///"):
		return 2
	}
	dates := "/CreationDate (D:" + time.Now().UTC().Format("20060102150405") + "+00'00')\n/ModDate (D:20010203040506+05'00')\n"
	if err := os.WriteFile(to, []byte("%PDF\n"+dates+string(page)), 0o600); err != nil {
		return 2
	}
	return 0
}

func TestPrint(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	made := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 5*3600))
	t.Setenv("BROWSER_TEST", "prints")
	got, err := browser.Print(context.Background(), self, []byte("<p>Мәтін"), made)
	want := "%PDF\n/CreationDate (D:20260101220405+00'00')\n/ModDate (D:20260101220405+00'00')\n<p>Мәтін"
	if err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}

	t.Setenv("BROWSER_TEST", "fails")
	if _, err = browser.Print(context.Background(), self, nil, made); err == nil || !strings.HasSuffix(err.Error(), ": no display") {
		t.Errorf("a browser that fails: %v", err)
	}
	t.Setenv("BROWSER_TEST", "silent")
	if _, err = browser.Print(context.Background(), self, nil, made); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a browser that prints nothing: %v", err)
	}
	t.Setenv("BROWSER_TEST", "hangs")
	late, stop := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer stop()
	if _, err = browser.Print(late, self, nil, made); !errors.Is(err, browser.ErrLate) {
		t.Errorf("a browser that never ends: %v", err)
	}
	t.Setenv("BROWSER_TEST", "prints")
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = browser.Print(done, self, nil, made); err == nil {
		t.Error("what was called off prints")
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	name := "google-chrome"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	program := filepath.Join(dir, name)
	if err := os.WriteFile(program, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	if got, err := browser.Find(""); err != nil || got != program {
		t.Errorf("on the path: %q, %v", got, err)
	}
	if got, err := browser.Find(program); err != nil || got != program {
		t.Errorf("asked for: %q, %v", got, err)
	}
	if _, err := browser.Find(filepath.Join(dir, "firefox")); !errors.Is(err, browser.ErrNone) {
		t.Errorf("asked for and absent: %v", err)
	}
	if runtime.GOOS != "linux" {
		return // elsewhere one can stand in its usual place
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := browser.Find(""); !errors.Is(err, browser.ErrNone) {
		t.Errorf("none at all: %v", err)
	}
}

// A browser says its version, and one that does not cannot be used.
func TestVersion(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("BROWSER_TEST", "prints")
	want := "Chromium 1.2.3"
	if runtime.GOOS == "windows" {
		want = filepath.Base(self) + ", "
	}
	if got, err := browser.Version(self); err != nil || !strings.HasPrefix(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := browser.Version(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Errorf("none says %q", got)
	}
	t.Setenv("BROWSER_TEST", "fails")
	if got, err := browser.Version(self); err == nil && runtime.GOOS != "windows" {
		t.Errorf("one that fails says %q", got)
	}
}
