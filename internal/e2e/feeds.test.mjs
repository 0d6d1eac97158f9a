// What other programs make of the feeds, the sitemap and the calendars: RFC 4287's grammar
// by jing, sitemaps.org's by xmllint, RFC 5545 by the reader of a mail program.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import ICAL from 'ical.js';
import { build, files, repository } from './site.mjs';

let dir;
before(() => { dir = build('2026-12-01', 'https://example.kz/legal/'); });

const read = name => readFileSync(path.join(dir, name), 'utf8');
const grammar = path.join(repository, 'internal/e2e/schema/atom.rng');

// jing returns what the validator says of the files; nothing of valid ones.
function jing(...paths) {
  const run = spawnSync('jing', [grammar, ...paths], { encoding: 'utf8' });
  if (run.error) throw run.error;
  assert.equal(run.status === 0, run.stdout === '', run.stdout + run.stderr);
  return run.stdout;
}

test('every feed is valid Atom', () => {
  const feeds = files(dir).filter(f => f.endsWith('feed.xml'));
  assert.ok(feeds.length >= 8, `${feeds.length} feeds`);
  assert.equal(jing(...feeds.map(f => path.join(dir, f))), '');
  for (const f of feeds) assert.match(read(f), /<\/updated>[^]*<author>\s*<name>[^<]+<\/name>[^]*<entry>/, 'an author before the entries (4.1.1)');
});

test('a feed with a mistake is refused', () => {
  const good = read('kk/user-agreement/feed.xml');
  const at = path.join(mkdtempSync(path.join(os.tmpdir(), 'kelisim-feeds-')), 'feed.xml');
  for (const [what, bad] of [
    ['no id', good.replace(/<id>[^<]*<\/id>/, '')],
    ['two titles', good.replace(/<title>[^<]*<\/title>/, '$&$&')],
    ['a date without an offset', good.replace(/(<updated>[^<]*)\+05:00/, '$1')],
    ['a link without an address', good.replace(/ href="[^"]*"/, '')],
    ['a language that is none', good.replace('xml:lang="kk"', 'xml:lang="kk_KZ"')],
    ['an element that Atom does not have', good.replace('<entry>', '<entry><changes/>')],
  ]) {
    assert.notEqual(bad, good, what);
    writeFileSync(at, bad);
    assert.match(jing(at), /error:/, what);
  }
});

// xmllint reports whether a sitemap is valid by the strict schema.
function xmllint(file) {
  const run = spawnSync('xmllint', ['--noout', '--nonet', '--schema', path.join(repository, 'internal/e2e/schema/sitemap.xsd'), file], { encoding: 'utf8' });
  if (run.error) throw run.error;
  return run.status === 0 || run.stderr;
}

test('the sitemap is valid by the strict schema, and one with a mistake is not', () => {
  assert.equal(xmllint(path.join(dir, 'sitemap.xml')), true);
  const good = read('sitemap.xml'), at = path.join(mkdtempSync(path.join(os.tmpdir(), 'kelisim-sitemap-')), 'sitemap.xml');
  for (const [what, bad] of [
    ['no address', good.replace(/<loc>[^<]*<\/loc>/, '')],
    ['a relative address', good.replace('<loc>https://example.kz', '<loc>')],
    ['a page twice', good.replace(/<url>[^]*?<\/url>/, '$&$&')],
    ['no pages', good.replace(/<url>[^]*<\/url>/, '')],
    ['a link of another kind', good.replace('rel="alternate"', 'rel="next"')],
    ['a language that is none', good.replace('hreflang="kk"', 'hreflang="kk_KZ"')],
    ['another element', good.replace('</url>', '<title>x</title></url>')],
  ]) {
    assert.notEqual(bad, good, what);
    writeFileSync(at, bad);
    assert.match(String(xmllint(at)), /fails to validate/, what);
  }
});

for (const lang of ['kk', 'ru']) {
  test(`the calendar in ${lang} says what the data say`, () => {
    const text = read(`${lang}/calendar.ics`);
    const calendar = new ICAL.Component(ICAL.parse(text));
    assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
    const events = calendar.getAllSubcomponents('vevent').map(c => new ICAL.Event(c));
    const index = JSON.parse(read('api/v1/index.json'));
    const editions = index.documents.flatMap(d => JSON.parse(read(d.path)).editions.map(e => ({ ...e, document: d.id })));
    assert.equal(events.length, editions.length);
    assert.equal(new Set(events.map(e => e.uid)).size, events.length);
    for (const e of editions) {
      const event = events.find(x => x.uid === `${e.document}.${e.id}.${lang}@${index.site.id}`);
      assert.ok(event, `${e.document} ${e.id}`);
      const start = event.startDate;
      if (start.isDate) assert.equal(start.toString(), e.from.slice(0, 10));
      else assert.equal(start.toJSDate().getTime(), Date.parse(e.from));
      assert.ok(event.summary.includes(e.texts[lang].title), event.summary);
    }
    // Written again and read again it is the same: no escape and no fold was lost.
    assert.deepEqual(ICAL.parse(ICAL.stringify(calendar.jCal)), calendar.jCal);
  });
}
