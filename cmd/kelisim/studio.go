package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"html/template"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/disk"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publication"
	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/studio"
	"github.com/kelisim/kelisim/internal/watch"
)

// anyPort is the loopback with a port that the system chooses.
const anyPort = "127.0.0.1:0"

// deskCommand serves the desk of the site in the folder, or offers to make a site.
type deskCommand struct {
	*folder
	addr            string
	noBrowser, poll bool
}

func newDeskCommand(f *folder) *cobra.Command {
	c := &deskCommand{folder: f}
	cmd := &cobra.Command{
		Use: "desk", Short: f.t("cmd.desk"), Long: f.t("help.desk"), Args: f.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.run(cmd) },
	}
	cmd.Flags().StringVar(&c.addr, "addr", anyPort, f.t("flag.addr-free"))
	cmd.Flags().BoolVar(&c.noBrowser, "no-browser", false, f.t("flag.no-browser"))
	cmd.Flags().BoolVar(&c.poll, "poll", false, f.t("desk.flag-poll"))
	return cmd
}

// run goes on until it is interrupted.
func (c *deskCommand) run(cmd *cobra.Command) error {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	host, _, err := net.SplitHostPort(c.addr)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return usageError{c.t("desk.loopback", "addr", c.addr)}
	}
	d := &desktop{site: c.folder, ctx: ctx, browser: !c.noBrowser, poll: c.poll}
	_, d.chosen = systemLanguage(c.env)
	d.chosen = d.chosen || cmd.Flags().Changed("lang")
	d.find()
	listener, err := c.listen(c.addr)
	if err != nil {
		return err
	}
	server, err := d.serve(studio.Way{Addr: listener.Addr(), Base: "/" + rand.Text()})
	if err != nil {
		return err
	}
	if d.HasSite() {
		if err := d.Fresh(); err != nil {
			return err
		}
	}
	invitation := server.Invite()
	fmt.Fprintln(c.out, c.t("desk.at", "url", invitation))
	c.say(c.t("desk.stays"))
	if d.browser {
		d.Open(invitation)
	}
	return serve.Run(ctx, listener, server)
}

// deskGarbage is how much of it the desk lets gather, in percent of what lives. It is open all
// day beside other programs, and what lives is what is known of all texts.
const deskGarbage = 50

// serve makes the desk over a preview of the site, and begins to follow its files.
func (d *desktop) serve(way studio.Way) (*studio.Server, error) {
	gatherGarbage(deskGarbage)
	var err error
	if d.shown, err = serve.New(way.Addr, way.Base, d.at().msg); err != nil {
		return nil, err
	}
	d.follow()
	return studio.New(d, d.shown, way)
}

// desktop is the program as the desk asks it. Commands run in it as in a terminal, one
// at a time; what they say is caught.
type desktop struct {
	ctx     context.Context
	asOf    string // the site is shown as it stands then; empty: now
	browser bool
	chosen  bool // somebody chose the language of messages
	poll    bool
	shown   *serve.Server

	place sync.Mutex // of site
	site  *folder

	mu       sync.Mutex // of what follows
	made     *preview
	project  *pipeline.Project
	disk     atomic.Pointer[disk.Memory] // of made, for who is told of changes
	watching context.CancelFunc
	proving  context.CancelFunc // ends the search for dead links in what is shown; may be nil
}

// at is the folder of the site, with the words of the desk's language.
func (d *desktop) at() *folder {
	d.place.Lock()
	defer d.place.Unlock()
	return d.site
}

// move goes to another folder or language: what was made of the one before is forgotten.
// The caller holds mu.
func (d *desktop) move(to *folder) {
	d.place.Lock()
	d.site = to
	d.place.Unlock()
	d.made = nil
}

// find goes to the one folder inside that holds a site, if this one is none: the
// program lies beside it.
func (d *desktop) find() {
	if d.HasSite() {
		return
	}
	sites, _ := filepath.Glob(filepath.Join(d.at().dir, "*", filepath.FromSlash(source.SiteFile)))
	if len(sites) == 1 {
		d.at().dir = filepath.Dir(filepath.Dir(sites[0]))
	}
}

// follow shows each change of the site's files.
func (d *desktop) follow() {
	if d.watching != nil {
		d.watching()
	}
	ctx, cancel := context.WithCancel(d.ctx)
	d.watching = cancel
	cfg, dir := d.at().watched(d.poll), d.at().dir
	cfg.Told = func(path string) {
		if rel, err := filepath.Rel(cfg.Root, path); path != "" && err == nil {
			path = filepath.Join(dir, rel)
		}
		d.disk.Load().Told(path)
	}
	go watch.Open(cfg).Run(ctx, func() {
		if err := d.fresh(true); err != nil {
			d.shown.Show(serve.Snapshot{Failure: d.Failure(err)})
		}
	})
}

// Dir implements studio.Program.
func (d *desktop) Dir() string {
	if dir, err := filepath.Abs(d.at().dir); err == nil {
		return dir
	}
	return d.at().dir
}

// HasSite implements studio.Program.
func (d *desktop) HasSite() bool {
	_, err := os.Stat(filepath.Join(d.at().dir, filepath.FromSlash(source.SiteFile)))
	return err == nil
}

// Words implements studio.Program.
func (d *desktop) Words() *i18n.Printer {
	return d.at().msg
}

// Chosen implements studio.Program.
func (d *desktop) Chosen() bool { return d.chosen }

// Speak implements studio.Program.
func (d *desktop) Speak(lang string) error {
	words, err := d.at().catalog.Printer(lang)
	if err != nil {
		return err
	}
	d.mu.Lock()
	own := *d.at()
	ours := *own.console
	ours.msg, own.console = words, &ours
	d.move(&own)
	d.mu.Unlock()
	d.shown.Speak(words)
	if !d.HasSite() {
		return nil
	}
	return d.Fresh()
}

