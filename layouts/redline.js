// What a redline's page has besides: the way from change to change, and the
// choice of an edition by a day. The page is whole without it.
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

  // What an address leads into is opened, where the browser does not do that, and
  // reached by who moves on this page.
  const open = moved => {
    const found = one(':target'), change = found?.closest('.r');
    for (let e = found; e; e = e.parentElement) if (e.matches('details:not([open])')) e.open = true, found.scrollIntoView();
    if (moved && change) reach(change);
  };
  addEventListener('hashchange', open);
  open();

  // The choice of an edition, by the form or by the address: ?edition=2, ?on=2025-03-01.
  // Only links that stand on the page are followed.
  const form = one('.day');
  if (form) {
    const said = one('[role=status]', form), input = one('input', form);
    const choices = [...document.querySelectorAll('.choice [data-edition]')]; // the newest first
    // Of two editions that applied on a day the earlier: then more is shown.
    const onDay = day => choices.filter(({dataset: d}) =>
      d.from?.slice(0, 10) <= day && (d.until || '9') > day + 'T00:00:00~').pop(); // ~ is behind any offset
    const say = key => said.textContent = said.dataset[key];
    const follow = (found, how, none, same) => {
      const link = found && one('a', found);
      if (link) location[how](link.href);
      else say(found ? same : none);
    };
    form.hidden = false;
    form.onsubmit = e => {
      e.preventDefault();
      follow(onDay(input.value), 'assign', 'none', 'same');
    };
    const asked = [...new URLSearchParams(location.search)].filter(([key]) => key == 'edition' || key == 'on');
    const [[key, value] = []] = asked;
    if (asked.length > 1) say('many');
    else if (key == 'edition') follow(choices.find(e => e.dataset.edition == value), 'replace', 'unknown', 'self');
    else if (key) {
      input.value = value; // which is empty unless that is a day
      if (input.value) follow(onDay(value), 'replace', 'none', 'same');
      else say('wrong');
    }
  }
})();
