package disk_test

import (
	"testing"

	"github.com/kelisim/kelisim/internal/disk"
)

func TestFits(t *testing.T) {
	for _, r := range "aZ0-_. /'%&#№«»қәіҚй" {
		if !disk.Fits(r) {
			t.Errorf("%q is refused", r)
		}
	}
	for _, r := range "\\:*?\"<>|\x00\n\x7f\u0085\u0306" {
		if disk.Fits(r) {
			t.Errorf("%q is taken", r)
		}
	}
}
