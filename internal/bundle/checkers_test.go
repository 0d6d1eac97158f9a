package bundle

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/translog"
)

var bundles = flag.Int("bundles", 400, "how many changed bundles both checkers judge")

// mutator changes bundles in ways that a checker may see otherwise than another.
type mutator struct {
	*rand.Rand
	seeds []map[string][]byte
	all   [][]byte // contents of all files of the seeds
}

func newMutator(seeds ...[]byte) *mutator {
	m := &mutator{Rand: rand.New(rand.NewPCG(7, 11))}
	for _, data := range seeds {
		files, err := unpack(data)
		if err != nil {
			panic(err)
		}
		m.seeds = append(m.seeds, files)
		for _, name := range slices.Sorted(maps.Keys(files)) {
			m.all = append(m.all, files[name])
		}
	}
	return m
}

// one gives a changed bundle and how it was changed.
func (m *mutator) one() ([]byte, string) {
	files := map[string][]byte{}
	for name, data := range m.seeds[m.IntN(len(m.seeds))] {
		files[name] = bytes.Clone(data)
	}
	if m.IntN(6) == 0 {
		return m.bytes(pack(files)), "container"
	}
	if m.IntN(4) == 0 {
		return m.rerooted(files)
	}
	var did []string
	for range 1 + m.IntN(2) {
		did = append(did, m.file(files))
	}
	if m.IntN(5) > 0 {
		files[sumsName] = sums(files)
		did = append(did, "sums")
	}
	return pack(files), strings.Join(did, "; ")
}

// file changes one file, or which there are.
func (m *mutator) file(files map[string][]byte) string {
	names := slices.Sorted(maps.Keys(files))
	name := names[m.IntN(len(names))]
	if m.IntN(2) == 0 { // what is proved, rather than pages and texts
		var proved []string
		for _, n := range names {
			if strings.HasPrefix(n, "records/") || strings.HasPrefix(n, "checkpoint") || strings.HasPrefix(n, "signatures/") || n == keysName {
				proved = append(proved, n)
			}
		}
		if len(proved) > 0 {
			name = proved[m.IntN(len(proved))]
		}
	}
	switch m.IntN(8) {
	case 0:
		delete(files, name)
		return "without " + name
	case 1:
		other := []string{"more", "texts/en.md", "records/1.json", "records/01.json", "records/1.tlog-proof", "signatures/00000000.sig", "a/../b", "a//b", "a\\b",
			"\u00a0", "a\nb", "é", "checkpoint.tsr2", "texts", "files/", "/x"}[m.IntN(16)]
		files[other] = m.all[m.IntN(len(m.all))]
		return "with " + other
	case 2:
		files[name] = m.all[m.IntN(len(m.all))]
		return name + " of another"
	case 3, 4:
		files[name] = m.line(files[name])
		return name + ", a line"
	}
	files[name] = m.bytes(files[name])
	return name
}

// bytes changes some bytes.
func (m *mutator) bytes(data []byte) []byte {
	if len(data) == 0 {
		return []byte{byte(m.IntN(256))}
	}
	data = bytes.Clone(data)
	at := m.IntN(len(data))
	switch m.IntN(5) {
	case 0:
		return slices.Delete(data, at, min(len(data), at+1+m.IntN(4)))
	case 1:
		return slices.Insert(data, at, byte(m.IntN(128)))
	case 2:
		return append(data, "\n \x00=A"[m.IntN(5)])
	case 3:
		data[at] = "0123456789+/=\n\" \\\u00a0"[m.IntN(16)]
		return data
	}
	data[at] ^= 1 << m.IntN(8)
	return data
}

// line changes a line: leaves it out, repeats it, exchanges it, spells it otherwise.
func (m *mutator) line(data []byte) []byte {
	lines := bytes.SplitAfter(data, []byte("\n"))
	i, j := m.IntN(len(lines)), m.IntN(len(lines))
	lines = slices.Clone(lines)
	switch m.IntN(6) {
	case 0:
		lines = slices.Delete(lines, i, i+1)
	case 1:
		lines = slices.Insert(lines, j, lines[i])
	case 2:
		lines[i], lines[j] = lines[j], lines[i]
	case 3:
		lines[i] = bytes.ToUpper(lines[i])
	case 4:
		lines[i] = bytes.Replace(lines[i], []byte("="), []byte("=="), 1)
	default:
		lines[i] = append([]byte(" "), lines[i]...)
	}
	return bytes.Join(lines, nil)
}

