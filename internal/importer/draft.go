package importer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// drafter makes the paragraphs of one text a draft.
type drafter struct{ *file }

// draft writes paragraphs as a text with its title, sections and clauses. n is
// its place among the drafts.
func (f drafter) draft(paras []*para, n int) Draft {
	d := Draft{Annex: n > 0, Pos: diag.Pos{File: f.name, Line: 1}}
	if len(paras) > 0 {
		d.Pos = f.pos(paras[0].first)
	}
	at := f.signs.titleIndex(paras)
	paras, at = f.mergeTitle(paras, at)
	if at >= 0 {
		d.Title = oneLine(paras[at].whole())
	}
	d.Kind = f.signs.kindOfText(paras, d.Title)
	paras = f.approval(paras, at, &d)
	at = slices.IndexFunc(paras, func(p *para) bool { return at >= 0 && oneLine(p.whole()) == d.Title })
	paras = f.mergeHeadings(paras, at)
	f.signs.structure(paras, at, func(p *para) {
		f.tell(diag.ImportPieces, "", p.first, p, diag.Args{"words": excerpt(p.text)})
	})
	w := writer{file: f.file, line: 1}
	w.write("---\ntitle: " + yamlString(d.Title) + "\n---\n")
	d.Body = w.b.Len()
	d.TitleAt = d.Body
	if at >= 0 {
		paras[at].level = 0
	}
	f.found = slices.DeleteFunc(f.found, func(x about) bool {
		return x.Code == diag.ImportCells && x.Variant == "beside" && x.para != nil && x.para.level > 0 // the table's heading is no row of it
	})
	for _, p := range paras {
		if p.guessed {
			f.tell(diag.ImportHeading, map[bool]string{true: "kept"}[p.level == 0], p.first, p, diag.Args{"words": excerpt(p.text)})
		}
	}
	(&proofreader{file: f.file, paras: paras, title: at}).read()
	f.foldPieces(paras)
	for i, p := range paras {
		p.draft, p.line = n, w.line+1
		if i == at {
			p.line = 2
			d.TitleAt = w.b.Len()
			w.notes(p)
			continue
		}
		d.paras = append(d.paras, p)
		if !(p.kind == item && i > 0 && i-1 != at && paras[i-1].kind == item) {
			w.write("\n")
		} else {
			p.line--
		}
		w.para(p)
		w.notes(p)
		d.Counts.add(p)
		if p.level > 0 {
			d.Headings = append(d.Headings, Heading{p.level, oneLine(p.whole())})
		}
	}
	d.Markdown = []byte(w.b.String())
	return d
}

// foldPieces makes one finding of those about tables that came apart, if a draft has many: each says the same, and
// another file mends them all.
func (f drafter) foldPieces(paras []*para) {
	const many = 3
	own := map[*para]bool{}
	for _, p := range paras {
		own[p] = true
	}
	is := func(x about) bool { return x.Code == diag.ImportPieces && x.Variant == "" && own[x.para] }
	var all []about
	for _, x := range f.found {
		if is(x) {
			all = append(all, x)
		}
	}
	if len(all) < many {
		return
	}
	slices.SortStableFunc(all, func(a, b about) int { return a.Pos.Compare(b.Pos) })
	var lines []string
	for _, x := range all[1:] {
		lines = append(lines, strconv.Itoa(x.Pos.Line))
	}
	f.found = slices.DeleteFunc(f.found, is)
	f.tell(diag.ImportPieces, "more", all[0].para.first, all[0].para, diag.Args{"words": all[0].Args["words"], "lines": strings.Join(lines, ", ")})
}

// mergeTitle joins the lines of a title: one is in capitals and the other is not, or
// the lower one goes on in small letters («Дербес деректерді өңдеуге / КЕЛІСІМ»,
// «ДОГОВОР № 17 / аренды помещения»). Whatever parts them in the source, a finding
// says that they were joined.
func (f drafter) mergeTitle(paras []*para, at int) ([]*para, int) {
	for at >= 0 {
		switch {
		case at+1 < len(paras) && (f.signs.sameTitle(paras[at], paras[at+1]) || f.setAsTitle(paras, at)):
		case at > 0 && (f.signs.sameTitle(paras[at-1], paras[at]) && !f.pageHead(paras[at-1], paras[at]) || f.ownsTitle(paras[at-1], paras[at])):
			at--
		default:
			return paras, at
		}
		next := paras[at+1]
		f.found = slices.DeleteFunc(f.found, func(x about) bool { return x.para == next && x.Code == diag.ImportBreak })
		paras = slices.Concat(paras[:at], []*para{f.joined(paras[at], next)}, paras[at+2:])
	}
	return paras, at
}

// ownsTitle reports whether a line above the title, set as it is, says whose it is: «Клубтың / ЖАРҒЫСЫ».
func (f drafter) ownsTitle(above, title *para) bool {
	if f.words == nil || !f.words.Final || above.kind != prose || title.kind != prose || above.gap > 0 || title.gap > 0 || !(above.first.Centered && title.first.Centered || sameMiddle(above.first, title.first) || f.copiedPlain(above, title)) || !title.caps() || !headingLike(above.text) || f.signs.isActLine(title.text) {
		return false
	}
	return f.words.Owns(strings.ToLower(above.text[lastWord(above.text):]))
}

