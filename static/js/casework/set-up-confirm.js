/** Two words of each sheet are read from the paper: it is there, and can be read. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';

/** @typedef {{ position: number, field: HTMLInputElement }} Asked */

const WORDS = 33;

export class Confirmation {
  /** @param {number} count of sheets */
  constructor(count) {
    /** @type {Asked[][]} */
    this.asked = Array.from({ length: count }, (_, n) => places().map((position) => ({ position, field: fieldFor(n + 1, position) })));
    byId('sheets-to-confirm').replaceChildren(...this.asked.map((words, n) => row(n + 1, words)));
  }

  /** What is not right yet, and where; null if all sheets are confirmed. */
  async wrong() {
    for (const [index, words] of this.asked.entries()) {
      const empty = words.find(({ field }) => field.value.trim() === '');
      if (empty) return { message: text('few_words', { n: index + 1 }), field: empty.field };
      const typed = words.map(({ position, field }) => ({ position, typed: field.value }));
      const right = await ask('confirmWords', { sheet: index + 1, words: typed });
      if (!right) return { message: text('sheet_wrong', { n: index + 1 }), field: words[0].field };
    }
    return null;
  }
}

/** Two places on a sheet, one in each half of it, drawn anew each time. */
function places() {
  const half = Math.floor(WORDS / 2);
  const [first, second] = crypto.getRandomValues(new Uint32Array(2));
  return [1 + (first % half), half + 1 + (second % (WORDS - half))];
}

/**
 * @param {number} sheet
 * @param {number} position
 */
function fieldFor(sheet, position) {
  const field = /** @type {HTMLInputElement} */ (make('input'));
  const given = { id: `word-${sheet}-${position}`, type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: false, maxLength: 20 };
  return Object.assign(field, given);
}

/**
 * @param {number} sheet
 * @param {Asked[]} words
 */
function row(sheet, words) {
  const name = make('b', text('confirm_sheet', { n: sheet }));
  name.id = `confirm-${sheet}`;
  const fields = words.map(({ position, field }) => {
    field.setAttribute('aria-describedby', name.id);
    const label = /** @type {HTMLLabelElement} */ (make('label', text('confirm_word', { n: position })));
    label.htmlFor = field.id;
    return make('div', label, field);
  });
  const element = make('div', name, ...fields);
  element.className = 'confirm';
  return element;
}
