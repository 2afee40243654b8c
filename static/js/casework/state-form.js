/** What an answer says of how the case stands: chosen beside its words, sealed with them. */
import { all, byId, make } from '../components/dom.js';
import { month, text } from '../components/texts.js';
import { today } from '../portal/office.js';

/** @typedef {import('../worker/contents.js').State} State */

const MONTHS = 24;

export class StateForm {
  constructor() {
    this.choice = /** @type {HTMLSelectElement} */ (byId('state'));
    this.month = /** @type {HTMLSelectElement} */ (byId('month'));
    this.to = /** @type {HTMLInputElement} */ (byId('to'));
    this.month.append(...comingMonths().map((of) => Object.assign(make('option', month(of)), { value: of })));
    this.choice.addEventListener('change', () => this.show());
    this.all = [...this.choice.options];
  }

  /**
   * Only these may be chosen from now on, and saying nothing.
   * @param {string[]} states
   */
  offer(states) {
    const { value } = this.choice;
    this.choice.replaceChildren(...this.all.filter((one) => one.value === '' || states.includes(one.value)));
    this.choice.value = states.includes(value) ? value : '';
    this.show();
  }

  /** @param {State} state chosen, if it may be */
  fill({ id, month: of, to }) {
    if (![...this.choice.options].some(({ value }) => value === id)) return;
    this.choice.value = id;
    if (of !== '') this.month.value = of;
    this.to.value = to;
    this.show();
  }

  show() {
    for (const part of all(byId('answer'), '[data-state]')) {
      part.hidden = !String(part.dataset.state).split(' ').includes(this.choice.value);
    }
  }

  /** @returns {State | null} */
  get state() {
    const { value: id } = this.choice;
    const shown = (/** @type {HTMLInputElement | HTMLSelectElement} */ field) =>
      (field.closest('[hidden]') ? '' : field.value.trim());
    return id === '' ? null : { id, month: shown(this.month), to: shown(this.to) };
  }

  /** What is missing, and where; null if nothing is. */
  get missing() {
    const elsewhere = this.to.closest('[hidden]') === null && this.to.value.trim() === '';
    return elsewhere ? { message: text('no_unit'), field: this.to } : null;
  }

  clear() {
    this.choice.value = this.to.value = '';
    this.show();
  }
}

/** The months after this one. */
function comingMonths() {
  const [year, now] = today().split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, n) => new Date(Date.UTC(year, now + n, 1)).toISOString().slice(0, 7));
}