// copiedPlain reports whether two lines begin a text that was copied out of pages without the places in which its
// lines stood.
func (f drafter) copiedPlain(a, b *para) bool {
	return f.src.Paged && a.first == &f.lines[0] && a.first.Indent == 0 && b.first.Indent == 0 && !a.first.wide()
}

// sameMiddle reports whether two lines of a text stand in, one below the other, around the same middle.
func sameMiddle(a, b *line) bool {
	const deep, off = 6, 2
	middle := func(l *line) int { return l.Indent + l.width/2 }
	return !a.whole() && !b.whole() && a.Indent >= deep && b.Indent >= deep && a.Indent != b.Indent && max(middle(a), middle(b))-min(middle(a), middle(b)) <= off
}

// mergeHeadings joins the lines of a heading without a number that was set in larger type
// and so was broken: blank lines stand above it and not between its lines.
func (f drafter) mergeHeadings(paras []*para, title int) []*para {
	out := paras[:min(title+1, len(paras))]
	for i := len(out); i < len(paras); i++ {
		p := paras[i]
		if i+2 < len(paras) && !p.first.whole() && p.gap > 0 && paras[i+1].gap == 0 && paras[i+2].gap == 0 && f.signs.canHead(p) && f.signs.canHead(paras[i+1]) && sentence(paras[i+2]) {
			p = f.joined(p, paras[i+1])
			i++
		}
		out = append(out, p)
	}
	return out
}

// joined is the heading that two paragraphs make, with the notes that both mark.
func (f drafter) joined(p, next *para) *para {
	one := *p
	one.runs = slices.Concat(p.runs, plainRuns(" "), next.runs)
	one.text, one.lines = legal.Words(one.runs), p.lines+next.lines
	f.tell(diag.ImportJoined, "heading", next.first, &one, diag.Args{"words": excerpt(next.text)})
	return &one
}

// pageHead reports whether a paragraph may be the head of the page above a title that is
// whole without it.
func (f drafter) pageHead(above, title *para) bool {
	return f.src.Paged && above.first == &f.lines[0] && isCaps(title.text) && strings.Contains(title.text, " ")
}

// approval takes who approved the text out of the paragraphs before its title, or out
// of the one below it. It stays in the text where it says more than edition.yaml can hold.
func (f drafter) approval(paras []*para, at int, d *Draft) []*para {
	for i, p := range paras[:min(at+2, len(paras))] {
		if at < 0 || i == at || !f.signs.isApproval(p.text) && !(p.kind == assent && f.approvalReads(p.text)) || p.label.Form != legal.NoLabel || p.kind != prose && p.kind != assent {
			continue
		}
		a, whole, ok := f.readApproval(p.text)
		if !ok {
			f.tell(diag.ImportApproved, "kept", p.first, p, diag.Args{"words": excerpt(p.text)})
			continue
		}
		d.Approved = &a
		args := diag.Args{"words": legal.FoldSpace(p.text), "number": a.Number, "date": a.Date}
		if !whole {
			f.tell(diag.ImportApproved, "copied", p.first, p, args)
			continue
		}
		f.tell(diag.ImportApproved, "", p.first, nil, args)
		return slices.Concat(paras[:i], paras[i+1:])
	}
	return paras
}

// tellRepeated tells of numbers that stand twice in one place, by which a text would
// refuse them: "1)" below "1)" in a list in lists of a page. Of those that follow each
// other the first is told, and all at once where lists begin anew all over the text.
func (f drafter) tellRepeated(d *Draft) {
	const most = 2 // that are told one by one
	_, found := markdown.Parse(markdown.Input{Source: d.Markdown, Body: d.Body, Title: d.Title, Language: f.words})
	repeated := map[int]bool{} // by line
	for _, x := range found {
		repeated[x.Pos.Line] = repeated[x.Pos.Line] || x.Code == diag.AnchorRepeated
	}
	var last legal.Label
	var all []*para
	var lines []string
	for _, p := range d.paras {
		if !repeated[p.line] {
			continue
		}
		if !p.label.Follows(last) {
			all, lines = append(all, p), append(lines, strconv.Itoa(f.pos(p.first).Line))
		}
		last = p.label
	}
	if len(all) > most && !slices.ContainsFunc(all, func(p *para) bool { return !p.label.First() }) {
		f.tell(diag.ImportLabel, "anew", all[0].first, all[0], diag.Args{"label": all[0].label.Text, "lines": strings.Join(lines[1:], ", ")})
		return
	}
	for _, p := range all {
		f.tell(diag.ImportLabel, "again", p.first, p, diag.Args{"label": p.label.Text})
	}
}

// Counts say what a draft is made of.
type Counts struct {
	Headings, Clauses, Items, Tables, Paragraphs int
}

func (c *Counts) add(p *para) {
	switch {
	case p.level > 0:
		c.Headings++
	case p.label.Form != legal.NoLabel:
		c.Clauses++
	case p.kind == item:
		c.Items++
	case p.kind == table:
		c.Tables++
	default:
		c.Paragraphs++
	}
}
