package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/legal"
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
	p, d, err := c.opened(document)
	if err != nil {
		return err
	}
	if err := c.blocked(p); err != nil { // no copy of a text that somebody forged
		return err
	}
	wish := draft.Wish{Edition: c.edition, Effective: c.effective, Say: c.t}
	if c.effective != "" {
		t, err := c.instant("--effective", c.effective, p.Tree.Site.Zone)
		if err != nil {
			return err
		}
		wish.Day = civil.DateOf(t)
	}
	e, err := draft.Next(c.dir, p, d, wish)
	if err != nil {
		return err
	}
	if err := e.Write(c.dir); err != nil {
		return err
	}
	for _, file := range e.Writes {
		fmt.Fprintln(c.out, file.Name)
	}
	c.sayNew(d, e)
	return nil
}

// sayNew says what was made and what to do with it.
func (c *newCommand) sayNew(d *legal.Document, e *draft.Edition) {
	c.say(c.t("work.new", "document", d.ID, "edition", e.ID, "from", e.From.ID))
	var names []string
	for _, f := range e.From.Files {
		if f.Shown() {
			names = append(names, f.Name)
		}
	}
	if len(names) > 0 {
		c.say(c.t("work.not-copied", "names", strings.Join(names, ", ")))
	}
	fmt.Fprintln(c.err, c.t("work.next"))
	for i, step := range []string{
		c.t("work.next-text", "dir", e.Dir),
		c.t("work.next-changes"),
		c.t("work.next-material"),
		c.t("work.next-look", "serve", c.call("serve"), "check", c.call("check")),
		c.t("work.next-diff", "command", c.call("diff", d.ID, e.From.ID, e.ID)),
		c.t("work.next-publish", "command", c.call("publish", d.ID, e.ID)),
	} {
		fmt.Fprintf(c.err, "  %d. %s\n", i+1, step)
	}
}
