package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What docs/proof.md does by hand is run here: on the ledger of the sample it prints
// the head that verify prints, the records of a document, and that a text is recorded;
// and it notices a record that was changed.
func TestProofByHand(t *testing.T) {
	page, err := os.ReadFile("../../docs/proof.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(page), "\n## By hand\n")
	if !ok {
		t.Fatal("docs/proof.md has no section “By hand”")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var script string
	for line := range strings.Lines(section) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			script += command
		}
	}
	const document = "user-agreement"
	ledger, err := os.ReadFile("../../content/ledger.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../content/" + document + "/1/kk.md")
	if err != nil {
		t.Fatal(err)
	}
	run := func(ledger []byte) string {
		t.Helper()
		dir := t.TempDir()
		for name, data := range map[string][]byte{"ledger.jsonl": ledger, "text.md": text} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("sh", "-c", script)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}

	a := testApp(t, "en")
	if code := a.main([]string{"-C", "../..", "verify"}); code != 0 {
		t.Fatalf("verify: %d", code)
	}
	lines := strings.Split(strings.TrimSpace(run(ledger)), "\n")
	records := bytes.Count(ledger, []byte(`"document":"`+document+`"`))
	if got, want := len(lines), records+2; got != want {
		t.Fatalf("%d lines, want %d:\n%s", got, want, strings.Join(lines, "\n"))
	}
	if verified := a.out.(*bytes.Buffer).String(); !strings.Contains(verified, lines[0]) {
		t.Errorf("the head is %s; verify says %s", lines[0], verified)
	}
	if !strings.HasPrefix(lines[1], `"seq":1,"kind":"edition","document":"user-agreement","edition":"1",`) || !strings.Contains(lines[1], `"effective":"`) {
		t.Errorf("the first record is listed as %s", lines[1])
	}
	if last := lines[len(lines)-1]; last != "1" {
		t.Errorf("the text is found %s times in its record", last)
	}
	forged := bytes.Replace(ledger, []byte(`"effective":"`), []byte(`"effective":"3`), 1)
	if out := run(forged); !strings.HasPrefix(out, "record 2: FAILED\n") {
		t.Errorf("of a changed record nothing is said:\n%s", out)
	}
}
