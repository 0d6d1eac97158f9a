// Pages of the hard site: on every width nothing leaves the window, and paper holds
// every letter that the page shows for printing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { brokenLines, buildHard, hardPages } from './hard.mjs';
import { host, launch } from './site.mjs';

let site, browser, page, today = '2026-12-01T12:00:00+05:00';

before(async () => {
  site = await host({ date: () => new Date(today) });
  try {
    site.dir = buildHard(site.url);
  } catch (e) {
    site.close();
    throw e;
  }
  browser = await launch();
  page = await browser.newPage();
});
after(async () => { await browser?.close(); site?.close(); });

// count counts letters and figures, whatever their case.
const count = s => {
  const out = new Map();
  for (const [c] of s.toLowerCase().matchAll(/[\p{L}\p{N}]/gu)) out.set(c, (out.get(c) ?? 0) + 1);
  return out;
};

for (const where of hardPages) {
  test(`${where} on every width and on paper`, async () => {
    await page.emulateMediaType(null);
    await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
    for (const width of [360, 768, 1280, 1920]) for (const scheme of ['light', 'dark']) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `scrolls sideways at ${width}: ${wide} px`);
    }
    // The text begins in the first screen of a phone and of a laptop.
    for (const [width, height] of [[360, 740], [1280, 720]]) {
      await page.setViewport({ width, height });
      await page.reload({ waitUntil: 'networkidle0' });
      const top = await page.evaluate(() => document.querySelector('.column > .text:not(.marks)')?.getBoundingClientRect().top ?? 0);
      assert.ok(top < height, `the text begins at ${top} of ${height}`);
    }

    await page.emulateMediaType('print');
    const shown = await page.evaluate(() => {
      const out = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let n; n = walker.nextNode();) {
        const e = n.parentElement;
        if (n.data.trim() && e.checkVisibility({ visibilityProperty: true }) && !e.closest('.v, .skip, script')) out.push(n.data);
      }
      return out.join(' ');
    });
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'kelisim-hard-print-')), 'page.pdf');
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
    const run = (...args) => execFileSync('pdftotext', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    const on = count(run('-raw', file, '-'));
    const lost = [...count(shown)].filter(([c, n]) => (on.get(c) ?? 0) < n).map(([c, n]) => `${c}: ${on.get(c) ?? 0} of ${n}`);
    assert.deepEqual(lost, [], 'lost on paper');
    // Nothing reaches over the edge of its sheet.
    const cut = [];
    let width = 0;
    for (const m of run('-bbox', file, '-').matchAll(/<page width="([\d.]+)"|<word xMin="([\d.-]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)/g)) {
      if (m[1]) width = Number(m[1]);
      else if (m[2] < 20 || m[3] > width - 20) cut.push(m[4]);
    }
    assert.deepEqual(cut, []);
  });
}

test('a table of twelve columns keeps all of them on paper', async () => {
  await page.emulateMediaType(null);
  await page.goto(new URL('ru/services/1/', site.url).href, { waitUntil: 'networkidle0' });
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'kelisim-hard-print-')), 'page.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const words = new Set(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).split(/\s+/));
  for (let r = 1; r <= 20; r++) for (let c = 1; c < 12; c++) assert.ok(words.has(String(r * 1000 + c * 37)), `row ${r}, column ${c + 1}`);
});

test('a row that no sheet is wide enough for is a card on paper, with the names of its columns', async () => {
  await page.emulateMediaType(null);
  await page.goto(new URL('ru/services/2/', site.url).href, { waitUntil: 'networkidle0' });
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'kelisim-hard-print-')), 'page.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const words = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).split(/\s+/);
  // Whole words: none is cut in two.
  for (let r = 1; r <= 3; r++) for (let c = 0; c < 12; c++) assert.ok(words.includes(`недобросовестнейшего${r}${String.fromCharCode(97 + c)}`), `row ${r}, column ${c + 1}`);
  for (let c = 1; c <= 12; c++) assert.equal(words.filter(w => w == `Ответственность${c}:`).length, 3, `the name of column ${c}`);
});

test('no line of a narrow page ends inside a date or a number with its noun', async () => {
  await page.emulateMediaType(null);
  for (const where of ['kk/services/2/changes/', 'ru/law/history/']) {
    await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
    assert.deepEqual(await brokenLines(page), [], where);
  }
});

