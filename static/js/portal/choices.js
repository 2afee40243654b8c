/**
 * One of several: radio buttons without a name, so that nothing is ever posted. Without a name the
 * browser does not know that they belong together: choosing one, the arrow keys and what a screen
 * reader counts are done here (ARIA practices, radio group).
 */
import { all } from '../components/dom.js';
import { clearErrors } from '../components/errors.js';

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** @param {HTMLElement} root */
export function groupChoices(root) {
  root.addEventListener('change', ({ target }) => choose(/** @type {HTMLInputElement} */ (target)));
  root.addEventListener('keydown', move);
  settleChoices(root);
}

/**
 * Let Tab reach each group once.
 * @param {ParentNode} root
 */
export function settleChoices(root) {
  for (const group of all(root, '[role=radiogroup]')) settle(offered(group));
}

/** @param {HTMLElement} group */
const offered = (group) =>
  /** @type {HTMLInputElement[]} */ (all(group, 'label:not([hidden]) [type=radio]'));

/** @param {HTMLInputElement} chosen */
function choose(chosen) {
  const group = /** @type {HTMLElement | null} */ (chosen.closest('[role=radiogroup]'));
  if (!group) return;
  for (const other of all(group, '[type=radio]')) {
    /** @type {HTMLInputElement} */ (other).checked = other === chosen;
  }
  settle(offered(group));
  clearErrors();
}

/** @param {HTMLInputElement[]} choices */
function settle(choices) {
  const reached = choices.find(({ checked }) => checked) ?? choices[0];
  choices.forEach((choice, at) => {
    choice.tabIndex = choice === reached ? 0 : -1;
    choice.setAttribute('aria-posinset', String(at + 1));
    choice.setAttribute('aria-setsize', String(choices.length));
  });
}

/** @param {KeyboardEvent} event */
function move(event) {
  const from = /** @type {HTMLInputElement} */ (event.target);
  const group = /** @type {HTMLElement | null} */ (from.closest('[role=radiogroup]'));
  if (!group || !(event.key in STEPS)) return;
  event.preventDefault();
  const choices = offered(group);
  const next = choices[(choices.indexOf(from) + STEPS[event.key] + choices.length) % choices.length];
  next.checked = true;
  next.focus();
  next.dispatchEvent(new Event('change', { bubbles: true }));
}
