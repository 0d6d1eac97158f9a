// The page is true without this. It adds what depends on the day of reading.
(() => {
  const all = (q, e = document) => [...e.querySelectorAll(q)];
  const root = document.documentElement, words = WORDS[root.lang];
  const wide = px => matchMedia(`(min-width: ${px}px)`).matches;
  const put = (text, ...args) => text.replace(/\{(\d)\}/g, (_, i) => args[i]);

  // The states of a span: none to speak of, to come, in force, superseded,
  // repealed, withdrawn. words has their sentences in this order.
  const state = ({dataset: d}, now) => {
    const at = key => Date.parse(d[key]);
    return now >= at('withdrawn') ? 5
      : now < at('published') || isNaN(at('from')) ? 0
      : now < at('from') ? 1
      : now >= at('until') ? 'repealed' in d ? 4 : 3
      : 2;
  };
  const classes = ['', 'is-soon', 'is-now', 'is-over', 'is-over', 'is-over'];

  // The day of an instant in the site's zone. A device need not know its offsets,
  // so the page has them: SECONDS=MINUTES, from which second on which one holds.
  const day = now => {
    let offset = 0;
    root.dataset.zone.split(' ').map(one => {
      const [from, minutes] = one.split('=');
      if (now >= from * 1e3) offset = minutes * 6e4;
    });
    const d = new Date(now + offset);
    return put(words[6], d.getUTCDate(), words[7].split(' ')[d.getUTCMonth()], d.getUTCFullYear());
  };

  const show = now => {
    const asOf = all('.as-of')[0], said = put(words[0], day(now));
    if (asOf) asOf.textContent = said;
    all('[data-spans]').map(group => {
      const items = all('[data-from]', group);
      const states = items.map(item => state(item, now));
      // Two that apply at once: the page contradicts itself, and nothing is said.
      if (states.filter(s => s == 2)[1]) return;
      items.map((item, i) => {
        const s = states[i], line = all('.state', item)[0];
        if (!s) return;
        item.classList.add(classes[s]);
        if (item.matches('.title')) all('[data-on]').map(e => e.hidden = e.dataset.on != s);
        if (!line) return;
        const badge = document.createElement('b');
        badge.textContent = words[s];
        line.append(badge, asOf ? '' : ' ' + said);
      });
    });
    dispatchEvent(new CustomEvent('today', {detail: now}));
  };

  // The reader's clock may be wrong, so the server says what time it is; an
  // answer out of a cache does not count. Without one, nothing is said.
  if (words && /^http/.test(location.protocol)) {
    fetch(location.pathname + location.search, {method: 'HEAD', cache: 'no-store'}).then(r => {
      const now = Date.parse(r.headers.get('date'));
      if (r.ok && now && !(r.headers.get('age') > 0)) show(now);
    }).catch(() => {});
  }

  // What an address leads into is opened, where the browser does not do that.
  const open = () => {
    const found = document.getElementById(location.hash.slice(1));
    for (let e = found; e; e = e.parentElement) if (e.matches('details:not([open])')) e.open = true, found.scrollIntoView();
  };
  addEventListener('hashchange', open);
  open();

  // The language switch keeps the clause: the one in the address, else the first
  // in sight.
  const carry = () => {
    const named = document.getElementById(location.hash.slice(1));
    const unit = named || scrollY && all('.text [id]').find(e => e.getBoundingClientRect().bottom > 20);
    all('.langs a').map(a => a.hash = unit ? unit.id : '');
  };
  all('.langs a').map(a => a.onpointerdown = a.onclick = carry);
  addEventListener('hashchange', carry);
  carry();

  // Contents: the section that is being read is marked, and named on the bar; the
  // bar's list closes behind the reader.
  all('nav.contents').map(nav => {
    const bar = nav.querySelector('summary'), links = all('ol a', nav);
    const heads = links.map(a => document.getElementById(a.hash.slice(1)));
    const mark = () => {
      const i = heads.findLastIndex(e => e && e.getBoundingClientRect().top < 140);
      links.map((a, k) => {
        if (k != i) return a.removeAttribute('aria-current');
        if (a.ariaCurrent) return;
        a.ariaCurrent = 'true';
        const box = nav.getBoundingClientRect(), own = a.getBoundingClientRect();
        if (own.bottom > box.bottom || own.top < box.top) nav.scrollTop += own.top - box.top - 60;
      });
      if (i < 0) delete bar.dataset.now;
      else bar.dataset.now = links[i].textContent;
    };
    if (!heads[0]) return;
    addEventListener('scroll', mark, {passive: true});
    nav.onclick = e => { if (e.target.closest('a') && !wide(1100)) nav.querySelector('details').open = false; };
    mark();
  });

  all('.print').map(e => {
    e.hidden = false;
    e.firstChild.onclick = () => print();
  });

  // Where there is room nothing is folded, whatever the browser makes of the
  // stylesheet; nor is it on paper.
  [['.about .fold', 704], [':not(.both) > .contents .fold', 1100]].map(([q, width]) => { if (wide(width)) all(q).map(d => d.open = true); });
  onbeforeprint = () => all('details').map(d => d.open = true);
})();
