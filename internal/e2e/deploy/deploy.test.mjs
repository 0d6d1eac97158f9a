// docs/deploy/deploy.sh against an S3 server on loopback: what is there afterwards,
// what a reader sees meanwhile, and what is left by a run that was killed.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { files, kelisim, repository } from '../site.mjs';

const key = 'kelisim', secret = 'on-loopback-alone', bucket = 'site', under = 'legal';
const script = path.join(repository, 'docs/deploy/deploy.sh');
process.env.PATH += `:${path.join(repository, 'internal/e2e/unpacked/usr/sbin')}`;
let server, address, work, first, second;

before(async () => {
  work = mkdtempSync(path.join(os.tmpdir(), 'kelisim-deploy-'));
  const store = path.join(work, 'store');
  mkdirSync(path.join(store, bucket), { recursive: true });
  const port = await new Promise(resolve => {
    const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)); });
  });
  address = `127.0.0.1:${port}`;
  server = spawn('versitygw', ['--port', address, '--quiet', 'posix', '--sidecar', mkdtempSync(path.join(work, 'meta-')), store],
    { env: { ...process.env, ROOT_ACCESS_KEY: key, ROOT_SECRET_KEY: secret }, stdio: 'inherit' });
  for (let up = false; !up;) {
    assert.equal(server.exitCode, null, 'the S3 server ended');
    up = await get('').then(() => true, () => new Promise(resolve => setTimeout(resolve, 50, false)));
  }
  // Two builds of a site. In between it got another stylesheet, and an edition took effect.
  const root = path.join(work, 'root');
  cpSync(path.join(repository, 'content'), path.join(root, 'content'), { recursive: true });
  [first, second] = [path.join(work, 'first'), path.join(work, 'second')];
  kelisim(root, 'build', '--quiet', '--as-of', '2026-11-29', '--output', first);
  cpSync(path.join(repository, 'layouts'), path.join(root, 'layouts'), { recursive: true });
  for (const css of ['style.css', 'redline.css']) appendFileSync(path.join(root, 'layouts', css), '\nh1 { letter-spacing: 0; }\n');
  kelisim(root, 'build', '--quiet', '--as-of', '2027-06-01', '--output', second);
});
after(() => server?.kill());

// get asks the store for an object as AWS wants it signed.
async function get(name) {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, ''), day = now.slice(0, 8);
  const url = `/${bucket}/${name && `${under}/${name}`}`.split('/').map(encodeURIComponent).join('/');
  const hash = s => createHash('sha256').update(s).digest('hex'), empty = hash('');
  const canonical = ['GET', url, '', `host:${address}`, `x-amz-content-sha256:${empty}`, `x-amz-date:${now}`, '', 'host;x-amz-content-sha256;x-amz-date', empty];
  const scope = `${day}/us-east-1/s3/aws4_request`;
  const signing = [day, 'us-east-1', 's3', 'aws4_request'].reduce((k, part) => createHmac('sha256', k).update(part).digest(), `AWS4${secret}`);
  const signature = createHmac('sha256', signing).update(['AWS4-HMAC-SHA256', now, scope, hash(canonical.join('\n'))].join('\n')).digest('hex');
  return fetch(`http://${address}${url}`, { headers: {
    'x-amz-date': now, 'x-amz-content-sha256': empty,
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  } });
}

// The store is on loopback: what the surroundings say of Amazon and of proxies is for others.
const surroundings = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^AWS_|_proxy$/i.test(name)));
const environment = () => ({ ...surroundings(), RCLONE_CONFIG: path.join(work, 'none.conf'),
  RCLONE_CONFIG_STORE_TYPE: 's3', RCLONE_CONFIG_STORE_PROVIDER: 'Other', RCLONE_CONFIG_STORE_ENDPOINT: `http://${address}`,
  RCLONE_CONFIG_STORE_REGION: 'us-east-1', RCLONE_CONFIG_STORE_ACCESS_KEY_ID: key, RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: secret });

