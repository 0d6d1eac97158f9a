package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
)

// base is a site without findings; a fixture changes it.
var base = map[string]string{
	"content/site.yaml":         "id: test\nlanguages: [kk, ru]\n",
	"content/a/document.yaml":   "kind: agreement\norder: 1\n",
	"content/a/1/edition.yaml":  "",
	"content/a/1/kk.md":         "---\ntitle: Құжат\n---\n\n1. Бірінші тармақ.\n\n2. Екінші тармақ.\n",
	"content/a/1/ru.md":         "---\ntitle: Документ\n---\n\n1. Первый пункт.\n\n2. Второй пункт.\n",
	"content/a/1/приказ 5.pdf":  "pdf",
	"content/.git/config":       "ignored",
	"content/a/.DS_Store":       "ignored",
	"content/a/1/.kk.md.swp":    "ignored",
	"content/a/1/~$приказ.docx": "ignored",
	"layouts/not-looked-at.txt": "",
}

// clock is the time of the fixtures.
var clock = time.Date(2026, 6, 1, 5, 0, 0, 0, time.UTC)

// fixture is a site in an archive. Its files stand over those of base; one that
// holds "(none)" does not exist. Lines of the comment: "publish DOC ID …" records
// editions; after that the files below then/ take their places. "want" lists the
// findings: POSITION SEVERITY CODE.VARIANT. Backslash escapes in a file whose
// name ends in "?" are resolved: \t \r \n \xNN \uNNNN.
func loadFixture(t *testing.T, a *txtar.Archive) (*pipeline.Project, int) {
	t.Helper()
	site := fstest.MapFS{}
	put := func(name, data string) {
		if name, ok := strings.CutSuffix(name, "?"); ok {
			put(t, site, name, unescape(t, data))
			return
		}
		put(t, site, name, data)
	}
	for name, data := range base {
		put(name, data)
	}
	want := -1
	for i, f := range a.Files {
		if f.Name == "want" {
			want = i
		} else if !strings.HasPrefix(f.Name, "then/") {
			put(f.Name, string(f.Data))
		}
	}
	for line := range strings.Lines(string(a.Comment)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] == "publish" {
			publishFixture(t, site, words[1:])
		}
	}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "then/"); ok {
			put(name, string(f.Data))
		}
	}
	return loadMap(t, site), want
}

func put(t *testing.T, site fstest.MapFS, name, data string) {
	t.Helper()
	if data == "(none)\n" {
		for other := range site { // a folder too
			if other == name || strings.HasPrefix(other, name+"/") {
				delete(site, other)
			}
		}
		return
	}
	site[name] = &fstest.MapFile{Data: []byte(data), Mode: 0o644}
}

func unescape(t *testing.T, s string) string {
	t.Helper()
	var out strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(line, "\n")
		var u string
		if _, err := fmt.Sscanf(`"`+strings.ReplaceAll(line, `"`, `\"`)+`"`, "%q", &u); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		out.WriteString(u + "\n")
	}
	return out.String()
}

func loadMap(t *testing.T, site fs.FS) *pipeline.Project {
	t.Helper()
	p, err := pipeline.Load(pipeline.Config{Root: site, Languages: languagetest.Set(), AsOf: func(zone *time.Location) (time.Time, error) { return clock.In(zone), nil }})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func publishFixture(t *testing.T, site fstest.MapFS, args []string) {
	t.Helper()
	p := loadMap(t, site)
	var asked []ledger.Publication
	for i := 0; i < len(args); i += 2 {
		d := p.Tree.Document(args[i])
		for _, e := range d.Editions {
			if e.ID == args[i+1] {
				asked = append(asked, ledger.Publication{Document: d, Edition: e})
			}
		}
	}
	records, found, err := p.Publish(asked)
	if err != nil || len(records) == 0 {
		t.Fatalf("not published: %v %v", err, found)
	}
	data := slices.Clone(p.Tree.Ledger)
	for _, r := range records {
		data = append(append(data, r.Line()...), '\n')
	}
	site[source.LedgerFile] = &fstest.MapFile{Data: data, Mode: 0o644}
}

// listFindings writes findings as fixtures do.
func listFindings(list diag.List) string {
	var out strings.Builder
	for _, f := range list {
		fmt.Fprintf(&out, "%s %s %s\n", f.Pos, f.Severity, f.Key())
	}
	return out.String()
}

func TestFindings(t *testing.T) {
	apps := []*app{testApp(t, "en"), testApp(t, "kk"), testApp(t, "ru")}
	fired := map[string]bool{}
	names, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil || len(names) < 10 {
		t.Fatalf("fixtures: %v %v", names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p, at := loadFixture(t, archive)
			got := listFindings(p.Findings)
			for _, f := range p.Findings {
				fired[f.Key()] = true
				declared(t, f)
				for _, a := range apps {
					if message, hint := a.report().Message(f); strings.Contains(message+hint, "i18n:") {
						t.Errorf("%s: %s / %s", f.Key(), message, hint)
					}
				}
			}
			if *update {
				if at < 0 {
					archive.Files, at = append(archive.Files, txtar.File{Name: "want"}), len(archive.Files)
				}
				archive.Files[at].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if at < 0 {
				t.Fatal("the fixture has no file want")
			}
			if want := string(archive.Files[at].Data); got != want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, want)
			}
		})
	}
	for file, keys := range elsewhere {
		data, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if fired[key] || !namesFinding(string(data), key) {
				t.Errorf("%s: fired by a fixture: %v; named in %s: %v", key, fired[key], file, !fired[key])
			}
			fired[key] = true
		}
	}
	for _, c := range diag.Codes() {
		for _, v := range c.Variants() {
			if key := (diag.Finding{Code: c, Variant: v}).Key(); !fired[key] {
				t.Errorf("no test fires %s", key)
			}
		}
	}
}

