// docs/example-ais beside a legal site whose editions are published while it runs:
// register, accept, accept again; whatever the legal site does.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { host, launch, repository } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-ais-'));
const data = path.join(root, 'data');
const password = 'қысқа емес құпиясөз';
let site, ais, browser, away = true, deployed = 0;

before(async () => {
  for (const [name, dir, what] of [['kelisim', repository, './cmd/kelisim'], ['ais', path.join(repository, 'docs/example-ais'), '.']]) {
    execFileSync('go', ['build', '-o', path.join(root, name), what], { cwd: dir, stdio: 'inherit' });
  }
  site = await host({ answer: (_, res) => away && res.destroy() });
  kelisim('init', 'legal');
  write('site.yaml', `id: e2e\nbase_url: ${site.url}\nlanguages: [kk, ru]\ntimezone: Asia/Almaty\norganization: { kk: Мекеме, ru: Учреждение }\n`);
  agreement(1);
  write('personal-data-consent/document.yaml', 'kind: consent\norder: 2\nannex_of: user-agreement\nincorporates: [privacy-policy]\nlanguages: [kk, ru]\n');
  write('personal-data-consent/1/edition.yaml', '{}\n');
  write('personal-data-consent/1/kk.md', '---\ntitle: Дербес деректерді өңдеуге келісім\n---\n\n1. Мен аты-жөнімді және электрондық поштамды өңдеуге келісім беремін.\n');
  write('personal-data-consent/1/ru.md', '---\ntitle: Согласие на обработку персональных данных\n---\n\n1. Я даю согласие на обработку моих имени и адреса электронной почты.\n');
  write('privacy-policy/document.yaml', 'kind: policy\norder: 3\nlanguages: [kk, ru]\n');
  write('privacy-policy/1/edition.yaml', '{}\n');
  write('privacy-policy/1/kk.md', '---\ntitle: Құпиялық саясаты\n---\n\n1. Дербес деректер үшінші тұлғаларға берілмейді.\n');
  write('privacy-policy/1/ru.md', '---\ntitle: Политика конфиденциальности\n---\n\n1. Персональные данные третьим лицам не передаются.\n');
  kelisim('-C', 'legal', 'publish', 'user-agreement', '1', 'personal-data-consent', '1', 'privacy-policy', '1', '--yes');
  deploy();
  ais = await start();
  browser = await launch();
});
after(async () => { await browser?.close(); ais?.process.kill('SIGKILL'); site?.close(); });

function kelisim(...args) {
  execFileSync(path.join(root, 'kelisim'), args, { cwd: root, stdio: 'pipe' });
}

