package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// pages repeats a page of running text, with a head, a number and a sentence that
// goes on from page to page.
func pages(n int) string {
	var b strings.Builder
	b.WriteString("ПРАВИЛА ПОЛЬЗОВАНИЯ ЗАЛОМ\n\n1. Общие положения\n\n")
	for i := range n {
		b.WriteString("Правила пользования залом – редакция третья\n")
		if i == 0 {
			b.WriteString("1.1. Посетитель читального зала обязан соблюдать тишину и порядок, а также\n")
		}
		b.WriteString("беречь книги, журналы и мебель зала и не выносить их из помещения без ведома\nдежурного, который отмечает выдачу книг в журнале и принимает их у посетителя\n")
		b.WriteString(string(rune('1'+i)) + "\n")
	}
	return b.String() + "перед закрытием.\n"
}

// unfinished has a line that is short in the middle of a sentence.
const unfinished = "ПРАВИЛА\n\nПосетитель зала обязан соблюдать тишину и порядок, а\nтакже беречь книги, журналы и мебель, которую ему дает\nЗаведующий или тот, кто дежурит в зале.\n\nЗаведующий отвечает за зал и за тех посетителей библиотеки,\nкоторые берут книги\nДежурного и не отдают.\n"

// ending is a text in which a sentence ends with a full line: others end paragraphs, and
// others stand inside of one.
const ending = "ПРАВИЛА\n\nПосетитель зала соблюдает тишину. Он выполняет все, чего требует\nдежурный по залу.\nДежурный следит за порядком в зале и записывает в журнал замечания.\nЖурнал лежит на столе и виден всем посетителям зала, которые хотят\nего прочесть.\nСЕРЕДИНА\n"

// hyphenless is a text set in type as pdftotext gives it where words are broken.
const hyphenless = "ПРАВИЛА\n\nПосетитель зала обязан соблюдать тишину и порядок, а также\nберечь мебель, журналы и книги, которые выдает ему дежурный; если\nжурнал порван, посетитель сразу же говорит об этом дежурному, который отмечает в журнале выдачи, что с ним стало, и\nвызывает переплетчика, если тот в зале, или кладет журнал на\nполку для починки, откуда его забирают по средам и пятницам\nпереплетчики мастерской, с которой у библиотеки есть договор на\nпочинку книг, журналов и карт, и возвращают не позже чем через\nмесяц.\n\f"

// wrapped is text with a blank line between all of its lines.
const wrapped = "КЕЛІСІМ\n\n1.1. Оқырман залдағы тәртіпті сақтауға және кітаптарды ұқыпты пайдалануға\n\nміндетті, ал қызметкер оған көмектесуге және қажет кітапты тауып беруге\n\nміндетті болады, сондай-ақ залдың жұмыс уақытын хабарлайды.\n\n1.2. Зал күн сайын таңғы сағат тоғыздан кешкі сағат сегізге дейін жұмыс\n\nістейді.\n"

