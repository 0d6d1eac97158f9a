// Package translog_test hands the log of a built site to a checker that others
// wrote: fsck of Tessera, and the formats of the transparency-dev project. It is a
// module of its own, so that the program does not depend on them, and it knows
// nothing of the program's code: it runs the program and reads the files.
package translog_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	fproof "github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"k8s.io/klog/v2"
)

var kelisim string // the program

func TestMain(m *testing.M) {
	flags := flag.NewFlagSet("klog", flag.ExitOnError)
	klog.InitFlags(flags)
	flags.Set("logtostderr", "false")
	flags.Set("stderrthreshold", "FATAL")
	dir, err := os.MkdirTemp("", "translog")
	if err == nil {
		kelisim = filepath.Join(dir, "kelisim")
		cmd := exec.Command("go", "build", "-o", kelisim, "./cmd/kelisim")
		cmd.Dir = "../../.."
		var out []byte
		if out, err = cmd.CombinedOutput(); err != nil {
			err = fmt.Errorf("%w\n%s", err, out)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// run runs the program in a folder and returns what it wrote to stdout.
func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command(kelisim, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("kelisim %v: %v\n%s%s", args, err, out, stderr.String())
	}
	return string(out)
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// site builds a site whose ledger has so many records, signed, and gives its
// folder and public key.
func site(t *testing.T, records int) (dir, key string) {
	t.Helper()
	dir = t.TempDir()
	settings := "id: oracle\nlanguages: [kk]\n"
	write(t, dir+"/content/site.yaml", settings)
	args := []string{"publish", "--yes", "--key", "secret"}
	for i := range records {
		id := fmt.Sprintf("d%d", i)
		write(t, dir+"/content/"+id+"/document.yaml", "kind: rules\n")
		write(t, dir+"/content/"+id+"/1/edition.yaml", "")
		write(t, dir+"/content/"+id+"/1/kk.md", fmt.Sprintf("---\ntitle: Қағида %d\n---\n\n1. Тармақ.\n", i))
		args = append(args, id, "1")
	}
	line := run(t, dir, "key", "new", "--output", "secret")
	write(t, dir+"/content/site.yaml", settings+line)
	run(t, dir, args...)
	run(t, dir, "build", "--quiet")
	run(t, dir, "verify", "public")
	return dir, strings.TrimSpace(strings.TrimPrefix(line, "ledger_key: "))
}

// check asks fsck.
func check(t *testing.T, root, key string) error {
	t.Helper()
	v, err := note.NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	hasher := func(bundle []byte) ([][]byte, error) {
		var b api.EntryBundle
		if err := b.UnmarshalText(bundle); err != nil {
			return nil, err
		}
		var out [][]byte
		for _, e := range b.Entries {
			out = append(out, rfc6962.DefaultHasher.HashLeaf(e))
		}
		return out, nil
	}
	return fsck.New("oracle", v, client.FileFetcher{Root: root}, hasher, fsck.Opts{N: 64}).Check(context.Background())
}

// logFiles lists what a checker of the log reads.
func logFiles(t *testing.T, root string) []string {
	t.Helper()
	files := []string{filepath.Join(root, "checkpoint")}
	err := filepath.WalkDir(filepath.Join(root, "tile"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameSignature reports whether two checkpoints differ at most in bits that mean
// nothing: the signature's base64 ends in a character of which two bits are
// padding (RFC 4648 section 3.5), and the library that fsck uses does not read them.
// TestSignatureStrict of internal/translog holds that this program does.
func sameSignature(a, b []byte) bool {
	i := bytes.LastIndexByte(bytes.TrimSuffix(a, []byte("\n")), ' ') + 1
	if !bytes.Equal(a[:i], b[:min(i, len(b))]) {
		return false
	}
	x, errX := base64.StdEncoding.DecodeString(string(a[i:]))
	y, errY := base64.StdEncoding.DecodeString(string(b[i:]))
	if errX != nil || errY != nil {
		return bytes.Equal(a, b)
	}
	return bytes.Equal(x, y)
}

// Every byte of a small log counts; in a large one, with whole tiles and a second
// level, those that chance picks.
func TestFsck(t *testing.T) {
	for _, c := range []struct{ records, flips int }{{1, 0}, {5, 0}, {300, 300}} {
		t.Run(fmt.Sprint(c.records), func(t *testing.T) {
			dir, key := site(t, c.records)
			root := dir + "/public/ledger"
			if err := check(t, root, key); err != nil {
				t.Fatalf("the log as it is: %v", err)
			}
			flips := 0
			flip := func(name string, data []byte, i int) {
				flips++
				before := bytes.Clone(data)
				for sameSignature(before, data) {
					data[i] = before[i] ^ 1<<rand.IntN(8)
				}
				write(t, name, string(data))
				if check(t, root, key) == nil {
					t.Errorf("%s: byte %d may be changed", name, i)
				}
			}
			files := logFiles(t, root)
			if c.records > 256 && len(files) < 6 {
				t.Fatalf("no whole tile: %v", files)
			}
			for _, name := range files {
				before, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				if c.flips > 0 {
					for range c.flips / len(files) {
						flip(name, bytes.Clone(before), rand.IntN(len(before)))
					}
				} else {
					for i := range before {
						flip(name, bytes.Clone(before), i)
					}
				}
				write(t, name, string(before))
			}
			t.Logf("%d bytes changed, each found", flips)
			if err := check(t, root, key); err != nil {
				t.Fatalf("the log put back: %v", err)
			}
		})
	}
}

// The proof of every edition holds for the ledger's line, by another's reader.
func TestProofs(t *testing.T) {
	dir, key := site(t, 7)
	v, err := note.NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	ledger, err := os.ReadFile(dir + "/public/ledger/ledger.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range bytes.Split(bytes.TrimSpace(ledger), []byte("\n")) {
		data, err := os.ReadFile(fmt.Sprintf("%s/public/ledger/proofs/d%d/1.tlog-proof", dir, i))
		if err != nil {
			t.Fatal(err)
		}
		var p fproof.TLogProof
		if err := p.Unmarshal(data); err != nil {
			t.Fatal(err)
		}
		c, _, _, err := log.ParseCheckpoint(p.Checkpoint, "oracle", v)
		if err != nil {
			t.Fatal(err)
		}
		var hashes [][]byte
		for _, h := range p.Hashes {
			hashes = append(hashes, h[:])
		}
		if p.Index != uint64(i) {
			t.Errorf("d%d: index %d", i, p.Index)
		}
		if err := proof.VerifyInclusion(rfc6962.DefaultHasher, p.Index, c.Size, rfc6962.DefaultHasher.HashLeaf(line), hashes, c.Hash); err != nil {
			t.Errorf("d%d: %v", i, err)
		}
	}
}

// A witness's cosignature is one that others read.
func TestCosignature(t *testing.T) {
	dir, key := site(t, 3)
	public := strings.TrimSpace(run(t, dir, "key", "new", "--witness", "court.example", "--output", "witness"))
	write(t, dir+"/request", run(t, dir, "witness", "request"))
	cosigned := run(t, dir, "witness", "sign", "request", "--key", "witness", "--state", "memory", "--log", key)
	logKey, err := note.NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	witness, err := fnote.NewVerifierForCosignatureV1(public)
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open([]byte(cosigned), note.VerifierList(logKey, witness))
	if err != nil || len(n.Sigs) != 2 || len(n.UnverifiedSigs) != 0 {
		t.Fatalf("%+v, %v\n%s", n, err, cosigned)
	}
	at, err := fnote.CoSigV1Timestamp(n.Sigs[1])
	if err != nil || time.Since(at).Abs() > time.Hour {
		t.Errorf("cosigned at %v, %v", at, err)
	}
	if _, err := note.Open([]byte(strings.Replace(cosigned, "\n3\n", "\n4\n", 1)), note.VerifierList(witness)); err == nil {
		t.Error("a changed checkpoint is taken")
	}
}
