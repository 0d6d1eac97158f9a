// Measures what an editor waits for: from the save of a draft to the moment at
// which the browser has painted it. node latency.mjs URL FILE SAVES prints the
// milliseconds of each save. internal/lab/bench calls it.
import { readFileSync, writeFileSync } from 'node:fs';
import { launch } from './site.mjs';

const [url, file, saves] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(url);
  await page.waitForSelector('main .text');
  let painted = null;
  await page.exposeFunction('painted', mark => painted?.(mark));
  await page.evaluateOnNewDocument(watch);
  await page.evaluate(watch);
  const took = [];
  for (let i = 0; i < Number(saves); i++) {
    await new Promise(done => setTimeout(done, 250)); // between two saves nothing is under way
    const mark = `Өзгеріс №${i}.`;
    const done = new Promise((yes, no) => {
      painted = said => { if (said === mark) yes(performance.now()); };
      setTimeout(() => no(new Error(`save ${i} is not on the page`)), 20_000).unref();
    });
    const begin = performance.now();
    writeFileSync(file, `${text}\n\n${mark}\n`);
    took.push(await done - begin);
  }
  console.log(took.map(ms => ms.toFixed(1)).join(' '));
} finally {
  await browser.close();
}

// watch tells of a mark in the page once the frame that shows it was painted.
function watch() {
  let last = '';
  new MutationObserver(() => {
    const mark = /Өзгеріс №\d+\./.exec(document.body?.textContent ?? '')?.[0];
    if (!mark || mark === last) return;
    last = mark;
    requestAnimationFrame(() => setTimeout(() => window.painted(mark)));
  }).observe(document, { childList: true, subtree: true });
}
