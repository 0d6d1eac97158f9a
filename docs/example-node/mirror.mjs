// The copy of the legal site: fetched, verified as a whole, then taken; else the good one
// stays. What is in force, what it asks and what the texts are follows from the ledger's lines
// and the recorded bytes. Bytes that were taken are kept under their hash for ever.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { look, read, shows, stands, take } from './rules.mjs';

export const sha256 = data => createHash('sha256').update(data).digest('hex');
export const integrity = hash => 'sha256-' + Buffer.from(hash, 'hex').toString('base64');
const nothing = { records: 0, sha256: '0'.repeat(64) };
const late = 48 * 3_600_000; // since the last build: the site is built once a day

const fetched = root => async name => {
  const answer = await fetch(new URL(name, root), { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${name}: status ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
};

export class Mirror {
  // get(name) gives the bytes of a file of the legal site; known is a head that somebody told.
  constructor({ dir, root, document = 'user-agreement', known = nothing, get = fetched(root) }) {
    Object.assign(this, { dir, root, document, known, get });
    mkdirSync(path.join(dir, 'texts'), { recursive: true });
    const kept = path.join(dir, 'copy.json');
    this.copy = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : null; // {head, documents, zone, element, files}
  }

  file = hash => path.join(this.dir, 'texts', hash);
  bytes = hash => {
    if (!/^[0-9a-f]{64}$/.test(hash) || !existsSync(this.file(hash))) return null;
    const data = readFileSync(this.file(hash));
    return sha256(data) === hash ? data : null;
  };

  // take takes a new copy and tells whether there was one. It throws what is wrong with it.
  async take() {
    const beat = JSON.parse(await this.get('api/v1/heartbeat.json')), known = this.copy?.head ?? this.known, files = {};
    this.beat = beat;
    if (this.copy && known.sha256 === beat.ledger.sha256 && this.copy.files['api/v1/current.json'] === beat.current.sha256) return false;
    // whole gives a file that has to have a hash, and keeps it.
    const whole = async (name, hash) => {
      const data = this.bytes(hash) ?? await this.get(name);
      files[name] = sha256(data);
      if (files[name] !== (hash ?? files[name])) throw new Error(`${name}: other bytes than it should have`);
      if (!this.bytes(files[name])) writeFileSync(this.file(files[name]), data, { flush: true });
      return data.toString();
    };
    const lines = (await whole('ledger/ledger.jsonl')).split('\n');
    if (lines.pop() !== '' || take(known, beat.ledger, lines, sha256) === 'refuse') throw new Error('the ledger is broken, or does not continue the one known');
    const data = read(lines, sha256);
    const current = JSON.parse(await whole('api/v1/current.json', beat.current.sha256));
    if (current.ledger.sha256 !== beat.ledger.sha256) throw new Error('current.json is of another ledger');
    for (const set of data.documents.find(d => d.id === this.document)?.sets ?? []) {
      if (Date.parse(set.until) <= Date.parse(beat.built)) continue; // nobody will be shown it
      for (const [id, edition] of Object.entries(set.members)) await this.texts(data, current, id, edition, whole);
    }
    await whole(current.element.path);
    if (integrity(files[current.element.path]) !== current.element.integrity) throw new Error(`${current.element.path}: other bytes than current.json says`);
    const copy = { head: beat.ledger, documents: data.documents, zone: current.site.timezone, element: current.element.path, files };
    writeFileSync(path.join(this.dir, 'copy.new'), JSON.stringify(copy), { flush: true });
    renameSync(path.join(this.dir, 'copy.new'), path.join(this.dir, 'copy.json'));
    this.copy = copy;
    return true;
  }

  // texts takes the texts of an edition, and the words of its purposes, which only current.json says.
  async texts(data, current, id, edition, whole) {
    const { editions } = data.documents.find(d => d.id === id), e = editions.find(x => x.id === edition), plain = {};
    for (const [lang, text] of Object.entries(e.texts)) {
      await whole(`${lang}/${id}/${edition}/text.md`, text.source_sha256);
      plain[lang] = await whole(`${lang}/${id}/${edition}/text.txt`, text.plain_sha256);
      text.title ??= plain[lang].split('\n')[0]; // old records have none
      if (!shows(await whole(`embed/${lang}/${id}/${edition}.html`), plain[lang])) throw new Error(`embed/${lang}/${id}/${edition}.html: does not show what was recorded`);
    }
    for (const p of e.purposes ?? []) {
      const said = current.documents.find(d => d.id === id).editions.find(x => x.id === edition).purposes.find(q => q.id === p.id);
      p.texts = said.texts;
      const same = async x => (await Promise.all(Object.entries(x.texts).map(async ([lang, text]) =>
        p.texts[lang] && stands(p.texts[lang].text, await whole(`${lang}/${id}/${x.id}/text.txt`, text.plain_sha256))))).every(Boolean);
      if (!await same(e)) throw new Error(`the words of the purpose ${p.id} of ${id} ${edition} are not those recorded`);
      for (const old of p.may.filter(x => said.suffices.includes(x) && !p.suffices.includes(x))) {
        if (await same(editions.find(x => x.id === old))) p.suffices.push(old);
      }
    }
  }

  // follow takes again and again, by rule 8. Whatever is wrong with the legal site, the good copy stays.
  async follow(seconds) {
    for (;;) {
      await this.take().then(fresh => fresh && console.log(`a new copy was taken, of ${this.copy.head.records} records`), e => console.warn('nothing was taken:', e.message));
      const next = this.beat ? look(this.beat, Date.now(), 1000 * seconds, late) : { at: Date.now() + 1000 * seconds };
      if (next.late) console.warn('the legal site is late: it was built', this.beat.built);
      await new Promise(done => setTimeout(done, next.at - Date.now()).unref());
    }
  }
}
