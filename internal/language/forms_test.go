package language

import "testing"

// Endings follow the vowels and the last sound of their stem, and the last letter of a stem
// changes before a vowel.
func TestForms(t *testing.T) {
	set := load(t)
	kk := set.Of("kk")
	x := kk.readLexicon([]byte("құжат noun\nмекеме noun\nқұқық noun\nтарап noun\nтірке verb\nбер verb\nақпан noun\nбанк noun\n"))
	for _, w := range []string{"құжаттың", "құжатқа", "құжаттарды", "құжаттарында", "құжатымен", "мекемеге", "мекемелердің", "мекемесінен", "мекемедегі", "құқығы", "құқықтары", "тарабы", "тараптан",
		"тіркеу", "тіркеуге", "тіркелген", "тіркелмеген", "тіркейді", "тіркемейді", "береді", "берілген", "бермейді", "берген", "беруші", "ақпанда", "ақпаннан", "құжаттық"} {
		if !x.Has(w) {
			t.Errorf("%s is no form", w)
		}
	}
	for _, w := range []string{"құжаттің", "мекемеға", "мекемелардің", "құқықы", "құжатда", "тіркеуға", "ақпандан", "береды", "тіркелмаған", "құжатты ң"} {
		if x.Has(w) {
			t.Errorf("%s is taken for a form", w)
		}
	}
	ru := set.Of("ru")
	y := ru.readLexicon([]byte("договор m\nинформация fi\nписьменный adj\nпредоставлять v\nобеспечить vh\nиспользовать vo\n"))
	for _, w := range []string{"договорами", "информацией", "письменного", "предоставляется", "предоставляющего", "обеспечит", "обеспеченный", "использующий", "использования"} {
		if !y.Has(w) {
			t.Errorf("%s is no form", w)
		}
	}
	for _, w := range []string{"информаци", "договоро", "письменое", "предоставляеться"} {
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
