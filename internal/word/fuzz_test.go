package word

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/docx"
)

// FuzzRedline: the document of any two texts proves itself.
func FuzzRedline(f *testing.F) {
	for _, p := range pairs {
		f.Add(p.old, p.new, false)
		f.Add(p.new, p.old, true)
	}
	f.Fuzz(func(t *testing.T, old, new string, moves bool) {
		if !utf8.ValidString(old + new) {
			return
		}
		for _, r := range old + new { // a text with these is refused before it gets here
			if r < ' ' && r != '\n' && r != '\t' || r == '\ufffe' || r == '\uffff' {
				return
			}
		}
		proved(t, parse(t, old, "Т"), parse(t, new, "Т"), Options{Moves: moves, Mark: docx.Mark{Author: "А", Date: time.Unix(0, 0)}})
	})
}

// TestIDs: no two tracked changes of a file share an id.
func TestIDs(t *testing.T) {
	ids := regexp.MustCompile(`<w:(\w+) w:id="(\d+)"`)
	for _, p := range pairs {
		d := proved(t, parse(t, p.old, "Т"), parse(t, p.new, "Т"), Options{Moves: true, Mark: docx.Mark{Author: "А", Date: time.Unix(0, 0)}})
		data, err := docx.Write(d, docx.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range ids.FindAllStringSubmatch(bodyOf(t, data), -1) {
			if seen[m[2]] && !strings.HasSuffix(m[1], "RangeEnd") {
				t.Errorf("%s: id %s stands twice", p.name, m[2])
			}
			seen[m[2]] = true
		}
	}
}

// bodyOf is word/document.xml of a file.
func bodyOf(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
