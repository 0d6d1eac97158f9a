// What a redline's page has besides: the way from change to change, and the
// choice of an edition by a day. The page is whole without it.
(() => {
  const one = (q, e = document) => e.querySelector(q);
  const bar = one('.steps');
  if (bar && one('.r')) {
    const [back, on] = bar.querySelectorAll('button');
    const out = one('output', bar), wording = one('#wording');
    const steps = () => [...document.querySelectorAll('.r')].filter(e => !(wording.checked && e.classList.contains('q')));
    const top = e => e.getBoundingClientRect().top;
    const at = list => list.filter(e => top(e) < innerHeight / 3).length - 1;
    const show = () => {
      const list = steps(), i = at(list);
      out.textContent = (i < 0 ? '–' : i + 1) + ' / ' + list.length;
      back.disabled = i < 0 || !i && top(list[0]) > 0;
      on.disabled = i == list.length - 1;
    };
    const go = by => {
      const list = steps(), e = list[Math.max(at(list) + by, 0)];
      if (!e) return;
      e.tabIndex = -1;
      e.focus({preventScroll: true});
      scrollTo(0, scrollY + top(e) - innerHeight / 5);
      show();
    };
    back.onclick = () => go(-1);
    on.onclick = () => go(1);
    onscroll = wording.onchange = show;
    bar.hidden = false;
    show();
  }

  // A browser that does not open what an address leads into.
  const open = () => {
    let e = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const found = e;
    for (; e; e = e.parentElement) if (e.matches('details:not([open])')) e.open = true, found.scrollIntoView();
  };
  addEventListener('hashchange', open);
  open();

  // The edition that applied on a day, of two the earlier: then more is shown.
  const form = one('.day');
  if (form) {
    form.hidden = false;
    form.onsubmit = e => {
      e.preventDefault();
      const day = one('input', form).value, said = one('[role=status]', form);
      const from = x => x.dataset.from.slice(0, 10);
      const found = [...document.querySelectorAll('.choice [data-from]')].reverse().filter(x => {
        const until = x.dataset.until || '9';
        return from(x) <= day && (until.slice(0, 10) > day || until.slice(0, 10) == day && until.slice(11, 19) > '00:00:00');
      })[0];
      if (found && one('a', found)) location = one('a', found).href;
      else said.textContent = found ? said.dataset.same : said.dataset.none;
    };
  }
})();