// declared holds a finding to the row of its code: its variant, its severity at
// most, and its arguments, each of the kind that is named there.
func declared(t *testing.T, f diag.Finding) {
	t.Helper()
	if !slices.Contains(f.Code.Variants(), f.Variant) {
		t.Errorf("%s has no variant %q", f.Code, f.Variant)
	}
	kinds := f.Code.Args()
	for name, v := range f.Args {
		kind, ok := kinds[name]
		if is := kindOf(v); !ok || is != kind && kind != diag.Value {
			t.Errorf("%s has the argument %s %T, the row of its code: %v", f.Key(), name, v, kinds)
		}
	}
}

// kindOf is the kind of a value; 255 if it is none.
func kindOf(v any) diag.Kind {
	switch v.(type) {
	case string:
		return diag.Word
	case int:
		return diag.Number
	case civil.Date:
		return diag.Day
	case time.Time:
		return diag.Instant
	case legal.Lang:
		return diag.Language
	case []legal.Lang:
		return diag.Languages
	case []string:
		return diag.Files
	case naming.Place:
		return diag.Unit
	}
	return 255
}

// elsewhere are the findings that no fixture can have, because they are not made
// by reading a site, with the test of each.
var elsewhere = map[string][]string{
	"cmd/kelisim/findings_test.go":                           {"file-kind.folder", "file-kind.hard-link", "file-kind.special"},
	"cmd/kelisim/testdata/script/publish-order.txtar":        {"edition-order.draft"},
	"cmd/kelisim/testdata/script/agree.txtar":                {"agreement-missing", "agreement-missing.some"},
	"cmd/kelisim/testdata/script/import-into.txtar":          {"merge-base", "merge-conflict", "merge-other"},
	"internal/merge/merge_test.go":                           {"merge-conflict.apart", "merge-conflict.apart-draft", "merge-conflict.apart-file", "merge-conflict.gone", "merge-conflict.number", "merge-conflict.removed"},
	"cmd/kelisim/testdata/script/apply.txtar":                {"order-forms", "order-lines", "order-unit", "order-unread", "order-words", "order-words-often", "order-twice"},
	"internal/order/apply_test.go":                           {"order-place", "order-unit-often"},
	"internal/order/recount_test.go":                         {"order-count", "order-unit-often.counted"},
	"internal/order/note_test.go":                            {"order-behind", "order-left"},
	"internal/order/target_test.go":                          {"order-link"},
	"cmd/kelisim/testdata/script/build-back.txtar":           {"output-older", "output-older.ledger"},
	"cmd/kelisim/testdata/script/build-changed.txtar":        {"output-changed", "output-changed.missing"},
	"cmd/kelisim/testdata/script/build-dead-link.txtar":      {"dead-link"},
	"cmd/kelisim/testdata/script/build-foreign.txtar":        {"foreign-load"},
	"cmd/kelisim/testdata/script/build-drafts.txtar":         {"output-drafts", "output-drafts.published"},
	"cmd/kelisim/testdata/script/build-overrides.txtar":      {"layout-form.field", "layout-form.function", "layout-form.message", "layout-form.syntax", "layout-form.template", "layout-idle.file", "layout-idle.script", "layout-idle.style"},
	"cmd/kelisim/testdata/script/build-words.txtar":          {"words-form.braces", "words-form.empty", "words-form.language", "words-form.missing", "words-form.plural", "words-form.twice", "words-form.value"},
	"cmd/kelisim/testdata/script/build-languages.txtar":      {"value-invalid.language-words"},
	"cmd/kelisim/testdata/script/verify-again.txtar":         {"site-file.foreign", "site-file.form", "site-file.words"},
	"cmd/kelisim/testdata/script/verify-site-smuggled.txtar": {"site-file.unrecorded"},
	"cmd/kelisim/testdata/script/clock.txtar":                {"ledger-clock.nothing", "ledger-future"},
	"internal/ledger/clock_test.go":                          {"ledger-clock.corrects", "ledger-key.other", "ledger-key.unknown", "ledger-key.unsigned"},
	"internal/bundle/bundle_test.go":                         {"bundle-file.changed", "bundle-file.checkpoint", "bundle-file.extra", "bundle-file.form", "bundle-file.key", "bundle-file.missing", "bundle-file.proof", "bundle-file.record", "bundle-file.signature", "bundle-file.stamp", "bundle-file.unnamed", "bundle-file.unsigned"},
	"cmd/kelisim/testdata/script/signature.txtar":            {"signature-file.form", "signature-file.wrong"},
	"internal/cms/cms_test.go":                               {"signature-file.unverifiable"},
	"internal/proof/proof_test.go":                           {"ledger-checkpoint.other", "ledger-checkpoint.signature", "ledger-checkpoint.stamp", "ledger-checkpoint.unsigned"},
	"cmd/kelisim/testdata/script/key.txtar":                  {"ledger-key.site"},
	"cmd/kelisim/testdata/script/witness-lost.txtar":         {"ledger-checkpoint.lost"},
	"cmd/kelisim/testdata/script/verify-head.txtar":          {"ledger-head.changed", "ledger-head.shorter"},
	"cmd/kelisim/testdata/script/verify-record.txtar":        {"ledger-claim.contradicts", "ledger-record", "ledger-record.document"},
	"cmd/kelisim/testdata/script/verify-site.txtar":          {"site-file.manifest", "site-file.changed", "site-file.extra", "site-file.missing"},
	"internal/docx/read_test.go": {
		"docx-comment", "docx-comment.anchor", "docx-damaged", "docx-damaged.missing", "docx-encrypted", "docx-field", "docx-foreign",
		"docx-formula", "docx-hidden", "docx-nested-table", "docx-note-missing", "docx-picture", "docx-running-head", "docx-size",
		"docx-struck", "docx-symbol", "docx-text-box",
	},
	"internal/docx/resolve_test.go": {"docx-changes", "docx-changes-open", "docx-changes.rejected", "docx-number-format"},
	"internal/importer/importer_test.go": {
		"import-control", "import-empty", "import-encoding", "import-encoding.utf16", "import-format", "import-hyphen", "import-language",
		"import-no-title", "import-size", "import-format.doc", "import-format.odt", "import-format.pages", "import-format.pdf", "import-format.picture", "import-format.rtf", "import-format.sheet", "import-format.zip",
		"import-encoding.lost",
	},
	"internal/importer/findings_test.go": {
		"import-approved", "import-approved.copied", "import-approved.kept", "import-break", "import-break.line", "import-ends", "import-ends.more", "import-letter", "import-bullet", "import-bullet.apart", "import-bullet.number", "import-cells", "import-columns",
		"import-contents", "import-converted", "import-footnote", "import-frame", "import-frame.hidden", "import-language.left", "import-languages", "import-layout", "import-merged",
		"import-picture", "import-wide", "import-hyphen.dropped", "import-joined", "import-joined.heading", "import-joined.page", "import-joined.sentence", "import-label.none",
		"import-label.odd", "import-label.text", "import-marks", "import-number", "import-page-number", "import-relabelled.bold", "import-relabelled.dot",
		"import-relabelled.space", "import-rule", "import-rule.drawn", "import-running-head", "import-table.spaces", "import-table.tabs", "import-edge.above", "import-edge.below", "import-break.paragraph", "import-edge.links", "import-edge.site", "import-edge.mail", "import-format.mail", "import-format.msg",
		"import-heading", "import-heading.kept", "import-heading.subtitle", "import-cells.beside", "import-cells.columns", "import-pieces.lists", "import-pieces.more", "import-pieces.numbers", "import-message", "import-page-number.glued", "import-pieces", "import-hyphen.lost", "import-hyphen.more", "import-label.again", "import-label.anew", "import-running-head.printed",
		"import-counters", "import-sheets", "import-struck", "import-bullet.kept", "import-heading.clause", "import-heading.sibling", "import-joined.doubted", "import-label.inside", "import-label.quoted", "import-label.unclosed", "import-running-head.doubted",
	},
	"internal/importer/saved_test.go":                {"import-edge.quoted", "import-frame.quoted"},
	"cmd/kelisim/testdata/script/verify-merge.txtar": {"ledger-form.merge"},
	"cmd/kelisim/testdata/script/import-kind.txtar":  {"import-kind", "import-kind.annex"},
	"internal/ledger/publish_test.go": {
		"ledger-edition.duplicate", "ledger-edition.material", "ledger-edition.no-text", "ledger-form.long", "ledger-mismatch.document-missing",
		"ledger-mismatch.edition-missing", "ledger-mismatch.swapped", "ledger-plain", "ledger-plain.format",
	},
	"internal/ledger/rules_test.go": {
		"ledger-chain.prev", "ledger-chain.recorded", "ledger-chain.seq", "ledger-claim.late", "ledger-claim.unmarked", "ledger-edition.order",
		"ledger-edition.reaccept", "ledger-edition.seq", "ledger-edition.unknown", "ledger-edition.withdrawn", "ledger-form.canonical",
		"ledger-form.crlf", "ledger-form.empty", "ledger-form.excess-field", "ledger-form.json", "ledger-form.kind", "ledger-form.missing-field",
		"ledger-form.schema", "ledger-form.unknown-field", "ledger-form.value", "ledger-repeal.none", "ledger-repeal.nothing", "ledger-repeal.past",
		"ledger-repeal.same-instant", "ledger-repeal.scheduled", "ledger-repeal.twice", "ledger-text.order", "ledger-text.twice", "ledger-torn",
		"ledger-withdraw.in-force",
	},
	"cmd/kelisim/slips_test.go": {
		"approval-number.act", "cells-few", "clauses-swapped.exchanged", "end-mark", "force-differs.bound", "force-differs.order", "lookalike.strange", "mark-shown.heading",
		"mark-shown.row", "names-differ", "sentence-small", "translation-missing.changes", "translation-missing.title", "word-misspelt",
	},
	"internal/check/tongue_test.go":      {"language-mixed.other", "language-mixed.other-text"},
	"internal/markdown/conserve_test.go": {"text-lost"},
	"internal/markdown/limits_test.go":   {"limit-blank", "limit-columns", "limit-depth", "limit-line", "limit-marks", "limit-paragraph", "limit-parts", "limit-size"},
}

