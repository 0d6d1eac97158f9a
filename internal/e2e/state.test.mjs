// The one dated line of the script: right before, at and after each boundary by
// the server's clock, whatever the client's clock and zone; silent when unsure.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from './site.mjs';

let site, browser;

// The server's clock stands in the address, as the script asks for it again with all of it.
const at = (where, now) => {
  const url = new URL(where, site.url);
  if (now) url.searchParams.set('now', now.toISOString());
  return url.href;
};

before(async () => {
  site = await serve('2026-12-01', { date: url => url.searchParams.has('now') ? new Date(url.searchParams.get('now')) : undefined });
  browser = await launch();
});
after(async () => { await browser?.close(); site?.close(); });

// reader opens a page and counts in window.told how often the script said what day it is.
async function reader({ zone = 'Asia/Almaty', clock } = {}) {
  const page = await browser.newPage();
  await page.emulateTimezone(zone);
  await page.evaluateOnNewDocument(() => { window.told = 0; addEventListener('today', () => { window.told++; }); });
  if (clock) await page.evaluateOnNewDocument(`{const real=Date; Date=class extends real{constructor(...a){a.length?super(...a):super(${clock})} static now(){return ${clock}}}}`);
  return page;
}

// said is the dated line of a page, once the script knows the day.
async function said(page, where, now) {
  await page.goto(at(where, now), now ? { waitUntil: 'load' } : { waitUntil: 'networkidle0' });
  if (now) await page.waitForFunction(() => window.told > 0);
  return page.evaluate(() => [...document.querySelectorAll('.state')].map(e => e.textContent.trim()).find(Boolean) ?? '');
}

async function state(where, now, options) {
  const page = await reader(options);
  const text = await said(page, where, now);
  await page.close();
  return text;
}

// Edition 4 was published and took effect on 6 October 2025, 10:00; edition 5 is
// known since November 2026 and follows on 15 January 2027 (UTC+5).
const before4 = new Date('2025-10-06T09:59:59+05:00'), at4 = new Date('2025-10-06T10:00:00+05:00');
const last4 = new Date('2027-01-14T23:59:59+05:00'), at5 = new Date('2027-01-15T00:00:00+05:00');

for (const [lang, word] of [
  ['kk', { scheduled: /күшіне ен/, inForce: /қолданыста(?! болған)/, over: /ауыстырылды|қолданыста болған|күшін жойды/ }],
  ['ru', { scheduled: /вступ/, inForce: /действует/, over: /заменен|утратил|действовал/ }],
]) {
  test(`editions in ${lang} at each boundary`, async () => {
    const on = (date, edition) => state(`${lang}/user-agreement/${edition}/`, date);
    assert.equal(await on(before4, 4), '', 'an edition says nothing of the time before its publication');
    assert.match(await on(at4, 4), word.inForce);
    assert.match(await on(last4, 4), word.inForce);
    assert.match(await on(at5, 4), word.over);
    assert.match(await on(last4, 5), word.scheduled);
    assert.match(await on(at5, 5), word.inForce);
  });
}

// Kazakhstan left UTC+6 on 1 March 2024: edition 2 took effect before, and its page names days after.
for (const [lang, day] of [
  ['kk', (y, m, d) => `${y} жылғы ${d} ${['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'][m]}`],
  ['ru', (y, m, d) => `${d} ${['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'][m]} ${y} года`],
]) {
  test(`the day of the site's zone in ${lang}, in every hour around midnights`, async () => {
    const page = await reader();
    for (const [from, edition] of [['2024-02-28T12:30:00Z', 2], ['2026-11-28T12:30:00Z', 2], ['2027-01-13T12:30:00Z', 4]]) {
      for (let hour = 0; hour < 40; hour++) {
        const now = new Date(Date.parse(from) + hour * 36e5);
        const there = new Date(now.getTime() + (now < Date.parse('2024-02-29T18:00:00Z') ? 6 : 5) * 36e5);
        const text = await said(page, `${lang}/user-agreement/${edition}/`, now);
        const want = day(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate());
        assert.ok(text.replace('\u00a0', ' ').includes(want), `${now.toISOString()}: ${text}, want ${want}`);
      }
    }
    await page.close();
  });
}

test('a banner leads from a text that is over or to come, with a script or without', async () => {
  const banner = async (where, now, script = true) => {
    const page = await reader();
    await page.setJavaScriptEnabled(script);
    await page.goto(at(where, now), { waitUntil: 'load' });
    if (script) await page.waitForFunction(() => window.told > 0);
    const seen = await page.evaluate(() => [...document.querySelectorAll('.stands')].filter(e => e.checkVisibility())
      .map(e => [e.querySelector('b').textContent, ...[...e.querySelectorAll('a')].map(a => new URL(a.href).pathname)].join(' ')));
    const thin = await page.evaluate(() => [...document.querySelectorAll('.thin')].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().top));
    await page.close();
    return { seen: seen.join(), thin };
  };
  const under = new URL(site.url).pathname;
  const over3 = `Редакция 3 утратила силу 6 октября 2025 года (10:00, UTC+5). ${under}ru/user-agreement/ ${under}ru/user-agreement/since/3/`;
  const soon5 = `Редакция 5 применяется с 15 января 2027 года. ${under}ru/user-agreement/ ${under}ru/user-agreement/5/changes/`;
  const over4 = `Редакция 4 утратила силу 15 января 2027 года. ${under}ru/user-agreement/5/ ${under}ru/user-agreement/5/changes/`;
  for (const script of [true, false]) {
    assert.deepEqual(await banner('ru/user-agreement/3/', last4, script), { seen: over3, thin: [] });
    assert.deepEqual(await banner('ru/user-agreement/5/', last4, script), { seen: soon5, thin: [] });
    assert.deepEqual(await banner('ru/user-agreement/4/', last4, script), { seen: '', thin: [] });
    // Who came to a clause keeps a line in sight.
    assert.deepEqual((await banner('ru/user-agreement/3/#4.2', last4, script)).thin, [0]);
    assert.deepEqual((await banner('ru/user-agreement/3/bilingual/#4.2', last4, script)).thin, [0]);
  }
  // The site is the one of the day before.
  assert.equal((await banner('ru/user-agreement/4/', at5)).seen, over4);
  assert.equal((await banner('ru/user-agreement/', at5)).seen, over4);
  assert.equal((await banner('ru/user-agreement/5/', at5)).seen, '');
});

test('the client\'s clock and zone do not matter', async () => {
  const right = await state('ru/user-agreement/4/', at4);
  assert.notEqual(right, '');
  assert.equal(await state('ru/user-agreement/4/', at4, { zone: 'America/Los_Angeles' }), right);
  assert.equal(await state('ru/user-agreement/4/', at4, { zone: 'Pacific/Kiritimati', clock: Date.parse('2031-01-01') }), right);
});

test('silent without a clock to trust', async () => {
  assert.equal(await state('ru/user-agreement/4/'), '');
});
