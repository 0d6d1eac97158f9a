// The menu of a clause, which opens at its number, and the printing of one clause or
// its history alone. Without it the number is the clause's address.
(() => {
  const root = document.documentElement, words = MENU[root.lang];
  const alone = unit => {
    const own = unit.nextElementSibling?.matches('[role=list]') ? [unit, unit.nextElementSibling] : [unit]; // with its items
    own.map(e => e.classList.add('only'));
    root.classList.add('alone');
    print();
    root.classList.remove('alone');
    own.map(e => e.classList.remove('only'));
  };
  document.querySelectorAll('.lives').forEach(life => {
    const button = document.createElement('button');
    button.textContent = words[4];
    button.onclick = () => alone(life);
    life.append(button);
  });
  const text = document.querySelector('.text[data-words]');
  if (!text || !HTMLElement.prototype.showPopover) return;
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.popover = 'auto';
  menu.setAttribute('role', 'group');
  const copy = (button, said) => (navigator.clipboard?.writeText(said) ?? Promise.reject()).then(() => { button.textContent = words[2]; }, () => { button.textContent = said; });
  const item = (tag, said, set) => {
    const e = document.createElement(tag);
    e.textContent = said;
    set(e);
    menu.append(e);
  };
  const show = a => {
    a.after(menu);
    menu.showPopover();
    const at = a.getClientRects()[0], box = menu.getBoundingClientRect();
    menu.style.left = Math.max(8, Math.min(at.left, innerWidth - box.width - 8)) + 'px';
    menu.style.top = (at.bottom + box.height > innerHeight ? Math.max(8, at.top - box.height) : at.bottom) + 'px';
    menu.querySelector('a').focus();
    menu.ontoggle = e => { if (e.newState == 'closed') a.setAttribute('aria-expanded', 'false'); };
    a.setAttribute('aria-expanded', 'true');
  };
  const open = a => {
    const unit = a.closest('[id]'), d = text.dataset, hash = '#' + unit.id;
    const name = a.dataset.name || a.textContent, there = new URL(d.permanent + hash, location).href;
    menu.textContent = '';
    menu.ariaLabel = name;
    item('a', words[0], e => { e.href = there; });
    item('button', words[1], e => { e.onclick = () => copy(e, there); });
    document.querySelectorAll('.langs a').forEach(l => item('a', l.textContent, e => { e.href = l.href.split('#')[0] + hash; e.lang = e.hreflang = l.lang; }));
    if (a.dataset.life) item('a', words[3], e => { e.href = d.history + '#h-' + a.dataset.life; });
    item('button', words[4], e => { e.onclick = () => { menu.hidePopover(); alone(unit); }; });
    item('button', words[5], e => { e.onclick = () => copy(e, d.words.replace('{0}', name)); });
    show(a);
  };
  // A term says its definition: the unit in which it stands.
  const define = a => {
    const there = document.getElementById(a.hash.slice(1));
    menu.textContent = '';
    menu.ariaLabel = a.textContent;
    item('p', there.textContent, () => {});
    item('a', words[6], e => { e.href = a.hash; e.onclick = () => menu.hidePopover(); });
    show(a);
  };
  text.addEventListener('click', e => {
    const a = e.target.closest('a.n, a.t');
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    if (menu.matches(':popover-open') && menu.previousSibling == a) menu.hidePopover();
    else (a.matches('.t') ? define : open)(a);
  });
  menu.onkeydown = e => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!step) return;
    e.preventDefault();
    const list = [...menu.querySelectorAll('a, button')];
    list[(list.indexOf(document.activeElement) + step + list.length) % list.length].focus();
  };
})();
