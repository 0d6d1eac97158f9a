// The element kelisim-text on a page of another system, under the policy of docs
// and Trusted Types: a text whole or the plain link, and events that tell which.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, policy, repository, serve } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const trusted = policy + "; require-trusted-types-for 'script'; trusted-types kelisim-text";
let site, browser, current;
let asked = []; // what a page asked for, but /page…
const own = new Map(); // what the server has besides the site: path to {type, body, csp, moved, held}

before(async () => {
  site = await serve('2026-12-01', { answer });
  browser = await launch();
  current = JSON.parse(readFileSync(path.join(site.dir, 'api/v1/current.json'), 'utf8'));
  own.set('/page.css', { type: 'text/css', body: `body { font: 16px/1.5 sans-serif; margin: 1rem; color: #222; background: #fff; }
    .far { height: 3000px; } .box { display: block; height: 12rem; overflow: auto; } kelisim-text::part(number) { color: rgb(1, 2, 3); }` });
  own.set('/page.svg', { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  own.set('/page.js', { type: 'text/javascript', body: `self.told = [];
    for (const name of ['ready', 'failed', 'read-to-end']) document.addEventListener(name, e => told.push([e.target.id, name, e.detail]));` });
});
after(async () => { await browser?.close(); site?.close(); });

function answer(name, res) {
  if (name.startsWith('/site/')) asked.push(name);
  const file = own.get(name);
  if (!file) return false;
  if (!name.startsWith('/page')) asked.push(name);
  const send = () => {
    if (file.moved) res.writeHead(302, { Location: file.moved });
    else res.writeHead(200, { 'Content-Type': file.type ?? 'text/html; charset=utf-8', 'Content-Security-Policy': file.csp ?? trusted });
    res.end(file.body);
  };
  if (file.held) file.held.then(send);
  else send();
  return true;
}

const sum = data => 'sha256-' + createHash('sha256').update(data).digest('base64');

// text is a text of the site with its fragment.
function text(document, edition, language) {
  const file = `embed/${language}/${document}/${edition}.html`;
  return { document, edition, language, path: file, integrity: sum(readFileSync(path.join(site.dir, file))) };
}

// put serves bytes at a path of their own and returns the attributes to show them.
function put(body, more = {}) {
  const src = `/own/${own.size}`;
  own.set(src, { body, ...more });
  return { src, integrity: sum(body) };
}

const element = ({ id = 'a', src, integrity, lang = 'kk', box = '' }) =>
  `<kelisim-text id="${id}"${box && ' class="box"'}${src ? ` src="${src}"` : ''}${integrity ? ` integrity="${integrity}"` : ''} lang="${lang}"><a href="/site/kk/">Келісім</a></kelisim-text>`;

const shown = t => ({ src: `/site/${t.path}`, integrity: t.integrity, lang: t.language });

// open loads a page with a body and collects what goes wrong on it.
async function open(body, { script = true, csp = trusted, width = 800, prepare } = {}) {
  const at = `/page/${own.size}`;
  own.set(at, { csp, body: `<!doctype html><html lang="kk"><head><title>Тіркелу</title><meta name="viewport" content="width=device-width"><link rel="icon" href="/page.svg">
<link rel="stylesheet" href="/page.css"><script src="/page.js"></script><script src="/site/embed/kelisim-text.js" defer></script></head>
<body><main><h1>Тіркелу</h1>${body}</main></body></html>` });
  const page = await browser.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height: 600 });
  if (prepare) await page.evaluateOnNewDocument(prepare);
  asked = [];
  await page.goto(new URL(at, site.url).href, { waitUntil: 'load' });
  return { page, trouble, told: n => told(page, n) };
}

// told waits until a page was told of n events and has drawn a few times, so that
// no other is under way, and returns all.
async function told(page, n) {
  return page.evaluate(async n => {
    const frame = () => new Promise(requestAnimationFrame);
    while (told.length < n) await frame();
    for (let i = 0; i < 4; i++) await frame();
    return told;
  }, n);
}

const events = list => list.map(([id, name]) => `${id} ${name}`);

// visible tells what a reader sees of an element: its link or its text.
const visible = (page, id = 'a') => page.evaluate(id => {
  const e = document.getElementById(id), link = e.querySelector('a').getClientRects().length > 0;
  const article = e.shadowRoot?.querySelector('article');
  return article ? link ? 'both' : article.dataset.edition + article.dataset.language : link ? 'link' : 'nothing';
}, id);

