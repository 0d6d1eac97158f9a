package redline

import (
	"strings"
	"testing"
)

// TestItems: a sentence that becomes a list is one record with all of its items, short
// ones, those that repeat words of the sentence, and a lead-in of one word.
func TestItems(t *testing.T) {
	for _, c := range []struct{ name, old, new string }{
		{"a short item between long ones",
			"1. Пользователь обязан сохранять конфиденциальность логина и пароля от учетной записи, не передавать их третьим лицам и при выявлении факта доступа к учетной записи незамедлительно сообщить об этом.",
			"1. Пользователь обязан:\n1) сохранять конфиденциальность логина и пароля от учетной записи;\n2) не передавать их третьим лицам;\n3) при выявлении факта доступа к учетной записи незамедлительно сообщить об этом."},
		{"items that repeat the end",
			"1. В случае грубого нарушения пунктов 3.1 и 3.3 Учреждение вправе заблокировать учетную запись Пользователя, приостановить, ограничить или прекратить использование им ИС.",
			"1. В случае грубого нарушения пунктов 3.1 и 3.3 Учреждение вправе:\n1) заблокировать учетную запись Пользователя;\n2) приостановить или ограничить использование им ИС;\n3) прекратить использование им ИС."},
		{"a lead-in of one word",
			"1. Пайдаланушы есептік жазбаға кіруге арналған логин мен парольдің құпиялығын сақтауға, оларды үшінші тұлғаларға бермеуге және есептік жазбаға рұқсатсыз қол жеткізу фактісін анықтаған жағдайда бұл туралы Мекемеге дереу хабарлауға міндетті.",
			"1. Пайдаланушы:\n1) есептік жазбаға кіруге арналған логин мен парольдің құпиялығын сақтауға;\n2) оларды үшінші тұлғаларға бермеуге;\n3) есептік жазбаға рұқсатсыз қол жеткізу фактісін анықтаған жағдайда бұл туралы Мекемеге дереу хабарлауға міндетті."},
		{"an item of one word, and a lead-in whose words stand behind the items",
			"1. Записи камер наблюдения вправе просматривать начальник службы безопасности, директор и правоохранительные органы по письменному запросу только в рабочее время.",
			"1. Записи камер наблюдения вправе просматривать только в рабочее время:\n1) начальник службы безопасности;\n2) директор;\n3) правоохранительные органы по письменному запросу."},
		{"a list without numbers",
			"Записи ведет оператор. Жазбаларды қауіпсіздік қызметінің басшысы, директор және сұрау салу бойынша құқық қорғау органдары ғана қарай алады.",
			"Записи ведет оператор. Жазбаларды мыналар ғана қарай алады:\n- қауіпсіздік қызметінің басшысы;\n- директор;\n- сұрау салу бойынша құқық қорғау органдары."},
		{"items of one word",
			"1. От платы за вход освобождаются школьники, пенсионеры, инвалиды.",
			"1. От платы за вход освобождаются:\n1) школьники;\n2) пенсионеры;\n3) инвалиды."},
		{"items of one word with bullets",
			"1. К заявлению прилагаются паспорт, диплом и фотография.",
			"1. К заявлению прилагаются:\n- паспорт;\n- диплом;\n- фотография."},
		{"items of one word that stand before the rest",
			"1. Оқушылар, зейнеткерлер мен мүгедектер төлемнен босатылады.",
			"1. Мыналар төлемнен босатылады:\n1) оқушылар;\n2) зейнеткерлер;\n3) мүгедектер."},
	} {
		const rest = "\n2. Пользователь вносит плату по указанным реквизитам до пятого числа, а Учреждение выдает квитанцию об уплате."
		for _, d := range [][2]string{{c.old, c.new}, {c.new, c.old}} {
			r := compare(t, parse("Т\n"+d[0]+rest), parse("Т\n"+d[1]+rest))
			if rec := r.Records[1]; len(r.Records) != 3 || len(rec.Old)+len(rec.New) != 5 || rec.Change != Split && rec.Change != Merged {
				t.Errorf("%s: %d records, %s of %d and %d", c.name, len(r.Records), rec.Change, len(rec.Old), len(rec.New))
			}
		}
	}
}

