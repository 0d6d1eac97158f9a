// Command example-ais is a small information system that registers users: it
// shows the texts in force, asks for a box each, and records what was shown and
// what was given. README.md leads through it.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // the legal site's time zone, on any machine
)

func main() {
	site := flag.String("site", "http://127.0.0.1:8080/", "the address of the legal site, for this server and for its users")
	document := flag.String("document", "user-agreement", "the document that users accept, with all that is in force together with it")
	dir := flag.String("data", "data", "the folder of the copies and of the records")
	listen := flag.String("listen", "127.0.0.1:8090", "the address to serve at")
	every := flag.Duration("every", time.Minute, "how often to look at the legal site")
	known := flag.String("known", "", "a head of the legal site's ledger that somebody told you, RECORDS:SHA256: no ledger without it is taken")
	flag.Parse()
	head := Nothing
	if *known != "" {
		var err error
		if head, err = ParseHead(*known); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, strings.TrimSuffix(*site, "/")+"/", *document, head, *dir, *listen, *every); err != nil {
		fmt.Fprintln(os.Stderr, "example-ais:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, site, document string, known Head, dir, listen string, every time.Duration) error {
	store := Store{filepath.Join(dir, "copies")}
	if err := os.MkdirAll(store.dir, 0o700); err != nil {
		return err
	}
	mirror, err := OpenMirror(site, document, known, store)
	if err != nil {
		return err
	}
	// Before the logs are opened: who started it twice is told, and nothing is touched.
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	book, err := OpenBook(dir)
	if err != nil {
		return err
	}
	slog.Info("serving", "address", "http://"+listener.Addr().String()+"/")
	go mirror.Run(ctx, every)
	server := http.Server{
		Handler:           NewServer(mirror, book, time.Now).Handler(),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
	}
	answered := make(chan error)
	go func() {
		<-ctx.Done()
		answered <- server.Shutdown(context.Background())
	}()
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return <-answered // who is being registered is still told
}
