package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// A mail repeats the one that it answers. That one is left out, told, if the mail itself has
// a text; else it may be what was sent on, and stays.

// hasOwn reports whether a mail has a text of its own: a third of its letters and more.
func hasOwn(all, repeated string) bool {
	const part = 3
	return (letterCount(all)-letterCount(repeated))*part >= letterCount(all)
}

// sentOn is the finding about a mail that has no text beside what it repeats.
func sentOn(repeated string, pos diag.Pos) Told {
	return told(diag.ImportEdge, "quoted", pos, diag.Args{"words": excerpt(tidy(repeated))}, 0, 0)
}

// quotedWhole reports whether nearly all lines of a text are those of a mail as its answer repeats them.
func quotedWhole(src string) bool {
	const least = 3
	quoted, all := 0, 0
	for l := range strings.Lines(src) {
		if tidy(l) != "" {
			all++
		}
		if strings.HasPrefix(l, ">") {
			quoted++
		}
	}
	return quoted >= least && quoted*5 >= all*4
}

// saidBefore is the line above what an answer repeats: «Иван Петров <ivan@example.kz> написал(а):».
var saidBefore = regex.Of(`<\S+@\S+>[^<>]*:[ \t\r]*$`)

// answers reports whether a text is a mail that repeats the one it answers, below a line that says whose that was.
func answers(src string) bool {
	said := false
	for l := range strings.Lines(src) {
		l = strings.TrimRight(l, "\r\n")
		if said && strings.HasPrefix(l, ">") {
			return true
		}
		said = saidBefore.MatchString(l) || said && tidy(l) == ""
	}
	return false
}

var (
	mailHead    = regex.Of(`^-{3,} ?\p{Lu}[\p{L} ]+ ?-{3,}$`) // «-----Исходное сообщение-----»: all below it
	mailSaid    = regex.Of(`[0-9].*:$`)                       // «13.02.2026 10:00, Ирина Ли пишет:», above its lines
	mailQuote   = regex.Of(`^(?:> ?)+`)
	mailDivider = regex.Of(`^-- ?$`) // above a signature
)

// repeatedLines marks the lines of a mail that repeat another one.
func repeatedLines(lines []string) []bool {
	out := make([]bool, len(lines))
	below := false
	for i, l := range lines {
		below = below || mailHead.MatchString(strings.TrimSpace(l))
		if out[i] = below || strings.HasPrefix(l, ">"); !strings.HasPrefix(l, ">") || i > 0 && out[i-1] {
			continue
		}
		for k := i - 1; k >= max(0, i-3); k-- { // it may be broken
			if mailSaid.MatchString(strings.TrimSpace(lines[k])) {
				for ; k < i; k++ {
					out[k] = true
				}
				break
			}
		}
	}
	return out
}

// signedFrom is the first line of the signature of a mail without a divider, -1 for none: below an
// empty line the last lines that are its own are short in a mail with long ones, and none is numbered.
func signedFrom(lines []string, repeated []bool) int {
	const short, long = 40, 60
	end := len(lines)
	for end > 0 && (repeated[end-1] || tidy(lines[end-1]) == "") {
		end--
	}
	begin := end
	for begin > 0 && !repeated[begin-1] && tidy(lines[begin-1]) != "" {
		begin--
	}
	length := func(l string) int { return utf8.RuneCountInString(tidy(l)) }
	if begin == 0 || slices.ContainsFunc(lines[begin:end], func(l string) bool { return length(l) > short || mailNumber.MatchString(l) }) ||
		!slices.ContainsFunc(lines[:begin], func(l string) bool { return length(l) >= long }) {
		return -1
	}
	return begin
}

var mailNumber = regex.Of(`^\s*(?:[0-9]+|\p{Ll})(?:\.[0-9]+)*[.)]`)

