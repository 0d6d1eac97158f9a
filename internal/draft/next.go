package draft

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/big"
	"path"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/source"
)

// Wish is how the next edition of a document is wanted.
type Wish struct {
	Edition   string     // its id; empty: the id that follows
	Effective string     // as edition.yaml is to hold it; empty: a comment asks for it
	Day       civil.Date // the day of Effective; zero without one
	Say       func(key string, args ...string) string
}

// Edition is the draft of an edition that copies another one.
type Edition struct {
	ID   string
	Dir  string // slash path from the site's root
	From *legal.Edition
	Files
}

// Next copies a document's latest edition into its next draft, without its summary of
// changes and its files. A draft behind a published edition has to be finished first,
// and the id follows all others. dir is the site's folder.
func Next(dir string, p *pipeline.Project, d *legal.Document, wish Wish) (*Edition, error) {
	from, err := latest(p, d)
	if err != nil {
		return nil, err
	}
	id, err := nextID(d, wish)
	if err != nil {
		return nil, err
	}
	e := &Edition{ID: id, Dir: path.Join(source.Dir, d.ID, id), From: from}
	if exists(dir, e.Dir) {
		return nil, refuse("work.exists", "dir", e.Dir)
	}
	e.add(path.Join(e.Dir, "edition.yaml"), settings(wish))
	for _, t := range from.Texts {
		data, err := fs.ReadFile(p.Tree.FS, t.Path)
		if err != nil {
			return nil, err
		}
		e.Writes = append(e.Writes, File{path.Join(e.Dir, string(t.Lang)+".md"), withoutChanges(t.Lang, data), nil})
	}
	return e, nil
}

// latest is the edition to copy.
func latest(p *pipeline.Project, d *legal.Document) (*legal.Edition, error) {
	doc := p.Standing.Document(d.ID)
	if n := len(doc.Editions); doc.Line != nil && doc.Editions[n-1].Draft() {
		last := doc.Editions[n-1]
		key, other := "work.draft", ""
		if behind := last.Behind(); behind != nil {
			key, other = "work.draft-behind", behind.ID
		}
		return nil, refuse(key, "document", d.ID, "edition", last.ID, "dir", last.Content.Dir, "other", other)
	}
	from := doc.Latest()
	if from == nil {
		return nil, refuse("work.no-edition", "document", d.ID)
	}
	return from.Content, nil
}

var (
	dayID  = regex.Of(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	yearID = regex.Of(`^(19|2[0-9])[0-9]{2}[.-]`) // a year and more
)

// nextID names the draft: as asked, else the day if editions are named by days, else
// the whole number after the greatest id's.
func nextID(d *legal.Document, wish Wish) (string, error) {
	id, latest := wish.Edition, d.Editions[len(d.Editions)-1].ID
	switch {
	case id != "" && !legal.IsEditionID(id):
		return "", refuse("error.edition-id", "edition", id)
	case id != "":
	case dayID.MatchString(latest) && !wish.Day.IsZero():
		id = wish.Day.String()
	case yearID.MatchString(latest):
		return "", refuse("work.dated", "document", d.ID, "latest", latest)
	default:
		first, _, _ := strings.Cut(strings.ReplaceAll(latest, "-", "."), ".")
		n, _ := new(big.Int).SetString(first, 10)
		id = n.Add(n, big.NewInt(1)).String()
	}
	if legal.CompareEditionIDs(id, latest) <= 0 {
		return "", refuse("work.edition-order", "edition", id, "latest", latest)
	}
	return id, nil
}

// settings is an edition.yaml that says what is known and asks for the rest. Whether
// the changes are material is left to be said: until it is, check reports it.
func settings(wish Wish) string {
	effective := "# " + wish.Say("work.comment-effective") + "\n"
	if wish.Effective != "" {
		effective = "effective: " + wish.Effective + "\n"
	}
	return effective + fmt.Sprintf("# %s\nmaterial:\n", wish.Say("work.comment-material"))
}

var changesKey = regex.Of(`^(changes|"changes"|'changes')[ \t]*:`)

// withoutChanges empties the summary of changes in a text's front matter. All
// other bytes stay: the body, comments, line ends.
func withoutChanges(lang legal.Lang, data []byte) []byte {
	text, _ := source.ParseText("", lang, data, true)
	if text.Body == 0 {
		return data // no front matter: check says so
	}
	front, _, _ := legal.FrontMatter(data)
	out := data[:front.From:front.From]
	empty := "changes:\n"
	if bytes.HasSuffix(out, []byte("\r\n")) {
		empty = "changes:\r\n"
	}
	inside, said := false, false
	for line := range bytes.Lines(data[front.From:front.To]) {
		switch {
		case changesKey.Match(line):
			out = append(out, empty...)
			inside, said = true, true
			continue
		case inside && (len(bytes.TrimSpace(line)) == 0 || line[0] == ' ' || line[0] == '\t'):
			continue // the value goes on
		}
		inside = false
		out = append(out, line...)
	}
	if !said {
		out = append(out, empty...)
	}
	body := text.Source[text.Body:]
	copied := append(out, data[front.To:]...)
	again, _ := source.ParseText("", lang, copied, true)
	if again.Body > 0 && bytes.Equal(again.Source[again.Body:], body) && again.Title == text.Title && again.Changes == "" {
		return copied
	}
	if text.Title == "" {
		return data // broken: check says how
	}
	// Rare YAML, such as {title: …, changes: …}: it is written anew.
	return append([]byte("---\ntitle: "+strconv.Quote(text.Title)+"\nchanges:\n---\n"), body...)
}
