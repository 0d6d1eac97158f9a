// Package git asks Git which versions of a file its history holds. It runs the
// program git with plumbing commands alone, which start no pager, hook or other
// program that the repository's settings could name, and lets it open no
// connection.
package git

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// ErrNone means that there is no history to ask: the folder is in no repository,
// the repository has no commit, or there is no program git.
var ErrNone = errors.New("no history in Git")

// Version is one version of a file, as a commit holds it.
type Version struct {
	ID   string // of the blob, hex
	Size int    // in bytes
}

// Versions lists the versions of a file that HEAD's history holds, in no order.
// name is a slash path relative to dir.
func Versions(dir, name string) ([]Version, error) {
	if _, err := run(dir, "", "rev-parse", "--verify", "--quiet", "HEAD"); err != nil {
		return nil, ErrNone
	}
	listed, err := run(dir, "", "rev-list", "--objects", "--full-history", "HEAD", "--", name)
	if err != nil {
		return nil, err
	}
	sizes, err := run(dir, listed, "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)")
	if err != nil {
		return nil, err
	}
	var out []Version
	for line := range strings.Lines(sizes) {
		f := strings.Fields(line)
		if len(f) != 3 || f[1] != "blob" {
			continue
		}
		size, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, fmt.Errorf("git cat-file: %w", err)
		}
		out = append(out, Version{f[0], size})
	}
	return out, nil
}

// Is reports whether data is the version's bytes.
func (v Version) Is(data []byte) bool {
	var h hash.Hash = sha1.New()
	if len(v.ID) == hex.EncodedLen(sha256.Size) {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(data))
	h.Write(data)
	return len(data) == v.Size && hex.EncodeToString(h.Sum(nil)) == v.ID
}

// Read returns a version's bytes.
func Read(dir string, v Version) ([]byte, error) {
	s, err := run(dir, "", "cat-file", "blob", v.ID)
	return []byte(s), err
}

// LastCommit is the instant of HEAD's commit by its committer's clock.
func LastCommit(dir string) (time.Time, error) {
	s, err := run(dir, "", "rev-list", "--max-count=1", "--no-commit-header", "--format=%ct", "HEAD")
	if err != nil {
		return time.Time{}, ErrNone
	}
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("git rev-list: %w", err)
	}
	return time.Unix(n, 0), nil
}

// run runs git in a folder. In the lines of its standard input only what stands
// before the first space is an object.
func run(dir, input string, args ...string) (string, error) {
	cmd := exec.Command("git", append([]string{"--no-pager", "--no-replace-objects"}, args...)...)
	cmd.Dir = dir
	// A partial clone would fetch what it lacks from wherever its settings say.
	cmd.Env = append(os.Environ(), "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_OPTIONAL_LOCKS=0")
	var in bytes.Buffer
	for line := range strings.Lines(input) {
		id, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		fmt.Fprintln(&in, id)
	}
	cmd.Stdin = &in
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return "", fmt.Errorf("git %s: %s", args[0], strings.TrimSpace(string(exit.Stderr)))
	case err != nil:
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return string(out), nil
}
