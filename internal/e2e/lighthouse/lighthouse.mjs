// Lighthouse's four scores of every kind of page, behind nginx with docs/nginx.conf,
// with the settings of a phone. Prints a table; exits with 1 where a limit is missed.
//
// Performance is a timing: a page that misses, or whose run fails, is measured
// anew, three times at most, and the best counts. 404.html has no row: Lighthouse scores no page that
// answers with 404.
import lighthouse from 'lighthouse';
import { budget, open, serve, weigh } from '../nginx.mjs';
import { kinds, launch, redlines } from '../site.mjs';

const limits = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const runs = 3;

// Superseded editions and the pages of embed/ ask search engines to pass them by,
// the one thing that the audit is-crawlable looks at. On any other page it counts.
const noindex = /^(kk|ru)\/(user-agreement\/3|privacy-policy\/2)\/$|^embed\//;

const site = await serve('2026-12-01');
const browser = await launch();

// audit gives the best of the runs and how many there were.
async function audit(url, skipAudits) {
  let best, n = 0;
  do {
    const { lhr } = await lighthouse(url, { port: new URL(browser.wsEndpoint()).port, logLevel: 'error', onlyCategories: Object.keys(limits), skipAudits });
    const better = !best || best.runtimeError || !lhr.runtimeError && score(lhr, 'performance') > score(best, 'performance');
    if (better) best = lhr;
  } while (++n < runs && (best.runtimeError || short(best, 'performance')));
  if (best.runtimeError) throw new Error(`${url}: ${best.runtimeError.message}`);
  return { best, n };
}

const score = (lhr, category) => Math.round(lhr.categories[category].score * 100);
const short = (lhr, category) => score(lhr, category) < limits[category];

// faults names the audits that cost points.
const faults = (lhr, category) => lhr.categories[category].auditRefs
  .filter(ref => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 1)
  .map(ref => `  ${category}: ${ref.id}: ${lhr.audits[ref.id].title} ${lhr.audits[ref.id].displayValue ?? ''}`);

let missed = false;
const row = (...cells) => console.log(cells.map((c, i) => i ? String(c).padStart(9) : c.padEnd(38)).join(''));
row('page', 'perf', 'access', 'best', 'seo', 'requests', 'KB', 'runs');
for (const where of [...kinds, ...redlines].filter(w => w !== '404.html')) {
  const url = new URL(where, site.url).href;
  const { page } = await open(browser, url);
  const { requests, bytes } = await weigh(page);
  await page.close();
  const passedBy = noindex.test(where);
  const { best, n } = await audit(url, passedBy ? ['is-crawlable'] : []);
  row(where, ...Object.keys(limits).map(c => score(best, c)), requests, (bytes / 1024).toFixed(1), n + (passedBy ? ' *' : ''));
  const wrong = Object.keys(limits).filter(c => short(best, c)).flatMap(c => faults(best, c));
  if (requests > budget.requests) wrong.push(`  more than ${budget.requests} requests`);
  if (bytes > budget.bytes) wrong.push(`  more than ${budget.bytes / 1024} KB`);
  for (const line of wrong) console.log(line);
  missed ||= wrong.length > 0;
}
console.log('* noindex by design: without the audit is-crawlable');
await browser.close();
await site.close();
process.exit(missed ? 1 : 0);
