// Finding: the search page and the filter of the list, in a browser under the strict
// policy, by keyboard alone, and what stands there without script.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync, cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { host, kelisim, launch, repository, serve } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let site, browser;
let now = new Date('2026-12-01T10:00:00Z');

before(async () => {
  site = await serve('2026-12-01', { date: () => now });
  browser = await launch();
});
after(async () => { await browser?.close(); site?.close(); });

// open loads a page of a site and collects what goes wrong on it, and what it asks for.
async function open(where, { script = true, at = site } = {}) {
  const page = await browser.newPage();
  page.trouble = [], page.asked = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) page.trouble.push(m.text()); });
  page.on('pageerror', e => page.trouble.push(String(e)));
  page.on('request', r => {
    page.asked.push(r.url());
    if (!r.url().startsWith(at.url) && !r.url().startsWith('data:')) page.trouble.push('request to ' + r.url());
  });
  await page.setJavaScriptEnabled(script);
  await page.goto(new URL(where, at.url).href, { waitUntil: 'load' });
  return page;
}

// answered waits until the page has answered what is asked, and returns what it says.
async function answered(page) {
  await page.waitForFunction(() => {
    const said = document.querySelector('[role=status]').textContent, wait = document.querySelector('.find').dataset.wait;
    return said && said != wait && (document.querySelector('.results li') || !/[1-9]/.test(said.split('.')[0]));
  });
  // Spaces that keep a day beside its month are spaces here.
  return page.evaluate(() => ({
    said: document.querySelector('[role=status]').textContent.replaceAll('\u00a0', ' '),
    results: [...document.querySelectorAll('.results li')].map(li => ({
      state: li.closest('section').querySelector('h2').textContent,
      title: li.querySelector('h3').textContent, href: li.querySelector('a').pathname + li.querySelector('a').hash,
      quote: li.querySelector('.quote').textContent, marks: [...li.querySelectorAll('mark')].map(m => m.textContent),
      note: li.querySelector('.note').textContent.replaceAll('\u00a0', ' '),
    })),
  }));
}

const ask = (lang, q, on) => `${lang}/search/?q=${encodeURIComponent(q)}${on ? '&on=' + on : ''}`;

for (const [lang, q, title, marked, states] of [
  ['ru', 'срок хранения', 'Политика конфиденциальности', ['срока', 'хранения'], ['Действует', 'Прежние редакции']],
  ['kk', 'сақтау мерзімі', 'Құпиялық саясаты', ['Сақтау', 'мерзімі'], ['Қолданыста', 'Бұрынғы редакциялар']],
]) {
  test(`${lang}: clauses that have the words in any form, with edition and dates`, async () => {
    const page = await open(ask(lang, q));
    const { said, results } = await answered(page);
    assert.match(said, /5\.$/);
    assert.equal(results.length, 5);
    assert.deepEqual([...new Set(results.map(r => r.state))], states);
    const r = results.find(r => r.title == `${title}, 2.3`);
    assert.deepEqual(r.marks, marked);
    assert.equal(r.href, new URL(`${lang}/privacy-policy/3/`, site.url).pathname + '#2.3');
    assert.match(r.note, /3.*2025.*2022/);
    assert.match(results.at(-1).note, /2.*2023.*2025/);
    assert.deepEqual(page.trouble, []);
    // The link leads to the clause.
    await Promise.all([page.waitForNavigation(), page.click('.results li a')]);
    assert.ok(await page.$(':target'));
    await page.close();
  });
}

