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

// Edition 4 applies from 6 October 2025, 10:00, until 15 January 2027 (UTC+5).
const before4 = new Date('2025-10-06T09:59:59+05:00'), at4 = new Date('2025-10-06T10:00:00+05:00');
const last4 = new Date('2027-01-14T23:59:59+05:00'), after4 = new Date('2027-01-15T00:00:00+05:00');

for (const [lang, word] of [['kk', { scheduled: /күшіне енеді/, inForce: /қолданыста(?!н)/, over: /күшін жойды|қолданыста болған|ауыстырылды/ }],
  ['ru', { scheduled: /вступает в силу|вступит в силу/, inForce: /действует/, over: /утратил|действовал|заменен/ }]]) {
  test(`edition 4 in ${lang} at each boundary`, async () => {
    const seen = {};
    for (const [name, date] of Object.entries({ before4, at4, last4, after4 })) {
      now = date;
      seen[name] = await state(`${lang}/user-agreement/4/`);
    }
    assert.match(seen.before4, word.scheduled);
    assert.match(seen.at4, word.inForce);
    assert.match(seen.last4, word.inForce);
    assert.match(seen.after4, word.over);
  });
}

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
