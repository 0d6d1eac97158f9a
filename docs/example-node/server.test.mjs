// The example beside a small legal site that publishes, is forged, rolled back and goes away.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Book } from './book.mjs';
import { Mirror, sha256 } from './mirror.mjs';
import { system } from './server.mjs';

const noon = Date.parse('2026-12-01T12:00:00Z'), hour = 3_600_000;
const proof = data => 'sha256-' + createHash('sha256').update(data).digest('base64');

// The files of a legal site: an agreement and a consent with purposes, annexed to it.
class Legal {
  files = { 'embed/kelisim-text.js': '// the element' };
  lines = [];
  documents = {};

  publish(document, edition, from, purposes) {
    const recorded = [], texts = {};
    for (const lang of ['kk', 'ru']) {
      const names = [`${lang}/${document}/${edition}/text.md`, `${lang}/${document}/${edition}/text.txt`, `embed/${lang}/${document}/${edition}.html`];
      const [md, txt, fragment] = names.map(n => this.files[n] = `${n} ${edition}`);
      recorded.push({ language: lang, source_sha256: sha256(md), plain_sha256: sha256(txt), plain_format: 'kelisim.plain/1' });
      texts[lang] = { title: `${document} ${lang}`, source_sha256: sha256(md), integrity: proof(fragment) };
    }
    const e = { id: edition, from: new Date(from).toISOString(), acceptance: 'required', suffices: [edition], texts, ...(from > noon && { published: new Date(noon).toISOString() }) };
    if (purposes) Object.assign(e, { expires: 'P1Y', renew_notice: 'P30D', purposes: purposes.map(p => ({ id: p.replace('?', ''), suffices: [edition],
      texts: { kk: { text: p }, ru: { text: p } }, ...(p.endsWith('?') && { optional: true }) })) });
    const editions = this.documents[document] ??= [];
    if (editions.length) editions.at(-1).until = e.from;
    editions.push(e);
    this.lines.push(JSON.stringify({ prev: this.lines.length ? sha256(this.lines.at(-1)) : '0'.repeat(64), document, edition, texts: recorded }));
    this.build();
  }

  build() {
    const ledger = { records: this.lines.length, sha256: sha256(this.lines.at(-1)) };
    this.files['ledger/ledger.jsonl'] = this.lines.map(l => l + '\n').join('');
    const cuts = [...new Set(Object.values(this.documents).flat().map(e => e.from))].sort();
    const sets = cuts.map((from, i) => {
      const members = Object.fromEntries(Object.entries(this.documents).flatMap(([d, es]) => es.filter(e => e.from <= from && (!e.until || from < e.until)).map(e => [d, e.id])));
      return { id: sha256(Object.keys(members).sort().map(d => `${d} ${members[d]}\n`).join('')), from, ...(cuts[i + 1] && { until: cuts[i + 1] }), members };
    });
    const documents = Object.entries(this.documents).map(([id, editions]) => ({ id, editions, sets: id === 'user-agreement' ? sets : [] }));
    const element = { path: 'embed/kelisim-text.js', integrity: proof(this.files['embed/kelisim-text.js']) };
    this.files['api/v1/current.json'] = JSON.stringify({ site: { timezone: 'Asia/Almaty' }, ledger, documents, element });
    this.files['api/v1/heartbeat.json'] = JSON.stringify({ ledger, current: { sha256: sha256(this.files['api/v1/current.json']) } });
  }

  get = async name => {
    if (this.away) throw new Error('away');
    return Buffer.from(this.files[name]);
  };
}

let legal, mirror, book, now, server, dir;
beforeEach(async () => {
  [legal, now, dir] = [new Legal(), noon, mkdtempSync(path.join(os.tmpdir(), 'kelisim-node-'))];
  legal.publish('user-agreement', '1', noon - 24 * hour);
  legal.publish('letters', '1', noon - 24 * hour, ['account', 'news?', 'study?']);
  [mirror, book] = [new Mirror(dir, '', legal.get), new Book(dir)];
  await mirror.take();
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
  assert.match(b.page, /news: дано; study: отказано/);
  const given = book.of('aigerim', 'given')[0];
  assert.deepEqual(given.ledger, mirror.copy.head);
  assert.deepEqual(given.members[1].purposes, { account: 'given', news: 'given', study: 'refused' });
  assert.equal(Date.parse(given.members[1].expires_at), Date.parse('2027-12-02T00:00:00+05:00'));
  assert.deepEqual(JSON.parse(await b.get(receipt + '.json')).map(e => e.state), ['shown', 'given']);
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
  assert.match(await b.post('/ru/withdraw', { key: 'letters/news' }), /news: отозвано/);
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
  legal.publish('user-agreement', '2', noon + hour);
  await mirror.take();
  assert.match(await b.get('/ru/'), /id="coming"/);
  await b.get('/ru/coming');
  await b.post('/ru/accept', { accept: ['user-agreement'] });
  assert.match(b.at, /receipts/);
  now += hour;
  await b.get('/ru/');
  assert.equal(b.at, '/ru/');
});

test('a form that was open over a boundary is asked again, and not recorded as another set', async () => {
  legal.publish('user-agreement', '2', noon + hour);
  await mirror.take();
  const b = new Browser();
  await b.get('/ru/register');
  now += hour;
  await b.post('/ru/register', { name: 'aigerim', password: 'ten letters', accept: ['user-agreement', 'letters/account'] });
  assert.equal(b.status, 422);
  assert.match(b.page, /вступила в силу новая редакция/);
  assert.equal(book.events.filter(e => e.state === 'given').length, 0);
});

test('a consent ends, and may be renewed before', async () => {
  const b = new Browser();
  await b.register('user-agreement', 'letters/account', 'letters/news', 'letters/study');
  now = Date.parse('2027-11-02T00:00:00+05:00');
  assert.match(await b.get('/ru/'), /id="offers"/);
  now = Date.parse('2027-12-02T00:00:00+05:00');
  await b.get('/ru/');
  assert.equal(b.at, '/ru/accept');
});

test('the legal site is away, rolled back or forged: nothing is taken, and registration goes on', async () => {
  const good = mirror.copy.head;
  legal.away = true;
  await assert.rejects(mirror.take(), /away/);
  legal.away = false;
  const lines = [...legal.lines];
  legal.lines.pop();
  legal.build();
  await assert.rejects(mirror.take(), /does not continue/);
  legal.lines = lines;
  legal.publish('user-agreement', '2', noon + hour);
  for (const name of ['ru/user-agreement/2/text.md', 'embed/kk/user-agreement/2.html', 'ru/user-agreement/2/text.txt', 'api/v1/current.json']) {
    const kept = legal.files[name];
    legal.files[name] = kept.replace('2', '3');
    await assert.rejects(mirror.take(), name);
    legal.files[name] = kept;
  }
  assert.deepEqual(mirror.copy.head, good);
  const b = new Browser();
  await b.register('user-agreement', 'letters/account');
  assert.match(b.at, /receipts/);
  assert.equal(await mirror.take(), true);
  assert.equal(await mirror.take(), false);
  assert.deepEqual(new Mirror(dir, '', legal.get).copy, mirror.copy, 'after a restart');
});

test('before the first good copy', async () => {
  mirror.copy = null;
  const b = new Browser();
  await b.get('/kk/register');
  assert.equal(b.status, 503);
});
