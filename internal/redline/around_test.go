package redline

import "testing"

// TestLongSentence: a sentence that is most of its clause and goes to another one is told as
// moved. The clauses keep what is theirs, and a clause between them stays.
func TestLongSentence(t *testing.T) {
	const ru = "О решении, его основаниях и сроках обжалования заявителю сообщают за три рабочих дня по адресу, указанному в заявлении, а без адреса – письмом с уведомлением."
	const kk = "Шешім, оның негіздері мен шағымдану мерзімдері туралы өтініш берушіге үш жұмыс күні ішінде өтініште көрсетілген мекенжайға хабарланады."
	for _, c := range []struct{ name, old, new string }{
		{"to the next clause", "1. Заявка подается лично. " + ru + "\n2. Решает комиссия.", "1. Заявка подается лично.\n2. Решает комиссия. " + ru},
		{"to the beginning of the next clause", "1. Заявка подается лично. " + ru + "\n2. Решает комиссия.", "1. Заявка подается лично.\n2. " + ru + " Решает комиссия."},
		{"past another clause", "1. Заявка подается лично. " + ru + "\n2. Плата – до пятого числа.\n3. Решает комиссия.", "1. Заявка подается лично.\n2. Плата – до пятого числа.\n3. Решает комиссия. " + ru},
		{"what stays is changed, too", "1. Заявка подается лично или почтой. " + ru + "\n2. Решает комиссия.", "1. Заявка подается лично.\n2. Решает только комиссия. " + ru},
		{"with other numbers", "1. Заявка подается лично. " + ru + "\n2. Решает комиссия.", "1. Зал открыт.\n2. Заявка подается лично.\n3. Решает комиссия. " + ru},
		{"in Kazakh", "1. Өтінім жеке беріледі. " + kk + "\n2. Шешімді комиссия қабылдайды.", "1. Өтінім жеке беріледі.\n2. Шешімді комиссия қабылдайды. " + kk},
	} {
		for _, d := range [][2]string{{c.old, c.new}, {c.new, c.old}} {
			r := compare(t, parse("Т\n"+d[0]), parse("Т\n"+d[1]))
			linked := 0
			for _, rec := range r.Records {
				for _, s := range rec.Segments {
					if s.To != nil {
						linked++
					}
				}
				if len(rec.Old) == 1 && len(rec.New) == 0 && rec.Old[0].Text != "Зал открыт." || rec.Moved || rec.Change == Split || rec.Change == Merged {
					t.Errorf("%s: %s %q", c.name, rec.Change, rec.Old[0].Text)
				}
			}
			if linked != 1 {
				t.Errorf("%s: %d sentences are linked", c.name, linked)
			}
		}
	}
	// A sentence that becomes a clause of its own, or a part of none, was split off.
	r := compare(t, parse("Т\n1. Заявка подается лично. "+ru+"\n2. Решает комиссия."), parse("Т\n1. Заявка подается лично.\n2. "+ru+"\n3. Решает комиссия."))
	if r.Records[1].Change != Split {
		t.Error(r.Records[1].Change)
	}
}
