// Command example-ais is a small information system that records consent: see README.md.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"net/http"
	"strings"
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
	known := Nothing
	flag.Func("known", "a head of the legal site's ledger that somebody told you, RECORDS:SHA256: no ledger without it is taken", func(s string) error {
		_, err := fmt.Sscanf(s, "%d:%64s", &known.Records, &known.SHA256)
		return err
	})
	flag.Parse()
	mirror, err := OpenMirror(strings.TrimSuffix(*site, "/")+"/", *document, *dir, known)
	if err != nil {
		log.Fatal(err)
	}
	book, err := OpenBook(*dir)
	if err != nil {
		log.Fatal(err)
	}
	go mirror.Follow(*every)
	service := &Server{mirror, book, time.Now, func(r *http.Request) string { return cmp.Or(*user, r.Header.Get("X-User")) }}
	server := http.Server{Addr: *listen, Handler: service.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second}
	log.Print("http://", *listen, "/")
	log.Fatal(server.ListenAndServe())
}
