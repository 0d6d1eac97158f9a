package main

import (
	"errors"
	"fmt"
	"net"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/build"
	"github.com/kelisim/kelisim/internal/serve"
)

func (a *app) serveCommand() *cobra.Command {
	var addr, asOf string
	cmd := &cobra.Command{
		Use: "serve", Short: a.t("cmd.serve"), Long: a.t("help.serve"), Args: a.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			host, _, err := net.SplitHostPort(addr)
			if err != nil {
				return usageError{a.t("error.addr", "addr", addr)}
			}
			site, err := a.preview(asOf)
			if err != nil {
				return err
			}
			listener, err := net.Listen("tcp", addr)
			if errors.Is(err, syscall.EADDRINUSE) {
				return usageError{a.t("serve.in-use", "addr", addr)}
			}
			if err != nil {
				return err
			}
			if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
				a.say(a.t("serve.not-loopback", "addr", addr))
			}
			fmt.Fprintln(a.out, a.t("serve.at", "url", "http://"+listener.Addr().String()+"/"))
			return serve.Run(cmd.Context(), listener, site)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", a.t("flag.addr"))
	cmd.Flags().StringVar(&asOf, "as-of", "", a.t("flag.as-of"))
	return cmd
}

// preview builds the site with its drafts in memory.
func (a *app) preview(asOf string) (serve.Site, error) {
	p, err := a.load(build.Config{AsOf: a.asOf(asOf)})
	if err != nil {
		return nil, err
	}
	a.printFindings(a.err, withoutNotes(p.Findings))
	if err := a.blockedQuietly(p); err != nil {
		return nil, err
	}
	r, err := a.renderer(p.Tree.Site.Languages)
	if err != nil {
		return nil, err
	}
	site := serve.Site{}
	var mu sync.Mutex
	found, err := p.Render(r, true, func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		site[name] = data
		return nil
	})
	a.printFindings(a.err, found)
	return site, err
}

// blockedQuietly is blocked for a caller that has said the findings.
func (a *app) blockedQuietly(p *build.Project) error {
	if len(p.Blocking()) > 0 {
		return errContent
	}
	return nil
}
