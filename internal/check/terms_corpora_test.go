//go:build corpora

package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is marked as a defined term in KELISIM_CORPORA is one.
func TestCorporaTerms(t *testing.T) {
	root := os.Getenv("KELISIM_CORPORA")
	if root == "" {
		t.Fatal("KELISIM_CORPORA names no folder")
	}
	uses, precision := judgeTerms(t, root, func(path string) string {
		if lang, _, ok := strings.Cut(filepath.Base(filepath.Dir(path)), "-"); ok && (lang == "kk" || lang == "ru") {
			return lang
		}
		return "en"
	})
	t.Logf("%d uses, %.4f right", uses, precision)
	if uses < 40 || precision < .99 {
		t.Errorf("%d uses of terms, %.4f of them right", uses, precision)
	}
}
