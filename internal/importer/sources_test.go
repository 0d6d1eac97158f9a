package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestSources: files as their programs write them, such as a messenger, a mail, a browser that prints, a page with what
// stands around its text. The first unit is the title with the kind.
func TestSources(t *testing.T) {
	words := strings.Repeat("Смотритель сада поливает деревья каждое утро. ", 8)
	for _, c := range []textCase{
		{"a list that a word joins behind a semicolon", "a.en.txt",
			"Rules of the Pier\n\n1. A guest must not:\n(a) tie a boat to the lamp;\n(b) swim at night; or\n(c) leave nets on the pier.\n2. The pier closes at nine.\n",
			[]string{"= Rules of the Pier (rules)", "clause 1. A guest must not:", "clause (a) tie a boat to the lamp;", "clause (b) swim at night; or", "clause (c) leave nets on the pier.", "clause 2. The pier closes at nine."}, noFinding},
		{"a form that orders a newsletter", "a.ru.html",
			"<body><h1>Правила сада</h1><p>1. Сад открыт.</p><p>2. Вход бесплатный.</p><div class=x><div>Узнавайте о скидках первыми</div><input name=email><button>OK</button></div></body>",
			[]string{"= Правила сада (rules)", "clause 1. Сад открыт.", "clause 2. Вход бесплатный."}, "import-frame"},
		{"a form of the text itself", "a.ru.html",
			"<body><h1>Согласие на съемку</h1><p>1. Я разрешаю съемку.</p><div><p>2. Я указываю свое имя и свой телефон и подтверждаю, что мне исполнилось восемнадцать лет и что я прочел все эти условия:</p><input type=text><button>Отправить</button></div></body>",
			[]string{"= Согласие на съемку (consent)", "clause 1. Я разрешаю съемку.", "clause 2. Я указываю свое имя и свой телефон и подтверждаю, что мне исполнилось восемнадцать лет и что я прочел все эти условия:"}, ""},
		{"questions in bold type", "a.kk.html",
			"<body><p align=center><b>Бақтың құпиялық саясаты</b></p><p align=center><b>Біз не жинаймыз?</b></p><p>Біз тек атыңызды жинаймыз.</p><p><b>Кімге береміз?</b></p><p>Ешкімге бермейміз.</p></body>",
			[]string{"= Бақтың құпиялық саясаты (policy)", "heading Біз не жинаймыз?", "paragraph Біз тек атыңызды жинаймыз.", "heading Кімге береміз?", "paragraph Ешкімге бермейміз."}, noFinding},
		{"an article that is left of a page's headings", "a.ru.html",
			"<body><p align=center><b>Правила сада</b></p><p align=center><b>Статья 1. Вход</b></p><p>Вход свободный.</p><p align=center><b>Статья 2. Исключена приказом от 03.03.2025 № 8.</b></p><p align=center><b>Статья 3. Выход</b></p><p>Выход через ворота.</p></body>",
			[]string{"= Правила сада (rules)", "heading Статья 1. Вход", "paragraph Вход свободный.", "heading Статья 2. Исключена приказом от 03.03.2025 № 8.", "heading Статья 3. Выход", "paragraph Выход через ворота."}, noFinding},
		{"the heading of an article in the middle of the page", "a.ru.txt",
			"              Правила сада\n       Статья 1. Как и когда вводятся в действие Правила\nНастоящие Правила вводятся в действие по истечении шестидесяти дней\nсо дня, когда их подписал директор.\n       Статья 2. Кто отвечает за нарушение этих Правил\nЗа нарушение отвечает тот, кто их нарушил, а за ребенка отвечают его\nродители.\n",
			[]string{"= Правила сада (rules)", "heading Статья 1. Как и когда вводятся в действие Правила", "paragraph Настоящие Правила вводятся в действие по истечении шестидесяти дней со дня, когда их подписал директор.", "heading Статья 2. Кто отвечает за нарушение этих Правил", "paragraph За нарушение отвечает тот, кто их нарушил, а за ребенка отвечают его родители."}, ""},
		{"sentences of an item below its words", "a.ru.txt",
			"Правила сада\n\n1. Гость вправе, если у него есть билет и если сад открыт для всех гостей:\n• сидеть под любым деревом, пока не стемнеет, и читать там книгу.\n  После заката сад закрыт, и сторож просит всех гостей выйти через\n  южные ворота;\n• кормить птиц зерном.\n2. Сторож закрывает ворота в девять часов, а летом в одиннадцать, если\nнет дождя.\n",
			[]string{"= Правила сада (rules)", "clause 1. Гость вправе, если у него есть билет и если сад открыт для всех гостей:", "item сидеть под любым деревом, пока не стемнеет, и читать там книгу. После заката сад закрыт, и сторож просит всех гостей выйти через южные ворота;", "item кормить птиц зерном.", "clause 2. Сторож закрывает ворота в девять часов, а летом в одиннадцать, если нет дождя."}, noFinding},
		{"a line that begins with a word of one letter below one without a stop", "a.ru.txt",
			"Правила сада\n\nГость платит у ворот, сторож дает ему билет с днем и часом, до которого\nгость может остаться в саду.\nСуществуют некоторые важные условия для гостей нашего сада на реке Урал\nВ той мере, в какой это допускают законы, гость сам отвечает за все, что\nоставил в саду на скамье или под деревом.\n",
			nil, "import-joined.doubted"},
		{"the heading of a page beside its main part", "a.ru.html",
			"<head><title>О саде - Законы</title></head><body><div class=logo><a href=/>Законы</a></div><div class=top><h1>О саде</h1><p>Приказ от 5 мая 2025 года № 3</p></div><article><p>1. " + words + "</p><p>2. Сад закрыт зимой.</p></article></body>",
			[]string{"= О саде ()", "paragraph Приказ от 5 мая 2025 года № 3", "clause 1. " + strings.TrimSpace(words), "clause 2. Сад закрыт зимой."}, ""},
		{"the name of a site is no heading of its text", "a.ru.html",
			"<head><title>Правила сада | Сады</title></head><body><div class=top><h1>Сады</h1></div><article><h2>Правила сада</h2><p>1. " + words + "</p></article></body>",
			[]string{"= Правила сада (rules)", "clause 1. " + strings.TrimSpace(words)}, ""},
		{"a text as the answer to a mail repeats it", "a.ru.txt",
			"> СОГЛАШЕНИЕ\n> о саде\n>\n> 1. Сад поливают утром и вечером, а в дождь его не поливают\n> никогда.\n> 2. Яблоки делят поровну.\n",
			[]string{"= СОГЛАШЕНИЕ о саде (agreement)", "clause 1. Сад поливают утром и вечером, а в дождь его не поливают никогда.", "clause 2. Яблоки делят поровну."}, "import-edge.quoted"},
		{"the headings of articles below their numbers", "a.ru.txt",
			"ДОГОВОР\n\nСтатья 1\nПредмет\nСторож охраняет сад ночью.\n\nСтатья 2\nСрок\nДоговор действует один год.\n\nСтатья 3\nОплата\n1. Сторожу платят десятого числа.\n2. Надбавки платят отдельно.\n",
			[]string{"= ДОГОВОР (agreement)", "heading Статья 1. Предмет", "paragraph Сторож охраняет сад ночью.", "heading Статья 2. Срок", "paragraph Договор действует один год.", "heading Статья 3. Оплата", "clause 1. Сторожу платят десятого числа.", "clause 2. Надбавки платят отдельно."}, ""},
		{"stars and signs of a messenger", "a.kk.txt",
			"*Бақ ережесі*\n\n1. Бақ жазда ашық.\n2. Мыналарға болмайды:\n🔸 от жағуға\n🔸 ағашқа шығуға\n3️⃣ Құсқа жем беріңіз.\n",
			[]string{"= Бақ ережесі (rules)", "clause 1. Бақ жазда ашық.", "clause 2. Мыналарға болмайды:", "item от жағуға", "item ағашқа шығуға", "clause 3. Құсқа жем беріңіз."}, noFinding},
		{"a consent of one who knows", "a.kk.txt",
			"Емдеуге ақпараттандырылған келісім\n\n1. Маған емнің қаупі айтылды.\n2. Мен бас тарта аламын.\n",
			[]string{"= Емдеуге ақпараттандырылған келісім (consent)", "clause 1. Маған емнің қаупі айтылды.", "clause 2. Мен бас тарта аламын."}, noFinding},
		{"an application that gives consent", "a.kk.txt",
			"ӨТІНІШ-КЕЛІСІМ\n\nМен, ____________________, мыналарға келісім беремін:\n\n1) суретке түсуге;\n2) дауысымды жазуға.\n",
			[]string{"= ӨТІНІШ-КЕЛІСІМ (consent)", "paragraph Мен, ____________________, мыналарға келісім беремін:", "clause 1) суретке түсуге;", "clause 2) дауысымды жазуға."}, noFinding},
		{"whose a document is, in the middle of the page", "a.kk.txt",
			"             «ЖҰЛДЫЗ» БАҒЫНЫҢ\n               ТӘРТІП ЕРЕЖЕЛЕРІ\n\n   1. Бақ жазда күн сайын ашық, ал қыста тек жексенбі күні ғана\nашылады.\n   2. Бақта от жағуға болмайды.\n",
			[]string{"= «ЖҰЛДЫЗ» БАҒЫНЫҢ ТӘРТІП ЕРЕЖЕЛЕРІ (rules)", "clause 1. Бақ жазда күн сайын ашық, ал қыста тек жексенбі күні ғана ашылады.", "clause 2. Бақта от жағуға болмайды."}, "import-joined.heading"},
		{"the first cell of the last row goes on below", "a.ru.txt",
			"ПЕРЕЧЕНЬ\n\nЦель                    Данные            Срок\nПропуск в сад           имя               год\nВыдача зарплаты всем    номер счета       5 лет\nсторожам\n\nСписок утверждает директор.\n",
			[]string{"= ПЕРЕЧЕНЬ ()", "row Цель | Данные | Срок", "row Пропуск в сад | имя | год", "row Выдача зарплаты всем сторожам | номер счета | 5 лет", "paragraph Список утверждает директор."}, "import-cells"},
		{"bullets that a page gives before the words of their items", "a.ru.txt",
			"Правила сада\n\n1. Гость сада, который купил билет у сторожа, вправе в любой день:\n• сидеть под деревом, пока не стемнеет, и читать там книгу из своей\n\f•\n\n•\n\n•\n\nсумки.\nКормить птиц зерном, которое продает сторож у ворот, но не хлебом и не\nсахаром.\nРисовать деревья и птиц.\nПить воду из родника.\n2. Сторож закрывает ворота в девять часов, а летом в одиннадцать, если\nнет дождя.\n",
			[]string{"= Правила сада (rules)", "clause 1. Гость сада, который купил билет у сторожа, вправе в любой день:", "item сидеть под деревом, пока не стемнеет, и читать там книгу из своей сумки.", "item Кормить птиц зерном, которое продает сторож у ворот, но не хлебом и не сахаром.", "item Рисовать деревья и птиц.", "item Пить воду из родника.", "clause 2. Сторож закрывает ворота в девять часов, а летом в одиннадцать, если нет дождя."}, "import-bullet.apart"},
		{"the title on the only page that a browser printed", "a.ru.txt",
			"30.11.2026, 17:00\n\nПравила сада\n1. Сад открыт.\n2. Вход бесплатный.\n\nfile:///D:/sad.html\n\n1/1\n\f",
			[]string{"= Правила сада (rules)", "clause 1. Сад открыт.", "clause 2. Вход бесплатный."}, "import-running-head.printed"},
	} {
		c.checkAll(t)
	}
}

// checkAll is check with the title of the first text.
func (c textCase) checkAll(t *testing.T) {
	t.Helper()
	want := c.want
	c.want = nil
	c.check(t)
	if want == nil {
		return
	}
	got := structureOf(c.file, c.src, c.file)
	res := Import(c.file, []byte(c.src), Options{Language: lang(c.file), Languages: languagetest.Set(), Site: site})
	if got = slices.Concat(got[:1], shortened(got)); !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\n%v", c.name, firstDifference(got, want), res.List())
	}
}

// TestBulletsAlone: bullets with nothing below them stay, in a time that grows with their number alone.
func TestBulletsAlone(t *testing.T) {
	const many = 100_000
	lines := make([]line, many)
	for i := range lines {
		lines[i] = line{Block: &blocks.Block{Kind: blocks.Line}, text: "•"}
	}
	if got := len(joinBullets(lines)); got != many {
		t.Errorf("%d lines", got)
	}
}
