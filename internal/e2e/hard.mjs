// A site that no page was designed for: a law with parts, chapters, 45 articles and
// section signs, in 25 editions; rules of 200 clauses; tables of twelve columns of
// which one cell changes; a clause that moves with its items; an edition that is
// written anew; 60 documents. Its words are made here, the same every time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repository } from './site.mjs';

const words = {
  kk: ['Мекеме', 'пайдаланушының', 'өтінішін', 'белгіленген', 'мерзімде', 'қарайды', 'және', 'оған', 'жазбаша', 'жауап', 'береді', 'осы', 'Қағидаларда', 'көзделген', 'тәртіппен', 'ақпараттық', 'жүйеде', 'тіркелген', 'деректерді', 'сақтайды'],
  ru: ['Учреждение', 'рассматривает', 'обращение', 'пользователя', 'в', 'установленный', 'срок', 'и', 'дает', 'письменный', 'ответ', 'в', 'порядке', 'предусмотренном', 'настоящими', 'Правилами', 'хранит', 'данные', 'внесенные', 'систему'],
};

// anew are words that the editions before do not have.
const anew = {
  kk: ['Тапсырыс', 'беруші', 'орындаушыға', 'төлемді', 'шарт', 'бойынша', 'аударып', 'отырады', 'ал', 'кешіктірілген', 'күндер', 'үшін', 'өсімпұл', 'есептеледі'],
  ru: ['Заказчик', 'перечисляет', 'исполнителю', 'плату', 'по', 'договору', 'а', 'за', 'каждый', 'день', 'просрочки', 'начисляется', 'пеня', 'сверх'],
};

// sentence is the n-th sentence of a language, of some twelve to twenty words.
export function sentence(lang, n) {
  const list = n < 5000 ? words[lang] : anew[lang], out = [list[0]];
  for (let i = 1; i < 12 + n % 9; i++) out.push(list[(n * 7 + i * (3 + n % 4)) % list.length]);
  return out.join(' ') + ` (${n}).`;
}

const head = (title, changes) => `---\ntitle: ${title}\n${changes ? `changes: ${changes}\n` : ''}---\n\n`;

// law is edition n of the law: each edition changes one article, adds one at the end.
function law(lang, n) {
  const kk = lang == 'kk';
  const out = [];
  let article = 0, chapter = 0;
  for (const part of [1, 2]) {
    out.push(kk ? `# ${part}-бөлім. ${['Жалпы бөлім', 'Ерекше бөлім'][part - 1]}` : `# Раздел ${part}. ${['Общая часть', 'Особенная часть'][part - 1]}`);
    for (let c = 0; c < 3; c++) {
      chapter++;
      out.push(kk ? `## ${chapter}-тарау. Мекеменің ${chapter}-міндеттері және оларды орындау тәртібі` : `## Глава ${chapter}. Обязанности учреждения и порядок их исполнения, часть ${chapter}`);
      for (let s = 1; s <= 2; s++) {
        out.push(kk ? `### § ${s}. Ортақ ережелер` : `### § ${s}. Общие правила`);
        for (let a = 0; a < 4 && article < 45; a++) {
          article++;
          out.push(kk ? `#### ${article}-бап. Өтініштерді қарау` : `#### Статья ${article}. Рассмотрение обращений`);
          const changed = n > 1 && n % 45 == article || n > article && article < 25;
          out.push(`1. ${sentence(lang, article + (changed ? 100 : 0))}`, `2. ${sentence(lang, article * 2)}`, `1) ${sentence(lang, article * 3)}`, `2) ${sentence(lang, article * 5)}`);
        }
      }
    }
  }
  return head(kk ? 'Мекеменің жарғысы' : 'Устав учреждения', n > 1 && (kk ? `${n - 1}-бап өзгерді.` : `Изменена статья ${n - 1}.`)) + out.join('\n\n') + '\n';
}

// table has twelve columns and twenty rows; in edition 2 one cell of row 15 differs.
function table(lang, n) {
  const kk = lang == 'kk';
  const row = cells => `| ${cells.join(' | ')} |`;
  const out = [row(Array.from({ length: 12 }, (_, i) => (kk ? 'Көрсеткіш ' : 'Показатель ') + (i + 1))), row(Array(12).fill('---'))];
  for (let r = 1; r <= 20; r++) {
    out.push(row(Array.from({ length: 12 }, (_, c) => c == 0 ? `${kk ? 'Жол' : 'Строка'} ${r}` : `${r * 1000 + c * 37 + (n == 2 && r == 15 && c == 9 ? 5 : 0)} ${kk ? 'теңге' : 'тенге'}`)));
  }
  return out.join('\n');
}

