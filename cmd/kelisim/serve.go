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
	"github.com/kelisim/kelisim/internal/studio"
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
	const port = "127.0.0.1:8080"
	cmd.Flags().StringVar(&c.addr, "addr", port, f.t("flag.addr", "default", port))
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
	listener, err := net.Listen("tcp", c.addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return usageError{c.t("serve.in-use", "addr", c.addr)}
	}
	if err != nil {
		return err
	}
	defer listener.Close()
	ip := net.ParseIP(host)
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	if !loopback {
		c.say(c.t("serve.not-loopback", "addr", c.addr))
	}
	d := &desktop{site: c.folder, ctx: ctx, browser: c.open, poll: c.poll, asOf: c.asOf, chosen: true}
	server, err := d.serve(studio.Way{Addr: listener.Addr(), Reads: !loopback || c.asOf != ""})
	if err != nil {
		return err
	}
	if err := d.Fresh(); err != nil {
		return err
	}
	url := "http://" + reachable(listener.Addr()) + "/"
	fmt.Fprintln(c.out, c.t("serve.at", "url", url))
	start := url + "_desk/"
	if loopback && c.asOf == "" {
		start = server.Invite()
	}
	fmt.Fprintln(c.out, c.t("desk.at", "url", start))
	if c.open {
		d.Open(start)
	}
	return serve.Run(ctx, listener, server)
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
