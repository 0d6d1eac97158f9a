package serve_test

import (
	"bufio"
	"context"
	"io"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/serve"
)

// words says every message as its key.
type words struct{}

func (words) Lang() string { return "kk" }

func (words) Text(key string, _ map[string]string) (string, error) { return key, nil }

func (words) Count(key string, _ int, _ map[string]string) (string, error) { return key, nil }

// files are a site that is made.
type files map[string][]byte

func (f files) File(name string) ([]byte, error) {
	data, ok := f[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return data, nil
}

const page = "<!doctype html><html><head><title>x</title></head><body><main>text</main></body></html>"

func start(t *testing.T) (*serve.Server, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s, err := serve.New(l.Addr(), "/key", words{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- serve.Run(ctx, l, s) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s, "http://" + l.Addr().String()
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(data)
}

// Pages have the panel over them, other files are as published, and while the
// content has errors a page says so and the last good one is kept.
func TestPages(t *testing.T) {
	s, url := start(t)
	finding := serve.Finding{Severity: "error", Message: "<slip>", Document: "a", Edition: "2", File: "content/a/2/kk.md", Line: 3, Text: "the <line>"}
	other := serve.Finding{Severity: "error", Message: "elsewhere", Document: "b", Edition: "1", File: "content/b/1/kk.md"}
	site := files{"kk/a/2/index.html": []byte(page), "kk/a/2/text.md": []byte(page), "404.html": []byte(page), "embed/a.html": []byte("<p>part</p>")}
	expect := func(path string, status int, has, not string) {
		t.Helper()
		code, body := get(t, url+path)
		if code != status || !strings.Contains(body, has) || not != "" && strings.Contains(body, not) {
			t.Errorf("GET %s = %d, want %d with %q without %q:\n%s", path, code, status, has, not, body)
		}
	}
	expect("/kk/a/2/", 503, "desk.broken", "") // nothing was shown yet
	s.Show(serve.Snapshot{Site: site, Findings: []serve.Finding{finding, other}})
	expect("/kk/a/2/", 200, "&lt;slip&gt;", "elsewhere")
	expect("/kk/a/2/", 200, "the &lt;line&gt;", "kelisim-desk-tag")
	expect("/kk/a/2/", 200, "content/a/2/kk.md:3", "")
	expect("/kk/a/2/text.md", 200, page, "desk")
	expect("/embed/a.html", 200, "<p>part</p>", "desk")
	expect("/kk/nothing/", 404, "desk.missing-page", "text</main>")
	expect("/kk/nothing.md", 404, "desk.missing-page", "")
	expect("/kk/a/2/", 200, `src="/key/_desk/preview.js"`, "")
	expect("/kk/a/2/", 200, `<body><aside class="desk-panel"`, "") // before the page's words, not over them
	expect("/_desk/", 404, "", "")
	expect("/_desk/preview.js", 200, "EventSource", "")
	expect("/_desk/parts.html", 404, "", "")
	s.Show(serve.Snapshot{Blocking: []serve.Finding{finding}, Failure: "no site"})
	expect("/kk/a/2/", 503, `"/key/_desk/good/kk/a/2/"`, "<main>text")
	expect("/kk/a/2/", 503, "no site", "")
	expect("/kk/a/2/text.md", 200, page, "")
	expect("/_desk/good/kk/a/2/", 200, "<main>text", "")
	expect("/_desk/good/kk/a/2/", 200, "desk.stale", "")
	s.Show(serve.Snapshot{Site: site})
	expect("/kk/a/2/", 200, "<main>text", "desk.broken")
}

// A page is told when it has changed, at once where it had before it asked, and
// not when something else has.
func TestEvents(t *testing.T) {
	s, url := start(t)
	site := func(a, b string) files {
		return files{"a/index.html": []byte(strings.Replace(page, "text", a, 1)), "b/index.html": []byte(strings.Replace(page, "text", b, 1))}
	}
	s.Show(serve.Snapshot{Site: site("1", "1")})
	_, body := get(t, url+"/a/")
	_, tag, _ := strings.Cut(body, `data-tag="`)
	tag, _, _ = strings.Cut(tag, `"`)
	listen := func() <-chan bool {
		r, err := http.Get(url + "/_desk/events?page=/a/&tag=" + tag)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Body.Close() })
		told := make(chan bool, 1)
		go func() {
			for lines := bufio.NewScanner(r.Body); lines.Scan(); {
				if lines.Text() == "event: reload" {
					told <- true
					return
				}
			}
		}()
		return told
	}
	told := listen()
	s.Show(serve.Snapshot{Site: site("1", "2")})
	select {
	case <-told:
		t.Fatal("told of another page")
	case <-time.After(50 * time.Millisecond):
	}
	s.Show(serve.Snapshot{Site: site("2", "2")})
	<-told
	<-listen()
}
