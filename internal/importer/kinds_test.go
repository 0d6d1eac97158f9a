package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestKinds: places at which the form of a line alone does not say what it is, and what the
// lines around it say. A unit is written as its kind, its label and its words.
func TestKinds(t *testing.T) {
	for _, c := range []textCase{
		{"numbers whose headings end with a colon", "a.ru.txt",
			"ПРАВИЛА КЛУБА\n\n1. Общие положения\n1.1. Клуб открыт для всех.\n2. Права членов клуба:\n2.1. Член клуба берет книги.\n2.2. Член клуба обязан:\n2.2.1. платить взносы.\n",
			[]string{"heading 1. Общие положения", "clause 1.1. Клуб открыт для всех.", "heading 2. Права членов клуба:", "clause 2.1. Член клуба берет книги.", "clause 2.2. Член клуба обязан:", "clause 2.2.1. платить взносы."}, ""},
		{"chapters and Roman numbers whose headings end with a colon", "a.kk.txt",
			"ЕРЕЖЕ\n\nI. Жалпы ереже\n1. Клуб ашық.\nII. Мүшенің құқықтары:\n2. Мүше кітап алады.\n",
			[]string{"heading I. Жалпы ереже", "clause 1. Клуб ашық.", "heading II. Мүшенің құқықтары:", "clause 2. Мүше кітап алады."}, ""},
		{"an article that ends with a colon is no heading without titled ones", "a.ru.txt",
			"УСТАВ\n\nСтатья 1. Клуб вправе:\n1) выдавать книги;\n2) проводить встречи.\n",
			[]string{"clause Статья 1. Клуб вправе:", "clause 1) выдавать книги;", "clause 2) проводить встречи."}, ""},
		{"numbers that are questions", "a.kk.txt",
			"«Ай» клубының саясаты\n\n1. Біз кімбіз?\nБіз Тараз қаласындағы кітап сүйетіндердің клубымыз.\n2. Не жинаймыз?\nМүшенің аты-жөнін және телефон нөмірін ғана жинаймыз.\n3. Кімге береміз?\nЕшкімге бермейміз, заң талап еткен жағдай болмаса.\n",
			[]string{"heading 1. Біз кімбіз?", "paragraph Біз Тараз қаласындағы кітап сүйетіндердің клубымыз.", "heading 2. Не жинаймыз?", "paragraph Мүшенің аты-жөнін және телефон нөмірін ғана жинаймыз.", "heading 3. Кімге береміз?", "paragraph Ешкімге бермейміз, заң талап еткен жағдай болмаса."}, ""},
		{"lines with a colon above numbers that begin anew", "a.ru.txt",
			"ПРАВИЛА ТИРА\n\nСтрелок вправе:\n1. Брать ружье.\n2. Отдыхать.\n\nСтрелку запрещено:\n1. Шуметь.\n2. Целиться в людей.\n",
			[]string{"heading Стрелок вправе:", "clause 1. Брать ружье.", "clause 2. Отдыхать.", "heading Стрелку запрещено:", "clause 1. Шуметь.", "clause 2. Целиться в людей."}, "import-heading"},
		{"headings with a colon in a text without numbers", "a.kk.txt",
			"ТИР ЕРЕЖЕСІ\nКім келеді:\nТирге он алты жасқа толған адам келеді.\nҚару туралы:\nҚаруды кезекші береді және қайтарып алады.\nӨзіңізбен алыңыз:\nкөзілдірік;\nқұлаққап.\nТыйым:\nТирде айқайлауға және жүгіруге болмайды.\n",
			[]string{"heading Кім келеді:", "paragraph Тирге он алты жасқа толған адам келеді.", "heading Қару туралы:", "paragraph Қаруды кезекші береді және қайтарып алады.", "paragraph Өзіңізбен алыңыз:", "paragraph көзілдірік;", "paragraph құлаққап.", "heading Тыйым:", "paragraph Тирде айқайлауға және жүгіруге болмайды."}, "import-heading"},
		{"lines to tick", "a.kk.txt",
			"КЕЛІСІМ\n\n1. Сурет мына жерде тұрады.\n\nБелгілеңіз:\n☐ сайтта\n☐ альбомда\n☐ тақтада\n☐ залда\n",
			[]string{"clause 1. Сурет мына жерде тұрады.", "paragraph Белгілеңіз:", "paragraph ☐ сайтта", "paragraph ☐ альбомда", "paragraph ☐ тақтада", "paragraph ☐ залда"}, noFinding},
		{"two such lines may lead in", "a.ru.txt",
			"ПРАВИЛА ТИРА\nКто приходит:\nВ тир приходит тот, кому есть шестнадцать лет.\nОружие:\nОружие выдает и забирает дежурный.\n",
			[]string{"paragraph Кто приходит:", "paragraph В тир приходит тот, кому есть шестнадцать лет.", "paragraph Оружие:", "paragraph Оружие выдает и забирает дежурный."}, "import-heading.kept"},
		{"headings above an address, and above a sentence with an address behind it", "a.ru.txt",
			"Правила тира\n\nКто такой стрелок?\nСтрелок приходит с паспортом и слушает дежурного.\n\nКак записаться?\nПозвоните дежурному или напишите нам. Подробнее: https://tir.example.kz/zapis\n\nКонтакты\nТОО «Тир»\nТел.: 8 727 111 22 33\nE-mail: tir@example.kz\nБИН: 120540004321\n",
			[]string{"heading Кто такой стрелок?", "paragraph Стрелок приходит с паспортом и слушает дежурного.", "heading Как записаться?", "paragraph Позвоните дежурному или напишите нам. Подробнее: https://tir.example.kz/zapis", "heading Контакты", "paragraph ТОО «Тир»", "paragraph Тел.: 8 727 111 22 33", "paragraph E-mail: tir@example.kz", "paragraph БИН: 120540004321"}, "import-heading"},
		{"the end of the sentence behind items without marks", "a.kk.txt",
			"ЕРЕЖЕ\n\n1. Оқырман:\n- кітап алуға\n- кітапты үйге апаруға\nқұқылы.\n2. Зал ашық.\n",
			[]string{"clause 1. Оқырман:", "item кітап алуға", "item кітапты үйге апаруға", "paragraph құқылы.", "clause 2. Зал ашық."}, noFinding},
		{"an item that goes on in the next line", "a.ru.txt",
			"ПРАВИЛА\n\n1. Читатель зала, который пришел в первый раз и еще никого не знает, вправе:\n- брать книги, журналы и газеты на весь день, если они не нужны другим\n- приводить с собой друзей и родных, которые умеют сидеть тихо и беречь\nкниги.\n",
			[]string{"clause 1. Читатель зала, который пришел в первый раз и еще никого не знает, вправе:", "item брать книги, журналы и газеты на весь день, если они не нужны другим", "item приводить с собой друзей и родных, которые умеют сидеть тихо и беречь книги."}, ""},
		{"a row that sums up a table", "a.ru.txt",
			"ПРАЙС КЛУБА\n\n1. Цены:\n\n№    Услуга          Часов    Тенге\n1    Урок чтения     12       40 000\n2    Урок письма     8        9 500\n     Всего           20       49 500\n",
			[]string{"clause 1. Цены:", "row № | Услуга | Часов | Тенге", "row 1 | Урок чтения | 12 | 40 000", "row 2 | Урок письма | 8 | 9 500", "row | Всего | 20 | 49 500"}, "import-table.spaces"},
		{"a cell that goes on below", "a.ru.txt",
			"ПРАЙС КЛУБА\n\n1. Цены:\n\n№    Услуга          Тенге\n1    Урок чтения     40 000\n     Айбек\n2    Урок письма     9 500\n",
			[]string{"clause 1. Цены:", "row № | Услуга | Тенге", "row 1 | Урок чтения Айбек | 40 000", "row 2 | Урок письма | 9 500"}, "import-cells"},
		{"a name with both first letters above a word in capitals", "a.ru.txt",
			"ПРОТОКОЛ № 3\n\nГород Тараз\n\nСЛУШАЛИ: Абенова К.С.\nРЕШИЛИ:\n1. Открыть зал.\n",
			[]string{"paragraph Город Тараз", "paragraph СЛУШАЛИ: Абенова К.С.", "paragraph РЕШИЛИ:", "clause 1. Открыть зал."}, ""},
		{"the date and number of an act below whose it is, in the head of an annex", "a.ru.txt",
			"ДОГОВОР\n\n1. Зал сдают.\n\nПриложение\nк протоколу собрания членов\nАО «Зал» от 20 февраля 2026 года № 3\n\nПРАВИЛА ЗАЛА\n\n1. В зале тихо.\n",
			[]string{"clause 1. Зал сдают.", "= ПРАВИЛА ЗАЛА (rules)", "paragraph Приложение к протоколу собрания членов АО «Зал» от 20 февраля 2026 года № 3", "clause 1. В зале тихо."}, ""},
		{"a title with a date and number below the head of an annex", "a.ru.txt",
			"ДОГОВОР\n\n1. Зал сдают.\n\nПриложение\nк договору\nСоглашение № 3 от 20 февраля 2026 года\n\n1. В зале тихо.\n",
			[]string{"clause 1. Зал сдают.", "= Соглашение № 3 от 20 февраля 2026 года (agreement)", "paragraph Приложение к договору", "clause 1. В зале тихо."}, ""},
		{"one such line leads in", "a.ru.txt",
			"ПРАВИЛА ТИРА\n\nСтрелок вправе:\n1. Брать ружье.\n2. Отдыхать.\n",
			[]string{"paragraph Стрелок вправе:", "clause 1. Брать ружье.", "clause 2. Отдыхать."}, ""},
		{"the last word of a preamble", "a.ru.txt",
			"ПРИКАЗ\n\nО дежурстве\n\nНа основании пункта 7 Устава школы и в целях порядка\nП Р И К А З Ы В А Ю:\n1. Назначить дежурных.\n",
			[]string{"paragraph ПРИКАЗ", "paragraph На основании пункта 7 Устава школы и в целях порядка П Р И К А З Ы В А Ю:", "clause 1. Назначить дежурных."}, "import-joined.sentence"},
		{"the last word of a preamble in Kazakh", "a.kk.txt",
			"БҰЙРЫҚ\n\nКезекшілік туралы\n\nМектеп жарғысының 7-тармағына сәйкес\nБҰЙЫРАМЫН:\n1. Кезекшілер тағайындалсын.\n",
			[]string{"paragraph БҰЙРЫҚ", "paragraph Мектеп жарғысының 7-тармағына сәйкес БҰЙЫРАМЫН:", "clause 1. Кезекшілер тағайындалсын."}, "import-joined.sentence"},
		{"the last word of a preamble behind a blank line", "a.ru.txt",
			"ПРИКАЗ\n\nО дежурстве\n\nВ целях порядка в школе\n\nПРИКАЗЫВАЮ:\n\n1. Назначить дежурных.\n",
			[]string{"paragraph ПРИКАЗ", "paragraph В целях порядка в школе", "paragraph ПРИКАЗЫВАЮ:", "clause 1. Назначить дежурных."}, "import-break"},
		{"an order without a preamble", "a.ru.txt",
			"ПРИКАЗ\nО дежурстве в школе\nПРИКАЗЫВАЮ:\n1. Назначить дежурных.\n",
			[]string{"paragraph ПРИКАЗ", "paragraph ПРИКАЗЫВАЮ:", "clause 1. Назначить дежурных."}, ""},
		{"a table of phrases in small letters", "a.ru.txt",
			"ПРАВИЛА\n\n1. Меры клуба:\n\nнарушение                    мера\nкурение в зале               замечание сторожа\nпорча стен и мебели клуба    возмещение цены ремонта\nшум после отбоя              замечание совета\n",
			[]string{"clause 1. Меры клуба:", "row нарушение | мера", "row курение в зале | замечание сторожа", "row порча стен и мебели клуба | возмещение цены ремонта", "row шум после отбоя | замечание совета"}, "import-table.spaces"},
		{"a remark with a dash", "a.ru.txt",
			"ПРАВИЛА КЛУБА\n1. Клуб открыт каждый день с девяти часов утра до девяти часов вечера, а\nв праздники закрыт\nПримечание – день города не праздник, и клуб в этот день открыт для всех\nжелающих.\n2. Клуб тих, и тот, кто шумит, уходит из него сам или с помощью сторожа и\nбольше не приходит.\n",
			[]string{"clause 1. Клуб открыт каждый день с девяти часов утра до девяти часов вечера, а в праздники закрыт", "paragraph Примечание – день города не праздник, и клуб в этот день открыт для всех желающих.", "clause 2. Клуб тих, и тот, кто шумит, уходит из него сам или с помощью сторожа и больше не приходит."}, ""},
		{"a date below a title", "a.ru.txt",
			"Политика клуба «Луна»\nПоследнее обновление: 1 марта 2026 г.\nКлуб хранит имена и телефоны своих членов и больше ничего о них не знает.\n",
			[]string{"paragraph Последнее обновление: 1 марта 2026 г.", "paragraph Клуб хранит имена и телефоны своих членов и больше ничего о них не знает."}, ""},
		{"a house above a title", "a.ru.txt",
			"ДОМ НАУКИ «ЛУЧ»\nПравила посещения музея\n\n1. Музей открыт по средам.\n",
			[]string{"paragraph ДОМ НАУКИ «ЛУЧ»", "clause 1. Музей открыт по средам."}, "import-edge.above"},
		{"an approval with its date below", "a.kk.txt",
			"Құрылтай жиналысында\nбекітілді\n2026 жылғы 10 наурыздағы\n№ 2 хаттама\n\nКЛУБ ЖАРҒЫСЫ\n\n1. Клуб ашық.\n",
			[]string{"approved: {protocol 2 2026-03-10}", "paragraph Құрылтай жиналысында бекітілді 2026 жылғы 10 наурыздағы № 2 хаттама", "clause 1. Клуб ашық."}, "import-approved.copied"},
		{"fields of an address", "a.kk.txt",
			"КЛУБ ЕРЕЖЕСІ\n\n1. Клуб ашық.\n\nЖСН 800505300456\nкуәлік № 012345678\nтел. 8 702 111 22 33\nпошта: klub@example.kz\n",
			[]string{"clause 1. Клуб ашық.", "paragraph ЖСН 800505300456", "paragraph куәлік № 012345678", "paragraph тел. 8 702 111 22 33", "paragraph пошта: klub@example.kz"}, ""},
		{"a number with its ending goes on", "a.kk.txt",
			"КЛУБ ЕРЕЖЕСІ\n\n1. Клуб жұмыс күндері сағат\n9.00-ден 18.30-ға дейін ашық.\n2. Кіру тегін.\n",
			[]string{"clause 1. Клуб жұмыс күндері сағат 9.00-ден 18.30-ға дейін ашық.", "clause 2. Кіру тегін."}, ""},
		{"rows that no gap parts", "a.ru.txt",
			"ПРАВИЛА\n\n1. Цены клуба:\n\nУслуга Цена, тенге\nВход 350\nЧай с лимоном 420\n",
			[]string{"clause 1. Цены клуба:", "paragraph Услуга Цена, тенге", "paragraph Вход 350", "paragraph Чай с лимоном 420"}, "import-pieces"},
		{"columns of boxes of another kind in one line", "a.ru.txt",
			"СОГЛАСИЕ\n\nЯ согласен на то, чтобы клуб знал:\n\nСведения о члене клуба Согласен Не согласен имя ❏ ❏ адрес ❏ ❏ телефон ❏ ❏ сведения о здоровье ❏ ❏ снимки на встречах и праздниках клуба ❏ ❏\n\n1. Согласие действует год.\n",
			nil, "import-pieces"},
		{"a column of figures is no sum", "a.ru.txt",
			"ПРАВИЛА\n\n1. Цены клуба:\n\nВход\nЧай\nЦена\n350\n420\n",
			[]string{"clause 1. Цены клуба:", "paragraph Вход", "paragraph Чай", "paragraph Цена", "paragraph 350", "paragraph 420"}, "import-pieces"},
		{"a short word with a dot at a line's end", "a.ru.txt",
			"ПРАВИЛА\n\nЧлен клуба приходит на встречи по пятницам и приносит с собой книгу,\nкоторую он прочел, а новые книги берет в библиотеке по адресу: ул.\nСатпаева, 30, где дежурный записывает, кто и когда взял книгу, и когда\nон ее вернет.\n",
			[]string{"paragraph Член клуба приходит на встречи по пятницам и приносит с собой книгу, которую он прочел, а новые книги берет в библиотеке по адресу: ул. Сатпаева, 30, где дежурный записывает, кто и когда взял книгу, и когда он ее вернет."}, ""},
		{"a line whose end alone is stretched", "a.ru.txt",
			"ПРАВИЛА\n\n1. Клуб собирает и хранит имена и телефоны членов клуба и никому\nих не дает, если член клуба сам того не просит.\n2. Журнал клуба ведет           дежурный,   который    хранит    его\nв шкафу и никому не дает, если не просят.\n",
			[]string{"clause 1. Клуб собирает и хранит имена и телефоны членов клуба и никому их не дает, если член клуба сам того не просит.", "clause 2. Журнал клуба ведет дежурный, который хранит его в шкафу и никому не дает, если не просят."}, ""},
		{"a clause in capitals is no heading", "a.ru.txt",
			"ПРАВИЛА\n\n1. Возврат\n1.1. Книга возвращается в зал.\n1.2. ДЕНЬГИ ЗА УТЕРЯННУЮ КНИГУ ВОЗВРАЩАЮТСЯ В ТЕЧЕНИЕ ТРЕХ ДНЕЙ, ЕСЛИ КНИГА НАЙДЕНА.\n",
			[]string{"heading 1. Возврат", "clause 1.1. Книга возвращается в зал.", "clause 1.2. ДЕНЬГИ ЗА УТЕРЯННУЮ КНИГУ ВОЗВРАЩАЮТСЯ В ТЕЧЕНИЕ ТРЕХ ДНЕЙ, ЕСЛИ КНИГА НАЙДЕНА."}, ""},
		{"who writes to whom above a title", "a.ru.txt",
			"Директору школы № 5\nАхметовой Г. К.\nот _____________________\n(Ф. И. О.)\n\nЗАЯВЛЕНИЕ\n\nПрошу принять меня в клуб.\n",
			[]string{"paragraph Директору школы № 5", "paragraph Ахметовой Г. К.", "paragraph от _____________________ (Ф. И. О.)", "paragraph Прошу принять меня в клуб."}, ""},
		{"two lines to sign", "a.ru.txt",
			"ПРАВИЛА РАБОТЫ В ПОДСОБНОМ ПОМЕЩЕНИИ КЛУБА ЛЮБИТЕЛЕЙ\n\n1. Работник клуба надевает халат, проверяет, цел ли инвентарь, и только\nпосле этого начинает уборку помещения.\n\nРазработал: мастер клуба по труду и быту _________ В. Цой\nСогласовано: профком __________ М. Ержан\n",
			[]string{"clause 1. Работник клуба надевает халат, проверяет, цел ли инвентарь, и только после этого начинает уборку помещения.", "paragraph Разработал: мастер клуба по труду и быту _________ В. Цой", "paragraph Согласовано: профком __________ М. Ержан"}, ""},
		{"who signs above who approved", "a.kk.txt",
			"БҰЙРЫҚ\n\nЕреже туралы\n\n1. Клуб ережесі бекітілсін.\n\nКлуб басшысы      С. Тәжібай\n\nКлуб басшысының\n2026 жылғы 14 қыркүйектегі\n№ 318 бұйрығымен\nбекітілген\n\nКлуб ережесі\n\n1. Клуб ашық.\n",
			[]string{"paragraph БҰЙРЫҚ", "clause 1. Клуб ережесі бекітілсін.", "paragraph Клуб басшысы С. Тәжібай", "= Клуб ережесі (rules)", "approved: {order 318 2026-09-14}", "paragraph Клуб басшысының 2026 жылғы 14 қыркүйектегі № 318 бұйрығымен бекітілген", "clause 1. Клуб ашық."}, "import-approved.copied"},
		{"how to call who signs", "a.kk.txt",
			"КЛУБ ЕРЕЖЕСІ\n\n1. Клуб ашық.\n\n2. Шартқа қол қойған А. Серік\nтел. 55-55-55\n\nОрынд. А. Серік\nтел. 55-55-55\n",
			[]string{"clause 1. Клуб ашық.", "clause 2. Шартқа қол қойған А. Серік тел. 55-55-55", "paragraph Орынд. А. Серік", "paragraph тел. 55-55-55"}, ""},
		{"an organization below a colon", "a.kk.txt",
			"КЛУБ ЕРЕЖЕСІ\n\n1. Клуб ашық.\n\nКлубтың деректемелері:\n«Ай» ЖШС\nБСН 220340056781\nтел. 8 7172 70 80 90\n",
			[]string{"clause 1. Клуб ашық.", "paragraph Клубтың деректемелері:", "paragraph «Ай» ЖШС", "paragraph БСН 220340056781", "paragraph тел. 8 7172 70 80 90"}, ""},
		{"a heading of two sentences", "a.ru.txt",
			"ПРАВИЛА\n\n1. Общее\n1.1. Клуб открыт.\n2. Взносы. Сборы\n2.1. Взнос платят все.\n",
			[]string{"heading 1. Общее", "clause 1.1. Клуб открыт.", "heading 2. Взносы. Сборы", "clause 2.1. Взнос платят все."}, ""},
		{"two addresses in the rows of a raw copy", "a.ru.txt",
			"ДОГОВОР\n\n1. Стороны\n\nАрендатор Хозяин дома\nАО «Луч» ИП «Сагын»\nБИН 050540001122 ИИН 790312300555\nтел. 8 701 111 22 33 тел. 8 702 444 55 66\n",
			[]string{"clause 1. Стороны", "paragraph Арендатор Хозяин дома", "paragraph АО «Луч» ИП «Сагын»", "paragraph БИН 050540001122 ИИН 790312300555", "paragraph тел. 8 701 111 22 33 тел. 8 702 444 55 66"}, "import-pieces"},
		{"whose rules they are, without blank lines", "a.ru.txt",
			"Общественный фонд «Луч»\nПОРЯДОК РАБОТЫ КЛУБА\n1. Клуб открыт по средам.\n2. Клуб закрыт в\n2 праздника.\n",
			[]string{"paragraph Общественный фонд «Луч»", "clause 1. Клуб открыт по средам.", "clause 2. Клуб закрыт в 2 праздника."}, "import-edge.above"},
		{"an application is no annex", "a.kk.txt",
			"Құпиялық саясаты\n«Тез» мобильді қосымшасы\nКүшіне енген күні: 01.06.2026\n\n1. Біз аты-жөніңізді жинаймыз.\n",
			[]string{"paragraph «Тез» мобильді қосымшасы", "paragraph Күшіне енген күні: 01.06.2026", "clause 1. Біз аты-жөніңізді жинаймыз."}, ""},
		{"a bank's code is no heading", "a.ru.txt",
			"ПРАВИЛА\n\n1. Клуб открыт.\n\nИП «Декор»\n160011, г. Шымкент, ул. Абая, 20\nИИК KZ86722S000001234567\nБИК CASPKZKA\n",
			[]string{"clause 1. Клуб открыт.", "paragraph ИП «Декор»", "paragraph 160011, г. Шымкент, ул. Абая, 20", "paragraph ИИК KZ86722S000001234567", "paragraph БИК CASPKZKA"}, ""},
		{"a telephone broken at the foot of a page", "a.ru.txt",
			"ПРАВИЛА\n\n1. Клуб открыт для всех, кто любит книги, а записаться в него можно по\nтелефону дежурного, который отвечает с утра до вечера: 8 7262 45-67-\n89\n\f",
			[]string{"clause 1. Клуб открыт для всех, кто любит книги, а записаться в него можно по телефону дежурного, который отвечает с утра до вечера: 8 7262 45-67-89"}, ""},
		{"the last item of a list below one of several lines", "a.ru.txt",
			"ПРАВИЛА ЗАЛА\n\nЧитатель зала берет книги и журналы, а также пользуется столами и всем,\nчто стоит в зале:\n- книги, которые стоят на полках и которые никто из других читателей не\nчитает;\n- журналы.\n",
			[]string{"paragraph Читатель зала берет книги и журналы, а также пользуется столами и всем, что стоит в зале:", "item книги, которые стоят на полках и которые никто из других читателей не читает;", "item журналы."}, ""},
		{"the number of an act beside its date, and that of a school", "a.kk.txt",
			"«№ 3 мектеп» КММ\nдиректорының\n2026 жылғы 28 тамыздағы\n№ 27 бұйрығымен бекітілген\n\nМЕКТЕП ЕРЕЖЕСІ\n\n1. Мектеп ашық.\n",
			[]string{"approved: {order 27 2026-08-28}", "paragraph «№ 3 мектеп» КММ директорының 2026 жылғы 28 тамыздағы № 27 бұйрығымен бекітілген", "clause 1. Мектеп ашық."}, "import-approved.copied"},
		{"a formula and what its letters mean", "a.ru.txt",
			"ПРАВИЛА\n\n1. Взнос считают так:\nВ = Р / Ч,\nгде Р – расходы клуба, Ч – число членов.\n",
			[]string{"clause 1. Взнос считают так:", "paragraph В = Р / Ч,", "paragraph где Р – расходы клуба, Ч – число членов."}, ""},
		{"a place below a title of several lines", "a.ru.txt",
			"ДОГОВОР О ЧТЕНИИ № 7\nк соглашению о книгах, которые читают в зале, от 15.01.2026 № 3\nг. Астана\n«20» января 2026 г.\nЧитатель и зал договорились о том, что читатель читает книги тихо и не\nшумит, а зал открыт.\n",
			[]string{"paragraph г. Астана", "paragraph «20» января 2026 г.", "paragraph Читатель и зал договорились о том, что читатель читает книги тихо и не шумит, а зал открыт."}, ""},
		{"whose consent it is", "a.ru.txt",
			"ГКП «Поликлиника № 2»\nИнформированное добровольное согласие\nна осмотр\n\nЯ согласен на осмотр.\n",
			[]string{"paragraph ГКП «Поликлиника № 2»", "paragraph Я согласен на осмотр."}, "import-edge.above"},
		{"rows of things that are counted", "a.kk.txt",
			"АКТ\n\n1. Мына заттар берілді:\nАтауы Саны\nҮстел 15 дана жаңа\nОрындық 30 дана жаңа\nТақта 2 дана ескі\n2. Акт екі данада жасалды.\n",
			[]string{"clause 1. Мына заттар берілді:", "paragraph Атауы Саны", "paragraph Үстел 15 дана жаңа", "paragraph Орындық 30 дана жаңа", "paragraph Тақта 2 дана ескі", "clause 2. Акт екі данада жасалды."}, "import-pieces"},
		{"a heading that ends with the word for a part, and one below it", "a.ru.txt",
			"ПОЛОЖЕНИЕ О КЛУБЕ\nРаздел I. Общая часть\nГлава 1. Понятия\nСтатья 1. Клуб\n1. Клуб открыт для всех.\n",
			[]string{"heading Раздел I. Общая часть", "heading Глава 1. Понятия", "heading Статья 1. Клуб", "clause 1. Клуб открыт для всех."}, ""},
		{"a remark below a title, and a heading below that", "a.ru.txt",
			"ДОГОВОР ВКЛАДА «ЛУЧ»\n(публичная форма)\nОСНОВНЫЕ УСЛОВИЯ\nУсловие\tЗначение\nСрок\t12 месяцев\n1. ПРЕДМЕТ\n1.1. Вкладчик вносит деньги.\n",
			[]string{"heading ОСНОВНЫЕ УСЛОВИЯ", "row Условие | Значение", "row Срок | 12 месяцев", "heading 1. ПРЕДМЕТ", "clause 1.1. Вкладчик вносит деньги."}, ""},
		{"an address of a site below that of a bank", "a.ru.txt",
			"ПРАВИЛА\n\n1. Клуб открыт.\n\nБИН 970140000123\nБИК ARKAKZKA\nwww.klub.example\n",
			[]string{"clause 1. Клуб открыт.", "paragraph БИН 970140000123", "paragraph БИК ARKAKZKA", "paragraph www.klub.example"}, ""},
		{"an initial below which a dash stands in brackets", "a.kk.txt",
			"ЕҢБЕК ШАРТЫ № 5\n\n«Ақсу» шаруашылығы (бұдан әрі – Жұмыс беруші) атынан басшысы Д.\nҚасымов және азамат Ерлан Бақытұлы (бұдан әрі – Жұмыскер) төмендегілер\nтуралы шарт жасасты.\n",
			[]string{"paragraph «Ақсу» шаруашылығы (бұдан әрі – Жұмыс беруші) атынан басшысы Д. Қасымов және азамат Ерлан Бақытұлы (бұдан әрі – Жұмыскер) төмендегілер туралы шарт жасасты."}, ""},
		{"what was found and what follows, above numbers that begin anew", "a.ru.txt",
			"АКТ ПРОВЕРКИ\n\nКомиссия осмотрела площадку.\n\nУСТАНОВЛЕНО:\n1. Качели сломаны.\n2. Горка исправна.\n\nВЫВОДЫ:\n1. Качели снять.\n2. Осмотр повторить.\n",
			[]string{"paragraph Комиссия осмотрела площадку.", "heading УСТАНОВЛЕНО:", "clause 1. Качели сломаны.", "clause 2. Горка исправна.", "heading ВЫВОДЫ:", "clause 1. Качели снять.", "clause 2. Осмотр повторить."}, "import-heading"},
		{"boxes of a form in the rows of a raw copy", "a.ru.txt",
			"СОГЛАСИЕ\n\nЯ согласен на то, чтобы клуб знал:\n\nСведения о члене клуба Согласен Не согласен имя ☐ ☐ адрес ☐ ☐ телефон ☐ ☐ сведения о здоровье ☐ ☐ снимки на встречах и праздниках клуба ☐ ☐\n\n1. Согласие действует год.\n",
			[]string{"paragraph Я согласен на то, чтобы клуб знал:", "paragraph Сведения о члене клуба Согласен Не согласен имя ☐ ☐ адрес ☐ ☐ телефон ☐ ☐ сведения о здоровье ☐ ☐ снимки на встречах и праздниках клуба ☐ ☐", "clause 1. Согласие действует год."}, "import-pieces"},
		{"clauses between a table of tabs and who signs", "a.kk.txt",
			"БҰЙРЫҚ\n\nМарапаттау туралы\n\n1. Мына студенттер марапатталсын:\n№\tАты-жөні\tТобы\n1\tНұрсұлтан\tЭЛ-21\n2. Бас бухгалтер ақша төлесін.\n3. Бұйрықты өзім бақылаймын.\nДиректор\tН. Әбішев\n",
			[]string{"paragraph БҰЙРЫҚ", "clause 1. Мына студенттер марапатталсын:", "row № | Аты-жөні | Тобы", "row 1 | Нұрсұлтан | ЭЛ-21", "clause 2. Бас бухгалтер ақша төлесін.", "clause 3. Бұйрықты өзім бақылаймын.", "paragraph Директор Н. Әбішев"}, ""},
		{"an e-mail address with a telephone below a place", "a.ru.txt",
			"ПРАВИЛА\n\n1. Клуб открыт.\n\nАдрес: г. Астана, ул. Абая, 12\nklub@example.kz, +7 7172 49-00-00\n",
			[]string{"clause 1. Клуб открыт.", "paragraph Адрес: г. Астана, ул. Абая, 12", "paragraph klub@example.kz, +7 7172 49-00-00"}, ""},
		{"a word that lost its line", "a.ru.txt",
			"ПРАВИЛА\n\n1. Клуб открыт.\n\nЧлен клуба принимает условия соглашения.\nэтого\n\n2. Клуб тих.\n",
			[]string{"clause 1. Клуб открыт.", "paragraph Член клуба принимает условия соглашения.", "paragraph этого", "clause 2. Клуб тих."}, "import-pieces"},
		{"a title that begins in capitals below a court", "a.ru.txt",
			"В суд города Тараза\nИстец: Ахметов Кайрат Маратович\n\nИСКОВОЕ ЗАЯВЛЕНИЕ\nо возмещении ущерба\n\nОтветчик сломал забор.\n",
			[]string{"paragraph В суд города Тараза", "paragraph Истец: Ахметов Кайрат Маратович", "paragraph Ответчик сломал забор."}, "import-edge.above"},
		{"cells of several lines", "a.ru.txt",
			"ПЕРЕЧЕНЬ\n\n1. Сроки:\n\nЧто хранится          Срок        Основание\nЛичные дела           75 лет      Перечень,\nработников                        пункт 340\nАнкеты                1 год       согласие того,\n                                  кто ее дал\n\n2. Сроки меняет совет.\n",
			[]string{"clause 1. Сроки:", "row Что хранится | Срок | Основание", "row Личные дела работников | 75 лет | Перечень, пункт 340", "row Анкеты | 1 год | согласие того, кто ее дал", "clause 2. Сроки меняет совет."}, "import-cells"},
	} {
		c.check(t)
	}
}

// textCase is a text and what is to be read in it.
type textCase struct {
	name, file, src string
	want            []string // units; nil: any
	found           string   // the key of a finding, noFinding, or nothing
}

// noFinding is what a case expects that has none.
const noFinding = "none"

func (c textCase) check(t *testing.T) {
	t.Helper()
	res := Import(c.file, []byte(c.src), Options{Language: lang(c.file), Languages: languagetest.Set(), Site: site})
	var keys []string
	for _, f := range res.Found {
		keys = append(keys, f.Key())
	}
	if c.found == noFinding && len(keys) > 0 || c.found != "" && c.found != noFinding && !slices.Contains(keys, c.found) {
		t.Errorf("%s: findings %v, want %s", c.name, keys, c.found)
	}
	if len(res.Drafts) > 0 {
		holdsLaws(t, c.file, []byte(c.src), res)
	}
	if c.want == nil {
		return
	}
	if got := shortened(structureOf(c.file, c.src, c.file)); !slices.Equal(got, c.want) {
		t.Errorf("%s:\n%s", c.name, firstDifference(got, c.want))
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
