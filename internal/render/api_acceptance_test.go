package render_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// The examples of records are records; each change of one that the schema speaks of
// makes it none.
func TestAcceptance(t *testing.T) {
	schemas := compile(t, fates(t, "").build(at(t, fatesNow), false), true)
	data, err := os.ReadFile("testdata/acceptance.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	good := schemas["acceptance.json"]
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	for _, line := range lines {
		if err := good.Validate(decode(t, []byte(line))); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	given := lines[1]
	for _, c := range [][2]string{
		{`"kelisim.acceptance/1"`, `"kelisim.acceptance/2"`}, {`"state":"given"`, `"state":"accepted"`}, {`"at":"2026-11-29T10:01:00.250+05:00"`, `"at":"2026-11-29"`},
		{`"set":"`, `"sets":"`}, {`"subject":`, `"person":`}, {`"method":"checkbox",`, ``}, {`"answer":"given"`, `"answer":"yes"`}, {`"news":"refused"`, `"news":false`},
		{`"plain_format":"kelisim.plain/1"`, `"plain_format":""`}, {`"ledger":{"records":18,`, `"ledger":{`}, {`"role":"guardian"`, `"role":"mother"`}, {`"over":"text.txt"`, `"over":"text.md"`},
	} {
		bad := strings.Replace(given, c[0], c[1], 1)
		var v any
		if bad == given || json.Unmarshal([]byte(bad), &v) != nil {
			t.Fatalf("nothing to change: %s", c[0])
		}
		if good.Validate(decode(t, []byte(bad))) == nil {
			t.Errorf("accepted with %s", c[1])
		}
	}
}

// The receipts in Kazakh and in Russian are receipts; their lines are the answers of their
// events, a broken one is none.
func TestReceipt(t *testing.T) {
	good := compile(t, fates(t, "").build(at(t, fatesNow), false), true)["receipt.json"]
	lines := strings.Split(strings.TrimSpace(string(read(t, "testdata/receipt.jsonl"))), "\n")
	type receipt struct {
		Language string
		Lines    []struct{ Document, Purpose, State, Says string }
	}
	states := map[string]map[string]string{}
	for _, line := range lines {
		if err := good.Validate(decode(t, []byte(line))); err != nil {
			t.Error(err)
		}
		var r receipt
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, l := range r.Lines {
			got += l.Document + "/" + l.Purpose + " " + l.State + "; "
			if states[r.Language] == nil {
				states[r.Language] = map[string]string{}
			}
			states[r.Language][l.State] = l.Says
		}
		if want := "terms/ given; consent/account given; consent/news refused; consent/account withdrawn; "; got != want {
			t.Errorf("%s: %s, want %s", r.Language, got, want)
		}
	}
	if kk, ru := states["kk"], states["ru"]; kk["given"] != "берілді" || ru["given"] != "дано" || len(kk) != 3 || len(ru) != 3 {
		t.Error(states)
	}
	for _, c := range [][2]string{
		{`"kelisim.receipt/1"`, `"kelisim.receipt/2"`}, {`"language":"kk"`, `"language":"KK"`}, {`"site":"https://legal.example.kz/"`, `"site":"legal"`}, {`"says":"берілді"`, `"says":""`},
		{`"state":"given","says"`, `"state":"ok","says"`}, {`"lines":[`, `"lines":[],"old":[`}, {`"made":`, `"maid":`}, {`"text":"kk/`, `"text":"/kk/`}, {`"schema":"kelisim.acceptance/1"`, `"schema":"other/1"`},
	} {
		bad := strings.Replace(lines[0], c[0], c[1], 1)
		if bad == lines[0] {
			t.Fatalf("nothing to change: %s", c[0])
		}
		if good.Validate(decode(t, []byte(bad))) == nil {
			t.Errorf("accepted with %s", c[1])
		}
	}
}
