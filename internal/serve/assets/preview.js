// The preview's own script: it loads the page again when the server has another
// one, keeps the place, and marks what changed since the last save. It is served
// by kelisim serve alone; no published site holds it.
(() => {
  'use strict';
  const tag = document.currentScript.dataset.tag;
  const key = 'kelisim-desk ' + location.pathname;
  const leaf = 'h1, h2, h3, h4, h5, h6, p, li, td, th, dd, pre, blockquote, div';

  const blocks = () => [...document.querySelectorAll('main :is(' + leaf + ')')]
    .filter(e => !e.querySelector(leaf) && e.textContent.trim() !== '');
  const text = e => e.textContent.replace(/\s+/g, ' ').trim();

  function remember() {
    const near = [...document.querySelectorAll('main [id]')].find(e => e.getBoundingClientRect().bottom > 0);
    const open = [...document.querySelectorAll('details')].map(d => d.open);
    try {
      sessionStorage.setItem(key, JSON.stringify({
        y: scrollY, id: near ? near.id : '', top: near ? near.getBoundingClientRect().top : 0,
        open, texts: document.body.classList.contains('desk') ? null : blocks().map(text),
      }));
    } catch { /* too large: the place is lost, the page is not */ }
  }

  function restore() {
    let was;
    try { was = JSON.parse(sessionStorage.getItem(key)); } catch { /* none */ }
    sessionStorage.removeItem(key);
    if (!was) return;
    const details = [...document.querySelectorAll('details')];
    if (details.length === was.open.length) details.forEach((d, i) => { d.open = was.open[i]; });
    const near = was.id && document.getElementById(was.id);
    if (near) scrollBy({ top: near.getBoundingClientRect().top - was.top, behavior: 'instant' });
    else scrollTo({ top: was.y, behavior: 'instant' });
    if (was.texts) mark(was.texts);
  }

  // mark shows which blocks were not there, and after which one something went.
  function mark(old) {
    const count = list => list.reduce((m, t) => m.set(t, (m.get(t) || 0) + 1), new Map());
    const left = count(old), now = blocks(), at = new Map();
    const fresh = new Set();
    for (const e of now) {
      const t = text(e), n = left.get(t) || 0;
      if (n > 0) { left.set(t, n - 1); at.set(t, e); } else { fresh.add(e); e.classList.add('desk-changed'); }
    }
    let last = null;
    for (const t of old) {
      if (at.has(t)) { last = at.get(t); continue; }
      if (last && !fresh.has(now[now.indexOf(last) + 1])) last.classList.add('desk-cut');
    }
  }

  let source = null;
  function connect() {
    if (source || document.hidden) return;
    source = new EventSource('/_desk/events?page=' + encodeURIComponent(location.pathname) + '&tag=' + tag);
    source.addEventListener('reload', () => {
      source.close();
      remember();
      history.scrollRestoration = 'manual';
      location.reload();
    });
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && source) { source.close(); source = null; }
    connect();
  });
  addEventListener('pagehide', () => { if (source) { source.close(); source = null; } });
  addEventListener('pageshow', connect);

  for (const b of document.querySelectorAll('.desk-copy')) {
    if (!navigator.clipboard) break;
    b.hidden = false;
    b.addEventListener('click', async () => {
      await navigator.clipboard.writeText(b.parentNode.querySelector('code').textContent);
      const words = b.textContent;
      b.textContent = b.dataset.done;
      setTimeout(() => { b.textContent = words; }, 1500);
    });
  }

  restore();
  history.scrollRestoration = 'auto';
  connect();
})();
