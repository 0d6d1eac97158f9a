package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestServe runs the preview as a user does: it says where it is, answers, and
// stops when told to.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	outR, outW := io.Pipe()
	quiet := func(args ...string) int {
		a := newApp(strings.NewReader(""), io.Discard, io.Discard, noEnv, func() time.Time { return clock })
		return a.main(args)
	}
	if code := quiet("init", dir+"/s"); code != exitGood {
		t.Fatal(code)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	a := newApp(strings.NewReader(""), outW, io.Discard, noEnv, func() time.Time { return clock })
	a.ctx = ctx
	done := make(chan int, 1)
	go func() {
		done <- a.main([]string{"-C", dir + "/s", "serve", "--addr", "127.0.0.1:0"})
		outW.Close()
	}()
	line, err := bufio.NewReader(outR).ReadString('\n')
	if err != nil {
		t.Fatalf("no address: %v (%d)", err, <-done)
	}
	go io.Copy(io.Discard, outR)
	url := strings.TrimSpace(line)
	host := strings.Trim(strings.TrimPrefix(url, "http://"), "/")

	for _, test := range []struct {
		path, host string
		status     int
		body       string
	}{
		{"/", "", 200, "<html"},
		{"/kk/user-agreement/", "", 200, "Пайдаланушы келісімі"},
		{"/kk/user-agreement", "", 200, "Пайдаланушы келісімі"},
		{"/ru/user-agreement/1/text.md", "", 200, "title: Пользовательское соглашение"},
		{"/kk/nothing/", "", 404, "<html"},
		{"/../content/site.yaml", "", 404, ""},
		{"/..%2fcontent%2fsite.yaml", "", 404, ""},
		{"/kk/../../content/site.yaml", "", 404, ""},
		{"//evil.example/%2e%2e", "", 200, "<html"},
		{"/.kelisim.json", "", 404, ""},
		{"/", "localhost" + host[strings.LastIndex(host, ":"):], 200, "<html"},
		{"/", "evil.example", 421, ""},
		{"/", "evil.example" + host[strings.LastIndex(host, ":"):], 421, ""},
		{"/", "127.0.0.1", 421, ""},
	} {
		status, header, body := get(t, host, test.path, test.host)
		if status != test.status || !strings.Contains(body, test.body) {
			t.Errorf("GET %s (host %q) = %d %q", test.path, test.host, status, body[:min(len(body), 80)])
		}
		if strings.Contains(body, "timezone:") {
			t.Errorf("GET %s shows site.yaml", test.path)
		}
		if status != 421 && !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("GET %s: no policy", test.path)
		}
	}
	if r, err := http.Post(url, "text/plain", strings.NewReader("x")); err != nil || r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST = %v %v", r, err)
	}
	// The same address again is wrong usage, not a failure of the machine.
	if code := quiet("-C", dir+"/s", "serve", "--addr", host); code != exitUsage {
		t.Errorf("address in use: exit %d", code)
	}
	for _, addr := range []string{"8080", "127.0.0.1:nothing", "127.0.0.1:99999", "192.0.2.1:0"} {
		if code := quiet("-C", dir+"/s", "serve", "--addr", addr); code != exitUsage {
			t.Errorf("--addr %s: exit %d", addr, code)
		}
	}
	cancel()
	select {
	case code := <-done:
		if code != exitGood {
			t.Errorf("stopped with exit %d", code)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("does not stop")
	}
}

// get sends the path as it is: a client of ours would clean it. It follows one
// redirection to a folder.
func get(t *testing.T, addr, path, host string) (int, http.Header, string) {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if host == "" {
		host = addr
	}
	io.WriteString(c, "GET "+path+" HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode == http.StatusMovedPermanently {
		return get(t, addr, path[:strings.LastIndex(path, "/")+1]+r.Header.Get("Location"), host)
	}
	return r.StatusCode, r.Header, string(body)
}

// Why an address cannot be had is said of the address, in words of ours, and not as a
// failure of a file; Windows' sockets have numbers of their own.
func TestNotListened(t *testing.T) {
	for number, want := range map[syscall.Errno]string{
		syscall.EADDRINUSE: "serve.in-use", 10048: "serve.in-use", syscall.EADDRNOTAVAIL: "serve.not-here", 10049: "serve.not-here",
		syscall.EACCES: "serve.denied", 10013: "serve.denied", syscall.ENOSPC: "",
	} {
		err := &net.OpError{Op: "listen", Net: "tcp", Err: os.NewSyscallError("bind", number)}
		if got := notListened(err); got != want {
			t.Errorf("%v: %q, not %q", number, got, want)
		}
	}
	if got := notListened(&net.OpError{Op: "listen", Err: &net.DNSError{Name: "nowhere"}}); got != "serve.not-here" {
		t.Errorf("a name that no machine has: %q", got)
	}
	if got := notListened(nil); got != "" {
		t.Errorf("no error: %q", got)
	}
	for _, lang := range languages {
		a := testApp(t, lang)
		_, err := a.listen("192.0.2.1:0")
		if err == nil || !strings.Contains(err.Error(), "192.0.2.1:0") || strings.Contains(err.Error(), "assign") {
			t.Errorf("%s: %v", lang, err)
		}
	}
}
