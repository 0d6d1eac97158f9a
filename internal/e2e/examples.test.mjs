// docs/example-django and docs/example-node beside this repository's own site, in a
// browser, under their policy with Trusted Types: register, look at the receipt, withdraw.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, repository, serve } from './site.mjs';

let site, browser;
const running = [];
before(async () => { [site, browser] = [await serve('2026-12-01'), await launch()]; });
after(async () => {
  await browser?.close();
  site?.close();
  for (const { process: p, dir } of running) {
    const gone = new Promise(done => p.once('exit', done));
    try { process.kill(-p.pid, 'SIGTERM'); } catch { /* it ended */ }
    await gone;
    rmSync(dir, { recursive: true, force: true });
  }
});

const free = () => new Promise(done => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); }); });

// start runs an example on a port of its own, until it has the texts.
async function start(name, command) {
  const port = await free(), dir = mkdtempSync('/tmp/pg-');
  const process_ = spawn(command[0], command.slice(1).map(a => a.replace('PORT', port)), { cwd: path.join(repository, 'docs', name), detached: true,
    env: { ...process.env, DATA: dir }, stdio: ['ignore', 'inherit', 'inherit'] });
  running.push({ process: process_, dir });
  const url = `http://127.0.0.1:${port}`;
  for (let ready = false; !ready;) {
    assert.equal(process_.exitCode, null, `${name} ended`);
    ready = await fetch(`${url}/kk/register`).then(a => a.status === 200, () => false);
    if (!ready) await new Promise(done => setTimeout(done, 100));
  }
  return url;
}

for (const [name, command] of Object.entries({
  'example-django': s => ['./run.sh', s, '127.0.0.1:PORT'],
  'example-node': s => ['node', 'server.mjs', s, 'PORT'],
})) test(name, async () => {
  const url = await start(name, command(site.url));
  const page = await (await browser.createBrowserContext()).newPage(), trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  await page.goto(`${url}/kk/register`);
  await page.waitForFunction(() => [...document.querySelectorAll('kelisim-text')].every(e => e.shadowRoot?.querySelector('article')));
  assert.ok(await page.evaluate(() => document.querySelectorAll('kelisim-text').length) >= 2, 'several texts');
  await page.type('[name=name]', 'aigerim');
  await page.type('[name=password]', 'ten letters');
  for (const box of await page.$$('[name=accept]')) await box.click();
  await Promise.all([page.waitForNavigation(), page.click('form button:last-of-type')]);
  assert.match(page.url(), /\/kk\/receipts\//);
  const receipt = page.url();
  const events = await page.evaluate(async () => (await fetch(location.href + '.json')).json());
  assert.deepEqual(events.map(e => e.state), ['shown', 'given']);
  assert.ok(events[1].members.some(m => m.answer === 'given' || m.purposes));
  await page.goto(`${url}/kk/`);
  await Promise.all([page.waitForNavigation(), page.click('button[name=key]')]);
  assert.equal(page.url(), receipt);
  assert.deepEqual(await page.evaluate(async () => (await fetch(location.href + '.json')).json()).then(all => all.map(e => e.state)), ['shown', 'given', 'withdrawn']);
  await page.goto(`${url}/kk/`);
  assert.match(page.url(), /\/kk\/accept$/, 'it was required');
  assert.deepEqual(trouble, []);
});
