/** A group of fields that can be repeated: another one, remove one. */
import { all, first } from '../components/dom.js';
import { text } from '../components/texts.js';
import { settleChoices } from './choices.js';
import { reveal } from './rules.js';

const MOST = 30;

/** @param {HTMLElement} group a field of `items`, with its first item */
export function repeatItems(group) {
  const blank = /** @type {HTMLElement} */ (first(group, '[data-item]').cloneNode(true));
  let made = 1;
  const items = () => all(group, '[data-item]');
  const add = first(group, '[data-add]');

  add.addEventListener('click', () => {
    made += 1;
    const item = numbered(/** @type {HTMLElement} */ (blank.cloneNode(true)), made);
    add.before(item);
    settleChoices(item);
    reveal(item);
    changed(item);
  });
  group.addEventListener('click', ({ target }) => {
    const item = /** @type {HTMLElement} */ (target).closest('[data-remove]')?.closest('[data-item]');
    if (!item) return;
    const at = items().indexOf(/** @type {HTMLElement} */ (item));
    item.remove();
    changed(items()[Math.max(0, at - 1)]);
  });

  /**
   * Count anew, say how many there are now, and go on at an item.
   * @param {HTMLElement} item
   */
  function changed(item) {
    items().forEach((one, at) => name(one, at + 1));
    for (const button of all(group, '[data-remove]')) button.hidden = items().length === 1;
    add.hidden = items().length === MOST;
    first(group, '[role=status]').textContent = text('items', { n: items().length });
    first(item, 'legend').focus();
    group.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/**
 * Say which item it is, on its heading and on the button that removes it.
 * @param {HTMLElement} item
 * @param {number} n
 */
function name(item, n) {
  for (const words of all(item, '[data-numbered]')) {
    words.textContent = String(words.dataset.numbered).replace('%(n)s', String(n));
  }
}

/**
 * Give a copy's fields ids of their own.
 * @param {HTMLElement} item
 * @param {number} made
 */
function numbered(item, made) {
  for (const attribute of ['id', 'for', 'aria-describedby']) {
    for (const element of all(item, `[${attribute}]`)) {
      element.setAttribute(attribute, `${element.getAttribute(attribute)}-${made}`);
    }
  }
  return item;
}