// rerooted changes a record and makes a log of its own for it, which anybody can
// whose bundle nobody signs: then the record's form alone is judged.
func (m *mutator) rerooted(files map[string][]byte) ([]byte, string) {
	maps.DeleteFunc(files, func(name string, _ []byte) bool {
		return strings.HasPrefix(name, "signatures/") || name == keysName
	})
	last := 0
	for name := range files {
		if n, ok := strings.CutSuffix(strings.TrimPrefix(name, "records/"), ".json"); ok {
			seq, _ := strconv.Atoi(n)
			last = max(last, seq)
		}
	}
	var ledger []byte
	var changed string
	for seq := 1; seq <= last; seq++ {
		line, ok := files[recordName(seq)]
		if !ok {
			line = []byte("{}")
		} else if changed == "" && m.IntN(3) > 0 {
			line = m.json(line)
			changed = string(line)
			files[recordName(seq)] = line
		}
		ledger = append(append(ledger, line...), '\n')
	}
	log := translog.New(ledger)
	note := log.Head("test").Unsigned()
	signed, err := translog.Open(note)
	if err != nil {
		panic(err)
	}
	files[checkpointName], files[textName] = note, []byte(signed.Text())
	for seq := 1; seq <= last; seq++ {
		if _, ok := files[recordName(seq)]; !ok {
			continue
		}
		if p, err := log.Prove(int64(seq-1), signed); err == nil {
			files[proofName(seq)] = p.Encode()
		}
	}
	files[sumsName] = sums(files)
	return pack(files), "rerooted: " + changed
}

// json changes a record's JSON, mostly so that it is JSON still. It has no line end.
func (m *mutator) json(line []byte) []byte {
	text := string(line)
	pairs := [][2]string{
		{`"seq":`, `"seq": `}, {`"seq":`, `"seq":0`}, {`"seq":`, `"seq":-`}, {`"edition":"1"`, `"edition":"1.0"`}, {`"edition":"1"`, `"edition":"１"`}, {`"edition":"1"`, `"edition":1`},
		{`"kind":"edition"`, `"kind":"text"`}, {`"kind":"edition"`, `"Kind":"edition"`}, {`"schema":`, `"schema":"x","schema":`}, {`"material":true`, `"material":1e0`},
		{`"material":true`, `"material":1.0`}, {`"material":true`, `"material":null`}, {`"material":true`, `"material":NaN`}, {`"material":true`, `"material":[]`}, {`"material":true`, `"material":{}`},
		{`"material":true`, `"material":-0`}, {`"material":true`, `"material":` + strings.Repeat("9", 5000)}, {`"material":true`, `"material":` + strings.Repeat("[", 15) + strings.Repeat("]", 15)},
		{`"material":true`, `"material":` + strings.Repeat("[", 17) + strings.Repeat("]", 17)}, {`"material":true`, `"material":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000)},
		{`"title":"`, `"title":"\u0041`}, {`"title":"`, `"title":"\/`}, {`"title":"`, `"title":"\ud83d\ude00`}, {`"title":"`, `"title":"\ud800`}, {`"title":"`, "\"title\":\"\u2028"},
		{`"title":"`, `"title":"\u2028`}, {`"title":"`, `"title":"\n`}, {`"title":"`, `"title":"\u000a`}, {`"title":"`, `"title":"\u0001`}, {`"title":"`, `"title":"\u001F`}, {`"title":"`, `"title":"\u001f`},
		{`"title":"`, "\"title\":\"\x7f"}, {`"title":"`, "\"title\":\"\xff"}, {`"title":"`, "\"title\":\"\xed\xa0\x80"}, {`"title":"`, `"title":"<>&`}, {`"title":"`, "\"title\":\"\ufeff"}, {`"title":"`, "\"title\":\"\t"},
		{`"language":"kk"`, `"language":"kkkk"`}, {`"language":"kk"`, `"language":"kk\n"`}, {`"language":"kk"`, `"language":"ҚҚ"`}, {`"files":[`, `"files":[null,`}, {`"files":[`, `"files":[],"more":[`},
		{`"files":[`, `"more":[`}, {`"files":[`, `"files":{},"more":[`}, {`"texts":[`, `"texts":[],"more":[`}, {`"texts":[`, `"Texts":[`}, {`"document":"d`, `"document":"D`}, {`"document":"d`, `"document":"`},
		{`"name":"edition.yaml"`, `"name":""`}, {`"name":"edition.yaml"`, `"name":"../edition.yaml"`}, {`"name":"edition.yaml"`, `"name":"edition.yaml","name":"x"`}, {`"sha256":"`, `"sha256":"A`},
		{`"source_sha256":"`, `"source_sha256":"0`}, {`{"schema"`, "\ufeff{\"schema\""}, {`{"schema"`, `[{"schema"`}, {`]}`, `]} `}, {`]}`, `]}{}`}, {`]}`, `],}`}, {`"claimed":false`, `"claimed":"false"`},
		{`"claimed":false`, `"claimed":False`}, {`,"claimed":false`, ``}, {`"seq":2`, `"seq":1`}, {`"seq":2`, `"seq":2.0`}, {`"seq":2`, `"seq":"2"`},
	}
	p := pairs[m.IntN(len(pairs))]
	if m.IntN(4) > 0 && strings.Contains(text, p[0]) {
		return []byte(strings.Replace(text, p[0], p[1], 1))
	}
	return bytes.ReplaceAll(m.bytes(line), []byte("\n"), nil)
}

