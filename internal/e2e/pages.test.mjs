// Every kind of page, narrow and wide, light and dark: accessible, whole, quiet.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { files, kinds, launch, redlines, serve } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let site, browser;

before(async () => {
  site = await serve('2026-12-01');
  browser = await launch();
});
after(async () => { await browser?.close(); site?.close(); });

// open loads a page and collects what goes wrong on it.
async function open(where, { script = true } = {}) {
  const page = await browser.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  // data: is the browser's own picture in a date field; the policy forbids any of the page's.
  page.on('request', r => { if (!r.url().startsWith(site.url) && !r.url().startsWith('data:')) trouble.push('request to ' + r.url()); });
  // Leaving the page aborts the script's HEAD request for the server's clock.
  page.on('requestfailed', r => { if (r.method() !== 'HEAD') trouble.push(`failed: ${r.url()} ${r.failure()?.errorText}`); });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(new URL(where, site.url).href, { waitUntil: script ? 'networkidle0' : 'load' });
  return { page, trouble };
}

test('every kind of page exists', () => {
  const have = new Set(files(site.dir));
  for (const k of [...kinds, ...redlines]) assert.ok(have.has(k.endsWith('/') ? k + 'index.html' : k), k);
});

// words are what main says: its text, but for the lines that the script puts into .state
// and .as-of, and nothing else.
async function words(page) {
  const client = await page.createCDPSession();
  const { root } = await client.send('DOM.getDocument');
  const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'main' });
  const { outerHTML } = await client.send('DOM.getOuterHTML', { nodeId });
  return outerHTML.replace(/<button[^>]*>[^<]*<\/button>/g, '') // what only a script can do
    .replace(/<(p|span|small)[^>]*class="[^"]*(state|as-of)[^"]*"[^>]*>(<b>[^<]*<\/b>)?[^<]*<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
}

for (const where of [...kinds, ...redlines]) {
  // One load: width and scheme change in the stylesheet alone.
  test(`${where}, narrow and wide, light and dark`, async () => {
    const { page, trouble } = await open(where);
    await page.evaluate(axe); // by the protocol, which the page's policy does not bind
    for (const width of [320, 1280]) for (const scheme of ['light', 'dark']) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `scrolls sideways at ${width}: ${wide} px`);
      const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`), [], `${width} px, ${scheme}`);
    }
    const said = await words(page);
    assert.deepEqual(trouble, []);
    await page.close();

    const bare = await open(where, { script: false });
    const read = await words(bare.page);
    assert.deepEqual(bare.trouble, [], 'without JavaScript');
    await bare.page.close();
    assert.ok(read.length > (redlines.includes(where) ? 100 : 20), 'empty without JavaScript');
    if (kinds.includes(where)) assert.equal(said, read, 'the same words without JavaScript');
  });
}

test('the language switch keeps page and clause', async () => {
  const { page } = await open('kk/user-agreement/3/#4.1-1');
  await Promise.all([page.waitForNavigation(), page.click('a[hreflang="ru"]')]);
  assert.equal(page.url(), new URL('ru/user-agreement/3/#4.1-1', site.url).href);
  await page.close();
});
