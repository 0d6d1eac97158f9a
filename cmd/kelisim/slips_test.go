package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/kelisim/kelisim/internal/diag"
)

// slip is a mistake planted in the site of testdata/slips, and what check says of it.
// An edit replaces words once: "FILE: OLD => NEW", where FILE is kk or ru (a text of
// service-terms), or a path below content/. An edit without OLD adds the words to the
// end, and "FILE: =>" takes the file away.
type slip struct {
	name  string
	edits []string
	code  string // of the finding, with its variant
	file  string // as in edits
	line  string // words of the line that it names; empty: of any line
}

// firstSlips are planted in a first edition, laterSlips in one that has another before it.
var firstSlips = []slip{
	{"duty becomes right, ru", []string{"ru: пользователь обязан указать => пользователь вправе указать"}, "force-differs.modal", "ru", "2.1."},
	{"duty becomes right, kk", []string{"kk: көрсетуге міндетті => көрсетуге құқылы"}, "force-differs.modal", "ru", "2.1."},
	{"right becomes duty, ru", []string{"ru: Пользователь вправе в любое => Пользователь обязан в любое"}, "force-differs.modal", "ru", "2.2."},
	{"right becomes duty, kk", []string{"kk: өзгертуге құқылы => өзгертуге міндетті"}, "force-differs.modal", "ru", "2.2."},
	{"duty becomes right, ru 3.1", []string{"ru: Учреждение обязано ответить => Учреждение вправе ответить"}, "force-differs.modal", "ru", "3.1."},
	{"not lost, ru", []string{"ru: не передает пароль => передает пароль"}, "force-differs.negation", "ru", "2.3."},
	{"negation lost, kk", []string{"kk: тұлғаларға бермейді => тұлғаларға береді"}, "force-differs.negation", "ru", "2.3."},
	{"not added, ru", []string{"ru: Учреждение обрабатывает данные => Учреждение не обрабатывает данные"}, "force-differs.negation", "ru", "3.3."},
	{"negation added, kk", []string{"kk: дейін жасалады => дейін жасалмайды"}, "force-differs.negation", "ru", "4.2."},
	{"no right becomes right, ru", []string{"ru: не вправе блокировать => вправе блокировать"}, "force-differs.modal", "ru", "3.4."},
	{"no right becomes right, kk", []string{"kk: бұғаттауға құқылы емес => бұғаттауға құқылы"}, "force-differs.modal", "ru", "3.4."},
	{"ban becomes leave, ru", []string{"ru: запрещается совершать => разрешается совершать"}, "force-differs.negation", "ru", "2.4."},
	{"ban becomes leave, kk", []string{"kk: жол беруіне тыйым салынады => жол беруіне рұқсат беріледі"}, "force-differs.negation", "ru", "2.4."},
	{"only lost, ru", []string{"ru: данные только в целях => данные в целях"}, "force-differs.only", "ru", "3.3."},
	{"only lost, kk", []string{"kk: деректерді тек қызмет => деректерді қызмет"}, "force-differs.only", "ru", "3.3."},
	{"only added, ru", []string{"ru: Пользователь вправе в любое => Пользователь вправе только в рабочее"}, "force-differs.only", "ru", "2.2."},
	{"working days become calendar days, ru", []string{"ru: рабочих дней => календарных дней"}, "force-differs.days", "ru", "3.1."},
	{"working days become days, kk", []string{"kk: жұмыс күні ішінде => күн ішінде"}, "force-differs.days", "ru", "3.1."},
	{"working days become calendar days, kk", []string{"kk: жұмыс күні ішінде => күнтізбелік күн ішінде"}, "force-differs.days", "ru", "3.1."},

	{"number and words, ru", []string{"ru: 15 (пятнадцати) => 15 (десяти)"}, "number-words", "ru", "3.1."},
	{"number and words, kk", []string{"kk: 15 (он бес) => 15 (он)"}, "number-words", "kk", "3.1."},
	{"sum and words, ru", []string{"ru: двенадцать тысяч пятьсот => двенадцать тысяч"}, "number-words", "ru", "4.1."},
	{"sum and words, kk", []string{"kk: он екі мың бес жүз => он екі мың"}, "number-words", "kk", "4.1."},
	{"sum changed, words not, both", []string{"ru: 12 500 ( => 13 500 (", "kk: 12 500 ( => 13 500 ("}, "number-words", "ru", "4.1."},
	{"number changed, words not, both", []string{"ru: 15 (пятнадцати) => 25 (пятнадцати)", "kk: 15 (он бес) => 25 (он бес)"}, "number-words", "kk", "3.1."},
	{"sum differs, ru", []string{"ru: 12 500 (двенадцать тысяч пятьсот) => 15 200 (пятнадцать тысяч двести)"}, "figures-differ.sum", "ru", "4.1."},
	{"share differs, kk", []string{"kk: 12 % салық => 21 % салық"}, "figures-differ.percent", "ru", "4.1."},
	{"decimal comma lost, ru", []string{"ru: в размере 0,1 % => в размере 01 %"}, "figures-differ.percent", "ru", "4.3."},
	{"sum in a table, ru", []string{"ru: 5 000 тенге => 50 000 тенге"}, "figures-differ.sum", "ru", "Поддержка"},
	{"hours differ, kk", []string{"kk: 24 сағат => 42 сағат"}, "figures-differ.number", "ru", "3.2."},
	{"phone differs, ru", []string{"ru: 223-57-50 => 223-75-50"}, "figures-differ.phone", "ru", "5.3."},
	{"e-mail differs, kk", []string{"kk: help@bilim.example => hepl@bilim.example"}, "figures-differ.email", "ru", "5.3."},
	{"day of the month differs, ru", []string{"ru: до 10 числа => до 20 числа"}, "figures-differ.number", "ru", "4.2."},
	{"cited clause differs, ru", []string{"ru: подпункта 2) пункта 2.4 => подпункта 3) пункта 2.4"}, "figures-differ.reference", "ru", "2.5."},
	{"no such paragraph, ru", []string{"ru: подпункта 2) пункта 2.4 => абзаца седьмого пункта 2.4"}, "reference-missing.item", "ru", "2.5."},

	{"clauses exchanged, kk", []string{"kk: 4.2. Төлем ағымдағы айдың 10-күніне дейін жасалады.\n\n4.3. Төлем мерзімі өткен әр күн үшін 0,1 % өсімпұл есептеледі. => 4.2. Төлем мерзімі өткен әр күн үшін 0,1 % өсімпұл есептеледі.\n\n4.3. Төлем ағымдағы айдың 10-күніне дейін жасалады."}, "clauses-swapped.exchanged", "ru", "4.2."},
	{"letter for a six, ru", []string{"ru: за 24 часа => за б часов"}, "lookalike.digit", "ru", "3.2."},
	{"letters for noughts, kk", []string{"kk: кемінде 24 сағат => кемінде 2ОО сағат"}, "lookalike.digit", "kk", "3.2."},
	{"no such day, ru", []string{"ru: 10 июня 2026 => 31 июня 2026"}, "prose-date.day", "ru", "1.2."},
	{"no such day, kk", []string{"kk: 10 маусымнан => 31 маусымнан"}, "prose-date.day", "kk", "1.2."},
	{"30 February in digits", []string{"ru: до 10 числа => до 30.02.2027 и 10 числа"}, "prose-date.day", "ru", "4.2."},
	{"month misspelt, ru", []string{"ru: 10 июня 2026 => 10 юиня 2026"}, "prose-date.month", "ru", "1.2."},
	{"month misspelt, kk", []string{"kk: 10 маусымнан => 10 мауысмнан"}, "prose-date.month", "kk", "1.2."},
	{"month misspelt in the approval, ru", []string{"ru: 25 мая 2026 => 25 маая 2026"}, "prose-date.month", "ru", "Утверждены"},
	{"number of the order, kk", []string{"kk: № 17 бұйрығымен => № 71 бұйрығымен"}, "approval-number", "kk", "№ 71"},
	{"number of the order, ru", []string{"ru: 2026 года № 17 => 2026 года № 18"}, "approval-number", "ru", "№ 18"},
	{"number of the order, settings", []string{`service-terms/1/edition.yaml: "17" => "117"`}, "approval-number", "ru", "№ 17"},
	{"day of the order, kk", []string{"kk: 25 мамырдағы => 26 мамырдағы"}, "date-differs.approved", "kk", "26 мамыр"},
	{"day of the order, settings", []string{"service-terms/1/edition.yaml: 2026-05-25 => 2026-05-20"}, "date-differs.approved", "ru", "25 мая"},
	{"order after the effect", []string{"service-terms/1/edition.yaml: 2026-05-25 => 2026-07-25"}, "approval-late.effect", "service-terms/1/edition.yaml", ""},
	{"order not signed yet", []string{"service-terms/1/edition.yaml: 2026-05-25 => 2026-06-05"}, "approval-late.future", "service-terms/1/edition.yaml", ""},
	{"effect in settings", []string{"service-terms/1/edition.yaml: effective: 2026-06-10 => effective: 2026-06-01", "ru: Условия применяются с 10 июня => Настоящие Условия вступают в силу с 10 июня"}, "date-differs.effective", "ru", "1.2."},

	{"at least becomes at most, ru", []string{"ru: не менее чем за 24 => не более чем за 24"}, "force-differs.limit", "ru", "3.2."},
	{"bound lost, ru", []string{"ru: не менее чем за 24 => за 24"}, "force-differs.bound", "ru", "3.2."},
	{"bound lost, kk", []string{"kk: кемінде 24 => 24"}, "force-differs.bound", "ru", "3.2."},
	{"before becomes after, ru", []string{"ru: вносится до 10 => вносится после 10"}, "force-differs.order", "ru", "4.2."},
	{"before becomes after, kk", []string{"kk: 10-күніне дейін => 10-күнінен кейін"}, "force-differs.order", "ru", "4.2."},
	{"hours become minutes, ru", []string{"ru: за 24 часа => за 24 минуты"}, "figures-differ.number", "ru", "3.2."},
	{"days become months, kk", []string{"kk: жұмыс күні ішінде => ай ішінде"}, "force-differs.days", "ru", "3.1."},
	{"name of another, ru", []string{"ru: «Білім көпірі» => «Білім жолы»"}, "names-differ", "ru", "Условия пользования сервисом (далее"},
	{"name in Latin letters", []string{"ru: на электронную почту => на почту Gmail", "kk: электрондық поштаға => Outlook поштасына"}, "names-differ", "ru", "3.4."},
	{"another kind of act", []string{"service-terms/1/edition.yaml: act: order => act: decision"}, "approval-number.act", "ru", "Утверждены"},
	{"title of the other language", []string{"kk: title: Сервисті пайдалану шарттары => title: Условия пользования сервисом"}, "translation-missing.title", "kk", "title:"},
	{"letter too few, ru", []string{"ru: 3.3. Учреждение => 3.3. Учрежение"}, "word-misspelt", "ru", "3.3."},
	{"letters exchanged, ru", []string{"ru: О технических работах Учреждение => О технических работах Учерждение"}, "word-misspelt", "ru", "3.2."},
	{"letter too few, kk", []string{"kk: 2.2. Пайдаланушы => 2.2. Пайдалаушы"}, "word-misspelt", "kk", "2.2."},
	{"vowel mistaken, kk", []string{"kk: 2.3. Пайдаланушы => 2.3. Пайдалунушы"}, "word-misspelt", "kk", "2.3."},
	{"capital inside, ru", []string{"ru: Споры разрешаются => СПоры разрешаются"}, "word-misspelt.capitals", "ru", "5.1."},
	{"capital inside, kk", []string{"kk: Даулар келіссөздер => ДАулар келіссөздер"}, "word-misspelt.capitals", "kk", "5.1."},
	{"words run together, ru", []string{"ru: вправе в любое => вправе влюбое"}, "word-misspelt.joined", "ru", "2.2."},
	{"words run together, kk", []string{"kk: жұмыс күні ішінде => жұмыскүні ішінде"}, "word-misspelt.joined", "kk", "3.1."},
	{"word torn apart, kk", []string{"kk: көрсетуге міндетті => көрсетуге мінд етті"}, "word-misspelt.split", "kk", "2.1."},
	{"letter of a known word too few, kk", []string{"kk: Даулар келіссөздер => Даулар келссөздер"}, "word-misspelt.known", "kk", "5.1."},
	{"one letter typed in Russian beside its own", []string{"kk: бұғаттауға құқылы емес => бұғаттауға кұқылы емес"}, "letters-typed.word", "kk", "3.4."},
	{"frequent mistake, ru", []string{"ru: в течение 15 => в течении 15"}, "word-misspelt.usual", "ru", "3.1."},
	{"Ukrainian letter, ru", []string{"ru: соглашается => соглашаєтся"}, "lookalike.strange", "ru", "1.1."},
	{"Kazakh letter, ru", []string{"ru: разрешаются => разрешаүтся"}, "lookalike.strange", "ru", "5.1."},
	{"Ukrainian letter, kk", []string{"kk: хабарлайды => хабарлайдї"}, "lookalike.strange", "kk", "3.2."},
	{"comma twice", []string{"ru: достигнуто, => достигнуто,,"}, "mark-doubled", "ru", "5.1."},
	{"full stop twice", []string{"kk: дейін жасалады. => дейін жасалады.."}, "mark-doubled", "kk", "4.2."},
	{"no full stop at the end", []string{"ru: пеня в размере 0,1 %. => пеня в размере 0,1 процента"}, "end-mark", "ru", "4.3."},
	{"small letter behind a full stop", []string{"ru: Пользователь может обжаловать => пользователь может обжаловать"}, "sentence-small", "ru", "3.4."},

	{"clause twice, ru", []string{"ru: О технических работах Учреждение сообщает не менее чем за 24 часа => Учреждение обрабатывает данные только в целях оказания услуг"}, "clause-twice", "ru", "3.3."},
	{"clause twice, kk", []string{"kk: Төлем ағымдағы айдың 10-күніне дейін жасалады. => Төлем мерзімі өткен әр күн үшін 0,1 % өсімпұл есептеледі."}, "clause-twice", "kk", "4.3."},
	{"word doubled, ru", []string{"ru: Учреждение блокирует его => Учреждение блокирует блокирует его"}, "word-doubled", "ru", "2.5."},
	{"word doubled, kk", []string{"kk: Мекеме деректерді тек => Мекеме Мекеме деректерді тек"}, "word-doubled", "kk", "3.3."},
	{"little word doubled, ru", []string{"ru: соглашается с настоящими => соглашается с с настоящими"}, "word-doubled", "ru", "1.1."},
	{"sentence missing, ru", []string{"ru:  Сообщение о блокировке направляется на электронную почту. => "}, "sentence-missing", "ru", "3.4."},
	{"sentence missing, kk", []string{"kk:  Келісімге келмеген жағдайда дау сотта қаралады. => "}, "sentence-missing", "ru", "5.1."},
	{"paragraph not translated, kk", []string{"kk: Даулар келіссөздер арқылы шешіледі. Келісімге келмеген жағдайда дау сотта қаралады. => Споры разрешаются путем переговоров. Если согласие не достигнуто, спор рассматривается в суде."}, "language-mixed.ru", "kk", "5.1."},
	{"paragraph not translated, ru", []string{"ru: За нарушение Условий стороны отвечают в соответствии с законодательством Республики Казахстан. => Шарттарды бұзғаны үшін тараптар Қазақстан Республикасының заңнамасына сәйкес жауап береді."}, "language-mixed.kk", "ru", "5.2."},
	{"item not translated, kk", []string{"kk: сервистің жұмысына кедергі келтіру => мешать работе сервиса"}, "translation-missing", "kk", "мешать"},
	{"heading not translated, kk", []string{"kk: Қорытынды ережелер => Заключительные положения сервиса", "ru: Заключительные положения => Заключительные положения сервиса"}, "translation-missing", "kk", "## 5."},

	{"one word typed in Russian, kk", []string{"kk: қызмет көрсету мақсатында => кызмет көрсету мақсатында"}, "letters-typed.word", "kk", "3.3."},
	{"one word typed in Russian, other letters", []string{"kk: тіркелу кезінде дұрыс деректерді => тиркелу кезінде дұрыс деректерді"}, "letters-typed.word", "kk", "2.1."},
	{"ending typed in Russian", []string{"kk: бұғаттауға шағым => бугаттауга шағым"}, "letters-typed.word", "kk", "3.4."},
	{"clause typed in Russian", []string{"kk: Мекеме техникалық жұмыстар туралы кемінде 24 сағат бұрын хабарлайды. => Мекеме техникалык жумыстар туралы кеминде 24 сагат бурын хабарлап отырады."}, "letters-typed.clause", "kk", "3.2."},
	{"Latin letter in a word, ru", []string{"ru: Споры разрешаются => Cпоры разрешаются"}, "lookalike", "ru", "5.1."},
	{"Latin i in a word, kk", []string{"kk: мекенжайына немесе => мекенжайына немесe"}, "lookalike", "kk", "5.3."},
	{"letter for a zero", []string{"ru: до 10 числа => до 1О числа"}, "lookalike.digit", "ru", "4.2."},
	{"letter for a zero in a sum", []string{"kk: 1 000 теңге => 1 0О0 теңге"}, "lookalike.digit", "kk", "Тіркелу |"},
	{"letter for a one", []string{"ru: за 24 часа => за 2l часа"}, "lookalike.digit", "ru", "3.2."},
	{"letter for a three", []string{"ru: за 24 часа => за З часа"}, "lookalike.digit", "ru", "3.2."},

	{"clause that is not there, ru", []string{"ru: пункта 2.4 => пункта 2.8"}, "reference-missing", "ru", "2.5."},
	{"clause that is not there, kk", []string{"kk: 2.4-тармақтың 2) => 2.9-тармақтың 2)"}, "reference-missing", "kk", "2.5."},
	{"item that is not there, ru", []string{"ru: подпункта 2) пункта => подпункта 5) пункта"}, "reference-missing.item", "ru", "2.5."},
	{"item that is not there, kk", []string{"kk: 2.4-тармақтың 2) => 2.4-тармақтың 7)"}, "reference-missing.item", "kk", "2.5."},
	{"annex that is not there, ru", []string{"ru: в приложении 1 => в приложении 4"}, "annex-missing", "ru", "1.3."},
	{"annex that is not there, kk", []string{"kk: 1-қосымшасында => 2-қосымшасында"}, "annex-missing", "kk", "1.3."},

	{"marks of a merge, text", []string{"kk: 5.2. => <<<<<<< HEAD\n5.2. Бір.\n=======\n5.2. Екі.\n>>>>>>> other\n\n5.2-1."}, "merge-marks", "kk", "<<<<<<<"},
	{"marks of a merge, settings", []string{"service-terms/1/edition.yaml: effective: 2026-06-10 => <<<<<<< HEAD\neffective: 2026-06-10\n=======\neffective: 2026-06-11\n>>>>>>> b"}, "merge-marks", "service-terms/1/edition.yaml", "<<<<<<<"},
	{"copy of a text", []string{"service-terms/1/ru — копия.md: => x"}, "file-unexpected.copy", "service-terms/1/ru — копия.md", ""},
	{"copy of a text, Kazakh Windows", []string{"service-terms/1/kk - көшірме.md: => x"}, "file-unexpected.copy", "service-terms/1/kk - көшірме.md", ""},
	{"settings with .txt", []string{"service-terms/1/edition.yaml: =>", "service-terms/1/edition.yaml.txt: => effective: 2026-06-10\n"}, "file-unexpected.settings", "service-terms/1/edition.yaml.txt", ""},
	{"zero before the number", []string{"tariffs/02/edition.yaml: => material: true\n", "tariffs/02/kk.md: => ---\ntitle: Сервис тарифтері\nchanges: 1-тармақтағы төлем тәртібі өзгерді.\n---\n\n1. Тіркелу ақысы екі рет төленеді.\n", "tariffs/02/ru.md: => ---\ntitle: Тарифы сервиса\nchanges: Изменен порядок оплаты в пункте 1.\n---\n\n1. Плата за регистрацию вносится дважды.\n"}, "edition-zero", "tariffs/02", ""},
	{"attachment without a byte", []string{"service-terms/1/order.pdf: *"}, "file-empty", "service-terms/1/order.pdf", ""},
	{"text without a byte", []string{"kk: *"}, "text-empty", "kk", ""},
	{"no space after the marks of a heading", []string{"ru: ## 4. Оплата => ##4. Оплата"}, "mark-shown.heading", "ru", "##4."},
	{"dashes for bullets", []string{"ru: 1) загружать => – загружать", "kk: 1) сервиске => – сервиске"}, "bullet-dash", "ru", "– загружать"},
	{"blank line in a table", []string{"ru: | 2 | Поддержка => \n| 2 | Поддержка"}, "mark-shown.row", "ru", "| 2 |"},
	{"Cyrillic letter in a key", []string{"service-terms/1/edition.yaml: effective => effесtive"}, "key-unknown.lookalike", "service-terms/1/edition.yaml", ""},
	{"approval on one line", []string{"service-terms/1/edition.yaml: approved:\n  act: order\n  number: \"17\"\n  date: 2026-05-25 => approved: приказ № 17 от 25.05.2026"}, "value-type.approved", "service-terms/1/edition.yaml", "approved"},
	{"month 13", []string{"service-terms/1/edition.yaml: 2026-06-10 => 2026-13-10"}, "date-invalid.month", "service-terms/1/edition.yaml", ""},
	{"folder copied", []string{"tariffs-copy/document.yaml: => kind: rules\n", "tariffs-copy/1/edition.yaml: => effective: 2026-06-10\n", "tariffs-copy/1/kk.md: => ---\ntitle: Сервис тарифтері\n---\n\n1. Тіркелу ақысы бір рет төленеді.\n\n2. Тіркелуден бас тартылса, төлем қайтарылады.\n", "tariffs-copy/1/ru.md: => ---\ntitle: Тарифы сервиса\n---\n\n1. Плата за регистрацию вносится один раз.\n\n2. При отказе от регистрации плата возвращается.\n"}, "document-copied", "tariffs-copy/document.yaml", ""},

	{"clause missing in ru", []string{"ru: 3.2. О технических работах Учреждение сообщает не менее чем за 24 часа.\n\n => "}, "structure-differs.missing", "ru", ""},
	{"clause number twice", []string{"ru: 3.3. Учреждение => 3.2. Учреждение"}, "anchor-repeated", "ru", "3.2."},
	{"number without a space", []string{"ru: 4.2. Оплата => 4.2.Оплата", "kk: 4.2. Төлем => 4.2.Төлем"}, "label-form.space", "ru", "4.2.Оплата"},
	{"number skipped in both", []string{"ru: 4.3. За => 4.4. За", "kk: 4.3. Төлем => 4.4. Төлем"}, "number-gap", "ru", "4.4."},
	{"bracket not closed", []string{"ru: (далее – Учреждение) => (далее – Учреждение"}, "bracket-unbalanced", "ru", "далее – Учреждение"},
	{"quotation mark not closed", []string{"kk: «Білім көпірі» мекемесінің => «Білім көпірі мекемесінің"}, "quote-unbalanced", "kk", "Білім көпірі"},
	{"two spaces", []string{"ru: в любое время => в  любое время"}, "spaces-double", "ru", "2.2."},
	{"space before a comma", []string{"kk: дейін жасалады. => дейін жасалады ."}, "space-before", "kk", "4.2."},
	{"something left to fill in", []string{"ru: до 10 числа => до [дата] числа", "kk: айдың 10-күніне => айдың [күні] күніне"}, "placeholder", "ru", "4.2."},
	{"cell missing", []string{"ru: | 1 | Регистрация | 1 000 тенге | => | 1 | Регистрация 1 000 тенге |"}, "cells-few", "ru", "Регистрация"},
	{"abbreviation never explained", []string{"ru: Учреждение блокирует его => Учреждение через ЕКС блокирует его"}, "abbreviation-undefined", "ru", "2.5."},
	{"BIN with a wrong digit", []string{"ru: (далее – Учреждение) => (БИН 110840015753, далее – Учреждение)", "kk: (бұдан әрі – Мекеме) => (БСН 110840015753, бұдан әрі – Мекеме)"}, "bin-digit", "ru", "БИН"},
	{"annex not mentioned", []string{"ru: Тарифы устанавливаются в приложении 1 к настоящим Условиям. => Тарифы устанавливаются отдельно.", "kk: Тарифтер осы Шарттардың 1-қосымшасында белгіленеді. => Тарифтер бөлек белгіленеді."}, "annex-unmentioned", "tariffs/document.yaml", ""},
}

