package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/pipeline"
)

func (a *app) buildCommand() *cobra.Command {
	var output, asOf, shard string
	var join []string
	var drafts, quiet bool
	cmd := &cobra.Command{
		Use: "build", Short: a.t("cmd.build"), Long: a.t("help.build"), Args: func(cmd *cobra.Command, args []string) error {
			if len(join) > 0 {
				return nil // further folders
			}
			return a.args(0, 0)(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if drafts && output == "" {
				return usageError{a.t("error.drafts-output")}
			}
			o := pipeline.Output{Dir: a.output(output), Drafts: drafts, Join: append(join, args...)}
			if shard != "" {
				var ok bool
				if o.Shard, ok = parseShard(shard); !ok || output == "" || len(join) > 0 {
					return usageError{a.t("error.shard-flag", "value", shard)}
				}
			}
			return a.build(o, asOf, quiet)
		},
	}
	cmd.Flags().StringVar(&shard, "shard", "", a.t("flag.shard"))
	cmd.Flags().StringArrayVar(&join, "join", nil, a.t("flag.join"))
	cmd.Flags().StringVarP(&output, "output", "o", "", a.t("flag.output"))
	cmd.Flags().StringVar(&asOf, "as-of", "", a.t("flag.as-of"))
	cmd.Flags().BoolVar(&drafts, "drafts", false, a.t("flag.drafts"))
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, a.t("flag.quiet"))
	return cmd
}

// parseShard reads I/N: the I-th of N shards, from 1 on.
func parseShard(s string) (pipeline.Shard, bool) {
	i, n, ok := strings.Cut(s, "/")
	index, err := strconv.Atoi(i)
	of, err2 := strconv.Atoi(n)
	return pipeline.Shard{Index: index, Of: of}, ok && err == nil && err2 == nil && 1 <= index && index <= of
}

func (a *app) build(o pipeline.Output, asOf string, quiet bool) error {
	output := o.Dir
	var others []string // of its own output Write speaks
	if usual := a.output(""); output != usual {
		others = []string{usual}
	}
	p, err := a.load(pipeline.Config{AsOf: a.asOf(asOf), Now: a.now(), Known: a.known(others...)})
	if err != nil {
		return err
	}
	if blocking := p.Blocking(); len(blocking) > 0 {
		a.report().Text(a.err, p.Findings)
		a.say(a.n("build.refused", len(blocking), "output", output))
		return errContent
	}
	if !quiet {
		a.report().Text(a.err, withoutNotes(p.Findings))
	}
	r, err := a.renderer(p.Tree.Site.Languages)
	if err != nil {
		return err
	}
	o.Forbidden, o.Renderer = a.sources(), r
	result, found, err := p.Write(o)
	if bad := (*pipeline.ShardError)(nil); errors.As(err, &bad) {
		return contentError{a.t("error.shard", "dir", filepath.ToSlash(bad.Dir), "group", bad.Group, "error", bad.Err.Error())}
	}
	if err != nil {
		return err
	}
	if len(found) > 0 {
		a.report().Text(a.err, found)
		a.say(a.n("build.refused", len(found), "output", output))
		return errContent
	}
	if !result.Atomic {
		a.say(a.t("build.in-place", "output", filepath.ToSlash(output)))
	}
	if result.Durability != nil {
		a.say(a.t("build.durability", "error", a.machine(result.Durability)))
	}
	if result.Leftover != nil {
		a.say(a.t("build.leftover", "error", a.machine(result.Leftover)))
	}
	if quiet {
		return nil
	}
	fmt.Fprintln(a.out, a.n("build.done", result.Written+result.Unchanged, "output", filepath.ToSlash(output),
		"written", strconv.Itoa(result.Written), "removed", strconv.Itoa(result.Removed)))
	if p.Tree.Site.BaseURL == "" {
		a.say(a.t("build.no-base-url"))
	}
	a.nextSteps(p, o.Drafts)
	return nil
}

// nextSteps says how to publish where nothing is published yet.
func (a *app) nextSteps(p *pipeline.Project, drafts bool) {
	if len(p.Records) > 0 || drafts {
		return
	}
	if drafts := p.Drafts(); len(drafts) > 0 {
		d := drafts[0]
		if isSample(p, d.Document, d.Edition) {
			a.say(a.t("build.sample"))
			return
		}
		a.say(a.t("build.nothing-published", "document", d.Document, "edition", d.Edition))
		return
	}
	a.say(a.t("build.no-documents"))
}

func withoutNotes(list diag.List) diag.List {
	var out diag.List
	for _, f := range list {
		if f.Severity > diag.Note {
			out = append(out, f)
		}
	}
	return out
}