// deploy starts the script in a process group of its own.
function deploy(site) {
  const run = spawn('sh', [script, site, `store:${bucket}/${under}`], { env: environment(), detached: true, stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  run.stderr.on('data', d => { said += d; });
  run.ended = new Promise(resolve => run.on('close', status => resolve({ status, said })));
  return run;
}

const visible = site => files(site).filter(name => !/(^|\/)\./.test(name));

// holds asserts that the store has every file of a site, to the byte.
async function holds(site) {
  for (const name of visible(site)) {
    const got = await get(name);
    assert.equal(got.status, 200, name);
    assert.ok(readFileSync(path.join(site, name)).equals(Buffer.from(await got.arrayBuffer())), `${name} has other bytes`);
  }
}

// look reads a page and all that it takes in, and returns the page.
async function look(name) {
  const page = await get(name);
  assert.equal(page.status, 200, name);
  const html = await page.text();
  for (const [, href] of html.matchAll(/(?:href|src)="([^"]*assets\/[^"]*)"/g)) {
    // The 404 page names the assets by the address of the site.
    const asset = href.includes('://') ? href.slice(href.indexOf('assets/')) : path.posix.join(path.posix.dirname(name), href);
    const got = await get(asset);
    assert.equal(got.status, 200, `${name} takes in ${asset}`);
    await got.arrayBuffer();
  }
  return html;
}

test('a site is sent whole, with its types, and without what begins with a dot', async () => {
  const { status, said } = await deploy(first).ended;
  assert.equal(status, 0, said);
  await holds(first);
  assert.equal((await get('.kelisim.json')).status, 404);
  const names = visible(first), one = pattern => names.find(name => pattern.test(name));
  for (const [pattern, type, cache] of [
    [/\/1\/text\.md$/, 'text/markdown; charset=utf-8', /immutable/], [/\/1\/text\.txt$/, 'text/plain; charset=utf-8', /immutable/],
    [/^assets\/.*css$/, 'text/css; charset=utf-8', /immutable/], [/^assets\/.*js$/, 'text/javascript; charset=utf-8', /immutable/],
    [/^index\.html$/, 'text/html; charset=utf-8', /no-cache/], [/\/1\/index\.html$/, 'text/html; charset=utf-8', /no-cache/],
    [/^api\/v1\/index\.json$/, 'application/json; charset=utf-8', /no-cache/], [/feed\.xml$/, 'application/atom+xml; charset=utf-8', /no-cache/],
    [/^sitemap\.xml$/, 'application/xml; charset=utf-8', /no-cache/], [/\.ics$/, 'text/calendar; charset=utf-8', /no-cache/],
    [/ledger\.jsonl$/, 'application/jsonl; charset=utf-8', /no-cache/],
  ]) {
    const name = one(pattern);
    assert.ok(name, `no file like ${pattern}`);
    const got = await get(name);
    assert.equal(got.headers.get('content-type'), type, name);
    assert.match(got.headers.get('cache-control'), cache, name);
  }
});

test('a reader sees no page without its assets; a kill is made good; nothing is deleted', async () => {
  const pages = visible(first).filter(name => name.endsWith('.html') && visible(second).includes(name));
  const changed = pages.filter(name => !readFileSync(path.join(first, name)).equals(readFileSync(path.join(second, name))));
  assert.ok(changed.length > 10, 'the second build differs in too little');
  const isNew = async name => (await look(name)) === readFileSync(path.join(second, name), 'utf8');
  let looks = 0, news = 0;
  const read = async going => {
    for (let i = 0; going(); i++) {
      looks++;
      if (await isNew(changed[i * 7919 % changed.length])) news++;
    }
  };
  // Killed as soon as a page is of the second build.
  const killed = deploy(second);
  await read(() => news === 0 && killed.exitCode === null);
  assert.equal(killed.exitCode, null, 'the run ended before it could be killed');
  process.kill(-killed.pid, 'SIGKILL');
  await killed.ended;
  let left = 0;
  for (const name of changed) if (!await isNew(name)) left++;
  assert.ok(left > 0, 'the run was killed too late');

  const again = deploy(second);
  await read(() => again.exitCode === null);
  const { status, said } = await again.ended;
  assert.equal(status, 0, said);
  assert.ok(looks > 20, `${looks} looks`);
  for (const name of changed) assert.ok(await isNew(name), name);
  await holds(second);
  for (const name of visible(first)) {
    const got = await get(name);
    assert.equal(got.status, 200, `${name} was deleted`);
    await got.arrayBuffer();
  }
});

test('published bytes that differ stop the run before any page; drafts are not sent', async () => {
  const altered = path.join(work, 'altered');
  cpSync(second, altered, { recursive: true });
  const text = visible(altered).find(name => name.endsWith('/1/text.md'));
  appendFileSync(path.join(altered, text), 'Тағы.\n');
  writeFileSync(path.join(altered, 'index.html'), 'altered');
  const { status, said } = await deploy(altered).ended;
  assert.notEqual(status, 0);
  assert.match(said, /immutable file modified/);
  assert.notEqual(await (await get('index.html')).text(), 'altered');

  const manifest = path.join(altered, '.kelisim.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"drafts": false', '"drafts": true'));
  const drafts = spawnSync('sh', [script, altered, `store:${bucket}/${under}`], { env: environment(), encoding: 'utf8' });
  assert.equal(drafts.status, 1);
  assert.match(drafts.stderr, /without drafts/);
});