var laterSlips = []slip{
	{"figure changed in ru alone", []string{"ru: до 10 числа => до 15 числа"}, "figures-differ.number", "ru", "4.2."},
	{"figure changed in kk alone", []string{"kk: айдың 10-күніне => айдың 15-күніне"}, "figures-differ.number", "kk", "4.2."},
	{"words changed in ru alone", []string{"ru: Споры разрешаются путем переговоров => Споры разрешаются путем медиации"}, "changed-in-one-language", "kk", "5.1."},
	{"force changed in kk alone", []string{"kk: көрсетуге міндетті => көрсетуге құқылы"}, "force-differs.modal", "kk", "2.1."},
	{"title changed in one language", []string{"ru: title: Условия пользования сервисом => title: Правила пользования сервисом"}, "changed-in-one-language", "kk", "title:"},
	{"clauses swapped in ru", []string{"ru: 4.2. Оплата вносится до 10 числа текущего месяца. => 4.2. За каждый день просрочки начисляется пеня в размере 0,1 %.", "ru: 4.3. За каждый день просрочки начисляется пеня в размере 0,1 %. => 4.3. Оплата вносится до 10 числа текущего месяца."}, "clauses-swapped", "ru", "4.2."},
	{"clauses swapped in kk", []string{"kk: 2.1. Пайдаланушы тіркелу кезінде дұрыс деректерді көрсетуге міндетті. => 2.1. Пайдаланушы өз деректерін кез келген уақытта өзгертуге құқылы.", "kk: 2.2. Пайдаланушы өз деректерін кез келген уақытта өзгертуге құқылы. => 2.2. Пайдаланушы тіркелу кезінде дұрыс деректерді көрсетуге міндетті."}, "clauses-swapped", "kk", "2.1."},
	{"nothing changed", []string{"ru: за 48 часов => за 24 часа", "kk: кемінде 48 сағат => кемінде 24 сағат"}, "edition-same", "service-terms/2/edition.yaml", ""},
	{"summary names another clause", []string{"ru: changes: В пункте 3.2 => changes: В пункте 3.3"}, "changes-clause", "ru", "changes:"},
	{"summary names another clause, kk", []string{"kk: changes: 3.2-тармақта => changes: 4.2-тармақта"}, "changes-clause", "kk", "changes:"},
	{"summary names no clause", []string{"ru: changes: В пункте 3.2 => changes: В пункте 3.9"}, "changes-clause.missing", "ru", "changes:"},
	{"summary says that it fell, ru", []string{"ru: сообщения увеличен => сообщения сокращен"}, "changes-figure.direction", "ru", "changes:"},
	{"summary says that it fell, kk", []string{"kk: дейін ұзартылды => дейін қысқартылды"}, "changes-figure.direction", "kk", "changes:"},
	{"summary exchanges old and new, ru", []string{"ru: срок сообщения увеличен до 48 часов => срок сообщения изменен с 48 на 24 часа"}, "changes-figure.direction", "ru", "changes:"},
	{"summary exchanges old and new, kk", []string{"kk: 48 сағатқа дейін ұзартылды => 48 сағаттан 24 сағатқа өзгертілді"}, "changes-figure.direction", "kk", "changes:"},
	{"summary has a figure of neither, kk", []string{"kk: хабарлау мерзімі 48 сағатқа дейін ұзартылды => хабарлау 24-тен 72-ге өзгертілді"}, "changes-figure.clause", "kk", "changes:"},
	{"summary takes out an item that is new, ru", []string{"ru: до 48 часов. => до 48 часов, в пункте 2.4 исключен подпункт 4).", "ru: мешать работе сервиса. => мешать работе сервиса;\n\n4) продавать доступ.", "kk: жұмысына кедергі келтіру. => жұмысына кедергі келтіру;\n\n4) қолжетімділікті сату."}, "changes-clause.not-removed", "ru", "changes:"},
	{"summary of the other language", []string{"kk: changes: 3.2-тармақта хабарлау мерзімі 48 сағатқа дейін ұзартылды. => changes: В пункте 3.2 срок сообщения увеличен до 48 часов."}, "translation-missing.changes", "kk", "changes:"},
	{"summary says nothing", []string{"ru: changes: В пункте 3.2 срок сообщения увеличен до 48 часов. => changes: Правки."}, "changes-short", "ru", "changes:"},
	{"cited clause removed", []string{"ru: 2.4. Пользователю запрещается совершать следующие действия:\n\n1) загружать в сервис вредоносные программы;\n\n2) собирать данные других пользователей;\n\n3) мешать работе сервиса.\n\n => ", "kk: 2.4. Пайдаланушының мынадай әрекеттерге жол беруіне тыйым салынады:\n\n1) сервиске зиянды бағдарламаларды жүктеу;\n\n2) басқа пайдаланушылардың деректерін жинау;\n\n3) сервистің жұмысына кедергі келтіру.\n\n => "}, "reference-missing.removed", "ru", "2.5."},
	{"cited item removed", []string{"ru: 2) собирать данные других пользователей;\n\n3) => 2)", "kk: 2) басқа пайдаланушылардың деректерін жинау;\n\n3) => 2)"}, "reference-stale.removed", "ru", "2.5."},
	{"not material though a figure changed", []string{"service-terms/2/edition.yaml: material: true => material: false"}, "material-false.number", "ru", "3.2."},
	{"nothing said of material", []string{"service-terms/2/edition.yaml: material: true\n => "}, "material-missing", "service-terms/2/edition.yaml", ""},
	{"summary missing", []string{"kk: changes: 3.2-тармақта хабарлау мерзімі 48 сағатқа дейін ұзартылды.\n => "}, "changes-missing", "kk", ""},
	{"sentence added in ru alone", []string{"ru: направляется на электронную почту. => направляется на электронную почту. Ответ на нее не требуется."}, "changed-in-one-language", "kk", "3.4."},
	{"published folder renamed", []string{"> service-terms => terms-of-service"}, "ledger-mismatch.document-renamed", "service-terms", ""},
	{"published text edited", []string{"service-terms/1/ru.md: за 24 часа => за 12 часов"}, "ledger-mismatch.changed", "service-terms/1/ru.md", ""},
	{"effect before the edition before", []string{"service-terms/2/edition.yaml: effective: 2026-09-01 => effective: 2026-06-09"}, "ledger-effective.order", "service-terms/2/edition.yaml", ""},
}

