/**
 * One question at a time in one document. The browser's Back goes one step back; its history holds
 * the number of a step and never what was said.
 */
import { all, begin } from '../components/dom.js';
import { clearErrors } from '../components/errors.js';

/** @typedef {{ step: number, change?: boolean }} Place */

export class Steps {
  /**
   * @param {HTMLElement} root
   * @param {(name: string) => void} onShow
   */
  constructor(root, onShow) {
    this.parts = all(root, '[data-step]');
    this.names = this.parts.map((part) => String(part.dataset.step));
    this.onShow = onShow;
    this.finished = false;
    history.replaceState({ step: 0 }, '');
    window.addEventListener('popstate', (event) => this.show(Object(event.state).step ?? 0));
  }

  /** @returns {Place} */
  get place() {
    return history.state;
  }

  /**
   * Go on to a step; with `change`, the way on from there leads back to the check.
   * @param {string} name
   * @param {boolean} [change]
   */
  go(name, change = false) {
    const step = this.names.indexOf(name);
    history.pushState({ step, change }, '');
    this.show(step);
  }

  /** The step after this one, or the check where a single answer is being changed. */
  next() {
    this.go(this.place.change ? 'check' : this.names[this.place.step + 1]);
  }

  /** Show the last step from now on, whatever Back is pressed. */
  finish() {
    this.finished = true;
    this.show(this.names.length - 1);
  }

  /** @param {number} step */
  show(step) {
    const shown = this.finished ? this.names.length - 1 : step;
    this.parts.forEach((part, at) => { part.hidden = at !== shown; });
    clearErrors();
    this.onShow(this.names[shown]);
    begin(this.parts[shown]);
  }
}