// The record of consent is made of what the ledger says.
function ledger(t) {
  const records = readFileSync(path.join(site.dir, 'ledger/ledger.jsonl'), 'utf8').split('\n').filter(Boolean).map(l => JSON.parse(l));
  const { source_sha256, plain_sha256 } = records.find(r => r.document === t.document && r.edition === t.edition).texts.find(x => x.language === t.language);
  return { document: t.document, edition: t.edition, language: t.language, sha256: source_sha256, plain_sha256 };
}

test('current.json names the script, small and as it is served', async () => {
  const bytes = readFileSync(path.join(site.dir, 'embed/kelisim-text.js'));
  assert.deepEqual(current.element, { path: 'embed/kelisim-text.js', integrity: sum(bytes) });
  assert.ok(bytes.length < 4000, `${bytes.length} bytes`);
});

test('a text in place of the link, with the ledger\'s hashes', async () => {
  const t = text('user-agreement', '4', 'kk');
  const { page, trouble, told } = await open(element(shown(t)));
  assert.deepEqual(await told(1), [['a', 'ready', ledger(t)]], 'and the end is not in view');
  assert.equal(await visible(page), '4kk');
  const look = await page.evaluate(() => {
    const root = document.getElementById('a').shadowRoot;
    const style = e => { const { color, fontFamily, fontSize } = getComputedStyle(e); return [color, fontFamily, fontSize].join(); };
    return {
      lang: root.querySelector('article').lang,
      inherits: ['p', 'a'].every(e => style(root.querySelector(`${e}:not(.kt-n)`)) === style(document.body)),
      number: getComputedStyle(root.querySelector('[part=number]')).color,
      parts: [...new Set([...root.querySelectorAll('[part]')].flatMap(e => [...e.part]))].sort(),
      first: root.querySelector('.kt-n').textContent,
    };
  });
  assert.equal(look.lang, 'kk');
  assert.ok(look.inherits);
  assert.equal(look.number, 'rgb(1, 2, 3)');
  for (const part of ['clause', 'heading', 'number', 'text', 'title']) assert.ok(look.parts.includes(part), part);
  assert.equal(look.first, '1.');
  await page.keyboard.press('End');
  const end = await told(2);
  assert.deepEqual(end[1], ['a', 'read-to-end', ledger(t)]);
  for (const y of [0, 1e6]) {
    await page.evaluate(y => scrollTo(0, y), y);
    assert.equal((await told(2)).length, 2, 'once');
  }
  assert.deepEqual(trouble, []);
  await page.close();
});

test('the example of docs', async () => {
  const doc = readFileSync(path.join(repository, 'docs/integrator.md'), 'utf8');
  const block = lang => [...doc.matchAll(new RegExp('```' + lang + '\\n([^]*?)```', 'g'))].map(m => m[1]);
  const [markup] = block('html'), [script] = block('javascript'), [style] = block('css');
  const t = text('user-agreement', '3', 'kk');
  own.set('/register.js', { type: 'text/javascript', body: script });
  own.set('/register.css', { type: 'text/css', body: style });
  const other = text('privacy-policy', '2', 'ru');
  const write = x => markup.replaceAll('/legal/', '/site/').replace('sha256-…', x.integrity).replace('…', '')
    .replaceAll('/kk/user-agreement/3', `/${x.language}/${x.document}/${x.edition}`).replace('lang="kk"', `lang="${x.language}"`);
  const { page, trouble, told } = await open('<link rel="stylesheet" href="/register.css"><form>' + write(t) + write(other).replace(/<script[^]*?<\/script>/g, '') + '</form>');
  assert.deepEqual(events(await told(2)).sort(), [' ready', ' ready']);
  const filled = await page.evaluate(() => [...new FormData(document.querySelector('form'))]);
  const posted = x => { const { plain_sha256, ...rest } = ledger(x); return Object.entries(rest); };
  assert.deepEqual(filled, [...posted(t), ...posted(other)], 'each text has its own fields');
  assert.ok(await page.evaluate(() => { const e = document.querySelector('kelisim-text'); return e.scrollHeight > e.clientHeight; }), 'it scrolls');
  assert.deepEqual(trouble, []);
  await page.close();
});

test('without Trusted Types', async () => {
  const prepare = () => Object.defineProperty(self, 'trustedTypes', { value: undefined });
  const { page, trouble, told } = await open(element(shown(text('user-agreement', '4', 'kk'))), { csp: policy, prepare });
  assert.deepEqual(events(await told(1)), ['a ready']);
  assert.deepEqual(trouble, []);
  await page.close();
});

