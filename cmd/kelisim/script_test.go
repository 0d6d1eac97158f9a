package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/publish"
)

// exe is the ending of a program's name.
var exe = map[bool]string{true: ".exe"}[runtime.GOOS == "windows"]

var update = flag.Bool("update", false, "rewrite what the tests expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kelisim": func() { os.Exit(runAt()) }, "chromium": func() { os.Exit(printAt()) }})
}

// printAt stands for a browser of the version BROWSER; without that there is none. What
// it prints is the version and the page, and it adds a line to the file PRINTED.
func printAt() int {
	version, last := os.Getenv("BROWSER"), os.Args[len(os.Args)-1]
	switch {
	case version == "":
		return 1
	case last == "--version":
		fmt.Println(version)
		return 0
	}
	for _, a := range os.Args {
		to, ok := strings.CutPrefix(a, "--print-to-pdf=")
		if !ok {
			continue
		}
		page, err := os.ReadFile(filepath.Join(filepath.Dir(to), "page.html"))
		if err != nil || os.WriteFile(to, append([]byte("%PDF "+version+"\n"), page...), 0o600) != nil {
			return 1
		}
		log, err := os.OpenFile(os.Getenv("PRINTED"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return 1
		}
		defer log.Close()
		title := regexp.MustCompile(`<title>(.*)</title>`).FindSubmatch(page)
		fmt.Fprintf(log, "%s\n", title[1])
		return 0
	}
	return 1
}

// runAt is run with the clock at NOW, so that scripts have dates of their own.
func runAt() int {
	now := func() time.Time {
		t, err := time.Parse(time.RFC3339, os.Getenv("NOW"))
		if err != nil {
			panic(err)
		}
		return t
	}
	return newApp(os.Stdin, os.Stdout, os.Stderr, os.Getenv, now).main(os.Args[1:])
}

// TestScript runs the scripts of testdata/script. Their own commands:
//
//	code N PROGRAM ARGS…      runs it and wants this exit status
//	site DIR DOCUMENT…        makes a site; each document has a draft 1 in kk and ru
//	edition DIR DOC ID YAML…  makes a draft; its texts hold the words DOC-ID-kk and DOC-ID-ru
//	edit FILE OLD NEW         replaces OLD, which stands there once; \n is a line end
//	append FROM FILE          adds the lines of one file to another
//	heads LEDGER FILE         writes a table of the ledger's heads, one a record
//	keep DIR                  remembers bytes and times of all files
//	kept DIR                  wants them unchanged
//	same DIR DIR              wants two trees with equal bytes
//	words DIR WORD…           wants (with !: does not want) each word somewhere in the tree
//	lines FILE 2,1,3 TO       copies lines in this order
//	tear FILE N               cuts off the last N bytes
//	forge DIR FILE OLD NEW    edits a built file and makes the manifest fit
//	rehash DIR FILE           makes the manifest fit a built file
//	smuggle DIR FILE DATA     adds a file to a built site and to its manifest
//	json FILE PATH VALUE      wants a value: errors, documents.0.state
func TestScript(t *testing.T) {
	plain := sync.OnceValues(func() (string, error) { return plainProgram(t.TempDir()) })
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition: func(name string) (bool, error) {
			if name == "root" { // may write everywhere
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Setup: func(e *testscript.Env) error {
			if name := filepath.Base(e.WorkDir); raceEnabled && !slices.Contains([]string{"script-build-good", "script-build-same"}, name) {
				dir, err := plain()
				if err != nil {
					return err
				}
				e.Setenv("PATH", dir+string(filepath.ListSeparator)+e.Getenv("PATH"))
			}
			e.Values["kept"] = map[string]map[string]file{}
			docs, err := filepath.Abs("../../docs")
			if err != nil {
				return err
			}
			e.Setenv("DOCS", docs)
			e.Setenv("NOW", "2026-06-01T10:00:00+05:00")
			e.Setenv("SOURCE_DATE_EPOCH", "")
			e.Setenv("KELISIM_CACHE", filepath.Join(e.WorkDir, ".tmp", "cache"))
			checker, err := filepath.Abs("../../docs/check_bundle.py")
			if err != nil {
				return err
			}
			e.Setenv("CHECKER", checker)
			e.Setenv("LC_ALL", "")
			e.Setenv("LANG", "")
			e.Setenv("TZ", "America/New_York")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": scriptCode, "site": scriptSite, "edition": scriptEdition, "edit": scriptEdit, "append": scriptAppend, "heads": scriptHeads, "rehash": scriptRehash,
			"keep": scriptKeep, "kept": scriptKept, "same": scriptSame, "words": scriptWords, "json": scriptJSON,
			"lines": scriptLines, "tear": scriptTear, "forge": scriptForge, "smuggle": scriptSmuggle, "colleague": scriptColleague,
		},
	})
}

// plainProgram builds the scripts' program in a folder without the race detector, under
// which it takes ten times as long: only two scripts of build run with it.
func plainProgram(dir string) (string, error) {
	out, err := exec.Command("go", "test", "-c", "-o", filepath.Join(dir, "kelisim"+exe), ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go test -c: %w\n%s", err, out)
	}
	return dir, nil
}

func scriptCode(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want || neg {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

func write(ts *testscript.TestScript, name, data string) {
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
	ts.Check(os.WriteFile(name, []byte(data), 0o644))
}

func scriptSite(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	write(ts, dir+"/content/site.yaml", "id: test\nlanguages: [kk, ru]\norganization: {kk: Мекеме, ru: Учреждение}\n")
	for i, doc := range args[1:] {
		write(ts, dir+"/content/"+doc+"/document.yaml", fmt.Sprintf("kind: agreement\norder: %d\n", i+1))
		scriptEdition(ts, false, []string{args[0], doc, "1"})
	}
}

func scriptEdition(ts *testscript.TestScript, _ bool, args []string) {
	doc, id := args[1], args[2]
	dir := ts.MkAbs(args[0]) + "/content/" + doc + "/" + id + "/"
	kk, ru := "", ""
	if id != "1" {
		kk, ru = "changes: "+doc+"-"+id+" өзгерді.\n", "changes: "+doc+"-"+id+" изменён.\n"
	}
	write(ts, dir+"edition.yaml", strings.Join(append(args[3:], ""), "\n"))
	write(ts, dir+"kk.md", fmt.Sprintf("---\ntitle: Құжат %s\n%s---\n\n1. Бірінші тармақ, %s-%s-kk.\n\n2. Екінші тармақ.\n", doc, kk, doc, id))
	write(ts, dir+"ru.md", fmt.Sprintf("---\ntitle: Документ %s\n%s---\n\n1. Первый пункт, %s-%s-ru.\n\n2. Второй пункт.\n", doc, ru, doc, id))
}

func scriptRehash(ts *testscript.TestScript, _ bool, args []string) {
	m := readManifest(ts, args[0])
	data := ts.ReadFile(args[0] + "/" + args[1])
	for i, f := range m.Files {
		if f.Name == args[1] {
			m.Files[i].SHA256, m.Files[i].Size = legal.SHA256([]byte(data)), len(data)
		}
	}
	m.write(ts, args[0])
}

// builtManifest is the manifest of a built site, its members in their order.
type builtManifest struct {
	Schema string          `json:"schema"`
	AsOf   json.RawMessage `json:"as_of"`
	Drafts bool            `json:"drafts"`
	Ledger json.RawMessage `json:"ledger"`
	Files  []builtFile     `json:"files"`
}

type builtFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"`
}

func readManifest(ts *testscript.TestScript, dir string) (m builtManifest) {
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(dir+"/"+publish.ManifestName)), &m))
	return m
}