// Project implements studio.Program.
func (d *desktop) Project() (*pipeline.Project, error) {
	d.mu.Lock()
	p := d.project
	d.mu.Unlock()
	if p != nil {
		return p, nil
	}
	return d.at().load(pipeline.Config{AsOf: d.at().instantOf(d.asOf)})
}

// Fresh implements studio.Program.
func (d *desktop) Fresh() error { return d.fresh(false) }

// fresh shows the site as it is. trusting looks at what changed by the word of the system
// alone.
func (d *desktop) fresh(trusting bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.made == nil {
		d.made = newPreview(d.at(), d.asOf)
		d.disk.Store(d.made.disk)
	}
	d.made.disk.Trust(trusting)
	snap, err := d.made.snapshot()
	d.project = d.made.project
	if err != nil {
		return err
	}
	d.shown.Show(snap)
	d.prove(snap)
	return nil
}

// rest is how long nothing must have changed before all files are made for their links.
const rest = time.Second

// prove shows what is wrong with links in a snapshot once that is known. The caller holds mu.
func (d *desktop) prove(snap serve.Snapshot) {
	if d.proving != nil {
		d.proving()
	}
	if snap.Site == nil {
		return
	}
	ctx, cancel := context.WithCancel(d.ctx)
	d.proving = cancel
	of := *d.made
	go func() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
		if of.disk.Stale() { // nobody told of it
			if err := d.Fresh(); err != nil {
				d.shown.Show(serve.Snapshot{Failure: d.Failure(err)})
			}
			return
		}
		full, err := of.prove(ctx, snap)
		d.mu.Lock()
		defer d.mu.Unlock()
		switch {
		case ctx.Err() != nil:
		case err != nil:
			d.shown.Show(serve.Snapshot{Failure: d.Failure(err), Findings: snap.Findings})
		case len(full.Findings) != len(snap.Findings):
			d.shown.Show(full)
		}
	}()
}

// Desk implements studio.Program.
func (d *desktop) Desk() *desk.Desk {
	out := d.at().desk()
	out.Report.Plain = true
	return out
}

// Output implements studio.Program.
func (d *desktop) Output() string { return filepath.Join(d.Dir(), filepath.Base(d.at().public(""))) }

// Failure implements studio.Program.
func (d *desktop) Failure(err error) string {
	f, c := *d.at(), *d.at().console
	f.console, c.aside = &c, io.Discard // its words are for somebody at the desk
	return f.failure(err)
}

// Log implements studio.Program.
func (d *desktop) Log(line string) {
	fmt.Fprintln(d.at().err, d.at().now().Format(time.TimeOnly)+" "+line)
}

// Run implements studio.Program.
func (d *desktop) Run(ctx context.Context, args ...string) studio.Outcome {
	if args[0] == "init" {
		args = []string{"init", filepath.Join(d.at().dir, args[1])}
	}
	o := d.run(ctx, nil, args)
	if args[0] == "init" && o.Status == exitGood {
		d.mu.Lock()
		own := *d.at()
		own.dir = args[1]
		d.move(&own)
		d.mu.Unlock()
		d.follow()
	}
	return o
}

// run runs a command as from the command line, without a terminal: ask answers for the
// person, nil for nobody.
func (d *desktop) run(ctx context.Context, ask func(said string, records []ledger.Record) bool, args []string) studio.Outcome {
	var out, said, aside bytes.Buffer
	sub := newApp(strings.NewReader(""), &out, &said, d.at().env, d.at().now)
	sub.ctx, sub.aside = ctx, &aside
	if ask != nil {
		sub.ask = func(records []ledger.Record) bool { return ask(said.String(), records) }
	}
	status := sub.main(append([]string{"-C", d.at().dir, "--lang", d.at().msg.Lang()}, args...))
	return studio.Outcome{Status: status, Out: out.Bytes(), Said: said.String(), Aside: aside.String()}
}

// Record implements studio.Program.
func (d *desktop) Record(ctx context.Context, confirmed string, args ...string) studio.Plan {
	var plan studio.Plan
	shown := ""
	plan.Outcome = d.run(ctx, func(said string, records []ledger.Record) bool {
		shown, plan.Digest = said, publication.Digest(records)
		plan.Done = confirmed != "" && plan.Digest == confirmed
		return plan.Done
	}, args)
	if plan.Done {
		plan.Said = strings.TrimPrefix(plan.Said, shown)
	} else if plan.Digest != "" { // what was said before it was asked
		plan.Said = shown
	}
	plan.Done = plan.Done && plan.Status == exitGood
	return plan
}

// Open implements studio.Program. The address holds a secret and would stand in the
// list of this machine's processes: a browser gets it from a file that nobody else may
// read.
func (d *desktop) Open(address string) {
	if !d.browser {
		d.at().say(d.at().t("desk.at", "url", address))
		return
	}
	if runtime.GOOS == "windows" { // there others do not see it
		go d.at().openBrowser(address)
		return
	}
	dir, err := os.MkdirTemp("", "kelisim-desk-")
	if err == nil {
		file := filepath.Join(dir, "desk.html")
		page := `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=` + template.HTMLEscapeString(address) + `"><title>Kelisim</title>`
		if err = os.WriteFile(file, []byte(page), 0o600); err == nil {
			context.AfterFunc(d.ctx, func() { os.RemoveAll(dir) })
			go d.at().openBrowser("file://" + filepath.ToSlash(file))
			return
		}
	}
	d.at().say(d.at().machine(err))
}
