package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/internal/source"
)

// The examples hold copies of what this program is tested with: the rules, and a legal
// site with the states that it goes through, so that each works and is tested alone.
const (
	django = "../../docs/example-django/consent/"
	node   = "../../docs/example-node/"
	goes   = "../../docs/example-ais/"
)

func TestRulesOfExamples(t *testing.T) {
	for name, file := range map[string]string{"rules.py": django + "rules.py", "rules.mjs": node + "rules.mjs"} {
		copied(t, file, read(t, rules+name))
	}
	copied(t, goes+"words.json", read(t, node+"words.json"))
	copied(t, django+"words.json", read(t, node+"words.json"))
}

// legal.json holds, for each state of the site, the files that are new or other than in
// the state before. A fourth state is not needed: a rollback is an earlier one.
func TestLegalOfExamples(t *testing.T) {
	s := &site{t, fstest.MapFS{}}
	s.put(source.SiteFile, "id: legal\nbase_url: https://legal.example/\nlanguages: [kk, ru]\ntimezone: Asia/Almaty\norganization: { kk: Мекеме, ru: Учреждение }\n")
	s.put(source.Dir+"/user-agreement/document.yaml", "kind: agreement\norder: 1\nincorporates: [privacy-policy]\nprevails: kk\n")
	s.put(source.Dir+"/letters/document.yaml", `kind: consent
order: 2
annex_of: user-agreement
expires: P1Y
renew_notice: P30D
purposes: { account: ["1"], news: { clauses: ["2"], optional: true }, study: { clauses: ["3"], optional: true } }
`)
	s.put(source.Dir+"/privacy-policy/document.yaml", "kind: policy\norder: 3\n")
	s.text("letters", "1", "{}\n", map[string][2]string{
		"kk": {"Хаттар алуға келісім", "1. Оператор есептік жазбаны жүргізу үшін менің атымды өңдейді.\n\n2. Оператор маған жаңалықтар туралы хат жібереді.\n\n3. Оператор менің жауаптарымды зерттеулер үшін өңдейді.\n"},
		"ru": {"Согласие на получение писем", "1. Оператор обрабатывает мое имя для ведения учетной записи.\n\n2. Оператор направляет мне письма о новостях.\n\n3. Оператор обрабатывает мои ответы для исследований.\n"}})
	s.text("privacy-policy", "1", "{}\n", map[string][2]string{
		"kk": {"Құпиялық саясаты", "1. Дербес деректер үшінші тұлғаларға берілмейді.\n"},
		"ru": {"Политика конфиденциальности", "1. Персональные данные третьим лицам не передаются.\n"}})
	agreement := func(edition, meta string, clauses int) {
		changes := map[string]string{}
		if clauses > 1 {
			changes["kk"] = fmt.Sprintf("\nchanges: Құпиясөз туралы %d-тармақ қосылды.", clauses)
			changes["ru"] = fmt.Sprintf("\nchanges: Добавлен пункт %d о пароле.", clauses)
		}
		kk := []string{"Пайдаланушы жүйеге өз атымен кіреді.", "Пайдаланушы құпиясөзін ешкімге бермейді.", "Пайдаланушы құпиясөзін жыл сайын ауыстырады."}
		ru := []string{"Пользователь входит в систему под своим именем.", "Пользователь никому не передает пароль.", "Пользователь меняет пароль каждый год."}
		body := func(all []string) (out string) {
			for i, c := range all[:clauses] {
				out += fmt.Sprintf("%d. %s\n\n", i+1, c)
			}
			return out
		}
		s.text("user-agreement", edition, meta, map[string][2]string{"kk": {"Пайдаланушы келісімі" + changes["kk"], body(kk)}, "ru": {"Пользовательское соглашение" + changes["ru"], body(ru)}})
	}
	day := at(t, "2026-11-30T17:00:00+05:00")
	agreement("1", "{}\n", 1)
	s.publish(day, "user-agreement/1", "letters/1", "privacy-policy/1")
	first := s.build(day, false)
	noon := at(t, "2026-12-01T17:00:00+05:00")
	agreement("2", "material: true\neffective: 2026-12-01T18:00:00+05:00\n", 2)
	s.publish(noon, "user-agreement/2")
	second := s.build(noon, false)
	agreement("3", "material: false\neffective: 2026-12-01T19:00:00+05:00\n", 3)
	s.publish(noon.Add(time.Minute), "user-agreement/3")
	third := s.build(noon.Add(time.Minute), false)

	states, before := []map[string]string{}, output{}
	for _, out := range []output{first, second, third} {
		files := map[string]string{}
		for _, name := range out.names("") {
			if mirrored(name) && !bytes.Equal(before[name], out[name]) {
				files[name] = string(out[name])
			}
		}
		states, before = append(states, files), out
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(states); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{django, node, goes} {
		copied(t, dir+"legal.json", b.Bytes())
	}
}

// mirrored reports whether an information system takes a file.
func mirrored(name string) bool {
	return slices.Contains([]string{"api/v1/heartbeat.json", "api/v1/current.json", "ledger/ledger.jsonl", "embed/kelisim-text.js"}, name) ||
		strings.HasSuffix(name, "/text.md") || strings.HasSuffix(name, "/text.txt") ||
		strings.HasPrefix(name, "embed/") && strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, "current.html")
}

// text writes an edition: its edition.yaml, and front matter and body by language.
func (s *site) text(document, edition, meta string, texts map[string][2]string) {
	dir := source.Dir + "/" + document + "/" + edition + "/"
	s.put(dir+"edition.yaml", meta)
	for lang, x := range texts {
		s.put(dir+lang+".md", "---\ntitle: "+x[0]+"\n---\n\n"+x[1])
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// copied fails unless a file has these bytes, or with -update-vectors writes it.
func copied(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs (%v); run: go test ./internal/render -run 'OfExamples' -update-vectors", name, err)
	}
}