// namesFinding reports whether a test names a finding: CODE.VARIANT as a word.
func namesFinding(test, key string) bool {
	return regexp.MustCompile(`(^|[^a-z.-])` + regexp.QuoteMeta(key) + `($|[^a-z.-])`).MatchString(test)
}

// TestBase: a site that follows all rules has no finding, and a fixture's
// findings are its own.
func TestBase(t *testing.T) {
	if p, _ := loadFixture(t, &txtar.Archive{}); len(p.Findings) > 0 {
		t.Errorf("findings of the base:\n%s", listFindings(p.Findings))
	}
}

// TestFileKinds: links, devices and folders in the place of files, on a disk.
func TestFileKinds(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(dir string) error
		want string
	}{
		{"none", func(string) error { return nil }, ""},
		{"link", func(dir string) error { return os.Symlink("kk.md", dir+"/content/a/1/x.pdf") },
			"content/a/1/x.pdf error file-kind.special\n"},
		{"link for a text", func(dir string) error {
			return replaceBy(dir+"/content/a/1/ru.md", func(n string) error { return os.Symlink("kk.md", n) })
		},
			"content/a/1/ru.md error file-kind.special\n"},
		{"pipe", func(dir string) error { return replaceBy(dir+"/content/site.yaml", mkfifo) },
			"content/site.yaml error file-kind.special\n"},
		{"pipe for edition.yaml", func(dir string) error { return replaceBy(dir+"/content/a/1/edition.yaml", mkfifo) },
			"content/a/1/edition.yaml error file-kind.special\n"},
		{"folder", func(dir string) error { return replaceBy(dir+"/content/a/1/kk.md", mkdir) },
			"content/a/1/kk.md error file-kind.folder\n"},
		{"folder for settings", func(dir string) error { return replaceBy(dir+"/content/a/document.yaml", mkdir) },
			"content/a/document.yaml error file-kind.folder\n"},
		{"folder for the ledger", func(dir string) error { return mkdir(dir + "/content/ledger.jsonl") },
			"content/ledger.jsonl error file-kind.folder\n"},
		{"hard link", func(dir string) error { return os.Link(dir+"/content/a/1/kk.md", dir+"/elsewhere") },
			"content/a/1/kk.md error file-kind.hard-link\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, data := range base {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := test.make(dir); err != nil {
				t.Fatal(err) // on Windows without the right to make links
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			if got := listFindings(loadMap(t, root.FS()).Findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

func mkdir(name string) error { return os.Mkdir(name, 0o755) }

func replaceBy(name string, make func(string) error) error {
	if err := os.Remove(name); err != nil {
		return err
	}
	return make(name)
}

// noEnv is an environment without variables.
func noEnv(string) string { return "" }

// testApp is the program in a language, writing nowhere.
func testApp(t *testing.T, lang string) *app {
	t.Helper()
	a := newApp(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, noEnv, func() time.Time { return clock })
	if code := a.main([]string{"version", "--lang", lang}); code != exitGood {
		t.Fatalf("version: %d: %s", code, a.err)
	}
	return a
}
