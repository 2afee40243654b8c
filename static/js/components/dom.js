/** Finding and making elements. Text only ever becomes text. */

/**
 * The element with this id.
 * @param {string} id
 */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * The elements that match, as a list.
 * @param {ParentNode} root
 * @param {string} selector
 */
export const all = (root, selector) =>
  /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

/**
 * The first element that matches.
 * @param {ParentNode} root
 * @param {string} selector
 */
export const first = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/**
 * A new element with text or children.
 * @param {string} tag
 * @param {...(Node | string)} children
 */
export function make(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

/**
 * Write words into an element; the telephone numbers in them can be dialled.
 * @param {HTMLElement} element
 * @param {string} words
 * @param {...string} phones
 */
export function writeWithPhone(element, words, ...phones) {
  element.textContent = '';
  element.append(...dialled(words, phones.filter(Boolean)));
}

/**
 * @param {string} words
 * @param {string[]} phones
 * @returns {(Node | string)[]}
 */
function dialled(words, [phone, ...others]) {
  if (phone === undefined) return [words];
  const [before, ...after] = words.split(phone);
  if (after.length === 0) return dialled(words, others);
  const link = /** @type {HTMLAnchorElement} */ (make('a', phone));
  link.href = `tel:${phone.replace(/ /g, '')}`;
  return [...dialled(before, others), link, ...dialled(after.join(phone), others)];
}

/**
 * Show a heading's part of the page from its top and let a screen reader begin there.
 * @param {ParentNode} part
 */
export function begin(part) {
  window.scrollTo(0, 0);
  first(part, 'h1').focus({ preventScroll: true });
}