// broad has twelve columns of words that no sheet is wide enough for.
function broad(lang) {
  const kk = lang == 'kk';
  const row = cells => `| ${cells.join(' | ')} |`;
  const out = [row(Array.from({ length: 12 }, (_, i) => (kk ? 'Жауапкершіліктеріңіздегі' : 'Ответственность') + (i + 1))), row(Array(12).fill('---'))];
  for (let r = 1; r <= 3; r++) out.push(row(Array.from({ length: 12 }, (_, c) => `${kk ? 'ұйымдастырылмағандықтан' : 'недобросовестнейшего'}${r}${String.fromCharCode(97 + c)}`)));
  return out.join('\n');
}

// rules has 200 clauses in ten sections and the table. Edition 2 moves clause 3.4 with
// its items to the end of section 7; edition 3 is written anew.
function rules(lang, n) {
  const kk = lang == 'kk';
  const out = [];
  const moved = [kk ? 'Пайдаланушы мына құжаттарды ұсынады:' : 'Пользователь представляет следующие документы:',
    kk ? '1) жеке басын куәландыратын құжаттың көшірмесін;' : '1) копию документа, удостоверяющего личность;',
    kk ? '2) мекенжай туралы анықтаманы;' : '2) справку о месте жительства;', kk ? '3) еңбек кітапшасының көшірмесін.' : '3) копию трудовой книжки.'];
  for (let s = 1; s <= 10; s++) {
    out.push(`## ${s}. ${kk ? `Қызмет көрсетудің ${s}-шарты` : `Условия оказания услуг, часть ${s}`}`);
    for (let c = 1; c <= (s == 7 && n == 2 ? 21 : 20); c++) {
      const whole = s == 3 && c == 4 && n == 1 || s == 7 && c == 21 && n == 2;
      if (whole) out.push(`${s}.${c}. ${moved[0]}`, ...moved.slice(1));
      else if (s == 3 && c == 4 && n == 2) out.push(`3.4. ${kk ? 'Алып тасталды.' : 'Исключен.'}`);
      else out.push(`${s}.${c}. ${sentence(lang, s * 20 + c + (n == 3 ? 5000 : 0))}`);
    }
    if (s == 5) out.push(table(lang, n));
    if (s == 8) out.push(broad(lang));
  }
  return head(kk ? 'Қызмет көрсету қағидалары' : 'Правила оказания услуг', n > 1 && (kk ? 'Бірнеше тармақ өзгерді.' : 'Изменено несколько пунктов.')) + out.join('\n\n') + '\n';
}

// defined has a list of definitions, whose words are used in every form and in none.
function defined(lang) {
  const list = lang == 'kk' ? ['## 1. Негізгі ұғымдар', '1) пайдаланушы – ақпараттық жүйеге кіретін жеке тұлға;', '2) дербес деректер – пайдаланушыға қатысты мәліметтер;',
    '3) Оператор – дербес деректерді жинауды және қорғауды жүзеге асыратын тұлға.', '## 2. Тәртіп', '2.1. Пайдаланушының дербес деректерін Оператор сақтайды.',
    '2.2. Пайдаланушы Операторға өтініш жібереді, Оператор оған жауап береді.']
    : ['## 1. Термины и определения', '1) пользователь – физическое лицо, которое входит в информационную систему;', '2) персональные данные – сведения о пользователе;',
      '3) Оператор – лицо, которое собирает и защищает персональные данные.', '## 2. Порядок', '2.1. Персональные данные пользователя хранит Оператор.',
      '2.2. Пользователь направляет Оператору обращение, и Оператор отвечает пользователям.'];
  return list.join('\n\n') + '\n';
}

