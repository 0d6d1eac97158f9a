package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const tsaConfig = `
[tsa]
extendedKeyUsage = critical, timeStamping
[service]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
`

// service is openssl as a time-stamping service; while down it answers 503.
func service(t *testing.T, down *bool) string {
	t.Helper()
	dir := t.TempDir()
	lay(t, filepath.Join(dir, "tsa.cnf"), tsaConfig)
	openssl := func(args string) {
		cmd := exec.Command("openssl", strings.Fields(args)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("openssl %s: %v\n%s", args, err, out)
		}
	}
	openssl("req -new -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TSA")
	openssl("x509 -req -in tsa.csr -signkey tsa.key -out tsa.pem -days 2 -extfile tsa.cnf -extensions tsa")
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(r.Body)
		if *down || err != nil {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		lay(t, filepath.Join(dir, "query"), string(query))
		openssl("ts -reply -config tsa.cnf -section service -queryfile query -out answer")
		answer, err := os.ReadFile(filepath.Join(dir, "answer"))
		if err != nil {
			t.Error(err)
		}
		w.Write(answer)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func lay(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A service that is down stops no publication; key sign asks again, and the stamp is
// kept, served, shown, bundled and checked.
func TestTimeStamp(t *testing.T) {
	down := true
	address, dir := service(t, &down), t.TempDir()
	settings := "id: test\nlanguages: [kk]\ntsa: " + address + "\n"
	lay(t, dir+"/content/site.yaml", settings)
	lay(t, dir+"/content/a/document.yaml", "kind: rules\n")
	lay(t, dir+"/content/a/1/edition.yaml", "")
	lay(t, dir+"/content/a/1/kk.md", "---\ntitle: Қағида\n---\n\n1. Тармақ.\n")
	run := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, err bytes.Buffer
		a := newApp(strings.NewReader(""), &out, &err, noEnv, time.Now)
		if got := a.main(append([]string{"-C", dir}, args...)); got != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, got, want, out.String(), err.String())
		}
		return out.String(), err.String()
	}
	key := filepath.Join(t.TempDir(), "key")
	line, _ := run(0, "key", "new", "--output", key)
	lay(t, dir+"/content/site.yaml", settings+line)
	if _, said := run(0, "publish", "--yes", "--key", key, "a", "1"); !strings.Contains(said, "no time-stamp: ") {
		t.Errorf("the service is down: %s", said)
	}
	stamp := dir + "/content/ledger.checkpoints/1.tsr"
	if _, err := os.Stat(stamp); err == nil {
		t.Error("there is a time-stamp")
	}
	down = false
	run(0, "key", "sign", "--key", key)
	data, err := os.ReadFile(stamp)
	if err != nil {
		t.Fatal(err)
	}
	down = true
	run(0, "key", "sign", "--key", key) // has one, asks for none
	run(0, "verify")
	run(0, "build")
	served, err := os.ReadFile(dir + "/public/ledger/checkpoints/1.tsr")
	if err != nil || !bytes.Equal(served, data) {
		t.Errorf("served: %v", err)
	}
	page, err := os.ReadFile(dir + "/public/kk/a/1/index.html")
	if err != nil || !bytes.Contains(page, []byte("куәландырғандар: уақыт белгісі қызметі – ")) {
		t.Errorf("the page does not show it: %v", err)
	}
	bundle := filepath.Join(t.TempDir(), "a.zip")
	run(0, "bundle", "a", "1", "--output", bundle)
	if out, _ := run(0, "verify", bundle); !strings.Contains(out, "time-stamp: ") || !strings.Contains(out, "CN=TSA") {
		t.Errorf("verify of the bundle: %s", out)
	}
	data[bytes.Index(data, []byte("\x04\x20"))+2] ^= 1 // of the hash that is stamped
	lay(t, stamp, string(data))
	if _, said := run(1, "verify"); !strings.Contains(said, "the time-stamp is not one of this checkpoint") {
		t.Errorf("a changed time-stamp: %s", said)
	}
}
