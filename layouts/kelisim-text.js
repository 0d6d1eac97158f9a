// <kelisim-text src integrity lang><a href="…">…</a></kelisim-text> shows a text, a
// fragment of embed/, in place of the link in it: whole, or not at all. The link
// stays unless the bytes come from this origin, are those that integrity names,
// and hold one text in that language and nothing that could run or load.
if (!customElements.get('kelisim-text')) {
  const style = new CSSStyleSheet();
  style.replaceSync(`article{overflow-wrap:anywhere;outline-offset:-2px;padding:1px 3px}
a{color:inherit}
a[target]::after{content:" ↗";content:" ↗"/attr(title)}
.kt-u:not(.kt-p){padding-left:2.5em}
.kt-n{display:inline-block;min-width:2.2em;margin-left:-2.5em;text-decoration:none}
.kt-d1{margin-left:1.5em}.kt-d2{margin-left:3em}.kt-d3{margin-left:4.5em}.kt-d4{margin-left:6em}
pre{white-space:pre-wrap}
.kt-table{overflow-x:auto}
table{border-collapse:collapse}
td,th{border:1px solid;padding:.3em .6em;text-align:left;vertical-align:top;overflow-wrap:normal}
@media print{:host{display:block!important;height:auto!important;max-height:none!important;overflow:visible!important}
.kt-table{overflow:visible}a[target]::after{content:" ("attr(href)")"}}`);

  // A fragment holds these tags, written like this, and no other "<".
  const tag = /<\/?(article|h[2-6r]|p|div|ul|li|blockquote|t(able|head|body|[rhd])|pre|code|strong|em|a|br)( ((class|id|rel|title|lang|role|tabindex|scope|(aria|data)-[\w-]+)="[^"]*"|href="(#|(https?|mailto|tel):)[^"]*"))*>/g,
    rules = {createHTML: html => html.replace(tag, '').includes('<') ? '' : html},
    policy = self.trustedTypes?.createPolicy('kelisim-text', rules) ?? rules,
    parts = {text: 'article', title: 'h2', heading: '.kt-h', clause: 'p', number: '.kt-n', list: 'ul', item: 'li',
      quote: 'blockquote', code: 'pre', table: 'table', cell: 'td,th', link: 'a[target]'},
    names = ['src', 'integrity', 'lang'],
    make = kind => document.createElement(kind);

  // read gives the article of a fragment, or the reason why there is none.
  const read = async (src, integrity, lang, limit) => {
    let html;
    if (!/^sha256-[A-Za-z0-9+\/]{43}=$/.test(integrity)) return 'integrity';
    try {
      const url = new URL(src || '//', document.baseURI);
      if (url.origin != self.origin) return 'origin';
      html = await (await fetch(url, {integrity, redirect: 'error', mode: 'same-origin', signal: AbortSignal.timeout(limit)})).text();
    } catch (e) {
      return e.name == 'TimeoutError' ? 'timeout' : 'fetch';
    }
    const box = make('template');
    box.innerHTML = policy.createHTML(html);
    const text = box.content.querySelector('article');
    return box.innerHTML.trim() != text?.outerHTML ? 'fragment'
      : text.dataset.language !== lang ? 'language'
      : text;
  };

  customElements.define('kelisim-text', class extends HTMLElement {
    static observedAttributes = names;
    #asked; // the attributes of what is shown or under way

    connectedCallback() { this.#load(); }
    attributeChangedCallback() { this.#load(); }

    async #load() {
      await 0; // attributes that change together are one change
      const asked = names.map(a => this.getAttribute(a));
      if (!this.isConnected || String(asked) == this.#asked) return; // == compares a list as its words
      this.#asked = asked;
      this.shadowRoot?.replaceChildren(make('slot'));
      this.#tell('loading', {src: asked[0]});
      const text = await read(...asked, this.getAttribute('timeout') || 1e4);
      if (asked != this.#asked) return; // newer ones are under way
      if (!this.isConnected) this.#asked = 0; // begins anew when it is back
      else if (text.trim) this.#tell('failed', {reason: text});
      else this.#show(text);
    }

    #show(text) {
      const root = this.shadowRoot || this.attachShadow({mode: 'open'}), end = make('div'),
        {plainSha256: plain_sha256, newTab, ...rest} = text.dataset, detail = {...rest, plain_sha256};
      root.adoptedStyleSheets = [style];
      root.replaceChildren(text);
      for (const a of root.querySelectorAll('a:not([href^="#"])')) {
        a.target = '_blank';
        a.relList.add('noopener');
        a.title = text.dataset.newTab ?? '';
      }
      for (const part in parts) root.querySelectorAll(parts[part]).forEach(e => e.part.add(part));
      text.append(end);
      text.ariaLabel = root.querySelector('h2')?.textContent;
      text.tabIndex = 0; // whatever scrolls around the text, the keyboard reaches it
      text.onclick = e => {
        const to = root.getElementById(e.target.closest('[href^="#"]')?.hash.slice(1));
        if (to) {
          e.preventDefault();
          to.tabIndex = -1;
          to.focus();
          to.scrollIntoView();
        }
      };
      this.#tell('ready', detail);
      new IntersectionObserver((seen, io) => {
        if (seen.some(e => e.isIntersecting)) {
          io.disconnect();
          this.#tell('read-to-end', detail);
        }
      }).observe(end);
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true, detail}));
    }
  });
}
