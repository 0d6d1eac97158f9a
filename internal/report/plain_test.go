package report

import (
	"bytes"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
)

// At the desk a hint that is the same for several findings in a row is said once, behind
// the last of them.
func TestHintOnce(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "content/a/1/ru.md", Line: line, Col: 1} }
	list := diag.List{
		{Code: diag.ChangesMissing, Severity: diag.Error, Pos: at(4)},
		{Code: diag.ChangesMissing, Severity: diag.Error, Pos: at(5)},
	}
	w := writer(t, "ru", ".")
	w.Plain = true
	var out bytes.Buffer
	w.Text(&out, list)
	_, hint := w.Message(list[0])
	if got := bytes.Count(out.Bytes(), []byte(hint)); hint == "" || got != 1 {
		t.Errorf("the hint stands %d times:\n%s", got, &out)
	}
	if !bytes.HasSuffix(out.Bytes(), []byte("\n    "+hint+"\n")) {
		t.Errorf("the hint is not the end:\n%s", &out)
	}
}
