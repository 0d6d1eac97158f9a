package git_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kelisim/kelisim/internal/git"
)

// repository commits the versions of a file, one after the other, and returns the
// folder that holds it, two folders below the repository's root.
func repository(t *testing.T, format string, versions ...string) string {
	t.Helper()
	root := t.TempDir()
	do := func(args ...string) {
		cmd := exec.Command("git", args...)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.kz", "GIT_COMMITTER_NAME=a",
			"GIT_COMMITTER_EMAIL=a@example.kz", "GIT_COMMITTER_DATE=2026-11-29T00:00:00Z")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	do("init", "-q", "--object-format="+format)
	site := filepath.Join(root, "sites", "one")
	for _, v := range versions {
		if err := os.MkdirAll(filepath.Join(site, "content"), 0o755); err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string]string{"content/ledger.jsonl": v, "content/other": v + "other"} {
			if err := os.WriteFile(filepath.Join(site, name), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		do("add", "-A")
		do("commit", "-q", "-m", v)
	}
	return site
}

func TestVersions(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		want := []string{"1\n", "1\n2\n", "1\nб\n"}
		dir := repository(t, format, "1\n", "1\n2\n", "1\nб\n", "1\n")
		found, err := git.Versions(dir, "content/ledger.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range found {
			data, err := git.Read(dir, v)
			if err != nil {
				t.Fatal(err)
			}
			if !v.Is(data) || v.Is(append(data, 'x')) || v.Is(append([]byte("x"), data[1:]...)) {
				t.Errorf("%s: %+v does not know its bytes %q", format, v, data)
			}
			got = append(got, string(data))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: versions %q, want %q", format, got, want)
		}
		if at, err := git.LastCommit(dir); err != nil || at.Unix() != 1795910400 {
			t.Errorf("last commit %v, %v", at, err)
		}
	}
}

func TestNone(t *testing.T) {
	dir := t.TempDir()
	if _, err := git.Versions(dir, "x"); !errors.Is(err, git.ErrNone) {
		t.Errorf("no repository: %v", err)
	}
	if _, err := git.LastCommit(dir); !errors.Is(err, git.ErrNone) {
		t.Errorf("no repository: %v", err)
	}
	if err := exec.Command("git", "init", "-q", dir).Run(); err != nil {
		t.Fatal(err)
	}
	if _, err := git.Versions(dir, "x"); !errors.Is(err, git.ErrNone) {
		t.Errorf("no commit: %v", err)
	}
}
