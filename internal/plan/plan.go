// Package plan says what a site is made of: groups of files, each with a hash of
// all that its files depend on. Packages site and api list the groups; whoever
// builds decides which of them to make, in which order and where.
//
// Two laws hold, and tests prove them. Groups of one name with equal Inputs make
// equal files. A group can be made alone: it needs the content and no file of
// another group, but for those of [Plan.Last].
package plan

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
)

// Page is one planned file. Either View or Data is set.
type Page struct {
	Path   string     // slash path in the output: kk/user-agreement/3/index.html
	Lang   legal.Lang // of the page; empty for pages in no language
	View   any        // a view of package site or api, as a pointer
	Data   []byte     // the file itself: text.md
	Source diag.Pos   // where a dead link in it is the author's; may be empty
}

// Group is files that are made together.
type Group struct {
	Name string // unique in a plan: "user-agreement/3"
	// Inputs gives the hash of all that the files depend on, but for the program and
	// the renderer. It is made of hashes, records and settings; no text is parsed for it.
	Inputs func() string
	// Holds reports whether a file of this path is one of the group's, if the site has it
	// at all. Of all groups of a plan at most one holds a path.
	Holds func(path string) bool
	// Make hands every file of the group to emit, in a fixed order.
	Make func(b *Bench, emit func(Page) error) error
}

// Part is the groups of one document. They share what was read of it.
type Part struct {
	Document string
	Groups   []Group
}

// Plan is a site. First its Parts and Whole are made, in any order.
type Plan struct {
	Parts []Part  // in the order of lists
	Whole []Group // what belongs to no document
	Last  []Stage // made after the rest, one after the other
}

// Stage is a file that names the bytes of files made before.
type Stage struct {
	Path string
	// Group gives the group with that file alone. sums has the SHA-256 in hex of every file
	// made before for which address.Summed holds, by path, and is among the inputs.
	Group func(sums map[string]string) Group
}

// Join is a plan with the groups of several, part by part.
func Join(plans ...Plan) Plan {
	var all Plan
	at := map[string]int{}
	for _, p := range plans {
		for _, part := range p.Parts {
			i, ok := at[part.Document]
			if !ok {
				i = len(all.Parts)
				at[part.Document] = i
				all.Parts = append(all.Parts, Part{Document: part.Document})
			}
			all.Parts[i].Groups = append(all.Parts[i].Groups, part.Groups...)
		}
		all.Whole = append(all.Whole, p.Whole...)
		all.Last = append(all.Last, p.Last...)
	}
	return all
}

// Holding gives the group that holds a path and the document of its part, "" for one of
// Whole; ok is false if no group does. The files of Last are in no group yet.
func (p Plan) Holding(path string) (g Group, document string, ok bool) {
	holds := func(g Group) bool { return g.Holds(path) }
	for _, part := range p.Parts {
		if strings.Contains(path, part.Document) {
			if i := slices.IndexFunc(part.Groups, holds); i >= 0 {
				return part.Groups[i], part.Document, true
			}
		}
	}
	if i := slices.IndexFunc(p.Whole, holds); i >= 0 {
		return p.Whole[i], "", true
	}
	return g, "", false
}

// Loader reads what a plan does not keep in memory.
type Loader interface {
	// Text returns the text with Source and Units. Nobody changes it.
	Text(*legal.Text) (*legal.Text, error)
	// Compare returns the redline of two texts that Text returned. Nobody changes it.
	// It asks for prepared texts only if the redline is not known.
	Compare(old, new *legal.Text, prepared func(*legal.Text) *redline.Prepared) *redline.Redline
	// File returns the bytes of an edition's file.
	File(legal.File) ([]byte, error)
	// Language says how texts of a language are numbered and cited; nil: nobody knows.
	Language(legal.Lang) *language.Language
}

// Bench is where the groups of a part are made. Until it is dropped it keeps what it
// read and compared, so that each text is read and each pair compared once, by
// whichever group asks first: pages with drafts, and data, know a document by strands of their own.
// One goroutine uses it.
type Bench struct {
	loader   Loader
	sets     map[*standing.Document]strand.Set
	texts    map[*legal.Text]*legal.Text
	prepared map[*legal.Text]*redline.Prepared
	compared map[[2]*legal.Text]*redline.Redline
}

// NewBench returns an empty bench.
func NewBench(l Loader) *Bench {
	return &Bench{l, map[*standing.Document]strand.Set{}, map[*legal.Text]*legal.Text{}, map[*legal.Text]*redline.Prepared{},
		map[[2]*legal.Text]*redline.Redline{}}
}

// Text implements [strand.Reader].
func (b *Bench) Text(t *legal.Text) (*legal.Text, error) {
	if full := b.texts[t]; full != nil {
		return full, nil
	}
	full, err := b.loader.Text(t)
	if err == nil {
		b.texts[t] = full
	}
	return full, err
}

// Language says how texts of a language are numbered and cited; nil: nobody knows.
func (b *Bench) Language(lang legal.Lang) *language.Language { return b.loader.Language(lang) }

// File returns the bytes of an edition's file.
func (b *Bench) File(f legal.File) ([]byte, error) { return b.loader.File(f) }

// Compare implements [strand.Reader].
func (b *Bench) Compare(old, new *legal.Text) *redline.Redline {
	pair := [2]*legal.Text{old, new}
	if b.compared[pair] == nil {
		b.compared[pair] = b.loader.Compare(old, new, func(t *legal.Text) *redline.Prepared {
			if b.prepared[t] == nil {
				b.prepared[t] = redline.Prepare(b.loader.Language(t.Lang), t.Units)
			}
			return b.prepared[t]
		})
	}
	return b.compared[pair]
}

// Strands reads and compares the editions of a document, once.
func (b *Bench) Strands(d *standing.Document, languages []legal.Lang) (strand.Set, error) {
	if s := b.sets[d]; s != nil {
		return s, nil
	}
	all := strand.Set{}
	for _, lang := range languages {
		s, err := strand.Of(d, lang, b)
		if err != nil {
			return nil, err
		}
		all[lang] = s
	}
	b.sets[d] = all
	return all, nil
}

// EmitAll hands over pages in order.
func EmitAll(pages []Page, emit func(Page) error) error {
	for _, page := range pages {
		if err := emit(page); err != nil {
			return err
		}
	}
	return nil
}