// verdicts asks the second checker about all bundles at once.
func verdicts(t *testing.T, dir string, key translog.Key, names []string) map[string]bool {
	t.Helper()
	args := []string{"../../docs/check_bundle.py"}
	if key != "" {
		args = append(args, "--ledger-key", string(key))
	}
	for _, n := range names {
		args = append(args, filepath.Join(dir, n))
	}
	var stderr bytes.Buffer
	cmd := exec.Command("python3", args...)
	cmd.Stderr = &stderr
	out, _ := cmd.Output()
	if stderr.Len() > 0 {
		t.Fatalf("check_bundle.py: %s", stderr.String())
	}
	good := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		name, rest, ok := strings.Cut(line, ".zip: ")
		if !ok {
			t.Fatalf("check_bundle.py says %q", line)
		}
		good[filepath.Base(name)+".zip"] = strings.HasPrefix(rest, "GOOD: ")
	}
	return good
}

// Two checkers that share no line of code, one of them written from docs/proof.md,
// give the same verdict on bundles that were changed at random.
func TestCheckersAgree(t *testing.T) {
	key, court, other := ledgertest.Secret("test", 1, false), ledgertest.Secret("court", 2, true), ledgertest.Secret("test", 3, false)
	h, g := newHistory(t, 6), newHistory(t, 3)
	m := newMutator(made(t, h.input(t, "d1", key, court)), made(t, h.input(t, "d2", key)), made(t, h.input(t, "d1")),
		made(t, g.input(t, "d0", other, court)), made(t, g.input(t, "d0")))
	for i, seed := range m.seeds { // as they are
		if _, found := Check("seed", pack(seed), ""); len(found) > 0 {
			t.Fatalf("seed %d: %v", i, found)
		}
	}
	good, bad := 0, 0
	for done := 0; done < *bundles; {
		dir := t.TempDir()
		var names, how []string
		for len(names) < min(200, *bundles-done) {
			data, did := m.one()
			name := fmt.Sprintf("%d.zip", len(names))
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
			names, how = append(names, name), append(how, did)
		}
		done += len(names)
		for _, known := range []translog.Key{"", key.Key} {
			second := verdicts(t, dir, known, names)
			for i, name := range names {
				data, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil {
					t.Fatal(err)
				}
				_, found := Check(name, data, known)
				ok, told := second[name]
				if !told || ok != (len(found) == 0) {
					t.Errorf("%.300s, key %q: kelisim says %v, check_bundle.py good: %v", how[i], known, found, ok)
				}
				if ok {
					good++
				} else {
					bad++
				}
			}
		}
		os.RemoveAll(dir)
	}
	t.Logf("%d verdicts: %d good, %d bad", good+bad, good, bad)
	if good*50 < bad || bad < good {
		t.Errorf("the changes say little: %d good, %d bad", good, bad)
	}
}
