// The copy of the legal site: fetched, verified as a whole, then taken; else the good one
// stays. Bytes that were shown are kept under their hash for ever.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { take } from './rules.mjs';

export const sha256 = data => createHash('sha256').update(data).digest('hex');
const integrity = data => 'sha256-' + createHash('sha256').update(data).digest('base64');

const fetched = root => async name => {
  const answer = await fetch(new URL(name, root), { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${name}: status ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
};

export class Mirror {
  // get(name) gives the bytes of a file of the legal site.
  constructor(dir, root, get = fetched(root)) {
    Object.assign(this, { dir, get });
    mkdirSync(path.join(dir, 'texts'), { recursive: true });
    const kept = path.join(dir, 'copy.json');
    this.copy = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : null; // {head, current, files}
  }

  file = hash => path.join(this.dir, 'texts', hash);
  bytes = hash => /^[0-9a-f]{64}$/.test(hash) && existsSync(this.file(hash)) ? readFileSync(this.file(hash)) : null;

  // take takes a new copy and tells whether there was one. It throws what is wrong with it.
  async take() {
    const beat = JSON.parse(await this.get('api/v1/heartbeat.json'));
    const known = this.copy?.head ?? { records: 0, sha256: '0'.repeat(64) };
    if (this.copy && known.sha256 === beat.ledger.sha256 && this.copy.files['api/v1/current.json'] === beat.current.sha256) return false;
    const files = {}, blobs = new Map();
    const whole = async (name, { hash, proof }) => {
      const data = await this.get(name);
      if (hash && sha256(data) !== hash || proof && integrity(data) !== proof || !hash && !proof) throw new Error(`${name}: other bytes than it should have`);
      files[name] = sha256(data);
      blobs.set(files[name], data);
      return data;
    };
    const lines = (await this.get('ledger/ledger.jsonl')).toString().split('\n').slice(0, -1);
    if (take(known, beat.ledger, lines, sha256) === 'refuse') throw new Error('the ledger is broken, or does not continue the one known');
    const recorded = {};
    for (const l of lines.map(l => JSON.parse(l))) for (const t of l.texts ?? []) recorded[`${l.document} ${l.edition} ${t.language}`] = t;
    const current = JSON.parse(await whole('api/v1/current.json', { hash: beat.current.sha256 }));
    if (current.ledger.sha256 !== beat.ledger.sha256) throw new Error('current.json is of another ledger');
    for (const d of current.documents) for (const e of d.editions) for (const [lang, text] of Object.entries(e.texts)) {
      const said = recorded[`${d.id} ${e.id} ${lang}`];
      if (said?.source_sha256 !== text.source_sha256) throw new Error(`${d.id} ${e.id} ${lang}: not what the ledger records`);
      await whole(`${lang}/${d.id}/${e.id}/text.md`, { hash: said.source_sha256 });
      await whole(`${lang}/${d.id}/${e.id}/text.txt`, { hash: said.plain_sha256 });
      await whole(`embed/${lang}/${d.id}/${e.id}.html`, { proof: text.integrity });
      Object.assign(text, { plain_sha256: said.plain_sha256, plain_format: said.plain_format });
    }
    await whole(current.element.path, { proof: current.element.integrity });
    for (const [hash, data] of blobs) if (!existsSync(this.file(hash))) writeFileSync(this.file(hash), data, { flush: true });
    const copy = { head: beat.ledger, current, files };
    writeFileSync(path.join(this.dir, 'copy.new'), JSON.stringify(copy), { flush: true });
    renameSync(path.join(this.dir, 'copy.new'), path.join(this.dir, 'copy.json'));
    this.copy = copy;
    return true;
  }

  // follow takes again and again. Whatever is wrong with the legal site, the good copy stays.
  async follow(seconds) {
    for (;;) {
      await this.take().catch(e => console.warn('nothing was taken:', e.message));
      await new Promise(done => setTimeout(done, 1000 * seconds).unref());
    }
  }
}
