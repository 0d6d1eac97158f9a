// The one dated line of the script: right before, at and after each boundary by
// the server's clock, whatever the client's clock and zone; silent when unsure.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from './site.mjs';

let site, browser, now;

before(async () => {
  site = await serve('2026-12-01', { date: () => now });
  browser = await launch();
});
after(async () => { await browser?.close(); site?.close(); });

async function state(where, { zone = 'Asia/Almaty', clock } = {}) {
  const page = await browser.newPage();
  await page.emulateTimezone(zone);
  if (clock) await page.evaluateOnNewDocument(`{const real=Date; Date=class extends real{constructor(...a){a.length?super(...a):super(${clock})} static now(){return ${clock}}}}`);
  await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
  const text = await page.evaluate(() => [...document.querySelectorAll('.state')].map(e => e.textContent.trim()).find(Boolean) ?? '');
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
    const at = async (date, edition) => { now = date; return state(`${lang}/user-agreement/${edition}/`); };
    assert.equal(await at(before4, 4), '', 'an edition says nothing of the time before its publication');
    assert.match(await at(at4, 4), word.inForce);
    assert.match(await at(last4, 4), word.inForce);
    assert.match(await at(at5, 4), word.over);
    assert.match(await at(last4, 5), word.scheduled);
    assert.match(await at(at5, 5), word.inForce);
  });
}

// Kazakhstan left UTC+6 on 1 March 2024: edition 2 took effect before, and its page names days after.
for (const [lang, day] of [
  ['kk', (y, m, d) => `${y} жылғы ${d} ${['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'][m]}`],
  ['ru', (y, m, d) => `${d} ${['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'][m]} ${y} года`],
]) {
  test(`the day of the site's zone in ${lang}, in every hour around midnights`, async () => {
    for (const [from, edition] of [['2024-02-28T12:30:00Z', 2], ['2026-11-28T12:30:00Z', 2], ['2027-01-13T12:30:00Z', 4]]) {
      for (let hour = 0; hour < 40; hour++) {
        now = new Date(Date.parse(from) + hour * 36e5);
        const there = new Date(now.getTime() + (now < Date.parse('2024-02-29T18:00:00Z') ? 6 : 5) * 36e5);
        const text = await state(`${lang}/user-agreement/${edition}/`);
        const want = day(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate());
        assert.ok(text.replace('\u00a0', ' ').includes(want), `${now.toISOString()}: ${text}, want ${want}`);
      }
    }
  });
}

test('a banner leads from a text that is over or to come, with a script or without', async () => {
  const banner = async (where, script = true) => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(script);
    await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
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
  now = last4;
  for (const script of [true, false]) {
    assert.deepEqual(await banner('ru/user-agreement/3/', script), { seen: over3, thin: [] });
    assert.deepEqual(await banner('ru/user-agreement/5/', script), { seen: soon5, thin: [] });
    assert.deepEqual(await banner('ru/user-agreement/4/', script), { seen: '', thin: [] });
    // Who came to a clause keeps a line in sight.
    assert.deepEqual((await banner('ru/user-agreement/3/#4.2', script)).thin, [0]);
    assert.deepEqual((await banner('ru/user-agreement/3/bilingual/#4.2', script)).thin, [0]);
  }
  now = at5; // the site is the one of the day before
  assert.equal((await banner('ru/user-agreement/4/')).seen, over4);
  assert.equal((await banner('ru/user-agreement/')).seen, over4);
  assert.equal((await banner('ru/user-agreement/5/')).seen, '');
});

test('the client\'s clock and zone do not matter', async () => {
  now = at4;
  const right = await state('ru/user-agreement/4/');
  assert.notEqual(right, '');
  assert.equal(await state('ru/user-agreement/4/', { zone: 'America/Los_Angeles' }), right);
  assert.equal(await state('ru/user-agreement/4/', { zone: 'Pacific/Kiritimati', clock: Date.parse('2031-01-01') }), right);
});

test('silent without a clock to trust', async () => {
  now = undefined;
  assert.equal(await state('ru/user-agreement/4/'), '');
});
