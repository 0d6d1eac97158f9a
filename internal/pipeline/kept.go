package pipeline

import (
	"bytes"
	"encoding/gob"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/shelf"
)

// kept is what reading and judging gave in an earlier run of the same program, by
// the hash of what it was given: what others need to know of a text, and what the
// rules say. A text that is known is not parsed until a page needs its units. It is
// safe for concurrent use. A nil kept holds nothing.
type kept struct {
	mu        sync.Mutex
	old, used results
}

// results is a kept as it is written down.
type results struct {
	Texts  map[memo.Key]keptText
	Judged map[memo.Key]keptJudged
}

// keptText is a text without its units, and what is wrong with its form.
type keptText struct {
	Title, Changes string
	Body           int
	Positions      map[string]diag.Pos
	Index          legal.Index
	Found          []keptFinding
}

// keptJudged is what the rules say of an edition or a change.
type keptJudged struct {
	Found []keptFinding
	Facts map[string]check.Facts
}

// keptName is what stands on the shelf.
const keptName = "read"

// readKept takes what stands on a shelf; nil for no shelf.
func readKept(on *shelf.Shelf) *kept {
	if on == nil {
		return nil
	}
	k := &kept{used: results{Texts: map[memo.Key]keptText{}, Judged: map[memo.Key]keptJudged{}}}
	if data := on.Get(keptName); data == nil || gob.NewDecoder(bytes.NewReader(data)).Decode(&k.old) != nil {
		k.old = results{}
	}
	return k
}

// putBack keeps what this run made or asked for, unless the shelf holds just that.
func (k *kept) putBack(on *shelf.Shelf) {
	if k == nil || sameKeys(k.old.Texts, k.used.Texts) && sameKeys(k.old.Judged, k.used.Judged) {
		return
	}
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(k.used) == nil {
		_ = on.Put(keptName, b.Bytes()) // without it the next run reads all again
	}
}

func sameKeys[T any](a, b map[memo.Key]T) bool {
	for key := range a {
		if _, ok := b[key]; !ok {
			return false
		}
	}
	return len(a) == len(b)
}

// asked takes a result of the earlier run, and keeps it for the next one.
func asked[T any](k *kept, old, used map[memo.Key]T, key memo.Key) (T, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	x, ok := old[key]
	if ok {
		used[key] = x
	}
	return x, ok
}

// text gives a text its Index and front matter if it is known, with the findings.
func (k *kept) text(key memo.Key, t *legal.Text) (found diag.List, ok bool) {
	if k == nil {
		return nil, false
	}
	x, ok := asked(k, k.old.Texts, k.used.Texts, key)
	if !ok {
		return nil, false
	}
	index := x.Index
	t.Title, t.Changes, t.Body, t.Positions, t.Index = x.Title, x.Changes, x.Body, x.Positions, &index
	return unpacked(x.Found), true
}

func (k *kept) keepText(key memo.Key, t *legal.Text, found diag.List) {
	if k == nil {
		return
	}
	if list, ok := packed(found); ok {
		k.mu.Lock()
		k.used.Texts[key] = keptText{t.Title, t.Changes, t.Body, t.Positions, *t.Index, list}
		k.mu.Unlock()
	}
}

// judged gives what the rules said.
func (k *kept) judged(key memo.Key) (j judged, ok bool) {
	if k == nil {
		return j, false
	}
	x, ok := asked(k, k.old.Judged, k.used.Judged, key)
	if !ok {
		return j, false
	}
	j.found, j.facts = unpacked(x.Found), make(map[string]*check.Facts, len(x.Facts))
	for path, f := range x.Facts {
		j.facts[path] = &f
	}
	return j, true
}

func (k *kept) keepJudged(key memo.Key, j judged) {
	if k == nil {
		return
	}
	list, ok := packed(j.found)
	if !ok {
		return
	}
	facts := make(map[string]check.Facts, len(j.facts))
	for path, f := range j.facts {
		facts[path] = *f
	}
	k.mu.Lock()
	k.used.Judged[key] = keptJudged{list, facts}
	k.mu.Unlock()
}

// keptFinding is a finding whose arguments have types that can be written down.
type keptFinding struct {
	Finding diag.Finding // without arguments
	Args    []argument
	Related [][]argument // of each of Finding.Related
}

// argument is one argument of a finding: its name, and the one field that is not zero,
// by Kind. There are few of them, and many findings: a list takes a fifth of a map.
type argument struct {
	Name  string
	Kind  argumentKind
	Text  string
	Int   int
	Date  civil.Date
	Time  time.Time
	Langs []legal.Lang
	Place []byte
}

type argumentKind uint8

const (
	textArgument argumentKind = iota
	intArgument
	dateArgument
	timeArgument
	langArgument
	langsArgument
	placeArgument
)

// packed is findings as they are kept; not ok if an argument is of another type
// than those that package diag names.
func packed(list diag.List) (out []keptFinding, ok bool) {
	for _, f := range list {
		x := keptFinding{Finding: f}
		x.Finding.Args, x.Finding.Related = nil, nil
		if x.Args, ok = packedArgs(f.Args); !ok {
			return nil, false
		}
		for _, r := range f.Related {
			args, ok := packedArgs(r.Args)
			if !ok {
				return nil, false
			}
			r.Args = nil
			x.Finding.Related, x.Related = append(x.Finding.Related, r), append(x.Related, args)
		}
		out = append(out, x)
	}
	return out, true
}

func packedArgs(args diag.Args) ([]argument, bool) {
	out := make([]argument, 0, len(args))
	for _, name := range slices.Sorted(maps.Keys(args)) {
		a := argument{Name: name}
		switch v := args[name].(type) {
		case string:
			a.Kind, a.Text = textArgument, v
		case int:
			a.Kind, a.Int = intArgument, v
		case civil.Date:
			a.Kind, a.Date = dateArgument, v
		case time.Time:
			a.Kind, a.Time = timeArgument, v
		case legal.Lang:
			a.Kind, a.Text = langArgument, string(v)
		case []legal.Lang:
			a.Kind, a.Langs = langsArgument, v
		case naming.Place:
			data, err := v.MarshalBinary()
			if err != nil {
				return nil, false
			}
			a.Kind, a.Place = placeArgument, data
		default:
			return nil, false
		}
		out = append(out, a)
	}
	return out, true
}

func unpacked(list []keptFinding) diag.List {
	var out diag.List
	for _, x := range list {
		f := x.Finding
		f.Args, f.Related = unpackedArgs(x.Args), nil
		for i, r := range x.Finding.Related {
			r.Args = unpackedArgs(x.Related[i])
			f.Related = append(f.Related, r)
		}
		out = append(out, f)
	}
	return out
}

func unpackedArgs(args []argument) diag.Args {
	if len(args) == 0 {
		return nil
	}
	out := make(diag.Args, len(args))
	for _, a := range args {
		name := a.Name
		switch a.Kind {
		case textArgument:
			out[name] = a.Text
		case intArgument:
			out[name] = a.Int
		case dateArgument:
			out[name] = a.Date
		case timeArgument:
			out[name] = a.Time
		case langArgument:
			out[name] = legal.Lang(a.Text)
		case langsArgument:
			out[name] = a.Langs
		case placeArgument:
			var place naming.Place
			if place.UnmarshalBinary(a.Place) == nil { // it was written by MarshalBinary
				out[name] = place
			}
		}
	}
	return out
}
