// Prints which fragments of pairs.json do not show their text, and which show that of the next one.
import { readFileSync } from 'node:fs';
import { shows } from './rules.mjs';

const pairs = JSON.parse(readFileSync('pairs.json', 'utf8'));
const bad = pairs.flatMap(({ Name, Fragment, Plain }, i) => {
  const other = pairs.find((p, j) => j > i && p.Plain !== Plain) ?? pairs.find(p => p.Plain !== Plain);
  return [...(shows(Fragment, Plain) ? [] : [`${Name} does not show its text`]), ...(shows(Fragment, other.Plain) ? [`${Name} shows ${other.Name}`] : [])];
});
console.log(bad.slice(0, 9).join('\n') || 'good');
