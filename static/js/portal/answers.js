/** Reading the answers out of the page, with the wording that stood there. */
import { all, first } from '../components/dom.js';
import { text as words } from '../components/texts.js';
import { applies } from './rules.js';

/** @typedef {import('../worker/reporting.js').Said} Said */

// What the seal holds beside the answers (keys, ids, names) fits in this.
const ENVELOPE = 4096;
const LARGEST = 65536;

/** Whom it goes to and when: they are wishes, not answers. */
const WISHES = '[data-screen=addressee], [data-screen=delivery]';

/**
 * The steps that are asked as things are, each with its answers, empty ones too.
 * @param {HTMLElement} root
 */
export const readSteps = (root) => all(root, 'form[data-step]').filter(applies).map((form) => ({
  form, answers: form.matches(WISHES) ? [] : answersIn(form),
}));

/**
 * The answers that are sent: without the empty ones.
 * @param {HTMLElement} root
 */
export const readAnswers = (root) => readSteps(root).flatMap(({ answers }) => answers).filter(isGiven);

/**
 * @param {HTMLElement} part a step or an item
 * @returns {Said[]}
 */
const answersIn = (part) =>
  all(part, '[data-field]').filter((field) => field.parentElement === part && applies(field)).map(readAnswer);

/**
 * @param {HTMLElement} field
 * @returns {Said}
 */
function readAnswer(field) {
  const { field: id = '', question = '' } = field.dataset;
  if ('items' in field.dataset) return { id, question, choices: [], ...readItems(field) };
  const chosen = all(field, 'input:checked').filter(applies).map(choiceOf);
  const entry = /** @type {HTMLInputElement | null} */ (field.querySelector('.text'));
  const text = entry?.value.trim() ?? '';
  const skipped = chosen.length === 0 && text === '' ? skippedIn(field) : [];
  return { id, question, choices: [...chosen, ...skipped], text };
}

/** @param {HTMLElement} field */
function readItems(field) {
  const items = all(field, '[data-item]').filter(hasSomething).map((item) => answersIn(item).filter(isGiven));
  return { items, text: items.map((item) => item.map(inWords).join(' · ')).join('\n') };
}

/** @param {Said} answer */
const inWords = ({ question, ...said }) =>
  words('pair', { question: question.replace(/\s*[（(].*[)）]/, ''), answer: lines(said).join(' ') });

/**
 * What was chosen and typed, line by line.
 * @param {Pick<Said, 'choices' | 'text'>} said
 */
export const lines = ({ choices, text }) => [...choices.map((choice) => choice.text), text].filter((line) => line !== '');

/** @param {HTMLElement} input */
const choiceOf = (input) => ({
  id: String(input.dataset.choice),
  text: String(first(/** @type {HTMLElement} */ (input.parentElement), 'span').textContent).trim(),
});

/**
 * 'I do not know' is an answer, if the step was left by it and is still empty.
 * @param {HTMLElement} field
 */
function skippedIn(field) {
  const form = /** @type {HTMLElement} */ (field.closest('form'));
  const { skipped, skippedText } = form.dataset;
  return skipped && first(form, '[data-field]') === field ? [{ id: skipped, text: String(skippedText) }] : [];
}

/** @param {Said} answer */
export const isGiven = ({ choices, text }) => text !== '' || choices.length > 0;

/**
 * Whether anything has been said here. What stood there beforehand says nothing yet.
 * @param {HTMLElement} part
 */
export const hasSomething = (part) => all(part, 'input, textarea').some(
  (element) => isSaid(/** @type {HTMLInputElement} */ (element)) && applies(element) && !element.closest(WISHES),
);

/** @param {HTMLInputElement} input */
function isSaid(input) {
  if ('choice' in input.dataset) return input.checked && !input.defaultChecked;
  if (input.type === 'file' || input.type === 'checkbox') return false;
  return input.value.trim() !== '' && input.value !== input.defaultValue;
}

/**
 * How many bytes may still be written.
 * @param {Said[]} answers
 * @param {object[]} attachments
 */
export const room = (answers, attachments) =>
  LARGEST - ENVELOPE - new TextEncoder().encode(JSON.stringify([answers, attachments])).length;
