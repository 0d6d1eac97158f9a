// Starts kelisim serve over a site and stops it.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from './site.mjs';

// preview serves a copy of the repository's own content.
export async function preview() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'kelisim-preview-'));
  cpSync(path.join(repository, 'content'), path.join(dir, 'content'), { recursive: true });
  const program = path.join(dir, 'kelisim');
  execFileSync('go', ['build', '-o', program, './cmd/kelisim'], { cwd: repository, stdio: 'inherit' });
  const child = spawn(program, ['-C', dir, '--lang', 'kk', 'serve', '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise(done => child.on('exit', done));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([new Promise(done => lines.once('line', done)), ended]);
  const url = /http:\S+\//.exec(first)?.[0];
  if (!url) throw new Error('kelisim serve says: ' + first);
  return { dir, url, close: async () => { child.kill('SIGINT'); return ended; } };
}
