// The rules of docs/integrator.md. data is current.json, or {documents: [...]} of
// documents/ID.json files; t is an instant in milliseconds, as of Date.now().

const after = (instant, t) => instant !== undefined && t < Date.parse(instant);
const covers = (span, t) => span.from !== undefined && !after(span.from, t) && (span.until === undefined || after(span.until, t));
const find = (data, id) => data.documents.find(d => d.id === id);
const edition = (data, document, id) => find(data, document)?.editions.find(e => e.id === id);

// The id of the edition of a document in force at t, or null.
export function inForce(data, document, t) {
  return find(data, document)?.editions.find(e => e.withdrawn === undefined && covers(e, t))?.id ?? null;
}

// The set of a document in force at t, or null.
export function together(data, document, t) {
  return find(data, document)?.sets.find(s => covers(s, t)) ?? null;
}

// What a set asks: a line for each purpose, and for each document without purposes.
function items(data, set) {
  return Object.entries(set.members).flatMap(([document, id]) => {
    const e = edition(data, document, id);
    const asked = e.purposes ?? [{ suffices: e.suffices }];
    return e.acceptance === 'informed' ? [] : asked.map(p => ({
      document, purpose: p.id, suffices: p.suffices, required: e.acceptance === 'required' && !p.optional,
    }));
  });
}

// What to ask of a person at t for a set: [{document, purpose, ask}], ask being
// require, offer or renew. answers are hers: [{document, edition, purpose, state, at,
// expires_at, renew_at}]. For a set that is to come it is what will be asked then.
export function ask(data, set, answers, t) {
  const then = Math.max(t, Date.parse(set.from));
  return items(data, set).flatMap(({ document, purpose, suffices, required }) => {
    const last = answers
      .filter(a => a.document === document && a.purpose === purpose && suffices.includes(a.edition) && !after(a.at, t))
      .reduce((x, y) => x && Date.parse(y.at) < Date.parse(x.at) ? x : y, undefined);
    const valid = last?.state === 'given' && (last.expires_at === undefined || after(last.expires_at, then));
    const said = last?.state === 'refused' || last?.state === 'withdrawn';
    if (valid && (last.renew_at === undefined || after(last.renew_at, then))) return [];
    if (valid) return [{ document, purpose, ask: 'renew' }];
    if (required) return [{ document, purpose, ask: 'require' }];
    return said ? [] : [{ document, purpose, ask: 'offer' }];
  });
}

// Whether a person who gave all that a set asked, as a map of editions by document,
// must be asked again for another set.
export function due(data, set, accepted) {
  return items(data, set).some(x => x.required && !x.suffices.includes(accepted[x.document]));
}

// Whether what a form posted may be recorded at t: {document, set, language, shown:
// [{document, edition, language, sha256}], given: [{document, purpose}]}.
export function acceptable(data, form, answers, t) {
  const set = find(data, form.document)?.sets.find(s => s.id === form.set && (covers(s, t) || after(s.from, t)));
  if (!set || form.shown.length !== Object.keys(set.members).length) return false;
  const there = (e, x) => e.texts[x] !== undefined && !after(e.texts[x].published ?? e.published ?? e.from, t);
  const right = Object.entries(set.members).every(([document, id]) => {
    const x = form.shown.find(x => x.document === document);
    const e = edition(data, document, id);
    return x?.edition === id && there(e, x.language) &&
      e.texts[x.language].source_sha256 === x.sha256 && (x.language === form.language || !there(e, form.language));
  });
  return right && ask(data, set, answers, t).every(x =>
    x.ask !== 'require' || form.given.some(g => g.document === x.document && g.purpose === x.purpose));
}

// The offset of a time zone at an instant, in milliseconds.
function offset(zone, t) {
  const p = Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(t).map(x => [x.type, Number(x.value)]));
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - t;
}

