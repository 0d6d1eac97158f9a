// The example beside a legal site that publishes, is forged, rolled back and goes away:
// legal.json has its states, each with the files that are new or other than before.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { Book } from './book.mjs';
import { Mirror, sha256 } from './mirror.mjs';
import { ask, together } from './rules.mjs';
import { system } from './server.mjs';

// At noon edition 2 of the agreement is published, which takes effect an hour later; edition 3,
// which is not material, an hour after that.
const noon = Date.parse('2026-12-01T12:00:00Z'), hour = 3_600_000;
const states = JSON.parse(readFileSync(new URL('legal.json', import.meta.url), 'utf8'));

let files, mirror, book, now, server, dir;
const state = n => Object.assign({}, ...states.slice(0, n));
const get = async name => Buffer.from(files[name]);
const publish = async n => { files = state(n); assert.equal(await mirror.take(), true); };
const open = more => new Mirror({ dir, root: 'https://legal.example/', get, ...more });

beforeEach(async () => {
  [now, dir] = [noon - hour, mkdtempSync(path.join(os.tmpdir(), 'kelisim-node-'))];
  [mirror, book] = [open(), new Book(dir)];
  await publish(1);
  server = system({ mirror, book, now: () => now }).listen(0, '127.0.0.1');
  await new Promise(done => server.once('listening', done));
});
afterEach(() => { server.closeAllConnections(); server.close(); rmSync(dir, { recursive: true }); });

