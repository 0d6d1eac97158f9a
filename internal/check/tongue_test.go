package check_test

import (
	"testing"
	"testing/fstest"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// A language that only files know is told like those that come with the program.
func TestNeighbourByFiles(t *testing.T) {
	own := fstest.MapFS{"prose.uz.yaml": {Data: []byte("tongue:\n  alphabet: абвгғдеёжзийкқлмнопрстуўфхҳцчшъьэюя\n  marks: ўҳ\n  frequent: [ва, учун, билан]\n")}}
	set, err := language.Load(i18n.Files(), own)
	if err != nil {
		t.Fatal(err)
	}
	uzbek := "Фойдаланувчи ўз маълумотлари ҳақида ва ҳисоби учун тўғри маълумот бериши шарт.\n\n"
	for _, c := range []struct{ text, want string }{
		{"1. Пользователь вводит достоверные данные.\n\n2. Учреждение хранит их до удаления учетной записи.\n\n" + uzbek, "language-mixed.other"},
		{"1. " + uzbek + "2. Янги " + uzbek + "3. Бошқа " + uzbek, "language-mixed.other-text"},
	} {
		d := &legal.Document{ID: "a", Languages: []legal.Lang{"ru"}}
		e := &legal.Edition{ID: "1", Texts: []*legal.Text{parsed("ru", c.text)}}
		e.Texts[0].MakeIndex()
		var got []string
		for _, f := range check.CheckEdition(check.Edition{Document: d, Edition: e, First: true, Draft: true, Languages: set}) {
			got = append(got, f.Key())
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%q: %v, want %s", c.text, got, c.want)
		}
	}
}
