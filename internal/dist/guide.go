package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// A guide is a page of docs/ as the zip has it: one HTML file with its pictures inside,
// which opens by a double click. Links among guides lead to each other.
type guide struct {
	from string // beside go.mod: docs/editor.ru.md
	to   string // in the zip: Руководство.html
}

// What the profile of texts does not have is taken out before a guide is read, and put in
// when it is written: links to other guides, pictures, the programs' words of a code
// block, and comments, which are for the test of the guides.
var (
	comments = regexp.MustCompile(`(?m)^<!--.*?-->\n`)
	fences   = regexp.MustCompile("(?m)^```[a-z]+$")
	pictures = regexp.MustCompile(`(?m)^!\[([^\]]*)\]\(([^)]+)\)$`)
	files    = regexp.MustCompile(`\]\(([A-Za-z0-9./_-]+)(#[^)]*)?\)`)
)

const (
	elsewhere = "https://guide.invalid/" // before the name of another guide
	picture   = "picture-of-the-guide-"  // before the number of a picture
)

// write makes the page of a guide; all are the guides of the zip.
func (g guide) write(root string, all []guide) ([]byte, error) {
	source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(g.from)))
	if err != nil {
		return nil, err
	}
	w := &guideWriter{guide: g, all: all}
	text := comments.ReplaceAllString(string(source), "")
	text = fences.ReplaceAllString(text, "```")
	text = pictures.ReplaceAllStringFunc(text, func(line string) string {
		m := pictures.FindStringSubmatch(line)
		data, e := os.ReadFile(filepath.Join(root, filepath.FromSlash(path.Join(path.Dir(g.from), m[2]))))
		err = errors.Join(err, e)
		w.pictures = append(w.pictures, `<img alt="`+html.EscapeString(m[1])+`" src="data:image/png;base64,`+base64.StdEncoding.EncodeToString(data)+`">`)
		return picture + strconv.Itoa(len(w.pictures)-1)
	})
	text = files.ReplaceAllStringFunc(text, func(link string) string {
		m := files.FindStringSubmatch(link)
		return "](" + elsewhere + path.Join(path.Dir(g.from), m[1]) + m[2] + ")"
	})
	units, _ := markdown.Parse(markdown.Input{Path: g.from, Source: []byte(text), Loose: true})
	for _, u := range units {
		if u.Verbatim {
			err = errors.Join(err, fmt.Errorf("%s: the profile of texts has no such block: %.60s", g.from, u.Plain()))
		}
	}
	if err != nil {
		return nil, err
	}
	legal.Walk(units, w)
	return fmt.Appendf(nil, page, g.lang(), html.EscapeString(w.title), style, w.out.String()), nil
}

// lang is the language of a guide: that of its name, else English.
func (g guide) lang() string {
	if tag := path.Ext(strings.TrimSuffix(g.from, ".md")); tag != "" {
		return tag[1:]
	}
	return "en"
}

const page = `<!doctype html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>%s</style>
</head>
<body><main>
%s</main></body>
</html>
`

const style = `:root{color-scheme:light dark}body{margin:0;background:#fdfcf9;color:#17202a;font:112.5%/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:48rem;margin:0 auto;padding:2rem 1.2rem 5rem}h1,h2,h3{line-height:1.25;text-wrap:balance}h2{margin-top:2.4em}h3{margin-top:2em}a{color:#00568a}img{display:block;max-width:100%;border:1px solid #d9dcdd;border-radius:.3rem}
code,pre{font-family:ui-monospace,Consolas,monospace;font-size:.88em}pre{background:#f1f4f5;padding:.8rem 1rem;white-space:pre-wrap}table{border-collapse:collapse;width:100%;font-size:.92em}th,td{border:1px solid #d9dcdd;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
@media (prefers-color-scheme:dark){body{background:#12171c;color:#e3e7ea}a{color:#86c5f2}pre{background:#1b232a}th,td,img{border-color:#303a43}}`

// guideWriter writes the units of a guide as HTML.
type guideWriter struct {
	guide
	all      []guide
	pictures []string
	title    string
	out      strings.Builder
}

