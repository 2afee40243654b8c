/**
 * The parts of the mailbox page, one at a time. The browser's Back leads from a part back to the
 * box; its history holds the name of a part and never what was said.
 */
import { all, begin, first } from '../components/dom.js';
import { clearErrors } from '../components/errors.js';

const INSIDE = ['box', 'write', 'delete'];

export class Parts {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.opened = false;
    this.last = '';
    /** @type {() => void} */
    this.then = () => {};
    /** Whether a mailbox was open here before the page was loaded again. */
    this.lost = INSIDE.includes(Object(history.state).part);
    history.replaceState({ part: 'enter' }, '');
    window.addEventListener('popstate', (event) => this.back(Object(event.state).part));
  }

  /** Show the open box from now on; Back leaves the page. */
  open() {
    this.opened = true;
    history.replaceState({ part: 'box' }, '');
    this.show('box');
  }

  /** @param {'write' | 'delete'} name */
  go(name) {
    history.pushState({ part: name }, '');
    this.show(name);
  }

  /**
   * Go back to the box, unless the person is there already, then do something there.
   * @param {() => void} [then]
   */
  leave(then = () => {}) {
    this.then = then;
    if (Object(history.state).part === 'box') this.back('box');
    else history.back();
  }

  /**
   * Show this from now on, whatever Back is pressed.
   * @param {string} name
   */
  finish(name) {
    this.last = name;
    this.show(name);
  }

  /** @param {string | undefined} name */
  back(name = 'enter') {
    this.show(this.last || (this.opened ? name : 'enter'));
    this.then();
    this.then = () => {};
  }

  /** @param {string} name */
  show(name) {
    clearErrors();
    for (const part of all(this.root, '[data-part]')) part.hidden = part.dataset.part !== name;
    begin(first(this.root, `[data-part=${name}]`));
  }
}
