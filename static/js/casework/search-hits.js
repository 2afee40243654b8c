/** What a search has found: each case with its number, stage and day, and why it was found. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { date } from './dates.js';

/**
 * @typedef {import('../worker/search-hits.js').Hit} Hit
 * @typedef {[string, number, number, string, string, number | null, number | null, number | null, number | null]} Row
 *   as the server lists a case (docs/api.md)
 * @typedef {import('../worker/search-index.js').Listed & { on: string }} Listed
 */

/** Kinds that are marked. */
const MARKED = ['surrender', 'past'];

/** @type {Map<string, Listed>} */
let known = new Map();

/**
 * The cases that may be found, as the worker is told of them.
 * @param {Row[]} rows
 */
export function keepListed(rows) {
  known = new Map(rows.map((row) => [row[0], listed(row)]));
  return [...known.values()];
}

/** @param {Row} row @returns {Listed} */
function listed([id, version, entries, stage, on, year, no, leadYear, leadNo]) {
  const numbers = [numbered('receipt_number', year, no), numbered('lead_number', leadYear, leadNo)];
  return { id, version, entries, stage, on, numbers: numbers.filter(Boolean).join(' ') };
}

/**
 * @param {string} series
 * @param {number | null} year
 * @param {number | null} no
 */
const numbered = (series, year, no) =>
  (year === null || no === null ? '' : text(series, { year, no: String(no).padStart(4, '0') }));

/**
 * @param {import('../worker/search-hits.js').Found} found
 * @param {boolean} isIdle whether nothing was asked for
 */
export function showFound({ total, hits }, isIdle) {
  const key = total > hits.length ? 'found_more' : 'found';
  byId('found').textContent = total > 0 ? text(key, { n: total, shown: hits.length }) : '';
  byId('hits').replaceChildren(...hits.map(row));
  byId('hits').hidden = total === 0;
  byId('none').hidden = isIdle || total > 0;
  byId('idle').hidden = !isIdle;
}

/** @param {Hit} hit */
function row(hit) {
  const { id, title, kind } = hit;
  const { numbers, stage, on } = /** @type {Listed} */ (known.get(id));
  const facts = [numbers, text(`stage_${stage}`), text('registered_on', { date: date(on) })].filter(Boolean);
  const name = make('b', ...(MARKED.includes(kind) ? [tag(text(`kind_${kind}`))] : []), title || text('untitled'));
  const link = /** @type {HTMLAnchorElement} */ (make('a', name, make('span', facts.join(' · ')), ...why(hit)));
  link.href = `/casework/cases/${id}`;
  return make('li', link);
}

/** @param {string} words */
function tag(words) {
  const element = make('i', words);
  element.className = 'tag';
  return element;
}

/** @param {Hit} hit */
function why({ where, before, hit, after }) {
  if (where === 'title') return [];
  const line = make('span', `${text(`in_${where}`)} · `, before, make('mark', hit), after);
  line.className = 'why';
  return [line];
}
