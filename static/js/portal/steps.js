/**
 * One question at a time in one document. The browser's Back goes one step back; its history holds
 * the number of a step and never what was said.
 */
import { all, begin } from '../components/dom.js';
import { clearErrors } from '../components/errors.js';
import { applies } from './rules.js';

/** @typedef {{ step: number, then?: string, visit: number }} Place `then`: where the way on leads, if
 *   not ahead; visit: which loading of the page it belongs to */

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
    /** @type {string[]} steps that somebody who would rather just write is not asked */
    this.passed = [];
    // A reload empties the page and keeps its history: those steps are gone, and their code with them.
    this.visit = Math.random(); // no time: a browser may keep its history
    this.isAgain = Object(history.state).visit !== undefined;
    history.replaceState({ step: 0, visit: this.visit }, '');
    window.addEventListener('popstate', ({ state }) => this.show(Object(state).visit === this.visit ? state.step : 0));
  }

  /** @returns {Place} */
  get place() {
    return history.state;
  }

  /**
   * Go on to a step.
   * @param {string} name
   * @param {string} [then] the step after it, if not the next one
   */
  go(name, then) {
    const step = this.names.indexOf(name);
    history.pushState({ step, then, visit: this.visit }, '');
    this.show(step);
  }

  /** Where the way on leads from here. */
  get following() {
    const { step, then } = this.place;
    return then ?? this.names[this.parts.findIndex((part, at) => at > step && this.isAsked(part))];
  }

  /** @param {HTMLElement} part */
  isAsked(part) {
    return applies(part) && !this.passed.includes(String(part.dataset.step));
  }

  /**
   * What lies between this step and that one is not asked; with an empty name, all of it is. (Whom it
   * goes to is asked all the same: report.js, go.)
   * @param {string} name
   */
  passTo(name) {
    this.passed = this.names.slice(this.place.step + 1, Math.max(0, this.names.indexOf(name)));
  }

  next() {
    this.go(this.following);
  }

  /**
   * Change what was answered in a step, then back to the check; through the questions again where
   * others depend on it.
   * @param {string} name
   */
  change(name) {
    const part = this.parts[this.names.indexOf(name)];
    const decides = this.parts.some(({ dataset }) => dataset.if && part.querySelector(`[data-field=${dataset.if.split('=')[0]}]`));
    this.go(name, decides ? undefined : 'check');
  }

  /**
   * Whether a step lies behind the way on.
   * @param {string} name
   */
  isBehind(name) {
    return this.names.indexOf(name) < this.names.indexOf(this.following) && this.place.step !== this.names.indexOf(name);
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
