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
