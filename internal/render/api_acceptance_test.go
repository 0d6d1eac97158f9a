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
