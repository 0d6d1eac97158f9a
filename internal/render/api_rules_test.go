package render_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The reference implementations of docs/integrator.md answer every vector as
// vectors.json does. A machine without node fails this test.
func TestIntegrator(t *testing.T) {
	doc, err := os.ReadFile("../../docs/integrator.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(lang string) string {
		m := regexp.MustCompile("(?s)```"+lang+"\n(.*?)```").FindAllSubmatch(doc, -1)
		if len(m) != 1 {
			t.Fatalf("%d blocks of %s", len(m), lang)
		}
		return string(m[0][1])
	}
	example, err := os.ReadFile("../../docs/example-ais/rules.go")
	if err != nil || string(example) != block("go") {
		t.Errorf("docs/example-ais/rules.go is not the Go block of docs/integrator.md (%v)", err)
	}
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	vectors := fates(t, "").build(at(t, fatesNow), false)["api/v1/vectors.json"]
	write("vectors.json", string(vectors))
	write("go.mod", "module rules\n\ngo 1.26\n")
	write("rules.go", block("go"))
	write("main.go", goHarness)
	write("rules.mjs", block("js"))
	write("run.mjs", jsHarness)
	want := fmt.Sprintf("%d right, 0 wrong", len(cases(fates(t, ""))))
	for _, command := range [][]string{{"go", "run", "."}, {"go", "vet", "."}, {"node", "run.mjs"}} {
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "TZ=America/New_York")
		out, err := cmd.CombinedOutput()
		if err != nil || command[1] != "vet" && strings.TrimSpace(string(out)) != want {
			t.Errorf("%v: %v, want %q, got:\n%s", command, err, want, out)
		}
	}
}

const goHarness = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"
)

func main() {
	data, err := os.ReadFile("vectors.json")
	if err != nil {
		panic(err)
	}
	var v struct {
		Index Index
		Sets  map[string]Sets
		Cases []struct {
			Name, Rule, Document, Edition, Language, SHA256 string
			At       time.Time
			Accepted []struct {
				Document string
				Seq      int
			}
			Want any
		}
	}
	if err := json.Unmarshal(data, &v); err != nil {
		panic(err)
	}
	right, wrong := 0, 0
	for _, c := range v.Cases {
		var got any
		switch c.Rule {
		case "in_force":
			if e := InForce(v.Index, c.Document, c.At); e != nil {
				got = e.ID
			}
		case "needs_acceptance":
			set := map[string]int{}
			for _, m := range c.Accepted {
				set[m.Document] = m.Seq
			}
			got = NeedsAcceptance(v.Index, v.Sets[c.Document], c.Document, set, c.At)
		case "acceptable":
			got = Acceptable(v.Index, c.Document, c.Edition, c.Language, c.SHA256, c.At)
		}
		if got == c.Want {
			right++
			continue
		}
		wrong++
		fmt.Println(c.Rule+":", c.Name+":", got)
	}
	fmt.Printf("%d right, %d wrong\n", right, wrong)
}
`

const jsHarness = `import { readFileSync } from 'node:fs';
import { inForce, needsAcceptance, acceptable } from './rules.mjs';
const v = JSON.parse(readFileSync('vectors.json', 'utf8'));
let right = 0, wrong = 0;
for (const c of v.cases) {
  const t = Date.parse(c.at);
  const got = {
    in_force: () => inForce(v.index, c.document, t)?.id ?? null,
    needs_acceptance: () => needsAcceptance(v.index, v.sets[c.document], c.document, c.accepted, t),
    acceptable: () => acceptable(v.index, c.document, c.edition, c.language, c.sha256, t),
  }[c.rule]();
  if (got === c.want) right++;
  else { wrong++; console.log(c.rule + ': ' + c.name + ': ' + got); }
}
console.log(right + ' right, ' + wrong + ' wrong');
`
