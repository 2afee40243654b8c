/**
 * Rules (`data-if`): a step, field or tile that is only there if something was chosen. `field` holds
 * if anything is chosen in that field, `field=a,b` if one of these is. What is not there counts as
 * not chosen.
 */
import { all } from '../components/dom.js';

/**
 * Whether an element, and all it stands in, is asked for as things are.
 * @param {HTMLElement | null} element
 * @returns {boolean}
 */
export function applies(element) {
  const gate = /** @type {HTMLElement | null | undefined} */ (element?.closest('[data-if]'));
  return !gate || (holds(String(gate.dataset.if), scopeOf(gate)) && applies(gate.parentElement));
}

/**
 * @param {string} rule
 * @param {ParentNode} [scope]
 */
export function holds(rule, scope = document) {
  const [field, choices] = rule.split('=');
  const chosen = all(scope, `[data-field=${field}] input:checked`).filter(applies);
  return chosen.some(({ dataset }) => !choices || choices.split(',').includes(String(dataset.choice)));
}

/** Rules within an item speak of that item. @param {HTMLElement} gate */
const scopeOf = (gate) => gate.closest('[data-item]') ?? document;

/**
 * Show what is there now. Steps are shown one at a time, by steps.js.
 * @param {ParentNode} root
 */
export function reveal(root) {
  for (const element of all(root, '[data-if]:not(form)')) element.hidden = !applies(element);
}
