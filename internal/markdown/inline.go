package markdown

import (
	"html"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

// inline returns the runs of a block's inline content. Neighbours of one style
// and link are one run; each run is NFC.
func (w *walker) inline(block ast.Node) []legal.Run {
	b := runBuilder{w: w}
	b.spans(block, 0, nil)
	b.flush()
	return b.runs
}

// runBuilder collects runs; the pieces are the text of the one that is open.
type runBuilder struct {
	w      *walker
	runs   []legal.Run
	style  legal.Style
	link   *legal.Link
	pieces []string
}

func (b *runBuilder) add(style legal.Style, link *legal.Link, pieces ...string) {
	if b.style != style || b.link != link {
		b.flush()
		b.style, b.link = style, link
	}
	b.pieces = append(b.pieces, pieces...)
}

func (b *runBuilder) flush() {
	if text := strings.Join(b.pieces, ""); text != "" {
		b.runs = append(b.runs, legal.Run{Text: legal.NFC(text), Style: b.style, Link: b.link})
	}
	b.pieces = b.pieces[:0]
}

func (b *runBuilder) spans(parent ast.Node, style legal.Style, link *legal.Link) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			value := b.w.text[n.Segment.Start:n.Segment.Stop]
			switch {
			case style&legal.CodeSpan == 0:
				value = unescape(value)
			case b.w.cell:
				value = strings.ReplaceAll(value, `\|`, "|") // goldmark's own way is quadratic
			}
			switch {
			case n.HardLineBreak():
				b.add(style, link, strings.TrimRight(strings.TrimSuffix(value, "\\"), " "), "\n")
			case n.SoftLineBreak():
				b.add(style, link, value, " ")
			default:
				b.add(style, link, strings.ReplaceAll(value, "\n", " "))
			}
		case *ast.CodeSpan:
			b.spans(n, style|legal.CodeSpan, link)
		case *ast.Emphasis:
			if n.Level == 2 {
				b.spans(n, style|legal.Strong, link)
			} else {
				b.spans(n, style|legal.Emphasis, link)
			}
		case *ast.Link:
			target, _ := parseDest(string(n.Destination))
			target.Title = string(n.Title)
			target.Pos = b.w.pos(n.Pos())
			b.spans(n, style, &target)
		case *ast.AutoLink:
			text := string(n.Label(b.w.in.Source))
			dest := text
			if n.AutoLinkType == ast.AutoLinkEmail {
				dest = "mailto:" + text
			}
			target, _ := parseDest(dest)
			target.Auto, target.Pos = true, b.w.pos(n.Pos())
			b.add(style, &target, text)
		default:
			b.spans(n, style, link)
		}
	}
}

// unescape drops the backslash before ASCII punctuation, as CommonMark does.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// fileDest is the name of a file, as docs/plain.md has it.
var fileDest = regex.Of(`^[^/\\:?#]+\.(?i:pdf|png|jpe?g|docx)$`)

// parseDest reads a link's destination. reason is empty if the profile
// allows it, else the variant of the finding link-target.
func parseDest(dest string) (link legal.Link, reason string) {
	link = legal.Link{Dest: dest}
	if rest, ok := strings.CutPrefix(dest, "doc:"); ok {
		rest, anchor, anchored := strings.Cut(rest, "#")
		document, edition, named := strings.Cut(rest, "@")
		link.Kind, link.Document, link.Edition, link.Anchor = legal.LinkDocument, document, edition, anchor
		if !legal.IsDocumentID(document) || named && !legal.IsEditionID(edition) || anchored && anchor == "" {
			return link, "doc"
		}
		return link, ""
	}
	switch {
	case dest == "":
		return link, "empty"
	case strings.HasPrefix(dest, "#"):
		link.Kind, link.Anchor = legal.LinkAnchor, dest[1:]
		return link, ""
	case fileDest.MatchString(dest):
		link.Kind = legal.LinkFile
		return link, ""
	}
	u, err := url.Parse(dest)
	if err != nil || strings.ContainsAny(dest, "\\\"<>`") || htmlEntity.MatchString(dest) {
		return link, "url"
	}
	for _, s := range legal.Schemes {
		if strings.ToLower(u.Scheme) == s {
			if (s == "http" || s == "https") && u.Host == "" {
				return link, "url"
			}
			return link, ""
		}
	}
	if u.Scheme == "" {
		return link, "relative"
	}
	return link, "scheme"
}

