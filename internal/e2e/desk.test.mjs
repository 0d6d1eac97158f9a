// The desk as a lawyer has it: she opens it at the address that the program says,
// writes, mends, looks at what readers will see, compares, publishes and builds, without
// a terminal. Each page is for everybody (axe) at two widths.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { browser, copy, desk, judge, program } from './desk.mjs';

const words = {
  kk: { title: 'Пайдаланушы келісімі', slip: ['тармағ', 'тaрмағ'], publish: /Жариялау: Пайдаланушы келісімі, 6-редакция/ },
  ru: { title: 'Пользовательское соглашение', slip: ['вправе', 'впрaве'], publish: /Опубликовать: Пользовательское соглашение, редакция 6/ },
};

for (const lang of ['kk', 'ru']) test(`${lang}: from a draft to a built site`, async t => {
  const { page, base, dir } = await desk(t, lang, copy());
  const file = path.join(dir, `content/user-agreement/6/${lang}.md`), original = readFileSync(file, 'utf8');
  assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
  await judge(page, 'home');
  await page.click('a[href$="/_desk/write/user-agreement/6"]');
  await page.waitForSelector('main.sheet');
  await page.waitForSelector('body.can');
  assert.equal(await page.$eval('h1', e => e.textContent), words[lang].title);

  // She types a sentence with a slip and saves it: every other line stays as it was.
  const field = await page.evaluateHandle(l => [...document.querySelectorAll(`.row textarea[lang=${l}]`)].find(f => f.value.startsWith('1.2.')), lang);
  const [right, slip] = words[lang].slip;
  await field.evaluate((f, s) => { f.focus(); f.setSelectionRange(f.value.length, f.value.length); document.execCommand('insertText', false, ' ' + s + ' сөз.'); }, slip);
  assert.equal(await page.$eval('#save', b => b.disabled), false);
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyS');
  await page.keyboard.up('Control');
  await page.waitForFunction(() => document.querySelector('#save').disabled);
  const saved = readFileSync(file, 'utf8');
  assert.equal(saved, original.replace(/^(1\.2\. .*)$/m, `$1 ${slip} сөз.`));

  // The finding stands beside its clause, the letter is marked, and one click mends it.
  const finding = await page.waitForSelector('.cell .finding:has([data-do=fix])');
  assert.equal(await finding.evaluate(f => f.closest('.cell').querySelector('.mirror mark').textContent), 'a');
  await (await finding.$('.goto')).click();
  assert.equal(await page.evaluate(() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd); }), 'a');
  await judge(page, 'write');
  await page.click('.cell .finding [data-do=fix]');
  await page.waitForFunction(() => !document.querySelector('.cell .finding [data-do=fix]'));
  assert.equal(readFileSync(file, 'utf8'), original.replace(/^(1\.2\. .*)$/m, `$1 ${right} сөз.`));
  await page.click('[data-do=undo]');
  await page.waitForSelector('.cell .finding [data-do=fix]');
  assert.equal(readFileSync(file, 'utf8'), saved, 'undone');
  await page.click('[data-do=undo]');
  await page.waitForFunction(() => !document.querySelector('.cell .finding [data-do=fix]'));
  assert.equal(readFileSync(file, 'utf8'), original, 'as it was');

  // Facts by the form: one key of the file changes.
  const facts = path.join(dir, 'content/user-agreement/6/edition.yaml'), yaml = '# хаттама бойынша\n' + readFileSync(facts, 'utf8');
  writeFileSync(facts, yaml);
  await page.reload();
  await page.waitForSelector('body.can');
  await page.$eval('input[name=effective]', e => { e.value = '2027-10-01'; e.dispatchEvent(new Event('input', { bubbles: true })); });
  await page.click('#save');
  await page.waitForFunction(() => document.querySelector('#save').disabled);
  assert.equal(readFileSync(facts, 'utf8'), yaml.replace('2027-09-01', '2027-10-01'));

  // What readers will see, beside the texts.
  await page.click('#see');
  const frame = await (await page.waitForSelector('#preview iframe')).contentFrame();
  await frame.waitForSelector('.desk-framed main h1'); // the script has seen where it is
  assert.equal(await frame.$eval('.desk-panel', e => getComputedStyle(e).display), 'none', 'nothing covers the text');

  // Any two editions.
  await page.goto(base + 'compare?document=user-agreement&old=2&new=6&language=' + lang);
  await page.waitForSelector('body.can');
  await judge(page, 'compare');
  const redline = await (await page.waitForSelector('iframe.redline')).contentFrame();
  await redline.waitForSelector('.redline');
  assert.ok(await redline.$('ins, del, .mark, mark'), 'the redline has marks');

  // She publishes: the plan is shown first, and nothing is written without her yes.
  const ledger = path.join(dir, 'content/ledger.jsonl'), before = readFileSync(ledger, 'utf8');
  await page.goto(base + 'write/user-agreement/6');
  await page.waitForSelector('body.can');
  await page.click('[data-do=publish]');
  await page.waitForFunction(() => !document.querySelector('#yes').hidden && document.querySelector('#answer').open);
  assert.match(await page.$eval('#answer-title', e => e.textContent), words[lang].publish);
  assert.match(await page.$eval('.said', e => e.textContent), new RegExp(words[lang].title));
  await page.click('#no');
  assert.equal(readFileSync(ledger, 'utf8'), before, 'cancelled');
  await page.click('[data-do=publish]');
  await page.waitForFunction(() => !document.querySelector('#yes').hidden && document.querySelector('#answer').open);
  await judge(page, 'the plan');
  await page.click('#yes');
  await page.waitForFunction(() => document.querySelector('#answer').className === 'done');
  assert.equal(readFileSync(ledger, 'utf8').trim().split('\n').length, before.trim().split('\n').length + 1);
  await page.click('#no');
  await page.waitForFunction(() => !document.querySelector('#save'));

  await page.goto(base);
  await page.waitForSelector('body.can');
  await page.click('[data-do=build]');
  await page.waitForFunction(() => document.querySelector('#answer').className === 'done');
  assert.ok(existsSync(path.join(dir, 'public', lang, 'user-agreement/6/index.html')));
});

