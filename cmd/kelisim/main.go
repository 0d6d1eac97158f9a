// Kelisim publishes versioned legal texts as a static site.
//
// See README.md for what it does, docs/ for the formats.
package main

import (
	"io"
	"os"
	"time"
)

func main() {
	spareSmallCalls()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: results go to stdout, all else to stderr. It returns
// the exit status: 0 good, 1 the content has errors or what was checked does not
// hold, 2 wrong usage, 3 the machine failed.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return newApp(stdin, stdout, stderr, os.Getenv, time.Now).main(args)
}
