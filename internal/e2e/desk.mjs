// Opens the desk of a folder as a lawyer has it, for tests.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import { launch, repository } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export let browser, program;

before(async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'kelisim-program-'));
  program = path.join(dir, 'kelisim');
  execFileSync('go', ['build', '-o', program, './cmd/kelisim'], { cwd: repository, stdio: 'inherit' });
  browser = await launch();
});
after(() => browser?.close());

// desk opens the desk of a folder in a window of its own.
export async function desk(t, lang, dir) {
  const child = spawn(program, ['-C', dir, '--lang', lang, 'desk', '--no-browser'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise(done => child.on('exit', done));
  const line = await Promise.race([new Promise(done => createInterface({ input: child.stdout }).once('line', done)), ended]);
  const url = /http:\S+/.exec(line)?.[0];
  assert.ok(url, 'kelisim desk says: ' + line);
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const trouble = [];
  page.on('console', m => { if (m.type() === 'error') trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  const base = new URL('.', url).href, site = new URL('..', base).href;
  page.on('request', r => { if (!r.url().startsWith(new URL('/', url).href) && !r.url().startsWith('data:')) trouble.push('another host: ' + r.url()); });
  t.after(async () => { await context.close(); child.kill('SIGINT'); await ended; assert.deepEqual(trouble, []); });
  await page.goto(url);
  await page.waitForSelector('body.can');
  assert.equal(new URL(page.url()).hash, '', 'the invitation leaves the address');
  return { page, base, site, url, dir, context };
}

export function copy() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'kelisim-desk-'));
  cpSync(path.join(repository, 'content'), path.join(dir, 'content'), { recursive: true });
  return dir;
}

// judge runs axe over the page. It is put in by the debugger, not by the page.
export async function judge(page, what) {
  await page.evaluate(axe);
  for (const width of [1280, 360]) {
    await page.setViewport({ width, height: 900 });
    const bad = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false })).violations
      .map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 150)).join(' | ')}`));
    assert.deepEqual(bad, [], `${what}, ${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is no wider than ${width}`);
  }
  await page.setViewport({ width: 1280, height: 900 });
}
