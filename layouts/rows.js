// A wide table shows its first change, whichever way of reading is chosen.
(() => {
  const aim = () => document.querySelectorAll('.r .many').forEach(box => {
    const mark = box.querySelector('ins, del')?.closest('td');
    if (mark) box.scrollLeft = mark.offsetLeft - box.clientWidth / 2;
  });
  aim();
  document.querySelector('.ways fieldset')?.addEventListener('change', aim);
})();
