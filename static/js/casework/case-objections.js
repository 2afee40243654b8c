/** Letters of a reporter that want an entry: an objection to be recorded, new evidence to be checked once more. */
import { byId, make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { entryFailure } from './entry-form.js';

/**
 * @typedef {import('../worker/letters.js').Letter} Letter
 * @typedef {import('../worker/cases.js').CaseView} CaseView
 * @typedef {import('./case-work.js').Fetched} Fetched
 * @typedef {{ digest: string, no: number, on: string }} Reference
 *   a letter as an entry names it: SHA-256 of its sealed file, its number, the day it came
 */

const MOST = 2000;

/** @param {Letter} letter @returns {Reference} */
export const referenceTo = ({ digest, seq, on }) => ({ digest, no: seq, on });

/**
 * Whether an entry of one of these kinds names the letter.
 * @param {CaseView} view
 * @param {Letter} letter
 * @param {string[]} kinds
 */
const isNamed = ({ entries }, { digest }, ...kinds) => entries.some(({ kind, words, trouble }) =>
  trouble === '' && kinds.includes(kind) && Object(words.letter).digest === digest);

/** Objections by letter that no entry records. @param {CaseView} view */
export const unrecorded = (view) => view.letters.filter((letter) =>
  letter.from === 'reporter' && letter.purpose === 'objection' && !isNamed(view, letter, 'objection'));

/**
 * What was added after the conclusion, and nobody has checked or recorded.
 * @param {CaseView} view
 * @param {string | null} concludedOn
 */
export const unchecked = (view, concludedOn) => view.letters.filter((letter) =>
  concludedOn !== null && letter.from === 'reporter' && letter.type === 'message' && letter.purpose === 'supplement'
  && letter.on >= concludedOn && !isNamed(view, letter, 'recheck', 'objection'));

/**
 * What stands below each letter.
 * @param {Fetched} now
 * @param {{ write: (said: import('./entry-form.js').Said) => Promise<unknown>, open: (kind: string, values: Record<string, any>) => void }} work
 * @returns {import('./letters-view.js').Beside}
 */
export function belowLetters({ documents, view }, { write, open }) {
  if (!view.proved) return () => [];
  const step = (/** @type {string} */ kind) => documents.steps.find((/** @type {{ kind: string }} */ one) => one.kind === kind);
  const [objections, additions] = [unrecorded(view), unchecked(view, documents.case.concluded_on)];
  return (letter) => {
    if (objections.includes(letter)) return step('objection') === undefined ? [note('objection_later')] : [recording(letter, write)];
    const check = step('recheck');
    if (check === undefined || !additions.includes(letter)) return [];
    if (check.missing.length > 0) return [note('recheck_by_other')];
    return [button('recheck_this', () => open('recheck', { letter: referenceTo(letter) }))];
  };
}

/**
 * @param {Letter} letter
 * @param {(said: import('./entry-form.js').Said) => Promise<unknown>} write
 */
function recording(letter, write) {
  const words = { text: letter.text.slice(0, MOST), letter: referenceTo(letter) };
  return button('record_objection', () => write({ kind: 'objection', facts: {}, words, attachments: [] })
    .catch((error) => showError(entryFailure(error))));
}

/** @param {string} key */
const note = (key) => Object.assign(make('small', text(key)), { className: 'hint' });

/**
 * @param {string} key
 * @param {() => unknown} act
 */
function button(key, act) {
  const found = Object.assign(/** @type {HTMLButtonElement} */ (make('button', text(key))), { type: 'button', className: 'second' });
  found.addEventListener('click', async () => {
    if (found.disabled) return;
    found.disabled = true;
    await act();
    found.disabled = false;
  });
  return found;
}

/** Go to a letter. @param {Letter} letter */
export function goTo({ from, seq }) {
  const there = byId(`letter-${from}-${seq}`);
  there.tabIndex = -1;
  there.focus();
  there.scrollIntoView({ block: 'center' });
}
