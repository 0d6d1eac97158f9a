package order

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/regex"
)

// A note is a paragraph that begins with the word for it; a footnote is a quoted one that
// begins with the mark which stands in brackets behind a word, too. Their names say so in
// place of «абзац третий»:
//
//	примечание к пункту 3.2 исключить; в примечании 2 к таблице слово «…» заменить …
//	1.2-тармақтың ескертпесі алып тасталсын; сноску 1 исключить

var noteMark = regex.Of(`^\[(\d+|\*+)\]\s`)

// noted is what a text is a note of: the word for it in keys, and its number, if it has one;
// an empty word if it is none.
func (v *vocabulary) noted(u *legal.Unit) (word, number string) {
	if u.Kind != legal.Paragraph && u.Kind != legal.Quote || u.Label.Form != legal.NoLabel {
		return "", ""
	}
	if number := footnoteNumber(u); number != "" {
		return "§footnote", number
	}
	if number, ok := v.beginsNote(u.Plain()); ok {
		return "§note", number
	}
	return "", ""
}

// beginsNote reports whether a text begins as a note does: «Примечание.», «2-ескертпе:».
func (v *vocabulary) beginsNote(text string) (number string, ok bool) {
	end := strings.IndexAny(text, ".:–—")
	if end < 0 {
		return "", false
	}
	words := v.split(text[:end])
	if k := slices.IndexFunc(words, func(w string) bool { return v.nouns[w] == "note" }); k >= 0 && len(words) <= 2 {
		number = strings.Join(slices.Delete(words, k, k+1), "")
		return number, number == "" || numberIn(number) == number
	}
	return "", false
}

// noteNames adds to refs the names of a note: the word for it alone, and with each clause and
// item that it belongs to, since lawyers call a note behind the last item one of the clause.
func (n *names) noteNames(refs map[string][]Ref, r Ref) error {
	word, number := n.words.noted(&n.units[r.Index])
	if word == "" {
		return nil
	}
	keys := []string{word}
	if number != "" {
		keys = append(keys, word+" "+number, number+" "+word)
	}
	own := len(keys)
	for p := n.units[r.Index].Parent; p >= 0; p = n.units[p].Parent {
		name, err := n.place(Ref{Index: p}).Name(n.printer, naming.Nominative)
		if err != nil {
			return err
		}
		owner := n.words.key(name)
		for _, k := range keys[:own] {
			keys = append(keys, k+" "+owner, owner+" "+k)
		}
	}
	for _, k := range keys {
		refs[k] = append(refs[k], r)
	}
	return nil
}

// says reports whether a name speaks of a note, or of another word in keys.
func (n *names) says(name, word string) bool {
	return slices.Contains(strings.Fields(n.words.key(name)), word)
}

// renoted is quoted text in place of a note: a footnote keeps the mark that the text has not.
// ok is false if a note would lose the word for it.
func (n *names) renoted(i int, text string) (string, bool) {
	switch word, number := n.words.noted(&n.units[i]); word {
	case "§note":
		_, ok := n.words.beginsNote(text)
		return text, ok
	case "§footnote":
		quoted := strings.TrimLeft(text, "> ")
		if own, _ := cutMark(quoted); own == "" {
			quoted = footnoteMark(number) + " " + quoted
		}
		return strings.Repeat("> ", n.units[i].Quote) + quoted, true
	}
	return text, true
}

// unmarked takes the mark of a footnote that goes out of the text, also if it is a link. It is
// false if the mark stands in several places. What another instruction takes away, or states
// anew, has none to be taken out.
func (a *applier) unmarked(in *Instruction) bool {
	i := in.Target.Index
	m := noteMark.FindStringSubmatch(a.old.Units[i].Plain())
	if m == nil {
		return true
	}
	sign := strings.ReplaceAll(m[1], "*", `\\?\*`)
	mark := regexp.MustCompile(`[ \x{a0}]?(?:\[\\\[` + sign + `\\?\]\]\([^()\s]*\)|\\\[` + sign + `\\?\]|\[` + sign + `\](?:\([^()\s]*\))?)`)
	at, count := -1, 0
	var e edit
	for k := range a.blocks {
		if k == i || a.blocks[k].fixed || a.claims.taken[k] != nil {
			continue
		}
		for _, s := range mark.FindAllStringIndex(a.blocks[k].body, -1) {
			at, e, count = k, edit{s[0], s[1], ""}, count+1
		}
	}
	if count > 1 {
		a.refuse(diag.OrderWordsOften, in, diag.Args{"text": strings.TrimSpace(m[0]), "count": count})
		return false
	}
	return count == 0 || a.together(func() { a.edit(in, at, e) })
}
