package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/regex"
)

var (
	twoSign  = regex.Of(`_{3,}[^_]*\p{Lu}\.[^_]*_{3,}[^_]*\p{Lu}\.|^\p{Lu}\p{Ll}+ \p{Lu}\. ?(?:\p{Lu}\.)? \p{Lu}\p{Ll}+ \p{Lu}\.(?: ?\p{Lu}\.)?$`)
	twoHeads = regex.Of(`^\p{Lu}[^:]{2,40}: ?\p{Lu}[^:]{2,40}:$`)
)

// formula is a line that is one: «Д = (Т – П) / Т × 100 %,».
var formula = regex.Of(`^[^.;:=]{1,30} = [^.;:]*[0-9×*/+–-]`)

// innerNumber is what looks like the label of a clause behind the end of a sentence.
var innerNumber = regex.Of(`[.;:] ((?:[0-9]{1,2}\.)+(?:[0-9]{1,2})?|[0-9]{1,2}\)|\p{Ll}\)) ["«]?\p{L}`)

// innerLabel is the number inside of a paragraph that goes on with the paragraph's own.
func (r *proofreader) innerLabel(p *para) string {
	if p.label.Form == legal.NoLabel || !strings.ContainsAny(p.text, ")0123456789") {
		return ""
	}
	for _, m := range innerNumber.FindAllStringSubmatchIndex(p.text, -1) {
		if c, ok := readLabel(r.rules, p.text[m[2]:]); ok && c.label.Form != legal.NoLabel && c.label.Follows(p.label) {
			return c.typed
		}
	}
	return ""
}

// layered are the orders of labels in which a number heads a section and the same number
// is one of a clause: headings and clauses count each for themselves.
func (r *proofreader) layered() map[int]bool {
	out, level := map[int]bool{}, map[string]bool{}
	for _, p := range r.paras {
		if p.kind != prose || p.label.Form == legal.NoLabel {
			continue
		}
		if head, ok := level[key(p.label)]; ok && head != (p.level > 0) {
			out[order(p.label)] = true
		}
		level[key(p.label)] = p.level > 0
	}
	return out
}

// chains are the numbers that count on, as indices of paragraphs.
func (r *proofreader) chains() (out [][]int) {
	last, layered := map[int]int{}, r.layered() // by order: the chain that is open
	for k, p := range r.paras {
		o := order(p.label)
		if p.kind != prose || p.label.Form == legal.NoLabel || layered[o] {
			continue
		}
		if c, ok := last[o]; ok && p.label.Follows(r.paras[out[c][len(out[c])-1]].label) {
			out[c] = append(out[c], k)
			continue
		}
		last[o] = len(out)
		out = append(out, []int{k})
	}
	return out
}

// siblings doubts headings among clauses and clauses among headings: numbers that count
// on are of one kind.
func (r *proofreader) siblings() {
	r.beside = map[int]bool{}
	for _, chain := range r.chains() {
		some := slices.ContainsFunc(chain, func(k int) bool { return r.paras[k].level > 0 })
		for n, k := range chain {
			p := r.paras[k]
			r.beside[k] = some
			if last := p.label.Path; p.first.whole() || len(last[len(last)-1]) > 1 || !r.oddOne(chain, n) {
				continue
			}
			if p.level > 0 {
				r.doubt(diag.ImportHeading, "sibling", k, p.first, diag.Args{"words": excerpt(p.whole())})
			} else {
				r.doubt(diag.ImportHeading, "clause", k, p.first, diag.Args{"words": excerpt(p.whole())})
			}
		}
	}
}

// oddOne reports whether the two nearest of a chain are of the other kind than the n-th.
func (r *proofreader) oddOne(chain []int, n int) bool {
	head := func(n int) bool { return r.paras[chain[n]].level > 0 }
	if len(chain) < 3 {
		return false
	}
	a, b := n-1, n+1
	if a < 0 {
		a = n + 2
	}
	if b >= len(chain) {
		b = n - 2
	}
	return head(a) != head(n) && head(b) != head(n)
}

// nameAlone is a line that is the name of who signs, without an office.
var nameAlone = regex.Of(`^(?:\p{Lu}\. ?){1,2}\p{Lu}\p{Ll}+$|^\p{Lu}\p{Ll}+ \p{Lu}\.(?: ?\p{Lu}\.)?$`)

