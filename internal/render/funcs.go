package render

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/site"
)

// funcs are what templates can ask for, in the page's language.
func (s *speaker) funcs(names assetNames) template.FuncMap {
	return template.FuncMap{
		"t":          s.text,
		"n":          s.count,
		"in":         s.in,
		"date":       func(d civil.Date, c string) string { return s.Date(d, i18n.Case(c)) },
		"instant":    func(t time.Time, c string) string { return s.Instant(t, i18n.Case(c)) },
		"iso":        civil.Format,
		"name":       func(e site.EditionRef) (string, error) { return s.text("edition.name", "edition", e.ID) },
		"within":     func(e site.EditionRef) (string, error) { return s.text("edition.within", "edition", e.ID) },
		"span":       s.span,
		"approval":   s.approval,
		"cite":       s.cite,
		"prevails":   s.prevails,
		"witnesses":  s.witnesses,
		"beside":     s.beside,
		"only":       s.only,
		"languages":  s.list,
		"size":       s.size,
		"each":       s.each,
		"crumbs":     s.crumbs,
		"head":       func(f site.Frame, parts ...string) head { return s.head(f, names, parts) },
		"about":      func(h head, text ...string) head { h.About = strings.TrimSpace(strings.Join(text, " ")); return h },
		"dated":      func(c string) (string, error) { return s.text("date."+c, "day", "{0}", "month", "{1}", "year", "{2}") },
		"page":       func() string { return s.Lang() },
		"foreign":    func(l legal.Lang) bool { return l != "" && string(l) != s.Lang() },
		"sealedbody": s.sealedBody,
		"exact": func(data []byte) template.URL {
			return template.URL("data:text/markdown;base64," + base64.StdEncoding.EncodeToString(data))
		},
		"style":   func() template.CSS { return template.CSS(s.renderer.style) },
		"wayback": wayBack,
		"newest":  newest,
		"begins":  func(hash string) string { return hash[:min(len(hash), 12)] }, // so much fits a code of its size; the whole hashes stand beside it
		"percent": percent,
		"long":    func(title string) bool { return utf8.RuneCountInString(title) > 80 },
		"add":     func(a, b int) int { return a + b },
		"marks":   instants,
		"body":    s.body,
		"pairs":   s.pairs,
		"placename": func(p site.Place) (string, error) {
			return naming.Unit(s, p.Units, p.Index, naming.Nominative)
		},
	}
}

// witnesses names who speaks for a record besides the publisher, each with its day;
// service is what a service that stamps the time is called.
func (s *speaker) witnesses(p *site.Proved, service string) string {
	var out []string
	for _, w := range p.Witnesses {
		out = append(out, w.Name+" – "+s.Instant(w.Time, i18n.Plain))
	}
	if !p.Stamped.IsZero() {
		out = append(out, service+" – "+s.Instant(p.Stamped, i18n.Plain))
	}
	return strings.Join(out, "; ")
}

// text says a message: {{t "key" "name" value "name" value}}.
func (s *speaker) text(key string, args ...string) (string, error) {
	return s.Text(key, i18n.Args(args...))
}

// count says a message in a plural form: {{n "key" 3}}.
func (s *speaker) count(key string, n int, args ...string) (string, error) {
	return s.Count(key, n, i18n.Args(args...))
}

// in says a message in another language of the site: {{in .Lang "key"}}.
func (s *speaker) in(l legal.Lang, key string, args ...string) (string, error) {
	other := s.renderer.speakers[l]
	if other == nil {
		return "", fmt.Errorf("the renderer does not speak %q", l)
	}
	return other.text(key, args...)
}