test('the link where there is no JavaScript', async () => {
  const { page } = await open(element(shown(text('user-agreement', '4', 'kk'))), { script: false });
  const client = await page.createCDPSession();
  const { root } = await client.send('DOM.getDocument');
  const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#a a' });
  const { model } = await client.send('DOM.getBoxModel', { nodeId });
  assert.ok(model.width > 0 && model.height > 0);
  await page.close();
});

test('the link where anything is wrong', async t => {
  const good = text('user-agreement', '4', 'kk'), right = shown(good);
  const bytes = readFileSync(path.join(site.dir, good.path), 'utf8');
  let foreign = 0;
  const elsewhere = http.createServer((req, res) => {
    foreign++;
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Access-Control-Allow-Origin': '*' });
    res.end(bytes);
  });
  t.after(() => elsewhere.close());
  await new Promise(done => elsewhere.listen(0, '127.0.0.1', done));
  const moved = put('', { moved: right.src });
  const cases = {
    fetch: [
      { ...right, src: put(bytes.replace('2.1.', '2.2.')).src },
      { ...right, integrity: sum('other') },
      { ...right, src: moved.src },
      { ...right, src: '/site/none.html' },
      { ...right, src: '' },
      { ...right, src: 'http://[' },
    ],
    origin: [
      { ...right, src: `http://127.0.0.1:${elsewhere.address().port}/` },
      { ...right, src: right.src.replace('/site/', `//localhost:${new URL(site.url).port}/site/`) },
      { ...right, src: 'data:text/html,' + encodeURIComponent(bytes) },
    ],
    integrity: ['', 'sha256-', 'md5-x', right.integrity.slice(0, -2), right.integrity.replace(/.=$/, '_='), `x ${right.integrity}`, right.integrity + ' sha256-x']
      .map(integrity => ({ ...right, integrity })),
    language: [{ ...right, lang: 'ru' }, { ...right, lang: '' }],
  };
  for (const [reason, list] of Object.entries(cases)) {
    const { page, told } = await open(list.map((x, i) => element({ ...x, id: `e${i}` })).join('\n'));
    const got = await told(list.length);
    assert.deepEqual(got.sort(), list.map((_, i) => [`e${i}`, 'failed', { reason }]), reason);
    for (const i of list.keys()) {
      assert.equal(await visible(page, `e${i}`), 'link', `${reason} ${i}`);
      assert.equal(await page.evaluate(i => document.getElementById(`e${i}`).shadowRoot, i), null);
    }
    if (reason === 'origin' || reason === 'integrity') assert.deepEqual(asked, ['/site/embed/kelisim-text.js'], 'nothing is asked for');
    await page.close();
  }
  assert.equal(foreign, 0);
});

test('the link where a fragment could run or load, or is not one text', async () => {
  const article = (inner, more = '') => `<article class="kelisim-text" lang="kk" data-language="kk"${more}>\n<h2>Т</h2>\n${inner}</article>\n`;
  const loaded = '/own/loaded';
  own.set(loaded, { type: 'text/javascript', body: 'self.ran = 1' });
  const bad = [
    article('<script src="/own/loaded"></script>'), article('<script>self.ran = 1</script>'),
    article('<p onclick="self.ran = 1">x</p>'), article('<p data-x="y" onclick="self.ran = 1">x</p>'), article('', ' onfocus="self.ran = 1" tabindex="0"'),
    article('<p style="color: red">x</p>'), article('<style>@import "/own/loaded"</style>'), article('<link rel="stylesheet" href="/own/loaded">'),
    article('<img src="/own/loaded" onerror="self.ran = 1">'), article('<iframe src="/own/loaded"></iframe>'), article('<iframe srcdoc="x"></iframe>'),
    article('<object data="/own/loaded"></object>'), article('<embed src="/own/loaded">'), article('<svg><script href="/own/loaded"></script></svg>'),
    article('<svg><a href="https://x/"></a></svg>'), article('<math></math>'), article('<template><p>x</p></template>'), article('<form></form>'), article('<base href="/x/">'),
    article('<meta http-equiv="refresh" content="0">'), article('<kelisim-text></kelisim-text>'), article('<a href="javascript:self.ran = 1">x</a>'),
    article('<a href="java&#115;cript:self.ran = 1">x</a>'), article('<a href=" javascript:self.ran = 1">x</a>'), article('<a href="data:text/html,x">x</a>'),
    article('<a href="https://x/" ping="/own/loaded">x</a>'), article('<p is="x-y">x</p>'), article('<P>x</P>'), article('<<p>script>self.ran = 1<</p>/script>'),
    article('<!-- -->'),
    '<script src="/own/loaded"></script>' + article(''), '<title>x</title>' + article(''), '<!doctype html>' + article(''),
    article('') + article(''), article('') + 'x', 'x' + article(''), `<div>${article('')}</div>`, '<p>x</p>', '', 'x',
  ];
  const { page, told } = await open(bad.map((x, i) => element({ ...put(x), id: `e${i}` })).join('\n'));
  const got = await told(bad.length);
  for (const [i, html] of bad.entries()) {
    assert.deepEqual(got.filter(x => x[0] === `e${i}`), [[`e${i}`, 'failed', { reason: 'fragment' }]], html);
    assert.equal(await visible(page, `e${i}`), 'link', html);
  }
  assert.equal(await page.evaluate(() => self.ran), undefined);
  assert.ok(!asked.includes(loaded));
  const { told: fine, page: other } = await open(element(put(article('<p>x &lt;script&gt;</p>'))));
  assert.deepEqual(events(await fine(2)), ['a ready', 'a read-to-end'], 'the frame of these is good');
  await Promise.all([page.close(), other.close()]);
});

