// Pages of the hard site: on every width nothing leaves the window, and paper holds
// every letter that the page shows for printing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { buildHard, hardPages } from './hard.mjs';
import { host, launch } from './site.mjs';

let site, browser, page;

before(async () => {
  site = await host({ date: () => new Date('2026-12-01T12:00:00+05:00') });
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
