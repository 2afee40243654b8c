/** How many sheets there are, how many it takes, and who keeps them. */
import { all, byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';

const USUAL = 3;

export class Choice {
  constructor() {
    this.counts = /** @type {HTMLSelectElement} */ (byId('count'));
    this.thresholds = /** @type {HTMLSelectElement} */ (byId('threshold'));
    this.counts.addEventListener('change', () => this.show(USUAL));
    this.thresholds.addEventListener('change', () => this.warn());
    this.show(USUAL);
  }

  get count() {
    return Number(this.counts.value);
  }

  get threshold() {
    return Number(this.thresholds.value);
  }

  /** The keepers' names, as many as there are sheets. */
  get trustees() {
    return /** @type {HTMLInputElement[]} */ (all(byId('trustees'), 'input')).map((field) => field.value.trim());
  }

  /**
   * Several sheets each of which does alone would be one sheet, copied: that is not offered.
   * @param {number} usual
   */
  show(usual) {
    const { count, trustees } = this;
    const least = Math.min(2, count);
    this.thresholds.replaceChildren(...Array.from({ length: count - least + 1 }, (_, n) => {
      const value = String(least + n);
      return Object.assign(make('option', value), { value, selected: least + n === Math.min(usual, count) });
    }));
    byId('trustees').replaceChildren(...Array.from({ length: count }, (_, n) => keeper(n + 1, trustees[n] ?? '')));
    this.warn();
  }

  warn() {
    const { count, threshold } = this;
    const few = threshold === count;
    byId('few').hidden = !few;
    byId('few').textContent = few ? text(count === 1 ? 'few_one' : 'few_all', { n: count }) : '';
  }
}

/**
 * @param {number} n
 * @param {string} name
 */
function keeper(n, name) {
  const field = /** @type {HTMLInputElement} */ (make('input'));
  Object.assign(field, { id: `trustee-${n}`, type: 'text', maxLength: 40, autocomplete: 'off', spellcheck: false, value: name });
  const label = /** @type {HTMLLabelElement} */ (make('label', text('trustee', { n })));
  label.htmlFor = field.id;
  return make('div', label, field);
}