test('somebody else changes the file beneath: she sees both and nothing is lost', async t => {
  const { page, base, dir } = await desk(t, 'ru', copy());
  const file = path.join(dir, 'content/user-agreement/6/ru.md'), original = readFileSync(file, 'utf8');
  await page.goto(base + 'write/user-agreement/6');
  await page.waitForSelector('body.can');
  const type = (start, words) => page.evaluate((start, words) => {
    const f = [...document.querySelectorAll('.row textarea[lang=ru]')].find(f => f.value.startsWith(start));
    f.focus();
    f.setSelectionRange(f.value.length, f.value.length);
    document.execCommand('insertText', false, words);
  }, start, words);
  await type('1.1.', ' Мое.');
  await type('1.2.', ' Тоже мое.');
  const pulled = original.replace(/^(1\.1\. .*)$/m, '$1 Чужое.').replace(/^(1\.3\. .*)$/m, '$1 Из Git.');
  writeFileSync(file, pulled);
  await page.click('#save');
  await page.waitForFunction(() => document.querySelector('#answer').open && document.querySelector('#answer').className === 'changed');
  assert.equal(readFileSync(file, 'utf8'), pulled, 'not written over');
  await page.click('#no');
  assert.match(await page.$eval('.other pre', e => e.textContent), /^1\.1\. .* Чужое\.$/);
  assert.equal((await page.$$('.other')).length, 1, 'only where both wrote');
  await judge(page, 'both');
  await page.click('#save');
  await page.waitForFunction(() => document.querySelector('#save').disabled);
  assert.equal(readFileSync(file, 'utf8'), original.replace(/^(1\.1\. .*)$/m, '$1 Мое.').replace(/^(1\.2\. .*)$/m, '$1 Тоже мое.').replace(/^(1\.3\. .*)$/m, '$1 Из Git.'));

  await type('2.1.', ' Последнее.');
  rmSync(file);
  await page.click('#save');
  await page.waitForFunction(() => document.querySelector('#answer').open && document.querySelector('#answer').className === 'changed');
  await page.click('#no');
  const left = await page.$eval('.other', e => ({ words: e.querySelector('pre').textContent, seen: e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= innerHeight }));
  assert.match(left.words, /^2\.1\. .* Последнее\.$/s, 'of a file that is gone');
  assert.ok(left.seen, 'and she sees it');
  assert.ok(!existsSync(file), 'not made again');
});

