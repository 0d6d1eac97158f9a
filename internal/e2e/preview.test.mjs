// The preview as an editor has it: it follows each save, keeps the place, marks
// what changed, and shows what is wrong in the place of the page.
import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { preview } from './preview.mjs';
import { launch } from './site.mjs';

let site, browser, page, trouble, file, text;

before(async () => {
  site = await preview();
  browser = await launch();
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 700 });
  trouble = [];
  page.on('console', m => { if (m.type() === 'error' && !/503/.test(m.text())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  file = path.join(site.dir, 'content/user-agreement/6/kk.md');
  text = readFileSync(file, 'utf8');
});
after(async () => { await browser?.close(); await site?.close(); });

const shows = words => page.waitForFunction(w => document.body.textContent.includes(w), { polling: 'mutation' }, words);

// save is that of an editor who writes a new file and renames it.
function save(data) {
  writeFileSync(file + '.tmp~', data);
  renameSync(file + '.tmp~', file);
}

test('a save is on the page, which stays where it was and marks it', async () => {
  await page.goto(site.url + 'kk/user-agreement/6/');
  const place = () => page.evaluate(() => {
    const e = document.getElementById('3.1') ?? document.getElementById('3');
    return Math.round(e.getBoundingClientRect().top);
  });
  await page.evaluate(() => {
    (document.getElementById('3.1') ?? document.getElementById('3')).scrollIntoView();
    window.same = true;
  });
  const was = await place();
  const first = text.split('\n').find(l => l.startsWith('1.1. '));
  save(text.replace(first, first + ' Мұнда жаңа сөйлем тұр.'));
  await shows('Мұнда жаңа сөйлем тұр.');
  assert.equal(await place(), was, 'the place is kept');
  assert.deepEqual(await page.$$eval('.text [id].desk-changed', list => list.map(e => e.id)), ['1.1']);
  // The script of the page has begun again: the language switch keeps the clause.
  await page.waitForFunction(() => [...document.querySelectorAll('.langs a')].some(a => a.hash));
  save(text);
  await page.waitForFunction(() => !document.body.textContent.includes('Мұнда жаңа сөйлем тұр.'), { polling: 'mutation' });
  assert.equal(await page.evaluate(() => window.same), true, 'the page was loaded once');
});

test('a redline is read on as it was', async () => {
  await page.goto(site.url + 'kk/user-agreement/6/changes/');
  await page.click('#wording');
  save(text.replace(/^1\.1\. .*$/m, '$& Тағы бір сөйлем.'));
  await shows('Тағы бір сөйлем.');
  assert.equal(await page.$eval('#wording', e => e.checked), true);
  save(text);
  await page.waitForFunction(() => !document.body.textContent.includes('Тағы бір сөйлем.'), { polling: 'mutation' });
  await page.goto(site.url + 'kk/user-agreement/6/');
});

test('an error stands in the place of the page until it is mended', async () => {
  const settings = path.join(site.dir, 'content/site.yaml');
  const good = readFileSync(settings, 'utf8');
  writeFileSync(settings, good.replace('timezone: Asia/Almaty', 'timezone: Asia/Almatы'));
  await shows('content/site.yaml');
  assert.equal(await page.$('main .text'), null);
  const [link] = await page.$$eval('a', list => list.map(a => a.getAttribute('href')).filter(h => h.startsWith('/_desk/good/')));
  const last = await browser.newPage();
  await last.goto(new URL(link, site.url).href);
  assert.ok(await last.$('main .text'), 'the last good page is there');
  await last.close();
  writeFileSync(settings, good);
  await page.waitForSelector('main .text');
});

test('what is wrong with a draft stands on its page', async () => {
  save(text + '\nТармақтың соңы (жабылмаған жақша.\n');
  await page.waitForSelector('#desk-panel .desk-warning, #desk-panel .desk-error');
  const panel = await page.$eval('#desk-panel', e => e.textContent);
  assert.match(panel, /content\/user-agreement\/6\/kk\.md:\d+/);
  assert.match(panel, /жабылмаған жақша/, "the line's own text");
  save(text);
  await page.waitForFunction(() => !document.querySelector('#desk-panel .desk-warning, #desk-panel .desk-error'));
});

test('the panel lies over no word, on a narrow screen, too', async () => {
  save(text + '\nТармақтың соңы (жабылмаған жақша.\n');
  for (const width of [1280, 360]) {
    await page.setViewport({ width, height: 700 });
    await page.goto(site.url + 'kk/user-agreement/6/');
    await page.waitForSelector('#desk-panel .desk-warning, #desk-panel .desk-error');
    const covered = await page.evaluate(() => {
      const panel = document.getElementById('desk-panel'), out = [];
      for (let y = 0; y < document.documentElement.scrollHeight; y += 300) {
        scrollTo(0, y);
        const p = panel.getBoundingClientRect();
        for (const e of document.querySelectorAll('main :is(h1, h2, p, li, td), header.top p')) {
          const r = e.getBoundingClientRect();
          if (r.width && r.bottom > p.top + 1 && r.top < p.bottom - 1 && r.right > p.left && r.left < p.right) out.push(e.textContent.slice(0, 30));
        }
      }
      return out;
    });
    assert.deepEqual(covered, [], `at ${width}`);
  }
  await page.setViewport({ width: 1280, height: 700 });
  save(text);
});

test('the desk follows, too', async () => {
  await page.goto(site.url + '_desk/');
  const counts = n => page.waitForFunction(n => document.querySelectorAll('.counts').length === n, { polling: 'mutation' }, n);
  await page.waitForSelector('.doc');
  await counts(0);
  save(text + '\nТағы бір (жақша.\n');
  await counts(1);
  save(text);
  await counts(0);
});

test('nothing went wrong, and an interrupt ends it at once', async () => {
  assert.deepEqual(trouble, []);
  assert.equal(await site.close(), 0);
});
