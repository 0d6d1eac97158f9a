package source

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// defaultZone is the time zone of a site that names none.
const defaultZone = "Asia/Almaty"

// site reads site.yaml. The site always has a zone and a language.
func (l *loader) site(content folder) *legal.Site {
	o := l.yaml(content, "site.yaml", "site")
	o.expect("id", "base_url", "languages", "timezone", "organization", "notice", "ledger_key", "witnesses", "tsa", "severity", "notice_days", "offices", "terms", "downloads", "accent", "logo", "links")
	s := &legal.Site{ID: o.required("id")}
	if s.ID != "" && !IsSiteID(s.ID) {
		l.found.AddVariant(diag.ValueInvalid, "site-id", o.pos("id"), diag.Args{"value": s.ID})
	}
	s.BaseURL = l.baseURL(o)
	if !o.has("languages") && !o.broken {
		l.found.Add(diag.KeyMissing, o.pos("languages"), diag.Args{"key": "languages"})
	}
	before := len(l.found)
	s.Languages = l.listed(o, "languages")
	wrong := len(l.found) > before
	for _, lang := range []legal.Lang{"kk", "ru"} { // so that nothing is said against the texts
		if (wrong || !o.has("languages")) && !slices.Contains(s.Languages, lang) {
			s.Languages = append(s.Languages, lang)
		}
	}
	zone := o.text("timezone")
	if zone == "" {
		zone = defaultZone
	}
	var err error
	if s.Zone, err = civil.LoadZone(zone); err != nil {
		l.found.AddVariant(diag.ValueInvalid, "zone", o.pos("timezone"), diag.Args{"value": zone})
		s.Zone, _ = civil.LoadZone(defaultZone)
	}
	if !wrong {
		s.Organization, s.BIN, s.Contact = l.organization(o, s.Languages)
		s.Notice = l.localized(o, "notice", s.Languages)
	}
	l.keys(o, s)
	l.rules(o, s)
	s.Downloads = l.downloads(o)
	l.look(o, content, s)
	return s
}

// organization reads who publishes: a name, one for each language, or a mapping of
// name, bin and contact.
//
//	organization:
//	  name: { kk: Мекеме, ru: Учреждение }
//	  bin: "000140000000"
//	  contact: legal@example.kz
func (l *loader) organization(o *object, languages []legal.Lang) (name map[legal.Lang]string, bin string, contact map[legal.Lang]string) {
	if n, ok := o.fields["organization"]; !ok || !isMapping(n) {
		return l.localized(o, "organization", languages), "", nil
	}
	sub := o.object("organization")
	if !sub.has("name") {
		return l.localized(o, "organization", languages), "", nil
	}
	sub.expect("name", "bin", "contact")
	return l.localized(sub, "name", languages), sub.text("bin"), l.localized(sub, "contact", languages)
}

// rules reads what a site wants of the rules of check: severities of warnings,
// days of notice, and the forms of its terms, of which a text uses one.
//
//	severity:
//	  changes-long: note
//	notice_days: 10
//	terms:
//	  - [дербес деректер, жеке деректер]
func (l *loader) rules(o *object, s *legal.Site) {
	if sub := o.object("severity"); sub != nil {
		for _, code := range sub.order {
			s.Severity = append(s.Severity, legal.Severity{Code: code, Level: sub.text(code), Pos: sub.at(sub.keys[code])})
		}
	}
	if text := o.text("notice_days"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 3650 {
			l.found.AddVariant(diag.ValueType, "number", o.pos("notice_days"), diag.Args{"key": "notice_days"})
			n = 0
		}
		s.NoticeDays = n
	}
	l.offices(o, s)
	n, ok := o.fields["terms"]
	if !ok || isNull(n) {
		return
	}
	s.Terms = [][]string{}
	if n.Kind != yaml.SequenceNode {
		l.found.AddVariant(diag.ValueType, "list", o.at(n), diag.Args{"key": "terms"})
		return
	}
	for _, c := range n.Content {
		if c.Kind != yaml.SequenceNode {
			l.found.AddVariant(diag.ValueType, "lists", o.at(c), diag.Args{"key": "terms"})
			continue
		}
		var forms []string
		for _, form := range c.Content {
			if text := clean(o.scalar(form)); text != "" {
				forms = append(forms, text)
			}
		}
		s.Terms = append(s.Terms, forms)
	}
}

// downloads reads what a site hands out besides its pages, in any order.
//
//	downloads: [docx, table-docx]
func (l *loader) downloads(o *object) []legal.Download {
	var named, all []legal.Download
	for _, it := range o.list("downloads") {
		d := legal.Download(it.value)
		switch {
		case !slices.Contains(legal.Downloads, d):
			l.found.AddVariant(diag.ValueInvalid, "download", it.pos, diag.Args{"value": it.value, "known": known(legal.Downloads)})
		case slices.Contains(named, d):
			l.found.AddVariant(diag.ValueInvalid, "twice", it.pos, diag.Args{"value": it.value})
		default:
			named = append(named, d)
		}
	}
	for _, d := range legal.Downloads {
		if slices.Contains(named, d) {
			all = append(all, d)
		}
	}
	return all
}

func known(list []legal.Download) string {
	var names []string
	for _, d := range list {
		names = append(names, string(d))
	}
	return strings.Join(names, ", ")
}

// IsSiteID reports whether a word can be the id of a site: Latin small letters, digits, hyphens, dots and underscores, at most 64.
func IsSiteID(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("-._", r)) {
			return false
		}
	}
	return len(s) <= 64
}

func (l *loader) baseURL(o *object) string {
	s := o.text("base_url")
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		l.found.AddVariant(diag.ValueInvalid, "url", o.pos("base_url"), diag.Args{"value": s})
		return ""
	}
	return strings.TrimSuffix(s, "/") + "/"
}

// listed reads a list of language codes without repetition.
func (l *loader) listed(o *object, key string) []legal.Lang {
	var langs []legal.Lang
	items := o.list(key)
	if n, ok := o.fields[key]; ok && len(items) == 0 && n.Kind == yaml.SequenceNode {
		l.found.Add(diag.KeyMissing, o.at(n), diag.Args{"key": key})
	}
	for _, it := range items {
		lang := legal.Lang(it.value)
		args := diag.Args{"value": it.value}
		switch {
		case it.value == "kz":
			l.found.AddVariant(diag.ValueInvalid, "language-kz", it.pos, args)
		case !legal.IsLang(it.value):
			l.found.AddVariant(diag.ValueInvalid, "language", it.pos, args)
		case slices.Contains(langs, lang):
			l.found.AddVariant(diag.ValueInvalid, "twice", it.pos, args)
		default:
			langs = append(langs, lang)
		}
	}
	return langs
}

// localized reads a text, or a mapping of languages to texts.
func (l *loader) localized(o *object, key string, languages []legal.Lang) map[legal.Lang]string {
	n, ok := o.fields[key]
	if !ok || n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == "" {
		return nil
	}
	m := map[legal.Lang]string{}
	if n.Kind == yaml.ScalarNode {
		s := o.shown(key)
		for _, lang := range languages {
			m[lang] = s
		}
		return m
	}
	sub := o.object(key)
	var known []string
	for _, lang := range languages {
		known = append(known, string(lang))
	}
	sub.expect(known...)
	for _, lang := range languages {
		sub.required(string(lang))
		m[lang] = sub.shown(string(lang))
	}
	return m
}
