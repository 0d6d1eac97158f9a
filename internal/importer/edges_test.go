package importer

import "testing"

// TestEdges: where the parts of a paper end whose lines look alike: places and dates, titles, blocks of who
// signs, lists, cells. A unit is written as its kind, its label and its words.
func TestEdges(t *testing.T) {
	for _, c := range []textCase{
		{"a place and a date in words, each on a line of its own", "a.ru.txt",
			"ДОГОВОР ЗАЙМА\n\nгород Тараз\nпервое июня две тысячи двадцать шестого года\nАбенов Ерлан и Ким Анна договорились о займе на один год.\n1. Деньги отданы.\n",
			[]string{"paragraph город Тараз", "paragraph первое июня две тысячи двадцать шестого года", "paragraph Абенов Ерлан и Ким Анна договорились о займе на один год.", "clause 1. Деньги отданы."}, noFinding},
		{"a place and a date in words that end with the month", "a.kk.txt",
			"ҚАРЫЗ ШАРТЫ\n\nТараз қаласы\nекі мың жиырма алтыншы жылғы бірінші маусым\nАбенов Ерлан мен Ким Анна бір жылға қарыз туралы келісті.\n1. Ақша берілді.\n",
			[]string{"paragraph Тараз қаласы", "paragraph екі мың жиырма алтыншы жылғы бірінші маусым", "paragraph Абенов Ерлан мен Ким Анна бір жылға қарыз туралы келісті.", "clause 1. Ақша берілді."}, noFinding},
		{"a title that a line breaks before its date", "a.ru.txt",
			"ПРИКАЗ\n\nО порядке в зале и об отмене приказа директора школы от\n3 мая 2025 года № 6\n\n1. Открыть зал.\n",
			[]string{"paragraph ПРИКАЗ", "clause 1. Открыть зал."}, ""},
		{"a title with a name in quotes above the first sentence, without a blank line", "a.ru.txt",
			"Правила клуба «Ладья»\nНастоящие правила обязательны для всех, кто играет в клубе, и для тех, кто\nпришел к ним в гости.\n1. Доски и часы выдает дежурный, а возвращают их все вместе и в том виде, в\nкаком взяли.\n\f",
			[]string{"paragraph Настоящие правила обязательны для всех, кто играет в клубе, и для тех, кто пришел к ним в гости.", "clause 1. Доски и часы выдает дежурный, а возвращают их все вместе и в том виде, в каком взяли."}, ""},
		{"a title in capitals whose second line is centered below a full one", "a.kk.txt",
			"КІТАПХАНА ЗАЛЫНДА КІТАП ОҚУ ЖӘНЕ\n   КІТАПТЫ ҮЙГЕ БЕРУ ҚАҒИДАЛАРЫ\n   1. Зал күн сайын таңғы тоғыздан кешкі\nсегізге дейін ашық.\n   2. Кітап екі аптаға беріледі, оны\nкезекші жазып қояды.\n   3. Залда тыныш.\n\f",
			[]string{"clause 1. Зал күн сайын таңғы тоғыздан кешкі сегізге дейін ашық.", "clause 2. Кітап екі аптаға беріледі, оны кезекші жазып қояды.", "clause 3. Залда тыныш."}, ""},
		{"a name of a company below the words that go on with a title in capitals", "a.ru.html",
			`<p align="center"><b>ТРУДОВОЙ ДОГОВОР</b></p><p align="center"><b>с дворником</b></p><p align="center"><b>КГУ «Школа»</b></p><p>1. Двор метут утром.</p>`,
			[]string{"clause 1. Двор метут утром."}, ""},
		{"who signs, in lines that are broken inside of a name", "a.ru.txt",
			"УТВЕРЖДАЮ\nДиректор ТОО «Зал\nи сад»\n__________ А. Б.\nСериков\n\nПРАВИЛА ЗАЛА\n\n1. В зале тихо.\n",
			[]string{"paragraph УТВЕРЖДАЮ", "paragraph Директор ТОО «Зал и сад»", "paragraph __________ А. Б. Сериков", "clause 1. В зале тихо."}, "import-approved.kept"},
		{"a sentence below the last item, which fills its line", "a.ru.txt",
			"ДОВЕРЕННОСТЬ\n\nЯ доверяю Анне Ким делать от моего имени вот что и ничего больше:\n• получать в кассе клуба мои деньги;\n• расписываться за меня в ведомости и во всех прочих бумагах.\nДоверенность выдана на один год без права передать ее кому-либо и\nкончается первого июня.\n",
			[]string{"paragraph Я доверяю Анне Ким делать от моего имени вот что и ничего больше:", "item получать в кассе клуба мои деньги;", "item расписываться за меня в ведомости и во всех прочих бумагах.", "paragraph Доверенность выдана на один год без права передать ее кому-либо и кончается первого июня."}, ""},
		{"several tabs that set two columns", "a.ru.txt",
			"ДОГОВОР\n\n1. Зал сдают на день.\n\nШкола:\t\t\tКлуб:\nТОО «Школа»\t\t\tОО «Клуб»\nБИН 010203040506\t\tБИН 060504030201\n_______ А. Есен\t\t_______ Б. Юн\n",
			[]string{"clause 1. Зал сдают на день.", "row Школа: | Клуб:", "row ТОО «Школа» | ОО «Клуб»", "row БИН 010203040506 | БИН 060504030201", "row _______ А. Есен | _______ Б. Юн"}, "import-table.tabs"},
		{"a cell that is empty in every row but the first", "a.ru.txt",
			"ПЕРЕЧЕНЬ\n\n№\tЧто\tСрок\n1\t\tгод\n2\t\tмесяц\n",
			[]string{"row № | Что | Срок", "row 1 |  | год", "row 2 |  | месяц"}, "import-table.tabs"},
		{"a cell that ends where none does", "a.ru.txt",
			"ДОГОВОР\n\n1. Зал сдают на день.\n\nШкола                  Клуб\nТОО «Школа», г.        ОО «Клуб», г.\nТараз, ул. Абая, 5     Астана, ул. Мира, 7\n", nil, "import-cells.columns"},
		{"a party that is named twice in the sentence above the first number", "a.kk.txt",
			"ШАРТ\n\nЖұмыс беруші «Зал» ЖШС, бұдан әрі – Жұмыс беруші, және Ким Анна келісті:\n\n1. Зал ашық.\n",
			[]string{"paragraph Жұмыс беруші «Зал» ЖШС, бұдан әрі – Жұмыс беруші, және Ким Анна келісті:", "clause 1. Зал ашық."}, noFinding},
		{"items below a full line with a colon, the number on a line of its own", "a.ru.txt",
			"УСТАВ\n1.\nКлуб открыт для всех соседей\nи для их гостей, если они тихи.\n2.\nПолное имя клуба соседей есть:\nна казахском языке – «Көршілер\nклубы»;\nна русском языке – «Клуб соседей\nдома номер семь».\n3.\nКлуб закрыт по праздникам, а в\nбудни открыт с утра до вечера, и\nесли дежурный не болен, то и по\nвоскресеньям.\n\f",
			[]string{"clause 1. Клуб открыт для всех соседей и для их гостей, если они тихи.", "clause 2. Полное имя клуба соседей есть:", "paragraph на казахском языке – «Көршілер клубы»;", "paragraph на русском языке – «Клуб соседей дома номер семь».", "clause 3. Клуб закрыт по праздникам, а в будни открыт с утра до вечера, и если дежурный не болен, то и по воскресеньям."}, ""},
		{"a part of the title below it, in the looks of a heading above another", "a.ru.html",
			`<p align="center"><b>УСТАВ</b></p><p align="center"><b>Товарищества соседей</b></p><p align="center"><b>I. ОБЩЕЕ</b></p><p>1. Клуб открыт.</p>`,
			nil, "import-heading.subtitle"},
		{"what a site writes below a title", "a.ru.html", "<h1>Правила</h1><p>Опубликовано 02.03.2026 · 5 минут чтения</p><p>1. Зал открыт.</p>", nil, "import-edge.site"},
		{"what others said of a page", "a.ru.html", "<h1>Правила</h1><h2>Зал</h2><p>Зал открыт для всех.</p><h2>Комментарии (2)</h2><p>Спасибо!</p>", nil, "import-edge.site"},
	} {
		t.Run(c.name, c.check)
	}
}
