package publish

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const killFiles = 40

func TestMain(m *testing.M) {
	if output := os.Getenv("KELISIM_PUBLISH_OUTPUT"); output != "" {
		way, _ := strconv.Atoi(os.Getenv("KELISIM_PUBLISH_WAY"))
		from, _ := strconv.Atoi(os.Getenv("KELISIM_PUBLISH_FROM"))
		fmt.Fprintln(os.Stderr, buildForever(output, ways[way], from))
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// buildForever publishes from, from+1, ... and tells stdout of each step: a letter
// for each file, a full stop before each commit.
func buildForever(output string, w way, from int) error {
	for v := from; ; v++ {
		s, err := Open(output, nil)
		if err != nil {
			return err
		}
		s.exchange = w.exchange
		for i := range killFiles {
			if err := s.Write(killName(i), killData(v)); err != nil {
				return err
			}
			fmt.Print("w")
		}
		// A file that only some versions have.
		if err := s.Write(fmt.Sprintf("new/%d.txt", v%3), killData(v)); err != nil {
			return err
		}
		fmt.Print(".")
		if _, err := s.Commit(Meta{}); err != nil {
			return err
		}
		if err := s.Close(); err != nil {
			return err
		}
	}
}

func killName(i int) string { return fmt.Sprintf("d%d/f%d.html", i%5, i) }

func killData(v int) []byte { return []byte(strings.Repeat(fmt.Sprintf("%d\n", v), 500)) }

// version is that of a whole file, and an error for a torn one.
func version(data []byte) (int, error) {
	first, _, _ := strings.Cut(string(data), "\n")
	v, err := strconv.Atoi(first)
	if err != nil || string(killData(v)) != string(data) {
		return 0, fmt.Errorf("torn file of %d bytes: %.20q", len(data), data)
	}
	return v, nil
}

func TestKill(t *testing.T) {
	for i, c := range []struct {
		kills int
		whole bool // the output is one version at any moment after a kill
	}{{30, true}, {12, false}, {12, false}} {
		t.Run(ways[i].name, func(t *testing.T) {
			t.Parallel()
			output := filepath.Join(t.TempDir(), "public")
			build(t, ways[0], output, killSite(0))
			stop := make(chan struct{})
			var reader sync.WaitGroup
			if c.whole {
				reader.Go(func() { readForever(t, output, stop) })
			}
			for k := range c.kills {
				buildAndKill(t, output, i, (k+1)*1_000_000)
				if c.whole {
					whole(t, output)
				}
				// In whatever state it is, it is ours, and the next build mends it.
				s, err := Open(output, nil)
				if err != nil {
					t.Fatalf("after kill %d: %v", k, err)
				}
				s.Close()
				if i != 2 { // "place" alone may leave two versions
					whole(t, output)
				}
			}
			close(stop)
			reader.Wait()
			build(t, ways[i], output, killSite(7))
			same(t, read(t, output), killSite(7))
			alone(t, output)
		})
	}
}

func killSite(v int) site {
	files := site{}
	for i := range killFiles {
		files[killName(i)] = string(killData(v))
	}
	return files
}

// buildAndKill runs this binary as a builder and kills it at a random point: after
// some step, half of them the begin of a commit, and a random while of spinning.
func buildAndKill(t *testing.T, output string, way, from int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(),
		"KELISIM_PUBLISH_OUTPUT="+output,
		"KELISIM_PUBLISH_WAY="+strconv.Itoa(way),
		"KELISIM_PUBLISH_FROM="+strconv.Itoa(from))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	steps := bufio.NewReader(out)
	_, err = io.CopyN(io.Discard, steps, rand.Int64N(3*killFiles))
	if err == nil && rand.IntN(2) == 0 {
		_, err = steps.ReadString('.')
	}
	for range rand.IntN(20_000_000) {
	}
	cmd.Process.Kill()
	if waitErr := cmd.Wait(); err != nil || stderr.Len() > 0 {
		t.Fatalf("builder: %v, %v, %s", err, waitErr, stderr.String())
	}
}

// whole checks that the output is one version, and its manifest's.
func whole(t *testing.T, output string) {
	t.Helper()
	root, err := os.OpenRoot(output)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	m, err := ReadManifest(root.FS())
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Files) < killFiles {
		t.Fatalf("%d files", len(m.Files))
	}
	for _, e := range m.Files {
		if err := verify(newTree(root), e.Name, e); err != nil {
			t.Fatal(err)
		}
		if e.SHA256 != m.Files[0].SHA256 {
			t.Fatalf("%s is of another version", e.Name)
		}
	}
}

// readForever reads pairs of files through one handle of the output, as a server
// that opened the folder would. The output is always there. Its files may vanish
// when the handle is on the old site, and then it opens it again, but two files
// that it got are of one version.
func readForever(t *testing.T, output string, stop chan struct{}) {
	pairs := 0
	for {
		select {
		case <-stop:
			if pairs == 0 {
				t.Error("no pair was read")
			}
			t.Logf("%d pairs read", pairs)
			return
		default:
		}
		a, b, err := readPair(output)
		if errors.Is(err, errOldSite) {
			continue
		}
		if err != nil {
			t.Error(err)
			return
		}
		if a != b {
			t.Errorf("two files of one site are of versions %d and %d", a, b)
			return
		}
		pairs++
	}
}

var errOldSite = errors.New("the old site is being removed")

func readPair(output string) (a, b int, err error) {
	root, err := os.OpenRoot(output)
	if err != nil {
		return 0, 0, err
	}
	defer root.Close()
	var versions [2]int
	for i := range versions {
		data, err := root.ReadFile(killName(rand.IntN(killFiles)))
		if errors.Is(err, fs.ErrNotExist) {
			return 0, 0, errOldSite
		}
		if err != nil {
			return 0, 0, err
		}
		if versions[i], err = version(data); err != nil {
			return 0, 0, err
		}
	}
	return versions[0], versions[1], nil
}

// What a kill can leave, laid by hand.
func TestLeftovers(t *testing.T) {
	for name, c := range map[string]struct {
		left site // below the parent
		want site // of the output after the next Open
	}{
		"stage":           {site{".public.kelisim-stage-AAAAAAAA/x/y": "new"}, site{"index.html": "old"}},
		"several":         {site{".public.kelisim-stage-A/x": "", ".public.kelisim-stage-B/x": "", ".public.kelisim-old-1/x": ""}, site{"index.html": "old"}},
		"inner stage":     {site{"public/.kelisim-stage/x": "new"}, site{"index.html": "old"}},
		"another's stage": {site{".other.kelisim-stage-AAAAAAAA/x": "theirs"}, site{"index.html": "old"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			output := filepath.Join(dir, "public")
			build(t, ways[0], output, site{"index.html": "old"})
			lay(t, dir, c.left)
			open(t, output).Close()
			same(t, read(t, output), c.want)
			alone(t, output)
			_, err := os.Stat(filepath.Join(dir, ".other.kelisim-stage-AAAAAAAA"))
			if theirs := name == "another's stage"; theirs != (err == nil) {
				t.Errorf("stage of another output: %v", err)
			}
		})
	}
	t.Run("output away", func(t *testing.T) {
		dir := t.TempDir()
		output := filepath.Join(dir, "public")
		build(t, ways[0], output, site{"index.html": "old"})
		if err := os.Rename(output, filepath.Join(dir, ".public.kelisim-old-1")); err != nil {
			t.Fatal(err)
		}
		lay(t, dir, site{".public.kelisim-stage-AAAAAAAA/index.html": "new"})
		open(t, output).Close()
		same(t, read(t, output), site{"index.html": "old"})
		alone(t, output)
	})
}
