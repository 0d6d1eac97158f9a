//go:build corpora

package check

import (
	"testing"

	"github.com/kelisim/kelisim/internal/lab/corpora"
)

// What is marked as a defined term in KELISIM_CORPORA is one.
func TestCorporaTerms(t *testing.T) {
	uses, precision := judgeTerms(t, corpora.Dir(t), corpora.Language)
	t.Logf("%d uses, %.4f right", uses, precision)
	if uses < 40 || precision < .99 {
		t.Errorf("%d uses of terms, %.4f of them right", uses, precision)
	}
}
