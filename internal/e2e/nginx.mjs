// Serves the repository's own content by nginx with exactly docs/nginx.conf, on
// loopback. The server around it has habits that would break the site if the file
// did not overrule them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, repository } from './site.mjs';

const conf = path.join(repository, 'docs/nginx.conf');

// elsewhere is docs/nginx.conf for another path, as the file says to change it.
function elsewhere(under) {
  const text = readFileSync(conf, 'utf8').replaceAll('/legal', under);
  return under ? text : text.replace(/^location =  \{.*?^\}$/ms, '');
}

const wrapper = (port, include) => `
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {}
http {
  access_log off;
  client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;
  server {
    listen 127.0.0.1:${port};
    root www;
    add_header X-Outer outer always;
    autoindex on;
    charset koi8-r;
    disable_symlinks on;
    etag off;
    expires 1h;
    gzip off;
    open_file_cache max=100 inactive=1h;
    open_file_cache_valid 1h;
    error_page 404 /outer;
    location = /outer { return 200 outer; }
    location = /favicon.ico { return 204; }
    location ~ "\\.(html|css|js|md)$" { return 410; }
    include ${JSON.stringify(include)};
  }
}
`;

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

// serve builds the site as of a day and serves it through a symbolic link, which
// swap points to another folder. close ends nginx.
export async function serve(asOf, under = '/legal') {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${under}/`;
  const home = mkdtempSync(path.join(os.tmpdir(), 'kelisim-nginx-'));
  const link = path.join(home, 'www', under);
  mkdirSync(path.dirname(link), { recursive: true });
  const swap = dir => {
    symlinkSync(dir, link + '.new');
    renameSync(link + '.new', link);
  };
  const dir = build(asOf, url);
  swap(dir);

  let include = conf;
  if (under !== '/legal') writeFileSync(include = path.join(home, 'site.conf'), elsewhere(under));
  writeFileSync(path.join(home, 'nginx.conf'), wrapper(port, include));
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:${repository}/internal/e2e/unpacked/usr/sbin` };
  const nginx = spawn('nginx', ['-p', home, '-c', 'nginx.conf', '-e', 'error.log'], { env, stdio: 'inherit' });
  process.on('exit', () => nginx.kill());
  let runs = true;
  const ended = once(nginx, 'exit'); // rejects where the program is missing
  ended.catch(() => {}).then(() => { runs = false; });
  while (runs && !await fetch(url).catch(() => false)) await sleep(20);
  if (!runs) throw new Error('nginx does not start: ' + await ended);
  return { dir, url, swap, close: () => { nginx.kill(); return ended; } };
}

// open loads an address in a new page and lists what goes wrong there: what the
// page says, requests that fail, and what the browser reports, CSP violations
// among it.
export async function open(browser, url) {
  const page = await browser.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(String(e)));
  // Leaving the page aborts the script's HEAD request for the server's clock.
  page.on('requestfailed', r => { if (r.method() !== 'HEAD') trouble.push(`failed: ${r.url()} ${r.failure()?.errorText}`); });
  const client = await page.createCDPSession();
  client.on('Audits.issueAdded', ({ issue }) => trouble.push(JSON.stringify(issue)));
  await client.send('Audits.enable');
  const response = await page.goto(url, { waitUntil: 'networkidle0' });
  return { page, trouble, response };
}

// weigh counts what a page needs to be seen, HTML, styles and scripts: requests,
// and bytes as compressed, without headers. The tab's icon is not of the view, and
// the script's HEAD request for the server's clock has no body and comes after.
export const weigh = page => page.evaluate(() => {
  const all = performance.getEntries().filter(e => ['navigation', 'resource'].includes(e.entryType) && !['other', 'fetch'].includes(e.initiatorType));
  return { requests: all.length, bytes: all.reduce((sum, e) => sum + e.encodedBodySize, 0) };
});

// What a first view may weigh.
export const budget = { requests: 3, bytes: 14 * 1024 };
