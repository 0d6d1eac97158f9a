// The picture of dates ends with the last year that its records know. It is drawn on to
// the year of reading, so that what is in force reaches today, which gets a line.
addEventListener('today', ({detail: now}) => document.querySelectorAll('.chart').forEach(chart => {
  const {from, to} = chart.dataset, first = +from.slice(0, 4);
  const begin = Date.parse(from), year = n => Date.parse(n + to.slice(4));
  let last = +to.slice(0, 4);
  while (year(last) <= now) last++;
  const percent = t => (t - begin) / (year(last) - begin) * 100;
  const put = (e, x, ...names) => (names.forEach(name => e.setAttribute(name, x + '%')), e);
  const get = (e, name) => parseFloat(e.getAttribute(name));

  const onward = svg => {
    const shrink = percent(Date.parse(to)) / 100, step = Math.ceil((last - first) / 8);
    svg.querySelectorAll('.bar').forEach(bar => {
      const rect = bar.querySelector('rect'), text = bar.querySelector('text');
      const x = get(rect, 'x') * shrink, width = bar.dataset.until ? get(rect, 'width') * shrink : 100 - x;
      put(put(rect, x, 'x'), width, 'width');
      if (text) width < 4 ? text.remove() : put(text, x + .8, 'x');
    });
    const ticks = svg.querySelectorAll('.tick'), words = svg.querySelectorAll('.axis text'), drawn = [];
    for (let y = first; y <= last; y += step) {
      const x = percent(year(y));
      drawn.push(put(ticks[0].cloneNode(), x, 'x1', 'x2'));
      if (words[0] && x < 96) drawn.push(put(words[0].cloneNode(), x, 'x'));
      if (words[0] && x < 96) drawn.at(-1).textContent = y;
    }
    [...ticks, ...words].forEach(e => e.remove());
    svg.prepend(...drawn);
  };
  if (now >= Date.parse(to)) chart.querySelectorAll('svg').forEach(onward);

  const x = percent(now);
  if (x > 0) chart.querySelectorAll('.line svg').forEach(svg => {
    const mark = svg.querySelector('line').cloneNode();
    mark.setAttribute('class', 'today');
    svg.append(put(mark, x, 'x1', 'x2'));
  });
}));
