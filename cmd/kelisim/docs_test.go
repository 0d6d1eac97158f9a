package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestDocsCommands runs every command of the guides, in order, in a folder of its
// own. A fence of sh holds commands ("$ " before them or not), one of text what the
// last ones said: each of its lines, "…" for anything. A remark behind a command,
// "# exit 1", is the status that it ends with. What readers do by hand stands in
// remarks that they do not see:
//
//	<!-- test: file NAME "data" -->
//	<!-- test: edit NAME "old" "new" -->
//	<!-- test: exit 1 -->              of the next command
//	<!-- test: clock 2026-12-01T10:00:00+05:00 -->    or: clock +48h, from the machine's
//	<!-- test: do COMMAND -->          in the shell; <!-- test: cd DIR -->
//	<!-- test: said WORDS -->          by the last command or job
//	<!-- test: run JOB 0 NAME=VALUE --> a job of the YAML fence before: its commands
func TestDocsCommands(t *testing.T) {
	for name, lang := range map[string]string{"commands.kk.md": "kk", "commands.ru.md": "ru", "ci.md": "en"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile("../../docs/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if n := runDocs(t, lang, string(data)); n < 12 {
				t.Errorf("%d commands", n)
			}
		})
	}
}

// docs is a guide being followed.
type docs struct {
	*testing.T
	lang, dir, clock string
	home             string
	exit             int
	output           string // of the commands of the fence before
	yaml             string // the YAML fence before
	commands         int
}

// almaty is where the guides' sites are: their days begin before those of UTC.
var almaty = time.FixedZone("", 5*60*60)

var directive = regexp.MustCompile(`^<!-- test: (\w+) (.*) -->$`)

func runDocs(t *testing.T, lang, text string) int {
	d := &docs{T: t, lang: lang, dir: t.TempDir(), home: t.TempDir(), clock: "2026-06-01T10:00:00+05:00"}
	fence, body := "", ""
	for i, line := range strings.Split(text, "\n") {
		switch trimmed := strings.TrimSpace(line); {
		case fence == "" && strings.HasPrefix(trimmed, "```"):
			fence, body = "."+strings.TrimPrefix(trimmed, "```"), ""
		case fence != "" && trimmed == "```":
			d.fence(i+1, strings.TrimPrefix(fence, "."), body)
			fence = ""
		case fence != "":
			body += line + "\n"
		default:
			if m := directive.FindStringSubmatch(trimmed); m != nil {
				d.directive(i+1, m[1], m[2])
			}
		}
	}
	return d.commands
}

func (d *docs) fence(line int, kind, body string) {
	d.Helper()
	switch kind {
	case "sh", "console":
		d.output = ""
		for command := range strings.Lines(body) {
			if command = strings.TrimPrefix(strings.TrimSpace(command), "$ "); command != "" {
				d.command(line, command)
			}
		}
	case "text":
		for want := range strings.Lines(body) {
			var parts []string
			for part := range strings.SplitSeq(strings.TrimSpace(want), "…") {
				parts = append(parts, regexp.QuoteMeta(part))
			}
			if ok, err := regexp.MatchString("(?m)^\\s*"+strings.Join(parts, ".*")+"\\s*$", d.output); err != nil || !ok {
				d.Errorf("line %d: nobody said %s\n%s", line, want, d.output)
			}
		}
	case "yaml":
		d.yaml = body
	}
}

var exitRemark = regexp.MustCompile(`\s+# exit (\d)$`)

func (d *docs) command(line int, command string) {
	d.Helper()
	if m := exitRemark.FindStringSubmatch(command); m != nil {
		d.exit, _ = strconv.Atoi(m[1])
		command = exitRemark.ReplaceAllString(command, "")
	}
	if dir, ok := strings.CutPrefix(command, "cd "); ok {
		d.dir = filepath.Join(d.dir, dir)
		return
	}
	want := d.exit
	d.exit = 0
	if !strings.HasPrefix(command, "kelisim") {
		d.Fatalf("line %d: this is no command of kelisim: %s", line, command)
	}
	d.commands++
	serves := strings.HasPrefix(command, "kelisim serve")
	if serves {
		command = "exec " + command + " --addr 127.0.0.1:0"
	}
	got := d.shell(command, serves)
	if got != want {
		d.Fatalf("line %d: %s: exit status %d, want %d\n%s", line, command, got, want, d.output)
	}
}

