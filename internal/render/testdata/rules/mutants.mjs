// node mutants.mjs RULES.mjs MUTANTS.json VECTORS.json: makes each mutant of the rules
// and prints those that no vector catches, then how many there were. A mutant is
// [name, what stands in the rules, what a hurried reader would write].
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const mutants = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const source = readFileSync(process.argv[2], 'utf8');
const { wrong } = await import('./run.mjs');
const dir = mkdtempSync(path.join(os.tmpdir(), 'mutants-'));
const ways = new Set();
for (const [name, from, to] of mutants) {
  const at = source.indexOf(from);
  if (at < 0 || source.indexOf(from, at + 1) >= 0) { console.log(`does not apply: ${name}`); continue; }
  const mutant = source.slice(0, at) + to + source.slice(at + from.length);
  ways.add(mutant);
  const file = path.join(dir, `${ways.size}.mjs`);
  writeFileSync(file, mutant);
  const bad = wrong(await import(pathToFileURL(file)));
  if (!bad.length) console.log(`not caught: ${name}`);
}
rmSync(dir, { recursive: true });
console.log(`${ways.size} mutants`);
