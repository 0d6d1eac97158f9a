package language

import "testing"

func TestUnlike(t *testing.T) {
	s := load(t)
	for _, x := range []struct{ lang, word, want string }{
		{"ru", "прилегаюшую", "гаюш"}, {"ru", "прилегающую", ""}, {"ru", "одужду", "дужд"}, {"ru", "жёлтого", ""}, {"ru", "в", ""},
		{"kk", "еңсерілмеитін", "меи"}, {"kk", "еңсерілмейтін", ""}, {"kk", "полицияға", ""}, {"en", "xqzt", ""},
	} {
		if got := s.Of(x.lang).Unlike(x.word); got != x.want {
			t.Errorf("%s %q: %q, want %q", x.lang, x.word, got, x.want)
		}
	}
	for _, bad := range []string{"аб", "аб в\nабв г", "а"} {
		if _, err := readLetters([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if x, err := readLetters([]byte("# two\n_а б\nаб _\n")); err != nil || x.unlike("аб") != "" || x.unlike("аба") != "аба" {
		t.Errorf("%v, %v", x, err)
	}
}
