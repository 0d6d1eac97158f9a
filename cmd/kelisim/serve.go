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

// listen takes the address of --addr.
func (c *console) listen(addr string) (net.Listener, error) {
	_, port, err := net.SplitHostPort(addr)
	if n, portErr := strconv.Atoi(port); err != nil || portErr != nil || n < 0 || n > 65535 {
		return nil, usageError{c.t("error.addr", "addr", addr)}
	}
	listener, err := net.Listen("tcp", addr)
	if key := notListened(err); key != "" {
		return nil, usageError{c.t(key, "addr", addr)}
	}
	return listener, err
}

// notListened is the message for an address that cannot be had, if there is one. The
// numbers are those of Windows' sockets, which no error of the syscall package is equal to.
func notListened(err error) string {
	var name *net.DNSError
	var number syscall.Errno
	errors.As(err, &number)
	switch {
	case number == syscall.EADDRINUSE, number == 10048:
		return "serve.in-use"
	case number == syscall.EADDRNOTAVAIL, number == 10049, errors.As(err, &name):
		return "serve.not-here"
	case number == syscall.EACCES, number == 10013:
		return "serve.denied"
	}
	return ""
}

// run goes on until ctx ends.
func (c *serveCommand) run(ctx context.Context) error {
	listener, err := c.listen(c.addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	host, _, _ := net.SplitHostPort(c.addr)
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