test('without the key nothing is read, without the invitation only read; another window of hers gets both', async t => {
  const { page, base, url, context } = await desk(t, 'ru', copy());
  const stranger = await (await browser.createBrowserContext()).newPage();
  for (const address of ['/', '/_desk/', '/_desk/write/user-agreement/6', '/ru/user-agreement/6/', '/_desk/events']) {
    const answer = await stranger.goto(new URL(address, url).href);
    assert.equal(answer.status(), 403, address);
    assert.ok(!(await stranger.content()).includes(new URL(base).pathname.split('/')[1]), 'the key is not told');
    assert.ok(await stranger.$('.closed'));
  }
  await stranger.goto(base + 'write/user-agreement/6');
  await stranger.waitForFunction(() => !document.querySelector('#locked').hidden);
  assert.equal(await stranger.$eval('#save', e => getComputedStyle(e).display), 'none');
  await stranger.goto(url); // the invitation was used
  await stranger.waitForFunction(() => !document.querySelector('#locked').hidden);
  const status = await stranger.evaluate(async () => (await fetch('save', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status);
  assert.equal(status, 401);
  await stranger.browserContext().close();
  const second = await context.newPage();
  await second.goto(base);
  await second.waitForSelector('body.can');
  assert.ok(await page.$('body.can'));
  await second.goto(new URL('/_desk/write/user-agreement/6', url).href); // an address without the key, in her browser
  await second.waitForSelector('main.sheet');
  assert.equal(new URL(second.url()).pathname, new URL('write/user-agreement/6', base).pathname);
});

test('a page of another site reaches nothing', async t => {
  const { base, context, dir } = await desk(t, 'ru', copy());
  const http = await import('node:http');
  const server = http.createServer((_, res) => res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>x</title><iframe></iframe>'));
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  t.after(() => { server.closeAllConnections(); server.close(); });
  const page = await context.newPage();
  const before = readFileSync(path.join(dir, 'content/user-agreement/6/ru.md'), 'utf8');
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const tried = await page.evaluate(async base => {
    const body = JSON.stringify({ Document: 'user-agreement', Edition: '6', Texts: [] });
    const out = [];
    for (const how of [{ mode: 'cors', headers: { 'Content-Type': 'application/json' } }, { mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } }]) {
      try {
        const r = await fetch(base + 'save', { method: 'POST', body, credentials: 'include', ...how });
        out.push(r.type + ' ' + r.status);
      } catch { out.push('refused'); }
    }
    try { out.push((await fetch(base)).type); } catch { out.push('unread'); }
    return out;
  }, base);
  assert.deepEqual(tried, ['refused', 'opaque 0', 'unread']);
  const framed = await page.evaluate(base => new Promise(done => {
    const f = document.querySelector('iframe');
    f.onload = () => { try { done(f.contentDocument ? 'shown' : 'kept apart'); } catch { done('kept apart'); } };
    f.src = base;
  }), base);
  assert.equal(framed, 'kept apart');
  assert.equal(readFileSync(path.join(dir, 'content/user-agreement/6/ru.md'), 'utf8'), before);
});

test('another program on the port of a closed desk gets no word of hers', async t => {
  const child = spawn(program, ['-C', copy(), '--lang', 'ru', 'desk', '--no-browser'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = /http:\S+/.exec(await new Promise(done => createInterface({ input: child.stdout }).once('line', done)))[0];
  const context = await browser.createBrowserContext(), page = await context.newPage();
  t.after(() => context.close());
  await page.goto(url);
  await page.waitForSelector('body.can');
  await page.goto(new URL('write/user-agreement/6', url).href);
  await page.waitForSelector('body.can');
  const said = 'Никому не показывать.', heard = [];
  await page.$eval('.row:last-of-type textarea[lang=ru]', (f, s) => { f.focus(); document.execCommand('insertText', false, s); }, said);
  const ended = new Promise(done => child.on('exit', done));
  child.kill('SIGINT');
  await ended;
  const http = await import('node:http');
  const other = http.createServer((q, r) => {
    let body = '';
    q.on('data', d => { body += d; }).on('end', () => {
      heard.push(q.url + ' ' + JSON.stringify(q.headers) + ' ' + body);
      r.setHeader('Content-Type', 'application/json').end('{"Status":"done","Proof":"0"}');
    });
  });
  await new Promise(done => other.listen(new URL(url).port, '127.0.0.1', done));
  t.after(() => { other.closeAllConnections(); other.close(); });
  await page.click('#save');
  await page.waitForFunction(() => !document.querySelector('#gone').hidden);
  assert.ok(heard.some(h => h.includes('/prove ')), 'it was asked to prove itself');
  assert.equal(heard.find(h => h.includes(said) || h.includes('x-kelisim-token')), undefined);
  assert.ok((await page.$eval('.row:last-of-type textarea[lang=ru]', f => f.value)).includes(said), 'her words are still there');
  assert.ok(await page.evaluate(() => {
    const said = document.querySelector('#gone p').getBoundingClientRect();
    return scrollY > 0 && document.elementFromPoint(said.x + 5, said.y + 5)?.closest('#gone');
  }), 'she sees it where she is');
});

test('what is pasted out of Word keeps its headings and lists, and the browser takes it back', async t => {
  const { page, base } = await desk(t, 'ru', copy());
  await page.goto(base + 'write/user-agreement/6');
  await page.waitForSelector('body.can');
  const field = await page.$('.row:last-of-type textarea[lang=ru]'), was = await field.evaluate(f => f.value);
  await field.evaluate(f => {
    f.focus();
    f.setSelectionRange(f.value.length, f.value.length);
    document.execCommand('insertText', false, '\n\n');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', '<p class=MsoNormal><b>9. Прочее</b></p><p class=MsoNormal>9.1. Билет выдается:</p><ul><li>взрослым;</li><li>детям.</li></ul>');
    clipboardData.setData('text/plain', '9. Прочее\r\n9.1. Билет выдается:\r\n•\tвзрослым;\r\n•\tдетям.\r\n');
    f.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.activeElement.value?.includes('9.1.'));
  assert.equal(await field.evaluate(f => f.value), was + '\n\n## 9. Прочее\n\n9.1. Билет выдается:\n\n- взрослым;\n- детям.');
  await field.evaluate(() => { document.execCommand('undo'); document.execCommand('undo'); }); // with the blank line before it
  assert.equal(await field.evaluate(f => f.value), was);
  assert.equal(await page.$eval('#save', b => b.disabled), true);
});

test('what is pasted into an empty text is read as a file is; its fields are told apart, and marked as far as a finding goes', async t => {
  const dir = copy();
  const { page, base } = await desk(t, 'ru', dir);
  const form = 'section.add form[data-do=document] ';
  await page.type(form + 'input[name=Title]', 'Правила перевозки');
  await page.select(form + 'select[name=Kind]', 'rules');
  await page.click(form + 'button');
  await page.waitForSelector('main.sheet');
  await page.waitForSelector('body.can');
  assert.deepEqual(await page.$$eval('.row:not(.heads) textarea', all => all.map(f => f.placeholder.split('.')[0])), ['Казахский текст', 'Русский текст']);
  const paste = (lang, words) => page.evaluate((lang, words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', words);
    document.querySelector(`.row:not(.heads) textarea[lang=${lang}]`).dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, lang, words);
  await paste('kk', 'Тасымалдау қағидалары\r\n\r\n1. Жалпы ережелер\r\n\r\n1.1. Билет тегін беріледі.\r\n\r\n1.2. Қағидалар 2027 жылғы 2 қаңтардан бастап күшіне енеді.\r\n');
  await page.waitForFunction(() => document.querySelector('.row:not(.heads) textarea[lang=kk]').value.includes('1.2.'));
  await paste('ru', 'ПРАВИЛА ПЕРЕВОЗКИ\r\n\r\n1. Общие положения\r\n\r\n1.1. Билет выдается бесплатно.\r\n\r\n1.2. Правила вступают в силу с 1 января 2027 года.\r\n');
  await page.waitForFunction(() => document.querySelector('.row:not(.heads) textarea[lang=ru]').value.includes('1.2.'));
  await page.click('#save');
  await page.waitForFunction(() => document.querySelector('.cell .mirror mark'));
  assert.deepEqual(await page.$$eval('.heads [name=title]', all => all.map(f => f.value)), ['Тасымалдау қағидалары', 'Правила перевозки']);
  assert.deepEqual(await page.$$eval('.cell.heading textarea', all => all.map(f => f.value)), ['1. Жалпы ережелер', '1. Общие положения']);
  assert.equal(await page.$('.finding.error'), null);
  assert.deepEqual(await page.$$eval('.cell .mirror mark', all => all.map(m => m.textContent)), ['2027 жылғы 2 қаңтардан', '1 января 2027']);

  // The fields of the form about the document stand on the same lines.
  await page.goto(base + 'about/pravila-perevozki');
  await page.waitForSelector('body.can');
  const uneven = await page.evaluate(() => {
    const fields = [...document.querySelectorAll('.about form > fieldset > label > :is(input, select, textarea), .about .period > :is(input, select)')].map(e => Math.round(e.getBoundingClientRect().top));
    return [...new Set(fields)].filter((y, i, all) => all.some(z => z !== y && Math.abs(z - y) < 30));
  });
  assert.deepEqual(uneven, []);
  await page.type('.period[data-key=expires] input', '1');
  await page.click('.about button.do');
  await page.waitForFunction(() => document.querySelector('#told').textContent === 'Сохранено');
});

const first = {
  kk: { file: 'Кітапхана қағидалары.txt', name: 'kitaphana-qagidalary', text: 'Кітапхананы пайдалану қағидалары\n\n1. Жалпы ережелер\n\n1.1. Осы Қағидалар кітапхананы пайдалану тәртібін айқындайды.\n\n1.2. Кітап 15 күнге беріледі.\n' },
  ru: { file: 'Правила библиотеки.txt', name: 'pravila-biblioteki', text: 'Правила пользования библиотекой\n\n1. Общие положения\n\n1.1. Настоящие Правила определяют порядок пользования библиотекой.\n\n1.2. Книга выдается на 15 дней.\n' },
};

// Nothing of what she is told is a command, a path, a code or a hash.
const jargon = /kelisim |--\w|content\/|\.yaml|\w\.md\b|\.jsonl|[0-9a-f]{16}|SHA-256|commit|\[[a-z]+-[a-z.-]+\]/;

for (const lang of ['kk', 'ru']) test(`${lang}: from an empty folder to the first built site, without a command`, async t => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'kelisim-empty-')), other = lang === 'kk' ? 'ru' : 'kk';
  for (const l of ['kk', 'ru']) writeFileSync(path.join(dir, first[l].file), first[l].text);
  const { page } = await desk(t, lang, dir);
  let clicks = 0;
  const click = async selector => { clicks++; await page.click(selector); };
  const choose = async (selector, l) => { clicks += 2; await (await page.$(selector)).uploadFile(path.join(dir, first[l].file)); };
  const told = async status => {
    await page.waitForFunction(s => document.querySelector('#answer').open && document.querySelector('#answer').className === s, {}, status);
    const words = await page.$eval('.said', e => e.textContent);
    assert.equal(jargon.exec(words.replaceAll(dir, '')), null, words);
    return words;
  };
  await judge(page, 'begin');
  await click('form[data-do=init] button');
  await page.waitForSelector('.doc');
  await page.waitForSelector('body.can');
  assert.ok(existsSync(path.join(dir, 'site/content/site.yaml')));
  assert.deepEqual(jargon.exec(await page.$eval('main', e => e.innerText)), null);

  // The name for addresses is offered; the second language goes where its text is missing.
  await choose('form[data-do=import] input[type=file]', lang);
  assert.equal(await page.$eval('form[data-do=import] input[name=Document]', e => e.value), first[lang].name);
  assert.equal(await page.$eval('form[data-do=import] .picked', e => e.textContent), first[lang].file, 'the file is told in her words');
  await click('form[data-do=import] button');
  await told('done');
  await click('#go');
  await page.waitForSelector('.heads form[data-do=import]');
  await page.waitForSelector('body.can');
  await judge(page, 'one language');
  await choose('.heads form[data-do=import] input[type=file]', other);
  await click('.heads form[data-do=import] button');
  await told('done');
  await click('#go');
  await page.waitForFunction(() => !document.querySelector('.heads form[data-do=import]') && document.querySelector('main.sheet'));
  await page.waitForSelector('body.can');
  assert.equal(await page.$('.finding.error'), null);

  await click('[data-do=publish]');
  await told('confirm');
  await click('#yes');
  await told('done');
  await click('.next');
  await page.waitForFunction(() => document.querySelector('.next').hidden && document.querySelector('#answer').open);
  await told('done');
  assert.ok(existsSync(path.join(dir, 'site/public', lang, first[lang].name, '1/index.html')));
  assert.ok(clicks <= 14, `${clicks} clicks`);
});

test('an office agrees by a button, and a changed letter voids it', async t => {
  const dir = copy();
  const settings = path.join(dir, 'content/site.yaml');
  writeFileSync(settings, readFileSync(settings, 'utf8') + '\noffices:\n  agreement: [Юридический департамент]\n');
  const { page, base } = await desk(t, 'ru', dir);
  const open = async () => { await page.goto(base + 'write/user-agreement/6'); await page.waitForSelector('body.can'); };
  await open();
  await page.click('[data-do=publish]');
  await page.waitForFunction(() => document.querySelector('#answer').className === 'refused');
  assert.match(await page.$eval('.said', e => e.textContent), /не согласована: Юридический департамент/);
  await page.click('#no');
  await page.type('input[name=Name]', 'А. Ахметова');
  await page.click('form[data-do=agree] button');
  await page.waitForFunction(() => document.querySelector('#answer').className === 'done');
  await page.click('#no');
  await page.waitForSelector('.agreement .holds');
  await judge(page, 'agreed');
  await page.goto(base + 'agreed/user-agreement/6');
  await page.waitForSelector('body.can');
  assert.match(await page.$eval('main', e => e.textContent), /согласовано, А\. Ахметова/);
  await judge(page, 'the sheet of agreement');
  const file = path.join(dir, 'content/user-agreement/6/ru.md');
  writeFileSync(file, readFileSync(file, 'utf8') + '\n');
  await open();
  assert.match(await page.$eval('.agreement ul', e => e.textContent), /потеряло силу: А\. Ахметова, .*; изменилось: русский текст/);
});

test('without a language of the system the desk speaks that of the browser', async t => {
  const child = spawn(program, ['-C', copy(), 'desk', '--no-browser'], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '' } });
  t.after(() => { child.kill('SIGINT'); });
  const line = await new Promise(done => createInterface({ input: child.stdout }).once('line', done));
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.setExtraHTTPHeaders({ 'Accept-Language': 'kk-KZ,kk;q=0.9,ru;q=0.8' });
  await page.goto(/http:\S+/.exec(line)[0]);
  await page.waitForSelector('body.can');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'kk');
});