// namedAlone reports whether paragraph k is a name that stands below no office: of two
// columns one has come below the other.
func (r *proofreader) namedAlone(k int) bool {
	if k == 0 || !nameAlone.MatchString(r.paras[k].text) || r.paras[k-1].label.Form != legal.NoLabel {
		return false
	}
	above := r.paras[k-1].text
	return r.signs.signed.MatchString(above) || stopped(above, ".;!?")
}

// titles doubts the title if it names no kind of document and a line beside it does.
func (r *proofreader) titles() {
	if r.title >= 0 && r.title+1 < len(r.paras) && named.MatchString(r.paras[r.title].text) && r.signs.kindOf(r.paras[r.title].text) == "" {
		if p := r.paras[r.title+1]; p.label.Form == legal.NoLabel && p.kind == prose && headingLike(p.text) && !r.signs.place.MatchString(p.text) && !yearOf.MatchString(p.text) {
			r.doubt(diag.ImportHeading, "subtitle", r.title+1, p.first, diag.Args{"words": excerpt(p.text)}) // the name above is whose the document is
		}
	}
	if r.title < 0 || r.signs.kindOf(r.paras[r.title].text) != "" || r.signs.subject.MatchString(r.paras[r.title].text) {
		return
	}
	for k, p := range r.paras[:min(len(r.paras), soon)] {
		if p.kind != prose || p.label.Form != legal.NoLabel {
			break
		}
		if k != r.title && (r.signs.kindOf(p.text) != "" || isCaps(p.text) && !r.paras[r.title].caps() && !beginsCaps(r.paras[r.title].text)) && headingLike(p.text) && startsUpper(p.text) && !r.signs.marks(p) && !r.signs.isActLine(p.text) && !r.signs.isApproval(p.text) && !(k+1 < len(r.paras) && r.signs.isEnacting(r.paras[k+1].text)) {
			r.doubt(diag.ImportHeading, "subtitle", k, p.first, diag.Args{"words": excerpt(p.text)})
		}
	}
}

// headings doubts paragraphs that look like a heading by their form and by what stands
// around them.
func (r *proofreader) headings() {
	r.anew, r.colons = beginAnew(r.paras), len(r.signs.colonLines(r.paras, r.title)) > 1
	for k, p := range r.paras {
		if p.guessed && p.lines == 1 && r.fillsLine(p) && k+1 < len(r.paras) {
			r.doubt(diag.ImportBreak, "line", k+1, r.paras[k+1].first, diag.Args{"words": excerpt(r.paras[k+1].text)})
		}
		if k > r.title && r.heads(k) >= clear {
			variant := "kept"
			if r.paras[k].label.Form != legal.NoLabel {
				variant = "clause"
			}
			r.doubt(diag.ImportHeading, variant, k, r.paras[k].first, diag.Args{"words": excerpt(r.paras[k].whole())})
		}
	}
}

// heads weighs what speaks for it that paragraph k, which is none, is a heading.
func (r *proofreader) heads(k int) (sum int) {
	p := r.paras[k]
	if p.kind != prose || p.level > 0 || p.guessed || box.MatchString(p.text) || p.piece || p.text == "" || k+1 == len(r.paras) || p.first.whole() || p.first.wide() || p.first.group != 0 || utf8.RuneCountInString(p.text) > colonHeading || startsLower(p.text) || stopped(p.text, ",;!") || strings.ContainsAny(p.text[:1], "[|(\\") ||
		strings.ContainsAny(p.text, "_@") || r.signs.signed.MatchString(p.text) || r.signs.isField(p.text) || r.signs.place.MatchString(p.text) || r.signs.marks(p) || r.signs.isActLine(p.text) || r.signs.isEnacting(p.text) {
		return 0
	}
	next := r.paras[k+1]
	if p.label.Form == legal.NoLabel {
		switch {
		case p.odd == nil && strings.ContainsAny(p.text, "0123456789") || strings.Contains(p.text, ": "):
			return 0
		case stopped(p.text, ":") && isCaps(p.text):
			sum++
		case stopped(p.text, ":") && !r.colons:
			sum--
		case stopped(p.text, ":"):
			sum++
		case stopped(p.text, "."):
			sum -= 2
		case stopped(p.text, "?"):
			sum++
		default:
			sum += 2
		}
		if p.gap > 0 && next.gap == 0 {
			sum++
		}
		if next.label.Form == legal.Decimal && next.label.First() || sentence(next) || next.kind == table && isCaps(p.text) {
			sum += 2
		}
		if r.anew && next.label.Form == legal.Decimal && len(next.label.Path) == 1 && next.label.First() {
			sum++
		}
		return sum
	}
	switch {
	case stopped(p.text, "."):
		sum -= 2
	case stopped(p.text, ":"):
	case r.full:
		sum += 2
	default:
		sum++
	}
	if isCaps(p.text) {
		sum += 2
	}
	if r.beside[k] {
		sum += 2
	}
	if wordy(p.label.Form) || p.label.Form == legal.Roman {
		sum++
	}
	switch {
	case next.label.Form == p.label.Form && next.label.Follows(p.label):
		sum -= 2
	case next.label.Form == legal.Decimal && next.label.First() && next.label.Form != p.label.Form, next.label.Form == legal.NoLabel && sentence(next):
		sum += 2
	}
	return sum
}

