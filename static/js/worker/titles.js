/** What a report is known by: its kind and one line. */

/**
 * @typedef {import('./reports.js').Report} Report
 * @typedef {import('./reports.js').Opened} Opened
 * @typedef {import('./reports.js').Said} Said
 * @typedef {import('./reports.js').Line} Line
 */

const LINE = 40;
const UNKNOWN = 'unknown';
/** Questions that say how something is sent, not what it is. */
const ASIDE = ['path', 'addressee', 'deliver', 'named', 'reachable'];
/** Whom or where it is about, the best first. */
const ABOUT = ['who', 'post', 'where', 'giver_name', 'company'];

/**
 * What kind of thing it is: a report, something handed in, or `past`: something accepted in the past
 * and owned up to (自查自纠).
 * @param {Report | null} report
 */
export function kindOf(report) {
  const path = report?.said.find((said) => said.id === 'path')?.choices[0]?.id;
  return report?.kind === 'surrender' && path === 'past' ? 'past' : report?.kind ?? '';
}

/**
 * One line to know a report by: the number of its hand-in slip, what happened and to whom or where, or its first words.
 * @param {Opened} opened
 */
export function titleOf({ report, plain }) {
  if (report === null) return clip(plain.split('\n', 1)[0]);
  const asked = report.said.filter((said) => !ASIDE.includes(said.id));
  const [what = '', ...rest] = asked.map(firstOf).filter(Boolean);
  const about = ABOUT.map((id) => aboutIn(report, id)).filter((words) => words !== '' && words !== what);
  const own = textOf(report, 'words');
  const title = [report.slip, what || clip(own), about[0] ?? ''].filter(Boolean).map(clip).join(' · ');
  return title || clip(rest[0] ?? asked.map((said) => said.text).find(Boolean) ?? '');
}

/** @param {Said} said */
const firstOf = (said) => (said.items.length > 0 ? said.items.map(thing).slice(0, 2).join('；') : firstChoices(said));

/**
 * What one of several things is: its kind, or how it was described.
 * @param {Line[]} item
 */
const thing = (item) => item.map(firstChoices).find(Boolean) ?? item.map((line) => line.text).find(Boolean) ?? '';

/** @param {Line} line */
const firstChoices = ({ choices }) =>
  choices.filter(({ id, text }) => id !== UNKNOWN && text !== '').slice(0, 2).map(({ text }) => text).join('；');

/** @param {Report} report @param {string} id */
const aboutIn = (report, id) =>
  report.said.filter((said) => said.id === id).map((said) => said.text || firstChoices(said))[0] ?? '';

/** @param {Report} report @param {string} id */
const textOf = (report, id) => report.said.find((said) => said.id === id)?.text ?? '';

/** @param {string} text */
function clip(text) {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > LINE ? `${letters.slice(0, LINE - 1).join('')}…` : letters.join('');
}
