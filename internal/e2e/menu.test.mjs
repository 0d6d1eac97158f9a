// The menu of a clause and the definition of a term: by mouse and keyboard, and what
// both are without a script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from './site.mjs';

let site, browser, page;

before(async () => {
  site = await serve('2026-12-01');
  browser = await launch();
  page = await browser.newPage();
});
after(async () => { await browser?.close(); site?.close(); });

const at = where => new URL(where, site.url).href;
const open = where => page.goto(at(where), { waitUntil: 'networkidle0' });
const shown = () => page.$$eval('.menu:popover-open > *', list => list.map(e => e.textContent));
const focused = () => page.evaluate(() => document.activeElement.textContent);

for (const [lang, items, cite] of [
  ['ru', ['Постоянная ссылка', 'Скопировать ссылку', 'Қазақша', 'История пункта', 'Напечатать только это', 'Скопировать для цитирования'],
    'пункт 4.2, «Пользовательское соглашение», редакция 4 от 6 октября 2025 года'],
  ['kk', ['Тұрақты сілтеме', 'Сілтемені көшіру', 'Русский', 'Тармақтың тарихы', 'Тек осыны басып шығару', 'Дәйексөз үшін көшіру'],
    '«Пайдаланушы келісімі», 2025 жылғы 6 қазандағы 4-редакция, 4.2-тармақ'],
]) {
  test(`the menu of a clause in ${lang}`, async () => {
    await open(`${lang}/user-agreement/`); // the address that moves
    await page.evaluate(() => { navigator.clipboard.writeText = said => { window.said = said; return Promise.resolve(); }; });
    await page.focus('[id="4.2"] > .n');
    await page.keyboard.press('Enter');
    assert.deepEqual(await shown(), items);
    assert.equal(await focused(), items[0]);
    const links = await page.$$eval('.menu a', list => list.map(a => a.href));
    const other = lang == 'ru' ? 'kk' : 'ru';
    assert.deepEqual(links, [at(`${lang}/user-agreement/4/#4.2`), at(`${other}/user-agreement/#4.2`), at(`${lang}/user-agreement/history/#h-1-4.2`)]);
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(), items.at(-1));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => window.said), cite);
    await page.keyboard.press('Escape');
    assert.deepEqual(await shown(), []);
    assert.equal(await focused(), '4.2.');

    await open(`${lang}/user-agreement/history/#h-1-4.2`);
    assert.ok(await page.$eval('[id="h-1-4.2"]', e => e.open), 'the history of the clause is open');
  });
}

test('one clause is printed alone', async () => {
  await open('ru/user-agreement/');
  await page.evaluate(() => { window.print = () => { window.printed = [...document.querySelectorAll('.text > *')].filter(e => matchMedia('print').matches ? e.checkVisibility() : true).map(e => e.id); }; });
  await page.emulateMediaType('print');
  await page.evaluate(() => {
    document.querySelector('[id="4.2"] > .n').click();
    document.querySelectorAll('.menu button')[1].click();
  });
  assert.deepEqual(await page.evaluate(() => window.printed), ['4.2']);
  await page.emulateMediaType(null);
});

test('a term says its definition', async () => {
  await open('ru/user-agreement/');
  await page.focus('[id="3.3"] .t');
  await page.keyboard.press('Enter');
  const [words, way] = await shown();
  assert.match(words, /использующим ИС \(далее – Пользователь\)/);
  assert.equal(way, 'К определению');
  await page.keyboard.press('Escape');
  assert.equal(await focused(), 'Пользователь');
  // Once in a clause for who goes by the keyboard.
  assert.ok(await page.$$eval('.text [id]', list => list.every(e => {
    const first = [...e.querySelectorAll(':scope > .t:not([tabindex])')].map(a => a.hash);
    return first.length == 0 || first.length <= e.querySelectorAll(':scope > .t').length;
  })));
});

test('without a script number and term are links', async () => {
  const bare = await browser.newPage();
  await bare.setJavaScriptEnabled(false);
  await bare.goto(at('ru/user-agreement/'));
  await bare.click('[id="4.2"] > .n');
  assert.equal(new URL(bare.url()).hash, '#4.2');
  await bare.goto(at('ru/user-agreement/#3.3'));
  await bare.click('[id="3.3"] .t');
  assert.equal(new URL(bare.url()).hash, '#p1');
  // The way back is the browser's: to the place where the term is used.
  const inSight = q => bare.$eval(q, e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; });
  assert.ok(!await inSight('[id="3.3"] .t'));
  await bare.goBack();
  assert.equal(new URL(bare.url()).hash, '#3.3');
  assert.ok(await inSight('[id="3.3"] .t'));
  await bare.close();
});

test('terms have no mark on paper', async () => {
  await open('ru/user-agreement/');
  await page.emulateMediaType('print');
  assert.deepEqual(await page.$$eval('.t', list => [...new Set(list.map(e => getComputedStyle(e).textDecorationLine))]), ['none']);
  await page.emulateMediaType(null);
});

