/** Another passphrase: drawn in the worker, written on paper, typed once more from there. */
import { all, byId, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { text } from '../components/texts.js';
import { ask } from '../components/worker.js';
import { words } from '../crypto/typed.js';
import { deriving } from './account-proof.js';
import { send } from './server.js';
import { failureText } from './unlocking.js';

/**
 * Change the passphrase; tells whether it was done. Raises Offline or Refused for a wrong proof.
 * @param {string} proof of the one until now
 * @returns {Promise<boolean>}
 */
export async function changePassphrase(proof) {
  const draw = async () => {
    byId('drawn').textContent = await ask('drawPassphrase');
    show('drawing');
  };
  await draw();
  return new Promise((resolve) => {
    const leave = (/** @type {boolean} */ changed) => {
      byId('drawn').textContent = '';
      show('');
      resolve(changed);
    };
    byId('draw-again').onclick = draw;
    byId('drawn-kept').onclick = () => show('retyping');
    byId('see-drawn').onclick = () => show('drawing');
    for (const button of all(document, '[data-leave]')) button.onclick = () => leave(false);
    byId('retyping').onsubmit = async (event) => {
      event.preventDefault();
      if (await retyped(proof)) leave(true);
    };
  });
}

/**
 * Whether the passphrase on paper is the one that was drawn, and the server has taken it.
 * @param {string} proof
 */
async function retyped(proof) {
  const field = /** @type {HTMLInputElement} */ (byId('new-passphrase'));
  const drawn = byId('drawn').textContent ?? '';
  clearErrors();
  if (words(field.value).join('-').toLowerCase() !== drawn) {
    showError(text('not_the_drawn'), field);
    return false;
  }
  try {
    const sealed = await deriving(byId('retyping'), byId('new-share'), (share) => ask('sealToPassphrase', { passphrase: drawn }, share));
    await send('POST', 'account/passphrase', { proof, ...sealed });
    return true;
  } catch (error) {
    showError(failureText(error));
    return false;
  }
}

/** @param {'drawing' | 'retyping' | ''} part */
function show(part) {
  clearErrors();
  for (const id of ['drawing', 'retyping']) byId(id).hidden = id !== part;
  /** @type {HTMLInputElement} */ (byId('new-passphrase')).value = '';
  if (part !== '') first(byId(part), 'h2').focus();
}
