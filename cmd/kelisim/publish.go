package main

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// publishCommand records editions in the ledger, all by one append.
type publishCommand struct {
	recorder
	at string
}

func newPublish(f *folder) *cobra.Command {
	c := &publishCommand{recorder: recorder{folder: f}}
	cmd := &cobra.Command{
		Use: "publish DOCUMENT EDITION [DOCUMENT EDITION ...]", Short: f.t("cmd.publish"), Long: f.t("help.publish"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || len(args)%2 != 0 {
				return usageError{f.t("error.arguments", "usage", f.usage(cmd))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
	}
	cmd.Flags().StringVar(&c.at, "at", "", f.t("flag.at"))
	c.flags(cmd)
	c.countsFlag(cmd)
	return cmd
}

func (c *publishCommand) run(ctx context.Context, args []string) error {
	var exact []string
	for i := 0; i < len(args); i += 2 {
		exact = append(exact, args[i]+"/"+args[i+1])
	}
	p, err := c.load(pipeline.Config{AsOf: c.clock, Exact: exact, Known: c.known(c.public("")), Served: pipeline.ServedCheckpoints(c.public(""))})
	if err != nil {
		return err
	}
	var claimed time.Time
	if c.at != "" {
		if claimed, err = c.instant("--at", c.at, p.Tree.Site.Zone); err != nil {
			return err
		}
	}
	asked, err := c.publications(p, args, claimed)
	if err != nil {
		return err
	}
	records, found, err := p.Publish(asked)
	if err != nil {
		return err
	}
	if err := c.refuse(found); err != nil {
		return err
	}
	return c.append(ctx, p, records)
}

// publications are the editions that the arguments name.
func (c *publishCommand) publications(p *pipeline.Project, args []string, at time.Time) ([]ledger.Publication, error) {
	var asked []ledger.Publication
	for i := 0; i < len(args); i += 2 {
		d, err := c.document(p, args[i])
		if err != nil {
			return nil, err
		}
		e, err := c.edition(d, args[i+1])
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(asked, func(x ledger.Publication) bool { return x.Edition == e }) {
			asked = append(asked, ledger.Publication{Document: d, Edition: e, At: at})
		}
	}
	return asked, nil
}
