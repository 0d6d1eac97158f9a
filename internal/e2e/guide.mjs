// Takes the pictures of docs/editor.LANG.md and docs/commands.LANG.md from the running product: make pictures.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { launch, repository } from './site.mjs';

const slips = { kk: ['Мекеме осы', 'Мекеме oсы'], ru: ['вправе в любое', 'впрaве в любое'] }; // a Latin letter
const changes = [
  ['kk', 'changes:', 'changes: Екі тілдегі мәтіннің күші бірдей екені айтылған 2.2-тармақ қосылды.'],
  ['kk', 'шешіледі.\n', 'шешіледі.\n\n2.2. Осы Келісім қазақ және орыс тілдерінде жасалды; екі мәтіннің күші бірдей.\n'],
  ['ru', 'changes:', 'changes: Добавлен пункт 2.2 о равной силе текстов на двух языках.'],
  ['ru', 'Республики Казахстан.\n', 'Республики Казахстан.\n\n2.2. Настоящее Соглашение составлено на казахском и русском языках; оба текста имеют равную силу.\n'],
];
const dir = mkdtempSync(path.join(os.tmpdir(), 'kelisim-guide-'));
const program = path.join(dir, 'kelisim');
execFileSync('go', ['build', '-o', program, './cmd/kelisim'], { cwd: repository, stdio: 'inherit' });
const browser = await launch();

// run starts the desk or the preview of a site, and opens its address in a page.
async function run(lang, site, width, height, ...command) {
  const child = spawn(program, ['-C', site, '--lang', lang, ...command], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: lang } });
  const line = await new Promise(done => createInterface({ input: child.stdout }).once('line', done));
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  const url = /http:\S+/.exec(line)[0];
  await page.goto(url);
  return { page, url, end: async () => { await page.close(); child.kill('SIGINT'); } };
}
const shot = (page, name, clip) => page.screenshot({ path: path.join(repository, `docs/${name}.png`), ...clip && { clip } });

for (const lang of ['kk', 'ru']) await desk(lang, path.join(dir, lang));
for (const lang of ['kk', 'ru']) await commands(lang, path.join(dir, 'commands-' + lang));
await browser.close();

// desk plays the steps of the desk's guide: a new site, then the sample's draft.
async function desk(lang, site) {
  const empty = path.join(site, 'empty');
  mkdirSync(empty, { recursive: true });
  const fresh = await run(lang, empty, 1100, 720, 'desk', '--no-browser');
  await fresh.page.waitForSelector('body.can');
  await fresh.page.click('form[data-do=init] button');
  await fresh.page.waitForSelector('.doc');
  await fresh.page.waitForSelector('body.can');
  await shot(fresh.page, `desk-new.${lang}`);
  await fresh.end();

  cpSync(path.join(repository, 'content'), path.join(site, 'content'), { recursive: true });
  const text = path.join(site, `content/user-agreement/6/${lang}.md`);
  const { page, url, end } = await run(lang, site, 1100, 720, 'desk', '--no-browser');
  const open = async address => { await page.goto(new URL(address, url)); await page.waitForSelector('body.can'); };
  await page.waitForSelector('body.can');
  await shot(page, `desk-home.${lang}`);
  await open('write/user-agreement/6');
  await page.$eval('.heads', e => e.scrollIntoView());
  await page.evaluate(() => scrollBy(0, -60));
  await shot(page, `desk-write.${lang}`);
  const [right, slip] = slips[lang], was = readFileSync(text, 'utf8');
  writeFileSync(text, was.replace(right, slip));
  await open('write/user-agreement/6');
  const finding = await page.waitForSelector('.cell .finding:has([data-do=fix])');
  const row = await finding.evaluateHandle(f => f.closest('.row'));
  await row.evaluate(e => e.scrollIntoView({ block: 'center' }));
  const box = await row.boundingBox();
  await shot(page, `desk-finding.${lang}`, { x: 0, y: box.y - 10 + await page.evaluate(() => scrollY), width: 1100, height: box.height + 20 });
  writeFileSync(text, was);
  await open('write/user-agreement/6');
  await page.click('[data-do=publish]');
  await page.waitForFunction(() => document.querySelector('#answer').open);
  await shot(page, `desk-publish.${lang}`);
  await end();
}

// commands plays what the guide of commands shows: the first draft with a slip, and the
// changes of the second edition.
async function commands(lang, site) {
  const kelisim = (...args) => execFileSync(program, ['-C', site, '--lang', lang, ...args], { stdio: 'pipe' });
  execFileSync(program, ['--lang', lang, 'init', site], { stdio: 'pipe' });
  const edit = (edition, language, old, words) => {
    const file = path.join(site, `content/user-agreement/${edition}/${language}.md`), was = readFileSync(file, 'utf8');
    if (!was.includes(old)) throw new Error(`${file} does not say ${old}`);
    writeFileSync(file, was.replace(old, words));
  };
  const [right, slip] = { kk: ['тәртібін', 'тәртiбін'], ru: ['порядок', 'пoрядок'] }[lang]; // a Latin letter
  edit('1', lang, right, slip);
  const draft = await run(lang, site, 760, 560, 'serve', '--addr', '127.0.0.1:0');
  await draft.page.goto(new URL(`${lang}/user-agreement/1/`, draft.url));
  await draft.page.waitForSelector('.desk-panel .desk-findings');
  await shot(draft.page, `editor-preview.${lang}`);
  await draft.end();
  edit('1', lang, slip, right);
  kelisim('publish', 'user-agreement', '1', '--yes');
  kelisim('new', 'user-agreement');
  for (const [language, old, words] of changes) edit('2', language, old, words);
  const changed = await run(lang, site, 760, 470, 'serve', '--addr', '127.0.0.1:0');
  await changed.page.goto(new URL(`${lang}/user-agreement/2/changes/`, changed.url));
  await (await changed.page.waitForSelector('ins')).evaluate(e => e.scrollIntoView({ block: 'center' }));
  await shot(changed.page, `editor-changes.${lang}`);
  await changed.end();
}
