/**
 * Changing a list. What was changed and not saved yet is kept as a draft, sealed to its writer: it
 * outlives the lock, and somebody else's newer version, over which it is laid again.
 */
import { all, first } from '../components/dom.js';
import { keepDraft, saveDraft } from './drafts.js';
import { startForms } from './form.js';

/** @typedef {Record<string, string | boolean>} Changed by the field's name, and a box's value */

const form = first(document, 'form[data-list]');
/** What is kept stands here as JSON; it is on no page. */
const kept = document.createElement('textarea');
const fields = /** @type {HTMLInputElement[]} */ (all(form, 'input[name]:not([type=hidden]), textarea[name]'));

/** @param {HTMLInputElement} one */
const keyOf = ({ name, type, value }) => (isTicked(type) ? `${name} ${value}` : name);

/** @param {string} type */
const isTicked = (type) => type === 'checkbox' || type === 'radio';

/** @returns {Changed} what is another than the page had it */
function changed() {
  const others = fields.filter((one) =>
    (isTicked(one.type) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue));
  return Object.fromEntries(others.map((one) => [keyOf(one), isTicked(one.type) ? one.checked : one.value]));
}

/** @param {Changed} before */
function put(before) {
  for (const one of fields) {
    const value = before[keyOf(one)];
    if (typeof value === 'boolean') one.checked = value;
    else if (typeof value === 'string') one.value = value;
  }
}

/** One draft for each list: drafts are named by an id, and this one is made of the list's name. */
const subject = () => {
  const hex = [...form.dataset.list ?? ''].map((one) => one.charCodeAt(0).toString(16)).join('').slice(0, 32).padEnd(32, '0');
  return `list/${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
};

async function keep() {
  kept.addEventListener('input', () => put(JSON.parse(kept.value)), { once: true });
  await keepDraft(kept, subject());
  form.addEventListener('input', () => {
    const others = changed();
    kept.value = Object.keys(others).length > 0 ? JSON.stringify(others) : '';
  });
  // Refused because of a newer version, it is there when the page is loaded anew.
  form.addEventListener('submit', () => { saveDraft().catch(() => {}); });
}

startForms({
  opened: () => keep().catch(() => {}),
  taken: async () => {
    kept.value = '';
    await saveDraft().catch(() => {});
  },
});