func (m *builtManifest) write(ts *testscript.TestScript, dir string) {
	data, err := json.Marshal(m)
	ts.Check(err)
	write(ts, ts.MkAbs(dir+"/"+publish.ManifestName), string(data))
}

func scriptHeads(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	table := "time,records,sha256\n"
	for n := range bytes.Count(data, []byte("\n")) {
		sum, _ := ledger.HeadAt(data, n+1)
		table += fmt.Sprintf("2026-06-02T10:00:00+05:00,%d,%s\n", n+1, sum)
	}
	write(ts, ts.MkAbs(args[1]), table)
}

func scriptAppend(ts *testscript.TestScript, _ bool, args []string) {
	write(ts, ts.MkAbs(args[1]), ts.ReadFile(args[1])+ts.ReadFile(args[0]))
}

// scriptColleague writes words over others in a Word file, as one does without
// tracked changes: colleague FILE OLD NEW.
func scriptColleague(ts *testscript.TestScript, _ bool, args []string) {
	d, found := docx.Read(args[0], []byte(ts.ReadFile(args[0])))
	if d == nil {
		ts.Fatalf("%v", found)
	}
	n := 0
	for _, p := range docx.Paragraphs(d.Blocks) {
		for k := range p.Runs {
			n += strings.Count(p.Runs[k].Text, args[1])
			p.Runs[k].Text = strings.ReplaceAll(p.Runs[k].Text, args[1], args[2])
		}
	}
	if n != 1 {
		ts.Fatalf("%q stands %d times in %s", args[1], n, args[0])
	}
	data, err := docx.Write(d, docx.Settings{Attached: d.Attached})
	ts.Check(err)
	write(ts, ts.MkAbs(args[0]), string(data))
}

func scriptEdit(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	line := strings.NewReplacer(`\n`, "\n", `\t`, "\t")
	old := line.Replace(args[1])
	if n := bytes.Count(data, []byte(old)); n != 1 {
		ts.Fatalf("%q stands %d times in %s", old, n, args[0])
	}
	ts.Check(os.WriteFile(name, bytes.Replace(data, []byte(old), []byte(line.Replace(args[2])), 1), 0o644))
}

// file is what is kept of one.
type file struct {
	data string
	time time.Time
}

