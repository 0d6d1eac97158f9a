package main

import (
	"fmt"
	"time"
)

// Words are what the pages say, in one language. A test holds that none is empty.
type Words struct {
	Self, System, Example, Language string

	Register, SignUp, Login, Enter, Logout, Home, Name, Password        string
	NameHint, PasswordHint, PasswordKept                                string
	HaveAccount, NoAccount, LoginWrong                                  string
	NameBad, NameTaken, PasswordShort                                   string
	FormOld, TextsNew, BoxesMissing, Problems, Failed                   string
	WaitingTitle, Waiting                                               string
	Texts, TextsIntro, TakesEffect, Open, OtherLanguage                 string
	AcceptAgreement, GiveConsent, Policy, Text                          string
	NewEdition, AcceptIntro, FirstTitle, FirstIntro                     string
	Changes, Accepted, InForce, NeverAccepted, Compare, Accept          string
	SignedIn, Newer, NewerIntro, Acceptances                            string
	Receipt, ReceiptIntro, User, Record, Shown, Given                   string
	Source, Plain, Ledger, LedgerHead, Mark, NoMark, Refused, MayRefuse string
	Check, CheckIntro, Download, Continue, Withdraw, Withdrawn          string
	Coming, ComingIntro, Answer, Offers, OffersIntro, Holds             string

	Edition string            // with a %s
	Kinds   map[string]string // by the kinds of documents
	Tongues map[string]string // by language
	Months  [12]string
	Date    string // year, month, day, clock, offset
}