function write(name, text) {
  const file = path.join(root, 'legal/content', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

// agreement writes an edition of the agreement: one clause more in 2 and in 4,
// quotation marks in 3.
function agreement(edition, material) {
  const head = (title, changes) => `---\ntitle: ${title}\n${edition > 1 ? `changes: ${changes}\n` : ''}---\n\n`;
  const clauses = texts => texts.slice(0, edition < 2 ? 1 : edition < 4 ? 2 : 3).map((t, i) => `${i + 1}. ${t}\n`).join('\n');
  const system = edition < 3 ? ['АЖ', 'ИС'] : ['«АЖ»', '«ИС»'];
  write('user-agreement/document.yaml', 'kind: agreement\norder: 1\nincorporates: [personal-data-consent, privacy-policy]\nlanguages: [kk, ru]\nprevails: kk\n');
  write(`user-agreement/${edition}/edition.yaml`, edition > 1 ? `material: ${material}\n` : '{}\n');
  write(`user-agreement/${edition}/kk.md`, head('Пайдаланушы келісімі', `${edition}-редакциядағы өзгерістер.`) + clauses([
    `Ақпараттық жүйені (бұдан әрі – ${system[0]}) осы Келісімге сәйкес пайдаланады.`,
    'Пайдаланушы құпиясөзін үшінші тұлғаларға бермейді.', 'Пайдаланушы құпиясөзін жыл сайын өзгертеді.']));
  write(`user-agreement/${edition}/ru.md`, head('Пользовательское соглашение', `Изменения в редакции ${edition}.`) + clauses([
    `Информационной системой (далее – ${system[1]}) пользуются согласно настоящему Соглашению.`,
    'Пользователь не передает пароль третьим лицам.', 'Пользователь меняет пароль каждый год.']));
}

// publish records an edition of the agreement and deploys it, harmed or not.
function publish(edition, material, harm) {
  agreement(edition, material);
  kelisim('-C', 'legal', 'publish', 'user-agreement', `${edition}`, '--yes');
  deploy(harm);
}

// deploy builds the site and serves it from now on.
function deploy(harm = () => {}) {
  const dir = path.join(root, `public-${++deployed}`);
  kelisim('-C', 'legal', 'build', '--quiet', '--output', dir);
  harm(dir);
  site.dir = dir;
}

// start starts the example; said(words) waits until its log says them, after what
// was waited for before.
async function start() {
  const child = spawn(path.join(root, 'ais'), ['-site', site.url, '-data', data, '-listen', '127.0.0.1:0', '-every', '200ms'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', d => { log += d; });
  const said = async words => {
    const found = await until(`the example says ${words}`, () => log.match(words));
    log = log.slice(found.index + found[0].length);
    return found;
  };
  const url = (await said(/http:\/\/127\.0\.0\.1:\d+\//))[0];
  return { process: child, url, said };
}

// until waits for a condition; the test's runner ends what never comes.
async function until(what, holds) {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
    const got = await holds();
    if (got) return got;
  }
  assert.fail(`never: ${what}`);
}

const sum = bytes => createHash('sha256').update(bytes).digest('hex');
const lines = file => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(l => JSON.parse(l));

// reader is a person with a browser of her own; she tells what she saw.
async function reader(t, { script = true } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type()) && !/status of (422|503)/.test(m.text())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  page.on('request', r => { if (!r.url().startsWith(ais.url)) trouble.push('request to ' + r.url()); });
  await page.setJavaScriptEnabled(script);
  const r = {
    page, trouble, context,
    at: () => new URL(page.url()).pathname,
    // text is what the page says, that of the texts in their elements included.
    text: () => page.evaluate(() => [document.querySelector('main').innerText, ...[...document.querySelectorAll('kelisim-text')].map(e => e.shadowRoot?.textContent ?? '')].join('\n')),
    // texts waits until every element shows its text.
    texts: () => page.waitForFunction(() => [...document.querySelectorAll('kelisim-text')].every(e => e.shadowRoot?.querySelector('article'))),
    async open(where) { await page.goto(new URL(where, ais.url).href, { waitUntil: 'networkidle0' }); },
    async click(selector) { await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click(selector)]); },
    async tick() { for (const box of await page.$$('input[name=accept]')) await box.click(); },
    async type(name) { await page.type('#name', name); await page.type('#password', password); },
    async logIn(lang, name) { await r.open(`${lang}/login`); await r.type(name); await r.click('main button'); },
    // tell says in the transcript where she is and what the page's main part begins with.
    async tell(did) {
      const said = (await page.evaluate(() => document.querySelector('main').innerText)).replace(/\s+/g, ' ');
      t.diagnostic(`${did}: ${r.at().replace(/[0-9A-Z]{26}|[0-9a-f]{64}/, '…')} says “${said.slice(0, 150)}…”`);
    },
  };
  return r;
}

// whole fails unless the page is accessible and whole, narrow and wide, light and dark.
async function whole({ page }) {
  for (const [width, scheme] of [[360, 'light'], [360, 'dark'], [1280, 'light'], [1280, 'dark']]) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${page.url()} scrolls sideways: ${wide} px of ${width}`);
    await page.evaluate(axe); // by the protocol, which the page's policy does not bind
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`), []);
  }
}

// finish ends a reader's visit: nothing went wrong in her browser, and no page
// asked another server for anything.
async function finish(r) {
  assert.deepEqual(r.trouble, []);
  await r.context.close();
}

// compare opens the page of the legal site that compares an edition with today's.
async function compare(t, r, old, added) {
  const opened = new Promise(done => r.context.once('targetcreated', done));
  await r.page.click('main a[href*="/since/"]');
  const page = await (await opened).page();
  await page.waitForSelector('main');
  assert.equal(page.url(), `${site.url}kk/user-agreement/since/${old}/`);
  const inserted = await page.$$eval('ins', all => all.map(e => e.textContent).join(' '));
  assert.ok(inserted.includes(added), inserted);
  t.diagnostic(`the legal site compares with edition ${old}: inserted “${inserted.replace(/\s+/g, ' ').slice(0, 100)}”`);
  await page.close();
}

test('before the first good copy the page says so', async t => {
  const r = await reader(t);
  await r.open('kk/register');
  assert.match(await r.text(), /Тіркелу уақытша мүмкін емес/);
  await whole(r);
  await r.tell('asked to register');
  away = false;
  await ais.said(/a new good copy was taken.*records=3/);
  await finish(r);
});