// Days are counted as UTC midnights: add moves one by a period and by whole days.
function add(day, period, sign, days) {
  const [, y, m, w, d] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(period).map(n => Number(n ?? 0));
  const at = new Date(day);
  const month = at.getUTCMonth() + sign * (12 * y + m);
  const last = new Date(Date.UTC(at.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(at.getUTCFullYear(), month, Math.min(at.getUTCDate(), last) + sign * (7 * w + d) + days);
}

// When what was given at t is no longer good, and from when it may be renewed; both
// undefined without a period. The day counts to its end.
export function expiry(t, expires, renewNotice, zone) {
  if (!expires) return {};
  const start = day => { const guess = day - offset(zone, day); return day - offset(zone, guess); };
  const local = t + offset(zone, t);
  const end = add(local - local % 86400000, expires, 1, 1);
  return { expires_at: start(end), renew_at: renewNotice ? start(add(end, renewNotice, -1, 0)) : undefined };
}

// What to do with a ledger that heartbeat.json names by its head: "refuse" it, for it
// is broken, another one or shorter than the one known; it is the "same"; it is "new".
// lines are the ledger's, sha256 gives the hash of one in hex.
export function take(known, head, lines, sha256) {
  let last = '0'.repeat(64), at = known.records === 0 ? last : undefined;
  for (const [i, line] of lines.entries()) {
    if (JSON.parse(line).prev !== last) return 'refuse';
    last = sha256(line);
    if (i + 1 === known.records) at = last;
  }
  if (lines.length !== head.records || last !== head.sha256 || at !== known.sha256) return 'refuse';
  return head.records === known.records ? 'same' : 'new';
}

// When to look at heartbeat.json again, and whether the site is late: its last build
// is older than it should be, or does not know a change that was to come.
export function look(heartbeat, t, every, late) {
  const change = heartbeat.next_change === undefined ? Infinity : Date.parse(heartbeat.next_change);
  return { at: change > t ? Math.min(t + every, change) : t + every, late: t - Date.parse(heartbeat.built) > late || change <= t };
}

const later = (a, b) => Date.parse(a) > Date.parse(b);
const inOrder = (a, b) => Date.parse(a) - Date.parse(b);

// What a ledger says, as the other rules read it: {documents: [{id, editions, sets}]}, from
// its lines alone, whose chain was taken. It knows no words: a purpose has those editions
// in suffices that hold whatever the words are, and in may those that hold if they are the same.
export function read(lines, sha256) {
  const records = lines.map(l => JSON.parse(l)), documents = [];
  for (const [i, c] of records.entries()) {
    if (c.kind === 'clock') for (const r of records.slice(c.corrects - 1, i)) correct(r, c.recorded);
  }
  for (const r of records) record(documents, r);
  for (const d of documents) bound(d);
  for (const d of documents) d.sets = sets(documents, d.id, sha256);
  return { documents };
}

// A record whose clock was ahead counts as made when the clock was set right.
function correct(r, recorded) {
  if (!later(r.recorded, recorded)) return;
  const { published } = r;
  r.recorded = recorded;
  if (published !== undefined && later(published, recorded)) r.published = recorded;
  if (r.effective === published) r.effective = r.published; // from the moment of publication
}

function record(documents, r) {
  if (r.kind === 'key' || r.kind === 'clock') return; // of the ledger, not of a document
  let d = documents.find(d => d.id === r.document);
  if (!d) documents.push(d = { id: r.document, editions: [], ends: [] });
  const stand = d.ends.filter(end => !later(end, r.recorded)); // what is to come is moved or taken back
  if (r.kind === 'repeal') d.ends = [...stand, r.from];
  else if (r.kind === 'unrepeal') d.ends = stand;
  else if (r.kind === 'withdraw') d.editions.find(e => e.id === r.edition).withdrawn = r.recorded;
  else if (r.kind === 'edition' || r.kind === 'text') {
    if (r.kind === 'edition') {
      const { kind, acceptance = { agreement: 'required', consent: 'required' }[kind] ?? 'informed', expires, renew_notice, purposes, annex_of, incorporates = [] } = r.snapshot;
      d.editions.push({ id: r.edition, kind, from: r.effective, published: r.published, acceptance, expires, renew_notice, purposes: purposes?.map(p => ({ ...p })), texts: {},
        annex_of, incorporates, seq: r.edition_seq, since: r.reaccept_since, material_for: r.material_for ?? [] });
    }
    for (const { language, ...text } of r.texts) d.editions.find(e => e.id === r.edition).texts[language] = { ...text, published: r.published };
  } else throw new Error(`a record of the kind ${r.kind}`);
}

// Until when each edition is in force, and whose acceptance holds for it.
function bound(d) {
  const live = d.editions.filter(e => e.withdrawn === undefined);
  for (const e of d.editions) {
    const before = live.slice(0, live.indexOf(e) + 1);
    e.suffices = before.filter(x => x.seq >= e.since).map(x => x.id);
    for (const p of e.purposes ?? []) {
      const has = x => x.purposes?.some(q => q.id === p.id), named = x => x.material_for.includes(p.id);
      const first = before.findLastIndex((x, i) => named(x) || i === 0 || !has(before[i - 1]));
      p.may = before.slice(first).map(x => x.id);
      p.suffices = p.may.filter(id => e.suffices.includes(id));
    }
  }
  for (const [i, e] of live.entries()) {
    const ends = [...d.ends.filter(end => later(end, e.from)), ...live.slice(i + 1, i + 2).map(x => x.from)];
    e.until = ends.sort(inOrder)[0];
  }
}

// What is in force together with a document, span by span.
function sets(documents, id, sha256) {
  const cuts = documents.flatMap(d => d.editions).filter(e => e.withdrawn === undefined).flatMap(e => [e.from, e.until]).filter(Boolean)
    .sort(inOrder).filter((x, i, all) => !i || later(x, all[i - 1]));
  const out = [];
  for (const [i, from] of cuts.entries()) {
    const members = gather(documents, id, Date.parse(from), {});
    if (!members[id]) continue;
    const set = { id: sha256(Object.keys(members).sort().map(d => `${d} ${members[d]}\n`).join('')), from, until: cuts[i + 1], members };
    if (out.at(-1)?.id === set.id) out.at(-1).until = set.until;
    else out.push(set);
  }
  return out;
}

// A document's edition in force, what it incorporates, and what is annexed to it.
function gather(documents, id, t, members) {
  const now = inForce({ documents }, id, t);
  if (now === null || members[id]) return members;
  members[id] = now;
  for (const named of documents.find(d => d.id === id).editions.find(e => e.id === now).incorporates) gather(documents, named, t, members);
  for (const d of documents) {
    const x = inForce({ documents }, d.id, t);
    if (x !== null && d.editions.find(e => e.id === x).annex_of === id) gather(documents, d.id, t, members);
  }
  return members;
}

// A fragment's tags: its inline ones join words, the others part them.
const attributes = /( ((id|rel|title|lang|role|tabindex|scope|(aria|data)-[\w-]+)="[^"]*"|class="(kelisim-text|kt-\w+( kt-\w+)*)"|href="(#|(https?|mailto|tel):)[^"]*"))*/.source;
const inline = new RegExp(`</?(em|strong|code|a)${attributes}>`, 'g');
const block = new RegExp(`</?(article|h[2-6r]|p|div|ul|li|blockquote|t(able|head|body|[rhd])|pre|br)${attributes}>`, 'g');
const entities = { amp: '&', lt: '<', gt: '>', quot: '"' };
const words = text => text.split(/\s+/).filter(w => !['', '>', '-', '|'].includes(w)); // without the marks of quotations, lists and cells

// Whether a fragment shows the words of text.txt, all of them, in their order, and nothing else.
export function shows(fragment, plain) {
  const bare = fragment.replace(inline, '').replace(block, ' ');
  const text = bare.replace(/&(?:#(\d+)|(\w+));/g, (all, n, name) => n ? String.fromCodePoint(n) : entities[name] ?? all);
  return !/[<>]/.test(bare) && words(text).join(' ') === words(plain).join(' ');
}

// Whether each line of a purpose's words stands in text.txt.
export function stands(purpose, plain) {
  return purpose.split('\n').every(line => ` ${words(plain).join(' ')} `.includes(` ${words(line).join(' ')} `));
}
