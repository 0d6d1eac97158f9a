package pipeline

import (
	"bytes"
	"encoding/gob"
	"testing"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/shelf"
)

// FuzzKept: whatever lies on the shelf for what was read before is taken or counts as
// nothing; it never panics.
func FuzzKept(f *testing.F) {
	k := &kept{used: results{Texts: map[memo.Key]keptText{}, Judged: map[memo.Key]keptJudged{}}}
	var found diag.List
	found.Add(diag.NumberGap, diag.Pos{File: "a.md", Line: 3}, diag.Args{"number": "3", "before": "1", "language": legal.Lang("ru")})
	k.keepText(memo.Of("a"), &legal.Text{Title: "Т", Index: &legal.Index{}}, found)
	k.keepJudged(memo.Of("b"), judged{found: found, facts: map[string]*check.Facts{"a.md": {}}})
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(k.used); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte{})
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		on := shelf.Open(dir, "content", "program")
		if err := on.Put(keptName, data); err != nil {
			t.Fatal(err)
		}
		k := readKept(on)
		for key := range k.old.Texts {
			k.text(key, &legal.Text{})
		}
		for key := range k.old.Judged {
			k.judged(key)
		}
		k.putBack(on)
	})
}

// FuzzCarry: whatever the last build is said to have left is carried over or made
// again; it never panics.
func FuzzCarry(f *testing.F) {
	left := func(groups ...builtGroup) []byte {
		var data bytes.Buffer
		enc := gob.NewEncoder(&data)
		for _, g := range groups {
			if err := enc.Encode(g); err != nil {
				f.Fatal(err)
			}
		}
		return data.Bytes()
	}
	one := builtGroup{Name: "g", Inputs: memo.Of("a"), Links: []byte("abc")}
	files := builtGroup{Name: "h", Files: []publish.Kept{{Entry: publish.Entry{Name: "a.pdf"}}}, Prints: map[string]memo.Key{"a.pdf": memo.Of("b")}}
	f.Add(left())
	f.Add(left(one, files))
	f.Add(left(one, one))
	f.Add(left(one, files)[:100])
	f.Add([]byte("12345678"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := newCarrier(&publish.Stage{}, data)
		for name, g := range c.last {
			if len(g.Files) == 0 {
				c.carry(name, g.Inputs)
			}
		}
		if err := c.check(&links.Checker{}); err != nil {
			return
		}
		if _, err := c.result(); err != nil {
			t.Errorf("what was taken cannot be left again: %v", err)
		}
	})
}
