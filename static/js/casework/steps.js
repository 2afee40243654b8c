/** The steps of a ceremony: one is shown at a time, and one form is tried at a time. */
import { all, begin, first } from '../components/dom.js';
import { clearErrors, showError } from '../components/errors.js';

/**
 * Show one step of the page and let a screen reader begin there.
 * @param {HTMLElement} root
 * @param {string} name
 */
export function showStep(root, name) {
  clearErrors();
  for (const step of all(root, '[data-step]')) step.hidden = step.dataset.step !== name;
  begin(first(root, `[data-step=${name}]`));
}

/**
 * What a step's form does; a failure is told, and nothing that was typed is lost.
 * @param {HTMLElement} root
 * @param {string} step
 * @param {() => Promise<unknown>} act
 * @param {(error: Error) => string} failure
 */
export function onStep(root, step, act, failure) {
  const form = first(root, `[data-step=${step}] form`);
  const button = /** @type {HTMLButtonElement} */ (first(form, 'button:not([type=button])'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    clearErrors();
    button.disabled = true;
    await act().catch((error) => showError(failure(error)));
    button.disabled = false;
  });
}
