package main

import (
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"github.com/kelisim/kelisim/internal/pipeline"
)

// progress is a line on a terminal that says what a build does, how far it is and how
// fast, from a second after its start on. It is no part of what a program reads: it
// goes away when the build ends.
type progress struct {
	*console
	to    io.Writer
	start time.Time

	mu       sync.Mutex
	stage    pipeline.Stage
	since    time.Time // when the stage began
	done, of int
	shown    bool
	now      func() time.Time
}

// patience is how long a build says nothing.
const patience = time.Second

// watch begins to show progress if somebody looks on. The caller tells tell how far it
// is, and calls end before it writes anything else.
func (c *console) watch(quiet bool) (tell pipeline.Progress, end func()) {
	screen, ok := c.err.(io.Reader)
	if quiet || !ok || !isTerminal(screen) || c.env("TERM") == "dumb" {
		return nil, func() {}
	}
	p := &progress{console: c, to: c.err, start: time.Now(), now: time.Now}
	tick, stop, stopped := time.NewTicker(patience/5), make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			select {
			case <-tick.C:
				p.show()
			case <-stop:
				return
			}
		}
	}()
	return p.tell, sync.OnceFunc(func() {
		tick.Stop()
		close(stop)
		<-stopped
		p.clear()
	})
}

func (p *progress) tell(stage pipeline.Stage, done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if stage != p.stage {
		p.stage, p.since, p.done = stage, p.now(), 0
	}
	p.done, p.of = max(p.done, done), of
}

// show writes the line over the one before.
func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if p.stage == "" || now.Sub(p.start) < patience {
		return
	}
	speed := 0
	if took := now.Sub(p.since); took > 0 {
		speed = int(float64(p.done) / took.Seconds())
	}
	line := p.t("build."+string(p.stage), "done", strconv.Itoa(p.done), "of", strconv.Itoa(p.of), "speed", strconv.Itoa(speed))
	if letters := []rune(line); len(letters) >= p.columns() {
		line = string(letters[:p.columns()-1])
	}
	fmt.Fprint(p.to, "\r"+line+"\x1b[K")
	p.shown = true
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
