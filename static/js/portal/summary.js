/** Check your answers: every question with its answer and a way to change it. */
import { byId, make } from '../components/dom.js';
import { text } from '../components/texts.js';

/** @typedef {import('./answers.js').Said} Said */

/**
 * @param {Said[]} answers
 * @param {(id: string) => void} change
 */
export function showSummary(answers, change) {
  const list = byId('answers');
  list.textContent = '';
  for (const answer of answers) list.append(row(answer, change));
}

/**
 * @param {Said} answer
 * @param {(id: string) => void} change
 */
function row({ id, question, choices, text: words }, change) {
  const lines = [...choices.map((choice) => choice.text), words].filter((line) => line !== '');
  const link = make('button', text('change'));
  link.className = 'link';
  link.setAttribute('type', 'button');
  link.setAttribute('aria-label', text('change_what', { question }));
  link.addEventListener('click', () => change(id));
  const said = make('dd', lines.join('\n') || text('no_answer'));
  return make('div', make('dt', question), said, make('dd', link));
}
