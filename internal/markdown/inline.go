package markdown

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// inline returns the runs of a block's inline content. Neighbours of one style
// and link are one run; each run is NFC.
func (w *walker) inline(block ast.Node) []legal.Run {
	var runs []legal.Run
	w.spans(block, 0, nil, &runs)
	for i := range runs {
		runs[i].Text = nfc(runs[i].Text)
	}
	return runs
}

func (w *walker) spans(parent ast.Node, style legal.Style, link *legal.Link, runs *[]legal.Run) {
	add := func(s string) {
		if s == "" {
			return
		}
		if n := len(*runs); n > 0 && (*runs)[n-1].Style == style && (*runs)[n-1].Link == link {
			(*runs)[n-1].Text += s
			return
		}
		*runs = append(*runs, legal.Run{Text: s, Style: style, Link: link})
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			value := string(n.Segment.Value(w.in.Source))
			if style&legal.CodeSpan == 0 {
				value = unescape(value)
			}
			switch {
			case n.HardLineBreak():
				add(strings.TrimRight(strings.TrimSuffix(value, "\\"), " ") + "\n")
			case n.SoftLineBreak():
				add(value + " ")
			default:
				add(strings.ReplaceAll(value, "\n", " "))
			}
		case *ast.CodeSpan:
			w.spans(n, style|legal.CodeSpan, link, runs)
		case *ast.Emphasis:
			if n.Level == 2 {
				w.spans(n, style|legal.Strong, link, runs)
			} else {
				w.spans(n, style|legal.Emphasis, link, runs)
			}
		case *ast.Link:
			target, _ := parseDest(string(n.Destination))
			target.Title = string(n.Title)
			target.Pos = w.pos(max(n.Pos(), 0))
			w.spans(n, style, &target, runs)
		case *ast.AutoLink:
			text := string(n.Label(w.in.Source))
			dest := text
			if n.AutoLinkType == ast.AutoLinkEmail {
				dest = "mailto:" + text
			}
			target, _ := parseDest(dest)
			target.Auto, target.Pos = true, w.pos(max(n.Pos(), 0))
			*runs = append(*runs, legal.Run{Text: text, Style: style, Link: &target})
		default:
			w.spans(n, style, link, runs)
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

var (
	docDest  = regexp.MustCompile(`^doc:([^@#]*)(?:@([^#]*))?(?:#(.+))?$`)
	fileDest = regexp.MustCompile(`^[^/\\:?#]+\.(?i:pdf|png|jpe?g|docx)$`)
	schemes  = []string{"http", "https", "mailto", "tel"}
)

// parseDest reads a link's destination. reason is empty where the profile
// allows it, else the variant of the finding link-target.
func parseDest(dest string) (link legal.Link, reason string) {
	link = legal.Link{Dest: dest}
	switch m := docDest.FindStringSubmatch(dest); {
	case m != nil:
		link.Kind, link.Document, link.Edition, link.Anchor = legal.LinkDocument, m[1], m[2], m[3]
		if !legal.IsDocumentID(m[1]) || m[2] != "" && !legal.IsEditionID(m[2]) {
			return link, "doc"
		}
		return link, ""
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
	if err != nil || strings.ContainsAny(dest, "\\\"<>`\x00") {
		return link, "url"
	}
	for _, s := range schemes {
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
	htmlTag    = regexp.MustCompile(`<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?|!--|![A-Za-z\[]|\?[A-Za-z])`)
	htmlEntity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// refuse looks for what the profile does not hold in a unit's inline content,
// and makes the unit show its source where it finds some.
func (w *walker) refuse(u *legal.Unit, block ast.Node) {
	before := w.found.Count(diag.Error)
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Image:
			w.found.Error("image", w.pos(max(n.Pos(), 0)), diag.Args{"name": string(n.Destination)})
			return ast.WalkSkipChildren, nil
		case *ast.Link:
			w.refuseLink(n)
		case *ast.AutoLink:
			if _, reason := parseDest(string(n.Label(w.in.Source))); reason != "" && n.AutoLinkType == ast.AutoLinkURL {
				w.linkError(reason, n, string(n.Label(w.in.Source)))
			}
		case *ast.Text:
			w.refuseMarks(n.Segment.Start, string(n.Segment.Value(w.in.Source)))
		}
		return ast.WalkContinue, nil
	})
	if w.found.Count(diag.Error) > before {
		w.showSource(u)
	}
}

func (w *walker) refuseLink(n *ast.Link) {
	pos := w.pos(max(n.Pos(), 0))
	if _, reason := parseDest(string(n.Destination)); reason != "" {
		w.linkError(reason, n, string(n.Destination))
	}
	if n.Title != nil {
		w.found.Error("link-title", pos, diag.Args{"title": string(n.Title)})
	}
	if n.FirstChild() == nil {
		w.found.Error("link-empty", pos, diag.Args{"target": string(n.Destination)})
	}
}

func (w *walker) linkError(reason string, n ast.Node, dest string) {
	w.found.Error("link-target", w.pos(max(n.Pos(), 0)), diag.Args{"target": dest}).Variant = reason
}

// refuseMarks finds HTML and entities in a piece of text.
func (w *walker) refuseMarks(offset int, s string) {
	for _, m := range htmlTag.FindAllStringIndex(s, -1) {
		if m[0] == 0 || s[m[0]-1] != '\\' {
			w.found.Error("raw-html", w.pos(offset+m[0]), diag.Args{"tag": s[m[0]:m[1]]})
		}
	}
	for _, m := range htmlEntity.FindAllStringIndex(s, -1) {
		entity := s[m[0]:m[1]]
		if shown := html.UnescapeString(entity); shown != entity && (m[0] == 0 || s[m[0]-1] != '\\') {
			w.found.Error("entity", w.pos(offset+m[0]), diag.Args{"entity": entity, "character": shown})
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