for (const [lang, q] of [['ru', 'что говорилось о сроке хранения 1 марта 2024 года'], ['ru', 'сроке хранения 01.03.2024'], ['ru', 'срок хранения 2024-03-01'],
  ['kk', '2024 жылғы 1 наурызда сақтау мерзімі туралы не айтылды']]) {
  test(`${lang}: ${q}`, async () => {
    const page = await open(ask(lang, q));
    const { said, results } = await answered(page);
    assert.match(said, lang == 'ru' ? /действовало 1 марта 2024 года/ : /2024 жылғы 1 наурызда/);
    assert.ok(results.length >= 3);
    for (const r of results) assert.match(r.href, /\/privacy-policy\/2\/(#|$)/);
    assert.deepEqual(page.trouble, []);
    await page.close();
  });
}

test('a day in its own field; one before everything', async () => {
  const page = await open(ask('ru', 'срок хранения', '2024-03-01'));
  const { results } = await answered(page);
  assert.ok(results.length && results.every(r => r.href.includes('/privacy-policy/2/')));
  await page.evaluate(() => { document.querySelector('#on').value = '2001-01-01'; document.querySelector('#on').dispatchEvent(new Event('change')); });
  await page.waitForFunction(() => document.querySelector('[role=status]').textContent.startsWith('Ничего'));
  assert.equal(await page.$('.results li'), null);
  await page.close();
});

test('what comes is marked as coming, until it is there', async () => {
  const state = async () => {
    const page = await open(ask('ru', 'технические работы'));
    const { results } = await answered(page);
    const of = results.filter(r => r.href.includes('/user-agreement/5/')).map(r => r.state);
    await page.close();
    return new Set(of);
  };
  assert.deepEqual(await state(), new Set(['Вступит в силу']));
  now = new Date('2027-01-14T19:00:00Z');
  assert.deepEqual(await state(), new Set(['Действует']));
  now = undefined; // a server that does not say what time it is: nothing is said of today
  const page = await open(ask('ru', 'срок хранения'));
  const { results } = await answered(page);
  assert.deepEqual([...new Set(results.map(r => r.state))], ['Результаты']);
  await page.close();
  now = new Date('2026-12-01T10:00:00Z');
});

test('look-alikes, ё, hyphens, the keyboard without Kazakh letters, numbers, half a word', async () => {
  for (const [lang, q, in_] of [['ru', 'cpoк xpaнeния', 'хранения'], ['ru', 'УЧЁТНОЙ', 'учетную'], ['kk', 'сактау мерзими', 'Сақтау'],
    ['kk', 'аж', 'АЖ'], ['ru', 'конфиденц', 'онфиденциальност'], ['ru', '2.3', ''], ['ru', '110840015752', '110840015752']]) {
    const page = await open(ask(lang, q));
    const { results } = await answered(page);
    assert.ok(results.some(r => r.quote.includes(in_)), `${q}: ${JSON.stringify(results.map(r => r.quote))}`);
    await page.close();
  }
});

test('words that stand nowhere are named', async () => {
  const page = await open(ask('ru', 'квитанция хранения'));
  const { said, results } = await answered(page);
  assert.match(said, /не встречается: «квитанция»/);
  assert.ok(results.length);
  await page.goto(new URL(ask('ru', 'квитанция'), site.url).href);
  assert.match((await answered(page)).said, /^Ничего не найдено/);
  await page.close();
});

test('by keyboard alone; the status is read out; the index is loaded when it is used', async () => {
  const page = await open('ru/search/');
  const index = () => page.asked.filter(u => u.endsWith('.json'));
  assert.deepEqual(index(), []);
  for (let i = 0; i < 9 && await page.evaluate(() => document.activeElement.id) != 'q'; i++) await page.keyboard.press('Tab');
  await page.keyboard.type('пользователь');
  await page.keyboard.press('Enter');
  const { said, results } = await answered(page);
  assert.equal(results.length, 20);
  assert.ok(index().length > 3);
  assert.equal(await page.$eval('[role=status]', e => e.getAttribute('role')), 'status');
  const loads = index().length;
  const count = +/\d+/.exec(said)[0];
  assert.ok(count > 20);
  await page.focus('.results button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.results li').length > 20);
  assert.ok(await page.evaluate(() => document.activeElement.matches('.results li a')), 'the keyboard goes on at the next result');
  assert.ok(index().filter(u => u.includes('/search/')).length == 4, 'the index is loaded once');
  assert.ok(loads);
  // The address keeps the question, and the language switch takes it along.
  assert.equal(new URL(page.url()).searchParams.get('q'), 'пользователь');
  assert.match(await page.$eval('.langs a', a => a.search), /q=/);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test('accessible with results, light and dark, narrow and wide', async () => {
  const page = await open(ask('ru', 'срок хранения'));
  await answered(page);
  await page.evaluate(axe);
  for (const width of [320, 1280]) for (const scheme of ['light', 'dark']) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, `scrolls sideways at ${width}`);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`), [], `${width} ${scheme}`);
  }
  await page.close();
});

test('without script the list and the browser\'s own search are named', async () => {
  for (const [lang, list] of [['kk', 'Құжаттар'], ['ru', 'Документы']]) {
    const page = await open(`${lang}/search/`, { script: false });
    assert.match(await page.$eval('noscript', e => e.textContent), /Ctrl-F/);
    assert.equal(await page.$eval('noscript a', e => e.textContent), list);
    assert.equal(await page.$eval('.find', e => e.checkVisibility()), false);
    assert.deepEqual(page.trouble, []);
    await page.goto(new URL(`${lang}/`, site.url).href);
    assert.ok(await page.$eval('.see a', e => e.checkVisibility()), 'the list leads to the search page');
    await page.close();
  }
});

test('the list narrows as one types, and hands the words over', async () => {
  const page = await open('ru/');
  const shown = () => page.$$eval('.docs > li', list => list.filter(e => e.checkVisibility()).map(e => e.querySelector('h3').textContent));
  const all = await shown();
  assert.equal(all.length, 3);
  await page.type('#q', 'политика');
  assert.deepEqual(await shown(), ['Политика конфиденциальности']);
  assert.equal(await page.$$eval('.group', l => l.filter(e => e.checkVisibility()).length), 1);
  assert.match(await page.$eval('[role=status]', e => e.textContent), /: 1\./);
  await page.type('#q', ' хранения');
  assert.deepEqual(await shown(), []);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.equal(new URL(page.url()).searchParams.get('q'), 'политика хранения');
  await answered(page);
  assert.deepEqual(page.trouble, []);
  await page.close();
});

test('hostile texts and questions stay text', async () => {
  const evil = '<img src=x onerror="document.title=1">';
  const root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-find-'));
  cpSync(path.join(repository, 'content/site.yaml'), path.join(root, 'content/site.yaml'));
  const at = await host();
  try {
    const settings = path.join(root, 'content/site.yaml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^base_url: .*$/m, `base_url: ${at.url}`));
    mkdirSync(path.join(root, 'content/evil/1'), { recursive: true });
    writeFileSync(path.join(root, 'content/evil/document.yaml'), 'kind: rules\n');
    writeFileSync(path.join(root, 'content/evil/1/edition.yaml'), 'effective: 2024-01-01\npublished: 2024-01-01T00:00:00+06:00\n');
    for (const lang of ['kk', 'ru']) writeFileSync(path.join(root, `content/evil/1/${lang}.md`),
      `---\ntitle: "Зло ${evil.replaceAll('"', '\\"')}"\n---\n\n1. Текст ${evil.replaceAll('<', '\\<')} конец __proto__ constructor.\n`);
    kelisim(root, 'publish', 'evil', '1', '--yes');
    kelisim(root, 'build', '--quiet');
    at.dir = path.join(root, 'public');
    const page = await open(ask('ru', 'конец constructor'), { at });
    const { results } = await answered(page);
    assert.ok(results[0].quote.includes(evil), results[0]?.quote);
    assert.equal(await page.$('.results img'), null);
    await page.goto(new URL(ask('ru', evil + ' toString'), at.url).href);
    await answered(page);
    assert.equal(await page.$('main img'), null);
    assert.deepEqual(page.trouble, []);
    await page.close();
  } finally { at.close(); }
});