// unasked are the commands that ask in a terminal; the test answers yes.
var unasked = regexp.MustCompile(`(\bkelisim(?: -\S+)* (?:publish|repeal|withdraw))\b`)

// shell runs a script as a pipeline does. One that serves is interrupted once it
// has said its address.
func (d *docs) shell(script string, serves bool, env ...string) int {
	d.Helper()
	ctx, cancel := context.WithTimeout(d.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-ec", unasked.ReplaceAllString(script, "$1 --yes"))
	cmd.Dir = d.dir
	cmd.Env = append(os.Environ(), "NOW="+d.clock, "LC_ALL=", "LANG="+d.lang, "SOURCE_DATE_EPOCH=", "HOME="+d.home,
		"GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b.kz", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b.kz")
	cmd.Env = append(cmd.Env, env...)
	var out output
	out.at, out.found = "http://", make(chan struct{})
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		d.Fatal(err)
	}
	if serves {
		select {
		case <-out.found:
		case <-ctx.Done():
		}
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			d.Error(err)
		}
	}
	err := cmd.Wait()
	d.output += out.all.String()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err != nil {
		d.Fatalf("%s: %v", script, err)
	}
	return 0
}

// output is what a program says, and when it has said something for the first time.
type output struct {
	all   bytes.Buffer
	at    string
	found chan struct{}
	done  bool
}

func (s *output) Write(p []byte) (int, error) {
	n, err := s.all.Write(p)
	if !s.done && strings.Contains(s.all.String(), s.at) {
		s.done = true
		close(s.found)
	}
	return n, err
}

func (d *docs) directive(line int, verb, rest string) {
	d.Helper()
	words := strings.SplitN(rest, " ", 2)
	var values []string
	if len(words) > 1 && strings.HasPrefix(words[1], `"`) {
		for s := words[1]; s != ""; s = strings.TrimSpace(s) {
			q, err := strconv.QuotedPrefix(s)
			if err != nil {
				d.Fatalf("line %d: %v", line, err)
			}
			v, _ := strconv.Unquote(q)
			values, s = append(values, v), s[len(q):]
		}
	}
	name, tomorrow := filepath.Join(d.dir, words[0]), time.Now().In(almaty).AddDate(0, 0, 1).Format(time.DateOnly)
	switch verb {
	case "clock":
		d.clock = rest
		if after, err := time.ParseDuration(rest); err == nil {
			d.clock = time.Now().Add(after).Format(time.RFC3339)
		}
	case "do":
		if got := d.shell(rest, false); got != 0 {
			d.Fatalf("line %d: exit status %d\n%s", line, got, d.output)
		}
	case "cd":
		d.dir = filepath.Join(d.dir, rest)
	case "said":
		if !strings.Contains(d.output, rest) {
			d.Errorf("line %d: nobody said %s\n%s", line, rest, d.output)
		}
	case "exit":
		d.exit, _ = strconv.Atoi(rest)
	case "file":
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(strings.ReplaceAll(values[0], "{{tomorrow}}", tomorrow)), 0o644)); err != nil {
			d.Fatal(err)
		}
	case "edit":
		data, err := os.ReadFile(name)
		if n := strings.Count(string(data), values[0]); err != nil || n != 1 {
			d.Fatalf("line %d: %q stands %d times in %s (%v)", line, values[0], n, name, err)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(data), values[0], values[1], 1)), 0o644); err != nil {
			d.Fatal(err)
		}
	case "run":
		var args []string
		for arg := range strings.FieldsSeq(rest) {
			args = append(args, strings.ReplaceAll(arg, "+", " "))
		}
		d.job(line, args)
	default:
		d.Fatalf("line %d: test: %s", line, verb)
	}
}

