package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestCopies: what copies out of PDFs, messengers and old programs do to a text. A unit is
// written as its kind, its label and its words.
func TestCopies(t *testing.T) {
	for _, c := range []struct {
		name, file, src string
		want            []string // nil: any
		found           string   // the key of a finding, or nothing
	}{
		{"messages with the sender before the words", "a.ru.txt",
			"[12:01, 04.03.2026] Айдос: ПРАВИЛА ДВОРА\n[12:02, 04.03.2026] Айдос: 1. Машины стоят у забора.\n2. Во дворе тихо.\n[12:03, 04.03.2026] Айдос: 3. Собак водят на поводке.\n",
			[]string{"clause 1. Машины стоят у забора.", "clause 2. Во дворе тихо.", "clause 3. Собак водят на поводке."}, "import-message"},
		{"messages of another program", "a.ru.txt",
			"04.03.2026, 12:01 - Айдос: ПРАВИЛА ДВОРА\n1. Машины стоят у забора.\n04.03.2026, 12:03 - Айдос: 2. Во дворе тихо.\n",
			[]string{"clause 1. Машины стоят у забора.", "clause 2. Во дворе тихо."}, "import-message"},
		{"messages with the sender on a line of its own", "a.kk.txt",
			"Айдос, [04.03.2026 12:01]\nАУЛА ЕРЕЖЕСІ\n\n1. Көлік дуалдың жанында тұрады.\n\nАйдос, [04.03.2026 12:03]\n2. Аулада тыныш.\n",
			[]string{"clause 1. Көлік дуалдың жанында тұрады.", "clause 2. Аулада тыныш."}, "import-message"},
		{"a message that a text quotes", "a.ru.txt",
			"АКТ\n\n1. Ответчик написал:\n\n[12:01, 04.03.2026] Айдос: верну деньги в мае.\n\n2. Денег нет.\n",
			[]string{"clause 1. Ответчик написал:", "paragraph [12:01, 04.03.2026] Айдос: верну деньги в мае.", "clause 2. Денег нет."}, ""},
		{"numbers that lost their words", "a.ru.txt",
			"ПРАВИЛА\n\n1.\n2.\n3.\n\nЗал открыт для всех.\nЗал закрыт в праздники.\nВ зале тихо.\n", nil, "import-pieces.numbers"},
		{"numbers in a column before the last one's words", "a.kk.txt",
			"ЕРЕЖЕ\n\n1. Зал\n\n1.1.\n1.2.\n1.3.\nЗал ашық.\n\nЗал мерекеде жабық.\n", nil, "import-pieces.numbers"},
		{"the head of an annex with a date in quotes", "a.ru.txt",
			"ДОГОВОР № 5\n\n1. Зал сдают на день.\n\nПриложение № 1\nк Договору № 5\nот «05» июня 2026 г.\nОпись зала\n1. Стулья.\n",
			[]string{"clause 1. Зал сдают на день.", "= Опись зала ()", "paragraph Приложение № 1 к Договору № 5 от «05» июня 2026 г.", "clause 1. Стулья."}, ""},
		{"the protocol of a decision", "a.ru.txt",
			"УТВЕРЖДЕН\nрешением общего собрания участников\nТОО «Зал»\nпротокол № 4 от 9 февраля 2026 года\n\nУСТАВ\nтоварищества с ограниченной ответственностью\n«Зал»\n\n1. Зал открыт.\n",
			[]string{"approved: {protocol 4 2026-02-09}", "paragraph УТВЕРЖДЕН решением общего собрания участников ТОО «Зал» протокол № 4 от 9 февраля 2026 года", "clause 1. Зал открыт."}, ""},
		{"who approved, at the top of a page", "a.kk.txt",
			"БҰЙРЫҚ\n\nЕреже туралы\n\n1. Зал ережесі бекітілсін.\n\nДиректор С. Тәжібай\n\n\fДиректордың\n2026 жылғы 3 сәуірдегі\n№ 41 бұйрығымен\nбекітілген\n\nЗАЛ ЕРЕЖЕСІ\n\n1. Зал ашық.\n\f",
			[]string{"paragraph БҰЙРЫҚ", "clause 1. Зал ережесі бекітілсін.", "paragraph Директор С. Тәжібай", "= ЗАЛ ЕРЕЖЕСІ (rules)", "approved: {order 41 2026-04-03}", "paragraph Директордың 2026 жылғы 3 сәуірдегі № 41 бұйрығымен бекітілген", "clause 1. Зал ашық."}, ""},
		{"what a court found, below a comma", "a.ru.txt",
			"РЕШЕНИЕ\n\nСуд города Тараза, рассмотрев дело по иску школы,\nУСТАНОВИЛ:\nОтветчик сломал забор.\n",
			[]string{"paragraph Суд города Тараза, рассмотрев дело по иску школы, УСТАНОВИЛ:", "paragraph Ответчик сломал забор."}, ""},
		{"a sentence that begins with the word for a remark", "a.kk.txt",
			"ЕРЕЖЕ\n\n1. Зал шарты бұзылған жағдайда оқырманға бір апта бұрын ескерту жіберіледі.\nЕскерту жазбаша жасалады, оны кезекші оқырманға қол қойғызып тапсырады да,\nкөшірмесін сақтайды.\n2. Зал ашық.\n",
			[]string{"clause 1. Зал шарты бұзылған жағдайда оқырманға бір апта бұрын ескерту жіберіледі. Ескерту жазбаша жасалады, оны кезекші оқырманға қол қойғызып тапсырады да, көшірмесін сақтайды.", "clause 2. Зал ашық."}, ""},
		{"a full line above one that begins with no name", "a.ru.txt",
			"ЗАПИСКА\nГород Костанай, девятнадцатого июня две тысячи двадцать шестого года\nПредседатель клуба разрешает брать книги на дом всем, кто их любит и кто\nумеет их беречь.\n", nil, "import-joined.doubted"},
		{"a heading into which a line of the next clause has come", "a.kk.txt",
			"ЕРЕЖЕ\n\n1-тарау. Жалпы ереже\nқағидалар клубтың барлық мүшелеріне және оның қонақтарына қатысты\n\n1. Осы\nқолданылады.\n2. Клуб сенбі мен жексенбіден басқа күндердің бәрінде таңнан кешке дейін\nашық.\n", nil, "import-joined.doubted"},
		{"words set so wide apart that each is a line", "a.ru.txt",
			"ПРАВИЛА ЗАЛА\n\n1. Зал открыт для всех, кто любит книги и умеет\nих беречь, а также для тех, кто пришел с ними и\nобещает сидеть тихо, пока другие читают книги.\n2. Имя зала на языках:\nна государственном языке – «Оқу залы», так его и\nзовут на вывеске;\nна\nрусском\nязыке\n–\nчитальный\nзал\nпри\nрайонной\nбиблиотеке поселка.\n3. Зал закрыт в праздники, а в другие дни открыт с\nутра до вечера, если дежурный не заболел и не ушел\nв отпуск, о чем пишут на двери.\n4. Книги выдают на две недели, а тем, кто живет в\nдругих поселках и бывает здесь редко, на месяц, но\nне больше трех книг каждому.\n\f",
			[]string{"clause 1. Зал открыт для всех, кто любит книги и умеет их беречь, а также для тех, кто пришел с ними и обещает сидеть тихо, пока другие читают книги.", "clause 2. Имя зала на языках:", "paragraph на государственном языке – «Оқу залы», так его и зовут на вывеске;", "paragraph на русском языке – читальный зал при районной библиотеке поселка.", "clause 3. Зал закрыт в праздники, а в другие дни открыт с утра до вечера, если дежурный не заболел и не ушел в отпуск, о чем пишут на двери.", "clause 4. Книги выдают на две недели, а тем, кто живет в других поселках и бывает здесь редко, на месяц, но не больше трех книг каждому."}, ""},
		{"a new wording in quotes below a colon", "a.ru.txt",
			"СОГЛАШЕНИЕ № 3\n\n1. Пункт 2.1 договора о чтении книг в зале изложить в следующей редакции:\n«2.1. Плата за чтение книг составляет сто тенге в день.».\n2. Остальные условия договора о чтении книг в зале остаются без изменений и\nдействуют дальше.\n",
			[]string{"clause 1. Пункт 2.1 договора о чтении книг в зале изложить в следующей редакции:", "paragraph «2.1. Плата за чтение книг составляет сто тенге в день.».", "clause 2. Остальные условия договора о чтении книг в зале остаются без изменений и действуют дальше."}, ""},
		{"a heading that ends with the word for a part, above its first clause", "a.kk.txt",
			"ЖАТАҚХАНА ЕРЕЖЕСІ\n1. Жалпы бөлім\n1.1. Жатақхана басқа қаладан келген білім алушыларға арналған және оның\nтұрғындарына тегін.\n1.2. Орынды комиссия береді.\n",
			[]string{"heading 1. Жалпы бөлім", "clause 1.1. Жатақхана басқа қаладан келген білім алушыларға арналған және оның тұрғындарына тегін.", "clause 1.2. Орынды комиссия береді."}, ""},
		{"when a title was worded, in brackets", "a.ru.txt",
			"ПУБЛИЧНЫЙ ДОГОВОР\nбанковского вклада «Мечта»\n(редакция от 1 июля 2026 года)\n1. Банк принимает вклад.\n",
			[]string{"paragraph (редакция от 1 июля 2026 года)", "clause 1. Банк принимает вклад."}, ""},
		{"words set wide apart below a number, in a short text", "a.ru.txt",
			"ПРАВИЛА\nГлава 1. Общие положения\n1. Книги выдает дежурный тому, кто записан в зал и помнит,\nчто взял.\n2.\nКнига\nсдается\nвовремя.\nКто\nне\nсдал,\nтому\nкниг\nбольше\nне\nдают.\nГлава 2. Порядок\n3. Зал открыт.\n4. В зале тихо.\n\f",
			[]string{"heading Глава 1. Общие положения", "clause 1. Книги выдает дежурный тому, кто записан в зал и помнит, что взял.", "clause 2. Книга сдается вовремя. Кто не сдал, тому книг больше не дают.", "heading Глава 2. Порядок", "clause 3. Зал открыт.", "clause 4. В зале тихо."}, ""},
		{"a heading in capitals that ends with a colon, above a table", "a.ru.txt",
			"ДОГОВОР\n\n1. Зал сдают на день.\n\nРЕКВИЗИТЫ СТОРОН:\n\nКлуб              Школа\nг. Актау, 7       г. Актау, 15\n", nil, "import-heading.kept"},
		{"numbers written out with a noun", "a.ru.txt", "УСЛОВИЯ\n\nПункт 1. Игру ведет клуб.\nПункт 2. Игрок платит взнос.\n", nil, "import-label.none"},
		{"numbers written out with a noun, in Kazakh", "a.kk.txt", "ЕРЕЖЕ\n\n1-тармақ. Клуб мүшесі жарна төлейді.\n2-тармақ. Клуб ашық.\n", nil, "import-label.none"},
		{"a figure in a number typed as a letter", "a.ru.txt",
			"ДОГОВОР\n\n1.2. Зал сдают.\n1.З. Цена договорная.\n1.4. Зал тихий.\n",
			[]string{"clause 1.2. Зал сдают.", "paragraph 1.З. Цена договорная.", "clause 1.4. Зал тихий."}, "import-label.odd"},
		{"words broken by a dash and by a sign for a soft hyphen", "a.ru.txt",
			"ДОГОВОР\n\n1. Школа обязуется сдать зал, а клуб — принять и опла—\nтить его.\n2. Зал сдают на двенадцать ме¬\nсяцев.\n",
			[]string{"clause 1. Школа обязуется сдать зал, а клуб — принять и оплатить его.", "clause 2. Зал сдают на двенадцать месяцев."}, "import-hyphen.dropped"},
		{"the foot of pages whose last line is figures alone", "a.ru.txt",
			"ПРАВИЛА ЗАЛА\n1. Зал открыт.\n2. Зал тих.\nПравила зала, свободная лицензия\n4.0\nСтраница 1 из 3\n\f3. Зал теплый.\n4. Лампы горят.\nПравила зала, свободная лицензия\n4.0\nСтраница 2 из 3\n\f5. Окна мыты.\n6. Стулья целы.\nПравила зала, свободная лицензия\n4.0\nСтраница 3 из 3\n\f",
			[]string{"clause 1. Зал открыт.", "clause 2. Зал тих.", "clause 3. Зал теплый.", "clause 4. Лампы горят.", "clause 5. Окна мыты.", "clause 6. Стулья целы."}, "import-running-head"},
		{"a heading in capitals below a title that names a kind", "a.ru.txt",
			"Соглашение о взаимной помощи\n\nОСНОВНЫЕ УСЛОВИЯ\n\n1. Клубы помогают друг другу.\n",
			[]string{"heading ОСНОВНЫЕ УСЛОВИЯ", "clause 1. Клубы помогают друг другу."}, ""},
		{"the head of one page inside a sentence", "a.ru.txt",
			"ПРАВИЛА ЗАЛА\n1. Зал открыт для всех, кто любит книги и умеет их беречь, а также для\nтех, кто пришел с ними.\n2. Дежурный записывает в журнал, кто и какую книгу взял и когда он ее\nСтраница 1 из 2\n\fСПИСКИ КНИГ\n\nвернет, а вечером закрывает зал.\n3. Зал закрыт в праздники.\nСтраница 2 из 2\n\f", nil, "import-break.paragraph"},
		{"the letters of a name on two lines", "a.ru.txt",
			"АКТ\n\nМы, нижеподписавшиеся, представитель товарищества «Энерго» Жуков А.\nП. и представитель лицея, составили акт о том, что первый передал, а\nвторой принял проектор.\n",
			[]string{"paragraph Мы, нижеподписавшиеся, представитель товарищества «Энерго» Жуков А. П. и представитель лицея, составили акт о том, что первый передал, а второй принял проектор."}, ""},
		{"a full line above the end of its sentence, in a text with blank lines everywhere", "a.ru.txt",
			"ПОРУЧЕНИЕ\n\nна обработку персональных данных\n\nПриложение является частью договора от 3 марта 2026 года № Д-15.\n\nПредмет поручения\n\nОператор поручает, а Обработчик принимает на себя обработку персональных\n\nданных работников Оператора в целях расчета заработной платы.\n\nПеречень данных\n\nОбрабатываются следующие данные:\n\n• фамилия, имя, отчество;\n\n• должность и оклад;\n\n• номер банковского счета.\n\nОбязанности обработчика\n\nОбработчик хранит данные на серверах, расположенных в Республике\n\nКазахстан, и не передает их третьим лицам.\n\nОб утечке данных Обработчик сообщает Оператору в течение 24 часов.\n\nСрок\n\nПоручение действует, пока действует договор. После этого данные удаляются.\n", nil, "import-break.line"},
		{"a letter of a Kazakh name lost in a Russian text", "a.ru.txt",
			"ПРАВИЛА РЫНКА\n\n1. Рынок называется «Ашы?».\n", nil, "import-letter"},
		{"a text in the columns of two languages", "a.ru.txt",
			"ДОГОВОР ПРОКАТА                           ЖАЛҒА БЕРУ ШАРТЫ\n\n1. Предмет договора                       1. Шарттың мәні\n1.1. Прокатчик передает клиенту лыжи      1.1. Жалға беруші клиентке шаңғыны\nи палки на один день.                     бір күнге береді.\n1.2. Клиент вносит залог в размере        1.2. Клиент он мың теңге кепіл\nдесяти тысяч тенге.                       салады.\n", nil, "import-columns"},
		{"the clauses of a text in two columns", "a.ru.txt",
			"ПРАВИЛА ШКОЛЬНОЙ БИБЛИОТЕКИ\n\n1.1. Библиотека школы обслуживает         2.1. Читатель, потерявший книгу,\nучеников и учителей.                      платит ее цену.\n1.2. Книги выдают на 14 дней.             2.2. Правила утверждает директор.\n", nil, "import-columns"},
		{"two wordings of clauses side by side", "a.ru.txt",
			"СРАВНИТЕЛЬНАЯ ТАБЛИЦА\n\n1.1. Зал открыт до шести.        1.1. Зал открыт до семи.\n1.2. Книги выдают на 14 дней.    1.2. Книги выдают на 10 дней.\n",
			[]string{"row 1.1. Зал открыт до шести. | 1.1. Зал открыт до семи.", "row 1.2. Книги выдают на 14 дней. | 1.2. Книги выдают на 10 дней."}, ""},
	} {
		res := Import(c.file, []byte(c.src), Options{Languages: languagetest.Set(), Site: site})
		var keys []string
		for _, f := range res.Found {
			keys = append(keys, f.Key())
		}
		if c.found != "" && !slices.Contains(keys, c.found) {
			t.Errorf("%s: findings %v, want %s", c.name, keys, c.found)
		}
		if len(res.Drafts) > 0 {
			holdsLaws(t, c.file, []byte(c.src), res)
		}
		if c.want == nil {
			continue
		}
		if got := shortened(structureOf(c.file, c.src, c.file)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s", c.name, firstDifference(got, c.want))
		}
	}
}

