// The deep links of an information system: since/?edition=2 and since/?on=2025-03-01,
// in a browser of another zone. Whatever they ask, the page answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, repository, serve } from './site.mjs';

let site, browser, page, trouble;

before(async () => {
  site = await serve('2026-12-01');
  browser = await launch();
  page = await browser.newPage();
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  page.on('request', r => { if (!r.url().startsWith(site.url) && !r.url().startsWith('data:')) trouble.push('request to ' + r.url()); });
  // Behind the site's zone: its days begin there on the day before.
  await page.emulateTimezone('America/Los_Angeles');
});
after(async () => { await browser?.close(); site?.close(); });

// arrive comes from another page, as from an information system, and waits until the
// page has answered: it went on, or its status line speaks.
async function arrive(query, lang = 'ru', document = 'user-agreement') {
  trouble = [];
  await page.goto(site.url);
  const here = new URL(`${lang}/${document}/since/`, site.url).href;
  // A page that goes on at once aborts its own load.
  await page.goto(here + query, { waitUntil: 'load' }).catch(e => { if (!/ERR_ABORTED|frame was detached/.test(e)) throw e; });
  await page.waitForFunction(here => {
    const said = document.querySelector('[role=status]')?.textContent;
    return document.readyState == 'complete' && (location.href.split('?')[0] != here || said);
  }, {}, here);
  const answer = await page.evaluate(() => ({
    said: document.querySelector('[role=status]')?.textContent ?? '',
    day: document.querySelector('#day')?.value,
    choices: [...document.querySelectorAll('.choice a:not(.step)')].map(a => a.textContent),
  }));
  assert.deepEqual(trouble, [], query);
  return { at: page.url().slice(site.url.length), ...answer };
}

// messages reads the page's own words out of the catalogue.
const messages = lang => Object.fromEntries(readFileSync(path.join(repository, `i18n/redlines.${lang}.yaml`), 'utf8')
  .split('\n').filter(l => l.startsWith('since.')).map(l => [l.slice(6, l.indexOf(':')), l.slice(l.indexOf(':') + 1).trim()]));

for (const lang of ['kk', 'ru']) {
  const words = messages(lang);

  // Edition 3 applied from 2 September 2024, edition 4 follows on 6 October 2025 at 10:00.
  for (const [query, edition] of [
    ['?edition=1', 1], ['?edition=3', 3], ['?user=7&edition=2&lang=de#%', 2],
    ['?on=2022-09-01', 1], ['?on=2023-02-28', 1], ['?on=2023-03-01', 2], ['?on=2024-09-01', 2], ['?on=2024-09-02', 3],
    ['?on=2025-03-01', 3], ['?on=2025-10-06', 3],
  ]) {
    test(`${lang}: ${query} opens the comparison with edition ${edition}`, async () => {
      assert.equal((await arrive(query, lang)).at, `${lang}/user-agreement/since/${edition}/`);
      assert.equal(await page.$eval('.sides a', a => a.pathname), new URL(`${lang}/user-agreement/${edition}/`, site.url).pathname);
      await page.goBack();
      assert.equal(page.url(), site.url, 'Back leads to where the reader came from');
    });
  }

  for (const [query, key, day = ''] of [
    ['?edition=4', 'self'],
    ['?on=2025-10-07', 'same', '2025-10-07'], ['?on=2027-01-14', 'same', '2027-01-14'],
    ['?edition=99', 'unknown'], ['?edition=5', 'unknown'], ['?edition=', 'unknown'], ['?edition=../../index', 'unknown'],
    ['?edition=https://example.com/', 'unknown'], ['?edition=javascript:alert(1)', 'unknown'], ['?edition="]', 'unknown'],
    ['?on=2022-08-31', 'none', '2022-08-31'], ['?on=2027-01-15', 'none', '2027-01-15'],
    ['?on=2025-02-30', 'wrong'], ['?on=01.03.2025', 'wrong'], ['?on=2025-3-1', 'wrong'], ['?on=', 'wrong'], ['?on=%ff', 'wrong'],
    ['?edition=1&on=2025-03-01', 'many'], ['?edition=1&edition=2', 'many'], ['?on=2025-03-01&on=', 'many'],
  ]) {
    test(`${lang}: ${query} says: ${key}`, async () => {
      const got = await arrive(query, lang);
      assert.ok(words[key], 'a message');
      assert.equal(got.said, words[key]);
      assert.equal(got.day, day);
      assert.equal(got.at, `${lang}/user-agreement/since/` + new URL(query, site.url).search);
      assert.equal(got.choices.length, 3, 'the choice is still there');
    });
  }
}