// hold is a promise that the test fulfils: a server's answer that is under way.
function hold() {
  let release;
  const held = new Promise(done => { release = done; });
  return { held, release };
}

const set = (page, attributes) => page.evaluate(a => {
  for (const [name, value] of Object.entries(a)) document.getElementById('a').setAttribute(name, value);
}, attributes);

test('the newest attributes win', async () => {
  const t4 = text('user-agreement', '4', 'kk'), t3 = text('user-agreement', '3', 'ru');
  const slow = hold();
  const first = put(readFileSync(path.join(site.dir, t4.path)), slow);
  const { page, told } = await open(element(first));
  await set(page, shown(t3));
  assert.deepEqual(events(await told(1)), ['a ready']);
  assert.equal(await visible(page), '3ru');
  assert.equal(asked.filter(a => a.startsWith('/site/embed/ru')).length, 1, 'attributes that change together are one change');

  const late = page.waitForResponse(r => r.url().endsWith(first.src));
  slow.release();
  await (await late).buffer();
  assert.equal((await told(1)).length, 1, 'the older one says nothing');
  assert.equal(await visible(page), '3ru');

  // There and back again, before the first has come: told once.
  const slower = hold();
  const again = put(readFileSync(path.join(site.dir, t4.path)), slower);
  await set(page, { ...again, lang: 'kk' });
  await told(1);
  assert.equal(await visible(page), 'link', 'never the text of other attributes');
  await set(page, shown(t3));
  await told(2);
  await set(page, { ...again, lang: 'kk' });
  slower.release();
  const all = await told(3);
  assert.deepEqual(all.map(([, name, d]) => `${name} ${d.edition}`), ['ready 3', 'ready 3', 'ready 4']);
  assert.equal(await visible(page), '4kk');

  await set(page, { integrity: sum('other') });
  assert.deepEqual((await told(4))[3], ['a', 'failed', { reason: 'fetch' }]);
  assert.equal(await visible(page), 'link', 'after a text, too');
  await page.close();
});

test('made by a script', async () => {
  const { page, trouble, told } = await open('');
  await page.evaluate(a => {
    self.made = document.createElement('kelisim-text');
    for (const name in a) made.setAttribute(name, a[name]);
  }, shown(text('user-agreement', '4', 'kk')));
  assert.deepEqual(await told(0), []);
  const fragments = () => asked.filter(a => a.endsWith('/4.html')).length;
  assert.equal(fragments(), 0, 'nothing is asked for before it is on the page');
  await page.evaluate(() => document.querySelector('main').append(made));
  assert.deepEqual(events(await told(1)), [' ready']);
  assert.equal(fragments(), 1);
  assert.deepEqual(trouble, []);
  await page.close();
});

