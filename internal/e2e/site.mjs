// Builds the repository's own content and serves it on loopback, as a strict
// server would: with the content security policy of docs and a Date of the
// test's choice.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', md: 'text/markdown; charset=utf-8', txt: 'text/plain; charset=utf-8', json: 'application/json', xml: 'application/xml' };

// kelisim runs the program in a site's root.
export const kelisim = (root, ...args) => execFileSync('go', ['run', './cmd/kelisim', '-C', root, ...args], { cwd: repository, stdio: 'pipe' });

// build makes the site as of a day, for the address that it will have, and returns
// its folder.
export function build(asOf, url) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'kelisim-e2e-'));
  cpSync(path.join(repository, 'content'), path.join(root, 'content'), { recursive: true });
  const settings = path.join(root, 'content/site.yaml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^base_url: .*$/m, `base_url: ${url}`));
  kelisim(root, 'build', '--quiet', '--as-of', asOf);
  return path.join(root, 'public');
}

// files lists the files below a folder, as slash paths.
export function files(dir, below = '') {
  return readdirSync(path.join(dir, below), { withFileTypes: true }).flatMap(e => {
    const name = below ? `${below}/${e.name}` : e.name;
    return e.isDirectory() ? files(dir, name) : [name];
  }).sort();
}

// host serves the folder site.dir, once it is set, under a path of the server.
// date(url) gives the Date header; undefined sends none. answer(path, response) may
// answer itself what is not of the site: it returns whether it does. csp is the policy
// that is sent; an empty one, none.
export async function host({ date = () => new Date(), under = '/site', answer = () => false, csp = policy } = {}) {
  const site = { dir: '', url: '', close: () => { server.closeAllConnections(); server.close(); } };
  const server = http.createServer((req, res) => {
    res.sendDate = false;
    const asked = new URL(req.url, 'http://x');
    const d = date(asked);
    if (d) res.setHeader('Date', d.toUTCString());
    if (csp) res.setHeader('Content-Security-Policy', csp);
    res.setHeader('Cache-Control', 'no-cache');
    const name = decodeURIComponent(asked.pathname);
    if (answer(name, res)) return;
    let file = name.startsWith(under + '/') ? path.join(site.dir, name.slice(under.length)) : '';
    if (file && existsSync(file) && statSync(file).isDirectory()) file = path.join(file, 'index.html');
    const found = file.startsWith(site.dir) && existsSync(file);
    if (!found) file = path.join(site.dir, '404.html');
    res.statusCode = found ? 200 : 404;
    res.setHeader('Content-Type', types[file.split('.').pop()] ?? 'application/octet-stream');
    const body = readFileSync(file);
    res.setHeader('Content-Length', body.length);
    res.end(req.method === 'HEAD' ? undefined : body);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  site.url = `http://127.0.0.1:${server.address().port}${under}/`;
  return site;
}

// serve builds the site as of a day and hosts it.
export async function serve(asOf, options) {
  const site = await host(options);
  try {
    site.dir = build(asOf, site.url);
  } catch (e) {
    site.close(); // else the test's process stays for ever
    throw e;
  }
  return site;
}

// chromium is the browser's program; a machine without it fails the tests.
export function chromium() {
  const program = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!program) throw new Error('no Chromium; run setup.sh browser');
  return program;
}

export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// patience is how long a page is waited for. A busy machine takes long, and that is no fault of the site.
const patience = 300_000;

// patient makes what opens pages wait for them that long.
function patient(opener) {
  const open = opener.newPage.bind(opener);
  opener.newPage = async (...args) => {
    const page = await open(...args);
    page.setDefaultTimeout(patience);
    // A page that is loaded anew just when the element was found loses it: it is looked for again.
    const wait = page.waitForSelector.bind(page);
    page.waitForSelector = async (...args) => {
      for (let tries = 1; ; tries++) {
        try {
          return await wait(...args);
        } catch (e) {
          if (e.name === 'TimeoutError' || tries === 5) throw e;
        }
      }
    };
    return page;
  };
  return opener;
}

export async function launch() {
  const browser = patient(await puppeteer.launch({ executablePath: chromium(), args: flags, timeout: patience, protocolTimeout: patience }));
  const context = browser.createBrowserContext.bind(browser);
  browser.createBrowserContext = async (...args) => patient(await context(...args));
  return browser;
}

// kinds are one page of every kind, in both languages.
export const kinds = ['index.html', '404.html', ...['kk', 'ru'].flatMap(l => [
  `${l}/`, `${l}/search/`, `${l}/user-agreement/`, `${l}/user-agreement/3/`, `${l}/user-agreement/5/`, `${l}/privacy-policy/2/`,
  `${l}/user-agreement/history/`, `${l}/user-agreement/terms/`, `${l}/user-agreement/4/bilingual/`, `${l}/personal-data-consent/`, `embed/${l}/user-agreement/current.html`,
])];

// redlines are one page of every kind that compares editions.
export const redlines = ['kk', 'ru'].flatMap(l => [
  `${l}/user-agreement/3/changes/`, `${l}/user-agreement/5/changes/`, `${l}/user-agreement/3/changes/table/`, `${l}/user-agreement/3/changes/order/`,
  `${l}/user-agreement/4/changes/bilingual/`, `${l}/user-agreement/since/`, `${l}/user-agreement/since/1/`,
]);
