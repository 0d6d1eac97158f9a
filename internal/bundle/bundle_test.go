package bundle

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

var now = time.Date(2026, 2, 1, 10, 0, 0, 0, time.UTC)

// history is a ledger in which a text was added to an edition later.
type history struct {
	records []ledger.Record
	data    []byte
	files   map[string][]byte // of the editions' folders: a/1/kk.md
}

func newHistory(t *testing.T, documents int) history {
	t.Helper()
	h := history{files: map[string][]byte{}}
	publish := func(at time.Time, document string, e *legal.Edition) {
		made, found := ledger.Publish(h.records, at, []ledger.Publication{{Document: ledgertest.Document(document), Edition: e}})
		if len(found) > 0 {
			t.Fatal(found)
		}
		h.records = append(h.records, made...)
		for _, x := range e.Texts {
			h.files[document+"/"+string(x.Lang)+".md"], h.files[document+"/"+string(x.Lang)+".txt"] = x.Source, x.Plain()
		}
		h.files[document+"/edition.yaml"] = []byte("content/" + document + "/1")
	}
	for i := range documents {
		id := fmt.Sprintf("d%d", i)
		publish(now, id, ledgertest.Edition(id, "1", "kk"))
	}
	publish(now.Add(time.Hour), "d1", ledgertest.Edition("d1", "1", "kk", "ru"))
	h.data = ledgertest.Bytes(h.records)
	return h
}

// input is the bundle of a document's edition. keys sign in their order, the first
// as the log.
func (h history) input(t *testing.T, document string, keys ...translog.Secret) Input {
	t.Helper()
	in := Input{Log: translog.New(h.data), Files: map[string][]byte{"pages/kk.html": []byte("<p>бет</p>")}, Languages: []legal.Lang{"kk", "ru", "en"},
		Readme: func(lang legal.Lang, steps []Step) ([]byte, error) {
			var b bytes.Buffer
			for _, s := range steps {
				fmt.Fprintf(&b, "%s %s\n", lang, s.Key)
				for _, c := range s.Commands {
					fmt.Fprintf(&b, "$ %s\n", c)
				}
			}
			return b.Bytes(), nil
		}}
	for _, r := range h.records {
		if r.Document != document {
			continue
		}
		in.Records, in.Lines = append(in.Records, r), append(in.Lines, in.Log.Line(int64(r.Seq-1)))
		for _, name := range named(r) {
			in.Files[name] = h.files[document+"/"+filepath.Base(name)]
		}
	}
	in.Checkpoint = in.Log.Head("test").Unsigned()
	for i, k := range keys {
		var err error
		if in.Checkpoint, err = translog.Sign(in.Checkpoint, k, int64(1795910400+i)); err != nil {
			t.Fatal(err)
		}
		in.Keys = append(in.Keys, k.Key)
	}
	return in
}

