// The element kelisim-text in Firefox (Debian firefox-esr), under the policy of docs: a
// text whole, the plain link on failure, links in a new tab, several in one form, paper.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { policy, serve } from './site.mjs';

const pages = new Map();
const site = await serve('2026-12-01', { answer: (name, res) => {
  const page = pages.get(name);
  if (page) res.writeHead(200, { 'Content-Type': page.type, 'Content-Security-Policy': policy }).end(page.body);
  return page !== undefined;
} });
const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true });
try {
  const show = (id, file, lang, proof) => {
    const bytes = readFileSync(path.join(site.dir, file));
    return `<fieldset><kelisim-text id="${id}" src="/site/${file}" lang="${lang}" integrity="${proof ?? 'sha256-' + createHash('sha256').update(bytes).digest('base64')}"><a href="/site/kk/">Келісім</a></kelisim-text></fieldset>`;
  };
  pages.set('/told.js', { type: 'text/javascript', body: `self.told = []; for (const n of ['loading', 'ready', 'failed']) document.addEventListener(n, e => told.push([e.target.id, n, e.detail.reason ?? e.detail.edition ?? ''].join(' ')));` });
  pages.set('/page', { type: 'text/html; charset=utf-8', body: `<!doctype html><title>x</title><script src="/told.js"></script><script src="/site/embed/kelisim-text.js" defer></script><form>`
    + show('a', 'embed/kk/user-agreement/4.html', 'kk') + show('b', 'embed/ru/privacy-policy/2.html', 'ru') + show('c', 'embed/kk/user-agreement/4.html', 'kk', 'sha256-' + 'A'.repeat(43) + '=') + '</form>' });
  const page = await browser.newPage();
  await page.goto(new URL('/page', site.url).href);
  await page.waitForFunction(() => told.length === 6);
  const got = await page.evaluate(() => ({
    told: told.sort(),
    shown: ['a', 'b', 'c'].map(id => document.getElementById(id).shadowRoot?.querySelector('article').dataset.document ?? 'link'),
    links: [...document.getElementById('a').shadowRoot.querySelectorAll('a:not([href^="#"])')].every(a => a.target === '_blank' && a.title !== ''),
    indented: getComputedStyle(document.getElementById('a').shadowRoot.querySelector('.kt-u:not(.kt-p)')).paddingLeft !== '0px',
  }));
  assert.deepEqual(got, { told: ['a loading ', 'a ready 4', 'b loading ', 'b ready 2', 'c failed fetch', 'c loading '], shown: ['user-agreement', 'privacy-policy', 'link'], links: true, indented: true });
  console.log(`the element in ${await browser.version()}: good`);
} finally {
  await browser.close();
  site.close();
}