// runs doubts short paragraphs in a row, none of them a sentence, below the first clause:
// a table or a list may have come apart.
func (r *proofreader) runs() {
	below := false
	for k := 0; k < len(r.paras); k++ {
		below = below || r.paras[k].label.Form != legal.NoLabel || sentence(r.paras[k])
		end := k
		for below && k > r.title && end < len(r.paras) && r.short(r.paras[end]) {
			end++
		}
		if end-k > 1 && !r.signs.areFields(r.paras[k:end]) {
			r.doubt(diag.ImportPieces, "", k, r.paras[k].first, diag.Args{"words": excerpt(r.paras[k].text)})
		}
		k = max(k, end-1)
	}
}

// short reports whether p is a few words, and neither a heading nor a line of who signs.
func (r *proofreader) short(p *para) bool {
	return r.signs.isPiece(p) && !p.guessed && !p.first.whole() && p.first.group == 0 && !p.first.wide() && !strings.Contains(p.text, "__") && utf8.RuneCountInString(p.text) <= colonHeading &&
		!r.signs.signed.MatchString(p.text) && !r.signs.isField(p.text) && !r.signs.place.MatchString(p.text) && !r.signs.isActLine(p.text) && !yearOf.MatchString(p.text)
}

// numbersAlone doubts numbers in a row that have no words: pdftotext writes the numbers of a
// page before its paragraphs if they stand in a column of their own.
func (r *proofreader) numbersAlone() {
	alone := func(k int) bool {
		p := r.paras[k]
		return p.kind == prose && p.text == "" && p.label.Form != legal.NoLabel && !wordy(p.label.Form) && !p.first.whole()
	}
	for k := 0; k+1 < len(r.paras); k++ {
		end := k
		for end < len(r.paras) && alone(end) {
			end++
		}
		if end-k > 1 {
			r.tell(diag.ImportPieces, "numbers", r.paras[k].first, r.paras[k], diag.Args{"words": r.paras[k].label.Text})
		}
		k = max(k, end-1)
	}
}

// scattered doubts the paragraphs into which pdftotext put the words of a line apart that was stretched to both
// margins: each stands alone between blank lines, and not where it was.
func (r *proofreader) scattered() {
	const many = 3 // words in a row, of which none has to begin with a small letter
	if !r.src.Paged || r.shape.wrap > 0 {
		return
	}
	word := func(i int) bool {
		l := &r.lines[i]
		return !l.whole() && l.table == 0 && l.group == 0 && l.gap > 0 && !l.top && !l.seam && l.text != "" && !strings.Contains(l.text, " ") && firstMark(l.text) == "" && !r.numbered(i) &&
			strings.ContainsFunc(l.text, unicode.IsLetter) && !r.signs.isField(l.text)
	}
	for k, i := 0, 1; i < len(r.lines); i++ {
		end, small := i, false
		for ; end < len(r.lines) && word(end); end++ {
			small = small || startsLower(r.lines[end].text)
		}
		if apart := end == len(r.lines) || r.lines[end].gap > 0; apart && (small && end > i || end-i >= many) {
			for k+1 < len(r.paras) && r.paras[k+1].first.no <= i {
				k++
			}
			if r.holds(k, i) {
				r.doubt(diag.ImportPieces, "", k, &r.lines[i], diag.Args{"words": excerpt(r.lines[i].text)})
			}
		}
		i = max(i, end-1)
	}
}