// shortened is a structure without the title of the first text and the levels of units.
func shortened(structure []string) (out []string) {
	for _, u := range structure[1:] {
		kind, rest, _ := strings.Cut(u, " ")
		if kind != "approved:" && kind != "=" {
			_, rest, _ = strings.Cut(rest, " ")
		}
		out = append(out, kind+" "+strings.TrimSpace(rest))
	}
	return out
}

// TestAskedLanguage: a short text that is surely in another language than was asked for has a
// warning, one of a few words has none.
func TestAskedLanguage(t *testing.T) {
	const few = "Тариф\n\n1. Вход – 100 тенге.\n"
	for _, c := range []struct {
		src   string
		asked legal.Lang
		want  bool
	}{
		{"ПРАВИЛА БИБЛИОТЕКИ\n\n1. Библиотека открыта для всех жителей района, которые имеют читательский билет.\n2. Книги выдают на 14 дней.\n", "kk", true},
		{"КІТАПХАНА ЕРЕЖЕСІ\n\n1. Кітапхана оқырман билеті бар аудан тұрғындарының бәріне ашық.\n2. Кітаптар 14 күнге беріледі.\n", "ru", true},
		{few, "kk", false},
	} {
		res := Import("a.txt", []byte(c.src), Options{Language: c.asked, Languages: languagetest.Set(), Site: site})
		if got := slices.ContainsFunc(res.Found, func(f Told) bool { return f.Key() == "import-language" }); got != c.want {
			t.Errorf("%q asked for in %s: warning %v", c.src, c.asked, got)
		}
	}
}
