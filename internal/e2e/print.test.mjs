// On paper: dates, the whole hash and page numbers; nothing folded away.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { chromium, flags, serve } from './site.mjs';

let site;
before(async () => { site = await serve('2026-12-01'); });
after(() => site?.close());

// paper prints as a reader's browser does, with the page's own margins.
async function paper(where) {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'kelisim-print-')), 'page.pdf');
  await promisify(execFile)(chromium(), [...flags, '--headless', '--no-pdf-header-footer', `--print-to-pdf=${file}`, new URL(where, site.url).href]);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
}

for (const lang of ['kk', 'ru']) {
  test(`an edition in ${lang} on paper`, async () => {
    const text = await paper(`${lang}/user-agreement/4/`);
    const record = readFileSync(path.join(site.dir, 'ledger/ledger.jsonl'), 'utf8').split('\n').filter(Boolean).map(l => JSON.parse(l))
      .find(r => r.document === 'user-agreement' && r.edition === '4');
    const hash = record.texts.find(t => t.language === lang).source_sha256;
    const flat = text.replace(/\s+/g, '');
    assert.ok(flat.includes(hash), 'the whole hash');
    assert.match(text, lang === 'kk' ? /2025 жылғы 6 қазан/ : /6 октября 2025 года/);
    assert.match(text, /1 ?\/ ?\d/, 'page numbers');
    const plain = readFileSync(path.join(site.dir, `${lang}/user-agreement/4/text.txt`), 'utf8');
    const words = s => s.replace(/[^\p{L}\p{N}]/gu, '');
    for (const line of plain.split('\n\n').slice(1)) {
      const start = words(line).slice(0, 24);
      assert.ok(words(text).includes(start), `missing on paper: ${line.slice(0, 60)}`);
    }
  });
}
