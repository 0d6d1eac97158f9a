// docs/nginx.conf as an administrator includes it: every kind of page and file
// works behind it, with the headers that it promises.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { budget, open, serve, weigh } from './nginx.mjs';
import { files, kelisim, kinds, launch, policy, redlines } from './site.mjs';

let site, browser;
before(async () => {
  site = await serve('2026-12-01');
  browser = await launch();
});
after(async () => { await browser?.close(); await site?.close(); });

// ask sends one plain request; nothing is unpacked and no redirect followed.
const ask = (where, { method = 'GET', headers = {}, at = site } = {}) => new Promise((done, fail) => {
  http.request(new URL(where, at.url), { method, headers }, response => {
    const parts = [];
    response.on('data', part => parts.push(part)).on('error', fail)
      .on('end', () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
  }).on('error', fail).end();
});

const shown = ['kk/feed.xml', 'ru/user-agreement/feed.xml', 'sitemap.xml', 'robots.txt', 'kk/user-agreement/3/text.txt', 'api/v1/index.json', 'api/v1/schema/text.json'];
const missing = ['404.html', 'nothing/', 'kk/nothing', 'assets/nothing.css', 'kk/user-agreement/3/nothing/text.md', 'api/', 'assets/', '.kelisim.json', '.git/config', 'kk/.hidden/', 'kk/.text.md'];

const secure = {
  'content-security-policy': `${policy}; frame-ancestors 'self'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const revalidated = 'no-cache', immutable = 'public, max-age=31536000, immutable';

// holds checks what every answer has, each header once and none of the outer server.
function holds({ headers }, cache, where) {
  assert.equal(headers['cache-control'], cache, where);
  for (const [name, value] of Object.entries(secure)) assert.equal(headers[name], value, `${where}: ${name}`);
  for (const name of ['expires', 'x-outer']) assert.equal(headers[name], undefined, `${where}: ${name}`);
}

for (const where of [...kinds.filter(k => k !== '404.html'), ...redlines]) {
  test(`${where} in a browser`, async () => {
    const { page, trouble, response } = await open(browser, new URL(where, site.url).href);
    assert.equal(response.status(), 200);
    assert.deepEqual(trouble, []);
    const { requests, bytes } = await weigh(page);
    assert.ok(bytes > 500 && bytes <= budget.bytes, `${bytes} bytes`);
    assert.ok(requests <= budget.requests, `${requests} requests`);
    await page.close();
  });
}

for (const where of shown) {
  test(`${where} in a browser`, async () => {
    const { page, trouble, response } = await open(browser, new URL(where, site.url).href);
    assert.equal(response.status(), 200);
    assert.deepEqual(trouble, []);
    await page.close();
  });
}

test('a missing page in a browser', async () => {
  const { page, trouble, response } = await open(browser, new URL('kk/nothing/', site.url).href);
  assert.equal(response.status(), 404);
  // The page itself, and the script's request for the clock.
  assert.deepEqual(trouble, Array(2).fill('Failed to load resource: the server responded with a status of 404 (Not Found)'));
  await Promise.all([page.waitForNavigation(), page.click('main a[href$="/ru/"]')]);
  assert.equal(page.url(), new URL('ru/', site.url).href);
  await page.close();
});

// The browser fetches what it would not show but save, and the fragments.
test('data and fragments fetched by a page', async () => {
  const { page, trouble } = await open(browser, new URL('kk/', site.url).href);
  const all = files(site.dir).filter(f => !f.startsWith('.') && /^(embed|api|ledger)\/|\.(xml|ics|md|txt|svg)$/.test(f));
  assert.ok(all.length > 100);
  const got = await page.evaluate(where => Promise.all(where.map(async w => {
    const r = await fetch('../' + w);
    return r.ok && new Uint8Array(await r.arrayBuffer()).length;
  })), all);
  all.forEach((f, i) => assert.equal(got[i], readFileSync(path.join(site.dir, f)).length, f));
  assert.deepEqual(trouble, []);
  await page.close();
});

test('a violation would be seen', async () => {
  const { page, trouble } = await open(browser, new URL('kk/', site.url).href);
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = "run"' }));
    return new Promise(done => setTimeout(done));
  });
  assert.notEqual(await page.title(), 'run');
  assert.match(trouble.join(), /ContentSecurityPolicyIssue/);
  await page.close();
});

test('types', async () => {
  for (const [where, type] of Object.entries({
    'kk/': 'text/html; charset=utf-8',
    'embed/kk/user-agreement/3.html': 'text/html; charset=utf-8',
    'embed/kelisim-text.js': 'text/javascript; charset=utf-8',
    'kk/feed.xml': 'application/atom+xml; charset=utf-8',
    'ru/user-agreement/feed.xml': 'application/atom+xml; charset=utf-8',
    'sitemap.xml': 'application/xml; charset=utf-8',
    'kk/calendar.ics': 'text/calendar; charset=utf-8',
    'robots.txt': 'text/plain; charset=utf-8',
    'kk/user-agreement/3/text.md': 'text/markdown; charset=utf-8',
    'kk/user-agreement/3/text.txt': 'text/plain; charset=utf-8',
    'api/v1/index.json': 'application/json; charset=utf-8',
    'ledger/ledger.jsonl': 'application/jsonl; charset=utf-8',
    'nothing.md': 'text/html; charset=utf-8',
  })) assert.equal((await ask(where)).headers['content-type'], type, where);
  const assets = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml; charset=utf-8' };
  for (const f of files(site.dir, 'assets')) assert.equal((await ask(f)).headers['content-type'], assets[f.split('.').pop()], f);
});

test('every file, with its headers, and 304 with the same', async () => {
  const all = files(site.dir).filter(f => f !== '.kelisim.json' && f !== '404.html');
  let forever = 0;
  for (const f of all) {
    const cache = f.startsWith('assets/') || /\/text\.(md|txt)$/.test(f) ? immutable : revalidated;
    const plain = await ask(f);
    assert.equal(plain.status, 200, f);
    assert.ok(plain.body.equals(readFileSync(path.join(site.dir, f))), f);
    holds(plain, cache, f);
    for (const coding of ['identity', 'gzip']) {
      const { headers } = await ask(f, { headers: { 'accept-encoding': coding } });
      assert.match(headers.etag, /^(W\/)?"[^"]+"$/, f);
      const again = await ask(f, { headers: { 'accept-encoding': coding, 'if-none-match': headers.etag } });
      assert.equal(again.status, 304, f);
      assert.equal(again.body.length, 0);
      holds(again, cache, f);
    }
    forever += cache === immutable;
  }
  assert.ok(forever > 10 && forever < all.length / 2, `${forever} of ${all.length} are immutable`);
});

test('text travels compressed', async () => {
  for (const where of ['kk/', 'kk/feed.xml', 'sitemap.xml', 'kk/calendar.ics', 'api/v1/index.json', 'ledger/ledger.jsonl', 'kk/user-agreement/3/text.md', 'kk/user-agreement/3/text.txt']) {
    const { headers } = await ask(where, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(headers['content-encoding'], 'gzip', where);
    assert.equal(headers.vary, 'Accept-Encoding', where);
  }
});

test('what is missing, hidden or a folder without a page', async () => {
  const page = readFileSync(path.join(site.dir, '404.html'));
  for (const where of missing) {
    const answer = await ask(where);
    assert.equal(answer.status, 404, where);
    assert.ok(answer.body.equals(page), where);
    holds(answer, revalidated, where);
  }
  // Beside the site the server's own rules hold.
  assert.equal(String((await ask('../nothing')).body), 'outer');
  assert.equal(String((await ask('../legally')).body), 'outer');
});

test('folders redirect to themselves, on whatever host and port', async () => {
  for (const where of ['', 'kk', 'kk/user-agreement/3', 'kk/user-agreement/3/changes', 'api']) {
    const answer = await ask(`../legal/${where}`.replace(/\/$/, ''), { headers: { host: 'example.kz' } });
    assert.equal(answer.status, 301, where);
    assert.equal(answer.headers.location, `/legal/${where}${where && '/'}`);
    if (where) holds(answer, revalidated, where);
  }
});

test('GET and HEAD only', async () => {
  for (const where of ['kk/', 'kk/index.html', 'robots.txt', 'kk/user-agreement/3/text.md']) {
    const head = await ask(where, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.body.length, 0);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      assert.equal((await ask(where, { method })).status, 405, `${method} ${where}`);
    }
  }
});

test('files of an edition', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-files-'));
  const page = await browser.newPage();
  const types = { pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };
  kelisim(root, 'init', root);
  const beside = name => path.join(root, 'content/user-agreement/1', name);
  await page.pdf({ path: beside('order.pdf') });
  await page.screenshot({ path: beside('order.png') });
  await page.screenshot({ path: beside('order.jpg') });
  writeFileSync(beside('order.docx'), 'a document');
  await page.close();
  kelisim(root, 'publish', '--yes', 'user-agreement', '1');
  kelisim(root, 'build', '--quiet');
  site.swap(path.join(root, 'public'));
  try {
    for (const [ext, type] of Object.entries(types)) {
      const where = `files/user-agreement/1/order.${ext}`;
      const answer = await ask(where, { headers: { 'accept-encoding': 'gzip' } });
      assert.equal(answer.headers['content-type'], type);
      assert.ok(answer.body.equals(readFileSync(beside(`order.${ext}`))), where);
      holds(answer, revalidated, where);
    }
    const look = ext => open(browser, new URL(`files/user-agreement/1/order.${ext}`, site.url).href);
    const { page, trouble } = await look('pdf');
    assert.deepEqual(trouble, []);
    await page.close();
    for (const ext of ['png', 'jpg']) {
      const { page, trouble } = await look(ext);
      assert.ok(await page.$eval('img', img => img.naturalWidth > 0), ext);
      // The browser's own frame of a picture has style attributes: it is shown without.
      assert.deepEqual(trouble.filter(t => !/style-src/.test(t)), [], ext);
      await page.close();
    }
  } finally {
    site.swap(site.dir);
  }
});

// The server would keep open files for an hour; the site's are always those of now.
test('a new build is served at once, with another ETag', async () => {
  const pages = ['kk/user-agreement/', 'ru/user-agreement/'], same = 'kk/user-agreement/3/text.md';
  const before = await Promise.all([...pages, same].map(where => ask(where)));
  kelisim(path.dirname(site.dir), 'build', '--quiet', '--as-of', '2027-02-01');
  for (const [i, where] of pages.entries()) {
    const now = await ask(where, { headers: { 'if-none-match': before[i].headers.etag } });
    assert.equal(now.status, 200, where);
    assert.notEqual(now.headers.etag, before[i].headers.etag);
    assert.ok(now.body.equals(readFileSync(path.join(site.dir, where, 'index.html'))), where);
    assert.ok(!now.body.equals(before[i].body), where);
  }
  assert.equal((await ask(same, { headers: { 'if-none-match': before.at(-1).headers.etag } })).status, 304);
});

test('at the root of a host and under another path, as the file says', async () => {
  for (const under of ['', '/docs/kelisim']) {
    const other = await serve('2026-12-01', under);
    try {
      const { page, trouble } = await open(browser, new URL('kk/user-agreement/', other.url).href);
      assert.deepEqual(trouble, []);
      await page.close();
      const at = { at: other };
      holds(await ask('kk/', at), revalidated);
      holds(await ask('kk/user-agreement/3/text.txt', at), immutable);
      holds(await ask(files(other.dir, 'assets')[0], at), immutable);
      assert.equal((await ask('kk', at)).headers.location, `${under}/kk/`);
      assert.equal((await ask('sitemap.xml', at)).headers['content-type'], 'application/xml; charset=utf-8');
      const answer = await ask('.kelisim.json', at);
      assert.equal(answer.status, 404);
      assert.ok(answer.body.equals(readFileSync(path.join(other.dir, '404.html'))));
    } finally {
      await other.close();
    }
  }
});