var tags = map[legal.NodeKind]string{legal.NodeQuotation: "blockquote", legal.NodeList: "ul", legal.NodeItem: "li", legal.NodeTable: "table",
	legal.NodeHead: "thead", legal.NodeBody: "tbody", legal.NodeRow: "tr"}

// tag is the element of a node.
func tag(n *legal.Node) string {
	switch {
	case n.Kind == legal.NodeCell && n.Unit.Head:
		return "th"
	case n.Kind == legal.NodeCell:
		return "td"
	case n.Kind != legal.NodeBlock:
		return tags[n.Kind]
	case n.Unit.Kind == legal.Heading:
		return "h" + strconv.Itoa(n.Unit.Level)
	case n.Unit.Kind == legal.Code:
		return "pre"
	}
	return "p"
}

// Enter implements legal.Visitor.
func (w *guideWriter) Enter(n *legal.Node) {
	if n.Kind == legal.NodeRule {
		w.out.WriteString("<hr>\n")
		return
	}
	w.out.WriteString("<" + tag(n))
	if n.Kind == legal.NodeBlock && n.Unit.Kind == legal.Heading {
		words := strings.TrimSpace(n.Unit.Label.Text + " " + n.Unit.Plain())
		if w.title == "" {
			w.title = words
		}
		w.out.WriteString(` id="` + html.EscapeString(slug(words)) + `"`)
	}
	w.out.WriteString(">")
}

// Leave implements legal.Visitor.
func (w *guideWriter) Leave(n *legal.Node) {
	if n.Kind != legal.NodeRule {
		w.out.WriteString("</" + tag(n) + ">\n")
	}
}

// Words implements legal.Visitor.
func (w *guideWriter) Words(n *legal.Node, runs []legal.Run) {
	if label := n.Unit.Label.Text; label != "" && n.Kind != legal.NodeCell {
		w.out.WriteString(html.EscapeString(label) + " ")
	}
	for i, r := range runs {
		to := w.target(r.Link)
		if to != "" && (i == 0 || runs[i-1].Link != r.Link) {
			w.out.WriteString(`<a href="` + html.EscapeString(to) + `">`)
		}
		w.run(n, r)
		if to != "" && (i+1 == len(runs) || runs[i+1].Link != r.Link) {
			w.out.WriteString("</a>")
		}
	}
}

// target is where a link leads: to a guide of the zip, or as it is written; empty: nowhere.
// A guide that speaks of «пункт 1.2» means no clause of its own, and a page for
// administrators may name files that the zip has not.
func (w *guideWriter) target(l *legal.Link) string {
	if l == nil || l.Made() {
		return ""
	}
	name, ok := strings.CutPrefix(l.Dest, elsewhere)
	if !ok {
		return l.Dest
	}
	name, fragment, _ := strings.Cut(name, "#")
	i := slices.IndexFunc(w.all, func(g guide) bool { return g.from == name })
	if i < 0 {
		return ""
	}
	to := strings.Repeat("../", strings.Count(w.to, "/")) + w.all[i].to
	if fragment != "" {
		to += "#" + fragment
	}
	return to
}

// run writes words in their style, or the picture that they stand for.
func (w *guideWriter) run(n *legal.Node, r legal.Run) {
	if number, ok := strings.CutPrefix(r.Text, picture); ok {
		if i, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && i < len(w.pictures) {
			w.out.WriteString(w.pictures[i])
			return
		}
	}
	text := html.EscapeString(r.Text)
	if n.Kind != legal.NodeBlock || n.Unit.Kind != legal.Code {
		text = strings.ReplaceAll(text, "\n", "<br>")
	}
	for i, tag := range []string{"strong", "em", "code"} { // the bits of legal.Style in order
		if r.Style&(1<<i) != 0 {
			text = "<" + tag + ">" + text + "</" + tag + ">"
		}
	}
	w.out.WriteString(text)
}

// slug is the id of a heading, as links in Markdown name it: small letters, hyphens for
// spaces, no punctuation.
func slug(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			return unicode.ToLower(r)
		case r == ' ':
			return '-'
		}
		return -1
	}, words)
}
