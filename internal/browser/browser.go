// Package browser prints pages with a Chromium or Chrome that is installed. The page
// is a file of its own that needs no other one; the browser is given a folder of its
// own for its settings, and no network is needed.
package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

var (
	// ErrNone says that no browser was found.
	ErrNone = errors.New("no Chromium or Chrome was found")
	// ErrLate says that a browser did not print a page in the time that it had.
	ErrLate = errors.New("the browser took too long")
)

// names are what the program may be called on the path. places are the files of which one
// is the program if the path leads to none, by operating system.
var (
	names  = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"}
	places = map[string][]string{
		"darwin":  {"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"},
		"windows": {`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`},
	}
)

// Find returns the program: the one that is asked for, else the first of those that
// it may be. It is ErrNone if there is none.
func Find(asked string) (string, error) {
	if asked != "" {
		program, err := exec.LookPath(asked)
		if err != nil {
			return "", ErrNone
		}
		return program, nil
	}
	for _, name := range names {
		if program, err := exec.LookPath(name); err == nil {
			return program, nil
		}
	}
	for _, program := range places[runtime.GOOS] {
		if _, err := os.Stat(program); err == nil {
			return program, nil
		}
	}
	return "", ErrNone
}

// Version names a browser and its version: "Chromium 131.0.6778.85". On Windows, where
// the program cannot be asked, its size and time stand for it.
func Version(program string) (string, error) {
	if runtime.GOOS == "windows" {
		info, err := os.Stat(program)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s, %d bytes of %s", filepath.Base(program), info.Size(), info.ModTime().UTC().Format(time.RFC3339)), nil
	}
	said, err := exec.Command(program, "--version").Output()
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(said)), nil
}

// linger is how long a browser that was stopped may keep its output open: what Debian
// installs is a script, and the browser that it started ends after it.
const linger = 5 * time.Second

// Print prints a page to PDF: tagged, with bookmarks of its headings, in the size and
// with the margins that its styles name. Its dates of making are made, so that the
// same browser makes the same bytes of the same page. The error is ErrLate if ctx had a
// deadline that passed.
func Print(ctx context.Context, program string, page []byte, made time.Time) ([]byte, error) {
	dir, err := os.MkdirTemp("", "kelisim-pdf-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	from, to := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(from, page, 0o600); err != nil {
		return nil, err
	}
	at := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(from), "/")}
	args := []string{"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--disable-extensions", "--user-data-dir=" + filepath.Join(dir, "profile"), "--no-pdf-header-footer",
		"--generate-pdf-document-outline", "--export-tagged-pdf", "--print-to-pdf=" + to, at.String()}
	if runtime.GOOS == "linux" && os.Geteuid() == 0 {
		args = append([]string{"--no-sandbox"}, args...) // Chromium has none for root
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.WaitDelay = linger
	said, err := cmd.CombinedOutput()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, ErrLate
	case err != nil:
		return nil, fmt.Errorf("%w: %s", err, lastLine(said))
	}
	data, err := os.ReadFile(to)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, lastLine(said))
	}
	return settle(data, made), nil
}

func lastLine(said []byte) string {
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	return lines[len(lines)-1]
}
