// The choice of an edition by a day. The page is whole without it.
(() => {
  const one = (q, e = document) => e.querySelector(q);
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
