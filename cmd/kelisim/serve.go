package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/watch"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	addr, asOf string
	open, poll bool
}

func (a *app) serveCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use: "serve", Short: a.t("cmd.serve"), Long: a.t("help.serve"), Args: a.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return a.serve(ctx, o)
		},
	}
	cmd.Flags().StringVar(&o.addr, "addr", "127.0.0.1:8080", a.t("flag.addr"))
	cmd.Flags().StringVar(&o.asOf, "as-of", "", a.t("flag.as-of"))
	cmd.Flags().BoolVar(&o.open, "open", false, a.t("desk.flag-open"))
	cmd.Flags().BoolVar(&o.poll, "poll", false, a.t("desk.flag-poll"))
	return cmd
}

// serve shows the site and follows its changes until ctx ends.
func (a *app) serve(ctx context.Context, o serveOptions) error {
	host, port, err := net.SplitHostPort(o.addr)
	if n, portErr := strconv.Atoi(port); err != nil || portErr != nil || n < 0 || n > 65535 {
		return usageError{a.t("error.addr", "addr", o.addr)}
	}
	// Watching begins before the first reading, so that no change falls between.
	w := watch.Open(a.watched(o.poll))
	v := newPreview(a, o.asOf)
	first, err := v.snapshot()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return usageError{a.t("serve.in-use", "addr", o.addr)}
	}
	if err != nil {
		return err
	}
	server, err := serve.New(listener.Addr(), a.msg)
	if err != nil {
		return err
	}
	server.Show(first)
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		a.say(a.t("serve.not-loopback", "addr", o.addr))
	}
	url := "http://" + reachable(listener.Addr()) + "/"
	fmt.Fprintln(a.out, a.t("serve.at", "url", url))
	fmt.Fprintln(a.out, a.t("desk.at", "url", url+"_desk/"))
	if o.open {
		a.openBrowser(url + "_desk/")
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go w.Run(ctx, func() {
		if snap, err := v.snapshot(); err != nil {
			server.Show(serve.Snapshot{Failure: a.failure(err)})
		} else {
			server.Show(snap)
		}
	})
	return server.Run(ctx, listener)
}

// watched is what serve watches: the sources of the site.
func (a *app) watched(poll bool) watch.Config {
	root, err := filepath.Abs(a.dir)
	if err != nil {
		root = a.dir
	}
	c := watch.Config{Root: root, Names: []string{"content", "layouts", "i18n"}}
	c.Failed = func(err error) { a.say(a.t("desk.polls", "error", err.Error())) }
	if poll {
		c.Poll = watch.DefaultPoll
	}
	return c
}

// reachable is an address under which a browser here finds a listener.
func reachable(addr net.Addr) string {
	if t, ok := addr.(*net.TCPAddr); ok && t.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(t.Port))
	}
	return addr.String()
}

// openBrowser opens a page in the browser, where there is one.
func (a *app) openBrowser(url string) {
	args := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		args = []string{"open", url}
	case "windows":
		args = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	cmd := exec.Command(args[0], args[1:]...)
	failed := make(chan error, 1)
	if err := cmd.Start(); err != nil {
		failed <- err
	} else {
		go func() { failed <- cmd.Wait() }()
	}
	select {
	case err := <-failed:
		if err != nil {
			a.say(a.t("desk.no-browser", "url", url))
		}
	case <-time.After(2 * time.Second): // some stay as long as the browser
	}
}
