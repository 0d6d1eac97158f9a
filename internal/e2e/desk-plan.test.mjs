// What a lawyer meets at the desk beside the straight way of desk.test.mjs: long titles, a
// text that is not there, annexes that are published along.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { copy, desk, judge } from './desk.mjs';

test('a long title stands whole in its field; on a phone a text that is not there leaves no empty boxes', async t => {
  const dir = copy(), { page, base } = await desk(t, 'ru', dir);
  rmSync(path.join(dir, 'content/user-agreement/6/kk.md'));
  await page.goto(base + 'write/user-agreement/6');
  await page.waitForSelector('body.can');
  const title = '.heads [name=title]', words = 'Соглашение о пользовании государственной информационной системой «Электронный журнал» в организациях образования';
  await page.focus(title);
  await page.$eval(title, f => f.select());
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page.evaluate(() => document.execCommand('insertText', false, ' и\nспорта'));
  assert.equal(await page.$eval(title, f => f.value), words + ' и спорта', 'one line');
  for (const width of [1280, 360]) {
    await page.setViewport({ width, height: 800 });
    assert.ok(await page.$eval(title, f => f.scrollHeight <= f.clientHeight + 1 && f.scrollWidth <= f.clientWidth), `whole at ${width}`);
  }
  assert.equal(await page.$$eval('.cell.none', all => all.filter(e => !e.textContent.trim() && e.getClientRects().length).length), 0, 'no empty boxes');
  await page.click('#save');
  await page.waitForFunction(() => document.querySelector('#save').disabled);
  assert.match(readFileSync(path.join(dir, 'content/user-agreement/6/ru.md'), 'utf8'), new RegExp(`^title: .?${words} и спорта.?$`, 'm'));
});

test('who publishes a document is offered its annexes, too', async t => {
  const dir = copy(), { page, base } = await desk(t, 'ru', dir);
  for (const [name, text] of Object.entries({ 'pool/document.yaml': 'kind: rules\n', 'pool/1/edition.yaml': '', 'pool/1/ru.md': '---\ntitle: Правила бассейна\n---\n\n1. Плавают в шапочке.\n',
    'form/document.yaml': 'kind: rules\nannex_of: pool\n', 'form/1/edition.yaml': '', 'form/1/ru.md': '---\ntitle: Форма заявки\n---\n\n1. Заявку подают письменно.\n' })) {
    mkdirSync(path.join(dir, 'content', path.dirname(name)), { recursive: true });
    writeFileSync(path.join(dir, 'content', name), text);
  }
  await page.goto(base + 'write/pool/1');
  await page.waitForSelector('body.can');
  await page.click('[data-do=publish]');
  await page.waitForFunction(() => !document.querySelector('#also').hidden && document.querySelector('#answer').open);
  await judge(page, 'the plan of one');
  await page.click('#also');
  await page.waitForFunction(() => document.querySelector('#also').hidden && document.querySelector('.said').textContent.includes('Форма заявки», редакция 1'));
  await page.click('#yes');
  await page.waitForFunction(() => document.querySelector('#answer').className === 'done');
  assert.equal(readFileSync(path.join(dir, 'content/ledger.jsonl'), 'utf8').split('"document":"form"').length, 2);
});
