/** Sheets as they are typed: one field for each that is needed, checked word by word. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { sheetFailure, wordsIn } from './recovery-failures.js';

/** @typedef {{ number: number, threshold: number }} Sheet */

const WORDS = 33;
// Four letters tell every word of the list: with fewer at the end, somebody may still be typing.
const UNFINISHED = /(^|[^A-Za-z])[A-Za-z]{1,3}$/;

export class SheetFields {
  constructor() {
    /** @type {(Sheet | null)[]} what each field holds, if it is a sheet */
    this.sheets = [];
    this.add();
  }

  /** What was typed, of fields that are not empty. */
  get texts() {
    return this.sheets.map((_, n) => this.field(n).value).filter((typed) => typed.trim() !== '');
  }

  /** The first field that is not a sheet, if any, when all have been looked at once more. */
  async wrong() {
    for (const n of this.sheets.keys()) await this.check(n, true);
    const at = this.sheets.findIndex((sheet, n) => sheet === null && (n === 0 || this.field(n).value.trim() !== ''));
    return at < 0 ? null : this.field(at);
  }

  get missing() {
    const good = this.sheets.filter((sheet) => sheet !== null);
    return good.length === 0 ? 1 : Math.max(0, good[0].threshold - new Set(good.map(({ number }) => number)).size);
  }

  /** @param {number} n */
  field(n) {
    return /** @type {HTMLTextAreaElement} */ (byId(`sheet-${n + 1}`));
  }

  add() {
    const n = this.sheets.push(null);
    const field = /** @type {HTMLTextAreaElement} */ (make('textarea'));
    Object.assign(field, { id: `sheet-${n}`, rows: 4, autocomplete: 'off', spellcheck: false });
    for (const [name, value] of [['autocapitalize', 'none'], ['autocorrect', 'off'], ['writingsuggestions', 'false']]) field.setAttribute(name, value);
    const label = /** @type {HTMLLabelElement} */ (make('label', text('sheet_n', { n })));
    label.htmlFor = field.id;
    const said = make('small');
    said.id = `said-${n}`;
    said.setAttribute('role', 'status');
    field.setAttribute('aria-describedby', said.id);
    field.addEventListener('input', () => this.check(n - 1));
    field.addEventListener('change', () => this.check(n - 1, true));
    const place = make('div', label, field, said);
    place.className = 'sheet-in';
    byId('sheets-in').append(place);
  }

  /**
   * @param {number} at
   * @param {boolean} [finished] whether the field was left: then what is missing is said as well
   */
  async check(at, finished = false) {
    const typed = this.field(at).value;
    this.sheets[at] = null;
    try {
      const sheet = /** @type {Sheet} */ (await ask('checkSheet', { text: typed }));
      if (typed !== this.field(at).value) return;
      const twice = this.sheets.some((other, n) => n !== at && other?.number === sheet.number);
      if (!twice) this.sheets[at] = sheet;
      this.say(at, text(twice ? 'sheet_same' : 'sheet_good', { n: sheet.number }), !twice);
    } catch (error) {
      const refused = /** @type {Error} */ (error);
      if (typed === this.field(at).value) this.say(at, progress(typed, refused, finished) ?? sheetFailure(refused, typed), false);
    }
    this.makeRoom();
  }

  /**
   * @param {number} at
   * @param {string} words
   * @param {boolean} right
   */
  say(at, words, right) {
    const said = byId(`said-${at + 1}`);
    said.textContent = words;
    said.className = right ? 'right' : /^\d* ?\/? ?\d*$/.test(words) ? '' : 'error';
  }

  /** As many fields as sheets are needed, once one of them says so. */
  makeRoom() {
    const known = this.sheets.find((sheet) => sheet !== null);
    if (!known) return;
    while (this.sheets.length < known.threshold) this.add();
    const { missing } = this;
    byId('missing').textContent = missing > 0 ? text('still_missing', { n: missing }) : text('enough');
  }
}

/**
 * How far somebody is who still types, or null if there is something to say.
 * @param {string} typed
 * @param {Error} error
 * @param {boolean} finished
 */
function progress(typed, { name, message }, finished) {
  const { length } = wordsIn(typed);
  const atLast = name === 'WordUnknown' && Number(message) === length && UNFINISHED.test(typed.normalize('NFKC'));
  const few = name === 'WordsMissing' && length < WORDS;
  if (length === 0) return '';
  return !finished && (few || atLast) ? `${length} / ${WORDS}` : null;
}