test('the form keeps the page in the history', async () => {
  await arrive('?on=2022-08-31');
  const here = page.url();
  await page.$eval('#day', e => { e.value = '2024-09-01'; });
  await Promise.all([page.waitForNavigation(), page.click('.day button')]);
  assert.equal(page.url(), new URL('ru/user-agreement/since/2/', site.url).href);
  await page.goBack();
  assert.equal(page.url(), here);
});

test('without JavaScript the list is there', async () => {
  const bare = await browser.newPage();
  await bare.setJavaScriptEnabled(false);
  for (const lang of ['kk', 'ru']) {
    await bare.goto(new URL(`${lang}/user-agreement/since/?edition=2`, site.url).href);
    const links = await bare.$$('.choice a:not(.step)');
    assert.equal(links.length, 3);
    assert.equal(await bare.$('.day:not([hidden])'), null, 'no form that cannot work');
    await Promise.all([bare.waitForNavigation(), links[1].click()]);
    assert.equal(bare.url(), new URL(`${lang}/user-agreement/since/2/`, site.url).href);
  }
  await bare.close();
});

// drawn asks for two editions, the second one later, and gives what the script drew: the
// groups in order with their segments; of those without a change the words alone.
const drawn = (page, old, now) => page.evaluate(async (old, now) => {
  document.querySelectorAll('.any option').forEach(o => delete o.dataset.changed); // also what is built is drawn
  document.querySelectorAll('.choice a').forEach(a => a.remove());
  const [from, to] = document.querySelectorAll('.any select'), told = document.querySelector('.any [role=status]');
  [from.value, to.value] = [old, now];
  const done = new Promise(done => new MutationObserver((_, o) => { if (!told.textContent.endsWith('…')) { o.disconnect(); done(); } }).observe(told, { childList: true }));
  document.querySelector('.any button').click();
  await done;
  const words = e => [...e.childNodes].filter(n => !n.classList?.contains('n')).map(n => [n.nodeName == 'DEL' ? 'delete' : n.nodeName == 'INS' ? 'insert' : 'equal',
    [...n.childNodes].filter(x => !x.classList?.contains('v')).map(x => x.textContent).join('') || (n.nodeType == 3 ? n.textContent : '')]).map(([op, s], i, all) => [op, i == 0 && all.length > 1 && !s.trim() ? '' : s]).filter(p => p[1]);
  return {
    told: told.textContent,
    groups: [...document.querySelectorAll('.any .r')].map(e => ({ of: e.dataset.of, why: e.querySelector('.why').textContent, words: words(e.querySelector('.u')) })),
    same: [...document.querySelectorAll('.any .same .u')].map(e => words(e).map(p => p[1]).join('')),
  };
}, old, now);

