package language

import (
	"slices"
	"strings"
	"testing"
)

// Endings follow the vowels and the last sound of their stem, and the last letter of a stem
// changes before a vowel.
func TestForms(t *testing.T) {
	set := load(t)
	kk := set.Of("kk")
	x := kk.readLexicon([]byte("құжат noun\nмекеме noun\nқұқық noun\nтарап noun\nтірке verb\nбер verb\nақпан noun\nбанк noun\nкод noun\nкір verb\nқал verb\n"))
	for _, w := range []string{"құжаттың", "құжатқа", "құжаттарды", "құжаттарында", "құжатымен", "мекемеге", "мекемелердің", "мекемесінен", "мекемедегі", "құқығы", "құқықтары", "тарабы", "тараптан",
		"тіркеу", "тіркеуге", "тіркелген", "тіркелмеген", "тіркейді", "тіркемейді", "береді", "берілген", "бермейді", "берген", "беруші", "ақпанда", "ақпаннан", "құжаттық", "кодтардан", "кодтан", "кіргізу", "кіргізілмейді", "қалайық", "қалуымыз"} {
		if !x.Has(w) {
			t.Errorf("%s is no form", w)
		}
	}
	for _, w := range []string{"құжаттің", "мекемеға", "мекемелардің", "құқықы", "құжатда", "тіркеуға", "ақпандан", "береды", "тіркелмаған", "құжатты ң", "коддар", "кодда"} {
		if x.Has(w) {
			t.Errorf("%s is taken for a form", w)
		}
	}
	ru := set.Of("ru")
	y := ru.readLexicon([]byte("договор m\nинформация fi\nписьменный adj\nпредоставлять v\nобеспечить vh\nиспользовать vo\nобязательный adj\nответственный adj\nслучайный adj\nновый adj\nважный adj\nустановить vl\n"))
	for _, w := range []string{"договорами", "информацией", "письменного", "предоставляется", "предоставляющего", "обеспечит", "обеспеченный", "использующий", "использования", "обязателен", "ответствен", "случаен", "нов", "важен", "важней", "установимый", "установимы", "установьте"} {
		if !y.Has(w) {
			t.Errorf("%s is no form", w)
		}
	}
	for _, w := range []string{"информаци", "договоро", "письменое", "предоставляеться", "обязательн", "обязательен", "важн", "случайен"} {
		if y.Has(w) {
			t.Errorf("%s is taken for a form", w)
		}
	}
	agree := func(first, second string) (a, b Cells) {
		a, _ = y.Fills(first)
		_, b = y.Fills(second)
		return a, b
	}
	if a, b := agree("письменное", "договор"); a == 0 || b == 0 || a&b != 0 {
		t.Errorf("письменное договор: %x, %x", a, b)
	}
	if a, b := agree("письменного", "договора"); a&b == 0 {
		t.Error("письменного договора")
	}
}

// The lexicon's own words have the forms that they have in the language.
func TestFormsOfLexicon(t *testing.T) {
	for lang, words := range map[string][2]string{
		"ru": {"векселя векселей лагерями учителя учителей краю края жилище жилищем жилищ борта ордеров провода батареек настроек повторит затемненный",
			"вексели лагери учители краи жилищо жилищом борты ордеры батарейок повторют черновикы табелы"},
		"kk": {"мөлшерін құзыреттілікті орналасу", "молшер молшерін құзіреттілік ораналасу"},
	} {
		x := load(t).Of(lang).Lexicon()
		for i, list := range words {
			for w := range strings.FieldsSeq(list) {
				if x.Has(w) != (i == 0) {
					t.Errorf("%s %s: a form is %v", lang, w, x.Has(w))
				}
			}
		}
	}
}

// What is opposed has as many meanings in each language that has words for it, in one order,
// by which they are compared.
func TestOpposites(t *testing.T) {
	kk, ru := load(t).Of("kk").Prose().Force, load(t).Of("ru").Prose().Force
	if a, _ := kk.Opposed(); len(a) < 20 {
		t.Errorf("%d pairs", len(a))
	}
	a, _ := kk.Opposed()
	if b, _ := ru.Opposed(); !slices.Equal(a, b) {
		t.Errorf("kk has %v, ru %v", a, b)
	}
}