// job runs the commands of a job of GitLab ("script") or of GitHub (the steps'
// "run"), as one script with -e, as they do. Arguments: the job, then the exit
// status, then NAME=VALUE with + for a space.
func (d *docs) job(line int, args []string) {
	d.Helper()
	var all map[string]any
	if err := yaml.Unmarshal([]byte(d.yaml), &all); err != nil {
		d.Fatalf("line %d: %v", line, err)
	}
	if jobs, ok := all["jobs"].(map[string]any); ok {
		all = jobs
	}
	job, _ := all[args[0]].(map[string]any)
	var script []string
	lines, _ := job["script"].([]any)
	for _, s := range lines {
		script = append(script, fmt.Sprint(s))
	}
	steps, _ := job["steps"].([]any)
	for _, s := range steps {
		if run, ok := s.(map[string]any)["run"]; ok {
			script = append(script, fmt.Sprint(run))
		}
	}
	if len(script) == 0 {
		d.Fatalf("line %d: no job %s", line, args[0])
	}
	want, err := strconv.Atoi(args[1])
	if err != nil {
		d.Fatal(err)
	}
	for _, tool := range []string{"jq", "git"} {
		if _, err := exec.LookPath(tool); err != nil && strings.Contains(strings.Join(script, "\n"), tool+" ") {
			d.Fatalf("line %d: the job %s needs %s; sh internal/e2e/setup.sh unit installs it", line, args[0], tool)
		}
	}
	d.commands += strings.Count(strings.Join(script, "\n"), "kelisim ")
	d.output = ""
	if got := d.shell(strings.Join(script, "\n"), false, args[2:]...); got != want {
		d.Fatalf("line %d: %s: exit status %d, want %d\n%s", line, args[0], got, want, d.output)
	}
}

// TestDocsDesk: what the guides of the desk print in bold is what stands on its buttons
// and headings, all twelve steps are there, and no command of a terminal.
func TestDocsDesk(t *testing.T) {
	bold := regexp.MustCompile(`\*\*([^*]+)\*\*`)
	steps := map[string]string{"kk": "## Он екі қадам", "ru": "## Двенадцать шагов"}
	for lang, title := range steps {
		data, err := os.ReadFile("../../docs/editor." + lang + ".md")
		if err != nil {
			t.Fatal(err)
		}
		p := languagetest.Printer(lang)
		said := map[string]bool{}
		for _, key := range append(p.Keys("studio"), "desk.severity.error", "desk.severity.warning") {
			if len(p.Args(key)) == 0 && !p.Plural(key) {
				said[p.Say(key)] = true
			}
		}
		_, text, ok := strings.Cut(string(data), title)
		if !ok || strings.Contains(text, "```") || strings.Count(text, "\n### ") != 12 {
			t.Errorf("%s: %d steps, commands: %v", lang, strings.Count(text, "\n### "), strings.Contains(text, "```"))
		}
		names := bold.FindAllStringSubmatch(text, -1)
		if len(names) < 25 {
			t.Errorf("%s names %d buttons", lang, len(names))
		}
		for _, m := range names {
			if name := strings.Join(strings.Fields(m[1]), " "); !said[name] {
				t.Errorf("%s: nothing on the desk is called %q", lang, name)
			}
		}
	}
}

// TestDocsFindings: the guides explain findings that there are, the same ones.
func TestDocsFindings(t *testing.T) {
	known := map[string]bool{}
	for _, c := range diag.Codes() {
		known[c.String()] = true
	}
	row := regexp.MustCompile("(?m) \\| `([a-z-]+)` \\|$")
	var first string
	for _, lang := range []string{"kk", "ru"} {
		data, err := os.ReadFile("../../docs/editor." + lang + ".md")
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, m := range row.FindAllStringSubmatch(string(data), -1) {
			codes = append(codes, m[1])
			if !known[m[1]] {
				t.Errorf("%s: there is no finding %s", lang, m[1])
			}
		}
		all := strings.Join(codes, " ")
		if first == "" {
			first = all
		}
		if len(codes) < 20 || all != first {
			t.Errorf("%s explains %s; the other guide %s", lang, all, first)
		}
	}
}
