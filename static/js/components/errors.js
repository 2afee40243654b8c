/** The error summary: above the heading, takes the focus, links to the field it speaks of. */
import { all, byId, first, make } from './dom.js';

/**
 * Say what is missing or went wrong, and what to do. The field bears the same words.
 * @param {string} message
 * @param {HTMLElement} [field]
 */
export function showError(message, field) {
  clearErrors();
  const summary = byId('errors');
  const words = first(summary, 'p');
  words.textContent = '';
  words.append(field ? linkTo(field, message) : message);
  if (field) mark(field, message);
  summary.hidden = false;
  summary.focus();
  window.scrollTo(0, 0);
}

/** Take the summary and the marks away. */
export function clearErrors() {
  byId('errors').hidden = true;
  for (const note of all(document, '.field-error')) note.remove();
  for (const field of all(document, '[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.classList.remove('wrong');
  }
}

/**
 * @param {HTMLElement} field
 * @param {string} message
 */
function linkTo(field, message) {
  const link = /** @type {HTMLAnchorElement} */ (make('a', message));
  link.href = `#${field.id}`;
  link.addEventListener('click', (event) => {
    // The fragment holds the poster's fingerprint: it stays.
    event.preventDefault();
    field.focus();
  });
  return link;
}

/**
 * Mark a field until something is entered.
 * @param {HTMLElement} field
 * @param {string} message
 */
function mark(field, message) {
  const note = make('p', message);
  note.className = 'error field-error';
  (field.closest('.tiles') ?? field.closest('label') ?? field).before(note);
  field.setAttribute('aria-invalid', 'true');
  field.classList.add('wrong');
  field.addEventListener('input', clearErrors, { once: true });
}
