package cms_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/cms"
)

func openssl(t *testing.T, dir, args string) {
	t.Helper()
	cmd := exec.Command("openssl", strings.Fields(args)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("openssl %s: %v\n%s", args, err, out)
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestVerify(t *testing.T) {
	dir := t.TempDir()
	data := []byte("1. Тармақ.\n")
	if err := os.WriteFile(filepath.Join(dir, "kk.md"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{"rsa": "-newkey rsa:2048", "ec": "-newkey ec -pkeyopt ec_paramgen_curve:P-256"} {
		openssl(t, dir, "req -new -x509 "+key+" -nodes -keyout key.pem -out cert.pem -subj /CN=Director -days 2")
		openssl(t, dir, "cms -sign -binary -in kk.md -signer cert.pem -inkey key.pem -md sha256 -outform DER -out der.p7s")
		openssl(t, dir, "cms -sign -binary -in kk.md -signer cert.pem -inkey key.pem -md sha512 -outform PEM -out pem.p7s")
		openssl(t, dir, "cms -sign -binary -nodetach -in kk.md -signer cert.pem -inkey key.pem -md sha256 -outform DER -out whole.p7s")
		openssl(t, dir, "cms -sign -binary -in kk.md -signer cert.pem -inkey key.pem -md sha1 -outform DER -out sha1.p7s")
		for _, file := range []string{"der.p7s", "pem.p7s", "whole.p7s"} {
			p7s := read(t, dir, file)
			if who, err := cms.Verify(p7s, []byte("other form"), data); err != nil || len(who) != 1 || who[0] != "CN=Director" {
				t.Errorf("%s, %s: %v, %v", name, file, who, err)
			}
			if _, err := cms.Verify(p7s, []byte("1. Тармақ!\n")); !errors.Is(err, cms.ErrWrong) {
				t.Errorf("%s, %s, of other bytes: %v", name, file, err)
			}
		}
		if _, err := cms.Verify(read(t, dir, "sha1.p7s"), data); !errors.Is(err, cms.ErrUnverifiable) {
			t.Errorf("%s, SHA-1: %v", name, err)
		}
		// As a certificate of GOST (signature-file.unverifiable): the object identifiers of RSA or ECDSA exchanged for one of Kazakhstan's.
		der := read(t, dir, "der.p7s")
		gost := bytes.ReplaceAll(der, []byte{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01}, []byte{0x2a, 0x83, 0x0e, 0x03, 0x0a, 0x01, 0x03, 0x01, 0x03})
		if who, err := cms.Verify(gost, data); !errors.Is(err, cms.ErrUnverifiable) || len(who) != 1 {
			t.Errorf("%s, GOST: %v, %v", name, who, err)
		}
		for i := range der { // nothing breaks the reader
			other := bytes.Clone(der)
			other[i] ^= 0x11
			cms.Verify(other, data)
			cms.Verify(der[:i], data)
		}
	}
	for _, junk := range []string{"", "hello", "-----BEGIN CMS-----\n-----END CMS-----\n"} {
		if _, err := cms.Verify([]byte(junk), data); !errors.Is(err, cms.ErrForm) {
			t.Errorf("%q: %v", junk, err)
		}
	}
}
