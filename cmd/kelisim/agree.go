package main

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/agreement"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// agreeCommand notes that an office agrees to the bytes of a draft, or says who has.
type agreeCommand struct {
	*folder
	office, name, digest string
}

func newAgree(f *folder) *cobra.Command {
	c := &agreeCommand{folder: f}
	cmd := &cobra.Command{
		Use: "agree DOCUMENT EDITION", Short: f.t("cmd.agree"), Long: f.t("help.agree"), Args: f.args(2, 2),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args[0], args[1]) },
	}
	cmd.Flags().StringVar(&c.office, "as", "", f.t("flag.as"))
	cmd.Flags().StringVar(&c.name, "name", "", f.t("flag.name"))
	cmd.Flags().StringVar(&c.digest, "digest", "", f.t("flag.digest"))
	return cmd
}

func (c *agreeCommand) run(document, edition string) error {
	p, err := c.load(pipeline.Config{AsOf: c.clock})
	if err != nil {
		return err
	}
	d, err := c.document(p, document)
	if err != nil {
		return err
	}
	e, err := c.edition(d, edition)
	if err != nil {
		return err
	}
	if len(e.Texts) == 0 {
		var empty diag.List
		empty.Add(diag.EditionEmpty, e.Pos(""), diag.Args{"language": d.Languages[0]})
		c.report().Text(c.err, empty)
		return errContent
	}
	state, found, err := p.Agreement(d, e)
	if err != nil {
		return err
	}
	if c.office == "" {
		c.report().Text(c.err, found)
		c.print(e, state, p)
		return nil
	}
	switch demand := p.Tree.Site.Offices[d.Kind].Of; {
	case !p.Standing.Edition(e).Draft():
		return contentError{c.t("agree.published", "document", document, "edition", edition)}
	case len(demand) > 0 && !slices.Contains(demand, c.office):
		return usageError{c.t("agree.office", "office", c.office, "offices", strings.Join(demand, "; "))}
	case c.digest != "" && c.digest != agreement.Digest(agreement.FilesOf(e)):
		return contentError{c.t("agree.changed", "document", document, "edition", edition)}
	}
	return c.agree(p, e)
}

// print says what is to be agreed to and who has.
func (c *agreeCommand) print(e *legal.Edition, state agreement.State, p *pipeline.Project) {
	files := agreement.FilesOf(e)
	for _, f := range files {
		fmt.Fprintf(c.out, "%s  %s\n", f.SHA256, f.Name)
	}
	fmt.Fprintln(c.out, c.t("agree.digest", "digest", agreement.Digest(files)))
	for _, w := range state.Words {
		switch {
		case w.Line == nil:
			fmt.Fprintln(c.out, c.t("agree.waits", "office", w.Office))
		default:
			key := "agree.holds"
			if !w.Holds() {
				key = "agree.void"
			}
			fmt.Fprintln(c.out, c.t(key, "office", w.Office, "name", w.Line.Name, "at", c.date(w.Line.At.In(p.Tree.Site.Zone), i18n.Plain), "files", strings.Join(w.Void, ", ")))
		}
	}
}

// agree appends a line to the file beside the draft.
func (c *agreeCommand) agree(p *pipeline.Project, e *legal.Edition) error {
	if c.name == "" {
		if who, err := user.Current(); err == nil {
			c.name = who.Name
		}
	}
	root, err := os.OpenRoot(c.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	line := agreement.Line{Office: c.office, Name: c.name, At: c.now().In(p.Tree.Site.Zone), Files: agreement.FilesOf(e)}
	name := path.Join(e.Dir, agreement.FileName)
	for range 10 { // another office may write at the same moment
		base, err := edit.Hash(root, name)
		if err != nil {
			return err
		}
		var was []byte
		if base != edit.None {
			if was, err = root.ReadFile(name); err != nil {
				return err
			}
		}
		data, err := agreement.Append(was, line)
		if err != nil {
			return err
		}
		var changed *edit.ChangedError
		if err = edit.Write(root, name, base, data); !errors.As(err, &changed) {
			if err == nil {
				c.say(c.t("agree.done", "office", c.office, "file", name, "digest", agreement.Digest(line.Files)))
			}
			return err
		}
	}
	return legal.ChangedError{Path: name}
}