test('forced colours keep every mark', async () => {
  await page.emulateMediaType(null);
  await page.setViewport({ width: 1280, height: 900 });
  const client = await page.createCDPSession();
  await client.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  const line = (q, side, what = null) => page.$$eval(q, (list, side, what) => list.filter(e => e.checkVisibility()).map(e => getComputedStyle(e, what)[side]), side, what);
  await page.goto(new URL('ru/services/2/changes/', site.url).href, { waitUntil: 'networkidle0' });
  for (const [q, side, what, is] of [
    ['.marks ins:not(.w)', 'textDecorationLine', null, /^underline$/], ['.marks del:not(.w)', 'textDecorationLine', null, /^line-through$/],
    ['.r', 'borderLeftWidth', '::before', /^[1-9]/], ['tr.ch > :first-child', 'borderLeftWidth', null, /^[1-9]/],
  ]) {
    const found = await line(q, side, what);
    assert.ok(found.length > 0, q);
    for (const value of found) assert.match(value, is, q);
  }
  // A younger wording has its bar, and so has the clause that the address names.
  await page.goto(new URL('ru/law/25/', site.url).href, { waitUntil: 'networkidle0' });
  const id = await page.$eval('.text .u[id]:not(.h)', e => e.id);
  await page.goto(new URL('ru/law/25/#' + id, site.url).href);
  for (const value of await line('.new:not(tr)', 'borderLeftWidth')) assert.match(value, /^[1-9]/);
  assert.ok((await line('.new', 'borderLeftWidth')).length > 3);
  assert.match((await line(':target', 'outlineStyle'))[0], /solid/);
  await client.send('Emulation.setEmulatedMedia', { features: [] });
});

test('a moved clause, a changed cell and a text written anew are told', async () => {
  await page.emulateMediaType(null);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(new URL('ru/services/2/changes/', site.url).href, { waitUntil: 'networkidle0' });
  assert.deepEqual(await page.$$eval('.gone', list => list.map(e => e.textContent)), ['Пункт 3.4 – прежнее место. Новое место: пункт 7.21']);
  assert.deepEqual(await page.$$eval('.gone a', list => list.map(a => a.hash)), ['#7.21']);
  // The clause and its items are one change.
  assert.equal(await page.$eval('[id="7.21"]', e => e.closest('.r').querySelectorAll('.i .u').length), 4);
  assert.equal(await page.$eval('p.rows', e => e.textContent), 'Показатель 10: 15333 тенге → 15338 тенге');
  assert.equal(await page.$$eval('.r tr.ch, .r tr.un', list => list.filter(e => e.checkVisibility()).length), 1);
  await page.click('label.rows input');
  assert.equal(await page.$$eval('.r tr.ch, .r tr.un', list => list.filter(e => e.checkVisibility()).length), 20);
  await page.click('#way-new');
  assert.deepEqual(await page.$$eval('.marks ins, .marks del', list => list.filter(e => e.checkVisibility() && getComputedStyle(e, '::before').content != 'none').length), 0);

  await page.goto(new URL('ru/services/3/changes/', site.url).href, { waitUntil: 'networkidle0' });
  assert.match(await page.$eval('.lead', e => e.textContent), /изложен заново/);
  assert.equal(await page.$$eval('.pr .o', list => list.filter(e => e.checkVisibility()).length), 0);
  await page.click('#way-side');
  const sides = await page.$$eval('.pr', list => list.slice(1, 4).map(e => [...e.querySelectorAll('.n')].map(n => n.textContent)));
  assert.deepEqual(sides, [['1.1.', '1.1.'], ['1.2.', '1.2.'], ['1.3.', '1.3.']]);
});

test('side by side a moved clause stands at both places; a wide table shows its changed cell', async () => {
  await page.emulateMediaType(null);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(new URL('ru/services/2/changes/', site.url).href, { waitUntil: 'networkidle0' });
  await page.click('#way-side');
  const moved = await page.$eval('[id="7.21"]', e => [...e.closest('.r').querySelectorAll('.u')].filter(x => x.checkVisibility()).map(x => x.querySelector('.n').textContent));
  assert.deepEqual(moved, ['3.4.', '1)', '2)', '3)', '7.21.', '1)', '2)', '3)']);
  for (const way of ['#way-side', '#way-inline']) {
    await page.click(way);
    // The row is a step of the bar, and each box of the table is scrolled to the cell.
    assert.equal(await page.$eval('.steps output', e => e.textContent.split(' / ')[1]), '3');
    const seen = await page.$$eval('.r .many', list => list.filter(e => e.checkVisibility()).map(box => {
      const mark = box.querySelector('ins, del')?.closest('td').getBoundingClientRect(), b = box.getBoundingClientRect();
      return mark.left >= b.left && mark.right <= b.right;
    }));
    assert.ok(seen.length > 0 && seen.every(Boolean), way);
  }
});

