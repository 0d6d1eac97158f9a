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
