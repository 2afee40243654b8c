/** Drawing an opened report and its letters. */
import { all, byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { date } from './dates.js';
import { field, unsent } from './unsent.js';

/**
 * @typedef {import('../worker/casework.js').View} View
 * @typedef {import('../worker/letters.js').Letter} Letter
 * @typedef {import('../worker/reports.js').Said} Said
 */

/** @param {View} view */
export function showReport({ title, kind, said, plain, closed }) {
  byId('title').textContent = title || text(closed === 'swapped' ? 'swapped' : 'untitled');
  byId('surrender').hidden = kind !== 'surrender';
  byId('words').append(...(plain ? [make('blockquote', plain)] : said.flatMap(answered)));
  byId('plain').hidden = plain === '';
  byId('opened').hidden = false;
}

/** @param {Said} said */
function answered({ question, choices, text: words }) {
  const lines = [...choices.map((choice) => choice.text), words].filter((line) => line !== '');
  return [make('h3', question), make('blockquote', lines.join('\n'))];
}

/**
 * The conversation. If it was closed while an answer was being written, its words stay to be copied.
 * @param {View} view
 */
export function showLetters({ letters, notices, closed, fingerprint }) {
  byId('letters').textContent = '';
  byId('letters').append(...letters.map(entry));
  const shut = closed !== '';
  byId('talk').hidden = letters.length === 0 && shut && !unsent();
  byId('no-letters').hidden = letters.length > 0;
  for (const notice of all(document, '[data-notice]')) notice.hidden = !notices.includes(String(notice.dataset.notice));
  for (const reason of all(document, '[data-closed]')) reason.hidden = reason.dataset.closed !== closed;
  byId('answer').hidden = shut && !unsent();
  field()?.toggleAttribute('readonly', shut);
  for (const id of ['send', 'hint-answer']) byId(id).hidden = shut;
  byId('signed-as').textContent = fingerprint;
}

/** @param {Letter} letter */
function entry({ from, type, seq, on, text: words }) {
  const deletion = type === 'deletion';
  const heading = make('h3', text(deletion ? type : `from_${from}`, { n: seq }), make('small', date(on)));
  const body = make('p', type === 'unreadable' ? text(type) : words);
  const element = make('li', heading, ...(deletion ? [] : [body]));
  element.className = from;
  return element;
}
