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
 * Write words into an element; the telephone number in them can be dialled.
 * @param {HTMLElement} element
 * @param {string} words
 * @param {string} phone
 */
export function writeWithPhone(element, words, phone) {
  const [before, ...after] = phone ? words.split(phone) : [words];
  const link = /** @type {HTMLAnchorElement} */ (make('a', phone));
  link.href = `tel:${phone.replace(/ /g, '')}`;
  element.textContent = '';
  element.append(before, ...(after.length ? [link, after.join(phone)] : []));
}

/**
 * Show a heading's part of the page from its top and let a screen reader begin there.
 * @param {ParentNode} part
 */
export function begin(part) {
  window.scrollTo(0, 0);
  first(part, 'h1').focus({ preventScroll: true });
}
