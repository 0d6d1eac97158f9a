// A redline of any two editions, drawn here from the texts' data. Which clause was
// which is what the built redlines say from step to step; the words are compared here.
// The page is whole without it.
(() => {
  const one = (q, e = document) => e.querySelector(q), box = one('.any');
  if (!box) return;

  // Two lists of strings as pieces of what is equal, removed and added, in order.
  const compare = (a, b) => {
    let from = 0, end = 0;
    while (from < a.length && a[from] == b[from]) from++;
    while (end < Math.min(a.length, b.length) - from && a[a.length - 1 - end] == b[b.length - 1 - end]) end++;
    const x = a.slice(from, a.length - end), y = b.slice(from, b.length - end), wide = y.length + 1;
    const out = [[a.slice(0, from), 'equal']];
    if (x.length * wide > 4e6) out.push([x, 'delete'], [y, 'insert']); // too long for the table below
    else {
      // longest[i * wide + j]: the length of what x from i on and y from j on have in common.
      const longest = new Uint16Array((x.length + 1) * wide);
      for (let i = x.length; i--;) for (let j = y.length; j--;) {
        longest[i * wide + j] = x[i] == y[j] ? longest[(i + 1) * wide + j + 1] + 1 : Math.max(longest[(i + 1) * wide + j], longest[i * wide + j + 1]);
      }
      for (let i = 0, j = 0; i < x.length || j < y.length;) {
        if (i < x.length && j < y.length && x[i] == y[j]) out.push([[x[i++]], 'equal']), j++;
        else if (j == y.length || i < x.length && longest[(i + 1) * wide + j] >= longest[i * wide + j + 1]) out.push([[x[i++]], 'delete']);
        else out.push([[y[j++]], 'insert']);
      }
    }
    return [...out, [a.slice(a.length - end), 'equal']];
  };

  // Two texts as segments [words, op]. What was removed stands before what was added in
  // its place; white space and signs between two changes belong to both. Where little is
  // common the whole is removed and the whole is added.
  const segments = (old, now) => {
    const split = s => s.match(/\p{N}+(?:[.-]\p{N}+)*|[\p{L}\p{M}\p{N}]+|\s+|[^]/gu) ?? [];
    const a = split(old), b = split(now), pieces = compare(a, b).map(([list, op]) => [list.join(''), op]).filter(p => p[0]);
    const letters = s => s.replace(/[^\p{L}\p{N}]/gu, '').length;
    const kept = pieces.reduce((n, [s, op]) => op == 'equal' ? n + letters(s) : n, 0);
    if (kept * 3 < Math.max(letters(old), letters(now))) return [[old, 'delete'], [now, 'insert']].filter(p => p[0]);
    const out = [];
    let was = '', is = '';
    const flush = () => {
      if (was) out.push([was, 'delete']);
      if (is) out.push([is, 'insert']);
      was = is = '';
    };
    pieces.forEach(([s, op], i) => {
      if (op == 'delete') was += s;
      else if (op == 'insert') is += s;
      else if (was && is && !letters(s) && pieces[i + 1]) was += s, is += s;
      else {
        flush();
        if (out.at(-1)?.[1] == 'equal') out.at(-1)[0] += s;
        else out.push([s, 'equal']);
      }
    });
    flush();
    return out;
  };

  // The units of a text by their index; the title is the first.
  const units = text => {
    const all = [{index: 0, text: text.title}];
    const add = c => { all[c.index] = c; c.clauses?.forEach(add); };
    text.clauses.forEach(add);
    return all;
  };

  // Which unit became which, through the redlines of the steps: a list of new indexes for
  // each old one.
  const became = steps => steps.reduce((links, r) => {
    const next = [];
    r.clauses.forEach(c => c.old.forEach(o => { next[o.index] = c.new.map(n => n.index); }));
    return links ? links.map(list => [...new Set(list.flatMap(i => next[i] ?? []))]) : next;
  }, 0);

  // The longest run of groups that keep their order, as a set: the others were moved.
  const inOrder = list => {
    const best = [], before = new Map(); // best[k]: the group that ends a run of k + 1 with the smallest index
    list.forEach(g => {
      let k = best.findIndex(x => x.old[0] >= g.old[0]);
      if (k < 0) k = best.length;
      before.set(g, best[k - 1]);
      best[k] = g;
    });
    const run = new Set();
    for (let g = best.at(-1); g; g = before.get(g)) run.add(g);
    return run;
  };

  // Groups {old, new, moved} of units that belong together, in the order of the new text;
  // what was removed stands behind the kept unit before it.
  const groups = (links, a, b) => {
    const of = [], gone = new Map();
    a.forEach((_, o) => {
      const to = links[o] ?? [], g = to.map(n => of[n]).find(g => g) ?? {old: [], new: []};
      g.old.push(o);
      to.forEach(n => { of[n] ??= g; });
      gone.set(o, g);
    });
    b.forEach((_, n) => { (of[n] ??= {old: [], new: []}).new.push(n); });
    const out = [...new Set(of)], kept = inOrder(out.filter(g => g.old.length));
    out.forEach(g => { g.moved = g.old.length > 0 && !kept.has(g); });
    let last = -1;
    gone.forEach(g => {
      if (!g.new.length) out.splice(++last, 0, g);
      else if (!g.moved) last = out.indexOf(g);
    });
    return out;
  };

  const d = box.dataset, [from, to] = box.querySelectorAll('select'), told = one('[role=status]', box), text = one('.text', box);
  const make = (tag, name, ...inside) => {
    const e = document.createElement(tag);
    e.className = name;
    e.append(...inside);
    return e;
  };
  const put = (s, n) => s.replace('{0}', n);
  const heard = s => make('span', 'v', ` ${s} `);
  const mark = ([s, op]) => {
    const [begin, end] = (op == 'delete' ? d.del : d.ins).split('|');
    return op == 'equal' ? s : make(op == 'delete' ? 'del' : 'ins', '', heard(begin), s, heard(end));
  };
  // A unit's number, which leads to it in its edition, and its words.
  const unit = (u, page, words) => {
    const label = u.label ?? '', wide = label.length;
    const e = make('p', 'u' + (u.kind == 'heading' ? ' h' : '') + (/\)$/.test(label) || u.kind == 'item' ? ' d1' : '') + (!wide ? ' p' : wide > 6 ? ' w' : wide > 4 ? ' m' : ''), ...words);
    if (wide) {
      const a = make('a', 'n', label);
      a.href = page + '#' + u.anchor;
      e.prepend(a, ' ');
    }
    return e;
  };
  const joined = (all, list) => list.map(i => all[i].text).join('\n\n');

  // What happened to a group, in words; empty: nothing.
  const what = (g, a, b) => {
    const was = a[g.old[0]], is = b[g.new[0]];
    if (!was) return d.added;
    if (!is) return d.removed;
    return [g.new.length > 1 && d.split, g.old.length > 1 && d.merged, g.moved && d.moved, was.label && was.label != is.label && put(d.number, was.number),
      joined(a, g.old) != joined(b, g.new) && d.changed].filter(s => s).map((s, i) => i ? s.toLocaleLowerCase(document.documentElement.lang) : s).join('; ');
  };

  const draw = (list, a, b, pages) => {
    let fold, changes = 0;
    text.replaceChildren();
    list.forEach(g => {
      const said = what(g, a, b), u = b[g.new[0]] ?? a[g.old[0]], page = pages[g.new.length ? 1 : 0];
      if (!u.index && !said) return; // the title stands above
      if (!said) {
        if (!fold) text.append(fold = make('details', 'same', make('summary', '')));
        fold.append(unit(u, page, [u.text]));
        fold.firstChild.textContent = put(d.same, fold.children.length - 1);
        return;
      }
      fold = null;
      changes++;
      const e = make('div', 'r' + (g.old.length ? g.new.length ? g.moved ? ' mov' : '' : ' rem' : ' add'), make('p', 'why', said), make('div', 'a', unit(u, page, segments(joined(a, g.old), joined(b, g.new)).map(mark))));
      e.dataset.of = g.old + '>' + g.new;
      e.setAttribute('role', 'group');
      e.ariaLabel = u.label || u.text.slice(0, 60);
      text.append(e);
    });
    told.textContent = changes ? put(d.count, changes) : d.none;
  };

  const show = async () => {
    const options = [...from.options], [i, j] = [from.selectedIndex, to.selectedIndex].sort((a, b) => a - b);
    const [old, now] = [options[i], options[j]].map(o => o.dataset);
    if (i == j) return told.textContent = d.self;
    const ready = j == i + 1 ? now.changed : one('.choice [hidden]').dataset.edition == options[j].value && one(`.choice [data-edition="${options[i].value}"] a`)?.href;
    if (ready) return location = ready;
    const get = where => fetch(where).then(r => r.ok ? r.json() : Promise.reject());
    told.textContent = d.wait;
    try {
      const [a, b, ...redlines] = await Promise.all([old.text, now.text, ...options.slice(i + 1, j + 1).map(o => o.dataset.redline)].map(get));
      const by = new Map(redlines.map(r => [r.new.edition, r])), steps = [];
      for (let id = b.edition; id != a.edition; id = steps[0].old.edition) steps.unshift(by.get(id));
      const [x, y] = [a, b].map(units);
      draw(groups(became(steps), x, y), x, y, [old.page, now.page]);
    } catch {
      text.replaceChildren();
      told.textContent = d.failed;
    }
  };
  to.selectedIndex = to.length - 1;
  one('form', box).onsubmit = e => {
    e.preventDefault();
    show();
  };
  box.hidden = false;
})();