func made(t *testing.T, in Input) []byte {
	t.Helper()
	data, err := Make(in)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestMake(t *testing.T) {
	key, court, other := ledgertest.Secret("test", 1, false), ledgertest.Secret("court", 2, true), ledgertest.Secret("test", 3, false)
	h := newHistory(t, 5)
	for document, records := range map[string]int{"d0": 1, "d1": 2, "d4": 1} {
		in := h.input(t, document, key, court)
		data := made(t, in)
		v, found := Check("x.zip", data, key.Key)
		if len(found) > 0 || v.Record.Document != document || len(v.Signed) != 2 || len(in.Records) != records || !v.Times[1].Equal(time.Unix(1795910401, 0)) {
			t.Errorf("%s: %+v, %v", document, v, found)
		}
		if !bytes.Equal(made(t, h.input(t, document, key, court)), data) {
			t.Errorf("%s: other bytes the second time", document)
		}
		if _, found := Check("x.zip", data, other.Key); len(found) != 1 || found[0].Key() != "bundle-file.key" {
			t.Errorf("%s, another key: %v", document, found)
		}
		unsigned := made(t, h.input(t, document))
		if v, found := Check("x.zip", unsigned, ""); len(found) > 0 || len(v.Signed) > 0 {
			t.Errorf("%s, unsigned: %+v, %v", document, v, found)
		}
		if _, found := Check("x.zip", unsigned, key.Key); len(found) != 1 || found[0].Key() != "bundle-file.key" {
			t.Errorf("%s, unsigned, a key known: %v", document, found)
		}
	}
}

// Each kind of fault is named with its file.
func TestCheckNames(t *testing.T) {
	key, court := ledgertest.Secret("test", 1, false), ledgertest.Secret("court", 2, true)
	h := newHistory(t, 5)
	good, err := unpack(made(t, h.input(t, "d1", key, court)))
	if err != nil {
		t.Fatal(err)
	}
	other, err := unpack(made(t, h.input(t, "d2", key, court)))
	if err != nil {
		t.Fatal(err)
	}
	unsigned := h.input(t, "d1", key)
	unsigned.Checkpoint = unsigned.Log.Head("test").Unsigned()
	pem := "signatures/" + key.Key.Hash() + ".pem"
	for name, c := range map[string]struct {
		change func(map[string][]byte)
		want   string
		sums   bool // are made to fit
	}{
		"text changed":     {func(f map[string][]byte) { f["texts/kk.md"] = []byte("x") }, "x.zip/texts/kk.md bundle-file.changed", false},
		"text and sum":     {func(f map[string][]byte) { f["texts/kk.md"] = []byte("x") }, "x.zip/texts/kk.md bundle-file.record", true},
		"file gone":        {func(f map[string][]byte) { delete(f, "pages/kk.html") }, "x.zip/pages/kk.html bundle-file.missing", false},
		"file added":       {func(f map[string][]byte) { f["more"] = nil }, "x.zip/more bundle-file.extra", false},
		"text added":       {func(f map[string][]byte) { f["texts/en.md"] = nil }, "x.zip/texts/en.md bundle-file.unnamed", true},
		"another's record": {func(f map[string][]byte) { f["records/2.json"] = other["records/3.json"] }, "x.zip/records/2.tlog-proof bundle-file.proof", true},
		"no edition":       {func(f map[string][]byte) { delete(f, "records/2.json"); delete(f, "records/2.tlog-proof") }, "x.zip/records/6.json bundle-file.record", true},
		"no proof":         {func(f map[string][]byte) { delete(f, "records/6.tlog-proof") }, "x.zip/records/6.tlog-proof bundle-file.missing", true},
		"key changed":      {func(f map[string][]byte) { f[pem] = []byte("x") }, "x.zip/" + pem + " bundle-file.signature", true},
		"checkpoint changed": {func(f map[string][]byte) {
			f["checkpoint.txt"] = bytes.Replace(f["checkpoint.txt"], []byte("\n6\n"), []byte("\n7\n"), 1)
		}, "x.zip/checkpoint.txt bundle-file.checkpoint", true},
		"text of it changed":  {func(f map[string][]byte) { f["checkpoint.text"] = nil }, "x.zip/checkpoint.text bundle-file.checkpoint", true},
		"no time-stamp":       {func(f map[string][]byte) { f["checkpoint.tsr"] = []byte("x") }, "x.zip/checkpoint.tsr bundle-file.stamp", true},
		"keys in other order": {func(f map[string][]byte) { f["keys.txt"] = keysFile([]translog.Key{court.Key, key.Key}) }, "x.zip/keys.txt bundle-file.key", true},
		"unsigned": {func(f map[string][]byte) {
			files, err := unpack(made(t, unsigned))
			if err != nil {
				t.Fatal(err)
			}
			maps.DeleteFunc(f, func(string, []byte) bool { return true })
			maps.Copy(f, files)
		}, "x.zip/checkpoint.txt bundle-file.unsigned", true},
	} {
		files := maps.Clone(good)
		c.change(files)
		if c.sums {
			files[sumsName] = sums(files)
		}
		_, found := Check("x.zip", pack(files), key.Key)
		got := ""
		for _, f := range found {
			got += f.Pos.File + " " + f.Key() + "\n"
		}
		if !strings.Contains(got, c.want+"\n") {
			t.Errorf("%s: %swant %s", name, got, c.want)
		}
	}
	if _, found := Check("x.zip", []byte("PK"), ""); len(found) != 1 || found[0].Key() != "bundle-file.form" {
		t.Errorf("no zip: %v", found)
	}
}

// bare is a folder with the programs that the instructions need, and no other.
func bare(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"sh", "cat", "sha256sum", "openssl"} {
		file, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(file, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// lay writes files into a new folder.
func lay(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// follow runs the commands of a bundle's instructions in a bare shell and returns
// what they say, a line each.
func follow(t *testing.T, tools string, files map[string][]byte, readme string) []string {
	t.Helper()
	var script strings.Builder
	for line := range strings.Lines(string(files[readme])) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			script.WriteString(command)
		}
	}
	cmd := exec.Command(filepath.Join(tools, "sh"), "-c", script.String())
	cmd.Dir, cmd.Env = lay(t, files), []string{"PATH=" + tools}
	out, _ := cmd.CombinedOutput()
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func fine(line string) bool {
	return strings.HasSuffix(line, ": OK") || line == "Signature Verified Successfully"
}

// What the instructions say in a shell without Kelisim: all is well, or not.
func TestInstructions(t *testing.T) {
	tools := bare(t)
	key, court := ledgertest.Secret("test", 1, false), ledgertest.Secret("court", 2, true)
	h := newHistory(t, 6)
	files, err := unpack(made(t, h.input(t, "d1", key, court)))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"kk", "ru", "en"} {
		lines := follow(t, tools, files, "README."+lang+".txt")
		// a line a file, a text or file of a record, a record's place; two a signature
		if want := len(files) - 1 + 5 + 2 + 4; len(lines) != want {
			t.Errorf("%s: %d lines, want %d:\n%s", lang, len(lines), want, strings.Join(lines, "\n"))
		}
		for _, line := range lines {
			if !fine(line) {
				t.Errorf("%s: %s", lang, line)
			}
		}
	}
	for name, change := range map[string]func(map[string][]byte){
		"a text":       func(f map[string][]byte) { f["texts/ru.md"] = []byte("басқа") },
		"a plain text": func(f map[string][]byte) { f["texts/kk.txt"] = []byte("басқа") },
		"a record": func(f map[string][]byte) {
			f["records/2.json"] = bytes.Replace(f["records/2.json"], []byte("d1"), []byte("d9"), 1)
		},
		"a signature": func(f map[string][]byte) { f["signatures/"+key.Key.Hash()+".sig"][9] ^= 1 },
		"a cosignature": func(f map[string][]byte) {
			f["signatures/"+court.Key.Hash()+".signed"] = []byte("cosignature/v1\ntime 1\n" + string(f["checkpoint.text"]))
		},
		"the head": func(f map[string][]byte) {
			f["checkpoint.text"] = bytes.Replace(f["checkpoint.text"], []byte("\n7\n"), []byte("\n8\n"), 1)
		},
	} {
		forged := map[string][]byte{}
		for n, data := range files {
			forged[n] = bytes.Clone(data)
		}
		change(forged)
		forged[sumsName] = sums(forged)
		bad := 0
		for _, line := range follow(t, tools, forged, "README.en.txt") {
			if !fine(line) {
				bad++
			}
		}
		if bad == 0 {
			t.Errorf("%s may be changed", name)
		}
	}
}
