// Reading without a mouse, without colour, without sight, enlarged: what axe
// does not look at, on every kind of page.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { brokenLines } from './hard.mjs';
import { kinds, launch, redlines, repository, serve } from './site.mjs';

let site, browser, page, client;

before(async () => {
  site = await serve('2026-12-01', { date: () => new Date('2026-12-01T12:00:00+05:00') });
  browser = await launch();
  page = await browser.newPage();
  client = await page.createCDPSession();
});
after(async () => { await browser?.close(); site?.close(); });

const media = features => client.send('Emulation.setEmulatedMedia', { features: Object.entries(features).map(([name, value]) => ({ name, value })) });

async function open(where, width = 1280, height = 900) {
  await media({});
  await page.setViewport({ width, height });
  await page.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
}

// reachable marks every element that Tab must reach, in the order of the page:
// data-tab. The buttons of the bar come and go with the place in the page.
const reachable = () => page.evaluate(() => {
  const list = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(e =>
    !e.closest('.steps') && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !(e.type == 'radio' && !e.checked));
  list.forEach((e, i) => { e.dataset.tab = i; });
  return list.length;
});

// focused tells where the focus is: which element, and what is wrong with the sight of it.
const focused = () => page.evaluate(() => {
  const e = document.activeElement;
  const wrong = [];
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const out = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  if (style.outlineStyle == 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no outline');
  for (let p = e.parentElement; p; p = p.parentElement) {
    const cut = getComputedStyle(p);
    if (p == document.documentElement || cut.overflowX == 'visible' && cut.overflowY == 'visible') continue;
    const b = p.getBoundingClientRect();
    const line = e.getClientRects()[0];
    if (line.left - out < b.left - 1 || line.right + out > b.right + 1) wrong.push(`outline cut by ${p.className}`);
  }
  if (box.bottom <= 0 || box.top >= innerHeight) wrong.push('out of sight');
  const bar = document.querySelector('.steps:not([hidden])');
  if (bar && !bar.contains(e) && box.top < bar.getBoundingClientRect().bottom && box.bottom > bar.getBoundingClientRect().top + 1) wrong.push('behind the bar');
  return { tab: e.dataset.tab ?? e.tagName, is: e.outerHTML.slice(0, 120), wrong };
});

// poor lists what enlarged text suffers from: a page wider than the window,
// words cut off, out of the window, or on top of other words.
const poor = () => page.evaluate(() => {
  const out = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) out.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${width}`);
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walker.nextNode();) {
    const e = n.parentElement;
    if (!n.data.trim() || !e.checkVisibility({ visibilityProperty: true }) || e.closest('.v, .skip, .steps')) continue;
    let region = null, scroller = null;
    for (let p = e; p && p != document.documentElement; p = p.parentElement) {
      const s = getComputedStyle(p);
      if (s.overflowX == 'visible' && s.overflowY == 'visible') continue;
      if (s.overflowY == 'auto') scroller = p;
      if (s.overflowX == 'auto' && p.tabIndex == 0) { region = p; break; } // scrolls, by keyboard too
      if (p.scrollWidth > p.clientWidth + 1) out.push(`cut: ${n.data.trim().slice(0, 40)} in ${p.tagName}.${p.className}`);
    }
    const range = document.createRange();
    range.selectNodeContents(n);
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      const within = scroller?.getBoundingClientRect();
      if (within && (r.top > within.bottom || r.bottom < within.top)) continue; // scrolled out of its box
      if (!region && (r.left < -1 || r.right > width + 1)) out.push(`outside: ${n.data.trim().slice(0, 40)}`);
      lines.push({ r, n });
    }
  }
  lines.sort((a, b) => a.r.top - b.r.top);
  lines.forEach((a, i) => {
    for (let j = i + 1; j < lines.length && lines[j].r.top < a.r.bottom; j++) {
      const b = lines[j];
      const x = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left), y = Math.min(a.r.bottom, b.r.bottom) - b.r.top;
      if (a.n != b.n && x > 1 && y > .6 * Math.min(a.r.height, b.r.height)) out.push(`overlap: ${a.n.data.trim().slice(0, 30)} / ${b.n.data.trim().slice(0, 30)}`);
    }
  });
  return out;
});

// enlarge puts a style on top, by the protocol, which the page's policy does not bind.
const enlarge = async css => {
  const { frameTree } = await client.send('Page.getFrameTree');
  const { styleSheetId } = await client.send('CSS.createStyleSheet', { frameId: frameTree.frame.id });
  await client.send('CSS.setStyleSheetText', { styleSheetId, text: css });
  return () => client.send('CSS.setStyleSheetText', { styleSheetId, text: '' });
};

// 1.4.12: the user's own spacing.
const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';

const everything = [...kinds, ...redlines];

for (const where of everything) {
  test(`${where} enlarged, without colour and motion`, async () => {
    await open(where);
    await client.send('DOM.enable');
    await client.send('CSS.enable');
    for (const [what, width, css] of [
      ['200 %', 640, ''], ['400 %', 320, ''],
      ['text alone 200 %', 1280, ':root { font-size: 225% !important }'],
      ['text alone 200 % on a phone', 360, ':root { font-size: 212.5% !important }'],
      ['spacing', 1280, spacing], ['spacing on a phone', 360, spacing],
    ]) {
      await page.setViewport({ width, height: 900 });
      const undo = css && await enlarge(css);
      assert.deepEqual([...new Set(await poor())], [], what);
      if (undo) await undo();
    }

    await page.setViewport({ width: 1280, height: 900 });
    await media({ 'prefers-reduced-motion': 'reduce' });
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('*')].filter(e => {
      const s = getComputedStyle(e);
      return s.transitionDuration != '0s' || s.animationName != 'none' || s.scrollBehavior != 'auto';
    }).map(e => e.outerHTML.slice(0, 80))), [], 'nothing moves');

    await media({ 'forced-colors': 'active' });
    assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
    assert.deepEqual(await page.evaluate(() => {
      const out = [];
      const lined = { INS: 'underline', DEL: 'line-through' };
      for (const e of document.querySelectorAll('.text ins, .text del, .comparison ins, .comparison del')) {
        if (e.checkVisibility() && !e.matches('.w') && !getComputedStyle(e).textDecorationLine.includes(lined[e.tagName])) out.push(e.outerHTML);
      }
      const canvas = getComputedStyle(document.documentElement).backgroundColor;
      for (const e of document.querySelectorAll('.bar rect, .today')) {
        if (getComputedStyle(e).stroke == canvas) out.push(e.outerHTML);
      }
      return out;
    }), [], 'without colour');
    await page.evaluate(() => document.querySelector('main a, main button')?.focus({ focusVisible: true }));
    const { wrong } = await focused();
    assert.deepEqual(wrong, [], 'focus in forced colours');
  });
}

// The pages of the other language have the same elements.
for (const where of everything.filter(w => !w.startsWith('kk/'))) {
  test(`${where} by keyboard`, async () => {
    await open(where);
    const n = await reachable();
    assert.ok(n > 2);
    for (let i = 0; i < n; i++) {
      await page.keyboard.press('Tab');
      let { tab, is, wrong } = await focused();
      for (let part = 0; part < 3 && tab == i - 1 && is.includes('type="date"'); part++) { // month, year, calendar
        await page.keyboard.press('Tab');
        ({ tab, is, wrong } = await focused());
      }
      assert.equal(tab, String(i), `stop ${i} is ${is}`);
      assert.deepEqual(wrong, [], is);
    }
    let tab = 'BUTTON';
    for (let i = 0; tab == 'BUTTON' && i < 3; i++) {
      await page.keyboard.press('Tab');
      ({ tab } = await focused());
    }
    assert.ok(tab == 'BODY' || tab == '0', 'the last Tab leaves the page');
  });
}

test('the skip link leads past the head', async () => {
  await open('ru/user-agreement/3/');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0), 'in sight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement == document.querySelector('main a')));
});

test('what is folded opens by keyboard', async () => {
  for (const where of ['kk/user-agreement/3/', 'kk/user-agreement/3/changes/', 'kk/user-agreement/history/']) {
    await open(where, 360);
    const n = await page.$$eval('summary', list => list.length);
    assert.ok(n > 1, where);
    for (let i = 0; i < n; i++) {
      const states = [];
      for (const key of ['Enter', 'Space']) {
        await page.$$eval('summary', (list, i) => list[i].focus(), i);
        await page.keyboard.press(key);
        states.push(await page.$$eval('details', (list, i) => list[i].open, i));
      }
      assert.deepEqual(states, [true, false], `${where} ${i}`);
    }
  }
});

test('from change to change by keyboard', async () => {
  await open('ru/user-agreement/3/changes/');
  const reaches = name => page.waitForFunction(name => document.activeElement.getAttribute('aria-label') == name, {}, name);
  const said = () => page.$eval('.steps output', e => e.textContent);
  await page.focus('.steps button:last-child');
  await page.keyboard.press('Enter');
  await reaches('Пункт 3.3');
  assert.equal(await said(), '1 / 4');
  assert.deepEqual((await focused()).wrong, []);
  await page.keyboard.press('Tab'); // the way on stands in the change itself
  await page.keyboard.press('Enter');
  await reaches('Пункт 4.1-1');
  assert.equal(await said(), '2 / 4');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await reaches('Пункт 3.3');
  // From the list of changed clauses, too.
  await page.$$eval('.list li:not(.q) a', list => list.at(-1).focus());
  await page.keyboard.press('Enter');
  await reaches('Пункт 5.1');
});

test('the ways of reading change by keyboard', async () => {
  await open('ru/user-agreement/3/changes/');
  const seen = q => page.$$eval(q, list => list.filter(e => e.checkVisibility()).length);
  assert.ok(await seen('.marks del') > 0);
  await page.focus('#way-inline');
  await page.keyboard.press('ArrowRight');
  assert.ok(await seen('.b[hidden]') > 0, 'side by side');
  await page.keyboard.press('ArrowRight');
  assert.equal(await seen('.marks del'), 0, 'the new text alone');
});

// spoken is the page as a screen reader tells it: landmarks, headings, groups,
// controls and words, one a line. Roles that tell a listener nothing are left out.
async function spoken() {
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const by = new Map(nodes.map(n => [n.nodeId, n]));
  const told = { banner: 'banner', navigation: 'navigation', main: 'main', contentinfo: 'contentinfo', region: 'region', group: 'group', heading: 'heading',
    list: 'list', listitem: 'item', term: 'term', definition: 'definition', link: 'link', button: 'button', radio: 'radio', checkbox: 'checkbox',
    DisclosureTriangle: 'summary', insertion: 'insertion', deletion: 'deletion', status: 'status', table: 'table', row: 'row',
    columnheader: 'column', rowheader: 'row header', cell: 'cell' };
  const named = new Set(['navigation', 'region', 'group', 'heading', 'link', 'button', 'radio', 'checkbox', 'summary']);
  const out = [];
  const walk = (n, depth) => {
    const role = n.role?.value, name = (n.name?.value ?? '').trim();
    if (role == 'StaticText') {
      if (name) out.push('  '.repeat(depth) + name);
      return;
    }
    const tell = !n.ignored && told[role];
    if (tell) {
      const value = key => n.properties?.find(p => p.name == key)?.value.value;
      const states = [role == 'heading' && value('level'), value('disabled') && 'disabled', value('checked') === 'true' && 'checked',
        value('expanded') !== undefined && (value('expanded') ? 'open' : 'closed')].filter(Boolean);
      out.push('  '.repeat(depth) + [tell, ...states].join(' ') + (named.has(tell) && name ? ': ' + name : ''));
    }
    if (['heading', 'link', 'button', 'summary'].includes(tell)) return; // their name is their words
    for (const id of n.childIds) if (by.has(id)) walk(by.get(id), tell ? depth + 1 : depth);
  };
  walk(nodes[0], 0);
  return out;
}

// Reviewed files: UPDATE=1 node --test reading.test.mjs writes them anew; read the difference aloud.
for (const [lang, heard] of [
  ['kk', { ins: ['қосылды:', 'қосылғанның соңы'], del: ['алып тасталды:', 'алып тасталғанның соңы'], moved: 'Орны ауысты (бұрынғы орны: 6.3-тармақ)' }],
  ['ru', { ins: ['добавлено:', 'конец добавленного'], del: ['исключено:', 'конец исключенного'], moved: 'Перенесен (прежнее место: пункт 6.3)' }],
]) {
  test(`a redline in ${lang} as it is heard`, async () => {
    await open(`${lang}/user-agreement/3/changes/`);
    const lines = await spoken();
    const golden = path.join(repository, 'internal/e2e/testdata', `redline.${lang}.txt`);
    if (process.env.UPDATE) {
      mkdirSync(path.dirname(golden), { recursive: true });
      writeFileSync(golden, lines.join('\n') + '\n');
    }
    assert.equal(lines.join('\n') + '\n', readFileSync(golden, 'utf8'));

    const words = lines.map(l => l.trim());
    for (const [i, line] of lines.entries()) {
      const about = { insertion: heard.ins, deletion: heard.del }[line.trim()];
      if (!about) continue;
      const depth = line.search(/\S/);
      const inner = [];
      for (let j = i + 1; j < lines.length && lines[j].search(/\S/) > depth; j++) inner.push(words[j]);
      if (!inner.length) continue; // the space before the words
      assert.equal(inner[0], about[0]);
      assert.equal(inner.at(-1), about[1]);
    }
    assert.ok(words.join('').replace(/\s/g, '').includes(heard.moved.replace(/\s/g, '')));
    let before = 0;
    for (const l of words.filter(l => l.startsWith('heading'))) {
      const level = Number(l.split(/[ :]/)[1]);
      assert.ok(level <= before + 1, `a jump to ${l}`);
      before = level;
    }
    for (const l of words.filter(l => /^(navigation|region|heading|link|button|radio|checkbox|summary)\b/.test(l))) {
      assert.match(l, /: \S/, 'a name');
    }
  });
}

test('no line of a narrow page ends inside a date, a number with its noun, «АЖ-ны», «№ 5»', async () => {
  const tab = await browser.newPage();
  let seen = 0;
  for (const where of ['kk/user-agreement/3/', 'ru/user-agreement/3/changes/', 'kk/user-agreement/history/', 'kk/user-agreement/since/1/', 'ru/privacy-policy/2/']) {
    await tab.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
    seen += (await tab.$$('.j')).length;
    assert.deepEqual(await brokenLines(tab), [], where);
  }
  assert.ok(seen > 100, 'the pages have such places');
  // What is copied is the text, without a joiner.
  await tab.goto(new URL('kk/user-agreement/3/', site.url).href);
  assert.doesNotMatch(await tab.$eval('.text', e => e.innerText), /\u2060/);
  await tab.close();
});

test('nothing moves while the page of what changed comes over a slow line', async () => {
  const tab = await browser.newPage(), session = await tab.createCDPSession();
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 300, downloadThroughput: 50 * 1024, uploadThroughput: 50 * 1024 });
  await tab.evaluateOnNewDocument(() => {
    window.moved = 0;
    new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.moved += e.value; }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const [where, width] of [['ru/user-agreement/since/', 360], ['ru/user-agreement/since/1/', 360], ['kk/user-agreement/since/', 1280]]) {
    await tab.setViewport({ width, height: 740 });
    await tab.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
    assert.ok(await tab.evaluate(() => window.moved) < 0.05, `${where} at ${width}: ${await tab.evaluate(() => window.moved)}`);
  }
  await tab.close();
});

test('what is touched is large enough: 44 px', async () => {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true });
  for (const where of ['kk/user-agreement/3/', 'ru/user-agreement/3/changes/', 'ru/user-agreement/since/']) {
    await tab.goto(new URL(where, site.url).href, { waitUntil: 'networkidle0' });
    const small = await tab.$$eval('.langs a, .crumbs a, summary, button, .ways label', list => list.filter(e => e.checkVisibility() && !e.closest('.same, .lives'))
      .map(e => [e.textContent.trim(), Math.round(e.getBoundingClientRect().height)]).filter(([, h]) => h < 44));
    assert.deepEqual(small, [], where);
  }
  await tab.close();
});

test('no date says seconds', async () => {
  const tab = await browser.newPage();
  for (const where of [...kinds, ...redlines]) {
    await tab.goto(new URL(where, site.url).href, { waitUntil: 'domcontentloaded' });
    assert.doesNotMatch(await tab.$eval('body', e => e.innerText), /\d:\d\d:\d\d/, where);
  }
  await tab.close();
});

test('who comes by the address of a changed clause sees both marks: that it is meant, and that it is younger', async () => {
  const tab = await browser.newPage();
  for (const scheme of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await tab.goto(new URL('ru/user-agreement/4/', site.url).href, { waitUntil: 'networkidle0' });
    const id = await tab.$eval('.text .new[id]', e => e.id);
    const look = () => tab.evaluate(id => {
      const e = document.getElementById(id), probe = document.body.appendChild(document.createElement('i'));
      const colour = name => { probe.style.setProperty('color', `var(--${name})`); return getComputedStyle(probe).color; };
      const out = { shadow: getComputedStyle(e).boxShadow, wash: colour('wash'), edge: colour('edge') };
      probe.remove();
      return out;
    }, id);
    const before = await look();
    assert.ok(before.shadow.includes(before.edge) && !before.shadow.includes(before.wash), before.shadow);
    await tab.evaluate(id => { location.hash = '#' + id; }, id);
    const meant = await look();
    assert.ok(meant.shadow.includes(meant.edge) && meant.shadow.includes(meant.wash), meant.shadow);
  }
  await tab.close();
});

test('the way to a page is one line on a phone', async () => {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 360, height: 740 });
  for (const where of [...kinds, ...redlines]) {
    await tab.goto(new URL(where, site.url).href, { waitUntil: 'load' });
    const high = await tab.$$eval('.crumbs', list => list.map(e => e.getBoundingClientRect().height));
    assert.ok(high.every(h => h < 60), `${where}: ${high}`);
  }
  await tab.close();
});
