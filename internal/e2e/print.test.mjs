// On paper: dates, whole hashes and page numbers; nothing cut, nothing folded
// away, whether a script runs or not.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { hash as recorded, letters, press, printed, unnumbered } from './paper.mjs';
import { kelisim } from './site.mjs';

let site, browser, bare, close;

before(async () => { ({ site, browser, bare, close } = await press()); });
after(() => close?.());

const paper = (where, page = bare) => printed(new URL(where, site.url).href, page);
const read = name => readFileSync(path.join(site.dir, name), 'utf8');
const hash = (lang, edition) => recorded(site.dir, lang, edition);

// whole asserts what every sheet owes: numbers on each, hashes, nothing over the edge.
function whole(sheet, ...hashes) {
  for (let n = 1; n <= sheet.pages; n++) assert.match(sheet.text, new RegExp(`^\\f?${n} / ${sheet.pages}$`, 'm'), `number ${n}`);
  const flat = sheet.text.replace(/\s+/g, '');
  for (const h of hashes) assert.ok(flat.includes(h), 'the whole hash ' + h);
  assert.deepEqual(sheet.cut, []);
}

// holds asserts that texts stand on paper, each in one piece but for the breaks of pages.
function holds(sheet, texts) {
  const on = letters(unnumbered(sheet.text));
  assert.ok(texts.length > 3);
  for (const t of texts) assert.ok(on.includes(letters(t)), `missing on paper: ${t.slice(0, 80)}`);
}

// redline is the whole redline against the edition before: the site's data leave out the words of unchanged clauses.
const redline = (lang, edition) =>
  JSON.parse(kelisim(path.dirname(site.dir), 'diff', 'user-agreement', String(edition - 1), String(edition), '--language', lang, '--format', 'json')).clauses;

for (const [lang, dates, table] of [
  ['kk', { 3: /2024 жылғы 2 қыркүйек/, 4: /2025 жылғы 6 қазан/ }, { none: 'Жоқ', removed: 'Алып тасталсын' }],
  ['ru', { 3: /2 сентября 2024 года/, 4: /6 октября 2025 года/ }, { none: 'Отсутствует', removed: 'Исключить' }],
]) {
  test(`an edition in ${lang} on paper`, async () => {
    const sheet = await paper(`${lang}/user-agreement/4/`);
    whole(sheet, hash(lang, '4'));
    assert.match(sheet.text.replace(/\s+/g, ' '), dates[4]);
    const clauses = read(`${lang}/user-agreement/4/text.txt`).split('\n\n').slice(1);
    holds(sheet, clauses.map(c => c.replace(/^\S*[\d.)]+ /, '')));
    // Each with its number before it.
    const laid = letters(sheet.layout);
    for (const c of clauses) assert.ok(laid.includes(letters(c).slice(0, 24)), c.slice(0, 60));
  });

  test(`the way back from paper in ${lang}: address, code, hash`, async () => {
    for (const where of [`${lang}/user-agreement/4/`, `${lang}/user-agreement/`]) {
      const sheet = await paper(where), address = new URL(`${lang}/user-agreement/4/`, site.url).href;
      execFileSync('pdftoppm', ['-r', '150', '-png', sheet.file, path.join(sheet.dir, 'sheet')]);
      // Its status tells of the sheets that have no code.
      const { stdout } = spawnSync('zbarimg', ['-q', '--raw', ...readdirSync(sheet.dir).filter(f => f.endsWith('.png')).map(f => path.join(sheet.dir, f))], { encoding: 'utf8' });
      assert.equal(stdout.trim(), `${address}#sha256=${hash(lang, '4')}`, where);
      assert.ok(sheet.text.replace(/\s+/g, '').includes(address), 'the whole address');
    }
  });

  test(`the way back from sheets that compare in ${lang}`, async () => {
    for (const [where, edition] of [['3/changes/', '3'], ['3/changes/table/', '3'], ['3/changes/order/', '3'], ['since/1/', '4'], ['history/', '5']]) {
      const address = new URL(`${lang}/user-agreement/${where}`, site.url).href;
      const sheet = await paper(`${lang}/user-agreement/${where}`);
      execFileSync('pdftoppm', ['-r', '150', '-png', sheet.file, path.join(sheet.dir, 'sheet')]);
      const { stdout } = spawnSync('zbarimg', ['-q', '--raw', ...readdirSync(sheet.dir).filter(f => f.endsWith('.png')).map(f => path.join(sheet.dir, f))], { encoding: 'utf8' });
      assert.equal(stdout.trim(), `${address}#sha256=${hash(lang, edition).slice(0, 12)}`, where);
      assert.ok(sheet.text.replace(/\s+/g, '').includes(address), 'the whole address');
    }
  });

  test(`a redline in ${lang} on paper`, async () => {
    const sheet = await paper(`${lang}/user-agreement/3/changes/`);
    whole(sheet, hash(lang, '2'), hash(lang, '3'));
    assert.match(sheet.text.replace(/\s+/g, ' '), dates[3]);
    // Every clause of both texts: what is kept, put in and taken out, in the order of the marks.
    holds(sheet, redline(lang, 3).flatMap(c => c.new.some(u => u.kind == 'title') ? [] : c.segments.map(s => s.text)).filter(s => letters(s)));
    assert.ok(letters(sheet.text).includes('63'), 'where the moved clause was');
  });

  test(`the comparative table in ${lang} on paper`, async () => {
    const sheet = await paper(`${lang}/user-agreement/3/changes/table/`);
    whole(sheet, hash(lang, '2'), hash(lang, '3'));
    assert.ok(sheet.landscape);
    assert.match(sheet.text.replace(/\s+/g, ' '), dates[3]);
    holds(sheet, redline(lang, 3).filter(c => c.change != 'unchanged' || c.moved).flatMap(c => [...c.old, ...c.new].map(u => u.number + u.text)));
    holds(sheet, [...Object.values(table), ...read(`${lang}/user-agreement/3/text.md`).match(/^changes: (.*)$/m)[1].split(/(?<=\.) /)]);
    // No clause has a reason of its own, so the summary stands once, beside all rows.
    const rows = await bare.$$eval('.comparison tbody tr', list => list.length);
    assert.deepEqual(await bare.$$eval('.comparison .reason', list => list.map(c => c.rowSpan)), [rows]);
    const reason = letters(read(`${lang}/user-agreement/3/text.md`).match(/^changes: (.*)$/m)[1]);
    assert.ok(rows > 3 && sheet.pages > 1, `${rows} rows on ${sheet.pages} pages`);
    assert.equal(letters(sheet.text).split(reason.slice(0, 12)).length - 1, 1, 'the reason, once');
    // Its own head stands above every part of the table.
    const heads = sheet.layout.match(/№/g).length;
    assert.ok(heads >= 2 && sheet.pages - heads <= 1, `${heads} heads on ${sheet.pages} pages`);
  });

  test(`the amending order in ${lang} on paper`, async () => {
    const where = `${lang}/user-agreement/3/changes/order/`;
    const sheet = await paper(where);
    whole(sheet, hash(lang, '2'), hash(lang, '3'));
    const said = read(where + 'index.html').match(/<div class="text order"[^>]*>([^]*?)<\/div>/)[1].replace(/<span class="n">[^<]*<\/span>/g, '').replace(/<[^>]+>/g, '').split('\n').filter(l => l.trim());
    holds(sheet, said);
  });

  test(`the history in ${lang} on paper`, async () => {
    const sheet = await paper(`${lang}/user-agreement/history/`);
    whole(sheet, ...['1', '2', '3', '4', '5'].map(e => hash(lang, e)));
    for (const d of Object.values(dates)) assert.match(sheet.text.replace(/\s+/g, ' '), d);
    // The wordings that are folded on the screen, each with what it changed of the one before.
    const changed = redline(lang, 3).filter(c => c.change == 'changed' || c.change == 'removed');
    holds(sheet, [...changed, ...redline(lang, 5).filter(c => c.change == 'changed')].flatMap(c => c.segments.map(s => s.text)).filter(s => letters(s)));
  });
}