// slipSite is the base as a map, with a second edition on top if asked for.
func slipSite(t *testing.T, later bool) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/slips/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	for _, f := range archive.Files {
		put(t, site, f.Name, string(f.Data))
	}
	if !later {
		return site
	}
	publishFixture(t, site, []string{"service-terms", "1", "tariffs", "1"})
	second := func(lang, old, changed, summary string) {
		text := string(site["content/service-terms/1/"+lang+".md"].Data)
		text = replaceOnce(t, text, old, changed)
		text = replaceOnce(t, text, "\n---\n", "\nchanges: "+summary+"\n---\n")
		put(t, site, "content/service-terms/2/"+lang+".md", text)
	}
	second("ru", "за 24 часа", "за 48 часов", "В пункте 3.2 срок сообщения увеличен до 48 часов.")
	second("kk", "24 сағат", "48 сағат", "3.2-тармақта хабарлау мерзімі 48 сағатқа дейін ұзартылды.")
	put(t, site, "content/service-terms/2/edition.yaml", "effective: 2026-09-01\nmaterial: true\n")
	return site
}

func replaceOnce(t *testing.T, text, old, changed string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("no %q", old)
	}
	return strings.Replace(text, old, changed, 1)
}

// plant makes the edits of a slip in a site.
func plant(t *testing.T, site fstest.MapFS, edition string, edits []string) {
	t.Helper()
	for _, e := range edits {
		if names, ok := strings.CutPrefix(e, "> "); ok { // a folder gets another name
			from, to, _ := strings.Cut(names, " => ")
			for name, f := range site {
				if rest, ok := strings.CutPrefix(name, "content/"+from+"/"); ok {
					delete(site, name)
					site["content/"+to+"/"+rest] = f
				}
			}
			continue
		}
		file, change, _ := strings.Cut(e, ": ")
		name := slipFile(file, edition)
		old, changed, replaced := strings.Cut(change, " => ")
		switch {
		case change == "*":
			put(t, site, name, "")
		case change == "=>":
			delete(site, name)
		case !replaced:
			put(t, site, name, strings.TrimPrefix(change, "=> "))
		default:
			put(t, site, name, replaceOnce(t, string(site[name].Data), old, changed))
		}
	}
}

