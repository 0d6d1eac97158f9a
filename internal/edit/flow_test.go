package edit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/edit"
)

func TestSetFlow(t *testing.T) {
	for _, c := range []struct{ in, key, flow, want string }{
		{"", "languages", "[kk, ru]", "languages: [kk, ru]\n"},
		{"# о чем\nkind: consent\n", "incorporates", "[privacy-policy]", "# о чем\nkind: consent\nincorporates: [privacy-policy]\n"},
		{"incorporates: [ a,b ] # вместе\nkind: rules\n", "incorporates", "[a, b]", "incorporates: [ a,b ] # вместе\nkind: rules\n"},
		{"incorporates:\n  - a\n  - b # второй\nkind: rules\n", "incorporates", "[a, b]", "incorporates:\n  - a\n  - b # второй\nkind: rules\n"},
		{"incorporates:\n- a\n- b\n\n# вид\nkind: rules\n", "incorporates", "[a]", "incorporates: [a]\n\n# вид\nkind: rules\n"},
		{"incorporates: [a] # вместе\r\nkind: rules\r\n", "incorporates", "[b]", "incorporates: [b] # вместе\r\nkind: rules\r\n"},
		{"incorporates: [a]\nkind: rules\n", "incorporates", "", "kind: rules\n"},
		{"kind: consent", "purposes.account", `["1"]`, "kind: consent\npurposes:\n  account: [\"1\"]\n"},
		{"purposes:\n  account: [\"1\"] # кабинет\n  letters: {clauses: [\"3\"], optional: true}\n", "purposes.letters", `["3"]`, "purposes:\n  account: [\"1\"] # кабинет\n  letters: [\"3\"]\n"},
		{"purposes:\n    account: [\"1\"]\n# конец\nkind: consent\n", "purposes.letters", `["3"]`, "purposes:\n    account: [\"1\"]\n    letters: [\"3\"]\n# конец\nkind: consent\n"},
		{"purposes:\n  account: [\"1\"]\nkind: consent\n", "purposes.account", "", "kind: consent\n"},
		{"purposes:\nkind: consent\n", "purposes.account", `["1"]`, "purposes:\n  account: [\"1\"]\nkind: consent\n"},
	} {
		got, err := edit.SetFlow([]byte(c.in), c.flow, strings.Split(c.key, ".")...)
		if err != nil || string(got) != c.want {
			t.Errorf("%q with %s = %s:\ngot  %q %v\nwant %q", c.in, c.key, c.flow, got, err, c.want)
		}
	}
	for _, in := range []string{"{a: [b]}", "a: [", "- a\n", "purposes: {account: [\"1\"]}\n", "purposes: слово\n"} {
		if got, err := edit.SetFlow([]byte(in), "[x]", "purposes", "account"); err == nil {
			t.Errorf("%q: %q", in, got)
		}
	}
	data := []byte("languages: [kk, ru]\nincorporates: one\npurposes:\n  b: [\"2\"]\n  a: [\"1\"]\n")
	if got := edit.List(data, "languages"); !slices.Equal(got, []string{"kk", "ru"}) {
		t.Errorf("languages %q", got)
	}
	if got := edit.List(data, "incorporates"); !slices.Equal(got, []string{"one"}) {
		t.Errorf("incorporates %q", got)
	}
	if got := edit.Keys(data, "purposes"); !slices.Equal(got, []string{"b", "a"}) {
		t.Errorf("purposes %q", got)
	}
}

// Random lists set in random files: the list is read back, comment lines stay.
func FuzzSetFlow(f *testing.F) {
	f.Add("incorporates:\n  - a\n  - b\n# вид\nkind: rules\n", "x", "y z: [")
	f.Add("\ufeff# пусто\r\n", "да", "\"")
	f.Add("incorporates: [a, b] # вместе\n", "#", "")
	f.Fuzz(func(t *testing.T, in, a, b string) {
		list := []string{strings.TrimSpace(a), strings.TrimSpace(b)}
		out, err := edit.SetFlow([]byte(in), edit.Flow(list), "incorporates")
		if err != nil {
			return
		}
		if got := edit.List(out, "incorporates"); !slices.Equal(got, list) {
			t.Fatalf("%q with %q: %q says %q", in, list, out, got)
		}
		for line := range strings.Lines(in) {
			if strings.HasPrefix(line, "#") && !strings.Contains(in, "|") && !strings.Contains(in, ">") && !strings.Contains(string(out), strings.TrimRight(line, "\r\n")) {
				t.Fatalf("%q with %q: lost %q in %q", in, list, line, out)
			}
		}
	})
}
