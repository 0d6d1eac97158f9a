// Takes the pictures of docs/editor.LANG.md from the running product: make pictures.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { launch, repository } from './site.mjs';

const slips = { kk: ['Мекеме осы', 'Мекеме oсы'], ru: ['вправе в любое', 'впрaве в любое'] }; // a Latin letter
const dir = mkdtempSync(path.join(os.tmpdir(), 'kelisim-guide-'));
const program = path.join(dir, 'kelisim');
execFileSync('go', ['build', '-o', program, './cmd/kelisim'], { cwd: repository, stdio: 'inherit' });
const browser = await launch();
for (const lang of ['kk', 'ru']) {
  const site = path.join(dir, lang);
  cpSync(path.join(repository, 'content'), path.join(site, 'content'), { recursive: true });
  const text = path.join(site, `content/user-agreement/6/${lang}.md`);
  const child = spawn(program, ['-C', site, '--lang', lang, 'desk', '--no-browser'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: lang } });
  const line = await new Promise(done => createInterface({ input: child.stdout }).once('line', done));
  const page = await browser.newPage();
  await page.setViewport({ width: 1100, height: 720 });
  const url = /http:\S+/.exec(line)[0];
  const take = (name, clip) => page.screenshot({ path: path.join(repository, `docs/desk-${name}.${lang}.png`), ...clip && { clip } });
  const open = async address => { await page.goto(new URL(address, url)); await page.waitForSelector('body.can'); };
  await page.goto(url);
  await page.waitForSelector('body.can');
  await take('home');
  await open('write/user-agreement/6');
  await page.$eval('.heads', e => e.scrollIntoView());
  await page.evaluate(() => scrollBy(0, -60));
  await take('write');
  const [right, slip] = slips[lang], was = readFileSync(text, 'utf8');
  writeFileSync(text, was.replace(right, slip));
  await open('write/user-agreement/6');
  const finding = await page.waitForSelector('.cell .finding:has([data-do=fix])');
  const row = await finding.evaluateHandle(f => f.closest('.row'));
  await row.evaluate(e => e.scrollIntoView({ block: 'center' }));
  const box = await row.boundingBox();
  await take('finding', { x: 0, y: box.y - 10 + await page.evaluate(() => scrollY), width: 1100, height: box.height + 20 });
  writeFileSync(text, was);
  await open('write/user-agreement/6');
  await page.click('[data-do=publish]');
  await page.waitForFunction(() => document.querySelector('#answer').open);
  await take('publish');
  await page.close();
  child.kill('SIGINT');
}
await browser.close();
