// Command example-ais is a small information system that records consent: see README.md.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // the legal site's time zone, on any machine
)

func main() {
	site := flag.String("site", "http://127.0.0.1:8080/", "the address of the legal site")
	document := flag.String("document", "user-agreement", "the document that users accept, with all that is in force together with it")
	dir := flag.String("data", "data", "the folder of the copies and of the records, of one process alone")
	listen := flag.String("listen", "127.0.0.1:8090", "the address to serve at")
	every := flag.Duration("every", 10*time.Minute, "how often to look at the legal site")
	user := flag.String("user", "", "take everybody for this user, to try it out: else the header X-User says who is signed in")
	known := flag.String("known", "", "a head of the legal site's ledger that somebody told you, RECORDS:SHA256: no ledger without it is taken")
	flag.Parse()
	head := Nothing
	if _, err := fmt.Sscanf(strings.Replace(*known, ":", " ", 1), "%d %s", &head.Records, &head.SHA256); *known != "" && err != nil || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, strings.TrimSuffix(*site, "/")+"/", *document, *dir, *listen, head, *every, func(r *http.Request) string { return cmp.Or(*user, r.Header.Get("X-User")) }); err != nil {
		fmt.Fprintln(os.Stderr, "example-ais:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, site, document, dir, listen string, known Head, every time.Duration, user func(*http.Request) string) error {
	mirror, err := OpenMirror(site, document, dir, known)
	if err != nil {
		return err
	}
	book, err := OpenBook(dir)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	slog.Info("serving", "address", "http://"+listener.Addr().String()+"/")
	go mirror.Follow(ctx, every)
	server := http.Server{Handler: (&Server{mirror, book, time.Now, user}).Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second}
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
