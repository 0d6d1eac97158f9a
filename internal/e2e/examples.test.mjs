// docs/example-ais, example-django and example-node, each beside a legal site of this program
// whose editions are published while it runs: accept, accept again, withdraw, receipts;
// whatever the legal site does.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { host, launch, repository } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const bin = mkdtempSync(path.join(os.tmpdir(), 'kelisim-bin-'));
let browser;
before(async () => {
  for (const [name, dir, what] of [['kelisim', repository, './cmd/kelisim'], ['ais', path.join(repository, 'docs/example-ais'), '.']]) {
    execFileSync('go', ['build', '-o', path.join(bin, name), what], { cwd: dir, stdio: 'inherit' });
  }
  browser = await launch();
});
after(async () => { await browser?.close(); rmSync(bin, { recursive: true }); });

const free = () => new Promise(done => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); }); });

// until waits for a condition; the test's runner ends what never comes.
async function until(what, holds) {
  for (const end = Date.now() + 120_000; Date.now() < end; await pause(50)) {
    const got = await holds();
    if (got) return got;
  }
  assert.fail(`never: ${what}`);
}

// receipts compiles the published schema of a receipt.
const receipts = dir => {
  const ajv = addFormats(new Ajv({ strict: true, allErrors: true })), read = name => JSON.parse(readFileSync(path.join(dir, 'api/v1/schema', name), 'utf8'));
  for (const name of ['common.json', 'acceptance.json', 'receipt.json']) ajv.addSchema(read(name));
  return ajv.getSchema(read('receipt.json').$id);
};

// Legal is a legal site that is published while others look at it.
class Legal {
  away = true;
  deployed = 0;

  async open() {
    this.root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-legal-'));
    this.site = await host({ answer: (_, res) => this.away && res.destroy() });
    this.url = this.site.url;
    this.kelisim('init', 'legal');
    this.write('site.yaml', `id: e2e\nbase_url: ${this.url}\nlanguages: [kk, ru]\ntimezone: Asia/Almaty\norganization: { kk: Мекеме, ru: Учреждение }\n`);
    this.agreement(1);
    this.write('personal-data-consent/document.yaml', 'kind: consent\norder: 2\nannex_of: user-agreement\nlanguages: [kk, ru]\n'
      + 'purposes: { account: ["1"], news: { clauses: ["2"], optional: true } }\nexpires: P3Y\n');
    this.write('personal-data-consent/1/edition.yaml', '{}\n');
    this.write('personal-data-consent/1/kk.md', '---\ntitle: Дербес деректерді өңдеуге келісім\n---\n\n1. Мен аты-жөнімді өңдеуге келісім беремін.\n\n2. Маған жаңалықтар жіберілсін.\n');
    this.write('personal-data-consent/1/ru.md', '---\ntitle: Согласие на обработку персональных данных\n---\n\n1. Я даю согласие на обработку моего имени.\n\n2. Прошу направлять мне новости.\n');
    this.kelisim('-C', 'legal', 'publish', 'user-agreement', '1', 'personal-data-consent', '1', '--yes');
    this.deploy();
  }

  kelisim(...args) { execFileSync(path.join(bin, 'kelisim'), args, { cwd: this.root, stdio: 'pipe' }); }