var languages = map[string]Words{
	"kk": {
		Self: "Қазақша", System: "Ақпараттық жүйе", Language: "Тіл",
		Example:  "Бұл – келісім алу мен оны тіркеудің үлгісі. Жүйенің өзі де, есептік жазбалары да шартты.",
		Register: "Тіркелу", SignUp: "Тіркелу", Login: "Кіру", Enter: "Кіру", Logout: "Шығу", Home: "Басты бет", Name: "Логин", Password: "Құпиясөз",
		NameHint: "2–64 таңба: әріптер, цифрлар, нүкте, сызықша", PasswordHint: "Кемінде 10 таңба",
		PasswordKept: "Құпиясөз қабылданды, оны қайта терудің қажеті жоқ.",
		HaveAccount:  "Бұрын тіркелген болсаңыз:", NoAccount: "Әлі тіркелмеген болсаңыз:", LoginWrong: "Логин немесе құпиясөз қате.",
		NameBad: "Логин 2–64 таңбадан тұруы тиіс: әріптер, цифрлар, нүкте, сызықша.", NameTaken: "Мұндай логин бар. Басқа логин таңдаңыз.",
		PasswordShort: "Құпиясөз кемінде 10 таңбадан тұруы тиіс.",
		FormOld:       "Бұл бет тым ұзақ ашық тұрды немесе бұрын жіберілген. Мәтіндерді қарап шығып, белгілерді қайта қойыңыз.",
		TextsNew:      "Бет ашық тұрған кезде жаңа редакция күшіне енді. Төменде қазір қолданыстағы мәтіндер берілген: оларды оқып, белгілерді қайта қойыңыз.",
		BoxesMissing:  "Белгі қойылмаған мәтін бар: әр құжат бойынша шешіміңізді жеке белгілеңіз.", Problems: "Деректер әлі сақталған жоқ",
		Failed:       "Жүйеде қате болды, деректер сақталмады. Кейінірек қайталап көріңіз.",
		WaitingTitle: "Тіркелу уақытша мүмкін емес", Waiting: "Тіркелу кезінде қабылданатын құжаттардың мәтіндері жүйеге әлі келіп түскен жоқ. Бірнеше минуттан кейін қайталап көріңіз.",
		Texts: "Құжаттар", TextsIntro: "Құжаттар бірге қолданылады. Әр мәтінді оқып шығып, шешіміңізді жеке белгілеңіз.",
		TakesEffect: "күшіне енген күні:", Open: "Мәтінді жаңа қойындыда ашу", OtherLanguage: "Бұл мәтін қазақ тілінде жарияланбаған.",
		AcceptAgreement: "Мәтінді оқыдым және оның талаптарын қабылдаймын:", GiveConsent: "Мәтінді оқыдым және келісім беремін:",
		Policy: "Танысу үшін беріледі, белгі қою талап етілмейді.", Text: "Құжаттың мәтіні",
		NewEdition: "Құжаттардың жаңа редакциясы", AcceptIntro: "Сіз қабылдаған құжаттарға елеулі өзгерістер енгізілді. Жүйемен жұмысты жалғастыру үшін өзгерістермен танысып, жаңа редакцияны қабылдаңыз.",
		FirstTitle: "Құжаттарды қабылдау", FirstIntro: "Жүйемен жұмыс істеу үшін қолданыстағы құжаттарды оқып, қабылдаңыз.",
		Changes: "Не өзгерді", Accepted: "Сіз қабылдаған:", InForce: "Қолданыста:", NeverAccepted: "Бұл құжатты бұрын қабылдамағансыз.",
		Compare: "Сіз қабылдаған редакциямен салыстыру", Accept: "Қабылдау",
		SignedIn: "Жүйеге кірген пайдаланушы:", Newer: "Жаңа редакция бар", NewerIntro: "Өзгерістер елеулі емес, құжаттарды қайта қабылдау талап етілмейді.",
		Acceptances: "Сіз қабылдаған құжаттар",
		Receipt:     "Құжаттарды қабылдау туралы растама", ReceiptIntro: "Растаманы сақтап қойыңыз: ол қай мәтінді қашан қабылдағаныңызды көрсетеді.",
		User: "Пайдаланушы", Record: "Жазба нөмірі", Shown: "Мәтіндер көрсетілді", Given: "Қабылданды",
		Source: "text.md файлының SHA-256 мәні", Plain: "text.txt файлының SHA-256 мәні",
		Ledger: "Жарияланымдар тізіліміндегі жазбалар саны", LedgerHead: "Тізілімдегі соңғы жазбаның SHA-256 мәні",
		Mark: "қабылданды, белгі қойылды", Refused: "бас тартылды", MayRefuse: "бас тартуға болады", NoMark: "танысу үшін берілді",
		Check: "Тексеру", CheckIntro: "Мәтіннің файлын жүктеп алып, SHA-256 мәнін есептеңіз. Ол осы растамадағы text.md мәнімен бірдей болуы тиіс.",
		Download: "Растаманы файлмен жүктеп алу", Continue: "Жұмысты жалғастыру",
		Withdraw: "Кері қайтарып алу", Withdrawn: "кері қайтарып алынды", Holds: "Қазір күшінде тұрған келісімдеріңіз",
		Coming: "Жақында күшіне енетін редакция", ComingIntro: "Бұл мәтіндерге алдын ала жауап беруге болады: олар күшіне енгенде жүйе қайта сұрамайды. Күшіне енетін күні:",
		Answer: "Мәтіндерді қарап, жауап беру", Offers: "Сіз әлі жауап бермеген ұсыныс бар", OffersIntro: "Жауап бермесеңіз де, жұмысты жалғастыра аласыз.",
		Edition: "%s-редакция",
		Kinds:   map[string]string{"agreement": "Келісім", "consent": "Келісім беру", "policy": "Саясат", "rules": "Қағидалар"},
		Tongues: map[string]string{"kk": "қазақ тілінде", "ru": "орыс тілінде"},
		Months:  [12]string{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"},
		Date:    "%[1]d жылғы %[3]d %[2]s, %[4]s (UTC%[5]s)",
	},
	"ru": {
		Self: "Русский", System: "Информационная система", Language: "Язык",
		Example:  "Это образец получения и учета согласий. Сама система и ее учетные записи условны.",
		Register: "Регистрация", SignUp: "Зарегистрироваться", Login: "Вход", Enter: "Войти", Logout: "Выйти", Home: "Главная", Name: "Логин", Password: "Пароль",
		NameHint: "2–64 знака: буквы, цифры, точка, дефис", PasswordHint: "Не менее 10 знаков",
		PasswordKept: "Пароль принят, вводить его снова не нужно.",
		HaveAccount:  "Если вы уже зарегистрированы:", NoAccount: "Если вы еще не зарегистрированы:", LoginWrong: "Неверный логин или пароль.",
		NameBad: "Логин должен состоять из 2–64 знаков: буквы, цифры, точка, дефис.", NameTaken: "Такой логин уже есть. Выберите другой.",
		PasswordShort: "Пароль должен содержать не менее 10 знаков.",
		FormOld:       "Страница была открыта слишком долго или уже отправлена. Просмотрите тексты и поставьте отметки заново.",
		TextsNew:      "Пока страница была открыта, вступила в силу новая редакция. Ниже приведены тексты, действующие сейчас: прочитайте их и поставьте отметки заново.",
		BoxesMissing:  "Отмечены не все тексты: отметьте свое решение по каждому документу отдельно.", Problems: "Данные еще не сохранены",
		Failed:       "Произошла ошибка, данные не сохранены. Повторите попытку позже.",
		WaitingTitle: "Регистрация временно невозможна", Waiting: "Тексты документов, которые принимаются при регистрации, в систему еще не поступили. Повторите попытку через несколько минут.",
		Texts: "Документы", TextsIntro: "Документы применяются вместе. Прочитайте каждый текст и отметьте свое решение отдельно.",
		TakesEffect: "дата вступления в силу:", Open: "Открыть текст в новой вкладке", OtherLanguage: "На русском языке этот текст не опубликован.",
		AcceptAgreement: "Текст прочитан, его условия принимаю:", GiveConsent: "Текст прочитан, согласие даю:",
		Policy: "Предоставляется для ознакомления, отметка не требуется.", Text: "Текст документа",
		NewEdition: "Новая редакция документов", AcceptIntro: "В принятые вами документы внесены существенные изменения. Чтобы продолжить работу с системой, ознакомьтесь с изменениями и примите новую редакцию.",
		FirstTitle: "Принятие документов", FirstIntro: "Чтобы работать с системой, прочитайте и примите действующие документы.",
		Changes: "Что изменилось", Accepted: "Вами принята:", InForce: "Действует:", NeverAccepted: "Ранее этот документ вами не принимался.",
		Compare: "Сравнить с принятой вами редакцией", Accept: "Принять",
		SignedIn: "Вы вошли как", Newer: "Есть новая редакция", NewerIntro: "Изменения несущественны, принимать документы заново не требуется.",
		Acceptances: "Принятые вами документы",
		Receipt:     "Подтверждение о принятии документов", ReceiptIntro: "Сохраните подтверждение: оно показывает, какой текст и когда вы приняли.",
		User: "Пользователь", Record: "Номер записи", Shown: "Тексты показаны", Given: "Принято",
		Source: "SHA-256 файла text.md", Plain: "SHA-256 файла text.txt",
		Ledger: "Число записей в реестре публикаций", LedgerHead: "SHA-256 последней записи реестра",
		Mark: "принято, отметка поставлена", Refused: "отказано", MayRefuse: "можно отказаться", NoMark: "предоставлено для ознакомления",
		Check: "Проверка", CheckIntro: "Скачайте файл текста и вычислите его SHA-256. Значение должно совпасть со значением text.md в этом подтверждении.",
		Download: "Скачать подтверждение файлом", Continue: "Продолжить работу",
		Withdraw: "Отозвать", Withdrawn: "отозвано", Holds: "Ваши действующие согласия",
		Coming: "Редакция, которая вступит в силу", ComingIntro: "На эти тексты можно ответить заранее: когда они вступят в силу, система не спросит вас снова. Дата вступления в силу:",
		Answer: "Посмотреть тексты и ответить", Offers: "Есть предложение, на которое вы еще не ответили", OffersIntro: "Отвечать не обязательно: работу можно продолжать.",
		Edition: "редакция %s",
		Kinds:   map[string]string{"agreement": "Соглашение", "consent": "Согласие", "policy": "Политика", "rules": "Правила"},
		Tongues: map[string]string{"kk": "на казахском языке", "ru": "на русском языке"},
		Months:  [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		Date:    "%[3]d %[2]s %[1]d года, %[4]s (UTC%[5]s)",
	},
}

// Date writes an instant as a legal text does, with the legal site's offset.
func (v *Visit) Date(t time.Time) string {
	t = t.In(v.Copy.Zone())
	return fmt.Sprintf(v.Words.Date, t.Year(), v.Words.Months[t.Month()-1], t.Day(), t.Format("15:04"), t.Format("-07:00"))
}

// Instant writes an instant exactly, as it is recorded.
func (v *Visit) Instant(t time.Time) string { return t.Format("2006-01-02T15:04:05.000-07:00") }

// Edition writes the name of an edition.
func (v *Visit) Edition(id string) string { return fmt.Sprintf(v.Words.Edition, id) }
