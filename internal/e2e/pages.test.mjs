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
async function open(where, { width, scheme = 'light', script = true }) {
  const page = await browser.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  // data: is the browser's own picture in a date field; the policy forbids any of the page's.
  page.on('request', r => { if (!r.url().startsWith(site.url) && !r.url().startsWith('data:')) trouble.push('request to ' + r.url()); });
  // Leaving the page aborts the script's HEAD request for the server's clock.
  page.on('requestfailed', r => { if (r.method() !== 'HEAD') trouble.push(`failed: ${r.url()} ${r.failure()?.errorText}`); });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
  return { page, trouble };
}

test('every kind of page exists', () => {
  const have = new Set(files(site.dir));
  for (const k of [...kinds, ...redlines]) assert.ok(have.has(k.endsWith('/') ? k + 'index.html' : k), k);
});

for (const where of [...kinds, ...redlines]) for (const width of [320, 1280]) for (const scheme of ['light', 'dark']) {
  test(`${where} at ${width} px, ${scheme}`, async () => {
    const { page, trouble } = await open(where, { width, scheme });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `scrolls sideways: ${wide} px`);
    await page.evaluate(axe); // by the protocol, which the page's policy does not bind
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`), []);
    assert.deepEqual(trouble, []);
    await page.close();
  });
}

test('every page reads the same without JavaScript', async () => {
  for (const where of kinds) {
    const text = [];
    for (const script of [true, false]) {
      const { page, trouble } = await open(where, { width: 1280, script });
      const client = await page.createCDPSession();
      const { root } = await client.send('DOM.getDocument');
      const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'main' });
      const { outerHTML } = await client.send('DOM.getOuterHTML', { nodeId });
      // The script says the state of the day in .state and .as-of, and nothing else.
      text.push(outerHTML.replace(/<(p|span|small)[^>]*class="[^"]*(state|as-of)[^"]*"[^>]*>[^<]*<\/\1>/g, '')
        .replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim());
      assert.deepEqual(trouble, []);
      await page.close();
    }
    assert.ok(text[1].length > 20, `${where} is empty without JavaScript`);
    assert.equal(text[0], text[1], where);
  }
});

test('the language switch keeps page and clause', async () => {
  const { page } = await open('kk/user-agreement/3/#4.1-1', { width: 1280 });
  await Promise.all([page.waitForNavigation(), page.click('a[hreflang="ru"]')]);
  assert.equal(page.url(), new URL('ru/user-agreement/3/#4.1-1', site.url).href);
  await page.close();
});

// A redline without JavaScript holds all its words, and says them aloud.
test('redlines need no JavaScript', async () => {
  for (const where of redlines) {
    const { page, trouble } = await open(where, { width: 360, script: false });
    const client = await page.createCDPSession();
    const { root } = await client.send('DOM.getDocument');
    const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'main' });
    const { outerHTML } = await client.send('DOM.getOuterHTML', { nodeId });
    assert.ok(outerHTML.replace(/<[^>]*>/g, '').length > 100, where);
    assert.deepEqual(trouble, []);
    await page.close();
  }
});