// TestFindings: every finding of an import, with a source that has it.
func TestFindings(t *testing.T) {
	for _, c := range []struct{ key, name, src string }{
		{"import-approved", "a.txt", "Утверждено приказом № 47 от 15 декабря 2026 года\n\nПРАВИЛА\n\n1. Текст.\n"},
		{"import-approved", "a.txt", "2026 жылғы 15 желтоқсандағы № 47 бұйрықпен бекітілді\n\nҚАҒИДАЛАР\n\n1. Мәтін.\n"},
		{"import-approved.copied", "a.txt", "Утверждено приказом директора колледжа от 15.12.2026 № 47\n\nПРАВИЛА\n\n1. Текст.\n"},
		{"import-approved.kept", "a.txt", "УТВЕРЖДАЮ\nДиректор А. Сериков\n\nПРАВИЛА\n\n1. Текст.\n"},
		{"import-break", "a.txt", "ПРАВИЛА\n\nПосетитель зала обязан\n\nсоблюдать тишину.\n"},
		{"import-break.paragraph", "a.html", "<h1>Правила</h1><p>Посетитель читального зала обязан соблюдать тишину</p><p>и порядок.</p>"},
		{"import-break.line", "a.txt", unfinished},
		{"import-ends", "a.txt", strings.Replace(ending, "СЕРЕДИНА\n", "", 1)},
		{"import-ends.more", "a.txt", strings.Replace(ending, "СЕРЕДИНА\n", ending[strings.Index(ending, "Дежурный"):], 1)},
		{"import-bullet", "a.txt", "ПРАВИЛА\n\nЗал выдает:\no\tкниги;\no\tжурналы.\n"},
		{"import-bullet.number", "a.txt", "ПРАВИЛА\n\n• 1. Зал\n• 1.1. Посетитель соблюдает тишину.\n"},
		{"import-cells", "a.txt", "ПЕРЕЧЕНЬ\n\nНомер     Что хранится          Срок\n1         Карточка читателя,    3 года\n          заявление\n2         Журнал выдачи         1 год\n"},
		{"import-columns", "a.txt", columned},
		{"import-cells.columns", "a.txt", "ДОГОВОР\n\n1. Зал сдают школе на один день в неделю, и плату за него школа вносит каждый месяц.\n\nШкола платит за зал        Клуб сдает зал и убирает его\nкаждый месяц и отвечает    после занятий каждый вечер\nза целость стульев.        и держит его в тепле.\n"},
		{"import-contents", "a.txt", "ПРАВИЛА\n\nСодержание\nГлава 1. Общее ........ 2\nГлава 2. Порядок ...... 3\n\nГлава 1. Общее\n\n1. Текст.\n\nГлава 2. Порядок\n\n2. Текст.\n"},
		{"import-converted", "a.txt", "\xff\xfe\x10\x04\x11\x04\x12\x04"},
		{"import-counters", "a.html", "<h1>Правила</h1><p>1. Зал:</p><ol style=\"list-style:lower-greek\"><li>открыт;</li></ol>"},
		{"import-counters", "a.html", "<style>p:has(b)::before { content: counter(x) }</style><h1>Правила</h1><p>Зал открыт.</p>"},
		{"import-running-head.printed", "a.txt", "29.11.2026, 11:30\nПРАВИЛА\n\n1. Тишина.\n\f29.11.2026, 11:30\n2. Порядок.\n\f"},
		{"import-sheets", "a.html", "<link rel=stylesheet href=a.css><h1>Правила</h1><p>Зал открыт.</p>"},
		{"import-struck", "a.html", "<h1>Правила</h1><p>Зал открыт до <del>шести</del> семи.</p>"},
		{"import-encoding.lost", "a.txt", "\xca?\xe5\xeb?\xf1\xb3\xec \xe1?\xe3?\xed ?\xf3\xe6?\xf2"},
		{"import-encoding.lost", "a.txt", "\xcf\xf0\xe0\xe2\xe8\xeb\xe0 \xf1\xe8\xf1\xf2\xe5\xec\xfb \xca?\xed\xe4\xe5\xeb\xb3\xea"}, // one word of a Russian file
		{"import-footnote", "a.txt", "ПРАВИЛА\n\n1. Оператор1 хранит сведения.\n\n________\n1 Оператор назван в договоре.\n"},
		{"import-rule", "a.txt", "ПРАВИЛА\n\n1. Оператор1 хранит сведения.\n\n________\n1 Оператор назван в договоре.\n"},
		{"import-rule.drawn", "a.txt", "ПРАВИЛА\n-------\n\n1. Зал открыт.\n"},
		{"import-hyphen.dropped", "a.txt", "АТАУ\n\nБұл жүйе-\nлер мен баркөл-\nге туралы жүйелер.\n"},
		{"import-joined", "a.txt", wrapped},
		{"import-joined.page", "a.txt", pages(4)},
		{"import-joined.heading", "a.txt", "СОГЛАСИЕ\n\nна участие в походе\n\nЯ согласен идти в поход.\n"},
		{"import-joined.sentence", "a.txt", "ПРАВИЛА\n\nПосетитель зала соблюдает тишину и выполняет все то, чего требует дежурный.\nДежурный следит за порядком в зале и записывает в журнал все замечания, а\nтакже принимает книги.\n"},
		{"import-running-head", "a.txt", pages(4)},
		{"import-running-head.doubted", "a.txt", "ПРАВИЛА\n\n1. Зал открыт для всех.\n2. Читатель тих.\nБез карточки книги из зала никому не выдаются.\n\f3. Зал теплый.\n4. Стулья целы.\nБез карточки книги из зала никому не выдаются.\n\f5. Лампы горят.\n6. Окна мыты.\nБез карточки книги из зала никому не выдаются.\n"},
		{"import-page-number", "a.txt", pages(4)},
		{"import-running-head.printed", "a.txt", "29.11.2026, 11:30\n\nДокументы клуба\n\nПРАВИЛА\n\n1. Тишина.\nhttps://klub.example/rules\n\n1/1\n\f"},
		{"import-page-number.glued", "a.txt", "ПРАВИЛА\n\n1. Посетитель зала соблюдает тишину и порядок, а также обя2\n\n\fзан беречь книги.\n3\n\f"},
		{"import-frame", "a.txt", "ПРАВИЛА\n\n1. Тишина.\n\n© 2026 Клуб. Все права защищены.\n"},
		{"import-edge.above", "a.txt", "Клуб садоводов – для своих\nУТВЕРЖДАЮ\nПредседатель\n________ О. П. Ли\n\nПРАВИЛА\n\n1. Тишина.\n"},
		{"import-edge.above", "a.txt", "Клуб садоводов – для своих\n\nПРАВИЛА\n\n1. Тишина.\n"},
		{"import-edge.below", "a.txt", "ПРАВИЛА\n\n1. Тишина.\n\nРедакция № 4. Дело 02-11\n\f"},
		{"import-edge.links", "a.html", "<h1>Правила</h1><p>1. Тишина.</p><h3>Еще</h3><ul><li><a href=a>Тарифы</a></li></ul>"},
		{"import-edge.site", "a.html", "<h1>Правила</h1><p>02.03.2026 · читать 5 минут</p><p>1. Зал открыт.</p>"},
		{"import-edge.mail", "a.eml", "Subject: a\n\nПРАВИЛА\n\n1. Тишина.\n"},
		{"import-format.mail", "a.eml", "Content-Type: application/pdf; name=a.pdf\n\n%PDF"},
		{"import-format.msg", "a.msg", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
		{"import-hyphen.lost", "a.txt", hyphenless},
		{"import-label.quoted", "a.txt", "ПРАВИЛА\n\n1. Пункт 2 изложить в следующей редакции:\n«2. Читатель:\n1) тих;\n2) чист.».\n2. Зал открыт.\n"},
		{"import-label.unclosed", "a.txt", "ПРАВИЛА\n\n1. Пункт 2 изложить в следующей редакции:\n«2. Читатель:\n1) тих;\n2) чист.\n2. Зал открыт.\n"},
		{"import-hyphen.more", "a.txt", strings.Replace(hyphenless, "месяц.", "месяц, если\nкарта порвана, читатель сразу же говорит об этом дежурному зала, который отмечает в журнале выдачи, что с ней стало, и\nждет.", 1)},
		{"import-hyphen.lost", "a.txt", "СЕНІМХАТ\n\nМен осы сенімхатпен көршіме кітаптарымды\nалуға, оларды сақтауға, біреуге беруге және 12пәтердегі шкафқа тізіп қоюға рұқсат беремін, ал\nкөршім кітаптарды қайтаруға тиіс және бұл\nқағазға қол қояды. Кітаптар оқылып болған\nсоң шкафқа қайта қойылады да, кілт көршіге\nберіледі, ал көрші оны келесі оқырманға\nбереді және журналға жазады.\n\f"},
		{"import-heading", "a.txt", "ПРАВИЛА\n\nВход в зал\n\nПосетитель показывает карточку тому, кто дежурит.\n\nВыход\n\nПосетитель возвращает все книги, которые он взял.\n"},
		{"import-heading.kept", "a.txt", "ПРАВИЛА\n\nВход в зал\n\nПосетитель показывает карточку тому, кто дежурит.\n"},
		{"import-heading.clause", "a.txt", "ПРАВИЛА\n\nВведение\n\nГазета выходит раз в месяц, и пишут ее ученики.\n\n1. Как выходит газета\n\nНомер собирают за неделю, а потом рисуют и печатают.\n\n2. Газета раздается.\n"},
		{"import-heading.sibling", "a.txt", "ПРАВИЛА\n\n1. Зал открыт для всех.\n\n2. Книги\n\n2.1. Книги выдают.\n\n2.2. Книги чинят.\n\n3. Зал теплый.\n"},
		{"import-joined.doubted", "a.txt", "ПРАВИЛА\n\n1. Зал открыт для всех, кто любит книги и умеет их беречь, и закрыт\nдля остальных, пока они этому не научатся.\n\n2. О книгах пишут (\nг. Алматы\nА. Ли\n"},
		{"import-label.inside", "a.txt", "ПРАВИЛА\n\n1. Зал открыт для всех. 2. Книги выдает дежурный.\n\n3. Зал теплый.\n"},
		{"import-bullet.kept", "a.txt", "- Зал открыт для всех.\n\n1. Зал теплый.\n"},
		{"import-heading.subtitle", "a.txt", "ПРАВИЛА\n\nЧитальный зал Дома ученых\n\n1. Зал\n\n1.1. Посетитель соблюдает тишину.\n"},
		{"import-cells.beside", "a.txt", "ДОГОВОР\n\n1. Стороны\n\nШкола                    Родитель\nг. Алматы                г. Астана\nДиректор ________ А. Ли Подпись ________\n"},
		{"import-pieces.more", "a.txt", "ПРАВИЛА\n\n1. Сроки:\n\n" + strings.Repeat("Что хранится\nСрок\nКарточка читателя\nТри года\nЖурнал выдачи\nОдин год\n\n2. Сроки меняет совет школы на своем заседании.\n\n", 3)},
		{"import-pieces.numbers", "a.txt", "ПРАВИЛА\n\n1.\n2.\n\nЗал открыт.\nЗал тих.\n"},
		{"import-message", "a.txt", "[12:01, 04.03.2026] Айдос: ПРАВИЛА\n1. Зал открыт.\n"},
		{"import-pieces.lists", "a.txt", "29.11.2026, 11:30\n\nДокументы клуба\n\nПРАВИЛА\n\nУчастник берет:\nрюкзак;\nпалатку.\n\nhttps://klub.example/rules\n\n1/1\n\f"},
		{"import-pieces", "a.txt", "ПРАВИЛА\n\n1. Сроки:\n\nЧто хранится\nСрок\nКарточка читателя\nТри года\nЖурнал выдачи\nОдин год\n"},
		{"import-letter", "a.txt", "ПРАВИЛА\n\n1. Сведения хранит система «К?нделік».\n"},
		{"import-letter", "a.txt", "ПРИКАЗ\n\nО дежурстве\n\nот 1 мая 2026 г. № 88-?\n\n1. Назначить дежурных.\n"},
		{"import-letter", "a.txt", "ЕРЕЖЕ\n\n1. Оқушы сынып журналын ж?ргізеді. Бұл кім? Кезекші.\n"},
		{"import-letter", "a.txt", "ЕРЕЖЕ\n\n1. Мектептегі тәртіпті бұзған оқушы? жауап береді.\n"},
		{"import-letter", "a.txt", "ЕРЕЖЕ\n\n1. Мектеп кітапханасы тегін және ашы?\n"},
		{"import-bullet.apart", "a.txt", "ПРАВИЛА\n\n1. Гость:\n•\n\n•\n\nплатит у входа;\nуходит вечером.\n"},
		{"import-label.again", "a.html", "<html><body><h1>Правила</h1><ol><li>Зал<ol><li>Вход<ol><li>раз</li></ol></li></ol></li></ol></body></html>"},
		{"import-label.anew", "a.txt", "ПРАВИЛА\n\nДля гостей\n\n1. Гость платит у входа.\n2. Гость уходит вечером.\n\nДля сторожей\n\n1. Сторож ходит ночью.\n2. Сторож спит днем.\n\nДля садовников\n\n1. Садовник поливает деревья.\n2. Садовник собирает яблоки.\n\nДля детей\n\n1. Дети играют на траве.\n2. Дети не рвут цветы.\n"},
		{"import-label.none", "a.html", "<h1>Правила</h1><ol start=0><li>Зал открыт.</li></ol>"},
		{"import-label.none", "a.txt", "ПРАВИЛА\n\n0.1. Нулевой пункт.\n"},
		{"import-label.odd", "a.txt", "ПРАВИЛА\n\n1. Пункт:\n\nж1) вставка.\n"},
		{"import-label.text", "a.txt", "ПРАВИЛА\n\n2.5 процента удерживает банк.\n"},
		{"import-number", "a.txt", "ПРАВИЛА\n\n1. Посетитель зала выполняет требования, которые установлены в пункте\n2. Правил и в других актах, а также соблюдает тишину, когда он находится\nв зале.\n"},
		{"import-relabelled.space", "a.txt", "ПРАВИЛА\n\n1.Посетитель соблюдает тишину.\n"},
		{"import-relabelled.dot", "a.txt", "ПРАВИЛА\n\n1. Общее\n\n1.1 Зал:\n\n1.1.1 выдает книги.\n"},
		{"import-relabelled.bold", "a.md", "# Правила\n\n**1.** Посетитель соблюдает тишину.\n"},
		{"import-table.tabs", "a.txt", "ПЕРЕЧЕНЬ\n\n№\tЧто\tСрок\n1\tКарточка\tгод\n"},
		{"import-frame", "a.html", "<body><nav>Новости</nav><h1>Правила</h1><p>1. Текст.</p>"},
		{"import-frame.hidden", "a.html", "<body><h1>Правила</h1><p>1. Текст.</p><div hidden>Подпишитесь</div>"},
		{"import-picture", "a.html", "<body><h1>Правила</h1><p>1. Текст.<img src=a.png alt=Герб></p>"},
		{"import-merged", "a.html", "<body><h1>Правила</h1><table><tr><td colspan=2>а</td></tr><tr><td>б</td><td>в</td></tr></table>"},
		{"import-wide", "a.html", "<body><h1>Правила</h1><table><tr>" + strings.Repeat("<td>а</td>", 13) + "</tr></table>"},
		{"import-layout", "a.html", "<body><h1>Правила</h1><table><tr><td><p>а</p><p>б</p><p>в</p></td><td>г</td></tr></table>"},
		{"import-language.left", "a.html", "<body><h1>Правила</h1><p>" + strings.Repeat("Оқу залында тыныштық сақталады. ", 9) + "</p><p>" + strings.Repeat("В читальном зале соблюдается тишина. ", 9) + "</p>"},
		{"import-languages", "kk.html", "<body><h1>Rules</h1><p>" + strings.Repeat("Please keep silent in the reading room. ", 9) + "</p><p>" + strings.Repeat("В читальном зале соблюдается тишина. ", 9) + "</p>"},
		{"import-language.left", "a.html", "<body><table><tr><td>" + strings.Repeat("Оқу залында тыныштық сақталады. ", 12) + "</td><td>" + strings.Repeat("В читальном зале соблюдается тишина. ", 12) + "</td></tr></table>"},
		{"import-columns", "kk.html", "<body><table><tr><td>" + strings.Repeat("Please keep silent in the reading room. ", 20) + "</td><td>" + strings.Repeat("В читальном зале соблюдается тишина. ", 12) + "</td></tr></table>"},
		{"import-table.spaces", "a.txt", "ПЕРЕЧЕНЬ\n\n№     Что          Срок\n1     Карточка     год\n"},
	} {
		asked := map[string]legal.Lang{"kk.html": "kk"}[c.name]
		res := Import(c.name, []byte(c.src), Options{Language: asked, Languages: languagetest.Set(), Site: site})
		var keys []string
		for _, f := range res.Found {
			keys = append(keys, f.Key())
		}
		if !slices.Contains(keys, c.key) {
			t.Errorf("%s: got %v for %q", c.key, keys, c.src)
		}
	}
}

// TestQuestions: what asks has lost no letter.
func TestQuestions(t *testing.T) {
	for _, src := range []string{
		"САЯСАТ\n\n1. Біз кімбіз? Клубпыз.\n\n2. Ашық па?\n\nИә.\n",
		"ПРАВИЛА\n\n1. Кто мы? Клуб.\n\n2. Куда писать?..\n\nНа klub.example/поиск?слово=зал и (где?) в зал.\n\n«Что делать?»\n",
	} {
		for _, f := range Import("a.txt", []byte(src), Options{Languages: languagetest.Set(), Site: site}).Found {
			if f.Code == diag.ImportLetter {
				t.Errorf("%q: %v", src, f.Args)
			}
		}
	}
}

// columned is set in two columns, as a bilingual act often is.
var columned = func() string {
	left := []string{"Посетитель читального зала обязан", "соблюдать тишину, порядок и также", "беречь книги, журналы и мебель",
		"зала и не выносить их из здания", "без ведома дежурного, который их", "отмечает в журнале выдачи и также", "принимает от посетителя вечером",
		"перед закрытием зала на ночь и", "передает заведующей библиотекой."}
	right := []string{"Оқу залына келуші тыныштықты және", "тәртіпті сақтауға, сондай-ақ барлық", "кітаптарды, журналдарды және оқу",
		"жиһаздарын күтіп ұстауға әрі оларды", "кезекшінің рұқсатынсыз сыртқа алып", "шықпауға міндетті, ал кезекші оларды", "журналға белгілейді және қайтарған",
		"кітаптарды кешке жабылар алдында", "кітапхана меңгерушісіне тапсырады."}
	var b strings.Builder
	for i := range left {
		b.WriteString(left[i] + strings.Repeat(" ", 42-len([]rune(left[i]))) + right[i] + "\n")
	}
	return b.String()
}()

// TestApprovalIsToldOnce: lines of who approved a text become one, and the note that says
// so has all their words: there is no other.
func TestApprovalIsToldOnce(t *testing.T) {
	for name, head := range map[string][]string{
		"ru": {"Утверждено", "приказом директора", "от 12 ноября 2026 года № 84-Ө", "Правила зала"},
		"kk": {"Директордың", "2026 жылғы 12 қарашадағы № 84-Ө бұйрығымен", "бекітілген", "Зал қағидалары"},
	} {
		src := &blocks.Source{}
		for _, line := range head {
			src.Blocks = append(src.Blocks, blocks.Block{Runs: []blocks.Run{{Text: line}}})
		}
		src.Blocks[3].Title = true
		src.Blocks = append(src.Blocks, blocks.Block{Runs: []blocks.Run{{Text: "1. Зал."}}})
		res := fromBlocks("a.docx", src, words(legal.Lang(name)), Options{Languages: languagetest.Set()})
		if !strings.Contains(string(res.Drafts[0].Markdown), strings.Join(head[:3], " ")) || slices.ContainsFunc(res.Found, func(f Told) bool { return strings.HasPrefix(f.Key(), "import-joined") }) {
			t.Errorf("%s: %s %v", name, res.Drafts[0].Markdown, res.Found)
		}
	}
}

// TestMarks: emphasis that Markdown would not read where it stands is left out.
func TestMarks(t *testing.T) {
	res := fromBlocks("a.docx", &blocks.Source{Blocks: []blocks.Block{
		{Runs: []blocks.Run{{Text: "Правила"}}, Title: true},
		{Runs: []blocks.Run{{Text: "Соблюдать "}, {Text: "тишину", Style: legal.Strong}, {Text: " и порядок."}}},
	}}, words("ru"), Options{Languages: languagetest.Set()})
	if md := string(res.Drafts[0].Markdown); !strings.Contains(md, "Соблюдать **тишину** и порядок.") {
		t.Errorf("got %s", md)
	}
	res = fromBlocks("a.docx", &blocks.Source{Blocks: []blocks.Block{
		{Runs: []blocks.Run{{Text: "Соблюдать ти"}, {Text: "ши", Style: legal.Emphasis}, {Text: "ну."}}},
	}}, words("ru"), Options{Languages: languagetest.Set()})
	if md := string(res.Drafts[0].Markdown); !strings.Contains(md, "Соблюдать тишину.") || res.Found[len(res.Found)-1].Key() != "import-marks" {
		t.Errorf("got %s %v", md, res.Found)
	}
}
