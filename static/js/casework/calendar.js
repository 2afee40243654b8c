/** Importing a year's working days: from a file into the fields, and a look at what would change. */
import { byId } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { language, text } from '../components/texts.js';
import { showFailure, startForms, valuesOf } from './form.js';
import { send } from './server.js';

const NAMES = ['year', 'notice', 'off', 'worked'];

/** @param {string} name @returns {HTMLInputElement | HTMLTextAreaElement} */
const field = (name) => /** @type {HTMLInputElement} */ (byId(name));

/** @param {unknown} value a list of days, a year, or an address */
const typed = (value) => (Array.isArray(value) ? value.join('\n') : String(value ?? ''));

/** @param {File} file */
async function fill(file) {
  clearErrors();
  try {
    const given = JSON.parse(await file.text());
    if (!Array.isArray(given.off) || !Array.isArray(given.worked)) throw new TypeError('no days');
    for (const name of NAMES) field(name).value = typed(given[name]);
    field('off').dispatchEvent(new Event('input', { bubbles: true }));
  } catch {
    showError(text('file_unread'), byId('file'));
  }
}

/** @param {string[]} days */
const listed = (days) => days.map((on) =>
  new Date(`${on}T00:00:00Z`).toLocaleDateString(language(), { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' }))
  .join(text('and'));

/** @param {{ off: string[], worked: string[] }} found */
function show(found) {
  const lines = /** @type {const} */ (['off', 'worked']).filter((name) => found[name].length > 0)
    .map((name) => text(`preview_${name}`, { n: found[name].length, days: listed(found[name]) }));
  const place = byId('preview');
  place.textContent = '';
  for (const line of lines.length > 0 ? lines : [text('preview_same')]) {
    place.append(Object.assign(document.createElement('p'), { textContent: line }));
  }
  place.hidden = false;
}

/** @param {HTMLElement} form */
async function look(form) {
  clearErrors();
  byId('preview').hidden = true;
  try {
    show(await send('POST', 'calendar/preview', valuesOf(form)));
  } catch (error) {
    showFailure(form, error);
  }
}

startForms({
  opened: () => {
    const file = document.getElementById('file');
    if (file === null) return;
    const form = /** @type {HTMLElement} */ (file.closest('form'));
    file.addEventListener('change', () => {
      const [one] = /** @type {HTMLInputElement} */ (file).files ?? [];
      if (one) fill(one);
    });
    byId('look').addEventListener('click', () => look(form));
  },
});