// holds reports whether line i is one of paragraph k.
func (r *proofreader) holds(k, i int) bool {
	p := r.paras[k]
	return p.first.no <= i && i < p.first.no+max(p.lines, 1)
}

// strangeCapital reports whether line i goes on with the one line above it in a capital letter
// that its word has nowhere else in the text but at the start of a line: it may begin a
// paragraph although the line above is full.
func (r *proofreader) strangeCapital(p *para, i int) bool {
	prev, l := r.lines[i-1].text, r.lines[i].text
	word := firstField(strings.TrimLeft(l, "«\"("))
	if p.label.Form != legal.NoLabel || p.odd != nil || p.level > 0 || p.kind != prose || !r.shape.wraps || !unicode.IsUpper(firstRune(word)) || word == strings.ToUpper(word) && !shortWord.MatchString(l) || strings.HasPrefix(l, "«") || stopped(prev, ".:;!?…,–—-(«/") || r.signs.isClipped(prev) || r.awaits(prev, l) {
		return false
	}
	if shortWord.MatchString(l) {
		return !isCaps(prev)
	}
	stem := strings.ToLower(strings.TrimRight(word, ".,:;)»"))
	if len([]rune(stem)) < 4 || startsUpper(prev[lastWord(prev):]) || r.words == nil || !r.words.Knows(stem) {
		return false
	}
	at, stands := r.capitals()[string([]rune(stem)[:4])]
	return !stands || at.first == i && at.last == i
}

// shortWord is a line that begins with a word of one letter, such as «В той степени, …»: no name does.
var shortWord = regex.Of(`^\p{Lu} \p{Ll}`)

// lineSpan is the first and the last of some lines.
type lineSpan struct{ first, last int }

// capitals are the beginnings of the words that have a capital letter inside of a line, and where.
func (r *proofreader) capitals() map[string]lineSpan {
	if r.inner != nil {
		return r.inner
	}
	r.inner = map[string]lineSpan{}
	for k := range r.lines {
		for n, w := range strings.Fields(r.lines[k].text) {
			w = strings.TrimLeft(w, "«\"(")
			stem := []rune(strings.ToLower(w))
			if n == 0 || !startsUpper(w) || len(stem) < 4 {
				continue
			}
			at, stands := r.inner[string(stem[:4])]
			if !stands {
				at.first = k
			}
			at.last = k
			r.inner[string(stem[:4])] = at
		}
	}
	return r.inner
}

// strangeHeading reports whether a heading goes on in a longer line in small letters although its
// own line had room for its words: another line may have lost its place between the two.
func (r *proofreader) strangeHeading(p *para, i int) bool {
	const room, longer = 0.6, 1.5
	prev, l := &r.lines[i-1], &r.lines[i]
	return p.level > 0 && p.label.Form != legal.NoLabel && r.shape.wraps && startsLower(l.text) && r.shape.short(prev, l.text, room) && float64(l.width) > longer*float64(prev.width)
}

// unitNamed is a paragraph that begins with the noun of a unit and its number, as a label would:
// «Пункт 1. Организатор», «1-тармақ. Клуб».
var unitNamed = regex.Of(`^(?:(\p{Lu}\p{L}{3,10})[ \x{00a0}][0-9]{1,3}|[0-9]{1,3}-(\p{L}{4,10}))\.[ \x{00a0}]["«]?\p{Lu}`)

// unitsNamed doubts the first of the paragraphs whose numbers are written out with a noun that no
// label has.
func (r *proofreader) unitsNamed() {
	for _, p := range r.paras {
		m := unitNamed.FindStringSubmatch(p.text)
		if m == nil || p.kind != prose || p.label.Form != legal.NoLabel || p.odd != nil {
			continue
		}
		if w := r.words.Word(strings.ToLower(m[1] + m[2])); w != nil && w.Noun.Kind != language.None {
			label, _, _ := strings.Cut(p.text, ". ")
			r.tell(diag.ImportLabel, "none", p.first, p, diag.Args{"label": label + "."})
			return
		}
	}
}

// fillsLine reports whether a paragraph of one line is as long as the text's full lines are, and
// the next line stands no farther from it than the one above.
func (r *proofreader) fillsLine(p *para) bool {
	i := p.first.no + 1
	return !p.first.whole() && i < len(r.lines) && r.lines[i].gap <= max(r.shape.wrap, p.gap) && !r.shape.short(p.first, r.lines[i].text, r.shape.line)
}