for (const [lang, terms, at1] of [
  ['ru', ['ИС', 'Пользователь', 'Соглашение', 'Учреждение'], 'абзац первый'],
  ['kk', ['АЖ', 'Келісім', 'Мекеме', 'Пайдаланушы'], 'бірінші абзац'],
]) {
  test(`the page of terms in ${lang}, without a script`, async () => {
    const bare = await browser.newPage();
    await bare.setJavaScriptEnabled(false);
    await bare.goto(at(`${lang}/user-agreement/`));
    await Promise.all([bare.waitForNavigation(), bare.click('.see a[href$="terms/"]')]);
    assert.deepEqual(await bare.$$eval('.terms dt', list => list.map(e => e.textContent)), terms);
    assert.deepEqual(await bare.$$eval('.terms dd > b', list => list.map(e => e.textContent)), terms);
    const links = await bare.$$eval('.terms a', list => list.map(a => [a.href, a.textContent]));
    assert.equal(links[0][1], at1);
    // Every link leads to a unit of the edition's page: a use has the term's mark there.
    await bare.goto(links[0][0]);
    assert.ok(await bare.$(':target'));
    for (const [href, name] of links.filter(l => l[1] != at1)) {
      const id = decodeURIComponent(new URL(href).hash.slice(1));
      assert.ok(await bare.evaluate(id => document.getElementById(id).querySelector('.t'), id), `${href} ${name}`);
    }
    // An edition that is over has no link to the terms of another one.
    await bare.goto(at(`${lang}/user-agreement/3/`));
    assert.equal(await bare.$('.see a[href$="terms/"]'), null);
    await bare.close();
  });
}

test('items are lists to a screen reader, and their numbers its words', async () => {
  for (const [where, number] of [['ru/personal-data-consent/', i => `${i})`], ['ru/personal-data-consent/2/bilingual/', i => `${i})`], ['ru/personal-data-consent/2/changes/', i => `${i})`],
    ['kk/user-agreement/since/1/', i => `(${' абвгд'[i]})`]]) {
    await open(where);
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
    const client = await page.createCDPSession();
    const { nodes } = await client.send('Accessibility.getFullAXTree');
    const by = new Map(nodes.map(n => [n.nodeId, n]));
    const words = n => n.role?.value == 'StaticText' ? n.name.value : (n.childIds ?? []).map(id => by.get(id) ? words(by.get(id)) : '').join('');
    const lists = nodes.filter(n => n.role?.value == 'list').map(n => n.childIds.map(id => by.get(id)));
    const items = lists.filter(list => list.every(n => n.role.value == 'listitem')).map(list => list.map(words));
    assert.ok(items.some(list => list.length > 1 && list.every((said, i) => said.includes(number(i + 1)))), where + JSON.stringify(items));
    await client.detach();
  }
});

test('what keeps a line together is no element to a screen reader, and no word is lost', async () => {
  for (const where of ['kk/user-agreement/4/', 'ru/personal-data-consent/']) {
    await open(where);
    assert.ok(await page.$$eval('.text .j', list => list.length) > 2);
    const client = await page.createCDPSession();
    const { nodes } = await client.send('Accessibility.getFullAXTree');
    const by = new Map(nodes.map(n => [n.nodeId, n]));
    const text = n => n.role?.value == 'StaticText' ? n.name.value : (n.childIds ?? []).map(id => by.get(id)).filter(Boolean).map(text).join('');
    const spoken = nodes.filter(n => n.role?.value == 'paragraph').map(n => text(n).replace(/\s+/g, ' ').trim());
    const shown = await page.$$eval('.text p.u', list => list.map(e => [e.innerText.replace(/\s+/g, ' ').trim(), e.querySelectorAll('.j').length]));
    for (const [words, stretches] of shown) if (stretches) assert.ok(spoken.some(s => s.replace(/ /g, '') == words.replace(/ /g, '')), `${where}: ${words}`);
    const elements = new Set(nodes.filter(n => !n.ignored && n.role?.value == 'generic').map(n => n.backendDOMNodeId));
    const { root } = await client.send('DOM.getDocument');
    const { nodeIds } = await client.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '.text .j' });
    for (const nodeId of nodeIds) assert.ok(!elements.has((await client.send('DOM.describeNode', { nodeId })).node.backendNodeId), 'a span is an element of its own');
    await client.detach();
  }
});

test('a clause is printed with its items, and the history of a clause alone', async () => {
  const prints = q => page.evaluate(q => { window.print = () => { window.printed = [...document.querySelectorAll(q)].filter(e => e.checkVisibility()).map(e => e.id || e.className); }; }, q);
  await open('ru/personal-data-consent/');
  await page.emulateMediaType('print');
  await prints('.text [id]');
  const want = await page.evaluate(() => {
    const list = [...document.querySelectorAll('.text [id] + [role=list]')].find(e => e.querySelectorAll('[id]').length > 1);
    list.previousElementSibling.querySelector('.n').click();
    document.querySelectorAll('.menu button')[1].click();
    return [list.previousElementSibling.id, ...[...list.querySelectorAll('[id]')].map(e => e.id)];
  });
  assert.ok(want.length > 2);
  assert.deepEqual(await page.evaluate(() => window.printed), want);

  await open('ru/user-agreement/history/');
  await page.emulateMediaType('print');
  await prints('.lives, .editions, .chart');
  const id = await page.$eval('.lives[id]', e => { e.querySelector('button').click(); return e.id; });
  assert.deepEqual(await page.evaluate(() => window.printed), [id]);
  await page.emulateMediaType(null);
});
