package tsa_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/tsa"
)

const config = `
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[tsa]
extendedKeyUsage = critical, timeStamping
[service]
dir = .
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
ess_cert_id_alg = sha256
`

// Service is openssl as a service of RFC 3161.
func service(t *testing.T) (address, dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tsa.cnf"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"req -new -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=CA -days 2",
		"req -new -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TSA",
		"x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 2 -extfile tsa.cnf -extensions tsa",
	} {
		openssl(t, dir, args)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "bad", http.StatusBadRequest)
			return
		}
		if err := os.WriteFile(filepath.Join(dir, "query"), query, 0o644); err != nil {
			t.Error(err)
		}
		openssl(t, dir, "ts -reply -config tsa.cnf -section service -queryfile query -out answer")
		answer, err := os.ReadFile(filepath.Join(dir, "answer"))
		if err != nil {
			t.Error(err)
		}
		w.Write(answer)
	}))
	t.Cleanup(s.Close)
	return s.URL, dir
}

func openssl(t *testing.T, dir, args string) string {
	t.Helper()
	cmd := exec.Command("openssl", strings.Fields(args)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("openssl %s: %v\n%s", args, err, out)
	}
	return string(out)
}

func TestGet(t *testing.T) {
	address, dir := service(t)
	data := []byte("test\n11\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")
	before := time.Now().Add(-time.Minute)
	answer, err := tsa.Get(context.Background(), http.DefaultClient, address, data)
	if err != nil {
		t.Fatal(err)
	}
	s, err := tsa.Open(answer, data)
	if err != nil || s.Time.Before(before) || s.Time.After(time.Now().Add(time.Minute)) || s.Signer != "CN=TSA" {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := tsa.Open(answer, []byte("other")); !errors.Is(err, tsa.ErrForm) {
		t.Errorf("of other bytes: %v", err)
	}
	// openssl agrees, and no changed byte of what is signed is taken.
	if err := os.WriteFile(filepath.Join(dir, "data"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	if out := openssl(t, dir, "ts -verify -in answer -data data -CAfile ca.pem"); !strings.Contains(out, "Verification: OK") {
		t.Error(out)
	}
	imprint := bytes.Index(answer, []byte("\x04\x20")) // the first octet string of 32 bytes: the hash
	for i := imprint; i < imprint+80; i++ {
		other := bytes.Clone(answer)
		other[i] ^= 1
		if s, err := tsa.Open(other, data); err == nil {
			t.Errorf("byte %d may be changed: %+v", i, s)
		}
	}
	for i := range answer { // and nothing breaks the reader
		tsa.Open(answer[:i], data)
		other := bytes.Clone(answer)
		other[i] ^= 0x80
		tsa.Open(other, data)
	}
}

// A service that answers with something else, with an error or not at all.
func TestGetFails(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/404" {
			http.NotFound(w, r)
		}
		io.WriteString(w, "hello")
	}))
	for _, path := range []string{"/", "/404"} {
		if _, err := tsa.Get(context.Background(), http.DefaultClient, s.URL+path, nil); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
	s.Close()
	if _, err := tsa.Get(context.Background(), http.DefaultClient, s.URL, nil); err == nil {
		t.Error("nobody answers: no error")
	}
}
