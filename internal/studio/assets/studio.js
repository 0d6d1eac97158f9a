// The desk's script. It sends what was changed, shows what came of it, and puts the
// page that the server makes anew into the place of the old one. What holds is said by
// the server; nothing is decided here.
(() => {
  'use strict';
  const root = new URL('.', document.currentScript.src).pathname, name = 'kelisim-token';
  const $ = (selector, at = document) => at.querySelector(selector);
  const $$ = (selector, at = document) => [...at.querySelectorAll(selector)];
  const words = document.body.dataset;
  const closed = () => Boolean($('.closed')), reads = document.body.matches('.reads');
  let token = sessionStorage.getItem(name) || '', busy = false;

  // The token: for the invitation of the address, else from another window of the desk.
  const others = 'BroadcastChannel' in window ? new BroadcastChannel(name) : null;
  function hold(value) {
    token = value;
    met = closed() ? null : meet();
    met?.catch(e => { if (e.status === 401) lose(); });
    sessionStorage.setItem(name, token);
    document.body.classList.add('can');
    $('#locked').hidden = true;
  }
  function lose() {
    token = '';
    met = null;
    sessionStorage.removeItem(name);
    document.body.classList.remove('can');
    $('#locked').hidden = reads;
  }
  others?.addEventListener('message', e => {
    if (e.data === 'token?' && token) others.postMessage({ token, root });
    if (!e.data.token || token && !closed()) return;
    hold(e.data.token);
    if (closed()) location.replace(e.data.root + (location.pathname.startsWith(root) ? location.pathname.slice(root.length) : '') + location.search);
  });
  async function begin() {
    const key = /^#key=(.+)$/.exec(location.hash)?.[1];
    if (key) {
      history.replaceState(null, '', location.pathname + location.search);
      const a = await send('session', { Key: key });
      if (a?.Token) return hold(a.Token);
    }
    if (token && !closed()) return hold(token);
    others?.postMessage('token?');
    setTimeout(() => { if (!token || closed()) lose(); }, 300);
  }

  // The desk that this page came from tells it a secret. Before words are sent, it has to
  // prove that it has that secret: once the program is closed, another one may have its port.
  let met = null;
  const post = (verb, request, headers) => fetch(root + verb, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(request) });
  async function meet() {
    const r = await post('meet', {}, { 'X-Kelisim-Token': token });
    if (!r.ok) throw r;
    return crypto.subtle.importKey('raw', new TextEncoder().encode((await r.json()).Secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  }
  async function prove() {
    const challenge = crypto.randomUUID(), key = await met, answer = await (await post('prove', { Challenge: challenge })).json();
    const sum = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(challenge)));
    if ([...sum].map(b => b.toString(16).padStart(2, '0')).join('') !== answer.Proof) throw new Error('another program');
  }

  // send asks the desk for something; null: it does not answer.
  async function send(verb, request) {
    let r;
    const free = verb === 'session' || verb === 'knock';
    if (!free && !met) return lose(), null;
    try {
      if (!free) await prove();
      r = await post(verb, request, { 'X-Kelisim-Token': token });
    } catch (e) {
      if (e.status === 401) lose();
      $('#gone').hidden = e.status === 401;
      return null;
    }
    $('#gone').hidden = true;
    if (r.status === 401) {
      lose();
      $('#locked').scrollIntoView({ block: 'center' });
      return null;
    }
    if (!r.ok) return { Status: 'failed', Text: await r.text() };
    return r.json();
  }

  // What came of it, in a window of the page.
  const dialog = $('#answer');
  let yes = null, also = null;
  function show(title, answer, confirm, other) {
    dialog.className = answer.Status;
    $('#answer-title').textContent = title;
    const plain = text => (text || '').replace(/^kelisim: /gm, '');
    $('.said', dialog).textContent = plain(answer.Text);
    $('.aside pre', dialog).textContent = plain(answer.Aside);
    $('.aside', dialog).hidden = !answer.Aside;
    $('.aside', dialog).open = false;
    $('.next', dialog).hidden = answer.Next !== $('.next', dialog).dataset.do;
    $('#yes').hidden = !confirm;
    yes = confirm || null;
    $('#also').hidden = !other;
    $('#also').textContent = answer.Also || '';
    also = other || null;
    $('#go').hidden = !answer.Go || answer.Status !== 'done';
    $('#go').href = answer.Go || '';
    $('#no').textContent = confirm ? words.cancel : words.close;
    if (!dialog.open) dialog.showModal();
  }
  $('#no').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => { if (!yes && dialog.dataset.anew) reload(); yes = null; delete dialog.dataset.anew; });
  $('#yes').addEventListener('click', () => { const f = yes; yes = null; f?.(); });
  $('#also').addEventListener('click', () => also?.());

  async function reload() {
    if (sheet()) await anew(); else location.reload();
  }

  // ask sends a request and shows what came of it; one that writes into the ledger is
  // shown first, and sent again with a yes to just that.
  async function ask(verb, request, from, confirmed) {
    if (busy) return;
    busy = true;
    say(words.working);
    from.setAttribute('aria-busy', 'true');
    const answer = await send(verb, confirmed ? { ...request, Confirmed: confirmed } : request);
    busy = false;
    say('');
    from.removeAttribute('aria-busy');
    if (!answer) return;
    const title = from.dataset.title || from.querySelector?.('h2, h3')?.textContent || from.textContent.trim();
    if (answer.Status === 'confirm') {
      $('#yes').textContent = from.dataset.yes;
      return show(title, answer, () => ask(verb, request, from, answer.Digest), answer.Also && (() => ask(verb, { ...request, Annexes: true }, from)));
    }
    if (answer.Status === 'done' && from.dataset.hash) sessionStorage.setItem('kelisim-told', words.saved);
    if (answer.Status === 'done' && answer.Go && !answer.Text) {
      if (answer.Go === '.' || new URL(answer.Go, location).pathname === location.pathname) return reload();
      location.assign(answer.Go);
      return;
    }
    if (answer.Status === 'done' && !answer.Text) return reload();
    dialog.dataset.anew = answer.Status === 'done' ? '1' : '';
    show(title, answer);
  }

  const say = text => { const s = $('#state') || $('#told'); if (s) s.textContent = text; };
  const bytes = file => new Promise((done, failed) => {
    const r = new FileReader();
    r.onload = () => done(r.result.slice(r.result.indexOf(',') + 1));
    r.onerror = () => failed(r.error);
    r.readAsDataURL(file);
  });

  // changed reports whether a field says other than the page that came.
  const changed = e => e.type === 'checkbox' ? e.checked !== e.defaultChecked : e.matches('select') ? !e.options[e.selectedIndex]?.defaultSelected && [...e.options].some(o => o.defaultSelected) || e.selectedIndex > 0 && ![...e.options].some(o => o.defaultSelected) : e.value !== e.defaultValue;

  // A button or a form says in its markup what it asks for.
  function buttonRequest(b) {
    const q = {}, d = b.dataset, s = sheet();
    if (d.document || s) q.Document = d.document || s.dataset.document;
    if (d.edition || s) q.Edition = d.edition || (d.do === 'new' ? undefined : s?.dataset.edition);
    if (d.language) q.Language = d.language;
    if (d.office) q.Office = d.office;
    if (d.line) {
      q.Line = Number(d.line);
      q.Base = $(`.heads [data-language="${d.language}"]`).dataset.hash;
    }
    return q;
  }
  async function formRequest(form) {
    const q = {};
    if (form.dataset.hash) {
      const named = [...form.elements].filter(e => e.name && !['purpose', 'incorporates', 'languages', 'Document'].includes(e.name) && changed(e));
      q.Facts = { Base: form.dataset.hash, Values: Object.fromEntries(named.map(e => [e.name, e.value])) };
      if (form.elements.Document) q.Document = form.elements.Document.value;
      const names = $$('[name=incorporates]', form);
      if (names.some(changed)) q.Incorporates = names.filter(e => e.checked).map(e => e.value);
      const spoken = $$('[name=languages]', form);
      if (spoken.some(changed)) q.Languages = spoken.filter(e => e.checked).map(e => e.value);
      q.Purposes = $$('.purpose', form).filter(p => $$('input', p).some(changed)).map(p => {
        const part = name => $(`[data-part=${name}]`, p);
        return { Was: p.dataset.was, ID: part('ID').value, Clauses: part('Clauses').value, Optional: part('Optional').checked };
      });
      q.Periods = Object.fromEntries($$('.period', form).filter(p => $$('input, select', p).some(changed))
        .map(p => [p.dataset.key, Object.fromEntries($$('[data-part]', p).map(e => [e.dataset.part, e.value]))]));
      return q;
    }
    for (const e of form.elements) {
      if (!e.name) continue;
      if (e.type === 'file') {
        if (e.files[0]) { q.Name = e.files[0].name; q[e.name] = await bytes(e.files[0]); }
      } else if (e.value) q[e.name] = e.value;
    }
    return q;
  }
  // A file to keep, or why there is none: making it may take a while.
  async function get(link) {
    if (busy) return;
    busy = true;
    say(words.working);
    link.setAttribute('aria-busy', 'true');
    const r = await fetch(link.href).catch(() => null);
    busy = false;
    say('');
    link.removeAttribute('aria-busy');
    if (!r) return void ($('#gone').hidden = false);
    const name = /filename="([^"]+)"/.exec(r.headers.get('Content-Disposition') || '')?.[1];
    if (!name) return show(link.textContent.trim(), { Status: 'refused', Text: await r.text() });
    const a = document.createElement('a');
    a.href = URL.createObjectURL(await r.blob());
    a.download = name;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 60000);
  }
  document.addEventListener('click', async e => {
    const link = e.target.closest('a[href*="/_desk/get?"]');
    if (link) {
      e.preventDefault();
      if (!dirty().length || await save()) get(link);
      return;
    }
    const b = e.target.closest('button');
    if (!b) return;
    if (b.dataset.do) {
      if (dirty().length && !await save()) return;
      ask(b.dataset.do, buttonRequest(b), b);
    } else if (b.matches('.speak')) {
      if (dirty().length && !await save()) return;
      const a = await send('speak', { Language: b.dataset.language });
      if (a?.Status === 'done') location.reload();
    } else if (b.id === 'knock') {
      const a = await send('knock', {});
      if (a) $('#locked p').textContent = a.Text;
    } else if (b.id === 'save') save();
    else if (b.id === 'print') print();
    else if (b.id === 'next-finding') next();
    else if (b.id === 'see') see($('#preview').hidden);
    else if (b.matches('.show')) frame(b);
    else if (b.matches('.goto')) go(b.closest('.finding'));
    else if (b.matches('.other-place')) stand(document.getElementById(b.dataset.at));
    else if (b.matches('.take')) take(b);
  });
  document.addEventListener('submit', async e => {
    const form = e.target;
    if (!form.dataset.do) return;
    e.preventDefault();
    if (dirty().length && !await save()) return;
    ask(form.dataset.do, await formRequest(form), form);
  });
  document.addEventListener('keydown', e => {
    if ((e.ctrlKey || e.metaKey) && e.code === 'KeyS' && sheet()) { e.preventDefault(); save(); }
    if (e.key === 'F8' && sheet()) { e.preventDefault(); next(); }
  });
  for (const type of ['dragover', 'dragleave', 'drop']) document.addEventListener(type, e => {
    const form = e.target.closest?.('form[data-do=import]') || $('.drop');
    if (!form || !e.dataTransfer?.types.includes('Files')) return;
    e.preventDefault();
    form.classList.toggle('over', type === 'dragover');
    if (type !== 'drop' || !e.dataTransfer.files[0]) return;
    $('input[type=file]', form).files = e.dataTransfer.files;
    $('input[type=file]', form).dispatchEvent(new Event('input', { bubbles: true }));
    form.scrollIntoView();
    $('input[name=Document]:not([type=hidden]), button', form).focus();
  });
  document.addEventListener('input', e => {
    if (e.target.type === 'file' && e.target.files[0]) $('.picked', e.target.closest('.file')).textContent = e.target.files[0].name;
  });

  // A name for addresses is offered as soon as there is a title or a file's name to make it
  // of. It is hers to change: the offer is selected for whoever comes to it.
  const latin = Object.fromEntries((words.latin || '').split(' ').map(pair => pair.split('=')));
  const spell = title => [...title.toLowerCase()].map(c => latin[c] ?? c).join('').replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
  document.addEventListener('input', e => {
    const form = e.target.form, name = form && $('input[name=Document]:not([type=hidden])', form);
    if (!name) return;
    if (e.target === name) return void delete name.dataset.offered;
    const from = e.target.type === 'file' ? e.target.files[0]?.name.replace(/\.[^.]*$/, '') : e.target.name === 'Title' ? e.target.value : null;
    if (from === null || from === undefined || name.value && name.value !== name.dataset.offered && name.value !== name.defaultValue) return;
    name.value = name.dataset.offered = spell(from);
  });
  document.addEventListener('focusin', e => { if (e.target.dataset?.offered && e.target.value === e.target.dataset.offered) e.target.select(); });

  // The sheet of an edition.
  const sheet = () => $('main.sheet');
  const fields = () => sheet() ? $$('textarea, .facts:not(.agreement) input, .facts:not(.agreement) select').filter(f => !f.readOnly && !f.disabled) : [];
  const was = new WeakMap();
  const dirty = () => fields().filter(f => was.has(f) && was.get(f) !== f.value);

  function bind() {
    for (const f of fields()) if (!was.has(f)) was.set(f, f.value);
    for (const f of $$('.cell > .field > textarea')) mirror(f);
    for (const f of $$('.heads [name=title]')) tall(f);
    state();
  }
  function state() {
    const changed = new Set(dirty());
    for (const f of fields()) f.classList.toggle('dirty', changed.has(f));
    const b = $('#save');
    if (b) b.disabled = changed.size === 0;
    if (changed.size) say(words.unsaved);
    else if ($('#state')?.textContent === words.unsaved) say('');
  }
  document.addEventListener('input', e => {
    if (!sheet()) return;
    if (e.target.matches('.cell > .field > textarea')) mirror(e.target);
    if (e.target.name === 'title') {
      if (e.target.value.includes('\n')) e.target.value = e.target.value.replace(/\s*\n\s*/g, ' ');
      tall(e.target);
    }
    state();
  });
  document.addEventListener('keydown', e => { if (e.key === 'Enter' && e.target.name === 'title') e.preventDefault(); });
  // A title is one line, shown on as many as it needs; some browsers have to be told its height.
  function tall(field) {
    if (CSS.supports('field-sizing', 'content')) return;
    field.style.height = 'auto';
    field.style.height = field.scrollHeight + 2 + 'px';
  }
  addEventListener('beforeunload', e => { if (dirty().length) e.preventDefault(); });

  // mirror stands behind a field: it gives the field its height and marks the letters
  // that findings mean, as long as the words are those that they were found in.
  function mirror(field) {
    const m = field.nextElementSibling, text = field.value;
    const same = !was.has(field) || was.get(field) === text;
    const marks = same ? $$('.finding[data-from]', field.closest('.cell'))
      .map(f => ({ from: Number(f.dataset.from), to: Number(f.dataset.to), error: f.classList.contains('error') }))
      .sort((a, b) => a.from - b.from) : [];
    m.replaceChildren();
    let at = 0;
    for (const { from, to, error } of marks) {
      if (from < at || to > text.length) continue;
      m.append(text.slice(at, from));
      const mark = document.createElement('mark');
      if (error) mark.className = 'error';
      mark.textContent = text.slice(from, to);
      m.append(mark);
      at = to;
    }
    m.append(text.slice(at) + '\n');
  }

  // What Word or a page on the web gives with its form becomes headings, lists and tables of
  // the text, and lines with tabs a table. What comes into an empty text is read as a file that
  // is imported is. Without an answer the bare words are put in.
  document.addEventListener('paste', async e => {
    const f = e.target, html = e.clipboardData?.getData('text/html'), plain = e.clipboardData?.getData('text/plain').replace(/\r\n/g, '\n');
    if (!plain?.trim().includes('\n') || !f.matches('.cell > .field > textarea') || f.readOnly) return;
    const whole = f.matches(':placeholder-shown');
    if (!html && !whole && !plain.includes('\t')) return;
    e.preventDefault();
    const answer = await send('paste', { Language: f.lang, HTML: html, Plain: plain, Whole: whole });
    const { Title: title, Text: text } = answer?.Status === 'done' ? answer : { Text: plain };
    const name = $(`.heads [data-text="${f.closest('.cell').dataset.text}"] [name=title]`);
    const put = (field, words) => { field.focus(); document.execCommand('insertText', false, words); };
    if (title && !name.value.trim()) put(name, title);
    put(f, title && name.value.trim().toLowerCase() !== title.toLowerCase() ? title + '\n\n' + text : text);
  });

  function go(finding) {
    const field = $('textarea', finding.closest('.cell'));
    if (!field) return finding.scrollIntoView({ block: 'center' });
    stand(field);
    if (finding.dataset.from) field.setSelectionRange(Number(finding.dataset.from), Number(finding.dataset.to));
  }
  // stand goes to a field, and its row shows itself.
  function stand(field) {
    if (!field) return;
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: 'center' });
    const row = field.closest('.row');
    row.classList.remove('here');
    row.offsetWidth; // the animation begins again
    row.classList.add('here');
  }
  let at = -1;
  function next() {
    const all = ['error', 'warning', 'note'].flatMap(s => $$('.finding.' + s));
    if (!all.length) return;
    at = (at + 1) % all.length;
    if (all[at].closest('.cell')) go(all[at]); else all[at].scrollIntoView({ block: 'center' });
  }

  // What readers will see, beside the texts.
  function see(open) {
    $('#preview').hidden = !open;
    $('.work').classList.toggle('seen', open);
    $('#see').setAttribute('aria-expanded', open);
    if (open && !$('#preview iframe').src) frame($('#preview .show'));
    $$('.cell > .field > textarea').forEach(mirror);
  }
  function frame(b) {
    for (const x of $$('#preview .show')) x.toggleAttribute('aria-current', false);
    b.setAttribute('aria-current', 'true');
    $('#preview iframe').src = b.dataset.href;
  }

  // save sends what was changed and no more. It reports whether all is written.
  function changes() {
    const s = sheet(), q = { Document: s.dataset.document, Edition: s.dataset.edition, Texts: [] };
    const text = i => {
      const head = $(`.heads [data-text="${i}"]`);
      let t = q.Texts.find(x => x.Language === head.dataset.language);
      if (!t) q.Texts.push(t = { Language: head.dataset.language, Base: head.dataset.hash, Parts: {} });
      return t;
    };
    for (const f of dirty()) {
      const cell = f.closest('.cell');
      if (f.closest('.facts')) {
        q.Facts ??= { Base: f.closest('.facts').dataset.hash, Values: {} };
        q.Facts.Values[f.name] = f.value;
      } else if (f.name === 'title') text(cell.dataset.text).Title = f.value;
      else if (f.name === 'changes') text(cell.dataset.text).Changes = f.value;
      else text(cell.dataset.text).Parts[cell.dataset.part] = f.value;
    }
    return q;
  }
  async function save() {
    const sent = new Map(dirty().map(f => [f, f.value]));
    if (!sent.size) return true;
    if (busy) return false;
    busy = true;
    say(words.saving);
    const answer = await send('save', changes());
    busy = false;
    if (!answer) { state(); return false; }
    if (answer.Status === 'done') {
      for (const [f, value] of sent) was.set(f, value);
      await anew();
      say(words.saved);
      return true;
    }
    if (answer.Status === 'changed') await merge(answer.Changed, sent);
    else say('');
    show(answer.Status === 'changed' ? words.changed : words.unwritten, answer);
    return false;
  }

  // anew puts the server's page into the place of this one. A field keeps what was
  // typed meanwhile, its selection, and its own undo if its words are the same.
  async function anew() {
    const r = await fetch(location.pathname + location.search, { cache: 'no-store' });
    if (!r.ok) return location.reload();
    const page = new DOMParser().parseFromString(await r.text(), 'text/html');
    const next = document.adoptNode($('main', page)), old = sheet();
    const focus = document.activeElement?.id, y = scrollY, open = $('#preview', old) && !$('#preview', old).hidden;
    const unsaved = new Set(dirty()), typed = [...unsaved].map(f => ({ field: f, key: keyOf(f), value: f.value }));
    for (const f of $$('textarea[id]', next)) {
      const o = document.getElementById(f.id);
      if (o && o.value === f.value && o.lang === f.lang && o.readOnly === f.readOnly && !unsaved.has(o)) f.replaceWith(o);
    }
    const keep = open && $('#preview', old);
    if (keep) $('#preview', next).replaceWith(keep);
    old.replaceWith(next);
    for (const f of fields()) was.set(f, f.value);
    const now = byKey();
    for (const { key, value } of typed) if (now.has(key)) now.get(key).value = value;
    if (open) { $('.work').classList.add('seen'); $('#see')?.setAttribute('aria-expanded', 'true'); }
    at = -1;
    bind();
    scrollTo({ top: y, behavior: 'instant' });
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    return typed;
  }

  // keyOf names a field by what it holds, not by its place: the same clause of the same
  // text has the same key in a file that somebody else changed.
  function keyOf(f) {
    const cell = f.closest('.cell');
    if (!cell || f.name) return (cell ? cell.dataset.text + ' ' : '') + f.name;
    const row = f.closest('.row');
    return cell.dataset.text + ' # ' + (row.dataset.key || 'part ' + cell.dataset.part);
  }

  // byKey are the fields by their keys; of two with the same the first.
  const byKey = () => new Map(fields().reverse().map(f => [keyOf(f), f]));

  // merge is for a file that somebody else changed: hers stays in the field, the other
  // words stand beside it, and nothing is written until she saves again.
  async function merge(paths, sent) {
    const mine = [...sent].map(([f, value]) => ({ key: keyOf(f), value, base: was.get(f), path: f.closest('.facts') ? '' : $(`.heads [data-text="${f.closest('.cell').dataset.text}"]`).dataset.path }));
    for (const f of sent.keys()) was.set(f, f.value);
    await anew();
    const now = byKey();
    for (const { key, value, base } of mine) {
      const f = now.get(key);
      const theirs = f ? f.value : null;
      if (theirs === value) continue;
      const box = document.createElement('div');
      box.className = 'other';
      const p = document.createElement('p'), pre = document.createElement('pre');
      if (f) {
        f.value = value;
        if (f.matches('.cell > .field > textarea')) mirror(f);
        if (theirs === base) continue; // only she changed this clause
        p.textContent = words.other;
        pre.textContent = theirs;
        const b = document.createElement('button');
        b.type = 'button';
        b.className = 'take';
        b.textContent = words.take;
        box.append(p, pre, b);
        (f.closest('.field') || f).after(box);
      } else {
        p.textContent = words.homeless + ' ' + key.replace(/^.*# /, '');
        pre.textContent = value;
        box.append(p, pre);
        $('.paper').prepend(box);
      }
    }
    $('.other')?.scrollIntoView({ block: 'center', behavior: 'instant' });
    state();
  }
  function take(b) {
    const box = b.closest('.other'), near = box.previousElementSibling;
    const f = near.matches('textarea, input, select') ? near : $('textarea', near);
    f.value = $('pre', box).textContent;
    box.remove();
    if (f.matches('.cell > .field > textarea')) mirror(f);
    state();
  }

  // Who comes back to the window sees what others saved meanwhile.
  addEventListener('focus', async () => {
    if (!sheet() || busy || dialog.open || dirty().length || document.activeElement?.matches('textarea, input, select')) return;
    const hashes = at => $$('[data-hash]', at).map(e => e.dataset.hash).join();
    const r = await fetch(location.pathname, { cache: 'no-store' }).catch(() => null);
    if (!r?.ok) return;
    const page = new DOMParser().parseFromString(await r.text(), 'text/html');
    if (hashes(page) !== hashes(document) && !dirty().length) anew();
  });

  // The start page follows the files, unless something on it is being done.
  const filling = () => busy || dialog.open || $$('.home form').some(form => [...form.elements].some(e => e.type === 'file' ? e.files.length : e.matches('input, select, textarea') && changed(e)));
  async function follow() {
    const r = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
    if (!r?.ok) return;
    const next = $('main', new DOMParser().parseFromString(await r.text(), 'text/html')), old = $('.home');
    if (filling()) return; // asked last: nothing is typed between this and the change
    const open = $$('details', old).map(d => d.open), focus = $$('a, button, summary', old).indexOf(document.activeElement);
    $$('details', next).forEach((d, i) => { if (open.length > i) d.open = open[i]; });
    if (old.isEqualNode(next)) return;
    old.replaceWith(document.adoptNode(next));
    if (focus >= 0) $$('a, button, summary', next)[focus]?.focus({ preventScroll: true });
  }
  if ($('.home')) {
    const told = new EventSource(root + 'events');
    for (const type of ['open', 'reload']) told.addEventListener(type, follow);
    dialog.addEventListener('close', follow);
  }

  bind();
  begin();
  say(sessionStorage.getItem('kelisim-told') || '');
  sessionStorage.removeItem('kelisim-told');
})();
