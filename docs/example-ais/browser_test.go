package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"testing"
)

// A page of Chromium, driven by its protocol over two pipes.
type page struct {
	*testing.T
	in      io.Writer
	out     *bufio.Reader
	session string
	id      int
}

// browse starts Chromium, or the program that CHROMIUM names, with a page that sends X-User.
func browse(t *testing.T, user string) *page {
	t.Helper()
	name := os.Getenv("CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	read, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir())
	cmd.ExtraFiles = []*os.File{read, write}
	if err := cmd.Start(); err != nil {
		t.Fatalf("install Chromium (Debian: chromium): %v", err)
	}
	read.Close()
	write.Close()
	p := &page{T: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() { p.call("Browser.close", map[string]any{}); cmd.Wait() })
	target := p.call("Target.createTarget", map[string]any{"url": "about:blank"})["targetId"]
	p.session = p.call("Target.attachToTarget", map[string]any{"targetId": target, "flatten": true})["sessionId"].(string)
	p.call("Network.enable", map[string]any{})
	p.call("Network.setExtraHTTPHeaders", map[string]any{"headers": map[string]string{"X-User": user}})
	return p
}

// call calls a method and returns its result.
func (p *page) call(method string, params map[string]any) map[string]any {
	p.Helper()
	p.id++
	message := map[string]any{"id": p.id, "method": method, "params": params}
	if p.session != "" && method != "Browser.close" {
		message["sessionId"] = p.session
	}
	data, _ := json.Marshal(message) // of plain values
	p.in.Write(append(data, 0))
	for {
		line, err := p.out.ReadBytes(0)
		var answer struct {
			ID            int
			Result, Error map[string]any
		}
		if err := decode(&answer)(line[:max(0, len(line)-1)], err); err != nil || answer.Error != nil {
			p.Fatal(method, err, answer.Error)
		}
		if answer.ID == p.id {
			return answer.Result
		}
	}
}

// until evaluates an expression again and again until it holds.
func (p *page) until(expression string) {
	p.Helper()
	for holds := any(nil); holds != true; {
		result := p.call("Runtime.evaluate", map[string]any{"expression": "(() => { try { return Boolean(" + expression + ") } catch { return false } })()", "returnByValue": true})
		holds = result["result"].(map[string]any)["value"]
	}
}

// A browser shows each text in its element under the policy, takes the boxes, and shows the receipt.
func TestBrowser(t *testing.T) {
	s := start(t)
	p := browse(t, "aigerim")
	p.call("Page.navigate", map[string]any{"url": s.url + "/kk/"})
	p.until(`[...document.querySelectorAll('kelisim-text')].filter(e => e.shadowRoot?.querySelector('article')).length === 3`)
	p.until(`document.querySelector('kelisim-text').shadowRoot.textContent.includes('Пайдаланушы жүйеге өз атымен кіреді.')`)
	p.until(`!document.querySelector('form').checkValidity()`) // boxes are required
	for _, key := range []string{"user-agreement", "letters/account", "letters/news"} {
		p.until(fmt.Sprintf(`document.querySelector('[value=%q]').checked = true`, key))
	}
	p.until(`document.querySelector('form').requestSubmit() === undefined`)
	p.until(`location.pathname.startsWith('/kk/receipts/') && document.body.innerText.includes('news: берілді')`)
	if asks := s.mirror.Copy().Ask(*s.mirror.Copy().Together("user-agreement", s.now), s.answers("aigerim"), s.now); len(asks) > 0 {
		t.Errorf("still asked: %v", asks)
	}
}

// answers are those on the disk.
func (s *system) answers(user string) []Answer {
	b, err := OpenBook(s.dir)
	if err != nil {
		s.Fatal(err)
	}
	return slices.Clip(b.Answers(user))
}
