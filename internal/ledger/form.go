package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// decode reads one line. ok is false if its fields cannot be trusted: no
// JSON, another schema, a field that this program does not know or that is
// missing. A line that is only not in canonical form is read and reported.
func decode(line []byte, at positions, list *diag.List) (w wire, ok bool) {
	report := func(variant string, pos diag.Pos, args diag.Args) {
		list.AddVariant(diag.LedgerForm, variant, pos, args)
	}
	var head struct {
		Schema string `json:"schema"`
	}
	// The schema first: an unknown one explains all other surprises.
	if json.Unmarshal(line, &head) == nil && head.Schema != schema {
		report("schema", at("schema"), diag.Args{"schema": head.Schema, "want": schema})
		return w, false
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		if field, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
			field = strings.Trim(field, `"`)
			report("unknown-field", at(field), diag.Args{"field": field})
			return w, false
		}
		pos := at("")
		pos.Col = errorColumn(line, err)
		report("json", pos, nil)
		return w, false
	}
	before := len(*list)
	checkFields(w, at, list)
	if len(*list) > before {
		return w, false
	}
	if again, err := w.encode(); err != nil || !bytes.Equal(again, line) {
		pos := at("")
		pos.Col = 1 + utf8.RuneCount(line[:commonPrefix(line, again)])
		report("canonical", pos, nil)
	}
	checkValues(w, at, list)
	return w, true
}

// errorColumn is where encoding/json says that it stopped, 1 if it does not.
func errorColumn(line []byte, err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	offset := int64(0)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset - 1
	case errors.As(err, &kind):
		offset = kind.Offset - 1
	}
	return 1 + utf8.RuneCount(line[:max(0, min(int(offset), len(line)))])
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// checkFields reports the fields that the record's kind lacks, or may not have.
func checkFields(w wire, at positions, list *diag.List) {
	const documents = "edition text repeal unrepeal withdraw"
	const all = documents + " clock key"
	fields := []struct {
		name     string
		present  bool
		required string // by kinds
		optional string
	}{
		{"seq", w.Seq > 0, all, ""},
		{"prev", w.Prev != "", all, ""},
		{"recorded", !w.Recorded.IsZero(), all, ""},
		{"document", w.Document != "", documents, ""},
		{"edition", w.Edition != "", "edition text withdraw", ""},
		{"edition_seq", w.EditionSeq > 0, "edition text withdraw", ""},
		{"published", !w.Published.IsZero(), "edition text", ""},
		{"effective", !w.Effective.IsZero(), "edition", ""},
		{"claimed", w.Claimed != nil, "edition text", ""},
		{"material", w.Material != nil, "edition", ""},
		{"material_for", len(w.MaterialFor) > 0, "", "edition"},
		{"reaccept_since", w.ReacceptSince > 0, "edition", ""},
		{"snapshot", w.Snapshot != nil, "edition", ""},
		{"reading", w.Reading != 0, "", "edition text"},
		{"texts", len(w.Texts) > 0, "edition text", ""},
		{"files", len(w.Files) > 0, "", "edition"},
		{"from", !w.From.IsZero(), "repeal unrepeal", ""},
		{"corrects", w.Corrects > 0, "clock", ""},
		{"key", w.Key != "", "key", ""},
		{"old_key", w.OldKey != "", "key", ""},
		{"signature", w.Signature != "", "key", ""},
	}
	if !slices.Contains(strings.Fields(all), string(w.Kind)) {
		list.AddVariant(diag.LedgerForm, "kind", at("kind"), diag.Args{"kind": string(w.Kind)})
		return
	}
	for _, f := range fields {
		args := diag.Args{"field": f.name, "kind": string(w.Kind)}
		required := strings.Contains(f.required, string(w.Kind))
		switch {
		case required && !f.present:
			list.AddVariant(diag.LedgerForm, "missing-field", at(f.name), args)
		case f.present && !required && !strings.Contains(f.optional, string(w.Kind)):
			list.AddVariant(diag.LedgerForm, "excess-field", at(f.name), args)
		}
	}
}

var hash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// checkValues reports values that no program of ours writes.
func checkValues(w wire, at positions, list *diag.List) {
	good := func(field, value string, ok bool) {
		if !ok {
			list.AddVariant(diag.LedgerForm, "value", at(field), diag.Args{"field": field, "value": value})
		}
	}
	good("prev", w.Prev, hash.MatchString(w.Prev))
	good("document", w.Document, w.Document == "" || legal.IsDocumentID(w.Document))
	good("edition", w.Edition, w.Edition == "" || legal.IsEditionID(w.Edition))
	for field, t := range map[string]time.Time{
		"recorded": w.Recorded, "published": w.Published, "effective": w.Effective, "from": w.From,
	} {
		good(field, t.Format(time.RFC3339Nano), t.IsZero() || isInstant(t))
	}
	good("reading", strconv.Itoa(w.Reading), w.Reading == 0 || w.Reading > language.FirstReading && w.Reading <= language.NewestReading)
	languages := map[legal.Lang]bool{}
	for _, t := range w.Texts {
		good("texts", string(t.Language), legal.IsLang(string(t.Language)) && !languages[t.Language])
		good("texts", t.SourceSHA256, hash.MatchString(t.SourceSHA256))
		good("texts", t.PlainSHA256, hash.MatchString(t.PlainSHA256))
		good("texts", t.PlainFormat, t.PlainFormat != "")
		languages[t.Language] = true
	}
	for i, f := range w.Files {
		good("files", f.Name, isBaseName(f.Name) && (i == 0 || w.Files[i-1].Name < f.Name))
		good("files", f.SHA256, hash.MatchString(f.SHA256))
	}
	for field, key := range map[string]string{"key": w.Key, "old_key": w.OldKey} {
		_, err := translog.ParseKey(key)
		good(field, key, key == "" || err == nil)
	}
	for i, p := range w.MaterialFor {
		good("material_for", p, w.Material != nil && *w.Material && w.Snapshot != nil && w.Snapshot.Purpose(p) != nil && !slices.Contains(w.MaterialFor[:i], p))
	}
	if s := w.Snapshot; s != nil {
		checkSnapshot(s, func(value string, ok bool) { good("snapshot", value, ok) })
	}
}

func checkSnapshot(s *Snapshot, good func(value string, ok bool)) {
	good(string(s.Kind), slices.Contains(legal.Kinds, s.Kind))
	good(s.AnnexOf, s.AnnexOf == "" || legal.IsDocumentID(s.AnnexOf))
	for _, id := range s.Incorporates {
		good(id, legal.IsDocumentID(id))
	}
	good("languages", len(s.Languages) > 0)
	for _, l := range s.Languages {
		good(string(l), legal.IsLang(string(l)))
	}
	good(string(s.Prevails), s.Prevails == "" || legal.IsLang(string(s.Prevails)))
	good("acceptance", s.Assent.Valid())
}

// isInstant reports whether t is one that [civil.ParseInstant] can give.
func isInstant(t time.Time) bool {
	_, err := civil.ParseInstant(t.Format(time.RFC3339Nano), time.UTC)
	return err == nil
}

// isBaseName reports whether s names a file inside its folder on any system.
func isBaseName(s string) bool {
	return s != "" && s != "." && s != ".." && !strings.ContainsAny(s, "/\\\x00")
}