test('removed and inserted again', async () => {
  const t = text('user-agreement', '4', 'kk'), slow = hold();
  const { page, told } = await open(element(put(readFileSync(path.join(site.dir, t.path)), slow)));
  const move = () => page.evaluate(() => { const e = document.getElementById('a'); e.remove(); document.querySelector('main').append(e); });
  await move();
  slow.release();
  assert.deepEqual(events(await told(1)), ['a ready']);
  await move();
  assert.deepEqual(events(await told(1)), ['a ready']);
  assert.equal(await visible(page), '4kk');
  assert.equal(asked.filter(a => a.startsWith('/own/')).length, 1);
  await page.evaluate(() => document.getElementById('a').scrollIntoView({ block: 'end' }));
  assert.deepEqual(events(await told(2)), ['a ready', 'a read-to-end']);
  await move();
  assert.equal((await told(2)).length, 2);

  // Taken away while it loads: nothing is told until it is back.
  const never = hold();
  const next = put(readFileSync(path.join(site.dir, t.path)) + '\n', never);
  await set(page, next);
  await page.evaluate(() => { self.kept = document.getElementById('a'); });
  await told(2);
  const late = page.waitForResponse(r => r.url().endsWith(next.src));
  await page.evaluate(() => kept.remove());
  never.release();
  await (await late).buffer();
  assert.equal((await told(2)).length, 2);
  await page.evaluate(() => document.querySelector('main').append(kept));
  assert.deepEqual(events(await told(3)).slice(2), ['a ready']);
  await page.close();
});

test('two on one page, and links within a text', async () => {
  const kk = text('user-agreement', '4', 'kk');
  const { page, trouble, told } = await open(element({ ...shown(kk), box: true }) + element({ ...shown(kk), id: 'b', box: true }) + '<script src="/site/embed/kelisim-text.js" defer></script>');
  assert.deepEqual(events(await told(2)).sort(), ['a ready', 'b ready']);
  const before = page.url();
  // A clause that another one names, followed by the keyboard.
  const to = await page.evaluate(() => {
    const link = document.getElementById('b').shadowRoot.querySelector('a[href^="#"]:not(.kt-n)');
    link.focus();
    return link.hash.slice(1);
  });
  await page.keyboard.press('Enter');
  const at = await page.evaluate(to => {
    const [a, b] = ['a', 'b'].map(id => document.getElementById(id));
    const clause = b.shadowRoot.getElementById(to), box = b.getBoundingClientRect(), place = clause.getBoundingClientRect();
    return { other: a.scrollTop, top: Math.round(place.top - box.top), focus: b.shadowRoot.activeElement === clause };
  }, to);
  assert.deepEqual(at, { other: 0, top: 0, focus: true });
  assert.equal(page.url(), before);
  // Any other link is the browser's affair.
  const left = await page.evaluate(() => {
    let prevented;
    document.addEventListener('click', e => { prevented = e.defaultPrevented; e.preventDefault(); }, { once: true });
    document.getElementById('a').shadowRoot.querySelector('a[href^="http"]').click();
    return prevented;
  });
  assert.equal(left, false);
  assert.deepEqual(trouble, [], 'the script twice is the script once');
  await page.close();
});

test('read to the end in a scrolling box, by the keyboard alone', async () => {
  const plain = put(`<article class="kelisim-text" lang="kk" data-document="d" data-edition="1" data-language="kk"><h2>Мәтін</h2>\n${'<p class="kt-u kt-p">Сөз</p>\n'.repeat(40)}</article>\n`);
  const box = element({ ...plain, box: true }), around = `<div class="box">${element({ ...plain, id: 'b' })}</div>`;
  for (const [id, body] of [['a', box], ['b', around]]) {
    const { page, told } = await open(body);
    assert.deepEqual(events(await told(1)), [`${id} ready`]);
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => { const e = document.activeElement.shadowRoot.activeElement; return [e.localName, e.ariaLabel]; });
    assert.deepEqual(focus, ['article', 'Мәтін']);
    await page.keyboard.press('End');
    assert.deepEqual(events(await told(2)), [`${id} ready`, `${id} read-to-end`]);
    await page.close();
  }
  // What ends in a box that is itself out of sight is not in view.
  const short = put('<article class="kelisim-text" lang="kk" data-language="kk"><h2>Мәтін</h2></article>');
  const { page, told } = await open(`<div class="far"></div><div class="box">${element(short)}</div>`);
  assert.deepEqual(events(await told(1)), ['a ready']);
  await page.keyboard.press('End');
  assert.deepEqual(events(await told(2)), ['a ready', 'a read-to-end']);
  await page.close();
});