test('a text written anew is paired by number in the comparative table', async () => {
  await page.goto(new URL('ru/services/3/changes/table/', site.url).href, { waitUntil: 'networkidle0' });
  const rows = await page.$$eval('.comparison tbody tr', list => list.slice(0, 5).map(e => [...e.querySelectorAll('td, th')].map(c => c.textContent.trim().split(' ')[0])));
  for (const [i, row] of rows.entries()) assert.deepEqual(row.slice(2, 4), [`1.${i + 1}.`, `1.${i + 1}.`]);
});

test('contents: nested, with the articles, the present section marked, a button on a phone', async () => {
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(new URL('ru/law/25/', site.url).href, { waitUntil: 'networkidle0' });
  assert.equal(await page.$$eval('.contents ol ol ol ol a', list => list.filter(a => a.textContent.startsWith('Статья ')).length), 45);
  await page.$$eval('.text .h', list => list.find(e => e.textContent.startsWith('Статья 30.')).scrollIntoView());
  await page.waitForFunction(() => document.querySelector('.contents [aria-current]')?.textContent.startsWith('Статья 30.'));
  assert.ok(await page.$eval('.contents [aria-current]', e => e.checkVisibility() && e.getBoundingClientRect().bottom <= innerHeight));
  for (const where of ['ru/law/25/', 'ru/law/25/bilingual/', 'ru/services/2/changes/']) {
    await page.setViewport({ width: 360, height: 740 });
    await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    const button = await page.$eval('nav.contents summary', e => [e.checkVisibility(), Math.round(e.getBoundingClientRect().top), e.textContent]);
    assert.ok(button[0] && button[1] >= 0 && button[1] < 100, `${where}: ${button}`);
  }
});

test('pages that compare say what each edition is; many explanations are folded', async () => {
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(new URL('ru/law/since/1/', site.url).href, { waitUntil: 'networkidle0' });
  assert.deepEqual(await page.$$eval('.sides .state', list => list.map(e => e.textContent.trim())), ['утратила силу', 'действует']);
  assert.deepEqual(await page.$$eval('.told details', list => list.map(e => [e.open, e.querySelectorAll('p').length])), [[false, 24]]);
  assert.match(await page.$eval('.told summary', e => e.textContent), /24 редакции/);
});

test('the picture of dates: 25 editions and 60 documents, each bar in its row, no words on others', async () => {
  for (const [where, rows, bars] of [['ru/', 60, 86], ['ru/law/history/', 1, 25]]) for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 900 });
    await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
    const seen = await page.evaluate(() => {
      const box = e => e.getBoundingClientRect();
      const over = (list, gap) => list.slice(1).filter((e, i) => box(e).left < box(list[i]).right + gap).length;
      const lines = [...document.querySelectorAll('.chart .line')];
      return { rows: lines.length, bars: document.querySelectorAll('.chart .bar').length,
        thin: [...document.querySelectorAll('.chart .bar rect')].filter(e => box(e).width < 4).length,
        words: over([...document.querySelectorAll('.chart .axis text')].filter(e => getComputedStyle(e).display != 'none'), 2) +
          lines.reduce((n, l) => n + over([...l.querySelectorAll('.bar text')], 0), 0) };
    });
    assert.deepEqual(seen, { rows, bars, thin: 0, words: 0 }, `${where} at ${width}`);
  }
});

