package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/big"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
)

// newCommand copies a document's latest edition into its next draft.
type newCommand struct {
	*folder
	effective, edition string
}

func newNew(f *folder) *cobra.Command {
	c := &newCommand{folder: f}
	cmd := &cobra.Command{
		Use: "new DOCUMENT", Short: f.t("cmd.new"), Long: f.t("help.new"), Args: f.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args[0]) },
	}
	cmd.Flags().StringVar(&c.effective, "effective", "", f.t("flag.effective"))
	cmd.Flags().StringVar(&c.edition, "edition", "", f.t("flag.edition-new"))
	return cmd
}

func (c *newCommand) run(document string) error {
	p, err := c.load(pipeline.Config{AsOf: c.instantOf("")})
	if err != nil {
		return err
	}
	d, err := c.document(p, document)
	if err != nil {
		return err
	}
	if err := c.blocked(p); err != nil { // no copy of a text that somebody forged
		return err
	}
	from, err := c.latest(p, d)
	if err != nil {
		return err
	}
	day := ""
	if c.effective != "" {
		t, err := c.instant("--effective", c.effective, p.Tree.Site.Zone)
		if err != nil {
			return err
		}
		day = t.Format("2006-01-02")
	}
	id, err := c.nextEdition(d, c.edition, day)
	if err != nil {
		return err
	}
	dir := path.Join(source.Dir, d.ID, id)
	if c.exists(dir) {
		return usageError{c.t("work.exists", "dir", dir)}
	}
	files := []newFile{{name: path.Join(dir, "edition.yaml"), data: c.yaml()}}
	for _, t := range from.Texts {
		data, err := fs.ReadFile(p.Tree.FS, t.Path)
		if err != nil {
			return err
		}
		files = append(files, newFile{name: path.Join(dir, string(t.Lang)+".md"), data: withoutChanges(t.Lang, data)})
	}
	if err := writeAll(c.dir, files, nil); err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintln(c.out, file.name)
	}
	c.sayNew(d, from, id, dir)
	return nil
}

// latest is the edition to copy. A draft behind a published edition has to be
// finished first.
func (c *newCommand) latest(p *pipeline.Project, d *legal.Document) (*legal.Edition, error) {
	doc := p.Standing.Document(d.ID)
	if n := len(doc.Editions); doc.Line != nil && doc.Editions[n-1].Draft() {
		last := doc.Editions[n-1].Content
		return nil, usageError{c.t("work.draft", "document", d.ID, "edition", last.ID, "dir", last.Dir)}
	}
	from := doc.Latest()
	if from == nil {
		return nil, usageError{c.t("work.no-edition", "document", d.ID)}
	}
	return from.Content, nil
}

var (
	dayID  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	yearID = regexp.MustCompile(`^(19|2[0-9])[0-9]{2}[.-]`) // a year and more
)

// nextEdition names the draft: as asked, else the day if editions are named by
// days, else the whole number after the greatest id's.
func (c *newCommand) nextEdition(d *legal.Document, id, day string) (string, error) {
	latest := d.Editions[len(d.Editions)-1].ID
	switch {
	case id != "" && !legal.IsEditionID(id):
		return "", usageError{c.t("error.edition-id", "edition", id)}
	case id != "":
	case dayID.MatchString(latest) && day != "":
		id = day
	case yearID.MatchString(latest):
		return "", usageError{c.t("work.dated", "document", d.ID, "latest", latest)}
	default:
		first, _, _ := strings.Cut(strings.ReplaceAll(latest, "-", "."), ".")
		n, _ := new(big.Int).SetString(first, 10)
		id = n.Add(n, big.NewInt(1)).String()
	}
	if legal.CompareEditionIDs(id, latest) <= 0 {
		return "", usageError{c.t("work.edition-order", "edition", id, "latest", latest)}
	}
	return id, nil
}

// yaml is an edition.yaml that says what is known and asks for the rest. Material is left to be
// said: until it is, check reports it.
func (c *newCommand) yaml() []byte {
	var b strings.Builder
	if c.effective != "" {
		fmt.Fprintf(&b, "effective: %s\n", c.effective)
	} else {
		fmt.Fprintf(&b, "# %s\n", c.t("work.comment-effective"))
	}
	fmt.Fprintf(&b, "# %s\nmaterial:\n", c.t("work.comment-material"))
	return []byte(b.String())
}

var changesKey = regexp.MustCompile(`^(changes|"changes"|'changes')[ \t]*:`)

// withoutChanges empties the summary of changes in a text's front matter. All
// other bytes stay: the body, comments, line ends.
func withoutChanges(lang legal.Lang, data []byte) []byte {
	text, _ := source.ParseText("", lang, data, true)
	if text.Body == 0 {
		return data // no front matter: check says so
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	var out [][]byte
	end := []byte("\n")
	if bytes.HasSuffix(lines[0], []byte("\r\n")) {
		end = []byte("\r\n")
	}
	head, inside, said := true, false, false
	for i, line := range lines {
		switch {
		case head && i > 0 && string(bytes.TrimRight(line, " \t\r\n")) == "---":
			if !said {
				out = append(out, append([]byte("changes:"), end...))
			}
			head = false
		case head && changesKey.Match(line):
			out = append(out, append([]byte("changes:"), end...))
			inside, said = true, true
			continue
		case head && inside && (len(bytes.TrimSpace(line)) == 0 || line[0] == ' ' || line[0] == '\t'):
			continue // the value goes on
		}
		inside = false
		out = append(out, line)
	}
	body := text.Source[text.Body:]
	copied := bytes.Join(out, nil)
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

// sayNew tells what was made and what to do with it.
func (c *newCommand) sayNew(d *legal.Document, from *legal.Edition, id, dir string) {
	c.say(c.t("work.new", "document", d.ID, "edition", id, "from", from.ID))
	var names []string
	for _, f := range from.Files {
		if f.Shown() {
			names = append(names, f.Name)
		}
	}
	if len(names) > 0 {
		c.say(c.t("work.not-copied", "names", strings.Join(names, ", ")))
	}
	fmt.Fprintln(c.err, c.t("work.next"))
	for i, step := range []string{
		c.t("work.next-text", "dir", dir),
		c.t("work.next-changes"),
		c.t("work.next-material"),
		c.t("work.next-look", "serve", c.call("serve"), "check", c.call("check")),
		c.t("work.next-diff", "command", c.call("diff", d.ID, from.ID, id)),
		c.t("work.next-publish", "command", c.call("publish", d.ID, id)),
	} {
		fmt.Fprintf(c.err, "  %d. %s\n", i+1, step)
	}
}
