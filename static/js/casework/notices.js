/** Writing a notice (公告): buttons that put marks around words, and a look at the result. */
import { all, byId, make } from '../components/dom.js';
import { showError } from '../components/errors.js';
import { keepDraft, saveDraft } from './drafts.js';
import { startForms } from './form.js';
import { send } from './server.js';
import { failureText } from './unlocking.js';

/**
 * An element of a preview, as the server has cleaned it: a text, or name, address, children.
 * @typedef {string | [string, string, any[]]} Part
 */

const TAGS = ['p', 'br', 'strong', 'b', 'em', 'h3', 'ul', 'ol', 'li', 'a'];

/** @type {Record<string, (words: string) => string>} what a button makes of the words it is about */
const MARKS = {
  strong: (words) => `<strong>${words}</strong>`,
  h3: (words) => `\n\n<h3>${words}</h3>\n\n`,
  ul: (words) => `\n\n<ul>\n${items(words)}\n</ul>\n\n`,
  a: (words) => (/^https?:|^tel:/.test(words) ? `<a href="${words}">${words}</a>` : `<a href="https://">${words}</a>`),
};

/** @param {string} words */
const items = (words) => words.split('\n').map((line) => `<li>${line}</li>`).join('\n');

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} mark
 */
function put(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const made = MARKS[mark](value.slice(from, to));
  field.setRangeText(made, from, to, 'end');
  const inside = to === from ? from + made.indexOf('></') + 1 : from + made.length;
  field.setSelectionRange(inside, inside);
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * @param {Part} part
 * @returns {Node | string}
 */
function drawn(part) {
  if (typeof part === 'string') return part;
  const [name, address, children] = part;
  const element = make(TAGS.includes(name) ? name : 'span', ...children.map(drawn));
  if (name === 'a' && /^(https?|tel):/i.test(address)) Object.assign(element, { href: address, rel: 'noreferrer noopener' });
  return element;
}

/** @param {string} suffix of the language */
async function preview(suffix) {
  const place = byId(`preview${suffix}`);
  const body = /** @type {HTMLTextAreaElement} */ (byId(`body${suffix}`)).value;
  try {
    const { shown } = await send('POST', 'notices/preview', { body });
    place.textContent = '';
    place.append(...shown.map(drawn));
    place.hidden = false;
  } catch (error) {
    showError(failureText(error));
  }
}

for (const button of all(document, '[data-mark]')) {
  const { mark = '', into = '' } = button.dataset;
  button.addEventListener('click', () => put(/** @type {HTMLTextAreaElement} */ (byId(into)), mark));
}
for (const button of all(document, '[data-preview]')) {
  button.addEventListener('click', () => preview(button.dataset.preview ?? ''));
}

/** A new notice is kept under this while it is written, sealed to its writer: it outlives the lock. */
const NEW = 'notice/00000000-0000-0000-0000-000000000000';
const isNew = document.querySelector('[data-new]') !== null;
const body = /** @type {HTMLTextAreaElement} */ (byId('body'));
startForms(isNew ? {
  opened: () => keepDraft(body, NEW).catch(() => {}),
  taken: async () => {
    body.value = '';
    await saveDraft().catch(() => {});
  },
} : {});
