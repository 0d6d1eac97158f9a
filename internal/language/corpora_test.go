//go:build corpora

package language

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/lab/corpora"
)

// TestCorporaStems measures the stems on KELISIM_CORPORA/lemmas/LANG.tsv, whose lines
// are "form, lemma, class". Two figures are asked for: how many pairs of a form and
// its lemma meet, and how many pairs of words of different lemmas meet among those
// that begin with the same three letters. (Among all pairs of different lemmas it is
// fewer by a factor of ten and more: words that begin otherwise hardly ever meet.)
func TestCorporaStems(t *testing.T) {
	root := corpora.Dir(t)
	s := load(t)
	for lang, want := range map[string]struct{ meet, apart float64 }{"kk": {.95, .03}, "ru": {.97, .03}} {
		data, err := os.ReadFile(filepath.Join(root, "lemmas", lang+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		type word struct{ stem, lemma string }
		stems := s.Of(lang).Stems
		stem := func(w string) string { return stems.Stem(stems.Fold(w)) }
		pairs, met := 0, 0
		words := map[[2]string]bool{}
		near := map[string][]word{}
		var all []word
		for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			f := strings.Split(line, "\t")
			if i == 0 || len(f) != 3 {
				continue
			}
			pairs++
			if stem(f[0]) == stem(f[1]) {
				met++
			}
			if !words[[2]string{f[0], f[1]}] {
				words[[2]string{f[0], f[1]}] = true
				w := word{stem(f[0]), f[1]}
				begin := string([]rune(f[0] + "  ")[:3])
				near[begin], all = append(near[begin], w), append(all, w)
			}
		}
		count := func(list []word) (different, meet int) {
			for i, a := range list {
				for _, b := range list[:i] {
					if a.lemma != b.lemma {
						different++
						if a.stem == b.stem {
							meet++
						}
					}
				}
			}
			return
		}
		different, meet := 0, 0
		for _, list := range near {
			d, m := count(list)
			different, meet = different+d, meet+m
		}
		everyDifferent, everyMeet := count(all)
		one, apart := float64(met)/float64(pairs), float64(meet)/float64(different)
		t.Logf("%s: %d pairs of form and lemma, %.4f meet; %d pairs of different lemmas that begin alike, %.4f meet; %d of any, %.6f",
			lang, pairs, one, different, apart, everyDifferent, float64(everyMeet)/float64(everyDifferent))
		if one < want.meet || apart > want.apart {
			t.Errorf("%s: %.4f of one word meet, %.4f of different ones", lang, one, apart)
		}
	}
}
