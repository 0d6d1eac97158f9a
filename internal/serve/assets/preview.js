// The preview's own script: it shows the page anew when the server has another
// one, keeps the place, and marks what changed since the last save. It is served
// by kelisim serve alone; no published site holds it.
(() => {
  'use strict';
  if (self !== top) document.documentElement.classList.add('desk-framed'); // the desk shows findings itself
  let tag = document.currentScript.dataset.tag;
  const desk = new URL('.', document.currentScript.src).pathname, base = desk.slice(0, -'/_desk/'.length);
  const key = 'kelisim-desk ' + location.pathname;
  const leaf = 'h1, h2, h3, h4, h5, h6, p, li, td, th, dd, pre, blockquote, div';

  const blocks = () => [...document.querySelectorAll('main :is(' + leaf + ')')]
    .filter(e => !e.querySelector(leaf) && e.textContent.trim() !== '');
  const text = e => e.textContent.replace(/\s+/g, ' ').trim();

  function place() {
    const near = [...document.querySelectorAll('main [id]')].find(e => e.getBoundingClientRect().bottom > 0);
    return {
      y: scrollY, id: near ? near.id : '', top: near ? near.getBoundingClientRect().top : 0,
      open: [...document.querySelectorAll('details')].map(d => d.open),
      checked: [...document.querySelectorAll('input')].map(i => i.checked),
      texts: document.body.classList.contains('desk') ? null : blocks().map(text),
    };
  }

  function restore(was) {
    const details = [...document.querySelectorAll('details')];
    if (details.length === was.open.length) details.forEach((d, i) => { d.open = was.open[i]; });
    const inputs = [...document.querySelectorAll('input')];
    if (inputs.length === was.checked.length) inputs.forEach((e, i) => { e.checked = was.checked[i]; });
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

  // What a page needs besides its own bytes, and the place of this script in it.
  const own = page => page.querySelector('script[data-tag]');
  const needs = page => [...page.querySelectorAll('link[rel=stylesheet], script[src]')].map(e => e.getAttribute('href') || e.getAttribute('src')).join(' ');

  // follow puts the new page into the place of the old one, which is quicker than
  // to load it and does not flicker. A page of another kind is loaded.
  async function follow() {
    const answer = await fetch(location.href, { cache: 'no-store' });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!own(next) || needs(next) !== needs(document)) throw new Error('another kind of page');
    const was = place();
    tag = own(next).dataset.tag;
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    document.body.replaceWith(document.adoptNode(next.body));
    for (const old of document.querySelectorAll('script[src]:not([data-tag])')) { // they begin again
      const script = document.createElement('script');
      script.setAttribute('src', old.getAttribute('src'));
      old.replaceWith(script);
    }
    restore(was);
    connect();
  }

  function reload() {
    try {
      sessionStorage.setItem(key, JSON.stringify(place()));
    } catch { /* too large: the place is lost, the page is not */ }
    history.scrollRestoration = 'manual';
    location.reload();
  }

  let source = null;
  function close() {
    if (source) source.close();
    source = null;
  }
  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(desk + 'events?page=' + encodeURIComponent(location.pathname.slice(base.length)) + '&tag=' + tag);
    source.addEventListener('reload', () => {
      close();
      follow().catch(reload);
    });
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) close();
    connect();
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', connect);

  let was = null;
  try { was = JSON.parse(sessionStorage.getItem(key)); } catch { /* none */ }
  sessionStorage.removeItem(key);
  if (was) restore(was);
  history.scrollRestoration = 'auto';
  connect();
})();
