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
