package check_test

import (
	"testing"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// Whichever language lacks a sentence, the finding stands at the number of the clause in the
// second text, counts the sentences of both, and leads to the number of the clause in the first.
func TestSentenceMissing(t *testing.T) {
	const all = "1. Өтініш үш күнде қаралады, жауабы жазбаша беріледі, ол туралы хабарланады, ал қажет болса құжаттар қайтарылады.\n\n"
	const same = "1. Заявление рассматривается за три дня, ответ дается письменно, о нем сообщается, а при необходимости документы возвращаются.\n\n"
	kk, ru := all+"2. IT-қызмет деректерді сақтайды. Пайдаланушы оларды кез келген уақытта өзгерте алады. Өтініш беру міндетті емес.\n",
		same+"2. IT-служба хранит данные. Пользователь вправе изменить их в любое время. Подавать заявление не требуется.\n"
	for _, c := range []struct{ kk, ru, there, here string }{
		{kk, same + "2. IT-служба хранит данные.\n", "3", "1"},
		{all + "2. IT-қызмет деректерді сақтайды.\n", ru, "1", "3"},
	} {
		e := &legal.Edition{ID: "1", Dir: "a/1", Texts: []*legal.Text{parsed("kk", c.kk), parsed("ru", c.ru)}}
		d := &legal.Document{ID: "a", Languages: []legal.Lang{"kk", "ru"}, Editions: []*legal.Edition{e}}
		for _, x := range e.Texts {
			x.Positions = map[string]diag.Pos{}
			x.MakeIndex()
		}
		n := 0
		for _, f := range check.CheckEdition(check.Edition{Document: d, Edition: e, Facts: map[string]*check.Facts{}, Languages: languagetest.Set()}) {
			if f.Code != diag.SentenceMissing {
				continue
			}
			n++
			there, here := e.Texts[0].Units[2].Pos, e.Texts[1].Units[2].Pos
			if f.Pos != here || len(f.Related) != 1 || f.Related[0].Pos != there || f.Args["here"] != c.here || f.Args["there"] != c.there {
				t.Errorf("at %v and %v: %v, want %v and %v: %s here, %s there", f.Pos, f.Related, f.Args, here, there, c.here, c.there)
			}
		}
		if n != 1 {
			t.Errorf("%s there, %s here: %d findings", c.there, c.here, n)
		}
	}
}