// TestRenewed: a clause of which nothing is left but its number and its place was stated
// anew. Under another number, in another section or out of order one went and one came.
func TestRenewed(t *testing.T) {
	const went, came = "Ущерб имуществу зала возмещается по акту в десять рабочих дней.", "Дети младше семи лет входят вместе с родителями."
	for _, c := range []struct {
		name, old, new string
		want           Change
	}{
		{"in its place", "1. Зал открыт ежедневно.\n2. " + went + "\n3. Обувь сдается в гардероб.", "1. Зал открыт ежедневно.\n2. " + came + "\n3. Обувь сдается в гардероб.", Changed},
		{"beside an addition", "1. Зал открыт ежедневно.\n2. " + went, "1. Зал открыт ежедневно.\n2. " + came + "\n3. Вход по билетам, которые продает касса.", Changed},
		{"under another number", "1. Зал открыт ежедневно.\n2. " + went, "1. Зал открыт ежедневно.\n1-1. " + came, Removed},
		{"past another clause", "1. " + went + "\n2. Зал открыт ежедневно с девяти утра.", "2. Зал открыт ежедневно с девяти утра.\n1. " + came, Removed},
	} {
		for _, r := range compare(t, parse("Т\n"+c.old), parse("Т\n"+c.new)).Records {
			if len(r.Old) == 1 && r.Old[0].Text == went && r.Change != c.want {
				t.Errorf("%s: %s", c.name, r.Change)
			}
		}
	}
}

// TestSameNumber: a clause of few words of which one is replaced is told by its number, though
// another one that came has the word that went.
func TestSameNumber(t *testing.T) {
	for _, c := range [][2]string{
		{"1. Зал жабық.", "1. Зал ашық.\n2. Жабық."},
		{"1. Зал закрыт.", "1. Зал открыт.\n2. Закрыт."},
		{"1. Зал жабық.\n2. Плата алынбайды.", "1. Зал ашық.\n2. Жабық.\n3. Плата алынбайды."},
		{"1. Касса ночью закрыта.", "1. Касса ночью открыта.\n2. Ночью закрыта."},
	} {
		for _, d := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			r := compare(t, parse("Т\n"+d[0]), parse("Т\n"+d[1]))
			if first := r.Records[1]; first.Change != Changed || first.Old[0].Number != "1" || first.New[0].Number != "1" || r.Summary.Added+r.Summary.Removed != 1 {
				t.Errorf("%q: %s, %+v", d, first.Change, r.Summary)
			}
		}
	}
}

// TestOutdone: of clauses that differ in a name and a sum the one that is gone is not taken for
// the one whose words stand behind another clause now: nobody changed a sum.
func TestOutdone(t *testing.T) {
	hall := func(name, sum string) string {
		return "За аренду зала «" + name + "» заказчик платит " + sum + " тенге не позднее чем за три дня до начала мероприятия."
	}
	old := "Т\n1. " + hall("Алмаз", "50 000") + "\n2. " + hall("Рубин", "60 000") + "\n3. " + hall("Топаз", "70 000") + "\n4. " + hall("Опал", "80 000")
	new := "Т\n1. " + hall("Алмаз", "50 000") + " " + hall("Опал", "80 000") + "\n2. " + hall("Топаз", "70 000")
	for _, d := range [][2]string{{old, new}, {new, old}} {
		for _, rec := range compare(t, parse(d[0]), parse(d[1])).Records {
			for _, s := range rec.Segments {
				if s.Op != Equal && rec.Change != Added && rec.Change != Removed && strings.Contains(s.Text, "60") {
					t.Errorf("%s %q", rec.Change, s.Text)
				}
			}
		}
	}
}

// TestSwappedItems: a short item that changed its place within its list moved; one that
// another list has, too, did not come from there, and figures of tables never move.
func TestSwappedItems(t *testing.T) {
	const list = "1. От платы освобождаются:\n1) школьники;\n2) пенсионеры;\n3) лица с инвалидностью первой группы."
	for _, c := range []struct {
		name, old, new string
		moved          int
	}{
		{"in a list", list, "1. От платы освобождаются:\n1) пенсионеры;\n2) школьники;\n3) лица с инвалидностью первой группы.", 1},
		{"to another list", list + "\n2. Вне очереди проходят:\n1) врачи скорой помощи.", "1. От платы освобождаются:\n1) школьники;\n2) лица с инвалидностью первой группы.\n2. Вне очереди проходят:\n1) врачи скорой помощи;\n2) пенсионеры;", 0},
		{"in a table", "|зал|500|\n|сцена|900|\n|двор|100|", "|двор|100|\n|зал|500|\n|сцена|900|", 0},
	} {
		if r := compare(t, parse("Т\n"+c.old), parse("Т\n"+c.new)); r.Summary.Moved != c.moved {
			t.Errorf("%s: %d moved", c.name, r.Summary.Moved)
		}
	}
}