for (const lang of ['kk', 'ru']) test(`${lang}: what a document is, a draft deleted and brought back`, async t => {
  const { page, base, dir } = await desk(t, lang, copy());
  const file = path.join(dir, 'content/user-agreement/document.yaml'), yaml = readFileSync(file, 'utf8');
  await page.click('a[href$="/_desk/about/user-agreement"]');
  await page.waitForSelector('form[data-do=about]');
  await page.waitForSelector('body.can');
  await judge(page, 'about');
  await page.select('select[name=acceptance]', 'optional');
  await page.type('.purpose:last-child [data-part=ID]', 'account');
  await page.type('.purpose:last-child [data-part=Clauses]', '2.1');
  await page.click('form[data-do=about] button.do');
  await page.waitForFunction(() => document.querySelector('.purpose')?.dataset.was === 'account');
  assert.equal(readFileSync(file, 'utf8'), yaml + 'acceptance: optional\npurposes:\n  account: ["2.1"]\n');
  await page.waitForSelector('body.can');
  await page.click('[data-do=undo]');
  await page.waitForFunction(() => document.querySelector('.purpose')?.dataset.was === '');
  assert.equal(readFileSync(file, 'utf8'), yaml, 'undone');

  await page.goto(base);
  await page.waitForSelector('body.can');
  await page.click('[data-do=discard][data-document=user-agreement]');
  await page.waitForFunction(() => !document.querySelector('#yes').hidden && document.querySelector('#answer').open);
  assert.match(await page.$eval('.said', e => e.textContent), /content\/user-agreement\/6\/kk\.md/);
  await judge(page, 'what is deleted');
  await page.click('#yes');
  await page.waitForFunction(() => document.querySelector('.doc') && !document.querySelector('[data-do=discard][data-document=user-agreement]'));
  assert.ok(!existsSync(path.join(dir, 'content/user-agreement/6')));
  await page.waitForSelector('body.can');
  await page.click('[data-do=undo]');
  await page.waitForSelector('[data-do=discard][data-document=user-agreement]');
  assert.ok(existsSync(path.join(dir, 'content/user-agreement/6/ru.md')));
});