// readMail gives the lines of the plain text of a mail. Those of a signature are paragraphs,
// and if flowed a line goes on in the next one if it ends with a space.
func readMail(name, src string, flowed bool) (source blocks.Source, found []Told) {
	lines := strings.Split(unseen.Replace(src), "\n")
	repeated, left := repeatedLines(lines), false
	if first := slices.Index(repeated, true); first >= 0 {
		var words []string
		for i, l := range lines {
			if repeated[i] {
				words = append(words, mailQuote.ReplaceAllString(l, ""))
			}
		}
		all, pos := tidy(strings.Join(words, " ")), diag.Pos{File: name, Line: first + 1}
		if left = hasOwn(src, all); left {
			found = append(found, told(diag.ImportFrame, "quoted", pos, diag.Args{"text": all}, 0, 0))
		} else {
			found = append(found, sentOn(all, pos))
		}
	}
	soft := func(l string) bool { return strings.HasSuffix(l, " ") && !mailDivider.MatchString(l) }
	flowed = flowed && slices.ContainsFunc(lines, soft) // by a program that means it
	gap, signed, open := 0, false, false
	signs := signedFrom(lines, repeated)
	for i, l := range lines {
		signed = signed || i == signs
		if repeated[i] {
			if l = mailQuote.ReplaceAllString(l, ""); left {
				l = ""
			}
		}
		if mailDivider.MatchString(l) {
			signed, l = true, ""
		}
		if tidy(l) == "" {
			gap, open = gap+1, false
			continue
		}
		if flowed {
			l = strings.TrimPrefix(l, " ")
		}
		if open {
			last := &source.Blocks[len(source.Blocks)-1].Runs[0]
			last.Text += " " + cutRight(l)
		} else {
			b := lineBlock(l, i+1, gap)
			if signed || flowed {
				b.Kind = blocks.Paragraph
			}
			source.Blocks = append(source.Blocks, b)
		}
		gap, open = 0, flowed && soft(l)
	}
	return source, found
}

// findRepeated finds the elements of a page by which programs of mail repeat another mail: one
// that says so by its class, or the head of that mail with all that stands below it.
func (h *htmlReader) findRepeated(body *html.Node) {
	all := map[*html.Node]bool{}
	var first *html.Node
	words := ""
	for d := range body.Descendants() {
		if all[d] = all[d] || all[d.Parent]; all[d] || d.Type != html.ElementNode {
			continue
		}
		if head := repliesTo(d); head || isQuoted(d) {
			for head && d.NextSibling == nil && d.Parent.DataAtom == atom.Div { // what is alone in it
				d = d.Parent
			}
			for n := d; n != nil; n = n.NextSibling {
				if all[n] = true; first == nil {
					first = n
				}
				if words += wordsIn(n) + " "; !head {
					break
				}
			}
		}
	}
	switch {
	case first == nil:
	case hasOwn(wordsIn(body), words):
		h.repeated = all
	default:
		h.locateIn(first)
		h.found = append(h.found, sentOn(words, diag.Pos{File: h.name, Line: h.line}))
		h.line, h.places = 0, textPlaces(h.src)
	}
}

// isQuoted reports whether an element by its class or its kind repeats another mail.
func isQuoted(n *html.Node) bool {
	for _, c := range strings.Fields(attribute(n, "class") + " " + attribute(n, "id")) {
		switch c {
		case "gmail_quote", "gmail_quote_container", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "mail-editor-reference-message-container":
			return true
		}
	}
	return n.DataAtom == atom.Blockquote && attribute(n, "type") == "cite"
}

// repliesTo reports whether the mail that another one answers stands from an element on.
func repliesTo(n *html.Node) bool {
	id := attribute(n, "id")
	return id == "divRplyFwdMsg" || id == "appendonsend" || outlookHead(n)
}

// outlookHead reports whether an element is the head of a mail as Outlook writes it: below a line,
// from whom it is.
func outlookHead(n *html.Node) bool {
	if n.DataAtom != atom.Div || !strings.Contains(attribute(n, "style"), "border-top:solid") {
		return false
	}
	first := find(n, func(d *html.Node) bool { return d.DataAtom == atom.B || d.DataAtom == atom.Strong })
	return first != nil && strings.HasSuffix(wordsIn(first), ":") && strings.Contains(wordsIn(n), "@")
}
