// Finding: the list narrows as one types, and the search page looks through all texts.
// What the index files hold says package search; the words here are those of its
// Words, the stems those of language.Stems. Whatever comes out of a file is put on the
// page as text, never as markup.
const kelisimSearch = (() => {
  const word = /[\p{L}\p{M}\p{N}]+(?:(?:[-‐‑'’]|(?<=\p{N})[.,](?=\p{N}))[\p{L}\p{M}\p{N}]+)*/gu;
  const pairs = s => new Map((s || '').split(' ').filter(Boolean).map(p => p.split('=')));

  // The tables of a language, ready for use.
  const stems = (t = {}) => {
    const letters = pairs(t.letters), alike = pairs(t.alike), typed = pairs(t.typed), own = pairs(t.words);
    const known = new Set((t.known || '').split(' '));
    const steps = (t.steps || []).map(line => {
      const [least, ...rest] = line.split(' ');
      let after = '', bold = false;
      const rules = [];
      for (const x of rest) {
        if (x.endsWith(':')) {
          bold = x == '!:';
          after = bold ? '' : t.classes[x.slice(0, -1)] || '';
          continue;
        }
        const [ending, put = ''] = x.split('=');
        rules.push({after, bold, ending, put});
      }
      return {least: +least, rules};
    });
    const apply = (step, w) => {
      let best = w, most = -1, found = false;
      for (const r of step.rules) {
        if (!w.endsWith(r.ending)) continue;
        const rest = w.slice(0, w.length - r.ending.length), to = rest + r.put, k = known.has(to);
        const allowed = !r.bold && [...rest].length >= step.least && (!r.after || rest && r.after.includes(rest.slice(-1))) &&
          [...rest + r.put].some(c => t.vowels.includes(c));
        if (!k && !allowed || found && !k || found == k && r.ending.length <= most) continue;
        best = to, most = r.ending.length, found = k;
      }
      return best;
    };
    const stem = w => {
      if (own.has(w)) return own.get(w);
      for (const step of steps) {
        if (known.has(w)) break;
        w = apply(step, w);
      }
      return own.has(w) ? own.get(w) : w;
    };
    const fold = w => {
      const all = [...w.toLowerCase()];
      const mine = all.some(c => !alike.has(c) && c > '\x7f'), others = all.some(c => !alike.has(c) && c <= '\x7f');
      return all.map(c => {
        if (mine || !others) c = alike.get(c) || c;
        return letters.has(c) ? letters.get(c) : c;
      }).join('');
    };
    const terms = w => {
      const parts = fold(w).split(/[-‐‑]/u).filter(Boolean);
      if (!parts[1]) return [stem(fold(w))];
      return [...new Set([stem(parts.join('')), ...parts.filter(p => p[1]).map(stem)])];
    };
    // As it is typed where the keyboard lacks the language's own letters.
    const plain = w => [...w].map(c => typed.get(c) || c).join('');
    const skip = new Set((t.skip || '').split(' ').map(fold));
    return {stem, fold, terms, plain, skip};
  };
  const words = text => [...text.normalize('NFC').replace(/\u00ad/g, '').matchAll(word)];
  return {stems, words};
})();

if (typeof document != 'undefined') (() => {
  const one = (q, e = document) => e.querySelector(q);
  const all = (q, e = document) => [...e.querySelectorAll(q)];
  const form = one('.find');
  if (!form) return;
  const field = one('[type=search]', form), said = one('[role=status]');
  const put = (text, ...args) => text.replace(/\{(\d)\}/g, (_, i) => args[i]);
  form.hidden = false;

  // The list: rows whose words have all that is typed, in any order.
  const rows = all('.docs > li');
  if (rows[0]) {
    const plain = s => s.normalize('NFC').toLowerCase().replace(/ё/g, 'е');
    field.oninput = () => {
      const want = plain(field.value).split(/\s+/).filter(Boolean);
      let n = 0;
      rows.map(row => {
        const has = plain(row.textContent);
        row.hidden = !want.every(w => has.includes(w));
        n += !row.hidden;
      });
      all('.group').map(g => g.hidden = !one('.docs > li:not([hidden])', g));
      said.textContent = want[0] ? put(n ? form.dataset.found : form.dataset.none, n) : '';
    };
    form.onsubmit = e => {
      e.preventDefault();
      location.href = form.dataset.search + '?q=' + encodeURIComponent(field.value.trim());
    };
    if (field.value) field.oninput(); // the browser keeps what was typed
    return;
  }

  const d = form.dataset, on = one('[type=date]', form), out = one('.results');
  const node = (tag, text, to, name) => {
    const e = document.createElement(tag);
    if (text) e.textContent = text;
    if (name) e.className = name;
    if (to) to.append(e);
    return e;
  };
  const json = async url => {
    const r = await fetch(url);
    if (!r.ok) throw new Error(url);
    return r.json();
  };
  const dated = (pattern, iso) => {
    const [y, m, day] = iso.slice(0, 10).split('-');
    return put(d[pattern], +day, d[pattern + 'Months'].split(' ')[m - 1], y).replace(/(\d) (?=\p{L})/gu, '$1\u00a0');
  };

  // All files of the index, once; and the server's clock, without which nothing is
  // said of today.
  let loaded;
  const load = () => loaded = loaded || (async () => {
    const index = await json(d.index);
    const parts = await Promise.all(index.documents.map(x => json(x.id + '.json')));
    index.documents.map((x, i) => x.part = parts[i]);
    index.documents.map(x => {
      x.places = {};
      for (const t in x.part.terms) {
        let at = 0;
        x.places[t] = x.part.terms[t].map(n => at += n);
      }
    });
    index.tables = kelisimSearch.stems(index.stems);
    const clock = await fetch(location.pathname, {method: 'HEAD', cache: 'no-store'}).catch(() => {});
    index.now = clock && clock.ok && !(clock.headers.get('age') > 0) && Date.parse(clock.headers.get('date')) || 0;
    return index;
  })().catch(e => {
    loaded = 0;
    throw e;
  });
  const texts = {};
  const text = (doc, edition) => texts[doc + '/' + edition] = texts[doc + '/' + edition] ||
    json(d.texts + doc + '/' + edition + '/' + d.language + '.json').then(t => {
      const by = {'': t.title}, walk = list => (list || []).map(c => {
        by[c.anchor] = c.text;
        walk(c.clauses);
      });
      walk(t.clauses);
      return by;
    });

  // What is asked: the words, and a day that stands among them («1 марта 2026 года»,
  // «2026 жылғы 1 наурызда», 01.03.2026, 2026-03-01).
  const asked = (index, typed) => {
    const {fold, skip} = index.tables;
    const list = kelisimSearch.words(typed).map(m => m[0]);
    let day = '';
    const iso = (y, m, n) => {
      const s = y + '-' + String(m).padStart(2, '0') + '-' + String(n).padStart(2, '0');
      return !isNaN(Date.parse(s)) && s;
    };
    const used = new Set();
    list.map((w, i) => {
      const dots = /^(\d\d?)\.(\d\d?)\.(\d{4})$/.exec(w), dashes = /^(\d{4})-(\d\d)-(\d\d)$/.exec(w);
      if (dots || dashes) {
        day = day || dots && iso(dots[3], dots[2], dots[1]) || dashes && iso(dashes[1], dashes[2], dashes[3]) || '';
        used.add(i);
      }
      const month = Object.hasOwn(index.months, w.toLowerCase()) && index.months[w.toLowerCase()];
      if (!month) return;
      const year = [i + 1, i - 2, i - 3].find(k => /^\d{4}$/.test(list[k]));
      const n = [i - 1, i + 1].find(k => k != year && /^\d\d?$/.test(list[k]));
      if (year == null || n == null) return;
      day = day || iso(list[year], month, list[n]) || '';
      [i, year, n].map(k => used.add(k));
    });
    const rest = list.filter((w, i) => !used.has(i));
    const meant = rest.filter(w => !skip.has(fold(w)));
    return {day, words: meant[0] ? meant : rest};
  };

  // The clauses of a document that have a word, and how that was found: as its stem,
  // as the beginning of a word, or as it is typed without the language's own letters.
  const find = (index, w) => {
    const {terms, plain} = index.tables, [whole, ...parts] = terms(w);
    const ways = [
      t => t == whole,
      t => whole[2] && t.startsWith(whole),
      t => plain(t) == plain(whole),
    ];
    for (const [i, way] of ways.entries()) {
      let any = false;
      const hits = index.documents.map(x => {
        const at = new Set();
        for (const t in x.places) if (way(t)) x.places[t].map(n => at.add(n));
        if (!i && parts[0]) (x.places[parts[0]] || []).map(n => parts.every(p => (x.places[p] || []).includes(n)) && at.add(n));
        any = any || at.size > 0;
        return at;
      });
      if (any) return {hits, marks: t => way(t) || !i && parts.includes(t)};
    }
  };

  const state = (e, now) => !now || !e.from ? '' : now < Date.parse(e.from) ? 'soon' : e.until && now >= Date.parse(e.until) ? 'over' : 'now';
  const onDay = (e, day) => e.from.slice(0, 10) <= day && (e.until || '9') > day + 'T00:00:00~'; // ~ is behind any offset

  const search = async () => {
    const index = await load(), ask = asked(index, field.value), day = on.value || ask.day;
    const found = ask.words.map(w => find(index, w));
    const absent = ask.words.filter((w, i) => !found[i]), hits = found.filter(Boolean);
    const list = [];
    let most = 0;
    index.documents.map((x, k) => {
      const count = new Map();
      hits.map(h => h.hits[k].forEach(n => count.set(n, (count.get(n) || 0) + 1)));
      count.forEach((n, place) => {
        const [anchor, label, first, last, since = first, kind = ''] = x.part.clauses[place];
        let held = x.editions.slice(first, last + 1).filter(e => e.from);
        if (day) held = held.filter(e => onDay(e, day));
        if (!held[0]) return;
        const of = s => held.filter(e => state(e, index.now) == s);
        const edition = of('now')[0] || of('soon')[0] || held[held.length - 1];
        most = Math.max(most, n);
        list.push({x, k, n, place, anchor, label, kind, edition, since: x.editions[since], state: day ? '' : state(edition, index.now)});
      });
    });
    const rank = {now: 0, '': 0, soon: 1, over: 2}, weight = {t: 3, h: 2, d: 1};
    const best = list.filter(r => r.n == most).sort((a, b) => rank[a.state] - rank[b.state] ||
      (weight[b.kind] || 0) - (weight[a.kind] || 0) || a.k - b.k || a.place - b.place);
    const notes = [];
    if (absent[0]) notes.push(put(d.absent, absent.map(w => '«' + w + '»').join(', ')));
    if (best[0] && most < hits.length) notes.push(d.partly);
    if (day) notes.unshift(dated('day', day));
    return {best, notes, marks: t => hits.some(h => h.marks(t)), terms: index.tables.terms};
  };

  // A clause's words, those that were asked for marked; of a long one what stands
  // around the first of them.
  const most = 420;
  const quote = (to, words, {terms, marks}) => {
    const at = kelisimSearch.words(words).filter(m => terms(m[0]).some(marks));
    words = words.normalize('NFC').replace(/\u00ad/g, '');
    let from = 0, end = words.length;
    if (end > most) {
      from = Math.max(0, (at[0] ? at[0].index : 0) - most / 3);
      if (from) from = words.indexOf(' ', from) + 1;
      end = from + most < end ? words.lastIndexOf(' ', from + most) : end;
    }
    let done = from;
    if (from) to.append('… ');
    for (const m of at) if (m.index >= done && m.index + m[0].length <= end) {
      to.append(words.slice(done, m.index));
      node('mark', m[0], to);
      done = m.index + m[0].length;
    }
    to.append(words.slice(done, end));
    if (end < words.length) to.append(' …');
  };

  const row = async (r, result) => {
    const li = node('li', '', null, r.state && 'is-' + r.state), {edition: e, since} = r;
    const href = d.root + d.language + '/' + r.x.id + '/' + e.id + '/' + (r.anchor && '#' + encodeURIComponent(r.anchor));
    const a = node('a', [r.x.title, r.label.replace(/\.(?= |$)/g, '')].filter(Boolean).join(', '), node('h3', '', li));
    a.href = href;
    const words = (await text(r.x.id, e.id))[r.anchor] || '';
    quote(node('p', '', li, 'quote'), words, result);
    const span = dated('from', e.from) + (e.until ? ' ' + dated('until', e.until) : '');
    const parts = [put(d.edition, e.id) + ', ' + span];
    if (since && since.from && since != e) parts.push(put(d.since, put(d.edition, since.id), dated('from', since.from)));
    node('p', parts.join('; '), li, 'note');
    return li;
  };

  const page = 20;
  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    const query = new URLSearchParams();
    if (field.value.trim()) query.set('q', field.value.trim());
    if (on.value) query.set('on', on.value);
    history.replaceState(null, '', location.pathname + (String(query) && '?' + query));
    all('.langs a').map(a => a.search = String(query));
    out.replaceChildren();
    said.textContent = '';
    if (!field.value.trim()) return;
    said.textContent = d.wait;
    try {
      const result = await search();
      if (mine != turn) return;
      said.textContent = [put(result.best[0] ? d.found : d.none, result.best.length), ...result.notes].join(' ');
      const lists = {};
      let shown = 0;
      const more = async () => {
        const next = result.best.slice(shown, shown + page);
        shown += page;
        const made = await Promise.all(next.map(r => row(r, result)));
        if (mine != turn) return;
        next.map((r, i) => {
          if (!lists[r.state]) {
            const section = node('section', '', out), h = node('h2', r.state ? d[r.state] : d.results, section);
            h.id = 'r-' + (r.state || 'all');
            section.setAttribute('aria-labelledby', h.id);
            lists[r.state] = node('ol', '', section);
          }
          lists[r.state].append(made[i]);
        });
        one('.results > p')?.remove();
        if (shown < result.best.length) {
          const b = node('button', put(d.more, result.best.length - shown), node('p', '', out));
          b.type = 'button';
          b.onclick = async () => {
            await more();
            one('a', made.at && lists[next.at(-1).state].lastChild)?.focus();
          };
        }
      };
      await more();
    } catch {
      if (mine == turn) said.textContent = d.failed;
    }
  };

  form.onsubmit = e => {
    e.preventDefault();
    show();
  };
  on.onchange = show;
  const address = new URLSearchParams(location.search);
  field.value = address.get('q') || '';
  on.value = address.get('on') || '';
  if (field.value) show();
})();
