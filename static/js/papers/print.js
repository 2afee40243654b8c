/** Printing a paper: it goes onto the page alone, whatever else is open around it. */
import { all, first, make } from '../components/dom.js';
import { renderPaper } from './render.js';

/**
 * Show a document in an element, in place of the one before. However the person prints while it is
 * there, this sheet is what comes out; or `held`, words in its place, until `release` lets it out once.
 * It goes when the desk forgets its secrets.
 * @param {HTMLElement} root
 * @param {import('./fill.js').Model} model
 * @param {import('./paperwork.js').Watermark | null} watermark
 * @param {string} [held] why it does not come out unless it is released
 * @returns {() => void} release
 */
export function showPaper(root, model, watermark, held = '') {
  putAway(root);
  const sheet = renderPaper(model, { watermark });
  root.replaceChildren(sheet);
  root.hidden = false;
  const prints = make('div', onPages(/** @type {HTMLElement} */ (sheet.cloneNode(true))));
  // Chrome since 131 numbers the pages; elsewhere there is room to write the number.
  prints.className = 'CSSMarginRule' in window ? 'print-only' : 'print-only unnumbered';
  const instead = Object.assign(make('p', held), { className: 'print-only' });
  let isHeld = held !== '';
  const before = () => {
    // Of several that are shown, the last one.
    for (const other of all(document, '.print-only')) other.remove();
    document.body.append(isHeld ? instead : prints);
    document.body.classList.add('printing');
  };
  const after = () => {
    prints.remove();
    instead.remove();
    isHeld = held !== '';
    document.body.classList.remove('printing');
  };
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  document.addEventListener('forget', () => putAway(root), { once: true });
  shown.set(root, () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
    after();
  });
  return () => { isHeld = false; };
}

/**
 * The sheet in a table, as browsers repeat a table's foot on every page, and leave room for it.
 * @param {HTMLElement} sheet
 */
function onPages(sheet) {
  const foot = first(sheet, '.foot');
  const pages = make('table', make('tbody', make('tr', make('td', ...sheet.childNodes))), make('tfoot', make('tr', make('td', foot))));
  pages.className = 'pages';
  sheet.append(pages);
  return sheet;
}

/** @type {WeakMap<HTMLElement, () => void>} */
const shown = new WeakMap();

/**
 * Take the paper off the page.
 * @param {HTMLElement} root
 */
export function putAway(root) {
  shown.get(root)?.();
  shown.delete(root);
  root.replaceChildren();
  root.hidden = true;
}
