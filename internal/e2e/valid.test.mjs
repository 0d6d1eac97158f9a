// The Nu HTML checker finds no error on any page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { build, files } from './site.mjs';

test('all pages are valid HTML', () => {
  const dir = build('2026-12-01', 'https://example.kz/legal/');
  const pages = files(dir).filter(f => f.endsWith('.html') && !/^embed\/.*\d\.html$/.test(f)) // but fragments;
  assert.ok(pages.length > 20);
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  try {
    execFileSync('java', ['-jar', jar, '--errors-only', '--format', 'gnu', ...pages.map(p => path.join(dir, p))], { stdio: 'pipe' });
  } catch (e) {
    assert.fail(String(e.stderr).split('\n').slice(0, 20).join('\n'));
  }
});
