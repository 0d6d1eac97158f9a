package render

import (
	"html/template"
	"io"
	"text/template/parse"
)

// execute makes a page.
func (s *speaker) execute(to io.Writer, kind string, view any) error {
	s.folded.Do(s.fold)
	return s.templates.ExecuteTemplate(to, kind, view)
}

// fold puts the messages without arguments, which are the same on every page of a
// language, into the templates as text: {{t "page.skip"}} costs nothing then. It is done
// behind html/template, which has said by then how each place is to be escaped, and only
// if that is as text or as a quoted attribute. Whatever has another form stays.
func (s *speaker) fold() {
	for _, kind := range append(kinds, "standalone") {
		// Escapes the templates of this kind, and fails: there is no view. What is wrong with
		// them the first page will say.
		_ = s.templates.ExecuteTemplate(io.Discard, kind, nil)
	}
	for _, t := range s.templates.Templates() {
		if t.Tree != nil && t.Tree.Root != nil {
			walk(t.Tree.Root, s.foldList)
		}
	}
}

// foldList does that with the nodes of a list.
func (s *speaker) foldList(n parse.Node) {
	list, ok := n.(*parse.ListNode)
	if !ok {
		return
	}
	for i, n := range list.Nodes {
		if text, ok := s.constant(n); ok {
			list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: []byte(template.HTMLEscapeString(text))}
		}
	}
}

// constant is what {{t "key"}} says if it is escaped as HTML.
func (s *speaker) constant(n parse.Node) (string, bool) {
	action, ok := n.(*parse.ActionNode)
	if !ok || len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 2 {
		return "", false
	}
	said, escaped := action.Pipe.Cmds[0].Args, action.Pipe.Cmds[1].Args
	if len(said) != 2 || said[0].String() != "t" || len(escaped) != 1 {
		return "", false
	}
	switch escaped[0].String() {
	case "_html_template_htmlescaper", "_html_template_attrescaper", "_html_template_rcdataescaper":
	default:
		return "", false
	}
	key, ok := said[1].(*parse.StringNode)
	if !ok {
		return "", false
	}
	text, err := s.text(key.Text)
	return text, err == nil
}
