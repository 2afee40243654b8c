/**
 * Plain forms of the administration pages: named fields are sent as they are typed. They hold
 * nothing that is sealed. What is typed stays until the server has taken it.
 */
import { all, byId, first, make } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { start } from '../components/start.js';
import { text } from '../components/texts.js';
import { Refused } from '../portal/requests.js';
import { allowLeaving, askBeforeLeaving } from '../portal/unsent.js';
import { sitDown } from './desk.js';
import { showLink } from './link.js';
import { send } from './server.js';
import { showStanding } from './standing.js';
import { failureText } from './unlocking.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** What a page does once a form was taken, before it goes on. */
let taken = async () => {};

const CONTROLS = 'input[name], textarea[name], select[name]';

/**
 * The named fields of a form: texts, and lists of texts where boxes are ticked.
 * @param {HTMLElement} form
 */
export function valuesOf(form) {
  /** @type {Record<string, string | string[]>} */
  const values = {};
  for (const one of all(form, CONTROLS)) {
    const { name, type, value, checked } = /** @type {HTMLInputElement} */ (one);
    if (type === 'checkbox') values[name] = [...(values[name] ?? []), ...(checked ? [value] : [])];
    else if (type !== 'radio' || checked) values[name] = value;
  }
  return values;
}

/**
 * Say for each field what to do with it; the first one stands in the summary with a link.
 * @param {HTMLElement} form
 * @param {Record<string, string>} told
 */
function showTold(form, told) {
  const fields = all(form, CONTROLS).filter((one) => /** @type {Field} */ (one).name in told);
  if (fields.length === 0) return showError(text('fault'));
  const [top, ...others] = fields;
  const wordsOf = (/** @type {HTMLElement} */ one) => `${labelOf(one)}${told[/** @type {Field} */ (one).name]}`;
  showError(wordsOf(top), top);
  const summary = first(byId('errors'), 'p');
  for (const one of others) {
    const link = /** @type {HTMLAnchorElement} */ (make('a', wordsOf(one)));
    link.href = `#${one.id}`;
    summary.append(make('br'), link);
    one.classList.add('wrong');
    one.setAttribute('aria-invalid', 'true');
  }
  return undefined;
}

/** @param {HTMLElement} field */
function labelOf(field) {
  const label = /** @type {Field} */ (field).labels?.[0]?.textContent ?? '';
  return label === '' ? '' : `${label.trim()}${text('colon')}`;
}

/**
 * Send a form and go where the answer leads, or show the link that it holds.
 * @param {HTMLElement} form `data-path`: below /casework/; `data-method`: POST, or DELETE
 */
async function deliver(form) {
  const { path = '', method = 'POST' } = form.dataset;
  const content = method === 'DELETE' ? undefined : valuesOf(form);
  const answer = await send(/** @type {'POST' | 'DELETE'} */ (method), path, content);
  allowLeaving();
  await taken();
  if (answer.link) showLink(form, answer.link);
  else location.assign(answer.to);
}

/**
 * @param {HTMLElement} form
 * @param {unknown} error
 */
export function showFailure(form, error) {
  const told = error instanceof Refused && error.answer.told;
  return told ? showTold(form, /** @type {Record<string, string>} */ (told)) : showError(failureText(error));
}

/** @param {HTMLElement} form */
function prepare(form) {
  const buttons = /** @type {HTMLButtonElement[]} */ (all(form, 'button:not([type=button])'));
  const busy = (/** @type {boolean} */ on) => { for (const button of buttons) button.disabled = on; };
  form.addEventListener('input', askBeforeLeaving);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (buttons[0].disabled) return;
    clearErrors();
    busy(true);
    await deliver(form).catch((error) => showFailure(form, error));
    busy(false);
  });
}

/**
 * Every form of a page whose secrets are at hand.
 * @param {import('./server.js').SessionDocument} session
 */
export async function openForms(session) {
  for (const form of all(document, 'form[data-path]')) prepare(form);
  if (session.office.root_key !== '') await showStanding(session);
}

/**
 * Begin a page of forms.
 * @param {{ opened?: () => unknown, taken?: () => Promise<void> }} [also] what the page does once
 *   its secrets are at hand, and once a form was taken
 */
export function startForms(also = {}) {
  taken = also.taken ?? taken;
  start({ forms: () => sitDown(async (session) => {
    await openForms(session);
    await also.opened?.();
  }) });
}
