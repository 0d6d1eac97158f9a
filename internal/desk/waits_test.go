package desk

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// docs/ci.md names everything that a document may wait for.
func TestDocsWaits(t *testing.T) {
	source, err := os.ReadFile("waits.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`WaitFor += "([a-z]+)"`).FindAllSubmatch(source, -1)
	if len(all) < 8 {
		t.Fatalf("waits.go has %d", len(all))
	}
	for _, m := range all {
		if !strings.Contains(string(page), "`"+string(m[1])+"`") {
			t.Errorf("docs/ci.md does not name %s", m[1])
		}
	}
}
