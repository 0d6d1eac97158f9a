package serve_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/serve"
)

// 200 windows are told of the one change of their page in 10,000 saves, however slow other
// clients are; afterwards nothing of the saves or of the windows is left.
func TestMany(t *testing.T) {
	const windows, saves, large = 200, 10_000, 64 << 10
	s, url := start(t)
	site := func(a string, n int) files {
		return files{"a/index.html": []byte(strings.Replace(page, "text", a, 1)), "b/index.html": []byte(strings.Replace(page, "text", fmt.Sprint(n), 1)),
			"c.txt": make([]byte, large)}
	}
	s.Show(serve.Snapshot{Site: site("old", 0)})
	_, body := get(t, url+"/a/")
	_, tag, _ := strings.Cut(body, `data-tag="`)
	tag, _, _ = strings.Cut(tag, `"`)
	http.DefaultClient.CloseIdleConnections()
	before := runtime.NumGoroutine()

	var slow []net.Conn
	for _, asks := range []string{"GET / HT", "GET /c.txt HTTP/1.1\r\nHost: " + url[len("http://"):] + "\r\n\r\n"} {
		for range 20 { // half a request, and an answer that nobody reads
			c, err := net.Dial("tcp", url[len("http://"):])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := c.Write([]byte(asks)); err != nil {
				t.Fatal(err)
			}
			slow = append(slow, c)
		}
	}
	told := make(chan string, windows)
	for range windows {
		r, err := http.Get(url + "/_desk/events?page=/a/&tag=" + tag)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			defer r.Body.Close()
			lines := bufio.NewScanner(r.Body)
			for lines.Scan() && lines.Text() != "event: reload" {
			}
			_, now := get(t, url+"/a/")
			told <- now
		}()
	}
	for n := range saves {
		s.Show(serve.Snapshot{Site: site("old", n)})
	}
	if len(told) > 0 {
		t.Errorf("%d windows were told of another page", len(told))
	}
	s.Show(serve.Snapshot{Site: site("new", saves)})
	for range windows {
		if now := <-told; !strings.Contains(now, "new") {
			t.Errorf("a window that was told has %s", now)
		}
	}
	for _, c := range slow {
		c.Close()
	}
	for http.DefaultClient.CloseIdleConnections(); runtime.NumGoroutine() > before; runtime.Gosched() {
		http.DefaultClient.CloseIdleConnections()
	}
	runtime.GC()
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapAlloc > saves*large/8 {
		t.Errorf("%d bytes are left of %d saves of %d", m.HeapAlloc, saves, large)
	}
}
