/** Drawing the answers in an open mailbox, with what can be said to each. */
import { attached } from '../components/attached.js';
import { byId, make } from '../components/dom.js';
import { day, text } from '../components/texts.js';

/**
 * @typedef {import('../worker/mailbox.js').Answer} Answer
 * @typedef {{ part: import('../components/attached.js').FetchPart,
 *   reply?: (purpose: 'objection' | 'rating', answer: number) => void }} Deeds
 *   reply: where something may be written
 */

/** Beside the end, what a reporter may object to: something was decided. */
const DECISIONS = ['held', 'transferred', 'not_ours'];

/**
 * Whether an answer is a letter to be read; others only tell how the case stands.
 * @param {Answer} answer
 */
export const hasWords = ({ text: words, attachments }) => words !== '' || attachments.length > 0;

/**
 * The newest letter, and those before it folded away.
 * @param {Answer[]} answers
 * @param {Deeds} deeds
 */
export function showLetters(answers, deeds) {
  const letters = answers.filter(hasWords).map((answer) => letter(answer, deeds)).reverse();
  const [newest = [], ...before] = letters;
  byId('letters').textContent = '';
  byId('letters').append(...newest);
  if (before.length > 0) {
    const earlier = make('details', make('summary', text('earlier', { n: before.length })), ...before.flat());
    byId('letters').append(earlier);
  }
}

/**
 * @param {Answer} answer
 * @param {Deeds} deeds
 */
function letter({ seq, written_on: written, text: words, state, attachments }, { part, reply }) {
  const body = make('div', words);
  body.className = 'letter';
  const purposes = reply && state ? repliesTo(state.id) : [];
  return [
    make('h2', text('answered', { date: day(written) })),
    body,
    ...attached(attachments, part),
    ...purposes.map((purpose) => deed(purpose, seq, () => reply?.(purpose, seq))),
  ];
}

/**
 * @param {string} state
 * @returns {('rating' | 'objection')[]}
 */
function repliesTo(state) {
  if (state === 'concluded') return ['rating', 'objection'];
  return DECISIONS.includes(state) ? ['objection'] : [];
}

/**
 * @param {'rating' | 'objection'} purpose
 * @param {number} answer
 * @param {() => void} act
 */
function deed(purpose, answer, act) {
  const button = /** @type {HTMLButtonElement} */ (make('button', text(purpose === 'rating' ? 'rate' : 'object')));
  button.type = 'button';
  button.className = purpose === 'rating' ? 'quiet' : 'link';
  button.id = `${purpose}-${answer}`;
  button.addEventListener('click', act);
  return button;
}