var (
	htmlTag    = regex.Of(`<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|!--|![A-Za-z\[]|\?[A-Za-z])`)
	htmlEntity = regex.Of(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// refuse looks for what the profile does not hold in a unit's inline content,
// and makes the unit show its source if it finds some.
func (w *walker) refuse(u *legal.Unit, block ast.Node, from int) {
	if s := w.text[from:u.End]; strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, '[') < 0 {
		return
	}
	before := len(w.found)
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Image:
			w.found.Add(diag.Image, w.pos(n.Pos()), diag.Args{"name": string(n.Destination)})
			return ast.WalkSkipChildren, nil
		case *ast.Link:
			w.refuseLink(n)
		case *ast.AutoLink:
			text := string(n.Label(w.in.Source))
			if _, reason := parseDest(text); reason != "" && n.AutoLinkType == ast.AutoLinkURL {
				w.linkError(reason, n, text)
			}
		case *ast.Text:
			if _, seen := n.PreviousSibling().(*ast.Text); !seen {
				start, stop := textExtent(n)
				w.refuseMarks(start, w.text[start:stop])
			}
		}
		return ast.WalkContinue, nil
	})
	if len(w.found) > before {
		w.showSource(u, from)
	}
}

// textExtent is the range of a text and the texts that follow it: goldmark
// parts them at every mark that it tried.
func textExtent(first *ast.Text) (start, stop int) {
	start, stop = first.Segment.Start, first.Segment.Stop
	for n := first.NextSibling(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok {
			break
		}
		stop = max(stop, t.Segment.Stop)
	}
	return start, stop
}

func (w *walker) refuseLink(n *ast.Link) {
	pos := w.pos(n.Pos())
	if _, reason := parseDest(string(n.Destination)); reason != "" {
		w.linkError(reason, n, string(n.Destination))
	}
	if n.Title != nil {
		w.found.Add(diag.LinkTitle, pos, diag.Args{"title": string(n.Title)})
	}
	if w.blank(n) {
		w.found.Add(diag.LinkEmpty, pos, diag.Args{"target": string(n.Destination)})
	}
}

// blank reports whether a link has no words to click on.
func (w *walker) blank(link *ast.Link) bool {
	for n := link.FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok || !util.IsBlank(t.Segment.Value(w.in.Source)) {
			return false
		}
	}
	return true
}

func (w *walker) linkError(reason string, n ast.Node, dest string) {
	w.found.AddVariant(diag.LinkTarget, reason, w.pos(n.Pos()), diag.Args{"target": dest})
}

// refuseMarks finds HTML and entities in a piece of text.
func (w *walker) refuseMarks(offset int, s string) {
	for _, m := range htmlTag.FindAllStringIndex(s, -1) {
		if m[0] == 0 || s[m[0]-1] != '\\' {
			w.found.Add(diag.RawHTML, w.pos(offset+m[0]), diag.Args{"tag": s[m[0]:m[1]]})
		}
	}
	for _, m := range htmlEntity.FindAllStringIndex(s, -1) {
		entity := s[m[0]:m[1]]
		if shown := html.UnescapeString(entity); shown != entity && (m[0] == 0 || s[m[0]-1] != '\\') {
			w.found.Add(diag.Entity, w.pos(offset+m[0]), diag.Args{"entity": entity, "character": shown})
		}
	}
}