  write(name, text) {
    const file = path.join(this.root, 'legal/content', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  // agreement writes an edition of the agreement: one clause more in 2, quotation marks in 3, one clause more in 4.
  agreement(edition, material) {
    const head = (title, changes) => `---\ntitle: ${title}\n${edition > 1 ? `changes: ${changes}\n` : ''}---\n\n`;
    const clauses = texts => texts.slice(0, [1, 2, 2, 3][edition - 1]).map((t, i) => `${i + 1}. ${t}\n`).join('\n');
    const system = edition < 3 ? ['АЖ', 'ИС'] : ['«АЖ»', '«ИС»'];
    this.write('user-agreement/document.yaml', 'kind: agreement\norder: 1\nlanguages: [kk, ru]\nprevails: kk\n');
    this.write(`user-agreement/${edition}/edition.yaml`, edition > 1 ? `material: ${material}\n` : '{}\n');
    this.write(`user-agreement/${edition}/kk.md`, head('Пайдаланушы келісімі', `${edition}-редакциядағы өзгерістер.`) + clauses([
      `Ақпараттық жүйені (бұдан әрі – ${system[0]}) осы Келісімге сәйкес пайдаланады.`,
      'Пайдаланушы құпиясөзін үшінші тұлғаларға бермейді.', 'Пайдаланушы құпиясөзін жыл сайын өзгертеді.']));
    this.write(`user-agreement/${edition}/ru.md`, head('Пользовательское соглашение', `Изменения в редакции ${edition}.`) + clauses([
      `Информационной системой (далее – ${system[1]}) пользуются согласно настоящему Соглашению.`,
      'Пользователь не передает пароль третьим лицам.', 'Пользователь меняет пароль каждый год.']));
  }

  publish(edition, material, harm) {
    this.agreement(edition, material);
    this.kelisim('-C', 'legal', 'publish', 'user-agreement', `${edition}`, '--yes');
    this.deploy(harm);
  }

  // deploy builds the site and serves it from now on, harmed or not.
  deploy(harm = () => {}) {
    const dir = path.join(this.root, `public-${++this.deployed}`);
    this.kelisim('-C', 'legal', 'build', '--quiet', '--output', dir);
    harm(dir);
    this.site.dir = dir;
  }
}

// An example is a command, and how a person comes to the form: by the system that it stands
// beside, which says who she is, or by a registration of its own.
const account = {
  first: 'register',
  enter: async (page, name) => { await page.type('[name=name]', name); await page.type('[name=password]', 'қысқа емес құпиясөз'); },
};
const examples = {
  'example-ais': { command: (url, port, dir) => [path.join(bin, 'ais'), '-site', url, '-data', dir, '-listen', `127.0.0.1:${port}`, '-every', '200ms'], first: 'accept', enter: () => {} },
  'example-django': { command: (url, port) => ['./run.sh', url, `127.0.0.1:${port}`], ...account },
  'example-node': { command: (url, port) => ['node', 'server.mjs', url, `${port}`], ...account },
};

for (const [name, { command, first, enter }] of Object.entries(examples)) describe(name, () => {
  const legal = new Legal(), data = mkdtempSync('/tmp/pg-'); // a socket's path is short
  let url, running, log = '';

  async function start() {
    const port = await free(), [program, ...args] = command(legal.url, port, data);
    const child = spawn(program, args, { cwd: path.join(repository, 'docs', name), detached: true, env: { ...process.env, DATA: data, EVERY: '0.2' }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', d => { log += d; });
    url = `http://127.0.0.1:${port}`;
    running = child;
    await until(`${name} answers`, () => fetch(`${url}/kk/${first}`, { headers: { 'X-User': 'x' } }).then(a => a.status === 200 || a.status === 503, () => assert.equal(child.exitCode, null, log)));
  }
  async function stop(signal) {
    const gone = new Promise(done => running.once('exit', done));
    try { process.kill(-running.pid, signal); } catch { /* it ended */ }
    await gone;
  }
  before(async () => { await legal.open(); await start(); });
  after(async () => {
    await stop('SIGTERM');
    const left = existsSync(path.join(data, 'pg/postmaster.pid'));
    legal.site.close();
    for (const d of [data, legal.root]) rmSync(d, { recursive: true, force: true });
    assert.ok(!left, 'its database goes on without it');
  });

  // shows waits until a stranger's form shows an edition of the agreement.
  const shows = edition => until(`edition ${edition}`, async () => (await (await fetch(`${url}/ru/${first}`, { headers: { 'X-User': 'nobody' } })).text()).includes(`<p>${edition}-редакция`));

  // reader is a person with a browser of her own.
  async function reader(who, { script = true } = {}) {
    const context = await browser.createBrowserContext(), page = await context.newPage(), trouble = [];
    page.on('console', m => { if (['error', 'warning'].includes(m.type()) && !/status of (422|503)/.test(m.text())) trouble.push(m.text()); });
    page.on('pageerror', e => trouble.push(String(e)));
    page.on('request', r => { if (!r.url().startsWith(url)) trouble.push('request to ' + r.url()); });
    await page.setExtraHTTPHeaders({ 'X-User': who });
    await page.setJavaScriptEnabled(script);
    return {
      page, context,
      at: () => new URL(page.url()).pathname,
      text: () => page.$eval('main', e => e.innerText),
      open: where => page.goto(`${url}/${where}`, { waitUntil: 'networkidle0' }),
      send: () => Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('form:has([name=form]) button')]),
      tick: async () => { for (const box of await page.$$('[name=accept]')) await box.click(); },
      texts: () => page.waitForFunction(() => [...document.querySelectorAll('kelisim-text')].every(e => e.shadowRoot?.querySelector('article'))),
      async close() { assert.deepEqual(trouble, []); await context.close(); },
    };
  }

  // whole fails unless the page is accessible and whole, narrow and wide.
  async function whole({ page }) {
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 800 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, `${page.url()} scrolls sideways`);
      await page.evaluate(axe); // by the protocol, which the page's policy does not bind
      const { violations } = await page.evaluate(() => axe.run());
      assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`), []);
    }
  }

  test('before the first good copy the page says so', async () => {
    const r = await reader('early');
    assert.equal((await r.open(`kk/${first}`)).status(), 503);
    assert.match(await r.text(), /келіп түскен жоқ/);
    await whole(r);
    await r.close();
    legal.away = false;
    await shows(1);
  });

  let aigerim;
  test('accept each text, refuse what is optional, keep the receipt', async () => {
    const r = aigerim = await reader('aigerim');
    await r.open(`kk/${first}`);
    await r.texts();
    const texts = await r.page.$$eval('kelisim-text', all => all.map(e => e.shadowRoot.textContent).join('\n'));
    for (const words of ['(бұдан әрі – АЖ)', 'аты-жөнімді өңдеуге']) assert.ok(texts.includes(words), words);
    assert.deepEqual(await r.page.$$eval('[name=accept]', all => all.map(e => [e.value, e.required, e.checked])),
      [['user-agreement', true, false], ['personal-data-consent/account', true, false], ['personal-data-consent/news', false, false]]);
    await whole(r);
    await enter(r.page, 'aigerim');
    for (const key of ['user-agreement', 'personal-data-consent/account']) await r.page.click(`[value="${key}"]`);
    await r.send();
    assert.match(r.at(), /^\/kk\/receipts\//);
    await whole(r);
    const valid = receipts(legal.site.dir);
    for (const [lang, says] of [['kk', ['берілді', 'берілді', 'бас тартылды']], ['ru', ['дано', 'дано', 'отказано']]]) {
      const receipt = await r.page.evaluate(async at => (await fetch(at)).json(), r.at().replace('/kk/', `/${lang}/`) + '.json');
      assert.ok(valid(receipt), JSON.stringify(valid.errors));
      assert.deepEqual([receipt.language, receipt.lines.map(l => l.says).sort(), receipt.events.map(e => e.state)], [lang, says.sort(), ['shown', 'given']]);
      for (const l of receipt.lines) {
        const plain = Buffer.from(await (await fetch(receipt.site + l.text)).arrayBuffer());
        assert.equal(l.plain_sha256, Buffer.from(await crypto.subtle.digest('SHA-256', plain)).toString('hex'));
      }
    }
    await r.open('kk/');
    assert.equal(r.at(), '/kk/');
    await whole(r);
  });

  test('a material edition is asked for, with what changed', async () => {
    legal.publish(2, true);
    await shows(2);
    const r = aigerim;
    await r.open('kk/');
    assert.equal(r.at(), '/kk/accept');
    assert.deepEqual(await r.page.$$eval('[name=accept]', all => all.map(e => e.value)), ['user-agreement']);
    const compare = await r.page.$eval('main a[href*="/since/"]', a => a.href);
    assert.equal(compare, `${legal.url}kk/user-agreement/since/1/`);
    assert.match(await (await fetch(compare)).text(), /<ins[^]*үшінші тұлғаларға бермейді/);
    await whole(r);
    await r.tick();
    await r.send();
    assert.match(await r.text(), /2-редакция/);
  });

  test('one that is not material asks for nothing', async () => {
    legal.publish(3, false);
    await shows(3);
    await aigerim.open('kk/');
    assert.equal(aigerim.at(), '/kk/');
  });

  test('what is withdrawn is asked for again, and nothing else', async () => {
    const r = aigerim;
    await Promise.all([r.page.waitForNavigation(), r.page.click('button[value="personal-data-consent/account"]')]);
    assert.match(await r.text(), /кері қайтарып алынды/);
    const receipt = await r.page.evaluate(async at => (await fetch(at)).json(), r.at() + '.json');
    assert.ok(receipts(legal.site.dir)(receipt));
    assert.equal(receipt.lines.at(-1).state, 'withdrawn');
    await r.open('kk/');
    assert.deepEqual([r.at(), await r.page.$$eval('[name=accept]', all => all.map(e => e.value))], ['/kk/accept', ['personal-data-consent/account']]);
    await r.tick();
    await r.send();
    await r.close();
  });

  test('a form that was open while an edition took effect is asked again', async () => {
    const r = await reader('bolat');
    await r.open(`ru/${first}`);
    await enter(r.page, 'bolat');
    await r.tick();
    legal.publish(4, true);
    await shows(4);
    await r.send();
    assert.match(await r.text(), /вступила в силу новая редакция[^]*4-редакция/);
    await enter(r.page, first === 'register' ? '' : '');
    await r.tick();
    if (first === 'register') await r.page.$eval('[name=name]', e => { e.value = 'bolat'; });
    await r.send();
    assert.match(await r.text(), /4-редакция/);
    await r.close();
  });

  test('a tampered text is refused, an outage and a kill change nothing', async () => {
    log = '';
    legal.kelisim('-C', 'legal', 'repeal', 'personal-data-consent', '--from', '2199-01-01', '--yes');
    legal.deploy(dir => {
      const file = path.join(dir, 'embed/ru/user-agreement/4.html'), forged = readFileSync(file, 'utf8').replace('меняет пароль', 'платит');
      writeFileSync(file, forged);
    });
    await until('the example refuses', () => /does not show what was recorded/.test(log));
    legal.away = true;
    await stop('SIGKILL');
    await start();
    await shows(4);
    const r = await reader('dana', { script: false });
    await r.open(`ru/${first}`);
    const link = await r.page.$eval('kelisim-text a', a => a.href);
    await enter(r.page, 'dana');
    await r.tick();
    await r.send();
    assert.match(r.at(), /^\/ru\/receipts\//);
    assert.match(await (await fetch(link)).text(), /Пользователь меняет пароль каждый год/);
    await r.close();
  });
});
