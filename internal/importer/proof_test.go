package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestProofreader: of faults that are put into right drafts the second reading sees most,
// and it doubts nearly nothing else. A fault is two paragraphs joined, one that is parted
// at the end of a line, or a number whose heading became a clause.
func TestProofreader(t *testing.T) {
	least := map[string]int{"joined": 95, "parted": 95, "heading": 80} // of a hundred
	made, seen, doubts, paragraphs := map[string]int{}, map[string]int{}, 0, 0
	for file, ps := range layoutSources(t) {
		source := readText(strings.Join(wrapAll(ps, 72, "", ""), "\n") + "\n")
		f, read := recognize("a.txt", &source, words(lang(file)), languagetest.Set())
		for _, part := range f.signs.divide(f.signs.splitTitled(read)) {
			title := f.signs.titleIndex(part)
			f.signs.structure(part, title, func(*para) {})
			doubted := func(paras []*para, fault *para) bool {
				f.found = nil
				(&proofreader{file: f, paras: paras, title: title}).read()
				at := slices.Index(paras, fault)
				return slices.ContainsFunc(f.found, func(x about) bool {
					k := slices.Index(paras, x.para)
					return x.Severity == diag.Warning && (at < 0 || k >= at-1 && k <= at+2)
				})
			}
			paragraphs += len(part)
			if doubted(part, nil) {
				doubts += len(f.found)
			}
			for k := title + 1; k+1 < len(part); k++ {
				p, next := part[k], part[k+1]
				try := func(kind string, behind int, faults ...*para) {
					if made[kind]++; doubted(slices.Concat(part[:k], faults, part[behind:]), faults[0]) {
						seen[kind]++
					}
				}
				plain := func(p *para) bool { return p.kind == prose && p.first.group == 0 && p.first.table == 0 }
				one, rest := *p, *p
				switch {
				case !plain(p):
				case p.level > 0 && p.label.Form != legal.NoLabel:
					one.level = 0
					try("heading", k+1, &one)
				case p.level == 0 && plain(next):
					one.text, one.lines = p.text+" "+next.whole(), p.lines+next.lines
					try("joined", k+2, &one)
				}
				if one = *p; plain(p) && p.lines > 1 && p.level == 0 {
					one.lines, rest.lines, rest.label, rest.first = 1, p.lines-1, legal.Label{}, &f.lines[p.first.no+1]
					one.text = strings.TrimPrefix(p.first.text, p.label.Text+" ")
					rest.text = strings.TrimSpace(strings.TrimPrefix(p.text, one.text))
					try("parted", k+1, &one, &rest)
				}
			}
		}
	}
	for kind, n := range made {
		t.Logf("%s: %d of %d seen", kind, seen[kind], n)
		if seen[kind]*100 < n*least[kind] {
			t.Errorf("%s: %d of %d faults are seen", kind, seen[kind], n)
		}
	}
	if t.Logf("%d doubts about %d right paragraphs", doubts, paragraphs); doubts*20 > paragraphs {
		t.Errorf("%d doubts about %d right paragraphs", doubts, paragraphs)
	}
}
