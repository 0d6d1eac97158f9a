package legal

import "testing"

// TestFrontMatter: the lines that mark front matter may end as any editor ends them, and
// may have white space behind them; nothing else is front matter.
func TestFrontMatter(t *testing.T) {
	for _, tt := range []struct {
		raw, yaml, body string
		begun, ended    bool
	}{
		{"---\ntitle: T\n---\n\n1. A\n", "title: T\n", "\n1. A\n", true, true},
		{"\ufeff---\r\ntitle: T\r\n--- \t\r\n1. A\r\n", "title: T\r\n", "1. A\r\n", true, true},
		{"---\n---", "", "", true, true},
		{"---\ntitle: T\n ---\n----\n", "", "", true, false},
		{"---", "", "", true, false},
		{"--- x\n---\n", "", "", false, false},
		{"\n---\ntitle: T\n---\n", "", "", false, false},
		{"", "", "", false, false},
	} {
		f, begun, ended := FrontMatter([]byte(tt.raw))
		if begun != tt.begun || ended != tt.ended {
			t.Errorf("%q: begun %v, ended %v", tt.raw, begun, ended)
		} else if ended && (tt.raw[f.From:f.To] != tt.yaml || tt.raw[f.Body:] != tt.body) {
			t.Errorf("%q: got %q and %q", tt.raw, tt.raw[f.From:f.To], tt.raw[f.Body:])
		}
	}
}