test('PDF files of a published edition and of a draft: the text, the changes, their table', async t => {
  const { page, base, dir } = await desk(t, 'ru', copy());
  for (const [edition, name, draft] of [['5', 'user-agreement-5', false], ['6', 'user-agreement-6-draft', true]]) {
    await page.goto(base + 'write/user-agreement/' + edition);
    await page.waitForSelector('body.can');
    for (const [what, end] of [['pdf', ''], ['pdf-changes', '-changes'], ['pdf-table', '-table']]) {
      const answer = await page.evaluate(async what => {
        const r = await fetch(document.querySelector(`.get a[href*="what=${what}&"][href$="language=ru"]`).href);
        return { kind: r.headers.get('Content-Type'), name: r.headers.get('Content-Disposition'), bytes: [...new Uint8Array(await r.arrayBuffer())] };
      }, what);
      assert.deepEqual([answer.kind, answer.name], ['application/pdf', `attachment; filename="${name}${end}.ru.pdf"`]);
      const file = path.join(dir, 'print.pdf');
      writeFileSync(file, Buffer.from(answer.bytes));
      const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
      assert.match(text, /Пользовательское соглашение/, name + end);
      for (const sheet of text.split('\f').filter(s => s.trim())) assert.equal(/Проект\. Этот текст не опубликован/.test(sheet), draft, name + end + ': each sheet of a draft says so, and of no other');
    }
  }
});
