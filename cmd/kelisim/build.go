package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publish"
)

// buildCommand makes public/ of content/.
type buildCommand struct {
	*folder
	output, asOf, shard string
	join                []string
	drafts, quiet       bool
}

func newBuild(f *folder) *cobra.Command {
	c := &buildCommand{folder: f}
	cmd := &cobra.Command{
		Use: "build", Short: f.t("cmd.build"), Long: f.t("help.build"), Args: func(cmd *cobra.Command, args []string) error {
			if len(c.join) > 0 {
				return nil // further folders
			}
			return f.args(0, 0)(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args) },
	}
	cmd.Flags().StringVar(&c.shard, "shard", "", f.t("flag.shard"))
	cmd.Flags().StringArrayVar(&c.join, "join", nil, f.t("flag.join"))
	cmd.Flags().StringVarP(&c.output, "output", "o", "", f.t("flag.output"))
	cmd.Flags().StringVar(&c.asOf, "as-of", "", f.t("flag.as-of"))
	cmd.Flags().BoolVar(&c.drafts, "drafts", false, f.t("flag.drafts"))
	cmd.Flags().BoolVarP(&c.quiet, "quiet", "q", false, f.t("flag.quiet"))
	return cmd
}

// options are what the flags and the folders of --join ask for.
func (c *buildCommand) options(args []string) (pipeline.Output, error) {
	o := pipeline.Output{Dir: c.public(c.output), Drafts: c.drafts, Join: append(c.join, args...)}
	if c.drafts && c.output == "" {
		return o, usageError{c.t("error.drafts-output")}
	}
	if c.shard != "" {
		var ok bool
		if o.Shard, ok = parseShard(c.shard); !ok || c.output == "" || len(c.join) > 0 {
			return o, usageError{c.t("error.shard-flag", "value", c.shard)}
		}
	}
	return o, nil
}

// parseShard reads I/N: the I-th of N shards, from 1 on.
func parseShard(s string) (pipeline.Shard, bool) {
	i, n, ok := strings.Cut(s, "/")
	index, err := strconv.Atoi(i)
	of, err2 := strconv.Atoi(n)
	return pipeline.Shard{Index: index, Of: of}, ok && err == nil && err2 == nil && 1 <= index && index <= of
}

func (c *buildCommand) run(args []string) error {
	o, err := c.options(args)
	if err != nil {
		return err
	}
	output := o.Dir
	var others []string // of its own output Write speaks
	if usual := c.public(""); output != usual {
		others = []string{usual}
	}
	start := c.now()
	tell, end := c.watch(c.quiet)
	defer end()
	p, err := c.load(pipeline.Config{AsOf: c.instantOf(c.asOf), Mendable: true, Now: start, Known: c.known(others...),
		Served: pipeline.ServedCheckpoints(append(others, output)...), Progress: leaveGarbage(tell), Printer: func() *pipeline.Printer { return c.printer("build.no-pdf") }})
	if err != nil {
		return err
	}
	if blocking := p.Blocking(); len(blocking) > 0 {
		end()
		c.report().Text(c.err, p.Findings)
		c.say(c.n("build.refused", len(blocking), "output", output))
		return errContent
	}
	own, err := c.idle()
	if err != nil {
		return err
	}
	if told := append(withoutNotes(p.Findings), own...); !c.quiet && len(told) > 0 {
		end()
		c.report().Text(c.err, told)
		tell, end = c.watch(c.quiet)
		defer end()
	}
	r, err := c.renderer(p.Tree.Site)
	if err != nil {
		return err
	}
	o.Forbidden, o.Renderer = c.sources(), r
	o.Progress = leaveGarbage(tell)
	result, found, err := p.Write(o)
	end()
	if bad := (*pipeline.ShardError)(nil); errors.As(err, &bad) {
		return contentError{c.t("error.shard", "dir", filepath.ToSlash(bad.Dir), "group", bad.Group, "error", bad.Err.Error())}
	}
	if err != nil {
		return err
	}
	if len(found) > 0 {
		c.report().Text(c.err, found)
		c.say(c.n("build.refused", len(found), "output", output))
		return errContent
	}
	c.done(p, &result, o.Dir, start)
	if !c.quiet {
		c.nextSteps(p, o.Drafts)
	}
	return nil
}

// done says what a build made, and what it could not do as it should.
func (c *buildCommand) done(p *pipeline.Project, result *publish.Result, output string, start time.Time) {
	output = filepath.ToSlash(output)
	if !result.Atomic {
		c.say(c.t("build.in-place", "output", output))
	}
	if result.Durability != nil {
		c.say(c.t("build.durability", "error", c.machine(result.Durability)))
	}
	if result.Leftover != nil {
		c.say(c.t("build.leftover", "error", c.machine(result.Leftover)))
	}
	if c.quiet {
		return
	}
	fmt.Fprintln(c.out, c.n("build.done", result.Written+result.Unchanged, "output", output,
		"written", strconv.Itoa(result.Written), "carried", strconv.Itoa(result.Unchanged), "removed", strconv.Itoa(result.Removed),
		"texts", strconv.Itoa(p.Texts()), "seconds", strconv.Itoa(int(c.now().Sub(start).Round(time.Second).Seconds()))))
	if p.Tree.Site.BaseURL == "" {
		c.say(c.t("build.no-base-url"))
	}
}

// Between two collections of garbage a build lets its memory grow to this much if what
// lives takes no more than half of it, and to twice what lives otherwise. A collection
// costs what lives, and a build makes a hundred times more than that.
const buildMemory = 400 << 20

// leaveGarbage sets the limit of the memory now and, as more comes to live with each
// file that is made, whenever a build tells how far it is: a limit near what lives would
// have garbage collected without end.
func leaveGarbage(tell pipeline.Progress) pipeline.Progress {
	runtime.GC()
	gatherGarbage(300)
	var limit atomic.Int64
	set := func() {
		lives := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(lives)
		was, now := limit.Load(), max(buildMemory, 2*int64(lives[0].Value.Uint64()))
		if now > was+was/8 && limit.CompareAndSwap(was, now) { // to set it stops the world
			debug.SetMemoryLimit(now)
		}
	}
	set()
	return func(stage pipeline.Stage, done, of int) {
		if done%64 == 0 {
			set()
		}
		if tell != nil {
			tell(stage, done, of)
		}
	}
}

// nextSteps says how to publish if nothing is published yet.
func (c *buildCommand) nextSteps(p *pipeline.Project, drafts bool) {
	if len(p.Records) > 0 || drafts {
		return
	}
	if drafts := p.Drafts(); len(drafts) > 0 {
		d := drafts[0]
		if draft.IsSample(p, d.Document, d.Edition) {
			c.say(c.t("build.sample"))
			return
		}
		c.say(c.t("build.nothing-published", "document", d.Document, "edition", d.Edition))
		return
	}
	c.say(c.t("build.no-documents"))
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