test('the picture of dates is drawn on to the year of reading', async () => {
  await page.setViewport({ width: 1280, height: 900 });
  const seen = async () => {
    await page.goto(new URL('ru/law/history/', site.url).href, { waitUntil: 'networkidle0' });
    return page.evaluate(() => {
      const box = e => e.getBoundingClientRect(), part = x => (x - box(document.querySelector('.axis')).left) / box(document.querySelector('.axis')).width;
      const rects = [...document.querySelectorAll('.bar rect')], words = [...document.querySelectorAll('.axis text')];
      return { bars: rects.length, years: words.map(e => +e.textContent), end: part(box(rects.at(-1)).right).toFixed(2),
        overlap: rects.slice(1).filter((e, i) => box(e).left < box(rects[i]).right - 2).length + words.slice(1).filter((e, i) => box(e).left < box(words[i]).right).length,
        today: part(box(document.querySelector('.today')).left) };
    });
  };
  const { today: before, years, ...drawn } = await seen();
  assert.ok(before > .5 && before < 1 && years.at(-1) <= 2026, `${before} ${years}`);
  today = '2041-07-01T12:00:00+05:00';
  try {
    const { today: now, years: more, ...same } = await seen();
    assert.deepEqual(same, drawn);
    assert.deepEqual([drawn.end, drawn.overlap], ['1.00', 0]);
    assert.deepEqual(more, [years[0], 2041]);
    assert.ok(now > .95 && now < 1, `${now}`);
    today = `${years[0] + 6}-07-01T12:00:00+05:00`; // seven years in all
    const { years: each, overlap } = await seen();
    assert.deepEqual(each, Array.from({ length: 7 }, (_, i) => years[0] + i));
    assert.equal(overlap, 0);
  } finally {
    today = '2026-12-01T12:00:00+05:00';
  }
});

test('a summary is folded and says that it is no text; who approved, with the act', async () => {
  for (const [lang, title, note, body] of [['ru', 'Коротко', 'а не текст документа', 'Директор учреждения – приказом от 15 марта 2020 года № 45'],
    ['kk', 'Қысқаша', 'құжаттың мәтіні емес', 'Мекеме директоры – 2020 жылғы 15 наурыздағы № 45 бұйрықпен бекітілді']]) {
    await page.goto(new URL(`${lang}/order-03/`, site.url).href, { waitUntil: 'networkidle0' });
    const [open, words] = await page.$$eval('.about details', (list, title) => {
      const e = list.find(d => d.querySelector('summary').textContent == title);
      return [e.open, e.textContent];
    }, title);
    assert.equal(open, false);
    assert.ok(words.includes(note), words);
    assert.ok((await page.$eval('.about dl', e => e.textContent.replace(/\s+/g, ' '))).includes(body));
    const file = await page.$eval('.about dl a[href$="order.pdf"]', a => a.href);
    assert.equal(await page.evaluate(async file => (await fetch(file)).status, file), 200);
    assert.ok(!(await page.$eval('.text', e => e.textContent)).includes(words.split('\n')[2]), 'the summary is no part of the text');
    // On the page of the edition there is none: the document's may speak of another one.
    await page.goto(new URL(`${lang}/order-03/1/`, site.url).href, { waitUntil: 'networkidle0' });
    assert.ok(!(await page.$eval('.about', e => e.textContent)).includes(title));
  }
});

for (const [lang, terms, marked] of [['ru', ['Оператор', 'персональные данные', 'пользователь'], ['Персональные данные', 'пользователя', 'Оператор']],
  ['kk', ['дербес деректер', 'Оператор', 'пайдаланушы'], ['Пайдаланушының', 'дербес деректерін', 'Оператор']]]) {
  test(`a list of definitions in ${lang}: its terms, by the alphabet, and their uses`, async () => {
    await page.goto(new URL(`${lang}/order-03/terms/`, site.url).href, { waitUntil: 'networkidle0' });
    assert.deepEqual(await page.$$eval('.terms dt', list => list.map(e => e.textContent)), terms);
    await page.goto(new URL(`${lang}/order-03/`, site.url).href, { waitUntil: 'networkidle0' });
    assert.deepEqual(await page.$$eval('[id="2.1"] .t', list => list.map(e => e.textContent)), marked);
  });
}

test('headings of one level look alike, and those of each lower one smaller', async () => {
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 900 });
    await page.goto(new URL('kk/law/25/', site.url).href, { waitUntil: 'networkidle0' });
    const looks = await page.evaluate(() => {
      const size = e => parseFloat(getComputedStyle(e).fontSize), weight = e => +getComputedStyle(e).fontWeight;
      const words = document.querySelector('.text p.u');
      return {
        levels: ['h1', '.text h2', '.text h3', '.text h4', '.text h5'].map(q => [...new Set([...document.querySelectorAll(q)].map(size))]),
        bold: [...document.querySelectorAll('.text .h')].every(e => weight(e) > weight(words)),
        words: size(words),
      };
    });
    assert.ok(looks.levels.every(l => l.length == 1), JSON.stringify(looks.levels));
    const sizes = looks.levels.flat();
    for (let i = 1; i < sizes.length; i++) assert.ok(sizes[i] < sizes[i - 1], `${sizes} at ${width}`);
    assert.ok(looks.bold && sizes.at(-1) >= looks.words);
  }
});