// sorted lists words without their order.
const sorted = s => s.toLowerCase().split(/\s+/).filter(Boolean).sort();

test('the button PDF prints the page, by mouse and by keyboard', async () => {
  const page = await browser.newPage();
  for (const lang of ['kk', 'ru']) for (const where of ['4/', '', '4/changes/', '4/changes/table/', '4/changes/order/', 'since/1/', 'history/']) {
    await page.goto(new URL(`${lang}/user-agreement/${where}`, site.url).href, { waitUntil: 'networkidle0' });
    await page.evaluate(() => { window.prints = 0; window.print = () => { window.prints++; }; });
    assert.match(await page.$eval('.print button', e => e.textContent), { kk: /^PDF \/ басып шығару$/, ru: /^PDF \/ печать$/ }[lang]);
    await page.click('.print button');
    await page.focus('.print button');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => window.prints), 2, `${lang} ${where}`);
  }
  await page.close();
});

test('a sealed file opens from disk and asks for nothing', async () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'kelisim-sealed-')), 'a.html');
  kelisim(path.dirname(site.dir), 'export', 'user-agreement', '4', '--language', 'ru', '--format', 'html', '--file', file);
  const page = await browser.newPage(), trouble = [];
  page.on('console', m => trouble.push(m.text()));
  page.on('request', r => { if (r.url() != 'file://' + file) trouble.push(r.url()); });
  await page.goto('file://' + file);
  assert.deepEqual(await page.$$eval('.sealed h2', l => l.map(e => e.textContent)),
    ['Пользовательское соглашение', 'Согласие на сбор и обработку персональных данных', 'Политика конфиденциальности']);
  // The bytes in it are those of the hash.
  const kept = await page.$$eval('[download]', l => l.map(a => [a.href.split(',')[1], a.parentElement.querySelector('.hash').textContent]));
  assert.equal(kept.length, 3);
  for (const [base64, sum] of kept) assert.equal(createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex'), sum);
  assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10000);
  assert.deepEqual(trouble, []);
  await page.close();
});

test('a script adds to paper what is so on the day of printing, and nothing else', async () => {
  const page = await browser.newPage();
  for (const where of ['ru/user-agreement/3/', 'ru/user-agreement/3/changes/', 'ru/user-agreement/history/']) {
    const with_ = unnumbered((await paper(where, page)).text);
    const added = await page.$$eval('.state, .as-of', list => list.filter(e => e.textContent).map(e => e.textContent).join(' '));
    assert.deepEqual(sorted(with_), sorted(unnumbered((await paper(where)).text) + ' ' + added), where);
  }
  assert.match(unnumbered((await paper('ru/user-agreement/3/', page)).text), /^утратила силу по состоянию на \d+ \S+ \d{4} года$/m);
  await page.close();
});
