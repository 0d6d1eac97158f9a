package agreement_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/agreement"
	"github.com/kelisim/kelisim/internal/legal"
)

var (
	at    = time.Date(2026, 11, 29, 9, 0, 0, 500, time.UTC)
	files = []agreement.File{{Name: "edition.yaml", SHA256: "1"}, {Name: "kk.md", SHA256: "2"}, {Name: "ru.md", SHA256: "3"}}
)

// What was appended is read back, whatever the names hold, and lines that are none are told.
func TestRoundTrip(t *testing.T) {
	var data []byte
	var err error
	for _, office := range []string{"Заң департаменті", `"кавычки" \ и <знаки> & ё`, "строка\nвторая"} {
		if data, err = agreement.Append(data, agreement.Line{Office: office, Name: "А", At: at, Files: files}); err != nil {
			t.Fatal(err)
		}
	}
	lines, bad := agreement.Parse(data)
	if len(lines) != 3 || len(bad) != 0 || lines[2].Office != "строка\nвторая" || !lines[0].At.Equal(at.Truncate(time.Second)) || !slices.Equal(lines[0].Files, files) {
		t.Fatalf("%+v %v", lines, bad)
	}
	broken := strings.TrimSuffix(string(data), "\n")[:len(data)-9]
	if lines, bad := agreement.Parse([]byte(broken)); len(lines) != 2 || !slices.Equal(bad, []int{3}) {
		t.Errorf("a torn line: %d lines, bad %v", len(lines), bad)
	}
	for _, s := range []string{"{}\n", "[]\n", `{"schema":"kelisim.agreement/2","office":"x","at":"2026-01-01T00:00:00Z","files":[{"name":"a","sha256":"b"}]}`, "<<<<<<< HEAD\n"} {
		if lines, bad := agreement.Parse([]byte(s)); len(lines) != 0 || len(bad) != 1 {
			t.Errorf("%q: %d lines, bad %v", s, len(lines), bad)
		}
	}
}

// A changed byte, a file that came or went voids every agreement to other bytes, and
// says whose and which file; a new word of the office counts again.
func TestJudge(t *testing.T) {
	all := legal.Offices{Of: []string{"Право", "ИТ"}, Least: 2}
	line := func(office string, files []agreement.File) agreement.Line {
		return agreement.Line{Office: office, At: at, Files: files}
	}
	changed := slices.Clone(files)
	changed[2].SHA256 = "4"
	more := append(slices.Clone(files), agreement.File{Name: "order.pdf", SHA256: "5"})
	for name, c := range map[string]struct {
		demand        legal.Offices
		files         []agreement.File
		lines         []agreement.Line
		agreed        bool
		missing, void string
	}{
		"nobody has to":         {legal.Offices{}, files, nil, true, "", ""},
		"nobody has":            {all, files, nil, false, "Право ИТ", ""},
		"one has":               {all, files, []agreement.Line{line("ИТ", files)}, false, "Право", ""},
		"all have":              {all, files, []agreement.Line{line("ИТ", files), line("Право", files)}, true, "", ""},
		"a changed byte":        {all, changed, []agreement.Line{line("ИТ", files), line("Право", files)}, false, "", "Право ИТ"},
		"one agreed again":      {all, changed, []agreement.Line{line("ИТ", files), line("Право", files), line("ИТ", changed)}, false, "", "Право"},
		"a file more":           {all, more, []agreement.Line{line("ИТ", files), line("Право", more)}, false, "", "ИТ"},
		"any of two":            {legal.Offices{Of: all.Of, Least: 1}, files, []agreement.Line{line("ИТ", files)}, true, "", ""},
		"somebody not demanded": {all, files, []agreement.Line{line("Бухгалтерия", files), line("ИТ", files)}, false, "Право", ""},
	} {
		s := agreement.Judge(c.demand, c.files, c.lines)
		missing, void := s.Lacking()
		if s.Agreed() != c.agreed || strings.Join(missing, " ") != c.missing || strings.Join(void, " ") != c.void {
			t.Errorf("%s: agreed %v, missing %v, void %v", name, s.Agreed(), missing, void)
		}
	}
	s := agreement.Judge(all, more, []agreement.Line{line("ИТ", files)})
	if w := s.Words[1]; w.Holds() || !slices.Equal(w.Void, []string{"order.pdf"}) {
		t.Errorf("%+v", w)
	}
	if agreement.Digest(files) == agreement.Digest(changed) || agreement.Digest(files) == agreement.Digest(more) {
		t.Error("two states of a draft have one digest")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"schema":"kelisim.agreement/1","office":"x","name":"","at":"2026-01-01T00:00:00Z","files":[{"name":"a","sha256":"b"}]}` + "\r\n\n{"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, _ := agreement.Parse(data)
		for _, l := range lines {
			again, err := agreement.Append(nil, l)
			if err != nil {
				return // a year that no instant is written with
			}
			if back, bad := agreement.Parse(again); len(back) != 1 || len(bad) > 0 || back[0].Office != l.Office {
				t.Fatalf("%q became %q", data, again)
			}
		}
	})
}
