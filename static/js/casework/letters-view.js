/** Drawing the letters of an opened report. */
import { attached } from '../viewing/attached.js';
import { all, byId, make } from '../components/dom.js';
import { month, text } from '../components/texts.js';
import { date } from './dates.js';
import { metadataOf } from './report-view.js';
import { partsOf } from './server.js';
import { field, unsent } from './unsent.js';

/**
 * @typedef {import('../worker/casework.js').View} View
 * @typedef {import('../worker/letters.js').Letter} Letter
 * @typedef {(letter: Letter) => Node[]} Beside what stands below a letter
 */

const RATINGS = /** @type {Record<string, string>} */ ({ satisfied: 'satisfied', partly: 'partly', dissatisfied: 'dissatisfied' });
const STATES = /** @type {Record<string, string>} */ ({
  deciding: 'deciding', accepted: 'accepted', supplement: 'supplement', held: 'held',
  transferred: 'transferred', not_ours: 'not_ours', concluded: 'concluded',
});

/**
 * The conversation. If it was closed while an answer was being written, its words stay to be copied.
 * @param {import('./report-page.js').Page} page
 * @param {View} view
 */
export function showLetters({ path, draft, beside }, view) {
  const { letters, notices, closed, fingerprint } = view;
  const below = beside?.(view) ?? (() => []);
  byId('letters').textContent = '';
  byId('letters').append(...letters.map((letter) => entry(letter, path, isRepeated(letter, letters), below)));
  const drafting = closed === 'not_signer' && draft !== undefined;
  const shut = closed !== '' && !drafting;
  byId('talk').hidden = letters.length === 0 && shut && !unsent();
  byId('no-letters').hidden = letters.length > 0;
  for (const notice of all(document, '[data-notice]')) notice.hidden = !notices.includes(String(notice.dataset.notice));
  for (const reason of all(document, '[data-closed]')) reason.hidden = drafting || reason.dataset.closed !== closed;
  byId('answer').dataset.mode = drafting ? 'draft' : 'send';
  byId('answer').hidden = shut && !unsent();
  field()?.toggleAttribute('readonly', shut);
  for (const part of all(byId('answer'), '[data-open], [data-send], [data-draft]')) {
    const { open, send, draft: drafts } = part.dataset;
    part.hidden = (open !== undefined && shut) || (send !== undefined && drafting) || (drafts !== undefined && !drafting);
  }
  byId('signed-as').textContent = fingerprint;
}

/**
 * Whether an answer was rated before: only the first rating counts.
 * @param {Letter} letter
 * @param {Letter[]} letters
 */
const isRepeated = (letter, letters) => letter.rating !== '' && letters.some((other) =>
  other.rating !== '' && other.answer === letter.answer && other.seq < letter.seq);

/**
 * @param {Letter} letter
 * @param {string} at
 * @param {boolean} repeated
 * @param {Beside} below
 */
function entry(letter, at, repeated, below) {
  const { from, type, on, text: words, attachments } = letter;
  const lines = [type === 'unreadable' ? text(type) : words].filter((line) => line !== '');
  const element = make('li',
    make('h3', headingOf(letter), make('small', date(on))),
    ...marksOf(letter, repeated),
    ...lines.map((line) => make('p', line)),
    ...attached(attachments, partsOf(at), metadataOf),
    ...below(letter));
  element.className = from;
  element.id = `letter-${from}-${letter.seq}`;
  return element;
}

/** @param {Letter} letter */
function headingOf({ from, type, seq: n, purpose, answer }) {
  if (type === 'deletion') return text('deletion');
  if (from === 'office') return text('from_office', { n });
  if (purpose === 'rating') return text('rated', { n: answer });
  return purpose === 'objection' ? text('objected', { n: answer }) : text('from_reporter', { n });
}

/**
 * @param {Letter} letter
 * @param {boolean} repeated
 */
function marksOf({ state, rating }, repeated) {
  const said = [];
  if (state !== null) said.push(text(STATES[state.id], { month: state.month && month(state.month), to: state.to }));
  if (rating !== '') said.push(text(RATINGS[rating]) + (repeated ? text('repeated') : ''));
  return said.map((words) => {
    const mark = make('b', words);
    mark.className = 'says';
    return mark;
  });
}
