// The picture of dates ends with the last year that its records know. To the year of
// reading it is drawn on: what is in force reaches today, which gets a line.
addEventListener('today', ({detail: now}) => document.querySelectorAll('.chart').forEach(chart => {
  const {from, to} = chart.dataset, begin = Date.parse(from), year = n => Date.parse(n + to.slice(4));
  const x = t => (t - begin) / (Date.parse(to) - begin) * 100;
  let last = parseInt(to);
  while (year(last) <= now) last++;
  const end = x(year(last));
  chart.querySelectorAll('svg').forEach(svg => {
    const copy = (e, t) => {
      svg.append(e = e.cloneNode());
      ['x', 'x1', 'x2'].map(name => e.setAttribute(name, x(t) + '%'));
      return e;
    };
    const words = svg.querySelectorAll('.axis text');
    if (end > 100) {
      svg.style.width = 1e4 / end + '%';
      svg.querySelectorAll('.bar').forEach(({dataset, children: [rect, text]}) => {
        const get = name => parseFloat(rect.getAttribute(name));
        if (!dataset.until) rect.setAttribute('width', end - get('x') + '%');
        if (get('width') < end / 25) text?.remove();
      });
      // Up to seven years all have their names, of more the first and the last.
      const few = last - parseInt(from) < 8;
      words.forEach((e, i) => i && (few || e.remove()));
      if (words[0]) for (let n = few ? parseInt(to) : last - 1; n < last; n++) copy(words[0], year(n)).textContent = n;
    }
    if (!words[0]) copy(svg.querySelector('line'), now).setAttribute('class', 'today');
  });
}));