func slipFile(file, edition string) string {
	if file == "kk" || file == "ru" {
		return "content/service-terms/" + edition + "/" + file + ".md"
	}
	return "content/" + file
}

// names reports whether a finding is the slip's: its code, in its file, on a line with
// its words.
func (s *slip) names(site fstest.MapFS, edition string, f *diag.Finding) bool {
	if f.Key() != s.code || f.Pos.File != slipFile(s.file, edition) {
		return false
	}
	if s.line == "" {
		return true
	}
	lines := strings.Split(string(site[f.Pos.File].Data), "\n")
	return f.Pos.Line > 0 && f.Pos.Line <= len(lines) && strings.Contains(lines[f.Pos.Line-1], s.line)
}

// TestSlips: the site without slips has no finding, and each slip has the finding that
// says so, at its place.
func TestSlips(t *testing.T) {
	for _, part := range []struct {
		edition string
		slips   []slip
	}{{"1", firstSlips}, {"2", laterSlips}} {
		later := part.edition == "2"
		if p := loadMap(t, slipSite(t, later)); len(p.Findings) > 0 {
			t.Errorf("edition %s without slips:\n%s", part.edition, listFindings(p.Findings))
		}
		for _, s := range part.slips {
			t.Run(s.name, func(t *testing.T) {
				site := slipSite(t, later)
				plant(t, site, part.edition, s.edits)
				p := loadMap(t, site)
				for i := range p.Findings {
					if s.names(site, part.edition, &p.Findings[i]) {
						return
					}
				}
				t.Errorf("want %s in %s at %q, found:\n%s", s.code, s.file, s.line, listFindings(p.Findings))
			})
		}
	}
}
