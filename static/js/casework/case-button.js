/** A button that changes something about a case. */
import { byId } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';
import { caseFailure } from './case-failures.js';

/**
 * @param {string} id
 * @param {() => Promise<void>} act once at a time; what fails is said
 */
export function onClick(id, act) {
  const button = /** @type {HTMLButtonElement} */ (byId(id));
  button.addEventListener('click', async () => {
    if (button.disabled) return;
    button.disabled = true;
    clearErrors();
    await act().catch((error) => showError(caseFailure(error)));
    button.disabled = false;
  });
}
