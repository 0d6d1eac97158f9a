// What the tests of paper share: a page as a PDF, and what is read in it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch, serve } from './site.mjs';

// press is the sample as of 1 December 2026, with a browser and a window of it that runs no script.
export async function press() {
  const site = await serve('2026-12-01');
  try {
    const browser = await launch(), bare = await browser.newPage();
    await bare.setJavaScriptEnabled(false);
    return { site, browser, bare, close: async () => { await browser.close(); site.close(); } };
  } catch (e) {
    site.close(); // else the test's process stays for ever
    throw e;
  }
}

// printed prints a page as a reader's browser does, with the page's own size and margins.
export async function printed(url, page) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'kelisim-print-'));
  const file = path.join(dir, 'page.pdf');
  await page.goto(url, { waitUntil: 'networkidle0' });
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8' });
  const sheets = run('pdfinfo', '-l', '99', file).match(/Page +\d+ size: +[\d.]+ x [\d.]+/g).map(l => l.match(/[\d.]+/g).slice(1).map(Number));
  const boxes = run('pdftotext', '-bbox', file, '-');
  return {
    file, dir,
    text: run('pdftotext', '-raw', file, '-'),
    layout: run('pdftotext', '-layout', file, '-'),
    landscape: sheets.every(([width, height]) => width > height),
    pages: sheets.length,
    // Words that reach over the edge of their sheet.
    cut: [...boxes.matchAll(/<word xMin="([\d.-]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)/g)].filter(m => m[1] < 20 || m[2] > sheets[0][0] - 20).map(m => m[3]),
  };
}

export const letters = s => s.replace(/[^\p{L}\p{N}]/gu, '');
// unnumbered leaves out the lines that are the number of a page, or of a clause: it hangs in the margin.
export const unnumbered = s => s.replace(/^\f?(\d+ \/ \d+|\(?[\d.-]+[.)]|\(\p{L}\))$/gmu, '');
// hash is the recorded one of a text of the agreement in a built site.
export const hash = (dir, lang, edition) => readFileSync(path.join(dir, 'ledger/ledger.jsonl'), 'utf8').split('\n').filter(Boolean).map(l => JSON.parse(l))
  .find(r => r.document === 'user-agreement' && r.edition === edition).texts.find(t => t.language === lang).source_sha256;
