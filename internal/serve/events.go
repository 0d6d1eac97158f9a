package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"
)

// ping keeps the connection through whatever sits between.
const ping = 20 * time.Second

// Every page carries its tag, the hash of its bytes as they are served. The
// script of the page sends it here; as soon as the page has another one, the
// browser is told to load it. A change that the page does not show is none.
const tagMark = "kelisim-desk-tag"

// tagged puts a page's tag in the place that the page has for it, if it has one.
func tagged(page []byte) []byte {
	return bytes.Replace(page, []byte(tagMark), []byte(tagOf(page)), 1)
}

func tagOf(page []byte) string {
	sum := sha256.Sum256(page)
	return hex.EncodeToString(sum[:8])
}

// events says to a page, by server-sent events, when it is no longer what it was. Who names
// no page, such as the desk's start page, hears of every change.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	page, tag := r.URL.Query().Get("page"), r.URL.Query().Get("tag")
	out := http.NewResponseController(w)
	out.SetWriteDeadline(time.Time{})
	w.Header().Set("Content-Type", "text/event-stream")
	say := func(line string) bool {
		fmt.Fprint(w, line, "\n\n")
		return out.Flush() == nil
	}
	if !say("retry: 300\n: hello") || r.Method == http.MethodHead {
		return
	}
	tick := time.NewTicker(ping)
	defer tick.Stop()
	for first := true; ; first = false {
		st := s.state()
		told := !first
		if page != "" {
			a := st.answer(s, page)
			told = a.err != nil || !bytes.Contains(a.data, []byte(tag))
		}
		if told {
			if !say("event: reload\ndata: 1") {
				return
			}
		}
		for waiting := true; waiting; {
			select {
			case <-r.Context().Done():
				return
			case <-st.next:
				waiting = false
			case <-tick.C:
				if !say(": ping") {
					return
				}
			}
		}
	}
}
