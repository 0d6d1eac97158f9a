// An information system that records consent: see README.md.
//   node server.mjs LEGAL [PORT]: beside the legal site at LEGAL
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import express from 'express';
import { Book } from './book.mjs';
import { Mirror, integrity } from './mirror.mjs';
import { pages, words } from './pages.mjs';
import { receipt } from './receipt.mjs';
import { acceptable, ask, expiry, together } from './rules.mjs';

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
  + "require-trusted-types-for 'script'; trusted-types kelisim-text";
const style = 'body{font:16px/1.5 sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem}kelisim-text{display:block;max-height:16rem;overflow:auto;border:1px solid}'
  + 'label{display:block;margin:.5rem 0}[role=alert]{border-left:4px solid;padding-left:.6rem}code{overflow-wrap:anywhere}';
const types = { html: 'text/html', md: 'text/markdown', txt: 'text/plain' };
const random = () => randomBytes(16).toString('base64url');
const iso = t => new Date(t).toISOString();

export function system({ mirror, book, now = Date.now }) {
  const { document } = mirror;
  const sessions = new Map(); // by the cookie: {token, user, open: {form, boxes}}
  const app = express();
  const data = () => mirror.copy; // {documents}, as the rules read it
  const own = id => data().documents.find(d => d.id === id);
  const edition = (d, id) => own(d).editions.find(e => e.id === id);
  const sets = t => {
    const coming = own(document).sets.filter(s => Date.parse(s.from) > t).sort((a, b) => Date.parse(a.from) - Date.parse(b.from))[0];
    return { inForce: together(data(), document, t), coming };
  };
  const asks = (set, user, t) => set ? ask(data(), set, user ? book.answers(user) : [], t) : [];

  // The texts of a set as they are shown, each with a box for what is asked of it.
  const members = (set, asked, user, lang, t) => Object.entries(set.members).sort(([a], [b]) => (b === document) - (a === document)).map(([d, id]) => {
    const held = new Map(user ? [...book.held(user).values()].map(a => [a.document, a.edition]) : []), e = edition(d, id), there = Object.keys(e.texts).filter(x => !(Date.parse(e.texts[x].published) > t));
    const language = there.includes(lang) ? lang : there.sort()[0], text = e.texts[language];
    const record = { document: d, edition: id, language, title: text.title, acceptance: e.acceptance, shown_sha256: mirror.copy.files[`embed/${language}/${d}/${id}.html`],
      source_sha256: text.source_sha256, plain_sha256: text.plain_sha256, plain_format: text.plain_format };
    const boxes = asked.filter(a => a.document === d).map(a => ({ key: a.purpose ? `${d}/${a.purpose}` : d, ask: a.ask,
      words: e.purposes?.find(p => p.id === a.purpose)?.texts[language].text ?? text.title }));
    const old = held.get(d);
    return { record, integrity: integrity(record.shown_sha256), boxes, compare: old && old !== id && `${language}/${d}/since/${old}/${Date.parse(set.from) > t ? 'coming/' : ''}` };
  });

  // show shows a form, and records that it did.
  const show = (req, res, name, set, more = {}) => {
    const t = now(), { lang, session } = req, user = session.user;
    const shown = set ? members(set, asks(set, user, t), user, lang, t) : [], form = random();
    if (set) book.add({ schema: 'kelisim.acceptance/1', id: random(), form, state: 'shown', at: iso(t), document, set: set.id, language: lang,
      members: shown.map(m => m.record), ...(user && { subject: { id: user } }), ledger: mirror.copy.head });
    session.open = { form, boxes: Object.fromEntries(shown.flatMap(m => m.boxes).map(b => [b.key, b.ask])) };
    res.status(more.problem ? 422 : 200).send(pages[name](lang, words[lang], { members: shown, form, token: session.token, legal: mirror.root, ...more }));
  };

  // take gives the event of the form that was posted, and what is wrong with it.
  const take = req => {
    const open = req.session.open, t = now(), given = [req.body.accept ?? []].flat();
    req.session.open = undefined;
    const shown = open && book.form(open.form).find(e => e.state === 'shown');
    if (!shown || req.body.form !== open.form || given.some(g => !(g in open.boxes))) return { problem: 'old' };
    const { inForce, coming } = sets(t), took = { shown, given, boxes: Object.entries(open.boxes) };
    if (![inForce?.id, ...own(document).sets.filter(s => Date.parse(s.from) > t).map(s => s.id)].includes(shown.set)) return { ...took, problem: 'new' };
    if (Object.entries(open.boxes).some(([key, a]) => a === 'require' && !given.includes(key))) return { ...took, problem: 'missing', again: coming?.id === shown.set ? coming : inForce };
    const form = { document, set: shown.set, language: shown.language, shown: shown.members.map(m => ({ document: m.document, edition: m.edition, language: m.language, sha256: m.source_sha256 })),
      given: given.map(g => { const [d, purpose] = g.split('/'); return { document: d, purpose }; }) };
    return { ...took, problem: acceptable(data(), form, req.session.user ? book.answers(req.session.user) : [], t) ? '' : 'new' };
  };

  // give records what was answered: a box that was left empty is a refusal, but for what could be renewed.
  const give = (req, res, { shown, given, boxes }) => {
    const t = now(), { zone } = mirror.copy;
    const answered = shown.members.map(m => {
      const mine = boxes.filter(([key, a]) => key.split('/')[0] === m.document && (a !== 'renew' || given.includes(key))), out = { ...m };
      for (const [key] of mine) {
        const purpose = key.split('/')[1], state = given.includes(key) ? 'given' : 'refused';
        if (purpose) (out.purposes ??= {})[purpose] = state;
        else out.answer = state;
      }
      const e = edition(m.document, m.edition), end = mine.length ? expiry(t, e.expires, e.renew_notice, zone) : {};
      for (const k of ['expires_at', 'renew_at']) if (end[k] !== undefined) out[k] = iso(end[k]).replace('.000', '');
      return out;
    });
    book.add({ ...shown, id: random(), state: 'given', at: iso(t), members: answered, subject: { id: req.session.user }, method: 'checkbox' });
    res.redirect(303, `/${req.lang}/receipts/${shown.form}`);
  };

  app.disable('x-powered-by');
  app.use((req, res, next) => {
    res.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin', 'Cache-Control': 'private, no-cache' });
    let id = /(?:^|; )visitor=([\w-]{22})/.exec(req.headers.cookie ?? '')?.[1];
    if (!sessions.has(id)) {
      id = random();
      sessions.set(id, { token: random() });
      res.set('Set-Cookie', `visitor=${id}; Path=/; HttpOnly; SameSite=Lax`);
    }
    req.session = sessions.get(id);
    next();
  }, express.urlencoded({ extended: false, limit: '64kb' }), (req, res, next) => {
    if (req.method === 'POST' && req.body?.token !== req.session.token) return res.status(403).end();
    next();
  });
  app.get('/', (req, res) => res.redirect('/kk/'));
  app.get('/icon.svg', (req, res) => res.type('svg').send('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  app.get('/style.css', (req, res) => res.type('css').send(style));
  app.get('/kelisim-text.js', (req, res) => mirror.copy ? res.type('js').send(mirror.bytes(mirror.copy.files[mirror.copy.element])) : res.status(404).end());
  app.get('/texts/:name', (req, res) => {
    const [hash, kind] = req.params.name.split('.'), bytes = mirror.bytes(hash);
    return bytes && types[kind] ? res.type(`${types[kind]}; charset=utf-8`).send(bytes) : res.status(404).end();
  });

  const site = express.Router({ mergeParams: true });
  app.use('/:lang', (req, res, next) => {
    req.lang = req.params.lang;
    if (!(req.lang in words)) return res.status(404).end();
    if (!mirror.copy) return res.status(503).set('Retry-After', '60').send(pages.waiting(req.lang, words[req.lang]));
    next();
  }, site);
  site.get('/register', (req, res) => show(req, res, 'register', sets(now()).inForce));
  site.post('/register', (req, res) => {
    const took = take(req), { name = '', password = '' } = req.body;
    const problem = took.problem || (!/^[\p{L}\p{N}._-]{2,64}$/u.test(name) || book.users.has(name) || password.length < 10 ? 'name' : '');
    if (problem) return show(req, res, 'register', sets(now()).inForce, { problem: words[req.lang][problem], typed: name });
    book.register(name, password);
    req.session.user = name;
    give(req, res, took);
  });
  site.get('/login', (req, res) => res.send(pages.login(req.lang, words[req.lang], { token: req.session.token })));
  site.post('/login', (req, res) => {
    if (!book.is(req.body.name, req.body.password ?? '')) return res.status(422).send(pages.login(req.lang, words[req.lang], { token: req.session.token, problem: words[req.lang].wrong }));
    req.session.user = req.body.name;
    res.redirect(303, `/${req.lang}/`);
  });
  site.use((req, res, next) => req.session.user ? next() : res.redirect(303, `/${req.lang}/login`));
  site.get('/', (req, res) => {
    const t = now(), { inForce, coming } = sets(t), user = req.session.user, asked = asks(inForce, user, t);
    if (asked.some(a => a.ask === 'require')) return res.redirect(303, `/${req.lang}/accept`);
    const ahead = asks(coming, user, t).some(a => !asked.some(b => JSON.stringify(a) === JSON.stringify(b)));
    res.send(pages.home(req.lang, words[req.lang], { user, coming: ahead && coming, offers: asked, held: book.held(user), receipts: book.of(user, 'given').reverse(), token: req.session.token }));
  });
  for (const [at, which] of [['/accept', 'inForce'], ['/coming', 'coming']]) site.get(at, (req, res) => {
    const t = now(), set = sets(t)[which];
    return asks(set, req.session.user, t).length ? show(req, res, 'accept', set, { from: which === 'coming' && set.from }) : res.redirect(303, `/${req.lang}/`);
  });
  site.post('/accept', (req, res) => {
    const took = take(req);
    return took.problem ? show(req, res, 'accept', took.again ?? sets(now()).inForce, { problem: words[req.lang][took.problem] }) : give(req, res, took);
  });
  site.post('/withdraw', (req, res) => {
    const { key } = req.body, user = req.session.user, held = book.held(user).get(key);
    if (!held) return res.redirect(303, `/${req.lang}/`);
    const given = book.of(user, 'given').findLast(e => e.at === held.at), [d, purpose] = key.split('/');
    const { answer, purposes, expires_at, renew_at, ...member } = given.members.find(m => m.document === d);
    book.add({ ...given, id: random(), state: 'withdrawn', at: iso(now()), ledger: mirror.copy.head,
      members: [{ ...member, ...(purpose ? { purposes: { [purpose]: 'withdrawn' } } : { answer: 'withdrawn' }) }] });
    res.redirect(303, `/${req.lang}/receipts/${given.form}`);
  });
  site.get('/receipts/:name', (req, res) => {
    const [form, kind] = req.params.name.split('.'), events = book.form(form);
    if (!events.some(e => e.state === 'given' && e.subject.id === req.session.user)) return res.status(404).end();
    const made = receipt({ events, user: req.session.user, lang: req.lang, words: words[req.lang], site: mirror.root, made: iso(now()) });
    return kind === 'json' ? res.type('json').send(JSON.stringify(made, null, 1)) : res.send(pages.receipt(req.lang, words[req.lang], made));
  });
  return app;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , legal, port = '8092'] = process.argv, dir = process.env.DATA ?? fileURLToPath(new URL('data', import.meta.url));
  const mirror = new Mirror({ dir, root: legal });
  mirror.follow(Number(process.env.EVERY ?? 600));
  system({ mirror, book: new Book(dir) }).listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/`));
}