// A browser is a visitor, and the page that she sees.
class Browser {
  async get(at, init) {
    let answer = await fetch(new URL(at, `http://127.0.0.1:${server.address().port}`), { redirect: 'manual', ...init, headers: { Cookie: this.cookie ?? '' } });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    if (answer.status === 303 || answer.status === 302) return this.get(answer.headers.get('location'));
    Object.assign(this, { at, status: answer.status, csp: answer.headers.get('content-security-policy'), page: (await answer.text()).replaceAll(/\s+/g, ' ') });
    return this.page;
  }
  post(at, fields) {
    const body = new URLSearchParams(Object.fromEntries([...this.page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(m => [m[1], m[2]])));
    for (const [k, v] of Object.entries(fields)) for (const x of [v].flat()) body.append(k, x);
    return this.get(at, { method: 'POST', body });
  }
  async register(...accept) {
    await this.get('/ru/register');
    return this.post('/ru/register', { name: 'aigerim', password: 'ten letters', accept });
  }
}

const boxes = page => page.split('type="checkbox"').length - 1;

test('several texts and purposes, refusal and the receipt', async () => {
  const b = new Browser();
  await b.get('/ru/register');
  assert.equal(boxes(b.page), 4);
  assert.match(b.csp, /require-trusted-types-for 'script'; trusted-types kelisim-text/);
  assert.doesNotMatch(b.page, /checked|<script>|style=| on\w+=/);
  await b.post('/ru/register', { name: 'aigerim', password: 'ten letters', accept: ['user-agreement'] });
  assert.equal(b.status, 422);
  assert.match(b.page, /Отмечены не все тексты/);
  await b.register('user-agreement', 'letters/account', 'letters/news');
  const receipt = b.at;
  assert.match(receipt, /^\/ru\/receipts\//);
  for (const said of ['account: <b>дано', 'news: <b>дано', 'study: <b>отказано', 'показано', '2027-12-01']) assert.ok(b.page.includes(said), said);
  const given = book.of('aigerim', 'given')[0];
  assert.deepEqual(given.ledger, mirror.copy.head);
  assert.deepEqual(given.members.find(m => m.document === 'letters').purposes, { account: 'given', news: 'given', study: 'refused' });
  assert.equal(Date.parse(given.members.find(m => m.document === 'letters').expires_at), Date.parse('2027-12-02T00:00:00+05:00'));
  const kept = JSON.parse(await b.get(receipt + '.json'));
  assert.deepEqual([kept.schema, kept.lines.length, kept.events.map(e => e.state)], ['kelisim.receipt/1', 5, ['shown', 'given']]);
  assert.doesNotMatch(await b.get('/ru/'), /id="offers"/, 'who refused is not asked again');
  const other = new Browser();
  await other.get(receipt);
  assert.equal(other.at, '/ru/login', "a receipt is the person's own");
  assert.deepEqual(new Book(dir).answers('aigerim'), book.answers('aigerim'), 'after a restart');
});

test('forged forms', async () => {
  const b = new Browser();
  await b.get('/ru/register');
  await b.get('/ru/register', { method: 'POST', body: new URLSearchParams({ name: 'x' }) });
  assert.equal(b.status, 403);
  await b.get('/ru/register');
  await b.post('/ru/register', { name: 'xx', password: 'ten letters', accept: ['user-agreement', 'letters/account', 'letters/other'] });
  assert.equal(b.status, 422);
  await b.get('/texts/..%2Fcopy.html');
  assert.equal(b.status, 404);
});

test('withdrawing asks for nothing but what was withdrawn', async () => {
  const b = new Browser();
  await b.register('user-agreement', 'letters/account', 'letters/news');
  await b.get('/ru/');
  assert.match(await b.post('/ru/withdraw', { key: 'letters/news' }), /news: <b>отозвано/);
  await b.get('/ru/');
  await b.post('/ru/withdraw', { key: 'letters/study' });
  assert.equal(book.of('aigerim', 'withdrawn').length, 1, 'only what was given');
  now += 60_000;
  await b.get('/ru/');
  await b.post('/ru/withdraw', { key: 'letters/account' });
  await b.get('/ru/');
  assert.deepEqual([b.at, boxes(b.page)], ['/ru/accept', 1]);
});

test('what is to come may be answered ahead', async () => {
  const b = new Browser();
  await b.register('user-agreement', 'letters/account');
  now = noon;
  await publish(2);
  assert.match(await b.get('/ru/'), /id="coming"/);
  assert.match(await b.get('/ru/coming'), /https:\/\/legal\.example\/ru\/user-agreement\/since\/1\/coming\//);
  await b.post('/ru/accept', { accept: ['user-agreement'] });
  assert.match(b.at, /receipts/);
  now += hour;
  await b.get('/ru/');
  assert.equal(b.at, '/ru/');
  await publish(3);
  now += hour;
  await b.get('/ru/');
  assert.equal(b.at, '/ru/', 'an edition that is not material asks nothing');
});

test('a form that was open over a boundary is asked again, and not recorded as another set', async () => {
  now = noon;
  await publish(2);
  const b = new Browser();
  await b.get('/ru/register');
  now += hour;
  await b.post('/ru/register', { name: 'aigerim', password: 'ten letters', accept: ['user-agreement', 'letters/account'] });
  assert.equal(b.status, 422);
  assert.match(b.page, /вступила в силу новая редакция/);
  assert.equal(book.events.filter(e => e.state === 'given').length, 0);
});

test('a consent ends, may be renewed before, and a renewal that is not taken is no refusal', async () => {
  const b = new Browser();
  await b.register('user-agreement', 'letters/account', 'letters/news', 'letters/study');
  now = Date.parse('2027-11-02T00:00:00+05:00');
  assert.match(await b.get('/ru/'), /id="offers"/);
  await b.get('/ru/accept');
  await b.post('/ru/accept', {});
  assert.match(await b.get('/ru/'), /id="offers"/);
  assert.equal(book.held('aigerim').size, 4);
  now = Date.parse('2027-12-02T00:00:00+05:00');
  await b.get('/ru/');
  assert.equal(b.at, '/ru/accept');
});

test('the legal site is away, rolled back or forged: nothing is taken, and registration goes on', async () => {
  for (const [name, old, to, why] of [
    ['ru/user-agreement/2/text.md', 'пароль', 'платит', /text.md: other bytes/],
    ['ru/user-agreement/2/text.txt', 'пароль', 'платит', /text.txt: other bytes/],
    ['embed/ru/user-agreement/2.html', 'не передает', 'передает', /does not show what was recorded/],
    ['embed/ru/user-agreement/2.html', '<p ', '<p hidden ', /does not show what was recorded/],
    ['embed/kelisim-text.js', 'fetch', 'evil', /other bytes/],
    ['api/v1/current.json', 'required', 'optional', /other bytes/],
    ['ledger/ledger.jsonl', 'agreement', 'Agreement', /the ledger is broken/],
    ['api/v1/heartbeat.json', '{', '<', /JSON/],
  ]) {
    const fresh = open({ dir: mkdtempSync(path.join(dir, 'fresh-')) });
    files = state(2);
    assert.ok(files[name].includes(old), name);
    files[name] = files[name].replaceAll(old, to);
    await assert.rejects(fresh.take(), why);
    assert.equal(fresh.copy, null);
  }
  files = {};
  await assert.rejects(mirror.take());
  const b = new Browser();
  await b.register('user-agreement', 'letters/account');
  assert.match(b.at, /receipts/);
  await publish(2);
  assert.equal(await mirror.take(), false);
  files = state(1);
  await assert.rejects(mirror.take(), /does not continue/);
  await assert.rejects(open({ dir: mkdtempSync(path.join(dir, 'told-')), known: mirror.copy.head }).take(), /does not continue/);
  assert.deepEqual(open().copy, JSON.parse(JSON.stringify(mirror.copy)), 'after a restart');
});

test('what current.json says decides nothing that the ledger and the texts do not bear', async () => {
  const forge = (...pairs) => {
    files = state(2);
    const was = files['api/v1/current.json'];
    files['api/v1/current.json'] = pairs.reduce((text, [old, to]) => text.replaceAll(old, to), was);
    files['api/v1/heartbeat.json'] = files['api/v1/heartbeat.json'].replace(sha256(was), sha256(files['api/v1/current.json']));
  };
  forge(['ведения', 'продажи']);
  await assert.rejects(mirror.take(), /the words of the purpose account/);
  forge(['"required"', '"informed"'], ['"2026-12-01T18', '"2026-12-09T18'], ['"optional":true', '"x":0'], ['"suffices":["2"]', '"suffices":["1","2"]']);
  await mirror.take();
  const t = noon + hour, asked = ask(mirror.copy, together(mirror.copy, 'user-agreement', t), [{ document: 'user-agreement', edition: '1', state: 'given', at: '2026-12-01T12:00:00Z' }], t);
  assert.deepEqual(asked.map(a => `${a.document} ${a.purpose} ${a.ask}`).sort(),
    ['letters account require', 'letters news offer', 'letters study offer', 'user-agreement undefined require']);
});

test('bytes that changed on the disk are not served; before the first good copy the pages say so', async () => {
  const b = new Browser(), hash = mirror.copy.files['ru/letters/1/text.txt'];
  await b.get(`/texts/${hash}.txt`);
  assert.equal(b.status, 200);
  writeFileSync(path.join(dir, 'texts', hash), 'other');
  await b.get(`/texts/${hash}.txt`);
  assert.equal(b.status, 404);
  mirror.copy = null;
  await b.get('/kk/register');
  assert.equal(b.status, 503);
});

test('a line that a kill tore is cut off, and other damage is not read', () => {
  const file = path.join(dir, 'events.jsonl');
  writeFileSync(file, '{"form":"a"}\n{"for');
  assert.equal(new Book(dir).events.length, 1);
  new Book(dir).add({ form: 'b' });
  assert.deepEqual(new Book(dir).events.map(e => e.form), ['a', 'b']);
  writeFileSync(file, '{\n{}\n');
  assert.throws(() => new Book(dir));
});

test('in a browser: each text in its element, under the policy', async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage(), trouble = [];
    page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
    await page.goto(`http://127.0.0.1:${server.address().port}/kk/register`);
    await page.waitForFunction(() => [...document.querySelectorAll('kelisim-text')].filter(e => e.shadowRoot?.querySelector('article')).length === 3);
    assert.match(await page.$eval('kelisim-text', e => e.shadowRoot.textContent), /Пайдаланушы жүйеге өз атымен кіреді\./);
    await page.type('[name=name]', 'aigerim');
    await page.type('[name=password]', 'ten letters');
    assert.equal(await page.$eval('form', f => f.checkValidity()), false, 'boxes are required');
    for (const box of await page.$$('[name=accept]')) await box.click();
    await Promise.all([page.waitForNavigation(), page.click('form button')]);
    assert.match(page.url(), /\/kk\/receipts\//);
    assert.match(await page.$eval('main', e => e.innerText), /news: берілді/);
    assert.deepEqual(trouble, []);
  } finally {
    await browser.close();
  }
});