// each says a message in every language of a page that speaks all of them.
func (s *speaker) each(said []site.Greeting, key string) (string, error) {
	var out []string
	for _, g := range said {
		text, err := s.in(g.Lang, key)
		if err != nil {
			return "", err
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		return s.text(key)
	}
	return strings.Join(out, " / "), nil
}

// span says when an edition applies: from, and until if that is known. An
// edition that takes effect when it is published and is not says so.
func (s *speaker) span(e site.EditionRef) (string, error) {
	from, until := "", ""
	switch {
	case !e.From.IsZero():
		from = s.Instant(e.From, i18n.From)
	default:
		var err error
		if from, err = s.Text("span.publication", nil); err != nil {
			return "", err
		}
	}
	if e.Until.IsZero() {
		return from, nil
	}
	until = s.Instant(e.Until, i18n.Until)
	return s.Text("span.both", map[string]string{"from": from, "until": until})
}

// approval says who approved an edition, if that is said, and by which act.
func (s *speaker) approval(a legal.Approval) (string, error) {
	act, err := s.approvingAct(a)
	body := a.Body[legal.Lang(s.Lang())]
	if err != nil || body == "" {
		return act, err
	}
	return s.Text("approval.by", map[string]string{"body": body, "act": act})
}

func (s *speaker) approvingAct(a legal.Approval) (string, error) {
	act, err := s.Text("act."+a.Act, nil)
	if err != nil {
		return "", err
	}
	key := "approval"
	if a.Number == "" {
		key = "approval.unnumbered"
	}
	return s.Text(key, map[string]string{"act": act, "number": a.Number, "date": s.Date(a.Date, i18n.Of)})
}

// cite is how a clause of an edition is cited, with "{0}" for the clause's name.
func (s *speaker) cite(e site.EditionRef) (string, error) {
	since := ""
	if !e.From.IsZero() {
		var err error
		if since, err = s.Text("cite.since", map[string]string{"date": s.Date(civil.DateOf(e.From), i18n.Of)}); err != nil {
			return "", err
		}
	}
	return s.Text("cite", map[string]string{"unit": "{0}", "title": e.Title, "edition": e.ID, "since": since})
}

// prevails says which wording prevails; an empty language means that all are equal.
func (s *speaker) prevails(l legal.Lang) (string, error) {
	if l == "" {
		return s.Text("prevails.none", nil)
	}
	language, err := s.Text("lang.of."+string(l), nil)
	if err != nil {
		return "", err
	}
	return s.Text("prevails", map[string]string{"language": language})
}

// beside names the page that shows an edition beside its text in a language.
func (s *speaker) beside(l site.Link) (string, error) {
	language, err := s.Text("lang.of."+l.Name, nil)
	if err != nil {
		return "", err
	}
	text, err := s.Text("edition.beside", map[string]string{"language": language})
	if err != nil {
		return "", err
	}
	first, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[n:], nil
}

// only says that there is a text in these languages alone.
func (s *speaker) only(links []site.Link) (string, error) {
	named, err := s.list(links)
	if err != nil {
		return "", err
	}
	var names []string
	for _, l := range named {
		names = append(names, l.Name)
	}
	return s.Text("list.only", map[string]string{"language": strings.Join(names, ", ")})
}

// list names the languages of links, in the page's language.
func (s *speaker) list(links []site.Link) ([]site.Link, error) {
	out := make([]site.Link, len(links))
	for i, l := range links {
		name, err := s.Text("lang.in."+l.Name, nil)
		if err != nil {
			return nil, err
		}
		out[i] = site.Link{Name: name, Href: l.Href}
	}
	return out, nil
}

func (s *speaker) size(n int64) (string, error) {
	key, unit := "size.kilobytes", int64(1000)
	if n >= 1000*1000 {
		key, unit = "size.megabytes", 1000*1000
	}
	tenths := max(1, (n*10+unit/2)/unit)
	number := strconv.FormatInt(tenths/10, 10)
	if r := tenths % 10; r != 0 {
		number += "," + strconv.FormatInt(r, 10)
	}
	return s.Text(key, map[string]string{"size": number})
}

// head is what the templates around a page's content are given.
type head struct {
	site.Frame
	Heading             string // of the window: the most special part first
	About               string // what a search shows below the heading; empty for no such line
	Style, Script, Icon string // addresses; empty if there is no way to them
}

func (s *speaker) head(f site.Frame, names assetNames, parts []string) head {
	h := head{Frame: f}
	if h.Lang == "" {
		h.Lang = legal.Lang(s.Lang())
	}
	for _, p := range append(parts, f.Organization) {
		if p != "" && h.Heading != "" {
			h.Heading += " — "
		}
		h.Heading += p
	}
	if f.Root != "" {
		h.Style, h.Script, h.Icon = f.Root+names.styles["style"], f.Root+names.scripts["style"], f.Root+names.icon
	}
	return h
}

// crumbs gives each crumb the name that its place has: the list, the document,
// the edition, the page. An empty one leaves the planned name.
func (s *speaker) crumbs(f site.Frame, names ...string) ([]site.Link, error) {
	list, err := s.Text("list.title", nil)
	if err != nil {
		return nil, err
	}
	names = append([]string{list}, names...)
	out := make([]site.Link, len(f.Crumbs))
	for i, c := range f.Crumbs {
		out[i] = c
		if i < len(names) && names[i] != "" {
			out[i].Name = names[i]
		}
	}
	return out, nil
}

// newest is the hash of the newest published text among editions; empty for none.
func newest(editions []site.EditionRef) string {
	for _, e := range editions {
		if e.Source != "" && !e.Draft {
			return e.Source
		}
	}
	return ""
}

// percent writes thousandths of the width for SVG.
func percent(thousandths int) string {
	s := strconv.Itoa(thousandths / 10)
	if r := thousandths % 10; r != 0 {
		s += "." + strconv.Itoa(r)
	}
	return s + "%"
}

// instants are the instants of an edition for the script: attributes data-….
func instants(e site.EditionRef) (m struct{ From, Until, Published, Withdrawn string }) {
	set := func(to *string, t time.Time) {
		if !t.IsZero() {
			*to = civil.Format(t)
		}
	}
	if e.Draft { // no state has been published
		return m
	}
	set(&m.From, e.From)
	set(&m.Until, e.Until)
	set(&m.Published, e.Published)
	set(&m.Withdrawn, e.Withdrawn)
	return m
}

// check asks for every message that the templates name: a *LayoutError about the first
// that there is not.
func (s *speaker) check() error {
	for _, key := range s.own() {
		if !s.Has(key) {
			return fmt.Errorf("no message %q in %s", key, s.Lang())
		}
	}
	var lacking error
	s.asked(func(t *template.Template, n parse.Node, key string) {
		if lacking == nil && !s.Has(key) {
			at, _ := t.Tree.ErrorContext(n)
			lacking = &LayoutError{s.renderer.layoutFinding("message", placeOf(at), diag.Args{"name": key, "language": legal.Lang(s.Lang())}),
				fmt.Errorf("%s: no message %q in %s", at, key, s.Lang())}
		}
	})
	return lacking
}

// own are the messages that this package puts together.
func (s *speaker) own() []string {
	keys := append([]string{"span.publication", "span.both", "approval", "approval.by", "approval.unnumbered", "prevails", "prevails.none",
		"size.kilobytes", "size.megabytes", "cite", "cite.since", "list.title", "edition.name", "edition.within", "edition.beside", "list.only", "list.kind.other", "date.from", "date.until", "date.on", "body.table", "body.verbatim", "embed.new-tab"}, append(scriptWords, menuWords...)...)
	keys = append(append(keys, redlineKeys...), "redline.mark", "redline.mark.link", "redline.one-sided",
		"redline.otherwise.figures", "redline.otherwise.sentences", "redline.otherwise.kind")
	for _, a := range legal.Acts {
		keys = append(keys, "act."+a)
	}
	for _, k := range legal.Kinds {
		keys = append(keys, "kind."+string(k), "list.kind."+string(k))
	}
	for _, l := range s.renderer.languages {
		keys = append(keys, "lang.in."+string(l), "lang.of."+string(l))
	}
	return keys
}

// asked visits every message that a template names in {{t}}, {{n}} and the like, template
// by template by their names.
func (s *speaker) asked(visit func(t *template.Template, at parse.Node, key string)) {
	all := s.templates.Templates()
	slices.SortFunc(all, func(a, b *template.Template) int { return strings.Compare(a.Name(), b.Name()) })
	for _, t := range all {
		if t.Tree == nil || t.Tree.Root == nil {
			continue
		}
		walk(t.Tree.Root, func(n parse.Node) {
			if c, ok := n.(*parse.CommandNode); ok {
				for _, key := range keyOf(c) {
					visit(t, c, key)
				}
			}
		})
	}
}

// keyOf is the message that {{t "key"}}, {{n "key"}}, {{in .Lang "key"}} or {{each .Choices "key"}} names.
func keyOf(c *parse.CommandNode) []string {
	f, ok := c.Args[0].(*parse.IdentifierNode)
	at := map[string]int{"t": 1, "n": 1, "in": 2, "each": 2}
	if !ok || at[f.Ident] == 0 || len(c.Args) <= at[f.Ident] {
		return nil
	}
	key, ok := c.Args[at[f.Ident]].(*parse.StringNode)
	if !ok || strings.HasSuffix(key.Text, ".") {
		return nil
	}
	return []string{key.Text}
}

// walk visits a node and all below it.
func walk(n parse.Node, visit func(parse.Node)) {
	pipe := func(p *parse.PipeNode) {
		if p != nil {
			walk(p, visit)
		}
	}
	list := func(l *parse.ListNode) {
		if l != nil {
			walk(l, visit)
		}
	}
	visit(n)
	switch n := n.(type) {
	case *parse.ListNode:
		for _, m := range n.Nodes {
			walk(m, visit)
		}
	case *parse.ActionNode:
		pipe(n.Pipe)
	case *parse.TemplateNode:
		pipe(n.Pipe)
	case *parse.IfNode:
		pipe(n.Pipe)
		list(n.List)
		list(n.ElseList)
	case *parse.RangeNode:
		pipe(n.Pipe)
		list(n.List)
		list(n.ElseList)
	case *parse.WithNode:
		pipe(n.Pipe)
		list(n.List)
		list(n.ElseList)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			walk(c, visit)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			walk(a, visit)
		}
	}
}
