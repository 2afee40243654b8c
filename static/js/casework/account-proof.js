/** The passphrase once more, before anything is changed that one signs in with. */
import { byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { send } from './server.js';
import { failureText } from './unlocking.js';

/**
 * Ask for the passphrase until it is right; gives its proof, or nothing if the person left it at
 * that. The server looks at it once more with whatever it is sent along with.
 * @param {import('./factors-passkey.js').Whose} whose
 * @returns {Promise<string>}
 */
export function askProof(whose) {
  const form = byId('proof');
  const field = /** @type {HTMLInputElement} */ (byId('own-passphrase'));
  form.hidden = false;
  field.value = '';
  field.focus();
  return new Promise((resolve) => {
    const leave = (/** @type {string} */ proof) => {
      field.value = '';
      form.hidden = true;
      resolve(proof);
    };
    byId('proof-leave').onclick = () => leave('');
    const prove = async (/** @type {(share: number) => void} */ show) => {
      const proof = await ask('deriveProof', { ...whose, passphrase: field.value }, show);
      await send('POST', 'account/proof', { proof });
      return proof;
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      if (field.value.trim() === '') return showError(text('no_own_passphrase'), field);
      clearErrors();
      return deriving(form, byId('own-share'), prove).then(leave, (error) => showError(failureText(error), field));
    };
  });
}

/**
 * Do something slow with a passphrase: one at a time, with its progress.
 * @template T
 * @param {HTMLElement} form
 * @param {HTMLElement} progress
 * @param {(show: (share: number) => void) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function deriving(form, progress, act) {
  const button = /** @type {HTMLButtonElement} */ (first(form, 'button'));
  button.disabled = true;
  progress.hidden = false;
  try {
    return await act((share) => { /** @type {HTMLProgressElement} */ (progress).value = share; });
  } finally {
    button.disabled = false;
    progress.hidden = true;
  }
}
