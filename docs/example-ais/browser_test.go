package main

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// person is a script that the test adds to each page: who reads the texts, ticks boxes and sends the form.
const person = `
const says = words => fetch('/says', { method: 'POST', body: words });
const texts = [...document.querySelectorAll('kelisim-text')], form = document.querySelector('form');
let shown = 0;
addEventListener('failed', e => says('failed: ' + e.detail.reason));
addEventListener('securitypolicyviolation', e => says('violation: ' + e.violatedDirective));
addEventListener('ready', async () => {
  if (++shown < texts.length) return;
  await says(texts.length + ' texts; valid: ' + form.checkValidity() + texts.map(e => e.shadowRoot.textContent).join());
  for (const key of ['user-agreement', 'letters/account', 'letters/news']) document.querySelector('[value="' + key + '"]').checked = true;
  form.requestSubmit();
});
if (location.pathname.startsWith('/kk/receipts/')) says(document.body.innerText);
`

// A browser shows each text in its element under the policy, wants the boxes that are required, and shows the receipt.
func TestBrowser(t *testing.T) {
	s, said := start(t), make(chan string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/person.js":
			w.Header().Set("Content-Type", "text/javascript")
			io.WriteString(w, person)
		case "/says":
			words, _ := io.ReadAll(r.Body)
			said <- string(words)
		default:
			page := httptest.NewRecorder()
			r.Header.Set("X-User", "aigerim")
			s.handler.ServeHTTP(page, r)
			maps.Copy(w.Header(), page.Header())
			w.WriteHeader(page.Code)
			io.WriteString(w, strings.Replace(page.Body.String(), "<head>", `<head><script src="/person.js" defer></script>`, 1))
		}
	}))
	defer server.Close()
	name := os.Getenv("CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	profile, err := os.MkdirTemp("", "example-ais-")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), name, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+profile, server.URL+"/kk/")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	// What Debian installs is a script: the processes that it started write to the profile after it
	// has ended. They hold its output, so Wait waits for them, too.
	cmd.Stderr, cmd.WaitDelay = new(bytes.Buffer), 10*time.Second
	if err := cmd.Start(); err != nil {
		t.Fatalf("install Chromium (Debian: chromium): %v", err)
	}
	t.Cleanup(func() {
		cmd.Wait()
		os.RemoveAll(profile)
	})
	for _, want := range []string{"Пайдаланушы жүйеге өз атымен кіреді.", "news: берілді"} {
		if words := <-said; !strings.Contains(words, want) || strings.Contains(words, "valid: true") {
			t.Fatalf("%q, want %q", words, want)
		}
	}
	if asks := s.mirror.Copy().Ask(*s.mirror.Copy().Together("user-agreement", s.now), s.book.Answers("aigerim"), s.now); len(asks) > 0 {
		t.Errorf("still asked: %v", asks)
	}
}
