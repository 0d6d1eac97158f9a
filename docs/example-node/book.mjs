// Who registered, and what they were shown and answered: two logs, read at the start and
// then only added to, each line on the disk before anybody is told.
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export class Book {
  constructor(dir) {
    mkdirSync(dir, { recursive: true });
    this.read = name => {
      const file = path.join(dir, name), lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [''], torn = lines.pop();
      if (torn) writeFileSync(file, lines.map(l => l + '\n').join(''), { flush: true }); // by a kill, before anybody was told
      return lines.map(l => JSON.parse(l));
    };
    this.write = (name, line) => writeFileSync(path.join(dir, name), JSON.stringify(line) + '\n', { flag: 'a', mode: 0o600, flush: true });
    this.users = new Map(this.read('users.jsonl').map(u => [u.name, u]));
    this.events = this.read('events.jsonl'); // kelisim.acceptance/1
  }

  register(name, password) {
    const salt = randomBytes(16).toString('hex');
    const user = { name, salt, key: scryptSync(password, salt, 32).toString('hex') };
    this.write('users.jsonl', user);
    this.users.set(name, user);
  }

  is(name, password) {
    const u = this.users.get(name);
    return u !== undefined && timingSafeEqual(Buffer.from(u.key, 'hex'), scryptSync(password, u.salt, 32));
  }

  add(event) {
    this.write('events.jsonl', event);
    this.events.push(event);
  }

  of = (user, state) => this.events.filter(e => e.subject?.id === user && (!state || e.state === state));
  form = id => this.events.filter(e => e.form === id);

  // What a person answered, as the rules read it.
  answers(user) {
    return this.of(user).filter(e => e.state !== 'shown').flatMap(e => e.members.flatMap(m => {
      const one = { document: m.document, edition: m.edition, at: e.at, expires_at: m.expires_at, renew_at: m.renew_at };
      return [...(m.answer ? [{ ...one, state: m.answer }] : []), ...Object.entries(m.purposes ?? {}).map(([purpose, state]) => ({ ...one, purpose, state }))];
    }));
  }

  // What a person gave last and did not withdraw, by DOCUMENT/PURPOSE.
  held(user) {
    const last = new Map();
    for (const a of this.answers(user)) last.set(`${a.document}/${a.purpose ?? ''}`, a);
    return new Map([...last].filter(([, a]) => a.state === 'given'));
  }
}
