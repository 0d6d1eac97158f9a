// Today's line in the picture of dates.
addEventListener('today', ({detail: now}) => document.querySelectorAll('.chart').forEach(chart => {
  const {from, to} = chart.dataset;
  const x = (now - Date.parse(from)) / (Date.parse(to) - Date.parse(from));
  if (x > 0 && x < 1) chart.querySelectorAll('.line svg').forEach(svg => {
    const mark = svg.querySelector('line').cloneNode();
    mark.setAttribute('class', 'today');
    mark.setAttribute('x1', x * 100 + '%');
    mark.setAttribute('x2', x * 100 + '%');
    svg.append(mark);
  });
}));
