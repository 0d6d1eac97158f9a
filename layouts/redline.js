// What a redline's page has besides: the way from change to change. The page is
// whole without it.
(() => {
  const one = (q, e = document) => e.querySelector(q);
  // The keyboard, and a screen reader, go on from the change: with the way to the next.
  const reach = e => {
    e.tabIndex = -1;
    e.focus({preventScroll: true});
  };
  const bar = one('.steps');
  if (bar && one('.r')) {
    const [back, on] = bar.querySelectorAll('button');
    const out = one('output', bar), wording = one('#wording');
    // A table is walked through row by row.
    const steps = () => [...document.querySelectorAll('.r, .r > :is(.a, .i, .e) tr:is(.ch, .new, .old)')].filter(e =>
      e.checkVisibility() && !(one('.a tr:is(.ch, .new, .old), .i tr:is(.ch, .new, .old)', e) || wording.checked && e.closest('.r').classList.contains('q')));
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
      reach(e);
      e.scrollIntoView();
      show();
    };
    back.onclick = () => go(-1);
    on.onclick = () => go(1);
    onscroll = wording.onchange = show;
    bar.hidden = false;
    show();
  }

  // Who moves on this page by an address reaches the change that it leads into.
  addEventListener('hashchange', () => {
    const change = one(':target')?.closest('.r');
    if (change) reach(change);
  });
})();
