/** Reading the answers out of the page, with the wording that stood there. */
import { all, first } from '../components/dom.js';
import { ward } from './fragment.js';

/** @typedef {import('../worker/reporting.js').Said} Said */

// What the seal holds beside the answers (keys, ids, names) fits in this.
const ENVELOPE = 4096;
const LARGEST = 65536;

/**
 * Every question's answer, empty ones too.
 * @param {HTMLElement} root
 * @returns {Said[]}
 */
export const readAnswers = (root) => all(root, 'form [data-field]').map(readAnswer);

/**
 * @param {HTMLElement} field
 * @returns {Said}
 */
function readAnswer(field) {
  const { field: id = '', question = '' } = field.dataset;
  const chosen = all(field, 'input:checked').map(choiceOf);
  const entry = /** @type {HTMLInputElement | null} */ (field.querySelector('.text'));
  const text = entry?.value.trim() ?? '';
  const skipped = chosen.length === 0 && text === '' ? skippedIn(field) : [];
  return { id, question, choices: [...chosen, ...skipped], text };
}

/** @param {HTMLElement} input */
const choiceOf = (input) => ({
  id: String(input.dataset.choice),
  text: String(first(/** @type {HTMLElement} */ (input.parentElement), 'span').textContent),
});

/**
 * 'I do not know' is an answer, if the step was left by it and is still empty.
 * @param {HTMLElement} field
 */
function skippedIn(field) {
  const { skipped, skippedText } = /** @type {HTMLElement} */ (field.closest('form')).dataset;
  return skipped ? [{ id: skipped, text: String(skippedText) }] : [];
}

/**
 * What the poster filled in and 'I do not know' say nothing yet.
 * @param {Said} answer
 */
const isSomething = ({ choices, text }) =>
  (text !== '' && text !== ward().trim()) || choices.some(({ id }) => id !== 'unknown');

/**
 * The answers that are sent: without the empty ones.
 * @param {Said[]} answers
 */
export const given = (answers) => answers.filter(({ choices, text }) => text !== '' || choices.length > 0);

/**
 * Whether anything at all has been said.
 * @param {Said[]} answers
 */
export const saysSomething = (answers) => answers.some(isSomething);

/**
 * How many bytes may still be written.
 * @param {Said[]} answers
 */
export const room = (answers) =>
  LARGEST - ENVELOPE - new TextEncoder().encode(JSON.stringify(given(answers))).length;
