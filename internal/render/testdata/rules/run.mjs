// node run.mjs RULES.mjs VECTORS.json: prints the names of the cases that RULES get
// wrong, then how many were right and wrong.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const v = JSON.parse(readFileSync(process.argv.at(-1), 'utf8'));
const sha256 = s => createHash('sha256').update(s).digest('hex');
const iso = t => t === undefined ? undefined : new Date(t).toISOString();
const same = x => x === undefined ? undefined : iso(Date.parse(x));

// plain is a value as the vectors have it, instants in one form and lists in order.
export function plain(rule, x) {
  if (rule === 'ask') return JSON.stringify(x.map(a => [a.document, a.purpose ?? '', a.ask]).sort());
  if (rule === 'expiry') return JSON.stringify([x.expires_at ?? '', x.renew_at ?? '']);
  if (rule === 'read') return JSON.stringify(x && x.map(facts));
  if (rule === 'look') return JSON.stringify([x.at, x.late]);
  return JSON.stringify(x);
}

// facts are what a ledger says of a document, each member in one order.
function facts(d) {
  const own = (x, ...names) => names.map(n => x[n] ?? null), when = (x, ...names) => names.map(n => same(x[n]) ?? null), sorted = o => Object.entries(o).sort(([a], [b]) => a < b ? -1 : 1);
  return [d.id, d.editions.map(e => [own(e, 'id', 'acceptance', 'expires', 'renew_notice', 'suffices'), when(e, 'from', 'until', 'withdrawn', 'published'),
    (e.purposes ?? []).map(p => own(p, 'id', 'clauses', 'optional', 'suffices', 'may')),
    sorted(e.texts).map(([lang, t]) => [lang, own(t, 'title', 'source_sha256', 'plain_sha256', 'plain_format'), when(t, 'published')])]),
  d.sets.map(s => [s.id, when(s, 'from', 'until'), sorted(s.members)])];
}

export function wrong(rules) {
  const of = {
    in_force: (c, data, t) => rules.inForce(data, c.document, t),
    together: (c, data, t) => rules.together(data, c.document, t)?.id ?? null,
    ask: (c, data, t) => {
      const sets = data.documents.find(d => d.id === c.document)?.sets ?? [];
      const set = c.set ? sets.find(s => s.id === c.set) : rules.together(data, c.document, t);
      return set ? rules.ask(data, set, c.answers, t) : [];
    },
    due: (c, data) => rules.due(data, data.documents.find(d => d.id === c.document).sets.find(s => s.id === c.set), c.accepted),
    acceptable: (c, data, t) => rules.acceptable(data, c.form, c.answers, t),
    expiry: (c, data, t) => { const x = rules.expiry(t, c.expires, c.renew_notice, c.zone); return { expires_at: iso(x.expires_at), renew_at: iso(x.renew_at) }; },
    take: c => rules.take(c.known, c.head, c.lines, sha256),
    read: c => { try { return rules.read(c.lines, sha256).documents; } catch { return null; } },
    shows: c => rules.shows(c.fragment, c.plain),
    stands: c => rules.stands(c.words, c.plain),
    look: (c, data, t) => { const x = rules.look(c.heartbeat, t, c.every * 1000, c.late * 1000); return { at: iso(x.at), late: x.late }; },
  };
  return v.cases.filter(c => {
    const want = c.rule === 'expiry' ? { expires_at: same(c.want.expires_at), renew_at: same(c.want.renew_at) }
      : c.rule === 'look' ? { at: same(c.want.at), late: c.want.late } : c.want;
    try {
      return plain(c.rule, of[c.rule](c, v.data[c.data], Date.parse(c.at))) !== plain(c.rule, want);
    } catch { return true; }
  }).map(c => `${c.rule}: ${c.name}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const bad = wrong(await import(pathToFileURL(process.argv[2])));
  for (const name of bad) console.log(name);
  console.log(`${v.cases.length - bad.length} right, ${bad.length} wrong`);
}
