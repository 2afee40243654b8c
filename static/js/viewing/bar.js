/** The buttons above something that is shown. */
import { make } from '../components/dom.js';
import { text } from '../components/texts.js';

export const ZOOMS = [1, 1.5, 2, 3, 4];

/**
 * @param {string} key of its text
 * @param {() => void} act
 */
export function button(key, act) {
  const element = /** @type {HTMLButtonElement} */ (make('button', text(key)));
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

/** @param {...(Node | string)} children */
export function bar(...children) {
  const element = make('div', ...children);
  element.className = 'tools';
  return element;
}

/**
 * Buttons that enlarge and turn. `show` is told how it is to look now.
 * @param {(look: { zoom: number, turn: number }) => void} show turn: quarters, clockwise
 */
export function looking(show) {
  const look = { step: 0, turn: 0 };
  const larger = button('larger', () => go(1, 0));
  const smaller = button('smaller', () => go(-1, 0));
  const turning = button('turn', () => go(0, 1));
  /** @param {number} steps @param {number} quarters */
  function go(steps, quarters) {
    look.step = Math.min(Math.max(look.step + steps, 0), ZOOMS.length - 1);
    look.turn = (look.turn + quarters) % 4;
    say(larger, look.step === ZOOMS.length - 1);
    say(smaller, look.step === 0);
    show({ zoom: ZOOMS[look.step], turn: look.turn });
  }
  say(smaller, true);
  return [larger, smaller, turning];
}

/**
 * Not `disabled`: the keyboard would lose its place.
 * @param {HTMLElement} element
 * @param {boolean} ended
 */
export const say = (element, ended) => element.setAttribute('aria-disabled', String(ended));