test('register, and accept each text', async t => {
  const r = await reader(t);
  await r.open('kk/register');
  await r.texts();
  const text = await r.text();
  for (const words of ['Ақпараттық жүйені (бұдан әрі – АЖ)', 'электрондық поштамды өңдеуге келісім', 'үшінші тұлғаларға берілмейді']) assert.ok(text.includes(words), words);
  assert.deepEqual(await r.page.$$eval('input[type=checkbox]', all => all.map(e => [e.value, e.required, e.checked])),
    [['user-agreement', true, false], ['personal-data-consent', true, false]]);
  await whole(r);
  await r.tell('asked to register');
  const link = await r.page.$eval('kelisim-text a', a => a.href);
  await r.type('aigerim');
  await r.page.click('main form button');
  assert.equal(await r.page.$eval('form[action$=register]', f => f.checkValidity()), false, 'boxes are required');
  await r.page.$eval('form[action$=register]', f => { f.noValidate = true; });
  await r.click('main form button');
  assert.match(await r.text(), /Деректер әлі сақталған жоқ/);
  assert.equal(await r.page.$eval('#name', e => e.value), 'aigerim');
  await whole(r);
  await r.tell('sent without a tick');
  await r.tick();
  await r.click('main form button');
  assert.match(r.at(), /^\/kk\/receipts\//);
  const receipt = await r.text();
  for (const document of ['user-agreement', 'personal-data-consent', 'privacy-policy']) {
    const hash = sum(await (await fetch(`${site.url}kk/${document}/1/text.md`)).arrayBuffer().then(Buffer.from));
    assert.ok(receipt.includes(hash), `${document}: ${hash}`);
  }
  await whole(r);
  await r.tell('ticked and sent');
  const file = await r.page.evaluate(async href => {
    const res = await fetch(href);
    return [res.headers.get('content-type'), res.headers.get('content-disposition'), await res.text()];
  }, await r.page.$eval('main a[href$=".txt"]:not([href*="/texts/"])', a => a.href));
  assert.match(file.join('\n'), /^text\/plain; charset=utf-8\nattachment; filename="[0-9A-Z]{26}\.txt"\nҚұжаттарды қабылдау туралы растама/);
  await r.click('main .actions .button');
  assert.equal(r.at(), '/kk/');
  await whole(r);
  await r.click('nav button');
  assert.equal(r.at(), '/kk/login');
  await whole(r);
  await r.open(link);
  await whole(r);
  await r.tell('opened the text as a page');
  await finish(r);
});

test('a material edition: see what changed, accept again', async t => {
  publish(2, true);
  await ais.said(/records=4/);
  const r = await reader(t);
  await r.logIn('kk', 'aigerim');
  assert.equal(r.at(), '/kk/accept');
  const text = await r.text();
  for (const words of ['2-редакциядағы өзгерістер.', 'Сіз қабылдаған: 1-редакция', 'Пайдаланушы құпиясөзін үшінші тұлғаларға бермейді.']) assert.ok(text.includes(words), words);
  await whole(r);
  await r.tell('logged in after edition 2');
  await compare(t, r, 1, 'құпиясөзін үшінші тұлғаларға бермейді');
  await r.open('kk/');
  assert.equal(r.at(), '/kk/accept', 'nothing comes before acceptance');
  await r.tick();
  await r.click('main form button');
  assert.match(r.at(), /^\/kk\/receipts\//);
  assert.match(await r.text(), /2-редакция/);
  await r.tell('ticked and sent');
  await finish(r);
});

test('an edition that is not material asks nothing', async t => {
  publish(3, false);
  await ais.said(/records=5/);
  const r = await reader(t);
  await r.logIn('kk', 'aigerim');
  assert.equal(r.at(), '/kk/');
  assert.match(await r.text(), /Жаңа редакция бар[^]*қайта қабылдау талап етілмейді[^]*3-редакциядағы өзгерістер/);
  await whole(r);
  await r.tell('logged in after edition 3');
  await compare(t, r, 2, '«АЖ»');
  await finish(r);
});

test('a form that was open while an edition took effect', async t => {
  const r = await reader(t);
  await r.open('ru/register');
  await r.type('bolat');
  await r.tick();
  publish(4, true);
  await ais.said(/records=6/);
  await r.click('main form button');
  assert.match(await r.text(), /вступила в силу новая редакция[^]*Пользователь меняет пароль каждый год/);
  assert.equal(await r.page.$eval('#name', e => e.value), 'bolat');
  assert.deepEqual(await r.page.$$eval('input[type=checkbox]', all => all.map(e => e.checked)), [false, false]);
  await r.tell('sent the texts of edition 3 after edition 4');
  await r.tick();
  await r.click('main form button');
  assert.match(await r.text(), /редакция 4/);
  await r.tell('ticked and sent');
  await finish(r);
});

test('a tampered text is refused, the good copy stays', async t => {
  const clause = 'Пользователь меняет пароль каждый год.';
  publish(5, true, dir => {
    const file = path.join(dir, 'ru/user-agreement/5/text.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace(clause, 'Пользователь платит каждый год.'));
  });
  const [why] = await ais.said(/no new copy was taken.*ru\/user-agreement\/5\/text.md: its SHA-256 is.*/);
  t.diagnostic(`the example logs: ${why}`);
  const r = await reader(t);
  await r.open('ru/register');
  assert.match(await r.text(), /редакция 4/i);
  assert.doesNotMatch(await r.text(), /редакция 5|платит/i);
  await r.tell('asked to register');
  await finish(r);
});

test('the legal site is stopped: registration goes on', async t => {
  away = true;
  await ais.said(/no new copy was taken.*heartbeat.json/);
  const r = await reader(t);
  await r.open('ru/register');
  await r.texts();
  await r.type('dana');
  await r.tick();
  await r.click('main form button');
  assert.match(r.at(), /^\/ru\/receipts\//);
  await r.tell('registered');
  await finish(r);
});

test('killed and started again, still without the legal site', async t => {
  ais.process.kill('SIGKILL');
  ais = await start();
  const r = await reader(t);
  await r.logIn('ru', 'dana');
  assert.equal(r.at(), '/ru/');
  await r.tell('logged in');
  await r.click('nav button');
  await r.logIn('ru', 'aigerim');
  assert.equal(r.at(), '/ru/accept', 'edition 4 is material');
  await r.tell('the other one logged in');
  await finish(r);
});

test('without JavaScript: the link, the boxes, the receipt', async t => {
  const r = await reader(t, { script: false });
  await r.open('ru/register');
  const link = await r.page.$eval('kelisim-text a', a => a.href);
  await r.type('erlan');
  await r.tick();
  await r.click('main form button');
  assert.match(r.at(), /^\/ru\/receipts\//);
  await r.tell('registered');
  await r.open(link);
  assert.match(await r.text(), /Информационной системой \(далее – «ИС»\)/);
  await r.tell('opened the text');
  await finish(r);
});

test('the record holds what the ledger holds', t => {
  const hashes = new Map();
  const heads = new Map();
  const ledger = readFileSync(path.join(root, 'legal/content/ledger.jsonl'), 'utf8').split('\n').filter(Boolean);
  ledger.forEach((line, i) => {
    const { document, edition, texts } = JSON.parse(line);
    heads.set(i + 1, sum(line));
    for (const x of texts) hashes.set(`${document} ${edition} ${x.language}`, [x.source_sha256, x.plain_sha256, x.plain_format]);
  });
  const events = lines(path.join(data, 'events.jsonl'));
  for (const e of events) assert.equal(e.schema, 'kelisim.acceptance/1');
  const given = events.filter(e => e.state === 'given');
  assert.deepEqual(given.map(e => [e.subject.id, e.language, e.members[0].edition]),
    [['aigerim', 'kk', '1'], ['aigerim', 'kk', '2'], ['bolat', 'ru', '4'], ['dana', 'ru', '4'], ['erlan', 'ru', '4']]);
  for (const g of given) {
    const [shown] = events.filter(e => e.form === g.form && e.state === 'shown');
    assert.ok(Date.parse(shown.at) <= Date.parse(g.at));
    assert.match(g.at, /\+05:00$/);
    for (const name of ['document', 'set', 'language', 'method', 'ledger']) assert.deepEqual(shown[name], g[name], name);
    assert.equal(g.method, 'checkbox');
    assert.deepEqual(g.ledger, { records: g.ledger.records, sha256: heads.get(g.ledger.records) });
    assert.deepEqual(g.members.map(m => m.document), ['user-agreement', 'personal-data-consent', 'privacy-policy']);
    assert.equal(g.set, sum(g.members.map(m => `${m.document} ${m.edition}\n`).sort().join('')));
    for (const m of g.members) {
      assert.deepEqual([m.source_sha256, m.plain_sha256, m.plain_format], hashes.get(`${m.document} ${m.edition} ${m.language}`));
      assert.equal(m.shown_sha256, sum(readFileSync(path.join(data, 'copies', `${m.shown_sha256}.html`))));
    }
    t.diagnostic(`${g.subject.id}: ${g.members.map(m => `${m.document} ${m.edition} ${m.language} ${m.answer ?? 'shown'}`).join(', ')}; shown ${shown.at}, given ${g.at}; ledger ${g.ledger.records}`);
  }
});