test('what loads is told, and what does not come in time', async () => {
  const never = hold(), t = text('user-agreement', '4', 'kk');
  const { page, told } = await open(element({ ...put('', never), integrity: t.integrity }).replace('<kelisim-text', '<kelisim-text timeout="50"') + element({ ...shown(t), id: 'b' }),
    { prepare: () => document.addEventListener('loading', e => { (self.loading ??= []).push([e.target.id, e.detail.src]); }) });
  const got = await told(2);
  assert.deepEqual(got.find(x => x[0] === 'a'), ['a', 'failed', { reason: 'timeout' }]);
  assert.equal(await visible(page), 'link');
  assert.equal(await visible(page, 'b'), '4kk');
  assert.deepEqual((await page.evaluate(() => self.loading)).map(([id]) => id).sort(), ['a', 'b']);
  never.release();
  await page.close();
});

test('a script that is missing is told to who listens', async () => {
  const { page } = await open('<script src="/page.js/none.js"></script>', { prepare: () => addEventListener('error', e => { if (e.target.localName === 'script') self.missing = e.target.src; }, true) });
  assert.match(await page.evaluate(() => self.missing), /none[.]js$/);
  await page.close();
});

test('links open a new tab and say so; paper shows the whole text and their addresses', async () => {
  const link = put('<article class="kelisim-text" lang="kk" data-language="kk" data-new-tab="жаңа қойындыда ашылады"><h2>Мәтін</h2>\n<p class="kt-u" id="x_1"><a class="kt-n" href="#x_1">1.</a> <a href="https://example.kz/a" rel="external">сілтеме</a></p>\n'
    + '<ul><li>сөз</li></ul><blockquote><p class="kt-u">сөз</p></blockquote><pre class="kt-code">сөз</pre>\n' + '<p class="kt-u kt-p">Сөз</p>\n'.repeat(60) + '</article>');
  const { page, told } = await open(element({ ...link, box: true }));
  await told(1);
  const look = () => page.evaluate(() => {
    const e = document.getElementById('a'), root = e.shadowRoot, a = root.querySelector('a[target]');
    return { open: [a.target, a.title, ...a.relList].join(' '), own: root.querySelector('.kt-n').target, mark: getComputedStyle(a, '::after').content,
      whole: e.clientHeight === e.scrollHeight, parts: ['list', 'item', 'quote', 'code', 'link'].filter(p => !root.querySelector(`[part~=${p}]`)) };
  });
  const screen = await look();
  assert.deepEqual({ ...screen, mark: '' }, { open: '_blank жаңа қойындыда ашылады external noopener', own: '', mark: '', whole: false, parts: [] });
  assert.match(screen.mark, /↗/);
  await page.emulateMediaType('print');
  const paper = await look();
  assert.ok(paper.whole, 'the box is no box on paper');
  assert.match(paper.mark, /example[.]kz/);
  await page.close();
});

for (const width of [320, 1280]) test(`accessible and narrow enough at ${width} px`, async () => {
  const word = 'жауапкершілік'.repeat(20);
  const hard = put(`<article class="kelisim-text" lang="kk" data-language="kk"><h2>${word}</h2>
<h3 class="kt-u kt-h" id="x_1"><a class="kt-n" href="#x_1">1.</a> ${word}</h3>
<p class="kt-u kt-d4 kt-w" id="x_2"><a class="kt-n" href="#x_2">1.1.1.1.1.</a> ${word}</p>
<ul class="kt-d4"><li>${word}<ul><li><p class="kt-u"><a class="kt-n" href="#x_2">1)</a> ${word}</p></li></ul></li></ul>
<blockquote class="kt-d4"><p class="kt-u">${word}</p></blockquote>
<pre class="kt-code kt-d4">${word} ${word}</pre>
<div class="kt-table kt-d4" role="region" tabindex="0" aria-label="Кесте 1"><table><thead><tr>${'<th scope="col">Деректер</th>'.repeat(8)}</tr></thead>
<tbody><tr>${`<td>${word}</td>`.repeat(8)}</tr></tbody></table></div></article>`);
  const { page, trouble, told } = await open(element(shown(text('user-agreement', '4', 'kk'))) + element({ ...shown(text('privacy-policy', '2', 'ru')), id: 'b' }) + element({ ...hard, id: 'c' }), { width });
  assert.deepEqual(events(await told(3)).sort().slice(0, 3), ['a ready', 'b ready', 'c ready']);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
  await page.evaluate(axe); // by the protocol, which the page's policy does not bind
  const { violations } = await page.evaluate(() => axe.run());
  assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`), []);
  assert.deepEqual(trouble, []);
  await page.close();
});
