// The pages as HTML: html`…` escapes every value but what html`…` made.
import { readFileSync } from 'node:fs';

export const words = JSON.parse(readFileSync(new URL('words.json', import.meta.url), 'utf8'));

class Html { constructor(text) { this.text = text; } }
const escaped = v => v instanceof Html ? v.text : Array.isArray(v) ? v.map(escaped).join('')
  : v === undefined || v === null || v === false ? '' : String(v).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
export const html = (parts, ...values) => new Html(parts.reduce((all, p, i) => all + escaped(values[i - 1]) + p));

const layout = (lang, main, problem, script = true) => html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words[lang].system}</title>
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/style.css">${script && html`<script src="/kelisim-text.js" defer></script>`}</head>
<body><main>${problem && html`<p role="alert">${problem}</p>`}${main}</main></body></html>`.text;

const texts = (lang, t, { members, form, token, legal }) => html`<p>${t.texts}</p><input type="hidden" name="form" value="${form}"><input type="hidden" name="token" value="${token}">
${members.map(m => html`<section><h2 lang="${m.record.language}">${m.record.title}</h2><p>${m.record.edition}-${t.edition}${m.record.language !== lang && `. ${t.other}`}${m.compare && html`. <a href="${legal}${m.compare}" target="_blank">${t.changed}</a>`}</p>
<kelisim-text src="/texts/${m.record.shown_sha256}.html" integrity="${m.integrity}" lang="${m.record.language}"><a href="/texts/${m.record.shown_sha256}.html" target="_blank">${t.open}</a></kelisim-text>
${m.boxes.map(b => html`<label><input type="checkbox" name="accept" value="${b.key}"${b.ask === 'require' && html` required`}> ${t.agree} ${b.words}${b.ask !== 'require' && ` (${t.may})`}</label>`)}
${m.record.acceptance === 'informed' && html`<p>${t.informed}</p>`}</section>`)}`;

export const pages = {
  waiting: (lang, t) => layout(lang, html`<h1>${t.system}</h1><p>${t.waiting}</p>`, '', false),
  register: (lang, t, v) => layout(lang, html`<h1>${t.register}</h1><form method="post" action="/${lang}/register">
<label>${t.name_label} <input name="name" value="${v.typed}" required autocomplete="username"></label>
<label>${t.password} <input name="password" type="password" required minlength="10" autocomplete="new-password"></label>
${texts(lang, t, v)}<button>${t.send}</button></form><p><a href="/${lang}/login">${t.login}</a></p>`, v.problem),
  accept: (lang, t, v) => layout(lang, html`<h1>${t.accept}</h1>${v.from && html`<p>${t.coming} <b>${v.from}</b></p>`}
<form method="post" action="/${lang}/accept">${texts(lang, t, v)}<button>${t.send}</button></form>`, v.problem),
  login: (lang, t, v) => layout(lang, html`<h1>${t.login}</h1><form method="post" action="/${lang}/login"><input type="hidden" name="token" value="${v.token}">
<label>${t.name_label} <input name="name" required autocomplete="username"></label>
<label>${t.password} <input name="password" type="password" required autocomplete="current-password"></label>
<button>${t.login}</button></form><p><a href="/${lang}/register">${t.register}</a></p>`, v.problem),
  home: (lang, t, v) => layout(lang, html`<h1>${v.user}</h1>
${v.coming && html`<section id="coming"><p>${t.coming} <b>${v.coming.from}</b></p><p><a href="/${lang}/coming">${t.answer}</a></p></section>`}
${v.offers.length > 0 && html`<section id="offers"><p>${t.offers}</p><p><a href="/${lang}/accept">${t.answer}</a></p></section>`}
<h2>${t.held}</h2>${[...v.held].map(([key, a]) => html`<form method="post" action="/${lang}/withdraw"><input type="hidden" name="token" value="${v.token}">
<p>${a.document}${a.purpose && `: ${a.purpose}`}, ${a.edition}-${t.edition} <button name="key" value="${key}">${t.withdraw}</button></p></form>`)}
<ul>${v.receipts.map(e => html`<li><a href="/${lang}/receipts/${e.form}">${t.receipt}</a> ${e.at}</li>`)}</ul>`),
  receipt: (lang, t, r) => layout(lang, html`<h1>${r.title}</h1><p>${t.subject}: ${r.subject.id}</p>
${r.lines.map(l => html`<section><p><b lang="${l.language}">${l.title}</b>, ${l.edition}-${t.edition}, ${l.language}${l.purpose && `, ${l.purpose}`}: <b>${l.says}</b>, ${l.at}${l.expires_at && ` – ${l.expires_at}`}</p>
<p><a href="${r.site}${l.text}">text.txt</a> SHA-256 <code>${l.plain_sha256}</code></p></section>`)}
${r.events.map(e => html`<p>${t.ledger}: ${e.ledger.records} <code>${e.ledger.sha256}</code></p>`)}
<p><a href="/${lang}/receipts/${r.events[0].form}.json">JSON</a> <a href="/${lang}/">${t.system}</a></p>`),
};
