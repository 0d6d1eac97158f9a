package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/watch"
)

// serveCommand shows the site and follows its changes.
type serveCommand struct {
	*folder
	addr, asOf string
	open, poll bool
}

func newServe(f *folder) *cobra.Command {
	c := &serveCommand{folder: f}
	cmd := &cobra.Command{
		Use: "serve", Short: f.t("cmd.serve"), Long: f.t("help.serve"), Args: f.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return c.run(ctx)
		},
	}
	cmd.Flags().StringVar(&c.addr, "addr", "127.0.0.1:8080", f.t("flag.addr"))
	cmd.Flags().StringVar(&c.asOf, "as-of", "", f.t("flag.as-of"))
	cmd.Flags().BoolVar(&c.open, "open", false, f.t("desk.flag-open"))
	cmd.Flags().BoolVar(&c.poll, "poll", false, f.t("desk.flag-poll"))
	return cmd
}

// run goes on until ctx ends.
func (c *serveCommand) run(ctx context.Context) error {
	host, port, err := net.SplitHostPort(c.addr)
	if n, portErr := strconv.Atoi(port); err != nil || portErr != nil || n < 0 || n > 65535 {
		return usageError{c.t("error.addr", "addr", c.addr)}
	}
	// Watching begins before the first reading, so that no change falls between.
	w := watch.Open(c.watched(c.poll))
	v := newPreview(c.folder, c.asOf)
	first, err := v.snapshot()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return usageError{c.t("serve.in-use", "addr", c.addr)}
	}
	if err != nil {
		return err
	}
	server, err := serve.New(listener.Addr(), c.msg)
	if err != nil {
		return err
	}
	server.Show(first)
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		c.say(c.t("serve.not-loopback", "addr", c.addr))
	}
	url := "http://" + reachable(listener.Addr()) + "/"
	fmt.Fprintln(c.out, c.t("serve.at", "url", url))
	fmt.Fprintln(c.out, c.t("desk.at", "url", url+"_desk/"))
	if c.open {
		c.openBrowser(url + "_desk/")
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go w.Run(ctx, func() {
		if snap, err := v.snapshot(); err != nil {
			server.Show(serve.Snapshot{Failure: c.failure(err)})
		} else {
			server.Show(snap)
		}
	})
	return server.Run(ctx, listener)
}

// watched is what serve and desk watch: the sources of the site.
func (f *folder) watched(poll bool) watch.Config {
	root, err := filepath.Abs(f.dir)
	if err != nil {
		root = f.dir
	}
	w := watch.Config{Root: root, Names: []string{"content", "layouts", "i18n"}}
	w.Failed = func(err error) { f.say(f.t("desk.polls", "error", err.Error())) }
	if poll {
		w.Poll = watch.DefaultPoll
	}
	return w
}

// reachable is an address under which a browser here finds a listener.
func reachable(addr net.Addr) string {
	if t, ok := addr.(*net.TCPAddr); ok && t.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(t.Port))
	}
	return addr.String()
}