// content writes the whole tree; publish lists its editions in the order of their publication.
function content(root, url) {
  const write = (name, text) => {
    const file = path.join(root, 'content', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write('site.yaml', `id: hard-site\nbase_url: ${url}\nlanguages: [kk, ru]\ntimezone: Asia/Almaty\norganization:\n  kk: Мекеме\n  ru: Учреждение\nseverity:\n  terms-mixed: off\n`);
  const rounds = [];
  const edition = (doc, n, text, effective, more = '') => {
    write(`${doc}/${n}/edition.yaml`, `effective: ${effective}\npublished: ${effective}\nmaterial: true\n${more}`);
    for (const lang of ['kk', 'ru']) write(`${doc}/${n}/${lang}.md`, text(lang, n));
    (rounds[n - 1] ??= []).push(doc, String(n));
  };
  const day = n => new Date(Date.UTC(2020, 0, 1 + 90 * n)).toISOString().slice(0, 10);
  write('law/document.yaml', 'kind: rules\norder: 1\n');
  write('services/document.yaml', 'kind: rules\norder: 2\n');
  for (let n = 1; n <= 25; n++) edition('law', n, law, day(n));
  for (let n = 1; n <= 3; n++) edition('services', n, rules, day(n));
  for (let d = 3; d <= 60; d++) {
    const doc = `order-${String(d).padStart(2, '0')}`;
    const first = d == 3; // the one with definitions, a summary and the act that approved it
    write(`${doc}/document.yaml`, `kind: ${['agreement', 'consent', 'policy', 'rules'][d % 4]}\norder: ${d}\n` +
      (first ? 'summary:\n  kk: Мекеме қандай деректерді сақтайтыны және оларды кім қорғайтыны туралы.\n  ru: О том, какие данные хранит учреждение и кто их защищает.\n' : ''));
    if (first) write(`${doc}/1/order.pdf`, '%PDF-1.4\n');
    edition(doc, 1, lang => head(`${lang == 'kk' ? 'Қызмет түрлері туралы қағидалар' : 'Положение о видах услуг'} № ${d}`) + (first ? defined(lang) : `1. ${sentence(lang, d)}\n`), day(1),
      first ? 'approved:\n  act: order\n  number: "45"\n  date: 2020-03-15\n  body:\n    kk: Мекеме директоры\n    ru: Директор учреждения\n  file: order.pdf\n' : '');
  }
  return rounds;
}

// buildHard makes the site for the address that it will have and returns its folder.
export function buildHard(url) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-hard-'));
  const program = path.join(root, 'kelisim');
  execFileSync('go', ['build', '-o', program, './cmd/kelisim'], { cwd: repository, stdio: 'pipe' });
  for (const round of content(root, url)) execFileSync(program, ['-C', root, 'publish', '--yes', ...round], { stdio: 'pipe' });
  execFileSync(program, ['-C', root, 'build', '--quiet', '--as-of', '2026-12-01'], { stdio: 'pipe' });
  return path.join(root, 'public');
}

// brokenLines are the places of a page where a line ends inside «3.3-тармақ», «АЖ-ны»,
// «№ 5», «п. 2.1» or a date, at widths of telephones and of a tablet.
export async function brokenLines(page, widths = [320, 344, 360, 375, 390, 412, 480, 768]) {
  const out = [];
  for (const width of widths) {
    await page.setViewport({ width, height: 900 });
    out.push(...await page.evaluate(width => {
      const months = 'қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря';
      const pattern = new RegExp(`\\d[\\d.-]*-\\p{L}+|(?<!\\p{L})\\p{Lu}{2,}-\\p{L}+|№[ \\n\\u00a0][\\p{L}\\d]+|(?<!\\p{L})(?:п|пп|ст|гл|ч|абз|подп)\\.[ \\n]\\d[\\d.]*|(?<![\\d.-])\\d{1,2}[ \\n\\u00a0](?:${months})`, 'gu');
      const broken = [];
      for (const block of document.querySelectorAll('main :is(p, li, h1, h2, h3, h4, dd, dt, td, th, summary)')) {
        if (!block.checkVisibility() || block.querySelector('p, li, h2, dd, table, details, svg')) continue;
        const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        let text = '';
        for (let n; n = walker.nextNode();) if (!n.parentElement.closest('.v, button')) { nodes.push([text.length, n]); text += n.data; }
        const at = i => { const [from, n] = nodes.findLast(([from]) => from <= i); return [n, i - from]; };
        for (const m of text.matchAll(pattern)) {
          const range = document.createRange();
          range.setStart(...at(m.index));
          const [n, i] = at(m.index + m[0].length - 1);
          range.setEnd(n, i + 1);
          const lines = new Set([...range.getClientRects()].filter(r => r.width > 0).map(r => Math.round(r.bottom / 8)));
          if (lines.size > 1 && Math.max(...lines) - Math.min(...lines) > 1) broken.push(`${width}: ${m[0]}`);
        }
      }
      return broken;
    }, width));
  }
  return out;
}

// hardPages are one page of every kind of the hard site.
export const hardPages = ['ru/', ...['kk', 'ru'].flatMap(l => [`${l}/law/25/`, `${l}/services/2/`, `${l}/services/2/changes/`, `${l}/order-03/`, `${l}/order-03/terms/`]),
  'ru/law/24/', 'ru/law/history/', 'ru/law/25/bilingual/', 'ru/law/since/', 'ru/law/since/1/', 'ru/services/2/changes/table/', 'ru/services/2/changes/bilingual/',
  'ru/services/3/changes/'];
