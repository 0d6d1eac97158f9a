// The page is true without this. It adds what depends on the day of reading.
(() => {
  const all = (q, e = document) => [...e.querySelectorAll(q)];
  const words = WORDS[document.documentElement.lang];
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

  // The day of an instant, in the zone in which the page's own dates are written.
  const day = (now, like) => {
    const [, sign, h, m] = /(.)(\d\d):(\d\d)$/.exec(like) || [0, '+', 0, 0];
    const d = new Date(now + (sign + 1) * (h * 60 + 1 * m) * 6e4);
    return put(words[7], d.getUTCDate(), words[8].split(' ')[d.getUTCMonth()], d.getUTCFullYear());
  };

  const show = now => {
    const asOf = all('.as-of')[0];
    all('[data-spans]').map(group => {
      const items = all('[data-from]', group);
      const states = items.map(item => state(item, now));
      // Two that apply at once: the page contradicts itself, and nothing is said.
      if (states.filter(s => s == 2)[1]) return;
      items.map((item, i) => {
        const s = states[i], line = all('.state', item)[0];
        if (!s) return;
        item.classList.add(classes[s]);
        if (!line) return;
        const said = put(words[0], day(now, item.dataset.from));
        const other = items[states.indexOf(2)];
        if (asOf) asOf.textContent = said;
        line.textContent = (asOf ? '' : said + ': ') + words[s] +
          (!i && s == 3 && other ? '; ' + put(words[6], other.dataset.name) : '');
      });
    });
    all('.chart').map(chart => {
      const d = chart.dataset, from = Date.parse(d.from);
      const x = (now - from) / (Date.parse(d.to) - from);
      if (x > 0 && x < 1) all('.line svg', chart).map(svg => {
        const mark = svg.querySelector('line').cloneNode();
        mark.setAttribute('class', 'today');
        mark.setAttribute('x1', x * 100 + '%');
        mark.setAttribute('x2', x * 100 + '%');
        svg.append(mark);
      });
    });
  };

  // The reader's clock may be wrong, so the server says what time it is; an
  // answer out of a cache does not count. Without one, nothing is said.
  if (words && /^http/.test(location.protocol)) {
    fetch(location.pathname + location.search, {method: 'HEAD', cache: 'no-store'}).then(r => {
      const now = Date.parse(r.headers.get('date'));
      if (r.ok && now && !(r.headers.get('age') > 0)) show(now);
    }).catch(() => {});
  }

  // The language switch keeps the clause: the one in the address, else the first
  // in sight.
  const carry = () => {
    const named = document.getElementById(location.hash.slice(1));
    const unit = named || scrollY && all('.text [id]').find(e => e.getBoundingClientRect().bottom > 20);
    all('.langs a').map(a => a.hash = unit ? unit.id : '');
  };
  all('.langs a').map(a => a.onpointerdown = a.onclick = carry);
  onhashchange = carry;
  carry();

  // Where there is room nothing is folded, whatever the browser makes of the
  // stylesheet; nor is it on paper.
  if (matchMedia('(min-width: 44rem)').matches) all('.fold').map(d => d.open = true);
  onbeforeprint = () => all('details').map(d => d.open = true);
})();
