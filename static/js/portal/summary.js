/** Check your answers: every question with its answer and a way to change it. */
import { all, byId, first, make } from '../components/dom.js';
import { text } from '../components/texts.js';
import { isGiven, lines, readSteps } from './answers.js';

/**
 * @typedef {import('./answers.js').Said} Said
 * @typedef {(step: string) => void} Change
 * @typedef {Record<string, (form: HTMLElement) => string[]>} Screens what the steps say that are more than fields
 */

/**
 * @param {HTMLElement} root
 * @param {Screens} screens
 * @param {Change} change
 */
export function showSummary(root, screens, change) {
  const list = byId('answers');
  list.textContent = '';
  for (const { form, answers } of readSteps(root)) {
    const { step = '', screen = '' } = form.dataset;
    if (step in OWN) continue;
    const said = answers.filter(isGiven).map((answer) => ({ ...answer, lines: lines(answer) }));
    const title = String(first(form, 'h1').textContent);
    const own = screen ? [{ question: title, lines: screens[screen](form) }] : [];
    for (const { question, lines: words } of [...said, ...own].length ? [...said, ...own] : [{ question: title, lines: [] }]) {
      list.append(row(question, words, () => change(step)));
    }
  }
}

/** The steps that ask nothing. */
const OWN = { receipt: true, check: true };

/**
 * What is chosen in a step.
 * @param {HTMLElement} form
 */
export const chosenIn = (form) =>
  all(form, 'input:checked + span').map((words) => String(words.textContent).trim());

/**
 * @param {string} question
 * @param {string[]} words
 * @param {() => void} change
 */
function row(question, words, change) {
  const link = make('button', text('change'));
  link.className = 'link';
  link.setAttribute('type', 'button');
  link.setAttribute('aria-label', text('change_what', { question }));
  link.addEventListener('click', change);
  const said = make('dd', words.join('\n') || text('no_answer'));
  return make('div', make('dt', question), said, make('dd', link));
}
