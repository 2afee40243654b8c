/** The form on which a call, a letter or a visit is written down, as one thing that can be kept. */
import { all, byId, first } from '../components/dom.js';

/**
 * @typedef {import('../worker/reporting.js').Said} Said
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 */

const TASKS = ['above', 'audit'];

/** All that is typed into a form, as text: what `keepDraft` keeps and puts back. */
export class TakingForm extends EventTarget {
  /** @param {HTMLElement} root */
  constructor(root) {
    super();
    this.root = root;
    this.controls = /** @type {Control[]} */ (all(root, 'input:not([type=file]), select, textarea'));
    this.untouched = this.written();
    root.addEventListener('input', () => this.changed());
    this.addEventListener('input', () => this.show());
    this.show();
  }

  changed() {
    this.dispatchEvent(new Event('input'));
  }

  /** What is in every field; empty while nothing was entered. */
  get value() {
    const now = this.written();
    return now === this.untouched ? '' : now;
  }

  set value(text) {
    const kept = text === '' ? this.untouched : text;
    const values = JSON.parse(kept);
    for (const control of this.controls) {
      const value = values[keyOf(control)];
      if (typeof value === 'boolean') /** @type {HTMLInputElement} */ (control).checked = value;
      else if (typeof value === 'string') control.value = value;
    }
    this.show();
  }

  written() {
    return JSON.stringify(Object.fromEntries(this.controls.map((control) => [keyOf(control), isBox(control) ? control.checked : control.value])));
  }

  /** Parts that are asked for under some answers only. */
  show() {
    byId('caller').hidden = !this.named;
    byId('task').hidden = !TASKS.includes(this.of('channel'));
  }

  /** @param {string} id */
  of(id) {
    return /** @type {Control} */ (byId(id)).value.trim();
  }

  get named() {
    return this.of('naming') === 'named';
  }

  get details() {
    return { name: this.of('caller-name'), phone: this.of('caller-phone'), address: this.of('caller-address') };
  }

  get task() {
    if (!TASKS.includes(this.of('channel'))) return { from: '', number: '', due_on: '' };
    return { from: this.of('task-from'), number: this.of('task-number'), due_on: this.of('task-due') };
  }

  /** What was asked and said, without what was left empty. @returns {Said[]} */
  get answers() {
    return all(this.root, '[data-asked]').map(saidIn).filter(({ choices, text }) => choices.length > 0 || text !== '');
  }
}

/** @param {Control} control */
const keyOf = (control) => control.id;

/** @param {Control} control @returns {control is HTMLInputElement} */
const isBox = (control) => control instanceof HTMLInputElement && control.type === 'checkbox';

/** @param {HTMLElement} part @returns {Said} */
function saidIn(part) {
  const { asked: id = '', question = '' } = part.dataset;
  const chosen = /** @type {HTMLInputElement[]} */ (all(part, 'input:checked'));
  const choices = chosen.map((box) => ({ id: box.value, text: first(/** @type {HTMLElement} */ (box.closest('label')), 'span').textContent ?? '' }));
  const field = /** @type {Control | null} */ (part.querySelector('textarea, input:not([type=checkbox])'));
  return { id, question, choices, text: field?.value.trim() ?? '' };
}
