// PDFs that the program prints itself: by the command, and beside the pages of a site.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { hash, letters, press, printed } from './paper.mjs';
import { files, kelisim, repository } from './site.mjs';

let site, browser, bare, close;

before(async () => { ({ site, browser, bare, close } = await press()); });
after(() => close?.());

test('kelisim pdf: the pages as files, tagged, with bookmarks, title and edition on every sheet', async () => {
  const root = path.dirname(site.dir), out = mkdtempSync(path.join(os.tmpdir(), 'kelisim-pdf-'));
  kelisim(root, 'pdf', 'user-agreement', '4', '--language', 'kk', '--output', out);
  const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8' });
  const said = readdirSync(out).sort();
  assert.deepEqual(said, ['user-agreement-4-changes.kk.pdf', 'user-agreement-4-table.kk.pdf', 'user-agreement-4.kk.pdf']);
  for (const [name, where] of [[said[0], '4/changes/'], [said[1], '4/changes/table/'], [said[2], '4/']]) {
    const file = path.join(out, name), info = run('pdfinfo', file), bytes = readFileSync(file, 'latin1');
    assert.match(info, /Tagged: +yes/);
    assert.match(info, /Title: .*Пайдаланушы келісімі/);
    assert.ok(bytes.includes('/Outlines') && bytes.includes('/Lang (kk)'));
    const pages = +/Pages: +(\d+)/.exec(info)[1];
    for (let n = 1; n <= pages; n++) {
      const sheet = run('pdftotext', '-raw', '-f', String(n), '-l', String(n), file, '-');
      assert.ok(sheet.includes('Пайдаланушы келісімі, 4-редакция'), `the head of sheet ${n} of ${name}`);
      assert.ok(sheet.includes(`${n} / ${pages}`) && sheet.includes(hash(site.dir, 'kk', '4').slice(0, 16)), `the foot of sheet ${n} of ${name}`);
    }
    // The letters of the page are those of the file, but for the head and foot of the sheets.
    const text = run('pdftotext', '-raw', file, '-').replace(/Пайдаланушы келісімі, 4-редакция$|SHA-256 [0-9a-f]{16}…|\d+ \/ \d+$/gm, '');
    const of = t => [...letters(t)].sort().join('');
    const page = await printed(new URL(`kk/user-agreement/${where}`, site.url).href, bare);
    assert.equal(of(text), of(page.text.replace(/Пайдаланушы келісімі, 4-редакция$|\d+ \/ \d+$/gm, '')), name);
  }
  const again = mkdtempSync(path.join(os.tmpdir(), 'kelisim-pdf-'));
  kelisim(root, 'pdf', 'user-agreement', '4', '--language', 'kk', '--output', again);
  for (const name of said) assert.ok(readFileSync(path.join(out, name)).equals(readFileSync(path.join(again, name))), `${name}: the same bytes`);
});

test('a site that asks for PDFs has those of the command, links them, and makes the same bytes again', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-pdf-'));
  cpSync(path.join(path.dirname(site.dir), 'content'), path.join(root, 'content'), { recursive: true });
  appendFileSync(path.join(root, 'content/site.yaml'), '\ndownloads: [pdf]\n');
  kelisim(root, 'build', '--quiet', '--as-of', '2026-12-01');
  const made = files(path.join(root, 'public')).filter(f => f.endsWith('.pdf'));
  assert.ok(made.length > 20, `${made.length}`);
  for (const f of made) {
    const dir = path.dirname(f), name = path.basename(f), bytes = readFileSync(path.join(root, 'public', f));
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
    assert.match(readFileSync(path.join(root, 'public', dir, 'index.html'), 'utf8'), new RegExp(`<a href="${name}" download="[^"]+">PDF</a>`));
  }
  const out = mkdtempSync(path.join(os.tmpdir(), 'kelisim-pdf-'));
  execFileSync('go', ['run', './cmd/kelisim', '-C', root, 'pdf', 'user-agreement', '3', '--language', 'ru', '--output', out], { cwd: repository, stdio: 'pipe', env: { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse('2026-12-01T00:00:00+05:00') / 1000) } });
  for (const [name, where] of [['', ''], ['-changes', 'changes/'], ['-table', 'changes/table/']]) {
    assert.ok(readFileSync(path.join(out, `user-agreement-3${name}.ru.pdf`)).equals(readFileSync(path.join(root, `public/ru/user-agreement/3/${where}ru.pdf`))), name);
  }
});