test('any two editions are compared by a script: no word is lost, and what is built is the same', async () => {
  const tab = await browser.newPage(), seen = [];
  tab.on('pageerror', e => seen.push(String(e)));
  tab.on('console', m => { if (m.type() == 'error') seen.push(m.text()); });
  const data = name => JSON.parse(readFileSync(path.join(site.dir, 'api/v1', name), 'utf8'));
  let pairs = 0, records = 0, alike = 0, segments = 0, cut = 0;
  for (const doc of ['user-agreement', 'personal-data-consent', 'privacy-policy']) for (const lang of ['kk', 'ru']) {
    await tab.goto(new URL(`${lang}/${doc}/since/`, site.url).href, { waitUntil: 'networkidle0' });
    const ids = await tab.$$eval('.any label:first-of-type option', list => list.map(o => o.value));
    const text = Object.fromEntries(ids.map(id => {
      const all = [], add = c => { all[c.index] = c.text; c.clauses?.forEach(add); };
      const t = data(`texts/${doc}/${id}/${lang}.json`);
      all[0] = t.title;
      t.clauses.forEach(add);
      return [id, all];
    }));
    for (const [i, old] of ids.entries()) for (const now of ids.slice(i + 1)) {
      pairs++;
      const out = await drawn(tab, old, now);
      const joined = (id, list) => list.split(',').filter(Boolean).map(n => text[id][n]).join('\n\n');
      const used = [[], []];
      for (const g of out.groups) {
        const [a, b] = g.of.split('>');
        used[0].push(...a.split(',').filter(Boolean)), used[1].push(...b.split(',').filter(Boolean));
        const side = op => g.words.filter(p => p[0] != op).map(p => p[1]).join('');
        assert.equal(side('insert').trim(), joined(old, a).trim(), `${doc} ${lang} ${old}-${now}: the old words of ${g.of}`);
        assert.equal(side('delete').trim(), joined(now, b).trim(), `${doc} ${lang} ${old}-${now}: the new words of ${g.of}`);
      }
      // Each unit once: in a group, or among those without a change.
      for (const [n, id] of [old, now].entries()) {
        assert.equal(new Set(used[n]).size, used[n].length);
        const rest = text[id].filter((_, k) => k && !used[n].includes(String(k)));
        assert.deepEqual(out.same.map(s => s.trim()).sort(), rest.map(s => s.trim()).sort(), `${doc} ${lang} ${old}-${now}`);
      }
      // The built redlines: against the edition before, and against the one in force.
      const built = [`redlines/${doc}/${now}/${lang}.json`, `since/${doc}/${old}/${lang}.json`].map(f => { try { return data(f); } catch { return {}; } })
        .map(r => r.redline ?? r).find(r => r.old?.edition == old && r.new.edition == now);
      if (!built) continue;
      for (const c of built.clauses) {
        if (!c.new.length && !c.old.length || c.change == 'unchanged' && !c.moved && !c.renumbered) continue;
        records++;
        const g = out.groups.find(g => g.of == c.old.map(u => u.index) + '>' + c.new.map(u => u.index));
        if (!g) continue;
        alike++;
        if (!c.segments) continue;
        segments++;
        const bare = list => list.filter(p => /[\p{L}\p{N}]/u.test(p[1])).map(p => p[0] + p[1].replace(/[^\p{L}\p{N}]/gu, '')).sort().join('|');
        if (bare(g.words) == bare(c.segments.map(s => [s.op, s.text]))) cut++;
      }
    }
  }
  assert.ok(pairs > 30 && records > 40 && alike == records && cut / segments >= .9, JSON.stringify({ pairs, records, alike, segments, cut }));
  assert.deepEqual(seen, []);
  await tab.close();
});

test('a comparison that is built is opened, one edition twice is refused, and without a script there is no form', async () => {
  const tab = await browser.newPage();
  const ask = async (old, now) => {
    await tab.goto(new URL('ru/user-agreement/since/', site.url).href, { waitUntil: 'networkidle0' });
    await tab.select('.any label:nth-of-type(1) select', old);
    await tab.select('.any label:nth-of-type(2) select', now);
    await tab.focus('.any button');
  };
  for (const [old, now, where] of [['2', '3', '3/changes/'], ['1', '4', 'since/1/'], ['4', '1', 'since/1/'], ['4', '5', '5/changes/']]) {
    await ask(old, now);
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
    assert.equal(tab.url(), new URL(`ru/user-agreement/${where}`, site.url).href);
  }
  await ask('3', '3');
  await tab.keyboard.press('Enter');
  assert.equal(await tab.$eval('.any [role=status]', e => e.textContent), 'Выбрана одна и та же редакция.');
  // The earlier one is the old one, whichever is chosen first; a clause leads to its edition.
  await ask('3', '1');
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('.any .r');
  assert.equal(await tab.$eval('.any .rem .n', a => a.href), new URL('ru/user-agreement/1/#5.1', site.url).href);
  assert.equal(await tab.$eval('.any .add .n', a => a.href), new URL('ru/user-agreement/3/#3.2', site.url).href);
  // Data that does not come is told.
  await ask('1', '3');
  await tab.setOfflineMode(true);
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => /получить не удалось/.test(document.querySelector('.any [role=status]').textContent));
  await tab.setOfflineMode(false);
  await tab.setJavaScriptEnabled(false);
  await tab.goto(new URL('ru/user-agreement/since/', site.url).href);
  assert.equal(await tab.$eval('.any', e => e.checkVisibility()), false);
  await tab.close();
});
