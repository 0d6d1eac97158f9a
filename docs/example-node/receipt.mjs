// A kelisim.receipt/1: what a person answered on one form and since, for her to keep, in her
// language. events are those of the form.
export function receipt({ events, user, lang, words, site, made }) {
  const lines = events.filter(e => e.state !== 'shown').flatMap(e => e.members.flatMap(m =>
    Object.entries(m.answer ? { '': m.answer } : m.purposes ?? { '': 'shown' }).map(([purpose, state]) => ({
      document: m.document, edition: m.edition, language: m.language, title: m.title, ...(purpose && { purpose }), state, says: words.states[state], at: e.at,
      ...(state === 'given' && m.expires_at && { expires_at: m.expires_at }), text: `${m.language}/${m.document}/${m.edition}/text.txt`, plain_sha256: m.plain_sha256,
    }))));
  return { schema: 'kelisim.receipt/1', language: lang, title: words.receipt, made, subject: { id: user }, site, lines, events };
}