// files reads a tree; of one that does not exist it gives none.
func files(ts *testscript.TestScript, dir string) map[string]file {
	m := map[string]file{}
	root := ts.MkAbs(dir)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		f := file{time: info.ModTime()}
		if d.IsDir() {
			f = file{} // its time changes with a lock file
		} else if data, err := os.ReadFile(name); err != nil {
			return err
		} else {
			f.data = string(data)
		}
		rel, err := filepath.Rel(root, name)
		m[filepath.ToSlash(rel)] = f
		return err
	})
	ts.Check(err)
	return m
}

func scriptKeep(ts *testscript.TestScript, _ bool, args []string) {
	ts.Value("kept").(map[string]map[string]file)[args[0]] = files(ts, args[0])
}

func scriptKept(ts *testscript.TestScript, _ bool, args []string) {
	before, ok := ts.Value("kept").(map[string]map[string]file)[args[0]]
	if !ok {
		ts.Fatalf("%s was not kept", args[0])
	}
	compare(ts, before, files(ts, args[0]), true)
}

func compare(ts *testscript.TestScript, a, b map[string]file, times bool) {
	for name, f := range a {
		g, there := b[name]
		switch {
		case !there:
			ts.Fatalf("%s is gone", name)
		case f.data != g.data:
			ts.Fatalf("%s differs:\n%s\n-----\n%s", name, f.data, g.data)
		case times && !f.time.Equal(g.time):
			ts.Fatalf("%s was touched", name)
		}
	}
	for name := range b {
		if _, there := a[name]; !there {
			ts.Fatalf("%s is new", name)
		}
	}
}

var heartbeat = regexp.MustCompile(`\{[^{}]*"api/v1/heartbeat.json"[^{}]*\}`)

// timeless leaves out of a site the file that names the instant of its build, and
// what the manifest says of it.
func timeless(site map[string]file) map[string]file {
	delete(site, "api/v1/heartbeat.json")
	if m, ok := site[publish.ManifestName]; ok {
		m.data = heartbeat.ReplaceAllString(m.data, "")
		site[publish.ManifestName] = m
	}
	return site
}

func scriptSame(ts *testscript.TestScript, neg bool, args []string) {
	a, b := timeless(files(ts, args[0])), timeless(files(ts, args[1]))
	if len(a) < 2 {
		ts.Fatalf("%s holds no files", args[0])
	}
	if neg {
		for name, f := range a {
			if b[name].data != f.data {
				return
			}
		}
		ts.Fatalf("%s and %s are equal", args[0], args[1])
	}
	compare(ts, a, b, false)
}

func scriptWords(ts *testscript.TestScript, neg bool, args []string) {
	tree := files(ts, args[0])
	if len(tree) < 2 {
		ts.Fatalf("%s holds no files", args[0])
	}
	for _, word := range args[1:] {
		var in []string
		for name, f := range tree {
			if strings.Contains(f.data, word) || strings.Contains(name, word) {
				in = append(in, name)
			}
		}
		sort.Strings(in)
		if neg && len(in) > 0 {
			ts.Fatalf("%q stands in %s", word, strings.Join(in, ", "))
		}
		if !neg && len(in) == 0 {
			ts.Fatalf("%q stands nowhere in %s", word, args[0])
		}
	}
}

func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &v))
	for step := range strings.SplitSeq(args[1], ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			if step == "length" {
				v = float64(len(x))
				continue
			}
			i, err := strconv.Atoi(step)
			ts.Check(err)
			if i >= len(x) {
				ts.Fatalf("%s: the list has %d elements", args[1], len(x))
			}
			v = x[i]
		default:
			ts.Fatalf("%s: no %s in %v", args[1], step, v)
		}
	}
	if got := fmt.Sprint(v); (got == args[2]) == neg {
		ts.Fatalf("%s is %s", args[1], got)
	}
}

func scriptLines(ts *testscript.TestScript, _ bool, args []string) {
	all := strings.SplitAfter(ts.ReadFile(args[0]), "\n")
	var out strings.Builder
	for n := range strings.SplitSeq(args[1], ",") {
		i, err := strconv.Atoi(n)
		ts.Check(err)
		out.WriteString(all[i-1])
	}
	write(ts, ts.MkAbs(args[2]), out.String())
}

func scriptTear(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	data := ts.ReadFile(args[0])
	write(ts, ts.MkAbs(args[0]), data[:len(data)-n])
}

func scriptForge(ts *testscript.TestScript, _ bool, args []string) {
	name, manifest := args[0]+"/"+args[1], args[0]+"/"+publish.ManifestName
	before := ts.ReadFile(name)
	scriptEdit(ts, false, []string{name, args[2], args[3]})
	after := ts.ReadFile(name)
	scriptEdit(ts, false, []string{manifest, legal.SHA256([]byte(before)), legal.SHA256([]byte(after))})
}

func scriptSmuggle(ts *testscript.TestScript, _ bool, args []string) {
	write(ts, ts.MkAbs(args[0]+"/"+args[1]), args[2])
	m := readManifest(ts, args[0])
	m.Files = append(m.Files, builtFile{args[1], legal.SHA256([]byte(args[2])), len(args[2])})
	slices.SortFunc(m.Files, func(a, b builtFile) int { return strings.Compare(a.Name, b.Name) })
	m.write(ts, args[0])
}
