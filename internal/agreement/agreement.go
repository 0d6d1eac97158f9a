// Package agreement keeps which office agreed to which bytes of a draft, and says
// whether those who must agree have.
//
// The file agreements.jsonl beside a draft has a line for each agreement, ended by LF,
// folded here:
//
//	{"schema":"kelisim.agreement/1","office":"Заң департаменті","name":"А. Ахметова",
//	 "at":"2026-11-29T14:03:10+05:00",
//	 "files":[{"name":"edition.yaml","sha256":"…"},{"name":"kk.md","sha256":"…"},{"name":"ru.md","sha256":"…"}]}
//
// files are all files of the edition at that moment but this one, by name, with their
// hashes as a record of the ledger has them. If one of them has other bytes, came or
// went, the agreement is void. Of an office the last line counts. It is a record of
// work and no signature: whoever can write the file can write a line.
//
// At publication the file is one of the edition's, so the record holds its hash.
package agreement

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/legal"
)

// FileName is the name of the file beside a draft.
const FileName = legal.AgreementsFile

// schema names the format of a line.
const schema = "kelisim.agreement/1"

// Line is one agreement.
type Line struct {
	Schema string    `json:"schema"`
	Office string    `json:"office"`
	Name   string    `json:"name"` // of the person; may be empty
	At     time.Time `json:"at"`
	Files  []File    `json:"files"`
}

// File is a file that was agreed to.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// FilesOf are the files of an edition that an agreement is to, by name. The edition's
// texts must have their index and its files their hashes.
func FilesOf(e *legal.Edition) []File {
	var out []File
	for _, t := range e.Texts {
		out = append(out, File{string(t.Lang) + ".md", t.Index.SourceSHA256})
	}
	for _, f := range e.Files {
		if f.Name != FileName {
			out = append(out, File{f.Name, f.SHA256})
		}
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Digest is one hash for all files that an agreement is to.
func Digest(files []File) string {
	data, err := json.Marshal(files)
	if err != nil {
		panic(err) // plain data
	}
	return legal.SHA256(data)
}

// Append gives the file's bytes with one more line.
func Append(data []byte, l Line) ([]byte, error) {
	l.Schema, l.At = schema, l.At.Truncate(time.Second)
	var b bytes.Buffer
	b.Write(data)
	if len(data) > 0 && data[len(data)-1] != '\n' {
		b.WriteByte('\n')
	}
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(l)
	return b.Bytes(), err
}

// Parse reads the file. bad are the lines, from 1, that are no agreements.
func Parse(data []byte) (lines []Line, bad []int) {
	n := 0
	for line := range bytes.Lines(legal.Canonical(data)) {
		n++
		var l Line
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if dec.Decode(&l) != nil || dec.More() || l.Schema != schema || l.Office == "" || l.At.IsZero() || len(l.Files) == 0 {
			bad = append(bad, n)
			continue
		}
		lines = append(lines, l)
	}
	return lines, bad
}

// Word is what an office said, and whether it still holds.
type Word struct {
	Office string
	Line   *Line    // nil: it has said nothing
	Void   []string // the files that changed, came or went since; nil: it holds
}

// Holds reports whether the office agreed to the bytes that are there.
func (w Word) Holds() bool { return w.Line != nil && len(w.Void) == 0 }

// State is whether those who must agree to a draft have.
type State struct {
	Words  []Word // of each office that is demanded, then of others that agreed
	Needed int    // how many of the demanded ones must agree; 0: nobody has to
	Of     int    // how many are demanded
}

// Agreed reports whether enough offices agreed.
func (s State) Agreed() bool { return s.held() >= s.Needed }

func (s State) held() int {
	n := 0
	for _, w := range s.Words[:s.Of] {
		if w.Holds() {
			n++
		}
	}
	return n
}

// Lacking are the offices whose word is missing or void, if enough are lacking.
func (s State) Lacking() (missing, void []string) {
	if s.Agreed() {
		return nil, nil
	}
	for _, w := range s.Words[:s.Of] {
		switch {
		case w.Line == nil:
			missing = append(missing, w.Office)
		case !w.Holds():
			void = append(void, w.Office)
		}
	}
	return missing, void
}

// Judge says how the lines of an edition's file stand to its bytes and to what the
// site demands.
func Judge(demand legal.Offices, files []File, lines []Line) State {
	s := State{Needed: demand.Least, Of: len(demand.Of)}
	last := map[string]*Line{}
	var others []string
	for i := range lines {
		office := lines[i].Office
		if last[office] == nil && !slices.Contains(demand.Of, office) {
			others = append(others, office)
		}
		last[office] = &lines[i]
	}
	for _, office := range slices.Concat(demand.Of, others) {
		w := Word{Office: office, Line: last[office]}
		if w.Line != nil {
			w.Void = differ(w.Line.Files, files)
		}
		s.Words = append(s.Words, w)
	}
	return s
}

// differ are the names of the files that two lists do not have in common.
func differ(a, b []File) []string {
	var out []string
	for _, pair := range [][2][]File{{a, b}, {b, a}} {
		for _, f := range pair[0] {
			if !slices.Contains(pair[1], f) && !slices.Contains(out, f.Name) {
				out = append(out, f.Name)
			}
		}
	}
	slices.Sort(out)
	return out
}
