/** A form with a passphrase: one try at a time, its progress, its failure. */
import { byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { warmUp } from '../components/worker.js';
import { failureText } from './unlocking.js';

/**
 * @param {HTMLElement} form
 * @param {(passphrase: string) => Promise<unknown>} open
 * @param {() => string} [missing] what else is missing, if anything
 */
export function passphraseForm(form, open, missing = () => '') {
  const field = /** @type {HTMLInputElement} */ (byId('passphrase'));
  const button = /** @type {HTMLButtonElement} */ (first(form, 'button'));
  warmUp();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const lacking = missing() || (field.value.trim() === '' ? 'passphrase' : '');
    if (lacking !== '') return showError(text(`no_${lacking}`), byId(lacking));
    clearErrors();
    busy(button, true);
    try {
      await open(field.value);
      field.value = '';
    } catch (error) {
      busy(button, false);
      showError(failureText(error), field);
    }
  });
}

/**
 * @param {HTMLButtonElement} button
 * @param {boolean} on
 */
function busy(button, on) {
  button.disabled = on;
  byId('deriving').hidden = !on;
}
